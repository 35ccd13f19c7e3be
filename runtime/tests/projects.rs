//! Cargo projects as users have them: what rebuilds, what a renamed dependency and `no_std` need.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

/// A package in a temporary folder that depends on this crate. Its name is its own: all share a folder of outputs.
struct Project {
    dir: tempfile::TempDir,
    clock: u64,
}

/// What a build came to.
struct Build {
    passed: bool,
    output: String,
}

impl Project {
    fn new(name: &str, dependency: &str) -> Project {
        let project = Project { dir: tempfile::tempdir().unwrap(), clock: 0 };
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR"));
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{}\n",
            dependency.replace("PATH", &format!("path = {:?}", runtime.display().to_string())),
        );
        std::fs::write(project.path("Cargo.toml"), manifest).unwrap();
        // The versions of this workspace, so that nothing has to be fetched.
        std::fs::copy(runtime.join("../Cargo.lock"), project.path("Cargo.lock")).unwrap();
        std::fs::create_dir(project.path("src")).unwrap();
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    /// Writes a file; each write is a second later than the one before, whatever the file system's clock resolves.
    fn write(&mut self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        self.clock += 1;
        let later = SystemTime::now() + Duration::from_secs(self.clock);
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(later).unwrap();
    }

    fn cargo(&self, arguments: &[&str]) -> Build {
        // One folder for all projects: the crates below are compiled once.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("projects");
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet"])
            .current_dir(self.dir.path())
            .env("CARGO_TARGET_DIR", target)
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        Build { passed: output.status.success(), output: String::from_utf8(text).unwrap() }
    }

    fn run(&self) -> String {
        let build = self.cargo(&["run"]);
        assert!(build.passed, "{}", build.output);
        build.output.trim().to_owned()
    }

    fn fails_with(&self, wanted: &[&str]) {
        let build = self.cargo(&["build"]);
        assert!(!build.passed, "built:\n{}", build.output);
        for wanted in wanted {
            assert!(build.output.contains(wanted), "no `{wanted}` in:\n{}", build.output);
        }
    }
}

const ROOT: &str = r#"
[schema]
edition = 1
name = "root"
version = 1
endian = "little"
import = ["parts/part.toml"]

[[struct]]
name = "Whole"
fields = [
  { name = "part", type = "Part" },
  { name = "last", type = "u32" },
]
"#;

const PART: &str = r#"
[schema]
edition = 1
name = "part"
version = 1
endian = "little"

[[struct]]
name = "Part"
fields = [ { name = "first", type = "u32" } ]
"#;

#[test]
fn a_change_of_the_schema_or_of_an_import_is_seen() {
    let mut project = Project::new("rebuilt", "rbgen-runtime = { PATH }");
    project.write("schema/root.toml", ROOT);
    project.write("schema/parts/part.toml", PART);
    project.write(
        "src/main.rs",
        r#"
            use rbgen_runtime::WireStruct;

            #[derive(WireStruct)]
            #[wire(schema = "schema/parts/part.toml")]
            struct Part {
                first: u32,
            }

            #[derive(WireStruct)]
            #[wire(schema = "schema/root.toml")]
            struct Whole {
                part: Part,
                last: u32,
            }

            fn main() {
                let whole = Whole { part: Part { first: 1 }, last: 2 };
                let (part, last) = (whole.part.first, whole.last);
                println!("{part} {last} {:?}", Whole::decode(&whole.encode().unwrap()).map(|w| w.last).unwrap());
            }
        "#,
    );
    assert_eq!(project.run(), "1 2 2");

    project.write("schema/root.toml", &ROOT.replace("\"last\", type = \"u32\"", "\"last\", type = \"i32\""));
    project.fails_with(&["field `last` is `u32` here, but `i32` by the schema", "schema/root.toml:13:27"]);
    project.write("schema/root.toml", ROOT);
    assert_eq!(project.run(), "1 2 2");

    project.write(
        "schema/parts/part.toml",
        &PART.replace("\"first\", type = \"u32\"", "\"first\", type = \"i32\""),
    );
    project.fails_with(&[
        "field `first` is `u32` here, but `i32` by the schema",
        "schema/parts/part.toml:10:37",
        "due to 1 previous error",
    ]);

    project.write("schema/parts/part.toml", "[[struct");
    project.fails_with(&["the schema has", "schema/parts/part.toml:1:"]);
    project.write("schema/parts/part.toml", PART);
    assert_eq!(project.run(), "1 2 2");

    std::fs::remove_file(project.path("schema/root.toml")).unwrap();
    project.fails_with(&["schema/root.toml"]);
    project.write("schema/root.toml", ROOT);
    assert_eq!(project.run(), "1 2 2");

    project.write("schema/root.toml", &ROOT.replace("part.toml\"", "part.toml\", \"more.toml\""));
    project.fails_with(&["cannot-read", "schema/root.toml:7:"]);
    project.write("schema/more.toml", &PART.replace("\"part\"", "\"more\"").replace("Part", "More"));
    assert_eq!(project.run(), "1 2 2");
    project.write("schema/more.toml", "[schema]");
    project.fails_with(&["schema/more.toml:1:"]);
}

