//! Unions: members at one offset, and the tag that tells which.

use super::{ByteOrder, Literal, Site, WireType};
use crate::source::Span;

/// `[[union]]`
#[derive(Debug, Clone)]
pub struct UnionDef {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// Name (or `field.item`) of the tag in every struct that holds the union.
    pub tag: Option<String>,
    /// Bytes: the largest member, rounded up to the alignment.
    pub size: u64,
    /// Alignment: the largest of the members'.
    pub align: u64,
    /// The members, all at offset 0.
    pub members: Vec<UnionMember>,
}

/// One member of a union.
#[derive(Debug, Clone)]
pub struct UnionMember {
    /// The name.
    pub name: String,
    /// Span of the name.
    pub name_span: Span,
    /// Documentation.
    pub doc: Option<String>,
    /// The type: a struct, scalar, enum, flag set, `bytes[N]`, guid or uuid, or an array of those. Text members are
    /// not allowed.
    pub ty: WireType,
    /// Byte order of the scalars in it: the order of the schema file.
    pub order: ByteOrder,
    /// Bytes.
    pub size: u64,
    /// Tag values that mean this member. Empty without a tag and for `otherwise`.
    pub when: Vec<Literal>,
    /// Whether it stands for every tag value no other member claims.
    pub otherwise: bool,
}

/// Where a union field finds its tag: a member of the same struct, before or after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagUse {
    /// Index into [`StructDef::fields`](super::StructDef::fields).
    pub field: u32,
    /// Index of the bit item in that field.
    pub item: Option<u32>,
}
