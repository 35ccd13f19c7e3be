//! Numbers and booleans: names, sizes, alignment and limits.

use crate::int::Int;

/// A number or boolean on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the variants are the schema's own names
pub enum Scalar {
    U8,
    U16,
    U24,
    U32,
    U40,
    U48,
    U56,
    U64,
    U128,
    I8,
    I16,
    I24,
    I32,
    I40,
    I48,
    I56,
    I64,
    I128,
    F32,
    F64,
    Bool8,
    Bool32,
}

impl Scalar {
    /// Every scalar, in the order of the manual.
    pub const ALL: [Scalar; 22] = [
        Scalar::U8,
        Scalar::U16,
        Scalar::U24,
        Scalar::U32,
        Scalar::U40,
        Scalar::U48,
        Scalar::U56,
        Scalar::U64,
        Scalar::U128,
        Scalar::I8,
        Scalar::I16,
        Scalar::I24,
        Scalar::I32,
        Scalar::I40,
        Scalar::I48,
        Scalar::I56,
        Scalar::I64,
        Scalar::I128,
        Scalar::F32,
        Scalar::F64,
        Scalar::Bool8,
        Scalar::Bool32,
    ];

    /// The name in the schema language.
    pub fn name(self) -> &'static str {
        match self {
            Scalar::U8 => "u8",
            Scalar::U16 => "u16",
            Scalar::U24 => "u24",
            Scalar::U32 => "u32",
            Scalar::U40 => "u40",
            Scalar::U48 => "u48",
            Scalar::U56 => "u56",
            Scalar::U64 => "u64",
            Scalar::U128 => "u128",
            Scalar::I8 => "i8",
            Scalar::I16 => "i16",
            Scalar::I24 => "i24",
            Scalar::I32 => "i32",
            Scalar::I40 => "i40",
            Scalar::I48 => "i48",
            Scalar::I56 => "i56",
            Scalar::I64 => "i64",
            Scalar::I128 => "i128",
            Scalar::F32 => "f32",
            Scalar::F64 => "f64",
            Scalar::Bool8 => "bool8",
            Scalar::Bool32 => "bool32",
        }
    }

    /// The scalar of this name.
    pub fn from_name(name: &str) -> Option<Scalar> {
        Scalar::ALL.into_iter().find(|s| s.name() == name)
    }

    /// Bytes on the wire.
    pub fn size(self) -> u64 {
        match self {
            Scalar::U8 | Scalar::I8 | Scalar::Bool8 => 1,
            Scalar::U16 | Scalar::I16 => 2,
            Scalar::U24 | Scalar::I24 => 3,
            Scalar::U32 | Scalar::I32 | Scalar::F32 | Scalar::Bool32 => 4,
            Scalar::U40 | Scalar::I40 => 5,
            Scalar::U48 | Scalar::I48 => 6,
            Scalar::U56 | Scalar::I56 => 7,
            Scalar::U64 | Scalar::I64 | Scalar::F64 => 8,
            Scalar::U128 | Scalar::I128 => 16,
        }
    }

    /// Alignment by the x86-64 rules; odd widths have 1.
    pub fn align(self) -> u64 {
        if self.size().is_power_of_two() { self.size() } else { 1 }
    }

    /// Whether it is an integer.
    pub fn is_integer(self) -> bool {
        !matches!(self, Scalar::F32 | Scalar::F64 | Scalar::Bool8 | Scalar::Bool32)
    }

    /// Whether it is a signed integer.
    pub fn is_signed(self) -> bool {
        self.unsigned() != self
    }

    /// The unsigned integer of the same bytes as a signed one; everything else as it is.
    pub fn unsigned(self) -> Scalar {
        match self {
            Scalar::I8 => Scalar::U8,
            Scalar::I16 => Scalar::U16,
            Scalar::I24 => Scalar::U24,
            Scalar::I32 => Scalar::U32,
            Scalar::I40 => Scalar::U40,
            Scalar::I48 => Scalar::U48,
            Scalar::I56 => Scalar::U56,
            Scalar::I64 => Scalar::U64,
            Scalar::I128 => Scalar::U128,
            Scalar::U8
            | Scalar::U16
            | Scalar::U24
            | Scalar::U32
            | Scalar::U40
            | Scalar::U48
            | Scalar::U56
            | Scalar::U64
            | Scalar::U128
            | Scalar::F32
            | Scalar::F64
            | Scalar::Bool8
            | Scalar::Bool32 => self,
        }
    }

    /// The smallest integer of so many bits that hosts have.
    pub fn of_width(bits: u32, signed: bool) -> Scalar {
        match (bits, signed) {
            (..=8, false) => Scalar::U8,
            (..=16, false) => Scalar::U16,
            (..=32, false) => Scalar::U32,
            (..=64, false) => Scalar::U64,
            (_, false) => Scalar::U128,
            (..=8, true) => Scalar::I8,
            (..=16, true) => Scalar::I16,
            (..=32, true) => Scalar::I32,
            (..=64, true) => Scalar::I64,
            (_, true) => Scalar::I128,
        }
    }

    /// Whether it is a float.
    pub fn is_float(self) -> bool {
        matches!(self, Scalar::F32 | Scalar::F64)
    }

    /// Whether it is a boolean.
    pub fn is_bool(self) -> bool {
        matches!(self, Scalar::Bool8 | Scalar::Bool32)
    }

    /// Bits of the next host integer that holds it: 24 gives 32, 40 to 56 give 64.
    pub fn host_bits(self) -> u32 {
        (self.size() * 8).next_power_of_two() as u32
    }

    /// The smallest value of an integer.
    pub fn min(self) -> Int {
        if !self.is_signed() {
            return Int::ZERO;
        }
        Int::from(i128::MIN >> (128 - self.size() * 8))
    }

    /// The largest value of an integer.
    pub fn max(self) -> Int {
        let bits = self.size() * 8;
        if self.is_signed() {
            Int::from(i128::MAX >> (128 - bits))
        } else {
            Int::from(u128::MAX >> (128 - bits))
        }
    }
}
