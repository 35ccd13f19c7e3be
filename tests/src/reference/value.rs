//! What the reference codec decodes to, and how it fails.

use rbgen_schema::Int;
use serde::{Deserialize, Serialize};

/// A decoded value.
#[derive(Debug, Clone, PartialEq)]
pub enum Val {
    /// An integer, the code of an enum, the bits of a flag set.
    Int(Int),
    /// The bits of a float; of an `f32` the lower 32.
    Float(u64),
    /// A boolean.
    Bool(bool),
    /// Text.
    Text(String),
    /// Bytes in wire order: `bytes[N]`, guid, uuid, preserved bytes, a union without a tag.
    Bytes(Vec<u8>),
    /// The elements of an array.
    List(Vec<Val>),
    /// One value for each member of a struct, in order.
    Struct(Vec<Val>),
    /// A union with a tag.
    Tagged {
        /// The index of the member.
        member: usize,
        /// Its value.
        value: Box<Val>,
        /// The bytes of the union beyond the member.
        rest: Vec<u8>,
    },
}

/// The byte order data is read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

/// Why decoding or encoding failed, as all languages report it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The kind.
    pub kind: Kind,
    /// The innermost struct, or the message.
    #[serde(rename = "struct")]
    pub owner: String,
    /// The field, bit item or part; may be empty.
    pub field: String,
    /// What was wanted; may be empty.
    pub wanted: String,
    /// What was there; may be empty.
    pub got: String,
}

impl Failure {
    pub(crate) fn new(
        kind: Kind,
        owner: &str,
        field: &str,
        wanted: impl ToString,
        got: impl ToString,
    ) -> Failure {
        let (wanted, got) = (wanted.to_string(), got.to_string());
        Failure { kind, owner: owner.to_owned(), field: field.to_owned(), wanted, got }
    }
}

/// The kinds of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the variants are the names of the table in docs/semantics.md
pub enum Kind {
    TooShort,
    TooLong,
    WrongConst,
    UnsupportedVersion,
    OutOfRange,
    UnknownCode,
    NotBool,
    ReservedNotZero,
    BadText,
    NotTerminated,
    TextTooLong,
    NoMember,
    PayloadLength,
}

impl Kind {
    /// Every kind, in the order of the table.
    pub const ALL: [Kind; 13] = [
        Kind::TooShort,
        Kind::TooLong,
        Kind::WrongConst,
        Kind::UnsupportedVersion,
        Kind::OutOfRange,
        Kind::UnknownCode,
        Kind::NotBool,
        Kind::ReservedNotZero,
        Kind::BadText,
        Kind::NotTerminated,
        Kind::TextTooLong,
        Kind::NoMember,
        Kind::PayloadLength,
    ];

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.name() == name)
    }

    /// The name in driver lines and vectors.
    pub fn name(self) -> &'static str {
        match self {
            Kind::TooShort => "too-short",
            Kind::TooLong => "too-long",
            Kind::WrongConst => "wrong-const",
            Kind::UnsupportedVersion => "unsupported-version",
            Kind::OutOfRange => "out-of-range",
            Kind::UnknownCode => "unknown-code",
            Kind::NotBool => "not-bool",
            Kind::ReservedNotZero => "reserved-not-zero",
            Kind::BadText => "bad-text",
            Kind::NotTerminated => "not-terminated",
            Kind::TextTooLong => "text-too-long",
            Kind::NoMember => "no-member",
            Kind::PayloadLength => "payload-length",
        }
    }
}
