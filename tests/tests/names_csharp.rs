//! Names that C# can't have, or has twice, get another form or are refused with the edit that renames them; what is left
//! compiles.

use rbgen::Backend;
use rbgen::backend::csharp::CSharp;
use rbgen_tests::mending::mended;
use rbgen_tests::schemas;
use rbgen_tests::toolchain::csharp::{Kind, compile};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Keywords, words that are one in some places, members of every object, types that generated code uses, its parameters
/// and its variables, and names that casing makes equal or empty.
const WORDS: &str = "abstract as base bool break byte case catch char checked class const continue decimal default delegate do \
    double else enum event explicit extern false finally fixed float for foreach goto if implicit in int interface \
    internal is lock long namespace new null object operator out override params private protected public \
    readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof \
    uint ulong unchecked unsafe ushort using virtual void volatile while add alias and args ascending async await by \
    descending dynamic equals field file from get global group init into join let managed nameof nint not notnull nuint on \
    or orderby partial record remove required scoped select set unmanaged value var when where with yield \
    get_hash_code to_string get_type memberwise_clone finalize reference_equals print_members deconstruct equality_contract \
    size align layout layout_hash decode decode_prefix encode encode_into iter_from bytes_needed dump headroom clone \
    guid math bit_converter binary_primitives span read_only_span array convert hash_code string_builder byte_order error_kind \
    decode_exception encode_exception culture_info volatile_ unsafe_ unsafe_view system data order extent rest destination index \
    length source text struct_name message header request response transport responses entry start memory as_span \
    snapshot to_value raw create parse id trailing item i j k e f _ __ _x x_ x xX x_x X rbgen rbgen_wire rbgen_text left \
    right other obj builder hash value__ main program";

fn words() -> impl Iterator<Item = &'static str> {
    // A schema's own rules refuse some names already.
    WORDS.split_whitespace().filter(|word| !word.starts_with("rbgen") && !word.contains("__") && *word != "_")
}

/// Compiles what a schema gives, strictly.
fn compiles(name: &str, text: &str) {
    let schema = schemas::of_text(text);
    let found = CSharp.check(&schema);
    assert!(found.is_empty(), "{name}: {found:#?}");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("names_csharp").join(name);
    let mut sources: Vec<PathBuf> = Vec::new();
    for (path, text) in CSharp.emit(&schema).iter().filter(|(path, _)| path.ends_with(".cs")) {
        let at = folder.join(path);
        std::fs::create_dir_all(at.parent().expect("a folder")).expect("folders can be made");
        std::fs::write(&at, text).expect("files can be written");
        sources.push(at);
    }
    let result = compile(&sources, &[], &folder.join("assembly"), "Names", Kind::Library);
    result.unwrap_or_else(|e| panic!("{}", &e[..e.len().min(5000)]));
}

const HEAD: &str = "[schema]\nedition = 1\nname = \"probe\"\nversion = 1\n";

