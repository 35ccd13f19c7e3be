//! Programs that answer the lines of `docs/semantics.md` with generated code, one kind for each language.

pub mod c;
mod csharp;
pub mod java;
pub mod kotlin;
mod python;
mod rust;

use rbgen::FileSet;
use rbgen_schema::Schema;
use std::path::Path;
use std::process::Command;

/// How one language is made to answer lines.
pub trait Driver: Sync {
    /// The name of the backend it tests.
    fn language(&self) -> &'static str;

    /// Writes and builds below `dir` what is needed, and returns one program for each input, in order. A program reads
    /// lines on standard input and answers on standard output.
    fn build(&self, inputs: &[Input<'_>], dir: &Path) -> Result<Vec<Command>, String>;
}

/// What a driver is built for.
pub struct Input<'a> {
    /// A name that is unique among the inputs: letters, digits and `_`.
    pub name: &'a str,
    /// The schema.
    pub schema: &'a Schema,
    /// What the language's backend generated for it.
    pub files: FileSet,
}

/// The driver of each language. A backend without an entry here fails the vectors.
pub const DRIVERS: &[&dyn Driver] = &[
    &rust::Rust,
    &python::Python,
    &c::C,
    &csharp::CSharp,
    &java::Java,
    &java::JavaByteBuffer,
    &kotlin::Kotlin,
];

/// Writes generated files below a folder.
pub fn write_files(files: &FileSet, folder: &Path) -> Result<(), String> {
    for (path, text) in files.iter() {
        let full = folder.join(path);
        let parent = full.parent().unwrap_or(folder);
        let written = std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&full, text));
        written.map_err(|e| format!("{}: {e}", full.display()))?;
    }
    Ok(())
}
