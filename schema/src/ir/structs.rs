//! Structs: how their bytes are laid out and how they may change.

use super::{ByteOrder, DataModel, FieldDef, FieldKind, Member, Role, Site, Value};
use crate::int::Int;

/// How offsets are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LayoutRule {
    /// C's rules.
    Natural,
    /// `#pragma pack(n)`; plain `packed` is 1.
    Packed(u64),
    /// Every field states its offset; the struct's alignment is 1 unless `align` says otherwise.
    Explicit,
}

/// Which compatibility rules apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Usage {
    /// Sent between programs.
    Wire,
    /// Stored.
    File,
    /// Mapped by several programs at once.
    Shm,
    /// Passed to a C library in memory.
    Ffi,
}

/// Whether the size may ever change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Evolution {
    /// Never.
    Sealed,
    /// Fields may be added at the end.
    Append,
}

/// `[[struct]]`
#[derive(Debug, Clone)]
pub struct StructDef {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// Bytes, trailing padding included. For ffi structs: under LP64.
    pub size: u64,
    /// Alignment in bytes.
    pub align: u64,
    /// Whether `align` raised it above what the fields need.
    pub align_raised: bool,
    /// How offsets were found.
    pub layout: LayoutRule,
    /// Default byte order of its fields; `Either` makes the order an argument of decode and encode.
    pub endian: ByteOrder,
    /// Which compatibility rules apply.
    pub usage: Usage,
    /// Whether it may grow.
    pub evolution: Evolution,
    /// Bytes the mapping keeps free after the struct.
    pub headroom: u64,
    /// Schema version that added it.
    pub since: Option<u32>,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
    /// Every byte of the struct, in offset order: values, bit words, reserved runs and padding.
    pub fields: Vec<FieldDef>,
    /// The values a user sees, in field order; see [`Member`].
    pub members: Vec<Member>,
    /// Index into `fields` of the field with each role. A role may also sit on a bit item of that field.
    pub roles: Roles,
    /// For `evolution = "append"`: the size at each schema version that changed it, oldest first; the last is `size`.
    /// Otherwise one entry.
    pub sizes: Vec<VersionSize>,
    /// For ffi structs with host types: size, alignment and offsets under each data model, in the order of
    /// [`DataModel::ALL`]. Empty when nothing depends on the host.
    pub models: Vec<ModelLayout>,
    /// First 8 bytes of the SHA-256 over the canonical lines, little-endian.
    pub layout_hash: u64,
}

impl StructDef {
    /// Whether values of it can be decoded from and encoded to bytes: all but those with host types.
    pub fn has_codec(&self) -> bool {
        self.models.is_empty()
    }

    /// What the tag of a union field counts as where data holds the union and ends before the tag: the tag's constant or
    /// default, else zero. `None` where both are there or neither is.
    pub fn absent_tag(&self, union: &FieldDef) -> Option<Int> {
        let tag = union.tag?;
        let of = self.fields.get(tag.field as usize)?;
        let end = |field: &FieldDef| field.offset + field.size;
        let least = self.sizes.first()?.size;
        if self.evolution != Evolution::Append || end(of) <= least || end(of) <= end(union) {
            return None;
        }
        let rules = match (&of.kind, tag.item) {
            (FieldKind::Bits(_, items), Some(item)) => &items.get(item as usize)?.rules,
            _ => &of.rules,
        };
        match rules.constant.as_ref().or(rules.default.as_ref()).map(|literal| &literal.value) {
            Some(Value::Int(n)) => Some(*n),
            Some(Value::Bool(set)) => Some(Int::from(u64::from(*set))),
            _ => Some(Int::ZERO),
        }
    }

    /// The lowest version that encoding writes into this field or bit item, in place of an older one.
    ///
    /// Encoding writes the whole struct. Where its version alone says how much of it is there, an older version would
    /// say that it ends early. `None` for all other fields, and while the struct hasn't grown.
    pub fn lowest_written_version(&self, field: u32, item: Option<u32>) -> Option<u32> {
        let grown = self.evolution == Evolution::Append && self.roles.size.is_none() && self.sizes.len() > 1;
        if !grown || self.roles.version != Some(field) {
            return None;
        }
        let of = self.fields.get(field as usize)?;
        let role = match (&of.kind, item) {
            (FieldKind::Bits(_, items), Some(item)) => items.get(item as usize)?.role,
            (FieldKind::Value(_), None) => of.role,
            _ => None,
        };
        self.sizes.last().filter(|_| role == Some(Role::Version)).map(|last| last.version)
    }
}

/// The size of an appendable struct as of a schema version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionSize {
    /// The schema version.
    pub version: u32,
    /// Bytes.
    pub size: u64,
}

/// Fields with a role, as indices into [`StructDef::fields`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Roles {
    /// `role = "version"`
    pub version: Option<u32>,
    /// `role = "size"`
    pub size: Option<u32>,
    /// `role = "payload_length"`
    pub payload_length: Option<u32>,
    /// `role = "byte_order"`
    pub byte_order: Option<u32>,
}

/// Layout of an ffi struct under one data model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelLayout {
    /// The data model.
    pub model: DataModel,
    /// Bytes.
    pub size: u64,
    /// Alignment.
    pub align: u64,
    /// The offset of each of [`StructDef::fields`] that isn't padding.
    pub offsets: Vec<u64>,
}
