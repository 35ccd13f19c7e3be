//! The fields and members of a struct under their Rust names.

use crate::checks::Place;
use crate::element::Element;
use crate::types::{self, number};
use crate::{Context, Own, literal, names, scalar};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rbgen_schema::Int;
use rbgen_schema::ir::{
    BitItem, BitKind, ByteOrder, Evolution, FieldDef, FieldKind, Literal, Member, Role, Scalar, StructDef,
    Value, ValueRules, WireType,
};

/// Names that the code of a codec uses itself.
const LOCALS: [&str; 15] = [
    "bytes", "code", "i", "j", "k", "l", "m", "n", "order", "other", "out", "stated", "tag", "value", "word",
];

/// A struct to expand.
pub(crate) struct Fields<'a> {
    pub(crate) cx: &'a Context<'a>,
    pub(crate) def: &'a StructDef,
    /// The Rust type.
    pub(crate) ident: &'a Ident,
    /// The Rust names of the members.
    pub(crate) members: Vec<Ident>,
    /// See [`Own::checked`].
    checked: Option<&'a Ident>,
    /// Rules of each field, with a constant for the field that states the size.
    rules: Vec<ValueRules>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(
        cx: &'a Context<'a>,
        def: &'a StructDef,
        ident: &'a Ident,
        own: Option<Own<'a>>,
    ) -> Fields<'a> {
        let members = match own {
            Some(own) => own.fields.to_vec(),
            None => def
                .members
                .iter()
                .map(|m| names::member_name(cx.schema, def.site.module, &def.name, &m.name))
                .collect(),
        };
        let rules = def.fields.iter().map(|field| sized(def, field.role, &field.rules)).collect();
        Fields { cx, def, ident, members, checked: own.and_then(|own| own.checked), rules }
    }

    /// Rules of a field; the one that states the size of a sealed struct is a constant.
    pub(crate) fn rules(&self, index: usize) -> &ValueRules {
        &self.rules[index]
    }

    pub(crate) fn item_rules(&self, item: &BitItem) -> ValueRules {
        sized(self.def, item.role, &item.rules)
    }

    /// Whether the byte order is known only at run time.
    pub(crate) fn is_either(&self) -> bool {
        self.def.endian == ByteOrder::Either
    }

    /// The member that a field or bit item is, and its index.
    pub(crate) fn member(&self, field: usize, item: Option<usize>) -> Option<(usize, &'a Member)> {
        self.def
            .members
            .iter()
            .enumerate()
            .find(|(_, m)| m.field as usize == field && m.item.map(|i| i as usize) == item)
    }

    /// The type as the functions that reach its fields name it.
    pub(crate) fn constructor(&self) -> &'a Ident {
        self.checked.unwrap_or(self.ident)
    }

    /// A field of the value that is encoded.
    pub(crate) fn of_self(&self, name: &Ident) -> TokenStream {
        if self.checked.is_some() { quote!(this.#name) } else { quote!(self.#name) }
    }

    /// What [`Fields::of_self`] needs to stand before it.
    pub(crate) fn this(&self) -> TokenStream {
        self.checked.map_or_else(TokenStream::new, |checked| quote!(let this: &#checked = self;))
    }

    /// The local variable that holds a member while decoding.
    pub(crate) fn local(&self, member: usize) -> Ident {
        apart(&self.members[member])
    }

    /// The local variable that holds a field that is no member.
    pub(crate) fn local_of_constant(&self, field: &FieldDef) -> Ident {
        apart(&names::member_name(self.cx.schema, self.def.site.module, &self.def.name, &field.name))
    }

    /// The constant of a field's offset.
    pub(crate) fn offset(&self, field: &FieldDef) -> TokenStream {
        let Fields { cx, def, ident, .. } = self;
        let name = names::offset_name(cx.schema, def.site.module, &def.name, &field.name);
        quote!(#ident::#name)
    }

    /// What errors name.
    pub(crate) fn place(&self, field: &str) -> Place {
        Place::new(&self.def.name, field)
    }

    /// A field's value, to be read or written. `tag` is the tag of a union as an `i128`.
    pub(crate) fn element<'b>(
        &'b self,
        index: usize,
        ty: &'b WireType,
        tag: Option<TokenStream>,
    ) -> Element<'b> {
        let field = &self.def.fields[index];
        Element {
            ty,
            order: field.order,
            text: field.text,
            truthy: field.truthy,
            rules: self.rules(index),
            is_version: field.role == Some(Role::Version),
            place: self.place(&field.name),
            tag,
            index: None,
            wanted: self.member(index, None).is_some(),
            by_ref: false,
        }
    }

    /// Whether older data may be without a field.
    pub(crate) fn may_be_absent(&self, field: &FieldDef) -> bool {
        self.def.evolution == Evolution::Append
            && self.def.sizes.first().is_some_and(|first| field.offset + field.size > first.size)
    }

    /// The number of a field or bit item, straight from `bytes`.
    pub(crate) fn raw(&self, field: u32, item: Option<u32>, bytes: &TokenStream) -> (TokenStream, Scalar) {
        let field = &self.def.fields[field as usize];
        let at = self.offset(field);
        match (&field.kind, item) {
            (FieldKind::Bits(word, items), Some(item)) => {
                let whole = word.unsigned();
                let raw = scalar::get(self.cx, whole, field.order, bytes, &at);
                (
                    super::bits::extract(&quote!(#raw), whole, &items[item as usize]),
                    super::bits::scalar(&items[item as usize]),
                )
            }
            (FieldKind::Value(ty), _) => {
                let repr = match ty {
                    WireType::Scalar(s) => *s,
                    _ => types::repr(self.cx, ty).unwrap_or(Scalar::U8),
                };
                (scalar::get(self.cx, repr, field.order, bytes, &at), repr)
            }
            (FieldKind::Bits(word, _), None) => (scalar::get(self.cx, *word, field.order, bytes, &at), *word),
            _ => (quote!(0), Scalar::U8),
        }
    }

    /// The tag of a union while decoding.
    pub(crate) fn tag_read(&self, field: &FieldDef) -> Option<TokenStream> {
        let tag = field.tag?;
        let (raw, scalar) = self.raw(tag.field, tag.item, &quote!(bytes));
        Some(tag_number(raw, scalar))
    }

    /// `let tag = ...;` for a union whose tag data may end before.
    pub(crate) fn tag_of_growing(&self, field: &FieldDef) -> Option<TokenStream> {
        let default = literal::int(self.def.absent_tag(field)?);
        let (read, tag) = (self.tag_read(field)?, field.tag?);
        let there = self.is_there(&self.def.fields[tag.field as usize]);
        Some(quote!(let tag = if #there { #read } else { #default };))
    }

    /// Whether the stated size takes in a field.
    pub(crate) fn is_there(&self, field: &FieldDef) -> TokenStream {
        let (at, size) = (self.offset(field), number(field.size));
        if field.size == 1 { quote!(stated > #at) } else { quote!(stated >= #at + #size) }
    }

    /// The tag of a union while encoding.
    pub(crate) fn tag_write(&self, field: &FieldDef) -> Option<TokenStream> {
        let tag = field.tag?;
        let of = &self.def.fields[tag.field as usize];
        let item = match (&of.kind, tag.item) {
            (FieldKind::Bits(_, items), Some(item)) => items.get(item as usize),
            _ => None,
        };
        let rules = item.map_or(&of.rules, |item| &item.rules);
        if let Some(Literal { value: Value::Int(n), .. }) = &rules.constant {
            return Some(literal::int(*n));
        }
        let (member, _) = self.member(tag.field as usize, tag.item.map(|i| i as usize))?;
        let name = &self.members[member];
        let coded = matches!(item.map(|i| i.kind), Some(BitKind::Enum(_) | BitKind::Flags(_)))
            || matches!(of.kind, FieldKind::Value(WireType::Enum(_) | WireType::Flags(_)));
        let (_, scalar) = self.raw(tag.field, tag.item, &quote!(bytes));
        let wire = self.cx.wire;
        let value = if coded {
            let value = self.of_self(name);
            quote!(#wire::WireCode::code(&#value))
        } else {
            self.written(tag.field as usize, tag.item.map(|i| i as usize), self.of_self(name))
        };
        Some(tag_number(value, scalar))
    }

    /// A member as encoding writes it: the variable of [`Fields::written_version`], or what was given.
    pub(crate) fn written(&self, field: usize, item: Option<usize>, value: TokenStream) -> TokenStream {
        match self.def.lowest_written_version(field as u32, item.map(|i| i as u32)) {
            Some(_) => quote!(version),
            None => value,
        }
    }

    /// `let version = ...;` where encoding doesn't always write the version of the value: what is written has the size
    /// of the last growth, so it states no older version.
    pub(crate) fn written_version(&self) -> TokenStream {
        let version = self.def.members.iter().zip(&self.members).find_map(|(member, name)| {
            let lowest = number(self.def.lowest_written_version(member.field, member.item)?.into());
            let value = self.of_self(name);
            Some(quote!(let version = #value.max(#lowest);))
        });
        version.unwrap_or_default()
    }

    /// What a member is when nobody gives it.
    pub(crate) fn default(&self, member: &Member) -> TokenStream {
        let field = &self.def.fields[member.field as usize];
        if let (FieldKind::Bits(_, items), Some(item)) = (&field.kind, member.item) {
            let item = &items[item as usize];
            let ty = super::bits::wire_type(item);
            return match &item.rules.default {
                Some(Literal { value: Value::Int(n), .. }) if item.kind == BitKind::Bool => {
                    let set = *n != Int::ZERO;
                    quote!(#set)
                }
                Some(default) => literal::value(self.cx, &default.value, &default.named, &ty),
                None => literal::zero(self.cx, &ty),
            };
        }
        match &field.kind {
            FieldKind::Value(ty) => match &field.rules.default {
                Some(default) => literal::value(self.cx, &default.value, &default.named, ty),
                None => literal::zero(self.cx, ty),
            },
            _ => {
                let size = number(field.size);
                quote!([0; #size])
            }
        }
    }
}

/// A name that the code of a codec doesn't use itself.
fn apart(name: &Ident) -> Ident {
    if LOCALS.contains(&name.to_string().as_str()) { names::suffixed(name, "_") } else { name.clone() }
}

/// The Rust type of a member.
pub(crate) fn member_type(cx: &Context<'_>, def: &StructDef, member: &Member) -> TokenStream {
    let field = &def.fields[member.field as usize];
    match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => types::bit_item(cx, &items[item as usize]),
        (FieldKind::Bits(word, _), None) => types::host(*word),
        (FieldKind::Value(ty), _) => types::value(cx, ty, field.text),
        (FieldKind::Reserved(_) | FieldKind::Padding, _) => {
            let size = number(field.size);
            quote!([u8; #size])
        }
    }
}

/// A number as the `i128` that unions match.
pub(crate) fn tag_number(value: TokenStream, scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::U128 => quote!((#value) as i128),
        Scalar::I128 => value,
        _ => quote!(i128::from(#value)),
    }
}

fn sized(def: &StructDef, role: Option<Role>, rules: &ValueRules) -> ValueRules {
    if role != Some(Role::Size) || def.evolution == Evolution::Append {
        return rules.clone();
    }
    let constant = Literal { value: Value::Int(Int::from(def.size)), named: Vec::new(), span: def.site.name };
    ValueRules { constant: Some(constant), ..rules.clone() }
}
