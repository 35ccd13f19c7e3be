//! Kotlin as a user has it: strict compilation of packages with their own tests, which pass; what vectors can't see; and the
//! code of the manual.

use rbgen::backend::kotlin::Kotlin;
use rbgen::{Backend, FileSet};
use rbgen_schema::Schema;
use rbgen_tests::pages::blocks;
use rbgen_tests::toolchain::{files, java, junit, kotlin, run};
use rbgen_tests::{drivers, schemas};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A schema of forms that the stored ones don't have, with structs of 300 and of 1000 members.
fn forms() -> Schema {
    let members = |count: usize, last: &str| {
        let ty = |i: usize| if i + 1 == count { last } else { "u8" };
        let all = (0..count).map(|i| format!("{{ name = \"f{i}\", type = \"{}\" }}", ty(i)));
        all.collect::<Vec<_>>().join(", ")
    };
    let values =
        "values = [{ name = \"HIGH\", value = 1, direction = \"up\" }, { name = \"TOP\", alias = \"HIGH\" }]";
    schemas::of_text(&format!(
        "[schema]\nedition = 1\nname = \"forms\"\nversion = 1\nendian = \"little\"\n\
         [[enum]]\nname = \"Level\"\ntype = \"i8\"\ntext = {{ direction = \"none\" }}\n{values}\n\
         [[flags]]\nname = \"Marks\"\ntype = \"u8\"\nvalues = [{{ name = \"LOW\", bit = 0 }}, {{ name = \"HIGH\", bit = 1 }}, {{ name = \"shade\", bits = \"4:2\" }}]\n\
         [[struct]]\nname = \"Forms\"\nlayout = \"packed\"\nfields = [\n\
         {{ name = \"ratio\", type = \"f32\" }},\n{{ name = \"pairs\", type = \"f64[2]\" }},\n{{ name = \"runs\", type = \"bytes[2][2]\" }},\n\
         {{ name = \"level\", type = \"Level\" }},\n{{ name = \"marks\", type = \"Marks\" }},\n\
         {{ name = \"word\", type = \"u8\", bits = [{{ name = \"trim\", bits = \"3:0\", type = \"i8\", scale = 1.0 }}, {{ name = \"low\", bits = \"7:4\" }}] }},\n\
         {{ name = \"speed\", type = \"u16\", range = [0, 4000], scale = 0.5, bias = -1.0, unit = \"m/s\" }}]\n\
         [[struct]]\nname = \"Many\"\nlayout = \"packed\"\nfields = [{}]\n[[struct]]\nname = \"Big\"\nfields = [{}]\n",
        members(300, "u64"),
        members(1000, "u8")
    ))
}

/// The packages that are compiled, by name.
fn packages() -> Vec<(String, FileSet)> {
    let used =
        ["append", "unions", "shm", "ffi", "every_key", "hostile_docs", "u128", "thumbnail", "zerobuffer"];
    let mut all: Vec<(String, Schema)> =
        schemas::good().into_iter().filter(|(name, _)| used.contains(&name.as_str())).collect();
    assert_eq!(all.len(), used.len());
    let station = schemas::load(&schemas::root().join("docs/manual/station.toml")).schema;
    all.push(("station".to_owned(), station.expect("the schema of the manual loads")));
    all.push(("forms".to_owned(), forms()));
    let emit = |(name, schema): (String, Schema)| {
        let found = Kotlin.check(&schema);
        assert!(found.is_empty(), "{name}: {found:#?}");
        (name, Kotlin.emit(&schema))
    };
    all.into_iter().map(emit).collect()
}

