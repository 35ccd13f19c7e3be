//! Diagnostics as workflow commands: one line each, which GitHub shows beside the schema's line.

use super::word;
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};
use std::fmt::Write as _;

/// `::error file=..,line=..,endLine=..,col=..,endColumn=..,title=..::message`, without a newline.
pub fn github(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let span = diagnostic.primary.span;
    let mut out = format!("::{} ", word(diagnostic.severity));
    if let Some(file) = sources.find(span.file) {
        let (line, col) = sources.line_col(span);
        let (end_line, end_col) = sources.line_col(Span { start: span.end.max(span.start), ..span });
        // GitHub wants columns of ranges in one line only.
        let _ = write!(out, "file={},line={line},endLine={end_line},col={col},", property(&file.path));
        if end_line == line {
            let _ = write!(out, "endColumn={end_col},");
        }
    }
    let _ = write!(out, "title={}::{}", property(diagnostic.id), data(&text(sources, diagnostic)));
    out
}

/// Message, labels, notes and help, one a line.
fn text(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    if !diagnostic.primary.text.is_empty() {
        let _ = write!(text, ": {}", diagnostic.primary.text);
    }
    for label in diagnostic.secondary.iter().filter(|l| sources.find(l.span.file).is_some()) {
        let _ = write!(text, "\n{}: {}", sources.place(label.span), label.text);
    }
    for note in &diagnostic.notes {
        let _ = write!(text, "\nnote: {note}");
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(text, "\nhelp: {}", help.text);
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
