//! Edits of `[lang.<x>]` tables that diagnostics of the backends propose.

pub(crate) use rbgen_rust::names::free;
use rbgen_schema::ir::{ItemId, Module};
use rbgen_schema::{Diagnostic, Edit, Help, Schema, Span};
use std::cell::Cell;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Diagnostics of one run that get an edit; every edit is proven by reading the file again with it.
const MOST_EDITS: u32 = 50;

/// Proposes changes to the `[lang.<x>]` tables of a schema.
pub(crate) struct Fixes<'a> {
    schema: &'a Schema,
    language: &'static str,
    left: Cell<u32>,
}

impl<'a> Fixes<'a> {
    /// For the tables of one language.
    pub(crate) fn new(schema: &'a Schema, language: &'static str) -> Fixes<'a> {
        Fixes { schema, language, left: Cell::new(MOST_EDITS) }
    }

    /// Adds the help that gives `target`, which is `Type` or `Type.field`, another name: in words, and as the edit
    /// of the file that declares the item.
    pub(crate) fn rename(&self, diagnostic: Diagnostic, target: &str, name: &str) -> Diagnostic {
        let line = format!("rename = {{ {} = {} }}", quoted(target), quoted(name));
        let text = format!("give it another name in [lang.{}]: {line}", self.language);
        let item = target.split_once('.').map_or(target, |(item, _)| item);
        let module = self.schema.modules.iter().find(|module| declares(self.schema, module, item));
        self.help(diagnostic, text, module, &["rename", target], name)
    }

    /// Adds the help that sets a text option of the root file.
    pub(crate) fn option(&self, diagnostic: Diagnostic, key: &str, value: &str) -> Diagnostic {
        let text = format!("set it in [lang.{}]: {key} = {}", self.language, quoted(value));
        self.help(diagnostic, text, self.schema.modules.last(), &[key], value)
    }

    /// Adds the help that sets a text option of the file of a module.
    pub(crate) fn option_of(
        &self,
        diagnostic: Diagnostic,
        module: &Module,
        key: &str,
        value: &str,
    ) -> Diagnostic {
        let text = format!("set it in [lang.{}]: {key} = {}", self.language, quoted(value));
        self.help(diagnostic, text, Some(module), &[key], value)
    }

    fn help(
        &self,
        mut diagnostic: Diagnostic,
        text: String,
        module: Option<&Module>,
        keys: &[&str],
        value: &str,
    ) -> Diagnostic {
        let mut edits = Vec::new();
        if let Some(module) = module
            && self.left.get() > 0
        {
            self.left.set(self.left.get() - 1);
            let path: Vec<&str> = ["lang", self.language].into_iter().chain(keys.iter().copied()).collect();
            edits.extend(set(module, &path, value));
        }
        diagnostic.help = Some(Help { text, edits });
        diagnostic
    }
}

fn declares(schema: &Schema, module: &Module, name: &str) -> bool {
    module.items.iter().any(|item| {
        name == match *item {
            ItemId::Const(id) => &schema.consts[id.index()].name,
            ItemId::Enum(id) => &schema.enums[id.index()].name,
            ItemId::Flags(id) => &schema.flags[id.index()].name,
            ItemId::Union(id) => &schema.unions[id.index()].name,
            ItemId::Struct(id) => &schema.structs[id.index()].name,
            ItemId::Message(id) => &schema.messages[id.index()].name,
            ItemId::Operation(id) => &schema.operations[id.index()].name,
        }
    })
}

/// A TOML basic string.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A key, in quotes where it needs them.
fn key(text: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !text.is_empty() && text.chars().all(bare) { text.to_owned() } else { quoted(text) }
}

/// The edit that gives the key at `path` a text as its value.
///
/// A table can be written in many ways: below a header, in braces, as dotted keys. Each place where an entry could go
/// is tried, the innermost table first, and the first that reads back as wanted is the edit.
fn set(module: &Module, path: &[&str], value: &str) -> Option<Edit> {
    let text = &*module.text;
    let root = DeTable::parse(text).ok()?;
    places(text, &root, path, &quoted(value)).into_iter().find_map(|(start, end, replacement)| {
        let patched = format!("{}{replacement}{}", text.get(..start)?, text.get(end..)?);
        let read: toml::Table = patched.parse().ok()?;
        let (last, tables) = path.split_last()?;
        let table = tables.iter().try_fold(&read, |table, key| table.get(*key)?.as_table())?;
        (table.get(*last)?.as_str()? == value).then_some(Edit {
            span: Span { file: module.file, start: start as u32, end: end as u32 },
            replacement,
        })
    })
}

/// A run of the text and what could stand there instead.
type Place = (usize, usize, String);

