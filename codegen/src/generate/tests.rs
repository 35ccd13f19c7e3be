use super::*;
use crate::config;
use rbgen_schema::ir::OptionValue;
use rbgen_schema::{Sources, load_text};
use std::path::Path;

/// A language that writes the value of its option, and finds fault with `bad`.
struct Echo;

impl Backend for Echo {
    fn name(&self) -> &'static str {
        "echo"
    }

    fn about(&self) -> &'static str {
        "writes its option"
    }

    fn options(&self) -> &'static [(&'static str, &'static str)] {
        &[("word", "what to write")]
    }

    fn check(&self, schema: &Schema) -> Vec<Diagnostic> {
        let options = schema.modules.iter().flat_map(|m| &m.lang["echo"].options);
        let bad = options.filter(|o| o.value == OptionValue::Text("bad".to_owned()));
        bad.map(|o| Diagnostic::error("option", o.value_span, "a bad word")).collect()
    }

    fn emit(&self, schema: &Schema) -> FileSet {
        let mut files = FileSet::new();
        for module in &schema.modules {
            files.insert(module.name.clone(), format!("{:?}", module.lang["echo"].options[0].value));
        }
        files
    }
}

const SCHEMA: &str =
    "[schema]\nedition = 1\nname = \"a\"\nversion = 1\n[[const]]\nname = \"A\"\ntype = \"u8\"\nvalue = 1\n";

/// What becomes of a schema when rbgen.toml gives this word.
fn with_word(schema: &str, word: &str) -> (Option<Unit>, Input) {
    let mut sources = Sources::default();
    let text = format!("[lang.echo]\nword = \"{word}\"\n");
    let file = sources.add("rbgen.toml", text.as_str());
    let at = |what: &str| {
        let start = text.find(what).unwrap() as u32;
        Span { file, start, end: start + what.len() as u32 }
    };
    let option = LangOption {
        key: "word".to_owned(),
        key_span: at("word"),
        value: OptionValue::Text(word.to_owned()),
        value_span: at(&format!("\"{word}\"")),
    };
    let mut input = Input { path: "a.toml".to_owned(), loaded: load_text("a.toml", schema) };
    assert!(input.loaded.schema.is_some(), "{:?}", input.loaded.diagnostics);
    add_options(&mut input, &sources, "echo", &[option]);
    let unit = generate(&mut input, &Language::Builtin(&Echo)).unwrap();
    (unit, input)
}

#[test]
fn options_of_the_configuration_fill_in_what_a_schema_leaves_open() {
    let (unit, _) = with_word(SCHEMA, "hello");
    assert_eq!(unit.unwrap().files.get("a"), Some("Text(\"hello\")"));
    let own = format!("{SCHEMA}[lang.echo]\nword = \"own\"\n");
    assert_eq!(with_word(&own, "hello").0.unwrap().files.get("a"), Some("Text(\"own\")"));
}

#[test]
fn an_error_in_an_option_points_into_the_configuration_and_stops_the_language() {
    let (unit, input) = with_word(SCHEMA, "bad");
    assert!(unit.is_none());
    let diagnostic = &input.loaded.diagnostics[0];
    assert_eq!(input.loaded.sources.place(diagnostic.primary.span), "rbgen.toml:2:8");
    assert_eq!(input.loaded.sources.slice(diagnostic.primary.span), "\"bad\"");
}

#[test]
fn a_misspelt_language_proposes_the_nearest() {
    let unknown = UnknownLanguage { name: "zzz".to_owned() };
    assert!(unknown.help().contains("rbgen-gen-zzz"), "{}", unknown.help());
    assert!(Language::find("../x").is_err());
    assert!(config::load(Path::new("no/rbgen.toml")).is_err());
}
