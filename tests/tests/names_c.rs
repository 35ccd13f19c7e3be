//! Names that C can't have are refused with the line that renames them.

use rbgen::Backend;
use rbgen::backend::c::C;
use rbgen_schema::Loader;

struct Text(String);

impl Loader for Text {
    fn read(&self, _: &str) -> Result<String, String> {
        Ok(self.0.clone())
    }
}

fn messages(name: &str, lang: &str, items: &str) -> Vec<(String, String)> {
    let text = format!("[schema]\nedition = 1\nname = \"{name}\"\nversion = 1\n{lang}\n{items}");
    let loaded = rbgen_schema::load("test.toml", &Text(text));
    let schema = loaded.schema.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    C.check(&schema).into_iter().map(|d| (d.message, d.help.map_or_else(String::new, |h| h.text))).collect()
}

const TWO: &str = "[[struct]]\nname = \"FrameHead\"\nfields = [{ name = \"a\", type = \"u8\" }]\n\
                   [[struct]]\nname = \"frame_head\"\nfields = [{ name = \"a\", type = \"u8\" }]\n";
const ONE: &str = "[[struct]]\nname = \"Frame\"\nfields = [{ name = \"a\", type = \"u8\" }]\n";

#[test]
fn names_that_meet_after_casing() {
    let found = messages("test", "", TWO);
    assert!(found.iter().any(|(m, _)| m.contains("both called `FRAME_HEAD_SIZE`")), "{found:?}");
    assert!(found.iter().all(|(_, h)| h.contains("rename = { \"frame_head\" = ")), "{found:?}");
    let renamed = messages("test", "[lang.c]\nrename = { frame_head = \"OldHead\" }\n", TWO);
    assert_eq!(renamed, []);
}

#[test]
fn constants_of_fields_are_macros_of_their_own() {
    let field = "[[struct]]\nname = \"Frame\"\nfields = [{ name = \"kind\", type = \"u8\", const = 3 }]\n";
    assert_eq!(messages("test", "", field), []);
    let other = "[[const]]\nname = \"FRAME_KIND\"\ntype = \"u8\"\nvalue = 4\n";
    let found = messages("test", "", &format!("{field}{other}"));
    assert!(found.iter().any(|(m, _)| m.contains("both called `FRAME_KIND`")), "{found:?}");
}

#[test]
fn names_that_are_taken() {
    for name in ["class", "int", "EOF", "rbgen_error", "__x"] {
        let found = messages("test", &format!("[lang.c]\nrename = {{ Frame = \"{name}\" }}\n"), ONE);
        assert!(found.iter().any(|(m, _)| m.contains("can't be a name in C")), "{name}: {found:?}");
    }
    let found = messages("string", "", ONE);
    assert!(found.iter().any(|(_, h)| h.contains("header = \"string_schema\"")), "{found:?}");
    assert_eq!(messages("string", "[lang.c]\nheader = \"string_schema\"\n", ONE), []);
}

#[test]
fn options_that_are_no_identifiers() {
    for option in ["prefix = \"1a\"", "guard = \"a-b\"", "header = \"a/b\"", "prefix = 3"] {
        let found = messages("test", &format!("[lang.c]\n{option}\n"), ONE);
        assert!(found.iter().any(|(m, _)| m.contains("must be a text")), "{option}: {found:?}");
    }
    assert_eq!(messages("test", "[lang.c]\nprefix = \"tn_\"\nguard = \"TN_H\"\n", ONE), []);
}
