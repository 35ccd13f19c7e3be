//! The checked schema as schema text again. Loading the text gives the same schema, but for places and comments.

mod messages;
mod structs;

use crate::ir::{
    ByteOrder, ConstDef, EnumDef, EnumId, FlagsDef, ItemId, LangOptions, Literal, Module, ModuleId,
    OptionValue, Schema, UnionDef, Unknown, Value, ValueName, WireType,
};
use crate::words::hex;
use std::fmt::Write as _;

/// One text for each module as `<name>.toml`, in the order of [`Schema::modules`]: the root is the last.
pub fn to_toml(schema: &Schema) -> Vec<(String, String)> {
    (0..schema.modules.len())
        .map(|i| (file_name(&schema.modules[i]), module(schema, ModuleId(i as u32))))
        .collect()
}

fn file_name(module: &Module) -> String {
    format!("{}.toml", module.name)
}

/// The text of one module. It imports others by the names that [`to_toml`] gives them.
pub fn module(schema: &Schema, id: ModuleId) -> String {
    let m = &schema.modules[id.index()];
    let mut head = Table::default();
    head.int("edition", m.edition).text("name", &m.name).int("version", m.version);
    if m.endian != ByteOrder::Little {
        head.text("endian", m.endian.name());
    }
    if !m.imports.is_empty() {
        let files = m.imports.iter().map(|i| quote(&file_name(&schema.modules[i.index()])));
        head.raw("import", list(files));
    }
    head.option("license", m.license.as_deref()).option("doc", m.doc.as_deref());
    let mut out = head.section("[schema]");
    for (name, options) in &m.lang {
        out.push('\n');
        out.push_str(&lang(options).section(&format!("[lang.{}]", key(name))));
    }
    for item in &m.items {
        out.push('\n');
        out.push_str(&match *item {
            ItemId::Const(i) => constant(schema, &schema.consts[i.index()]).section("[[const]]"),
            ItemId::Enum(i) => enumeration(&schema.enums[i.index()]).section("[[enum]]"),
            ItemId::Flags(i) => flags(&schema.flags[i.index()]).section("[[flags]]"),
            ItemId::Union(i) => union(schema, &schema.unions[i.index()]).section("[[union]]"),
            ItemId::Struct(i) => {
                structs::structure(schema, &schema.structs[i.index()], m.endian).section("[[struct]]")
            }
            ItemId::Message(i) => {
                messages::message(schema, &schema.messages[i.index()]).section("[[message]]")
            }
            ItemId::Operation(i) => messages::call(schema, &schema.operations[i.index()]).section("[[call]]"),
        });
    }
    out
}

fn lang(options: &LangOptions) -> Table {
    let mut t = Table::default();
    for o in &options.options {
        t.raw(
            &key(&o.key),
            match &o.value {
                OptionValue::Text(text) => quote(text),
                OptionValue::Bool(b) => b.to_string(),
                OptionValue::Int(n) => n.to_string(),
                OptionValue::List(texts) => list(texts.iter().map(|t| quote(t))),
            },
        );
    }
    if !options.renames.is_empty() {
        let mut renames = Table::default();
        for r in &options.renames {
            renames.text(&quote(&r.target), &r.name);
        }
        t.raw("rename", renames.inline());
    }
    t
}

fn constant(schema: &Schema, c: &ConstDef) -> Table {
    let mut t = Table::default();
    t.text("name", &c.name).text("type", &schema.type_name(&c.ty));
    t.raw("value", literal(schema, &c.value, Some(&c.ty))).option("doc", c.doc.as_deref());
    t
}

fn enumeration(e: &EnumDef) -> Table {
    let mut t = Table::default();
    t.text("name", &e.name).option("doc", e.doc.as_deref()).text("type", e.repr.name());
    if e.unknown != Unknown::Keep {
        t.text("unknown", e.unknown.name());
    }
    if !e.text.is_empty() {
        let mut text = Table::default();
        for attribute in &e.text {
            text.text(&attribute.name, &attribute.fallback);
        }
        t.raw("text", text.inline());
    }
    t.life(e.since, e.deprecated.as_deref());
    let values = e.values.iter().map(|v| {
        let mut t = Table::default();
        t.text("name", &v.name);
        match v.alias {
            Some(i) => t.text("alias", &e.values[i as usize].name),
            None => t.raw("value", v.code.to_string()),
        };
        // An alias has the texts of what it stands for.
        let own = e.text.iter().zip(&v.text).filter(|(a, text)| v.alias.is_none() && a.fallback != **text);
        for (attribute, text) in own {
            t.text(&attribute.name, text);
        }
        t.option("doc", v.doc.as_deref()).life(v.since, v.deprecated.as_deref());
        t.inline()
    });
    t.raw("values", lines(values));
    t
}

fn flags(f: &FlagsDef) -> Table {
    let mut t = Table::default();
    t.text("name", &f.name).option("doc", f.doc.as_deref()).text("type", f.repr.name());
    let values = f.values.iter().map(|v| {
        let mut t = Table::default();
        t.text("name", &v.name).bits(v.bits, v.is_flag).option("doc", v.doc.as_deref());
        t.inline()
    });
    t.raw("values", lines(values));
    t
}

