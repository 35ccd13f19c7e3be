//! Casing of schema names, and the names that a `[lang.<x>]` table gives instead.

pub(crate) use rbgen_rust::names::{pascal, screaming};
use rbgen_schema::Schema;
use rbgen_schema::ir::ItemId;
use std::collections::HashMap;

/// `targetWidth`
pub(crate) fn camel(name: &str) -> String {
    let snake = rbgen_rust::names::snake(name);
    let start = if snake.starts_with('_') { "_" } else { "" };
    let mut words = snake.split('_').filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(format!("{start}{first}"), |joined, word| joined + &capital(word))
}

/// A text with its first letter a capital: `width` as in `withWidth`.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

/// Whether every language could take it as an identifier, keywords apart.
pub(crate) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The name of an item in the schema.
pub(crate) fn item_name(schema: &Schema, id: ItemId) -> &str {
    match id {
        ItemId::Const(id) => &schema.consts[id.index()].name,
        ItemId::Enum(id) => &schema.enums[id.index()].name,
        ItemId::Flags(id) => &schema.flags[id.index()].name,
        ItemId::Union(id) => &schema.unions[id.index()].name,
        ItemId::Struct(id) => &schema.structs[id.index()].name,
        ItemId::Message(id) => &schema.messages[id.index()].name,
        ItemId::Operation(id) => &schema.operations[id.index()].name,
    }
}

/// The names that the tables of some languages give; a backend may read the tables of more than one.
#[derive(Debug, Default)]
pub(crate) struct Renames {
    by_target: HashMap<String, String>,
}

impl Renames {
    /// Those of one `[lang.<x>]` table of every file.
    pub(crate) fn new(schema: &Schema, language: &str) -> Renames {
        let tables = schema.modules.iter().filter_map(|module| module.lang.get(language));
        let renames = tables.flat_map(|table| &table.renames);
        Renames { by_target: renames.map(|rename| (rename.target.clone(), rename.name.clone())).collect() }
    }

    /// The name given to an item, else its own in the casing of the language.
    pub(crate) fn item(&self, name: &str, case: impl FnOnce(&str) -> String) -> String {
        self.by_target.get(name).cloned().unwrap_or_else(|| case(name))
    }

    /// The name given to something inside an item, else its own in the casing of the language.
    pub(crate) fn inner(&self, owner: &str, name: &str, case: impl FnOnce(&str) -> String) -> String {
        // Most schemas rename nothing, and this is asked for every use of every name.
        if self.by_target.is_empty() {
            return case(name);
        }
        self.by_target.get(&format!("{owner}.{name}")).cloned().unwrap_or_else(|| case(name))
    }
}

#[cfg(test)]
mod tests {
    use super::{camel, capital, pascal, screaming};

    #[test]
    fn casing() {
        for (name, member, ty, constant) in [
            ("target_width", "targetWidth", "TargetWidth", "TARGET_WIDTH"),
            ("bgTexHeight", "bgTexHeight", "BgTexHeight", "BG_TEX_HEIGHT"),
            ("OIEB", "oieb", "OIEB", "OIEB"),
            ("GPTHeader", "gptHeader", "GPTHeader", "GPT_HEADER"),
            ("MSG_CREATE", "msgCreate", "MsgCreate", "MSG_CREATE"),
            ("_1", "_1", "_1", "_1"),
            ("_", "_", "_", "_"),
        ] {
            assert_eq!(
                (camel(name), pascal(name), screaming(name)),
                (member.into(), ty.into(), constant.into())
            );
        }
        assert_eq!(capital("x1"), "X1");
        assert_eq!(capital(""), "");
    }
}
