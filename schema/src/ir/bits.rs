//! Runs of bits, and the items that split an integer field.

use super::{EnumId, FlagsId, Policy, Role, ValueRules};
use crate::source::Span;

/// A run of bits; bit 0 is the least significant of the decoded integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BitRange {
    /// The lowest bit.
    pub low: u32,
    /// How many; at least 1.
    pub width: u32,
}

impl BitRange {
    /// The bits at their place.
    pub fn mask(self) -> u128 {
        self.value_mask() << self.low
    }

    /// The bits moved down to bit 0.
    pub fn value_mask(self) -> u128 {
        if self.width >= 128 { u128::MAX } else { (1u128 << self.width) - 1 }
    }
}

/// A run of bits of an integer field.
#[derive(Debug, Clone, PartialEq)]
pub struct BitItem {
    /// The name; for unnamed reserved bits `<field>_reserved_<low>`.
    pub name: String,
    /// Span of the name, or of the item.
    pub name_span: Span,
    /// Documentation.
    pub doc: Option<String>,
    /// Which bits.
    pub bits: BitRange,
    /// What they are.
    pub kind: BitKind,
    /// Constraints on the value.
    pub rules: ValueRules,
    /// What the schema itself uses it for.
    pub role: Option<Role>,
}

/// What the bits of an item are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BitKind {
    /// An unsigned number.
    Unsigned,
    /// A two's-complement number.
    Signed,
    /// One bit that is true or false.
    Bool,
    /// An enum whose code is the bits.
    Enum(EnumId),
    /// A flag set.
    Flags(FlagsId),
    /// Bits without a meaning.
    Reserved(Policy),
}
