//! The bytes of structs as tables and maps, for people ([`text()`], [`markdown()`], [`svg()`]) and for tools ([`json()`]).

mod json;
mod markdown;
mod models;
mod rows;
mod svg;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use svg::svg;
pub use text::text;

use crate::ir::{FieldKind, ItemId, Schema, StructDef, StructId};

/// Bytes of a cache line on the processors that matter here.
pub const CACHE_LINE: u64 = 64;

/// The structs declared in the root file, in the order written.
pub fn own_structs(schema: &Schema) -> Vec<StructId> {
    let items = schema.modules.last().map(|m| m.items.as_slice()).unwrap_or_default();
    items.iter().filter_map(|i| if let ItemId::Struct(id) = i { Some(*id) } else { None }).collect()
}

/// What the bytes of a struct are spent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Bytes of values and bit words.
    pub values: u64,
    /// Declared bytes without a meaning.
    pub reserved: u64,
    /// Computed bytes without a meaning.
    pub padding: u64,
    /// Cache lines touched by a struct that starts at the beginning of one.
    pub cache_lines: u64,
}

/// Adds up the fields of a struct; what nested structs reserve counts as values.
pub fn totals(def: &StructDef) -> Totals {
    let mut totals =
        Totals { values: 0, reserved: 0, padding: 0, cache_lines: def.size.div_ceil(CACHE_LINE) };
    for field in &def.fields {
        *match field.kind {
            FieldKind::Value(_) | FieldKind::Bits(..) => &mut totals.values,
            FieldKind::Reserved(_) => &mut totals.reserved,
            FieldKind::Padding => &mut totals.padding,
        } += field.size;
    }
    totals
}

/// `1 byte`, `2 bytes`.
fn bytes(n: u64) -> String {
    count(n, "byte")
}

fn count(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// The line of totals, the same in every format for people.
fn totals_text(def: &StructDef) -> String {
    let t = totals(def);
    let mut text = format!(
        "{} in values, {} reserved, {} padding; {}",
        bytes(t.values),
        t.reserved,
        t.padding,
        count(t.cache_lines, "cache line")
    );
    if def.headroom > 0 {
        text.push_str(&format!("; {} kept free after it", bytes(def.headroom)));
    }
    text
}

/// The line under a struct's name, the same in every format for people.
fn summary(def: &StructDef) -> String {
    let order = match def.endian {
        crate::ir::ByteOrder::Either => "either byte order".to_owned(),
        order => format!("{}-endian", order.name()),
    };
    let model = if def.models.is_empty() { "" } else { " (lp64)" };
    format!(
        "{}{model}, align {}, {order}, {}, {}, layout hash {}",
        bytes(def.size),
        def.align,
        def.usage.name(),
        def.evolution.name(),
        crate::json::hash_text(def.layout_hash)
    )
}
