//! The session in the README is run again: its commands print what it says. `RBGEN_BLESS=1` writes what they print.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The first block with this fence.
fn block<'a>(readme: &'a str, fence: &str) -> &'a str {
    let (_, rest) = readme.split_once(&format!("```{fence}\n")).unwrap_or_else(|| panic!("no {fence} block"));
    rest.split_once("```").map(|(text, _)| text).expect("an end of the block")
}

/// What a command prints on both outputs, in a folder and with this rbgen.
fn run(command: &str, folder: &Path) -> String {
    let rbgen = PathBuf::from(env!("CARGO_BIN_EXE_rbgen"));
    let own = rbgen.parent().map(Path::to_path_buf);
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(own.into_iter().chain(std::env::split_paths(&others)));
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1; {command}")])
        .current_dir(folder)
        .env("PATH", path.expect("a search path"))
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .unwrap_or_else(|e| panic!("{command}: {e}"));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_session_is_what_happens() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(&path).expect("the README");
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("telemetry.toml"), block(&readme, "toml")).expect("the schema");
    std::fs::write(folder.path().join("decode.py"), block(&readme, "python")).expect("the script");

    let (mut fresh, mut session, mut commands) = (String::new(), false, 0);
    for line in readme.lines() {
        match line {
            "```console" => session = true,
            "```" => session = false,
            _ => {}
        }
        match line.strip_prefix("$ ").filter(|_| session) {
            Some(command) => {
                commands += 1;
                let printed = run(command, folder.path());
                let _ = writeln!(fresh, "{line}");
                for line in printed.lines() {
                    let _ = writeln!(fresh, "{}", line.trim_end());
                }
            }
            // What was printed the last time.
            None if session && line != "```console" => {}
            None => {
                let _ = writeln!(fresh, "{line}");
            }
        }
    }
    assert!(commands > 7, "only {commands} commands were found");
    if std::env::var_os("RBGEN_BLESS").is_some_and(|v| v == "1") {
        std::fs::write(&path, fresh).expect("the README");
        return;
    }
    let different = readme.lines().zip(fresh.lines()).find(|(old, new)| old != new);
    assert!(
        readme == fresh,
        "README.md: the session prints something else, first {different:?}\nrun: RBGEN_BLESS=1 cargo test -p rbgen --test readme"
    );
}
