//! The generated Java compiles strictly with all its documentation, its own tests pass, it does at run time what the
//! manual says, and a changed layout is noticed when its class is initialised.

use rbgen::backend::java::{Java, JavaByteBuffer};
use rbgen::{Backend, FileSet};
use rbgen_schema::Schema;
use rbgen_tests::drivers::java::support;
use rbgen_tests::schemas;
use rbgen_tests::toolchain::java::{self, Demand, Release};
use rbgen_tests::toolchain::{junit, run};
use std::path::{Path, PathBuf};

const FLAVOURS: [(&dyn Backend, Release); 2] = [(&Java, Release::Java22), (&JavaByteBuffer, Release::Java17)];

fn emit(backend: &dyn Backend, schema: &Schema) -> FileSet {
    let found = backend.check(schema);
    assert!(found.is_empty(), "{found:#?}");
    backend.emit(schema)
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
    std::fs::write(path, text).expect("files can be written");
}

/// Writes the files below a folder; the sources among them whose paths have `part` in them are returned.
fn sources(files: &FileSet, folder: &Path, part: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (path, text) in files.iter() {
        let at = folder.join(path);
        write(&at, text);
        if path.contains(part) && path.ends_with(".java") {
            found.push(at);
        }
    }
    found
}

/// Every schema at once: strictly, with the documentation of all that is public or protected, and then its own tests.
#[test]
fn every_schema_is_strict_java_and_its_tests_pass() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    for (backend, release) in FLAVOURS {
        let folder = temporary.path().join(backend.name());
        let (mut main, mut tests) = (Vec::new(), Vec::new());
        for (_, schema) in schemas::good() {
            let files = emit(backend, &schema);
            main.extend(sources(&files, &folder, "/src/main/"));
            tests.extend(sources(&files, &folder, "/src/test/"));
        }
        let (classes, tested) = (folder.join("classes"), folder.join("tests"));
        java::compile(&main, &[], &classes, release, Demand::Documented).unwrap_or_else(|e| panic!("{e}"));
        let library = junit::library().unwrap_or_else(|e| panic!("{e}"));
        let libraries = [classes.clone(), library];
        java::compile(&tests, &libraries, &tested, release, Demand::Clean).unwrap_or_else(|e| panic!("{e}"));
        let out = run(&mut junit::run(&tested, &[classes], release).unwrap_or_else(|e| panic!("{e}")));
        let out = out.unwrap_or_else(|e| panic!("{}: {e}", backend.name()));
        assert!(out.contains(" 0 tests failed"), "{out}");
    }
}

/// Views, handles, calls, unions and errors, as a program uses them.
#[test]
fn generated_classes_can_be_used() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    for (backend, release) in FLAVOURS {
        let folder = temporary.path().join(backend.name());
        let mut all = Vec::new();
        for name in ["thumbnail", "shm", "unions"] {
            all.extend(sources(&emit(backend, &schemas::named(name)), &folder, "/src/main/"));
        }
        let program = include_str!("../drivers/java/Use.java");
        // Patterns in a switch are newer than Java 17.
        let old = program.replace(
            "switch (again.specific()) {\n      case Specific.Rw rw -> \"rw \" + rw.value().count();\n      case Specific.Raw raw -> \"raw \" + raw.value().length;\n    };",
            "again.specific() instanceof Specific.Rw rw ? \"rw \" + rw.value().count() : \"raw\";",
        );
        assert_ne!(old, program);
        for (name, text) in [
            ("Support.java", support(release)),
            ("Use.java", if release == Release::Java17 { old } else { program.to_owned() }),
        ] {
            write(&folder.join(name), &text);
            all.push(folder.join(name));
        }
        let classes = folder.join("classes");
        java::compile(&all, &[], &classes, release, Demand::Clean).unwrap_or_else(|e| panic!("{e}"));
        let out = run(&mut java::run(&[classes], "drive.Use", release).unwrap_or_else(|e| panic!("{e}")));
        assert_eq!(out.as_deref().map(str::trim), Ok("used"), "{}", backend.name());
    }
}

