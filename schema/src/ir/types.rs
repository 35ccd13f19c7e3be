//! Types that have bytes on the wire.

use super::{EnumId, FlagsId, Scalar, Schema, StructId, UnionId};

/// Byte order of a scalar, or the default of a struct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ByteOrder {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
    /// Known only when data is read: an argument of decode and encode.
    Either,
}

/// A type that has bytes on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum WireType {
    /// A number or boolean.
    Scalar(Scalar),
    /// `char[N]`: N bytes of text. How it is read stands in [`FieldDef::text`](super::FieldDef::text).
    Char(u64),
    /// `char16[N]`: N UTF-16 code units.
    Char16(u64),
    /// `bytes[N]`
    Bytes(u64),
    /// 16 bytes, mixed-endian as in GPT and COM, whatever the struct's byte order.
    Guid,
    /// 16 bytes in RFC 9562 order.
    Uuid,
    /// An enum.
    Enum(EnumId),
    /// A flag set.
    Flags(FlagsId),
    /// A union.
    Union(UnionId),
    /// A struct.
    Struct(StructId),
    /// `T[len]`; `u16[2][3]` is 2 rows: `Array(Array(u16, 3), 2)`, `char[4][8]` is `Array(Char(8), 4)`.
    Array(Box<WireType>, u64),
    /// A host-dependent type; only inside `usage = "ffi"` structs.
    Host(HostType),
}

impl WireType {
    /// The type below all array dimensions, and the dimensions from the outermost in.
    pub fn element(&self) -> (&WireType, Vec<u64>) {
        let mut dims = Vec::new();
        let mut ty = self;
        while let WireType::Array(inner, len) = ty {
            dims.push(*len);
            ty = inner;
        }
        (ty, dims)
    }
}

/// A type whose size depends on the host's data model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HostType {
    /// `size_t`
    Usize,
    /// `ptrdiff_t`, `ssize_t`
    Isize,
    /// C's `long`
    CLong,
    /// `void *`
    Ptr,
    /// `const char *`, never null
    CStr,
    /// `const char *`, may be null
    CStrNullable,
}

/// The sizes of C's types on a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DataModel {
    /// Linux and macOS on 64 bits: `long` and pointers have 8 bytes.
    Lp64,
    /// Windows on 64 bits: `long` has 4 bytes, pointers 8.
    Llp64,
    /// 32 bits: `long` and pointers have 4 bytes; 64-bit integers stay aligned to 8.
    Ilp32,
}

impl DataModel {
    /// All of them.
    pub const ALL: [DataModel; 3] = [DataModel::Lp64, DataModel::Llp64, DataModel::Ilp32];
}

impl HostType {
    /// Size and alignment, which are the same.
    pub fn size(self, model: DataModel) -> u64 {
        match (self, model) {
            (HostType::CLong, DataModel::Llp64) | (_, DataModel::Ilp32) => 4,
            _ => 8,
        }
    }
}

impl Schema {
    /// Bytes of a type on a host of a data model, which matters only to host types and structs that hold them.
    pub fn size_of(&self, ty: &WireType, model: DataModel) -> u64 {
        match ty {
            WireType::Scalar(scalar) => scalar.size(),
            WireType::Char(len) | WireType::Bytes(len) => *len,
            WireType::Char16(len) => len * 2,
            WireType::Guid | WireType::Uuid => 16,
            WireType::Enum(id) => self.enums[id.index()].repr.size(),
            WireType::Flags(id) => self.flags[id.index()].repr.size(),
            WireType::Union(id) => self.unions[id.index()].size,
            WireType::Struct(id) => {
                let def = &self.structs[id.index()];
                def.models.iter().find(|m| m.model == model).map_or(def.size, |m| m.size)
            }
            WireType::Array(inner, len) => self.size_of(inner, model) * len,
            WireType::Host(host) => host.size(model),
        }
    }
}
