//! How names of a schema become C identifiers.

use crate::schema::Schema;
use crate::schema::ir::{ItemId, LangOption, OptionValue};
use std::collections::{BTreeMap, BTreeSet};

/// The language's name in `--lang` and `[lang.c]`.
pub(super) const LANG: &str = "c";

/// The identifiers of one named item.
#[derive(Debug, Clone)]
pub(super) struct ItemNames {
    /// The name in the schema, for messages.
    pub(super) schema: String,
    /// The type: the layout of a struct or union, the number of an enum or flag set, a message.
    pub(super) ty: String,
    /// What the types of its parts start with.
    pub(super) base: String,
    /// The type of a struct's or union's value.
    pub(super) value: String,
    /// What its functions start with, without the underscore.
    pub(super) stem: String,
    /// What its macros start with, without the underscore.
    pub(super) upper: String,
}

/// The identifiers of a whole schema.
#[derive(Debug)]
pub(super) struct Names {
    items: BTreeMap<(u8, u32), ItemNames>,
    renames: BTreeMap<String, String>,
    types: BTreeSet<String>,
    prefix: String,
}

/// Every item of the schema with its name, in the order of its list.
pub(super) fn named_items(schema: &Schema) -> Vec<(ItemId, &str)> {
    schema.modules.iter().flat_map(|m| &m.items).map(|id| (*id, item_name(schema, *id))).collect()
}

fn item_name(schema: &Schema, id: ItemId) -> &str {
    match id {
        ItemId::Const(i) => &schema.consts[i.index()].name,
        ItemId::Enum(i) => &schema.enums[i.index()].name,
        ItemId::Flags(i) => &schema.flags[i.index()].name,
        ItemId::Union(i) => &schema.unions[i.index()].name,
        ItemId::Struct(i) => &schema.structs[i.index()].name,
        ItemId::Message(i) => &schema.messages[i.index()].name,
        ItemId::Operation(i) => &schema.operations[i.index()].name,
    }
}

fn key(id: ItemId) -> (u8, u32) {
    match id {
        ItemId::Const(i) => (0, i.0),
        ItemId::Enum(i) => (1, i.0),
        ItemId::Flags(i) => (2, i.0),
        ItemId::Union(i) => (3, i.0),
        ItemId::Struct(i) => (4, i.0),
        ItemId::Message(i) => (5, i.0),
        ItemId::Operation(i) => (6, i.0),
    }
}

impl Names {
    pub(super) fn new(schema: &Schema) -> Names {
        let mut renames = BTreeMap::new();
        let mut prefix = String::new();
        for module in &schema.modules {
            if let Some(lang) = module.lang.get(LANG) {
                renames.extend(lang.renames.iter().map(|r| (r.target.clone(), r.name.clone())));
                if let Some(text) = text_option(&lang.options, "prefix") {
                    prefix = text.to_owned();
                }
            }
        }
        let mut names = Names { items: BTreeMap::new(), renames, types: BTreeSet::new(), prefix };
        for (id, name) in named_items(schema) {
            let item = names.item_names(name);
            names.types.insert(item.ty.clone());
            names.types.insert(item.value.clone());
            names.items.insert(key(id), item);
        }
        names
    }

    fn item_names(&self, schema: &str) -> ItemNames {
        let renamed = self.renames.get(schema);
        let base = renamed.map_or(schema, String::as_str);
        let prefix = if renamed.is_some() { "" } else { &self.prefix };
        let ty = escape(format!("{prefix}{base}"));
        let suffix = if base.ends_with('_') {
            "value" // two underscores in a row are reserved in C++
        } else if base.starts_with(|c: char| c.is_ascii_uppercase()) {
            "Value"
        } else {
            "_value"
        };
        ItemNames {
            schema: schema.to_owned(),
            value: format!("{prefix}{base}{suffix}"),
            base: format!("{prefix}{base}"),
            stem: format!("{prefix}{}", snake(base)),
            upper: format!("{}{}", prefix.to_ascii_uppercase(), upper(base)),
            ty,
        }
    }

    /// The identifiers of an item.
    pub(super) fn item(&self, id: ItemId) -> &ItemNames {
        &self.items[&key(id)]
    }

    /// A field, item, union member, message part or parameter of `owner`.
    pub(super) fn member(&self, owner: &str, name: &str) -> String {
        match self.renames.get(&format!("{owner}.{name}")) {
            Some(new) => new.clone(),
            // In C++ a member can't be called as a type that the struct uses.
            None if self.types.contains(name) => format!("{name}_"),
            None => escape(name.to_owned()),
        }
    }

    /// The constant of an enum's value, a flag or a union's member.
    pub(super) fn constant(&self, owner: ItemId, name: &str) -> String {
        let item = self.item(owner);
        match self.renames.get(&format!("{}.{name}", item.schema)) {
            Some(new) => new.clone(),
            None => escape(format!("{}_{}", item.upper, upper(name))),
        }
    }
}

