//! What a checked schema says, beyond the sizes that the schemas themselves assert.

mod support;

use rbgen_schema::ir::{BitKind, FieldKind, Schema, StructDef, Value, VersionSize};
use rbgen_schema::{Int, Loader, load, load_text};
use support::{data, load_file, report};

fn schema(name: &str) -> Schema {
    let loaded = load_file(&data("ok").join(name));
    let problems = report(&loaded);
    loaded.schema.unwrap_or_else(|| panic!("{problems}"))
}

fn find<'a>(schema: &'a Schema, name: &str) -> &'a StructDef {
    schema.structs.iter().find(|s| s.name == name).unwrap_or_else(|| panic!("no struct {name}"))
}

fn names(def: &StructDef) -> Vec<&str> {
    def.members.iter().map(|m| m.name.as_str()).collect()
}

#[test]
fn every_byte_is_covered_once() {
    for path in support::schemas(&data("ok")) {
        let schema = load_file(&path).schema.expect("a clean schema");
        for def in &schema.structs {
            let mut end = 0;
            for f in &def.fields {
                assert_eq!(f.offset, end, "{}.{} in {}", def.name, f.name, path.display());
                end += f.size;
            }
            assert_eq!(end, def.size, "{} in {}", def.name, path.display());
        }
    }
}

#[test]
fn members_are_what_a_user_sees() {
    let bits = schema("bits.toml");
    let start = find(&bits, "Ipv4Start");
    assert_eq!(
        names(start),
        ["ihl", "precedence", "delay", "cost", "total_length", "fragment_offset", "fragment_flags", "tcp"]
    );
    let wide = find(&bits, "Wide");
    assert!(names(wide).contains(&"kept"));
    let required: Vec<&str> = wide.members.iter().filter(|m| m.required).map(|m| m.name.as_str()).collect();
    assert_eq!(required, ["strict", "l2"]);
    let FieldKind::Bits(_, items) = &start.fields[1].kind else { panic!("tos is split") };
    assert_eq!((items[1].kind, items[2].kind), (BitKind::Bool, BitKind::Signed));
    assert_eq!(items[3].name, "tos_reserved_0");
}

#[test]
fn required_reaches_through_nesting() {
    let nested = schema("nested.toml");
    let outer = find(&nested, "Outer");
    let required: Vec<bool> = outer.members.iter().map(|m| m.required).collect();
    assert_eq!(required, [false, true, true]);
    let unions = schema("unions.toml");
    let command = find(&unions, "Command");
    assert!(command.members.iter().any(|m| m.name == "specific" && m.required));
    assert!(command.members.iter().any(|m| m.name == "word" && !m.required));
}

#[test]
fn tags_are_found_before_and_after() {
    let unions = schema("unions.toml");
    let behind = find(&unions, "TagBehind");
    assert_eq!(behind.fields[0].tag.map(|t| (t.field, t.item)), Some((1, None)));
    let data = unions.unions.iter().find(|u| u.name == "Data").expect("declared");
    let codes: Vec<Vec<&Value>> =
        data.members.iter().map(|m| m.when.iter().map(|l| &l.value).collect()).collect();
    let number = |n: u64| Value::Int(n.into());
    assert_eq!(codes, [vec![&number(0)], vec![&number(1), &number(2)]]);
}

#[test]
fn sizes_of_versions() {
    let append = schema("append.toml");
    let sizes = |name| find(&append, name).sizes.clone();
    let of = |version, size| VersionSize { version, size };
    assert_eq!(sizes("Settings"), [of(1, 8), of(2, 12), of(3, 16)]);
    assert_eq!(sizes("ByVersion"), [of(1, 4), of(2, 16), of(3, 32)]);
    assert_eq!(sizes("SealedWithSize"), [of(1, 8)]);
}

#[test]
fn data_models() {
    let ffi = schema("ffi.toml");
    let options = find(&ffi, "Options");
    let sizes: Vec<u64> = options.models.iter().map(|m| m.size).collect();
    assert_eq!(sizes, [56, 48, 28]);
    let offsets: Vec<&[u64]> = options.models.iter().map(|m| m.offsets.as_slice()).collect();
    assert_eq!(offsets[1], [0, 8, 16, 24, 28, 32, 40]);
    assert_eq!(offsets[2], [0, 4, 8, 12, 16, 20, 24]);
    assert!(find(&ffi, "Plain").has_codec() && !find(&ffi, "Nested").has_codec());
}

#[test]
fn modules_come_before_those_that_import_them() {
    let main = schema("imports/main.toml");
    let order: Vec<&str> = main.modules.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(order, ["common", "zerobuffer", "main"]);
    assert_eq!(main.modules[2].imports.len(), 2);
}

