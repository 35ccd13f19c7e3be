//! Values of a schema as Java expressions.

use super::generator::Generator;
use super::types::{Host, host};
use rbgen_schema::Int;
use rbgen_schema::ir::{ConstDef, FlagsId, Literal, Scalar, Value, ValueName, WireType};

/// Bytes that stand in an array initialiser one by one; more are hexadecimal text.
const FEW_BYTES: usize = 4;

/// A number in the Java type of a scalar. Unsigned 64-bit numbers beyond `long` are in hexadecimal.
pub(super) fn int(scalar: Scalar, number: Int) -> String {
    match host(scalar) {
        Host::Byte => format!("(byte) {number}"),
        Host::Short => format!("(short) {number}"),
        Host::Int => number.to_string(),
        Host::Long if number.to_u64().is_some_and(|n| n > i64::MAX as u64) => {
            format!("0x{:X}L", number.bits())
        }
        Host::Long => format!("{number}L"),
        Host::Big => big(number),
        Host::Float => float(Scalar::F32, number.to_f64()),
        Host::Double => float(Scalar::F64, number.to_f64()),
        Host::Boolean => (number != Int::ZERO).to_string(),
    }
}

fn big(number: Int) -> String {
    match number.to_i128().map(i64::try_from) {
        Some(Ok(0)) => "BigInteger.ZERO".to_owned(),
        Some(Ok(1)) => "BigInteger.ONE".to_owned(),
        Some(Ok(small)) => format!("BigInteger.valueOf({small}L)"),
        _ => format!("new BigInteger(\"{number}\")"),
    }
}

/// A float, finite or not.
pub(super) fn float(scalar: Scalar, number: f64) -> String {
    if scalar == Scalar::F32 {
        let number = number as f32;
        let bits = || format!("Float.intBitsToFloat(0x{:X})", number.to_bits());
        return if number.is_finite() { format!("{number:?}f") } else { bits() };
    }
    if number.is_finite() {
        format!("{number:?}")
    } else {
        format!("Double.longBitsToDouble(0x{:X}L)", number.to_bits())
    }
}

/// A string literal.
pub(super) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    let mut units = [0; 2];
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            ' '..='~' => out.push(c),
            // The compiler reads \u before it looks for the end of a line or a string: below 256 octal is safe.
            c if (c as u32) < 0x100 => out.push_str(&format!("\\{:03o}", c as u32)),
            c if c.is_alphanumeric() => out.push(c),
            c => c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    out.push('"');
    out
}

/// Bytes in an array.
pub(super) fn bytes(data: &[u8]) -> String {
    if data.iter().all(|byte| *byte == 0) {
        return format!("new byte[{}]", data.len());
    }
    if data.len() > FEW_BYTES {
        return format!("Rbgen.unhex(\"{}\")", crate::backend::object::describe::hex(data));
    }
    let list: Vec<String> = data.iter().map(|byte| (*byte as i8).to_string()).collect();
    format!("new byte[] {{{}}}", list.join(", "))
}

/// A UUID of its bytes in wire order.
pub(super) fn uuid(is_guid: bool, data: &[u8]) -> String {
    let mut data: Vec<u8> = data.to_vec();
    data.resize(16, 0);
    if is_guid {
        data[0..4].reverse();
        data[4..6].reverse();
        data[6..8].reverse();
    }
    let half = |part: &[u8]| part.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("new UUID(0x{:016X}L, 0x{:016X}L)", half(&data[..8]), half(&data[8..]))
}

