//! Whole numbers of any width a schema can state: i128 and u128 in one type.

use std::cmp::Ordering;
use std::fmt;

/// A whole number from -2^127 to 2^128 - 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Int {
    negative: bool,
    magnitude: u128,
}

impl Int {
    /// Zero.
    pub const ZERO: Int = Int { negative: false, magnitude: 0 };

    /// Parses what TOML writes: optional sign, then decimal, or `0x`, `0o`, `0b` without a sign; `_` between digits.
    pub fn parse(text: &str) -> Option<Int> {
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let clean: String = digits.chars().filter(|c| *c != '_').collect();
        let (radix, body) = match clean.get(..2) {
            Some("0x") => (16, &clean[2..]),
            Some("0o") => (8, &clean[2..]),
            Some("0b") => (2, &clean[2..]),
            _ => (10, &clean[..]),
        };
        Int::from_parts(negative, body, radix)
    }

    /// Builds a number from a sign and digits in a radix.
    pub fn from_parts(negative: bool, digits: &str, radix: u32) -> Option<Int> {
        if digits.starts_with(['+', '-']) {
            return None;
        }
        let magnitude = u128::from_str_radix(digits, radix).ok()?;
        if negative && magnitude > 1 << 127 {
            return None;
        }
        Some(Int { negative: negative && magnitude != 0, magnitude })
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.negative
    }

    /// The distance from zero.
    pub fn magnitude(self) -> u128 {
        self.magnitude
    }

    /// The number as a u128, if it is not negative.
    pub fn to_u128(self) -> Option<u128> {
        (!self.negative).then_some(self.magnitude)
    }

    /// The number as an i128, if it fits.
    pub fn to_i128(self) -> Option<i128> {
        if self.negative {
            Some((self.magnitude as i128).wrapping_neg())
        } else {
            i128::try_from(self.magnitude).ok()
        }
    }

    /// The number as a u64, if it fits.
    pub fn to_u64(self) -> Option<u64> {
        self.to_u128().and_then(|v| u64::try_from(v).ok())
    }

    /// The nearest float.
    pub fn to_f64(self) -> f64 {
        let m = self.magnitude as f64;
        if self.negative { -m } else { m }
    }

    /// The two's-complement bits in 128 bits.
    pub fn bits(self) -> u128 {
        if self.negative { self.magnitude.wrapping_neg() } else { self.magnitude }
    }

    /// The number whose lowest `width` bits are those of `bits`, sign-extended if `signed`.
    pub fn from_bits(bits: u128, width: u32, signed: bool) -> Int {
        let shift = 128 - width.clamp(1, 128);
        if signed {
            Int::from(((bits << shift) as i128) >> shift)
        } else {
            Int::from((bits << shift) >> shift)
        }
    }
}

impl From<u128> for Int {
    fn from(v: u128) -> Int {
        Int { negative: false, magnitude: v }
    }
}

impl From<i128> for Int {
    fn from(v: i128) -> Int {
        Int { negative: v < 0, magnitude: v.unsigned_abs() }
    }
}

impl From<u64> for Int {
    fn from(v: u64) -> Int {
        Int::from(u128::from(v))
    }
}

impl From<u32> for Int {
    fn from(v: u32) -> Int {
        Int::from(u128::from(v))
    }
}

impl From<i64> for Int {
    fn from(v: i64) -> Int {
        Int::from(i128::from(v))
    }
}

impl Ord for Int {
    fn cmp(&self, other: &Int) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude.cmp(&other.magnitude),
            (true, true) => other.magnitude.cmp(&self.magnitude),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Int {
    fn partial_cmp(&self, other: &Int) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad_integral(!self.negative, "", &self.magnitude.to_string())
    }
}

impl fmt::Debug for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Int;

    #[test]
    fn parses_what_toml_writes() {
        for (text, want) in [
            ("0", Some(Int::ZERO)),
            ("-0", Some(Int::ZERO)),
            ("+7", Some(Int::from(7u64))),
            ("1_000", Some(Int::from(1000u64))),
            ("0xff", Some(Int::from(255u64))),
            ("0b101", Some(Int::from(5u64))),
            ("340282366920938463463374607431768211455", Some(Int::from(u128::MAX))),
            ("340282366920938463463374607431768211456", None),
            ("-170141183460469231731687303715884105728", Some(Int::from(i128::MIN))),
            ("-170141183460469231731687303715884105729", None),
            ("", None),
            ("--1", None),
            ("x", None),
        ] {
            assert_eq!(Int::parse(text), want, "{text}");
        }
    }

    #[test]
    fn bits_round_trip() {
        assert_eq!(Int::from_bits(0xff, 8, true), Int::from(-1i64));
        assert_eq!(Int::from_bits(0xff, 8, false), Int::from(255u64));
        assert_eq!(Int::from(-1i64).bits(), u128::MAX);
        assert_eq!(Int::from_bits(u128::MAX, 128, false), Int::from(u128::MAX));
        assert_eq!(Int::from(i128::MIN).to_i128(), Some(i128::MIN));
    }

    #[test]
    fn order_crosses_zero() {
        assert!(Int::from(-2i64) < Int::from(-1i64));
        assert!(Int::from(-1i64) < Int::ZERO);
        assert!(Int::from(i128::MAX) < Int::from(u128::MAX));
    }
}
