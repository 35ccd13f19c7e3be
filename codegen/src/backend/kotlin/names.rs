//! What things are called in Kotlin.

use crate::backend::object::names::{Renames, camel, pascal, screaming};
use rbgen_schema::Schema;
use rbgen_schema::ir::{
    ConstId, EnumId, FlagsId, Member, MessageDef, MessageId, ModuleId, OptionValue, StructDef, StructId,
    UnionDef, UnionId,
};

/// Words that are names in backticks only. In order.
const KEYWORDS: &[&str] = &[
    "as",
    "break",
    "class",
    "continue",
    "do",
    "else",
    "false",
    "for",
    "fun",
    "if",
    "in",
    "interface",
    "is",
    "null",
    "object",
    "package",
    "return",
    "super",
    "this",
    "throw",
    "true",
    "try",
    "typealias",
    "typeof",
    "val",
    "var",
    "when",
    "while",
];

/// Names of parameters and of variables that generated functions have of their own. In order.
const LOCALS: &[&str] = &[
    "base", "bytes", "extent", "field", "it", "offset", "order", "other", "owner", "rest", "result",
    "segment", "size", "value",
];

/// Whether a word is a name in backticks only.
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

/// Whether generated functions have a parameter or variable of this name.
pub fn is_local(name: &str) -> bool {
    LOCALS.binary_search(&name).is_ok()
}

/// A name as it is written in source.
pub fn quoted(name: &str) -> String {
    if is_keyword(name) { format!("`{name}`") } else { name.to_owned() }
}

/// A name of the schema as a property. Every object of the JVM has a `getClass`.
fn property(name: &str) -> String {
    let name = camel(name);
    if name == "class" { format!("{name}_") } else { name }
}

/// The names of one schema. All but those of types are as they are in source, with backticks where needed.
#[derive(Debug)]
pub struct Names<'s> {
    schema: &'s Schema,
    renames: Renames,
}

impl<'s> Names<'s> {
    /// The names of a schema.
    pub fn new(schema: &'s Schema) -> Names<'s> {
        Names { schema, renames: Renames::new(schema, "kotlin") }
    }

    /// The name of a type.
    pub fn type_name(&self, name: &str) -> String {
        self.renames.item(name, pascal)
    }

    /// The name of an enum.
    pub fn enumeration(&self, id: EnumId) -> String {
        self.type_name(&self.schema.enums[id.index()].name)
    }

    /// The name of a flag set.
    pub fn flags(&self, id: FlagsId) -> String {
        self.type_name(&self.schema.flags[id.index()].name)
    }

    /// The name of a union.
    pub fn union(&self, id: UnionId) -> String {
        self.type_name(&self.schema.unions[id.index()].name)
    }

    /// The name of a struct.
    pub fn structure(&self, id: StructId) -> String {
        self.type_name(&self.schema.structs[id.index()].name)
    }

    /// The name of a message.
    pub fn message(&self, id: MessageId) -> String {
        self.type_name(&self.schema.messages[id.index()].name)
    }

    /// The name of a constant.
    pub fn constant(&self, id: ConstId) -> String {
        quoted(&self.renames.item(&self.schema.consts[id.index()].name, screaming))
    }

    /// The name of a function for a call, before anything is put behind it.
    pub fn call(&self, name: &str) -> String {
        self.renames.item(name, camel)
    }

    /// The name of an enum value or flag.
    pub fn value(&self, owner: &str, name: &str) -> String {
        quoted(&self.renames.inner(owner, name, screaming))
    }

    /// The name of something inside an item, such as a member, a parameter or a text attribute; without backticks.
    pub fn plain(&self, owner: &str, name: &str) -> String {
        self.renames.inner(owner, name, property)
    }

    /// The same, as it is written in source.
    pub fn inner(&self, owner: &str, name: &str) -> String {
        quoted(&self.plain(owner, name))
    }

    /// The property of a member.
    pub fn member(&self, owner: &StructDef, member: &Member) -> String {
        self.inner(&owner.name, &member.name)
    }

    /// The constant of what is always the same in a struct.
    pub fn fixed(&self, owner: &str, name: &str) -> String {
        self.renames.inner(owner, name, screaming)
    }

    /// The class of a member of a union with a tag.
    pub fn variant(&self, owner: &UnionDef, name: &str) -> String {
        self.renames.inner(&owner.name, name, pascal)
    }

    /// The property of a part.
    pub fn part(&self, owner: &MessageDef, name: &str) -> String {
        self.inner(&owner.name, name)
    }
}

/// Whether values of a struct are built in a block, as they have more members than a constructor takes.
pub fn is_built_in_block(def: &StructDef) -> bool {
    super::builder::is_needed(def)
}

/// A text option of the root file's `[lang.kotlin]`.
pub fn option(schema: &Schema, key: &str) -> Option<String> {
    let table = schema.modules.last()?.lang.get("kotlin")?;
    table.options.iter().find(|option| option.key == key).and_then(|option| match &option.value {
        OptionValue::Text(text) => Some(text.clone()),
        OptionValue::Bool(_) | OptionValue::Int(_) | OptionValue::List(_) => None,
    })
}

/// The package of all files, as it is called; keywords in it have no backticks.
pub fn package(schema: &Schema) -> String {
    option(schema, "package").unwrap_or_else(|| {
        let name = schema.modules.last().map_or("schema", |root| root.name.as_str());
        let mut name = name.replace(['-', '.'], "_").to_ascii_lowercase();
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            name.insert(0, '_');
        }
        name
    })
}

