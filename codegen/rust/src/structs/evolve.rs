//! Structs that grow, and structs whose byte order is found.

use super::Fields;
use crate::types::number;
use proc_macro2::TokenStream;
use quote::quote;
use rbgen_schema::ir::{Evolution, FieldKind, Role, Scalar};

/// The size of the oldest version.
pub(super) fn least(fields: &Fields<'_>) -> u64 {
    fields.def.sizes.first().map_or(fields.def.size, |first| first.size)
}

/// The field, and the bit item if it is one, that a role is on.
fn at_role(fields: &Fields<'_>, field: Option<u32>, role: Role) -> Option<(u32, Option<u32>)> {
    let field = field?;
    let item = match &fields.def.fields[field as usize].kind {
        FieldKind::Bits(_, items) => items.iter().position(|i| i.role == Some(role)).map(|i| i as u32),
        _ => None,
    };
    Some((field, item))
}

/// How many bytes the writer meant, as an expression over `bytes`.
fn extent(fields: &Fields<'_>) -> TokenStream {
    let def = fields.def;
    let bytes = quote!(bytes);
    if let Some((field, item)) = at_role(fields, def.roles.size, Role::Size) {
        let (raw, scalar) = fields.raw(field, item, &bytes);
        return match scalar {
            Scalar::U8 | Scalar::U16 => quote!(usize::from(#raw)),
            _ => quote!(usize::try_from(#raw).unwrap_or(usize::MAX)),
        };
    }
    let whole = number(def.size);
    let Some((field, item)) = at_role(fields, def.roles.version, Role::Version) else {
        return quote!(#whole);
    };
    let (raw, _) = fields.raw(field, item, &bytes);
    let older = def.sizes.windows(2).map(|pair| {
        let (next, size) = (number(pair[1].version.into()), number(pair[0].size));
        quote!(version if version < #next => #size,)
    });
    quote!(match #raw { #(#older)* _ => #whole })
}

/// `let stated = ...;` over `bytes`. The type has to be said where only literals would tell it.
pub(super) fn binding(fields: &Fields<'_>) -> TokenStream {
    let extent = extent(fields);
    let ty = fields.def.roles.size.is_none().then(|| quote!(: usize));
    quote!(let stated #ty = #extent;)
}

/// The binding and its check at the start of decoding, for structs that grow.
pub(crate) fn stated(fields: &Fields<'_>) -> TokenStream {
    if fields.def.evolution == Evolution::Sealed {
        return TokenStream::new();
    }
    let wire = fields.cx.wire;
    let binding = binding(fields);
    let name = &fields.def.name;
    let least = number(least(fields));
    let check = fields.def.roles.size.map(|_| {
        quote! {
            if stated < #least {
                return Err(#wire::DecodeError::too_short(#name, #least, stated));
            }
        }
    });
    quote!(#binding #check)
}

/// What structs that grow do otherwise than the trait's own functions.
pub(crate) fn functions(fields: &Fields<'_>) -> TokenStream {
    let Fields { cx, def, ident, .. } = fields;
    if def.evolution == Evolution::Sealed {
        return TokenStream::new();
    }
    let wire = cx.wire;
    let name = &def.name;
    let least = number(least(fields));
    let size = number(def.size);
    let binding = binding(fields);
    // without a size field the bytes of a later version can't be told from what follows them
    let longer = if def.roles.size.is_some() {
        quote!(!rest.is_empty())
    } else {
        let last = number(def.sizes.last().map_or(1, |s| s.version).into());
        match at_role(fields, def.roles.version, Role::Version) {
            Some((field, item)) => {
                let (raw, _) = fields.raw(field, item, &quote!(bytes));
                quote!(!rest.is_empty() && #raw <= #last)
            }
            None => quote!(!rest.is_empty()),
        }
    };
    // Bytes that are right in neither order need no more of them: decoding says what is wrong.
    let told = match def.roles.byte_order {
        Some(_) => quote!(#ident::find_order(bytes).unwrap_or(#wire::ByteOrder::Little)),
        None => quote!(#wire::ByteOrder::Little),
    };
    let needed_order = super::codec::mentions(&binding, "order").then(|| quote!(let order = #told;));
    quote! {
        fn bytes_needed(bytes: &[u8]) -> usize {
            if bytes.len() < #least {
                return #least - bytes.len();
            }
            #needed_order
            #binding
            stated.saturating_sub(bytes.len())
        }

        fn decode_prefix_as(
            bytes: &[u8],
            order: #wire::ByteOrder,
        ) -> Result<(#ident, &[u8]), #wire::DecodeError> {
            if bytes.len() < #least {
                return Err(#wire::DecodeError::too_short(#name, #least, bytes.len()));
            }
            #binding
            if stated < #least {
                return Err(#wire::DecodeError::too_short(#name, #least, stated));
            }
            let Some((own, rest)) = bytes.split_at_checked(stated) else {
                return Err(#wire::DecodeError::too_short(#name, stated, bytes.len()));
            };
            let mut known = [0; #size];
            let len = stated.min(#size);
            known[..len].copy_from_slice(&own[..len]);
            Ok((#wire::WireStruct::read(&known, order)?, rest))
        }

        fn decode_as(bytes: &[u8], order: #wire::ByteOrder) -> Result<#ident, #wire::DecodeError> {
            if bytes.len() >= #least {
                #binding
                let rest = bytes.get(stated..).unwrap_or_default();
                if stated >= #least && #longer {
                    return Err(#wire::DecodeError::too_long(#name, stated, bytes.len()));
                }
            }
            let (value, _) = <#ident as #wire::WireStruct>::decode_prefix_as(bytes, order)?;
            Ok(value)
        }
    }
}

/// For `endian = "either"` with a field of role `byte_order`: functions that need no order.
pub(crate) fn find_order(fields: &Fields<'_>) -> TokenStream {
    let Fields { cx, def, ident, .. } = fields;
    let wire = cx.wire;
    let Some(index) = def.roles.byte_order else { return TokenStream::new() };
    let field = &def.fields[index as usize];
    let name = &def.name;
    let least = number(least(fields));
    let at = fields.offset(field);
    let check = match &field.kind {
        FieldKind::Value(ty) => {
            let mut element = fields.element(index as usize, ty, None);
            element.wanted = false;
            element.read(cx, &at, &crate::names::ident("value"))
        }
        FieldKind::Bits(word, items) => {
            super::bits::check_role(fields, index as usize, *word, items, field.order)
        }
        FieldKind::Reserved(_) | FieldKind::Padding => TokenStream::new(),
    };
    let too_long = (def.evolution == Evolution::Sealed).then(|| {
        let size = number(def.size);
        quote! {
            if bytes.len() > #size {
                return Err(#wire::DecodeError::too_long(#name, #size, bytes.len()));
            }
        }
    });
    quote! {
        /// The byte order of these bytes: the one in which the field that tells it is right.
        pub fn find_order(bytes: &[u8]) -> Result<#wire::ByteOrder, #wire::DecodeError> {
            if bytes.len() < #least {
                return Err(#wire::DecodeError::too_short(#name, #least, bytes.len()));
            }
            let check = |order: #wire::ByteOrder| -> Result<(), #wire::DecodeError> {
                #check
                Ok(())
            };
            match check(#wire::ByteOrder::Little) {
                Ok(()) => Ok(#wire::ByteOrder::Little),
                Err(error) => check(#wire::ByteOrder::Big).map(|()| #wire::ByteOrder::Big).map_err(|_| error),
            }
        }

        /// Decodes exactly the bytes of one struct, in the byte order they have.
        pub fn decode(bytes: &[u8]) -> Result<#ident, #wire::DecodeError> {
            #too_long
            #ident::decode_as(bytes, #ident::find_order(bytes)?)
        }

        /// Decodes the struct at the start of `bytes`, in the byte order it has, and returns what follows it.
        pub fn decode_prefix(bytes: &[u8]) -> Result<(#ident, &[u8]), #wire::DecodeError> {
            #ident::decode_prefix_as(bytes, #ident::find_order(bytes)?)
        }
    }
}
