//! The JSON Schema of the language, which gives editors completion and checking.

mod keys;

use keys::{FILE, KINDS, Key, Kind};
use serde_json::{Map, Value, json};

/// The JSON Schema (2020-12) of schema files, edition 1.
pub fn json_schema() -> Value {
    let defs: Map<String, Value> = KINDS.iter().map(|kind| (kind.name.to_owned(), table(kind))).collect();
    let mut out = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "rbgen schema, edition 1",
    });
    if let (Some(out), Value::Object(file)) = (out.as_object_mut(), table(&FILE)) {
        out.extend(file);
        out.insert("$defs".to_owned(), Value::Object(defs));
    }
    out
}

/// What a key takes.
#[derive(Clone, Copy)]
enum Shape {
    Text,
    /// A legal name.
    Name,
    Bool,
    Number,
    Int,
    /// A whole number in a range.
    Whole(u64, u64),
    /// A schema version.
    Version,
    Words(fn() -> Vec<&'static str>),
    Texts,
    /// A table of texts.
    TextsByName,
    /// A table of lists of texts.
    TextLists,
    /// A table of values.
    Values,
    /// A value of the schema: what it may be depends on a type.
    Any,
    ListOfAny,
    /// Two values.
    Pair,
    /// `"high:low"`
    Bits,
    /// An option of a language.
    Option,
    Renames,
    Helpers,
    Length,
    /// A table of a kind.
    Table(&'static str),
    /// A table of tables of a kind.
    Tables(&'static str),
    /// A list of tables of a kind.
    List(&'static str),
    /// One table of a kind, or a list of them.
    OneOrMany(&'static str),
}

fn table(kind: &Kind) -> Value {
    let all = || kind.keys.iter().flat_map(|keys| keys.iter());
    let properties: Map<String, Value> = all().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> = all().filter(|key| key.required).map(|key| key.name).collect();
    let mut out = json!({
        "description": kind.doc,
        "type": "object",
        "properties": properties,
        "additionalProperties": kind.others.map_or(json!(false), shape),
    });
    if !required.is_empty() {
        out["required"] = json!(required);
    }
    out
}

fn property(key: &Key) -> Value {
    let mut out = shape(key.shape);
    out["description"] = json!(key.doc);
    out
}

fn shape(shape: Shape) -> Value {
    let list = |items: Value| json!({ "type": "array", "items": items });
    let by_name = |values: Value| json!({ "type": "object", "additionalProperties": values });
    let text = || json!({ "type": "string" });
    let texts = || list(text());
    match shape {
        Shape::Text => text(),
        Shape::Name => json!({ "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$", "maxLength": 60 }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Int => json!({ "type": "integer" }),
        Shape::Whole(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Shape::Version => json!({ "type": "integer", "minimum": 1, "maximum": u32::MAX }),
        Shape::Words(words) => json!({ "type": "string", "enum": words() }),
        Shape::Texts => texts(),
        Shape::TextsByName => by_name(text()),
        Shape::TextLists => by_name(texts()),
        Shape::Any => value(),
        Shape::Values => by_name(value()),
        Shape::ListOfAny => json!({ "type": "array", "items": value(), "minItems": 1 }),
        Shape::Pair => json!({ "type": "array", "items": value(), "minItems": 2, "maxItems": 2 }),
        Shape::Bits => json!({ "type": "string", "pattern": "^[0-9]+:[0-9]+$" }),
        Shape::Option => json!({ "type": ["string", "boolean", "integer", "array"], "items": text() }),
        // A bare `Type.field` is a table within the table.
        Shape::Renames => by_name(json!({ "type": ["string", "object"], "additionalProperties": text() })),
        Shape::Helpers => by_name(json!({ "type": ["string", "array"], "items": text() })),
        Shape::Length => json!({ "anyOf": [text(), reference("length")] }),
        Shape::Table(kind) => reference(kind),
        Shape::Tables(kind) => by_name(reference(kind)),
        Shape::List(kind) => list(reference(kind)),
        Shape::OneOrMany(kind) => json!({ "anyOf": [reference(kind), list(reference(kind))] }),
    }
}

fn value() -> Value {
    json!({ "type": ["number", "boolean", "string", "array"] })
}

fn reference(kind: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{kind}") })
}

#[cfg(test)]
mod tests {
    use super::keys::{FILE, KINDS, Kind};
    use crate::load_text;
    use std::collections::BTreeSet;

    /// A text with a key `zzzzzzzz` that nothing knows in the table of each kind.
    const PROBES: &[(&str, &str)] = &[
        ("file", "zzzzzzzz = 1\n"),
        ("schema", "[schema]\nzzzzzzzz = 1\n"),
        ("defaults", "[schema]\ndefaults = { zzzzzzzz = 1 }\n"),
        ("const", "[[const]]\nzzzzzzzz = 1\n"),
        ("enum", "[[enum]]\nzzzzzzzz = 1\n"),
        ("enum-value", "[[enum]]\nvalues = [{ zzzzzzzz = 1 }]\n"),
        ("flags", "[[flags]]\nzzzzzzzz = 1\n"),
        ("flag", "[[flags]]\nvalues = [{ zzzzzzzz = 1 }]\n"),
        ("union", "[[union]]\nzzzzzzzz = 1\n"),
        ("union-member", "[[union]]\nmembers = [{ zzzzzzzz = 1 }]\n"),
        ("struct", "[[struct]]\nzzzzzzzz = 1\n"),
        ("field", "[[struct]]\nfields = [{ zzzzzzzz = 1 }]\n"),
        ("bit", "[[struct]]\nfields = [{ bits = [{ zzzzzzzz = 1 }] }]\n"),
        ("message", "[[message]]\nzzzzzzzz = 1\n"),
        ("part", "[[message]]\npayload = { zzzzzzzz = 1 }\n"),
        ("length", "[[message]]\npayload = { length = { zzzzzzzz = 1 } }\n"),
        ("call", "[[call]]\nzzzzzzzz = 1\n"),
    ];

    /// The keys that the front end says a table has.
    fn known(kind: &str, text: &str) -> BTreeSet<String> {
        let loaded = load_text("probe.toml", text);
        let found =
            loaded.diagnostics.iter().find(|d| d.id == "unknown-key" && d.message.contains("zzzzzzzz"));
        let note =
            found.and_then(|d| d.notes.first()).unwrap_or_else(|| panic!("no list of the keys of {kind}"));
        note.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    fn listed(kind: &Kind) -> BTreeSet<String> {
        kind.keys.iter().flat_map(|keys| keys.iter()).map(|key| key.name.to_owned()).collect()
    }

    #[test]
    fn the_tables_have_the_keys_that_the_front_end_reads() {
        for kind in KINDS.iter().chain([&FILE]).filter(|k| k.name != "lang") {
            let (_, text) =
                PROBES.iter().find(|(name, _)| *name == kind.name).expect("a probe for every kind");
            assert_eq!(listed(kind), known(kind.name, text), "{}", kind.name);
        }
        assert_eq!(PROBES.len(), KINDS.len());
    }

    #[test]
    fn every_key_says_what_it_is_for() {
        for kind in KINDS.iter().chain([&FILE]) {
            assert!(kind.doc.ends_with('.'), "{}", kind.name);
            for key in kind.keys.iter().flat_map(|keys| keys.iter()) {
                assert!(key.doc.len() > 8, "{}.{}", kind.name, key.name);
            }
        }
    }
}
