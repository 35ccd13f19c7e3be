//! Schemas after the edits that a backend proposes.

use crate::schemas;
use rbgen::Backend;
use rbgen_schema::{Diagnostic, Edit};

/// A text after the edits of a finding.
///
/// # Panics
///
/// If none are proposed.
pub fn edited(text: &str, finding: &Diagnostic) -> String {
    let mut edits = finding.help.as_ref().map_or(&[][..], |help| &help.edits).to_vec();
    assert!(!edits.is_empty(), "{finding:?}\n{text}");
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
    }
    text
}

/// A text after the edits of a backend's findings, after which there is none.
///
/// # Panics
///
/// If there are findings left.
pub fn mended(backend: &dyn Backend, text: &str) -> String {
    let mut text = text.to_owned();
    let mut found = backend.check(&schemas::of_text(&text));
    for _ in 0..found.len() {
        let Some(first) = found.first() else { break };
        let entries: Vec<&Edit> = found.iter().filter_map(entry).collect();
        if entries.is_empty() {
            text = edited(&text, first);
        } else {
            let place = entries[0].span;
            let same = entries.iter().filter(|edit| edit.span == place);
            let all: String = same.map(|edit| edit.replacement.as_str()).collect();
            text.insert_str(place.start as usize, &all);
        }
        found = backend.check(&schemas::of_text(&text));
    }
    assert!(found.is_empty(), "{found:#?}\n{text}");
    text
}

/// The edit of a finding that only adds an entry to a table that is there: many of them go together.
fn entry(finding: &Diagnostic) -> Option<&Edit> {
    let [edit] = finding.help.as_ref()?.edits.as_slice() else { return None };
    let adds = edit.span.start == edit.span.end && edit.replacement.ends_with(',');
    (adds && !edit.replacement.contains('{')).then_some(edit)
}
