//! Generated Python passes strict checks, and its own tests, as it is.

use rbgen::backend;
use rbgen_schema::{Diagnostic, Schema};
use rbgen_tests::schemas;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TOOLS: &str = "RBGEN_PYTHON_TOOLS";

/// A program of the virtual environment that `cargo xtask setup` makes.
fn tool(name: &str) -> Command {
    let folder = std::env::var_os(TOOLS)
        .unwrap_or_else(|| panic!("{TOOLS} is not set: run `cargo xtask setup`, then `cargo xtask test`"));
    Command::new(PathBuf::from(folder).join("bin").join(name))
}

fn run(command: &mut Command, what: &str) {
    let output = command.output().unwrap_or_else(|e| panic!("{what}: {e}; run `cargo xtask setup`"));
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{what} failed:\n{out}{err}");
}

/// The package of a schema, written below `folder`; its own folder is returned.
fn write(schema: &Schema, folder: &Path) -> PathBuf {
    let python = backend::find("python").expect("the backend is registered");
    let findings = python.check(schema);
    assert!(findings.is_empty(), "{findings:?}");
    let files = python.emit(schema);
    let mut package = PathBuf::new();
    for (path, text) in files.iter() {
        let full = folder.join(path);
        fs::create_dir_all(full.parent().unwrap_or(folder)).expect("a folder for a generated file");
        fs::write(&full, text).expect("a generated file");
        package = folder.join(path.split('/').next().unwrap_or_default());
    }
    package
}

/// A schema of a name, whose other names have a given number of letters.
fn named(schema: &str, length: usize, endian: &str) -> Schema {
    let name = |first: char| -> String {
        std::iter::once(first).chain(std::iter::repeat_n('n', length - 1)).collect()
    };
    schemas::of_text(&format!(
        r#"[schema]
edition = 1
name = "{schema}"
version = 1
endian = "{endian}"
[[enum]]
name = "{a}"
type = "u32"
values = [{{ name = "{b}", value = 0 }}, {{ name = "{c}", value = 7 }}]
[[enum]]
name = "{h}"
type = "u16"
unknown = "reject"
values = [{{ name = "{b}", value = 0 }}]
[[struct]]
name = "{d}"
fields = [
  {{ name = "{e}", type = "{a}" }},
  {{ name = "{f}", type = "u32", range = [1, 10], default = 5 }},
  {{ name = "{g}", type = "u16[4]" }},
  {{ name = "{i}", type = "char[8]", default = "text" }},
  {{ name = "{j}", type = "{h}", one_of = ["{b}"] }},
  {{ name = "{k}", type = "u16", bits = [{{ name = "{l}", bits = "14:0" }}, {{ name = "{m}", bit = 15 }}] }},
  {{ name = "{n}", type = "u32" }},
  {{ name = "{u}", type = "{h}[2]", default = "{b}" }},
  {{ name = "{v}", type = "u32", const = 0x22334455 }},
]
[[message]]
name = "{o}"
id = 1
header = "{d}"
payload = {{ name = "{p}", length = "{n}" }}
[[call]]
name = "{q}"
request = "{o}"
response = "{o}"
many = {{ {r} = ["{f}"], {s} = ["{f}", "{e}"], {t} = ["{f}", "{e}", "{i}"] }}
"#,
        a = name('A'),
        b = name('B'),
        c = name('C'),
        d = name('D'),
        e = name('e'),
        f = name('f'),
        g = name('g'),
        h = name('H'),
        i = name('i'),
        j = name('j'),
        k = name('k'),
        l = name('l'),
        m = name('m'),
        n = name('n'),
        o = name('O'),
        p = name('p'),
        q = name('q'),
        r = name('r'),
        s = name('s'),
        t = name('t'),
        u = name('u'),
        v = name('v'),
    ))
}

/// Both kinds of unions with members of every type, scaled arrays, records behind a header.
const PARTS: &str = include_str!("../data/python/parts.toml");

/// What users do wrong with `PARTS`, and what they are told.
const MISUSE: &str = include_str!("../data/python/misuse.py");

/// Names that generated functions would like to have for themselves.
const LOCALS: &str = include_str!("../data/python/locals.toml");

/// What comes out of functions whose parameters are called so.
const USE_LOCALS: &str = include_str!("../data/python/locals.py");

#[test]
fn parameters_keep_their_values_whatever_they_are_called() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let package = write(&schemas::of_text(LOCALS), temporary.path());
    run(tool("python").args(["-B", "-c", USE_LOCALS]).env("PYTHONPATH", package.join("src")), "calls");
}

/// Values that are built and values that are decoded, and what a dump shows of either byte order.
const SAME: &str = include_str!("../data/python/same.py");

