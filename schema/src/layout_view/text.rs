//! Tables of plain text, at most 100 columns wide as far as names allow.

use super::rows::{Row, rows};
use super::{CACHE_LINE, models, summary, totals_text};
use crate::ir::{Schema, StructDef, StructId};
use std::fmt::Write as _;

const WIDTH: usize = 100;
/// The column where notes begin at the latest.
const NOTES: usize = 76;

/// The tables of these structs, one after the other.
pub fn text(schema: &Schema, structs: &[StructId]) -> String {
    let mut out = String::new();
    for id in structs {
        if !out.is_empty() {
            out.push('\n');
        }
        table(schema, &schema.structs[id.index()], &mut out);
    }
    out
}

fn table(schema: &Schema, def: &StructDef, out: &mut String) {
    let rows = rows(schema, def);
    let width = |of: &dyn Fn(&Row) -> usize, least: usize| rows.iter().map(of).max().unwrap_or(0).max(least);
    let types = width(
        &|r| match r {
            Row::Field { ty, .. } | Row::Item { ty, .. } => ty.chars().count(),
            Row::CacheLine(_) => 0,
        },
        4,
    )
    .min(24);
    let names = width(
        &|r| match r {
            Row::Field { name, .. } => name.chars().count(),
            // Items stand two columns further in.
            Row::Item { name, .. } => name.chars().count() + 2,
            Row::CacheLine(_) => 0,
        },
        4,
    )
    .min(32);
    let digits = def.size.to_string().len().max(6);
    let size_digits = def.size.to_string().len().max(4);
    let hex_digits = format!("{:x}", def.size).len().max(2);
    let hex = hex_digits + 2;
    let _ = writeln!(out, "struct {}\n{}\n", def.name, summary(def));
    let mut heading = String::new();
    let _ = write!(
        heading,
        "{:>digits$}  {:hex$}  {:>size_digits$}  {:types$}  {:names$}  {:6}  notes",
        "offset", "", "size", "type", "name", "order"
    );
    let _ = writeln!(out, "{heading}");
    let notes_at = (digits + size_digits + hex + types + names + 6 + 12).min(NOTES);
    for row in &rows {
        match row {
            Row::CacheLine(n) => {
                let label = format!("-- cache line {n}: {} ", n * CACHE_LINE);
                let _ = writeln!(out, "{label:-<width$}", width = heading.len().min(WIDTH));
            }
            Row::Field { offset, size, ty, name, order, notes } => {
                let start = format!(
                    "{offset:>digits$}  0x{offset:0hex_digits$x}  {size:>size_digits$}  {ty:types$}  {name:names$}  {order:6}"
                );
                with_notes(out, start, notes, notes_at);
            }
            Row::Item { high, low, ty, name, notes } => {
                let bits = if high == low { format!("bit {low}") } else { format!("bits {high}:{low}") };
                let lead = digits + size_digits + hex + 4;
                with_notes(out, format!("{bits:>lead$}  {ty:types$}    {name}"), notes, notes_at);
            }
        }
    }
    let _ = writeln!(out, "\n{}", totals_text(def));
    if !def.models.is_empty() {
        model_table(def, out);
    }
}

/// A line and its notes in their column, wrapped.
fn with_notes(out: &mut String, start: String, notes: &[String], column: usize) {
    let mut line = start.trim_end().to_owned();
    let mut fresh = true;
    for (i, note) in notes.iter().enumerate() {
        let note = if i + 1 < notes.len() { format!("{note},") } else { note.clone() };
        let used = line.chars().count();
        let full = if fresh { used + 2 > column } else { used + 1 + note.chars().count() > WIDTH };
        if full && !line.trim().is_empty() {
            let _ = writeln!(out, "{}", line.trim_end());
            line.clear();
            fresh = true;
        }
        if fresh {
            let pad = column.saturating_sub(line.chars().count());
            line.extend(std::iter::repeat_n(' ', pad));
        } else {
            line.push(' ');
        }
        line.push_str(&note);
        fresh = false;
    }
    let _ = writeln!(out, "{}", line.trim_end());
}

fn model_table(def: &StructDef, out: &mut String) {
    let rows = models::rows(def);
    let names = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let heads: String = def.models.iter().map(|m| format!("  {:>8}", m.model.name())).collect();
    let _ = writeln!(out, "\n{:names$}{heads}", "offset under");
    for (name, values) in rows {
        let values: String = values.iter().map(|v| format!("  {v:>8}")).collect();
        let _ = writeln!(out, "{name:width$}{values}", width = names.max("offset under".len()));
    }
}
