//! Names that Rust can't have are refused with the line that renames them, and that line mends it.

use rbgen::backend;
use rbgen_schema::{Diagnostic, Loader};
use rbgen_tests::schemas;

fn findings(text: &str) -> Vec<Diagnostic> {
    backend::find("rust").expect("the backend is registered").check(&schemas::of_text(text))
}

fn text(lang: &str, items: &str) -> String {
    format!("[schema]\nedition = 1\nname = \"test\"\nversion = 1\n{lang}\n{items}")
}

/// A struct of fields, or of anything else the braces hold.
fn fields(fields: &str) -> String {
    format!("[[struct]]\nname = \"Frame\"\nfields = [{fields}]\n")
}

/// The schema as it is once the first edit of each run is made, until nothing is found.
fn mended(mut text: String) -> String {
    for _ in 0..8 {
        let found = findings(&text);
        let Some(first) = found.first() else { return text };
        let help = first.help.as_ref().unwrap_or_else(|| panic!("no help: {first:?}"));
        let edit = help.edits.first().unwrap_or_else(|| panic!("no edit: {first:?}"));
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
    }
    panic!("not mended: {:?}\n{text}", findings(&text));
}

#[track_caller]
fn refused(items: &str, message: &str) {
    let text = text("", items);
    let found = findings(&text);
    assert!(found.iter().any(|d| d.id == "lang-name" && d.message.contains(message)), "{found:#?}");
    let mended = mended(text);
    assert_ne!(schemas::of_text(&mended).modules[0].lang["rust"].renames.len(), 0, "{mended}");
}

const U8: &str = "type = \"u8\"";

#[test]
fn types_that_meet_after_casing() {
    let two = |a: &str, b: &str| {
        [a, b].map(|n| format!("[[struct]]\nname = \"{n}\"\nfields = [{{ name = \"a\", {U8} }}]\n")).concat()
    };
    refused(&two("frame_head", "FrameHead"), "`FrameHead` and `frame_head` would both be `FrameHead`");
    refused(&two("Frame", "FrameView"), "`FrameView` and `Frame` would both be `FrameView`");
    refused(&two("option", "Frame"), "`option` would be `Option`, which the types of the crate has already");
    let text = text("[lang.rust]\nrename = { Frame = \"u8\" }", &two("Frame", "Other"));
    assert!(findings(&text)[0].message.contains("`Frame` would be `u8`"));
}

#[test]
fn companions_of_structs_and_parameters_of_calls_are_types() {
    let shared =
        "[[struct]]\nname = \"Frame\"\nusage = \"shm\"\nfields = [{ name = \"a\", type = \"u32\" }]\n";
    let writer = "[[struct]]\nname = \"FrameWriter\"\nfields = [{ name = \"a\", type = \"u8\" }]\n";
    refused(&format!("{shared}{writer}"), "`FrameWriter` and `Frame` would both be `FrameWriter`");
    let foreign = shared.replace("shm", "ffi");
    refused(&format!("{foreign}{}", writer.replace("Writer", "C")), "would both be `FrameC`");
    let call = "[[message]]\nname = \"Ask\"\nid = 1\nheader = \"AskParams\"\n[[call]]\nname = \"ask\"\nrequest = \"Ask\"\nresponse = \"Ask\"\n";
    refused(
        &format!("{}{call}", fields("{ name = \"a\", type = \"u8\" }").replace("Frame", "AskParams")),
        "`AskParams`",
    );
}

#[test]
fn constants_and_functions() {
    let constants = "[[const]]\nname = \"maxSize\"\ntype = \"u8\"\nvalue = 1\n[[const]]\nname = \"MAX_SIZE\"\ntype = \"u8\"\nvalue = 2\n";
    refused(constants, "`MAX_SIZE` and `maxSize` would both be `MAX_SIZE`");
    // The name of a tuple struct is that of a function too.
    let values = "[[const]]\nname = \"Mode\"\ntype = \"u8\"\nvalue = 1\n[[enum]]\nname = \"MODE\"\ntype = \"u8\"\nvalues = [{ name = \"A\", value = 1 }]\n";
    refused(values, "`MODE` and `Mode` would both be `MODE`");
    let call = |name: &str| format!("[[call]]\nname = \"{name}\"\nrequest = \"Ask\"\nresponse = \"Ask\"\n");
    let head = fields("{ name = \"a\", type = \"u8\" }")
        + "[[message]]\nname = \"Ask\"\nid = 1\nheader = \"Frame\"\n";
    refused(&format!("{head}{}{}", call("get"), call("get_timed")), "would both be `get_timed`");
    refused(&format!("{head}{}", call("transport")), "`transport` would be `transport`");
}

