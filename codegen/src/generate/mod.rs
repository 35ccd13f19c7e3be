//! From schema files and languages to the trees of files that should exist, without touching an output.

mod input;
mod place;

pub use input::{Input, UNREADABLE, load, refuse_same_names};
pub use place::{Clash, Places, place};

use crate::backend::{self, BACKENDS, Backend};
use crate::external::{External, ExternalError};
use crate::{FileSet, config};
use rbgen_schema::ir::{ItemId, LangOption, LangOptions, Module};
use rbgen_schema::{Diagnostic, Schema, Severity, Span, nearest};
use std::fmt;

/// A language to generate.
#[derive(Clone)]
pub enum Language {
    /// One that rbgen knows.
    Builtin(&'static dyn Backend),
    /// One that a program on PATH knows.
    External(External),
}

impl Language {
    /// The language of this name.
    pub fn find(name: &str) -> Result<Language, UnknownLanguage> {
        match backend::find(name) {
            Some(backend) => Ok(Language::Builtin(backend)),
            None => External::find(name)
                .map(Language::External)
                .ok_or_else(|| UnknownLanguage { name: name.to_owned() }),
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Language::Builtin(backend) => backend.name(),
            Language::External(external) => &external.language,
        }
    }
}

/// A language that neither rbgen nor a program on PATH knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLanguage {
    /// The name that was given.
    pub name: String,
}

impl UnknownLanguage {
    /// What to do about it.
    pub fn help(&self) -> String {
        let known: Vec<&str> = BACKENDS.iter().map(|b| b.name()).collect();
        match nearest(&self.name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "rbgen knows {}; for another language put a program `rbgen-gen-{}` on PATH",
                known.join(", "),
                self.name
            ),
        }
    }
}

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown language `{}`", self.name)
    }
}

/// What one language makes of one schema.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The language.
    pub language: String,
    /// The name of the schema.
    pub schema: String,
    /// The files, below the folder of the language.
    pub files: FileSet,
}

impl Unit {
    /// Who wants these files, for the manifest.
    pub fn origin(&self) -> String {
        format!("{}:{}", self.language, self.schema)
    }
}

/// Gives options of `rbgen.toml` to a schema that doesn't set them itself.
pub fn add_options(
    input: &mut Input,
    config: &rbgen_schema::Sources,
    language: &str,
    options: &[LangOption],
) {
    let Some(schema) = &mut input.loaded.schema else { return };
    if options.is_empty() {
        return;
    }
    let (path, text) = config::text(config);
    let known = input.loaded.sources.iter().find(|(_, f)| f.path == path).map(|(id, _)| id);
    let file = known.unwrap_or_else(|| input.loaded.sources.add(path, text));
    for module in &mut schema.modules {
        let table: &mut LangOptions = module.lang.entry(language.to_owned()).or_default();
        for option in options {
            if !table.options.iter().any(|o| o.key == option.key) {
                let move_to = |span: Span| Span { file, ..span };
                let (key_span, value_span) = (move_to(option.key_span), move_to(option.value_span));
                table.options.push(LangOption { key_span, value_span, ..option.clone() });
            }
        }
    }
}

/// What a language makes of a schema. What it can't express is added to the diagnostics of the input, and when one of
/// these is an error there are no files.
pub fn generate(input: &mut Input, language: &Language) -> Result<Option<Unit>, ExternalError> {
    let Some(schema) = &input.loaded.schema else { return Ok(None) };
    let (files, diagnostics) = match language {
        Language::Builtin(backend) => {
            let diagnostics = check(schema, *backend);
            let files = (!has_error(&diagnostics)).then(|| backend.emit(schema));
            (files, diagnostics)
        }
        Language::External(external) => {
            let answer = external.run(&rbgen_schema::json::ir(schema).to_string())?;
            let diagnostics: Vec<Diagnostic> =
                answer.diagnostics.iter().map(|r| remark(schema, external, r)).collect();
            let files = (!has_error(&diagnostics)).then_some(answer.files);
            (files, diagnostics)
        }
    };
    let schema = input.name().unwrap_or_default().to_owned();
    // Several languages may say the same of a schema.
    input.loaded.diagnostics.extend(diagnostics);
    Ok(files.map(|files| Unit { language: language.name().to_owned(), schema, files }))
}

