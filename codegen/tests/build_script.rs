//! `rbgen::build` in the build script of a real Cargo project.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const SCHEMA: &str = "[schema]\nedition = 1\nname = \"telemetry\"\nversion = 1\nimport = [\"common.toml\"]\n\n[[struct]]\nname = \"Sample\"\n\
                      size = 8\nfields = [ { name = \"unit\", type = \"Unit\" }, { name = \"value\", type = \"u32\" } ]\n";

const COMMON: &str = "[schema]\nedition = 1\nname = \"common\"\nversion = 1\n\n[[enum]]\nname = \"Unit\"\ntype = \"u32\"\n\
                      values = [ { name = \"CELSIUS\", value = 0 } ]\n";

/// A Cargo project of this name (they share a target folder) whose build script has this body, with a program that needs what the script does.
struct Project {
    dir: TempDir,
}

impl Project {
    fn new(name: &str, script: &str, main: &str) -> Project {
        let codegen = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = codegen.parent().unwrap();
        let project = Project { dir: TempDir::new().unwrap() };
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[build-dependencies]\n\
             rbgen = {{ path = {codegen:?}, default-features = false }}\n\n[dependencies]\n\
             rbgen-wire = {{ path = {wire:?} }}\n\n[workspace]\n",
            wire = root.join("runtime/wire")
        );
        let script = format!("fn main() -> Result<(), rbgen::build::BuildError> {{\n    {script}\n}}\n");
        for (path, text) in [
            ("Cargo.toml", manifest.as_str()),
            ("build.rs", &script),
            ("src/main.rs", main),
            ("schema/telemetry.toml", SCHEMA),
            ("schema/common.toml", COMMON),
        ] {
            project.write(path, text);
        }
        // The versions that were already fetched for this workspace.
        fs::copy(root.join("Cargo.lock"), project.path("Cargo.lock")).unwrap();
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs `cargo run`: whether it went well, its output, and what Cargo said.
    fn run(&self) -> (bool, String, String) {
        // One target folder for all of these projects, so that rbgen is compiled once.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build-script");
        let output = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--offline"])
            .current_dir(self.dir.path())
            .env("CARGO_TARGET_DIR", target)
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.success(), text(&output.stdout), text(&output.stderr))
    }

    fn ok(&self) -> String {
        let (ok, out, err) = self.run();
        assert!(ok, "{err}");
        out
    }
}

/// Prints the generated header, so that a stale one is seen.
const PRINT: &str = "fn main() { print!(\"{}\", include_str!(concat!(env!(\"OUT_DIR\"), \"/HEADER\"))); }";

#[test]
fn a_build_script_generates_again_when_a_schema_or_an_import_changes() {
    let script = "rbgen::build::Build::new().schema(\"schema/telemetry.toml\").lang(\"c\").generate()";
    let header = header_of_telemetry();
    let project = Project::new("watching", script, &PRINT.replace("HEADER", &header));
    assert!(project.ok().contains("value"));

    // A file that is the same after a change of the clock is no change; so the text has to differ.
    project.write("schema/telemetry.toml", &SCHEMA.replace("\"value\"", "\"reading\""));
    assert!(project.ok().contains("reading"), "a change of the schema is seen");

    project.write("schema/common.toml", &COMMON.replace("type = \"u32\"", "type = \"u16\""));
    let (ok, _, err) = project.run();
    assert!(!ok && err.contains("schema/telemetry.toml:") && err.contains("error["), "{err}");
    project.write("schema/common.toml", COMMON);
    assert!(project.ok().contains("reading"), "a repaired import is seen");

    let script = "rbgen::build::Build::new().schema(\"schema/telemetry.toml\").lang(\"c\").check_committed(\"generated\")";
    let project = Project::new("committed", script, "fn main() { print!(\"ran\"); }");
    let (ok, _, err) = project.run();
    let command = "run: rbgen generate schema/telemetry.toml --lang c --out generated";
    assert!(!ok && err.contains(command), "{err}");
    generate(&project, &["generate", "schema/telemetry.toml", "--lang", "c", "--out", "generated"]);
    assert_eq!(project.ok(), "ran");
    let edited = project.path("generated/c").join(&header["c/".len()..]);
    fs::write(&edited, fs::read_to_string(&edited).unwrap() + "\n").unwrap();
    let (ok, _, err) = project.run();
    assert!(!ok && err.contains(&header), "{err}");
}

/// Deny warnings: a module made of a crate's root must not give any.
const RUST: &str = "#![deny(warnings)]\ninclude!(concat!(env!(\"OUT_DIR\"), \"/rust/telemetry.rs\"));\n\
                    fn main() {\n    let sample = telemetry::Sample::decode(&[0, 0, 0, 0, 7, 0, 0, 0]).unwrap();\n    \
                    print!(\"{} {}\", telemetry::Sample::SIZE, sample.value);\n}\n";

#[test]
fn generated_rust_is_a_module_of_the_program() {
    let project = Project::new(
        "module",
        "rbgen::build::Build::new().schema(\"schema/telemetry.toml\").lang(\"rust\").generate()",
        RUST,
    );
    assert_eq!(project.ok(), "8 7");
}

/// The path of the header of `telemetry`, as `rbgen` itself lists it.
fn header_of_telemetry() -> String {
    let project = Project::new("listing", "Ok(())", "");
    let args = ["generate", "schema/telemetry.toml", "--lang", "c", "--out", "X", "--list-outputs"];
    let listed = generate(&project, &args);
    let header = listed.lines().find(|l| l.ends_with("telemetry.h")).unwrap();
    header.strip_prefix("X/").unwrap().to_owned()
}

fn generate(project: &Project, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_rbgen"))
        .args(args)
        .current_dir(project.dir.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
