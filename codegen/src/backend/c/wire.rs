//! Literals as the bytes they have on the wire: what errors show, and what the tests of a package expect.

use crate::schema::Int;
use crate::schema::ir::{ByteOrder, Encoding, Literal, Pad, Scalar, TextRules, Value, WireType};

/// The bytes of a value of a type; zero where the value doesn't say.
pub(super) fn bytes(ty: &WireType, big: bool, text: Option<TextRules>, value: &Value, size: u64) -> Vec<u8> {
    let size = size as usize;
    let mut out = match (ty, value) {
        (WireType::Array(inner, len), Value::List(list)) => {
            let each = size as u64 / len.max(&1);
            list.iter().flat_map(|v| bytes(inner, big, text, v, each)).collect()
        }
        (WireType::Array(inner, len), one) => {
            let each = size as u64 / len.max(&1);
            (0..*len).flat_map(|_| bytes(inner, big, text, one, each)).collect()
        }
        (WireType::Char(_) | WireType::Char16(_), Value::Text(t)) => text_bytes(t, text, big, size),
        (_, Value::Bytes(b)) => b.clone(),
        (_, Value::Int(i)) => int_bytes(*i, size, big),
        (_, Value::Bool(b)) => int_bytes(Int::from(u32::from(*b)), size, big),
        (WireType::Scalar(Scalar::F32), Value::Float(f)) => {
            int_bytes(Int::from((*f as f32).to_bits()), size, big)
        }
        (_, Value::Float(f)) => int_bytes(Int::from(f.to_bits()), size, big),
        (_, Value::Text(_) | Value::List(_)) => Vec::new(),
    };
    out.resize(size, 0);
    out
}

fn int_bytes(value: Int, size: usize, big: bool) -> Vec<u8> {
    let mut bytes = value.bits().to_le_bytes()[..size.min(16)].to_vec();
    if big {
        bytes.reverse();
    }
    bytes
}

fn text_bytes(text: &str, rules: Option<TextRules>, big: bool, size: usize) -> Vec<u8> {
    let encoding = rules.map_or(Encoding::Ascii, |r| r.encoding);
    let mut out: Vec<u8> = match encoding {
        Encoding::Ascii | Encoding::Utf8 => text.bytes().collect(),
        Encoding::Latin1 => text.chars().map(|c| c as u32 as u8).collect(),
        Encoding::Utf16 => {
            text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        }
    };
    if let Some(rules) = rules.filter(|r| r.pad == Pad::Space) {
        if rules.terminated {
            out.extend(if encoding == Encoding::Utf16 { vec![0, 0] } else { vec![0] });
        }
        while out.len() < size {
            match (encoding, big) {
                (Encoding::Utf16, true) => out.extend([0, b' ']),
                (Encoding::Utf16, false) => out.extend([b' ', 0]),
                _ => out.push(b' '),
            }
        }
    }
    out
}

/// Whether numbers of this order are written most significant byte first; `Either` counts as little.
pub(super) fn is_big(order: ByteOrder) -> bool {
    order == ByteOrder::Big
}

/// The whole number of a literal; booleans count as 0 and 1.
pub(super) fn int_of(literal: &Literal) -> Int {
    match &literal.value {
        Value::Int(i) => *i,
        Value::Bool(b) => Int::from(u32::from(*b)),
        _ => Int::ZERO,
    }
}
