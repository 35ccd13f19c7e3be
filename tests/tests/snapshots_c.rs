//! What C is generated for each small schema.

use rbgen::Backend;
use rbgen::backend::c::C;
use rbgen_tests::schemas;

/// The shared header is the same for all schemas and stands in one snapshot of its own.
const SHARED: &str = "include/rbgen_wire.h";

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
            all.push_str(&format!("==> {path} <==\n{text}\n"));
        }
        insta::assert_snapshot!(format!("c_{name}"), all);
    }
}
