//! Generated Rust as it is: clippy and rustdoc find nothing in it, and its own tests pass.

use rbgen_rust::names;
use rbgen_tests::crates::{cargo, file, workspace, write};
use rbgen_tests::schemas;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate that declares a schema by macro rather than by generated file.
const EXPANDED: &str = r#"//! The types of a schema, declared by macro.
#![no_std]
#![forbid(unsafe_code)]

rbgen_runtime::wire_schema!("thumbnail.toml");
"#;

fn target(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn succeeds(folder: &Path, arguments: &[&str]) {
    let (ok, text) = cargo(folder, &target("rust_checks"), arguments);
    assert!(ok, "cargo {arguments:?}:\n{text}");
}

#[test]
fn clippy_and_rustdoc_find_nothing_and_the_crates_tests_pass() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut members: Vec<String> =
        schemas::good().iter().map(|(_, schema)| write(schema, folder.path())).collect();
    for path in schemas::files("tests/data/rust") {
        let schema = schemas::load(&path).schema.expect("the schema loads");
        members.push(write(&schema, folder.path()));
    }
    let expanded = folder.path().join("expanded");
    file(
        &expanded.join("Cargo.toml"),
        "[package]\nname = \"expanded\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nrbgen-runtime = \"0.1\"\n",
    );
    file(&expanded.join("src/lib.rs"), EXPANDED);
    fs::copy(schemas::root().join("schema/wire/thumbnail.toml"), expanded.join("thumbnail.toml"))
        .expect("the schema");
    members.push("expanded".to_owned());
    workspace(folder.path(), &members);
    succeeds(
        folder.path(),
        &["clippy", "--keep-going", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
    );
    succeeds(folder.path(), &["doc", "--workspace", "--no-deps"]);
    succeeds(
        folder.path(),
        &["test", "--workspace", "--no-fail-fast", "--test", "layout", "--test", "bytes"],
    );
}

/// Written as rustfmt would, so that the attribute that keeps rustfmt away guards against other settings only.
#[test]
fn rustfmt_changes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // without settings of this repository or of the user
    file(&folder.path().join("rustfmt.toml"), "");
    let mut sources = Vec::new();
    // names of 60 characters leave no room for rustfmt's finer rules
    for (name, schema) in schemas::good().iter().filter(|(name, _)| name != "hostile_names") {
        let crate_name = write(schema, &folder.path().join(name));
        for source in ["src/lib.rs", "tests/layout.rs"] {
            let path = folder.path().join(name).join(&crate_name).join(source);
            let text = fs::read_to_string(&path).expect("a generated file");
            fs::write(&path, text.replace("#![cfg_attr(rustfmt, rustfmt_skip)]\n", ""))
                .expect("a written file");
            sources.push(path);
        }
    }
    let output = Command::new("rustfmt")
        .args(["--check", "--edition", "2024", "--config-path"])
        .arg(folder.path())
        .args(&sources)
        .output()
        .expect("rustfmt runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// The text with the number behind `marker`, which is looked for from `from` on, raised by one.
fn raise(text: &mut String, from: usize, marker: &str) {
    let at = text[from..].find(marker).unwrap_or_else(|| panic!("no {marker}")) + from + marker.len();
    let end = text[at..].find(|c: char| !c.is_ascii_digit()).unwrap_or(0) + at;
    let number: u64 = text[at..end].parse().expect("a number");
    text.replace_range(at..end, &(number + 1).to_string());
}

/// Each module is the crate with one number of every struct changed: the offset of a field, or its size.
#[test]
fn every_changed_number_is_reported_by_the_field_it_belongs_to() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut members = Vec::new();
    let mut wanted = Vec::new();
    for schema_name in ["thumbnail", "zerobuffer"] {
        let path = schemas::root().join(format!("schema/wire/{schema_name}.toml"));
        let schema = schemas::load(&path).schema.expect("the schema loads");
        let name = write(&schema, folder.path());
        let source = folder.path().join(&name).join("src");
        let library = fs::read_to_string(source.join("lib.rs")).expect("the source");
        let good: String = library
            .lines()
            .filter(|line| !line.starts_with("#![") && !line.starts_with("//!"))
            .flat_map(|line| [line, "\n"])
            .collect();
        let most = schema.structs.iter().map(|def| def.fields.len()).max().expect("structs");
        let mut modules = String::from("//! Broken.\n#![no_std]\n");
        for index in 0..most * 2 {
            let mut broken = good.clone();
            for def in &schema.structs {
                let Some(field) = def.fields.get(index / 2) else { continue };
                let ident = names::type_name(&schema, def.site.module, &def.name);
                let offset = names::offset_name(&schema, def.site.module, &def.name, &field.name);
                let start = format!("impl {ident} {{\n    /// Bytes on the wire.");
                let from = broken.find(&start).unwrap_or_else(|| panic!("no constants of {ident}"));
                if index % 2 == 0 {
                    raise(&mut broken, from, &format!("const {offset}: usize = "));
                } else {
                    raise(&mut broken, from, &format!("offset: {ident}::{offset},\n                size: "));
                }
                let place = format!("{name}/src/m{index}.rs");
                wanted.push((place, format!("{}.{}:", def.name, field.name)));
            }
            file(&source.join(format!("m{index}.rs")), &broken);
            modules.push_str(&format!("/// Broken.\npub mod m{index};\n"));
        }
        file(&source.join("lib.rs"), &modules);
        members.push(name);
    }
    workspace(folder.path(), &members);
    let arguments = ["check", "--workspace", "--keep-going", "--message-format", "short"];
    let (ok, text) = cargo(folder.path(), &target("rust_broken"), &arguments);
    assert!(!ok, "nothing was noticed");
    assert!(wanted.len() > 20);
    for (place, field) in &wanted {
        let reported = text.lines().any(|line| line.contains(place) && line.contains(field));
        assert!(reported, "{place}: {field} isn't reported:\n{text}");
    }
}
