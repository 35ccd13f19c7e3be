//! Words about fields, the same in every language: for documentation of members and for the layout table.
//!
//! The text is not escaped: each language has its own way to write documentation.

use rbgen_schema::Schema;
use rbgen_schema::ir::{
    BitItem, BitKind, ByteOrder, FieldDef, FieldKind, Literal, Owner, Policy, StructDef, Value, ValueRules,
};

/// The layout table of a struct, and what it says about the whole.
pub(crate) fn table(schema: &Schema, def: &StructDef) -> Vec<String> {
    let order = match def.endian {
        ByteOrder::Little => "little-endian",
        ByteOrder::Big => "big-endian",
        ByteOrder::Either => "of either byte order",
    };
    let mut rows: Vec<[String; 3]> = Vec::new();
    for field in &def.fields {
        let note = match &field.kind {
            FieldKind::Value(ty) => {
                let mut text = schema.type_name(ty);
                if field.order != def.endian && field.order != ByteOrder::Little {
                    text.push_str(" big-endian");
                }
                if let Some(constant) = &field.rules.constant {
                    text.push_str(&format!(", always {}", shown(constant)));
                }
                text
            }
            FieldKind::Bits(scalar, _) => format!("{} in bits", scalar.name()),
            FieldKind::Reserved(policy) => format!(
                "{} bytes, {}",
                field.size,
                match policy {
                    Policy::Zero => "zero",
                    Policy::Ignore => "ignored",
                    Policy::Preserve => "preserved",
                }
            ),
            FieldKind::Padding => format!("{} bytes of padding", field.size),
        };
        let name = if field.kind == FieldKind::Padding { String::new() } else { field.name.clone() };
        rows.push([field.offset.to_string(), name, note]);
        if let FieldKind::Bits(_, items) = &field.kind {
            for item in items {
                let high = item.bits.low + item.bits.width - 1;
                let bits = if item.bits.width == 1 {
                    format!("bit {high}")
                } else {
                    format!("bits {high}:{}", item.bits.low)
                };
                let constant = item.rules.constant.as_ref().map(|c| format!(", always {}", shown(c)));
                rows.push([String::new(), format!("  {}", item.name), bits + &constant.unwrap_or_default()]);
            }
        }
    }
    let widths: [usize; 2] = [0, 1].map(|i| rows.iter().map(|row| row[i].chars().count()).max().unwrap_or(0));
    let mut lines = vec![format!("{} bytes, alignment {}, {order}:", def.size, def.align), String::new()];
    for [offset, name, note] in rows {
        lines.push(
            format!("    {offset:>0$}  {name:<1$}  {note}", widths[0], widths[1]).trim_end().to_owned(),
        );
    }
    lines
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(data: &[u8]) -> String {
    data.iter().map(|b| format!("{b:02x}")).collect()
}

/// A value as a reader of documentation knows it.
pub(crate) fn shown(literal: &Literal) -> String {
    match &literal.value {
        Value::Int(number) => number.to_string(),
        // Very large and very small ones are no use digit by digit.
        Value::Float(number) if *number != 0.0 && !(1e-6..1e16).contains(&number.abs()) => {
            format!("{number:?}")
        }
        Value::Float(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Text(text) => format!("{text:?}"),
        Value::Bytes(data) => hex(data),
        Value::List(_) => "the values of the schema".to_owned(),
    }
}

/// What the documentation of a member says: its documentation, and one sentence of facts.
pub(crate) fn member_doc(schema: &Schema, field: &FieldDef, item: Option<&BitItem>) -> Vec<String> {
    let (doc, rules) = match item {
        Some(item) => (item.doc.as_ref(), &item.rules),
        None => (field.doc.as_ref(), &field.rules),
    };
    let mut facts = vec![match (item, &field.kind) {
        (Some(item), _) => {
            let kind = match item.kind {
                BitKind::Unsigned => "unsigned",
                BitKind::Signed => "signed",
                BitKind::Bool => "a flag",
                BitKind::Enum(id) => &schema.enums[id.index()].name,
                BitKind::Flags(id) => &schema.flags[id.index()].name,
                BitKind::Reserved(_) => "preserved",
            };
            format!(
                "Bits {}:{} of `{}`, {kind}",
                item.bits.low + item.bits.width - 1,
                item.bits.low,
                field.name
            )
        }
        (None, FieldKind::Value(ty)) => format!("Offset {}, {}", field.offset, schema.type_name(ty)),
        (None, _) => format!("Offset {}, {} bytes, preserved", field.offset, field.size),
    }];
    facts.extend(rule_facts(rules));
    if let Some(since) = field.since {
        facts.push(format!("since version {since}"));
    }
    if let Some(owner) = field.owner {
        let owner = match owner {
            Owner::Creator => "the creator",
            Owner::Writer => "the writer",
            Owner::Reader => "the reader",
            Owner::Both => "both sides",
        };
        facts.push(format!("written by {owner}"));
    }
    if field.atomic.is_some() {
        facts.push("atomic in shared memory".to_owned());
    }
    let mut out: Vec<String> = doc.into_iter().cloned().collect();
    out.push(format!("{}.", facts.join(", ")));
    if let Some(why) = &field.deprecated {
        out.push(format!("Deprecated: {why}"));
    }
    out
}

fn rule_facts(rules: &ValueRules) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(constant) = &rules.constant {
        facts.push(format!("always {}", shown(constant)));
    }
    if let Some(unit) = &rules.unit {
        facts.push(format!("unit {unit}"));
    }
    if let Some(range) = &rules.range {
        facts.push(format!("{} to {}", shown(&range.low), shown(&range.high)));
    }
    if !rules.one_of.is_empty() {
        facts.push(format!("one of {}", rules.one_of.iter().map(shown).collect::<Vec<_>>().join(" | ")));
    }
    if let Some(scale) = rules.scale {
        facts.push(format!("physical value = raw * {} + {}", scale.scale, scale.bias));
    }
    facts
}
