//! Example bytes of a struct, worked out here and written into a package's own tests as literals.

mod tags;

pub(crate) use tags::unions;

use rbgen_schema::ir::{
    BitItem, BitKind, ByteOrder, Encoding, EnumDef, FieldDef, FieldKind, Literal, Pad, Role, Scalar,
    StructDef, TextRules, UnionMember, Unknown, Value, ValueRules, WireType,
};
use rbgen_schema::{Int, Schema};

/// The bytes of one value, and the members that hold a number of their own in it.
pub(crate) struct Sample {
    pub(crate) bytes: Vec<u8>,
    /// Index of the member, and its number.
    pub(crate) numbers: Vec<(usize, Int)>,
}

/// Example bytes. Plain numbers count up with their offsets; everything else has its default, or the first value
/// that is valid. Unions with a tag have the member that this means, or the first that a tag can mean. None where
/// there is no such value.
pub(crate) fn of_struct(schema: &Schema, def: &StructDef, order: ByteOrder) -> Option<Sample> {
    with_member(schema, def, order, None)
}

/// Example bytes with one union, by the index of its field, holding one member.
pub(crate) fn with_member(
    schema: &Schema,
    def: &StructDef,
    order: ByteOrder,
    pick: Option<(usize, usize)>,
) -> Option<Sample> {
    let order = if def.endian == ByteOrder::Either { order } else { def.endian };
    let mut sample = Sample { bytes: vec![0; def.size as usize], numbers: Vec::new() };
    let tags = tags::chosen(schema, def, pick)?;
    for (index, field) in def.fields.iter().enumerate() {
        let field_order = if field.order == ByteOrder::Either { order } else { field.order };
        let range = field.offset as usize..(field.offset + field.size) as usize;
        match &field.kind {
            FieldKind::Reserved(_) | FieldKind::Padding => {}
            FieldKind::Bits(scalar, items) => {
                let bits = items.iter().enumerate().map(|(at, item)| match tags.number(index, Some(at)) {
                    Some(tag) => (tag.bits() & item.bits.value_mask()) << item.bits.low,
                    None => bits(schema, item),
                });
                let word = bits.fold(0, |word, bits| word | bits);
                let word = Int::from_bits(word, scalar.size() as u32 * 8, false);
                sample.bytes[range].copy_from_slice(&number(word, scalar.size(), field_order));
            }
            FieldKind::Value(ty) => {
                if let Some(tag) = tags.number(index, None) {
                    sample.bytes[range].copy_from_slice(&number(tag, field.size, field_order));
                    continue;
                }
                if let Some(member) = tags.member(schema, index) {
                    let order = if member.order == ByteOrder::Either { order } else { member.order };
                    let data = member_bytes(schema, member, field, order)?;
                    sample.bytes[range.start..range.start + data.len()].copy_from_slice(&data);
                    continue;
                }
                if is_plain(field, ty) {
                    for (at, byte) in sample.bytes[range.clone()].iter_mut().enumerate() {
                        *byte = ((field.offset as usize + at) % 0x7f + 1) as u8;
                    }
                    if let Some(member) = def.members.iter().position(|member| member.field as usize == index)
                    {
                        let value = read(&sample.bytes[range], field_order);
                        sample.numbers.push((member, value));
                    }
                    continue;
                }
                let data = match field.role {
                    Some(Role::Size) => {
                        let size = WireType::Scalar(scalar_of(schema, ty)?).element().0.clone();
                        scalar_bytes(schema, &size, &Value::Int(Int::from(def.size)), field_order)
                    }
                    Some(Role::Version)
                        if field.rules.constant.is_none() && field.rules.one_of.is_empty() =>
                    {
                        let version = def.sizes.last().map_or(0, |size| size.version);
                        scalar_bytes(schema, ty, &Value::Int(Int::from(version)), field_order)
                    }
                    _ => value(schema, ty, field, field_order)?,
                };
                sample.bytes[range].copy_from_slice(&data);
            }
        }
    }
    Some(sample)
}

fn scalar_of(schema: &Schema, ty: &WireType) -> Option<Scalar> {
    match ty {
        WireType::Scalar(scalar) => Some(*scalar),
        WireType::Enum(id) => Some(schema.enums[id.index()].repr),
        WireType::Flags(id) => Some(schema.flags[id.index()].repr),
        _ => None,
    }
}

/// The bytes of a union's member.
fn member_bytes(
    schema: &Schema,
    member: &UnionMember,
    field: &FieldDef,
    order: ByteOrder,
) -> Option<Vec<u8>> {
    match member.ty.element().0 {
        WireType::Scalar(scalar) if !scalar.is_integer() => {}
        WireType::Scalar(_) | WireType::Bytes(_) | WireType::Guid | WireType::Uuid => {
            return Some((0..member.size).map(|at| (at % 0x7f + 1) as u8).collect());
        }
        _ => {}
    }
    // Rules are the field's, and a union has none.
    encode(schema, &member.ty, None, field, order)
}

/// Whether any bytes do: a number without rules or a role.
fn is_plain(field: &FieldDef, ty: &WireType) -> bool {
    let rules = &field.rules;
    let free = rules.constant.is_none() && rules.one_of.is_empty() && rules.range.is_none();
    matches!(ty, WireType::Scalar(scalar) if scalar.is_integer()) && free && field.role.is_none()
}

fn number(value: Int, size: u64, order: ByteOrder) -> Vec<u8> {
    let mut data = value.bits().to_le_bytes()[..size as usize].to_vec();
    if order == ByteOrder::Big {
        data.reverse();
    }
    data
}

fn read(data: &[u8], order: ByteOrder) -> Int {
    let fold = |value: u128, byte: &u8| value << 8 | u128::from(*byte);
    Int::from(if order == ByteOrder::Big {
        data.iter().fold(0, fold)
    } else {
        data.iter().rev().fold(0, fold)
    })
}

