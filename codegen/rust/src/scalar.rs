//! Reading and writing one number.

use crate::Context;
use crate::types::host;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use rbgen_schema::ir::{ByteOrder, Scalar};

/// The integer that holds the bytes of a boolean.
pub(crate) fn stored(scalar: Scalar) -> Scalar {
    match scalar {
        Scalar::Bool8 => Scalar::U8,
        Scalar::Bool32 => Scalar::U32,
        other => other,
    }
}

/// Whether the runtime has the conversion rather than `core`.
fn is_odd(scalar: Scalar) -> bool {
    u64::from(scalar.host_bits()) != scalar.size() * 8
}

/// The number at an offset of `bytes`. Booleans come as the integer that holds them.
pub(crate) fn get(
    cx: &Context<'_>,
    scalar: Scalar,
    order: ByteOrder,
    bytes: &TokenStream,
    at: &TokenStream,
) -> TokenStream {
    let wire = cx.wire;
    let scalar = stored(scalar);
    if scalar == Scalar::U8 {
        return quote!(#bytes[#at]);
    }
    let taken = quote!(#wire::field(#bytes, #at));
    let name = format_ident!("{}", scalar.name());
    let host = host(scalar);
    match order {
        _ if scalar == Scalar::I8 => quote!(i8::from_le_bytes(#taken)),
        ByteOrder::Either => quote!(order.#name(#taken)),
        ByteOrder::Little if is_odd(scalar) => quote!(#wire::le::#name(#taken)),
        ByteOrder::Big if is_odd(scalar) => quote!(#wire::be::#name(#taken)),
        ByteOrder::Little => quote!(#host::from_le_bytes(#taken)),
        ByteOrder::Big => quote!(#host::from_be_bytes(#taken)),
    }
}

/// The bytes of a number.
pub(crate) fn to_bytes(
    cx: &Context<'_>,
    scalar: Scalar,
    order: ByteOrder,
    value: &TokenStream,
) -> TokenStream {
    let wire = cx.wire;
    let scalar = stored(scalar);
    let put = format_ident!("put_{}", scalar.name());
    match order {
        _ if scalar.size() == 1 => quote!(#value.to_le_bytes()),
        ByteOrder::Either => quote!(order.#put(#value)),
        ByteOrder::Little if is_odd(scalar) => quote!(#wire::le::#put(#value)),
        ByteOrder::Big if is_odd(scalar) => quote!(#wire::be::#put(#value)),
        ByteOrder::Little => quote!(#value.to_le_bytes()),
        ByteOrder::Big => quote!(#value.to_be_bytes()),
    }
}

/// Writes a number at an offset of `out`.
pub(crate) fn put(
    cx: &Context<'_>,
    scalar: Scalar,
    order: ByteOrder,
    at: &TokenStream,
    value: &TokenStream,
) -> TokenStream {
    let wire = cx.wire;
    if stored(scalar) == Scalar::U8 {
        return quote!(out[#at] = #value;);
    }
    let bytes = to_bytes(cx, scalar, order, value);
    quote!(#wire::put(out, #at, #bytes);)
}