/// The text of an option.
pub(super) fn text_option<'a>(options: &'a [LangOption], key: &str) -> Option<&'a str> {
    options.iter().find_map(|o| match &o.value {
        OptionValue::Text(text) if o.key == key => Some(text.as_str()),
        _ => None,
    })
}

fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (i, c) in chars.iter().enumerate() {
        if *c == '_' {
            words.push(std::mem::take(&mut word));
            continue;
        }
        let before = i.checked_sub(1).map(|b| chars[b]);
        let after = chars.get(i + 1);
        let starts = c.is_ascii_uppercase()
            && before.is_some_and(|b| {
                b.is_ascii_lowercase()
                    || b.is_ascii_digit()
                    || (b.is_ascii_uppercase() && after.is_some_and(char::is_ascii_lowercase))
            });
        if starts {
            words.push(std::mem::take(&mut word));
        }
        word.push(*c);
    }
    words.push(word);
    words.retain(|w| !w.is_empty());
    words
}

/// `OutputFormat` as `output_format`.
pub(super) fn snake(name: &str) -> String {
    words(name).join("_").to_ascii_lowercase()
}

/// `OutputFormat` as `OUTPUT_FORMAT`.
pub(super) fn upper(name: &str) -> String {
    words(name).join("_").to_ascii_uppercase()
}

/// Whether C, C++ or their libraries have a use for a name, so that no generated code can take it.
pub(super) fn is_taken(name: &str) -> bool {
    KEYWORDS.contains(&name) || MACROS.contains(&name)
}

/// Whether the standards keep a name for implementations.
pub(super) fn is_reserved(name: &str) -> bool {
    let mut chars = name.chars();
    name.contains("__") || (chars.next() == Some('_') && chars.next().is_some_and(|c| c.is_ascii_uppercase()))
}

pub(super) fn escape(name: String) -> String {
    if is_taken(&name) { name + "_" } else { name }
}

/// Whether it can be an identifier at all.
pub(super) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Keywords of C up to C23 and of C++ up to C++23, with the alternative operators.
const KEYWORDS: &[&str] = &[
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "struct",
    "switch",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "typeof",
    "typeof_unqual",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
];

/// Names that are macros or types of the headers that generated code includes, or macros that compilers predefine.
const MACROS: &[&str] = &[
    "BUFSIZ",
    "CHAR_BIT",
    "CHAR_MAX",
    "CHAR_MIN",
    "EOF",
    "EXIT_FAILURE",
    "EXIT_SUCCESS",
    "FILE",
    "INT_MAX",
    "INT_MIN",
    "LONG_MAX",
    "LONG_MIN",
    "NULL",
    "SIZE_MAX",
    "UINT_MAX",
    "ULONG_MAX",
    "assert",
    "errno",
    "far",
    "fpos_t",
    "i386",
    "int16_t",
    "int32_t",
    "int64_t",
    "int8_t",
    "interface",
    "linux",
    "main",
    "max_align_t",
    "memcmp",
    "memcpy",
    "memset",
    "near",
    "noreturn",
    "offsetof",
    "ptrdiff_t",
    "size_t",
    "small",
    "snprintf",
    "stderr",
    "stdin",
    "stdout",
    "uint16_t",
    "uint32_t",
    "uint64_t",
    "uint8_t",
    "uintptr_t",
    "unix",
];

/// Stems of standard headers that `#include <...>` would find in place of the system's.
pub(super) const STANDARD_HEADERS: &[&str] = &[
    "assert",
    "complex",
    "ctype",
    "errno",
    "fenv",
    "float",
    "inttypes",
    "iso646",
    "limits",
    "locale",
    "math",
    "setjmp",
    "signal",
    "stdalign",
    "stdarg",
    "stdatomic",
    "stdbool",
    "stddef",
    "stdint",
    "stdio",
    "stdlib",
    "stdnoreturn",
    "string",
    "tgmath",
    "threads",
    "time",
    "uchar",
    "wchar",
    "wctype",
    "rbgen_wire",
    "strings",
    "unistd",
    "memory",
    "features",
    "endian",
    "byteswap",
    "malloc",
    "alloca",
];

#[cfg(test)]
mod tests {
    use super::{is_reserved, is_taken, snake, upper};

    #[test]
    fn casing() {
        for (name, low, up) in [
            ("ThumbnailRequestHeader", "thumbnail_request_header", "THUMBNAIL_REQUEST_HEADER"),
            ("OIEB", "oieb", "OIEB"),
            ("GPTEntry2", "gpt_entry2", "GPT_ENTRY2"),
            ("u8Field", "u8_field", "U8_FIELD"),
            ("MSG_CREATE", "msg_create", "MSG_CREATE"),
            ("a", "a", "A"),
        ] {
            assert_eq!(snake(name), low);
            assert_eq!(upper(name), up);
        }
    }

    #[test]
    fn words_of_both_languages_are_taken() {
        for word in ["class", "restrict", "and_eq", "NULL", "typeof"] {
            assert!(is_taken(word), "{word}");
        }
        assert!(!is_taken("klass"));
        assert!(is_reserved("_Bool") && is_reserved("a__b") && !is_reserved("_a"));
    }
}
