//! Names that Java can't have, or has twice, get another one or are refused with the edit that renames them.

use rbgen::Backend;
use rbgen::backend::java::{Java, JavaByteBuffer};
use rbgen_schema::{Diagnostic, Schema};
use rbgen_tests::schemas;
use rbgen_tests::toolchain::java::{self, Demand, Release};
use std::path::PathBuf;

const HEAD: &str = "[schema]\nedition = 1\nname = \"probe\"\nversion = 1\n";

fn text(items: &str) -> String {
    format!("{HEAD}{items}")
}

/// A struct with one-byte fields of these names.
fn fields(names: &[&str]) -> String {
    let list: Vec<String> =
        names.iter().map(|name| format!("{{ name = \"{name}\", type = \"u8\" }}")).collect();
    format!("[[struct]]\nname = \"Probe\"\nfields = [{}]\n", list.join(", "))
}

/// A text after the edits of a finding.
fn edited(text: &str, finding: &Diagnostic) -> String {
    let mut edits = finding.help.as_ref().map_or(&[][..], |help| &help.edits).to_vec();
    assert!(!edits.is_empty(), "{finding:?}\n{text}");
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
    }
    text
}

/// The schema after all proposed edits, of which the first is about a name in these words.
fn mended(items: &str, words: &str) -> Schema {
    let mut text = text(items);
    let mut found = Java.check(&schemas::of_text(&text));
    assert!(found.iter().any(|d| d.message.contains(words)), "{words}: {found:#?}");
    assert_eq!(found.len(), JavaByteBuffer.check(&schemas::of_text(&text)).len(), "{words}");
    for _ in 0..found.len() {
        let Some(first) = found.first() else { break };
        text = edited(&text, first);
        found = Java.check(&schemas::of_text(&text));
    }
    assert!(found.is_empty(), "{words}: {found:#?}\n{text}");
    schemas::of_text(&text)
}

/// Compiles generated classes strictly, each schema on its own: all have one package.
fn compiles(schemas: &[Schema]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // Names are the same in both flavours: one schema is enough for the other.
    for (backend, release, count) in
        [(&Java as &dyn Backend, Release::Java22, schemas.len()), (&JavaByteBuffer, Release::Java17, 1)]
    {
        for (index, schema) in schemas.iter().take(count).enumerate() {
            let found = backend.check(schema);
            assert!(found.is_empty(), "{found:#?}");
            let mut sources: Vec<PathBuf> = Vec::new();
            for (path, text) in backend.emit(schema).iter().filter(|(path, _)| path.contains("/src/main/")) {
                let at = folder.path().join(backend.name()).join(index.to_string()).join(path);
                std::fs::create_dir_all(at.parent().expect("a folder")).expect("folders can be made");
                std::fs::write(&at, text).expect("files can be written");
                sources.push(at);
            }
            let classes = folder.path().join("classes");
            let result = java::compile(&sources, &[], &classes, release, Demand::Documented);
            result.unwrap_or_else(|e| panic!("{e}"));
        }
    }
}

#[test]
fn names_of_the_language_are_refused_with_another_one() {
    let mut good = Vec::new();
    for name in
        ["hashCode", "getClass", "wait", "notify", "finalize", "clone", "decode", "encode", "toBuilder"]
    {
        good.push(mended(&fields(&[name]), "Probe."));
    }
    good.push(mended("[[enum]]\nname = \"E\"\ntype = \"u8\"\ntext = { code = \"\" }\nvalues = [{ name = \"A\", value = 0 }]\n", "E.code"));
    good.push(mended(
        "[[flags]]\nname = \"F\"\ntype = \"u8\"\nvalues = [{ name = \"NONE\", bit = 0 }]\n",
        "F.NONE",
    ));
    good.push(mended(&fields(&["a"]).replace("Probe", "WireException"), "`WireException`"));
    compiles(&good[..2]);
}

#[test]
fn names_that_meet_after_casing() {
    let two = format!("{}{}", fields(&["a"]).replace("Probe", "FOO"), fields(&["a"]).replace("Probe", "Foo"));
    let mut good = vec![mended(&two, "but for capitals")];
    good.push(mended(&fields(&["some_name", "someName"]), "both called `someName`"));
    let view = format!("{}{}", fields(&["a"]), fields(&["a"]).replace("Probe", "ProbeView"));
    good.push(mended(&view, "`ProbeView`"));
    let values = "[[enum]]\nname = \"E\"\ntype = \"u8\"\nvalues = [{ name = \"some_name\", value = 0 }, { name = \"SOME_NAME\", value = 1 }]\n";
    good.push(mended(values, "both called `SOME_NAME`"));
    let scaled = "[[struct]]\nname = \"Probe\"\nfields = [{ name = \"a\", type = \"u8\", scale = 0.5 }, { name = \"a_physical\", type = \"u8\" }]\n";
    good.push(mended(scaled, "both called `aPhysical`"));
    compiles(&good);
}

