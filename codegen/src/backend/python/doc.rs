//! Documentation as docstrings and comments. The text is whatever a schema's author wrote.

use super::layout::Code;

/// The column docstrings are wrapped at.
const WIDTH: usize = 88;

/// Writes a docstring: a summary line, and what follows after an empty line.
///
/// Each paragraph is wrapped; lines of `verbatim` are not, for tables.
pub(crate) fn docstring(code: &mut Code, depth: usize, paragraphs: &[String], verbatim: &[String]) {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        let wrapped = wrap(paragraph, WIDTH - depth * 4 - if lines.is_empty() { 3 } else { 0 });
        if wrapped.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(wrapped);
    }
    if !verbatim.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(verbatim.iter().cloned());
    }
    // A docstring of one line has its quotes on that line; one that is too long for that gets two lines.
    if let [only] = lines.as_slice()
        && only.chars().count() + depth * 4 + 6 > WIDTH
    {
        lines = wrap(only, WIDTH - depth * 4 - 6);
    }
    let lines: Vec<String> = lines.iter().map(|line| escape(line)).collect();
    let Some((first, rest)) = lines.split_first() else { return };
    let first = if first.starts_with('"') { format!("\\{first}") } else { first.clone() };
    if rest.is_empty() {
        return code.line(format!("\"\"\"{}\"\"\"", close(&first)));
    }
    code.line(format!("\"\"\"{first}"));
    for line in rest {
        code.line(line);
    }
    code.line("\"\"\"");
}

/// The text of a comment: one line, nothing that ends it early.
pub(crate) fn comment(text: &str) -> String {
    let flat: String =
        text.chars().map(|c| if c.is_control() || is_invisible(c) { ' ' } else { c }).collect();
    flat.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text inside a docstring: no escape sequence, no end of the string, nothing that hides what follows.
fn escape(line: &str) -> String {
    if is_plain(line) {
        return line.to_owned();
    }
    let mut out = String::new();
    for c in line.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            c if c.is_control() && (c as u32) < 0x100 => out.push_str(&format!("\\x{:02x}", c as u32)),
            c if is_invisible(c) => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.replace("\"\"\"", "\\\"\\\"\\\"")
}

/// Whether a text is written as it is.
fn is_plain(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b' '..=b'~') && b != b'\\' && b != b'"')
}

/// A last line whose own quote can't join the closing ones.
fn close(line: &str) -> String {
    match line.strip_suffix('"') {
        Some(start) if !start.ends_with('\\') => format!("{start}\\\""),
        _ => line.to_owned(),
    }
}

/// Characters that reorder or break text without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.replace('\t', "    ");
        let line = line.trim_end();
        let pad: String =
            if out.is_empty() { String::new() } else { line.chars().take_while(|c| *c == ' ').collect() };
        let mut current = String::new();
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            if !current.is_empty() && pad.len() + width(&current) + 1 + width(word) > room {
                out.push(format!("{pad}{current}"));
                current.clear();
            }
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
        }
        if !current.is_empty() || !out.is_empty() {
            out.push(if current.is_empty() { String::new() } else { format!("{pad}{current}") });
        }
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

/// Characters as they will be written, escapes included.
fn width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { escape(text).chars().count() }
}

#[cfg(test)]
mod tests {
    use super::{comment, docstring};
    use crate::backend::python::layout::Code;

    fn written(text: &str) -> String {
        let mut code = Code::at(0);
        docstring(&mut code, 0, &[text.to_owned()], &[]);
        code.text()
    }

    #[test]
    fn nothing_ends_a_docstring_early() {
        assert_eq!(written("a \"\"\" b"), "\"\"\"a \\\"\\\"\\\" b\"\"\"");
        assert_eq!(written("say \"x\""), "\"\"\"say \"x\\\"\"\"\"");
        assert_eq!(written("\"x"), "\"\"\"\\\"x\"\"\"");
        assert_eq!(written("\\N{x} \\"), "\"\"\"\\\\N{x} \\\\\"\"\"");
        assert_eq!(written("a\u{202e}b\u{7}"), "\"\"\"a\\u202eb\\x07\"\"\"");
    }

    #[test]
    fn long_text_is_wrapped() {
        let text = "word ".repeat(40);
        assert!(written(&text).lines().all(|line| line.len() <= 88));
    }

    #[test]
    fn a_comment_is_one_line() {
        assert_eq!(comment("a\nb\u{2028} c"), "a b c");
    }
}
