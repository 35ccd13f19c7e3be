//! Literals of Kotlin.

use rbgen_schema::Int;
use rbgen_schema::ir::Scalar;

/// A string in double quotes, ASCII only.
pub(crate) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    let mut units = [0; 2];
    for c in text.chars() {
        match c {
            '"' | '\\' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            ' '..='~' => out.push(c),
            c => c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    out.push('"');
    out
}

/// A number where its type follows from the place it stands in, such as a default value.
pub(crate) fn typed(number: Int, scalar: Scalar) -> String {
    if scalar.size() == 16 {
        return wide(number);
    }
    match (scalar.host_bits(), scalar.is_signed()) {
        (64, false) => format!("{number}uL"),
        (_, false) => format!("{number}u"),
        (64, true) if number == Scalar::I64.min() => "Long.MIN_VALUE".to_owned(),
        (64, true) => format!("{number}L"),
        (_, true) if number == Scalar::I32.min() => "Int.MIN_VALUE".to_owned(),
        (_, true) => number.to_string(),
    }
}

/// A number that has its type wherever it stands.
pub(crate) fn number(number: Int, scalar: Scalar) -> String {
    let text = typed(number, scalar);
    let minus = number.is_negative();
    match (scalar.host_bits(), scalar.is_signed()) {
        (8, false) => format!("{text}.toUByte()"),
        (16, false) => format!("{text}.toUShort()"),
        (8, true) if minus => format!("({text}).toByte()"),
        (16, true) if minus => format!("({text}).toShort()"),
        (8, true) => format!("{text}.toByte()"),
        (16, true) => format!("{text}.toShort()"),
        _ => text,
    }
}

/// A number of 128 bits.
fn wide(number: Int) -> String {
    if number == Int::ZERO {
        return "BigInteger.ZERO".to_owned();
    }
    match number.to_i128().and_then(|number| i64::try_from(number).ok()) {
        Some(1) => "BigInteger.ONE".to_owned(),
        Some(i64::MIN) | None => format!("BigInteger(\"{number}\")"),
        Some(small) => format!("BigInteger.valueOf({small}L)"),
    }
}

/// A float that reads back as the same bits.
pub(crate) fn float(value: f64, scalar: Scalar) -> String {
    let (of_bits, suffix) = if scalar == Scalar::F32 { ("Float", "f") } else { ("Double", "") };
    if value.is_nan() {
        return format!("{of_bits}.NaN");
    }
    if value.is_infinite() {
        let sign = if value < 0.0 { "NEGATIVE" } else { "POSITIVE" };
        return format!("{of_bits}.{sign}_INFINITY");
    }
    if scalar == Scalar::F32 { format!("{:?}{suffix}", value as f32) } else { format!("{value:?}") }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(data: &[u8]) -> String {
    data.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes.
pub(crate) fn bytes(data: &[u8]) -> String {
    if data.iter().all(|byte| *byte == 0) {
        return format!("ByteArray({})", data.len());
    }
    if data.len() <= 8 && data.iter().all(|byte| *byte < 0x80) {
        let items: Vec<String> = data.iter().map(|byte| format!("0x{byte:02x}")).collect();
        return format!("byteArrayOf({})", items.join(", "));
    }
    format!("\"{}\".hexToByteArray()", hex(data))
}

/// A UUID given by its bytes in the order of the wire; a guid's first three groups are swapped there.
pub(crate) fn uuid(wire: &[u8], is_guid: bool) -> String {
    if wire.iter().all(|byte| *byte == 0) {
        return "UUID(0L, 0L)".to_owned();
    }
    const GUID: [usize; 16] = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
    let mut text = String::new();
    for (at, from) in GUID.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        let byte = wire.get(if is_guid { *from } else { at }).copied().unwrap_or_default();
        text.push_str(&format!("{byte:02x}"));
    }
    format!("UUID.fromString(\"{text}\")")
}

#[cfg(test)]
mod tests {
    use super::{bytes, float, number, string, typed, uuid};
    use rbgen_schema::Int;
    use rbgen_schema::ir::Scalar;

    #[test]
    fn strings_have_no_templates() {
        assert_eq!(string("a$b\"\\\n\u{e9}\u{1f600}"), "\"a\\$b\\\"\\\\\\n\\u00e9\\ud83d\\ude00\"");
    }

    #[test]
    fn numbers() {
        assert_eq!(typed(Int::from(7u64), Scalar::U8), "7u");
        assert_eq!(number(Int::from(7u64), Scalar::U8), "7u.toUByte()");
        assert_eq!(number(Scalar::I8.min(), Scalar::I8), "(-128).toByte()");
        assert_eq!(number(Scalar::I32.min(), Scalar::I32), "Int.MIN_VALUE");
        assert_eq!(number(Scalar::I64.min(), Scalar::I64), "Long.MIN_VALUE");
        assert_eq!(number(Scalar::U64.max(), Scalar::U64), "18446744073709551615uL");
        assert_eq!(number(Int::from(2u64), Scalar::U128), "BigInteger.valueOf(2L)");
        assert_eq!(float(1.5, Scalar::F32), "1.5f");
        assert_eq!(float(1e300, Scalar::F64), "1e300");
    }

    #[test]
    fn runs_of_bytes() {
        assert_eq!(bytes(&[0; 9]), "ByteArray(9)");
        assert_eq!(bytes(&[0x53, 0x4d]), "byteArrayOf(0x53, 0x4d)");
        assert_eq!(bytes(&[0xff]), "\"ff\".hexToByteArray()");
        let wire: Vec<u8> = (0..16).collect();
        assert_eq!(uuid(&wire, true), "UUID.fromString(\"03020100-0504-0706-0809-0a0b0c0d0e0f\")");
    }
}
