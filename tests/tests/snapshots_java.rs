//! What Java is generated for each small schema, in both flavours.

use rbgen::Backend;
use rbgen::backend::java::{Java, JavaByteBuffer};
use rbgen_tests::schemas;
use std::collections::BTreeSet;

/// Classes that are the same for all schemas but for their package; they stand in the snapshot of one schema.
const SHARED: [&str; 5] = [
    "/WireException.java",
    "/DecodeException.java",
    "/EncodeException.java",
    "/ErrorKind.java",
    "/WireField.java",
];

/// The schema whose snapshot has the shared classes.
const FULL: &str = "every_key";

/// Whether a line can't be two: text, a table of documentation, or a comparison of the longest names.
fn is_whole(line: &str) -> bool {
    let line = line.trim_start();
    let longest = line.split(' ').map(str::len).max().unwrap_or_default();
    // Full names are put in after lines were broken.
    if longest > 50 || line.contains("java.lang.") {
        return true;
    }
    line.starts_with('"') || line.starts_with("* ") || line.starts_with("/**")
}

fn shown(backend: &dyn Backend, name: &str) -> String {
    let schema = schemas::named(name);
    let files = backend.emit(&schema);
    assert_eq!(files, backend.emit(&schema), "{name}: emitting twice gives the same bytes");
    let mut all = String::new();
    for (path, text) in files.iter() {
        assert!(text.ends_with('\n') && !text.contains('\r'), "{path}");
        let is_java = path.ends_with(".java");
        let long =
            text.lines().find(|l| is_java && l.chars().count() > 100 && l.contains(' ') && !is_whole(l));
        assert_eq!(long, None, "{path}: a line that could be two");
        if name == FULL || !SHARED.iter().any(|end| path.ends_with(end)) {
            all.push_str(&format!("==> {path} <==\n{text}\n"));
        }
    }
    all
}

#[test]
fn generated_java_of_every_small_schema() {
    for path in schemas::files("tests/data/ok") {
        let name = schemas::name(&path);
        insta::assert_snapshot!(format!("java_{name}"), shown(&Java, &name));
    }
}

/// The other flavour differs in how memory is reached; two schemas show all of it.
#[test]
fn generated_java_over_buffers() {
    for name in ["every_key", "shm"] {
        insta::assert_snapshot!(format!("java_bytebuffer_{name}"), shown(&JavaByteBuffer, name));
    }
}

#[test]
fn both_flavours_have_the_same_classes() {
    for path in schemas::files("tests/data/ok") {
        let name = schemas::name(&path);
        let schema = schemas::named(&name);
        let hosts: Vec<&str> =
            schema.structs.iter().filter(|def| !def.has_codec()).map(|def| def.name.as_str()).collect();
        let paths = |backend: &dyn Backend| -> BTreeSet<String> {
            let is_host = |path: &str| hosts.iter().any(|host| path.ends_with(&format!("/{host}.java")));
            backend
                .emit(&schema)
                .iter()
                .map(|(path, _)| path.to_owned())
                .filter(|path| !is_host(path))
                .collect()
        };
        assert_eq!(paths(&Java), paths(&JavaByteBuffer), "{name}");
    }
}
