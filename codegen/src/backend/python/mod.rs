//! Python: one package for a schema, standard library only, 3.9 and later.

mod check;
mod codec;
mod constants;
mod context;
mod decode;
mod defaults;
mod doc;
mod element;
mod encode;
mod enums;
mod evolve;
mod imports;
mod layout;
mod literal;
mod messages;
mod module;
mod names;
mod operations;
mod package;
mod plain;
mod plan;
mod scalar;
mod structs;
mod tests;
mod unions;
mod views;

use crate::FileSet;
use crate::backend::Backend;
use rbgen_schema::{Diagnostic, Schema};

/// The Python backend.
pub(crate) struct Python;

impl Backend for Python {
    fn name(&self) -> &'static str {
        "python"
    }

    fn about(&self) -> &'static str {
        "a package of value classes and ctypes views for Python 3.9 and later"
    }

    fn options(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("package", "the name to import; default: the schema's name"),
            ("distribution", "the name to install; default: the package's name with dashes"),
        ]
    }

    fn check(&self, schema: &Schema) -> Vec<Diagnostic> {
        check::check(schema)
    }

    fn emit(&self, schema: &Schema) -> FileSet {
        package::write(schema)
    }
}
