//! Views: single members of bytes that stay where they are.

use super::codec::mentions;
use super::value::member_doc;
use super::{Fields, bits, evolve, member_type};
use crate::types::number;
use crate::{docs, names, scalar};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use rbgen_schema::ir::{Evolution, FieldKind, Member, ValueRules, WireType};

static NO_RULES: ValueRules =
    ValueRules { constant: None, one_of: Vec::new(), default: None, range: None, unit: None, scale: None };

/// `XView` and `XViewMut`.
pub(crate) fn declare(fields: &Fields<'_>) -> TokenStream {
    let Fields { cx, def, ident, members, .. } = fields;
    let wire = cx.wire;
    let (view, view_mut) = (names::suffixed(ident, "View"), names::suffixed(ident, "ViewMut"));
    let size = number(def.size);
    let name = &def.name;
    let either = fields.is_either();
    let order_field = either.then(|| quote!(order: #wire::ByteOrder,));
    let order_value = either.then(|| quote!(order,));
    let order_self = either.then(|| quote!(order: self.order,));
    let order = if either { quote!(self.order) } else { cx.order(def.endian) };
    let getters = def.members.iter().zip(members).map(|(member, name)| getter(fields, member, name));
    let setters = def.members.iter().zip(members).map(|(member, name)| setter(fields, member, name));
    let grows = def.evolution == Evolution::Append;
    let held = if grows { quote!(&'a [u8]) } else { quote!(&'a [u8; #size]) };
    let whole = if grows {
        growing(fields, &view)
    } else {
        quote! {
            /// A view of these bytes.
            #[must_use]
            pub const fn new(bytes: &'a [u8; #size], #order_field) -> #view<'a> {
                #view { bytes, #order_value }
            }

            /// A view of the bytes at the start, and what follows them.
            pub fn from_prefix(bytes: &'a [u8], #order_field) -> Result<(#view<'a>, &'a [u8]), #wire::DecodeError> {
                match bytes.split_first_chunk() {
                    Some((own, rest)) => Ok((#view { bytes: own, #order_value }, rest)),
                    None => Err(#wire::DecodeError::too_short(#name, #ident::SIZE, bytes.len())),
                }
            }

            /// The bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &'a [u8; #size] {
                self.bytes
            }

            /// Checks all bytes and makes a value of them.
            pub fn to_value(&self) -> Result<#ident, #wire::DecodeError> {
                #wire::WireStruct::read(self.bytes, #order)
            }
        }
    };
    let as_view = if grows {
        let order = either.then(|| quote!(self.order));
        quote!(pub fn as_view(&self) -> #view<'_> { #view::new(self.bytes, #order) })
    } else {
        quote!(pub const fn as_view(&self) -> #view<'_> { #view { bytes: self.bytes, #order_self } })
    };
    let doc = docs::lines(&format!(
        "The members of {} in bytes that stay where they are; only what is read is checked.",
        docs::link(ident)
    ));
    let doc_mut = docs::lines(&format!("Sets single members of {} in bytes.", docs::link(ident)));
    let allow = fields.cx.allow_deprecated();
    quote! {
        #doc
        #[derive(Debug, Clone, Copy)]
        pub struct #view<'a> {
            bytes: #held,
            #order_field
        }

        #allow
        impl<'a> #view<'a> {
            #whole

            #(#getters)*
        }

        #doc_mut
        #[derive(Debug)]
        pub struct #view_mut<'a> {
            bytes: &'a mut [u8; #size],
            #order_field
        }

        #allow
        impl<'a> #view_mut<'a> {
            /// A view of these bytes.
            #[must_use]
            pub const fn new(bytes: &'a mut [u8; #size], #order_field) -> #view_mut<'a> {
                #view_mut { bytes, #order_value }
            }

            /// The same bytes, to read.
            #[must_use]
            #as_view

            #(#setters)*
        }
    }
}

/// The functions of a view whose data states how much of the struct is there.
fn growing(fields: &Fields<'_>, view: &Ident) -> TokenStream {
    let Fields { cx, def, ident, .. } = fields;
    let wire = cx.wire;
    let (size, least) = (number(def.size), number(evolve::least(fields)));
    let name = &def.name;
    let stated = evolve::binding(fields);
    let either = fields.is_either();
    let order_field = either.then(|| quote!(order: #wire::ByteOrder,));
    let order_value = either.then(|| quote!(order,));
    let order = if either { quote!(self.order) } else { cx.order(def.endian) };
    // A size can state anything, a version only sizes that are known.
    let states = def.roles.size.is_some();
    let known = if states { quote!(stated.clamp(#least, #size)) } else { quote!(stated) };
    let own_known = if states { quote!(&own[..stated.min(#size)]) } else { quote!(own) };
    let states_enough = states.then(|| {
        quote! {
            if stated < #least {
                return Err(#wire::DecodeError::too_short(#name, #least, stated));
            }
        }
    });
    quote! {
        /// A view of these bytes, as far as they state to be there.
        #[must_use]
        pub fn new(bytes: &'a [u8; #size], #order_field) -> #view<'a> {
            #stated
            #view { bytes: &bytes[..#known], #order_value }
        }

        /// A view of data of any version at the start of `bytes`, and what follows it.
        pub fn from_prefix(bytes: &'a [u8], #order_field) -> Result<(#view<'a>, &'a [u8]), #wire::DecodeError> {
            if bytes.len() < #least {
                return Err(#wire::DecodeError::too_short(#name, #least, bytes.len()));
            }
            #stated
            #states_enough
            let Some((own, rest)) = bytes.split_at_checked(stated) else {
                return Err(#wire::DecodeError::too_short(#name, stated, bytes.len()));
            };
            Ok((#view { bytes: #own_known, #order_value }, rest))
        }

        /// The bytes that are there, as far as their meaning is known.
        #[must_use]
        pub const fn as_bytes(&self) -> &'a [u8] {
            self.bytes
        }

        /// Checks all bytes and makes a value of them; members that aren't there take their defaults.
        pub fn to_value(&self) -> Result<#ident, #wire::DecodeError> {
            let mut known = [0; #size];
            known[..self.bytes.len()].copy_from_slice(self.bytes);
            #wire::WireStruct::read(&known, #order)
        }
    }
}

/// Where a member that older data may be without ends, together with the tag that is read with it.
fn end(fields: &Fields<'_>, member: &Member) -> Option<u64> {
    let field = &fields.def.fields[member.field as usize];
    let tag = field.tag.map(|tag| &fields.def.fields[tag.field as usize]);
    let read = || std::iter::once(field).chain(tag);
    if !read().any(|field| fields.may_be_absent(field)) {
        return None;
    }
    read().map(|field| field.offset + field.size).max()
}

/// `let bytes = self.bytes;`, and the order where it is used.
fn prelude(body: &TokenStream, whole: &str) -> TokenStream {
    let name = format_ident!("{whole}");
    let bytes =
        if whole == "out" { quote!(let #name = &mut *self.bytes;) } else { quote!(let #name = self.bytes;) };
    let order = mentions(body, "order").then(|| quote!(let order = self.order;));
    quote!(#bytes #order)
}

fn getter(fields: &Fields<'_>, member: &Member, name: &proc_macro2::Ident) -> TokenStream {
    let Fields { cx, def, .. } = fields;
    let wire = cx.wire;
    let index = member.field as usize;
    let field = &def.fields[index];
    let at = fields.offset(field);
    let mut doc = member_doc(fields, member);
    let ty = member_type(cx, def, member);
    let var = format_ident!("value");
    let end = end(fields, member).map(number);
    if end.is_some() {
        let absent = docs::lines("`None` where the data ends before it.");
        doc = quote!(#doc #[doc = ""] #absent);
    }
    let end = end.as_ref();
    match (&field.kind, member.item) {
        (FieldKind::Bits(word, items), Some(item)) => {
            let whole = word.unsigned();
            let raw = scalar::get(cx, whole, field.order, &quote!(bytes), &at);
            let item = rbgen_schema::ir::BitItem {
                rules: ValueRules::default(),
                role: None,
                ..items[item as usize].clone()
            };
            let read = bits::read_item(fields, &item, &quote!(word), whole, Some(&var));
            let body = quote!(let word = #raw; #read);
            let prelude = prelude(&body, "bytes");
            let fails = mentions(&body, "Err");
            let (returns, last) = result(wire, fails, &ty, quote!(value), end.is_some());
            let there = there(end, fails);
            let ending = ending(&body, last);
            let must_use = must_use(fails);
            quote!(#doc #must_use #[inline] pub fn #name(&self) -> #returns { #there #prelude #ending })
        }
        (FieldKind::Value(WireType::Struct(id)), _) => {
            let nested = &cx.schema.structs[id.index()];
            let companion = cx.struct_companion(*id, "View");
            let size = number(nested.size);
            let order = (nested.endian == rbgen_schema::ir::ByteOrder::Either).then(|| quote!(, self.order));
            let made = quote!(#companion::new(#wire::part::<#size>(self.bytes, #at) #order));
            let (returns, last) = result(wire, false, &quote!(#companion<'a>), made, end.is_some());
            let there = there(end, false);
            quote! {
                #doc
                #[must_use]
                #[inline]
                pub fn #name(&self) -> #returns {
                    #there
                    #last
                }
            }
        }
        (FieldKind::Value(wire_ty), _) => {
            let mut element = fields.element(index, wire_ty, fields.tag_read(field));
            element.rules = &NO_RULES;
            element.wanted = true;
            let fails = element.can_fail(cx);
            let read = element.read(cx, &at, &var);
            let prelude = prelude(&read, "bytes");
            let (read, value) = match element.plain(cx, &at, 0) {
                Some(expr) => (TokenStream::new(), expr),
                None => (read, quote!(value)),
            };
            let (returns, last) = result(wire, fails, &ty, value, end.is_some());
            let is_there = there(end, fails);
            let ending = ending(&read, last);
            let raw = matches!(wire_ty, WireType::Char(_) | WireType::Char16(_)).then(|| {
                let raw = names::suffixed(name, "_bytes");
                let size = number(field.size);
                let doc = docs::lines("The bytes of the text, whatever they hold.");
                let part = quote!(#wire::part(self.bytes, #at));
                let (returns, last) = result(wire, false, &quote!(&'a [u8; #size]), part, end.is_some());
                let there = there(end, false);
                quote!(#doc #[must_use] #[inline] pub fn #raw(&self) -> #returns { #there #last })
            });
            let must_use = must_use(fails);
            quote!(#doc #must_use #[inline] pub fn #name(&self) -> #returns { #is_there #prelude #ending } #raw)
        }
        _ => {
            let (returns, last) =
                result(wire, false, &ty, quote!(#wire::field(self.bytes, #at)), end.is_some());
            let there = there(end, false);
            quote!(#doc #[must_use] #[inline] pub fn #name(&self) -> #returns { #there #last })
        }
    }
}

/// For accessors that can't fail: a `Result` must be used anyway.
fn must_use(fails: bool) -> Option<TokenStream> {
    (!fails).then(|| quote!(#[must_use]))
}

/// Leaves an accessor whose member isn't there.
fn there(end: Option<&Literal>, fails: bool) -> Option<TokenStream> {
    let absent = if fails { quote!(Ok(None)) } else { quote!(None) };
    end.map(|end| quote!(if self.bytes.len() < #end { return #absent; }))
}

/// The statements of an accessor and its last expression, without a binding that is only returned.
fn ending(statements: &TokenStream, last: TokenStream) -> TokenStream {
    let value = format_ident!("value");
    match last.to_string().replace(' ', "").as_str() {
        "value" => crate::tail::with_value(statements, &value),
        "Ok(value)" => crate::tail::with_result(statements, &value),
        _ => quote!(#statements #last),
    }
}

/// The result of an accessor and its last expression.
fn result(
    wire: &TokenStream,
    fails: bool,
    ty: &TokenStream,
    value: TokenStream,
    optional: bool,
) -> (TokenStream, TokenStream) {
    let (ty, value) =
        if optional { (quote!(Option<#ty>), quote!(Some(#value))) } else { (ty.clone(), value) };
    if fails { (quote!(Result<#ty, #wire::DecodeError>), quote!(Ok(#value))) } else { (ty, value) }
}

fn setter(fields: &Fields<'_>, member: &Member, name: &proc_macro2::Ident) -> TokenStream {
    let Fields { cx, def, .. } = fields;
    let wire = cx.wire;
    let index = member.field as usize;
    let field = &def.fields[index];
    let at = fields.offset(field);
    let ty = member_type(cx, def, member);
    let plain = name.to_string();
    let set = format_ident!("set_{}", plain.strip_prefix("r#").unwrap_or(&plain));
    let doc = docs::lines(&format!("Checks and writes `{plain}`."));
    let body = match (&field.kind, member.item) {
        (FieldKind::Bits(word, items), Some(item)) => {
            let whole = word.unsigned();
            let item = &items[item as usize];
            let raw = scalar::get(cx, whole, field.order, &quote!(out), &at);
            let (checks, bits) = bits::write_item(fields, item, whole, &quote!(value));
            let mask: TokenStream = format!("{:#x}", item.bits.mask()).parse().unwrap_or_default();
            let word = if item.bits.width == whole.host_bits() {
                quote!(let word = #bits;)
            } else {
                quote!(let mut word = #raw & !#mask; word |= #bits;)
            };
            let put = scalar::put(cx, whole, field.order, &at, &quote!(word));
            quote!(#checks #word #put)
        }
        (FieldKind::Value(wire_ty), _) => {
            let tag = field.tag.map(|tag| {
                let (raw, scalar) = fields.raw(tag.field, tag.item, &quote!(out));
                super::tag_number(raw, scalar)
            });
            let tag_value = tag.map(|tag| quote!(let tag = #tag;));
            let element = fields.element(index, wire_ty, tag_value.as_ref().map(|_| quote!(tag)));
            let write = element.write(cx, &at, &quote!(value));
            quote!(#tag_value #write)
        }
        _ => quote!(#wire::put(out, #at, value);),
    };
    let prelude = prelude(&body, "out");
    quote! {
        #doc
        pub fn #set(&mut self, value: #ty) -> Result<(), #wire::EncodeError> {
            #prelude
            #body
            Ok(())
        }
    }
}