/// Every word in every place that a name can stand at.
#[test]
fn hostile_names_compile_after_the_proposed_edits() {
    let mut text = HEAD.to_owned();
    let list = |each: &dyn Fn(usize, &str) -> String| {
        words().enumerate().map(|(at, word)| each(at, word)).collect::<Vec<_>>().join(",\n  ")
    };
    let _ = write!(
        text,
        "[[enum]]\nname = \"Code\"\ntype = \"u16\"\nunknown = \"reject\"\nvalues = [\n  {}\n]\n",
        list(&|at, word| format!("{{ name = \"{word}\", value = {at} }}"))
    );
    for (at, chunk) in words().collect::<Vec<_>>().chunks(64).enumerate() {
        let each =
            chunk.iter().enumerate().map(|(bit, word)| format!("{{ name = \"{word}\", bit = {bit} }}"));
        let values = each.collect::<Vec<_>>().join(",\n  ");
        let _ = write!(text, "[[flags]]\nname = \"Bits{at}\"\ntype = \"u64\"\nvalues = [\n  {values}\n]\n");
    }
    for (name, tag) in [("Plain", ""), ("Tagged", "tag = \"which\"\n")] {
        let when = |at: usize| if tag.is_empty() { String::new() } else { format!(", when = {at}") };
        let _ = write!(
            text,
            "[[union]]\nname = \"{name}\"\n{tag}members = [\n  {}\n]\n",
            list(&|at, word| format!("{{ name = \"{word}\", type = \"u16[2]\"{} }}", when(at)))
        );
    }
    let fields = list(&|at, word| {
        let ty =
            ["u32", "Code", "char[4]", "u8[2]", "f32", "bytes[3]", "u24", "guid", "Plain", "u128"][at % 10];
        format!("{{ name = \"{word}\", type = \"{ty}\" }}")
    });
    for (name, head) in [("Fields", ""), ("Either", "endian = \"either\"\n"), ("Big", "endian = \"big\"\n")] {
        let fields =
            if head.contains("either") { fields.replace("\"Plain\"", "\"u16\"") } else { fields.clone() };
        let _ = write!(
            text,
            "[[struct]]\nname = \"{name}\"\nlayout = \"packed\"\n{head}fields = [\n  {fields}\n]\n"
        );
    }
    let _ = write!(
        text,
        "[[struct]]\nname = \"Holder\"\nlayout = \"packed\"\nfields = [ {{ name = \"which\", type = \"u16\" }}, {{ name = \"held\", type = \"Tagged\" }} ]\n"
    );
    let shared = list(&|_, word| {
        format!("{{ name = \"{word}\", type = \"u32\", owner = \"both\", atomic = \"seq-cst\" }}")
    });
    let _ = write!(text, "[[struct]]\nname = \"Shared\"\nusage = \"shm\"\nfields = [\n  {shared}\n]\n");
    let members = list(&|_, word| format!("{{ name = \"{word}\", type = \"u32\" }}"));
    let _ = write!(text, "[[struct]]\nname = \"Head\"\nfields = [\n  {members}\n]\n");
    let lengths: Vec<String> =
        words().map(|word| format!("{{ name = \"{word}_len\", type = \"u32\" }}")).collect();
    let _ = write!(text, "[[struct]]\nname = \"Lengths\"\nfields = [\n  {}\n]\n", lengths.join(",\n  "));
    let parts = list(&|_, word| format!("{{ name = \"{word}\", length = \"{word}_len\" }}"));
    let _ = write!(
        text,
        "[[message]]\nname = \"Parts\"\nid = 1\nheader = \"Lengths\"\npayload = [\n  {parts}\n]\n"
    );
    text.push_str("[[message]]\nname = \"Given\"\nid = 2\nheader = \"Head\"\n");
    text.push_str("[[call]]\nname = \"send\"\nrequest = \"Given\"\nresponse = \"Parts\"\nmany = { data = [\"class\", \"order\"], entry = [\"request\"] }\n");
    text.push_str("[[call]]\nname = \"transport\"\nrequest = \"Parts\"\nresponse = \"Given\"\n");
    compiles("members", &mended(&CSharp, &text));
}

/// Every word as the name of an item.
#[test]
fn hostile_items_compile_after_the_proposed_edits() {
    let mut text = HEAD.to_owned();
    let built_in = ["bool", "char", "guid"];
    for (at, word) in words().filter(|word| !built_in.contains(word)).enumerate() {
        let _ = match at % 5 {
            0 => write!(
                text,
                "[[struct]]\nname = \"{word}\"\nlayout = \"packed\"\nfields = [ {{ name = \"a\", type = \"u8\" }}, {{ name = \"{word}\", type = \"f32[2]\" }} ]\n"
            ),
            1 => write!(
                text,
                "[[enum]]\nname = \"{word}\"\ntype = \"u8\"\nunknown = \"reject\"\nvalues = [ {{ name = \"{word}\", value = 0 }} ]\n"
            ),
            2 => write!(
                text,
                "[[flags]]\nname = \"{word}\"\ntype = \"u128\"\nvalues = [ {{ name = \"{word}\", bit = 0 }}, {{ name = \"number\", bits = \"9:3\" }} ]\n"
            ),
            3 => write!(text, "[[const]]\nname = \"{word}\"\ntype = \"u32\"\nvalue = 1\n"),
            _ => write!(
                text,
                "[[union]]\nname = \"{word}\"\nmembers = [ {{ name = \"{word}\", type = \"u32\" }} ]\n"
            ),
        };
    }
    compiles("items", &mended(&CSharp, &text));
}

/// A member that is called as a type of the package, but is of another.
#[test]
fn members_called_as_types_do_not_hide_them() {
    let text = format!(
        "{HEAD}[[enum]]\nname = \"Color\"\ntype = \"u8\"\nunknown = \"reject\"\nvalues = [ {{ name = \"RED\", value = 1 }} ]\n\
         [[struct]]\nname = \"Inner\"\nfields = [ {{ name = \"a\", type = \"char[2]\" }} ]\n\
         [[struct]]\nname = \"Outer\"\nlayout = \"packed\"\nendian = \"either\"\nfields = [\n\
         {{ name = \"color\", type = \"u32\" }},\n{{ name = \"tint\", type = \"Color\", default = \"RED\" }},\n\
         {{ name = \"shades\", type = \"Color[2]\", default = \"RED\" }},\n{{ name = \"inner\", type = \"u16\", one_of = [1, 2] }},\n\
         {{ name = \"byte_order\", type = \"u16\", const = 5, role = \"byte_order\" }},\n\
         {{ name = \"binary_primitives\", type = \"u32\" }},\n{{ name = \"error_kind\", type = \"u32\", range = [1, 2] }},\n\
         {{ name = \"decode_exception\", type = \"f32\", range = [1.0, 2.0] }},\n{{ name = \"guid\", type = \"u64\" }},\n\
         {{ name = \"id\", type = \"uuid\" }}\n]\n\
         [[struct]]\nname = \"Nest\"\nlayout = \"packed\"\nfields = [ {{ name = \"inner\", type = \"u8\" }}, {{ name = \"held\", type = \"Inner\" }} ]\n"
    );
    assert!(CSharp.check(&schemas::of_text(&text)).is_empty());
    compiles("hidden", &text);
}

