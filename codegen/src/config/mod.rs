//! `rbgen.toml`: what to generate from what, into which folders.

mod read;

use crate::loader::read_text;
use rbgen_schema::ir::LangOption;
use rbgen_schema::{Diagnostic, FileId, Severity, Sources, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of the configuration file.
pub const NAME: &str = "rbgen.toml";

/// Where files go when nothing says otherwise.
pub const DEFAULT_OUT: &str = "generated";

/// The largest configuration file that is read.
const MAX_FILE: u64 = 1 << 20;

/// A text of the configuration and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned {
    /// The text.
    pub text: String,
    /// Where it was written.
    pub span: Span,
}

/// A checked configuration. Paths are ready to use from the current folder.
#[derive(Debug, Clone)]
pub struct Config {
    /// The schemas, globs resolved, each once, in order.
    pub schemas: Vec<Spanned>,
    /// The languages, in order.
    pub languages: Vec<Spanned>,
    /// The folder under which each language has its own.
    pub out: PathBuf,
    /// What is said of single languages.
    pub lang: BTreeMap<String, LangConfig>,
}

/// One `[lang.<name>]` table.
#[derive(Debug, Clone)]
pub struct LangConfig {
    /// Where the table's name was written.
    pub name: Span,
    /// The folder of this language, in place of `<out>/<language>`.
    pub out: Option<PathBuf>,
    /// Options for every schema that doesn't set them itself.
    pub options: Vec<LangOption>,
}

/// A configuration file, and what there is to say about it.
#[derive(Debug)]
pub struct LoadedConfig {
    /// The path as messages show it.
    pub path: PathBuf,
    /// Its text.
    pub sources: Sources,
    /// Errors and warnings, in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// The configuration, when there was no error.
    pub config: Option<Config>,
}

/// The configuration of the current folder, or of the nearest folder above that has one.
pub fn find() -> Option<PathBuf> {
    let levels = std::env::current_dir().ok()?.ancestors().count();
    (0..levels)
        .map(|up| std::iter::repeat_n("..", up).chain([NAME]).collect::<PathBuf>())
        .find(|p| p.is_file())
}

/// Reads a configuration; an error is the reason why the file can't be had.
pub fn load(path: &Path) -> Result<LoadedConfig, String> {
    let text = read_text(path, MAX_FILE)?;
    Ok(parse(path, &text, env!("CARGO_PKG_VERSION")))
}

/// Checks a configuration that stands at `path`, for an rbgen of this version.
fn parse(path: &Path, text: &str, version: &str) -> LoadedConfig {
    let mut sources = Sources::default();
    let file = sources.add(crate::sync::display(path), text);
    let mut reader = read::Reader::new(file, path.parent().unwrap_or(Path::new("")));
    let config = reader.config(text, version);
    let mut diagnostics = reader.finish();
    diagnostics.sort_by_key(|d| (d.primary.span.start, d.primary.span.end));
    let config = config.filter(|_| diagnostics.iter().all(|d| d.severity != Severity::Error));
    LoadedConfig { path: path.to_owned(), sources, diagnostics, config }
}

/// The text of a configuration, for schemas whose diagnostics have to point at it.
pub fn text(sources: &Sources) -> (&str, &str) {
    let file = sources.get(FileId(0));
    (&file.path, &file.text)
}

#[cfg(test)]
mod tests;
