//! What a user does first, as a user does it: generate, install, decode real bytes. And what must not happen: a
//! generated file whose offset was changed by hand, and nothing says so.

use rbgen_tests::schemas;
use std::path::{Path, PathBuf};
use std::process::Command;

const TOOLS: &str = "RBGEN_PYTHON_TOOLS";

/// A request header that the reference plugin answered, and a control block that a C++ program made: the first of
/// `tests/vectors/real`.
const SCRIPT: &str = r#"
from thumbnail import OutputFormat, ThumbnailRequestHeader
from zerobuffer import Oieb

header = ThumbnailRequestHeader.decode(bytes.fromhex("0100000064000000640000000000000055000000e4430100"))
assert (header.target_width, header.target_height) == (100, 100)
assert (header.output_format, header.quality) == (OutputFormat.JPEG, 85)
assert header.payload_size == 82916 and len(header.encode()) == 24
block = Oieb.decode(bytes.fromhex(OIEB))
assert (block.version.major, block.metadata_size, block.payload_size) == (1, 128, 1024)
assert block.encode().hex() == OIEB
"#;

/// Writes what a language's backend generates for a shipped schema, and answers the package's folder.
fn generate(language: &str, schema: &str, out: &Path) -> PathBuf {
    let loaded = schemas::load(&schemas::root().join(format!("schema/wire/{schema}.toml")));
    let schema_of = loaded.schema.unwrap_or_else(|| panic!("{schema} doesn't load"));
    let backend = rbgen::backend::find(language).unwrap_or_else(|| panic!("no backend {language}"));
    assert!(backend.check(&schema_of).is_empty(), "{language} takes {schema}");
    for (path, text) in backend.emit(&schema_of).iter() {
        let full = out.join(path);
        std::fs::create_dir_all(full.parent().unwrap_or(out)).expect("a folder for a generated file");
        std::fs::write(&full, text).expect("a generated file");
    }
    out.join(schema)
}

/// Runs a program and answers whether it succeeded, and what it printed.
fn run(command: &mut Command) -> (bool, String) {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    (output.status.success(), text.into_owned())
}

fn succeeds(command: &mut Command) {
    let (ok, text) = run(command);
    assert!(ok, "{command:?} failed:\n{text}");
}

#[test]
fn an_installed_package_decodes_real_bytes() {
    let tools =
        std::env::var_os(TOOLS).unwrap_or_else(|| panic!("{TOOLS} is not set: run `cargo xtask setup`"));
    let python = Path::new(&tools).join("bin/python");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (venv, wheels) = (folder.path().join("venv"), folder.path().join("wheels"));
    succeeds(Command::new(&python).args(["-m", "venv", "--without-pip"]).arg(&venv));
    for schema in ["thumbnail", "zerobuffer"] {
        let package = generate("python", schema, folder.path());
        // The build back end comes from the tools: nothing is fetched.
        let offline = ["--quiet", "--no-deps", "--no-index"];
        let mut wheel = Command::new(&python);
        wheel.args(["-m", "pip", "wheel", "--no-build-isolation"]).args(offline).arg("--wheel-dir");
        succeeds(wheel.arg(&wheels).arg(&package));
    }
    let mut install = Command::new(&python);
    install.args(["-m", "pip", "--python"]).arg(venv.join("bin/python"));
    install.args(["install", "--quiet", "--no-index", "--find-links"]).arg(&wheels);
    succeeds(install.args(["thumbnail", "zerobuffer"]));
    let script = folder.path().join("script.py");
    std::fs::write(&script, format!("OIEB = \"{}\"\n{SCRIPT}", real_block())).expect("the script");
    succeeds(
        Command::new(venv.join("bin/python")).args(["-I", "-B"]).arg(&script).current_dir(folder.path()),
    );
}

/// The bytes of the first control block among the vectors.
fn real_block() -> String {
    let text = std::fs::read_to_string(schemas::root().join(rbgen_tests::vectors::real_path("zerobuffer")));
    let file = rbgen_tests::vectors::File::from_json(&text.expect("real vectors")).expect("real vectors");
    file.vectors.into_iter().find(|v| v.ty == "Oieb").and_then(|v| v.hex).expect("a control block")
}

/// Each field of a shipped struct with its offset, computed padding and reserved bytes left out.
fn fields(schema: &str) -> Vec<(String, String, u64)> {
    let loaded = schemas::load(&schemas::root().join(format!("schema/wire/{schema}.toml")));
    let schema = loaded.schema.expect("the schema loads");
    let of = |s: &rbgen_schema::ir::StructDef| -> Vec<(String, String, u64)> {
        let values = s.fields.iter().filter(|f| matches!(f.kind, rbgen_schema::ir::FieldKind::Value(_)));
        values.map(|f| (s.name.clone(), f.name.clone(), f.offset)).collect()
    };
    schema.structs.iter().flat_map(of).collect()
}

