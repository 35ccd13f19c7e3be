//! `usage = "ffi"`: the struct as it lies in a C program's memory.

use super::Fields;
use crate::types::{self, number};
use crate::{Context, docs, names};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use rbgen_schema::ir::{DataModel, FieldDef, FieldKind, LayoutRule, ModelLayout, StructDef, WireType};

/// The type of a field in memory: scalars as they are, everything of bytes as bytes.
fn in_memory(cx: &Context<'_>, field: &FieldDef) -> TokenStream {
    fn of(cx: &Context<'_>, ty: &WireType) -> TokenStream {
        match ty {
            WireType::Scalar(scalar) => {
                let host = types::host(crate::scalar::stored(*scalar));
                if scalar.size() * 8 == u64::from(scalar.host_bits()) {
                    quote!(#host)
                } else {
                    let size = number(scalar.size());
                    quote!([u8; #size])
                }
            }
            WireType::Char16(len) => {
                let len = number(*len);
                quote!([u16; #len])
            }
            WireType::Enum(id) => of(cx, &WireType::Scalar(cx.schema.enums[id.index()].repr)),
            WireType::Flags(id) => of(cx, &WireType::Scalar(cx.schema.flags[id.index()].repr)),
            WireType::Struct(id) if cx.schema.structs[id.index()].has_codec() => {
                cx.struct_companion(*id, "C")
            }
            WireType::Struct(id) => cx.struct_path(*id),
            WireType::Array(inner, len) => {
                let (inner, len) = (of(cx, inner), number(*len));
                quote!([#inner; #len])
            }
            WireType::Host(_) => types::value(cx, ty, None),
            WireType::Char(_) | WireType::Bytes(_) | WireType::Guid | WireType::Uuid | WireType::Union(_) => {
                let size = number(types::size(cx, ty));
                quote!([u8; #size])
            }
        }
    }
    match &field.kind {
        FieldKind::Value(ty) => of(cx, ty),
        FieldKind::Bits(word, _) => of(cx, &WireType::Scalar(*word)),
        FieldKind::Reserved(_) | FieldKind::Padding => {
            let size = number(field.size);
            quote!([u8; #size])
        }
    }
}

fn repr(def: &StructDef) -> TokenStream {
    match def.layout {
        LayoutRule::Natural => quote!(#[repr(C)]),
        LayoutRule::Packed(n) => {
            let n = number(n);
            quote!(#[repr(C, packed(#n))])
        }
        LayoutRule::Explicit => quote!(#[repr(C, packed)]),
    }
}

/// A struct with host types: the mirror alone, which has the name.
pub(crate) fn declare(cx: &Context<'_>, def: &StructDef) -> TokenStream {
    let ident = names::type_name(cx.schema, def.site.module, &def.name);
    let doc = docs::attribute(def.doc.as_deref(), &format!("The struct {}.", def.name));
    let deprecated = docs::deprecated(def.deprecated.as_deref());
    let repr = repr(def);
    let visible: Vec<&FieldDef> = def.fields.iter().filter(|f| f.kind != FieldKind::Padding).collect();
    let declared = visible.iter().map(|field| {
        let name = names::member_name(cx.schema, def.site.module, &def.name, &field.name);
        let doc = docs::field(field.doc.as_deref(), "In memory as in C", field.rules.unit.as_deref());
        let ty = in_memory(cx, field);
        quote!(#doc pub #name: #ty,)
    });
    let assertions = def.models.iter().map(|model| {
        let condition = condition(model.model);
        let checks = checks(cx, def, &ident, model, &visible);
        quote!(if #condition { #checks })
    });
    let hash: TokenStream = format!("{:#018x}", def.layout_hash).parse().unwrap_or_default();
    quote! {
        #doc
        #deprecated
        #repr
        #[derive(Debug, Clone, Copy)]
        pub struct #ident {
            #(#declared)*
        }

        impl #ident {
            /// Bytes on the host that this is compiled for.
            pub const SIZE: usize = size_of::<#ident>();

            /// Alignment on the host that this is compiled for.
            pub const ALIGN: usize = align_of::<#ident>();

            /// Equal exactly when the layout is.
            pub const LAYOUT_HASH: u64 = #hash;
        }

        const _: () = {
            #(#assertions)*
        };
    }
}

fn condition(model: DataModel) -> TokenStream {
    match model {
        DataModel::Lp64 => quote!(cfg!(all(target_pointer_width = "64", not(windows)))),
        DataModel::Llp64 => quote!(cfg!(all(target_pointer_width = "64", windows))),
        DataModel::Ilp32 => quote!(cfg!(target_pointer_width = "32")),
    }
}

fn checks(
    cx: &Context<'_>,
    def: &StructDef,
    ident: &proc_macro2::Ident,
    model: &ModelLayout,
    visible: &[&FieldDef],
) -> TokenStream {
    let (size, align) = (number(model.size), number(model.align));
    let whole = format!("{}: the size isn't that of the schema", def.name);
    let aligned = format!("{}: the alignment isn't that of the schema", def.name);
    let offsets = visible.iter().zip(&model.offsets).map(|(field, offset)| {
        let name = names::member_name(cx.schema, def.site.module, &def.name, &field.name);
        let offset = number(*offset);
        let text = format!("{}.{}: the offset isn't that of the schema", def.name, field.name);
        quote!(assert!(core::mem::offset_of!(#ident, #name) == #offset, #text);)
    });
    quote! {
        #(#offsets)*
        assert!(size_of::<#ident>() == #size, #whole);
        assert!(align_of::<#ident>() == #align, #aligned);
    }
}

/// A struct without host types: `XC` beside the value, for passing to a C library.
pub(crate) fn mirror(fields: &Fields<'_>) -> TokenStream {
    let Fields { cx, def, ident, .. } = fields;
    let mirror = format_ident!("{ident}C");
    let repr = repr(def);
    let doc = docs::lines(&format!("`{ident}` as it lies in a C program's memory."));
    let declared = def.fields.iter().map(|field| {
        let name = names::member_name(cx.schema, def.site.module, &def.name, &field.name);
        let ty = in_memory(cx, field);
        let doc = docs::field(
            field.doc.as_deref(),
            &format!("Offset {}", field.offset),
            field.rules.unit.as_deref(),
        );
        quote!(#doc pub #name: #ty,)
    });
    let assertions = def.fields.iter().map(|field| {
        let name = names::member_name(cx.schema, def.site.module, &def.name, &field.name);
        let constant = fields.offset(field);
        let text = format!("{}.{}: the offset isn't that of the schema", def.name, field.name);
        quote!(assert!(core::mem::offset_of!(#mirror, #name) == #constant, #text);)
    });
    let whole = format!("{}: the size isn't that of the schema", def.name);
    quote! {
        #doc
        #repr
        #[derive(Debug, Clone, Copy)]
        pub struct #mirror {
            #(#declared)*
        }

        const _: () = {
            #(#assertions)*
            assert!(size_of::<#mirror>() == #ident::SIZE, #whole);
        };
    }
}
