//! Ffi structs under each data model.

use super::bytes;
use crate::ir::{FieldDef, FieldKind, ModelLayout, Schema, StructDef};

/// The fields that [`ModelLayout::offsets`] speaks of.
fn placed(def: &StructDef) -> impl Iterator<Item = &FieldDef> {
    def.fields.iter().filter(|f| f.kind != FieldKind::Padding)
}

/// One row for each placed field with its offset under each model, then size and alignment.
pub(super) fn rows(def: &StructDef) -> Vec<(String, Vec<u64>)> {
    let column = |of: &dyn Fn(&ModelLayout) -> u64| def.models.iter().map(of).collect::<Vec<u64>>();
    let mut rows: Vec<(String, Vec<u64>)> = placed(def)
        .enumerate()
        .map(|(i, f)| (f.name.clone(), column(&|m| m.offsets.get(i).copied().unwrap_or(0))))
        .collect();
    rows.push(("(size)".to_owned(), column(&|m| m.size)));
    rows.push(("(align)".to_owned(), column(&|m| m.align)));
    rows
}

/// The struct as it is under each model, with a line that says which; gaps are padding.
pub(super) fn each(schema: &Schema, def: &StructDef) -> Vec<(String, StructDef)> {
    def.models
        .iter()
        .map(|layout| {
            let mut fields = Vec::new();
            let mut end = 0;
            for (field, &offset) in placed(def).zip(&layout.offsets) {
                gap(&mut fields, field, end, offset);
                let size = match &field.kind {
                    FieldKind::Value(ty) => schema.size_of(ty, layout.model),
                    _ => field.size,
                };
                fields.push(FieldDef { offset, size, ..field.clone() });
                end = offset + size;
            }
            if let Some(last) = fields.last().cloned() {
                gap(&mut fields, &last, end, layout.size);
            }
            let summary =
                format!("{} under {}, align {}", bytes(layout.size), layout.model.name(), layout.align);
            (summary, StructDef { size: layout.size, align: layout.align, fields, ..def.clone() })
        })
        .collect()
}

fn gap(fields: &mut Vec<FieldDef>, near: &FieldDef, from: u64, to: u64) {
    if from < to {
        let (name, kind) = (format!("padding_{from}"), FieldKind::Padding);
        fields.push(FieldDef { name, kind, offset: from, size: to - from, ..near.clone() });
    }
}
