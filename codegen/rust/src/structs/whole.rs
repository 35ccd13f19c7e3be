//! A struct of the user's that has a field for each run of bytes: constants and reserved ones too. It doesn't grow: its
//! bytes are always all there.

use super::{Fields, codec, tag_number};
use crate::checks::{self, Checked, Direction};
use crate::element::Element;
use crate::types::{self, number};
use crate::{Whole, scalar};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rbgen_schema::ir::{BitItem, FieldDef, FieldKind, Policy, Role, Scalar, StructDef, ValueRules, WireType};

/// The user's name for each of the schema's fields. In a value there is none for padding, which Rust has for itself.
pub(crate) fn names<'a>(def: &StructDef, own: &'a [Ident], whole: Whole) -> Vec<Option<&'a Ident>> {
    let mut own = own.iter();
    let held = |field: &FieldDef| whole.in_memory || field.kind != FieldKind::Padding;
    def.fields.iter().map(|field| if held(field) { own.next() } else { None }).collect()
}

/// The body of `read`: everything is checked as for a value, and then every field is taken.
pub(crate) fn read(fields: &Fields<'_>, names: &[Option<&Ident>], whole: Whole) -> TokenStream {
    let Fields { cx, def, .. } = fields;
    let wire = cx.wire;
    let mut statements = TokenStream::new();
    let mut values = Vec::new();
    for (index, (field, name)) in def.fields.iter().zip(names).enumerate() {
        let Some(name) = name else { continue };
        let var = format_ident!("field_{index}");
        let at = fields.offset(field);
        let size = number(field.size);
        match &field.kind {
            FieldKind::Value(ty) => {
                let element = Element { wanted: true, ..fields.element(index, ty, fields.tag_read(field)) };
                match in_memory(ty).filter(|_| whole.in_memory) {
                    Some(bytes) => {
                        let checked =
                            Element { wanted: false, ..element }.read(cx, &at, &format_ident!("_{var}"));
                        let none = ValueRules::default();
                        let raw = Element {
                            ty: &bytes,
                            text: None,
                            rules: &none,
                            wanted: true,
                            ..fields.element(index, ty, None)
                        };
                        let raw = raw.read(cx, &at, &var);
                        statements.extend(quote!(#checked #raw));
                    }
                    None => statements.extend(element.read(cx, &at, &var)),
                }
            }
            FieldKind::Bits(word, items) => {
                let raw = scalar::get(cx, *word, field.order, &quote!(bytes), &at);
                let unsigned = word.unsigned();
                let bits = scalar::get(cx, unsigned, field.order, &quote!(bytes), &at);
                let checks = item_checks(fields, items, unsigned);
                let checks = (!checks.is_empty()).then(|| quote!(let word = #bits; #checks));
                statements.extend(quote!(#checks let #var = #raw;));
            }
            FieldKind::Reserved(policy) => {
                statements.extend(quote!(let #var = #wire::field::<#size>(bytes, #at);));
                if *policy == Policy::Zero {
                    let fail = codec::reserved_not_zero(fields, field);
                    statements.extend(quote!(if let Some(byte) = #wire::first_nonzero(&#var) { #fail }));
                }
            }
            FieldKind::Padding => statements.extend(quote!(let #var = #wire::field::<#size>(bytes, #at);)),
        }
        values.push(quote!(#name: #var,));
    }
    let made = fields.constructor();
    quote!(#statements Ok(#made { #(#values)* }))
}

/// The body of `write`.
pub(crate) fn write(fields: &Fields<'_>, names: &[Option<&Ident>], whole: Whole) -> TokenStream {
    let Fields { cx, def, .. } = fields;
    let wire = cx.wire;
    let mut statements = fields.this();
    // What is put as it is has to be what decoding accepts.
    let mut put_unchecked = false;
    for (index, (field, name)) in def.fields.iter().zip(names).enumerate() {
        let at = fields.offset(field);
        let size = number(field.size);
        let Some(name) = name else {
            statements.extend(quote!(#wire::put(out, #at, [0; #size]);));
            continue;
        };
        let var = format_ident!("field_{index}");
        // A field of a packed struct can be copied, not referred to.
        let nested =
            matches!(&field.kind, FieldKind::Value(ty) if matches!(ty.element().0, WireType::Struct(_)));
        let value = if whole.packed && !nested {
            let value = fields.of_self(name);
            statements.extend(quote!(let #var = #value;));
            quote!(#var)
        } else {
            fields.of_self(name)
        };
        match &field.kind {
            FieldKind::Value(ty) => {
                let element = fields.element(index, ty, tag(fields, names, field));
                match in_memory(ty).filter(|_| whole.in_memory) {
                    Some(bytes) => {
                        put_unchecked = true;
                        let none = ValueRules::default();
                        let raw = Element { ty: &bytes, text: None, rules: &none, ..element };
                        statements.extend(raw.write(cx, &at, &value));
                    }
                    None => statements.extend(element.write(cx, &at, &value)),
                }
            }
            FieldKind::Bits(word, items) => {
                put_unchecked |= !item_checks(fields, items, word.unsigned()).is_empty();
                let ranges: TokenStream =
                    items.iter().map(|item| encode_range(fields, item, *word)).collect();
                if !ranges.is_empty() {
                    let unsigned = types::host(word.unsigned());
                    statements.extend(quote!(let word = #value as #unsigned; #ranges));
                }
                statements.extend(scalar::put(cx, *word, field.order, &at, &value));
            }
            FieldKind::Reserved(policy @ (Policy::Zero | Policy::Preserve)) => {
                put_unchecked |= *policy == Policy::Zero;
                statements.extend(quote!(#wire::put(out, #at, #value);));
            }
            FieldKind::Reserved(Policy::Ignore) | FieldKind::Padding => {
                statements.extend(quote!(#wire::put(out, #at, [0; #size]);));
            }
        }
    }
    if put_unchecked {
        statements.extend(quote! {
            if let Err(error) = <Self as #wire::WireStruct>::read(out, order) {
                return Err(#wire::EncodeError::new(
                    error.kind(), error.type_name(), error.field(), error.wanted(), error.got(),
                ));
            }
        });
    }
    statements
}

/// The tag of a union: what the struct holds in the field that has it.
fn tag(fields: &Fields<'_>, names: &[Option<&Ident>], field: &FieldDef) -> Option<TokenStream> {
    let tag = field.tag?;
    let value = fields.of_self((*names.get(tag.field as usize)?)?);
    match (&fields.def.fields[tag.field as usize].kind, tag.item) {
        (FieldKind::Bits(word, items), Some(item)) => {
            let (item, unsigned) = (items.get(item as usize)?, word.unsigned());
            let host = types::host(unsigned);
            let bits = super::bits::extract(&quote!((#value as #host)), unsigned, item);
            Some(tag_number(bits, super::bits::scalar(item)))
        }
        (FieldKind::Value(ty @ (WireType::Enum(_) | WireType::Flags(_))), _) => {
            let wire = fields.cx.wire;
            let repr = types::repr(fields.cx, ty)?;
            Some(tag_number(quote!(#wire::WireCode::code(&#value)), repr))
        }
        (FieldKind::Value(WireType::Scalar(scalar)), _) => Some(tag_number(value, *scalar)),
        _ => None,
    }
}

/// What decoding checks in a bit word.
fn item_checks(fields: &Fields<'_>, items: &[BitItem], whole: Scalar) -> TokenStream {
    items.iter().map(|item| super::bits::read_item(fields, item, &quote!(word), whole, None)).collect()
}

/// The range of an item that only encoding looks at.
fn encode_range(fields: &Fields<'_>, item: &BitItem, word: Scalar) -> TokenStream {
    let Some(range) = item.rules.range.as_ref().filter(|range| !range.on_decode) else {
        return TokenStream::new();
    };
    let rules = ValueRules { range: Some(range.clone()), ..ValueRules::default() };
    let ty = super::bits::wire_type(item);
    let value = super::bits::extract(&quote!(word), word.unsigned(), item);
    let checked = Checked {
        ty: &ty,
        order: rbgen_schema::ir::ByteOrder::Little,
        text: None,
        rules: &rules,
        is_version: item.role == Some(Role::Version),
        value: quote!(item),
        got: quote!(item),
        index: None,
    };
    let check = checks::statements(fields.cx, &checked, Direction::Encode, &fields.place(&item.name));
    quote!(let item = #value; #check)
}

/// The type that holds the bytes of one which isn't in memory as it is on the wire.
fn in_memory(ty: &WireType) -> Option<WireType> {
    Some(match ty {
        WireType::Char(len) => WireType::Bytes(*len),
        WireType::Char16(len) => WireType::Array(Box::new(WireType::Scalar(Scalar::U16)), *len),
        WireType::Guid | WireType::Uuid => WireType::Bytes(16),
        WireType::Array(inner, len) => WireType::Array(Box::new(in_memory(inner)?), *len),
        _ => return None,
    })
}