#[test]
fn documentation_is_normalised() {
    let docs = schema("hostile_docs.toml");
    let def = find(&docs, "Docs");
    let doc = |name: &str| def.fields.iter().find(|f| f.name == name).expect("declared").doc.as_deref();
    assert_eq!((doc("empty_doc"), doc("blank_doc"), doc("backslash")), (None, None, Some("\\")));
    assert!(def.doc.as_deref().is_some_and(|d| d.starts_with("First line.") && d.ends_with("A tab.")));
}

/// One file, one mistake of many kinds: each is reported, and nothing beside.
#[test]
fn one_run_finds_everything() {
    let text = r#"
[schema]
edition = 1
name = "many"
version = 1

[[const]]
name = "SIZE"
type = "u8"
value = 300

[[enum]]
name = "Kind"
type = "u8"
values = [ { name = "A", value = 1 }, { name = "B", value = 1 } ]

[[struct]]
name = "First"
size = 9
fields = [
  { name = "a", type = "u8", const = "SIZE" },
  { name = "b", type = "u32", encoding = "ascii" },
  { name = "kind", type = "Kind", default = "NONE" },
  { name = "word", type = "u16", bits = [ { name = "x", bits = "3:0" } ] },
]

[[struct]]
name = "Second"
layuot = "packed"
fields = [ { name = "first", type = "Frist" }, { name = "n", type = "u8", range = [9, 1] } ]

[[struct]]
name = "Third"
fields = [ { name = "second", type = "Second" } ]

[[message]]
name = "Message"
header = "Second"
payload = { name = "data", length = "nothing" }

[[message]]
name = "Other"
header = "First"
payload = [ { name = "x_words", length = "x" }, { name = "rest", length = "b" } ]

[[call]]
name = "go"
request = "Message"
response = "Nobody"
"#;
    let loaded = load_text("many.toml", text);
    let ids: Vec<&str> = loaded.diagnostics.iter().map(|d| d.id).collect();
    let wanted = [
        "value-does-not-fit",
        "duplicate-code",
        "size-mismatch",
        "hidden-padding",
        "key-not-applicable",
        "bits-uncovered",
        "unknown-key",
        "unknown-type",
        "bad-range",
        "unknown-message",
    ];
    assert_eq!(ids, wanted, "{}", report(&loaded));
}

/// Nobody has to state the version; where its rules don't take the schema's, it stays to be given.
#[test]
fn a_version_is_the_schemas_own_by_default() {
    let text = r#"
[schema]
edition = 1
name = "versions"
version = 20

[[struct]]
name = "Versions"
fields = [ { name = "version", type = "u8", role = "version" } ]

[[struct]]
name = "Given"
fields = [ { name = "version", type = "u8", role = "version", default = 3 } ]

[[struct]]
name = "Ruled"
fields = [ { name = "version", type = "u8", role = "version", one_of = [1, 2] } ]

[[struct]]
name = "Narrow"
fields = [ { name = "word", type = "u8", bits = [
  { name = "version", bits = "3:0", role = "version" },
  { name = "kind", bits = "7:4" },
] } ]

[[struct]]
name = "Wide"
fields = [ { name = "word", type = "u8", bits = [
  { name = "version", bits = "4:0", role = "version" },
  { name = "kind", bits = "7:5" },
] } ]
"#;
    let loaded = load_text("versions.toml", text);
    let schema = loaded.schema.as_ref().unwrap_or_else(|| panic!("{}", report(&loaded)));
    let default = |name: &str| {
        let def = schema.structs.iter().find(|s| s.name == name).expect("declared above");
        let rules = match &def.fields[0].kind {
            FieldKind::Bits(_, items) => &items[0].rules,
            _ => &def.fields[0].rules,
        };
        let number = rules.default.as_ref().map(|d| match &d.value {
            Value::Int(n) => n.to_string(),
            other => format!("{other:?}"),
        });
        (number, def.members[0].required)
    };
    assert_eq!(default("Versions"), (Some("20".to_owned()), false));
    assert_eq!(default("Given"), (Some("3".to_owned()), false));
    assert_eq!(default("Ruled"), (None, true));
    assert_eq!(default("Narrow"), (None, false));
    assert_eq!(default("Wide"), (Some("20".to_owned()), false));
}

