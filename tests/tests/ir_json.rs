//! The checked schema as JSON, which programs outside this repository read.

use rbgen_schema::json;
use rbgen_tests::schemas;
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn its_shape_is_stable() {
    for name in ["every_key", "imports", "thumbnail"] {
        insta::assert_snapshot!(format!("{name}_ir"), format!("{:#}", json::ir(&schemas::named(name))));
    }
}

/// Every text of a value, with the key it stands under.
fn texts<'a>(key: &'a str, value: &'a Value, out: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::String(text) => out.push((key, text)),
        Value::Array(list) => list.iter().for_each(|v| texts(key, v, out)),
        Value::Object(map) => map.iter().for_each(|(k, v)| texts(k, v, out)),
        _ => {}
    }
}

#[test]
fn what_it_refers_to_is_there() {
    const KINDS: [&str; 7] = ["consts", "enums", "flags", "unions", "structs", "messages", "operations"];
    for (name, schema) in schemas::good() {
        let ir = json::ir(&schema);
        assert_eq!((&ir["format"], &ir["version"]), (&"rbgen-ir".into(), &1.into()));
        let items = KINDS.iter().flat_map(|kind| ir[*kind].as_array().expect("a list"));
        let names: BTreeSet<&str> = items.map(|item| item["name"].as_str().expect("a name")).collect();
        let modules: BTreeSet<&str> =
            ir["modules"].as_array().expect("a list").iter().filter_map(|m| m["name"].as_str()).collect();
        let mut all = Vec::new();
        texts("", &ir, &mut all);
        for (key, text) in all {
            let known = match key {
                "ref" | "header" | "request" | "response" | "struct" => names.contains(text),
                "names" => names.contains(text.split('.').next().unwrap_or("")),
                "module" | "imports" => modules.contains(text),
                _ => true,
            };
            assert!(known, "{name}: nothing is called {text} ({key})");
        }
        let listed: usize = ir["modules"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|m| m["items"].as_array())
            .map(Vec::len)
            .sum();
        assert_eq!(listed, names.len(), "{name}");
    }
}

#[test]
fn numbers_survive_every_reader() {
    fn check(value: &Value) {
        match value {
            Value::Number(n) if !n.is_f64() => {
                let n = n.as_i64().expect("a number of 64 bits");
                assert!(n.unsigned_abs() <= 1 << 53, "{n}");
            }
            Value::Array(list) => list.iter().for_each(check),
            Value::Object(map) => map.values().for_each(check),
            _ => {}
        }
    }
    for (_, schema) in schemas::good() {
        check(&json::ir(&schema));
        check(&rbgen_schema::layout_view::json(&schema));
    }
}
