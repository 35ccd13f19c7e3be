//! `[[union]]`: with a tag a Rust enum, without one the bytes with a function for each member.

use crate::checks::Place;
use crate::element::{Element, held_by_value, union_order};
use crate::structs::mentions;
use crate::types::{self, number};
use crate::{Context, docs, literal, names, plain};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rbgen_schema::ir::{ByteOrder, UnionDef, UnionMember, Value, ValueRules, WireType};

/// The type and its codec.
pub(crate) fn declare(cx: &Context<'_>, def: &UnionDef) -> TokenStream {
    if def.tag.is_some() { tagged(cx, def) } else { plain(cx, def) }
}

static NO_RULES: ValueRules =
    ValueRules { constant: None, one_of: Vec::new(), default: None, range: None, unit: None, scale: None };

fn element<'a>(member: &'a UnionMember, place: Place) -> Element<'a> {
    Element {
        ty: &member.ty,
        order: member.order,
        text: None,
        truthy: false,
        rules: &NO_RULES,
        is_version: false,
        place,
        tag: None,
        index: None,
        wanted: true,
        by_ref: false,
    }
}

fn copyable(size: u64) -> Option<TokenStream> {
    (size <= crate::structs::COPY_LIMIT).then(|| quote!(, Copy))
}

fn plain(cx: &Context<'_>, def: &UnionDef) -> TokenStream {
    let wire = cx.wire;
    let name = names::type_name(cx.schema, def.site.module, &def.name);
    let schema_name = &def.name;
    let size = number(def.size);
    let doc = docs::attribute(def.doc.as_deref(), &format!("The union {}.", def.name));
    let either = union_order(cx, def.site.module) == ByteOrder::Either;
    let order = either.then(|| quote!(order: #wire::ByteOrder,));
    let copy = copyable(def.size);
    let allow = cx.allow_deprecated();
    let functions = def.members.iter().map(|member| {
        let getter = names::member_name(cx.schema, def.site.module, &def.name, &member.name);
        let maker = format_ident!("from_{}", plain_text(&getter));
        let ty = types::value(cx, &member.ty, None);
        let value = format_ident!("value");
        let element = element(member, Place::new(&def.name, &member.name));
        let read = crate::tail::with_result(&element.read(cx, &quote!(0), &value), &value);
        let write = element.write(cx, &quote!(0), &quote!(value));
        let doc =
            docs::attribute(member.doc.as_deref(), &format!("The bytes as the member {}.", member.name));
        let make_doc = docs::lines(&format!(
            "The union that holds `{}`; bytes beyond it are zero.",
            plain_text(&getter)
        ));
        quote! {
            #doc
            pub fn #getter(&self, #order) -> Result<#ty, #wire::DecodeError> {
                let bytes = &self.0;
                #read
            }

            #make_doc
            pub fn #maker(value: #ty, #order) -> Result<#name, #wire::EncodeError> {
                let mut bytes = [0; #size];
                let out = &mut bytes;
                #write
                Ok(#name(bytes))
            }
        }
    });
    let plain = plain::of_bytes(cx, &name);
    // The standard library has defaults of arrays up to this length.
    let derives = def.size <= 32;
    let default = derives.then(|| quote!(, Default));
    let own_default = (!derives).then(|| {
        quote! {
            #allow
            impl core::default::Default for #name {
                fn default() -> #name {
                    #name([0; #size])
                }
            }
        }
    });
    quote! {
        #doc
        #[derive(Debug, Clone #copy, PartialEq, Eq, Hash #default)]
        pub struct #name(pub [u8; #size]);

        #allow
        impl #name {
            #(#functions)*
        }

        #own_default

        #allow
        impl #wire::WireUnion for #name {
            type Bytes = [u8; #size];

            fn read(
                bytes: &[u8; #size],
                _tag: i128,
                _order: #wire::ByteOrder,
                _place: #wire::Place,
            ) -> Result<Option<#name>, #wire::DecodeError> {
                Ok(Some(#name(*bytes)))
            }

            fn write(
                &self,
                out: &mut [u8; #size],
                _tag: i128,
                _order: #wire::ByteOrder,
                _place: #wire::Place,
            ) -> Result<bool, #wire::EncodeError> {
                *out = self.0;
                Ok(true)
            }
        }

        #allow
        impl #wire::WireField for #name {
            const TYPE: #wire::FieldType = #wire::FieldType::Union(#schema_name);
        }

        #plain
    }
}

