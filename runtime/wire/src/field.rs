//! What the type of a Rust field means on the wire, known to the compiler by type rather than by name.

use crate::{ByteArray, ByteOrder, DecodeError, EncodeError, Guid, Text, Uuid};

/// What a Rust type can hold.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)] // the scalar variants are the types' own names
pub enum FieldType {
    U8,
    U16,
    U32,
    U64,
    U128,
    I8,
    I16,
    I32,
    I64,
    I128,
    F32,
    F64,
    Bool,
    /// Text of at most this many bytes of UTF-8.
    Text(usize),
    Guid,
    Uuid,
    /// An enum of this name in its schema.
    Enum(&'static str),
    /// A flag set of this name.
    Flags(&'static str),
    /// A union of this name.
    Union(&'static str),
    /// A struct of this name with this layout hash.
    Struct(&'static str, u64),
    /// An array.
    Array(&'static FieldType, usize),
}

impl FieldType {
    /// Panics with a message where both are not the same, at the place of the caller.
    #[track_caller]
    pub const fn require(&self, wanted: &FieldType, message: &str) {
        if !self.same(wanted) {
            panic!("{}", message);
        }
    }

    /// Whether both are the same; usable in constant assertions.
    #[must_use]
    pub const fn same(&self, other: &FieldType) -> bool {
        match (self, other) {
            (FieldType::U8, FieldType::U8)
            | (FieldType::U16, FieldType::U16)
            | (FieldType::U32, FieldType::U32)
            | (FieldType::U64, FieldType::U64)
            | (FieldType::U128, FieldType::U128)
            | (FieldType::I8, FieldType::I8)
            | (FieldType::I16, FieldType::I16)
            | (FieldType::I32, FieldType::I32)
            | (FieldType::I64, FieldType::I64)
            | (FieldType::I128, FieldType::I128)
            | (FieldType::F32, FieldType::F32)
            | (FieldType::F64, FieldType::F64)
            | (FieldType::Bool, FieldType::Bool)
            | (FieldType::Guid, FieldType::Guid)
            | (FieldType::Uuid, FieldType::Uuid) => true,
            (FieldType::Text(a), FieldType::Text(b)) => *a == *b,
            (FieldType::Enum(a), FieldType::Enum(b))
            | (FieldType::Flags(a), FieldType::Flags(b))
            | (FieldType::Union(a), FieldType::Union(b)) => same_text(a, b),
            (FieldType::Struct(a, x), FieldType::Struct(b, y)) => same_text(a, b) && *x == *y,
            (FieldType::Array(a, n), FieldType::Array(b, m)) => *n == *m && a.same(b),
            _ => false,
        }
    }
}

const fn same_text(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// A type that can be a member of a wire struct.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be a field of a wire struct",
    note = "use the integer, float, `bool`, `Text<CAP>`, `Guid`, `Uuid`, array or generated type that the schema's type maps to"
)]
pub trait WireField {
    /// What it can hold.
    const TYPE: FieldType;
}

macro_rules! fields {
    ($($t:ty => $variant:ident)*) => {$(
        impl WireField for $t {
            const TYPE: FieldType = FieldType::$variant;
        }
    )*};
}

fields! {
    u8 => U8 u16 => U16 u32 => U32 u64 => U64 u128 => U128
    i8 => I8 i16 => I16 i32 => I32 i64 => I64 i128 => I128
    f32 => F32 f64 => F64 bool => Bool Guid => Guid Uuid => Uuid
}

impl<const CAP: usize> WireField for Text<CAP> {
    const TYPE: FieldType = FieldType::Text(CAP);
}

impl<T: WireField, const N: usize> WireField for [T; N] {
    const TYPE: FieldType = FieldType::Array(&T::TYPE, N);
}

/// An enum or a flag set: a number with named values.
pub trait WireCode: Sized {
    /// The integer that holds the code.
    type Repr;

    /// The value of a code, known or not.
    fn from_code(code: Self::Repr) -> Self;

    /// The code of a value.
    fn code(&self) -> Self::Repr;
}

/// The struct and the field an error is about.
pub type Place = (&'static str, &'static str);

/// A union as a field of a struct.
pub trait WireUnion: Sized {
    /// `[u8; SIZE]`
    type Bytes: ByteArray;

    /// Decodes the member that the tag means, or `None` if it means none. Without a tag in the schema it isn't looked at.
    fn read(
        bytes: &Self::Bytes,
        tag: i128,
        order: ByteOrder,
        place: Place,
    ) -> Result<Option<Self>, DecodeError>;

    /// Encodes the member, or answers `false` if the tag doesn't mean it.
    fn write(
        &self,
        out: &mut Self::Bytes,
        tag: i128,
        order: ByteOrder,
        place: Place,
    ) -> Result<bool, EncodeError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_and_arrays_are_seen_through() {
        type Width = u32;
        const SAME: bool = <[Width; 3]>::TYPE.same(&FieldType::Array(&FieldType::U32, 3));
        const { assert!(SAME) };
        assert!(!u32::TYPE.same(&i32::TYPE));
        assert!(!<[u32; 2]>::TYPE.same(&<[u32; 3]>::TYPE));
        assert!(!FieldType::Enum("A").same(&FieldType::Enum("B")));
    }
}
