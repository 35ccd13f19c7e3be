//! The derive from end to end: read the struct, find its schema, compare, expand.

use crate::backend;
use crate::cache::{self, Cached};
use crate::code_first;
use crate::compare::{Pair, compare};
use crate::errors::Errors;
use crate::excerpt::{Shown, plain};
use crate::item::{Item, unraw};
use crate::locate::{Located, Site, locate};
use crate::overlay;
use crate::slot::Shape;
use crate::stub::{self, Known};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use rbgen_schema::ir::{Evolution, Schema, StructId};
use rbgen_schema::nearest::nearest;
use rbgen_schema::render::render;
use rbgen_schema::{Diagnostic, Loaded, Severity, Sources};
use std::path::PathBuf;
use syn::{DeriveInput, LitStr};

/// Expands `#[derive(WireStruct)]`. Errors come together, with an implementation that lets the rest of the crate compile.
pub(crate) fn derive(input: &DeriveInput, site: &Site) -> TokenStream {
    let mut errors = Errors::default();
    let mut tokens = TokenStream::new();
    let mut known = Known::default();
    let item = Item::parse(input, &mut errors);
    if let Some(item) = &item
        && errors.is_empty()
    {
        let expanded = match &item.attrs.schema {
            Some(path) => against_schema(item, path, site, &mut known, &mut tokens, &mut errors),
            None => from_code(item, site, &mut tokens, &mut errors),
        };
        if let Some(expanded) = expanded
            && errors.is_empty()
        {
            tokens.extend(expanded);
            return tokens;
        }
    }
    tokens.extend(stub::implement(input, &known, &wire_path(item.as_ref())));
    tokens.extend(errors.into_tokens());
    tokens
}

/// Where the expansion finds the runtime.
fn wire_path(item: Option<&Item>) -> syn::Path {
    item.and_then(|item| item.attrs.krate.clone()).unwrap_or_else(|| syn::parse_quote!(::rbgen_runtime))
}

fn against_schema(
    item: &Item,
    path: &LitStr,
    site: &Site,
    known: &mut Known,
    tokens: &mut TokenStream,
    errors: &mut Errors,
) -> Option<TokenStream> {
    for field in &item.fields {
        for entry in &field.attrs.code {
            errors.add(entry.span, crate::attrs::already_said(&entry.key));
        }
    }
    let root = locate(&path.value(), site);
    let cached = cache::load(&root);
    tokens.extend(tracked(&cached.files));
    let schema = checked(&cached, path.span(), errors)?;
    let id = find(item, schema, errors)?;
    *known = Known::of(&schema.structs[id.index()]);
    implement(item, schema, id, Shown::Schema(&cached.loaded.sources), Shape::of(item.repr), errors)
}

fn from_code(item: &Item, site: &Site, tokens: &mut TokenStream, errors: &mut Errors) -> Option<TokenStream> {
    let described = code_first::describe(item, errors);
    if !errors.is_empty() {
        return None;
    }
    // Imports are relative to what a schema would be.
    let import = item.attrs.imports.iter().map(LitStr::value).find(|path| !path.starts_with("rbgen:"));
    let base = locate(import.as_deref().unwrap_or("Cargo.toml"), site).base;
    let root = Located { base, shown: format!("{}.toml", unraw(&item.ident)) };
    let cached = cache::load_text(&root, &described.text);
    tokens.extend(tracked(&cached.files));
    let Loaded { schema, diagnostics, sources } = &cached.loaded;
    for diagnostic in diagnostics.iter().filter(|d| d.severity == Severity::Error) {
        let place = diagnostic.primary.span;
        let own = sources.get(place.file).path == root.shown;
        let origin = own.then(|| described.origin(place.start as usize..place.end as usize)).flatten();
        let message = match origin {
            Some(_) => plain(diagnostic),
            None => render(sources, diagnostic),
        };
        errors.add(origin.unwrap_or_else(|| item.span()), message.trim_end());
    }
    let schema = schema.as_ref()?;
    // The root's structs come last, and it has only this one.
    let id = StructId(schema.structs.len().checked_sub(1)? as u32);
    let shape = if item.repr.c { Shape::Overlay } else { Shape::Fields };
    let tokens = implement(item, schema, id, Shown::Generated, shape, errors)?;
    let ident = &item.ident;
    let text = &described.text;
    let doc = format!("The schema of `{ident}`, as TOML.");
    Some(quote! {
        #tokens

        #[allow(dead_code)]
        impl #ident {
            #[doc = #doc]
            #[must_use]
            pub const fn to_schema() -> &'static str {
                #text
            }
        }
    })
}

