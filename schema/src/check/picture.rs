//! Pictures of bytes, and the error about those that nothing covers.

use crate::check::structs::Gap;
use crate::diagnostic::{Diagnostic, Edit, Help};
use crate::edit;
use crate::ir::{LayoutRule, StructDef};
use crate::raw::structs::Struct;
use crate::resolve::Ctx;
use crate::source::Span;
use std::collections::HashSet;

/// Rows of eight bytes a picture shows.
const ROWS: u64 = 8;

/// Adds a picture of the bytes around a place.
pub(crate) fn draw<'a>(
    ctx: &Ctx<'_>,
    error: Diagnostic,
    fields: impl Iterator<Item = (&'a str, u64, u64)>,
    focus: (u64, u64),
) -> Diagnostic {
    if ctx.sink.is_enough() { error } else { error.picture(of(fields, focus)) }
}

/// Eight bytes a row around a place; a letter for each field, dots where nothing is, `#` where two are.
fn of<'a>(fields: impl Iterator<Item = (&'a str, u64, u64)>, focus: (u64, u64)) -> String {
    let first = focus.0.saturating_sub(8) / 8 * 8;
    let last = (focus.1.saturating_add(8)).min(first + ROWS * 8);
    let shown: Vec<(&str, u64, u64)> =
        fields.filter(|(_, offset, size)| *offset < last && offset + size > first).collect();
    let end = shown.iter().map(|(_, o, s)| o + s).max().unwrap_or(0).max(focus.1).min(last);
    let mut text = String::new();
    let mut row = first;
    while row < end {
        text.push_str(&format!("{row:>8} "));
        for at in row..row + 8 {
            let mut here = shown.iter().enumerate().filter(|(_, (_, o, s))| *o <= at && at < o + s);
            let letter = match (here.next(), here.next()) {
                (Some(_), Some(_)) => '#',
                (Some((i, _)), None) => char::from(b'a' + (i % 26) as u8),
                _ if at < end => '.',
                _ => break,
            };
            text.push(' ');
            text.push(letter);
        }
        text.push('\n');
        row += 8;
    }
    let legend: Vec<String> = shown
        .iter()
        .enumerate()
        .take(26)
        .map(|(i, (name, o, s))| format!("{} = {name} ({o}..{})", char::from(b'a' + i as u8), o + s))
        .collect();
    format!("  offset  0 1 2 3 4 5 6 7\n{text}{}", legend.join("\n"))
}

/// The names that members of a struct have.
pub(crate) fn taken(raw: &Struct) -> HashSet<&str> {
    let items = raw.fields.iter().flat_map(|f| &f.bits).filter_map(|b| b.name.value());
    raw.fields.iter().filter_map(|f| f.name.value()).chain(items).map(String::as_str).collect()
}

/// A name for bytes without a meaning that no member has.
pub(crate) fn free_name(taken: &HashSet<&str>, what: &str, offset: u64) -> String {
    let mut name = format!("{what}_{offset}");
    while taken.contains(name.as_str()) {
        name.push('_');
    }
    name
}

/// Bytes that the layout leaves between fields, or behind them, and nobody declared.
pub(crate) fn hidden_padding(ctx: &Ctx<'_>, raw: &Struct, def: &StructDef, gaps: &[Gap], wants_packed: bool) {
    let Some(first) = gaps.first() else { return };
    let total: u64 = gaps.iter().map(|g| g.size).sum();
    let span_of = |gap: &Gap| gap.before.and_then(|i| raw.fields.get(i)).map_or(raw.name_span, name_span);
    let place = |gap: &Gap| match gap.before.and_then(|i| raw.fields.get(i)) {
        Some(f) => format!("before `{}`", f.name.value().map_or("?", |n| n)),
        None => "at the end".to_owned(),
    };
    let bytes = |n: u64| if n == 1 { "1 byte".to_owned() } else { format!("{n} bytes") };
    let mut e = Diagnostic::error(
        "hidden-padding",
        span_of(first),
        format!("no field covers {} of `{}`", bytes(total), def.name),
    )
    .label(format!("{} at {}, {}", bytes(first.size), first.offset, place(first)));
    for gap in gaps.iter().skip(1).take(8) {
        e = e.other(span_of(gap), format!("{} at {}, {}", bytes(gap.size), gap.offset, place(gap)));
    }
    let all = def.fields.iter().map(|f| (f.name.as_str(), f.offset, f.size));
    let end = gaps.last().map_or(first.offset, |g| g.offset + g.size);
    e = draw(ctx, e, all, (first.offset, end));
    if wants_packed {
        e = match raw.layout.get() {
            Some(at) => e.fix("the size says that the struct is packed: say so", at.span, "\"packed\""),
            None => {
                let (place, text) = edit::new_key(raw.name_span, raw.inline, "layout = \"packed\"");
                e.fix("the size says that the struct is packed: say so", place, text)
            }
        };
        ctx.sink.add(e);
        return;
    }
    let taken = taken(raw);
    let edits = gaps.iter().filter_map(|gap| declare(ctx, raw, def, gap, &taken)).collect();
    let text = "declare the bytes as reserved; `padding = \"auto\"` on the struct accepts them as they are"
        .to_owned();
    e.help = Some(Help { text, edits });
    ctx.sink.add(e);
}

fn name_span(field: &crate::raw::structs::Field) -> Span {
    field.name.get().map_or(field.head, |n| n.span)
}

fn declare(ctx: &Ctx<'_>, raw: &Struct, def: &StructDef, gap: &Gap, taken: &HashSet<&str>) -> Option<Edit> {
    let mut keys = vec![
        format!("name = \"{}\"", free_name(taken, "reserved", gap.offset)),
        format!("reserved = {}", gap.size),
    ];
    if def.layout == LayoutRule::Explicit {
        keys.push(format!("at = {}", gap.offset));
    }
    let (anchor, before) = match gap.before {
        Some(i) => (raw.fields.get(i)?, true),
        None => (raw.fields.last()?, false),
    };
    let (span, replacement) =
        edit::new_element(ctx.sources, anchor.whole, anchor.inline, "struct.fields", before, &keys);
    Some(Edit { span, replacement })
}
