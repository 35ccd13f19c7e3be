//! Names that C and C++ can't have, or have twice, get another one or are refused with the edit that renames them.

use rbgen::Backend;
use rbgen::backend::c::C;
use rbgen_schema::{Diagnostic, Loader, Schema};
use rbgen_tests::schemas;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const HEAD: &str = "[schema]\nedition = 1\nname = \"probe\"\nversion = 1\nendian = \"little\"\n";

fn messages(name: &str, lang: &str, items: &str) -> Vec<(String, String)> {
    let text = format!("[schema]\nedition = 1\nname = \"{name}\"\nversion = 1\n{lang}\n{items}");
    let found = C.check(&schemas::of_text(&text));
    found.into_iter().map(|d| (d.message, d.help.map_or_else(String::new, |h| h.text))).collect()
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

/// The text of a schema after all findings about it, of which one has to be about `target`.
fn mended(text: &str, target: &str) -> String {
    let mut text = text.to_owned();
    let mut found = C.check(&schemas::of_text(&text));
    let help = |d: &Diagnostic| d.help.as_ref().map_or(String::new(), |help| help.text.clone());
    assert!(found.iter().any(|d| help(d).contains(&format!("\"{target}\" = "))), "{target}: {found:#?}");
    for _ in 0..found.len() {
        let Some(first) = found.first() else { break };
        text = edited(&text, first);
        found = C.check(&schemas::of_text(&text));
    }
    assert!(found.is_empty(), "{target}: {found:#?}\n{text}");
    text
}

/// Compiles the headers of a schema alone, as C and as C++, with the macros that compilers predefine by default.
fn compiles(schema: &Schema, dir: &Path) {
    let found = C.check(schema);
    assert!(found.is_empty(), "{found:#?}");
    for (path, text) in C.emit(schema).iter() {
        let at = dir.join(path);
        std::fs::create_dir_all(at.parent().expect("a folder")).expect("folders can be made");
        std::fs::write(at, text).expect("files can be written");
    }
    let include = dir.join("probe/include");
    let files = C.emit(schema);
    let mut headers = files.iter().map(|(path, _)| path).filter(|p| p.ends_with(".h"));
    let header = headers.find(|path| !path.ends_with("rbgen_wire.h")).expect("a header of the schema");
    for (compiler, arguments) in [("gcc", ["-std=gnu11", "-x", "c"]), ("g++", ["-std=gnu++17", "-x", "c++"])]
    {
        let output = Command::new(compiler)
            .args(arguments)
            .args(["-Wall", "-Wextra", "-Werror", "-Wno-unused-function", "-fsyntax-only", "-I"])
            .arg(&include)
            .arg(dir.join(header))
            .output()
            .unwrap_or_else(|e| panic!("{compiler} can't be run ({e}): on Debian, apt install gcc g++"));
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{compiler} {arguments:?}:\n{}", &text[..text.len().min(4000)]);
    }
}

const TWO: &str = "[[struct]]\nname = \"FrameHead\"\nfields = [{ name = \"a\", type = \"u8\" }]\n\
                   [[struct]]\nname = \"frame_head\"\nfields = [{ name = \"a\", type = \"u8\" }]\n";
const ONE: &str = "[[struct]]\nname = \"Frame\"\nfields = [{ name = \"a\", type = \"u8\" }]\n";

#[test]
fn names_that_meet_after_casing() {
    let found = messages("test", "", TWO);
    assert!(found.iter().any(|(m, _)| m.contains("both called `FRAME_HEAD_SIZE`")), "{found:?}");
    assert!(found.iter().all(|(_, h)| h.contains("rename = { \"frame_head\" = ")), "{found:?}");
    assert_eq!(found.len(), 1, "one rename mends it all: {found:?}");
    let renamed = messages("test", "[lang.c]\nrename = { frame_head = \"OldHead\" }\n", TWO);
    assert_eq!(renamed, []);
}

/// Each with what has to be renamed: the edit of each finding is applied, nothing is left to find, and the result
/// compiles.
#[test]
fn collisions_are_refused_with_the_edit() {
    let field = |fields: &str| format!("[[struct]]\nname = \"S\"\nfields = [{fields}]\n");
    let text = |name: &str| format!("{{ name = \"{name}\", type = \"char[4]\" }}");
    let byte = |name: &str| format!("{{ name = \"{name}\", type = \"u8\" }}");
    let item = |kind: &str, name: &str, rest: &str| format!("[[{kind}]]\nname = \"{name}\"\n{rest}\n");
    let one = |name: &str| item("struct", name, "fields = [{ name = \"n\", type = \"u8\" }]");
    let flags = "type = \"u8\"\nvalues = [{ name = \"A\", bit = 0 }]";
    let codes = "type = \"u8\"\nvalues = [{ name = \"A\", value = 0 }]";
    let number = "type = \"u8\"\nvalue = 7";
    let message = |name: &str, rest: &str| item("message", name, &format!("header = \"H\"\n{rest}"));
    let call = |name: &str, rest: &str| {
        let part = "id = 1\npayload = { name = \"image\", length = \"n\" }";
        let header = "fields = [{ name = \"n\", type = \"u8\" }, { name = \"image_size\", type = \"u8\" }]";
        let ends = "request = \"M\"\nresponse = \"M\"";
        format!(
            "{}{}{}",
            item("struct", "H", header),
            message("M", part),
            item("call", name, &format!("{ends}\n{rest}"))
        )
    };
    for (body, target) in [
        // Two names that become one: types, functions, macros, members, functions of members.
        (TWO.to_owned(), "frame_head"),
        (field(&[text("fooBar"), text("foo_bar")].join(", ")), "S.foo_bar"),
        (format!("{}{}", field(&text("init")), one("SSet")), "SSet"),
        (format!("{}{}", one("S"), item("const", "S_SIZE", number)), "S_SIZE"),
        (
            field(
                "{ name = \"Kind\", type = \"u8\", const = 3 }, { name = \"kind\", type = \"u8\", const = 4 }",
            ),
            "S.kind",
        ),
        (
            format!(
                "{}{}",
                field("{ name = \"kind\", type = \"u8\", const = 3 }"),
                item("const", "S_KIND", number)
            ),
            "S_KIND",
        ),
        (field(&[byte("class"), byte("class_")].join(", ")), "S.class_"),
        (
            format!("{}{}", one("H"), message("M", "payload = { name = \"header\", length = \"n\" }")),
            "M.header",
        ),
        (
            format!(
                "{}{}",
                one("H"),
                message(
                    "M",
                    "payload = [{ name = \"a\", length = \"n\" }, { name = \"a_size\", length = \"rest\" }]"
                )
            ),
            "M.a_size",
        ),
        (call("get", ""), "get.image_size"),
        (format!("{}{}", one("Timer"), item("message", "timer", "header = \"Timer\"")), "timer"),
        (format!("{}{}", item("enum", "E", codes), item("const", "E_A", number)), "E_A"),
        (format!("{}{}", item("flags", "F", flags), item("enum", "f", codes)), "f.A"),
        // What rbgen itself uses.
        (format!("[lang.c]\nprefix = \"rb\"\n{}", one("gen_x")), "gen_x"),
        (format!("[lang.c]\nprefix = \"RB\"\n{}", item("const", "GEN_END", number)), "GEN_END"),
        (format!("{}[lang.c]\nrename = {{ \"S.n\" = \"RBGEN_SIZEOF\" }}\n", one("S")), "S.n"),
        (format!("{}{}", one("x"), one("x_rbgen")), "x_rbgen"),
        // What the C library uses, as a name that is put together.
        (format!("{}{}", one("H"), message("Timer", "")), "Timer"),
        // Macros that would replace members or types.
        (format!("{}{}", one("Frame"), field(&byte("FRAME_SIZE"))), "S.FRAME_SIZE"),
        (format!("{}[lang.c]\nrename = {{ \"F.A\" = \"alpha\" }}\n", item("flags", "F", flags)), "F.A"),
        (
            format!(
                "{}[lang.c]\nrename = {{ \"S.a\" = \"T\" }}\n{}",
                field("{ name = \"a\", type = \"u8\" }, { name = \"b\", type = \"T\" }"),
                item("enum", "T", codes)
            ),
            "S.a",
        ),
        (
            format!(
                "{}{}",
                field("{ name = \"default\", type = \"u8\" }, { name = \"b\", type = \"default\" }"),
                item("flags", "default", flags)
            ),
            "S.default",
        ),
        // Names of the implementation.
        (one("_state"), "_state"),
        // Renames that are no names.
        (format!("{}[lang.c]\nrename = {{ S = \"class\" }}\n", one("S")), "S"),
        (format!("{}[lang.c]\nrename = {{ S = \"memcpy\" }}\n", one("S")), "S"),
        (format!("{}[lang.c]\nrename = {{ S = \"1a\" }}\n", one("S")), "S"),
        (format!("{}[lang.c]\nrename = {{ \"S.n\" = \"errno\" }}\n", one("S")), "S.n"),
        (format!("{}[lang.c]\nrename = {{ \"S.n\" = \"__n\" }}\n", one("S")), "S.n"),
    ] {
        let dir = tempfile::tempdir().expect("a temporary folder");
        compiles(&schemas::of_text(&mended(&format!("{HEAD}{body}"), target)), dir.path());
    }
}

#[test]
fn a_member_gives_way_to_a_constant() {
    let items = "[[const]]\nname = \"LIMIT\"\ntype = \"u8\"\nvalue = 7\n\
                 [[union]]\nname = \"U\"\nmembers = [{ name = \"LIMIT\", type = \"u8\" }]\n";
    let dir = tempfile::tempdir().expect("a temporary folder");
    compiles(&schemas::of_text(&format!("{HEAD}{items}")), dir.path());
}

#[test]
fn what_no_rename_changes_says_what_does() {
    let attribute = "[[enum]]\nname = \"E\"\ntype = \"u8\"\ntext = { is_known = \"?\" }\nvalues = [{ name = \"A\", value = 0 }]\n";
    // A function of the enum has that name, and here one of the C library.
    let library = attribute.replace("\"E\"", "\"clock\"").replace("is_known", "gettime");
    for items in [attribute, &library] {
        let found = messages("test", "", items);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].1.contains("another name"), "{found:?}");
    }
}

