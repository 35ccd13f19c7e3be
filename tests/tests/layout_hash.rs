//! Layout hashes: an independent program recomputes them, and they change with the layout and with nothing else.

use rbgen_schema::layout_view;
use rbgen_tests::schemas;
use std::process::Command;

#[test]
fn a_script_recomputes_every_hash() {
    let dir = tempfile::tempdir().unwrap();
    let all = schemas::good();
    let mut script = Command::new("python3");
    script.arg(schemas::root().join("tests/layout_hash.py"));
    let mut count = 0;
    for (i, (_, schema)) in all.iter().enumerate() {
        let path = dir.path().join(format!("{i}.json"));
        std::fs::write(&path, layout_view::json(schema).to_string()).unwrap();
        script.arg(path);
        count += schema.structs.len();
    }
    let output = script.output().expect("python3 runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(text.trim(), format!("{count} hashes, 0 wrong"));
}

#[test]
fn the_script_notices_a_wrong_hash() {
    let dir = tempfile::tempdir().unwrap();
    let mut json = layout_view::json(&schemas::of_text(BASE));
    let field = &mut json["structs"][0]["fields"][1]["offset"];
    *field = 3.into();
    let path = dir.path().join("wrong.json");
    std::fs::write(&path, json.to_string()).unwrap();
    let script = schemas::root().join("tests/layout_hash.py");
    let output = Command::new("python3").arg(script).arg(path).output().expect("python3 runs");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
}

/// The hash of the struct `S`.
fn hash(text: &str) -> u64 {
    schemas::of_text(text).structs.iter().find(|s| s.name == "S").expect("a struct S").layout_hash
}

const BASE: &str = r#"
[schema]
edition = 1
name = "base"
version = 1

[[enum]]
name = "E"
type = "u16"
values = [{ name = "A", value = 1 }, { name = "B", value = 7 }]

[[flags]]
name = "F"
type = "u8"
values = [{ name = "X", bit = 0 }, { name = "Y", bits = "4:3" }]

[[struct]]
name = "P"
size = 8
fields = [{ name = "a", type = "u32" }, { name = "b", type = "u32" }]

[[union]]
name = "U"
tag = "e"
members = [{ name = "p", type = "P", when = ["A"] }, { name = "r", type = "bytes[8]", otherwise = true }]

[[struct]]
name = "S"
size = 80
fields = [
  { name = "c", type = "u8", const = 3 },
  { name = "f", type = "F" },
  { name = "e", type = "E" },
  { name = "w", type = "u32", bits = [{ name = "lo", bits = "15:0" }, { name = "hi", bits = "30:16" }, { name = "top", bit = 31 }] },
  { name = "u", type = "U" },
  { name = "ps", type = "P[2]" },
  { name = "one", type = "P" },
  { name = "t", type = "char[12]", encoding = "ascii" },
  { name = "r", reserved = 4, policy = "zero" },
  { name = "n", type = "u32", default = 5, range = [0, 9], unit = "px" },
  { name = "z", type = "bool32" },
  { name = "m", type = "u32", one_of = [1, 2] },
  { name = "x", type = "f32" },
  { name = "y", type = "i64" },
]
"#;

/// BASE with one text replaced, which must be there once.
fn changed(from: &str, to: &str) -> String {
    assert_eq!(BASE.matches(from).count(), 1, "{from}");
    BASE.replace(from, to)
}

#[test]
fn what_changes_the_bytes_changes_the_hash() {
    let mut seen = vec![hash(BASE)];
    for (from, to) in [
        ("const = 3", "const = 4"),
        ("\"u8\", const = 3", "\"u8\""),
        ("\"u8\", const", "\"i8\", const"),
        ("{ name = \"B\", value = 7 }", "{ name = \"B\", value = 8 }"),
        ("{ name = \"B\", value = 7 }", "{ name = \"B\", value = 7 }, { name = \"C\", value = 9 }"),
        ("type = \"u16\"\nvalues", "type = \"u16\"\nunknown = \"reject\"\nvalues"),
        ("type = \"u16\"\nvalues", "type = \"i16\"\nvalues"),
        ("name = \"X\", bit = 0", "name = \"X\", bit = 1"),
        ("bits = \"4:3\"", "bits = \"5:3\""),
        ("when = [\"A\"]", "when = [\"B\"]"),
        ("type = \"bytes[8]\", otherwise", "type = \"u8[8]\", otherwise"),
        ("bits = \"15:0\"", "bits = \"15:0\", type = \"i16\""),
        ("name = \"top\", bit = 31", "name = \"top\", bit = 31, const = true"),
        ("name = \"top\", bit = 31", "reserved = true, bit = 31"),
        ("type = \"P[2]\"", "type = \"u32[4]\""),
        ("encoding = \"ascii\"", "encoding = \"latin-1\""),
        ("encoding = \"ascii\"", "encoding = \"ascii\", pad = \"space\""),
        ("encoding = \"ascii\"", "encoding = \"ascii\", terminated = true"),
        ("encoding = \"ascii\"", "encoding = \"ascii\", invalid = \"replace\""),
        ("policy = \"zero\"", "policy = \"ignore\""),
        ("policy = \"zero\"", "policy = \"preserve\""),
        ("name = \"n\", type = \"u32\"", "name = \"n\", type = \"u32\", endian = \"big\""),
        ("name = \"z\", type = \"bool32\"", "name = \"z\", type = \"bool32\", truthy = true"),
        ("name = \"z\", type = \"bool32\"", "name = \"z\", type = \"u32\""),
        ("one_of = [1, 2]", "one_of = [1, 3]"),
        ("name = \"x\", type = \"f32\"", "name = \"x\", type = \"f32\", const = 0.1"),
        ("name = \"y\", type = \"i64\"", "name = \"y\", type = \"f64\""),
        ("name = \"y\", type = \"i64\"", "name = \"y\", type = \"bytes[8]\""),
        ("size = 80", "size = 80\nendian = \"big\""),
        ("size = 80", "size = 80\nlayout = \"packed\""),
        (
            "{ name = \"x\", type = \"f32\" },\n  { name = \"y\", type = \"i64\" }",
            "{ name = \"y\", type = \"i64\" },\n  { name = \"x\", type = \"f32\" },\n  { name = \"q\", reserved = 4 }",
        ),
    ] {
        let text = changed(from, to);
        // Moving fields may change the size; only the layout matters here.
        let text =
            if text.contains("\"q\"") { text.replace("size = 80", "padding = \"auto\"") } else { text };
        let new = hash(&text);
        assert!(!seen.contains(&new), "{to}");
        seen.push(new);
    }
}

#[test]
fn names_and_meanings_do_not_change_the_hash() {
    let base = hash(BASE);
    for (from, to) in [
        ("size = 80", "size = 80\ndoc = \"Documented.\""),
        ("name = \"n\", type", "name = \"renamed\", doc = \"Documented.\", type"),
        ("{ name = \"B\", value = 7 }", "{ name = \"OTHER\", value = 7, doc = \"d\" }"),
        ("{ name = \"B\", value = 7 }", "{ name = \"B\", value = 7 }, { name = \"ALSO\", alias = \"B\" }"),
        ("name = \"lo\"", "name = \"low\""),
        ("default = 5", "default = 6"),
        ("range = [0, 9]", "range = [0, 8], enforce = \"encode\""),
        ("unit = \"px\"", "unit = \"mm\", scale = 0.5"),
        ("one_of = [1, 2]", "one_of = [2, 1]"),
        ("version = 1", "version = 2"),
        ("size = 80", "size = 80\nusage = \"file\""),
        // The same fields without the nested struct.
        (
            "{ name = \"one\", type = \"P\" }",
            "{ name = \"a\", type = \"u32\" }, { name = \"b\", type = \"u32\" }",
        ),
    ] {
        assert_eq!(hash(&changed(from, to)), base, "{to}");
    }
    // The names of types.
    for (from, to) in
        [("\"E\"", "\"Else\""), ("\"P\"", "\"Pair\""), ("\"U\"", "\"Une\""), ("\"F\"", "\"Flag\"")]
    {
        let text = BASE
            .replace(from, to)
            .replace("\"P[2]\"", if from == "\"P\"" { "\"Pair[2]\"" } else { "\"P[2]\"" });
        assert_eq!(hash(&text), base, "{to}");
    }
}

#[test]
fn the_example_of_the_manual_is_right() {
    let page = std::fs::read_to_string(schemas::root().join("docs/manual/layout-hash.md")).expect("the page");
    let block =
        |fence: &str| page.split_once(fence).and_then(|(_, rest)| rest.split_once("```")).expect("a block").0;
    let schema = schemas::of_text(block("```toml\n"));
    let id = rbgen_schema::ir::StructId(0);
    assert_eq!(rbgen_schema::hash::canonical_lines(&schema, id), block("```text\n"));
    assert!(page.contains(&rbgen_schema::json::hash_text(schema.structs[0].layout_hash)));
}