/// Compares and expands.
fn implement(
    item: &Item,
    schema: &Schema,
    id: StructId,
    shown: Shown<'_>,
    shape: Shape,
    errors: &mut Errors,
) -> Option<TokenStream> {
    let def = &schema.structs[id.index()];
    if shape != Shape::Value && def.evolution == Evolution::Append {
        errors.add(
            item.span(),
            format!(
                "`{}` grows with its versions, so not every byte is always there{}\n  = help: use a value struct, compared with a \
                 schema, whose missing fields take their defaults",
                def.name,
                shown.excerpt(def.site.name, ""),
            ),
        );
        return None;
    }
    let pairs: Vec<Pair<'_>> = compare(item, shape, schema, def, shown, errors);
    if item.repr.c {
        overlay::check(item, &pairs, def, shown, errors);
    } else if let Some(span) = item.attrs.zerocopy {
        errors.add(
            span,
            "zerocopy reads a struct in place, so it has to lie in memory as on the wire\n  = help: add `#[repr(C)]` and every byte \
             of the schema, or remove `zerocopy`",
        );
    }
    if !errors.is_empty() {
        return None;
    }
    let wire = wire_path(Some(item));
    let checked = backend::checked(item, &pairs, schema, shown, &wire);
    let name = checked.as_ref().map(|_| backend::checked_name());
    let mut tokens = backend::implement(item, &pairs, schema, id, shape, &wire, name.as_ref());
    if item.repr.c {
        tokens.extend(overlay::assertions(item, &pairs, def, shown, name.as_ref()));
    }
    if let Some(checked) = checked {
        // Where the user's types are deprecated, the struct's own lines say so.
        tokens = quote!(#[allow(deprecated)] const _: () = { #checked #tokens };);
    }
    if let Some(span) = item.attrs.zerocopy {
        tokens.extend(backend::zerocopy_bounds(item, span));
    }
    Some(tokens)
}

/// The schema, or its errors at the place that names it.
fn checked<'a>(cached: &'a Cached, span: Span, errors: &mut Errors) -> Option<&'a Schema> {
    let Loaded { schema, diagnostics, sources } = &cached.loaded;
    if schema.is_none() {
        // A root that can't be read has no text to point into.
        if let [diagnostic] = diagnostics.as_slice()
            && let root = sources.get(diagnostic.primary.span.file)
            && let path = &root.path
            && root.text.is_empty()
        {
            let message = match diagnostic.id {
                "cannot-read" if cached.root_exists() => diagnostic.message.clone(),
                "cannot-read" if !path.starts_with("rbgen:") => {
                    format!(
                        "{}\n  = help: a path starts at the package's folder, where `Cargo.toml` is",
                        diagnostic.message
                    )
                }
                _ => plain(diagnostic),
            };
            errors.add(span, message);
            return None;
        }
        errors.add(span, listed(diagnostics, sources));
    }
    schema.as_ref()
}

/// All errors of a schema as one message.
fn listed(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let texts: Vec<String> = diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .map(|d| render(sources, d).trim_end().to_owned())
        .collect();
    let what = match texts.len() {
        1 => "the schema has an error".to_owned(),
        n => format!("the schema has {n} errors"),
    };
    format!("{what}\n\n{}", texts.join("\n\n"))
}

fn find(item: &Item, schema: &Schema, errors: &mut Errors) -> Option<StructId> {
    let (name, span) = match &item.attrs.name {
        Some(name) => (name.value(), name.span()),
        None => (unraw(&item.ident), item.span()),
    };
    let found = schema.structs.iter().position(|def| def.name == name);
    match found.map(|index| &schema.structs[index]) {
        None => {
            if let Some(kind) = other_kind(schema, &name) {
                let help = "`wire_schema!` declares it; the derive is for structs";
                errors.add(span, format!("`{name}` is {kind} in the schema\n  = help: {help}"));
                return None;
            }
            let names = || schema.structs.iter().map(|def| def.name.as_str());
            let help = match nearest(&name, names()) {
                Some(near) if item.attrs.name.is_none() => {
                    format!("write `#[wire(name = \"{near}\")]`, or rename the struct")
                }
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it has {}", names().collect::<Vec<_>>().join(", ")),
            };
            errors.add(span, format!("the schema has no struct `{name}`\n  = help: {help}"));
        }
        Some(def) if !def.has_codec() => {
            errors.add(
                span,
                format!("`{name}` depends on the machine it is compiled for, so it has no bytes to read or write\n  = help: declare it with `wire_schema!`"),
            );
            return None;
        }
        Some(_) => {}
    }
    found.map(|index| StructId(index as u32))
}

/// What something that isn't a struct is.
fn other_kind(schema: &Schema, name: &str) -> Option<&'static str> {
    let kinds = [
        ("an enum", schema.enums.iter().any(|def| def.name == name)),
        ("a flag set", schema.flags.iter().any(|def| def.name == name)),
        ("a union", schema.unions.iter().any(|def| def.name == name)),
        ("a message", schema.messages.iter().any(|def| def.name == name)),
        ("a constant", schema.consts.iter().any(|def| def.name == name)),
        ("a call", schema.operations.iter().any(|def| def.name == name)),
    ];
    kinds.into_iter().find_map(|(kind, found)| found.then_some(kind))
}

