//! `usage = "shm"`: handles for each side, over memory that is only reached through atomic accesses.

use crate::structs::{Fields, member_type};
use crate::types::{self, number};
use crate::{docs, names};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rbgen_schema::ir::{Atomic, ByteOrder, FieldDef, FieldKind, Member, Owner, Scalar, WireType};

/// The sides a handle exists for, with the name of the handle.
const SIDES: [(Owner, &str); 3] =
    [(Owner::Creator, "Creator"), (Owner::Writer, "Writer"), (Owner::Reader, "Reader")];

/// One handle for each side that owns a field.
pub(crate) fn declare(fields: &Fields<'_>) -> TokenStream {
    let owners: Vec<Owner> = fields.def.fields.iter().filter_map(|f| f.owner).collect();
    SIDES
        .iter()
        .filter(|(side, _)| {
            owners.iter().any(|o| o == side || (*o == Owner::Both && *side != Owner::Creator))
        })
        .map(|(side, name)| handle(fields, *side, name))
        .collect()
}

/// What a field is accessed as, if it is one atomic number.
fn cell(fields: &Fields<'_>, field: &FieldDef) -> Option<Scalar> {
    let FieldKind::Value(ty) = &field.kind else { return None };
    let repr = match ty {
        WireType::Scalar(s) if !s.is_float() && !s.is_bool() => *s,
        WireType::Enum(id) => fields.cx.schema.enums[id.index()].repr,
        WireType::Flags(id) => fields.cx.schema.flags[id.index()].repr,
        _ => return None,
    };
    (matches!(repr.size(), 1 | 2 | 4 | 8) && field.offset.is_multiple_of(repr.size())).then_some(repr)
}

fn orderings(atomic: Option<Atomic>) -> (Ident, Ident) {
    match atomic {
        Some(Atomic::AcquireRelease) => (format_ident!("Acquire"), format_ident!("Release")),
        Some(Atomic::SeqCst) => (format_ident!("SeqCst"), format_ident!("SeqCst")),
        Some(Atomic::Relaxed) | None => (format_ident!("Relaxed"), format_ident!("Relaxed")),
    }
}

/// Between the number in memory, whose bytes are in the host's order, and the value; the same both ways.
fn swapped(order: ByteOrder, number: TokenStream) -> TokenStream {
    match order {
        ByteOrder::Big => quote!(#number.to_be()),
        _ => quote!(#number.to_le()),
    }
}

fn handle(fields: &Fields<'_>, side: Owner, side_name: &str) -> TokenStream {
    let Fields { cx, def, ident, members, .. } = fields;
    let wire = cx.wire;
    let name = names::suffixed(ident, side_name);
    let allow = cx.allow_deprecated();
    let size = number(def.size);
    let doc = docs::lines(&format!(
        "The {}'s handle of {} in shared memory: it sets only what the {0} owns.",
        side_name.to_lowercase(),
        docs::link(ident)
    ));
    let accessors = def
        .members
        .iter()
        .zip(members)
        .filter(|(m, _)| m.item.is_none())
        .map(|(member, member_name)| accessor(fields, side, member, member_name));
    let order = if fields.is_either() { quote!(, order: #wire::ByteOrder) } else { quote!() };
    let read_order = cx.order(def.endian);
    quote! {
        #doc
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'a, M: ?Sized> {
            memory: &'a M,
            base: usize,
        }

        #allow
        impl<'a, M: #wire::SharedMemory + ?Sized> #name<'a, M> {
            /// A handle of the struct at an offset of the memory, which must be aligned and inside.
            pub fn new(memory: &'a M, base: usize) -> Result<#name<'a, M>, #wire::shared::OutOfBounds> {
                let inside = base.checked_add(#ident::SIZE).is_some_and(|end| end <= memory.len());
                if inside && base.is_multiple_of(#ident::ALIGN) {
                    Ok(#name { memory, base })
                } else {
                    Err(#wire::shared::OutOfBounds { offset: base, size: #ident::SIZE, len: memory.len() })
                }
            }

            /// A copy of all bytes, checked. Fields that another side writes meanwhile may be of different moments.
            pub fn snapshot(&self #order) -> Result<#ident, #wire::shared::SnapshotError> {
                let bytes = #wire::shared::copy::<M, #size>(self.memory, self.base)?;
                Ok(#wire::WireStruct::read(&bytes, #read_order)?)
            }

            #(#accessors)*
        }
    }
}

fn accessor(fields: &Fields<'_>, side: Owner, member: &Member, name: &Ident) -> TokenStream {
    let Fields { cx, def, .. } = fields;
    let wire = cx.wire;
    let field = &def.fields[member.field as usize];
    let Some(repr) = cell(fields, field) else { return TokenStream::new() };
    if field.order == ByteOrder::Either {
        return TokenStream::new();
    }
    let ty = member_type(cx, def, member);
    let coded = matches!(field.kind, FieldKind::Value(WireType::Enum(_) | WireType::Flags(_)));
    let unsigned = types::host(repr.unsigned());
    let host = types::host(repr);
    let bits = repr.size() * 8;
    let (load, store) = (format_ident!("load_u{bits}"), format_ident!("store_u{bits}"));
    let (acquire, release) = orderings(field.atomic);
    let at = fields.offset(field);
    let plain = name.to_string();
    let plain = plain.strip_prefix("r#").unwrap_or(&plain).to_owned();
    let loaded = swapped(field.order, quote!(raw));
    let loaded = if repr.is_signed() { quote!(#loaded as #host) } else { loaded };
    let loaded = if coded { quote!(<#ty>::from_code(#loaded)) } else { loaded };
    let doc = super::docs::field(
        field.doc.as_deref(),
        &format!("Loads the {bits} bits at offset {} ({acquire})", field.offset),
        field.rules.unit.as_deref(),
    );
    let get = quote! {
        #doc
        pub fn #name(&self) -> Result<#ty, #wire::shared::OutOfBounds> {
            let raw = self.memory.#load(self.base + #at, core::sync::atomic::Ordering::#acquire)?;
            Ok(#loaded)
        }
    };
    let owns = field.owner.is_none_or(|o| o == side || o == Owner::Both);
    if !owns {
        return get;
    }
    let set = format_ident!("set_{plain}");
    let set_doc = docs::lines(&format!("Stores `{plain}` ({release})."));
    let value = if coded { quote!(value.code()) } else { quote!(value) };
    let value = if repr.is_signed() { quote!((#value as #unsigned)) } else { value };
    let stored = swapped(field.order, value);
    quote! {
        #get

        #set_doc
        pub fn #set(&self, value: #ty) -> Result<(), #wire::shared::OutOfBounds> {
            self.memory.#store(self.base + #at, #stored, core::sync::atomic::Ordering::#release)
        }
    }
}
