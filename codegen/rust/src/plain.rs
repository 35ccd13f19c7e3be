//! Values as plain data: what serde's traits are implemented from, where the runtime has its feature `serde`.
//!
//! An expansion can't ask for a feature, because it would be one of the user's crate. So it says what there is to a macro
//! of the runtime, and the runtime's own feature decides what that comes to.

use crate::structs::Fields;
use crate::{Context, names};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rbgen_schema::ir::{FieldKind, UnionDef, WireType};

/// An enum: its name for people, else its code.
pub(crate) fn of_enum(cx: &Context<'_>, name: &Ident) -> TokenStream {
    let wire = cx.wire;
    quote!(#wire::plain_enum!(#name);)
}

/// A flag set: its bits as a number.
pub(crate) fn of_flags(cx: &Context<'_>, name: &Ident) -> TokenStream {
    let wire = cx.wire;
    quote!(#wire::plain_newtype!(#name);)
}

/// A union without a tag: its bytes.
pub(crate) fn of_bytes(cx: &Context<'_>, name: &Ident) -> TokenStream {
    let wire = cx.wire;
    quote!(#wire::plain_newtype!(#name as Raw);)
}

/// How a type is shown where it isn't as the Rust type is: bytes, and arrays, which serde doesn't have beyond 32 elements.
fn form(ty: &WireType) -> Option<TokenStream> {
    match ty {
        WireType::Bytes(_) => Some(quote!(Hex)),
        WireType::Array(inner, _) => {
            let inner = form(inner).unwrap_or_else(|| quote!(Own));
            Some(quote!([#inner]))
        }
        _ => None,
    }
}

fn as_form(form: Option<TokenStream>) -> Option<TokenStream> {
    form.map(|form| quote!(as #form))
}

/// A union with a tag: which member, its value, and the bytes beyond it.
pub(crate) fn of_union(cx: &Context<'_>, def: &UnionDef, name: &Ident) -> TokenStream {
    let wire = cx.wire;
    let variants = def.members.iter().map(|member| {
        let variant = names::variant_name(cx.schema, def.site.module, &def.name, &member.name);
        let key = &member.name;
        let rest = (member.size < def.size).then(|| quote!(, rest));
        let form = as_form(form(&member.ty));
        quote!(#variant(value #rest) => #key #form)
    });
    quote!(#wire::plain_union!(match #name { #(#variants,)* });)
}

/// A struct: a map of its members.
pub(crate) fn of_struct(fields: &Fields<'_>) -> TokenStream {
    let Fields { cx, def, ident, members, .. } = fields;
    let wire = cx.wire;
    let whole = !def.members.iter().any(|member| member.required);
    let members = def.members.iter().zip(members).map(|(member, name)| {
        let key = &member.name;
        let form = match &def.fields[member.field as usize].kind {
            FieldKind::Value(ty) => form(ty),
            FieldKind::Bits(..) => None,
            FieldKind::Reserved(_) | FieldKind::Padding => Some(quote!(Hex)),
        };
        let form = as_form(form);
        let default = (!whole && !member.required).then(|| {
            let value = fields.default(member);
            quote!(|| #value)
        });
        quote!(#name: #key #form #default)
    });
    let default = whole.then(|| quote!(..Default));
    quote!(#wire::plain_struct!(#ident { #(#members,)* #default });)
}
