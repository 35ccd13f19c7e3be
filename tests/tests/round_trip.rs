//! Schema text written from a checked schema loads to the same schema.

use rbgen_schema::{Loader, Schema, json, load, render::render, to_toml::to_toml};
use rbgen_tests::schemas;
use std::collections::BTreeMap;

struct Texts(BTreeMap<String, String>);

impl Loader for Texts {
    fn read(&self, path: &str) -> Result<String, String> {
        self.0.get(path).cloned().ok_or_else(|| "not written".to_owned())
    }
}

fn again(name: &str, schema: &Schema) -> Schema {
    let texts = to_toml(schema);
    let (root, shown) = texts.last().cloned().expect("the root module");
    let loaded = load(&root, &Texts(texts.into_iter().collect()));
    let errors: String = loaded.diagnostics.iter().map(|d| render(&loaded.sources, d)).collect();
    loaded.schema.unwrap_or_else(|| panic!("{name} as written doesn't load:\n{errors}\n{shown}"))
}

#[test]
fn every_schema_survives_being_written() {
    for (name, schema) in schemas::good() {
        let again = again(&name, &schema);
        let (before, after) = (json::ir(&schema), json::ir(&again));
        for key in before.as_object().expect("an object").keys() {
            assert_eq!(before[key], after[key], "{key} of {name}");
        }
        let text = |s: &Schema| to_toml(s).pop().map(|(_, text)| text);
        assert_eq!(text(&schema), text(&again), "{name} is written differently the second time");
    }
}
