//! Documentation comments. The text is whatever a schema's author wrote.

use crate::backend::object::code::{Code, wrap};

/// A text inside a documentation comment: no markup, no tag, no escape of the compiler, no end of the comment.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("&#64;"),
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            '\\' => out.push_str("&#92;"),
            '*' => out.push_str("&#42;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || is_invisible(c) => out.push_str("&#xfffd;"),
            c => out.push(c),
        }
    }
    out
}

/// Characters that reorder or break text without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The text of a `//` comment or of a manifest: one line, no escape of the compiler.
pub(super) fn line(text: &str) -> String {
    let flat: String =
        text.chars().map(|c| if c.is_control() || is_invisible(c) { ' ' } else { c }).collect();
    flat.split_whitespace().collect::<Vec<_>>().join(" ").replace('\\', "/")
}

/// Escaped text with the schema's `` `names` `` as code.
pub(super) fn coded(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) || text.contains("``") {
        return escape(text);
    }
    let coded = parts.iter().enumerate().map(|(index, part)| {
        let plain = part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ' ' | '-'));
        match index % 2 {
            0 => escape(part),
            _ if plain && !part.trim().is_empty() => format!("{{@code {part}}}"),
            _ => escape(&format!("`{part}`")),
        }
    });
    coded.collect()
}

/// A documentation comment.
#[derive(Debug, Default)]
pub(super) struct Doc {
    paragraphs: Vec<String>,
    table: Vec<String>,
    tags: Vec<(String, String)>,
}

impl Doc {
    /// A sentence of the generator, written as markup.
    pub(super) fn new(text: impl Into<String>) -> Doc {
        Doc::default().own(text)
    }

    /// Text of the schema, or what stands in for it where there is none.
    pub(super) fn schema(text: Option<&str>, otherwise: impl Into<String>) -> Doc {
        match text.filter(|text| !text.trim().is_empty()) {
            Some(text) => Doc::default().text(text),
            None => Doc::new(otherwise),
        }
    }

    /// Adds a paragraph of the generator, written as markup.
    pub(super) fn own(mut self, text: impl Into<String>) -> Doc {
        self.paragraphs.push(text.into());
        self
    }

    /// Adds paragraphs of the schema.
    pub(super) fn text(mut self, text: &str) -> Doc {
        let mut paragraph: Vec<&str> = Vec::new();
        for line in text.lines().chain([""]) {
            if !line.trim().is_empty() {
                paragraph.push(line.trim());
            } else if !paragraph.is_empty() {
                self.paragraphs.push(coded(&paragraph.join(" ")));
                paragraph.clear();
            }
        }
        self
    }

    /// Adds what versions have it.
    pub(super) fn since(self, since: Option<u32>) -> Doc {
        match since {
            Some(version) => self.own(format!("Since version {version} of the schema.")),
            None => self,
        }
    }

    /// Adds lines that stay as they are.
    pub(super) fn table(mut self, lines: &[String]) -> Doc {
        self.table = lines.to_vec();
        self
    }

    /// Adds a tag, such as `@param x`, with markup.
    pub(super) fn tag(mut self, tag: impl Into<String>, text: impl Into<String>) -> Doc {
        self.tags.push((tag.into(), text.into()));
        self
    }

    /// Adds why it isn't to be used any more.
    pub(super) fn deprecated(self, why: Option<&str>) -> Doc {
        match why {
            Some(why) => self.tag("@deprecated", flat(why)),
            None => self,
        }
    }

    /// Writes the comment.
    pub(super) fn write(&self, code: &mut Code) {
        let room = code.room().saturating_sub(3);
        let mut lines: Vec<String> = Vec::new();
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            let start = if index == 0 { "" } else { "<p>" };
            if index > 0 {
                lines.push(String::new());
            }
            lines.extend(wrap(&format!("{start}{paragraph}"), room));
        }
        if !self.table.is_empty() {
            lines.extend([String::new(), "<pre>".to_owned()]);
            lines.extend(self.table.iter().map(|line| escape(line)));
            lines.push("</pre>".to_owned());
        }
        if !self.tags.is_empty() && !lines.is_empty() {
            lines.push(String::new());
        }
        for (tag, text) in &self.tags {
            lines.extend(wrap_tag(&format!("{tag} {text}"), room));
        }
        code.doc_block(&lines);
    }
}

/// A tag in lines, of which those after the first are moved in.
fn wrap_tag(text: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) => lines.push(format!("    {word}")),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Text of the schema in one paragraph, for tags.
pub(super) fn flat(text: &str) -> String {
    let text = coded(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if text.is_empty() { "not documented".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::{coded, escape, line};

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(
            escape("*/ a < b && {@code} \\u002a"),
            "&#42;/ a &lt; b &amp;&amp; &#123;&#64;code&#125; &#92;u002a"
        );
        assert_eq!(escape("a\u{202e}b\u{7}"), "a&#xfffd;b&#xfffd;");
        assert_eq!(line("a\n\\u000a b"), "a /u000a b");
    }

    #[test]
    fn names_in_backticks_are_code() {
        assert_eq!(coded("the `width` of"), "the {@code width} of");
        assert_eq!(coded("a ` b"), "a ` b");
        assert_eq!(coded("`a}b`"), "`a&#125;b`");
    }
}
