//! Structs, fields and types as JSON.

use super::{Object, hash_text, literal, literals};
use crate::ir::{
    BitItem, BitKind, DataModel, FieldDef, FieldKind, LayoutRule, Member, Scalar, Schema, StructDef,
    TextRules, ValueRules, WireType,
};
use serde_json::{Value, json};

pub(crate) fn struct_json(schema: &Schema, s: &StructDef) -> Value {
    let (layout, pack) = match s.layout {
        LayoutRule::Natural => ("natural", None),
        LayoutRule::Packed(n) => ("packed", Some(n)),
        LayoutRule::Explicit => ("explicit", None),
    };
    let field_name = |i: Option<u32>| i.map(|i| s.fields[i as usize].name.clone());
    let roles = Object::bare()
        .with("version", field_name(s.roles.version))
        .with("size", field_name(s.roles.size))
        .with("payload_length", field_name(s.roles.payload_length))
        .with("byte_order", field_name(s.roles.byte_order))
        .done();
    let sizes: Value = s.sizes.iter().map(|v| json!({ "version": v.version, "size": v.size })).collect();
    Object::new(&s.name)
        .with("module", schema.modules[s.site.module.index()].name.as_str())
        .with("doc", s.doc.clone())
        .with("size", s.size)
        .with("align", s.align)
        .with("align_raised", s.align_raised)
        .with("layout", layout)
        .with("pack", pack)
        .with("order", s.endian.name())
        .with("usage", s.usage.name())
        .with("evolution", s.evolution.name())
        .with("headroom", s.headroom)
        .with("since", s.since)
        .with("deprecated", s.deprecated.clone())
        .with("layout_hash", hash_text(s.layout_hash))
        .with("has_codec", s.has_codec())
        .with("fields", s.fields.iter().map(|f| field(schema, s, f)).collect::<Value>())
        .with("members", s.members.iter().map(|m| member(s, m)).collect::<Value>())
        .with("roles", roles)
        .with("sizes", sizes)
        .with("models", models(s))
        .done()
}

fn models(s: &StructDef) -> Value {
    let named: Vec<&FieldDef> = s.fields.iter().filter(|f| f.kind != FieldKind::Padding).collect();
    s.models
        .iter()
        .map(|m| {
            let offsets: Value = named
                .iter()
                .zip(&m.offsets)
                .map(|(f, at)| json!({ "field": f.name, "offset": at }))
                .collect();
            json!({ "model": m.model.name(), "size": m.size, "align": m.align, "offsets": offsets })
        })
        .collect()
}

fn member(s: &StructDef, m: &Member) -> Value {
    let field = &s.fields[m.field as usize];
    Object::new(&m.name)
        .with("field", field.name.as_str())
        .with("item", item_name(field, m.item))
        .with("required", m.required)
        .done()
}

fn item_name(field: &FieldDef, item: Option<u32>) -> Option<String> {
    match (&field.kind, item) {
        (FieldKind::Bits(_, items), Some(i)) => items.get(i as usize).map(|item| item.name.clone()),
        _ => None,
    }
}

fn field(schema: &Schema, s: &StructDef, f: &FieldDef) -> Value {
    let mut out =
        Object::new(&f.name).with("doc", f.doc.clone()).with("offset", f.offset).with("size", f.size);
    out = match &f.kind {
        FieldKind::Value(ty) => out.with("kind", "value").with("type", type_json(schema, ty)),
        FieldKind::Bits(scalar, items) => out
            .with("kind", "bits")
            .with("type", type_json(schema, &WireType::Scalar(*scalar)))
            .with("items", items.iter().map(|i| bit_item(schema, i)).collect::<Value>()),
        FieldKind::Reserved(policy) => out.with("kind", "reserved").with("policy", policy.name()),
        FieldKind::Padding => out.with("kind", "padding"),
    };
    let tag = f.tag.map(|t| {
        let holder = &s.fields[t.field as usize];
        Object::bare().with("field", holder.name.as_str()).with("item", item_name(holder, t.item)).done()
    });
    rules(out.with("order", f.order.name()), schema, &f.rules)
        .with("text", f.text.map(text_rules))
        .with("truthy", f.truthy)
        .with("since", f.since)
        .with("deprecated", f.deprecated.clone())
        .with("role", f.role.map(|r| r.name()))
        .with("tag", tag)
        .with("owner", f.owner.map(|o| o.name()))
        .with("atomic", f.atomic.map(|a| a.name()))
        .with("group", f.group.clone())
        .done()
}

