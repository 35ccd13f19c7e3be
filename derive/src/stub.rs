//! What stands in for the code when there was an error, so that one mistake gives one error.

use crate::item::unraw;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use rbgen_schema::ir::StructDef;
use syn::{DeriveInput, Path};

/// What is known of the struct all the same. Structs that hold it are compared with this.
#[derive(Debug, Default)]
pub(crate) struct Known {
    name: Option<String>,
    size: u64,
    hash: u64,
}

impl Known {
    /// Everything the schema says.
    pub(crate) fn of(def: &StructDef) -> Known {
        Known { name: Some(def.name.clone()), size: def.size, hash: def.layout_hash }
    }
}

/// Everything users may call, with bodies that compile for any struct.
pub(crate) fn implement(input: &DeriveInput, known: &Known, wire: &Path) -> TokenStream {
    let ident = &input.ident;
    let name = known.name.clone().unwrap_or_else(|| unraw(ident));
    let size = Literal::u64_unsuffixed(known.size);
    let hash = known.hash;
    let (generics, arguments, clause) = input.generics.split_for_impl();
    let fail = quote!(::core::result::Result::Err);
    let decoded = quote!(::core::result::Result<Self, #wire::DecodeError>);
    let as_trait = quote!(<Self as #wire::WireStruct>);
    quote! {
        #[automatically_derived]
        impl #generics #wire::WireStruct for #ident #arguments #clause {
            type Bytes = [u8; #size];
            const SIZE: usize = #size;
            const ALIGN: usize = 1;
            const LAYOUT_HASH: u64 = #hash;
            const LAYOUT: &'static #wire::Layout = &#wire::Layout {
                name: #name,
                size: #size,
                align: 1,
                hash: #hash,
                order: #wire::Order::Little,
                fields: &[],
            };
            fn read(_: &[u8; #size], _: #wire::ByteOrder) -> #decoded {
                #fail(#wire::DecodeError::too_short(#name, 0, 0))
            }
            fn write(&self, _: &mut [u8; #size], _: #wire::ByteOrder) -> ::core::result::Result<(), #wire::EncodeError> {
                #fail(#wire::EncodeError::too_short(#name, 0, 0))
            }
        }
        impl #generics #wire::OneOrder for #ident #arguments #clause {}
        impl #generics #wire::WireField for #ident #arguments #clause {
            const TYPE: #wire::FieldType = #wire::FieldType::Struct(#name, #hash);
        }
        #[allow(dead_code, missing_docs)]
        impl #generics #ident #arguments #clause {
            pub const SIZE: usize = #size;
            pub const ALIGN: usize = 1;
            pub const LAYOUT_HASH: u64 = #hash;
            pub const LAYOUT: #wire::Layout = *#as_trait::LAYOUT;
            pub fn decode(bytes: &[u8]) -> #decoded {
                #as_trait::decode(bytes)
            }
            pub fn decode_prefix(bytes: &[u8]) -> ::core::result::Result<(Self, &[u8]), #wire::DecodeError> {
                #as_trait::decode_prefix(bytes)
            }
            pub fn encode(&self) -> ::core::result::Result<[u8; #size], #wire::EncodeError> {
                #as_trait::encode(self)
            }
            pub fn encode_into(&self, out: &mut [u8]) -> ::core::result::Result<usize, #wire::EncodeError> {
                #as_trait::encode_into(self, out)
            }
            pub fn iter_from(bytes: &[u8]) -> #wire::Records<'_, Self> {
                #as_trait::iter_from(bytes)
            }
            pub fn bytes_needed(bytes: &[u8]) -> usize {
                #as_trait::bytes_needed(bytes)
            }
            pub fn dump(bytes: &[u8]) -> #wire::Dump<'_> {
                #as_trait::dump(bytes)
            }
            pub const fn to_schema() -> &'static str {
                ""
            }
        }
    }
}
