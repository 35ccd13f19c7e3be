//! What the schema expects in a user's struct, one slot a field.

use crate::item::Repr;
use rbgen_rust::names::member_name;
use rbgen_rust::{host_type, text_capacity};
use rbgen_schema::ir::{
    BitItem, BitKind, FieldDef, FieldKind, Policy, Scalar, Schema, StructDef, TextRules, WireType,
};

/// Which fields a user's struct has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One for each member: a value in the host's own types.
    Value,
    /// One for each run of bytes that is declared, constants and reserved ones included, in the host's own types.
    Fields,
    /// One for each run of bytes, in memory as on the wire.
    Overlay,
}

impl Shape {
    /// The shape a `#[repr]` asks for.
    pub(crate) fn of(repr: Repr) -> Shape {
        if repr.c { Shape::Overlay } else { Shape::Value }
    }
}

/// One expected field.
#[derive(Debug, Clone)]
pub(crate) struct Slot<'a> {
    /// The schema's name for it.
    pub(crate) name: &'a str,
    /// The name generated Rust code gives it.
    pub(crate) rust_name: String,
    /// The bytes it is in.
    pub(crate) field: &'a FieldDef,
    /// The bits, if it is an item of a bit word.
    pub(crate) item: Option<&'a BitItem>,
    /// The type.
    pub(crate) wanted: Wanted<'a>,
}

impl Slot<'_> {
    /// Whether it holds no value, so that any name beginning with an underscore will do.
    pub(crate) fn is_filler(&self) -> bool {
        matches!(self.field.kind, FieldKind::Reserved(_) | FieldKind::Padding)
    }

    /// Where the schema names it.
    pub(crate) fn name_span(&self) -> rbgen_schema::Span {
        self.item.map_or(self.field.name_span, |item| item.name_span)
    }

    /// Where the schema states its type.
    pub(crate) fn type_span(&self) -> rbgen_schema::Span {
        self.item.map_or(self.field.type_span, |item| item.name_span)
    }
}

