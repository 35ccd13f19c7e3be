//! A byte map as SVG: 16 bytes a row, cache lines set apart, readable on light and dark ground, nothing loaded from elsewhere.

use super::rows::type_text;
use super::{CACHE_LINE, bytes, models, summary, totals_text};
use crate::ir::{FieldDef, FieldKind, Schema, StructDef, StructId};
use std::fmt::Write as _;

/// Bytes in a row.
const ROW: u64 = 16;
const CELL: u64 = 48;
const HEIGHT: u64 = 34;
/// Room for the offsets on the left.
const LEFT: u64 = 64;
const WIDTH: u64 = LEFT + ROW * CELL + 16;
/// Extra room above a row that begins a cache line.
const GAP: u64 = 18;
/// A field over more rows than this shows only its first and its last ones.
const LONG: u64 = 4;

const STYLE: &str = "\
svg{background:#fff;font:12px ui-monospace,Consolas,monospace}\
text{fill:#1b1f24}.dim{fill:#57606a}.title{font-size:15px;font-weight:bold}\
rect{stroke:#57606a;stroke-width:1}.value{fill:#cfe3ff}.bits{fill:#d8f3dc}\
.reserved{fill:#eceff2}.padding{fill:#ffe2d9;stroke-dasharray:3 2}.line{stroke:#8250df;stroke-width:1.5}\
@media(prefers-color-scheme:dark){svg{background:#0d1117}text{fill:#e6edf3}.dim{fill:#9198a1}\
rect{stroke:#9198a1}.value{fill:#1f3a5f}.bits{fill:#1b4332}.reserved{fill:#2d333b}.padding{fill:#5a2a1b}\
.line{stroke:#bc8cff}}";

/// The maps of these structs, one below the other.
pub fn svg(schema: &Schema, structs: &[StructId]) -> String {
    let mut body = String::new();
    let mut y = 8;
    for id in structs {
        let def = &schema.structs[id.index()];
        if def.models.is_empty() {
            y = map(schema, def, &summary(def), y, &mut body);
        }
        for (summary, def) in models::each(schema, def) {
            y = map(schema, &def, &summary, y, &mut body);
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{y}\" viewBox=\"0 0 {WIDTH} {y}\" role=\"img\">\n\
         <style>{STYLE}</style>\n{body}</svg>\n"
    )
}

/// One struct from `y` down; answers where the next begins.
fn map(schema: &Schema, def: &StructDef, summary: &str, top: u64, out: &mut String) -> u64 {
    let mut y = top + 16;
    let _ = writeln!(out, "<text class=\"title\" x=\"16\" y=\"{y}\">{}</text>", escape(&def.name));
    y += 18;
    let _ = writeln!(out, "<text class=\"dim\" x=\"16\" y=\"{y}\">{}</text>", escape(summary));
    y += 20;
    for i in 0..ROW {
        let x = LEFT + i * CELL + CELL / 2;
        let _ = writeln!(out, "<text class=\"dim\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{i}</text>");
    }
    y += 6;
    let mut field = 0;
    let mut row = 0;
    let rows = def.size.div_ceil(ROW);
    while row < rows {
        let (start, end) = (row * ROW, ((row + 1) * ROW).min(def.size));
        while def.fields.get(field).is_some_and(|f| f.offset + f.size <= start) {
            field += 1;
        }
        if let Some(last) = def.fields.get(field).and_then(|f| skip_to(f, row)) {
            let text = format!("… {} more bytes of {}", (last - row) * ROW, def.fields[field].name);
            let x = LEFT + ROW * CELL / 2;
            let _ = writeln!(
                out,
                "<text class=\"dim\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                y + 22,
                escape(&text)
            );
            y += HEIGHT;
            row = last;
            continue;
        }
        if row > 0 && start.is_multiple_of(CACHE_LINE) {
            let (right, at) = (LEFT + ROW * CELL, y + GAP / 2);
            let _ = writeln!(
                out,
                "<path class=\"line\" d=\"M16 {at}H{right}\"><title>cache line {} begins at {start}</title></path>",
                start / CACHE_LINE
            );
            y += GAP;
        }
        let base = y + 22;
        let _ = writeln!(
            out,
            "<text class=\"dim\" x=\"{}\" y=\"{base}\" text-anchor=\"end\">0x{start:02x}</text>",
            LEFT - 8
        );
        for f in def.fields[field..].iter().take_while(|f| f.offset < end).filter(|f| f.size > 0) {
            segment(schema, f, start, end, y, out);
        }
        y += HEIGHT;
        row += 1;
    }
    y += 20;
    let _ = writeln!(out, "<text class=\"dim\" x=\"16\" y=\"{y}\">{}</text>", escape(&totals_text(def)));
    y + 24
}

/// For a row inside a long field that is neither among its first two nor its last: the row where its last begins.
fn skip_to(f: &FieldDef, row: u64) -> Option<u64> {
    let (first, last) = (f.offset / ROW, (f.offset + f.size.saturating_sub(1)) / ROW);
    (last - first > LONG && row >= first + 2 && row < last).then_some(last)
}

/// The part of a field in the row of bytes `start..end`.
fn segment(schema: &Schema, f: &FieldDef, start: u64, end: u64, y: u64, out: &mut String) {
    let (from, to) = (f.offset.max(start), (f.offset + f.size).min(end));
    let (x, width) = (LEFT + (from - start) * CELL, (to - from) * CELL);
    let (class, ty) = match &f.kind {
        FieldKind::Value(_) => ("value", type_text(schema, f)),
        FieldKind::Bits(scalar, items) => ("bits", format!("{} in {} items", scalar.name(), items.len())),
        FieldKind::Reserved(policy) => ("reserved", format!("reserved, {}", policy.name())),
        FieldKind::Padding => ("padding", "padding".to_owned()),
    };
    let tip = format!("{}: {ty}, {} at {} (0x{:x})", f.name, bytes(f.size), f.offset, f.offset);
    let _ = write!(
        out,
        "<g><title>{}</title><rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{HEIGHT}\"/>",
        escape(&tip)
    );
    let label = if f.kind == FieldKind::Padding { "pad" } else { f.name.as_str() };
    // A character of the font is a little over 7 wide.
    let fits = (width.saturating_sub(6) / 8) as usize;
    let shown: String = if label.chars().count() <= fits {
        label.to_owned()
    } else {
        label.chars().take(fits.saturating_sub(1)).chain(std::iter::once('…')).collect()
    };
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text></g>",
        x + width / 2,
        y + 21,
        escape(&shown)
    );
}

/// Text inside an element; control characters, which XML lacks, become spaces.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(escape("</title><script>&\u{1b}"), "&lt;/title&gt;&lt;script&gt;&amp; ");
    }
}
