//! Layouts as JSON: all that is needed to check an offset or to recompute a layout hash.

use super::totals;
use crate::ir::{DataModel, Schema};
use crate::json::{VERSION, enum_json, flags_json, struct_json, union_json};
use serde_json::{Value, json};

/// All structs of a schema, and the types they refer to, as in the JSON of the checked schema, with totals.
pub fn json(schema: &Schema) -> Value {
    let structs: Value = schema
        .structs
        .iter()
        .map(|def| {
            let mut out = struct_json(schema, def);
            let t = totals(def);
            out["totals"] = json!({
                "values": t.values,
                "reserved": t.reserved,
                "padding": t.padding,
                "cache_lines": t.cache_lines,
            });
            out
        })
        .collect();
    json!({
        "format": "rbgen-layout",
        "version": VERSION,
        "data_models": DataModel::ALL.map(DataModel::name),
        "enums": schema.enums.iter().map(|e| enum_json(schema, e)).collect::<Value>(),
        "flags": schema.flags.iter().map(|f| flags_json(schema, f)).collect::<Value>(),
        "unions": schema.unions.iter().map(|u| union_json(schema, u)).collect::<Value>(),
        "structs": structs,
    })
}
