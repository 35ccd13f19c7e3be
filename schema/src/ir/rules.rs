//! What a value may be, and how text is read and written.

use super::Literal;

/// What a value may be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ValueRules {
    /// Always this; not a member of the value.
    pub constant: Option<Literal>,
    /// One of these.
    pub one_of: Vec<Literal>,
    /// What it is when not given.
    pub default: Option<Literal>,
    /// Lowest and highest, both included; `Value::Int` or `Value::Float` as the type is.
    pub range: Option<ValueRange>,
    /// Unit of measurement, as text.
    pub unit: Option<String>,
    /// physical = raw * scale + bias.
    pub scale: Option<Scale>,
}

/// `range` and `enforce`.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueRange {
    /// Lowest.
    pub low: Literal,
    /// Highest.
    pub high: Literal,
    /// Whether decoding refuses what is outside; encoding always does.
    pub on_decode: bool,
}

/// `scale` and `bias`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Factor; not zero, finite.
    pub scale: f64,
    /// Summand; finite.
    pub bias: f64,
}

/// How text is read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextRules {
    /// Encoding.
    pub encoding: Encoding,
    /// What fills the rest.
    pub pad: Pad,
    /// Whether a NUL must be there.
    pub terminated: bool,
    /// Whether text that doesn't decode reads with U+FFFD instead of being an error.
    pub replace_invalid: bool,
}

/// Encoding of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// 7-bit ASCII.
    Ascii,
    /// UTF-8.
    Utf8,
    /// ISO 8859-1.
    Latin1,
    /// UTF-16 in the field's byte order; the only one of `char16`.
    Utf16,
}

/// What fills the bytes after text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pad {
    /// NUL; text ends at the first one.
    Nul,
    /// Spaces; text ends before the trailing ones, or at the first NUL.
    Space,
}
