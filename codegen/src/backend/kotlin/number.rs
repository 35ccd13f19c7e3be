//! Numbers in Kotlin: how they are converted, compared and cut into bits.

use super::literal;
use super::types::number_type;
use crate::backend::object::chain;
use rbgen_schema::Int;
use rbgen_schema::ir::{BitRange, Scalar};

/// A part of an expression: in brackets unless it binds as closely as a name does.
pub(crate) fn atom(text: &str) -> String {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    let loose = text.starts_with('-')
        || text.bytes().any(|byte| {
            if in_string {
                in_string = byte != b'"' || escaped;
                escaped = byte == b'\\' && !escaped;
                return false;
            }
            match byte {
                b'"' => in_string = true,
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            byte == b' ' && depth == 0 && !in_string
        });
    if loose { format!("({text})") } else { text.to_owned() }
}

/// Whether numbers of a scalar are `BigInteger`.
pub(crate) fn is_wide(scalar: Scalar) -> bool {
    scalar.size() == 16
}

/// The number in the host type of another scalar, which holds it.
pub(crate) fn convert(text: &str, from: Scalar, to: Scalar) -> String {
    let (source, target) = (number_type(from), number_type(to));
    if source == target {
        return text.to_owned();
    }
    let text = atom(text);
    match (is_wide(from), is_wide(to)) {
        (false, false) | (true, true) => format!("{text}.to{target}()"),
        (true, false) if to.is_signed() && to.host_bits() >= 32 => format!("{text}.to{target}()"),
        (true, false) if to.host_bits() == 64 => format!("{text}.toLong().toULong()"),
        (true, false) => format!("{text}.toInt().to{target}()"),
        (false, true) if source == "ULong" => format!("{text}.toString().toBigInteger()"),
        (false, true) if source == "Long" => format!("BigInteger.valueOf({})", text),
        (false, true) => format!("BigInteger.valueOf({text}.toLong())"),
    }
}

/// The type that a number is compared in: Kotlin has no literals and no bit operations for those of 8 and 16 bits.
fn calculated(scalar: Scalar) -> Scalar {
    match (scalar.host_bits(), scalar.is_signed()) {
        (8 | 16, false) => Scalar::U32,
        (8 | 16, true) => Scalar::I32,
        _ => scalar,
    }
}

/// A number and a number of the schema that it can be compared with.
fn comparable(text: &str, scalar: Scalar) -> (String, impl Fn(Int) -> String) {
    let scalar_of = calculated(scalar);
    (atom(&convert(text, scalar, scalar_of)), move |number| literal::typed(number, scalar_of))
}

/// Whether a number is none of these.
pub(crate) fn is_none_of(text: &str, scalar: Scalar, numbers: &[Int]) -> String {
    let (text, literal) = comparable(text, scalar);
    let tests: Vec<String> = numbers.iter().map(|n| format!("{text} != {}", literal(*n))).collect();
    chain::all(tests)
}

/// Whether a number is below the first or above the second.
pub(crate) fn is_outside(text: &str, scalar: Scalar, low: Int, high: Int) -> String {
    let (text, literal) = comparable(text, scalar);
    let (low_end, high_end) = host_limits(scalar);
    let below = low_end.is_none_or(|end| low > end);
    let above = high_end.is_none_or(|end| high < end);
    match (below, above) {
        (true, true) => format!("{text} !in {}..{}", literal(low), literal(high)),
        (true, false) => format!("{text} < {}", literal(low)),
        (false, _) => format!("{text} > {}", literal(high)),
    }
}

/// Whether a number is above the highest that is allowed; none where its type holds no such number.
pub(crate) fn beyond(text: &str, scalar: Scalar, most: Int) -> Option<String> {
    let (_, end) = host_limits(scalar);
    if end.is_some_and(|end| end <= most) {
        return None;
    }
    let (text, literal) = comparable(text, scalar);
    Some(format!("{text} > {}", literal(most)))
}

/// The smallest and largest number of the host type; none where it has no end.
pub(crate) fn host_limits(scalar: Scalar) -> (Option<Int>, Option<Int>) {
    if is_wide(scalar) {
        return (None, None);
    }
    let host = Scalar::of_width(scalar.host_bits(), scalar.is_signed());
    (Some(host.min()), Some(host.max()))
}

/// An arm of `when` that takes these numbers.
pub(crate) fn arm(scalar: Scalar, numbers: &[Int]) -> String {
    let scalar = calculated(scalar);
    let numbers: Vec<String> = numbers.iter().map(|number| literal::typed(*number, scalar)).collect();
    numbers.join(", ")
}

/// A number as `when` takes it.
pub(crate) fn subject(text: &str, scalar: Scalar) -> String {
    convert(text, scalar, calculated(scalar))
}

/// The unsigned type that bits of a word are cut from.
pub(crate) fn word_type(scalar: Scalar) -> Scalar {
    match scalar.host_bits() {
        128 => Scalar::U128,
        64 => Scalar::U64,
        _ => Scalar::U32,
    }
}

fn mask(bits: u128, word: Scalar) -> String {
    match word {
        Scalar::U64 => format!("0x{bits:x}uL"),
        _ => format!("0x{bits:x}u"),
    }
}

/// Some bits of a word, as a number of the host type of `to`.
pub(crate) fn unpack(text: &str, scalar: Scalar, bits: BitRange, to: Scalar) -> String {
    let word = word_type(scalar);
    let text = atom(&convert(text, scalar, if is_wide(scalar) { scalar } else { word }));
    if is_wide(scalar) {
        let signed = if to.is_signed() { "rbgenSignedBits" } else { "rbgenBits" };
        let cut = format!("{text}.{signed}({}, {})", bits.low, bits.width);
        return convert(&cut, if to.is_signed() { Scalar::I128 } else { Scalar::U128 }, to);
    }
    let whole = word.host_bits();
    if to.is_signed() {
        let (up, down) = (whole - bits.low - bits.width, whole - bits.width);
        let lifted = if up == 0 { text } else { format!("({text} shl {up})") };
        let (signed, host) = if whole == 64 { ("toLong", Scalar::I64) } else { ("toInt", Scalar::I32) };
        let moved = format!("{lifted}.{signed}()");
        let moved = if down == 0 { moved } else { format!("{moved} shr {down}") };
        return convert(&moved, host, to);
    }
    let moved = if bits.low == 0 { text } else { format!("{text} shr {}", bits.low) };
    let top = bits.low + bits.width == scalar.host_bits() && scalar.host_bits() == whole;
    let cut = if top { moved } else { format!("{} and {}", atom(&moved), mask(bits.value_mask(), word)) };
    convert(&cut, word, to)
}

/// A word put together of numbers that fit their bits.
pub(crate) fn pack(scalar: Scalar, parts: &[(BitRange, Scalar, String)]) -> String {
    let word = word_type(scalar);
    let parts: Vec<String> = parts.iter().map(|(bits, of, text)| placed(text, *of, *bits, word)).collect();
    let joined = match parts.split_first() {
        None => literal::number(Int::ZERO, word),
        Some((first, [])) => first.clone(),
        Some(_) => parts.iter().map(|part| atom(part)).collect::<Vec<_>>().join(" or "),
    };
    convert(&joined, if is_wide(scalar) { scalar } else { word }, scalar)
}

/// A number at the place of its bits in a word.
fn placed(text: &str, of: Scalar, bits: BitRange, word: Scalar) -> String {
    if is_wide(word) {
        let number = atom(&convert(text, of, word));
        let cut = if of.is_signed() { format!("{number}.rbgenBits(0, {})", bits.width) } else { number };
        return if bits.low == 0 { cut } else { format!("{cut} shl {}", bits.low) };
    }
    let number = atom(&convert(text, of, word));
    let cut = if of.is_signed() && bits.width < word.host_bits() {
        format!("({number} and {})", mask(bits.value_mask(), word))
    } else {
        number
    };
    if bits.low == 0 { cut } else { format!("{cut} shl {}", bits.low) }
}

/// A word with some bits replaced by a number that fits them.
pub(crate) fn replace(word_text: &str, scalar: Scalar, bits: BitRange, of: Scalar, text: &str) -> String {
    let word = word_type(scalar);
    if is_wide(scalar) {
        let kept = format!(
            "{word}.subtract({word}.rbgenBits({}, {}).shiftLeft({}))",
            bits.low,
            bits.width,
            bits.low,
            word = atom(word_text)
        );
        return format!("{kept}.add({})", placed(text, of, bits, word));
    }
    let whole = if word == Scalar::U64 { u128::from(u64::MAX) } else { u128::from(u32::MAX) };
    let kept =
        format!("({} and {})", atom(&convert(word_text, scalar, word)), mask(whole & !bits.mask(), word));
    convert(&format!("{kept} or {}", atom(&placed(text, of, bits, word))), word, scalar)
}

/// The whole number of a scalar, within limits, that is nearest to a double.
pub(crate) fn nearest(double: &str, scalar: Scalar, low: Int, high: Int) -> String {
    if is_wide(scalar) {
        let (low, high) = (literal::typed(low, scalar), literal::typed(high, scalar));
        return format!("rbgenNearestWide({double}, {low}, {high})");
    }
    let (whole, limited) = if scalar.is_signed() {
        let (low, high) = (literal::typed(low, Scalar::I64), literal::typed(high, Scalar::I64));
        (Scalar::I64, format!(".toLong().coerceIn({low}, {high})"))
    } else {
        (Scalar::U64, format!(".toULong().coerceAtMost({})", literal::typed(high, Scalar::U64)))
    };
    convert(&format!("rbgenNearest({double}){limited}"), whole, scalar)
}

#[cfg(test)]
mod tests {
    use super::{atom, convert, is_none_of, is_outside, pack, unpack};
    use rbgen_schema::Int;
    use rbgen_schema::ir::{BitRange, Scalar};

    #[test]
    fn parts_of_expressions() {
        assert_eq!(atom("a.b(c, d)"), "a.b(c, d)");
        assert_eq!(atom("a or b"), "(a or b)");
        assert_eq!(atom("f(\"a b\")"), "f(\"a b\")");
        assert_eq!(atom("-1"), "(-1)");
    }

    #[test]
    fn conversions() {
        assert_eq!(convert("x", Scalar::U8, Scalar::U32), "x.toUInt()");
        assert_eq!(convert("x", Scalar::U24, Scalar::U32), "x");
        assert_eq!(convert("x", Scalar::U128, Scalar::U8), "x.toInt().toUByte()");
        assert_eq!(convert("x", Scalar::U64, Scalar::U128), "x.toString().toBigInteger()");
    }

    #[test]
    fn comparisons() {
        assert_eq!(is_none_of("x", Scalar::U8, &[Int::ZERO]), "x.toUInt() != 0u");
        assert_eq!(is_outside("x", Scalar::U32, Int::ZERO, Int::from(9u64)), "x > 9u");
        assert_eq!(is_outside("x", Scalar::I64, Int::ZERO, Int::from(9u64)), "x !in 0L..9L");
    }

    #[test]
    fn bits() {
        let bits = BitRange { low: 4, width: 3 };
        assert_eq!(unpack("x", Scalar::U8, bits, Scalar::U8), "((x.toUInt() shr 4) and 0x7u).toUByte()");
        assert_eq!(unpack("x", Scalar::U32, bits, Scalar::I8), "((x shl 25).toInt() shr 29).toByte()");
        let top = BitRange { low: 28, width: 4 };
        assert_eq!(unpack("x", Scalar::U32, top, Scalar::U32), "x shr 28");
        let parts = [(bits, Scalar::U8, "a".to_owned()), (top, Scalar::U32, "b".to_owned())];
        assert_eq!(pack(Scalar::U32, &parts), "(a.toUInt() shl 4) or (b shl 28)");
    }
}
