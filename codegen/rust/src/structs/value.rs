//! The value type: one field for each member.

use super::{COPY_LIMIT, Fields, member_type};
use crate::{docs, literal, names, types};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use rbgen_schema::ir::{FieldDef, FieldKind, Member, Scalar, WireType};

fn holds_floats(fields: &Fields<'_>, member: &Member) -> bool {
    matches!(&fields.def.fields[member.field as usize].kind, FieldKind::Value(ty) if types::holds_floats(ty))
}

/// Documentation of a member: text, place and unit.
pub(crate) fn member_doc(fields: &Fields<'_>, member: &Member) -> TokenStream {
    let field: &FieldDef = &fields.def.fields[member.field as usize];
    let at =
        format!("Offset {}, {} byte{}", field.offset, field.size, if field.size == 1 { "" } else { "s" });
    match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => {
            let item = &items[item as usize];
            let bits = match item.bits.width {
                1 => format!("bit {}", item.bits.low),
                width => format!("bits {}:{}", item.bits.low + width - 1, item.bits.low),
            };
            docs::field(item.doc.as_deref(), &format!("{at}, {bits}"), item.rules.unit.as_deref())
        }
        _ => docs::field(field.doc.as_deref(), &at, field.rules.unit.as_deref()),
    }
}

/// The struct, `Default` where nothing has to be given, equality and hash by content.
pub(crate) fn declare(fields: &Fields<'_>) -> TokenStream {
    let Fields { cx, def, ident, members, .. } = fields;
    let wire = cx.wire;
    let doc = docs::attribute(def.doc.as_deref(), &format!("The struct {}.", def.name));
    let size = docs::lines(&format!("\n{} bytes on the wire.", def.size));
    let deprecated = docs::deprecated(def.deprecated.as_deref());
    let declared = def.members.iter().zip(members).map(|(member, name)| {
        let doc = member_doc(fields, member);
        let ty = member_type(cx, def, member);
        let field = &def.fields[member.field as usize];
        let deprecated = docs::deprecated(field.deprecated.as_deref());
        quote!(#doc #deprecated pub #name: #ty,)
    });
    let copy = (def.size <= COPY_LIMIT).then(|| quote!(, Copy));
    let floats = def.members.iter().any(|m| holds_floats(fields, m));
    let compared = if floats { quote!() } else { quote!(, PartialEq, Eq, Hash) };
    let equality = floats.then(|| {
        let equal = def.members.iter().zip(members).map(|(member, name)| {
            if holds_floats(fields, member) {
                quote!(#wire::ByBits::same_bits(&self.#name, &other.#name))
            } else {
                quote!(self.#name == other.#name)
            }
        });
        let hash = def.members.iter().zip(members).map(|(member, name)| {
            if holds_floats(fields, member) {
                quote!(#wire::ByBits::hash_bits(&self.#name, state);)
            } else {
                quote!(core::hash::Hash::hash(&self.#name, state);)
            }
        });
        let allow = fields.cx.allow_deprecated();
        quote! {
            #allow
            impl core::cmp::PartialEq for #ident {
                fn eq(&self, other: &#ident) -> bool {
                    #(#equal)&&*
                }
            }

            #allow
            impl core::cmp::Eq for #ident {}

            #allow
            impl core::hash::Hash for #ident {
                fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                    #(#hash)*
                }
            }
        }
    });
    let required = def.members.iter().any(|m| m.required);
    let simple = def.members.iter().all(|m| plain_default(fields, m));
    let default = (!required && !simple).then(|| {
        let values = def.members.iter().zip(members).map(|(member, name)| {
            let value = fields.default(member);
            quote!(#name: #value,)
        });
        let allow = fields.cx.allow_deprecated();
        quote! {
            #allow
            impl core::default::Default for #ident {
                fn default() -> #ident {
                    #ident { #(#values)* }
                }
            }
        }
    });
    let derived = (!required && simple).then(|| quote!(, Default));
    let scales = scales(fields);
    let allow = cx.allow_deprecated();
    quote! {
        #doc
        #size
        #deprecated
        #allow
        #[derive(Debug, Clone #copy #compared #derived)]
        pub struct #ident {
            #(#declared)*
        }

        #default

        #equality

        #scales
    }
}

/// Conversions of members with `scale` or `bias`.
fn scales(fields: &Fields<'_>) -> TokenStream {
    let Fields { def, ident, members, .. } = fields;
    let functions = def.members.iter().zip(members).filter_map(|(member, name)| {
        let field = &def.fields[member.field as usize];
        let (rules, scalar) = match (&field.kind, member.item) {
            (FieldKind::Bits(_, items), Some(item)) => {
                let item = &items[item as usize];
                (&item.rules, super::bits::scalar(item))
            }
            (FieldKind::Value(WireType::Scalar(scalar)), _) => (&field.rules, *scalar),
            _ => return None,
        };
        let scale = rules.scale?;
        let unit = rules.unit.as_deref().map(|u| format!(", in {}", docs::escape(u))).unwrap_or_default();
        let getter = names::suffixed(name, "_physical");
        let setter = names::suffixed(&format_ident!("set_{getter}"), "");
        let factor = literal::float(scale.scale, Scalar::F64);
        // With a float or a negative factor the product can be -0, which adding nothing turns into 0.
        let unbiased = scale.bias == 0.0 && scale.scale > 0.0 && !scalar.is_float();
        let bias = literal::float(scale.bias.abs(), Scalar::F64);
        let (plus, minus) = match (unbiased, scale.bias.is_sign_negative()) {
            (true, _) => (quote!(), quote!()),
            (false, true) => (quote!(- #bias), quote!(+ #bias)),
            (false, false) => (quote!(+ #bias), quote!(- #bias)),
        };
        let above = if unbiased { quote!(physical) } else { quote!((physical #minus)) };
        let sum = match scale.bias {
            0.0 => String::new(),
            bias if bias < 0.0 => format!(" - {}", -bias),
            bias => format!(" + {bias}"),
        };
        let host = types::host(scalar);
        let text = name.to_string();
        let get_doc = docs::lines(&format!("`{text}` * {}{sum}{unit}.", scale.scale));
        let set_doc = docs::lines(&format!("Sets `{text}` to the nearest number it can hold."));
        let raw = match scalar {
            Scalar::F64 => quote!(self.#name),
            Scalar::U64 | Scalar::U56 | Scalar::U48 | Scalar::U40 | Scalar::U128 => quote!(self.#name as f64),
            Scalar::I64 | Scalar::I56 | Scalar::I48 | Scalar::I40 | Scalar::I128 => quote!(self.#name as f64),
            _ => quote!(f64::from(self.#name)),
        };
        let store = match scalar {
            Scalar::F64 => quote!(raw),
            Scalar::F32 => quote!(raw as f32),
            _ => quote!((if raw < 0.0 { raw - 0.5 } else { raw + 0.5 }) as #host),
        };
        Some(quote! {
            #get_doc
            #[must_use]
            pub fn #getter(&self) -> f64 {
                #raw * #factor #plus
            }

            #set_doc
            pub fn #setter(&mut self, physical: f64) {
                let raw = #above / #factor;
                self.#name = #store;
            }
        })
    });
    let functions: TokenStream = functions.collect();
    let allow = fields.cx.allow_deprecated();
    if functions.is_empty() { functions } else { quote!(#allow impl #ident { #functions }) }
}

/// Whether `#[derive(Default)]` gives a member the right value.
fn plain_default(fields: &Fields<'_>, member: &Member) -> bool {
    let field = &fields.def.fields[member.field as usize];
    let rules = match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => &items[item as usize].rules,
        _ => &field.rules,
    };
    let long = match &field.kind {
        FieldKind::Value(ty) => {
            let (element, dims) = ty.element();
            let bytes = matches!(element, WireType::Bytes(len) if *len > 32);
            bytes || dims.iter().any(|len| *len > 32)
        }
        _ => field.size > 32,
    };
    rules.default.is_none() && !long
}
