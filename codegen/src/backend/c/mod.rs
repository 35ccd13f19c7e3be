//! C: headers in plain C11 that compile as C++ too.

mod check;
mod codec;
mod coded;
mod decode;
mod encode;
mod equal;
mod fixed;
mod format;
mod generator;
mod growth;
mod layout;
mod messages;
mod names;
pub mod naming;
mod operations;
mod package;
mod reserved;
mod scale;
mod shared;
mod text;
mod types;
mod unions;
mod values;
mod wire;
mod wrap;

use crate::FileSet;
use crate::backend::Backend;
use crate::schema::{Diagnostic, Schema};

/// The C backend.
#[derive(Debug)]
pub struct C;

impl Backend for C {
    fn name(&self) -> &'static str {
        names::LANG
    }

    fn about(&self) -> &'static str {
        "C11 headers that compile as C++: structs with asserted offsets, inline decode and encode"
    }

    fn options(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("prefix", "what every type, function and macro starts with, for example `tn_`"),
            ("header", "the name of the header without `.h`; the schema's name by default"),
            ("guard", "the include guard; the header's name in capitals with `_H` by default"),
        ]
    }

    fn check(&self, schema: &Schema) -> Vec<Diagnostic> {
        check::check(schema)
    }

    fn emit(&self, schema: &Schema) -> FileSet {
        package::files(schema)
    }
}
