//! Generated Rust crates in a workspace of their own.

use crate::schemas;
use rbgen::backend;
use rbgen_schema::Schema;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Writes the crate of a schema, and answers its name.
///
/// # Panics
///
/// If Rust can't have the schema's names.
pub fn write(schema: &Schema, folder: &Path) -> String {
    let rust = backend::find("rust").expect("the backend is registered");
    let findings = rust.check(schema);
    assert!(findings.is_empty(), "{findings:?}");
    let mut name = String::new();
    for (path, text) in rust.emit(schema).iter() {
        name = path.split('/').next().unwrap_or_default().to_owned();
        file(&folder.join(path), text);
    }
    name
}

/// Writes a file and the folders above it.
///
/// # Panics
///
/// If it can't be written.
pub fn file(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap_or(path)).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// Makes one workspace of crates, with the runtime of this repository in place of the published one.
///
/// # Panics
///
/// If it can't be written.
pub fn workspace(folder: &Path, members: &[String]) {
    let patched: String = [("rbgen-wire", "runtime/wire"), ("rbgen-runtime", "runtime")]
        .iter()
        .map(|(name, path)| {
            format!("{name} = {{ path = {:?} }}\n", schemas::root().join(path).display().to_string())
        })
        .collect();
    let text = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[patch.crates-io]\n{patched}\n[profile.dev]\ndebug = false\n"
    );
    file(&folder.join("Cargo.toml"), &text);
    // Versions that were fetched already: nothing else is there offline.
    fs::copy(schemas::root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the versions");
}

/// Runs cargo over a workspace, with outputs in `target`, and answers whether it succeeded and what it said.
///
/// # Panics
///
/// If there is no cargo.
pub fn cargo(folder: &Path, target: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(&arguments[..1])
        .args(["--offline", "--quiet"])
        .args(&arguments[1..])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    (output.status.success(), text.into_owned())
}
