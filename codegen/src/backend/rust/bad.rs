//! What is refused: bytes that make a valid value wrong, one for each rule that one byte can break, and numbers that
//! members can't have.

use crate::schema::ir::{
    BitItem, BitKind, ByteOrder, Evolution, FieldDef, FieldKind, Policy, Role, Scalar, StructDef, Unknown,
    Value, ValueRules, WireType,
};
use crate::schema::{Int, Schema};

/// A byte that is wrong, and the error that decoding then gives.
pub(super) struct Bad<'a> {
    pub(super) at: usize,
    pub(super) byte: u8,
    /// The variant of the runtime's `ErrorKind`.
    pub(super) kind: &'static str,
    pub(super) field: &'a str,
}

/// Bytes tried in place of the one that is right.
const TRIED: [u8; 8] = [0, 1, 2, 3, 0x7f, 0x80, 0xfe, 0xff];

/// At most one for each field and bit item. A struct that grows has none: its extent depends on what it holds.
pub(super) fn bytes<'a>(schema: &Schema, def: &'a StructDef, valid: &[u8], order: ByteOrder) -> Vec<Bad<'a>> {
    let mut found = Vec::new();
    if def.evolution != Evolution::Sealed {
        return found;
    }
    for (index, field) in def.fields.iter().enumerate() {
        let is_tag = |item: Option<usize>| is_tag(def, index, item);
        let own = &valid[field.offset as usize..(field.offset + field.size) as usize];
        let big = if field.order == ByteOrder::Either { order } else { field.order } == ByteOrder::Big;
        let bad = |at: usize, byte: u8, kind: &'static str, name: &'a str| Bad {
            at: field.offset as usize + at,
            byte,
            kind,
            field: name,
        };
        match &field.kind {
            FieldKind::Reserved(Policy::Zero) => found.push(bad(0, 1, "ReservedNotZero", &field.name)),
            FieldKind::Reserved(_) | FieldKind::Padding => {}
            FieldKind::Bits(scalar, items) => {
                let items = items.iter().enumerate().filter(|(at, _)| !is_tag(Some(*at)));
                found.extend(items.filter_map(|(_, item)| {
                    let kind = bits(schema, item)?;
                    let (byte, bit) = (item.bits.low as usize / 8, item.bits.low % 8);
                    let at = if big { scalar.size() as usize - 1 - byte } else { byte };
                    Some(bad(at, own[at] ^ 1 << bit, kind, &item.name))
                }));
            }
            FieldKind::Value(ty) if !is_tag(None) => {
                found.extend(
                    value(schema, field, ty, own, big)
                        .map(|(at, byte, kind)| bad(at, byte, kind, &field.name)),
                );
            }
            FieldKind::Value(_) => {}
        }
    }
    found
}

/// Whether a union is told by it: with another value, the union's error would come first.
fn is_tag(def: &StructDef, field: usize, item: Option<usize>) -> bool {
    let mut tags = def.fields.iter().filter_map(|f| f.tag);
    tags.any(|tag| tag.field as usize == field && tag.item.map(|i| i as usize) == item)
}

/// Members with a number of their Rust type that they can't have.
pub(super) fn members(def: &StructDef) -> Vec<(usize, Int)> {
    let unfit = def.members.iter().enumerate().filter_map(|(index, member)| {
        let field = &def.fields[member.field as usize];
        if is_tag(def, member.field as usize, member.item.map(|i| i as usize)) {
            return None;
        }
        // The version that is written isn't always the one given.
        if def.evolution != Evolution::Sealed && def.roles.version == Some(member.field) {
            return None;
        }
        let (bits, rules, signed) = match (&field.kind, member.item) {
            (FieldKind::Value(WireType::Scalar(scalar)), _) if scalar.is_integer() => {
                (scalar.size() as u32 * 8, &field.rules, scalar.is_signed())
            }
            (FieldKind::Bits(_, items), Some(item)) => {
                let item = &items[item as usize];
                let signed = item.kind == BitKind::Signed;
                if !signed && item.kind != BitKind::Unsigned {
                    return None;
                }
                (item.bits.width, &item.rules, signed)
            }
            _ => return None,
        };
        let width = bits - u32::from(signed);
        let held = (bits.max(8)).next_power_of_two() - u32::from(signed);
        let next = |n: Int| n.to_i128().and_then(|n| n.checked_add(1)).map(Int::from);
        let unfit = match &rules.range {
            Some(range) => match &range.high.value {
                Value::Int(high) => next(*high)?,
                _ => return None,
            },
            None if rules.one_of.is_empty() && held > width => Int::from(1_u128 << width),
            None => return None,
        };
        let fits = unfit.is_negative() || held >= 128 || unfit.magnitude() < 1 << held;
        fits.then_some((index, unfit))
    });
    unfit.collect()
}

