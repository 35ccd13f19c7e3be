//! The checked schema as JSON, for generators and tools outside this project.
//!
//! Rules of the format: ids are resolved to names (`Enum.VALUE` for a value); an absent key means none; integers beyond
//! 2^53 and floats that JSON lacks (`nan`, `inf`, `-inf`) are text; bytes are hex text; a layout hash is `0x` and 16 hex
//! digits. Keys may be added within a version.

mod items;
mod structs;

use crate::int::Int;
use crate::ir::{ItemId, LangOptions, Literal, Module, OptionValue, Schema, Value as IrValue, ValueName};
use crate::words::hex;
use serde_json::{Map, Value, json};

pub(crate) use items::{enum_json, flags_json, union_json};
pub(crate) use structs::struct_json;

/// The version of the format.
pub const VERSION: u32 = 1;

/// The whole schema: `{"format": "rbgen-ir", "version": 1, "modules": [...], "consts": [...], ...}`.
pub fn ir(schema: &Schema) -> Value {
    let list = |count: usize, item: &dyn Fn(usize) -> Value| (0..count).map(item).collect::<Value>();
    json!({
        "format": "rbgen-ir",
        "version": VERSION,
        "modules": schema.modules.iter().map(|m| module(schema, m)).collect::<Value>(),
        "consts": list(schema.consts.len(), &|i| items::const_json(schema, &schema.consts[i])),
        "enums": list(schema.enums.len(), &|i| enum_json(schema, &schema.enums[i])),
        "flags": list(schema.flags.len(), &|i| flags_json(schema, &schema.flags[i])),
        "unions": list(schema.unions.len(), &|i| union_json(schema, &schema.unions[i])),
        "structs": list(schema.structs.len(), &|i| struct_json(schema, &schema.structs[i])),
        "messages": list(schema.messages.len(), &|i| items::message_json(schema, &schema.messages[i])),
        "operations": list(schema.operations.len(), &|i| items::operation_json(schema, &schema.operations[i])),
    })
}

/// An object that leaves out keys without a value.
pub(crate) struct Object(Map<String, Value>);

impl Object {
    pub(crate) fn new(name: &str) -> Object {
        Object(Map::new()).with("name", name)
    }

    pub(crate) fn bare() -> Object {
        Object(Map::new())
    }

    pub(crate) fn with(mut self, key: &str, value: impl Into<Value>) -> Object {
        let value = value.into();
        if !value.is_null() {
            self.0.insert(key.to_owned(), value);
        }
        self
    }

    pub(crate) fn done(self) -> Value {
        Value::Object(self.0)
    }
}

fn module(schema: &Schema, m: &Module) -> Value {
    let imports: Value = m.imports.iter().map(|i| schema.modules[i.index()].name.as_str()).collect();
    let lang: Map<String, Value> =
        m.lang.iter().map(|(name, options)| (name.clone(), lang(options))).collect();
    Object::new(&m.name)
        .with("doc", m.doc.clone())
        .with("edition", m.edition)
        .with("version", m.version)
        .with("endian", m.endian.name())
        .with("license", m.license.clone())
        .with("imports", imports)
        .with("items", m.items.iter().map(|i| item(schema, *i)).collect::<Value>())
        .with("lang", lang)
        .done()
}

fn lang(options: &LangOptions) -> Value {
    let option = |value: &OptionValue| match value {
        OptionValue::Text(t) => json!(t),
        OptionValue::Bool(b) => json!(b),
        OptionValue::Int(n) => int(Int::from(*n)),
        OptionValue::List(list) => json!(list),
    };
    let options_map: Map<String, Value> =
        options.options.iter().map(|o| (o.key.clone(), option(&o.value))).collect();
    let renames: Map<String, Value> =
        options.renames.iter().map(|r| (r.target.clone(), json!(r.name))).collect();
    json!({ "options": options_map, "rename": renames })
}

fn item(schema: &Schema, id: ItemId) -> Value {
    let (kind, name) = match id {
        ItemId::Const(i) => ("const", &schema.consts[i.index()].name),
        ItemId::Enum(i) => ("enum", &schema.enums[i.index()].name),
        ItemId::Flags(i) => ("flags", &schema.flags[i.index()].name),
        ItemId::Union(i) => ("union", &schema.unions[i.index()].name),
        ItemId::Struct(i) => ("struct", &schema.structs[i.index()].name),
        ItemId::Message(i) => ("message", &schema.messages[i.index()].name),
        ItemId::Operation(i) => ("call", &schema.operations[i.index()].name),
    };
    json!({ "kind": kind, "name": name })
}

/// A number, or text beyond what every JSON reader keeps exact.
pub(crate) fn int(n: Int) -> Value {
    const EXACT: u128 = 1 << 53;
    match n.to_i128() {
        Some(small) if n.magnitude() <= EXACT => json!(small as i64),
        _ => json!(n.to_string()),
    }
}

fn float(f: f64) -> Value {
    if f.is_nan() {
        json!(if f.is_sign_negative() { "-nan" } else { "nan" })
    } else if f.is_infinite() {
        json!(if f > 0.0 { "inf" } else { "-inf" })
    } else {
        json!(f)
    }
}

pub(crate) fn value(v: &IrValue) -> Value {
    match v {
        IrValue::Int(n) => int(*n),
        IrValue::Float(f) => float(*f),
        IrValue::Bool(b) => json!(b),
        IrValue::Text(t) => json!(t),
        IrValue::Bytes(b) => json!(hex(b)),
        IrValue::List(list) => list.iter().map(value).collect(),
    }
}

/// `{"value": 5, "names": ["OutputFormat.JPEG"]}`; `names` only where names were used.
pub(crate) fn literal(schema: &Schema, l: &Literal) -> Value {
    let names: Vec<String> = l.named.iter().map(|n| value_name(schema, *n)).collect();
    let names = if names.is_empty() { Value::Null } else { json!(names) };
    Object::bare().with("value", value(&l.value)).with("names", names).done()
}

pub(crate) fn literals(schema: &Schema, list: &[Literal]) -> Value {
    if list.is_empty() { Value::Null } else { list.iter().map(|l| literal(schema, l)).collect() }
}

fn value_name(schema: &Schema, name: ValueName) -> String {
    match name {
        ValueName::Const(id) => schema.consts[id.index()].name.clone(),
        ValueName::Enum(id, i) => {
            let def = &schema.enums[id.index()];
            format!("{}.{}", def.name, def.values[i as usize].name)
        }
        ValueName::Flag(id, i) => {
            let def = &schema.flags[id.index()];
            format!("{}.{}", def.name, def.values[i as usize].name)
        }
    }
}

/// A layout hash as text.
pub fn hash_text(hash: u64) -> String {
    format!("0x{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::{float, int};
    use crate::int::Int;
    use serde_json::json;

    #[test]
    fn numbers_stay_exact() {
        assert_eq!(int(Int::from(9_007_199_254_740_992u64)), json!(9_007_199_254_740_992u64));
        assert_eq!(int(Int::from(9_007_199_254_740_993u64)), json!("9007199254740993"));
        assert_eq!(int(Int::from(-9_007_199_254_740_993i64)), json!("-9007199254740993"));
        assert_eq!(int(Int::from(-1i64)), json!(-1));
        assert_eq!(int(Int::from(u128::MAX)), json!("340282366920938463463374607431768211455"));
    }

    #[test]
    fn floats_json_lacks_are_text() {
        assert_eq!(float(f64::NEG_INFINITY), json!("-inf"));
        assert_eq!(float(f64::NAN), json!("nan"));
        assert_eq!(float(0.5), json!(0.5));
    }
}
