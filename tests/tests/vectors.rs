//! The byte vectors: that the files are what the schemas give, and that every language answers them.

use rbgen_tests::{bless, schemas, vectors};

#[test]
fn vectors_are_those_of_the_schemas() {
    let mut failures = Vec::new();
    for (name, schema) in schemas::good() {
        let file = vectors::generate(&name, &schema);
        assert_eq!(vectors::File::from_json(&file.to_json()).as_ref(), Ok(&file), "{name}");
        failures.extend(bless::check(&vectors::path(&name), &file.to_json()).err());
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
