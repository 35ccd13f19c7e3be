//! What Rust is generated for each small schema.

use rbgen::backend;
use rbgen_tests::schemas;

#[test]
fn generated_rust_of_every_small_schema() {
    let rust = backend::find("rust").expect("the Rust backend is listed");
    for path in schemas::files("tests/data/ok") {
        let name = schemas::name(&path);
        let schema = schemas::load(&path).schema.unwrap_or_else(|| panic!("{name} doesn't load"));
        assert!(rust.check(&schema).is_empty(), "{name} has names that Rust can't have");
        let files = rust.emit(&schema);
        assert_eq!(files, rust.emit(&schema), "{name}: emitting twice gives the same bytes");
        for (path, text) in files.iter() {
            assert!(text.ends_with('\n') && !text.contains('\r'), "{path}");
        }
        let library = files.iter().find(|(path, _)| path.ends_with("/src/lib.rs")).map(|(_, text)| text);
        let library = library.unwrap_or_else(|| panic!("{name} has no library"));
        for word in ["unsafe", "transmute", "feature"] {
            let found = code_words(library).any(|w| w == word);
            assert!(!found, "{name}: expansions have no `{word}`");
        }
        insta::assert_snapshot!(format!("rust_{name}"), library);
    }
}

/// The words of the code: comments, attributes of documentation and the attribute that forbids are left out.
fn code_words(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//") && !line.starts_with("#!["))
        .flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .filter(|word| !word.is_empty())
}
