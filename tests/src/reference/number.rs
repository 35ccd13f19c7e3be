//! Numbers and hex.

use super::value::Order;
use rbgen_schema::ir::Scalar;

/// The unsigned number in up to 16 bytes.
pub(crate) fn read(bytes: &[u8], order: Order) -> u128 {
    let add = |n: u128, b: &u8| n << 8 | u128::from(*b);
    match order {
        Order::Little => bytes.iter().rev().fold(0, add),
        Order::Big => bytes.iter().fold(0, add),
    }
}

/// The lowest `len` bytes of a number.
pub(crate) fn write(number: u128, len: usize, order: Order) -> Vec<u8> {
    let mut bytes = number.to_le_bytes()[..len].to_vec();
    if order == Order::Big {
        bytes.reverse();
    }
    bytes
}

/// The bits of a float of a schema, which writes all floats as 64 bits.
pub(crate) fn float_bits(scalar: Scalar, value: f64) -> u64 {
    if scalar == Scalar::F32 { u64::from((value as f32).to_bits()) } else { value.to_bits() }
}

/// The float of these bits.
pub(crate) fn float(scalar: Scalar, bits: u64) -> f64 {
    if scalar == Scalar::F32 { f64::from(f32::from_bits(bits as u32)) } else { f64::from_bits(bits) }
}

/// Bytes as hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The bytes that hex stands for.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok()).collect()
}
