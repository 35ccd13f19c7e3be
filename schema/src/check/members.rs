//! The values a user of a struct sees.

use crate::check::{bits, value_rules};
use crate::diagnostic::Diagnostic;
use crate::int::Int;
use crate::ir::{
    BitItem, BitKind, EnumId, FieldDef, FieldKind, Literal, Member, Policy, Role, StructDef, Unknown, Value,
    WireType,
};
use crate::resolve::Ctx;
use crate::source::Span;
use std::collections::HashMap;

/// The members of a struct; reports names that two of them have.
pub(crate) fn of(ctx: &Ctx<'_>, def: &StructDef) -> Vec<Member> {
    let mut members = Vec::with_capacity(def.fields.len());
    let mut places: Vec<Span> = Vec::with_capacity(def.fields.len());
    for (i, f) in def.fields.iter().enumerate() {
        let field = i as u32;
        match &f.kind {
            FieldKind::Bits(_, items) => {
                for (n, item) in items.iter().enumerate() {
                    let is_member = match item.kind {
                        BitKind::Reserved(policy) => policy == Policy::Preserve,
                        _ => item.rules.constant.is_none(),
                    };
                    if is_member {
                        members.push(Member {
                            name: item.name.clone(),
                            field,
                            item: Some(n as u32),
                            required: bit_required(ctx, item),
                        });
                        places.push(item.name_span);
                    }
                }
            }
            FieldKind::Value(ty) if f.rules.constant.is_none() && f.role != Some(Role::Size) => {
                members.push(Member {
                    name: f.name.clone(),
                    field,
                    item: None,
                    required: required(ctx, f, ty),
                });
                places.push(f.name_span);
            }
            FieldKind::Reserved(Policy::Preserve) => {
                members.push(Member { name: f.name.clone(), field, item: None, required: false });
                places.push(f.name_span);
            }
            _ => {}
        }
    }
    ambiguous(ctx, def);
    members
}

/// Bit items stand beside fields in a value, and constants have accessors too, so all names differ.
fn ambiguous(ctx: &Ctx<'_>, def: &StructDef) {
    let mut seen: HashMap<&str, (Span, Option<u32>)> = HashMap::new();
    for (i, f) in def.fields.iter().enumerate() {
        let own = (f.name.as_str(), f.name_span, None);
        let items: &[BitItem] = match &f.kind {
            FieldKind::Bits(_, items) => items,
            _ => &[],
        };
        let items = items.iter().map(|item| (item.name.as_str(), item.name_span, Some(i as u32)));
        for (name, span, of) in std::iter::once(own).chain(items) {
            if name.is_empty() {
                continue;
            }
            match seen.get(name) {
                // Two fields of one name were reported as such.
                Some((_, None)) if of.is_none() => {}
                Some((first, _)) => ctx.sink.add(
                    Diagnostic::error(
                        "ambiguous-member",
                        span,
                        format!("`{}` has two members called `{name}`", def.name),
                    )
                    .label("again here")
                    .other(*first, "first here")
                    .help("bit items stand beside the fields of their struct: rename one of the two"),
                ),
                None => {
                    seen.insert(name, (span, of));
                }
            }
        }
    }
}

/// Whether an enum takes code 0.
fn enum_takes_zero(ctx: &Ctx<'_>, id: EnumId) -> bool {
    let def = &ctx.schema.enums[id.index()];
    def.unknown == Unknown::Keep || def.values.iter().any(|v| v.code == Int::ZERO)
}

fn bit_required(ctx: &Ctx<'_>, item: &BitItem) -> bool {
    item.rules.default.is_none()
        && !bits::zero_is_valid(item.kind, &item.rules, |id| enum_takes_zero(ctx, id))
}

fn required(ctx: &Ctx<'_>, f: &FieldDef, ty: &WireType) -> bool {
    if f.rules.default.is_some() {
        return false;
    }
    match ty.element().0 {
        WireType::Struct(id) => ctx.schema.structs[id.index()].members.iter().any(|m| m.required),
        WireType::Union(id) => ctx.schema.unions[id.index()].tag.is_some(),
        WireType::Enum(id) if !enum_takes_zero(ctx, *id) => true,
        _ => !value_rules::zero_in_rules(&f.rules, zero),
    }
}

/// Whether a value is what a member is without being given.
fn zero(l: &Literal) -> bool {
    match &l.value {
        Value::Int(i) => *i == Int::ZERO,
        Value::Float(f) => f.to_bits() == 0,
        Value::Bool(b) => !*b,
        Value::Text(t) => t.is_empty(),
        Value::Bytes(b) => b.iter().all(|b| *b == 0),
        Value::List(_) => false,
    }
}
