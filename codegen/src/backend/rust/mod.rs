//! Rust: a `no_std` crate for each schema, from the same expansion as the derive.

mod bad;
mod check;
mod format;
mod package;
mod samples;

use crate::FileSet;
use crate::backend::Backend;
use crate::schema::{Diagnostic, Schema};

/// The Rust backend.
#[derive(Debug)]
pub(super) struct Rust;

/// The name for `--lang` and `[lang.rust]`.
const LANG: &str = "rust";

impl Backend for Rust {
    fn name(&self) -> &'static str {
        LANG
    }

    fn about(&self) -> &'static str {
        "Rust crates without std or unsafe: values, views, typed errors; the same code as the derive"
    }

    fn options(&self) -> &'static [(&'static str, &'static str)] {
        &[("crate", "the name of the crate; the schema's name by default")]
    }

    fn check(&self, schema: &Schema) -> Vec<Diagnostic> {
        check::check(schema)
    }

    fn emit(&self, schema: &Schema) -> FileSet {
        package::files(schema)
    }
}
