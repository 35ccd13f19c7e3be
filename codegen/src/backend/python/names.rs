//! The name each thing of a schema has in Python: casing, keywords, renames.

use super::constants::Constant;
use rbgen_schema::Schema;
use rbgen_schema::ir::{BitItem, FieldDef, Member, MessageDef, ModuleId, Operation, Part, StructDef};
use std::collections::{BTreeSet, HashMap, HashSet};

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Names that mean something else inside a generated class, where an attribute of that name would hide it.
const HIDDEN: &[&str] = &[
    "Any",
    "Buffer",
    "ByteOrder",
    "Callable",
    "ClassVar",
    "Float32",
    "Guid",
    "Layout",
    "Literal",
    "Mapping",
    "Optional",
    "Sequence",
    "UUID",
    "Union",
    "bool",
    "bytes",
    "classmethod",
    "cls",
    "dict",
    "float",
    "int",
    "list",
    "object",
    "octets",
    "property",
    "self",
    "staticmethod",
    "str",
    "tuple",
];

/// Names used inside generated functions, which a local variable must not take.
const USED_IN_BODIES: &[&str] = &[
    "annotations",
    "any",
    "bool",
    "buf",
    "buffer_of",
    "bytes",
    "call_bytes",
    "check_layout",
    "checked",
    "chunks",
    "cls",
    "constant",
    "data",
    "dict",
    "encoded",
    "filled_list",
    "filter",
    "first",
    "flat",
    "float",
    "float32",
    "found",
    "getattr",
    "int",
    "item",
    "items",
    "join_records",
    "len",
    "list",
    "list_of",
    "max",
    "nested_list",
    "new",
    "next",
    "no_member",
    "octets",
    "order",
    "outside",
    "pack",
    "packed",
    "perf_counter",
    "put",
    "range",
    "raw",
    "read_text",
    "read_text16",
    "record",
    "repeated",
    "rest",
    "self",
    "set",
    "setattr",
    "size",
    "sized",
    "start",
    "stated",
    "struct_error",
    "super",
    "tag",
    "truth",
    "tuple",
    "unknown_code",
    "unpack",
    "value",
    "values",
    "view",
    "wanted",
    "wire_bytes",
    "write_text",
    "write_text16",
    "wrong_size",
    "zip",
];

/// Whether a name is in one of these lists, which are in order.
fn is_listed(list: &[&str], name: &str) -> bool {
    list.binary_search(&name).is_ok()
}

/// Longest name a local variable takes over from its field: statements stay on one line.
pub(crate) const LONGEST_LOCAL: usize = 24;

/// A name as an identifier: keywords get an underscore.
pub(crate) fn identifier(name: &str) -> String {
    if is_listed(KEYWORDS, name) { format!("{name}_") } else { name.to_owned() }
}

/// A name as an attribute or parameter.
pub(crate) fn attribute(name: &str) -> String {
    if is_listed(HIDDEN, name) { format!("{name}_") } else { identifier(name) }
}

/// `snake_case` or anything else to `PascalCase`.
pub(crate) fn pascal(name: &str) -> String {
    let mut out = String::new();
    for part in name.split(['_', '-', '.']).filter(|part| !part.is_empty()) {
        let mut chars = part.chars();
        if let Some(first) = chars.next() {
            out.extend(first.to_uppercase());
            out.push_str(chars.as_str());
        }
    }
    if out.chars().next().is_none_or(|c| c.is_ascii_digit()) { format!("X{out}") } else { out }
}

/// All renames of a schema, by target.
#[derive(Debug, Default)]
pub(crate) struct Names {
    renames: HashMap<String, String>,
    items: HashSet<String>,
}

impl Names {
    /// The renames of every module's `[lang.python]`.
    pub(crate) fn new(schema: &Schema) -> Names {
        let tables = schema.modules.iter().filter_map(|module| module.lang.get("python"));
        let renames = tables.flat_map(|table| &table.renames);
        let renames = renames.map(|rename| (rename.target.clone(), rename.name.clone())).collect();
        let mut names = Names { renames, items: HashSet::new() };
        let items = schema.consts.iter().map(|item| &item.name);
        let items = items.chain(schema.enums.iter().map(|item| &item.name));
        let items = items.chain(schema.flags.iter().map(|item| &item.name));
        let items = items.chain(schema.unions.iter().map(|item| &item.name));
        let items = items.chain(schema.structs.iter().map(|item| &item.name));
        let items = items.chain(schema.messages.iter().map(|item| &item.name));
        names.items = items.map(|name| names.item(name)).collect();
        names
    }

