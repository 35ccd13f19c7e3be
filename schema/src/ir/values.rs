//! Values a schema states, with the names they were spelt with, and its constants.

use super::{ConstId, EnumId, FlagsId, Site, WireType};
use crate::int::Int;
use crate::source::Span;

/// Something a value may be, or must be.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A whole number; also the code of an enum and the bits of a flag set.
    Int(Int),
    /// A floating-point number.
    Float(f64),
    /// A boolean.
    Bool(bool),
    /// Text of a `char[N]` or `char16[N]`.
    Text(String),
    /// The bytes of a `bytes[N]`, `guid` or `uuid`, in wire order.
    Bytes(Vec<u8>),
    /// One value for each element of an array.
    List(Vec<Value>),
}

/// A value of the schema together with how it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Literal {
    /// What it is.
    pub value: Value,
    /// The constant, enum value or flag names it was spelt with, so that generated code can say `OutputFormat.JPEG`.
    pub named: Vec<ValueName>,
    /// Where it was written.
    pub span: Span,
}

/// A name used in place of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueName {
    /// A `[[const]]`.
    Const(ConstId),
    /// The value of an enum at this index of [`EnumDef::values`](super::EnumDef::values).
    Enum(EnumId, u32),
    /// The flag at this index of [`FlagsDef::values`](super::FlagsDef::values).
    Flag(FlagsId, u32),
}

/// `[[const]]`
#[derive(Debug, Clone)]
pub struct ConstDef {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// A scalar, `char[N]` or `bytes[N]`; an enum or flag set is allowed too.
    pub ty: WireType,
    /// Its value.
    pub value: Literal,
}
