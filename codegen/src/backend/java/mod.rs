//! Java, in two flavours that differ only in how memory is reached.

mod builder;
mod check;
mod codec;
mod constants;
mod doc;
mod enums;
mod exprs;
mod flavour;
mod generator;
mod host;
mod layout;
mod library;
mod literal;
mod members;
mod messages;
mod names;
pub mod naming;
mod operations;
mod package;
mod samples;
mod shared;
mod steps;
mod structs;
mod support;
mod types;
mod unions;
mod views;

use crate::FileSet;
use crate::backend::Backend;
use flavour::Flavour;
use rbgen_schema::{Diagnostic, Schema};

/// Java over `java.lang.foreign`.
#[derive(Debug)]
pub struct Java;

/// Java over `java.nio.ByteBuffer`.
#[derive(Debug)]
pub struct JavaByteBuffer;

impl Backend for Java {
    fn name(&self) -> &'static str {
        "java"
    }

    fn about(&self) -> &'static str {
        "records, layouts and views over java.lang.foreign for JDK 22 and newer; a Maven package"
    }

    fn options(&self) -> &'static [(&'static str, &'static str)] {
        &[
            (
                "package",
                "the package of all classes, for example `org.example.thumbnail`; the schema's name by default",
            ),
            ("group", "the Maven group; the package by default"),
            ("artifact", "the Maven artifact; the schema's name by default"),
        ]
    }

    fn check(&self, schema: &Schema) -> Vec<Diagnostic> {
        check::check(schema, Flavour::Ffm)
    }

    fn emit(&self, schema: &Schema) -> FileSet {
        package::files(schema, Flavour::Ffm)
    }
}

impl Backend for JavaByteBuffer {
    fn name(&self) -> &'static str {
        check::BYTE_BUFFER
    }

    fn about(&self) -> &'static str {
        "the same over java.nio.ByteBuffer for JDK 17 and newer; options and renames stand in [lang.java]"
    }

    fn options(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    fn check(&self, schema: &Schema) -> Vec<Diagnostic> {
        check::check(schema, Flavour::ByteBuffer)
    }

    fn emit(&self, schema: &Schema) -> FileSet {
        package::files(schema, Flavour::ByteBuffer)
    }
}
