//! Constants: those of the schema, and fields that always have the same value.

use super::context::Context;
use super::doc::Doc;
use super::literal;
use crate::backend::object::code::Code;
use crate::backend::object::describe;
use crate::backend::object::lower::item_type;
use rbgen_schema::Span;
use rbgen_schema::ir::{BitItem, ConstId, FieldDef, FieldKind, Literal, Role, StructDef, Value, WireType};

/// A field or bit item that is no member because it is always the same.
pub(crate) struct Fixed<'d> {
    /// The name in the schema.
    pub(crate) name: &'d str,
    /// Where that stands.
    pub(crate) span: Span,
    field: &'d FieldDef,
    item: Option<&'d BitItem>,
    ty: WireType,
    value: &'d Literal,
}

/// All of a struct that C# can have as a constant. The size of the struct is one already, under its own name.
pub(crate) fn fixed(def: &StructDef) -> Vec<Fixed<'_>> {
    let mut out = Vec::new();
    for field in &def.fields {
        match &field.kind {
            FieldKind::Value(ty) if field.role != Some(Role::Size) => {
                if let Some(value) = &field.rules.constant
                    && is_kept(ty)
                {
                    let (name, span) = (field.name.as_str(), field.name_span);
                    out.push(Fixed { name, span, field, item: None, ty: ty.clone(), value });
                }
            }
            FieldKind::Bits(_, items) => {
                for item in items.iter().filter(|item| item.role != Some(Role::Size)) {
                    if let Some(value) = &item.rules.constant {
                        let ty = item_type(item);
                        out.push(Fixed {
                            name: &item.name,
                            span: item.name_span,
                            field,
                            item: Some(item),
                            ty,
                            value,
                        });
                    }
                }
            }
            FieldKind::Value(_) | FieldKind::Reserved(_) | FieldKind::Padding => {}
        }
    }
    out
}

/// Of arrays only those of plain numbers: a span over them costs nothing.
fn is_kept(ty: &WireType) -> bool {
    match ty {
        WireType::Array(inner, _) => {
            matches!(&**inner, WireType::Scalar(scalar) if scalar.is_integer() && scalar.host_bits() <= 64)
        }
        _ => true,
    }
}

/// The constant of a fixed field, as a member of the struct.
pub(crate) fn write_fixed(cx: &Context<'_>, code: &mut Code, def: &StructDef, fixed: &Fixed<'_>) {
    let name = cx.names.inner(&def.name, fixed.name);
    code.gap();
    Doc::new(describe::member_doc(cx.schema, fixed.field, fixed.item)).write(code);
    declare(cx, code, &name, &fixed.ty, fixed.value);
    code.gap();
}

/// A constant of the schema, as a member of the class that holds all of them.
pub(crate) fn declare_one(cx: &Context<'_>, code: &mut Code, id: ConstId) {
    let def = &cx.schema.consts[id.index()];
    code.gap();
    Doc::new([def.doc.clone().unwrap_or_else(|| format!("The constant {} of the schema.", def.name))])
        .write(code);
    declare(cx, code, &cx.names.constant(&def.name), &def.ty, &def.value);
    code.gap();
}

fn declare(cx: &Context<'_>, code: &mut Code, name: &str, ty: &WireType, value: &Literal) {
    match ty {
        WireType::Bytes(_) | WireType::Array(..) => {
            let element = match ty {
                WireType::Array(inner, _) => cx.value_type(inner),
                _ => "byte".to_owned(),
            };
            let items = match &value.value {
                Value::Bytes(data) => format!("[{}]", literal::byte_list(data)),
                _ => literal::value(cx, ty, value),
            };
            code.line(format!("public static {}<{element}> {name} => {items};", cx.system("ReadOnlySpan")));
        }
        ty => {
            let kept = if literal::is_constant(cx, ty, &value.value) { "const" } else { "static readonly" };
            code.line(format!(
                "public {kept} {} {name} = {};",
                cx.value_type(ty),
                literal::value(cx, ty, value)
            ));
        }
    }
}