/// The text with the `at`-th of the numbers behind `marker` raised by one.
fn raised(text: &str, marker: usize, number: &str) -> String {
    let value: u64 = number.parse().expect("a number");
    format!("{}{}{}", &text[..marker], value + 1, &text[marker + number.len()..])
}

#[test]
fn a_changed_offset_fails_the_python_import() {
    for schema in ["thumbnail", "zerobuffer"] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let package = generate("python", schema, folder.path()).join("src");
        let module = package.join(schema).join(format!("{schema}.py"));
        let good = std::fs::read_to_string(&module).expect("the module");
        let import = || {
            run(Command::new("python3")
                .args(["-B", "-S", "-c"])
                .arg(format!("import {schema}"))
                .env("PYTHONPATH", &package))
        };
        assert!(import().0, "{}", import().1);
        let all = fields(schema);
        let mut tried = 0;
        let mut from = 0;
        let structs: Vec<&str> = all.iter().map(|f| f.0.as_str()).collect();
        let mut names: Vec<&str> = structs.clone();
        names.dedup();
        for name in names {
            let list = good[from..].find("\"offsets\": [").expect("offsets") + from + "\"offsets\": [".len();
            let end = good[list..].find(']').expect("a list") + list;
            from = end;
            let mut at = list;
            let own: Vec<&(String, String, u64)> = all.iter().filter(|f| f.0 == name).collect();
            let numbers = good[list..end].split(',').map(str::trim).filter(|n| !n.is_empty());
            for number in numbers {
                at += good[at..].find(number).expect("the number");
                let field = own.iter().find(|f| f.2.to_string() == number);
                std::fs::write(&module, raised(&good, at, number)).expect("the module");
                let (ok, text) = import();
                assert!(!ok, "{name}: {number} was changed and the import succeeded");
                if let Some((_, field, _)) = field {
                    assert!(
                        text.contains(&format!("{name}.{field}")),
                        "{name}.{field} is not named:\n{text}"
                    );
                    tried += 1;
                }
                at += number.len();
            }
        }
        assert_eq!(tried, all.len(), "{schema}: every offset was changed once");
    }
}

#[test]
fn a_changed_offset_fails_gcc() {
    for schema in ["thumbnail", "zerobuffer"] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let include = generate("c", schema, folder.path()).join("include");
        let header = include.join(format!("{schema}.h"));
        let good = std::fs::read_to_string(&header).expect("the header");
        let unit = folder.path().join("unit.c");
        std::fs::write(&unit, format!("#include \"{schema}.h\"\n")).expect("a unit");
        let compile =
            || run(Command::new("gcc").args(["-std=c11", "-fsyntax-only", "-I"]).arg(&include).arg(&unit));
        assert!(compile().0, "{}", compile().1);
        for (name, field, offset) in fields(schema) {
            let marker = format!("offsetof({name}, {field}) == ");
            let at =
                good.find(&marker).unwrap_or_else(|| panic!("no assertion of {name}.{field}")) + marker.len();
            std::fs::write(&header, raised(&good, at, &offset.to_string())).expect("the header");
            let (ok, text) = compile();
            assert!(!ok && text.contains(&format!("{name}.{field}")), "{name}.{field}: {ok}\n{text}");
        }
    }
}

#[test]
fn a_changed_offset_fails_the_cargo_build() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let package = generate("rust", "thumbnail", folder.path());
    let manifest = package.join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).expect("the manifest");
    let wire = schemas::root().join("runtime/wire");
    let patch = format!("{text}\n[patch.crates-io]\nrbgen-wire = {{ path = \"{}\" }}\n", wire.display());
    std::fs::write(&manifest, patch).expect("the manifest");
    let source = package.join("src/lib.rs");
    let good = std::fs::read_to_string(&source).expect("the source");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("done_when");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let build = || {
        let mut command = Command::new(&cargo);
        run(command
            .args(["build", "--offline", "--manifest-path"])
            .arg(&manifest)
            .env("CARGO_TARGET_DIR", &target))
    };
    assert!(build().0, "{}", build().1);
    let mut from = 0;
    for (name, field, offset) in fields("thumbnail") {
        let marker = format!("OFFSET_{}: usize = ", field.to_uppercase());
        let at = good[from..].find(&marker).unwrap_or_else(|| panic!("no {marker}")) + from + marker.len();
        from = at;
        std::fs::write(&source, raised(&good, at, &offset.to_string())).expect("the source");
        let (ok, text) = build();
        assert!(!ok && text.contains(&format!("{name}.{field}")), "{name}.{field}: {ok}\n{text}");
    }
}
