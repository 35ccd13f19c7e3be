//! Every TOML block of the manual is loaded, and checks clean or reports the error its fence names; together they use
//! every key of the language.

use rbgen_tests::pages::{Block, manual};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Put in front of a block that has no `[schema]` table of its own.
const PREAMBLE: &str = "[schema]\nedition = 1\nname = \"example\"\nversion = 1\n\n";

/// The blocks that are schemas, made whole, with the error each shows. Those that show `rbgen.toml` say so in their first
/// line.
fn schemas() -> Vec<(Block, Option<String>)> {
    let mut found = Vec::new();
    for mut block in manual() {
        let Some(rest) = block.info.strip_prefix("toml") else { continue };
        if block.text.starts_with("# rbgen.toml") {
            continue;
        }
        let error = rest.trim().strip_prefix("error:").map(str::to_owned);
        if !block.text.contains("[schema]") {
            block.text.insert_str(0, PREAMBLE);
        }
        found.push((block, error));
    }
    found
}

#[test]
fn every_example_loads() {
    let mut wrong = String::new();
    let all = schemas();
    for (block, error) in &all {
        let loaded = rbgen_schema::load_text(&block.place, &block.text);
        let mut got: Vec<String> = loaded.diagnostics.iter().map(|d| d.id.to_owned()).collect();
        let mut pictures: String =
            loaded.diagnostics.iter().map(|d| rbgen_schema::render::render(&loaded.sources, d)).collect();
        if let Some(schema) = &loaded.schema {
            for backend in rbgen::backend::BACKENDS {
                for found in backend.check(schema) {
                    got.push(found.id.to_owned());
                    let _ = writeln!(pictures, "{}: {}", backend.name(), found.message);
                }
            }
        }
        let want: Vec<String> = error.iter().cloned().collect();
        if got != want {
            let _ = writeln!(wrong, "{}: wanted {want:?}, got {got:?}\n{pictures}", block.place);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(all.len() > 25, "only {} examples were found", all.len());
}

/// The keys used, by the name of the kind of table in the JSON Schema.
type Used = BTreeMap<String, BTreeSet<String>>;

/// Adds the keys of a value that `schema` describes.
fn collect(all: &Value, schema: &Value, kind: Option<&str>, value: &Value, used: &mut Used) {
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.strip_prefix("#/$defs/")) {
        collect(all, &all["$defs"][name], Some(name), value, used);
    }
    for choice in schema["anyOf"].as_array().into_iter().flatten() {
        let list = choice["type"] == "array";
        if list == value.is_array() && (list || choice["$ref"].is_string() == value.is_object()) {
            collect(all, choice, None, value, used);
        }
    }
    match value {
        Value::Array(items) => {
            for item in items {
                collect(all, &schema["items"], None, item, used);
            }
        }
        Value::Object(table) => {
            for (key, value) in table {
                if let Some(kind) = kind {
                    used.entry(kind.to_owned()).or_default().insert(key.clone());
                }
                let known = &schema["properties"][key];
                let known = if known.is_null() { &schema["additionalProperties"] } else { known };
                collect(all, known, None, value, used);
            }
        }
        _ => {}
    }
}

#[test]
fn every_key_is_in_an_example() {
    let schema = rbgen_schema::json_schema::json_schema();
    let mut used = Used::new();
    for (block, error) in schemas() {
        // A bad schema shows what not to write.
        if error.is_none() {
            let value: toml::Table =
                toml::from_str(&block.text).unwrap_or_else(|e| panic!("{}: {e}", block.place));
            let value = serde_json::to_value(value).expect("TOML without dates is JSON");
            collect(&schema, &schema, Some("file"), &value, &mut used);
        }
    }
    let mut missing = Vec::new();
    let mut count = 0;
    let kinds = schema["$defs"].as_object().into_iter().flatten().map(|(name, kind)| (name.as_str(), kind));
    for (name, kind) in kinds.chain([("file", &schema)]) {
        for key in kind["properties"].as_object().into_iter().flatten().map(|(key, _)| key) {
            count += 1;
            if !used.get(name).is_some_and(|keys| keys.contains(key)) {
                missing.push(format!("{name}.{key}"));
            }
        }
    }
    assert!(missing.is_empty(), "no example of the manual uses {}", missing.join(", "));
    assert!(count > 100, "only {count} keys were found");
}
