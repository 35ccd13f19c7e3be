//! `[[enum]]`: a newtype that can hold any code, with a constant for each known one.

use crate::types::{host, host_type};
use crate::{Context, docs, literal, names, plain};
use proc_macro2::TokenStream;
use quote::quote;
use rbgen_schema::ir::{EnumDef, Unknown};

/// The type, its constants and its functions.
pub(crate) fn declare(cx: &Context<'_>, def: &EnumDef) -> TokenStream {
    let wire = cx.wire;
    let module = def.site.module;
    let name = names::type_name(cx.schema, module, &def.name);
    let repr = host(def.repr);
    let doc = docs::attribute(def.doc.as_deref(), &format!("The codes of {}.", def.name));
    let unknown = match def.unknown {
        Unknown::Keep => "Any code can be held; those without a name survive a round trip.",
        Unknown::Reject => "Codes without a name are refused by decoding and encoding.",
    };
    let unknown = docs::lines(&format!("\n{unknown}"));
    let deprecated = docs::deprecated(def.deprecated.as_deref());
    let default =
        def.unknown == Unknown::Keep || def.values.iter().any(|v| v.code == rbgen_schema::Int::ZERO);
    let default = default.then(|| quote!(, Default));
    let constants = def.values.iter().map(|value| {
        let ident = names::value_name(cx.schema, module, &def.name, &value.name);
        let doc = docs::attribute(value.doc.as_deref(), &format!("Code {}.", value.code));
        let deprecated = docs::deprecated(value.deprecated.as_deref());
        let code = literal::int(value.code);
        quote!(#doc #deprecated pub const #ident: #name = #name(#code);)
    });
    let known = def.values.iter().filter(|v| v.alias.is_none());
    let arms = known.clone().map(|value| {
        let (code, text) = (literal::int(value.code), &value.name);
        quote!(#code => Some(#text),)
    });
    let text = def.text.iter().enumerate().map(|(index, attribute)| {
        let getter = names::member_name(cx.schema, module, &def.name, &attribute.name);
        let doc = docs::lines(&format!("The text attribute {}.", docs::escape(&attribute.name)));
        let fallback = &attribute.fallback;
        let arms = known.clone().filter(|v| v.text[index] != *fallback).map(|value| {
            let (code, text) = (literal::int(value.code), &value.text[index]);
            quote!(#code => #text,)
        });
        quote! {
            #doc
            #[must_use]
            pub const fn #getter(self) -> &'static str {
                match self.0 {
                    #(#arms)*
                    _ => #fallback,
                }
            }
        }
    });
    let codes = def.values.iter().map(|value| {
        let (code, text) = (literal::int(value.code), &value.name);
        quote!(#text => Some(#name(#code)),)
    });
    let plain = plain::of_enum(cx, &name);
    let schema_name = &def.name;
    let (named, unnamed) = (format!("{schema_name}::{{name}}"), format!("{schema_name}({{}})"));
    let allow = cx.allow_deprecated();
    let repr_name = host_type(def.repr);
    let code_doc = docs::lines(&format!("The value of a code, known or not, as in `{name}(7{repr_name})`."));
    quote! {
        #doc
        #unknown
        #deprecated
        #allow
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash #default)]
        pub struct #name(pub #repr);

        #allow
        impl #name {
            #(#constants)*

            #code_doc
            #[must_use]
            pub const fn from_code(code: #repr) -> #name {
                #name(code)
            }

            /// The code.
            #[must_use]
            pub const fn code(self) -> #repr {
                self.0
            }

            /// The name in the schema, if the code has one.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    #(#arms)*
                    _ => None,
                }
            }

            /// The value of this name in the schema, if there is one.
            #[must_use]
            pub fn from_name(name: &str) -> Option<#name> {
                match name {
                    #(#codes)*
                    _ => None,
                }
            }

            /// Whether the code has a name.
            #[must_use]
            pub const fn is_known(self) -> bool {
                self.name().is_some()
            }

            #(#text)*
        }

        #allow
        impl core::fmt::Debug for #name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match self.name() {
                    Some(name) => write!(f, #named),
                    None => write!(f, #unnamed, self.0),
                }
            }
        }

        #allow
        impl core::fmt::Display for #name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match self.name() {
                    Some(name) => f.write_str(name),
                    None => core::fmt::Display::fmt(&self.0, f),
                }
            }
        }

        #allow
        impl core::convert::From<#repr> for #name {
            fn from(code: #repr) -> #name {
                #name(code)
            }
        }

        #allow
        impl core::convert::From<#name> for #repr {
            fn from(value: #name) -> #repr {
                value.0
            }
        }

        #allow
        impl #wire::WireCode for #name {
            type Repr = #repr;

            fn from_code(code: #repr) -> #name {
                #name(code)
            }

            fn code(&self) -> #repr {
                self.0
            }
        }

        #allow
        impl #wire::WireField for #name {
            const TYPE: #wire::FieldType = #wire::FieldType::Enum(#schema_name);
        }

        #plain
    }
}
