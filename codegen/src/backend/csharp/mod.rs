//! C#: a package of record structs, spans and blittable mirrors for .NET 8.

mod check;
mod codec;
mod coded;
mod constants;
mod content;
mod context;
mod defaults;
mod doc;
mod layout;
mod literal;
mod messages;
mod mirrors;
mod names;
pub mod naming;
mod operations;
mod package;
mod print;
mod shared;
mod structs;
mod tests;
mod unions;
mod views;

use crate::FileSet;
use crate::backend::Backend;
use crate::backend::object::code::Code;
use context::Context;
use rbgen_schema::{Diagnostic, Schema};

/// The C# backend.
#[derive(Debug)]
pub struct CSharp;

impl Backend for CSharp {
    fn name(&self) -> &'static str {
        "csharp"
    }

    fn about(&self) -> &'static str {
        "record structs, ref struct views and blittable mirrors for .NET 8 and later"
    }

    fn options(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("namespace", "the namespace; default: the schema's name in Pascal case"),
            ("package", "the package id; default: the namespace"),
        ]
    }

    fn check(&self, schema: &Schema) -> Vec<Diagnostic> {
        check::check(schema)
    }

    fn emit(&self, schema: &Schema) -> FileSet {
        package::write(schema)
    }
}

/// The attribute of what the schema calls deprecated.
fn obsolete(cx: &Context<'_>, code: &mut Code, why: Option<&str>) {
    if let Some(why) = why {
        code.line(format!("[{}({})]", cx.system("Obsolete"), literal::string(why)));
    }
}