/// Keywords get an underscore; parameters and variables of generated methods are no obstacle; neither are classes of
/// the library.
#[test]
fn other_names_are_taken_as_they_are() {
    let names = [
        "class",
        "int",
        "record",
        "yield",
        "var",
        "data",
        "at",
        "order",
        "extent",
        "value",
        "owner",
        "field",
        "rest",
        "other",
        "that",
        "hash",
        "to",
        "result",
        "available",
        "i",
        "size",
        "buffer",
    ];
    let mut items = fields(&names);
    for class in [
        "Arrays",
        "Objects",
        "List",
        "String",
        "Integer",
        "Object",
        "Override",
        "MemorySegment",
        "ByteBuffer",
        "ByteOrder",
        "Math",
    ] {
        let more = "{ name = \"a\", type = \"u64[3]\" }, { name = \"b\", type = \"char[4]\" }, { name = \"c\", type = \"f32\" }";
        items.push_str(&format!("[[struct]]\nname = \"{class}\"\nlayout = \"packed\"\nfields = [{more}]\n"));
    }
    items.push_str("[[struct]]\nname = \"Holder\"\nlayout = \"packed\"\nfields = [{ name = \"strings\", type = \"String[2]\" }, { name = \"list\", type = \"List\" }]\n");
    items.push_str("[[message]]\nname = \"Map\"\nheader = \"Holder\"\npayload = { name = \"data\", length = \"rest\" }\n");
    compiles(&[schemas::of_text(&text(&items))]);
}

#[test]
fn options_are_checked() {
    for (table, words) in [
        ("package = \"a.class\"", "`package` of [lang.java] must be"),
        ("package = \"\"", "`package` of [lang.java] must be"),
        ("package = \"java.x\"", "`package` of [lang.java] must be"),
        ("package = \"java\"", "`package` of [lang.java] must be"),
        ("package = 1", "`package` of [lang.java] must be a text"),
        ("group = \"a b\"", "`group` of [lang.java] must be"),
        ("artifact = \"a/b\"", "`artifact` of [lang.java] must be"),
        ("rename = { Probe = \"class\" }", "`class` can't be a name here"),
        ("rename = { Probe = \"a-b\" }", "`a-b` can't be a name here"),
    ] {
        let text = format!("{HEAD}[lang.java]\n{table}\n{}", fields(&["a"]));
        for backend in [&Java as &dyn Backend, &JavaByteBuffer] {
            let found = backend.check(&schemas::of_text(&text));
            assert!(found.iter().any(|d| d.message.contains(words)), "{table}: {found:#?}");
        }
    }
    let other = format!("{HEAD}[lang.java-bytebuffer]\nrename = {{ Probe = \"Other\" }}\n{}", fields(&["a"]));
    let found = JavaByteBuffer.check(&schemas::of_text(&other));
    assert!(found.iter().any(|d| d.message.contains("both flavours")), "{found:#?}");
    let set = format!(
        "{HEAD}[lang.java]\npackage = \"org.example.probe\"\ngroup = \"org.example\"\nartifact = \"wire\"\nrename = {{ Probe = \"Sonde\", \"Probe.a\" = \"b\" }}\n{}",
        fields(&["a"])
    );
    let files = Java.emit(&schemas::of_text(&set));
    let class =
        files.iter().find(|(path, _)| path.ends_with("wire/src/main/java/org/example/probe/Sonde.java"));
    assert!(class.is_some_and(|(_, text)| text.contains("record Sonde(int b)")), "{files:?}");
}

#[test]
fn what_the_virtual_machine_cannot_hold_is_refused() {
    let values: Vec<String> = (0..3001).map(|n| format!("{{ name = \"V{n}\", value = {n} }}")).collect();
    let many_values = format!("[[enum]]\nname = \"E\"\ntype = \"u16\"\nvalues = [{}]\n", values.join(", "));
    let names: Vec<String> = (0..2001).map(|n| format!("f{n}")).collect();
    let many_fields = fields(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let field =
        |keys: &str| format!("[[struct]]\nname = \"Probe\"\nfields = [ {{ name = \"a\", {keys} }} ]\n");
    let zeros = vec!["0"; 2001].join(", ");
    let many_elements = field(&format!("type = \"u8[2001]\", const = [{zeros}]"));
    let long_text = field(&format!("type = \"char[70000]\", default = \"{}\"", "é".repeat(33_000)));
    for (items, words) in [
        (many_values, "a Java class can hold 3000"),
        (many_fields, "a Java class can hold 2000"),
        (many_elements, "`Probe.a` states 2001 elements"),
        (long_text, "`Probe.a` states a text of 66000 bytes"),
    ] {
        let found = Java.check(&schemas::of_text(&text(&items)));
        assert!(found.iter().any(|d| d.id == "lang-limit" && d.message.contains(words)), "{found:#?}");
    }
}
