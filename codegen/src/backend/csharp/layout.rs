//! The layout of a struct as data, for people and for programs.

use super::context::Context;
use super::literal;
use rbgen_schema::ir::{FieldKind, StructDef};

/// The elements of `Layout.Fields`: every run of bytes but padding.
pub(crate) fn rows(cx: &Context<'_>, def: &StructDef) -> Vec<String> {
    let shown = def.fields.iter().filter(|field| field.kind != FieldKind::Padding);
    shown
        .map(|field| {
            let ty = match &field.kind {
                FieldKind::Value(ty) => cx.schema.type_name(ty),
                FieldKind::Bits(word, _) => word.name().to_owned(),
                FieldKind::Reserved(_) | FieldKind::Padding => String::new(),
            };
            let [name, ty] = [&field.name, &ty].map(|text| literal::string(text));
            format!("new({name}, {}, {}, {ty})", field.offset, field.size)
        })
        .collect()
}