    /// No local variables yet, of a function that may refer to every item.
    pub(crate) fn locals(&self) -> Locals<'_> {
        Locals { items: &self.items, taken: BTreeSet::new() }
    }

    /// The name of a const, enum, flag set, struct, union, message or call.
    pub(crate) fn item(&self, name: &str) -> String {
        self.renames.get(name).cloned().unwrap_or_else(|| identifier(name))
    }

    /// What something inside an item was renamed to.
    fn renamed(&self, owner: &str, name: &str) -> Option<String> {
        if self.renames.is_empty() {
            return None;
        }
        self.renames.get(&format!("{owner}.{name}")).cloned()
    }

    /// The name of something inside an item.
    fn inner(&self, owner: &str, name: &str) -> String {
        if let Some(renamed) = self.renamed(owner, name) {
            return renamed;
        }
        let mut name = attribute(name);
        // An attribute named as a type would hide the type in the annotations below it.
        if self.items.contains(&name) {
            name.push('_');
        }
        name
    }

    /// The name of an enum value or a flag.
    pub(crate) fn value(&self, owner: &str, name: &str) -> String {
        self.renamed(owner, name).unwrap_or_else(|| identifier(name))
    }

    /// The attribute of a struct's member.
    pub(crate) fn member(&self, owner: &StructDef, member: &Member) -> String {
        self.inner(&owner.name, &member.name)
    }

    /// The class attribute of what always has the same value.
    pub(crate) fn constant(&self, owner: &StructDef, constant: &Constant<'_>) -> String {
        self.inner(&owner.name, constant.schema_name())
    }

    /// The attribute of a field in a view.
    pub(crate) fn field(&self, owner: &StructDef, field: &FieldDef) -> String {
        self.inner(&owner.name, &field.name)
    }

    /// The attribute of a bit item in a view.
    pub(crate) fn bit_item(&self, owner: &StructDef, item: &BitItem) -> String {
        self.inner(&owner.name, &item.name)
    }

    /// The name of a union's member.
    pub(crate) fn union_member(&self, owner: &str, name: &str) -> String {
        self.inner(owner, name)
    }

    /// The attribute of a message's part.
    pub(crate) fn part(&self, owner: &MessageDef, part: &Part) -> String {
        self.inner(&owner.name, &part.name)
    }

    /// The name of a text that belongs to each value of an enum.
    pub(crate) fn text(&self, owner: &str, name: &str) -> String {
        self.inner(owner, name)
    }

    /// The property of a message that a helper is.
    pub(crate) fn helper(&self, owner: &MessageDef, name: &str) -> String {
        self.inner(&owner.name, name)
    }

    /// The list parameter of a call that is made many times.
    pub(crate) fn many(&self, owner: &Operation, name: &str) -> String {
        self.inner(&owner.name, name)
    }

    /// The name of a parameter.
    pub(crate) fn param(&self, owner: &Operation, name: &str) -> String {
        self.inner(&owner.name, name)
    }
}

/// The name of the module a schema file becomes.
pub(crate) fn module(schema: &Schema, id: ModuleId) -> String {
    identifier(&schema.modules[id.index()].name.replace(['-', '.'], "_"))
}

/// Names of local variables of one function: the names of the fields where those are short and free.
#[derive(Debug)]
pub(crate) struct Locals<'a> {
    /// What a function may refer to.
    items: &'a HashSet<String>,
    taken: BTreeSet<String>,
}

impl Locals<'_> {
    /// Names that the function has already.
    pub(crate) fn take(&mut self, names: impl IntoIterator<Item = String>) {
        self.taken.extend(names);
    }

    /// A variable for a field; `index` names it when the field's own name won't do.
    pub(crate) fn fresh(&mut self, name: &str, index: usize) -> String {
        let mut local = identifier(name);
        if local.chars().count() > LONGEST_LOCAL {
            local = format!("field_{index}");
        }
        if local.starts_with("__") {
            local = format!("field{local}");
        }
        while is_listed(USED_IN_BODIES, &local) || self.items.contains(&local) || self.taken.contains(&local)
        {
            local.push('_');
        }
        self.taken.insert(local.clone());
        local
    }
}

#[cfg(test)]
mod tests {
    use super::{HIDDEN, KEYWORDS, USED_IN_BODIES, attribute, pascal};

    #[test]
    fn lists_of_names_are_in_order() {
        for list in [KEYWORDS, HIDDEN, USED_IN_BODIES] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn keywords_and_hidden_names_get_an_underscore() {
        assert_eq!(attribute("class"), "class_");
        assert_eq!(attribute("int"), "int_");
        assert_eq!(attribute("type"), "type");
    }

    #[test]
    fn locals_are_distinct_and_short() {
        let names = super::Names::default();
        let mut locals = names.locals();
        assert_eq!(locals.fresh("len", 0), "len_");
        assert_eq!(locals.fresh("len_", 1), "len__");
        assert_eq!(locals.fresh(&"a".repeat(60), 2), "field_2");
    }

    #[test]
    fn packages_give_class_names() {
        assert_eq!(pascal("gpt_disk"), "GptDisk");
        assert_eq!(pascal("8bit"), "X8bit");
    }
}