#[test]
fn names_that_are_taken() {
    for name in ["class", "int", "EOF", "rbgen_error", "__x", "value", "linux"] {
        let found = messages("test", &format!("[lang.c]\nrename = {{ Frame = \"{name}\" }}\n"), ONE);
        assert!(found.iter().any(|(m, _)| m.contains("can't be a name in C")), "{name}: {found:?}");
    }
    // A member may be called as a function or a variable is.
    assert_eq!(messages("test", "[lang.c]\nrename = { \"Frame.a\" = \"value\" }\n", ONE), []);
}

#[test]
fn headers_that_hide_others_get_another_name() {
    for name in ["string", "Time", "stdint"] {
        let text = format!("[schema]\nedition = 1\nname = \"{name}\"\nversion = 1\n{ONE}");
        let found = C.check(&schemas::of_text(&text));
        assert_eq!(found.len(), 1, "{found:?}");
        let text = edited(&text, &found[0]);
        assert!(text.contains(&format!("[lang.c]\nheader = \"{name}_schema\"\n")), "{text}");
        assert!(C.check(&schemas::of_text(&text)).is_empty(), "{text}");
    }
}

#[test]
fn options_that_are_no_identifiers() {
    for option in [
        "prefix = \"1a\"",
        "prefix = \"rbgen_\"",
        "guard = \"a-b\"",
        "guard = \"EOF\"",
        "guard = \"small_h\"",
        "header = \"a/b\"",
        "prefix = 3",
    ] {
        let found = messages("test", &format!("[lang.c]\n{option}\n"), ONE);
        assert!(found.iter().any(|(m, _)| m.contains("must be a text")), "{option}: {found:?}");
    }
    assert_eq!(messages("test", "[lang.c]\nprefix = \"tn_\"\nguard = \"TN_H\"\n", ONE), []);
}

