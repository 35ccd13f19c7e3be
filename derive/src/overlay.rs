//! `#[repr(C)]` structs: memory that is laid out as the bytes on the wire are.

use crate::compare::Pair;
use crate::errors::Errors;
use crate::excerpt::Shown;
use crate::item::{Field, Item};
use crate::slot::Slot;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use rbgen_schema::ir::{ByteOrder, FieldDef, FieldKind, LayoutRule, Scalar, StructDef, WireType};
use syn::Ident;

/// Refuses what memory can't hold as it is on the wire.
pub(crate) fn check(item: &Item, pairs: &[Pair<'_>], def: &StructDef, shown: Shown<'_>, errors: &mut Errors) {
    for Pair { field, slot, .. } in pairs {
        if let Some((problem, label)) = unfit(slot.field) {
            errors.on(
                &field.ty,
                format!(
                    "an overlay can't hold `{}`: {problem}{}\n  = help: remove `#[repr(C)]`; a value struct reads and writes it as `{}`",
                    slot.name,
                    shown.excerpt(slot.type_span(), label),
                    slot.wanted.text(),
                ),
            );
        }
    }
    check_repr(item, def, shown, errors);
}

/// Why a field has no native counterpart in memory, with the label of its type.
pub(crate) fn unfit(field: &FieldDef) -> Option<(&'static str, &'static str)> {
    let scalar = match &field.kind {
        FieldKind::Bits(scalar, _) => Some(*scalar),
        FieldKind::Value(ty) => match ty.element().0 {
            WireType::Scalar(scalar) => Some(*scalar),
            WireType::Union(_) => return Some(("reading a Rust union needs unchecked code", "a union")),
            _ => None,
        },
        FieldKind::Reserved(_) | FieldKind::Padding => return None,
    };
    match (field.order, scalar) {
        (_, Some(scalar)) if !scalar.size().is_power_of_two() => {
            Some(("no native integer has its width", "an odd width"))
        }
        (_, Some(Scalar::Bool32)) => Some(("a Rust `bool` has one byte", "four bytes")),
        (ByteOrder::Big, _) => Some(("its bytes are in big-endian order", "big-endian")),
        (ByteOrder::Either, _) => {
            Some(("its byte order is known only when the bytes are read", "of either byte order"))
        }
        (ByteOrder::Little, _) => None,
    }
}

/// Holds `packed` and `align` against the schema, which give better advice than offsets that are wrong.
fn check_repr(item: &Item, def: &StructDef, shown: Shown<'_>, errors: &mut Errors) {
    let unaligned = |limit: u64| {
        def.fields.iter().any(|field| !field.offset.is_multiple_of(natural_align(field).min(limit)))
    };
    let say = |errors: &mut Errors, message: String| {
        errors.add(item.span(), format!("{message}{}", shown.excerpt(def.site.name, "")));
    };
    match (def.layout, item.repr.packed) {
        (LayoutRule::Natural, Some(_)) if def.align > 1 => {
            let message =
                format!("struct `{}` of the schema is not packed\n  = help: write `#[repr(C)]`", def.name);
            say(errors, message);
        }
        (LayoutRule::Packed(pack), written) if written != Some(pack) => {
            // Where all fields are aligned anyway, `#[repr(C)]` differs in nothing but the struct's alignment.
            let packed = if pack == 1 { "packed".to_owned() } else { format!("packed({pack})") };
            if written.is_some() || unaligned(u64::MAX) {
                let message = format!(
                    "struct `{}` of the schema is packed\n  = help: write `#[repr(C, {packed})]`",
                    def.name
                );
                say(errors, message);
            }
        }
        _ => {}
    }
    if let Some(align) = item.repr.align
        && align > def.align
    {
        let message = format!(
            "struct `{}` of the schema is aligned to {} bytes, not {align}\n  = help: remove `align({align})`",
            def.name, def.align
        );
        say(errors, message);
    } else if def.align_raised && item.repr.align != Some(def.align) {
        let message = format!(
            "struct `{}` of the schema is aligned to {} bytes\n  = help: write `#[repr(C, align({}))]`",
            def.name, def.align, def.align
        );
        say(errors, message);
    }
}

fn natural_align(field: &FieldDef) -> u64 {
    match &field.kind {
        FieldKind::Bits(scalar, _) => scalar.align(),
        FieldKind::Value(ty) => match ty.element().0 {
            WireType::Scalar(scalar) => scalar.align(),
            WireType::Char16(_) => 2,
            WireType::Guid => 4,
            _ => 1,
        },
        FieldKind::Reserved(_) | FieldKind::Padding => 1,
    }
}

/// The check that a field's type has as many bytes in memory as on the wire.
pub(crate) fn size_assertion(item: &Item, field: &Field, slot: &Slot<'_>, shown: Shown<'_>) -> TokenStream {
    let (ident, name, ty) = (&item.ident, &field.ident, &field.ty);
    let size = unsuffixed(slot.field.size);
    let place = shown.place(slot.name_span());
    let wrong_size = format!("`{ident}.{name}` does not have the {size} bytes the schema gives it{place}");
    quote_spanned!(located(name.span())=> ::core::assert!(::core::mem::size_of::<#ty>() == #size, #wrong_size);)
}

/// Compile-time checks of size, alignment and every offset, each with the place in the schema that says so. `checked`
/// is what the struct is called where its fields are reached, see [`rbgen_rust::Own`].
pub(crate) fn assertions(
    item: &Item,
    pairs: &[Pair<'_>],
    def: &StructDef,
    shown: Shown<'_>,
    checked: Option<&Ident>,
) -> TokenStream {
    let ident = &item.ident;
    let own = checked.unwrap_or(ident);
    let at = shown.place(def.site.name);
    let mut out = TokenStream::new();
    for Pair { field, slot, ask_compiler } in pairs {
        let name = &field.ident;
        let (span, place) = (located(name.span()), shown.place(slot.name_span()));
        let offset = unsuffixed(slot.field.offset);
        let wrong_offset =
            format!("`{ident}.{name}` is not at offset {offset}, where the schema has it{place}");
        // Where the compiler compares the type, it has compared the size with it.
        if !ask_compiler {
            let size = size_assertion(item, field, slot, shown);
            out.extend(quote_spanned!(span=> const _: () = { #size };));
        }
        out.extend(quote_spanned! {span=>
            const _: () = ::core::assert!(::core::mem::offset_of!(#own, #name) == #offset, #wrong_offset);
        });
    }
    let (size, align) = (unsuffixed(def.size), unsuffixed(def.align));
    let wrong_size = format!("`{ident}` does not have the {size} bytes the schema gives it{at}");
    out.extend(quote_spanned! {located(item.span())=>
        const _: () = ::core::assert!(::core::mem::size_of::<#own>() == #size, #wrong_size);
    });
    // A packed struct of the schema may be an ordinary one in Rust when its fields are aligned anyway.
    let at_least = def.align <= 1 || matches!(def.layout, LayoutRule::Packed(_));
    if !at_least {
        let wrong_align = format!("`{ident}` is not aligned to {align} bytes, as the schema says{at}");
        out.extend(quote_spanned! {located(item.span())=>
            const _: () = ::core::assert!(::core::mem::align_of::<#own>() == #align, #wrong_align);
        });
    }
    if def.fields.iter().any(|field| field.size > 1 && has_order(field)) {
        let foreign = format!(
            "`{ident}` is little-endian, this target is not: use a value struct, without `#[repr(C)]`"
        );
        out.extend(quote_spanned! {located(item.span())=>
            const _: () = ::core::assert!(::core::cfg!(target_endian = "little"), #foreign);
        });
    }
    out
}

fn has_order(field: &FieldDef) -> bool {
    match &field.kind {
        FieldKind::Bits(scalar, _) => scalar.size() > 1,
        FieldKind::Value(ty) => match ty.element().0 {
            WireType::Scalar(scalar) => scalar.size() > 1,
            WireType::Char16(_) | WireType::Enum(_) | WireType::Flags(_) => true,
            _ => false,
        },
        FieldKind::Reserved(_) | FieldKind::Padding => false,
    }
}

/// A span that shows the user's token while names resolve as in a `macro_rules!` macro.
fn located(span: Span) -> Span {
    span.resolved_at(Span::call_site())
}

fn unsuffixed(number: u64) -> proc_macro2::Literal {
    proc_macro2::Literal::u64_unsuffixed(number)
}
