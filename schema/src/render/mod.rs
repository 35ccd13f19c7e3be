//! Diagnostics as text for people ([`render()`], [`render_styled`]), for GitHub's log ([`github()`]) and for tools ([`json()`]).
//!
//! The text doesn't depend on the terminal, so that it is the same in a log, a test and a macro's error.

mod excerpt;
mod github;
mod json;

pub use github::github;
pub use json::json;

use crate::diagnostic::{Diagnostic, Edit, Label, Severity};
use crate::source::{FileId, Sources};
use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Message, Patch, Renderer, Snippet,
};
use excerpt::{Excerpt, clamp};
use std::ops::Range;

/// Columns after which the excerpt of a line is cut.
const WIDTH: usize = 140;

/// The text of a diagnostic without colours; ends in a newline.
pub fn render(sources: &Sources, diagnostic: &Diagnostic) -> String {
    draw(sources, diagnostic, &Renderer::plain().term_width(WIDTH))
}

/// The text of a diagnostic with ANSI colours; ends in a newline.
pub fn render_styled(sources: &Sources, diagnostic: &Diagnostic) -> String {
    draw(sources, diagnostic, &Renderer::styled().term_width(WIDTH))
}

/// The word for a severity, as all formats use it.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn draw(sources: &Sources, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut main = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.id));
    let mut cut = Vec::new();
    for (excerpt, headline) in annotated(sources, diagnostic) {
        main = main.element(excerpt);
        cut.extend(headline);
    }
    if let Some(picture) = &diagnostic.picture {
        main = main.element(plain(picture.trim_end()));
    }
    for note in &diagnostic.notes {
        main = main.element(Level::NOTE.message(note));
    }
    let mut groups = vec![main];
    if let Some(help) = &diagnostic.help {
        let patches = patched(sources, &help.edits);
        if patches.is_empty() {
            groups[0] = groups[0].clone().element(Level::HELP.message(&help.text));
        } else {
            groups.push(Group::with_title(Level::HELP.secondary_title(&help.text)).elements(patches));
        }
    }
    let mut text: String =
        renderer.render(&groups).lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for Headline { drawn, right } in cut {
        text = text.replacen(&drawn, &right, 1);
    }
    text
}

/// The place above an excerpt whose line is cut: the column in the cut line, as it is drawn, and the column in the file.
struct Headline {
    drawn: String,
    right: String,
}

fn plain(text: &str) -> Message<'_> {
    Level::NOTE.no_name().message(text)
}

/// Labels whose places are close enough to share an excerpt. The primary is in the first.
struct Cluster<'a> {
    file: FileId,
    labels: Vec<(Range<usize>, AnnotationKind, &'a Label)>,
}

/// Bytes between two labels beyond which they get an excerpt each.
const NEAR: usize = 16_384;

fn annotated<'a>(sources: &Sources, diagnostic: &'a Diagnostic) -> Vec<(Element<'a>, Option<Headline>)> {
    let mut clusters: Vec<Cluster<'a>> = Vec::new();
    let primary = std::iter::once((&diagnostic.primary, AnnotationKind::Primary));
    for (label, kind) in primary.chain(diagnostic.secondary.iter().map(|l| (l, AnnotationKind::Context))) {
        let Some(range) =
            sources.find(label.span.file).map(|file| excerpt::first_lines(&file.text, label.span))
        else {
            continue;
        };
        let entry = (range.clone(), kind, label);
        let near = clusters.iter_mut().find(|c| {
            c.file == label.span.file
                && c.labels
                    .iter()
                    .any(|(r, ..)| r.start.abs_diff(range.start) < NEAR && r.end.abs_diff(range.end) < NEAR)
        });
        match near {
            Some(cluster) => cluster.labels.push(entry),
            None => clusters.push(Cluster { file: label.span.file, labels: vec![entry] }),
        }
    }
    clusters.into_iter().enumerate().map(|(i, c)| c.element(sources, i == 0)).collect()
}

impl<'a> Cluster<'a> {
    fn element(self, sources: &Sources, is_first: bool) -> (Element<'a>, Option<Headline>) {
        let file = sources.get(self.file);
        let ranges: Vec<Range<usize>> = self.labels.iter().map(|(r, ..)| r.clone()).collect();
        let excerpt = Excerpt::new(&file.text, &ranges);
        let by_place = || self.labels.iter().min_by_key(|(range, ..)| range.start);
        let marked = if is_first { self.labels.first() } else { by_place() };
        let headline = marked.and_then(|(range, _, label)| {
            let drawn = excerpt.column(range.start);
            let (line, column) = sources.line_col(label.span);
            let text = |column| format!("{}:{line}:{column}\n", file.path);
            (drawn != column).then(|| Headline { drawn: text(drawn), right: text(column) })
        });
        let annotations: Vec<Annotation<'a>> = self
            .labels
            .into_iter()
            .map(|(range, kind, label)| {
                let text = Some(label.text.as_str()).filter(|t| !t.is_empty());
                kind.span(excerpt.place(range)).label(text)
            })
            .collect();
        // The path and the lines are copied: the element outlives neither the diagnostic nor its excerpt.
        let snippet = Snippet::source(excerpt.text)
            .line_start(excerpt.first_line)
            .path(file.path.clone())
            .annotations(annotations);
        (snippet.into(), headline)
    }
}

/// The edits as patches, one excerpt a file; edits that overlap an earlier one can't be shown together and are left out.
fn patched<'a>(sources: &Sources, edits: &'a [Edit]) -> Vec<Element<'a>> {
    let mut sorted: Vec<&Edit> = edits.iter().filter(|e| sources.find(e.span.file).is_some()).collect();
    sorted.sort_by_key(|e| e.span);
    let mut elements = Vec::new();
    for group in
        sorted.chunk_by(|a, b| a.span.file == b.span.file && b.span.start.abs_diff(a.span.end) < NEAR as u32)
    {
        let file = sources.get(group[0].span.file);
        let mut ranges: Vec<(Range<usize>, &'a Edit)> = Vec::new();
        for edit in group {
            let range = clamp(&file.text, edit.span);
            if ranges.last().is_none_or(|(last, _)| last.end <= range.start) {
                ranges.push((range, edit));
            }
        }
        let excerpt = Excerpt::new(&file.text, &ranges.iter().map(|(r, _)| r.clone()).collect::<Vec<_>>());
        let patches: Vec<Patch<'a>> = ranges
            .into_iter()
            .map(|(range, edit)| Patch::new(excerpt.place(range), edit.replacement.as_str()))
            .collect();
        elements.push(
            Snippet::source(excerpt.text)
                .line_start(excerpt.first_line)
                .path(file.path.clone())
                .patches(patches)
                .into(),
        );
    }
    elements
}

#[cfg(test)]
mod tests;
