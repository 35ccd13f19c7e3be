//! The languages rbgen writes.

pub mod c;
pub mod csharp;
pub mod java;
pub mod kotlin;
mod object;
mod python;
mod rename;
mod rust;
mod sample;

use crate::FileSet;
use rbgen_schema::{Diagnostic, Schema};

/// One target language. Backends are stateless: options come with the schema, in its `[lang.<name>]` tables.
pub trait Backend: Sync {
    /// The name for `--lang` and `[lang.<name>]`.
    fn name(&self) -> &'static str;

    /// What `--help` and the support table say of it, in one line.
    fn about(&self) -> &'static str;

    /// The options a `[lang.<name>]` table may hold besides `rename`, each with one line of help.
    fn options(&self) -> &'static [(&'static str, &'static str)];

    /// Everything this language can't express or name: collisions after casing, illegal renames, unknown options.
    /// [`Backend::emit`] is called only when this returned no error.
    fn check(&self, schema: &Schema) -> Vec<Diagnostic>;

    /// The files. Equal schemas give equal bytes. Paths are relative to the folder of this language and start with
    /// one folder (or hold one file) per package.
    fn emit(&self, schema: &Schema) -> FileSet;
}

/// Every language, in the order of the manual.
pub const BACKENDS: &[&dyn Backend] = &[
    &rust::Rust,
    &python::Python,
    &c::C,
    &csharp::CSharp,
    &java::Java,
    &java::JavaByteBuffer,
    &kotlin::Kotlin,
];

/// The backend of this name.
pub fn find(name: &str) -> Option<&'static dyn Backend> {
    BACKENDS.iter().copied().find(|b| b.name() == name)
}
