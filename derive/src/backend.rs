//! The code that rbgen-rust writes for a struct, and the comparison of types by the compiler.

use crate::compare::{Pair, type_text};
use crate::excerpt::Shown;
use crate::item::{Item, unraw};
use crate::overlay;
use crate::slot::{Shape, Wanted};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use rbgen_rust::{Options, Own, Whole};
use rbgen_schema::ir::{Schema, StructId, WireType};
use syn::spanned::Spanned as _;
use syn::{Ident, Path};

/// The comparison of types that tokens don't tell, which the compiler does: a declaration of the alias
/// [`checked_name`], which is the user's struct while all is right.
///
/// A failed assertion in a type makes the type an error that the compiler has reported. Whatever is reached through it
/// is taken as it is, so that a wrong field gives one message rather than one for each place that reads or writes it.
/// `None` where nothing is to be compared.
pub(crate) fn checked(
    item: &Item,
    pairs: &[Pair<'_>],
    schema: &Schema,
    shown: Shown<'_>,
    wire: &Path,
) -> Option<TokenStream> {
    let asked: Vec<&Pair<'_>> = pairs.iter().filter(|pair| pair.ask_compiler).collect();
    if asked.is_empty() {
        return None;
    }
    let comparisons = asked.into_iter().map(|Pair { field, slot, .. }| {
        let ty = &field.ty;
        let span = ty.span().resolved_at(Span::call_site());
        let wanted = field_type(&slot.wanted, schema, wire);
        let message = format!(
            "field `{}` is `{}` here, but `{}` by {}{}",
            unraw(&field.ident),
            type_text(ty),
            slot.wanted.text(),
            shown.authority(),
            shown.excerpt(slot.type_span(), ""),
        );
        let size = item.repr.c.then(|| overlay::size_assertion(item, field, slot, shown));
        quote_spanned! {span=>
            [(); {
                <#ty as #wire::WireField>::TYPE.require(&#wanted, #message);
                #size
                0
            }]
        }
    });
    let (ident, checked) = (&item.ident, checked_name());
    Some(quote! {
        trait RbgenAfter {
            type Type;
        }
        impl<Comparisons, Own> RbgenAfter for (Comparisons, Own) {
            type Type = Own;
        }
        type #checked = <((#(#comparisons,)*), #ident) as RbgenAfter>::Type;
    })
}

/// The alias that [`checked`] declares.
pub(crate) fn checked_name() -> Ident {
    quote::format_ident!("RbgenChecked")
}

/// The run time's description of a wanted type.
fn field_type(wanted: &Wanted<'_>, schema: &Schema, wire: &Path) -> TokenStream {
    let kind = match wanted {
        Wanted::Number(name, _) => {
            let variant = quote::format_ident!("{}", name.to_uppercase());
            quote!(#variant)
        }
        Wanted::Bool => quote!(Bool),
        Wanted::Text(capacity) => {
            let capacity = unsuffixed(*capacity);
            quote!(Text(#capacity))
        }
        Wanted::Bytes(len) => {
            let len = unsuffixed(*len);
            quote!(Array(&#wire::FieldType::U8, #len))
        }
        Wanted::Id(WireType::Guid) => quote!(Guid),
        Wanted::Id(_) => quote!(Uuid),
        Wanted::Named(name, WireType::Enum(_)) => quote!(Enum(#name)),
        Wanted::Named(name, WireType::Flags(_)) => quote!(Flags(#name)),
        Wanted::Named(name, WireType::Struct(id)) => {
            let hash = schema.structs[id.index()].layout_hash;
            quote!(Struct(#name, #hash))
        }
        Wanted::Named(name, _) => quote!(Union(#name)),
        Wanted::Array(inner, len) => {
            let (inner, len) = (field_type(inner, schema, wire), unsuffixed(*len));
            quote!(Array(&#inner, #len))
        }
    };
    quote!(#wire::FieldType::#kind)
}

/// Checks that the traits of zerocopy are there. The user's own derives implement them.
pub(crate) fn zerocopy_bounds(item: &Item, span: Span) -> TokenStream {
    let ident = &item.ident;
    let span = span.resolved_at(Span::call_site());
    let bound = |name: &str| {
        let name = syn::Ident::new(name, span);
        quote_spanned! {span=>
            const _: fn() = || {
                fn derived<T: ?::core::marker::Sized + ::zerocopy::#name>() {}
                derived::<#ident>();
            };
        }
    };
    ["FromBytes", "IntoBytes", "KnownLayout", "Immutable"].into_iter().map(bound).collect()
}

fn unsuffixed(number: u64) -> proc_macro2::Literal {
    proc_macro2::Literal::u64_unsuffixed(number)
}

/// The code of rbgen-rust for the user's struct. `checked` is an alias of it, see [`rbgen_rust::Own`].
pub(crate) fn implement(
    item: &Item,
    pairs: &[Pair<'_>],
    schema: &Schema,
    id: StructId,
    shape: Shape,
    wire: &Path,
    checked: Option<&Ident>,
) -> TokenStream {
    let options = Options { wire: quote!(#wire), zerocopy: None };
    let names: Vec<Ident> = pairs.iter().map(|pair| pair.field.ident.clone()).collect();
    let own = Own { ident: &item.ident, fields: &names, checked };
    let whole = |in_memory| {
        let whole = Whole { in_memory, packed: item.repr.packed.is_some() };
        rbgen_rust::implement_whole(schema, &options, id, own, whole)
    };
    let code = match shape {
        Shape::Value => rbgen_rust::implement(schema, &options, id, own),
        Shape::Fields => whole(false),
        Shape::Overlay => whole(true),
    };
    // The code says `Result` and `core`, and means Rust's whatever the user's module calls so. Nobody has to use all of
    // what it implements.
    quote! {
        #[allow(dead_code, unused_imports)]
        const _: () = {
            use ::core::prelude::v1::*;
            use ::core::{self};
            #code
        };
    }
}

/// The code of rbgen-rust for everything in a schema.
pub(crate) fn declare(schema: &Schema, wire: &Path, zerocopy: bool) -> TokenStream {
    let zerocopy = zerocopy.then(|| quote!(::zerocopy));
    rbgen_rust::declare(schema, &Options { wire: quote!(#wire), zerocopy })
}