/// Every place for the entry, the best first.
fn places(text: &str, root: &Spanned<DeTable<'_>>, path: &[&str], value: &str) -> Vec<Place> {
    let mut places = Vec::new();
    let mut table = root.get_ref();
    for (depth, name) in path.iter().enumerate() {
        let Some(entry) = table.get(*name) else { break };
        let span = entry.span();
        match entry.get_ref() {
            DeValue::Table(inner) => {
                places.push(inside(text, span.start, span.end, inner.is_empty(), &path[depth + 1..], value));
                table = inner;
            }
            _ => places.push(vec![(span.start, span.end, value.to_owned())]),
        }
    }
    let mut places: Vec<Place> = places.into_iter().rev().flatten().collect();
    let gap = if text.is_empty() || text.ends_with('\n') { "\n" } else { "\n\n" };
    for depth in 2..path.len() {
        let header: Vec<String> = path[..depth].iter().map(|name| key(name)).collect();
        let Some(entry) = entries(&path[depth..], value).into_iter().next() else { continue };
        places.push((text.len(), text.len(), format!("{gap}[{}]\n{entry}\n", header.join("."))));
    }
    places
}

/// The places for an entry of a table that is written at `start..end`.
fn inside(text: &str, start: usize, end: usize, is_empty: bool, keys: &[&str], value: &str) -> Vec<Place> {
    let entries = entries(keys, value).into_iter();
    match text.as_bytes().get(start) {
        Some(b'{') => {
            let close = if is_empty { " " } else { "," };
            entries.map(|entry| (start + 1, start + 1, format!(" {entry}{close}"))).collect()
        }
        Some(b'[') => {
            let line = text[end..].find('\n').map_or(text.len(), |at| end + at);
            let line = if text[..line].ends_with('\r') { line - 1 } else { line };
            entries.map(|entry| (line, line, format!("\n{entry}"))).collect()
        }
        _ => Vec::new(),
    }
}

/// The ways to write an entry some tables deep.
fn entries(keys: &[&str], value: &str) -> Vec<String> {
    match keys {
        [] => Vec::new(),
        [name] => vec![format!("{} = {value}", key(name))],
        [outer, inner @ ..] => {
            let nested = entries(inner, value).into_iter();
            let nested = nested.flat_map(|entry| {
                [format!("{} = {{ {entry} }}", key(outer)), format!("{}.{entry}", key(outer))]
            });
            nested.collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{free, set};

    const HEAD: &str = "[schema]\nedition = 1\nname = \"s\"\nversion = 1\nendian = \"little\"\n\
                        [[struct]]\nname = \"S\"\nfields = [{ name = \"a\", type = \"u8\" }]\n";

    /// What `tables` is after `S.a` was renamed in it.
    fn renamed(tables: &str) -> String {
        let text = format!("{HEAD}{tables}");
        let loaded = rbgen_schema::load_text("s.toml", &text);
        let schema = loaded.schema.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
        let edit = set(&schema.modules[0], &["lang", "x", "rename", "S.a"], "b").expect("an edit");
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        format!("{}{}{}", &text[HEAD.len()..start], edit.replacement, &text[end..])
    }

    #[test]
    fn entries_go_where_the_table_is_written() {
        for (before, after) in [
            ("", "\n[lang.x]\nrename = { \"S.a\" = \"b\" }\n"),
            ("[lang.x] # why", "[lang.x] # why\nrename = { \"S.a\" = \"b\" }"),
            ("[lang.x]\r\nk = 1\r\n", "[lang.x]\nrename = { \"S.a\" = \"b\" }\r\nk = 1\r\n"),
            ("[lang.x]\nrename = {}\n", "[lang.x]\nrename = { \"S.a\" = \"b\" }\n"),
            ("[lang.x]\nrename = { S = \"T\" }\n", "[lang.x]\nrename = { \"S.a\" = \"b\", S = \"T\" }\n"),
            ("[lang.x]\nrename = { S.a = \"c\" }\n", "[lang.x]\nrename = { \"S.a\" = \"b\", S.a = \"c\" }\n"),
            ("[lang.x]\nrename = { \"S.a\" = \"c\" }\n", "[lang.x]\nrename = { \"S.a\" = \"b\" }\n"),
            ("[lang.x]\nrename.S = \"T\"\n", "[lang.x]\nrename.\"S.a\" = \"b\"\nrename.S = \"T\"\n"),
            ("[lang.x.rename]\nS = \"T\"\n", "[lang.x.rename]\n\"S.a\" = \"b\"\nS = \"T\"\n"),
            ("[lang]\nx = { k = 1 }\n", "[lang]\nx = { rename = { \"S.a\" = \"b\" }, k = 1 }\n"),
            ("[lang]\ny = {}\n", "[lang]\nx = { rename = { \"S.a\" = \"b\" } }\ny = {}\n"),
            ("[lang]\nx.k = 1\n", "[lang]\nx.rename = { \"S.a\" = \"b\" }\nx.k = 1\n"),
        ] {
            assert_eq!(renamed(before), after, "{before:?}");
        }
    }

    #[test]
    fn free_names_are_identifiers() {
        assert_eq!(free("class_", |_| false), "class_2");
        assert_eq!(free("__1", |_| false), "n1_2");
        assert_eq!(free("r#fn", |name| name == "fn_2"), "fn_3");
    }
}
