//! Python literals.

pub(crate) use crate::backend::object::describe::hex;
use crate::backend::sample::float_bytes;
use rbgen_schema::Int;
use rbgen_schema::ir::{Value, WireType};

/// A string literal in double quotes, ASCII only.
pub(crate) fn string(text: &str) -> String {
    if text.bytes().all(|b| matches!(b, b' '..=b'~') && !matches!(b, b'"' | b'\'' | b'\\')) {
        return ["\"", text, "\""].concat();
    }
    let count = |quote| text.chars().filter(|c| *c == quote).count();
    let quote = if count('"') > count('\'') { '\'' } else { '"' };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            ' '..='~' => out.push(c),
            c if (c as u32) < 0x100 => out.push_str(&format!("\\x{:02x}", c as u32)),
            c if (c as u32) < 0x10000 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push_str(&format!("\\U{:08x}", c as u32)),
        }
    }
    out.push(quote);
    out
}

/// Bytes; a run of one repeated byte is written by its length.
pub(crate) fn bytes(data: &[u8]) -> String {
    if data.iter().all(|b| *b == 0) && data.len() > 4 {
        return format!("bytes({})", data.len());
    }
    if data.len() > 16 {
        return format!("bytes.fromhex(\"{}\")", hex(data));
    }
    let count = |quote| data.iter().filter(|b| **b == quote).count();
    let quote = if count(b'"') > count(b'\'') { b'\'' } else { b'"' };
    let mut out = format!("b{}", quote as char);
    for b in data {
        match b {
            b'\\' => out.push_str("\\\\"),
            b if *b == quote => out.extend(['\\', *b as char]),
            b' '..=b'~' => out.push(*b as char),
            _ => out.push_str(&format!("\\x{b:02x}")),
        }
    }
    out.push(quote as char);
    out
}

/// A float that reads back as the same bits.
pub(crate) fn float(value: f64) -> String {
    if value.is_nan() {
        return "float(\"nan\")".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "float(\"inf\")" } else { "-float(\"inf\")" }.to_owned();
    }
    let plain = format!("{value:?}");
    // Rust writes 1e16 where Python's shortest form is 1e+16; both read back alike, and formatters keep either.
    plain
}

/// The largest value of `bits` bits, as it is written in a comparison.
pub(crate) fn mask(bits: u32) -> String {
    if bits <= 64 {
        format!("0x{:X}", (1u128 << bits) - 1)
    } else if bits >= 128 {
        "(1 << 128) - 1".to_owned()
    } else {
        format!("(1 << {bits}) - 1")
    }
}

/// A condition that holds when `var` is outside what `bits` bits can hold.
pub(crate) fn outside(var: &str, bits: u32, signed: bool) -> String {
    match (signed, bits) {
        (false, 0..=64) => format!("not 0 <= {var} <= 0x{:X}", (1u128 << bits) - 1),
        (false, _) => format!("not 0 <= {var} < 1 << {bits}"),
        (true, 0..=32) => {
            format!("not -0x{:X} <= {var} <= 0x{:X}", 1u128 << (bits - 1), (1u128 << (bits - 1)) - 1)
        }
        (true, _) => format!("not -(1 << {0}) <= {var} < 1 << {0}", bits - 1),
    }
}

/// The limits of `bits` bits, as errors state them.
pub(crate) fn limits(bits: u32, signed: bool) -> String {
    if signed {
        let half = 1u128 << (bits - 1);
        format!("{}..{}", Int::from((half as i128).wrapping_neg()), Int::from(half - 1))
    } else {
        let top = if bits >= 128 { u128::MAX } else { (1u128 << bits) - 1 };
        format!("0..{top}")
    }
}

/// A value without names, as Python has it.
pub(crate) fn value(value: &Value, ty: &WireType) -> String {
    match value {
        Value::Int(number) => match ty.element().0 {
            WireType::Scalar(scalar) if scalar.is_float() => float(number.to_f64()),
            WireType::Scalar(scalar) if scalar.is_bool() => {
                if *number == Int::ZERO { "False" } else { "True" }.to_owned()
            }
            _ => number.to_string(),
        },
        Value::Float(number) => float(*number),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Text(text) => string(text),
        Value::Bytes(data) => match ty.element().0 {
            WireType::Guid => uuid(data, true),
            WireType::Uuid => uuid(data, false),
            _ => bytes(data),
        },
        Value::List(items) => {
            let inner = match ty {
                WireType::Array(inner, _) => inner,
                other => other,
            };
            let items: Vec<String> = items.iter().map(|item| self::value(item, inner)).collect();
            format!("[{}]", items.join(", "))
        }
    }
}

/// A number as it is seen by encoders and errors: what a value is in an error's `wanted`.
pub(crate) fn wanted(value: &Value, ty: &WireType, big_endian: bool) -> String {
    match (value, ty.element().0) {
        (Value::Int(n), WireType::Scalar(s)) if s.is_float() => {
            string(&hex(&float_bytes(n.to_f64(), *s, big_endian)))
        }
        (Value::Float(f), WireType::Scalar(s)) => string(&hex(&float_bytes(*f, *s, big_endian))),
        (Value::Bool(b), _) => u8::from(*b).to_string(),
        (Value::Int(n), _) => n.to_string(),
        (Value::Bytes(data), _) => string(&hex(data)),
        (other, ty) => self::value(other, ty),
    }
}

/// `UUID("...")` in the usual form; the first three groups of a guid are little-endian in its bytes.
fn uuid(data: &[u8], is_guid: bool) -> String {
    let group = |range: std::ops::Range<usize>| {
        let mut part = data.get(range.clone()).unwrap_or_default().to_vec();
        if is_guid && range.start < 8 {
            part.reverse();
        }
        hex(&part)
    };
    format!("UUID(\"{}\")", [0..4, 4..6, 6..8, 8..10, 10..16].map(group).join("-"))
}

#[cfg(test)]
mod tests {
    use super::{bytes, limits, outside, string};

    #[test]
    fn strings_are_ascii_and_closed() {
        assert_eq!(string("a\"b"), "'a\"b'");
        assert_eq!(string("a\"'b"), "\"a\\\"'b\"");
        assert_eq!(string("\u{e9}\n\u{1f600}\\"), "\"\\xe9\\n\\U0001f600\\\\\"");
    }

    #[test]
    fn long_bytes_stay_readable() {
        assert_eq!(bytes(&[0; 8]), "bytes(8)");
        assert_eq!(bytes(b"EFI\0"), "b\"EFI\\x00\"");
        assert_eq!(bytes(&[7; 17]), format!("bytes.fromhex(\"{}\")", "07".repeat(17)));
    }

    #[test]
    fn limits_of_every_width() {
        assert_eq!(
            limits(128, true),
            "-170141183460469231731687303715884105728..170141183460469231731687303715884105727"
        );
        assert_eq!(limits(3, false), "0..7");
        assert_eq!(outside("x", 24, true), "not -0x800000 <= x <= 0x7FFFFF");
        assert_eq!(outside("x", 128, false), "not 0 <= x < 1 << 128");
    }
}
