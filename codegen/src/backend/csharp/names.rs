//! The name each thing of a schema has in C#: casing, keywords, renames.

use crate::backend::object::names::{Renames, camel, pascal};
use rbgen_schema::Schema;
use rbgen_schema::ir::{Member, Operation, StructDef};
use std::collections::HashSet;

/// Words that are an identifier only with `@` before them.
const KEYWORDS: [&str; 77] = [
    "abstract",
    "as",
    "base",
    "bool",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "checked",
    "class",
    "const",
    "continue",
    "decimal",
    "default",
    "delegate",
    "do",
    "double",
    "else",
    "enum",
    "event",
    "explicit",
    "extern",
    "false",
    "finally",
    "fixed",
    "float",
    "for",
    "foreach",
    "goto",
    "if",
    "implicit",
    "in",
    "int",
    "interface",
    "internal",
    "is",
    "lock",
    "long",
    "namespace",
    "new",
    "null",
    "object",
    "operator",
    "out",
    "override",
    "params",
    "private",
    "protected",
    "public",
    "readonly",
    "ref",
    "return",
    "sbyte",
    "sealed",
    "short",
    "sizeof",
    "stackalloc",
    "static",
    "string",
    "struct",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "uint",
    "ulong",
    "unchecked",
    "unsafe",
    "ushort",
    "using",
    "virtual",
    "void",
    "volatile",
    "while",
];

/// A name as an identifier: keywords, and words that are one in some places, get `@`.
pub(crate) fn identifier(name: &str) -> String {
    if KEYWORDS.binary_search(&name).is_ok() || matches!(name, "await" | "field" | "scoped" | "var") {
        format!("@{name}")
    } else {
        name.to_owned()
    }
}

/// `Jpeg` of `JPEG`, `MsgCreate` of `MSG_CREATE`: a name in capitals alone is no acronym.
pub(crate) fn value_case(name: &str) -> String {
    if name.contains(|c: char| c.is_ascii_lowercase()) {
        pascal(name)
    } else {
        pascal(&name.to_ascii_lowercase())
    }
}

/// All names of a schema.
pub(crate) struct Names {
    renames: Renames,
}

impl Names {
    /// With the renames of every module's `[lang.csharp]`.
    pub(crate) fn new(schema: &Schema) -> Names {
        Names { renames: Renames::new(schema, "csharp") }
    }

    /// The name of an enum, flag set, struct, union, message or call.
    pub(crate) fn item(&self, name: &str) -> String {
        identifier(&self.renames.item(name, pascal))
    }

    /// The name of a constant.
    pub(crate) fn constant(&self, name: &str) -> String {
        identifier(&self.renames.item(name, value_case))
    }

    /// The name of something inside an item that is called as a type or property is.
    pub(crate) fn inner(&self, owner: &str, name: &str) -> String {
        identifier(&self.renames.inner(owner, name, pascal))
    }

    /// The name of a value of an enum or a flag.
    pub(crate) fn value(&self, owner: &str, name: &str) -> String {
        identifier(&self.renames.inner(owner, name, value_case))
    }

    /// The name of a member of a struct.
    pub(crate) fn member(&self, def: &StructDef, member: &Member) -> String {
        self.inner(&def.name, &member.name)
    }

    /// The name of a parameter of a call.
    pub(crate) fn param(&self, def: &Operation, name: &str) -> String {
        identifier(&self.renames.inner(&def.name, name, camel))
    }
}

/// Names of one function's variables, each taken once.
#[derive(Debug, Default)]
pub(crate) struct Locals {
    taken: HashSet<String>,
}

impl Locals {
    /// Keeps names from being given out.
    pub(crate) fn reserve<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        self.taken.extend(names.into_iter().map(|name| name.trim_start_matches('@').to_owned()));
    }

    /// A name like the one of the schema, or that with a number behind it.
    pub(crate) fn fresh(&mut self, hint: &str) -> String {
        let stem = camel(hint);
        let stem = match stem.as_str() {
            // `_` throws values away, the others are the counters of loops.
            "_" | "i" | "j" | "k" => format!("{}Value", stem.trim_matches('_')),
            _ => stem,
        };
        let stem = if stem == "Value" { "value".to_owned() } else { stem };
        let numbered = (2u32..).map(|number| format!("{stem}{number}"));
        let name = std::iter::once(stem.clone()).chain(numbered).find(|name| !self.taken.contains(name));
        let name = name.unwrap_or(stem);
        self.taken.insert(name.clone());
        identifier(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::{Locals, identifier, value_case};

    #[test]
    fn keywords_are_escaped() {
        assert_eq!(identifier("class"), "@class");
        assert_eq!(identifier("while"), "@while");
        assert_eq!(identifier("Class"), "Class");
    }

    #[test]
    fn values_are_no_acronyms() {
        for (name, value) in [("JPEG", "Jpeg"), ("MSG_CREATE", "MsgCreate"), ("WebP", "WebP"), ("_1", "_1")] {
            assert_eq!(value_case(name), value);
        }
    }

    #[test]
    fn locals_are_given_once() {
        let mut locals = Locals::default();
        locals.reserve(["data"]);
        let names: Vec<String> =
            ["data", "target_width", "target_width", "class", "_", "i"].map(|hint| locals.fresh(hint)).into();
        assert_eq!(names, ["data2", "targetWidth", "targetWidth2", "@class", "value", "iValue"]);
    }
}
