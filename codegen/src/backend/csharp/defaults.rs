//! What a member is when it isn't given.

use super::context::Context;
use super::literal;
use crate::backend::object::lower::member_type;
use rbgen_schema::Int;
use rbgen_schema::ir::{FieldKind, Literal, Member, StructDef, ValueRules, WireType};

/// The default of a member that isn't required.
pub(crate) fn member(cx: &Context<'_>, def: &StructDef, member: &Member) -> String {
    let ty = member_type(def, member);
    match stated(def, member) {
        Some(literal) => literal::value(cx, &ty, literal),
        None => zero(cx, &ty),
    }
}

/// The default of a member, unless it is what C# gives it by itself.
pub(crate) fn initial(cx: &Context<'_>, def: &StructDef, member: &Member) -> Option<String> {
    let ty = member_type(def, member);
    if member.required {
        return None;
    }
    match stated(def, member) {
        Some(literal) => {
            let text = literal::value(cx, &ty, literal);
            let zero = matches!(&literal.value, rbgen_schema::ir::Value::Int(n) if *n == Int::ZERO)
                || matches!(literal.value, rbgen_schema::ir::Value::Bool(false));
            (!zero || matches!(ty, WireType::Array(..))).then_some(text)
        }
        None => needs_making(cx, &ty).then(|| zero(cx, &ty)),
    }
}

/// Whether a value of a struct that nobody gave anything differs from one that C# clears.
pub(crate) fn has_initial(cx: &Context<'_>, def: &StructDef) -> bool {
    def.members.iter().any(|member| {
        !member.required && (stated(def, member).is_some() || needs_making(cx, &member_type(def, member)))
    })
}

/// Whether the defaults of a struct are arrays or the like, which making a value for nothing would cost.
pub(crate) fn allocates(cx: &Context<'_>, def: &StructDef) -> bool {
    def.members.iter().filter(|member| !member.required).any(|member| match member_type(def, member) {
        WireType::Array(..) | WireType::Bytes(_) => true,
        WireType::Struct(id) => allocates(cx, &cx.schema.structs[id.index()]),
        _ => false,
    })
}

/// The default that the schema states.
fn stated<'d>(def: &'d StructDef, member: &Member) -> Option<&'d Literal> {
    rules(def, member).and_then(|rules| rules.default.as_ref())
}

/// The rules of a member.
pub(crate) fn rules<'d>(def: &'d StructDef, member: &Member) -> Option<&'d ValueRules> {
    let field = &def.fields[member.field as usize];
    match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => items.get(item as usize).map(|item| &item.rules),
        (FieldKind::Value(_), None) => Some(&field.rules),
        _ => None,
    }
}

fn needs_making(cx: &Context<'_>, ty: &WireType) -> bool {
    match ty {
        WireType::Char(_) | WireType::Char16(_) | WireType::Bytes(_) | WireType::Array(..) => true,
        WireType::Struct(id) => has_initial(cx, &cx.schema.structs[id.index()]),
        WireType::Scalar(_)
        | WireType::Guid
        | WireType::Uuid
        | WireType::Enum(_)
        | WireType::Flags(_)
        | WireType::Union(_)
        | WireType::Host(_) => false,
    }
}

/// Nothing of a type.
pub(crate) fn zero(cx: &Context<'_>, ty: &WireType) -> String {
    match ty {
        WireType::Scalar(scalar) if scalar.is_bool() => "false".to_owned(),
        WireType::Scalar(scalar) if scalar.is_float() => literal::float(cx, *scalar, 0.0),
        WireType::Scalar(scalar) => literal::int(*scalar, Int::ZERO),
        WireType::Char(_) | WireType::Char16(_) => "\"\"".to_owned(),
        WireType::Bytes(len) => format!("new byte[{len}]"),
        WireType::Enum(id) => literal::enum_value(cx, *id, Int::ZERO, &[]),
        WireType::Struct(_) if needs_making(cx, ty) => format!("new {}()", cx.value_type(ty)),
        WireType::Struct(_) | WireType::Guid | WireType::Uuid | WireType::Flags(_) => "default".to_owned(),
        WireType::Union(_) | WireType::Host(_) => "default".to_owned(),
        WireType::Array(inner, len) if needs_making(cx, inner) => {
            literal::repeat(cx, inner, *len, &zero(cx, inner))
        }
        WireType::Array(inner, len) => format!("new {}[{len}]", cx.value_type(inner)),
    }
}
