//! Generated Python passes strict checks, and its own tests, as it is.

use rbgen::backend;
use rbgen_schema::{Diagnostic, Loader, Schema};
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

/// A schema in one text.
struct Text(String);

impl Loader for Text {
    fn read(&self, _path: &str) -> Result<String, String> {
        Ok(self.0.clone())
    }
}

fn load(text: String) -> Schema {
    let loaded = rbgen_schema::load("names.toml", &Text(text));
    loaded.schema.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics))
}

/// A schema of a name, whose other names have a given number of letters.
fn named(schema: &str, length: usize) -> Schema {
    let name = |first: char| -> String {
        std::iter::once(first).chain(std::iter::repeat_n('n', length - 1)).collect()
    };
    load(format!(
        r#"[schema]
edition = 1
name = "{schema}"
version = 1
endian = "little"
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
    ))
}

/// Both kinds of unions with members of every type, scaled arrays, records behind a header.
const PARTS: &str = r#"
[[enum]]
name = "Kind"
type = "u8"
values = [{ name = "A", value = 1 }, { name = "B", value = 2 }]

[[enum]]
name = "Strict"
type = "u16"
unknown = "reject"
values = [{ name = "ONE", value = 1 }, { name = "TWO", value = 2 }]

[[flags]]
name = "Bits"
type = "u16"
values = [{ name = "X", bit = 0 }, { name = "Y", bit = 3 }]

[[struct]]
name = "Inner"
fields = [{ name = "a", type = "u16" }, { name = "b", type = "i16" }]

[[struct]]
name = "Other"
fields = [{ name = "a", type = "u16" }, { name = "b", type = "i16" }]

[[union]]
name = "Free"
members = [
  { name = "kind", type = "Kind" },
  { name = "strict", type = "Strict" },
  { name = "bits", type = "Bits" },
  { name = "odd", type = "u24" },
  { name = "signed", type = "i24" },
  { name = "flag", type = "bool8" },
  { name = "id", type = "guid" },
  { name = "real", type = "f64" },
  { name = "inner", type = "Inner[2]" },
  { name = "grid", type = "u16[2][2]" },
]

[[union]]
name = "Tagged"
tag = "tag"
members = [
  { name = "kind", type = "Kind", when = 0 },
  { name = "strict", type = "Strict", when = 1 },
  { name = "bits", type = "Bits", when = 2 },
  { name = "odd", type = "u24", when = 3 },
  { name = "signed", type = "i24", when = 4 },
  { name = "flag", type = "bool8", when = 5 },
  { name = "id", type = "guid", when = 6 },
  { name = "real", type = "f64", when = 7 },
  { name = "inner", type = "Inner[2]", when = 8 },
  { name = "grid", type = "u16[2][2]", when = 9 },
  { name = "single", type = "Inner", when = 10 },
  { name = "small", type = "f32", when = 11 },
  { name = "raw", type = "bytes[3]", when = 12 },
  { name = "uid", type = "uuid", when = 13 },
  { name = "kinds", type = "Kind[2]", when = 14 },
  { name = "class", type = "Strict[2]", when = 15 },
]

[[struct]]
name = "Holder"
layout = "packed"
fields = [
  { name = "tag", type = "u8" },
  { name = "enabled", type = "bool8" },
  { name = "temperatures", type = "i16[2]", scale = 0.5, bias = 1.0, unit = "C" },
  { name = "grid", type = "f32[2][3]", scale = 2.0 },
  { name = "part", type = "Tagged" },
  { name = "free", type = "Free" },
  { name = "inner", type = "Inner" },
  { name = "class", type = "u8", bits = [{ name = "on", bit = 0 }, { name = "level", bits = "7:1", scale = 0.1 }] },
  { name = "size", type = "u32" },
  { name = "count", type = "u8" },
]

[[message]]
name = "Bundle"
id = 7
header = "Holder"
payload = [
  { name = "text", length = "size" },
  { name = "inners", type = "Inner", count = "count" },
  { name = "tail", length = "rest" },
]
"#;

/// What users do wrong with `PARTS`, and what they are told.
const MISUSE: &str = r#"
from uuid import UUID

import names
from names import Bits, Bundle, EncodeError, EncodeTypeError, Free, Holder, HolderView, Inner, Kind, Other, Tagged


def refused(statement, expected):
    try:
        statement()
    except EncodeError as error:
        assert isinstance(error, EncodeTypeError) and isinstance(error, TypeError), repr(error)
        assert error.kind == "wrong-type" and str(error) == expected, str(error)
    else:
        raise SystemExit(f"accepted: {expected}")


def create(text=b"", inners=(), tail=b"", **header):
    return lambda: Bundle.create(text, inners, tail, part=Tagged("kind", 1), **header)


