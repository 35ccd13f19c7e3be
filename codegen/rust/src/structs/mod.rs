//! `[[struct]]`: value, codec, views and layout.

mod bits;
mod codec;
mod evolve;
mod ffi;
mod field;
mod layout;
mod value;
mod view;

use crate::{Context, names, shm};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rbgen_schema::ir::{StructDef, Usage};

pub(crate) use field::{Fields, member_type, tag_number};

/// Values up to this many bytes on the wire are `Copy`.
pub(crate) const COPY_LIMIT: u64 = 256;

/// Everything for one struct.
pub(crate) fn declare(cx: &Context<'_>, def: &StructDef) -> TokenStream {
    if !def.has_codec() {
        return ffi::declare(cx, def);
    }
    let ident = names::type_name(cx.schema, def.site.module, &def.name);
    let fields = Fields::new(cx, def, &ident, None);
    let value = value::declare(&fields);
    let codec = codec::implement(&fields);
    let layout = layout::implement(&fields);
    let views = view::declare(&fields);
    let mirror = (def.usage == Usage::Ffi).then(|| ffi::mirror(&fields));
    let shared = (def.usage == Usage::Shm).then(|| shm::declare(&fields));
    quote!(#value #layout #codec #views #mirror #shared)
}

/// What the derive adds to a struct of the user's.
pub(crate) fn implement(cx: &Context<'_>, def: &StructDef, ident: &Ident, fields: &[Ident]) -> TokenStream {
    let fields = Fields::new(cx, def, ident, Some(fields));
    let codec = codec::implement(&fields);
    let layout = layout::implement(&fields);
    quote!(#layout #codec)
}
