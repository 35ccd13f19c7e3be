//! Sizes and offsets: constants that everything else refers to, held to a mirror of the bytes by the compiler.

use super::{Fields, fixed};
use crate::types::number;
use crate::{docs, names};
use proc_macro2::TokenStream;
use quote::quote;
use rbgen_schema::ir::{ByteOrder, FieldKind};

fn order(order: ByteOrder) -> TokenStream {
    match order {
        ByteOrder::Little => quote!(Little),
        ByteOrder::Big => quote!(Big),
        ByteOrder::Either => quote!(Either),
    }
}

/// The constants and the assertions.
pub(crate) fn implement(fields: &Fields<'_>) -> TokenStream {
    let Fields { cx, def, ident, .. } = fields;
    let wire = cx.wire;
    let (size, align) = (number(def.size), number(def.align));
    let hash: TokenStream = format!("{:#018x}", def.layout_hash).parse().unwrap_or_default();
    let name = &def.name;
    let offsets = def.fields.iter().map(|field| {
        let constant = names::offset_name(cx.schema, def.site.module, &def.name, &field.name);
        let doc = docs::lines(&format!("Offset of `{}`, in bytes.", field.name));
        let at = number(field.offset);
        quote!(#doc pub const #constant: usize = #at;)
    });
    let entries = def.fields.iter().map(|field| {
        let name = &field.name;
        let offset = fields.offset(field);
        let size = number(field.size);
        let order = order(field.order);
        let (kind, ty, count) = match &field.kind {
            FieldKind::Value(ty) => {
                (quote!(Value), cx.schema.type_name(ty), ty.element().1.iter().product::<u64>())
            }
            FieldKind::Bits(word, _) => (quote!(Bits), word.name().to_owned(), 1),
            FieldKind::Reserved(_) => (quote!(Reserved), String::new(), 1),
            FieldKind::Padding => (quote!(Padding), String::new(), 1),
        };
        let count = number(count);
        let bits = match &field.kind {
            FieldKind::Bits(_, items) => {
                let items = items.iter().map(|item| {
                    let (name, low, width) =
                        (&item.name, number(item.bits.low.into()), number(item.bits.width.into()));
                    quote!(#wire::Bits { name: #name, low: #low, width: #width },)
                });
                quote!(&[#(#items)*])
            }
            _ => quote!(&[]),
        };
        quote! {
            #wire::Field {
                name: #name,
                offset: #offset,
                size: #size,
                type_name: #ty,
                kind: #wire::FieldKind::#kind,
                order: #wire::Order::#order,
                count: #count,
                bits: #bits,
            },
        }
    });
    let endian = order(def.endian);
    let mirror = def.fields.iter().map(|field| {
        let name = mirrored(&field.name);
        let size = number(field.size);
        quote!(#name: [u8; #size],)
    });
    let assertions = def.fields.iter().enumerate().map(|(index, field)| {
        let mirror = mirrored(&field.name);
        let constant = fields.offset(field);
        let index = number(index as u64);
        let size = number(field.size);
        let at = format!("{}.{}: the offset doesn't agree with the fields before it", def.name, field.name);
        let long = format!("{}.{}: the size in LAYOUT isn't the field's", def.name, field.name);
        quote! {
            assert!(core::mem::offset_of!(Bytes, #mirror) == #constant, #at);
            assert!(#ident::LAYOUT.fields[#index].size == #size, #long);
        }
    });
    let zerocopy = cx.zerocopy.map(|zerocopy| zerocopy_bytes(fields, zerocopy));
    // A user's own struct may well have such constants already.
    let fixed = if cx.names_types() { fixed::constants(cx, def) } else { Vec::new() };
    let whole = format!("{}: the fields don't add up to SIZE", def.name);
    let whole_bytes = format!("{}: SIZE isn't the size of the bytes", def.name);
    let allow = fields.cx.allow_deprecated();
    quote! {
        #allow
        impl #ident {
            /// Bytes on the wire.
            pub const SIZE: usize = #size;

            /// Alignment in memory; bytes may be decoded from anywhere.
            pub const ALIGN: usize = #align;

            /// Hash of the layout, equal exactly when the layouts are.
            pub const LAYOUT_HASH: u64 = #hash;

            #(#offsets)*

            #(#fixed)*

            /// The layout as data.
            pub const LAYOUT: #wire::Layout = #wire::Layout {
                name: #name,
                size: #ident::SIZE,
                align: #ident::ALIGN,
                hash: #ident::LAYOUT_HASH,
                order: #wire::Order::#endian,
                fields: &[#(#entries)*],
            };
        }

        #zerocopy

        #allow
        const _: () = {
            #[allow(dead_code)]
            #[repr(C)]
            struct Bytes {
                #(#mirror)*
            }

            #(#assertions)*
            const FIELDS: usize = size_of::<Bytes>();
            assert!(FIELDS == #ident::SIZE, #whole);
            const WHOLE: usize = size_of::<<#ident as #wire::WireStruct>::Bytes>();
            assert!(WHOLE == #ident::SIZE, #whole_bytes);
        };
    }
}

/// The mirror's field.
fn mirrored(name: &str) -> proc_macro2::Ident {
    names::ident(&names::snake(name))
}

/// `XBytes`: the fields as byte arrays, with the user's zerocopy traits.
fn zerocopy_bytes(fields: &Fields<'_>, zerocopy: &TokenStream) -> TokenStream {
    let Fields { def, ident, .. } = fields;
    let name = names::suffixed(ident, "Bytes");
    let path = zerocopy.to_string().replace(' ', "");
    let doc = docs::lines(&format!("The bytes of {}, field by field, for zerocopy.", docs::link(ident)));
    let declared = def.fields.iter().map(|field| {
        let name = mirrored(&field.name);
        let size = number(field.size);
        let doc = docs::lines(&format!("Offset {}.", field.offset));
        quote!(#doc pub #name: [u8; #size],)
    });
    quote! {
        #doc
        #[derive(
            Debug,
            Clone,
            Copy,
            #zerocopy::FromBytes,
            #zerocopy::IntoBytes,
            #zerocopy::Immutable,
            #zerocopy::KnownLayout,
            #zerocopy::Unaligned,
        )]
        #[zerocopy(crate = #path)]
        #[repr(C)]
        pub struct #name {
            #(#declared)*
        }
    }
}
