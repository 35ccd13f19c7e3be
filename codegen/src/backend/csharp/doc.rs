//! Documentation as XML comments, and text in other comments. The text is whatever a schema's author wrote.

use crate::backend::object::code::{Code, wrap};

/// Columns of a documentation line.
const WIDTH: usize = 100;

/// A text in XML: nothing that is markup, that XML forbids, that ends the line, or that can't be seen.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if is_unseen(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// The same for a comment of one line.
pub(crate) fn comment(text: &str) -> String {
    let flat: String = text.chars().map(|c| if is_unseen(c) { ' ' } else { c }).collect();
    flat.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that end a line, reorder text or are no characters.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// The documentation of something.
#[derive(Debug, Default)]
pub(crate) struct Doc {
    summary: Vec<String>,
    remarks: Vec<String>,
    rows: Vec<String>,
    /// Elements after the summary, ready to be written: name with attributes, and escaped text.
    elements: Vec<(String, String)>,
}

impl Doc {
    /// The first text is the summary; an empty one is left to the second.
    pub(crate) fn new(paragraphs: impl IntoIterator<Item = String>) -> Doc {
        let mut doc = Doc::default();
        for paragraph in paragraphs {
            let mut parts = split(&paragraph).into_iter();
            if doc.summary.is_empty() {
                doc.summary.extend(parts.next());
            }
            doc.remarks.extend(parts);
        }
        doc
    }

    /// Lines that keep their form.
    pub(crate) fn rows(mut self, rows: Vec<String>) -> Doc {
        self.rows = rows;
        self
    }

    /// A parameter, by its name and text.
    pub(crate) fn param(mut self, name: &str, text: &str) -> Doc {
        let name = name.trim_start_matches('@');
        self.elements.push((format!("param name=\"{name}\""), escape(text.trim())));
        self
    }

    /// What is returned.
    pub(crate) fn returns(mut self, text: &str) -> Doc {
        self.elements.push(("returns".to_owned(), escape(text)));
        self
    }

    /// An exception, by its name and when it is thrown.
    pub(crate) fn throws(mut self, name: &str, text: &str) -> Doc {
        self.elements.push((format!("exception cref=\"{name}\""), escape(text)));
        self
    }

    /// Writes the comment.
    pub(crate) fn write(&self, code: &mut Code) {
        let summary: Vec<String> = self.summary.iter().map(|text| escape(text)).collect();
        element(code, "summary", &summary, &[]);
        if !self.remarks.is_empty() || !self.rows.is_empty() {
            let remarks: Vec<String> = self.remarks.iter().map(|text| escape(text)).collect();
            let rows: Vec<String> = self.rows.iter().map(|text| escape(text)).collect();
            element(code, "remarks", &remarks, &rows);
        }
        for (name, text) in &self.elements {
            element(code, name, std::slice::from_ref(text), &[]);
        }
    }
}

/// The paragraphs of a text.
fn split(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        match out.last_mut().filter(|_| open) {
            Some(last) => {
                last.push('\n');
                last.push_str(line);
            }
            None => out.push(line.trim_start().to_owned()),
        }
        open = true;
    }
    out
}

/// One element: on one line where it fits.
fn element(code: &mut Code, name: &str, paragraphs: &[String], rows: &[String]) {
    let close = name.split(' ').next().unwrap_or(name);
    let room = WIDTH.min(code.room()).saturating_sub(4);
    if let ([only], []) = (paragraphs, rows)
        && !only.contains('\n')
        && only.chars().count() + name.len() + close.len() + 5 <= room
    {
        return code.verbatim(format!("/// <{name}>{only}</{close}>").trim_end());
    }
    code.verbatim(format!("/// <{name}>"));
    let several = paragraphs.len() + usize::from(!rows.is_empty()) > 1;
    for paragraph in paragraphs {
        let wrapped = if several { format!("<para>{paragraph}</para>") } else { paragraph.clone() };
        code.doc_lines("///", &wrap(&wrapped, room));
    }
    if !rows.is_empty() {
        code.verbatim("/// <code>");
        code.doc_lines("///", rows);
        code.verbatim("/// </code>");
    }
    code.verbatim(format!("/// </{close}>"));
}

#[cfg(test)]
mod tests {
    use super::{Doc, comment, escape};
    use crate::backend::object::code::{CSHARP, Code};

    #[test]
    fn nothing_is_markup_or_ends_a_line() {
        assert_eq!(escape("a < b && c ]]> \"x\" */"), "a &lt; b &amp;&amp; c ]]&gt; &quot;x&quot; */");
        assert_eq!(escape("\u{7}\u{2028}\u{202e}\u{85}\r"), "\\u0007\\u2028\\u202e\\u0085\\u000d");
        assert_eq!(comment("a\n*/\u{2029}b"), "a */ b");
    }

    #[test]
    fn paragraphs_after_the_first_are_remarks() {
        let mut code = Code::at(CSHARP, 0);
        Doc::new(["One.\n\nTwo.".to_owned(), "Three.".to_owned()]).param("x", "An x.").write(&mut code);
        let expected = "/// <summary>One.</summary>\n/// <remarks>\n/// <para>Two.</para>\n/// <para>Three.</para>\n\
                        /// </remarks>\n/// <param name=\"x\">An x.</param>\n";
        assert_eq!(code.text(), expected);
    }
}
