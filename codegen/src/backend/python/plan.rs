//! How the `struct` module carries each field of a struct: the format and the variables it fills.

use super::context::Context;
use super::element::{Element, Place, native_code};
use super::names::Locals;
use super::scalar;
use rbgen_schema::ir::{ByteOrder, FieldDef, FieldKind, Policy, StructDef, WireType};

/// One field of a struct as encoding and decoding see it.
pub(crate) struct Slot<'a> {
    pub(crate) field: &'a FieldDef,
    /// The variable; none for bytes that are skipped.
    pub(crate) local: Option<String>,
    /// One for each bit item.
    pub(crate) item_locals: Vec<String>,
    /// The format character, if `struct` converts it.
    pub(crate) native: Option<char>,
}

impl<'a> Slot<'a> {
    /// The value in the field, or in each element of an array.
    pub(crate) fn element(&self, owner: &StructDef, ty: &'a WireType) -> Element<'a> {
        let field = self.field;
        Element {
            ty,
            order: field.order,
            rules: Some(&field.rules),
            text: field.text.as_ref(),
            truthy: field.truthy,
            role: field.role,
            place: Place::field(&owner.name, &field.name),
            native: self.native.is_some(),
        }
    }
}

/// The slots of a struct, in offset order.
pub(crate) fn slots<'a>(cx: &Context<'_>, def: &'a StructDef, locals: &mut Locals<'_>) -> Vec<Slot<'a>> {
    let mut out = Vec::new();
    for (index, field) in def.fields.iter().enumerate() {
        let skipped = matches!(field.kind, FieldKind::Padding | FieldKind::Reserved(Policy::Ignore));
        let native = match &field.kind {
            FieldKind::Value(ty) => native_code(cx, ty, field.order, def.endian),
            FieldKind::Bits(scalar, _) => {
                native_code(cx, &WireType::Scalar(scalar.unsigned()), field.order, def.endian)
            }
            FieldKind::Reserved(_) | FieldKind::Padding => None,
        };
        let local = (!skipped).then(|| locals.fresh(&field.name, index));
        let item_locals = match &field.kind {
            FieldKind::Bits(_, items) => {
                let names = items.iter().enumerate();
                names.map(|(i, item)| locals.fresh(&item.name, index * 1000 + i)).collect()
            }
            _ => Vec::new(),
        };
        out.push(Slot { field, local, item_locals, native });
    }
    out
}

/// The format of the `struct` module without its byte order: `B3xIII`, runs of one code as `3I`.
pub(crate) fn format(slots: &[Slot<'_>]) -> String {
    let mut codes: Vec<(u64, char)> = Vec::new();
    for slot in slots {
        match (&slot.local, slot.native) {
            (None, _) => codes.push((slot.field.size, 'x')),
            (Some(_), None) => codes.push((slot.field.size, 's')),
            (Some(_), Some(code)) => match codes.last_mut() {
                Some((count, last)) if *last == code && *last != 's' => *count += 1,
                _ => codes.push((1, code)),
            },
        }
    }
    let mut out = String::new();
    for (count, code) in codes {
        match (count, code) {
            (1, 'x' | 's') => out.push_str(if code == 'x' { "x" } else { "1s" }),
            (1, _) => out.push(code),
            (2, code) if code != 's' && code != 'x' => out.extend([code, code]),
            _ => out.push_str(&format!("{count}{code}")),
        }
    }
    out
}

/// The numpy format of a field, as an expression.
pub(crate) fn numpy(cx: &Context<'_>, field: &FieldDef) -> String {
    let opaque = format!("\"V{}\"", field.size);
    match &field.kind {
        FieldKind::Bits(scalar, _) => scalar_numpy(scalar.unsigned(), field.order),
        FieldKind::Value(ty) => {
            let (element, dims) = ty.element();
            let inner = match element {
                WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                    match super::element::representation(cx, element) {
                        Some(scalar) => scalar_numpy(scalar, field.order),
                        None => opaque.clone(),
                    }
                }
                WireType::Struct(id) => format!("{}.LAYOUT", cx.struct_name(*id)),
                other => format!("\"V{}\"", cx.size(other)),
            };
            if dims.is_empty() {
                inner
            } else {
                let dims: Vec<String> = dims.iter().map(u64::to_string).collect();
                let comma = if dims.len() == 1 { "," } else { "" };
                format!("({inner}, ({}{comma}))", dims.join(", "))
            }
        }
        FieldKind::Reserved(_) | FieldKind::Padding => opaque,
    }
}

fn scalar_numpy(scalar: rbgen_schema::ir::Scalar, order: ByteOrder) -> String {
    let numpy = scalar::carrier(scalar).numpy;
    if numpy.starts_with('V') {
        return format!("\"{numpy}\"");
    }
    let mark = if scalar.size() == 1 { '|' } else { scalar::order_mark(order) };
    format!("\"{mark}{numpy}\"")
}