/// What is refused, and the edit that is proposed.
#[test]
fn collisions_are_refused_with_the_edit() {
    let field = |name: &str| format!("{{ name = \"{name}\", type = \"u8\" }}");
    let holder = |name: &str, fields: &[&str]| {
        let fields: Vec<String> = fields.iter().map(|name| field(name)).collect();
        format!("[[struct]]\nname = \"{name}\"\nfields = [{}]\n", fields.join(", "))
    };
    for (body, target) in [
        (holder("Version", &["version"]), "Version.version"),
        (holder("S", &["size"]), "S.size"),
        (holder("S", &["to_string"]), "S.to_string"),
        (holder("S", &["fooBar", "foo_bar"]), "S.foo_bar"),
        (holder("S", &["a"]) + &holder("SView", &["a"]), "SView"),
        (holder("S", &["a"]) + &holder("SRaw", &["a"]), "SRaw"),
        (holder("Head", &["a"]) + &holder("HEAD", &["a"]), "HEAD"),
        (holder("byte_order", &["a"]), "byte_order"),
        (holder("Guid", &["a"]), "Guid"),
        (
            "[[struct]]\nname = \"S\"\nfields = [{ name = \"a\", type = \"u8\", scale = 2.0 }, { name = \"a_physical\", type = \"u8\" }]\n".to_owned(),
            "S.a_physical",
        ),
        ("[[enum]]\nname = \"E\"\ntype = \"u8\"\nvalues = [{ name = \"RED\", value = 0 }, { name = \"Red\", value = 1 }]\n".to_owned(), "E.Red"),
        (
            format!(
                "{}[[message]]\nname = \"Image\"\nheader = \"H\"\npayload = {{ name = \"image\", length = \"rest\" }}\n",
                holder("H", &["a"])
            ),
            "Image.image",
        ),
    ] {
        let text = format!("{HEAD}{body}");
        let found = CSharp.check(&schemas::of_text(&text));
        let helps: Vec<String> = found.iter().filter_map(|d| d.help.as_ref().map(|help| help.text.clone())).collect();
        assert!(helps.iter().any(|help| help.contains(&format!("\"{target}\" = ")) || help.contains(&format!("{target} = "))), "{target}: {found:#?}");
        mended(&CSharp, &text);
    }
}

#[test]
fn options_and_renames_are_checked() {
    let messages = |lang: &str| {
        let text = format!(
            "{HEAD}[lang.csharp]\n{lang}\n[[struct]]\nname = \"S\"\nfields = [{{ name = \"a\", type = \"u8\" }}]\n"
        );
        let found = CSharp.check(&schemas::of_text(&text));
        found.into_iter().map(|d| d.message).collect::<Vec<_>>()
    };
    assert_eq!(messages("namespace = \"Acme.Probe\"\npackage = \"Acme.Probe-2\""), [""; 0]);
    for (lang, said) in [
        ("namespace = \"Acme..Probe\"", "`namespace` of [lang.csharp] must be identifiers joined by dots"),
        ("namespace = \"class\"", "`namespace` of [lang.csharp] must be identifiers joined by dots"),
        ("namespace = 5", "`namespace` of [lang.csharp] must be a text"),
        ("namespace = \"System.Text\"", "a namespace `System.Text` would hide the framework's types"),
        ("package = \"a b\"", "`package` of [lang.csharp] must be letters, digits, `_`, `-` and `.`"),
        ("rename = { \"S.a\" = \"a-b\" }", "`a-b` can't be a name in C#"),
        ("rename = { \"S.a\" = \"rbgenX\" }", "`rbgenX` can't be a name in C#"),
        (
            "rename = { S = \"lower\" }",
            "in the package, `S` would be called `lower`, which is kept for keywords in C#",
        ),
    ] {
        assert!(messages(lang).iter().any(|message| message == said), "{lang}: {:?}", messages(lang));
    }
}
