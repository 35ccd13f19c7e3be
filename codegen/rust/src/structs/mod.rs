//! `[[struct]]`: value, codec, views and layout.

mod bits;
mod codec;
mod evolve;
mod ffi;
mod field;
mod fixed;
mod layout;
mod value;
mod view;
mod whole;

use crate::{Context, Own, Whole, names, plain, shm};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rbgen_schema::ir::{Member, StructDef, Usage};

pub(crate) use codec::mentions;
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
    let plain = plain::of_struct(&fields);
    let mirror = (def.usage == Usage::Ffi).then(|| ffi::mirror(&fields));
    let shared = (def.usage == Usage::Shm).then(|| shm::declare(&fields));
    quote!(#value #layout #codec #plain #views #mirror #shared)
}

/// What the derive adds to a struct of the user's that has a field for each run of bytes.
pub(crate) fn implement_whole(cx: &Context<'_>, def: &StructDef, own: Own<'_>, whole: Whole) -> TokenStream {
    let names = &whole::names(def, own.fields, whole);
    let of = |member: &Member| names.get(member.field as usize)?.cloned();
    let members: Vec<Ident> = def.members.iter().filter_map(of).collect();
    let fields = Fields::new(cx, def, own.ident, Some(Own { fields: &members, ..own }));
    let codec = codec::implement_as(
        &fields,
        &whole::read(&fields, names, whole),
        &whole::write(&fields, names, whole),
    );
    let layout = layout::implement(&fields);
    quote!(#layout #codec)
}

/// What the derive adds to a struct of the user's.
pub(crate) fn implement(cx: &Context<'_>, def: &StructDef, own: Own<'_>) -> TokenStream {
    let fields = Fields::new(cx, def, own.ident, Some(own));
    let codec = codec::implement(&fields);
    let layout = layout::implement(&fields);
    quote!(#layout #codec)
}