fn union(schema: &Schema, u: &UnionDef) -> Table {
    let mut t = Table::default();
    t.text("name", &u.name).option("doc", u.doc.as_deref()).option("tag", u.tag.as_deref());
    let members = u.members.iter().map(|m| {
        let mut t = Table::default();
        t.text("name", &m.name).text("type", &schema.type_name(&m.ty));
        if !m.when.is_empty() {
            t.raw("when", list(m.when.iter().map(|l| literal(schema, l, None))));
        }
        t.truth("otherwise", m.otherwise).option("doc", m.doc.as_deref());
        t.inline()
    });
    t.raw("members", lines(members));
    t
}

/// A value as it is written: by name where it was written by name. The type says which enum the codes in a list are of.
fn literal(schema: &Schema, l: &Literal, ty: Option<&WireType>) -> String {
    match l.named.first() {
        Some(ValueName::Const(id)) => quote(&schema.consts[id.index()].name),
        Some(ValueName::Enum(id, i)) => quote(&schema.enums[id.index()].values[*i as usize].name),
        Some(ValueName::Flag(..)) => list(l.named.iter().filter_map(|n| match n {
            ValueName::Flag(id, i) => Some(quote(&schema.flags[id.index()].values[*i as usize].name)),
            _ => None,
        })),
        None => {
            let codes = match ty.map(|t| t.element().0) {
                Some(WireType::Enum(id)) => Some(*id),
                _ => None,
            };
            value(schema, &l.value, codes)
        }
    }
}

fn value(schema: &Schema, v: &Value, codes: Option<EnumId>) -> String {
    match v {
        Value::Int(n) => {
            let known = codes.and_then(|id| schema.enums[id.index()].values.iter().find(|v| v.code == *n));
            known.map_or_else(|| n.to_string(), |v| quote(&v.name))
        }
        Value::Float(f) => float(*f),
        Value::Bool(b) => b.to_string(),
        Value::Text(t) => quote(t),
        Value::Bytes(b) => quote(&format!("hex:{}", hex(b))),
        Value::List(values) => list(values.iter().map(|v| value(schema, v, codes))),
    }
}

fn float(f: f64) -> String {
    format!("{f:?}").replace("NaN", "nan")
}

/// The entries of a table in the order written.
#[derive(Default)]
struct Table {
    entries: Vec<(String, String)>,
}

impl Table {
    fn raw(&mut self, key: &str, value: String) -> &mut Table {
        self.entries.push((key.to_owned(), value));
        self
    }

    fn text(&mut self, key: &str, value: &str) -> &mut Table {
        self.raw(key, quote(value))
    }

    fn int(&mut self, key: &str, value: impl Into<u64>) -> &mut Table {
        self.raw(key, value.into().to_string())
    }

    fn option(&mut self, key: &str, value: Option<&str>) -> &mut Table {
        match value {
            Some(value) => self.text(key, value),
            None => self,
        }
    }

    /// A key that is written only where it holds.
    fn truth(&mut self, key: &str, value: bool) -> &mut Table {
        if value { self.raw(key, "true".to_owned()) } else { self }
    }

    fn life(&mut self, since: Option<u32>, deprecated: Option<&str>) -> &mut Table {
        if let Some(version) = since {
            self.int("since", version);
        }
        self.option("deprecated", deprecated)
    }

    fn bits(&mut self, bits: crate::ir::BitRange, is_flag: bool) -> &mut Table {
        if is_flag {
            self.int("bit", bits.low)
        } else {
            self.text("bits", &format!("{}:{}", bits.low + bits.width - 1, bits.low))
        }
    }

    fn section(&self, header: &str) -> String {
        let mut out = format!("{header}\n");
        for (key, value) in &self.entries {
            let _ = writeln!(out, "{key} = {value}");
        }
        out
    }

    fn inline(&self) -> String {
        let entries: Vec<String> =
            self.entries.iter().map(|(key, value)| format!("{key} = {value}")).collect();
        format!("{{ {} }}", entries.join(", "))
    }
}

/// A list on one line.
fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A list with one entry a line.
fn lines(items: impl Iterator<Item = String>) -> String {
    let mut out = "[\n".to_owned();
    for item in items {
        // Lists within an entry stand further in.
        let _ = writeln!(out, "  {},", item.replace('\n', "\n  "));
    }
    out.push(']');
    out
}

/// A key, quoted where it has to be.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare { name.to_owned() } else { quote(name) }
}

/// A basic string.
fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{float, key, quote};

    #[test]
    fn texts_survive_toml() {
        for text in ["", "plain", "a \"b\" \\c", "line\r\n\ttab", "\u{7f}\u{0}\u{1b}ä€𝄞"] {
            let table: toml::Table = format!("{} = {}", key(text), quote(text)).parse().unwrap();
            assert_eq!(table[text].as_str(), Some(text));
        }
    }

    #[test]
    fn floats_survive_toml() {
        for f in [0.0, -0.0, 1.0, 0.1, 1e300, -2.5e-300, f64::INFINITY] {
            let table: toml::Table = format!("x = {}", float(f)).parse().unwrap();
            assert_eq!(table["x"].as_float().map(f64::to_bits), Some(f.to_bits()));
        }
    }
}