/// A type of the schema as Rust code has it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Wanted<'a> {
    /// A native integer or float, by name, with the schema's type it holds.
    Number(&'static str, Scalar),
    /// `bool`
    Bool,
    /// `Text<N>`, by its capacity in bytes of UTF-8.
    Text(u64),
    /// `[u8; N]`
    Bytes(u64),
    /// A 16-byte identifier.
    Id(&'a WireType),
    /// An enum, flag set, union or struct, by name.
    Named(&'a str, WireType),
    /// An array.
    Array(Box<Wanted<'a>>, u64),
}

impl<'a> Wanted<'a> {
    /// How Rust holds a type.
    fn of(schema: &'a Schema, ty: &'a WireType, text: Option<TextRules>) -> Wanted<'a> {
        match ty {
            WireType::Scalar(scalar) if scalar.is_bool() => Wanted::Bool,
            WireType::Scalar(scalar) => Wanted::Number(host_type(*scalar), *scalar),
            WireType::Char(_) | WireType::Char16(_) => {
                Wanted::Text(text.map_or(0, |rules| text_capacity(ty, rules)))
            }
            WireType::Bytes(len) => Wanted::Bytes(*len),
            WireType::Guid | WireType::Uuid => Wanted::Id(ty),
            WireType::Enum(id) => Wanted::Named(&schema.enums[id.index()].name, ty.clone()),
            WireType::Flags(id) => Wanted::Named(&schema.flags[id.index()].name, ty.clone()),
            WireType::Union(id) => Wanted::Named(&schema.unions[id.index()].name, ty.clone()),
            WireType::Struct(id) => Wanted::Named(&schema.structs[id.index()].name, ty.clone()),
            WireType::Array(inner, len) => Wanted::Array(Box::new(Wanted::of(schema, inner, text)), *len),
            // Structs with such fields have no codec, and are refused before anything is compared.
            WireType::Host(_) => Wanted::Bytes(0),
        }
    }

    /// How Rust holds a type byte for byte as it is on the wire: texts and identifiers stay bytes.
    fn in_memory(schema: &'a Schema, ty: &'a WireType) -> Wanted<'a> {
        match ty {
            WireType::Char(len) => Wanted::Bytes(*len),
            WireType::Char16(len) => Wanted::Array(Box::new(Wanted::Number("u16", Scalar::U16)), *len),
            WireType::Guid | WireType::Uuid => Wanted::Bytes(16),
            WireType::Array(inner, len) => Wanted::Array(Box::new(Wanted::in_memory(schema, inner)), *len),
            _ => Wanted::of(schema, ty, None),
        }
    }

    fn of_bits(schema: &'a Schema, kind: BitKind, width: u32) -> Wanted<'a> {
        match kind {
            BitKind::Bool => Wanted::Bool,
            BitKind::Enum(id) => Wanted::Named(&schema.enums[id.index()].name, WireType::Enum(id)),
            BitKind::Flags(id) => Wanted::Named(&schema.flags[id.index()].name, WireType::Flags(id)),
            BitKind::Signed => number(width, true),
            BitKind::Unsigned | BitKind::Reserved(_) => number(width, false),
        }
    }

    /// The type as a user would write it.
    pub(crate) fn text(&self) -> String {
        match self {
            Wanted::Number(name, _) => (*name).to_owned(),
            Wanted::Bool => "bool".to_owned(),
            Wanted::Text(capacity) => format!("Text<{capacity}>"),
            Wanted::Bytes(len) => format!("[u8; {len}]"),
            Wanted::Id(WireType::Guid) => "Guid".to_owned(),
            Wanted::Id(_) => "Uuid".to_owned(),
            Wanted::Named(name, _) => (*name).to_owned(),
            Wanted::Array(inner, len) => format!("[{}; {len}]", inner.text()),
        }
    }
}

/// The fields that a struct of this shape has, in order.
pub(crate) fn slots<'a>(schema: &'a Schema, def: &'a StructDef, shape: Shape) -> Vec<Slot<'a>> {
    let rust_name = |name: &str| member_name(schema, def.site.module, &def.name, name).to_string();
    match shape {
        Shape::Value => def
            .members
            .iter()
            .map(|member| {
                let field = &def.fields[member.field as usize];
                let item = match (&field.kind, member.item) {
                    (FieldKind::Bits(_, items), Some(item)) => items.get(item as usize),
                    _ => None,
                };
                let wanted = match (&field.kind, item) {
                    (_, Some(item)) => Wanted::of_bits(schema, item.kind, item.bits.width),
                    (FieldKind::Bits(scalar, _), None) => Wanted::Number(host_type(*scalar), *scalar),
                    (FieldKind::Value(ty), None) => Wanted::of(schema, ty, field.text),
                    (FieldKind::Reserved(_) | FieldKind::Padding, None) => Wanted::Bytes(field.size),
                };
                Slot { name: &member.name, rust_name: rust_name(&member.name), field, item, wanted }
            })
            .collect(),
        Shape::Fields | Shape::Overlay => def
            .fields
            .iter()
            .filter(|field| shape == Shape::Overlay || field.kind != FieldKind::Padding)
            .map(|field| Slot {
                name: &field.name,
                rust_name: rust_name(&field.name),
                field,
                item: None,
                wanted: match &field.kind {
                    FieldKind::Value(ty) if shape == Shape::Overlay => Wanted::in_memory(schema, ty),
                    FieldKind::Value(ty) => Wanted::of(schema, ty, field.text),
                    FieldKind::Bits(scalar, _) => Wanted::Number(host_type(*scalar), *scalar),
                    FieldKind::Reserved(_) | FieldKind::Padding => Wanted::Bytes(field.size),
                },
            })
            .collect(),
    }
}

/// Why a field of the schema has no place in a value struct; `None` for members.
pub(crate) fn why_no_member(field: &FieldDef) -> Option<&'static str> {
    match &field.kind {
        FieldKind::Reserved(Policy::Zero) => Some("is reserved: encoding writes zeros, decoding checks them"),
        FieldKind::Reserved(Policy::Ignore) => Some("is reserved: encoding writes zeros, decoding skips it"),
        FieldKind::Padding => Some("is padding: encoding writes zeros, decoding skips it"),
        FieldKind::Reserved(Policy::Preserve) => None,
        FieldKind::Bits(..) => Some("is a bit word: its items are the fields"),
        FieldKind::Value(_) if field.rules.constant.is_some() => {
            Some("is constant: encoding writes it, decoding checks it")
        }
        FieldKind::Value(_) if field.role == Some(rbgen_schema::ir::Role::Size) => {
            Some("states the struct's size: encoding writes it, decoding checks it")
        }
        FieldKind::Value(_) => None,
    }
}

/// The smallest native integer of so many bits.
fn number(width: u32, signed: bool) -> Wanted<'static> {
    let scalar = Scalar::of_width(width, signed);
    Wanted::Number(scalar.name(), scalar)
}