#[test]
fn equal_bytes_are_equal_values_and_dumps_find_the_order() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let parts = write(&schemas::of_text(PARTS), &temporary.path().join("parts"));
    let either = schemas::of_text(include_str!("../data/ok/either.toml"));
    let either = write(&either, &temporary.path().join("either"));
    let path = std::env::join_paths([parts.join("src"), either.join("src")]).expect("paths");
    run(tool("python").args(["-B", "-c", SAME]).env("PYTHONPATH", path), "equal values");
}

#[test]
fn names_of_the_standard_library_are_refused() {
    let python = backend::find("python").expect("the backend is registered");
    for (name, refused) in [("cmd", true), ("struct", true), ("wave", true), ("zlib", true), ("cmdr", false)]
    {
        let found = python.check(&named(name, 8, "little"));
        let texts: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
        let wanted = format!("a package `{name}` can't be imported: Python has a module of this name");
        assert_eq!(texts, if refused { vec![wanted.as_str()] } else { Vec::new() });
    }
}

#[test]
fn a_wrong_type_is_refused_by_place_and_value() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let package = write(&schemas::of_text(PARTS), temporary.path());
    run(tool("python").args(["-B", "-c", MISUSE]).env("PYTHONPATH", package.join("src")), "misuse");
}

#[test]
fn packages_pass_strict_checks_and_their_own_tests() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let mut folders = Vec::new();
    let mut schemas = schemas::good();
    schemas.push(("parts".to_owned(), schemas::of_text(PARTS)));
    schemas.push(("locals".to_owned(), schemas::of_text(LOCALS)));
    for (name, schema) in schemas {
        folders.push((name.clone(), write(&schema, &temporary.path().join(name))));
    }
    run(
        tool("ruff")
            .args(["check", "--no-cache", "--isolated", "--target-version=py39"])
            .arg(temporary.path()),
        "ruff",
    );
    for (name, folder) in folders {
        let mut mypy = tool("mypy");
        mypy.args(["--strict", "--python-version=3.9", "--cache-dir"]).arg(temporary.path().join("mypy"));
        run(
            mypy.args(["src", "tests"]).env("MYPYPATH", "src").current_dir(&folder),
            &format!("{name}: mypy"),
        );
        let mut tests = tool("python");
        tests.args(["-B", "-W", "error", "-m", "unittest", "discover", "tests"]);
        run(tests.env("PYTHONPATH", "src").current_dir(&folder), &format!("{name}: its own tests"));
    }
    run(
        tool("ruff").args(["format", "--no-cache", "--isolated", "--diff"]).arg(temporary.path()),
        "ruff format",
    );
}

#[test]
fn formatting_holds_for_names_of_every_length() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    for length in 2..=60 {
        let at = |what: &str| temporary.path().join(format!("{what}_{length}"));
        write(&named("names", length, "little"), &at("little"));
        write(&named("names", length, "either"), &at("either"));
        write(&named(&"s".repeat(length), 8, "big"), &at("schema"));
    }
    run(
        tool("ruff").args(["format", "--no-cache", "--isolated", "--diff"]).arg(temporary.path()),
        "ruff format",
    );
    run(
        tool("ruff")
            .args(["check", "--no-cache", "--isolated", "--target-version=py39"])
            .arg(temporary.path()),
        "ruff",
    );
}

/// Each place that states the layout, changed alone, stops the import with the field's name.
#[test]
fn a_changed_layout_fails_the_import() {
    let (_, schema) =
        schemas::good().into_iter().find(|(name, _)| name == "thumbnail").expect("a shipped schema");
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let package = write(&schema, temporary.path());
    let module = package.join("src/thumbnail/thumbnail.py");
    let text = fs::read_to_string(&module).expect("the generated module");
    for (written, changed, field) in [
        ("[0, 4, 8, 12, 16, 20]", "[0, 4, 9, 12, 16, 20]", "ThumbnailRequestHeader.target_height"),
        ("\"<B3x5I\"", "\"<B2x5I\"", "ThumbnailRequestHeader.target_width"),
        ("\"<B3x5I\"", "\"<B3x4Ii\"", "ThumbnailRequestHeader.payload_size"),
        (
            "(\"_rbgen_reserved\", c_uint8 * 3)",
            "(\"_rbgen_reserved\", c_uint8 * 7)",
            "ThumbnailRequestHeader.target_width",
        ),
        ("SIZE: ClassVar[int] = 24", "SIZE: ClassVar[int] = 28", "ThumbnailRequestHeader.payload_size"),
        ("\"itemsize\": 24", "\"itemsize\": 20", "ThumbnailRequestHeader.payload_size"),
    ] {
        assert!(text.contains(written), "{written}");
        fs::write(&module, text.replacen(written, changed, 1)).expect("the changed module");
        let mut import = tool("python");
        import.args(["-B", "-O", "-c", "import thumbnail"]).env("PYTHONPATH", package.join("src"));
        let output = import.output().expect("python runs");
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && message.contains("ImportError"), "{changed}: {message}");
        assert!(message.contains(field), "{changed}: {message}");
    }
}

