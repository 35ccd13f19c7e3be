//! Derive and function-like macros of rbgen. Use them through `rbgen-runtime`, whose documentation explains them.
#![forbid(unsafe_code)]

mod attrs;
mod backend;
mod cache;
mod code_first;
mod compare;
mod errors;
mod excerpt;
mod expand;
mod item;
mod locate;
mod overlay;
mod slot;
mod stub;
mod toml;
mod verdict;

use locate::Site;
use proc_macro::TokenStream;

/// Implements `WireStruct` for a struct, compared with a schema at compile time.
#[proc_macro_derive(WireStruct, attributes(wire))]
pub fn wire_struct(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    let site = Site::of(input.ident.span().unwrap());
    expand::derive(&input, &site).into()
}

/// Declares every type of a schema. `rbgen_runtime::wire_schema!` is this macro with the path of that crate filled in.
#[proc_macro]
pub fn wire_schema(input: TokenStream) -> TokenStream {
    expand::wire_schema(input.into(), |path| Site::of(path.unwrap())).into()
}
