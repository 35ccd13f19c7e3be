//! Bytes and values that are wrong, or nearly so. Each comes with a word for the vector's name; what a language must
//! make of it is the reference codec's to say.

use super::leaves::{Leaf, LeafKind, Slot};
use crate::reference::{Order, Reference, Val, encode, field_order, number};
use rbgen_schema::Int;
use rbgen_schema::ir::{
    BitItem, BitKind, Encoding, EnumId, Literal, Policy, Role, Scalar, Unknown, Value, ValueRules, WireType,
};

/// Bytes to put in place of a leaf's, whose bytes in a valid struct are `valid`.
pub(crate) fn bytes(
    codec: Reference<'_>,
    leaf: &Leaf<'_>,
    valid: &[u8],
    order: Order,
) -> Vec<(String, Vec<u8>)> {
    let order = field_order(leaf.field.order, order);
    let write = |n: Int| number::write(n.bits(), leaf.size, order);
    match &leaf.kind {
        LeafKind::Padding => vec![("padding not zero".into(), vec![0xa5; leaf.size])],
        LeafKind::Reserved(policy) => {
            let what = match policy {
                Policy::Zero => "reserved not zero",
                Policy::Ignore => "ignored bytes",
                Policy::Preserve => "preserved bytes",
            };
            let mut last = vec![0; leaf.size];
            last[leaf.size - 1] = 0x80;
            let mut first = vec![0; leaf.size];
            first[0] = 1;
            vec![
                (what.into(), first),
                (format!("{what}, last byte"), last),
                (format!("{what}, all"), vec![0xff; leaf.size]),
            ]
        }
        LeafKind::Bits(items) => {
            let word = number::read(valid, order);
            let mut out = Vec::new();
            for item in *items {
                for (what, n) in item_numbers(codec, item, leaf.def.size) {
                    let bits = (n.bits() << item.bits.low) & item.bits.mask();
                    let word = word & !item.bits.mask() | bits;
                    out.push((format!("{} {what}", item.name), number::write(word, leaf.size, order)));
                }
            }
            out
        }
        LeafKind::Type(ty) => match ty {
            WireType::Scalar(s) if s.is_bool() => {
                vec![("is 2".into(), write(Int::from(2u64))), ("all ones".into(), vec![0xff; leaf.size])]
            }
            WireType::Scalar(s) if s.is_float() => floats(*s, &leaf.field.rules, leaf.constant)
                .into_iter()
                .map(|(what, bits)| (what.into(), number::write(u128::from(bits), leaf.size, order)))
                .collect(),
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                let repr = codec.repr(ty).unwrap_or(Scalar::U128);
                let mut found = numbers(&leaf.field.rules, leaf.constant);
                found.extend(codes(codec, ty));
                if leaf.field.role == Some(Role::Size) {
                    found.push(("one more than SIZE", Int::from(leaf.def.size + 1)));
                    found.push(("one less than SIZE", Int::from(leaf.def.size - 1)));
                }
                found.retain(|(_, n)| repr.min() <= *n && *n <= repr.max());
                found.into_iter().map(|(what, n)| (what.into(), write(n))).collect()
            }
            WireType::Char(_) => byte_texts(leaf.size),
            WireType::Char16(n) => wide_texts(*n as usize, order),
            WireType::Bytes(_) | WireType::Guid | WireType::Uuid if leaf.constant.is_some() => {
                let mut other = valid.to_vec();
                other[leaf.size - 1] ^= 1;
                vec![("wrong const".into(), other)]
            }
            _ => Vec::new(),
        },
    }
}

/// Numbers around what rules allow.
fn numbers(rules: &ValueRules, constant: Option<&Value>) -> Vec<(&'static str, Int)> {
    let mut out = Vec::new();
    if let Some(Value::Int(n)) = constant {
        out.push(("one more than the const", step(*n, 1)));
        out.push(("one less than the const", step(*n, -1)));
    }
    for Literal { value, .. } in &rules.one_of {
        if let Value::Int(n) = value {
            out.push(("one of several", *n));
            out.push(("beside one of several", step(*n, 1)));
        }
    }
    if let Some(range) = &rules.range
        && let (Value::Int(low), Value::Int(high)) = (&range.low.value, &range.high.value)
    {
        out.push(("lowest", *low));
        out.push(("below the range", step(*low, -1)));
        out.push(("highest", *high));
        out.push(("above the range", step(*high, 1)));
    }
    out
}

fn step(n: Int, by: i128) -> Int {
    match n.to_i128().and_then(|n| n.checked_add(by)) {
        Some(n) => Int::from(n),
        None => Int::from(n.bits().wrapping_add(by as u128)),
    }
}

/// Every code of an enum and some that it doesn't list; every flag.
fn codes(codec: Reference<'_>, ty: &WireType) -> Vec<(&'static str, Int)> {
    match ty {
        WireType::Enum(id) => enum_codes(codec, *id),
        WireType::Flags(id) => {
            let def = &codec.schema.flags[id.index()];
            def.values.iter().map(|v| ("one flag", Int::from(v.bits.mask()))).collect()
        }
        _ => Vec::new(),
    }
}

