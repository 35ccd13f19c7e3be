//! Messages and calls as schema text.

use super::{Table, list, literal, quote};
use crate::ir::{
    BitKind, EnumId, FieldKind, HelperKind, MessageDef, Operation, Param, ParamRole, PartKind, Schema,
    StructDef, Via, WireType,
};

pub(super) fn message(schema: &Schema, m: &MessageDef) -> Table {
    let header = &schema.structs[m.header.index()];
    let mut t = Table::default();
    t.text("name", &m.name).option("doc", m.doc.as_deref());
    if let Some(id) = &m.id {
        t.raw("id", literal(schema, id, None));
    }
    t.text("header", &header.name);
    let parts: Vec<String> = m
        .parts
        .iter()
        .map(|p| {
            let mut t = Table::default();
            t.text("name", &p.name);
            match &p.kind {
                PartKind::Rest => {
                    t.text("length", "rest");
                }
                PartKind::Bytes(l) if l.times == 1 && l.minus == 0 => {
                    t.text("length", &header.members[l.member as usize].name);
                }
                PartKind::Bytes(l) => {
                    let mut length = Table::default();
                    length.text("field", &header.members[l.member as usize].name);
                    length.int("times", l.times).int("minus", l.minus);
                    t.raw("length", length.inline());
                }
                PartKind::Records(id, count) => {
                    t.text("type", &schema.structs[id.index()].name);
                    t.text("count", &header.members[*count as usize].name);
                }
            }
            t.option("doc", p.doc.as_deref());
            t.inline()
        })
        .collect();
    match parts.as_slice() {
        [] => {}
        [one] => {
            t.raw("payload", one.clone());
        }
        _ => {
            t.raw("payload", super::lines(parts.into_iter()));
        }
    }
    if !m.helpers.is_empty() {
        let mut derive = Table::default();
        for helper in &m.helpers {
            match &helper.kind {
                HelperKind::Dimensions(members) => {
                    let names = members.iter().map(|i| quote(&header.members[*i as usize].name));
                    derive.raw(&helper.name, list(names));
                }
                HelperKind::Text(member, _) => {
                    derive.text(&helper.name, &header.members[*member as usize].name);
                }
                HelperKind::SizeKb(part) => {
                    derive.text(&helper.name, part.map_or("payload", |i| m.parts[i as usize].name.as_str()));
                }
            }
        }
        t.raw("derive", derive.inline());
    }
    t
}

pub(super) fn call(schema: &Schema, o: &Operation) -> Table {
    let Via::Transport { request, response } = o.via;
    let (request, response) = (&schema.messages[request.index()], &schema.messages[response.index()]);
    let header = &schema.structs[request.header.index()];
    let original = |p: &Param| match p.role {
        ParamRole::Part(i) => request.parts[i as usize].name.clone(),
        ParamRole::Member(i) => header.members[i as usize].name.clone(),
    };
    let mut t = Table::default();
    t.text("name", &o.name).option("doc", o.doc.as_deref());
    t.text("request", &request.name).text("response", &response.name);
    let (mut defaults, mut rename, mut many) = (Table::default(), Table::default(), Table::default());
    for p in &o.params {
        if let (Some(default), ParamRole::Member(i)) = (&p.default, p.role)
            && own_default(header, i) != Some(default)
        {
            let ty = member_enum(header, i).map(WireType::Enum);
            defaults.raw(&original(p), literal(schema, default, ty.as_ref()));
        }
        if p.name != original(p) {
            rename.text(&original(p), &p.name);
        }
    }
    for m in &o.many {
        many.raw(&m.name, list(m.params.iter().map(|i| quote(&original(&o.params[*i as usize])))));
    }
    for (key, table) in [("defaults", defaults), ("rename", rename), ("many", many)] {
        if !table.entries.is_empty() {
            t.raw(key, table.inline());
        }
    }
    t.option("deprecated", o.deprecated.as_deref());
    t
}

/// The default that the schema states on a member itself.
fn own_default(header: &StructDef, member: u32) -> Option<&crate::ir::Literal> {
    let member = &header.members[member as usize];
    let field = &header.fields[member.field as usize];
    match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(i)) => items[i as usize].rules.default.as_ref(),
        _ => field.rules.default.as_ref(),
    }
}

/// The enum a member is of.
fn member_enum(header: &StructDef, member: u32) -> Option<EnumId> {
    let member = &header.members[member as usize];
    match (&header.fields[member.field as usize].kind, member.item) {
        (FieldKind::Value(ty), _) => match ty.element().0 {
            WireType::Enum(id) => Some(*id),
            _ => None,
        },
        (FieldKind::Bits(_, items), Some(i)) => match items[i as usize].kind {
            BitKind::Enum(id) => Some(id),
            _ => None,
        },
        _ => None,
    }
}
