//! The user's struct, reduced to what the macros look at.

use crate::attrs::{FieldAttrs, StructAttrs};
use crate::errors::Errors;
use proc_macro2::Span;
use syn::spanned::Spanned as _;
use syn::{Data, DeriveInput, Fields, Ident, Type};

/// A struct with named fields and without generic parameters.
#[derive(Debug)]
pub(crate) struct Item {
    /// Its name.
    pub(crate) ident: Ident,
    /// Its `#[wire(...)]` attributes.
    pub(crate) attrs: StructAttrs,
    /// Its documentation.
    pub(crate) doc: Option<String>,
    /// How it lies in memory.
    pub(crate) repr: Repr,
    /// Its fields in order.
    pub(crate) fields: Vec<Field>,
}

/// What `#[repr(...)]` says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Repr {
    /// `C`
    pub(crate) c: bool,
    /// `packed` is 1, `packed(N)` is N.
    pub(crate) packed: Option<u64>,
    /// `align(N)`
    pub(crate) align: Option<u64>,
}

/// One field.
#[derive(Debug)]
pub(crate) struct Field {
    /// Its name.
    pub(crate) ident: Ident,
    /// Its type.
    pub(crate) ty: Type,
    /// Its `#[wire(...)]` attributes.
    pub(crate) attrs: FieldAttrs,
    /// Its documentation.
    pub(crate) doc: Option<String>,
}

impl Field {
    /// The name it has in the schema: its own, without `r#`, unless an attribute says otherwise.
    pub(crate) fn name(&self) -> String {
        match &self.attrs.name {
            Some(name) => name.value(),
            None => unraw(&self.ident),
        }
    }
}

impl Item {
    /// Reads a struct. Everything wrong with it goes to `errors`; `None` when there is nothing to compare.
    pub(crate) fn parse(input: &DeriveInput, errors: &mut Errors) -> Option<Item> {
        let attrs = StructAttrs::parse(&input.attrs, errors);
        let repr = parse_repr(&input.attrs, errors);
        check_generics(input, errors);
        let data = match &input.data {
            Data::Struct(data) => data,
            Data::Enum(data) => {
                errors.add(
                    data.enum_token.span,
                    "`WireStruct` describes structs\n  = help: declare enums in a schema and get them with `wire_schema!`, which keeps \
                     unknown codes",
                );
                return None;
            }
            Data::Union(data) => {
                errors.add(
                    data.union_token.span,
                    "`WireStruct` describes structs; reading a Rust union needs unchecked code\n  = help: declare unions in a schema and \
                     get them with `wire_schema!`",
                );
                return None;
            }
        };
        let named = match &data.fields {
            Fields::Named(named) => named,
            Fields::Unnamed(fields) => {
                errors.add(
                    fields.span(),
                    "`WireStruct` needs named fields: they are compared with the schema by name\n  = help: write `struct X { name: Type }`",
                );
                return None;
            }
            Fields::Unit => {
                errors.add(
                    input.ident.span(),
                    "`WireStruct` needs fields: a struct of no bytes has no place on a wire",
                );
                return None;
            }
        };
        let fields: Vec<Field> = named
            .named
            .iter()
            .filter_map(|field| {
                Some(Field {
                    ident: field.ident.clone()?,
                    ty: field.ty.clone(),
                    attrs: FieldAttrs::parse(&field.attrs, errors),
                    doc: doc_of(&field.attrs),
                })
            })
            .collect();
        if fields.is_empty() {
            errors.add(
                input.ident.span(),
                "`WireStruct` needs fields: a struct of no bytes has no place on a wire",
            );
        }
        Some(Item { ident: input.ident.clone(), attrs, doc: doc_of(&input.attrs), repr, fields })
    }

    /// Where an error about the struct as a whole goes.
    pub(crate) fn span(&self) -> Span {
        self.ident.span()
    }
}

fn check_generics(input: &DeriveInput, errors: &mut Errors) {
    let generics = &input.generics;
    for parameter in &generics.params {
        let (what, help) = match parameter {
            syn::GenericParam::Lifetime(_) => (
                "a lifetime",
                "the struct is a value that owns its bytes; to read bytes in place use the view that `wire_schema!` declares",
            ),
            syn::GenericParam::Type(_) => {
                ("a type parameter", "write one struct for each type that goes over the wire")
            }
            syn::GenericParam::Const(_) => {
                ("a const parameter", "write one struct for each length that goes over the wire")
            }
        };
        errors.add(
            parameter.span(),
            format!("`WireStruct` can't have {what}: its size and offsets are fixed\n  = help: {help}"),
        );
    }
    if let Some(clause) = &generics.where_clause {
        errors.add(clause.span(), "`WireStruct` can't have a `where` clause: nothing in it is generic");
    }
}

fn parse_repr(attributes: &[syn::Attribute], errors: &mut Errors) -> Repr {
    let mut repr = Repr::default();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("repr")) {
        let parsed = attribute.parse_nested_meta(|meta| {
            let argument = |meta: &syn::meta::ParseNestedMeta<'_>| -> syn::Result<Option<u64>> {
                if !meta.input.peek(syn::token::Paren) {
                    return Ok(None);
                }
                let content;
                syn::parenthesized!(content in meta.input);
                content.parse::<syn::LitInt>()?.base10_parse().map(Some)
            };
            if meta.path.is_ident("C") {
                repr.c = true;
            } else if meta.path.is_ident("packed") {
                repr.packed = Some(argument(&meta)?.unwrap_or(1));
            } else if meta.path.is_ident("align") {
                repr.align = argument(&meta)?;
            } else if meta.path.is_ident("transparent") {
                errors.add(
                    meta.path.span(),
                    "`WireStruct` takes `#[repr(C)]`: write that in place of `transparent`",
                );
            }
            Ok(())
        });
        errors.push(parsed);
        if repr.packed.is_some() && !repr.c {
            errors.add(
                attribute.span(),
                "without `C` the compiler may reorder the fields\n  = help: write `#[repr(C, packed)]`",
            );
        }
    }
    repr
}

/// The text of a doc comment, without the space after `///`.
fn doc_of(attributes: &[syn::Attribute]) -> Option<String> {
    let mut lines = Vec::new();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("doc")) {
        if let syn::Meta::NameValue(syn::MetaNameValue {
            value: syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }),
            ..
        }) = &attribute.meta
        {
            lines.extend(
                text.value()
                    .split('\n')
                    .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end().to_owned()),
            );
        }
    }
    let text = lines.join("\n").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// The identifier without `r#`.
pub(crate) fn unraw(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}