fn enum_codes(codec: Reference<'_>, id: EnumId) -> Vec<(&'static str, Int)> {
    let def = &codec.schema.enums[id.index()];
    let mut out: Vec<(&str, Int)> = def.values.iter().map(|v| ("known code", v.code)).collect();
    let what = if def.unknown == Unknown::Reject { "refused code" } else { "unknown code" };
    for code in [def.repr.min(), def.repr.max(), step(out.iter().map(|c| c.1).max().unwrap_or(Int::ZERO), 1)]
    {
        if out.iter().all(|(_, known)| *known != code) {
            out.push((what, code));
        }
    }
    out
}

/// Numbers for a bit item, all of which fit its bits.
fn item_numbers(codec: Reference<'_>, item: &BitItem, size: u64) -> Vec<(&'static str, Int)> {
    let (low, high) = encode::bit_limits(item.bits.width, item.kind == BitKind::Signed);
    let mut out = match item.kind {
        BitKind::Reserved(_) => vec![("lowest bit", Int::from(1u64)), ("all bits", high)],
        BitKind::Enum(id) => enum_codes(codec, id),
        BitKind::Flags(id) => codes(codec, &WireType::Flags(id)),
        _ => vec![("lowest of its bits", low), ("highest of its bits", high)],
    };
    out.extend(numbers(&item.rules, item.rules.constant.as_ref().map(|l| &l.value)));
    if let Some(Value::Bool(b)) = item.rules.constant.as_ref().map(|l| &l.value) {
        out.push(("not the const", Int::from(u64::from(!b))));
    }
    if item.role == Some(Role::Size) {
        out.push(("not SIZE", Int::from(size - 1)));
    }
    out.retain(|(_, n)| low <= *n && *n <= high);
    out
}

/// Floats that are easily got wrong, and those around what rules allow. No signalling f32 NaN: a language that holds
/// an f32 in 64 bits can't keep one.
fn floats(scalar: Scalar, rules: &ValueRules, constant: Option<&Value>) -> Vec<(&'static str, u64)> {
    let mut out = if scalar == Scalar::F32 {
        vec![
            ("infinity", 0x7f80_0000),
            ("minus infinity", 0xff80_0000),
            ("NaN with a payload", 0x7fc1_2345),
            ("negative NaN", 0xffc0_0001),
            ("minus zero", 0x8000_0000),
            ("subnormal", 0x0000_0001),
        ]
    } else {
        vec![
            ("infinity", 0x7ff0_0000_0000_0000),
            ("minus infinity", 0xfff0_0000_0000_0000),
            ("NaN with a payload", 0x7ff8_1234_5678_9abc),
            ("signalling NaN", 0x7ff0_0000_0000_0001),
            ("minus zero", 0x8000_0000_0000_0000),
            ("subnormal", 0x0000_0000_0000_0001),
        ]
    };
    let bits = |v: &Value| match v {
        Value::Float(f) => Some(number::float_bits(scalar, *f)),
        Value::Int(n) => Some(number::float_bits(scalar, n.to_f64())),
        _ => None,
    };
    out.extend(constant.and_then(bits).map(|b| ("last bit of the const", b ^ 1)));
    for value in rules.one_of.iter().filter_map(|l| bits(&l.value)) {
        out.extend([("one of several", value), ("beside one of several", value ^ 1)]);
    }
    if let Some(range) = &rules.range {
        // the next float away from zero lies outside unless the bound is zero; either way the vector says which
        out.extend(
            bits(&range.low.value).into_iter().flat_map(|b| [("lowest", b), ("beside the lowest", b + 1)]),
        );
        out.extend(bits(&range.low.value).map(|b| ("other side of the lowest", b.saturating_sub(1))));
        out.extend(
            bits(&range.high.value).into_iter().flat_map(|b| [("highest", b), ("beyond the highest", b + 1)]),
        );
    }
    out
}

/// Bytes of text in every encoding, good and bad, cut to the field.
fn byte_texts(len: usize) -> Vec<(String, Vec<u8>)> {
    let texts: [(&str, &[u8]); 16] = [
        ("empty", b""),
        ("fills the field", b"AAAAAAAAAAAAAAAA"),
        ("after the NUL something else", b"A\0\xff\xfe\x80"),
        ("trailing spaces", b"A  "),
        ("inner and trailing spaces", b" A B    "),
        ("spaces only", b"                "),
        ("a byte above 127", b"A\x80"),
        ("two bytes above 127", b"\xff\xe9A"),
        ("two-byte character", b"A\xc3\xa9"),
        ("cut two-byte character", b"A\xc3\x28"),
        ("cut three-byte character", b"\xe2\x82"),
        ("cut three-byte character before a letter", b"\xe2\x82A"),
        ("surrogate in UTF-8", b"\xed\xa0\x80"),
        ("four-byte character", b"\xf0\x9f\x98\x80"),
        ("overlong NUL", b"\xc0\x80"),
        ("beyond Unicode", b"\xf4\x90\x80\x80"),
    ];
    let fit = |text: &[u8]| {
        let mut bytes = text[..text.len().min(len)].to_vec();
        bytes.resize(len, if text.starts_with(b"AA") { b'A' } else { 0 });
        bytes
    };
    texts.iter().map(|(what, text)| ((*what).to_owned(), fit(text))).collect()
}

