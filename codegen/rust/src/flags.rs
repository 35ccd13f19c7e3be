//! `[[flags]]`: a newtype over the bits.

use crate::types::{self, host, number};
use crate::{Context, docs, names, plain};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use rbgen_schema::ir::{FlagValue, FlagsDef, Scalar};

/// The type, a constant for each flag, and functions for the numbers of several bits.
pub(crate) fn declare(cx: &Context<'_>, def: &FlagsDef) -> TokenStream {
    let wire = cx.wire;
    let module = def.site.module;
    let name = names::type_name(cx.schema, module, &def.name);
    let repr = host(def.repr);
    let doc = docs::attribute(def.doc.as_deref(), &format!("The bits of {}.", def.name));
    let constants = def.values.iter().map(|value| {
        let bits = value.bits;
        let at = match bits.width {
            1 => format!("Bit {}.", bits.low),
            width => format!("Mask of the number in bits {}:{}.", bits.low + width - 1, bits.low),
        };
        let doc = docs::field(value.doc.as_deref(), at.trim_end_matches('.'), None);
        let ident = constant(cx, def, value);
        let mask = hex(bits.mask());
        quote!(#doc pub const #ident: #name = #name(#mask);)
    });
    let numbers = def.values.iter().filter(|v| !v.is_flag).map(|value| numeric(cx, def, value));
    let flags: Vec<_> = def.values.iter().filter(|v| v.is_flag).collect();
    let shown = flags.iter().map(|value| {
        let (text, ident) = (&value.name, constant(cx, def, value));
        quote!((#text, #name::#ident),)
    });
    let all = def.values.iter().fold(0, |all, v| all | v.bits.mask());
    let all = hex(all);
    let schema_name = &def.name;
    let opening = format!("{schema_name}(");
    let flag_count = number(flags.len() as u64);
    let plain = plain::of_flags(cx, &name);
    quote! {
        #doc
        #[doc = ""]
        #[doc = " Bits without a name are kept."]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct #name(pub #repr);

        impl #name {
            #(#constants)*

            /// No bits.
            pub const EMPTY: #name = #name(0);

            /// Every bit that has a name.
            pub const ALL: #name = #name(#all);

            /// The set with exactly these bits.
            #[must_use]
            pub const fn from_code(bits: #repr) -> #name {
                #name(bits)
            }

            /// The bits.
            #[must_use]
            pub const fn code(self) -> #repr {
                self.0
            }

            /// Whether all bits of `other` are in this set.
            #[must_use]
            pub const fn contains(self, other: #name) -> bool {
                self.0 & other.0 == other.0
            }

            /// Whether no bit is set.
            #[must_use]
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// Adds the bits of `other`.
            pub const fn insert(&mut self, other: #name) {
                self.0 |= other.0;
            }

            /// Removes the bits of `other`.
            pub const fn remove(&mut self, other: #name) {
                self.0 &= !other.0;
            }

            #(#numbers)*
        }

        impl core::ops::BitOr for #name {
            type Output = #name;

            fn bitor(self, other: #name) -> #name {
                #name(self.0 | other.0)
            }
        }

        impl core::ops::BitOrAssign for #name {
            fn bitor_assign(&mut self, other: #name) {
                self.0 |= other.0;
            }
        }

        impl core::ops::BitAnd for #name {
            type Output = #name;

            fn bitand(self, other: #name) -> #name {
                #name(self.0 & other.0)
            }
        }

        impl core::fmt::Debug for #name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                const FLAGS: [(&str, #name); #flag_count] = [#(#shown)*];
                f.write_str(#opening)?;
                let mut rest = *self;
                let mut separator = "";
                for (name, flag) in FLAGS {
                    if self.contains(flag) {
                        write!(f, "{separator}{name}")?;
                        separator = " | ";
                        rest.remove(flag);
                    }
                }
                if !rest.is_empty() || self.is_empty() {
                    write!(f, "{separator}{:#x}", rest.0)?;
                }
                f.write_str(")")
            }
        }

        impl core::convert::From<#repr> for #name {
            fn from(bits: #repr) -> #name {
                #name(bits)
            }
        }

        impl core::convert::From<#name> for #repr {
            fn from(set: #name) -> #repr {
                set.0
            }
        }

        impl #wire::WireCode for #name {
            type Repr = #repr;

            fn from_code(bits: #repr) -> #name {
                #name(bits)
            }

            fn code(&self) -> #repr {
                self.0
            }
        }

        impl #wire::WireField for #name {
            const TYPE: #wire::FieldType = #wire::FieldType::Flags(#schema_name);
        }

        #plain
    }
}

fn constant(cx: &Context<'_>, def: &FlagsDef, value: &FlagValue) -> proc_macro2::Ident {
    let ident = names::value_name(cx.schema, def.site.module, &def.name, &value.name);
    if value.is_flag { ident } else { names::suffixed(&ident, "_MASK") }
}

fn hex(bits: u128) -> TokenStream {
    let text = format!("{bits:#x}");
    text.parse().unwrap_or_else(|_| {
        let bits = Literal::u128_unsuffixed(bits);
        quote!(#bits)
    })
}

/// Reads and replaces a number of several bits.
fn numeric(cx: &Context<'_>, def: &FlagsDef, value: &FlagValue) -> TokenStream {
    let name = names::type_name(cx.schema, def.site.module, &def.name);
    let getter = names::number_name(cx.schema, def.site.module, &def.name, &value.name);
    let setter = names::prefixed("with_", &getter);
    let mask = constant(cx, def, value);
    let scalar = Scalar::of_width(value.bits.width, false);
    let number = host(scalar);
    let repr = host(def.repr);
    let shift = Literal::u32_unsuffixed(value.bits.low);
    let last = Literal::u128_unsuffixed(value.bits.value_mask());
    let down = if value.bits.low == 0 {
        quote!(self.0 & #name::#mask.0)
    } else {
        quote!((self.0 & #name::#mask.0) >> #shift)
    };
    let (get, up) = if types::host_type(scalar) == types::host_type(def.repr) {
        (down, quote!(value))
    } else {
        (quote!((#down) as #number), quote!((value as #repr)))
    };
    let up = if value.bits.low == 0 { up } else { quote!(#up << #shift) };
    let fits = value.bits.width < scalar.host_bits();
    let doc = docs::field(value.doc.as_deref(), "The number in these bits", None);
    let body = quote!(Some(#name((self.0 & !#name::#mask.0) | (#up))));
    let body = if fits { quote!(if value > #last { None } else { #body }) } else { body };
    quote! {
        #doc
        #[must_use]
        pub const fn #getter(self) -> #number {
            #get
        }

        /// This set with another number in these bits, or `None` if they can't hold it.
        #[must_use]
        pub const fn #setter(self, value: #number) -> Option<#name> {
            #body
        }
    }
}
