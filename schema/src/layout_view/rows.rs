//! A struct as rows of plain text, before any format.

use super::CACHE_LINE;
use crate::ir::{
    BitItem, BitKind, FieldDef, FieldKind, Literal, Pad, Scale, Schema, StructDef, Value, ValueName,
    ValueRules, WireType,
};
use crate::words::hex;

/// One line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    /// The cache line of this number begins here.
    CacheLine(u64),
    /// A field.
    Field {
        offset: u64,
        size: u64,
        ty: String,
        name: String,
        /// Empty where there is nothing to order.
        order: &'static str,
        notes: Vec<String>,
    },
    /// Bits of the field above, highest and lowest.
    Item { high: u32, low: u32, ty: String, name: String, notes: Vec<String> },
}

pub(super) fn rows(schema: &Schema, def: &StructDef) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut line = 0;
    for field in &def.fields {
        if field.offset / CACHE_LINE > line {
            line = field.offset / CACHE_LINE;
            rows.push(Row::CacheLine(line));
        }
        rows.push(Row::Field {
            offset: field.offset,
            size: field.size,
            ty: type_text(schema, field),
            name: if field.kind == FieldKind::Padding { String::new() } else { field.name.clone() },
            order: order(schema, field),
            notes: field_notes(schema, def, field),
        });
        if let FieldKind::Bits(_, items) = &field.kind {
            rows.extend(items.iter().map(|item| bit_row(schema, item)));
        }
    }
    rows
}

pub(super) fn type_text(schema: &Schema, field: &FieldDef) -> String {
    match &field.kind {
        FieldKind::Value(ty) => schema.type_name(ty),
        FieldKind::Bits(scalar, _) => scalar.name().to_owned(),
        FieldKind::Reserved(_) => "reserved".to_owned(),
        FieldKind::Padding => "padding".to_owned(),
    }
}

fn order(schema: &Schema, field: &FieldDef) -> &'static str {
    let ordered = match &field.kind {
        FieldKind::Value(ty) => match ty.element().0 {
            WireType::Scalar(s) => s.size() > 1,
            WireType::Enum(id) => schema.enums[id.index()].repr.size() > 1,
            WireType::Flags(id) => schema.flags[id.index()].repr.size() > 1,
            WireType::Char16(_) => true,
            _ => false,
        },
        FieldKind::Bits(scalar, _) => scalar.size() > 1,
        FieldKind::Reserved(_) | FieldKind::Padding => false,
    };
    if ordered { field.order.name() } else { "" }
}

fn bit_row(schema: &Schema, item: &BitItem) -> Row {
    let mut notes = rule_notes(schema, &item.rules);
    let ty = match item.kind {
        BitKind::Unsigned => format!("u{}", item.bits.width),
        BitKind::Signed => format!("i{}", item.bits.width),
        BitKind::Bool => "bool".to_owned(),
        BitKind::Enum(id) => schema.enums[id.index()].name.clone(),
        BitKind::Flags(id) => schema.flags[id.index()].name.clone(),
        BitKind::Reserved(policy) => {
            notes.push(policy.name().to_owned());
            "reserved".to_owned()
        }
    };
    notes.extend(item.role.map(|r| format!("role {}", r.name())));
    Row::Item {
        high: item.bits.low + item.bits.width - 1,
        low: item.bits.low,
        ty,
        name: item.name.clone(),
        notes,
    }
}

fn field_notes(schema: &Schema, def: &StructDef, field: &FieldDef) -> Vec<String> {
    let mut notes = rule_notes(schema, &field.rules);
    if let FieldKind::Reserved(policy) = field.kind {
        notes.push(policy.name().to_owned());
    }
    notes.extend(field.role.map(|r| format!("role {}", r.name())));
    if let Some(text) = field.text {
        notes.push(text.encoding.name().to_owned());
        if text.pad == Pad::Space {
            notes.push("space-padded".to_owned());
        }
        if text.terminated {
            notes.push("terminated".to_owned());
        }
    }
    if field.truthy {
        notes.push("truthy".to_owned());
    }
    if let Some(tag) = field.tag {
        let holder = &def.fields[tag.field as usize];
        notes.push(match (&holder.kind, tag.item) {
            (FieldKind::Bits(_, items), Some(i)) => format!("tag {}.{}", holder.name, items[i as usize].name),
            _ => format!("tag {}", holder.name),
        });
    }
    notes.extend(field.owner.map(|o| format!("written by {}", o.name())));
    notes.extend(field.atomic.map(|a| format!("atomic {}", a.name())));
    notes.extend(field.group.as_ref().map(|g| format!("group {g}")));
    notes.extend(field.since.map(|v| format!("since {v}")));
    notes.extend(field.deprecated.as_ref().map(|_| "deprecated".to_owned()));
    let (first, last) = (field.offset / CACHE_LINE, (field.offset + field.size.max(1) - 1) / CACHE_LINE);
    if last == first + 1 {
        notes.push(format!("crosses into cache line {last}"));
    } else if last > first {
        notes.push(format!("cache lines {first} to {last}"));
    }
    notes
}

fn rule_notes(schema: &Schema, rules: &ValueRules) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(rules.constant.as_ref().map(|l| format!("= {}", literal_text(schema, l))));
    if !rules.one_of.is_empty() {
        let values: Vec<String> = rules.one_of.iter().map(|l| literal_text(schema, l)).collect();
        notes.push(format!("one of {}", values.join(", ")));
    }
    if let Some(range) = &rules.range {
        let enforce = if range.on_decode { "" } else { " on encode" };
        notes.push(format!(
            "{}..{}{enforce}",
            literal_text(schema, &range.low),
            literal_text(schema, &range.high)
        ));
    }
    notes.extend(rules.unit.clone());
    if let Some(s) = rules.scale {
        notes.push(scale_text(s));
    }
    notes.extend(rules.default.as_ref().map(|l| format!("default {}", literal_text(schema, l))));
    notes
}

/// How the physical value comes from the raw one, without the half that changes nothing.
fn scale_text(scale: Scale) -> String {
    let times = (scale.scale != 1.0 || scale.bias == 0.0).then(|| format!("* {}", scale.scale));
    let plus = (scale.bias != 0.0)
        .then(|| format!("{} {}", if scale.bias < 0.0 { '-' } else { '+' }, scale.bias.abs()));
    [times, plus].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn literal_text(schema: &Schema, literal: &Literal) -> String {
    if literal.named.is_empty() {
        return shorten(value_text(&literal.value));
    }
    let names: Vec<&str> = literal
        .named
        .iter()
        .map(|n| match n {
            ValueName::Const(id) => schema.consts[id.index()].name.as_str(),
            ValueName::Enum(id, i) => schema.enums[id.index()].values[*i as usize].name.as_str(),
            ValueName::Flag(id, i) => schema.flags[id.index()].values[*i as usize].name.as_str(),
        })
        .collect();
    names.join(" | ")
}

/// A value short enough for a table.
fn shorten(text: String) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Int(n) => n.to_string(),
        // An f32 is held as the f64 of the same value; its own digits are fewer.
        Value::Float(f) if f64::from(*f as f32) == *f => (*f as f32).to_string(),
        Value::Float(f) => f.to_string(),
        Value::Bool(b) => b.to_string(),
        Value::Text(t) => format!("{t:?}"),
        Value::Bytes(b) => hex(b),
        Value::List(list) => format!("[{}]", list.iter().map(value_text).collect::<Vec<_>>().join(", ")),
    }
}
