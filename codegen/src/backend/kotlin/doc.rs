//! KDoc and comments. The text is whatever a schema's author wrote.

use crate::backend::object::code::{Code, wrap};

/// Characters that reorder or break text without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A text inside KDoc: nothing that ends or nests the comment, is a link or a tag, or hides what follows.
pub(crate) fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut last = ' ';
    let mut at_start = true;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // Comments nest in Kotlin, so that both marks count.
            '/' if last == '*' => out.push_str("&#47;"),
            '*' if last == '/' => out.push_str("&#42;"),
            // A name in brackets is a link; a number is not.
            '[' if chars.peek().is_none_or(|next| !next.is_ascii_digit()) => out.push_str("\\["),
            '@' if at_start => out.push_str("&#64;"),
            '<' => out.push_str("&lt;"),
            c if c.is_control() || is_invisible(c) => out.push_str(&format!("U+{:04X}", c as u32)),
            c => out.push(c),
        }
        at_start = at_start && c == ' ';
        last = c;
    }
    // A last asterisk would meet the slash that ends the comment.
    if out.ends_with('*') {
        out.push(' ');
    }
    out
}

/// Writes KDoc: paragraphs that are wrapped, and lines of a table as they are.
pub(crate) fn block(code: &mut Code, paragraphs: &[String], table: &[String]) {
    let room = code.room().saturating_sub(3).max(40);
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        let wrapped = wrap(paragraph, room);
        if wrapped.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(wrapped.iter().map(|line| escape(line)));
    }
    if let Some((head, rows)) = table.split_first() {
        lines.extend([String::new(), escape(head), String::new(), "```text".to_owned()]);
        let rows = rows.iter().filter(|row| !row.is_empty());
        lines.extend(rows.map(|row| fenced(row.strip_prefix("    ").unwrap_or(row))));
        lines.push("```".to_owned());
    }
    code.doc_block(&lines);
}

/// Writes KDoc that the generator knows: it may have links.
pub(crate) fn plain(code: &mut Code, text: &str) {
    let lines = wrap(text, code.room().saturating_sub(3).max(40));
    code.doc_block(&lines);
}

/// A line of a fenced block: nothing that ends the block or the comment.
fn fenced(line: &str) -> String {
    let clean: String =
        line.chars().map(|c| if c.is_control() || is_invisible(c) { ' ' } else { c }).collect();
    clean.replace("*/", "* /").replace("/*", "/ *").replace("```", "'''")
}

/// The text of a comment of one line.
pub(crate) fn comment(text: &str) -> String {
    let flat: String =
        text.chars().map(|c| if c.is_control() || is_invisible(c) { ' ' } else { c }).collect();
    flat.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{block, escape};
    use crate::backend::object::code::{Code, KOTLIN};

    #[test]
    fn nothing_ends_or_links() {
        assert_eq!(escape("a */ b /* c"), "a *&#47; b /&#42; c");
        assert_eq!(escape("u8[4]"), "u8[4]");
        assert_eq!(escape("see [x] and <T>"), "see \\[x] and &lt;T>");
        assert_eq!(escape("@param x a@b"), "&#64;param x a@b");
        assert_eq!(escape("bold*"), "bold* ");
        assert_eq!(escape("a\u{202e}b\u{7}"), "aU+202EbU+0007");
    }

    #[test]
    fn a_short_text_is_one_line() {
        let mut code = Code::at(KOTLIN, 0);
        block(&mut code, &["One.".to_owned()], &[]);
        block(&mut code, &["One.".to_owned(), "Two.".to_owned()], &[]);
        assert_eq!(code.text(), "/** One. */\n/**\n * One.\n *\n * Two.\n */\n");
    }
}
