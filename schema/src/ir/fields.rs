//! Fields: the runs of bytes of a struct, and the members a user sees of them.

use super::{BitItem, ByteOrder, Scalar, TagUse, TextRules, ValueRules, WireType};
use crate::source::Span;

/// A run of bytes of a struct.
#[derive(Debug, Clone)]
pub struct FieldDef {
    /// The name; `padding_<offset>` for computed padding.
    pub name: String,
    /// Span of the name; of the struct's name for computed padding.
    pub name_span: Span,
    /// Span of the type, or of the number of reserved bytes.
    pub type_span: Span,
    /// Span of the whole entry.
    pub span: Span,
    /// Documentation.
    pub doc: Option<String>,
    /// Offset in bytes.
    pub offset: u64,
    /// Size in bytes.
    pub size: u64,
    /// What the bytes are.
    pub kind: FieldKind,
    /// Byte order of the scalars in it. `Little` where there is nothing to order (a byte, text in bytes, guid, uuid)
    /// and for nested structs, which keep their own.
    pub order: ByteOrder,
    /// Constraints on the value (for arrays of scalars: on each element). Default for bit words; see their items.
    pub rules: ValueRules,
    /// How text is read; present exactly for `char` and `char16`.
    pub text: Option<TextRules>,
    /// Whether a boolean accepts any non-zero value.
    pub truthy: bool,
    /// Schema version that added it.
    pub since: Option<u32>,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
    /// What the schema itself uses it for.
    pub role: Option<Role>,
    /// For a field of a union type with a tag: where the tag is and what means which member.
    pub tag: Option<TagUse>,
    /// Who writes it, in shared memory.
    pub owner: Option<Owner>,
    /// How it is read and published, in shared memory.
    pub atomic: Option<Atomic>,
    /// Fields of one group share a cache line.
    pub group: Option<String>,
}

/// What the bytes of a field are.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldKind {
    /// A value of a type.
    Value(WireType),
    /// An unsigned or signed integer whose bits are split into items; every bit is covered by one item.
    Bits(Scalar, Vec<BitItem>),
    /// Declared bytes without a meaning.
    Reserved(Policy),
    /// Computed bytes without a meaning: written zero, not looked at.
    Padding,
}

/// What happens to reserved bytes and bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Policy {
    /// Written zero, refused otherwise.
    Zero,
    /// Written zero, not looked at.
    Ignore,
    /// Written as read.
    Preserve,
}

/// What the schema itself uses a field for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The layout's version.
    Version,
    /// The struct's stated size.
    Size,
    /// Bytes of the payload that follows.
    PayloadLength,
    /// A value that reads right in one byte order only.
    ByteOrder,
}

/// Who writes a shared-memory field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the variants are the schema's own names
pub enum Owner {
    Creator,
    Writer,
    Reader,
    Both,
}

/// How a shared-memory field is read and published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the variants are the memory orders' own names
pub enum Atomic {
    Relaxed,
    AcquireRelease,
    SeqCst,
}

/// One value a user of a struct sees: a field, an item of a bit word (flattened, by the item's own name), or a
/// reserved run with policy `preserve`. Constants, zero and ignored bytes, padding and fields of role `size` are not
/// members: they are written by encoding and checked by decoding.
///
/// Names of members are unique in a struct.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The name.
    pub name: String,
    /// Index into [`StructDef::fields`](super::StructDef::fields).
    pub field: u32,
    /// Index of the bit item in that field.
    pub item: Option<u32>,
    /// Whether zero is not valid and no default was given, so that whoever builds the value must give it.
    pub required: bool,
}
