//! C# literals.

use super::context::{Context, host_scalar};
use rbgen_schema::Int;
use rbgen_schema::ir::{EnumId, FlagsId, Literal, Scalar, Value, ValueName, WireType};

/// Elements that are written one by one where all are the same.
const SHORT: u64 = 16;

/// A string literal in ASCII.
pub(crate) fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0' => out.push_str("\\u0000"),
            ' '..='~' => out.push(c),
            c if u32::from(c) < 0x10000 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// A number where its type is known from the place it stands at.
pub(crate) fn int(scalar: Scalar, number: Int) -> String {
    match (scalar.host_bits(), scalar.is_signed()) {
        (128, false) => match number.to_u64() {
            Some(small) => format!("{small}u"),
            None => wide("UInt128", number),
        },
        (128, true) if number < Int::from(i64::MIN) || number > Int::from(i64::MAX) => wide("Int128", number),
        _ => number.to_string(),
    }
}

fn wide(ty: &str, number: Int) -> String {
    let bits = number.bits();
    format!("new {ty}(0x{:016X}, 0x{:016X})", (bits >> 64) as u64, bits as u64)
}

/// A number of exactly this type, wherever it stands.
pub(crate) fn typed(scalar: Scalar, number: Int) -> String {
    let text = int(scalar, number);
    let sign = if number.is_negative() { format!("({text})") } else { text.clone() };
    match host_scalar(scalar) {
        Scalar::I32 if number > Int::from(i64::from(i32::MIN)) => text,
        Scalar::U32 => format!("{text}u"),
        Scalar::U64 => format!("{text}ul"),
        Scalar::I64 => format!("{text}L"),
        Scalar::U128 | Scalar::I128 if text.starts_with("new") => text,
        other => format!("({}){sign}", super::context::host(other)),
    }
}

/// A float that has the same bits.
pub(crate) fn float(cx: &Context<'_>, scalar: Scalar, value: f64) -> String {
    if scalar == Scalar::F32 {
        let value = value as f32;
        if value.is_finite() {
            return format!("{value:?}f");
        }
        return format!("{}.UInt32BitsToSingle(0x{:08X})", cx.system("BitConverter"), value.to_bits());
    }
    if value.is_finite() {
        return format!("{value:?}");
    }
    format!("{}.UInt64BitsToDouble(0x{:016X})", cx.system("BitConverter"), value.to_bits())
}

/// The bits of a float of the schema.
pub(crate) fn float_number(value: &Value) -> f64 {
    match value {
        Value::Float(value) => *value,
        Value::Int(number) => number.to_f64(),
        _ => 0.0,
    }
}

/// Bytes as the elements of a collection.
pub(crate) fn byte_list(data: &[u8]) -> String {
    let bytes: Vec<String> = data.iter().map(|byte| format!("0x{byte:02X}")).collect();
    bytes.join(", ")
}

/// `new Guid(...)` of bytes in wire order.
pub(crate) fn guid(cx: &Context<'_>, data: &[u8], is_guid: bool) -> String {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(data).for_each(|(to, from)| *to = *from);
    if is_guid {
        bytes[..4].reverse();
        bytes[4..6].reverse();
        bytes[6..8].reverse();
    }
    let [a, b, c, d, e, f, g, h, tail @ ..] = bytes;
    format!(
        "new {}(0x{:08X}u, 0x{:04X}, 0x{:04X}, {})",
        cx.system("Guid"),
        u32::from_be_bytes([a, b, c, d]),
        u16::from_be_bytes([e, f]),
        u16::from_be_bytes([g, h]),
        byte_list(&tail)
    )
}

/// A value of the schema where its type is known from the place it stands at. One value for an array is that of
/// each element.
pub(crate) fn value(cx: &Context<'_>, ty: &WireType, literal: &Literal) -> String {
    named(cx, ty, &literal.value, &literal.named)
}

fn named(cx: &Context<'_>, ty: &WireType, value: &Value, names: &[ValueName]) -> String {
    match (ty, value) {
        (WireType::Array(inner, len), Value::List(items)) => {
            let items: Vec<String> = items.iter().map(|item| named(cx, inner, item, &[])).collect();
            if inner_is_array(inner) && *len == 0 {
                "[]".to_owned()
            } else {
                format!("[{}]", items.join(", "))
            }
        }
        (WireType::Array(inner, len), one) => {
            let item = named(cx, inner, one, names);
            if *len <= SHORT && !inner_is_array(inner) {
                let items: Vec<&str> = (0..*len).map(|_| item.as_str()).collect();
                return format!("[{}]", items.join(", "));
            }
            repeat(cx, inner, *len, &item)
        }
        (WireType::Scalar(scalar), value) if scalar.is_float() => float(cx, *scalar, float_number(value)),
        (WireType::Scalar(scalar), value) if scalar.is_bool() => {
            let set = matches!(value, Value::Bool(true)) || matches!(value, Value::Int(n) if *n != Int::ZERO);
            set.to_string()
        }
        (WireType::Scalar(scalar), Value::Int(number)) => int(*scalar, *number),
        (WireType::Enum(id), Value::Int(code)) => enum_value(cx, *id, *code, names),
        (WireType::Flags(id), Value::Int(bits)) => flags_value(cx, *id, *bits, names),
        (WireType::Guid, Value::Bytes(data)) => guid(cx, data, true),
        (WireType::Uuid, Value::Bytes(data)) => guid(cx, data, false),
        (_, Value::Bytes(data)) if data.iter().all(|byte| *byte == 0) => format!("new byte[{}]", data.len()),
        (_, Value::Bytes(data)) => format!("[{}]", byte_list(data)),
        (_, Value::Text(text)) => string(text),
        (_, Value::Int(number)) => number.to_string(),
        (_, Value::Float(number)) => float(cx, Scalar::F64, *number),
        (_, Value::Bool(set)) => set.to_string(),
        (_, Value::List(items)) => {
            let items: Vec<String> = items.iter().map(|item| named(cx, ty, item, &[])).collect();
            format!("[{}]", items.join(", "))
        }
    }
}