/// Makes Cargo build again when a file changes.
pub(crate) fn tracked(files: &[PathBuf]) -> TokenStream {
    let files = files.iter().filter_map(|file| std::path::absolute(file).ok()?.to_str().map(str::to_owned));
    quote!(#(const _: &[u8] = ::core::include_bytes!(#files);)*)
}

/// What `wire_schema!` is given.
struct Invocation {
    wire: syn::Path,
    schema: LitStr,
    zerocopy: bool,
}

impl syn::parse::Parse for Invocation {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Invocation> {
        let mut wire = syn::parse_quote!(::rbgen_runtime);
        if input.peek(syn::Token![crate]) {
            input.parse::<syn::Token![crate]>()?;
            input.parse::<syn::Token![=]>()?;
            wire = input.call(syn::Path::parse_mod_style)?;
            input.parse::<syn::Token![;]>()?;
        }
        let schema: LitStr = input.parse().map_err(|error| {
            syn::Error::new(error.span(), "write the schema's path: `wire_schema!(\"schema.toml\")`, or `\"rbgen:thumbnail\"` for one that ships with rbgen")
        })?;
        let mut zerocopy = false;
        while input.peek(syn::Token![,]) {
            input.parse::<syn::Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let option: syn::Ident = input.parse()?;
            if option != "zerocopy" {
                return Err(syn::Error::new(
                    option.span(),
                    format!("unknown option `{option}`\n  = help: the only one is `zerocopy`"),
                ));
            }
            zerocopy = true;
        }
        if !input.is_empty() {
            return Err(input.error("nothing more is expected here"));
        }
        Ok(Invocation { wire, schema, zerocopy })
    }
}

/// Expands `wire_schema!`. `site` gets the place of the schema's path, a token of the user's own.
pub(crate) fn wire_schema(input: TokenStream, site: impl FnOnce(Span) -> Site) -> TokenStream {
    let Invocation { wire, schema: path, zerocopy } = match syn::parse2(input) {
        Ok(invocation) => invocation,
        Err(error) => return error.into_compile_error(),
    };
    let cached = cache::load(&locate(&path.value(), &site(path.span())));
    let mut tokens = tracked(&cached.files);
    let mut errors = Errors::default();
    if let Some(schema) = checked(&cached, path.span(), &mut errors) {
        let unnamed = rbgen_rust::check(schema);
        if unnamed.is_empty() {
            tokens.extend(backend::declare(schema, &wire, zerocopy));
        } else {
            let diagnostics: Vec<_> = unnamed.into_iter().map(|finding| finding.diagnostic).collect();
            errors.add(path.span(), listed(&diagnostics, &cached.loaded.sources));
        }
    }
    tokens.extend(errors.into_tokens());
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::TokenTree;
    use syn::parse_quote;

    /// Every identifier of an expansion.
    fn identifiers(tokens: TokenStream, found: &mut Vec<String>) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => found.push(ident.to_string()),
                TokenTree::Group(group) => identifiers(group.stream(), found),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    fn expansions() -> Vec<TokenStream> {
        let site = Site { package: Some(env!("CARGO_MANIFEST_DIR").into()), source: None };
        let structs: [DeriveInput; 4] = [
            parse_quote! {
                #[wire(schema = "rbgen:thumbnail")]
                struct ThumbnailRequestHeader {
                    target_width: u32,
                    target_height: u32,
                    output_format: OutputFormat,
                    quality: u32,
                    payload_size: u32,
                }
            },
            parse_quote! {
                #[wire(schema = "rbgen:zerobuffer", zerocopy)]
                #[repr(C)]
                struct FrameHeader {
                    payload_size: u64,
                    sequence_number: u64,
                }
            },
            parse_quote! {
                struct Own {
                    #[wire(const = 1)]
                    version: u8,
                    name: rt::Text<7>,
                }
            },
            parse_quote!(
                struct Wrong {
                    first: usize,
                }
            ),
        ];
        let mut all: Vec<TokenStream> = structs.iter().map(|input| derive(input, &site)).collect();
        for schema in ["rbgen:thumbnail", "rbgen:zerobuffer"] {
            all.push(wire_schema(quote!(crate = rt; #schema), |_| site.clone()));
            all.push(wire_schema(quote!(#schema, zerocopy), |_| site.clone()));
        }
        all
    }

    #[test]
    fn no_expansion_is_unsafe_or_asks_for_features() {
        for tokens in expansions() {
            let mut found = Vec::new();
            identifiers(tokens.clone(), &mut found);
            assert!(found.contains(&"WireStruct".to_owned()), "{tokens}");
            for forbidden in ["unsafe", "feature", "transmute"] {
                assert!(!found.iter().any(|word| word == forbidden), "`{forbidden}` in {tokens}");
            }
        }
    }

    #[test]
    fn only_a_mistake_expands_to_an_error() {
        let failed: Vec<bool> =
            expansions().iter().map(|t| t.to_string().contains("compile_error")).collect();
        assert_eq!(failed, [false, false, false, true, false, false, false, false]);
    }
}