/// The code of the manual as one program: a function for each block.
fn manual() -> String {
    let page = blocks(&schemas::root().join("docs/manual/kotlin.md"));
    let (mut items, mut functions, mut calls) = (String::new(), String::new(), String::new());
    let mut count = 0;
    for block in page.iter().filter(|block| block.info.split(' ').next() == Some("kotlin")) {
        count += 1;
        if block.info == "kotlin items" {
            items.push_str(&block.text);
            continue;
        }
        let name = block.place.replace(['.', ':'], "_");
        let _ = write!(functions, "\nprivate fun {name}() {{\n{}}}\n", block.text);
        let _ = writeln!(calls, "    {name}()");
    }
    assert!(count > 8, "only {count} blocks of Kotlin in the manual");
    format!(
        "package manual\n\n{items}{functions}\npublic fun main() {{\n{calls}    println(\"the manual is right\")\n}}\n"
    )
}

fn paths(folder: &Path) -> Vec<PathBuf> {
    files(folder, "kt")
}

fn succeeds(command: Result<std::process::Command, String>) -> String {
    let mut command = command.unwrap_or_else(|e| panic!("{e}"));
    run(&mut command).unwrap_or_else(|e| panic!("{command:?}\n{e}"))
}

#[test]
fn packages_compile_strictly_and_their_tests_pass() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("kotlin_checks");
    let sources = folder.join("sources");
    if sources.exists() {
        std::fs::remove_dir_all(&sources).expect("the last sources");
    }
    for (name, files) in packages() {
        drivers::write_files(&files, &sources.join(name)).unwrap_or_else(|e| panic!("{e}"));
    }
    let write = |name: &str, text: &str| std::fs::write(sources.join(name), text).expect("a source");
    write("Checks.kt", include_str!("../drivers/kotlin/Checks.kt"));
    write("Manual.kt", &manual());
    let classes = folder.join("classes");
    let library = junit::library().unwrap_or_else(|e| panic!("{e}"));
    kotlin::compile(&paths(&sources), &[library], &classes).unwrap_or_else(|e| panic!("{e}"));
    for (main, said) in [("checks.ChecksKt", "all checks passed"), ("manual.ManualKt", "the manual is right")]
    {
        let out = succeeds(kotlin::run(std::slice::from_ref(&classes), main));
        assert_eq!(out.trim(), said);
    }
    let standard = kotlin::standard_library().unwrap_or_else(|e| panic!("{e}"));
    let out = succeeds(junit::run(&classes, &[standard], java::Release::Java22));
    assert!(out.contains("tests successful"), "{out}");
    println!("{out}");
}

/// A layout that isn't what the schema says stops the class from being used.
#[test]
fn a_changed_layout_is_noticed_when_a_class_is_initialised() {
    let text = "[schema]\nedition = 1\nname = \"probe\"\nversion = 1\nendian = \"little\"\n\
                [[struct]]\nname = \"Probe\"\nfields = [{ name = \"a\", type = \"u32\" }, { name = \"b\", type = \"u16\" }, { name = \"c\", type = \"u16\" }]\n";
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = Kotlin.emit(&schemas::of_text(text));
    let mut changed = FileSet::new();
    for (path, text) in files.iter() {
        let text = text.replace("RBGEN_SHORT.withName(\"b\")", "RBGEN_INT.withName(\"b\")");
        changed.insert(path, text);
    }
    assert_ne!(files, changed);
    drivers::write_files(&changed, folder.path()).unwrap_or_else(|e| panic!("{e}"));
    let main = "package probe\n\npublic fun main() {\n    println(Probe.decode(ByteArray(8)))\n}\n";
    std::fs::write(folder.path().join("Main.kt"), main).expect("a source");
    let mut sources = paths(folder.path());
    sources.retain(|path| !path.to_string_lossy().contains("test"));
    let classes = folder.path().join("classes");
    kotlin::compile(&sources, &[], &classes).unwrap_or_else(|e| panic!("{e}"));
    let mut command = kotlin::run(&[classes], "probe.MainKt").unwrap_or_else(|e| panic!("{e}"));
    let why = run(&mut command).expect_err("a class that must not be usable");
    assert!(why.contains("ExceptionInInitializerError") && why.contains("must"), "{why}");
}
