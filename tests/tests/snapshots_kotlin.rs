//! What Kotlin is generated for each small schema.

use rbgen::Backend;
use rbgen::backend::kotlin::Kotlin;
use rbgen_tests::schemas;

/// The helpers are tested where they run; which ones a package has is seen in the files that use them.
const HELPERS: &str = "RbgenWire.kt";

/// Files that depend on nothing but names.
const SAME: [&str; 3] = ["WireException.kt", "Transport.kt", "settings.gradle.kts"];

/// Whether a line can't be broken: text, and comments.
fn is_whole(name: &str, line: &str) -> bool {
    let line = line.trim_start();
    line.contains('"')
        || line.starts_with("//")
        || line.starts_with('*')
        || line.starts_with("MemoryLayout.sequenceLayout(")
        || name == "hostile_names"
}

#[test]
fn generated_kotlin_of_every_small_schema() {
    for path in schemas::files("tests/data/ok") {
        let name = schemas::name(&path);
        let schema = schemas::load(&path).schema.unwrap_or_else(|| panic!("{name} doesn't load"));
        let found = Kotlin.check(&schema);
        assert!(found.is_empty(), "{name}: {found:#?}");
        let files = Kotlin.emit(&schema);
        assert_eq!(files, Kotlin.emit(&schema), "{name}: emitting twice gives the same bytes");
        let mut all = String::new();
        for (path, text) in files.iter() {
            assert!(text.ends_with('\n') && !text.contains('\r'), "{path}");
            let source = path.ends_with(".kt");
            let long =
                text.lines().find(|line| source && line.chars().count() > 120 && !is_whole(&name, line));
            assert_eq!(long, None, "{path}: a line that could be two");
            let trailing = text.lines().find(|line| line.ends_with(' '));
            assert_eq!(trailing, None, "{path}: spaces at the end of a line");
            // Most of them stand in the snapshot of one schema.
            if path.ends_with(HELPERS) || name != "every_key" && SAME.iter().any(|file| path.ends_with(file))
            {
                continue;
            }
            all.push_str(&format!("==> {path} <==\n{text}\n"));
        }
        insta::assert_snapshot!(format!("kotlin_{name}"), all);
    }
}
