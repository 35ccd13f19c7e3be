//! Macros for what a field always is, so that programs needn't repeat a version or a magic number.

use super::coded::enclosed;
use super::generator::Generator;
use super::{text, wire};
use crate::schema::Span;
use crate::schema::ir::{FieldKind, Literal, Scalar, StructDef, Value};
use rbgen_templates::c::Constant;

/// Names that every struct's own macros have.
const TAKEN: [&str; 4] = ["SIZE", "ALIGN", "LAYOUT_HASH", "HEADROOM"];

/// The macro of a field or bit item.
#[derive(Debug)]
pub(super) struct Fixed {
    pub(super) constant: Constant,
    /// The name in the schema, and where it was written.
    pub(super) field: String,
    pub(super) span: Span,
}

impl Generator<'_> {
    /// One macro for each constant field and bit item of a struct, `upper` in front of its name.
    pub(super) fn fixed(&self, def: &StructDef, upper: &str) -> Vec<Fixed> {
        let mut out = Vec::new();
        let mut add = |field: &str, span: Span, value: Option<String>| {
            let name = self.names.stem(&def.name, field).to_ascii_uppercase();
            if let Some(value) = value.filter(|_| !TAKEN.contains(&name.as_str())) {
                let doc = text::doc_comment(&[format!("What `{field}` always is.")], 0);
                let constant = Constant { doc, name: format!("{upper}_{name}"), value };
                out.push(Fixed { constant, field: field.to_owned(), span });
            }
        };
        for field in &def.fields {
            match &field.kind {
                FieldKind::Value(ty) => {
                    let Some(literal) = &field.rules.constant else { continue };
                    let value = match (&literal.value, self.scalar(ty)) {
                        (Value::Int(_) | Value::Float(_) | Value::Bool(_), Some(scalar)) => {
                            Some(enclosed(self.literal(literal, scalar)))
                        }
                        (Value::Text(value), _) => Some(text::string(value)),
                        (Value::Bytes(_), _) => {
                            let bytes = wire::bytes(
                                ty,
                                wire::is_big(field.order),
                                field.text,
                                &literal.value,
                                field.size,
                            );
                            let bytes: Vec<String> = bytes.iter().map(|b| format!("0x{b:02x}")).collect();
                            Some(format!("{{ {} }}", bytes.join(", ")))
                        }
                        _ => None,
                    };
                    add(&field.name, field.name_span, value);
                }
                FieldKind::Bits(_, items) => {
                    for item in items {
                        let number = |literal: &Literal| {
                            let scalar =
                                Scalar::of_width(item.bits.width, wire::int_of(literal).is_negative());
                            enclosed(self.literal(literal, scalar))
                        };
                        add(&item.name, item.name_span, item.rules.constant.as_ref().map(number));
                    }
                }
                FieldKind::Reserved(_) | FieldKind::Padding => {}
            }
        }
        out
    }
}