/// What becomes of an item whose lowest bit is turned.
fn bits(schema: &Schema, item: &BitItem) -> Option<&'static str> {
    match item.kind {
        BitKind::Reserved(policy) => (policy == Policy::Zero).then_some("ReservedNotZero"),
        BitKind::Enum(id) if schema.enums[id.index()].unknown == Unknown::Reject => None,
        _ => item.rules.constant.is_some().then(|| wrong_constant(item.role)),
    }
}

fn wrong_constant(role: Option<Role>) -> &'static str {
    if role == Some(Role::Version) { "UnsupportedVersion" } else { "WrongConst" }
}

/// A changed byte of a field, and the error.
fn value(
    schema: &Schema,
    field: &FieldDef,
    ty: &WireType,
    own: &[u8],
    big: bool,
) -> Option<(usize, u8, &'static str)> {
    let (element, dims) = ty.element();
    let rules = &field.rules;
    let first = &own[..own.len() / dims.iter().product::<u64>().max(1) as usize];
    match element {
        WireType::Scalar(scalar) if scalar.is_bool() && !field.truthy => {
            Some((if big { first.len() - 1 } else { 0 }, 2, "NotBool"))
        }
        WireType::Scalar(scalar) if scalar.is_integer() => {
            tried(first, big, *scalar).find_map(|(at, byte, n)| Some((at, byte, number(field, n)?)))
        }
        WireType::Enum(id) => {
            let def = &schema.enums[id.index()];
            let known = |code: Int| def.values.iter().any(|value| value.code == code);
            let strict = def.unknown == Unknown::Reject;
            tried(first, big, def.repr).find_map(|(at, byte, code)| {
                let kind = if strict && !known(code) { Some("UnknownCode") } else { number(field, code) };
                Some((at, byte, kind?))
            })
        }
        WireType::Bytes(_) | WireType::Guid | WireType::Uuid => {
            rules.constant.as_ref().map(|_| (0, !first[0], wrong_constant(field.role)))
        }
        _ => None,
    }
}

/// Each change of one byte with the number it makes.
fn tried(own: &[u8], big: bool, scalar: Scalar) -> impl Iterator<Item = (usize, u8, Int)> {
    (0..own.len()).flat_map(move |at| {
        TRIED.into_iter().filter(move |byte| *byte != own[at]).map(move |byte| {
            let mut changed = own.to_vec();
            changed[at] = byte;
            if !big {
                changed.reverse();
            }
            let bits = changed.iter().fold(0, |bits: u128, byte| bits << 8 | u128::from(*byte));
            (at, byte, Int::from_bits(bits, scalar.size() as u32 * 8, scalar.is_signed()))
        })
    })
}

/// How the rules of a field refuse a number.
fn number(field: &FieldDef, n: Int) -> Option<&'static str> {
    let ValueRules { constant, one_of, range, .. } = &field.rules;
    let is = |value: &Value| *value == Value::Int(n);
    let size = field.role == Some(Role::Size);
    // Of a list, each element has its own constant.
    let listed = constant.as_ref().is_some_and(|c| matches!(c.value, Value::List(_)));
    if constant.as_ref().is_some_and(|c| !listed && !is(&c.value)) || size {
        return Some(wrong_constant(field.role));
    }
    if !one_of.is_empty() && !one_of.iter().any(|one| is(&one.value)) {
        return Some(wrong_constant(field.role));
    }
    let range = range.as_ref().filter(|range| range.on_decode)?;
    match (&range.low.value, &range.high.value) {
        (Value::Int(low), Value::Int(high)) => (n < *low || n > *high).then_some("OutOfRange"),
        _ => None,
    }
}