#[test]
fn a_change_is_seen_through_wire_schema() {
    let mut project = Project::new("declared", "rbgen-runtime = { PATH }");
    project.write("schema/root.toml", ROOT);
    project.write("schema/parts/part.toml", PART);
    project.write(
        "src/main.rs",
        r#"
            rbgen_runtime::wire_schema!("schema/root.toml");

            fn main() {
                println!("{}", Whole::SIZE);
            }
        "#,
    );
    assert_eq!(project.run(), "8");
    project.write("schema/parts/part.toml", &PART.replace("} ]", "}, { name = \"more\", type = \"u32\" } ]"));
    assert_eq!(project.run(), "12");
    project.write("schema/parts/part.toml", &PART.replace("u32", "u33"));
    project.fails_with(&["u33", "schema/parts/part.toml:10:"]);
    project.write("schema/parts/part.toml", PART);
    assert_eq!(project.run(), "8");
}

#[test]
fn a_renamed_dependency_works() {
    let mut project = Project::new("renamed", "bytes-of = { package = \"rbgen-runtime\", PATH }");
    project.write("schema/part.toml", PART);
    project.write(
        "src/main.rs",
        r#"
            mod all {
                bytes_of::wire_schema!("schema/part.toml");
            }

            #[derive(bytes_of::WireStruct)]
            #[wire(schema = "schema/part.toml", crate = bytes_of)]
            struct Part {
                first: u32,
            }

            fn main() {
                let bytes = Part { first: 7 }.encode().unwrap();
                println!("{}", all::Part::decode(&bytes).unwrap().first);
            }
        "#,
    );
    assert_eq!(project.run(), "7");
}

#[test]
fn a_crate_without_std_that_forbids_unsafe_code_works() {
    let mut project =
        Project::new("bare", "rbgen-runtime = { PATH, default-features = false, features = [\"derive\"] }");
    project.write("schema/part.toml", PART);
    project.write(
        "src/lib.rs",
        r#"
            //! Bytes without an operating system.
            #![no_std]
            #![forbid(unsafe_code)]
            #![deny(warnings, missing_docs)]

            use rbgen_runtime::{DecodeError, WireStruct};

            /// What `wire_schema!` declares.
            pub mod all {
                rbgen_runtime::wire_schema!("rbgen:thumbnail");
            }

            /// A value.
            #[derive(Debug, WireStruct)]
            #[wire(schema = "schema/part.toml")]
            pub struct Part {
                /// A number.
                pub first: u32,
            }

            /// An overlay.
            #[derive(Debug, WireStruct)]
            #[wire(schema = "schema/part.toml", name = "Part")]
            #[repr(C)]
            pub struct PartOverlay {
                /// A number.
                pub first: u32,
            }

            /// A struct that describes itself.
            #[derive(Debug, WireStruct)]
            pub struct Own {
                /// A number.
                #[wire(range = 0..=100)]
                pub first: u32,
            }

            /// Reads the first number.
            pub fn first(bytes: &[u8]) -> Result<u32, DecodeError> {
                Part::decode(bytes).map(|part| part.first)
            }
        "#,
    );
    let build = project.cargo(&["build"]);
    assert!(build.passed, "{}", build.output);
}

/// The Rust of a page of the manual as a program: blocks marked `items` stand at the top, each other one is a function.
fn program_of(page: &str) -> String {
    let (mut items, mut functions, mut calls) = (String::new(), String::new(), String::new());
    let mut blocks = 0;
    for (at, text) in page.split("```rust").enumerate().skip(1) {
        let (info, rest) = text.split_once('\n').unwrap();
        let (code, _) = rest.split_once("```").unwrap();
        blocks += 1;
        if info.trim() == "items" {
            items += code;
        } else {
            functions +=
                &format!("fn block_{at}() -> Result<(), Box<dyn std::error::Error>> {{\n{code}Ok(())\n}}\n");
            calls += &format!("block_{at}().unwrap();\n");
        }
    }
    assert!(blocks > 8, "only {blocks} blocks");
    format!("{items}\n{functions}\nfn main() {{\n{calls}println!(\"all ran\");\n}}\n")
}

#[test]
fn the_manual_runs() {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/manual");
    let read = |name: &str| std::fs::read_to_string(manual.join(name)).unwrap();
    let mut project = Project::new("manual", "rbgen-runtime = { PATH }");
    project.write("station.toml", &read("station.toml"));
    project.write("src/main.rs", &program_of(&read("rust.md")));
    let output = project.run();
    assert!(output.ends_with("all ran"), "{output}");
}
