//! How the language spells its closed sets of words and its types. The front end reads by these tables, everything that
//! writes schema text or JSON writes by them.

use crate::ir::{
    Atomic, ByteOrder, DataModel, Encoding, Evolution, HostType, Owner, Pad, Policy, Role, Schema, Unknown,
    Usage, WireType,
};
use std::fmt::Write as _;

macro_rules! words {
    ($($ty:ident { $($word:literal = $variant:ident),+ $(,)? })+) => {$(
        impl $ty {
            /// Every word with what it means, in the order of the manual.
            pub const WORDS: &'static [(&'static str, $ty)] = &[$(($word, $ty::$variant)),+];

            /// The word in the schema language.
            pub fn name(self) -> &'static str {
                match self {
                    $($ty::$variant => $word,)+
                }
            }
        }
    )+};
}

words! {
    ByteOrder { "little" = Little, "big" = Big, "either" = Either }
    Usage { "wire" = Wire, "file" = File, "shm" = Shm, "ffi" = Ffi }
    Unknown { "keep" = Keep, "reject" = Reject }
    Policy { "zero" = Zero, "ignore" = Ignore, "preserve" = Preserve }
    Evolution { "sealed" = Sealed, "append" = Append }
    Role { "version" = Version, "size" = Size, "payload_length" = PayloadLength, "byte_order" = ByteOrder }
    Owner { "creator" = Creator, "writer" = Writer, "reader" = Reader, "both" = Both }
    Atomic { "relaxed" = Relaxed, "acquire-release" = AcquireRelease, "seq-cst" = SeqCst }
    Encoding { "ascii" = Ascii, "utf-8" = Utf8, "latin-1" = Latin1, "utf-16" = Utf16 }
    Pad { "nul" = Nul, "space" = Space }
    HostType { "usize" = Usize, "isize" = Isize, "clong" = CLong, "ptr" = Ptr, "cstr" = CStr, "cstr?" = CStrNullable }
    DataModel { "lp64" = Lp64, "llp64" = Llp64, "ilp32" = Ilp32 }
}

impl Schema {
    /// A type as the schema language writes it, for example `u16[2][3]`.
    pub fn type_name(&self, ty: &WireType) -> String {
        let (element, dims) = ty.element();
        let (mut name, last) = match element {
            WireType::Scalar(s) => (s.name().to_owned(), None),
            WireType::Char(n) => ("char".to_owned(), Some(*n)),
            WireType::Char16(n) => ("char16".to_owned(), Some(*n)),
            WireType::Bytes(n) => ("bytes".to_owned(), Some(*n)),
            WireType::Guid => ("guid".to_owned(), None),
            WireType::Uuid => ("uuid".to_owned(), None),
            WireType::Enum(id) => (self.enums[id.index()].name.clone(), None),
            WireType::Flags(id) => (self.flags[id.index()].name.clone(), None),
            WireType::Union(id) => (self.unions[id.index()].name.clone(), None),
            WireType::Struct(id) => (self.structs[id.index()].name.clone(), None),
            WireType::Host(host) => (host.name().to_owned(), None),
            // `element` has taken all dimensions off.
            WireType::Array(..) => (String::new(), None),
        };
        for len in dims.into_iter().chain(last) {
            let _ = write!(name, "[{len}]");
        }
        name
    }
}

/// Bytes as lowercase hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