fn text_rules(t: TextRules) -> Value {
    json!({
        "encoding": t.encoding.name(),
        "pad": t.pad.name(),
        "terminated": t.terminated,
        "replace_invalid": t.replace_invalid,
    })
}

fn rules(out: Object, schema: &Schema, r: &ValueRules) -> Object {
    let range = r.range.as_ref().map(|range| {
        json!({
            "low": literal(schema, &range.low),
            "high": literal(schema, &range.high),
            "enforce": if range.on_decode { "both" } else { "encode" },
        })
    });
    out.with("const", r.constant.as_ref().map(|l| literal(schema, l)))
        .with("one_of", literals(schema, &r.one_of))
        .with("default", r.default.as_ref().map(|l| literal(schema, l)))
        .with("range", range)
        .with("unit", r.unit.clone())
        .with("scale", r.scale.map(|s| s.scale))
        .with("bias", r.scale.map(|s| s.bias))
}

fn bit_item(schema: &Schema, item: &BitItem) -> Value {
    let out = Object::new(&item.name)
        .with("doc", item.doc.clone())
        .with("low", item.bits.low)
        .with("width", item.bits.width);
    let out = match item.kind {
        BitKind::Unsigned => out.with("kind", "uint"),
        BitKind::Signed => out.with("kind", "int"),
        BitKind::Bool => out.with("kind", "bool"),
        BitKind::Enum(id) => out.with("kind", "enum").with("type", schema.enums[id.index()].name.as_str()),
        BitKind::Flags(id) => out.with("kind", "flags").with("type", schema.flags[id.index()].name.as_str()),
        BitKind::Reserved(policy) => out.with("kind", "reserved").with("policy", policy.name()),
    };
    rules(out, schema, &item.rules).with("role", item.role.map(|r| r.name())).done()
}

/// `{"text": "u16[2][3]", "dims": [2, 3], "kind": "uint", "size": 2, "scalar": "u16"}`: how it is written, and the
/// element below all dimensions. `size` is the element's, of host types under LP64; `ref` names an enum, flag set, union or struct.
pub(crate) fn type_json(schema: &Schema, ty: &WireType) -> Value {
    let (element, dims) = ty.element();
    let out = Object::bare().with("text", schema.type_name(ty)).with("dims", dims);
    match element {
        WireType::Scalar(s) => {
            out.with("kind", scalar_kind(*s)).with("size", s.size()).with("scalar", s.name())
        }
        WireType::Char(n) => out.with("kind", "char").with("size", *n),
        WireType::Char16(n) => out.with("kind", "char16").with("size", n * 2),
        WireType::Bytes(n) => out.with("kind", "bytes").with("size", *n),
        WireType::Guid => out.with("kind", "guid").with("size", 16),
        WireType::Uuid => out.with("kind", "uuid").with("size", 16),
        WireType::Enum(id) => {
            let def = &schema.enums[id.index()];
            out.with("kind", "enum").with("size", def.repr.size()).with("ref", def.name.as_str())
        }
        WireType::Flags(id) => {
            let def = &schema.flags[id.index()];
            out.with("kind", "flags").with("size", def.repr.size()).with("ref", def.name.as_str())
        }
        WireType::Union(id) => {
            let def = &schema.unions[id.index()];
            out.with("kind", "union").with("size", def.size).with("ref", def.name.as_str())
        }
        WireType::Struct(id) => {
            let def = &schema.structs[id.index()];
            out.with("kind", "struct").with("size", def.size).with("ref", def.name.as_str())
        }
        WireType::Host(host) => {
            out.with("kind", "host").with("size", host.size(DataModel::Lp64)).with("host", host.name())
        }
        // `element` has taken all dimensions off.
        WireType::Array(..) => out,
    }
    .done()
}

pub(super) fn scalar_kind(s: Scalar) -> &'static str {
    if s.is_float() {
        "float"
    } else if s.is_bool() {
        "bool"
    } else if s.is_signed() {
        "int"
    } else {
        "uint"
    }
}
