//! Decoding and encoding.

use super::{Fields, bits, evolve};
use crate::checks::{self, Direction};
use crate::types::number;
use crate::{names, scalar};
use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use rbgen_schema::ir::{FieldDef, FieldKind, Policy, Role, ValueRules, WireType};

/// The error of a reserved field of which `byte` is the first that isn't zero.
pub(super) fn reserved_not_zero(fields: &Fields<'_>, field: &FieldDef) -> TokenStream {
    let place = fields.place(&field.name);
    checks::fail(fields.cx, Direction::Decode, "ReservedNotZero", &place, "0", quote!(byte))
}

/// The statements that check one field and put its members into variables.
fn read_field(fields: &Fields<'_>, index: usize) -> TokenStream {
    let (cx, wire) = (fields.cx, fields.cx.wire);
    let field = &fields.def.fields[index];
    let at = fields.offset(field);
    let member = fields.member(index, None).map(|(m, _)| fields.local(m));
    match &field.kind {
        FieldKind::Value(ty) => {
            if field.role == Some(Role::Size) && member.is_none() && fields.rules(index).constant.is_none() {
                return TokenStream::new();
            }
            let tag = fields.tag_of_growing(field);
            let known = tag.as_ref().map_or_else(|| fields.tag_read(field), |_| Some(quote!(tag)));
            let element = fields.element(index, ty, known);
            match member {
                Some(var) => {
                    let read = element.read(cx, &at, &var);
                    quote!(#tag #read)
                }
                None => element.read(cx, &at, &fields.local_of_constant(field)),
            }
        }
        FieldKind::Bits(word, items) => bits::read(fields, index, *word, items, field.order),
        FieldKind::Reserved(Policy::Zero) => {
            let size = number(field.size);
            let fail = reserved_not_zero(fields, field);
            let found = quote!(#wire::first_nonzero(#wire::part::<#size>(bytes, #at)));
            if fields.may_be_absent(field) {
                quote!(let found = #found; if let Some(byte) = found { #fail })
            } else {
                quote!(if let Some(byte) = #found { #fail })
            }
        }
        FieldKind::Reserved(Policy::Preserve) => match member {
            Some(var) => {
                let size = number(field.size);
                quote!(let #var = #wire::field::<#size>(bytes, #at);)
            }
            None => TokenStream::new(),
        },
        FieldKind::Reserved(Policy::Ignore) | FieldKind::Padding => TokenStream::new(),
    }
}

/// The variables a field's members are put into, with what they are when the field isn't there.
fn variables(fields: &Fields<'_>, index: usize) -> Vec<(Ident, TokenStream)> {
    let members = fields.def.members.iter().enumerate().filter(|(_, m)| m.field as usize == index);
    members.map(|(at, member)| (fields.local(at), fields.default(member))).collect()
}

fn read(fields: &Fields<'_>) -> TokenStream {
    let mut out = TokenStream::new();
    for (index, field) in fields.def.fields.iter().enumerate() {
        let statements = read_field(fields, index);
        if !fields.may_be_absent(field) || statements.is_empty() {
            out.extend(statements);
            continue;
        }
        let there = fields.is_there(field);
        let variables = variables(fields, index);
        let (names, defaults): (Vec<_>, Vec<_>) = variables.into_iter().unzip();
        out.extend(match (&names[..], &defaults[..]) {
            ([], _) => quote!(if #there { #statements }),
            ([name], [default]) => {
                let value = crate::tail::with_value(&statements, name);
                quote!(let #name = if #there { #value } else { #default };)
            }
            _ => {
                quote!(let (#(#names),*) = if #there { #statements (#(#names),*) } else { (#(#defaults),*) };)
            }
        });
    }
    out
}

/// The statements that check and write one field, whose members are reached through `self`.
pub(crate) fn write_field(fields: &Fields<'_>, index: usize) -> TokenStream {
    let (cx, wire) = (fields.cx, fields.cx.wire);
    let field = &fields.def.fields[index];
    let at = fields.offset(field);
    let member = fields.member(index, None).map(|(m, _)| &fields.members[m]);
    match &field.kind {
        FieldKind::Value(ty) => {
            let element = fields.element(index, ty, fields.tag_write(field));
            match member {
                Some(name) => element.write(cx, &at, &fields.written(index, None, fields.of_self(name))),
                None => constant(fields, index, &at),
            }
        }
        FieldKind::Bits(word, items) => bits::write(fields, index, *word, items, field.order),
        FieldKind::Reserved(Policy::Preserve) => match member {
            Some(name) => {
                let value = fields.of_self(name);
                quote!(#wire::put(out, #at, #value);)
            }
            None => TokenStream::new(),
        },
        FieldKind::Reserved(_) | FieldKind::Padding => TokenStream::new(),
    }
}

/// Writes what a field always holds.
fn constant(fields: &Fields<'_>, index: usize, at: &TokenStream) -> TokenStream {
    let cx = fields.cx;
    let field = &fields.def.fields[index];
    let FieldKind::Value(ty) = &field.kind else { return TokenStream::new() };
    let none = ValueRules::default();
    let mut element = fields.element(index, ty, None);
    element.rules = &none;
    let is_text = matches!(ty.element().0, WireType::Char(_) | WireType::Char16(_));
    let fixed = names::fixed_name(cx.schema, fields.def.site.module, &fields.def.name, &field.name);
    let fixed = fixed.filter(|_| cx.names_types() && !is_text && field.rules.constant.is_some());
    let (bind, value) = match fixed {
        Some(constant) => {
            let ident = fields.ident;
            (None, quote!(#ident::#constant))
        }
        None => {
            let value = match &fields.rules(index).constant {
                Some(constant) => crate::literal::value(cx, &constant.value, &constant.named, ty),
                None => number(fields.def.size).to_token_stream(),
            };
            let local = fields.local_of_constant(field);
            let host = crate::types::value(cx, ty, field.text);
            (Some(quote!(let #local: #host = #value;)), local.to_token_stream())
        }
    };
    // It is right as it stands, so nothing is checked.
    let write = match ty {
        WireType::Scalar(scalar) if !scalar.is_bool() => scalar::put(cx, *scalar, field.order, at, &value),
        _ => element.write(cx, at, &value),
    };
    quote!(#bind #write)
}

fn write(fields: &Fields<'_>) -> TokenStream {
    let size = number(fields.def.size);
    let statements = (0..fields.def.fields.len()).map(|index| write_field(fields, index));
    let (this, version) = (fields.this(), fields.written_version());
    quote!(#this #version *out = [0; #size]; #(#statements)*)
}

/// The trait, and the functions by which users reach it without importing it.
pub(crate) fn implement(fields: &Fields<'_>) -> TokenStream {
    let (made, members) = (fields.constructor(), &fields.members);
    let read = read(fields);
    let stated = evolve::stated(fields);
    let locals: Vec<_> = (0..members.len())
        .map(|m| {
            let (name, local) = (&members[m], fields.local(m));
            if *name == local { quote!(#name) } else { quote!(#name: #local) }
        })
        .collect();
    implement_as(fields, &quote!(#stated #read Ok(#made { #(#locals),* })), &write(fields))
}

/// As [`implement`], with bodies of `read` and `write` made elsewhere.
pub(crate) fn implement_as(fields: &Fields<'_>, read: &TokenStream, write: &TokenStream) -> TokenStream {
    let Fields { cx, def, ident, .. } = fields;
    let wire = cx.wire;
    let evolution = evolve::functions(fields);
    let inherent = inherent(fields);
    let schema_name = &def.name;
    let allow = fields.cx.allow_deprecated();
    let one_order = (!fields.is_either()).then(|| quote!(#allow impl #wire::OneOrder for #ident {}));
    let order = if mentions(read, "order") { quote!(order) } else { quote!(_order) };
    let write_order = if mentions(write, "order") { quote!(order) } else { quote!(_order) };
    let bytes = if mentions(read, "bytes") { quote!(bytes) } else { quote!(_bytes) };
    let size = number(def.size);
    quote! {
        #allow
        impl #wire::WireStruct for #ident {
            type Bytes = [u8; #size];

            const SIZE: usize = #ident::SIZE;
            const ALIGN: usize = #ident::ALIGN;
            const LAYOUT_HASH: u64 = #ident::LAYOUT_HASH;
            const LAYOUT: &'static #wire::Layout = &#ident::LAYOUT;

            #[inline]
            fn read(#bytes: &[u8; #size], #order: #wire::ByteOrder) -> Result<#ident, #wire::DecodeError> {
                #read
            }

            #[inline]
            fn write(&self, out: &mut [u8; #size], #write_order: #wire::ByteOrder) -> Result<(), #wire::EncodeError> {
                #write
                Ok(())
            }

            #evolution
        }

        #one_order

        #allow
        impl #wire::WireField for #ident {
            const TYPE: #wire::FieldType = #wire::FieldType::Struct(#schema_name, #ident::LAYOUT_HASH);
        }

        #inherent
    }
}

/// Whether an identifier occurs in an expansion, other than as the name of a field.
pub(crate) fn mentions(tokens: &TokenStream, name: &str) -> bool {
    let mut tokens = tokens.clone().into_iter().peekable();
    let mut after_dot = false;
    while let Some(token) = tokens.next() {
        let field = std::mem::replace(&mut after_dot, is_punct(&token, '.'));
        match token {
            TokenTree::Ident(ident) if ident == name && !field => {
                // `name: value`, but not `name::path`
                let initialised = tokens.peek().is_some_and(|next| match next {
                    TokenTree::Punct(punct) => punct.as_char() == ':' && punct.spacing() == Spacing::Alone,
                    _ => false,
                });
                if !initialised {
                    return true;
                }
            }
            TokenTree::Group(group) if mentions(&group.stream(), name) => return true,
            _ => {}
        }
    }
    false
}

fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

fn inherent(fields: &Fields<'_>) -> TokenStream {
    let Fields { cx, ident, .. } = fields;
    let wire = cx.wire;
    let as_trait = quote!(<#ident as #wire::WireStruct>);
    let size = number(fields.def.size);
    let allow = fields.cx.allow_deprecated();
    let codec = if fields.is_either() {
        let found = evolve::find_order(fields);
        quote! {
            /// Decodes exactly the bytes of one struct in this byte order.
            pub fn decode_as(bytes: &[u8], order: #wire::ByteOrder) -> Result<#ident, #wire::DecodeError> {
                #as_trait::decode_as(bytes, order)
            }

            /// Decodes the struct at the start of `bytes` and returns what follows it.
            pub fn decode_prefix_as(
                bytes: &[u8],
                order: #wire::ByteOrder,
            ) -> Result<(#ident, &[u8]), #wire::DecodeError> {
                #as_trait::decode_prefix_as(bytes, order)
            }

            /// Encodes to new bytes in this byte order.
            pub fn encode_as(&self, order: #wire::ByteOrder) -> Result<[u8; #size], #wire::EncodeError> {
                #as_trait::encode_as(self, order)
            }

            /// Encodes to the start of a buffer and returns how many bytes that took.
            pub fn encode_into_as(&self, out: &mut [u8], order: #wire::ByteOrder) -> Result<usize, #wire::EncodeError> {
                #as_trait::encode_into_as(self, out, order)
            }

            /// The records of a buffer, which must hold a whole number of them.
            pub fn iter_from_as(bytes: &[u8], order: #wire::ByteOrder) -> #wire::Records<'_, #ident> {
                #as_trait::iter_from_as(bytes, order)
            }

            #found
        }
    } else {
        quote! {
            /// Decodes exactly the bytes of one struct.
            #[inline]
            pub fn decode(bytes: &[u8]) -> Result<#ident, #wire::DecodeError> {
                #as_trait::decode(bytes)
            }

            /// Decodes the struct at the start of `bytes` and returns what follows it.
            #[inline]
            pub fn decode_prefix(bytes: &[u8]) -> Result<(#ident, &[u8]), #wire::DecodeError> {
                #as_trait::decode_prefix(bytes)
            }

            /// Encodes to new bytes.
            #[inline]
            pub fn encode(&self) -> Result<[u8; #size], #wire::EncodeError> {
                #as_trait::encode(self)
            }

            /// Encodes to the start of a buffer and returns how many bytes that took.
            #[inline]
            pub fn encode_into(&self, out: &mut [u8]) -> Result<usize, #wire::EncodeError> {
                #as_trait::encode_into(self, out)
            }

            /// The records of a buffer, which must hold a whole number of them.
            pub fn iter_from(bytes: &[u8]) -> #wire::Records<'_, #ident> {
                #as_trait::iter_from(bytes)
            }
        }
    };
    quote! {
        #allow
        impl #ident {
            #codec

            /// How many more bytes a prefix needs before it can be decoded; 0 when it can be tried.
            #[must_use]
            pub fn bytes_needed(bytes: &[u8]) -> usize {
                #as_trait::bytes_needed(bytes)
            }

            /// The bytes as annotated hex, whether they are valid or not.
            #[must_use]
            pub fn dump(bytes: &[u8]) -> #wire::Dump<'_> {
                #as_trait::dump(bytes)
            }
        }
    }
}