#[test]
fn values_of_enums_and_flags() {
    let coded = |kind: &str, values: &str| {
        format!("[[{kind}]]\nname = \"Mode\"\ntype = \"u8\"\nvalues = [{values}]\n")
    };
    refused(
        &coded("enum", "{ name = \"aB\", value = 1 }, { name = \"A_B\", value = 2 }"),
        "`Mode.A_B` and `Mode.aB` would both be `A_B` in `Mode`",
    );
    refused(
        &coded("flags", "{ name = \"all\", bit = 1 }"),
        "`Mode.all` would be `ALL`, which `Mode` has already",
    );
    refused(&coded("flags", "{ name = \"CODE\", bits = \"3:2\" }"), "`Mode.CODE` would be `code`");
    refused(
        &coded("flags", "{ name = \"A\", bits = \"3:2\" }, { name = \"with_A\", bits = \"5:4\" }"),
        "would both be `with_a`",
    );
    let text_attribute = "[[enum]]\nname = \"Mode\"\ntype = \"u8\"\ntext = { is_known = \"\" }\nvalues = [{ name = \"A\", value = 1 }]\n";
    let found = findings(&text("", text_attribute));
    assert!(found[0].message.contains("`Mode.is_known` would be `is_known`"), "{found:?}");
}

#[test]
fn members_of_structs() {
    refused(
        &fields("{ name = \"aB\", type = \"u8\" }, { name = \"a_b\", type = \"u8\" }"),
        "would both be `a_b`",
    );
    refused(&fields("{ name = \"to_value\", type = \"u8\" }"), "which the view of `Frame` has already");
    refused(
        &fields("{ name = \"name\", type = \"char[4]\" }, { name = \"name_bytes\", type = \"u8\" }"),
        "would both be `name_bytes` in the view of `Frame`",
    );
    refused(
        &fields(
            "{ name = \"a\", type = \"u8\", scale = 2.0 }, { name = \"set_a\", type = \"u8\", scale = 2.0 }",
        ),
        "would both be `set_a_physical` in the functions of `Frame`",
    );
    let shared = fields("{ name = \"a\", type = \"u32\" }, { name = \"set_a\", type = \"u32\" }");
    refused(
        &shared.replace("fields", "usage = \"shm\"\nfields"),
        "would both be `set_a` in the handles of `Frame`",
    );
    let parameters = fields("{ name = \"aB\", type = \"u8\" }, { name = \"a_b\", type = \"u8\" }")
        + "[[message]]\nname = \"Ask\"\nid = 1\nheader = \"Frame\"\n[[call]]\nname = \"ask\"\nrequest = \"Ask\"\nresponse = \"Ask\"\n";
    refused(&parameters, "would both be `a_b` in the parameters of `ask`");
}

#[test]
fn constants_of_structs_follow_renames() {
    let two = fields("{ name = \"a_b\", reserved = 1 }, { name = \"aB\", reserved = 1 }");
    refused(&two, "`Frame.aB` and `Frame.a_b` would both be `OFFSET_A_B` in the constants of `Frame`");
    let renamed = text("[lang.rust]\nrename = { \"Frame.aB\" = \"second\" }", &two);
    assert!(findings(&renamed).is_empty());
    let rust = backend::find("rust").expect("the backend is registered");
    let files = rust.emit(&schemas::of_text(&renamed));
    assert!(files.iter().any(|(_, text)| text.contains("OFFSET_SECOND: usize = 1")), "{files:?}");
    refused(
        &fields("{ name = \"offset_a\", type = \"u8\", const = 1 }, { name = \"a\", type = \"u8\" }"),
        "would both be `OFFSET_A` in the constants of `Frame`",
    );
}

