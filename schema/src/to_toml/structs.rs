//! Structs and their fields as schema text.

use super::{Table, float, lines, list, literal};
use crate::ir::{
    BitItem, BitKind, ByteOrder, Encoding, Evolution, FieldDef, FieldKind, LayoutRule, Pad, Scalar, Schema,
    StructDef, TextRules, Usage, ValueRules, WireType,
};

/// The keys of a struct in a file whose default order is `file_order`.
pub(super) fn structure(schema: &Schema, s: &StructDef, file_order: ByteOrder) -> Table {
    let mut t = Table::default();
    t.text("name", &s.name).option("doc", s.doc.as_deref()).int("size", s.size);
    if s.align_raised {
        t.int("align", s.align);
    }
    match s.layout {
        LayoutRule::Natural => {}
        LayoutRule::Packed(pack) => {
            t.text("layout", "packed");
            if pack > 1 {
                t.int("pack", pack);
            }
        }
        LayoutRule::Explicit => {
            t.text("layout", "explicit");
        }
    }
    if s.endian != file_order {
        t.text("endian", s.endian.name());
    }
    if s.usage != Usage::Wire {
        t.text("usage", s.usage.name());
    }
    if s.evolution != Evolution::Sealed {
        t.text("evolution", s.evolution.name());
    }
    if s.headroom > 0 {
        t.int("headroom", s.headroom);
    }
    if s.fields.iter().any(|f| f.kind == FieldKind::Padding) {
        t.text("padding", "auto");
    }
    t.life(s.since, s.deprecated.as_deref());
    let fields =
        s.fields.iter().filter(|f| f.kind != FieldKind::Padding).map(|f| field(schema, s, f).inline());
    t.raw("fields", lines(fields));
    t
}

fn field(schema: &Schema, s: &StructDef, f: &FieldDef) -> Table {
    let mut t = Table::default();
    t.text("name", &f.name);
    let (ty, ordered) = match &f.kind {
        FieldKind::Value(ty) => {
            t.text("type", &schema.type_name(ty));
            (Some(ty), is_ordered(schema, ty))
        }
        FieldKind::Bits(scalar, _) => {
            t.text("type", scalar.name());
            (None, scalar.size() > 1)
        }
        FieldKind::Reserved(policy) => {
            t.int("reserved", f.size).text("policy", policy.name());
            (None, false)
        }
        FieldKind::Padding => (None, false),
    };
    if s.layout == LayoutRule::Explicit {
        t.int("at", f.offset);
    }
    if ordered && f.order != s.endian {
        t.text("endian", f.order.name());
    }
    rules(schema, &mut t, &f.rules, ty);
    if let Some(text) = f.text {
        text_rules(&mut t, text);
    }
    t.truth("truthy", f.truthy);
    t.option("role", f.role.map(|r| r.name()));
    t.option("owner", f.owner.map(|o| o.name()));
    t.option("atomic", f.atomic.map(|a| a.name()));
    t.option("group", f.group.as_deref()).life(f.since, f.deprecated.as_deref());
    t.option("doc", f.doc.as_deref());
    if let FieldKind::Bits(_, items) = &f.kind {
        t.raw("bits", lines(items.iter().map(|i| bit_item(schema, i).inline())));
    }
    t
}

/// Whether a byte order on a field of this type means something.
fn is_ordered(schema: &Schema, ty: &WireType) -> bool {
    match ty.element().0 {
        WireType::Scalar(s) => s.size() > 1,
        WireType::Enum(id) => schema.enums[id.index()].repr.size() > 1,
        WireType::Flags(id) => schema.flags[id.index()].repr.size() > 1,
        WireType::Char16(_) => true,
        _ => false,
    }
}

fn text_rules(t: &mut Table, text: TextRules) {
    if text.encoding != Encoding::Utf16 {
        t.text("encoding", text.encoding.name());
    }
    if text.pad != Pad::Nul {
        t.text("pad", text.pad.name());
    }
    t.truth("terminated", text.terminated);
    if text.replace_invalid {
        t.text("invalid", "replace");
    }
}

fn rules(schema: &Schema, t: &mut Table, r: &ValueRules, ty: Option<&WireType>) {
    if let Some(constant) = &r.constant {
        t.raw("const", literal(schema, constant, ty));
    }
    if !r.one_of.is_empty() {
        t.raw("one_of", list(r.one_of.iter().map(|l| literal(schema, l, ty))));
    }
    if let Some(range) = &r.range {
        t.raw("range", list([&range.low, &range.high].into_iter().map(|l| literal(schema, l, ty))));
        if !range.on_decode {
            t.text("enforce", "encode");
        }
    }
    if let Some(default) = &r.default {
        t.raw("default", literal(schema, default, ty));
    }
    t.option("unit", r.unit.as_deref());
    if let Some(scale) = r.scale {
        t.raw("scale", float(scale.scale)).raw("bias", float(scale.bias));
    }
}

fn bit_item(schema: &Schema, item: &BitItem) -> Table {
    let mut t = Table::default();
    t.text("name", &item.name);
    match item.kind {
        BitKind::Bool => {
            t.bits(item.bits, true);
        }
        BitKind::Unsigned => {
            t.bits(item.bits, false);
        }
        BitKind::Signed => {
            let held =
                Scalar::ALL.into_iter().find(|s| s.is_signed() && s.size() * 8 >= u64::from(item.bits.width));
            t.bits(item.bits, false).text("type", held.unwrap_or(Scalar::I128).name());
        }
        BitKind::Enum(id) => {
            t.bits(item.bits, false).text("type", &schema.enums[id.index()].name);
        }
        BitKind::Flags(id) => {
            t.bits(item.bits, false).text("type", &schema.flags[id.index()].name);
        }
        BitKind::Reserved(policy) => {
            t.bits(item.bits, false).truth("reserved", true).text("policy", policy.name());
        }
    }
    rules(schema, &mut t, &item.rules, None);
    t.option("role", item.role.map(|r| r.name())).option("doc", item.doc.as_deref());
    t
}