/// The package in source.
pub fn quoted_package(schema: &Schema) -> String {
    package(schema).split('.').map(quoted).collect::<Vec<_>>().join(".")
}

/// The name of the artifact, which is that of its folder too.
pub fn artifact(schema: &Schema) -> String {
    option(schema, "artifact").unwrap_or_else(|| {
        let name = schema.modules.last().map_or("schema", |root| root.name.as_str());
        name.replace('_', "-").trim_matches('-').to_owned()
    })
}

/// The group of the artifact.
pub fn group(schema: &Schema) -> String {
    option(schema, "group").unwrap_or_else(|| package(schema))
}

/// Where a module's files that aren't named after a type are: the start of their names.
pub fn module_stem(schema: &Schema, id: ModuleId) -> String {
    pascal(&schema.modules[id.index()].name.replace(['-', '.'], "_"))
}

/// Variables of one function: each has a name of its own, which nothing else in reach has.
#[derive(Debug, Default)]
pub struct Locals {
    taken: std::collections::BTreeSet<String>,
}

impl Locals {
    /// No variables yet. `taken` are names in reach, with or without backticks.
    pub fn new(taken: impl IntoIterator<Item = String>) -> Locals {
        Locals { taken: taken.into_iter().map(|name| name.trim_matches('`').to_owned()).collect() }
    }

    /// A variable that says what it is.
    pub fn fresh(&mut self, hint: &str) -> String {
        let mut stem = camel(hint);
        if stem.chars().all(|c| c == '_') {
            stem = "value".to_owned();
        }
        let is_free = |name: &str| !is_keyword(name) && !is_local(name) && !self.taken.contains(name);
        let mut name = stem.clone();
        let mut number = 1;
        while !is_free(&name) {
            number += 1;
            // A digit behind a digit would make another number of it.
            let gap = if stem.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
            name = format!("{stem}{gap}{number}");
        }
        self.taken.insert(name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, LOCALS, Locals, quoted};

    #[test]
    fn lists_of_names_are_in_order() {
        for list in [KEYWORDS, LOCALS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn keywords_have_backticks() {
        assert_eq!(quoted("in"), "`in`");
        assert_eq!(quoted("inner"), "inner");
    }

    #[test]
    fn variables_are_distinct() {
        let mut locals = Locals::new(["width".to_owned(), "`in`".to_owned()]);
        let names: Vec<String> =
            ["width", "in", "value", "part_1", "part_1", "_"].iter().map(|hint| locals.fresh(hint)).collect();
        assert_eq!(names, ["width2", "in2", "value2", "part1", "part1_2", "value3"]);
    }
}
