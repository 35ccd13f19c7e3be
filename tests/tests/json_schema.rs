//! The JSON Schema accepts what the language accepts, and refuses plain mistakes.

use jsonschema::Validator;
use rbgen_schema::{Int, json_schema::json_schema};
use rbgen_tests::schemas;
use serde_json::{Number, Value};
use toml::de::{DeTable, DeValue};

fn validator() -> Validator {
    let schema = json_schema();
    jsonschema::meta::validate(&schema).expect("it is a JSON Schema");
    jsonschema::draft202012::new(&schema).expect("it compiles")
}

/// TOML as JSON, with integers of any width.
fn as_json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(s) => Value::from(s.as_ref()),
        DeValue::Integer(i) => {
            let digits = i.as_str().replace('_', "");
            let (negative, digits) = match digits.strip_prefix('-') {
                Some(digits) => (true, digits),
                None => (false, digits.trim_start_matches('+')),
            };
            let int = Int::from_parts(negative, digits, i.radix()).expect("an integer of at most 128 bits");
            Value::Number(int.to_string().parse::<Number>().expect("a number"))
        }
        DeValue::Float(f) => Value::Number(f.as_str().replace('_', "").parse().expect("a number")),
        DeValue::Boolean(b) => Value::from(*b),
        DeValue::Datetime(d) => Value::from(d.to_string()),
        DeValue::Array(list) => list.iter().map(|v| as_json(v.get_ref())).collect(),
        DeValue::Table(table) => table_json(table),
    }
}

fn table_json(table: &DeTable<'_>) -> Value {
    Value::Object(table.iter().map(|(k, v)| (k.get_ref().to_string(), as_json(v.get_ref()))).collect())
}

fn errors(validator: &Validator, text: &str) -> Vec<String> {
    let table = DeTable::parse(text).expect("TOML");
    let json = table_json(table.get_ref());
    validator.iter_errors(&json).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

#[test]
fn every_good_schema_is_accepted() {
    let validator = validator();
    let mut files = schemas::files("tests/data/ok");
    files.extend(schemas::files("schema/wire"));
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let found = errors(&validator, &text);
        assert!(found.is_empty(), "{}:\n{}", path.display(), found.join("\n"));
    }
}

const GOOD: &str = r#"
[schema]
edition = 1
name = "x"
version = 1

[[struct]]
name = "S"
size = 4
fields = [{ name = "a", type = "u32", bits = [{ name = "b", bits = "31:0" }] }]
"#;

#[test]
fn plain_mistakes_are_refused() {
    let validator = validator();
    assert!(errors(&validator, GOOD).is_empty());
    for (from, to) in [
        ("size = 4", "szie = 4"),
        ("size = 4", "size = \"4\""),
        ("size = 4", "size = 0"),
        ("size = 4", "usage = \"wrie\""),
        ("name = \"S\"", "name = \"not a name\""),
        ("name = \"S\"\n", ""),
        ("version = 1\n", ""),
        ("edition = 1", "edition = 2"),
        ("type = \"u32\"", "type = 32"),
        ("type = \"u32\"", "type = \"u32\", range = [1]"),
        ("bits = \"31:0\"", "bits = 31"),
        ("bits = \"31:0\"", "bits = \"31:0\", at = 3"),
        ("[[struct]]", "[struct]"),
        ("[[struct]]", "[[structs]]"),
    ] {
        assert!(GOOD.contains(from), "{from}");
        assert!(!errors(&validator, &GOOD.replace(from, to)).is_empty(), "{to}");
    }
}
