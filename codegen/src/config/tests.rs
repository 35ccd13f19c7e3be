use super::*;

fn read(text: &str) -> LoadedConfig {
    parse(Path::new("sub/rbgen.toml"), text, "0.2.0")
}

/// `line:col id message` of each diagnostic.
fn said(text: &str) -> Vec<String> {
    let loaded = read(text);
    assert_eq!(loaded.config.is_none(), !loaded.diagnostics.is_empty());
    let place = |d: &Diagnostic| loaded.sources.place(d.primary.span).replace("sub/rbgen.toml:", "");
    loaded.diagnostics.iter().map(|d| format!("{} {} {}", place(d), d.id, d.message)).collect()
}

#[test]
fn paths_are_relative_to_the_file() {
    let loaded = read(
        "required-version = \"0.2\"\nschemas = [\"a.toml\", \"./a.toml\", \"rbgen:thumbnail\", \"../b.toml\"]\nlanguages = [\"c\"]\n\
         [lang.c]\nout = \"../include\"\nstyle = \"x\"\nindent = 0x10\nlist = [\"a\"]\non = true\n",
    );
    let config = loaded.config.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let schemas: Vec<&str> = config.schemas.iter().map(|s| s.text.as_str()).collect();
    assert_eq!(schemas, ["sub/a.toml", "rbgen:thumbnail", "sub/../b.toml"]);
    assert_eq!(config.out, Path::new("sub/generated"));
    assert_eq!(config.lang["c"].out.as_deref(), Some(Path::new("sub/../include")));
    let options: Vec<_> =
        config.lang["c"].options.iter().map(|o| (o.key.as_str(), o.value.clone())).collect();
    let text = |t: &str| OptionValue::Text(t.to_owned());
    assert_eq!(
        options,
        [
            ("style", text("x")),
            ("indent", OptionValue::Int(16)),
            ("list", OptionValue::List(vec!["a".to_owned()])),
            ("on", OptionValue::Bool(true))
        ]
    );
}

use rbgen_schema::ir::OptionValue;

#[test]
fn all_errors_come_in_one_run_and_in_order() {
    assert_eq!(
        said(
            "schema = [\"a.toml\"]\nlanguages = [\"c\", 3, \"c\"]\nout = \"\"\n[lang]\nc = 1\n[lang.python]\nout = true\nx = 1.5\nrename = {}\n"
        ),
        [
            "1:1 config-unknown-key unknown key `schema`",
            "2:19 config-type expected a list of languages, found a whole number",
            "2:22 config-language `c` is listed twice",
            "3:7 config-folder the folder has no name",
            "5:5 config-type expected a table, found a whole number",
            "7:7 config-type expected a folder, as text, found a boolean",
            "8:5 config-type expected a text, a boolean, a whole number or a list of texts, found a number with a fraction",
            "9:1 config-unknown-key `rename` belongs into the schema whose names it changes",
        ]
    );
}

#[test]
fn an_unknown_key_proposes_the_nearest() {
    let help = read("langauges = []").diagnostics[0].help.clone().unwrap();
    assert_eq!(
        (help.text.as_str(), help.edits[0].replacement.as_str()),
        ("did you mean `languages`?", "languages")
    );
}

#[test]
fn syntax_errors_have_a_place_even_behind_a_byte_order_mark() {
    for text in ["schemas = [\n", "\u{feff}schemas = [\n"] {
        let said = said(text);
        assert!(said[0].contains(" config-syntax "), "{said:?}");
    }
    assert_eq!(said("\u{feff}schemas = [\"a.toml\"]\r\nlanguages = [\"c\"]\r\n"), Vec::<String>::new());
}

#[test]
fn another_version_says_only_that() {
    assert_eq!(
        said("required-version = \">=0.3\"\nnew-key = 1\n"),
        ["1:20 config-version this project needs rbgen >=0.3, and this is rbgen 0.2.0"]
    );
    assert!(
        said("required-version = \"soon\"\nschemas=\"a\"\nlanguages=\"c\"")[0]
            .contains("`soon` is no version requirement")
    );
}

#[test]
fn missing_keys_and_globs_without_a_match_are_errors() {
    let missing = |key: &str| format!("1:1 config-missing `{key}` is missing or empty");
    assert_eq!(said(""), [missing("schemas"), missing("languages")]);
    assert_eq!(said("schemas = \"a.toml\""), ["1:19 config-missing `languages` is missing or empty"]);
    assert_eq!(
        said("schemas = \"no/*.toml\"\nlanguages = \"c\""),
        ["1:11 config-schemas `no/*.toml` matches no file"]
    );
    assert!(said("schemas = \"a/***\"\nlanguages = \"c\"")[0].contains("is no glob"));
}