impl Generator<'_> {
    /// A value of the schema.
    pub(super) fn literal(&self, ty: &WireType, literal: &Literal) -> String {
        if let Some(name) = self.named(ty, literal) {
            return name;
        }
        self.plain(ty, &literal.value)
    }

    /// The constant, enum value or flags that a value was spelt with, where their type is the same.
    fn named(&self, ty: &WireType, literal: &Literal) -> Option<String> {
        let flag = |id: FlagsId, index: u32| {
            let def = &self.schema.flags[id.index()];
            let value = &def.values[index as usize];
            let name = self.names.value(&def.name, &value.name);
            value.is_flag.then(|| format!("{}.{name}", self.names.class_in_code(&def.name)))
        };
        match (ty, literal.named.as_slice()) {
            (WireType::Enum(id), [ValueName::Enum(of, index)]) if id == of => {
                let def = &self.schema.enums[id.index()];
                let name = self.names.value(&def.name, &def.values[*index as usize].name);
                Some(format!("{}.{name}", self.names.class_in_code(&def.name)))
            }
            (WireType::Flags(id), [ValueName::Flag(of, index)]) if id == of => flag(*id, *index),
            (WireType::Flags(id), names @ [ValueName::Flag(first, index), rest @ ..]) if id == first => {
                let mut text = flag(*id, *index)?;
                for name in rest {
                    let ValueName::Flag(_, index) = name else { return None };
                    text.push_str(&format!(".with({})", flag(*id, *index)?));
                }
                (names.len() < 8).then_some(text)
            }
            (WireType::Scalar(scalar), [ValueName::Const(id)]) => {
                let def = &self.schema.consts[id.index()];
                let same =
                    matches!(&def.ty, WireType::Scalar(of) if host(*of) == host(*scalar) && of.is_integer());
                (same && host(*scalar) != Host::Big).then(|| self.constant(def))
            }
            _ => None,
        }
    }

    /// A constant of the schema.
    pub(super) fn constant(&self, def: &ConstDef) -> String {
        format!("{}.{}", super::names::constants_class(self.schema), self.names.constant(&def.name))
    }

    fn plain(&self, ty: &WireType, value: &Value) -> String {
        match (ty, value) {
            // One value is that of each element.
            (WireType::Array(inner, _), value) if !matches!(value, Value::List(_)) => {
                let zero = matches!(value, Value::Int(n) if *n == Int::ZERO);
                self.repeated(ty, &self.plain(inner.element().0, value), zero)
            }
            (WireType::Enum(id), Value::Int(code)) => {
                let def = &self.schema.enums[id.index()];
                let class = self.names.class_in_code(&def.name);
                match def.values.iter().find(|known| known.alias.is_none() && known.code == *code) {
                    Some(known) => format!("{class}.{}", self.names.value(&def.name, &known.name)),
                    None => format!("{class}.of({})", int(def.repr, *code)),
                }
            }
            (WireType::Flags(id), Value::Int(bits)) => {
                let def = &self.schema.flags[id.index()];
                format!("new {}({})", self.names.class_in_code(&def.name), int(def.repr, *bits))
            }
            (WireType::Scalar(scalar), Value::Int(number)) => int(*scalar, *number),
            (WireType::Scalar(scalar), Value::Float(number)) => float(*scalar, *number),
            (_, Value::Bool(flag)) => flag.to_string(),
            (_, Value::Text(text)) => string(text),
            (WireType::Guid, Value::Bytes(data)) => uuid(true, data),
            (WireType::Uuid, Value::Bytes(data)) => uuid(false, data),
            (_, Value::Bytes(data)) => bytes(data),
            (WireType::Array(inner, _), Value::List(items)) => {
                let first = items.first();
                let zero = |value: &Value| matches!(value, Value::Int(n) if *n == Int::ZERO);
                if let Some(first) = first
                    && items.iter().all(|item| item == first)
                    && (items.len() > 8 || zero(first) && super::types::is_primitive(inner))
                {
                    return self.repeated(ty, &self.plain(inner, first), zero(first));
                }
                let items: Vec<String> = items.iter().map(|item| self.plain(inner, item)).collect();
                format!("new {} {{{}}}", self.type_name(ty), items.join(", "))
            }
            // Everything that the front end lets through is above.
            (_, Value::Int(number)) => number.to_string(),
            (_, Value::Float(number)) => number.to_string(),
            (_, Value::List(_)) => "null".to_owned(),
        }
    }

    /// An array whose elements are all the same.
    pub(super) fn repeated(&self, ty: &WireType, element: &str, is_zero: bool) -> String {
        let (inner, dims) = ty.element();
        let new = self.new_array(inner, &dims);
        if is_zero && super::types::is_primitive(inner)
            || element.starts_with("new byte[") && !element.contains('{')
        {
            return new;
        }
        format!("Rbgen.filled({new}, {element})")
    }

    /// A new array of these dimensions, of zeros or nulls; of bytes all of them.
    pub(super) fn new_array(&self, element: &WireType, dims: &[u64]) -> String {
        let sizes: String = dims.iter().map(|len| format!("[{len}]")).collect();
        match element {
            WireType::Bytes(len) => format!("new byte{sizes}[{len}]"),
            _ => format!("new {}{sizes}", self.type_name(element)),
        }
    }

    /// What a value is where nothing else is said: zero, empty, code 0.
    pub(super) fn zero(&self, ty: &WireType) -> String {
        match ty {
            WireType::Scalar(scalar) if scalar.is_bool() => "false".to_owned(),
            WireType::Scalar(scalar) => int(*scalar, Int::ZERO),
            WireType::Char(_) | WireType::Char16(_) => "\"\"".to_owned(),
            WireType::Bytes(len) => format!("new byte[{len}]"),
            WireType::Guid | WireType::Uuid => "new UUID(0L, 0L)".to_owned(),
            WireType::Enum(_) | WireType::Flags(_) => self.plain(ty, &Value::Int(Int::ZERO)),
            WireType::Union(id) => {
                let def = &self.schema.unions[id.index()];
                format!("new {}(new byte[{}])", self.names.class_in_code(&def.name), def.size)
            }
            WireType::Struct(_) => format!("{}.builder().build()", self.type_name(ty)),
            WireType::Array(..) => {
                let element = ty.element().0;
                let is_zero = matches!(element, WireType::Scalar(_));
                self.repeated(ty, &self.zero(element), is_zero)
            }
            WireType::Host(_) => "0L".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{bytes, float, int, string, uuid};
    use rbgen_schema::Int;
    use rbgen_schema::ir::Scalar;

    #[test]
    fn numbers_have_the_type_of_their_scalar() {
        for (scalar, number, expected) in [
            (Scalar::U8, Int::from(200_u32), "200"),
            (Scalar::I8, Int::from(-3_i128), "(byte) -3"),
            (Scalar::U32, Int::from(u32::MAX), "4294967295L"),
            (Scalar::U64, Int::from(u64::MAX), "0xFFFFFFFFFFFFFFFFL"),
            (Scalar::U128, Int::from(5_u32), "BigInteger.valueOf(5L)"),
        ] {
            assert_eq!(int(scalar, number), expected);
        }
        assert_eq!(float(Scalar::F32, 1.5), "1.5f");
        assert_eq!(float(Scalar::F64, f64::INFINITY), "Double.longBitsToDouble(0x7FF0000000000000L)");
    }

    #[test]
    fn nothing_ends_a_string_early() {
        assert_eq!(string("a\"\\u0022\n\u{7}1\u{2028}"), "\"a\\\"\\\\u0022\\n\\0071\\u2028\"");
        assert_eq!(string("\u{1F600}"), "\"\\ud83d\\ude00\"");
    }

    #[test]
    fn bytes_and_uuids() {
        assert_eq!(bytes(&[1, 255]), "new byte[] {1, -1}");
        assert_eq!(bytes(&[0, 0]), "new byte[2]");
        let data: Vec<u8> = (0..16).collect();
        assert_eq!(uuid(true, &data), "new UUID(0x0302010005040706L, 0x08090A0B0C0D0E0FL)");
    }
}
