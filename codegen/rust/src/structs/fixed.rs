//! Constants for what a field always is, so that programs needn't repeat a version or a magic number.

use super::bits;
use crate::{Context, docs, literal, names, types};
use proc_macro2::TokenStream;
use quote::quote;
use rbgen_schema::ir::{FieldKind, Literal, StructDef, Value, WireType};

/// One associated constant for each constant field and bit item, but for those that a struct has anyway.
pub(crate) fn constants(cx: &Context<'_>, def: &StructDef) -> Vec<TokenStream> {
    let mut out = Vec::new();
    let mut add = |field: &str, ty: TokenStream, value: TokenStream| {
        if let Some(name) = names::fixed_name(cx.schema, def.site.module, &def.name, field) {
            let doc = docs::lines(&format!("The value that `{field}` always has."));
            out.push(quote!(#doc pub const #name: #ty = #value;));
        }
    };
    let expression =
        |constant: &Literal, ty: &WireType| literal::value(cx, &constant.value, &constant.named, ty);
    for field in &def.fields {
        match &field.kind {
            FieldKind::Value(ty) => {
                let Some(constant) = &field.rules.constant else { continue };
                match (&constant.value, ty.element().0) {
                    (Value::Text(text), _) => add(&field.name, quote!(&str), quote!(#text)),
                    (_, WireType::Char(_) | WireType::Char16(_)) => {}
                    _ => add(&field.name, types::value(cx, ty, field.text), expression(constant, ty)),
                }
            }
            FieldKind::Bits(_, items) => {
                for item in items {
                    if let Some(constant) = &item.rules.constant {
                        let value = expression(constant, &bits::wire_type(item));
                        add(&item.name, types::bit_item(cx, item), value);
                    }
                }
            }
            FieldKind::Reserved(_) | FieldKind::Padding => {}
        }
    }
    out
}
