//! A project in a temporary folder, and the real program run in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A schema called `name` with one struct.
pub(crate) fn schema(name: &str) -> String {
    format!(
        "[schema]\nedition = 1\nname = \"{name}\"\nversion = 1\n\n[[struct]]\nname = \"{}Header\"\nsize = 4\n\
         fields = [ {{ name = \"length\", type = \"u32\" }} ]\n",
        name[..1].to_uppercase() + &name[1..]
    )
}

/// A schema with an error: the struct is larger than it says.
pub(crate) const BAD_SCHEMA: &str = "[schema]\nedition = 1\nname = \"bad\"\nversion = 1\n\n[[struct]]\nname = \"Header\"\nsize = 3\n\
                          fields = [ { name = \"length\", type = \"u32\" } ]\n";

/// A folder with files.
pub(crate) struct Project {
    dir: TempDir,
}

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Project {
    /// A project of these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Project {
        let project = Project { dir: TempDir::new().unwrap() };
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    pub(crate) fn exists(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Every file below a folder with its text, `.`-files included.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let root = self.path(folder);
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                    files.insert(name, fs::read(&path).unwrap());
                }
            }
        }
        files
    }

    /// The program, to be run in the project with these arguments.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        self.command_in(".", args)
    }

    pub(crate) fn command_in(&self, folder: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rbgen"));
        command.current_dir(self.path(folder)).args(args).stdin(Stdio::null());
        command.env_remove("NO_COLOR").env("COLUMNS", "100");
        command
    }

    /// Runs the program in the project.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        ran(&self.command(args).output().unwrap())
    }

    /// Runs the program, which has to end well.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "rbgen {args:?}\n{}{}", ran.out, ran.err);
        ran.out
    }

    /// Runs the program with a folder of programs first on PATH.
    pub(crate) fn run_with_path(&self, folder: &str, args: &[&str]) -> Ran {
        let old = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(self.path(folder)).chain(std::env::split_paths(&old));
        ran(&self.command(args).env("PATH", std::env::join_paths(paths).unwrap()).output().unwrap())
    }
}

/// The output of a program as texts.
pub(crate) fn ran(output: &Output) -> Ran {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Ran { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

/// Makes a file a program.
#[cfg(unix)]
pub(crate) fn make_program(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
