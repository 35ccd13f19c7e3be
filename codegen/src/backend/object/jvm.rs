//! What the JVM can't hold of the values that a schema states: a method has at most 65,535 bytes, a text constant too.

use super::claims::Report;
use rbgen_schema::ir::{FieldKind, Literal, StructDef, Value, ValueRules};
use rbgen_schema::{Diagnostic, Schema, Span};

/// Elements of all lists and bytes that one struct states: each takes up to some 30 bytes of a method.
const MOST_ELEMENTS: usize = 2000;

/// Bytes of a text constant.
const MOST_TEXT: usize = 65_535;

/// Reports literals that are too large.
pub(crate) fn check_literals(schema: &Schema, report: &mut Report<'_>) {
    for def in &schema.consts {
        text(&def.value, def.site.name, &def.name, report);
        elements(count(&def.value.value), def.site.name, &def.name, report);
    }
    for def in &schema.structs {
        let mut sum = 0;
        for (name, span, rules) in stated(def) {
            let name = format!("{}.{name}", def.name);
            let mut own = 0;
            for literal in rules.constant.iter().chain(&rules.default).chain(&rules.one_of) {
                text(literal, span, &name, report);
                own += count(&literal.value);
            }
            if !elements(own, span, &name, report) {
                sum += own;
            }
        }
        elements(sum, def.site.name, &def.name, report);
    }
}

/// The rules of all fields and bit items.
fn stated(def: &StructDef) -> impl Iterator<Item = (&str, Span, &ValueRules)> {
    def.fields.iter().flat_map(|field| {
        let items = match &field.kind {
            FieldKind::Bits(_, items) => items.as_slice(),
            _ => &[],
        };
        let own = (field.name.as_str(), field.name_span, &field.rules);
        std::iter::once(own).chain(items.iter().map(|item| (item.name.as_str(), item.name_span, &item.rules)))
    })
}

fn text(literal: &Literal, span: Span, name: &str, report: &mut Report<'_>) {
    let Some(longest) = longest(&literal.value).filter(|bytes| *bytes > MOST_TEXT) else { return };
    let text = format!("`{name}` states a text of {longest} bytes; the JVM can hold {MOST_TEXT}");
    report.add(Diagnostic::error("lang-limit", span, text).help("state a shorter text, or none"));
}

/// Whether these were too many.
fn elements(count: usize, span: Span, name: &str, report: &mut Report<'_>) -> bool {
    let too_many = count > MOST_ELEMENTS;
    if too_many {
        let text =
            format!("`{name}` states {count} elements; a method of the JVM has room for {MOST_ELEMENTS}");
        let help = "state one value for all elements, or none";
        report.add(Diagnostic::error("lang-limit", span, text).help(help));
    }
    too_many
}

/// Bytes of the longest text, as class files hold it.
fn longest(value: &Value) -> Option<usize> {
    let unit = |unit: u16| match unit {
        1..=0x7f => 1,
        0 | 0x80..=0x7ff => 2,
        _ => 3,
    };
    match value {
        Value::Text(text) => Some(text.encode_utf16().map(unit).sum()),
        Value::List(list) => list.iter().filter_map(longest).max(),
        Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::Bytes(_) => None,
    }
}

fn count(value: &Value) -> usize {
    match value {
        Value::List(list) => list.iter().map(count).sum(),
        Value::Bytes(bytes) => bytes.len(),
        Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::Text(_) => 1,
    }
}
