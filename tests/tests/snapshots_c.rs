//! What C is generated for each small schema.

use rbgen::Backend;
use rbgen::backend::c::C;
use rbgen_tests::schemas;

/// The shared header is the same for all schemas and stands in one snapshot of its own.
const SHARED: &str = "include/rbgen_wire.h";

/// Whether a line is the message of an assertion, which can't be broken, or of a file that isn't C.
fn is_message(line: &str) -> bool {
    line.trim_start().starts_with('"') || line.starts_with('|')
}

#[test]
fn generated_c_of_every_small_schema() {
    for path in schemas::files("tests/data/ok") {
        let name = schemas::name(&path);
        let schema = schemas::load(&path).schema.unwrap_or_else(|| panic!("{name} doesn't load"));
        let files = C.emit(&schema);
        assert_eq!(files, C.emit(&schema), "{name}: emitting twice gives the same bytes");
        let mut all = String::new();
        for (path, text) in files.iter().filter(|(path, _)| !path.ends_with(SHARED)) {
            assert!(text.ends_with('\n') && !text.contains('\r'), "{path}");
            let long = text.lines().find(|line| line.len() > 120 && line.contains(' ') && !is_message(line));
            assert_eq!(long, None, "{path}: a line that could be two");
            all.push_str(&format!("==> {path} <==\n{text}\n"));
        }
        insta::assert_snapshot!(format!("c_{name}"), all);
    }
}