#[test]
fn members_of_unions() {
    let union = |tag: &str, a: &str, b: &str| {
        format!(
            "[[union]]\nname = \"Either\"\n{tag}members = [{{ name = \"{a}\", type = \"u8\" }}, {{ name = \"{b}\", type = \"u16\" }}]\n"
        )
    };
    refused(&union("", "aB", "a_b"), "`Either.a_b` and `Either.aB` would both be `");
    refused(&union("", "a", "from_a"), "`Either.from_a` and `Either.a` would both be `from_a` in `Either`");
    let tagged = union("tag = \"kind\"\n", "aB", "a_b")
        .replace("\"aB\", type = \"u8\"", "\"aB\", type = \"u8\", when = 1")
        .replace("\"a_b\", type = \"u16\"", "\"a_b\", type = \"u16\", otherwise = true");
    refused(&tagged, "`Either.a_b` and `Either.aB` would both be `AB` in `Either`");
}

#[test]
fn parts_and_helpers_of_messages() {
    let header = fields("{ name = \"width\", type = \"u16\" }, { name = \"size\", type = \"u16\" }");
    let message = "[[message]]\nname = \"Image\"\nheader = \"Frame\"\npayload = [{ name = \"encoded_len\", length = \"size\" }]\n";
    refused(
        &format!("{header}{message}"),
        "`Image.encoded_len` would be `encoded_len`, which `Image` has already",
    );
    let kind = "[[enum]]\nname = \"Kind\"\ntype = \"u16\"\ntext = { parse = \"\" }\nvalues = [{ name = \"A\", value = 0 }]\n";
    let helper = "[[message]]\nname = \"Image\"\nheader = \"Frame\"\nderive = { parse = \"kind\" }\n";
    let header = fields("{ name = \"kind\", type = \"Kind\" }");
    let found = findings(&text("", &format!("{kind}{header}{helper}")));
    let help = found[0].help.as_ref().expect("help");
    assert!(found[0].message.contains("`Image.parse` would be `parse`"), "{found:?}");
    assert!(help.text.starts_with("leave `parse` out of `derive`") && help.edits.is_empty(), "{help:?}");
}

#[test]
fn renames_and_options_that_are_no_names() {
    let one = fields("{ name = \"a\", type = \"u8\" }");
    for name in ["_", "1a", "a-b", "é", "rbgen_frame", "r#type"] {
        let found = findings(&text(&format!("[lang.rust]\nrename = {{ Frame = \"{name}\" }}"), &one));
        assert!(found.iter().any(|d| d.message.contains("can't be a name in Rust")), "{name}: {found:?}");
    }
    for option in ["\"1a\"", "\"a-b\"", "\"\"", "3"] {
        let found = findings(&text(&format!("[lang.rust]\ncrate = {option}"), &one));
        assert!(found.iter().any(|d| d.id == "lang-option"), "{option}: {found:?}");
    }
    let keyword = text("[lang.rust]\nrename = { \"Frame.a\" = \"type\" }", &one);
    assert!(findings(&keyword).is_empty());
}

#[test]
fn modules_of_imports() {
    struct Files;
    impl Loader for Files {
        fn read(&self, path: &str) -> Result<String, String> {
            let schema = |name: &str, rest: &str| {
                format!("[schema]\nedition = 1\nname = \"{name}\"\nversion = 1\n{rest}")
            };
            Ok(match path {
                "a.toml" => schema("core", ""),
                "b.toml" => schema("My_parts", ""),
                "c.toml" => schema("myParts", ""),
                _ => schema("root", "import = [\"a.toml\", \"b.toml\", \"c.toml\"]\n"),
            })
        }
    }
    let loaded = rbgen_schema::load("root.toml", &Files);
    let schema = loaded.schema.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    let found = backend::find("rust").expect("the backend is registered").check(&schema);
    let messages: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
    assert!(
        messages[0].contains("`core` would be `core`, which the modules of the crate has already"),
        "{messages:?}"
    );
    assert!(messages[1].contains("both be `my_parts` in the modules"), "{messages:?}");
}
