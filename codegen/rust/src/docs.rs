//! Documentation out of a schema, made safe for rustdoc: it shows the text as written, whatever is in it.

use proc_macro2::TokenStream;
use quote::quote;

/// A `#[doc]` for each line of the text, or of what stands in when there is none.
pub(crate) fn attribute(doc: Option<&str>, otherwise: &str) -> TokenStream {
    let text = doc.map(str::trim).filter(|d| !d.is_empty()).unwrap_or(otherwise);
    lines(&escape(text))
}

/// Attributes for a text that is Markdown already.
pub(crate) fn lines(markdown: &str) -> TokenStream {
    let lines = markdown.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// A field's documentation: its text, then where it is.
pub(crate) fn field(doc: Option<&str>, place: &str, unit: Option<&str>) -> TokenStream {
    let unit = unit.map(|unit| format!(", in {}", escape(unit))).unwrap_or_default();
    match doc.map(str::trim).filter(|d| !d.is_empty()) {
        Some(doc) => lines(&format!("{}\n\n{place}{unit}.", escape(doc))),
        None => lines(&format!("{place}{unit}.")),
    }
}

/// A link to a struct. Some names are also those of derive macros.
pub(crate) fn link(name: &proc_macro2::Ident) -> String {
    let derived = ["Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];
    if derived.iter().any(|derive| name == derive) {
        format!("[`{name}`](struct@{name})")
    } else {
        format!("[`{name}`]")
    }
}

/// `#[deprecated]`, if it is.
pub(crate) fn deprecated(why: Option<&str>) -> TokenStream {
    why.map(|why| quote!(#[deprecated(note = #why)])).unwrap_or_default()
}

/// Markdown that shows the text as it is.
pub(crate) fn escape(text: &str) -> String {
    text.lines().map(|line| escape_line(line.trim())).collect::<Vec<_>>().join("\n")
}

fn escape_line(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let url = ["http://", "https://"].iter().any(|scheme| rest.starts_with(scheme));
        if url {
            let end =
                rest.find(|c: char| c.is_whitespace() || "<>[]()`\"'\\".contains(c)).unwrap_or(rest.len());
            let (address, after) = rest.split_at(end);
            out.push_str(&format!("<{}>", visible(address)));
            rest = after;
            continue;
        }
        let starts_block = out.is_empty() && "-+#=>".contains(c);
        let ends_number =
            matches!(c, '.' | ')') && !out.is_empty() && out.bytes().all(|b| b.is_ascii_digit());
        if starts_block || ends_number || "\\`*_[]<>~|&$".contains(c) {
            out.push('\\');
        }
        out.push_str(&visible(c.encode_utf8(&mut [0; 4])));
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Control characters and those that turn the direction of text are shown by number.
fn visible(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\t' => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => {
                out.push_str(&format!("U+{:04X}", u32::from(c)));
            }
            c if c.is_control() => out.push_str(&format!("U+{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn markdown_is_shown_as_written() {
        assert_eq!(escape("a [x] of Vec<T>"), "a \\[x\\] of Vec\\<T\\>");
        assert_eq!(escape("```\ncode\n```"), "\\`\\`\\`\ncode\n\\`\\`\\`");
        assert_eq!(escape("    indented"), "indented");
        assert_eq!(escape("- item\n1. one\n# title"), "\\- item\n1\\. one\n\\# title");
        assert_eq!(escape("see https://a.b/c_d."), "see <https://a.b/c_d.>");
        assert_eq!(escape("a\u{202e}b\u{7}"), "aU+202EbU+0007");
    }
}
