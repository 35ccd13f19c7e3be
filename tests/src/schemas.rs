//! The schemas that tests iterate over.

use rbgen::loader::FsLoader;
use rbgen_schema::render::render;
use rbgen_schema::{Loaded, Schema};
use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// The schema files of a folder below the root, by name; those that only serve others as imports are in subfolders.
pub fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).into_iter().flatten();
    let paths = entries.filter_map(|entry| entry.ok().map(|e| e.path()));
    let mut files: Vec<PathBuf> = paths.filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    files
}

/// Loads a schema file.
pub fn load(path: &Path) -> Loaded {
    rbgen_schema::load(&path.to_string_lossy(), &FsLoader::new())
}

/// Every schema that is meant to load: the small ones of the tests and the shipped ones, with the file's stem.
///
/// # Panics
///
/// If one doesn't load.
pub fn good() -> Vec<(String, Schema)> {
    let mut all = files("tests/data/ok");
    all.extend(files("schema/wire"));
    all.iter()
        .map(|path| {
            let loaded = load(path);
            let shown: String = loaded.diagnostics.iter().map(|d| render(&loaded.sources, d)).collect();
            let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            let Some(schema) = loaded.schema else { panic!("{stem} doesn't load:\n{shown}") };
            (stem, schema)
        })
        .collect()
}
