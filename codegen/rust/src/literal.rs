//! Values of a schema as Rust expressions, and as the text of error messages.

use crate::types::{self, host};
use crate::{Context, names};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use rbgen_schema::Int;
use rbgen_schema::ir::{ByteOrder, Encoding, Pad, Scalar, TextRules, Value, ValueName, WireType};

/// A whole number without a suffix.
pub(crate) fn int(n: Int) -> TokenStream {
    let magnitude = Literal::u128_unsuffixed(n.magnitude());
    if n.is_negative() { quote!(-#magnitude) } else { quote!(#magnitude) }
}

/// A pattern of whole numbers, with neighbours as ranges.
pub(crate) fn pattern(numbers: impl Iterator<Item = Int>) -> TokenStream {
    let mut numbers: Vec<Int> = numbers.collect();
    numbers.sort();
    numbers.dedup();
    let follows = |a: Int, b: Int| {
        let successor = |n: Int| n.to_i128().and_then(|n| n.checked_add(1));
        successor(a).is_some() && successor(a) == b.to_i128()
    };
    let runs = numbers.chunk_by(|a, b| follows(*a, *b)).flat_map(|run| match run {
        [low, _, .., high] => {
            let (low, high) = (int(*low), int(*high));
            vec![quote!(#low..=#high)]
        }
        few => few.iter().map(|n| int(*n)).collect(),
    });
    let runs: Vec<TokenStream> = runs.collect();
    quote!(#(#runs)|*)
}

/// A float that has exactly these bits as an `f64`.
pub(crate) fn float(n: f64, scalar: Scalar) -> TokenStream {
    let host = host(scalar);
    if n.is_nan() {
        return quote!(#host::NAN);
    }
    if n.is_infinite() {
        return if n > 0.0 { quote!(#host::INFINITY) } else { quote!(#host::NEG_INFINITY) };
    }
    if let Some(constant) = constant(n, scalar) {
        return constant;
    }
    let text = decimal(n, scalar);
    if looks_like_a_constant(&text) {
        let bits = match scalar {
            Scalar::F32 => format!("{:#010x}", (n as f32).to_bits()),
            _ => format!("{:#018x}", n.to_bits()),
        };
        let bits: TokenStream = bits.parse().unwrap_or_default();
        return quote!(#host::from_bits(#bits));
    }
    let magnitude: TokenStream = text.parse().unwrap_or_default();
    if n.is_sign_negative() { quote!(-#magnitude) } else { quote!(#magnitude) }
}

/// A finite number without its sign, as short as it can be told from others.
fn decimal(n: f64, scalar: Scalar) -> String {
    let n = n.abs();
    let plain = n == 0.0 || (1e-7..1e16).contains(&n);
    match (scalar, plain) {
        (Scalar::F32, true) => format!("{:?}", n as f32),
        (Scalar::F32, false) => format!("{:e}", n as f32),
        (_, true) => format!("{n:?}"),
        (_, false) => format!("{n:e}"),
    }
}

/// Numbers that the standard library names.
const NAMED: [(&str, f64); 19] = {
    use core::f64::consts::*;
    [
        ("PI", PI),
        ("TAU", TAU),
        ("E", E),
        ("SQRT_2", SQRT_2),
        ("LN_2", LN_2),
        ("LN_10", LN_10),
        ("LOG2_E", LOG2_E),
        ("LOG2_10", LOG2_10),
        ("LOG10_E", LOG10_E),
        ("LOG10_2", LOG10_2),
        ("FRAC_1_PI", FRAC_1_PI),
        ("FRAC_2_PI", FRAC_2_PI),
        ("FRAC_1_SQRT_2", FRAC_1_SQRT_2),
        ("FRAC_2_SQRT_PI", FRAC_2_SQRT_PI),
        ("FRAC_PI_2", FRAC_PI_2),
        ("FRAC_PI_3", FRAC_PI_3),
        ("FRAC_PI_4", FRAC_PI_4),
        ("FRAC_PI_6", FRAC_PI_6),
        ("FRAC_PI_8", FRAC_PI_8),
    ]
};

/// The golden ratio, which the standard library names in newer versions only.
const PHI: f64 = 1.618_033_988_749_895;

/// A number that the standard library names.
fn constant(n: f64, scalar: Scalar) -> Option<TokenStream> {
    let same = |named: f64| match scalar {
        Scalar::F32 => n.abs() as f32 == named as f32,
        _ => n.abs() == named,
    };
    let (name, _) = NAMED.iter().find(|(_, named)| same(*named))?;
    let (host, name) = (host(scalar), format_ident!("{name}"));
    Some(if n.is_sign_negative() {
        quote!(-core::#host::consts::#name)
    } else {
        quote!(core::#host::consts::#name)
    })
}

/// Whether the digits are those of a number with a name as far as they go, which clippy takes for a mistake. The number is
/// the schema's all the same.
fn looks_like_a_constant(text: &str) -> bool {
    let named = NAMED.iter().map(|(_, named)| *named).chain([PHI]);
    let decimals = text.len().saturating_sub(2);
    text.len() > 3
        && named
            .into_iter()
            .any(|named| named.to_string().starts_with(text) || format!("{named:.decimals$}") == text)
}

/// Bytes as an array expression: text where all of them are visible characters, else in hex where digits don't say it.
pub(crate) fn bytes(bytes: &[u8]) -> TokenStream {
    if bytes.len() > 8 && bytes.iter().all(|b| *b == bytes[0]) {
        let (byte, len) = (Literal::u8_unsuffixed(bytes[0]), types::number(bytes.len() as u64));
        return quote!([#byte; #len]);
    }
    if bytes.len() > 1 && bytes.iter().all(u8::is_ascii_graphic) {
        let text = Literal::byte_string(bytes);
        return quote!(*#text);
    }
    let digits = bytes.iter().all(|b| *b < 10);
    let text = bytes.iter().map(|b| if digits { b.to_string() } else { format!("{b:#04x}") });
    let bytes = text.map(|text| text.parse::<TokenStream>().unwrap_or_default());
    quote!([#(#bytes),*])
}

/// The value of a type as a Rust expression of the member's type.
pub(crate) fn value(cx: &Context<'_>, value: &Value, named: &[ValueName], ty: &WireType) -> TokenStream {
    let wire = cx.wire;
    match (ty, value) {
        (WireType::Array(inner, len), Value::List(values)) if values.len() as u64 == *len => {
            let values = values.iter().map(|v| self::value(cx, v, &[], inner));
            quote!([#(#values),*])
        }
        (WireType::Array(inner, len), one) => {
            let one = self::value(cx, one, named, inner);
            let len = types::number(*len);
            quote!([#one; #len])
        }
        (WireType::Scalar(scalar), Value::Float(n)) => float(*n, *scalar),
        (WireType::Scalar(scalar), Value::Int(n)) if scalar.is_float() => float(n.to_f64(), *scalar),
        (WireType::Enum(id), Value::Int(n)) => {
            let def = &cx.schema.enums[id.index()];
            let named = named.iter().find_map(|name| match name {
                ValueName::Enum(of, index) if of == id => def.values.get(*index as usize),
                _ => None,
            });
            let path = cx.enum_path(*id);
            let known = named.or_else(|| def.values.iter().find(|v| v.code == *n));
            match known {
                Some(known) if cx.names_types() => {
                    let name = names::value_name(cx.schema, def.site.module, &def.name, &known.name);
                    quote!(#path::#name)
                }
                _ => {
                    let (owner, code) = (cx.code_owner(path), int(*n));
                    quote!(#owner::from_code(#code))
                }
            }
        }
        (WireType::Flags(id), Value::Int(n)) => {
            let owner = cx.code_owner(cx.flags_path(*id));
            let code: TokenStream = match n.bits() {
                0 => quote!(0),
                bits => format!("{bits:#x}").parse().unwrap_or_default(),
            };
            if cx.names_types() { quote!(#owner(#code)) } else { quote!(#owner::from_code(#code)) }
        }
        (WireType::Guid, Value::Bytes(b)) => {
            let b = bytes(b);
            quote!(#wire::Guid(#b))
        }
        (WireType::Uuid, Value::Bytes(b)) => {
            let b = bytes(b);
            quote!(#wire::Uuid(#b))
        }
        (_, Value::Text(t)) => quote!(#wire::Text::literal(#t)),
        (_, Value::Bytes(b)) => bytes(b),
        (_, Value::Bool(b)) => quote!(#b),
        (_, Value::Int(n)) => int(*n),
        (_, Value::Float(n)) => float(*n, Scalar::F64),
        (_, Value::List(values)) => {
            let values = values.iter().map(|v| self::value(cx, v, &[], ty));
            quote!([#(#values),*])
        }
    }
}

/// The zero of a type, for members without a default.
pub(crate) fn zero(cx: &Context<'_>, ty: &WireType) -> TokenStream {
    let wire = cx.wire;
    match ty {
        WireType::Scalar(scalar) if scalar.is_bool() => quote!(false),
        WireType::Scalar(scalar) if scalar.is_float() => quote!(0.0),
        WireType::Scalar(_) => quote!(0),
        WireType::Char(_) | WireType::Char16(_) => quote!(#wire::Text::EMPTY),
        WireType::Bytes(len) => {
            let len = types::number(*len);
            quote!([0; #len])
        }
        WireType::Guid => quote!(#wire::Guid::NIL),
        WireType::Uuid => quote!(#wire::Uuid::NIL),
        WireType::Enum(id) => value(cx, &Value::Int(Int::ZERO), &[], &WireType::Enum(*id)),
        WireType::Flags(id) => value(cx, &Value::Int(Int::ZERO), &[], &WireType::Flags(*id)),
        WireType::Union(_) | WireType::Struct(_) if cx.names_types() => {
            let path = types::value(cx, ty, None);
            quote!(#path::default())
        }
        WireType::Union(_) | WireType::Struct(_) => quote!(core::default::Default::default()),
        WireType::Array(inner, len) => {
            let element = zero(cx, inner);
            let len = types::number(*len);
            if matches!(inner.element().0, WireType::Struct(_) | WireType::Union(_)) {
                quote!(core::array::from_fn(|_| #element))
            } else {
                quote!([#element; #len])
            }
        }
        WireType::Host(_) => quote!(core::default::Default::default()),
    }
}

/// What an error says was wanted: the decimal number, or the hex of the wire bytes.
pub(crate) fn wanted(value: &Value, ty: &WireType, order: ByteOrder, text: Option<TextRules>) -> String {
    let (ty, _) = ty.element();
    match value {
        Value::Float(n) => float_hex(*n, ty, order),
        Value::Int(n) if matches!(ty, WireType::Scalar(s) if s.is_float()) => {
            float_hex(n.to_f64(), ty, order)
        }
        Value::Int(n) => n.to_string(),
        Value::Bool(b) => u8::from(*b).to_string(),
        Value::Text(t) => hex(&text_bytes(t, ty, order, text)),
        Value::Bytes(b) => hex(b),
        Value::List(values) => {
            values.iter().map(|v| wanted(v, ty, order, text)).collect::<Vec<_>>().join("|")
        }
    }
}

fn float_hex(n: f64, ty: &WireType, order: ByteOrder) -> String {
    let mut bytes = match ty {
        WireType::Scalar(Scalar::F32) => (n as f32).to_le_bytes().to_vec(),
        _ => n.to_le_bytes().to_vec(),
    };
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    hex(&bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The bytes a text field holds for a text that the schema states, and so is known to fit.
fn text_bytes(text: &str, ty: &WireType, order: ByteOrder, rules: Option<TextRules>) -> Vec<u8> {
    let pad = if rules.is_some_and(|r| r.pad == Pad::Space) { b' ' } else { 0 };
    let terminated = rules.is_some_and(|r| r.terminated);
    match ty {
        WireType::Char16(len) => {
            let mut units: Vec<u16> = text.encode_utf16().chain(terminated.then_some(0)).collect();
            units.resize(*len as usize, pad.into());
            let bytes = |u: &u16| if order == ByteOrder::Big { u.to_be_bytes() } else { u.to_le_bytes() };
            units.iter().flat_map(bytes).collect()
        }
        WireType::Char(len) => {
            let latin = rules.is_some_and(|r| r.encoding == Encoding::Latin1);
            let mut bytes: Vec<u8> =
                if latin { text.chars().map(|c| c as u8).collect() } else { text.as_bytes().to_vec() };
            bytes.extend(terminated.then_some(0));
            bytes.resize(*len as usize, pad);
            bytes
        }
        _ => text.as_bytes().to_vec(),
    }
}

#[cfg(test)]
#[allow(clippy::approx_constant, clippy::excessive_precision)] // those are what is tested
mod tests {
    use super::{NAMED, bytes, float};
    use rbgen_schema::ir::Scalar;

    #[test]
    fn floats_are_their_own_number_and_no_misspelt_constant() {
        for (n, text) in [
            (1.5, "1.5"),
            (-0.0, "- 0.0"),
            (3.1, "3.1"),
            (3.15, "3.15"),
            (3.14, "f64 :: from_bits (0x40091eb851eb851f)"),
            (-2.718, "f64 :: from_bits (0xc005be76c8b43958)"),
            (5e-324, "5e-324"),
            (1e300, "1e300"),
            (f64::INFINITY, "f64 :: INFINITY"),
            (core::f64::consts::PI, "core :: f64 :: consts :: PI"),
        ] {
            assert_eq!(float(n, Scalar::F64).to_string(), text);
            if let Ok(read) = text.replace(' ', "").parse::<f64>() {
                assert_eq!(read.to_bits(), n.to_bits(), "{text}");
            }
        }
        assert_eq!(float(3.14159, Scalar::F32).to_string(), "f32 :: from_bits (0x40490fd0)");
        assert_eq!(f32::from_bits(0x40490fd0), 3.14159);
        assert_eq!(f64::from_bits(0x40091eb851eb851f), 3.14);
        assert_eq!(
            float(f64::from(1.5707964_f32), Scalar::F32).to_string(),
            "core :: f32 :: consts :: FRAC_PI_2"
        );
    }

    #[test]
    fn bytes_are_text_where_they_are_meant_as_such() {
        for (given, text) in [
            (&b"RIFF"[..], "* b\"RIFF\""),
            (b"\"\\", "* b\"\\\"\\\\\""),
            (b"R", "[0x52]"),
            (b"a b", "[0x61 , 0x20 , 0x62]"),
            (&[1, 2, 0], "[1 , 2 , 0]"),
            (&[0xff, 0], "[0xff , 0x00]"),
            (&[7; 9], "[7 ; 9]"),
            (&[], "[]"),
        ] {
            assert_eq!(bytes(given).to_string(), text);
        }
    }

    #[test]
    fn constants_are_those_of_both_widths() {
        use core::f32::consts::*;
        let single = [
            PI,
            TAU,
            E,
            SQRT_2,
            LN_2,
            LN_10,
            LOG2_E,
            LOG2_10,
            LOG10_E,
            LOG10_2,
            FRAC_1_PI,
            FRAC_2_PI,
            FRAC_1_SQRT_2,
            FRAC_2_SQRT_PI,
            FRAC_PI_2,
            FRAC_PI_3,
            FRAC_PI_4,
            FRAC_PI_6,
            FRAC_PI_8,
        ];
        assert_eq!(NAMED.map(|(_, double)| double as f32), single);
    }
}
