//! Tables of Markdown, for manuals.

use super::rows::{Row, rows};
use super::{CACHE_LINE, models, summary, totals_text};
use crate::ir::{Schema, StructDef, StructId};
use std::fmt::Write as _;

/// A section with a table for each of these structs.
pub fn markdown(schema: &Schema, structs: &[StructId]) -> String {
    let mut out = String::new();
    for id in structs {
        if !out.is_empty() {
            out.push('\n');
        }
        section(schema, &schema.structs[id.index()], &mut out);
    }
    out
}

fn section(schema: &Schema, def: &StructDef, out: &mut String) {
    let _ = writeln!(out, "## {}\n\n{}.\n", escape(&def.name), summary(def));
    if let Some(doc) = &def.doc {
        let _ = writeln!(out, "{}\n", escape(doc));
    }
    out.push_str("| offset | | size | type | name | order | notes |\n|---:|---:|---:|---|---|---|---|\n");
    for row in rows(schema, def) {
        let _ = match row {
            Row::CacheLine(n) => writeln!(out, "| {} | | | *cache line {n}* | | | |", n * CACHE_LINE),
            Row::Field { offset, size, ty, name, order, notes } => {
                let name = if name.is_empty() { String::new() } else { code(&name) };
                let ty = if ty == "reserved" || ty == "padding" { format!("*{ty}*") } else { code(&ty) };
                let notes = escape(&notes.join(", "));
                writeln!(out, "| {offset} | 0x{offset:02x} | {size} | {ty} | {name} | {order} | {notes} |")
            }
            Row::Item { high, low, ty, name, notes } => {
                let bits = if high == low { format!("bit {low}") } else { format!("bits {high}:{low}") };
                let ty = if ty == "reserved" { format!("*{ty}*") } else { code(&ty) };
                let notes = escape(&notes.join(", "));
                writeln!(out, "| | | {bits} | {ty} | {} | | {notes} |", code(&name))
            }
        };
    }
    let _ = writeln!(out, "\n{}.", totals_text(def));
    if !def.models.is_empty() {
        model_table(def, out);
    }
}

fn model_table(def: &StructDef, out: &mut String) {
    let heads: String = def.models.iter().map(|m| format!(" {} |", m.model.name())).collect();
    let _ = writeln!(out, "\n| offset under |{heads}\n|---|{}", "---:|".repeat(def.models.len()));
    for (name, values) in models::rows(def) {
        let values: String = values.iter().map(|v| format!(" {v} |")).collect();
        let _ = writeln!(out, "| {} |{values}", code(&name));
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// Text that Markdown shows as it is, on one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn no_text_breaks_out_of_its_cell() {
        assert_eq!(escape("a|b\n# `c` <d>"), "a\\|b \\# \\`c\\` \\<d\\>");
    }
}
