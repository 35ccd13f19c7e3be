//! Names that Kotlin or the JVM can't have, or have twice, are refused with the edit that renames them; what is mended
//! compiles, and so do keywords and all names that need nothing.

use rbgen::Backend;
use rbgen::backend::kotlin::Kotlin;
use rbgen_schema::Diagnostic;
use rbgen_tests::toolchain::kotlin;
use rbgen_tests::{drivers, schemas};
use std::path::PathBuf;

fn text(name: &str, lang: &str, items: &str) -> String {
    format!("[schema]\nedition = 1\nname = \"{name}\"\nversion = 1\nendian = \"little\"\n{lang}\n{items}")
}

fn findings(text: &str) -> Vec<Diagnostic> {
    Kotlin.check(&schemas::of_text(text))
}

fn help(finding: &Diagnostic) -> String {
    finding.help.as_ref().map_or_else(String::new, |help| help.text.clone())
}

/// The text once the edits of all findings are made, one after the other, with a finding about `target` among them.
fn mended(text: &str, target: &str) -> String {
    let mut text = text.to_owned();
    let mut found = findings(&text);
    assert!(
        found.iter().any(|d| help(d).contains(&format!("\"{target}\" = "))),
        "{target}: {found:#?}\n{text}"
    );
    for _ in 0..found.len() {
        let Some(first) = found.first() else { break };
        let edits = first.help.as_ref().map_or(&[][..], |help| &help.edits);
        let edit = edits.first().unwrap_or_else(|| panic!("no edit: {first:?}"));
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
        found = findings(&text);
    }
    assert!(found.is_empty(), "{target}: {found:#?}\n{text}");
    text
}

fn fields(fields: &str) -> String {
    format!("[[struct]]\nname = \"S\"\nfields = [{fields}]\n")
}

fn member(name: &str, ty: &str) -> String {
    format!("{{ name = \"{name}\", type = \"{ty}\" }}")
}

fn item(kind: &str, name: &str, rest: &str) -> String {
    format!("[[{kind}]]\nname = \"{name}\"\n{rest}\n")
}

fn one(name: &str) -> String {
    item("struct", name, "fields = [{ name = \"n\", type = \"u8\" }]")
}

const CODES: &str = "type = \"u8\"\nvalues = [{ name = \"A\", value = 0 }]";
const NUMBER: &str = "type = \"u8\"\nvalue = 7";

/// A message with a part, and a call of it.
fn call(name: &str, rest: &str) -> String {
    let header = "fields = [{ name = \"n\", type = \"u8\" }, { name = \"mode\", type = \"u8\" }]";
    let message = "header = \"H\"\nid = 1\npayload = { name = \"image\", length = \"n\" }";
    let ends = "request = \"M\"\nresponse = \"M\"";
    [
        item("struct", "H", header),
        item("message", "M", message),
        item("call", name, &format!("{ends}\n{rest}")),
    ]
    .concat()
}

/// Schemas with something to rename, and what that is.
fn colliding() -> Vec<(String, &'static str)> {
    let shared = "usage = \"shm\"\nfields = [{ name = \"a\", type = \"u64\", owner = \"writer\", atomic = \"relaxed\" }]";
    vec![
        // Types: after casing, in capitals only, with what structs bring along, and those that generated files use.
        (format!("{}{}", one("FrameHead"), one("frame_head")), "frame_head"),
        (format!("{}{}", one("Frame"), one("FRAME")), "FRAME"),
        (format!("{}{}", one("Frame"), one("FrameView")), "FrameView"),
        (format!("{}{}", item("struct", "S", shared), one("SWriter")), "SWriter"),
        (one("String"), "String"),
        (one("UInt"), "UInt"),
        (one("MemorySegment"), "MemorySegment"),
        (one("DecodeException"), "DecodeException"),
        (one("WireExceptionKt"), "WireExceptionKt"),
        (format!("{}{}", item("const", "aB", NUMBER), item("const", "A_B", NUMBER)), "A_B"),
        // Members: after casing, what every object has, setters of the JVM, and what classes have of their own.
        (fields(&[member("fooBar", "u8"), member("foo_bar", "u8")].join(", ")), "S.foo_bar"),
        (fields(&[member("class", "char[4]"), member("class_", "u8")].join(", ")), "S.class_"),
        (fields(&[member("done", "bool8"), member("is_done", "bool8")].join(", ")), "S.is_done"),
        (fields(&member("segment", "u8")), "S.segment"),
        (fields("{ name = \"size\", type = \"u8\", const = 3 }"), "S.size"),
        (
            fields(
                "{ name = \"speed\", type = \"u8\", scale = 0.5 }, { name = \"speed_physical\", type = \"u8\" }",
            ),
            "S.speed_physical",
        ),
        (
            fields(
                "{ name = \"kind\", type = \"u8\", const = 3 }, { name = \"Kind\", type = \"u8\", const = 4 }",
            ),
            "S.Kind",
        ),
        // Values, attributes and members of unions.
        (
            item(
                "enum",
                "F",
                "type = \"u8\"\ntext = { is_known = \"\" }\nvalues = [{ name = \"A\", value = 0 }]",
            ),
            "F.is_known",
        ),
        (
            item(
                "enum",
                "E",
                "type = \"u8\"\nvalues = [{ name = \"aB\", value = 0 }, { name = \"A_B\", value = 1 }]",
            ),
            "E.A_B",
        ),
        (item("flags", "F", "type = \"u8\"\nvalues = [{ name = \"none\", bit = 0 }]"), "F.none"),
        (item("union", "U", "members = [{ name = \"string\", type = \"u8\" }]"), "U.string"),
        (
            item(
                "union",
                "U",
                "tag = \"kind\"\nmembers = [{ name = \"u\", type = \"u8\", when = 1 }, { name = \"list\", type = \"bytes[2]\", otherwise = true }]",
            ) + &fields(&[member("kind", "u8"), member("body", "U")].join(", ")),
            "U.u",
        ),
        // Messages and calls.
        (call("ask", "").replace("\"image\"", "\"trailing\""), "M.trailing"),
        (call("ask", "") + &item("call", "ask_timed", "request = \"M\"\nresponse = \"M\""), "ask_timed"),
        (call("call_raw", ""), "call_raw"),
    ]
}

