//! Types of a schema as types of Rust values.

use crate::Context;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use rbgen_schema::ir::{BitItem, BitKind, DataModel, Encoding, HostType, Scalar, TextRules, WireType};

/// The native type of a number or boolean: `u32` for a `u24`.
pub fn host_type(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::U8 => "u8",
        Scalar::U16 => "u16",
        Scalar::U24 | Scalar::U32 => "u32",
        Scalar::U40 | Scalar::U48 | Scalar::U56 | Scalar::U64 => "u64",
        Scalar::U128 => "u128",
        Scalar::I8 => "i8",
        Scalar::I16 => "i16",
        Scalar::I24 | Scalar::I32 => "i32",
        Scalar::I40 | Scalar::I48 | Scalar::I56 | Scalar::I64 => "i64",
        Scalar::I128 => "i128",
        Scalar::F32 => "f32",
        Scalar::F64 => "f64",
        Scalar::Bool8 | Scalar::Bool32 => "bool",
    }
}

/// The bytes of UTF-8 that a text field can come to, which is the capacity of its `Text`.
pub fn text_capacity(ty: &WireType, rules: TextRules) -> u64 {
    let units = match ty {
        WireType::Char(len) | WireType::Char16(len) => *len,
        _ => 0,
    };
    match rules.encoding {
        Encoding::Utf16 => units * 3,
        _ if rules.replace_invalid && rules.encoding != Encoding::Latin1 => units * 3,
        Encoding::Latin1 => units * 2,
        Encoding::Ascii | Encoding::Utf8 => units,
    }
}

/// A native type as a token.
pub(crate) fn host(scalar: Scalar) -> TokenStream {
    let name = format_ident!("{}", host_type(scalar));
    quote!(#name)
}

/// A length or offset without a suffix.
pub(crate) fn number(n: u64) -> Literal {
    Literal::u64_unsuffixed(n)
}

/// The Rust type of a value.
pub(crate) fn value(cx: &Context<'_>, ty: &WireType, text: Option<TextRules>) -> TokenStream {
    let wire = cx.wire;
    match ty {
        WireType::Scalar(scalar) => host(*scalar),
        WireType::Char(_) | WireType::Char16(_) => {
            let capacity = number(text.map_or(0, |rules| text_capacity(ty, rules)));
            quote!(#wire::Text<#capacity>)
        }
        WireType::Bytes(len) => {
            let len = number(*len);
            quote!([u8; #len])
        }
        WireType::Guid => quote!(#wire::Guid),
        WireType::Uuid => quote!(#wire::Uuid),
        WireType::Enum(id) => cx.enum_path(*id),
        WireType::Flags(id) => cx.flags_path(*id),
        WireType::Union(id) => cx.union_path(*id),
        WireType::Struct(id) => cx.struct_path(*id),
        WireType::Array(inner, len) => {
            let inner = value(cx, inner, text);
            let len = number(*len);
            quote!([#inner; #len])
        }
        WireType::Host(host) => match host {
            HostType::Usize => quote!(usize),
            HostType::Isize => quote!(isize),
            HostType::CLong => quote!(core::ffi::c_long),
            HostType::Ptr => quote!(*mut core::ffi::c_void),
            HostType::CStr | HostType::CStrNullable => quote!(*const core::ffi::c_char),
        },
    }
}

/// The Rust type of a bit item.
pub(crate) fn bit_item(cx: &Context<'_>, item: &BitItem) -> TokenStream {
    match item.kind {
        BitKind::Bool => quote!(bool),
        BitKind::Enum(id) => cx.enum_path(id),
        BitKind::Flags(id) => cx.flags_path(id),
        BitKind::Signed => host(Scalar::of_width(item.bits.width, true)),
        BitKind::Unsigned | BitKind::Reserved(_) => host(Scalar::of_width(item.bits.width, false)),
    }
}

/// Bytes of a type on the wire, where no type depends on the host.
pub(crate) fn size(cx: &Context<'_>, ty: &WireType) -> u64 {
    cx.schema.size_of(ty, DataModel::Lp64)
}

/// The integer that holds the codes of an enum or flag set.
pub(crate) fn repr(cx: &Context<'_>, ty: &WireType) -> Option<Scalar> {
    match ty {
        WireType::Enum(id) => Some(cx.schema.enums[id.index()].repr),
        WireType::Flags(id) => Some(cx.schema.flags[id.index()].repr),
        _ => None,
    }
}

/// Whether Rust's own comparison of a value looks at floats other than by their bits.
pub(crate) fn holds_floats(ty: &WireType) -> bool {
    matches!(ty.element().0, WireType::Scalar(scalar) if scalar.is_float())
}
