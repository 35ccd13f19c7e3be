//! Messages: a header, the parts that follow it, and helpers.

use super::{Literal, Site, StructId};
use crate::source::Span;

/// `[[message]]`
#[derive(Debug, Clone)]
pub struct MessageDef {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// The message id, for transports that have one.
    pub id: Option<Literal>,
    /// The struct at the start. It has a codec and a fixed byte order, or `Either`.
    pub header: StructId,
    /// What follows, in order.
    pub parts: Vec<Part>,
    /// Helper properties.
    pub helpers: Vec<Helper>,
}

/// One run of bytes or records after a header.
#[derive(Debug, Clone)]
pub struct Part {
    /// The name.
    pub name: String,
    /// Span of the name.
    pub name_span: Span,
    /// Documentation.
    pub doc: Option<String>,
    /// What it is.
    pub kind: PartKind,
}

/// What a part of a payload is.
#[derive(Debug, Clone, PartialEq)]
pub enum PartKind {
    /// Bytes, their number taken from the header.
    Bytes(Length),
    /// All bytes up to the end of the buffer; only as the last part.
    Rest,
    /// Records, their number taken from a header member; the records are encoded back to back.
    Records(StructId, MemberIndex),
}

/// Index into [`StructDef::members`](super::StructDef::members) of the header.
pub type MemberIndex = u32;

/// bytes = member * times - minus
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// The header member.
    pub member: MemberIndex,
    /// Factor, at least 1.
    pub times: u64,
    /// What is taken off.
    pub minus: u64,
}

/// A helper of a message, from its `derive` table.
#[derive(Debug, Clone, PartialEq)]
pub struct Helper {
    /// The name of the helper.
    pub name: String,
    /// What it answers.
    pub kind: HelperKind,
}

/// What a helper answers.
#[derive(Debug, Clone, PartialEq)]
pub enum HelperKind {
    /// `dimensions`: header members joined by `x`, as in `100x75`.
    Dimensions(Vec<MemberIndex>),
    /// A text attribute of an enum member: index into [`EnumDef::text`](super::EnumDef::text).
    Text(MemberIndex, u32),
    /// `size_kb`: bytes of all parts, or of the part at this index, divided by 1024, as a float.
    SizeKb(Option<u32>),
}
