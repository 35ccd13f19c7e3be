//! Enums and flag sets: integers whose values have names.

use super::{BitRange, Scalar, Site};
use crate::int::Int;
use crate::source::Span;

/// What happens to a code that an enum doesn't list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unknown {
    /// It survives a round trip.
    Keep,
    /// Decoding fails.
    Reject,
}

/// `[[enum]]`
#[derive(Debug, Clone)]
pub struct EnumDef {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// The representation; always an integer.
    pub repr: Scalar,
    /// What happens to unknown codes.
    pub unknown: Unknown,
    /// The text attributes with the fallback for unknown codes, in the order written.
    pub text: Vec<TextAttribute>,
    /// The values in the order written, aliases included. At least one.
    pub values: Vec<EnumValue>,
    /// Schema version that added it.
    pub since: Option<u32>,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
}

/// A named text attribute of an enum.
#[derive(Debug, Clone)]
pub struct TextAttribute {
    /// The attribute's name, for example `extension`.
    pub name: String,
    /// What an unknown code answers, and a value that doesn't state the attribute.
    pub fallback: String,
}

/// One value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// The name.
    pub name: String,
    /// Span of the name.
    pub name_span: Span,
    /// The code.
    pub code: Int,
    /// The index of the value this one is another name for.
    pub alias: Option<u32>,
    /// Documentation.
    pub doc: Option<String>,
    /// One text for each of [`EnumDef::text`], fallbacks applied.
    pub text: Vec<String>,
    /// Schema version that added it.
    pub since: Option<u32>,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
}

/// `[[flags]]`
#[derive(Debug, Clone)]
pub struct FlagsDef {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// The representation; always an unsigned integer.
    pub repr: Scalar,
    /// The flags and the multi-bit numbers, in the order written.
    pub values: Vec<FlagValue>,
}

/// A named bit, or a number of several bits, in a flag set.
#[derive(Debug, Clone)]
pub struct FlagValue {
    /// The name.
    pub name: String,
    /// Span of the name.
    pub name_span: Span,
    /// Documentation.
    pub doc: Option<String>,
    /// Which bits.
    pub bits: BitRange,
    /// Whether it was written `bit = N` (a flag) rather than `bits = "H:L"` (a number).
    pub is_flag: bool,
}
