//! The schemas a run starts from.

use crate::loader::FsLoader;
use rbgen_schema::{Diagnostic, FileId, Loaded, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The id of the diagnostic for a file that can't be read.
pub const UNREADABLE: &str = "cannot-read";

/// A schema that was named, and what loading it came to.
#[derive(Debug, Clone)]
pub struct Input {
    /// As it was named, with `/` between folders.
    pub path: String,
    /// What it came to.
    pub loaded: Loaded,
}

impl Input {
    /// The schema's own name, when it has no error.
    pub fn name(&self) -> Option<&str> {
        self.loaded.schema.as_ref()?.modules.last().map(|m| m.name.as_str())
    }
}

/// Loads schemas by path, or by `rbgen:` name. A file that is named twice, however it is spelt, is loaded once.
pub fn load(paths: &[String], loader: &FsLoader) -> Vec<Input> {
    let mut seen = BTreeSet::new();
    let inputs = paths.iter().filter(|path| seen.insert(identity(path))).map(|path| {
        let path = if cfg!(windows) { path.replace('\\', "/") } else { path.clone() };
        let mut loaded = rbgen_schema::load(&path, loader);
        for diagnostic in &mut loaded.diagnostics {
            // An excerpt of a file that could not be read shows nothing.
            let place = &mut diagnostic.primary.span;
            if loaded.sources.find(place.file).is_some_and(|file| file.text.is_empty())
                && diagnostic.id == UNREADABLE
            {
                place.file = FileId(u32::MAX);
            }
        }
        Input { path, loaded }
    });
    inputs.collect()
}

/// Two files that give their schema the same name would write the same files: an error at the second.
pub fn refuse_same_names(inputs: &mut [Input]) {
    let mut first: BTreeMap<String, (PathBuf, String, std::sync::Arc<str>, Span)> = BTreeMap::new();
    for input in inputs {
        let Some(schema) = &input.loaded.schema else { continue };
        for module in &schema.modules {
            let identity = identity(&module.path);
            let Some((other, path, text, span)) = first.get(&module.name) else {
                let value = (identity, module.path.clone(), module.text.clone(), module.name_span);
                first.insert(module.name.clone(), value);
                continue;
            };
            if *other == identity {
                continue;
            }
            let sources = &mut input.loaded.sources;
            let known = sources.iter().find(|(_, f)| f.path == *path).map(|(id, _)| id);
            let file = known.unwrap_or_else(|| sources.add(path.clone(), text.clone()));
            let message =
                format!("two schemas are called `{}`, and their files would be the same", module.name);
            let diagnostic = Diagnostic::error("schema-name-taken", module.name_span, message)
                .other(Span { file, ..*span }, "the other one")
                .help("rename one of them, or generate them into different folders by separate runs");
            input.loaded.diagnostics.push(diagnostic);
        }
    }
}

/// What tells one file from another, however it is spelt.
fn identity(path: &str) -> PathBuf {
    if path.starts_with("rbgen:") {
        return PathBuf::from(path);
    }
    Path::new(path).canonicalize().unwrap_or_else(|_| PathBuf::from(path))
}
