//! What can't be named in C.

mod claims;
mod globals;
mod members;

use super::generator::Generator;
use super::names::{LANG, is_identifier};
use super::package::header_stem;
use super::reserved::{is_header, is_private, is_reserved, is_taken, is_taken_globally};
use crate::backend::rename::Fixes;
use crate::schema::ir::{OptionValue, Schema};
use crate::schema::{Diagnostic, Span};
use std::collections::{BTreeMap, BTreeSet};

/// All findings about names and options.
pub(super) fn check(schema: &Schema) -> Vec<Diagnostic> {
    let fixes = Fixes::new(schema, LANG);
    let mut found = Vec::new();
    options(schema, &mut found);
    headers(schema, &fixes, &mut found);
    renames(schema, &fixes, &mut found);
    if found.is_empty() {
        let generator = Generator::new(schema);
        let mut report = Report { fixes: &fixes, found, targets: BTreeSet::new() };
        let macros = globals::check(&generator, &mut report);
        members::check(&generator, &macros, &mut report);
        found = report.found;
    }
    found
}

fn options(schema: &Schema, found: &mut Vec<Diagnostic>) {
    for option in schema.modules.iter().filter_map(|m| m.lang.get(LANG)).flat_map(|lang| &lang.options) {
        let is_name = |text: &str| is_identifier(text) && !is_reserved(text) && !is_private(text);
        let (legal, wanted) = match (option.key.as_str(), &option.value) {
            ("prefix", OptionValue::Text(text)) => {
                (is_name(text) && !text.starts_with('_'), "a text that starts a C identifier")
            }
            ("guard", OptionValue::Text(text)) => (
                is_name(text)
                    && !text.starts_with('_')
                    && !is_taken_globally(text)
                    && !text.contains(is_small),
                "a text that is a C identifier in capitals",
            ),
            ("header", OptionValue::Text(text)) => {
                (is_identifier(&text.replace('-', "_")), "a text of letters, digits, `_` and `-`")
            }
            ("prefix" | "guard" | "header", _) => (false, "a text"),
            // Unknown options are reported for all languages alike.
            _ => (true, ""),
        };
        if !legal {
            let message = format!("`{}` of [lang.c] must be {wanted}", option.key);
            found.push(Diagnostic::error("lang-option", option.value_span, message));
        }
    }
}

fn is_small(c: char) -> bool {
    c.is_ascii_lowercase()
}

/// Headers share a folder with each other, and the include path with those of the system.
fn headers(schema: &Schema, fixes: &Fixes<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for module in &schema.modules {
        let stem = header_stem(module);
        let taken = |stem: &str| is_header(stem) || seen.contains_key(&stem.to_ascii_lowercase());
        let mut numbered = (2_u32..).map(|n| format!("{stem}_schema_{n}"));
        let first = Some(format!("{stem}_schema")).filter(|stem| !taken(stem));
        let free = first.or_else(|| numbered.find(|stem| !taken(stem))).unwrap_or_default();
        let error = if is_header(stem) {
            let message = format!("`{stem}.h` is a header that C programs include already");
            Diagnostic::error("lang-name", module.name_span, message)
        } else if let Some(other) = seen.get(&stem.to_ascii_lowercase()) {
            let message = format!("two headers are called `{stem}.h`, but for capitals perhaps");
            Diagnostic::error("lang-collision", module.name_span, message).other(*other, "the other one")
        } else {
            seen.insert(stem.to_ascii_lowercase(), module.name_span);
            continue;
        };
        found.push(fixes.option_of(error, module, "header", &free));
    }
}

fn renames(schema: &Schema, fixes: &Fixes<'_>, found: &mut Vec<Diagnostic>) {
    for rename in schema.modules.iter().filter_map(|m| m.lang.get(LANG)).flat_map(|lang| &lang.renames) {
        let name = &rename.name;
        // Members may be called as functions are; what else has a dot in its name is looked at with all names.
        let taken = if rename.target.contains('.') { is_taken(name) } else { is_taken_globally(name) };
        if taken || !is_identifier(name) || is_reserved(name) || is_private(name) {
            let message = format!(
                "`{name}` can't be a name in C: it is a keyword, is used by the library, or is no identifier"
            );
            let error = Diagnostic::error("lang-name", rename.span, message);
            found.push(fixes.rename(error, &rename.target, &another(name, |_| false)));
        }
    }
}

/// A name like `name` that is legal in C and not taken.
fn another(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let kept: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let words: Vec<&str> = kept.split('_').filter(|word| !word.is_empty()).collect();
    let mut stem = words.join("_");
    if is_private(&stem) || !stem.starts_with(|c: char| c.is_ascii_alphabetic()) {
        stem = format!("my_{stem}");
    }
    if stem != name && !is_taken_globally(&stem) && !taken(&stem) {
        return stem;
    }
    let is_camel = stem.starts_with(|c: char| c.is_ascii_uppercase()) && stem.contains(is_small);
    let gap = if is_camel { "" } else { "_" };
    let mut numbered = (2_u32..).map(|number| format!("{stem}{gap}{number}"));
    numbered.find(|name| !taken(name)).unwrap_or_default()
}

/// The findings about names, of which each thing of the schema has one at most: a rename ends all of them.
struct Report<'f> {
    fixes: &'f Fixes<'f>,
    found: Vec<Diagnostic>,
    targets: BTreeSet<String>,
}

impl Report<'_> {
    /// Reports a name of `target`, with another one for it.
    fn rename(&mut self, error: Diagnostic, target: &str, name: &str) {
        if self.targets.insert(target.to_owned()) {
            self.found.push(self.fixes.rename(error, target, name));
        }
    }

    /// Reports a name that no entry of a [lang.c] table changes.
    fn plain(&mut self, error: Diagnostic, what: &str, help: &str) {
        if self.targets.insert(what.to_owned()) {
            self.found.push(error.help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::another;

    #[test]
    fn other_names_are_like_the_first() {
        for (name, expected) in [
            ("Frame", "Frame2"),
            ("frame_head", "frame_head_2"),
            ("FRAME", "FRAME_2"),
            ("class", "class_2"),
            ("__x", "x"),
            ("a__b_", "a_b"),
            ("rbgen_error", "my_rbgen_error"),
            ("1a", "my_1a"),
            ("a-b", "a_b"),
            ("", "my_"),
            ("_memcpy", "memcpy_2"),
        ] {
            assert_eq!(another(name, |_| false), expected);
        }
        assert_eq!(another("Frame", |name| name == "Frame2"), "Frame3");
    }
}