#[test]
fn options_change_every_name() {
    let path = schemas::root().join("tests/data/ok/every_key.toml");
    let whole = schemas::load(&path).schema.expect("the schema loads");
    let root = whole.modules.last().expect("a root");
    let options = "[lang.c]\nprefix = \"tn_\"\nheader = \"tn-probe\"\n\n[[";
    let text = root.text.replace("name = \"every_key\"", "name = \"probe\"").replacen("[[", options, 1);
    let loaded = rbgen_schema::load("test.toml", &Folder(text));
    let schema = loaded.schema.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let dir = tempfile::tempdir().expect("a temporary folder");
    compiles(&schema, dir.path());
    let header = std::fs::read_to_string(dir.path().join("probe/include/tn-probe.h")).expect("the header");
    assert!(
        header.contains("#ifndef TN_PROBE_H\n") && header.contains("typedef struct tn_Sample tn_Sample;")
    );
    for line in header.lines() {
        let name = line.strip_prefix("#define ").or_else(|| line.strip_prefix("struct "));
        let name = name.map(|name| name.trim_start_matches("RBGEN_ALIGN_8 ").to_ascii_lowercase());
        assert!(
            name.is_none_or(|name| name.starts_with("tn_") || name.starts_with("rbgen_aligned(")),
            "{line}"
        );
    }
}