const HEAD: &str = "[schema]\nedition = 1\nname = \"names\"\nversion = 1\nendian = \"little\"\n";

/// A text after the edits of a finding.
fn edited(text: &str, finding: &Diagnostic) -> String {
    let mut edits = finding.help.as_ref().map_or(&[][..], |help| &help.edits).to_vec();
    assert!(!edits.is_empty(), "{finding:?}");
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
    }
    text
}

/// Names that Python can't carry are refused with the edit that renames them, and the edit helps.
#[test]
fn collisions_are_refused_with_the_edit() {
    let python = backend::find("python").expect("the backend is registered");
    for (body, target) in [
        ("[[struct]]\nname = \"S\"\nfields = [{ name = \"decode\", type = \"u8\" }]\n", "S.decode"),
        ("[[enum]]\nname = \"E\"\ntype = \"u8\"\nvalues = [{ name = \"mro\", value = 0 }]\n", "E.mro"),
        ("[[enum]]\nname = \"E\"\ntype = \"u8\"\nvalues = [{ name = \"_x_\", value = 0 }]\n", "E._x_"),
        (
            "[[enum]]\nname = \"E\"\ntype = \"u8\"\nvalues = [{ name = \"A\", value = 0, title = \"t\" }, { name = \"title_of\", value = 1, title = \"u\" }]\ntext = { title = \"?\" }\n",
            "E.title_of",
        ),
        (
            "[[struct]]\nname = \"A\"\nfields = [{ name = \"x\", type = \"u8\" }]\n[[struct]]\nname = \"AView\"\nfields = [{ name = \"x\", type = \"u8\" }]\n",
            "AView",
        ),
        (
            "[[struct]]\nname = \"S\"\nevolution = \"append\"\nfields = [{ name = \"size\", type = \"u8\", role = \"size\" }, { name = \"of\", type = \"u8\" }]\n",
            "S.of",
        ),
        ("[[struct]]\nname = \"DecodeError\"\nfields = [{ name = \"x\", type = \"u8\" }]\n", "DecodeError"),
        (
            "[[struct]]\nname = \"S\"\nfields = [{ name = \"class\", type = \"u8\" }, { name = \"class_\", type = \"u8\" }]\n",
            "S.class_",
        ),
        (
            "[[struct]]\nname = \"S\"\nfields = [{ name = \"a\", type = \"u8\", const = 1 }, { name = \"SIZE\", type = \"u8\", const = 2 }]\n[lang.python]\nrename = { \"S.a\" = \"b\" }\n",
            "S.SIZE",
        ),
        (
            "[[struct]]\nname = \"H\"\nfields = [{ name = \"n\", type = \"u32\" }]\n[[message]]\nname = \"M\"\nid = 1\nheader = \"H\"\npayload = { name = \"header\", length = \"n\" }\n",
            "M.header",
        ),
        (
            "[[struct]]\nname = \"H\"\nfields = [{ name = \"n\", type = \"u32\" }, { name = \"call\", type = \"u32\" }]\n[[message]]\nname = \"M\"\nid = 1\nheader = \"H\"\npayload = { name = \"x\", length = \"n\" }\n[[call]]\nname = \"call\"\nrequest = \"M\"\nresponse = \"M\"\n",
            "call.call",
        ),
    ] {
        let mut text = format!("{HEAD}{body}");
        let mut found = python.check(&schemas::of_text(&text));
        assert!(!found.is_empty(), "{target}");
        let help = found[0].help.as_ref().map_or("", |help| help.text.as_str());
        assert!(help.contains(target), "{target}: {help}");
        // One clash may show in several scopes; one rename ends it in all of them.
        text = edited(&text, &found[0]);
        found = python.check(&schemas::of_text(&text));
        assert!(found.is_empty(), "{target}: {found:?}\n{text}");
    }
}

#[test]
fn a_package_that_hides_the_standard_library_gets_another_name() {
    let python = backend::find("python").expect("the backend is registered");
    let text = HEAD.replace("names", "struct");
    let found = python.check(&schemas::of_text(&text));
    assert_eq!(found.len(), 1, "{found:?}");
    let text = edited(&text, &found[0]);
    assert!(text.contains("[lang.python]\npackage = \"struct_schema\"\n"), "{text}");
    assert_eq!(python.check(&schemas::of_text(&text)), []);
}

#[test]
fn options_are_checked() {
    let python = backend::find("python").expect("the backend is registered");
    for (option, good) in [
        ("package = \"other\"", true),
        ("package = \"class\"", false),
        ("package = \"a-b\"", false),
        ("package = \"struct\"", false),
        ("package = 3", false),
        ("distribution = \"a-b.c\"", true),
        ("distribution = \"-a\"", false),
    ] {
        let found = python.check(&schemas::of_text(&format!("{HEAD}[lang.python]\n{option}\n")));
        assert_eq!(found.is_empty(), good, "{option}: {found:?}");
    }
}
