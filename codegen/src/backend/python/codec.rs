//! `_codec.py`: of all helpers, those that a package uses, and what they use in turn.

use super::imports::{self, Imports};
use super::structs::render;
use rbgen_templates::python as view;
use std::collections::BTreeSet;

/// Where the helpers get their own imports from.
const LIBRARY: &[(&str, &[&str])] = &[
    ("._errors", &["DecodeError", "EncodeError", "EncodeTypeError"]),
    ("abc", &["ABC", "abstractmethod"]),
    ("collections.abc", &["Callable", "Iterator", "Mapping", "Sequence"]),
    (
        "ctypes",
        &[
            "Structure",
            "c_double",
            "c_float",
            "c_int16",
            "c_int32",
            "c_int64",
            "c_int8",
            "c_long",
            "c_uint16",
            "c_uint32",
            "c_uint64",
            "c_uint8",
            "c_void_p",
            "sizeof",
        ],
    ),
    ("enum", &["IntEnum"]),
    ("math", &["prod"]),
    ("re", &["findall"]),
    ("struct", &["Struct", "calcsize"]),
    (
        "typing",
        &[
            "Annotated",
            "Any",
            "ClassVar",
            "Generic",
            "Literal",
            "Optional",
            "Protocol",
            "TypeVar",
            "TypedDict",
            "Union",
            "cast",
            "get_args",
            "get_origin",
            "get_type_hints",
            "overload",
        ],
    ),
    ("uuid", &["UUID"]),
];

/// One helper: its text and the names it defines.
struct Helper {
    text: &'static str,
    defines: Vec<&'static str>,
    uses: BTreeSet<&'static str>,
}

/// The module with the helpers of these names.
pub(crate) fn module(header: &str, wanted: &BTreeSet<String>) -> String {
    let helpers: Vec<Helper> =
        view::HELPERS.iter().flat_map(|file| file.trim_end().split("\n\n\n")).map(read).collect();
    let mut taken = vec![false; helpers.len()];
    let mut open: Vec<&str> = wanted.iter().map(String::as_str).collect();
    while let Some(name) = open.pop() {
        let found = helpers.iter().position(|helper| helper.defines.contains(&name));
        if let Some(index) = found.filter(|index| !taken[*index]) {
            taken[index] = true;
            open.extend(&helpers[index].uses);
        }
    }
    let mut found = Imports::new();
    for helper in helpers.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(helper, _)| helper) {
        for (module, names) in LIBRARY {
            for name in names.iter().filter(|name| helper.uses.contains(*name)) {
                found.entry((*module).to_owned()).or_default().insert((*name).to_owned());
            }
        }
    }
    let mut parts = Vec::new();
    let mut before = "";
    for helper in helpers.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(helper, _)| helper) {
        let is_block = |text: &str| text.starts_with("class ") || text.starts_with("def ");
        let gap = if is_block(helper.text) || is_block(before) { "\n" } else { "" };
        parts.push(format!("{gap}{}", helper.text));
        before = helper.text;
    }
    render(&view::Codec { header, imports: imports::groups(&found), parts })
}

fn read(text: &'static str) -> Helper {
    let mut defines = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with([' ', '#', ')', '}'])) {
        let line = line.trim_start_matches("class ").trim_start_matches("def ");
        defines.extend(line.split(|c: char| !(c.is_alphanumeric() || c == '_')).next());
    }
    Helper { text, defines, uses: words(text) }
}

/// The identifiers of a text, those in strings left out, so that a mention in a docstring imports nothing.
fn words(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for (index, outside) in text.split("\"\"\"").enumerate() {
        if index % 2 == 0 {
            for line in outside.lines().filter(|line| !line.trim_start().starts_with('#')) {
                found.extend(
                    line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()),
                );
            }
        }
    }
    found
}