/// A root in place of a file of the small schemas, beside the others.
struct Folder(String);

impl Loader for Folder {
    fn read(&self, path: &str) -> Result<String, String> {
        if path == "test.toml" {
            return Ok(self.0.clone());
        }
        std::fs::read_to_string(schemas::root().join("tests/data/ok").join(path)).map_err(|e| e.to_string())
    }
}

/// Every word of the generated headers and of the library headers that they include, by what the compilers say.
fn vocabulary() -> BTreeSet<String> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut words = BTreeSet::new();
    let mut add = |text: &str| {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let found = text.split(|c| !is_word(c)).filter(|w| w.len() <= 60 && !w.contains("__"));
        words.extend(found.filter(|w| w.starts_with(|c: char| c.is_ascii_alphabetic())).map(str::to_owned));
    };
    for (name, schema) in schemas::good() {
        for (path, text) in C.emit(&schema).iter().filter(|(path, _)| path.ends_with(".h")) {
            if path.ends_with("rbgen_wire.h") {
                std::fs::write(dir.path().join("rbgen_wire.h"), text).expect("the header");
            }
            // The words of its functions, without the names that the schema gives.
            if name == "unions" {
                add(&text.replace(|c: char| c.is_ascii_uppercase(), "_"));
            }
        }
    }
    for arguments in [
        ["-std=gnu11", "-x", "c", "-E", "-P"],
        ["-std=gnu11", "-x", "c", "-E", "-dM"],
        ["-std=gnu++17", "-x", "c++", "-E", "-dM"],
    ] {
        let output = Command::new("gcc").args(arguments).arg(dir.path().join("rbgen_wire.h")).output();
        add(&String::from_utf8_lossy(&output.expect("gcc runs").stdout));
    }
    add("exp log sin y0 j1 gamma abs exit read write open close send kill index rindex mips sparc far near");
    // Words of the schema language can't be names of items.
    words.retain(|w| rbgen_schema::ir::Scalar::from_name(w).is_none());
    assert!(words.len() > 700, "{}", words.len());
    words
}

