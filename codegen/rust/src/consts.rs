//! `[[const]]`

use crate::{Context, docs, literal, names, types};
use proc_macro2::TokenStream;
use quote::quote;
use rbgen_schema::ir::{ConstDef, Value};

/// A `pub const`.
pub(crate) fn declare(cx: &Context<'_>, def: &ConstDef) -> TokenStream {
    let name = names::const_name(cx.schema, def.site.module, &def.name);
    let doc = docs::attribute(def.doc.as_deref(), &format!("The constant {}.", def.name));
    let (ty, value) = match &def.value.value {
        Value::Text(text) => (quote!(&str), quote!(#text)),
        value => (types::value(cx, &def.ty, None), literal::value(cx, value, &def.value.named, &def.ty)),
    };
    let allow = cx.allow_deprecated();
    quote!(#doc #allow pub const #name: #ty = #value;)
}
