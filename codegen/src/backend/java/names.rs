//! How names of a schema become Java identifiers.

use super::flavour::Flavour;
use crate::backend::object::names::{Renames, camel, is_identifier, item_name, pascal, screaming};
use rbgen_schema::Schema;
use rbgen_schema::ir::{Module, OptionValue};
use std::collections::HashSet;

/// The table that both flavours read.
pub(super) const TABLE: &str = "java";

/// Words that no identifier can be, literals included.
const KEYWORDS: &[&str] = &[
    "_",
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extends",
    "false",
    "final",
    "finally",
    "float",
    "for",
    "goto",
    "if",
    "implements",
    "import",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "short",
    "static",
    "strictfp",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "transient",
    "true",
    "try",
    "void",
    "volatile",
    "while",
];

/// Whether a word is a keyword.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}

/// Whether a name can be written as it is.
pub(super) fn is_name(name: &str) -> bool {
    is_identifier(name) && !is_keyword(name)
}

/// A name with an underscore where it would be a keyword.
pub(super) fn escape(name: String) -> String {
    if is_keyword(&name) { name + "_" } else { name }
}

/// The names of a schema in Java.
#[derive(Debug)]
pub(super) struct Names {
    renames: Renames,
    classes: HashSet<String>,
}

impl Names {
    /// With the renames of all `[lang.java]` tables.
    pub(super) fn new(schema: &Schema) -> Names {
        let mut names = Names { renames: Renames::new(schema, TABLE), classes: HashSet::new() };
        let items = schema.modules.iter().flat_map(|module| &module.items);
        names.classes = items.map(|item| names.class(item_name(schema, *item))).collect();
        names
    }

    /// The class of an item.
    pub(super) fn class(&self, name: &str) -> String {
        self.renames.item(name, pascal)
    }

    /// The class of an item inside source text: marked where a class of the library has the same name, so that
    /// [`library::resolve`](super::library::resolve) can tell one from the other.
    pub(super) fn class_in_code(&self, name: &str) -> String {
        let name = self.class(name);
        if super::library::is_known(&name) { format!("{}{name}", super::library::OWN) } else { name }
    }

    /// The field of a constant.
    pub(super) fn constant(&self, name: &str) -> String {
        self.renames.item(name, screaming)
    }

    /// The method of a call.
    pub(super) fn method(&self, name: &str) -> String {
        self.renames.item(name, |name| escape(camel(name)))
    }

    /// A value of an enum, a flag, or what a field always is.
    pub(super) fn value(&self, owner: &str, name: &str) -> String {
        self.renames.inner(owner, name, screaming)
    }

    /// A member, a part, a parameter, a text attribute, a helper, or a number in flags.
    pub(super) fn member(&self, owner: &str, name: &str) -> String {
        self.renames.inner(owner, name, |name| escape(camel(name)))
    }

    /// The record of a member of a union with a tag. Inside the union it would hide the class of the same name.
    pub(super) fn variant(&self, owner: &str, name: &str) -> String {
        let own = |name: &str| {
            let name = pascal(name);
            if self.classes.contains(&name) { name + "Member" } else { name }
        };
        self.renames.inner(owner, name, own)
    }
}

/// The text of an option of the root file's table.
fn option<'s>(schema: &'s Schema, key: &str) -> Option<&'s str> {
    let table = root(schema).lang.get(TABLE)?;
    table.options.iter().find(|option| option.key == key).and_then(|option| match &option.value {
        OptionValue::Text(text) => Some(text.as_str()),
        OptionValue::Bool(_) | OptionValue::Int(_) | OptionValue::List(_) => None,
    })
}

/// The file that was asked for; what it imports comes before it.
pub(super) fn root(schema: &Schema) -> &Module {
    &schema.modules[schema.modules.len() - 1]
}

/// The package of all classes.
pub(super) fn package(schema: &Schema) -> String {
    let own = || {
        let name = root(schema).name.replace(['-', '.'], "_").to_ascii_lowercase();
        escape(if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name })
    };
    option(schema, "package").map_or_else(own, str::to_owned)
}

/// The artifact that a user depends on.
pub(super) fn artifact(schema: &Schema, flavour: Flavour) -> String {
    let name = option(schema, "artifact").map_or_else(|| root(schema).name.replace('_', "-"), str::to_owned);
    match flavour {
        Flavour::Ffm => name,
        Flavour::ByteBuffer => format!("{name}-bytebuffer"),
    }
}

/// The group of the artifact.
pub(super) fn group(schema: &Schema) -> String {
    option(schema, "group").map_or_else(|| package(schema), str::to_owned)
}

/// The class of the constants.
pub(super) fn constants_class(schema: &Schema) -> String {
    format!("{}Constants", pascal(&root(schema).name.replace(['-', '.'], "_")))
}

/// The class of the calls.
pub(super) fn calls_class(schema: &Schema) -> String {
    format!("{}Calls", pascal(&root(schema).name.replace(['-', '.'], "_")))
}

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, escape, is_name};

    #[test]
    fn keywords_get_an_underscore() {
        assert!(KEYWORDS.is_sorted());
        assert_eq!(escape("class".to_owned()), "class_");
        assert_eq!(escape("record".to_owned()), "record");
        assert!(!is_name("_") && !is_name("1a") && is_name("yield"));
    }
}