fn plain_text(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").unwrap_or(&text).to_owned()
}

/// The tag values of a member as a pattern over `i128`.
fn pattern(member: &UnionMember) -> TokenStream {
    if member.otherwise {
        return quote!(_);
    }
    let values = member.when.iter().map(|literal| match &literal.value {
        Value::Bool(b) => literal::int(rbgen_schema::Int::from(u64::from(*b))),
        Value::Int(n) => match n.to_i128() {
            Some(_) => literal::int(*n),
            None => literal::int(rbgen_schema::Int::from(n.bits() as i128)),
        },
        _ => literal::int(rbgen_schema::Int::ZERO),
    });
    quote!(#(#values)|*)
}

fn tagged(cx: &Context<'_>, def: &UnionDef) -> TokenStream {
    let wire = cx.wire;
    let module = def.site.module;
    let name = names::type_name(cx.schema, module, &def.name);
    let schema_name = &def.name;
    let size = number(def.size);
    let doc = docs::attribute(def.doc.as_deref(), &format!("The union {}, by its tag.", def.name));
    let place = Place { type_name: quote!(place.0), field: quote!(place.1) };
    let copy = copyable(def.size);
    let allow = cx.allow_deprecated();
    // `otherwise` must come after all others
    let mut members: Vec<&UnionMember> = def.members.iter().collect();
    members.sort_by_key(|m| m.otherwise);
    let variants = def.members.iter().map(|member| {
        let variant = names::variant_name(cx.schema, module, &def.name, &member.name);
        let ty = types::value(cx, &member.ty, None);
        let doc = docs::attribute(member.doc.as_deref(), &format!("The member {}.", member.name));
        let rest = def.size - member.size;
        if rest == 0 {
            quote!(#doc #variant(#ty),)
        } else {
            let rest = number(rest);
            quote!(#doc #[doc = ""] #[doc = " The second field holds the union's bytes beyond the member."] #variant(#ty, [u8; #rest]),)
        }
    });
    let reads = members.iter().map(|member| {
        let variant = names::variant_name(cx.schema, module, &def.name, &member.name);
        let pattern = pattern(member);
        let value = format_ident!("value");
        let read = element(member, place.clone()).read(cx, &quote!(0), &value);
        let at = number(member.size);
        let rest = (member.size < def.size).then(|| quote!(, #wire::field(bytes, #at)));
        quote!(#pattern => { #read Some(#name::#variant(value #rest)) })
    });
    let none = (!members.iter().any(|m| m.otherwise)).then(|| quote!(_ => None,));
    let writes = members.iter().map(|member| {
        let variant = names::variant_name(cx.schema, module, &def.name, &member.name);
        let by_value = held_by_value(&member.ty);
        let taken = by_value.then(|| quote!(let value = *value;));
        let element = Element { by_ref: !by_value, ..element(member, place.clone()) };
        let is_array = matches!(member.ty, WireType::Array(..));
        let write = element.write(cx, &quote!(0), &if is_array { quote!(*value) } else { quote!(value) });
        let write = quote!(#taken #write);
        let at = number(member.size);
        let filled = member.size == def.size;
        let binding = if filled { quote!(value) } else { quote!(value, rest) };
        let rest = (!filled).then(|| quote!(#wire::put(out, #at, *rest);));
        quote!(#name::#variant(#binding) => { #write #rest })
    });
    let checks = members.iter().map(|member| {
        let variant = names::variant_name(cx.schema, module, &def.name, &member.name);
        let pattern = pattern(member);
        quote!(#pattern => matches!(self, #name::#variant(..)),)
    });
    let no_member = (!members.iter().any(|m| m.otherwise)).then(|| quote!(_ => false,));
    let read = quote! {
        Ok(match tag {
            #(#reads)*
            #none
        })
    };
    let write = quote! {
        let meant = match tag {
            #(#checks)*
            #no_member
        };
        if !meant {
            return Ok(false);
        }
        match self {
            #(#writes)*
        }
        Ok(true)
    };
    let [bytes, read_tag, read_order, read_place] =
        ["bytes", "tag", "order", "place"].map(|name| parameter(&read, name));
    let [out, write_tag, write_order, write_place] =
        ["out", "tag", "order", "place"].map(|name| parameter(&write, name));
    let plain = plain::of_union(cx, def, &name);
    let floats = def.members.iter().any(|m| types::holds_floats(&m.ty));
    let equality = if floats { bitwise(cx, def, &name) } else { TokenStream::new() };
    let derive = if floats {
        quote!(#[derive(Debug, Clone #copy)])
    } else {
        quote!(#[derive(Debug, Clone #copy, PartialEq, Eq, Hash)])
    };
    quote! {
        #doc
        #derive
        #allow
        pub enum #name {
            #(#variants)*
        }

        #equality

        #allow
        impl #wire::WireUnion for #name {
            type Bytes = [u8; #size];

            fn read(
                #bytes: &[u8; #size],
                #read_tag: i128,
                #read_order: #wire::ByteOrder,
                #read_place: #wire::Place,
            ) -> Result<Option<#name>, #wire::DecodeError> {
                #read
            }

            fn write(
                &self,
                #out: &mut [u8; #size],
                #write_tag: i128,
                #write_order: #wire::ByteOrder,
                #write_place: #wire::Place,
            ) -> Result<bool, #wire::EncodeError> {
                #write
            }
        }

        #allow
        impl #wire::WireField for #name {
            const TYPE: #wire::FieldType = #wire::FieldType::Union(#schema_name);
        }

        #plain
    }
}

/// A parameter of a function with this body, with `_` before it where it isn't used.
fn parameter(body: &TokenStream, name: &str) -> Ident {
    if mentions(body, name) { format_ident!("{name}") } else { format_ident!("_{name}") }
}

/// Equality and hash of a union with floats: by their bits.
fn bitwise(cx: &Context<'_>, def: &UnionDef, name: &Ident) -> TokenStream {
    let allow = cx.allow_deprecated();
    let wire = cx.wire;
    let module = def.site.module;
    let variants = def.members.iter().map(|member| {
        let variant = names::variant_name(cx.schema, module, &def.name, &member.name);
        (variant, types::holds_floats(&member.ty), member.size < def.size)
    });
    let equal = variants.clone().map(|(variant, floats, rest)| {
        let same = if floats { quote!(#wire::ByBits::same_bits(a, b)) } else { quote!(a == b) };
        if rest {
            quote!((#name::#variant(a, x), #name::#variant(b, y)) => #same && x == y,)
        } else {
            quote!((#name::#variant(a), #name::#variant(b)) => #same,)
        }
    });
    let hash = variants.map(|(variant, floats, rest)| {
        let one =
            if floats { quote!(#wire::ByBits::hash_bits(value, state)) } else { quote!(value.hash(state)) };
        if rest {
            quote!(#name::#variant(value, rest) => { #one; rest.hash(state); })
        } else {
            quote!(#name::#variant(value) => #one,)
        }
    });
    let other = (def.members.len() > 1).then(|| quote!(_ => false,));
    quote! {
        #allow
        impl core::cmp::PartialEq for #name {
            fn eq(&self, other: &#name) -> bool {
                match (self, other) {
                    #(#equal)*
                    #other
                }
            }
        }

        #allow
        impl core::cmp::Eq for #name {}

        #allow
        impl core::hash::Hash for #name {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                core::mem::discriminant(self).hash(state);
                match self {
                    #(#hash)*
                }
            }
        }
    }
}
