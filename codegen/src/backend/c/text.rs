//! Text from a schema inside C: comments, strings, numbers.

pub(super) use crate::backend::object::describe::hex;
use crate::schema::Int;
use crate::schema::ir::Scalar;

/// Lines of a comment. Nothing in it can end the comment, start another, splice lines or form a trigraph.
pub(super) fn comment_lines(text: &str) -> Vec<String> {
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            let mut out = String::new();
            let mut previous = ' ';
            let mut chars = line.trim_end().chars().peekable();
            while let Some(c) = chars.next() {
                match (previous, c) {
                    // Doxygen reads `\` and `@` as commands; a `\` at the end would also splice.
                    (_, '\\') => out.push_str("&#92;"),
                    (_, '@') => out.push_str("&#64;"),
                    ('*', '/') => out.push_str("&#47;"),
                    ('/', '*') => out.push_str("&#42;"),
                    ('?', '?') => out.push_str("&#63;"),
                    // What could be a tag of HTML.
                    (_, '<') if chars.peek().is_some_and(|c| c.is_ascii_alphabetic() || *c == '/') => {
                        out.push_str("&lt;");
                    }
                    (_, c) if c.is_control() => out.push(' '),
                    (_, c) => out.push(c),
                }
                previous = c;
            }
            out
        })
        .collect();
    let first = lines.iter().position(|l| !l.trim().is_empty());
    let last = lines.iter().rposition(|l| !l.trim().is_empty());
    match (first, last) {
        (Some(first), Some(last)) => lines[first..=last].to_vec(),
        _ => Vec::new(),
    }
}

/// The longest line of a comment.
const WIDTH: usize = 118;

/// A line of words as lines that are no longer than `width`, where no word is.
pub(super) fn fold(line: &str, width: usize) -> Vec<String> {
    let indent = &line[..line.len() - line.trim_start().len()];
    let mut lines = Vec::new();
    let mut rest = line;
    while rest.len() > width {
        let breaks = rest.match_indices(' ').map(|(at, _)| at).filter(|at| *at > indent.len());
        let Some(at) = breaks.clone().rfind(|at| *at <= width).or_else(|| breaks.min()) else {
            break;
        };
        lines.push(format!("{}{}", if lines.is_empty() { "" } else { indent }, rest[..at].trim_end()));
        rest = rest[at..].trim_start();
    }
    lines.push(format!("{}{rest}", if lines.is_empty() { "" } else { indent }));
    lines
}

/// A documentation comment at an indentation, as whole lines; nothing for no text.
pub(super) fn doc_comment(parts: &[String], indent: usize) -> String {
    let pad = " ".repeat(indent);
    let lines = parts.iter().flat_map(|p| comment_lines(p));
    let lines: Vec<String> = lines.flat_map(|line| fold(&line, WIDTH - indent - 3)).collect();
    match lines.as_slice() {
        [] => String::new(),
        [line] if line.len() + indent + 7 <= WIDTH => format!("{pad}/** {} */\n", line),
        lines => {
            let mut out = format!("{pad}/**\n");
            for line in lines {
                out.push_str(format!("{pad} * {line}").trim_end());
                out.push('\n');
            }
            out.push_str(&format!("{pad} */\n"));
            out
        }
    }
}

/// A string literal, in UTF-8 bytes.
pub(super) fn string(text: &str) -> String {
    bytes_string(text.as_bytes())
}

/// A string literal of bytes. Octal escapes have at most three digits, so that what follows can't join them.
pub(super) fn bytes_string(bytes: &[u8]) -> String {
    let mut out = String::from("\"");
    for b in bytes {
        match b {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'?' => out.push_str("\\?"),
            b'\n' => out.push_str("\\n"),
            0x20..=0x7e => out.push(char::from(*b)),
            b => out.push_str(&format!("\\{b:03o}")),
        }
    }
    out.push('"');
    out
}

/// An integer constant of a scalar's host type.
pub(super) fn int(value: Int, scalar: Scalar) -> String {
    if scalar.is_bool() {
        return if value == Int::ZERO { "false".to_owned() } else { "true".to_owned() };
    }
    match (scalar.is_signed(), scalar.host_bits()) {
        (false, 8 | 16 | 32) => format!("{value}u"),
        (false, 64) => format!("UINT64_C({value})"),
        (true, 8 | 16) => value.to_string(),
        (true, 32) if value == Scalar::I32.min() => "INT32_MIN".to_owned(),
        (true, 32) => value.to_string(),
        (true, 64) if value == Scalar::I64.min() => "INT64_MIN".to_owned(),
        (true, 64) if value.is_negative() => format!("-INT64_C({})", value.magnitude()),
        (true, 64) => format!("INT64_C({value})"),
        (signed, _) => {
            let bits = value.bits();
            format!(
                "RBGEN_{}128(UINT64_C({:#x}), UINT64_C({:#x}))",
                if signed { 'I' } else { 'U' },
                (bits >> 64) as u64,
                bits as u64
            )
        }
    }
}

/// A floating-point constant that reads back to the same bits.
pub(super) fn float(value: f64, scalar: Scalar) -> String {
    match scalar {
        Scalar::F32 => {
            let v = value as f32;
            if v.is_nan() || v.is_infinite() {
                format!("rbgen_f32(UINT32_C({:#010x}))", v.to_bits())
            } else {
                format!("{v:?}f")
            }
        }
        _ if value.is_nan() || value.is_infinite() => {
            format!("rbgen_f64(UINT64_C({:#018x}))", value.to_bits())
        }
        _ => format!("{value:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{bytes_string, comment_lines, doc_comment, string};

    #[test]
    fn nothing_leaves_a_comment() {
        for hostile in ["a */ b", "/* c", "??/", "end \\", "\\u000a", "*/*/", "@file x", "**//", "a\u{0}b"] {
            for line in comment_lines(hostile) {
                assert!(!line.contains("*/") && !line.contains("/*"), "{line}");
                assert!(!line.contains("??") && !line.contains('\\') && !line.contains('\u{0}'), "{line}");
            }
            let comment = doc_comment(&[hostile.to_owned()], 4);
            assert_eq!(comment.matches("*/").count(), 1, "{comment}");
        }
        assert_eq!(comment_lines("a <b> </i> < 2"), ["a &lt;b> &lt;/i> < 2"]);
        assert_eq!(doc_comment(&["/".to_owned(), "/".to_owned()], 0).matches("*/").count(), 1);
        assert_eq!(doc_comment(&["\n \n".to_owned()], 0), "");
    }

    #[test]
    fn long_comments_are_folded() {
        let text = "word ".repeat(60) + &"x".repeat(200) + " end";
        let comment = doc_comment(std::slice::from_ref(&text), 4);
        assert!(comment.lines().all(|l| l.len() <= 118 || l.trim().len() == 202), "{comment}");
        let words: Vec<&str> = comment.split_whitespace().filter(|w| !w.contains('*')).collect();
        assert_eq!(words, text.split_whitespace().collect::<Vec<_>>());
        assert_eq!(super::fold("  - a b", 5), ["  - a", "  b"]);
    }

    #[test]
    fn strings_hold_any_text() {
        assert_eq!(string("a\"b\\c??/"), r#""a\"b\\c\?\?/""#);
        assert_eq!(bytes_string(&[0xff, b'1', b'\n']), r#""\3771\n""#);
    }
}
