//! Diagnostics as JSON, for tools. Fields may be added, never renamed.

use super::word;
use crate::diagnostic::{Diagnostic, Edit, Label};
use crate::source::{Sources, Span};
use serde_json::{Value, json};

/// One diagnostic as an object: `id`, `severity`, `message`, the place (`file`, `line`, `column`, `end_line`,
/// `end_column`, from 1 and in characters, `start` and `end` in bytes), `label`, `labels` of the other places,
/// `picture`, `notes`, `help` and its `edits`.
pub fn json(sources: &Sources, diagnostic: &Diagnostic) -> Value {
    let mut out = labelled(sources, &diagnostic.primary);
    out["id"] = json!(diagnostic.id);
    out["severity"] = json!(word(diagnostic.severity));
    out["message"] = json!(diagnostic.message);
    out["labels"] = diagnostic.secondary.iter().map(|l| labelled(sources, l)).collect();
    out["picture"] = json!(diagnostic.picture);
    out["notes"] = json!(diagnostic.notes);
    let help = diagnostic.help.as_ref();
    out["help"] = json!(help.map(|h| &h.text));
    out["edits"] =
        help.map(|h| h.edits.as_slice()).unwrap_or_default().iter().map(|e| edit(sources, e)).collect();
    out
}

fn labelled(sources: &Sources, label: &Label) -> Value {
    let mut out = place(sources, label.span);
    out["label"] = json!(label.text);
    out
}

fn edit(sources: &Sources, edit: &Edit) -> Value {
    let mut out = place(sources, edit.span);
    out["replacement"] = json!(edit.replacement);
    out
}

fn place(sources: &Sources, span: Span) -> Value {
    let Some(file) = sources.find(span.file) else {
        return json!({ "file": null, "line": 1, "column": 1, "end_line": 1, "end_column": 1, "start": 0, "end": 0 });
    };
    let (line, column) = sources.line_col(span);
    let end = span.end.max(span.start);
    let (end_line, end_column) = sources.line_col(Span { start: end, ..span });
    json!({
        "file": file.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "start": span.start,
        "end": end,
    })
}