/// Names that meet one another are left to the other tests: these are refused, the rest has to compile.
fn accepted(items: &[(String, String)]) -> String {
    let mut kept: Vec<&(String, String)> = items.iter().collect();
    for _ in 0..200 {
        let text = kept.iter().fold(HEAD.to_owned(), |text, (_, item)| text + item);
        let loaded = rbgen_schema::load_text("test.toml", &text);
        let Some(schema) = loaded.schema else {
            let refused: BTreeSet<u32> = loaded.diagnostics.iter().map(|d| d.primary.span.start).collect();
            kept = without(&kept, &refused);
            continue;
        };
        let found = C.check(&schema);
        if found.is_empty() {
            return text;
        }
        kept = without(&kept, &found.iter().map(|d| d.primary.span.start).collect());
    }
    panic!("always another finding");
}

/// The items but for those that a finding points into.
fn without<'i>(items: &[&'i (String, String)], refused: &BTreeSet<u32>) -> Vec<&'i (String, String)> {
    let mut at = HEAD.len() as u32;
    let mut kept = Vec::new();
    for item in items {
        let end = at + item.1.len() as u32;
        if refused.range(at..end).next().is_none() {
            kept.push(*item);
        }
        at = end;
    }
    assert!(kept.len() < items.len(), "a finding that points to no item");
    kept
}

/// Whatever a type, constant, call or member is called, the headers compile or the name is refused.
#[test]
fn any_word_is_refused_or_compiles() {
    let words = vocabulary();
    let kinds: [(&str, &str); 6] = [
        ("struct", "fields = [{ name = \"n\", type = \"u16\", range = [1, 9] }]"),
        ("enum", "type = \"u8\"\nvalues = [{ name = \"A\", value = 0 }]"),
        ("flags", "type = \"u16\"\nvalues = [{ name = \"A\", bit = 0 }, { name = \"B\", bits = \"5:3\" }]"),
        ("union", "members = [{ name = \"a\", type = \"u8\" }]"),
        ("const", "type = \"u8\"\nvalue = 1"),
        ("message", "id = 1\nheader = \"Xh\"\npayload = { name = \"part\", length = \"n\" }"),
    ];
    let base = "[[struct]]\nname = \"Xh\"\nfields = [{ name = \"n\", type = \"u8\" }]\n\
                [[message]]\nname = \"Xm\"\nid = 1\nheader = \"Xh\"\npayload = { name = \"part\", length = \"n\" }\n";
    for (kind, rest) in kinds.into_iter().chain([("call", "request = \"Xm\"\nresponse = \"Xm\"")]) {
        let mut items = vec![(String::new(), base.to_owned())];
        items.extend(words.iter().map(|w| (w.clone(), format!("[[{kind}]]\nname = \"{w}\"\n{rest}\n"))));
        let text = accepted(&items);
        let dir = tempfile::tempdir().expect("a temporary folder");
        compiles(&schemas::of_text(&text), dir.path());
        let left = text.matches(&format!("[[{kind}]]")).count();
        assert!(left * 2 > words.len(), "{kind}: only {left} of {} names", words.len());
    }
    // Members: of a struct in memory, of its value, of unions and messages.
    let byte = |w: &String| format!("  {{ name = \"{w}\", type = \"u8\" }},\n");
    let items: Vec<(String, String)> = words
        .iter()
        .enumerate()
        .map(|(i, w)| (w.clone(), format!("[[struct]]\nname = \"S{i}\"\nfields = [\n{}]\n", byte(w))))
        .collect();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let text = accepted(&items);
    compiles(&schemas::of_text(&text), dir.path());
    let left = text.matches("[[struct]]").count();
    assert!(left + 200 > words.len(), "only {left} of {} members", words.len());
}