/// The value a rule asks for, or the first it permits.
pub(super) fn chosen(rules: &ValueRules) -> Option<&Value> {
    let literal: Option<&Literal> =
        rules.constant.as_ref().or(rules.default.as_ref()).or(rules.one_of.first());
    literal.or(rules.range.as_ref().map(|range| &range.low)).map(|literal| &literal.value)
}

/// What a value without a rule is: zero, or the first code of an enum that has no zero.
pub(super) fn code(def: &EnumDef) -> Int {
    let has_zero = def.unknown == Unknown::Keep || def.values.iter().any(|value| value.code == Int::ZERO);
    if has_zero { Int::ZERO } else { def.values[0].code }
}

fn bits(schema: &Schema, item: &BitItem) -> u128 {
    let value = match (chosen(&item.rules), item.kind) {
        (Some(Value::Int(number)), _) => number.bits(),
        (Some(Value::Bool(flag)), _) => u128::from(*flag),
        (_, BitKind::Enum(id)) => code(&schema.enums[id.index()]).bits(),
        _ => 0,
    };
    (value & item.bits.value_mask()) << item.bits.low
}

fn scalar_bytes(schema: &Schema, ty: &WireType, value: &Value, order: ByteOrder) -> Vec<u8> {
    let Some(scalar) = scalar_of(schema, ty) else { return Vec::new() };
    match value {
        Value::Float(float) => float_bytes(*float, scalar, order == ByteOrder::Big),
        Value::Int(int) if scalar.is_float() => float_bytes(int.to_f64(), scalar, order == ByteOrder::Big),
        Value::Int(int) => number(*int, scalar.size(), order),
        Value::Bool(flag) => number(Int::from(u32::from(*flag)), scalar.size(), order),
        Value::Text(_) | Value::Bytes(_) | Value::List(_) => vec![0; scalar.size() as usize],
    }
}

fn value(schema: &Schema, ty: &WireType, field: &FieldDef, order: ByteOrder) -> Option<Vec<u8>> {
    encode(schema, ty, chosen(&field.rules), field, order)
}

fn encode(
    schema: &Schema,
    ty: &WireType,
    value: Option<&Value>,
    field: &FieldDef,
    order: ByteOrder,
) -> Option<Vec<u8>> {
    Some(match ty {
        WireType::Scalar(_) | WireType::Flags(_) => {
            scalar_bytes(schema, ty, value.unwrap_or(&Value::Int(Int::ZERO)), order)
        }
        WireType::Enum(id) => {
            let first = Value::Int(code(&schema.enums[id.index()]));
            scalar_bytes(schema, ty, value.unwrap_or(&first), order)
        }
        WireType::Char(len) => text(value, field.text.as_ref()?, *len as usize, 1, order),
        WireType::Char16(len) => text(value, field.text.as_ref()?, *len as usize * 2, 2, order),
        WireType::Bytes(len) => blob(value, *len as usize),
        WireType::Guid | WireType::Uuid => blob(value, 16),
        WireType::Struct(id) => of_struct(schema, &schema.structs[id.index()], order)?.bytes,
        WireType::Union(id) => {
            vec![0; schema.unions[id.index()].size as usize]
        }
        WireType::Array(inner, len) => {
            let mut out = Vec::new();
            for index in 0..*len as usize {
                let item = match value {
                    Some(Value::List(items)) => items.get(index),
                    other => other,
                };
                out.extend(encode(schema, inner, item, field, order)?);
            }
            out
        }
        WireType::Host(_) => return None,
    })
}

fn blob(value: Option<&Value>, len: usize) -> Vec<u8> {
    match value {
        Some(Value::Bytes(data)) => data.clone(),
        _ => vec![0; len],
    }
}

/// All bytes of a text field: the text, its terminator and the pad.
pub(crate) fn text(
    value: Option<&Value>,
    rules: &TextRules,
    size: usize,
    unit: usize,
    order: ByteOrder,
) -> Vec<u8> {
    let mut data = match value {
        Some(Value::Text(text)) => text_bytes(text, rules, order),
        _ => Vec::new(),
    };
    if rules.terminated {
        data.resize(data.len() + unit, 0);
    }
    let pad = if rules.pad == Pad::Space { ' ' } else { '\0' };
    while data.len() < size {
        data.extend(number(Int::from(pad as u32), unit as u64, order));
    }
    data
}

/// The bytes of a text in its encoding, without terminator and pad. The front end checked that they exist.
pub(crate) fn text_bytes(text: &str, rules: &TextRules, order: ByteOrder) -> Vec<u8> {
    match rules.encoding {
        Encoding::Ascii | Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Latin1 => text.chars().map(|c| c as u32 as u8).collect(),
        Encoding::Utf16 => text
            .encode_utf16()
            .flat_map(|unit| if order == ByteOrder::Big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect(),
    }
}

/// The wire bytes of a float.
pub(crate) fn float_bytes(value: f64, scalar: Scalar, big_endian: bool) -> Vec<u8> {
    let mut raw = if scalar == Scalar::F32 {
        (value as f32).to_be_bytes().to_vec()
    } else {
        value.to_be_bytes().to_vec()
    };
    if !big_endian {
        raw.reverse();
    }
    raw
}

#[cfg(test)]
mod tests {
    use super::{number, read};
    use rbgen_schema::Int;
    use rbgen_schema::ir::ByteOrder;

    #[test]
    fn numbers_round_trip_in_both_orders() {
        for order in [ByteOrder::Little, ByteOrder::Big] {
            let value = Int::from(0x0102_0304_u32);
            assert_eq!(read(&number(value, 5, order), order), value);
        }
    }
}