wanted = "give bytes or another contiguous buffer"
refused(create(text="abc"), f"Bundle.text: is the str 'abc'; {wanted}")
refused(create(text=5), f"Bundle.text: is the int 5; {wanted}")
refused(create(tail=None), f"Bundle.tail: is the NoneType None; {wanted}")
refused(create(inners=5), "Bundle.inners: is the int 5; give a sequence of Inner")
refused(create(inners=[Inner(), "no"]), "Bundle.inners: is the str 'no' at [1]; give Inner")
refused(
    create(inners=[Other(a=1)]), "Bundle.inners: is the Other Other(a=1, b=0) at [0]; give Inner"
)
refused(create(temperatures=3), "Holder.temperatures: is the int 3; give a sequence")
refused(create(temperatures=[1, "x"]), "Holder.temperatures: is the str 'x' at [1]; give int")
refused(create(grid=[[0.0] * 3, ["y"] * 3]), "Holder.grid: is the str 'y' at [1][0]; give float")
refused(create(enabled="no"), "Holder.enabled: is the str 'no'; give bool")
refused(create(level=1.5), "Holder.level: is the float 1.5; give int")
refused(create(inner=Other()), "Holder.inner: is the Other Other(a=0, b=0); give Inner")
refused(create(inner="four"), "Holder.inner: is the str 'four'; give Inner")
refused(create(free=Tagged("kind", 1)), "Holder.free: is the Tagged Tagged(member='kind', value=1, rest=b''); give Free")
refused(Bundle("header", b"", [], b"").encode, "Bundle.header: is the str 'header'; give Holder")

values = {
    "kind": ("'x'", "Kind or int"), "bits": ("None", "Bits"), "odd": ("[]", "int"),
    "signed": ("2.5", "int"), "flag": ("'yes'", "bool"), "id": ("1", "UUID"), "real": ("'1'", "float"),
    "inner": ("7", "a list of Inner"), "single": ("'four'", "Inner"),
    "small": ("'1'", "float"), "uid": ("b'0'", "UUID"), "kinds": ("None", "a list of Kind or int"),
}
for number, member in enumerate(Tagged._rbgen_types):
    if member in values:
        text, wanted = values[member]
        value = eval(text)
        kind = type(value).__name__
        holder = Holder(tag=number, part=Tagged(member, value))
        refused(holder.encode, f"Holder.part: is the {kind} {text} at .{member}; give {wanted}")
        if hasattr(Free, member):
            make = getattr(Free, f"from_{member}")
            refused(lambda: make(value), f"Free.{member}: is the {kind} {text}; give {wanted}")
refused(Holder(tag=12, part=Tagged("raw", "abc")).encode,
    "Holder.part: is the str 'abc' at .raw; give bytes")
refused(Holder(tag=9, part=Tagged("grid", [[1, 2], [3, "4"]])).encode,
    "Holder.part: is the str '4' at .grid[1][1]; give int")
refused(Holder(tag="0", part=Tagged("kind", 1)).encode, "Holder.tag: is the str '0'; give int")
refused(lambda: Tagged("nope", 1), "Tagged.member: is the str 'nope'; give " + " or ".join(Tagged._rbgen_types))
refused(lambda: Tagged("kind", 1, 5), f"Tagged.rest: is the int 5; give bytes or another contiguous buffer")
refused(Holder(part=None).encode, "Holder.part: is the NoneType None; give Tagged")

view = HolderView()
for name, value, wanted in [("tag", "1", "int"), ("on", "no", "bool"), ("level", None, "int"), ("enabled", "no", "bool"), ("size", 1.5, "int")]:
    refused(lambda: setattr(view, name, value), f"HolderView.{name}: is the {type(value).__name__} {value!r}; give {wanted}")
assert HolderView.tag.name == "tag"

