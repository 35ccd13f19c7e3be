//! What can't be named in Rust, and options that aren't right.

use super::LANG;
use crate::backend::rename::Fixes;
use crate::schema::Diagnostic;
use crate::schema::ir::{OptionValue, Schema};
use rbgen_rust::names;

/// All findings about names and options.
pub(super) fn check(schema: &Schema) -> Vec<Diagnostic> {
    let fixes = Fixes::new(schema, LANG);
    let mut found = options(schema);
    found.extend(rbgen_rust::check(schema).into_iter().map(|finding| match finding.rename {
        Some((target, name)) => fixes.rename(finding.diagnostic, &target, &name),
        None => finding.diagnostic,
    }));
    found
}

fn options(schema: &Schema) -> Vec<Diagnostic> {
    let options = schema.modules.iter().filter_map(|m| m.lang.get(LANG)).flat_map(|lang| &lang.options);
    let illegal = options.filter(|option| {
        let legal = |text: &str| names::is_identifier(text) && text.is_ascii();
        option.key == "crate" && !matches!(&option.value, OptionValue::Text(text) if legal(text))
    });
    let message = "`crate` of [lang.rust] must be a text of letters, digits and `_`";
    illegal.map(|option| Diagnostic::error("lang-option", option.value_span, message)).collect()
}