/// Files of a test, by path.
struct Files(&'static [(&'static str, &'static str)]);

impl Loader for Files {
    fn read(&self, path: &str) -> Result<String, String> {
        let text = self.0.iter().find(|(name, _)| *name == path).map(|(_, text)| (*text).to_owned());
        text.ok_or_else(|| "there is no such file".to_owned())
    }
}

#[test]
fn a_union_whose_tag_is_in_another_file_says_what_numbers_mean() {
    const PARTS: &str = r#"
        schema = { edition = 1, name = "parts", version = 1, endian = "little" }
        [[union]]
        name = "Part"
        tag = "kind"
        members = [ { name = "number", type = "u32", when = 1 }, { name = "octets", type = "bytes[4]", when = [2, 3] } ]
    "#;
    const WHOLE: &str = r#"
        schema = { edition = 1, name = "whole", version = 1, endian = "little", import = ["parts.toml"] }
        [[enum]]
        name = "Kind"
        type = "u32"
        values = [ { name = "NUMBER", value = 1 }, { name = "OCTETS", value = 2 } ]
        [[struct]]
        name = "Whole"
        fields = [ { name = "kind", type = "Kind" }, { name = "part", type = "Part" } ]
    "#;
    let files = Files(&[("parts.toml", PARTS), ("whole.toml", WHOLE)]);
    for root in ["parts.toml", "whole.toml"] {
        let loaded = load(root, &files);
        let problems = report(&loaded);
        let schema = loaded.schema.unwrap_or_else(|| panic!("{problems}"));
        let means: Vec<Vec<&Value>> =
            schema.unions[0].members.iter().map(|m| m.when.iter().map(|w| &w.value).collect()).collect();
        let number = |n: u32| Value::Int(Int::from(u64::from(n)));
        assert_eq!(means, [vec![&number(1)], vec![&number(2), &number(3)]], "{root}");
    }
    // Where the struct is beside it, there is one way to say it.
    let together = PARTS.to_owned() + WHOLE.split_once("] }").map_or("", |(_, items)| items);
    let problems = report(&load_text("together.toml", &together));
    assert!(problems.contains("a value of `Kind` is given by its name"), "{problems}");
}

#[test]
fn errors_beside_an_unreadable_import_are_reported_with_it() {
    const ROOT: &str = r#"
        schema = { edition = 1, name = "root", version = 1, import = ["gone.toml", "broken.toml", "part.toml"] }
        message = [ { name = "M", header = "Gone", payload = { name = "p", length = "n" } } ]
        call = [ { name = "c", request = "Elsewhere", response = "M" } ]
        [[struct]]
        name = "Whole"
        fields = [ { name = "a", type = "Gone" }, { name = "b", type = "u8[LENGTH]" }, { name = "c", type = "u9" },
            { name = "d", type = "Part", typ = 1 }, { name = "e", type = "Tagged" } ]
    "#;
    const PART: &str = r#"
        schema = { edition = 1, name = "part", version = 1 }
        [[struct]]
        name = "Part"
        fields = [ { name = "a", type = "Gone" }, { name = "b", type = "u8", default = 300 } ]
        [[union]]
        name = "Tagged"
        tag = "kind"
        members = [ { name = "a", type = "u32", when = "ONE" } ]
    "#;
    let files = Files(&[("root.toml", ROOT), ("part.toml", PART), ("broken.toml", "[schema\n")]);
    let loaded = load("root.toml", &files);
    assert!(loaded.schema.is_none());
    let said: Vec<(&str, String)> = loaded
        .diagnostics
        .iter()
        .map(|d| (d.id, loaded.sources.slice(d.primary.span).trim().to_owned()))
        .collect();
    // Names that may be in the files that are not there are no errors: `Gone` and `LENGTH` in the root, not in the part.
    let wanted = [
        ("cannot-read", "\"gone.toml\""),
        ("unknown-key", "typ"),
        ("toml-syntax", ""),
        ("unknown-type", "\"Gone\""),
        ("value-does-not-fit", "300"),
    ];
    assert_eq!(said, wanted.map(|(id, place)| (id, place.to_owned())), "{}", report(&loaded));
}

#[test]
fn explicit_layout_is_looked_at_beside_a_field_without_a_type() {
    let text = r#"
        schema = { edition = 1, name = "a", version = 1 }
        [[struct]]
        name = "Record"
        layout = "explicit"
        fields = [ { name = "first", type = "u32", at = 0 }, { name = "wrong", type = "u9", at = 4 },
            { name = "nowhere", type = "u8" }, { name = "over", type = "u16", at = 2 }, { name = "behind", type = "u8" } ]
    "#;
    let loaded = load_text("a.toml", text);
    let said: Vec<(&str, &str)> =
        loaded.diagnostics.iter().map(|d| (d.id, loaded.sources.slice(d.primary.span))).collect();
    let wanted = [
        ("unknown-type", "\"u9\""),
        ("missing-at", "\"nowhere\""),
        ("overlap", "2"),
        ("missing-at", "\"behind\""),
    ];
    assert_eq!(said, wanted, "{}", report(&loaded));
    // What can't be known isn't proposed.
    let edits = |i: usize| loaded.diagnostics[i].help.as_ref().map(|help| help.edits.len());
    assert_eq!((edits(1), edits(3)), (Some(0), Some(1)));
}