holder = Holder(part=Tagged("kind", Kind.A, bytes(15)), temperatures=[1, -3], grid=[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
assert holder.temperatures_physical == [1.5, -0.5]
holder.temperatures_physical = [0.0, 11.2]
assert holder.temperatures == [-2, 20]
assert holder.grid_physical == [[2.0, 4.0, 6.0], [8.0, 10.0, 12.0]]
holder.grid_physical = ((0.0, 1.0, 2.0), (3.0, 4.0, 5.0))
assert holder.grid == [[0.0, 0.5, 1.0], [1.5, 2.0, 2.5]]
assert Holder.decode(holder.encode()) == holder
try:
    Free(b"\x63".ljust(16, b"\0")).strict
except names.DecodeError as error:
    assert (error.kind, error.got) == ("unknown-code", 0x63)
try:
    names._codec.Record()
except TypeError as error:
    assert "abstract" in str(error)
else:
    raise SystemExit("a base class was made")
"#;

/// Names that generated functions would like to have for themselves.
const LOCALS: &str = r#"
[[struct]]
name = "Cell"
fields = [ { name = "max", type = "u8" }, { name = "min", type = "u8" } ]

[[struct]]
name = "Head"
layout = "packed"
evolution = "append"
fields = [
  { name = "pack", type = "u8", role = "version" },
  { name = "max", type = "u8" },
  { name = "unpack", type = "u16[2]", endian = "big" },
  { name = "range", type = "u8" },
  { name = "rows", type = "u8[2][3]", default = 7 },
  { name = "cells", type = "Cell[2][2]" },
  { name = "left", type = "u8" },
  { name = "text_bytes", type = "u8" },
  { name = "text_length", type = "u8" },
  { name = "len", type = "u8" },
  { name = "start", type = "u8" },
  { name = "found", type = "u8" },
  { name = "data", type = "u8" },
  { name = "item", type = "u8" },
  { name = "header", type = "u8" },
  { name = "rest", type = "u8" },
  { name = "count", type = "u8" },
  { name = "record", type = "u8" },
  { name = "self", type = "u8" },
  { name = "truth", type = "bool8" },
  { name = "transport", type = "u8" },
  { name = "size", type = "u32" },
  { name = "many", type = "u8", since = 2 },
]

[[message]]
name = "Note"
id = 1
header = "Head"
payload = [
  { name = "text", length = { field = "size", times = 4 } },
  { name = "cell", type = "Cell", count = "count" },
  { name = "part_0", length = "rest" },
]

[[call]]
name = "send"
request = "Note"
response = "Note"
many = { items = ["item"], pairs = ["start", "found"] }
"#;

/// What comes out of functions whose parameters are called so.
const USE_LOCALS: &str = r#"
from names import Cell, Head, Note, send, send_items, send_pairs, send_timed


class Echo:
    def call_raw(self, message_id, data):
        return data


members = dict(
    max=1, unpack=[1, 2], range=3, cells=[[Cell(max=9)] * 2] * 2, left=4, text_bytes=5, text_length=6, len=7,
    start=8, found=9, data=10, item=11, header=12, rest=13, record=14, self_=15, truth=True, transport=16, many=17,
)
parts = (b"abcd", [Cell(min=1)], b"tail")
for response in (send(Echo(), *parts, **members), send_timed(Echo(), *parts, **members)[0]):
    for name, value in members.items():
        assert getattr(response.header, name) == value, name
    assert response.header.rows == [[7] * 3] * 2 and response.header.size == 1
    assert (response.text, response.cell, response.part_0) == parts


def without(*names):
    return {name: value for name, value in members.items() if name not in names}


responses = send_items(Echo(), *parts, items=[1, 2], **without("item"))
assert [(item, response.header.item) for item, response in responses] == [(1, 1), (2, 2)]
responses = send_pairs(Echo(), *parts, pairs=[(1, 2), (3, 4)], **without("start", "found"))
assert [(response.header.start, response.header.found) for response in responses] == [(1, 2), (3, 4)]

# Every value has lists of its own.
first, second = Head(), Head()
first.rows[0][0], first.cells[0][0].max = 1, 5
assert second.rows == [[7] * 3] * 2 and second.cells[0][0].max == 0
assert first.rows[1][0] == 7 and first.cells[0][1].max == 0
"#;

#[test]
fn parameters_keep_their_values_whatever_they_are_called() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let package =
        write(&load(format!("{}{LOCALS}", HEAD.replace("version = 1", "version = 2"))), temporary.path());
    run(tool("python").args(["-B", "-c", USE_LOCALS]).env("PYTHONPATH", package.join("src")), "calls");
}

#[test]
fn a_wrong_type_is_refused_by_place_and_value() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let package = write(&load(format!("{HEAD}{PARTS}")), temporary.path());
    run(tool("python").args(["-B", "-c", MISUSE]).env("PYTHONPATH", package.join("src")), "misuse");
}

#[test]
fn packages_pass_strict_checks_and_their_own_tests() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let mut folders = Vec::new();
    let mut schemas = schemas::good();
    schemas.push(("parts".to_owned(), load(format!("{HEAD}{PARTS}"))));
    let newer = HEAD.replace("version = 1", "version = 2");
    schemas.push(("locals".to_owned(), load(format!("{newer}{LOCALS}"))));
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
        write(&named("names", length), &temporary.path().join(format!("length_{length}")));
        write(&named(&"s".repeat(length), 8), &temporary.path().join(format!("schema_{length}")));
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
        let mut found = python.check(&load(text.clone()));
        assert!(!found.is_empty(), "{target}");
        let help = found[0].help.as_ref().map_or("", |help| help.text.as_str());
        assert!(help.contains(target), "{target}: {help}");
        // One clash may show in several scopes; one rename ends it in all of them.
        text = edited(&text, &found[0]);
        found = python.check(&load(text.clone()));
        assert!(found.is_empty(), "{target}: {found:?}\n{text}");
    }
}

#[test]
fn a_package_that_hides_the_standard_library_gets_another_name() {
    let python = backend::find("python").expect("the backend is registered");
    let text = HEAD.replace("names", "struct");
    let found = python.check(&load(text.clone()));
    assert_eq!(found.len(), 1, "{found:?}");
    let text = edited(&text, &found[0]);
    assert!(text.contains("[lang.python]\npackage = \"struct_schema\"\n"), "{text}");
    assert_eq!(python.check(&load(text)), []);
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
        let found = python.check(&load(format!("{HEAD}[lang.python]\n{option}\n")));
        assert_eq!(found.is_empty(), good, "{option}: {found:?}");
    }
}