/// Schemas whose names look bad and need no change.
fn sound() -> Vec<String> {
    let words = [
        "in",
        "is",
        "fun",
        "val",
        "var",
        "object",
        "when",
        "typealias",
        "null",
        "this",
        "value",
        "field",
        "it",
        "order",
        "base",
        "offset",
        "bytes",
        "other",
        "result",
        "rest",
        "size",
        "copy",
        "component1",
        "equals",
        "hash_code",
        "to_string",
        "encode",
        "decode",
        "get_x",
        "x",
        "companion",
        "name",
        "code",
        "lateinit",
        "data",
        "inline",
        "open",
    ];
    let all: Vec<String> = words.iter().map(|word| member(word, "u32")).collect();
    let odd = ["in", "value", "other", "result", "base"].map(|word| member(word, "bytes[3]")).join(", ");
    vec![
        fields(&all.join(", ")),
        fields(&member("class", "char[4]")),
        // In a getter this is the property's own memory.
        fields("{ name = \"field\", type = \"u8\", scale = 0.5 }"),
        item("struct", "T", &format!("fields = [{odd}]")),
        item("enum", "in", &CODES.replace("\"A\"", "\"fun\"")),
        item(
            "union",
            "U",
            "members = [{ name = \"in\", type = \"u8\" }, { name = \"value\", type = \"f64\" }]",
        ),
        item(
            "union",
            "Body",
            "tag = \"value\"\nmembers = [{ name = \"frame\", type = \"Frame\", when = 1 }, { name = \"in\", type = \"bytes[2]\", otherwise = true }]",
        ) + &one("Frame")
            + &fields(&[member("value", "u8"), member("rest", "Body")].join(", ")),
        call("in", "rename = { mode = \"request\" }\nmany = { entry = [\"mode\"] }"),
        item("const", "segment", NUMBER) + &item("const", "val", NUMBER),
        one("in"),
    ]
}

#[test]
fn names_compile_once_they_are_mended() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut sources: Vec<PathBuf> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    for (items, target) in colliding() {
        texts.push(mended(&text(&format!("mended_{}", texts.len()), "", &items), target));
    }
    for items in sound() {
        let text = text(&format!("sound_{}", texts.len()), "", &items);
        let found = findings(&text);
        assert!(found.is_empty(), "{found:#?}\n{text}");
        texts.push(text);
    }
    for text in &texts {
        let files = Kotlin.emit(&schemas::of_text(text));
        drivers::write_files(&files, folder.path()).unwrap_or_else(|e| panic!("{e}"));
        let main = files.iter().map(|(path, _)| path).filter(|path| path.contains("/main/"));
        sources.extend(main.map(|path| folder.path().join(path)));
    }
    kotlin::compile(&sources, &[], &folder.path().join("classes")).unwrap_or_else(|e| panic!("{e}"));
}

#[test]
fn packages_and_renames_are_names() {
    let package = |name: &str| findings(&text("s", &format!("[lang.kotlin]\npackage = {name}"), &one("S")));
    for good in ["\"org.example\"", "\"in.fun\"", "\"x\""] {
        assert!(package(good).is_empty(), "{good}");
    }
    for bad in ["\"kotlin.x\"", "\"java\"", "\"a..b\"", "\"a-b\"", "\"\"", "\"1a\"", "7"] {
        let found = package(bad);
        assert!(
            found.iter().any(|d| d.id == "lang-option" && d.message.contains("`package`")),
            "{bad}: {found:?}"
        );
    }
    let found = findings(&text("kotlin", "", &one("S")));
    assert!(help(&found[0]).contains("package = \"kotlin_schema\""), "{found:?}");
    for bad in ["rbgenX", "_", "a-b"] {
        let found = findings(&text("s", &format!("[lang.kotlin]\nrename = {{ S = \"{bad}\" }}"), &one("S")));
        assert!(found.iter().any(|d| d.id == "lang-name" && d.message.contains(bad)), "{bad}: {found:?}");
    }
}

#[test]
fn what_the_jvm_cannot_hold_is_refused() {
    let many = |count: usize| {
        let names: Vec<String> = (0..count).map(|i| member(&format!("f{i}"), "u8")).collect();
        fields(&names.join(", "))
    };
    assert!(findings(&text("s", "", &many(1000))).is_empty());
    let found = findings(&text("s", "", &many(4000)));
    assert!(
        found.iter().any(|d| d.id == "lang-limit" && d.message.contains("`S` has 4000 fields")),
        "{found:?}"
    );
    let message = format!("{}{}", many(300), item("message", "M", "header = \"S\""));
    let found = findings(&text("s", "", &message));
    assert!(found.iter().any(|d| d.message.contains("the header of `M` has 300 members")), "{found:?}");
    let list = vec!["0"; 2500].join(", ");
    let long = fields(&format!("{{ name = \"a\", type = \"u8[2500]\", default = [{list}] }}"));
    let found = findings(&text("s", "", &long));
    assert!(found.iter().any(|d| d.message.contains("`S.a` states 2500 elements")), "{found:?}");
}
