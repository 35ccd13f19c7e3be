//! What the tests over schema files share.
#![allow(dead_code)] // each test uses a part of it

use rbgen_schema::{Loaded, Loader, load};
use std::path::{Path, PathBuf};

/// Reads from disk.
pub(crate) struct Disk;

impl Loader for Disk {
    fn read(&self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(path).map_err(|e| e.to_string())
    }
}

/// A folder of `tests/data`.
pub(crate) fn data(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data").join(folder)
}

/// The schemas of a folder and its folders, in order.
pub(crate) fn schemas(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "toml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Loads a file from disk.
pub(crate) fn load_file(path: &Path) -> Loaded {
    load(&path.to_string_lossy().replace('\\', "/"), &Disk)
}

/// What was found, one line each.
pub(crate) fn report(loaded: &Loaded) -> String {
    let lines = loaded
        .diagnostics
        .iter()
        .map(|d| format!("{}: {}: {}", loaded.sources.place(d.primary.span), d.id, d.message));
    lines.collect::<Vec<_>>().join("\n")
}