fn wide_texts(len: usize, order: Order) -> Vec<(String, Vec<u8>)> {
    let texts: [(&str, &[u16]); 7] = [
        ("empty", &[]),
        ("fills the field", &[0x41; 64]),
        ("after the NUL something else", &[0x41, 0, 0xdc00]),
        ("pair of surrogates", &[0xd83d, 0xde00]),
        ("high surrogate alone", &[0x41, 0xd83d, 0x42]),
        ("high surrogate at the end", &[0xd83d; 64]),
        ("low surrogate alone", &[0xde00, 0x41]),
    ];
    let fit = |text: &[u16]| {
        let mut units = text[..text.len().min(len)].to_vec();
        units.resize(len, 0);
        units.iter().flat_map(|u| number::write(u128::from(*u), 2, order)).collect()
    };
    texts.iter().map(|(what, text)| ((*what).to_owned(), fit(text))).collect()
}

/// Values to put in place of one inside a struct's value: those that encoding must refuse, and their neighbours.
/// All of them can be held by every language's type for the slot.
pub(crate) fn values(codec: Reference<'_>, slot: &Slot<'_>) -> Vec<(String, Val)> {
    if let Some(item) = slot.item {
        return item_values(codec, item);
    }
    let int = |(what, n): (&str, Int)| (what.to_owned(), Val::Int(n));
    match &slot.ty {
        WireType::Scalar(s) if s.is_float() && has_rules(slot.rules) => floats(*s, slot.rules, None)
            .into_iter()
            .map(|(what, bits)| (what.into(), Val::Float(bits)))
            .collect(),
        WireType::Scalar(s) if s.is_integer() => {
            let mut found = numbers(slot.rules, None);
            found.retain(|(_, n)| s.min() <= *n && *n <= s.max());
            if u64::from(s.host_bits()) != s.size() * 8 {
                found.push(("more than the type holds", step(s.max(), 1)));
                if s.is_signed() {
                    found.push(("less than the type holds", step(s.min(), -1)));
                }
            }
            found.into_iter().map(int).collect()
        }
        WireType::Enum(_) => {
            let mut found = codes(codec, &slot.ty);
            found.extend(numbers(slot.rules, None));
            found.retain(|(_, n)| codec.repr(&slot.ty).is_some_and(|r| r.min() <= *n && *n <= r.max()));
            found.into_iter().map(int).collect()
        }
        WireType::Char(n) | WireType::Char16(n) => texts(*n as usize, slot),
        _ => Vec::new(),
    }
}

fn has_rules(rules: &ValueRules) -> bool {
    !rules.one_of.is_empty() || rules.range.is_some()
}

fn item_values(codec: Reference<'_>, item: &BitItem) -> Vec<(String, Val)> {
    let (low, high) = encode::bit_limits(item.bits.width, item.kind == BitKind::Signed);
    let mut found = match item.kind {
        BitKind::Bool => return Vec::new(),
        BitKind::Enum(id) => enum_codes(codec, id),
        _ => numbers(&item.rules, None),
    };
    found.retain(|(_, n)| low <= *n && *n <= high);
    let host = match item.kind {
        BitKind::Enum(id) => codec.schema.enums[id.index()].repr.host_bits(),
        BitKind::Flags(id) => codec.schema.flags[id.index()].repr.host_bits(),
        _ => item.bits.width.next_power_of_two().max(8),
    };
    if host > item.bits.width {
        found.push(("more than the bits hold", step(high, 1)));
        if item.kind == BitKind::Signed {
            found.push(("less than the bits hold", step(low, -1)));
        }
    }
    found.into_iter().map(|(what, n)| (what.to_owned(), Val::Int(n))).collect()
}

fn texts(len: usize, slot: &Slot<'_>) -> Vec<(String, Val)> {
    let Some(rules) = slot.text else { return Vec::new() };
    let room = len - usize::from(rules.terminated);
    let mut out = vec![
        ("fits exactly".to_owned(), "A".repeat(room)),
        ("one unit too long".to_owned(), "A".repeat(room + 1)),
        ("with a NUL".to_owned(), "A\0B".to_owned()),
        ("a trailing space".to_owned(), "A ".to_owned()),
        ("beyond ASCII".to_owned(), "é".to_owned()),
        ("beyond Latin-1".to_owned(), "A€".to_owned()),
        ("beyond 16 bits".to_owned(), "😀".to_owned()),
    ];
    if rules.encoding == Encoding::Utf16 && room > 0 {
        out.push(("a pair too long".to_owned(), "A".repeat(room - 1) + "😀"));
    }
    out.into_iter().map(|(what, text)| (what, Val::Text(text))).collect()
}
