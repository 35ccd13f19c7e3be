//! How names of a schema become C identifiers.

use super::reserved::{escape, escape_global};
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
    /// The function of a call, the macro of a constant.
    pub(super) own: String,
}

/// The identifiers of a whole schema.
#[derive(Debug)]
pub(super) struct Names {
    items: BTreeMap<(u8, u32), ItemNames>,
    renames: BTreeMap<String, String>,
    types: BTreeSet<String>,
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
        let tables = schema.modules.iter().filter_map(|m| m.lang.get(LANG));
        let renames =
            tables.flat_map(|table| &table.renames).map(|r| (r.target.clone(), r.name.clone())).collect();
        let mut names = Names { items: BTreeMap::new(), renames, types: BTreeSet::new() };
        for module in &schema.modules {
            let prefix = module.lang.get(LANG).and_then(|table| text_option(&table.options, "prefix"));
            for id in &module.items {
                let item = names.item_names(*id, item_name(schema, *id), prefix.unwrap_or_default());
                names.types.extend([item.ty.clone(), item.value.clone()]);
                names.items.insert(key(*id), item);
            }
        }
        names
    }

    fn item_names(&self, id: ItemId, schema: &str, prefix: &str) -> ItemNames {
        let renamed = self.renames.get(schema);
        let base = renamed.map_or(schema, String::as_str);
        let prefix = if renamed.is_some() { "" } else { prefix };
        let suffix = if base.ends_with('_') {
            "value" // two underscores in a row are reserved in C++
        } else if base.starts_with(|c: char| c.is_ascii_uppercase()) {
            "Value"
        } else {
            "_value"
        };
        let stem = format!("{prefix}{}", snake(base));
        let upper = format!("{}{}", prefix.to_ascii_uppercase(), upper(base));
        ItemNames {
            schema: schema.to_owned(),
            ty: escape_global(format!("{prefix}{base}")),
            value: format!("{prefix}{base}{suffix}"),
            base: format!("{prefix}{base}"),
            own: escape_global(if matches!(id, ItemId::Const(_)) { upper.clone() } else { stem.clone() }),
            stem,
            upper,
        }
    }

    /// The identifiers of an item.
    pub(super) fn item(&self, id: ItemId) -> &ItemNames {
        &self.items[&key(id)]
    }

    /// Whether a type is called so.
    pub(super) fn is_type(&self, name: &str) -> bool {
        self.types.contains(name)
    }

    /// What a member of `owner` is called inside longer names: `x_set_` and this, or this and `_size`.
    pub(super) fn stem(&self, owner: &str, name: &str) -> String {
        snake(self.renames.get(&format!("{owner}.{name}")).map_or(name, String::as_str))
    }

    /// The member for the size or count of a message's part or a call's parameter.
    pub(super) fn part_number(&self, owner: &str, part: &str, what: &str) -> String {
        let part = self.renames.get(&format!("{owner}.{part}")).map_or(part, String::as_str);
        format!("{}_{what}", part.trim_end_matches('_'))
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
            None => escape_global(format!("{}_{}", item.upper, upper(name))),
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

/// Whether it can be an identifier at all.
pub(super) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::{snake, upper};

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
}
