//! Kotlin: one package for a schema, standard library only, for Java 25.

mod builder;
mod calls;
mod check;
mod codes;
mod doc;
mod equality;
mod ffi;
mod imports;
mod layout;
mod literal;
mod messages;
pub mod names;
mod number;
mod package;
mod printer;
mod shared;
mod structs;
mod tests;
mod types;
mod unions;
mod views;
mod wire;

use crate::FileSet;
use crate::backend::Backend;
use rbgen_schema::{Diagnostic, Schema};

/// The Kotlin backend.
#[derive(Debug)]
pub struct Kotlin;

impl Backend for Kotlin {
    fn name(&self) -> &'static str {
        "kotlin"
    }

    fn about(&self) -> &'static str {
        "a package of data classes and views over foreign memory for Kotlin 2.2 and Java 25"
    }

    fn options(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("package", "the package of all files; default: the schema's name"),
            ("group", "the group of the artifact; default: the package"),
            ("artifact", "the name of the artifact; default: the schema's name"),
        ]
    }

    fn check(&self, schema: &Schema) -> Vec<Diagnostic> {
        check::check(schema)
    }

    fn emit(&self, schema: &Schema) -> FileSet {
        package::write(schema)
    }
}
