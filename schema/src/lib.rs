//! The rbgen schema language: TOML in, a checked [`Schema`] out.
//!
//! The crate does no I/O of its own and prints nothing: files come through a [`Loader`], errors go back as
//! [`Diagnostic`]s that [`render`] turns into text.
#![forbid(unsafe_code)]

mod check;
pub mod diagnostic;
mod edit;
pub mod hash;
pub mod int;
pub mod ir;
pub mod json;
pub mod json_schema;
mod layout;
pub mod layout_view;
mod load;
pub mod nearest;
mod raw;
pub mod render;
mod resolve;
pub mod rules;
pub mod shipped;
mod sink;
pub mod source;
pub mod to_toml;
pub mod words;

pub use diagnostic::{Diagnostic, Edit, Help, Label, Severity};
pub use int::Int;
pub use ir::Schema;
pub use load::{load, load_text};
pub use nearest::nearest;
pub use source::{FileId, Sources, Span};

/// Reads the files a schema consists of.
pub trait Loader {
    /// The text of a file, or why it can't be had. `path` is as [`Loader::resolve`] gave it, or the root's.
    fn read(&self, path: &str) -> Result<String, String>;

    /// The path of `import` as written in the file at `from`. The default joins it to the folder of `from`, with `.`
    /// and `..` folded, so that two spellings of one file are one file.
    fn resolve(&self, from: &str, import: &str) -> String {
        if import.starts_with("rbgen:") || import.starts_with('/') {
            return import.to_owned();
        }
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in import.split('/') {
            match part {
                "." | "" => {}
                ".." if parts.last().is_some_and(|p| *p != ".." && !p.is_empty()) => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        parts.join("/")
    }
}

/// What loading a schema came to: everything there is to say about it, and the schema itself when nothing was an error.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Every text that was read, also those that failed.
    pub sources: Sources,
    /// Errors and warnings, in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// The checked schema, when there was no error.
    pub schema: Option<Schema>,
}

/// The example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