/// An offset or a size that isn't the schema's fails before the class is used, and the error names the field.
#[test]
fn a_changed_layout_fails_when_the_class_is_initialised() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let main = "public final class Main {\n  public static void main(String[] args) {\n    System.out.println(thumbnail.ThumbnailRequestHeader.builder().build());\n  }\n}\n";
    let changes: [(&dyn Backend, Release, &str, &str, &str); 4] = [
        (
            &Java,
            Release::Java22,
            "new WireField(\"quality\", 16, 4,",
            "new WireField(\"quality\", 20, 4,",
            "ThumbnailRequestHeader.quality",
        ),
        (
            &Java,
            Release::Java22,
            "Rbgen.INT_LE.withName(\"target_width\")",
            "Rbgen.LONG_LE.withName(\"target_width\")",
            "ThumbnailRequestHeader.target_width",
        ),
        (&Java, Release::Java22, "int SIZE = 24;", "int SIZE = 28;", "ThumbnailRequestHeader"),
        (
            &JavaByteBuffer,
            Release::Java17,
            "new WireField(\"quality\", 16, 4,",
            "new WireField(\"quality\", 12, 4,",
            "ThumbnailRequestHeader.quality",
        ),
    ];
    for (at, (backend, release, from, to, words)) in changes.into_iter().enumerate() {
        let folder = temporary.path().join(at.to_string());
        let mut all = sources(&emit(backend, &schemas::named("thumbnail")), &folder, "/src/main/");
        let header = all.iter().find(|path| path.ends_with("ThumbnailRequestHeader.java")).expect("a header");
        let text = std::fs::read_to_string(header).expect("it was just written");
        assert!(text.contains(from), "{from}");
        write(header, &text.replacen(from, to, 1));
        write(&folder.join("Main.java"), main);
        all.push(folder.join("Main.java"));
        let classes = folder.join("classes");
        java::compile(&all, &[], &classes, release, Demand::Clean).unwrap_or_else(|e| panic!("{e}"));
        let out = run(&mut java::run(&[classes], "Main", release).unwrap_or_else(|e| panic!("{e}")));
        let why = out.expect_err("a wrong layout has to fail");
        assert!(why.contains("ExceptionInInitializerError") && why.contains(words), "{why}");
    }
}

/// As much as `check` lets through: the virtual machine takes it, and a value survives.
#[test]
fn large_schemas_are_compiled_and_run() {
    let field = |n: usize| {
        format!("{{ name = \"f{n}\", type = \"u16\", range = [0, 60000], default = {} }}", n % 100)
    };
    let struct_of = |name: &str, fields: Vec<String>| {
        format!("[[struct]]\nname = \"{name}\"\nfields = [{}]\n", fields.join(", "))
    };
    let values: Vec<String> = (0..3000).map(|n| format!("{{ name = \"V{n}\", value = {n} }}")).collect();
    let mut text = "[schema]\nedition = 1\nname = \"large\"\nversion = 1\n".to_owned();
    text += &format!(
        "[[enum]]\nname = \"Many\"\ntype = \"u32\"\ntext = {{ label = \"?\" }}\nvalues = [{}]\n",
        values.join(", ")
    );
    text += &struct_of("Wide", (0..2000).map(field).collect());
    let longs = |count: usize| (0..count).map(|n| format!("{{ name = \"f{n}\", type = \"u64\" }}")).collect();
    // 254 and 256 parameter slots besides `this`: a record, and a class.
    text += &struct_of("Full", longs(127));
    text += &struct_of("Over", longs(128));
    let mut rng = String::new();
    for (class, member) in [("Wide", "f1999"), ("Full", "f126"), ("Over", "f127")] {
        rng += &format!(
            "    {{\n      large.{class} value = large.{class}.builder().{member}(7).build();\n      large.{class} again = large.{class}.decode(value.encode());\n      if (!again.equals(value) || again.hashCode() != value.hashCode() || again.{member}() != 7 || !again.toString().contains(\"{member}=7\") || !again.toBuilder().build().equals(value)) {{\n        throw new IllegalStateException(\"{class}\");\n      }}\n    }}\n"
        );
    }
    let main = format!(
        "public final class Main {{\n  public static void main(String[] args) {{\n{rng}    if (large.Many.of(2999) != large.Many.V2999 || !large.Many.V5.name().equals(\"V5\")) {{\n      throw new IllegalStateException(\"Many\");\n    }}\n  }}\n}}\n"
    );
    let schema = schemas::of_text(&text);
    let temporary = tempfile::tempdir().expect("a temporary folder");
    for (backend, release) in FLAVOURS {
        let folder = temporary.path().join(backend.name());
        let mut all = sources(&emit(backend, &schema), &folder, "/src/main/");
        write(&folder.join("Main.java"), &main);
        all.push(folder.join("Main.java"));
        let classes = folder.join("classes");
        java::compile(&all, &[], &classes, release, Demand::Clean)
            .unwrap_or_else(|e| panic!("{}: {e}", backend.name()));
        let out = run(&mut java::run(&[classes], "Main", release).unwrap_or_else(|e| panic!("{e}")));
        out.unwrap_or_else(|e| panic!("{}: {e}", backend.name()));
    }
}