fn inner_is_array(ty: &WireType) -> bool {
    matches!(ty, WireType::Array(..))
}

/// An array with one value, or with a new one, in each place.
pub(crate) fn repeat(cx: &Context<'_>, inner: &WireType, len: u64, item: &str) -> String {
    format!("{}.Repeat<{}>({len}, static () => {item})", cx.expression("RbgenWire"), cx.value_type(inner))
}

/// `Mode.Fast`, or a code that has no name.
pub(crate) fn enum_value(cx: &Context<'_>, id: EnumId, code: Int, names: &[ValueName]) -> String {
    let def = &cx.schema.enums[id.index()];
    let spelt = names.iter().find_map(|name| match name {
        ValueName::Enum(of, index) if *of == id => def.values.get(*index as usize),
        _ => None,
    });
    let known = spelt.or_else(|| def.values.iter().find(|value| value.code == code && value.alias.is_none()));
    let name = cx.enum_name(id);
    match known {
        Some(value) => format!("{}.{}", cx.expression(&name), cx.names.value(&def.name, &value.name)),
        None => cast(&cx.ty(&name), def.repr, code),
    }
}

/// `Options.Loud | Options.Wide`, or bits that have no names.
fn flags_value(cx: &Context<'_>, id: FlagsId, bits: Int, names: &[ValueName]) -> String {
    let def = &cx.schema.flags[id.index()];
    let name = cx.flags_name(id);
    let flags: Vec<_> = names
        .iter()
        .filter_map(|name| match name {
            ValueName::Flag(of, index) if *of == id => def.values.get(*index as usize),
            _ => None,
        })
        .filter(|value| value.is_flag)
        .collect();
    let joined = flags.iter().fold(0, |bits, value| bits | value.bits.mask());
    if flags.is_empty() || joined != bits.bits() {
        return cast(&cx.ty(&name), def.repr, bits);
    }
    let owner = cx.expression(&name);
    let flags = flags.iter().map(|value| format!("{owner}.{}", cx.names.value(&def.name, &value.name)));
    flags.collect::<Vec<_>>().join(" | ")
}

/// A code as an enum.
fn cast(name: &str, repr: Scalar, code: Int) -> String {
    let text = int(repr, code);
    if code.is_negative() || text.contains(' ') {
        format!("({name})({text})")
    } else {
        format!("({name}){text}")
    }
}

/// The hex of a float's bits.
pub(crate) fn float_bits(scalar: Scalar, bits: u64) -> String {
    if scalar == Scalar::F32 { format!("0x{bits:08X}u") } else { format!("0x{bits:016X}ul") }
}

/// Whether a literal is a constant expression of C#, which a default argument must be.
pub(crate) fn is_constant(cx: &Context<'_>, ty: &WireType, value: &Value) -> bool {
    match ty {
        WireType::Scalar(scalar) if scalar.is_float() => {
            let number = float_number(value);
            if *scalar == Scalar::F32 { (number as f32).is_finite() } else { number.is_finite() }
        }
        WireType::Scalar(scalar) => scalar.host_bits() <= 64,
        WireType::Enum(id) => !Context::is_wide(cx.schema.enums[id.index()].repr),
        WireType::Flags(id) => !Context::is_wide(cx.schema.flags[id.index()].repr),
        WireType::Char(_) | WireType::Char16(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{int, string, typed};
    use rbgen_schema::Int;
    use rbgen_schema::ir::Scalar;

    #[test]
    fn strings_are_ascii_and_closed() {
        assert_eq!(string("a\"\\\u{e9}\n\u{1f600}\0"), "\"a\\\"\\\\\\u00e9\\n\\U0001f600\\u0000\"");
    }

    #[test]
    fn numbers_of_every_width() {
        assert_eq!(int(Scalar::U64, Int::from(u64::MAX)), "18446744073709551615");
        assert_eq!(int(Scalar::I128, Int::from(-1i64)), "-1");
        let most = Int::from(u128::MAX);
        assert_eq!(int(Scalar::U128, most), "new UInt128(0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF)");
        assert_eq!(typed(Scalar::I8, Int::from(-1i64)), "(sbyte)(-1)");
        assert_eq!(typed(Scalar::U40, Int::from(7u64)), "7ul");
    }
}