/// What a language can't express of a schema, and the options it doesn't know.
pub fn check(schema: &Schema, backend: &dyn Backend) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for module in &schema.modules {
        found.extend(module.lang.keys().filter_map(|name| misspelt(module, name)));
        let known = || backend.options().iter().map(|(key, _)| *key).chain(["rename"]);
        for option in module.lang.get(backend.name()).iter().flat_map(|table| &table.options) {
            if known().all(|key| key != option.key) {
                let message = format!("{} has no option `{}`", backend.name(), option.key);
                let diagnostic = Diagnostic::error("lang-unknown-option", option.key_span, message);
                found.push(match nearest(&option.key, known()) {
                    Some(near) => diagnostic.fix(format!("did you mean `{near}`?"), option.key_span, near),
                    None => {
                        diagnostic.help(format!("its options are {}", known().collect::<Vec<_>>().join(", ")))
                    }
                });
            }
        }
    }
    found.extend(backend.check(schema));
    found
}

/// A warning when a `[lang.x]` table is for a language that nobody knows and that looks like one that rbgen knows.
fn misspelt(module: &Module, name: &str) -> Option<Diagnostic> {
    if backend::find(name).is_some() {
        return None;
    }
    let near = nearest(name, BACKENDS.iter().map(|b| b.name()))?;
    let table = &module.lang[name];
    let span = table.options.first().map(|o| o.key_span).or(table.renames.first().map(|r| r.span))?;
    let message = format!("[lang.{name}] is for no language that rbgen knows");
    let mut diagnostic =
        Diagnostic::error("lang-unknown", span, message).help(format!("did you mean [lang.{near}]?"));
    diagnostic.severity = Severity::Warning;
    Some(diagnostic)
}

/// Whether one of them is an error.
pub fn has_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

/// A remark of a generator, at the item it is about.
fn remark(schema: &Schema, external: &External, remark: &crate::external::Remark) -> Diagnostic {
    let root = schema.modules.last().map(|m| m.name_span);
    let place = remark.item.as_deref().and_then(|item| item_span(schema, item)).or(root);
    let span = place.unwrap_or(Span { file: rbgen_schema::FileId(0), start: 0, end: 0 });
    let mut diagnostic = Diagnostic::error("external-generator", span, remark.message.clone());
    diagnostic.severity = remark.severity();
    let diagnostic = diagnostic.note(format!("said by `{}`", external.program.display()));
    match &remark.help {
        Some(help) => diagnostic.help(help.clone()),
        None => diagnostic,
    }
}

/// Where the item of this name was written.
fn item_span(schema: &Schema, name: &str) -> Option<Span> {
    schema.modules.iter().flat_map(|m| &m.items).find_map(|item| {
        let (item_name, site) = match item {
            ItemId::Const(id) => schema.consts.get(id.index()).map(|i| (&i.name, i.site)),
            ItemId::Enum(id) => schema.enums.get(id.index()).map(|i| (&i.name, i.site)),
            ItemId::Flags(id) => schema.flags.get(id.index()).map(|i| (&i.name, i.site)),
            ItemId::Union(id) => schema.unions.get(id.index()).map(|i| (&i.name, i.site)),
            ItemId::Struct(id) => schema.structs.get(id.index()).map(|i| (&i.name, i.site)),
            ItemId::Message(id) => schema.messages.get(id.index()).map(|i| (&i.name, i.site)),
            ItemId::Operation(id) => schema.operations.get(id.index()).map(|i| (&i.name, i.site)),
        }?;
        (item_name == name).then_some(site.name)
    })
}

#[cfg(test)]
mod tests;
