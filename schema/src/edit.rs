//! Edits of schema text that diagnostics propose.

use crate::source::{Sources, Span};

/// The run of text to delete so that a key and its value are gone, or none where that can't be told.
pub(crate) fn removal(sources: &Sources, key: Span, value: Span, inline: bool) -> Option<Span> {
    let text = &sources.get(key.file).text;
    let bytes = text.as_bytes();
    let (mut start, mut end) = (key.start as usize, value.end as usize);
    if start >= end || end > bytes.len() {
        return None;
    }
    let is_blank = |b: u8| b == b' ' || b == b'\t';
    if inline {
        let mut after = end;
        while after < bytes.len() && is_blank(bytes[after]) {
            after += 1;
        }
        if bytes.get(after) == Some(&b',') {
            after += 1;
            while after < bytes.len() && is_blank(bytes[after]) {
                after += 1;
            }
            end = after;
        } else {
            while start > 0 && is_blank(bytes[start - 1]) {
                start -= 1;
            }
            if start > 0 && bytes[start - 1] == b',' {
                start -= 1;
            }
        }
    } else {
        while start > 0 && bytes[start - 1] != b'\n' {
            start -= 1;
        }
        if !text[start..key.start as usize].trim().is_empty() {
            return None;
        }
        while end < bytes.len() && bytes[end] != b'\n' {
            end += 1;
        }
        end = (end + 1).min(bytes.len());
    }
    Some(Span { file: key.file, start: start as u32, end: end as u32 })
}

/// Where and what to write so that a table gains an entry after the value at `after`.
pub(crate) fn new_key(after: Span, inline: bool, entry: &str) -> (Span, String) {
    let place = Span { start: after.end, ..after };
    (place, if inline { format!(", {entry}") } else { format!("\n{entry}") })
}

/// Entries of a list of tables, each given as `key = value` texts.
pub(crate) fn new_element(
    sources: &Sources,
    anchor: Span,
    inline: bool,
    header: &str,
    before: bool,
    keys: &[String],
) -> (Span, String) {
    if inline {
        let entry = format!("{{ {} }}", keys.join(", "));
        let between = match indent_of(sources, anchor) {
            Some(indent) => format!(",\n{indent}"),
            None => ", ".to_owned(),
        };
        return if before {
            (Span { end: anchor.start, ..anchor }, format!("{entry}{between}"))
        } else {
            (Span { start: anchor.end, ..anchor }, format!("{between}{entry}"))
        };
    }
    let entry = format!("[[{header}]]\n{}\n", keys.join("\n"));
    if before {
        (Span { end: anchor.start, ..anchor }, format!("{entry}\n"))
    } else {
        (Span { start: anchor.end, ..anchor }, format!("\n\n{entry}"))
    }
}

/// The blanks before a place, if there is nothing else before it on its line.
fn indent_of(sources: &Sources, span: Span) -> Option<&str> {
    let text = &sources.get(span.file).text;
    let at = (span.start as usize).min(text.len());
    let line = text.as_bytes()[..at].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
    let before = text.get(line..at)?;
    before.chars().all(|c| c == ' ' || c == '\t').then_some(before)
}
