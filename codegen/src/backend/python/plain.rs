//! Reading values from plain data: what `from_dict` does to each attribute that JSON can't hold.

use super::context::Context;
use super::decode::bit_type;
use super::layout::Expr;
use super::literal;
use rbgen_schema::ir::{FieldKind, StructDef, WireType};

/// The dictionary of readers by attribute; none when every value is plain already.
pub(crate) fn table(cx: &Context<'_>, def: &StructDef) -> Option<Expr> {
    let mut entries = Vec::new();
    for member in &def.members {
        let field = &def.fields[member.field as usize];
        let reader = match (&field.kind, member.item) {
            (FieldKind::Bits(_, items), Some(item)) => reader(cx, &bit_type(&items[item as usize])),
            (FieldKind::Value(ty), _) => reader(cx, ty),
            _ => Some(cx.codec("plain_bytes")),
        };
        if let Some(reader) = reader {
            entries.push((literal::string(&cx.names.member(def, member)), call(&reader)));
        }
    }
    (!entries.is_empty()).then(|| Expr::dict(entries))
}

/// A reader as an expression that can be broken: calls of one argument, one in another.
pub(crate) fn call(reader: &str) -> Expr {
    match reader.strip_suffix(')').and_then(|text| text.split_once('(')) {
        Some((head, argument)) => Expr::call(head, [call(argument)]),
        None => Expr::atom(reader),
    }
}

/// The function that reads a value of a type; none where the plain value is the value.
pub(crate) fn reader(cx: &Context<'_>, ty: &WireType) -> Option<String> {
    match ty {
        WireType::Scalar(_) | WireType::Char(_) | WireType::Char16(_) | WireType::Host(_) => None,
        WireType::Bytes(_) => Some(cx.codec("plain_bytes")),
        WireType::Guid | WireType::Uuid => Some(cx.codec("plain_uuid")),
        WireType::Enum(id) => Some(format!("{}({})", cx.codec("plain_enum"), cx.enum_name(*id))),
        WireType::Flags(id) => Some(cx.flags_name(*id)),
        WireType::Struct(id) => Some(format!("{}.from_dict", cx.struct_name(*id))),
        WireType::Union(id) => Some(format!("{}.from_dict", cx.union_name(*id))),
        WireType::Array(inner, _) => {
            reader(cx, inner).map(|inner| format!("{}({inner})", cx.codec("plain_list")))
        }
    }
}
