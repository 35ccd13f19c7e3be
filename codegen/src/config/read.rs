//! From the text of `rbgen.toml` to a [`Config`], with every error of the file in one run.

use super::{Config, DEFAULT_OUT, LangConfig, Spanned};
use rbgen_schema::ir::{LangOption, OptionValue};
use rbgen_schema::{Diagnostic, FileId, Span, nearest};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

const KEYS: [&str; 5] = ["required-version", "schemas", "languages", "out", "lang"];

type Entry<'i> = TomlSpanned<DeValue<'i>>;

/// Collects what is wrong while it reads.
pub(super) struct Reader {
    file: FileId,
    folder: PathBuf,
    diagnostics: Vec<Diagnostic>,
    /// Whether there are unknown keys: one of them may be a required key misspelt.
    unknown: bool,
}

impl Reader {
    pub(super) fn new(file: FileId, folder: &Path) -> Reader {
        Reader { file, folder: folder.to_owned(), diagnostics: Vec::new(), unknown: false }
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    pub(super) fn config(&mut self, text: &str, version: &str) -> Option<Config> {
        // A byte order mark is no part of TOML; three spaces keep every span right.
        let without_mark = text.strip_prefix('\u{feff}').map(|rest| format!("   {rest}"));
        let (table, errors) = DeTable::parse_recoverable(without_mark.as_deref().unwrap_or(text));
        for error in &errors {
            let span = self.span(error.span().unwrap_or(0..0));
            self.report(Diagnostic::error("config-syntax", span, error.message().replace('\n', " ")));
        }
        if !errors.is_empty() {
            return None;
        }
        let table = table.into_inner();
        // Another version may know other keys, so nothing is said about them.
        if !self.version_fits(table.get("required-version"), version) {
            return None;
        }
        self.unknown_keys(&table);
        Some(Config {
            schemas: self.schemas(table.get("schemas"), text),
            languages: self.languages(table.get("languages"), text),
            out: self.folder(table.get("out")).unwrap_or_else(|| self.folder.join(DEFAULT_OUT)),
            lang: self.lang(table.get("lang")),
        })
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span { file: self.file, start: range.start as u32, end: range.end as u32 }
    }

    fn wrong_type(&mut self, value: &Entry<'_>, wanted: &str) {
        let span = self.span(value.span());
        let message = format!("expected {wanted}, found {}", what(value.get_ref()));
        self.report(Diagnostic::error("config-type", span, message));
    }

    fn unknown_keys(&mut self, table: &DeTable<'_>) {
        for key in table.keys().filter(|k| !KEYS.contains(&k.get_ref().as_ref())) {
            self.unknown = true;
            let span = self.span(key.span());
            let diagnostic =
                Diagnostic::error("config-unknown-key", span, format!("unknown key `{}`", key.get_ref()));
            self.report(match nearest(key.get_ref(), KEYS) {
                Some(known) => diagnostic.fix(format!("did you mean `{known}`?"), span, known),
                None => {
                    diagnostic.help(format!("the keys are {}", KEYS.map(|k| format!("`{k}`")).join(", ")))
                }
            });
        }
    }

    fn version_fits(&mut self, value: Option<&Entry<'_>>, version: &str) -> bool {
        let Some(value) = value else { return true };
        let Some(wanted) = value.get_ref().as_str() else {
            self.wrong_type(value, "a version requirement such as \">=0.1, <0.3\"");
            return true;
        };
        let span = self.span(value.span());
        let Ok(version) = semver::Version::parse(version) else { return true };
        match semver::VersionReq::parse(wanted) {
            Err(error) => {
                let message = format!("`{wanted}` is no version requirement: {error}");
                let help = "write it as in Cargo.toml, for example \">=0.1, <0.3\"";
                self.report(Diagnostic::error("config-version", span, message).help(help));
                true
            }
            Ok(requirement) if !requirement.matches(&version) => {
                let message = format!("this project needs rbgen {wanted}, and this is rbgen {version}");
                let help = format!("cargo install rbgen --version '{wanted}'");
                self.report(Diagnostic::error("config-version", span, message).help(help));
                false
            }
            Ok(_) => true,
        }
    }

    /// A list of texts, or one text in place of a list of one.
    fn texts(&mut self, value: &Entry<'_>, wanted: &str) -> Vec<Spanned> {
        let items: Vec<&Entry<'_>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => texts.push(Spanned { text: text.to_owned(), span: self.span(item.span()) }),
                None => self.wrong_type(item, wanted),
            }
        }
        texts
    }

    fn required(&mut self, key: &str, example: &str, text: &str) {
        let end = text.len() as u32;
        let span = Span { file: self.file, start: end, end };
        let message = format!("`{key}` is missing or empty");
        self.report(
            Diagnostic::error("config-missing", span, message).help(format!("add {key} = {example}")),
        );
    }

    fn schemas(&mut self, value: Option<&Entry<'_>>, text: &str) -> Vec<Spanned> {
        let patterns = value.map(|v| self.texts(v, "a list of paths or globs")).unwrap_or_default();
        if patterns.is_empty() && !self.unknown {
            self.required("schemas", "[\"schema/*.toml\"]", text);
        }
        let mut seen = BTreeSet::new();
        let mut schemas = Vec::new();
        for pattern in patterns {
            for path in self.expand(&pattern) {
                if seen.insert(path.clone()) {
                    schemas.push(Spanned { text: path, span: pattern.span });
                }
            }
        }
        schemas
    }

    /// The paths one entry of `schemas` stands for.
    fn expand(&mut self, pattern: &Spanned) -> Vec<String> {
        if pattern.text.starts_with("rbgen:") {
            return vec![pattern.text.clone()];
        }
        if !pattern.text.contains(['*', '?', '[']) {
            return vec![crate::sync::display(&self.folder.join(&pattern.text))];
        }
        let folder = glob::Pattern::escape(&self.folder.to_string_lossy());
        let whole = Path::new(&folder).join(&pattern.text);
        let found = match glob::glob(&whole.to_string_lossy()) {
            Ok(paths) => paths.collect::<Vec<_>>(),
            Err(error) => {
                let message = format!("`{}` is no glob: {}", pattern.text, error.msg);
                self.report(Diagnostic::error("config-schemas", pattern.span, message));
                return Vec::new();
            }
        };
        let mut paths = Vec::new();
        for entry in found {
            match entry {
                Ok(path) if path.is_dir() || path.file_name().is_some_and(|n| n == super::NAME) => {}
                Ok(path) => paths.push(crate::sync::display(&path)),
                Err(error) => {
                    let message =
                        format!("can't read `{}`: {}", crate::sync::display(error.path()), error.error());
                    self.report(Diagnostic::error("config-schemas", pattern.span, message));
                }
            }
        }
        if paths.is_empty() {
            let message = format!("`{}` matches no file", pattern.text);
            let help = "paths and globs are relative to the folder of rbgen.toml";
            self.report(Diagnostic::error("config-schemas", pattern.span, message).help(help));
        }
        paths
    }

    fn languages(&mut self, value: Option<&Entry<'_>>, text: &str) -> Vec<Spanned> {
        let languages = value.map(|v| self.texts(v, "a list of languages")).unwrap_or_default();
        if languages.is_empty() && !self.unknown {
            self.required("languages", "[\"python\"]", text);
        }
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        let mut twice = Vec::new();
        for language in &languages {
            if let Some(first) = seen.insert(&language.text, language.span) {
                let message = format!("`{}` is listed twice", language.text);
                twice.push(
                    Diagnostic::error("config-language", language.span, message).other(first, "first here"),
                );
            }
        }
        self.diagnostics.extend(twice);
        languages
    }

    /// A folder, ready to use from the current one.
    fn folder(&mut self, value: Option<&Entry<'_>>) -> Option<PathBuf> {
        let value = value?;
        match value.get_ref().as_str() {
            Some("") => {
                let span = self.span(value.span());
                let message = "the folder has no name";
                let help = "for the folder of rbgen.toml itself write \".\"";
                self.report(Diagnostic::error("config-folder", span, message).help(help));
                None
            }
            Some(folder) => Some(self.folder.join(folder)),
            None => {
                self.wrong_type(value, "a folder, as text");
                None
            }
        }
    }

    fn lang(&mut self, value: Option<&Entry<'_>>) -> BTreeMap<String, LangConfig> {
        let mut lang = BTreeMap::new();
        let Some(value) = value else { return lang };
        let Some(tables) = value.get_ref().as_table() else {
            self.wrong_type(value, "tables, as in [lang.python]");
            return lang;
        };
        for (name, value) in tables {
            let Some(table) = value.get_ref().as_table() else {
                self.wrong_type(value, "a table");
                continue;
            };
            let mut entries: Vec<_> = table.iter().collect();
            entries.sort_by_key(|(key, _)| key.span().start);
            let out = self.folder(table.get("out"));
            let mut options = Vec::new();
            for (key, value) in entries.into_iter().filter(|(key, _)| key.get_ref() != "out") {
                options.extend(self.option(key.get_ref(), self.span(key.span()), value));
            }
            let name_span = self.span(name.span());
            lang.insert(name.get_ref().to_string(), LangConfig { name: name_span, out, options });
        }
        lang
    }

    fn option(&mut self, key: &str, key_span: Span, value: &Entry<'_>) -> Option<LangOption> {
        let value_span = self.span(value.span());
        let read = match value.get_ref() {
            _ if key == "rename" => {
                let message = "`rename` belongs into the schema whose names it changes";
                self.report(Diagnostic::error("config-unknown-key", key_span, message));
                return None;
            }
            DeValue::String(text) => OptionValue::Text(text.to_string()),
            DeValue::Boolean(value) => OptionValue::Bool(*value),
            DeValue::Integer(number) => {
                match i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()) {
                    Ok(number) => OptionValue::Int(number),
                    Err(_) => {
                        self.wrong_type(value, "a number of at most 64 bits");
                        return None;
                    }
                }
            }
            DeValue::Array(_) => {
                OptionValue::List(self.texts(value, "a list of texts").into_iter().map(|t| t.text).collect())
            }
            _ => {
                self.wrong_type(value, "a text, a boolean, a whole number or a list of texts");
                return None;
            }
        };
        Some(LangOption { key: key.to_owned(), key_span, value: read, value_span })
    }
}

/// What a value is called in a message.
fn what(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
