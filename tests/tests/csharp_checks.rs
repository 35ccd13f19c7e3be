//! The generated C# compiles with every warning an error and every public member documented, packages pass their own
//! tests, and what no vector sees holds at run time: views, mirrors, shared memory, calls.

use rbgen::backend::csharp::CSharp;
use rbgen::backend::csharp::naming::Naming;
use rbgen::{Backend, FileSet};
use rbgen_schema::Schema;
use rbgen_tests::schemas;
use rbgen_tests::toolchain::csharp::{Kind, compile};
use rbgen_tests::toolchain::{self, run};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn emit(name: &str, schema: &Schema) -> FileSet {
    let found = CSharp.check(schema);
    assert!(found.is_empty(), "{name}: {found:#?}");
    CSharp.emit(schema)
}

/// Writes a package and answers its sources, those of its tests too.
fn write(files: &FileSet, folder: &Path) -> Vec<PathBuf> {
    let mut sources = Vec::new();
    for (path, text) in files.iter() {
        let at = folder.join(path);
        std::fs::create_dir_all(at.parent().expect("a file has a folder")).expect("folders can be made");
        std::fs::write(&at, text).expect("files can be written");
        if path.ends_with(".cs") {
            sources.push(at);
        }
    }
    sources
}

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("csharp_checks").join(name)
}

/// Compiles a program against an assembly and runs it.
fn program(folder: &Path, text: &str, library: PathBuf) -> Result<String, String> {
    let source = folder.join("Program.cs");
    std::fs::write(&source, text).expect("a source");
    let assembly = compile(&[source], &[library], &folder.join("program"), "Checks", Kind::Program)?;
    run(&mut toolchain::csharp::run(&assembly)?)
}

#[test]
fn every_package_is_strict_and_passes_its_own_tests() {
    let folder = place("packages");
    let (mut sources, mut calls) = (Vec::new(), String::new());
    let mut packages = 0;
    for (name, schema) in schemas::good() {
        sources.extend(write(&emit(&name, &schema), &folder.join(&name)));
        let namespace = Naming::new(&schema).namespace();
        let _ = writeln!(
            calls,
            "if (global::{namespace}.Tests.RbgenTests.Run() != 0) {{ failed++; Console.WriteLine(\"{name}\"); }}"
        );
        packages += 1;
    }
    assert!(packages > 15);
    let library = compile(&sources, &[], &folder.join("assembly"), "Packages", Kind::Library);
    let library = library.unwrap_or_else(|e| panic!("{}", &e[..e.len().min(6000)]));
    let text = format!("using System;\nint failed = 0;\n{calls}return failed;\n");
    let out = program(&folder, &text, library).unwrap_or_else(|e| panic!("{e}"));
    let passed = out.lines().filter(|line| line.ends_with(", 0 failed")).count();
    assert_eq!(passed, packages, "{out}");
}

/// A test of a package fails when a byte of its vectors is another.
#[test]
fn a_package_notices_a_changed_vector() {
    let folder = place("changed");
    let files = emit("thumbnail", &schemas::named("thumbnail"));
    let sources = write(&files, &folder);
    let tests = sources.iter().find(|path| path.ends_with("RbgenTests.cs")).expect("the package's tests");
    let text = std::fs::read_to_string(tests).expect("it was just written");
    let from = "FromHexString(\"01000000";
    assert!(text.contains(from));
    std::fs::write(tests, text.replacen(from, "FromHexString(\"02000000", 1))
        .expect("it can be written again");
    let assembly = compile(&sources, &[], &folder.join("assembly"), "Changed", Kind::Program);
    let assembly = assembly.unwrap_or_else(|e| panic!("{e}"));
    let error = run(&mut toolchain::csharp::run(&assembly).expect("dotnet")).expect_err("a test that fails");
    assert!(error.contains("version 2 is not supported"), "{error}");
}

/// What the package says when its assembly is loaded, with one number of a mirror changed.
fn loaded_with(from: &str, to: &str) -> String {
    let folder = place("mirror");
    let sources = write(&emit("thumbnail", &schemas::named("thumbnail")), &folder);
    let mirror =
        sources.iter().find(|path| path.ends_with("ThumbnailRequestHeaderRaw.cs")).expect("a mirror");
    let text = std::fs::read_to_string(mirror).expect("it was just written");
    assert!(text.contains(from), "{from}");
    std::fs::write(mirror, text.replacen(from, to, 1)).expect("it can be written again");
    let assembly = compile(&sources, &[], &folder.join("assembly"), "Mirror", Kind::Program);
    let assembly = assembly.unwrap_or_else(|e| panic!("{e}"));
    run(&mut toolchain::csharp::run(&assembly).expect("dotnet")).expect_err("a layout that is refused")
}

#[test]
fn a_changed_layout_is_refused_when_the_assembly_is_loaded() {
    for (from, to, said) in [
        ("[FieldOffset(16)]", "[FieldOffset(12)]", "ThumbnailRequestHeader.quality is at offset 12, not 16"),
        ("Size = 24", "Size = 32", "ThumbnailRequestHeader has 32 bytes in memory, not 24"),
    ] {
        let error = loaded_with(from, to);
        assert!(error.contains(said), "{error}");
    }
}

/// The program in `tests/data/csharp` uses what vectors don't reach, of several schemas at once.
#[test]
fn views_mirrors_handles_and_calls_do_what_they_say() {
    let folder = place("usage");
    let mut sources = Vec::new();
    for name in [
        "thumbnail",
        "zerobuffer",
        "arrays",
        "bits",
        "either",
        "ffi",
        "shm",
        "unions",
        "u128",
        "messages",
        "every_key",
        "floats",
    ] {
        sources.extend(write(&emit(name, &schemas::named(name)), &folder.join(name)));
    }
    let library = compile(&sources, &[], &folder.join("assembly"), "Usage", Kind::Library);
    let library = library.unwrap_or_else(|e| panic!("{}", &e[..e.len().min(6000)]));
    let text =
        std::fs::read_to_string(schemas::root().join("tests/data/csharp/Program.cs")).expect("the program");
    let out = program(&folder, &text, library).unwrap_or_else(|e| panic!("{e}"));
    assert!(out.contains("all held"), "{out}");
}
