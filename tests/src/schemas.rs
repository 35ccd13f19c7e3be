//! The schemas that tests iterate over.

use rbgen::loader::FsLoader;
use rbgen_schema::render::render;
use rbgen_schema::{Loaded, Schema};
use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// The schemas of a folder below the root, by name. A schema of several files is a folder with a `main.toml`.
pub fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .map(|path| if path.is_dir() { path.join("main.toml") } else { path })
        .filter(|path| path.extension().is_some_and(|e| e == "toml") && path.is_file())
        .collect();
    files.sort();
    files
}

/// What a path from [`files`] is called: the stem of the file, or the folder of a `main.toml`.
pub fn name(path: &Path) -> String {
    let named = if path.ends_with("main.toml") { path.parent() } else { Some(path) };
    named.and_then(Path::file_stem).map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Loads a schema file.
pub fn load(path: &Path) -> Loaded {
    rbgen_schema::load(&path.to_string_lossy(), &FsLoader::new())
}

/// The schema of one text.
///
/// # Panics
///
/// If it doesn't load, with what is wrong.
pub fn of_text(text: &str) -> Schema {
    let (schema, findings) = checked(rbgen_schema::load_text("test.toml", text));
    schema.unwrap_or_else(|| panic!("{findings}\n{text}"))
}

/// The schema, and what there is to say of it, as people read it.
fn checked(loaded: Loaded) -> (Option<Schema>, String) {
    let findings = loaded.diagnostics.iter().map(|d| render(&loaded.sources, d)).collect();
    (loaded.schema, findings)
}

/// One of the schemas in [`good`].
///
/// # Panics
///
/// If there is none of this name, or it doesn't load.
pub fn named(name: &str) -> Schema {
    let found = good().into_iter().find(|(other, _)| other == name);
    found.unwrap_or_else(|| panic!("no schema is called {name}")).1
}

/// Every schema that is meant to load: the small ones of the tests and the shipped ones, with its [`name`].
///
/// # Panics
///
/// If one doesn't load.
pub fn good() -> Vec<(String, Schema)> {
    let mut all = files("tests/data/ok");
    all.extend(files("schema/wire"));
    all.iter()
        .map(|path| {
            let stem = name(path);
            let (schema, findings) = checked(load(path));
            let schema = schema.unwrap_or_else(|| panic!("{stem} doesn't load:\n{findings}"));
            (stem, schema)
        })
        .collect()
}
