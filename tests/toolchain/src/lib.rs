//! The compilers and run times that `cargo xtask setup` found: each compiles all sources of a language in one process.
#![forbid(unsafe_code)]

pub mod csharp;
pub mod java;
pub mod junit;
pub mod kotlin;
pub mod maven;

use std::ffi::OsString;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    root.map(Path::to_owned).unwrap_or_default()
}

/// What an environment variable of the set-up says, else what the set-up wrote down.
pub fn path(variable: &str) -> Result<PathBuf, String> {
    if let Some(path) = std::env::var_os(variable) {
        return Ok(path.into());
    }
    let recorded = std::fs::read_to_string(root().join("target/toolchains.txt")).unwrap_or_default();
    let line = recorded.lines().find_map(|line| line.strip_prefix(variable)?.strip_prefix('='));
    line.map(PathBuf::from).ok_or_else(|| format!("{variable} is not set: run `cargo xtask setup`"))
}

/// All files below a folder whose names end in an extension, sorted.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found = Vec::new();
    for path in entries.map(|e| e.path()) {
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Runs a program to its end; what it prints is the error when it fails, else the result.
pub fn run(command: &mut Command) -> Result<String, String> {
    let shown = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|e| format!("{shown} can't be run: {e}"))?;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    if output.status.success() { Ok(text) } else { Err(format!("{shown}: {}\n{text}", output.status)) }
}

/// Runs a compiler on an argument file, unless the result of the same arguments and sources is there already. What it
/// makes lies in `result`, which is emptied before.
fn compile(
    mut compiler: Command,
    arguments: &[OsString],
    sources: &[PathBuf],
    result: &Path,
) -> Result<(), String> {
    if sources.is_empty() {
        return Err(format!("there is nothing to compile into {}", result.display()));
    }
    let mut hash = DefaultHasher::new();
    hash.write(compiler.get_program().as_encoded_bytes());
    arguments.iter().for_each(|a| hash.write(a.as_encoded_bytes()));
    for source in sources {
        hash.write(source.as_os_str().as_encoded_bytes());
        hash.write(&std::fs::read(source).map_err(|e| format!("{}: {e}", source.display()))?);
    }
    let key = format!("{:016x}", hash.finish());
    let stamp = result.join("compiled");
    if std::fs::read_to_string(&stamp).is_ok_and(|there| there == key) {
        return Ok(());
    }
    let failed = |e: std::io::Error| format!("{}: {e}", result.display());
    if result.exists() {
        std::fs::remove_dir_all(result).map_err(failed)?;
    }
    std::fs::create_dir_all(result).map_err(failed)?;
    let quoted = |word: &OsString| {
        let word = word.to_string_lossy();
        // Windows' separators would be escapes; every compiler takes the other ones.
        format!("\"{}\"\n", if cfg!(windows) { word.replace('\\', "/") } else { word.into_owned() })
    };
    let words = arguments.iter().cloned().chain(sources.iter().map(|s| s.clone().into_os_string()));
    let file = result.join("arguments");
    std::fs::write(&file, words.map(|w| quoted(&w)).collect::<String>()).map_err(failed)?;
    let mut at = OsString::from("@");
    at.push(&file);
    run(compiler.arg(at))?;
    std::fs::write(&stamp, key).map_err(failed)
}

/// Folders or files in the form of a class path.
fn class_path<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Result<OsString, String> {
    std::env::join_paths(paths).map_err(|e| e.to_string())
}
