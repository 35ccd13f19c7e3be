//! Constants, enums, flag sets, unions, messages and calls as JSON.

use super::structs::{scalar_kind, type_json};
use super::{Object, int, literal, literals};
use crate::ir::{
    BitKind, ConstDef, EnumDef, FieldKind, FlagsDef, HelperKind, MemberIndex, MessageDef, Operation, Param,
    ParamRole, Part, PartKind, Scalar, Schema, Site, StructDef, UnionDef, Via, WireType,
};
use serde_json::{Map, Value, json};

fn head(schema: &Schema, site: &Site, name: &str, doc: &Option<String>) -> Object {
    Object::new(name)
        .with("module", schema.modules[site.module.index()].name.as_str())
        .with("doc", doc.clone())
}

fn repr(out: Object, s: Scalar) -> Object {
    out.with("type", json!({ "scalar": s.name(), "kind": scalar_kind(s), "size": s.size() }))
}

pub(super) fn const_json(schema: &Schema, c: &ConstDef) -> Value {
    head(schema, &c.site, &c.name, &c.doc)
        .with("type", type_json(schema, &c.ty))
        .with("value", literal(schema, &c.value))
        .done()
}

pub(crate) fn enum_json(schema: &Schema, e: &EnumDef) -> Value {
    let values: Value = e
        .values
        .iter()
        .map(|v| {
            let text: Map<String, Value> = e
                .text
                .iter()
                .zip(&v.text)
                .map(|(attribute, text)| (attribute.name.clone(), json!(text)))
                .collect();
            Object::new(&v.name)
                .with("code", int(v.code))
                .with("alias", v.alias.map(|i| e.values[i as usize].name.clone()))
                .with("doc", v.doc.clone())
                .with("text", text)
                .with("since", v.since)
                .with("deprecated", v.deprecated.clone())
                .done()
        })
        .collect();
    let text: Map<String, Value> = e.text.iter().map(|t| (t.name.clone(), json!(t.fallback))).collect();
    repr(head(schema, &e.site, &e.name, &e.doc), e.repr)
        .with("unknown", e.unknown.name())
        .with("text", text)
        .with("values", values)
        .with("since", e.since)
        .with("deprecated", e.deprecated.clone())
        .done()
}

pub(crate) fn flags_json(schema: &Schema, f: &FlagsDef) -> Value {
    let values: Value = f
        .values
        .iter()
        .map(|v| {
            Object::new(&v.name)
                .with("doc", v.doc.clone())
                .with("low", v.bits.low)
                .with("width", v.bits.width)
                .with("is_flag", v.is_flag)
                .done()
        })
        .collect();
    repr(head(schema, &f.site, &f.name, &f.doc), f.repr).with("values", values).done()
}

pub(crate) fn union_json(schema: &Schema, u: &UnionDef) -> Value {
    let members: Value = u
        .members
        .iter()
        .map(|m| {
            Object::new(&m.name)
                .with("doc", m.doc.clone())
                .with("type", type_json(schema, &m.ty))
                .with("order", m.order.name())
                .with("size", m.size)
                .with("when", literals(schema, &m.when))
                .with("otherwise", m.otherwise)
                .done()
        })
        .collect();
    head(schema, &u.site, &u.name, &u.doc)
        .with("tag", u.tag.clone())
        .with("size", u.size)
        .with("align", u.align)
        .with("members", members)
        .done()
}

pub(super) fn message_json(schema: &Schema, m: &MessageDef) -> Value {
    let header = &schema.structs[m.header.index()];
    let helpers: Value = m
        .helpers
        .iter()
        .map(|h| {
            let out = Object::new(&h.name);
            match &h.kind {
                HelperKind::Dimensions(members) => {
                    let members: Value = members.iter().map(|i| member_name(header, *i)).collect();
                    out.with("kind", "dimensions").with("members", members)
                }
                HelperKind::Text(member, attribute) => out
                    .with("kind", "text")
                    .with("member", member_name(header, *member))
                    .with("attribute", attribute_name(schema, header, *member, *attribute)),
                HelperKind::SizeKb(part) => out
                    .with("kind", "size_kb")
                    .with("part", part.and_then(|i| m.parts.get(i as usize)).map(|p| p.name.clone())),
            }
            .done()
        })
        .collect();
    head(schema, &m.site, &m.name, &m.doc)
        .with("id", m.id.as_ref().map(|l| literal(schema, l)))
        .with("header", header.name.as_str())
        .with("parts", m.parts.iter().map(|p| part(schema, header, p)).collect::<Value>())
        .with("helpers", helpers)
        .done()
}

fn part(schema: &Schema, header: &StructDef, p: &Part) -> Value {
    let out = Object::new(&p.name).with("doc", p.doc.clone());
    match &p.kind {
        PartKind::Bytes(length) => out.with("kind", "bytes").with(
            "length",
            json!({ "member": member_name(header, length.member), "times": length.times, "minus": length.minus }),
        ),
        PartKind::Rest => out.with("kind", "rest"),
        PartKind::Records(id, count) => out
            .with("kind", "records")
            .with("struct", schema.structs[id.index()].name.as_str())
            .with("count", member_name(header, *count)),
    }
    .done()
}

fn attribute_name(
    schema: &Schema,
    header: &StructDef,
    member: MemberIndex,
    attribute: u32,
) -> Option<String> {
    let member = header.members.get(member as usize)?;
    let id = match (&header.fields[member.field as usize].kind, member.item) {
        (FieldKind::Value(WireType::Enum(id)), _) => *id,
        (FieldKind::Bits(_, items), Some(i)) => match items.get(i as usize)?.kind {
            BitKind::Enum(id) => id,
            _ => return None,
        },
        _ => return None,
    };
    schema.enums[id.index()].text.get(attribute as usize).map(|t| t.name.clone())
}

fn member_name(header: &StructDef, index: MemberIndex) -> String {
    header.members.get(index as usize).map(|m| m.name.clone()).unwrap_or_default()
}

pub(super) fn operation_json(schema: &Schema, o: &Operation) -> Value {
    let Via::Transport { request, response } = o.via;
    let (request, response) = (&schema.messages[request.index()], &schema.messages[response.index()]);
    let many: Value = o
        .many
        .iter()
        .map(|m| {
            let params: Value = m.params.iter().map(|i| o.params[*i as usize].name.as_str()).collect();
            Object::new(&m.name).with("params", params).done()
        })
        .collect();
    head(schema, &o.site, &o.name, &o.doc)
        .with("via", "transport")
        .with("request", request.name.as_str())
        .with("response", response.name.as_str())
        .with("params", o.params.iter().map(|p| param(schema, request, p)).collect::<Value>())
        .with("many", many)
        .with("deprecated", o.deprecated.clone())
        .done()
}

fn param(schema: &Schema, request: &MessageDef, p: &Param) -> Value {
    let header = &schema.structs[request.header.index()];
    let out = Object::new(&p.name).with("doc", p.doc.clone());
    match p.role {
        ParamRole::Part(i) => out.with("part", request.parts.get(i as usize).map(|part| part.name.clone())),
        ParamRole::Member(i) => out.with("member", member_name(header, i)),
    }
    .with("default", p.default.as_ref().map(|l| literal(schema, l)))
    .done()
}
