//! What a member is when it isn't given.

use super::context::Context;
use super::literal;
use rbgen_schema::Int;
use rbgen_schema::ir::{BitKind, FieldKind, Literal, Member, StructDef, Value, ValueRules, WireType};

/// A default, in two forms.
pub(crate) struct Default {
    /// A new value.
    pub(crate) fresh: String,
    /// Whether it may stand in a signature: nothing can change it.
    pub(crate) shared: bool,
}

impl Default {
    fn shared(text: impl Into<String>) -> Default {
        Default { fresh: text.into(), shared: true }
    }

    fn fresh(text: impl Into<String>) -> Default {
        Default { fresh: text.into(), shared: false }
    }
}

/// The default of a member that isn't required.
pub(crate) fn member(cx: &Context<'_>, def: &StructDef, member: &Member) -> Default {
    let field = &def.fields[member.field as usize];
    match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => {
            let item = &items[item as usize];
            let ty = super::decode::bit_type(item);
            if item.kind == BitKind::Bool {
                let on = matches!(item.rules.default.as_ref().map(|d| &d.value), Some(Value::Bool(true)))
                    || matches!(item.rules.default.as_ref().map(|d| &d.value), Some(Value::Int(n)) if *n != Int::ZERO);
                return Default::shared(if on { "True" } else { "False" });
            }
            of_type(cx, &ty, &item.rules)
        }
        (FieldKind::Value(ty), _) => of_type(cx, ty, &field.rules),
        _ => Default::shared(format!("bytes({})", field.size)),
    }
}

fn of_type(cx: &Context<'_>, ty: &WireType, rules: &ValueRules) -> Default {
    match &rules.default {
        Some(default) => stated(cx, ty, default),
        None => zero(cx, ty),
    }
}

/// A default that the schema states; one number for an array is that of each element.
pub(crate) fn stated(cx: &Context<'_>, ty: &WireType, default: &Literal) -> Default {
    let text = cx.literal(default, ty);
    let (_, dims) = ty.element();
    if dims.is_empty() {
        return Default::shared(text);
    }
    if matches!(default.value, Value::List(_)) {
        return Default::fresh(text);
    }
    Default::fresh(repeated(cx, &text, &dims))
}

/// So many of one value that nothing can change.
fn repeated(cx: &Context<'_>, text: &str, dims: &[u64]) -> String {
    match dims {
        [len] if text.len() <= SHORT => format!("[{text}] * {len}"),
        _ => {
            let dims: Vec<String> = dims.iter().map(u64::to_string).collect();
            format!("{}({text}, {})", cx.codec("repeated"), dims.join(", "))
        }
    }
}

/// Up to this length, a value stands in a list that is multiplied.
const SHORT: usize = 12;

fn zero(cx: &Context<'_>, ty: &WireType) -> Default {
    match ty {
        WireType::Scalar(scalar) if scalar.is_float() => Default::shared("0.0"),
        WireType::Scalar(scalar) if scalar.is_bool() => Default::shared("False"),
        WireType::Scalar(_) | WireType::Host(_) => Default::shared("0"),
        WireType::Char(_) | WireType::Char16(_) => Default::shared("\"\""),
        WireType::Bytes(len) => Default::shared(if *len <= 4 {
            literal::bytes(&vec![0; *len as usize])
        } else {
            format!("bytes({len})")
        }),
        WireType::Guid | WireType::Uuid => Default::shared(format!("{}(int=0)", cx.import("uuid", "UUID"))),
        WireType::Enum(id) => {
            let def = &cx.schema.enums[id.index()];
            match def.values.iter().find(|value| value.code == Int::ZERO) {
                Some(value) => Default::shared(format!(
                    "{}.{}",
                    cx.enum_name(*id),
                    cx.names.value(&def.name, &value.name)
                )),
                None => Default::shared("0"),
            }
        }
        WireType::Flags(id) => Default::shared(format!("{}(0)", cx.flags_name(*id))),
        WireType::Struct(id) => Default::fresh(format!("{}()", cx.struct_name(*id))),
        WireType::Union(id) => Default::fresh(format!("{}()", cx.union_name(*id))),
        WireType::Array(..) => {
            let (element, dims) = ty.element();
            let inner = zero(cx, element);
            if inner.shared {
                return Default::fresh(repeated(cx, &inner.fresh, &dims));
            }
            // A call without arguments: its name makes the values.
            let make = inner.fresh.trim_end_matches("()");
            let dims: Vec<String> = dims.iter().map(u64::to_string).collect();
            Default::fresh(format!("{}({make}, {})", cx.codec("filled_list"), dims.join(", ")))
        }
    }
}
