//! Places of a schema, as part of a compile error: the compiler has no spans for files that aren't Rust.

use rbgen_schema::{Diagnostic, Sources, Span};
use std::fmt::Write as _;

/// The texts that messages show.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shown<'a> {
    /// Files of the user's.
    Schema(&'a Sources),
    /// A text made from Rust code, which nobody has ever seen.
    Generated,
}

impl Shown<'_> {
    /// Who says what the messages hold against the Rust code.
    pub(crate) fn authority(self) -> &'static str {
        match self {
            Shown::Schema(_) => "the schema",
            Shown::Generated => "its `#[wire(...)]`",
        }
    }

    /// ` (file:line:column)`, where there is one.
    pub(crate) fn place(self, span: Span) -> String {
        match self {
            Shown::Schema(sources) => format!(" ({})", sources.place(span)),
            Shown::Generated => String::new(),
        }
    }

    /// The first line of a span with a marker below it, in the compiler's own style:
    ///
    /// ```text
    ///   --> a.toml:12:34
    ///    |
    /// 12 |   { name = "width", type = "u32" },
    ///    |                            ^^^^^ a label
    /// ```
    pub(crate) fn excerpt(self, span: Span, label: &str) -> String {
        let Shown::Schema(sources) = self else { return String::new() };
        let text = &sources.get(span.file).text;
        let (line, column) = sources.line_col(span);
        let source = text.lines().nth(line - 1).unwrap_or("").replace('\t', " ");
        let gutter = line.to_string().len();
        // A span of several lines is marked to the end of its first.
        let width = sources.slice(span).lines().next().map_or(0, |s| s.chars().count()).max(1);
        let mut out = String::new();
        write!(
            out,
            "\n{:gutter$} --> {}\n{:gutter$}  |\n{line} | {source}\n{:gutter$}  | {:indent$}{} {label}",
            "",
            sources.place(span),
            "",
            "",
            "",
            "^".repeat(width),
            indent = column - 1,
        )
        .ok();
        out.truncate(out.trim_end().len());
        out
    }
}

/// A diagnostic without the excerpt, for places that have no text to show.
pub(crate) fn plain(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    if !diagnostic.primary.text.is_empty() {
        write!(text, ": {}", diagnostic.primary.text).ok();
    }
    if let Some(picture) = &diagnostic.picture {
        write!(text, "\n\n{}\n", picture.trim_end()).ok();
    }
    for note in &diagnostic.notes {
        write!(text, "\n  = note: {note}").ok();
    }
    if let Some(help) = &diagnostic.help {
        write!(text, "\n  = help: {}", help.text).ok();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marker_stands_below_the_span() {
        let mut sources = Sources::default();
        let file = sources.add("dir/a.toml", "x = 1\n  é = \"u32\"\ny = [\n 1 ]\n");
        let shown = Shown::Schema(&sources);
        let at = |start, end| Span { file, start, end };
        assert_eq!(
            shown.excerpt(at(13, 18), "here"),
            "\n  --> dir/a.toml:2:7\n   |\n2 |   é = \"u32\"\n   |       ^^^^^ here"
        );
        assert_eq!(shown.excerpt(at(23, 28), ""), "\n  --> dir/a.toml:3:5\n   |\n3 | y = [\n   |     ^");
        assert_eq!(Shown::Generated.excerpt(at(23, 28), ""), "");
    }
}
