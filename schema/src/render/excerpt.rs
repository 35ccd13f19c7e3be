//! The part of a text that a message shows: whole lines, long ones cut around the places that matter.

use crate::source::Span;
use std::ops::Range;

/// The longest line shown whole, in bytes.
const LONG: usize = 160;
/// Bytes of a longer line shown on each side of a place.
const CONTEXT: usize = 50;
/// Lines of one place that are marked; of a longer one only its first line.
const MAX_LINES: usize = 8;

/// A span as a range of bytes that is inside the text and cuts no character.
pub(super) fn clamp(text: &str, span: Span) -> Range<usize> {
    let start = char_start(text, (span.start as usize).min(text.len()));
    let mut end = (span.end as usize).clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// The start of the character at a place.
fn char_start(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A span as a range to mark: clamped, without a final line break, and no more than its first line where it is long.
pub(super) fn first_lines(text: &str, span: Span) -> Range<usize> {
    let range = clamp(text, span);
    let marked = &text[range.clone()];
    let marked = match marked.match_indices('\n').nth(MAX_LINES) {
        Some(_) => marked.lines().next().unwrap_or(""),
        None => marked.trim_end_matches(['\n', '\r']),
    };
    range.start..range.start + marked.len()
}

/// Lines of a text, and where the bytes of the text are in it.
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The number of the first line, from 1.
    pub(super) first_line: usize,
    /// Runs of the text in order, with where each begins in `text`.
    pieces: Vec<(Range<usize>, usize)>,
}

impl Excerpt {
    /// The lines that `places` touch and those between. The places are ranges from [`clamp`].
    pub(super) fn new(text: &str, places: &[Range<usize>]) -> Excerpt {
        let low = places.iter().map(|p| p.start).min().unwrap_or(0);
        let high = places.iter().map(|p| p.end).max().unwrap_or(0);
        let mut at = text[..low].rfind('\n').map_or(0, |i| i + 1);
        let end = text[high..].find('\n').map_or(text.len(), |i| high + i);
        let first_line = text[..at].bytes().filter(|b| *b == b'\n').count() + 1;
        let mut excerpt = Excerpt { text: String::new(), first_line, pieces: Vec::new() };
        for line in text[at..end].split('\n') {
            if !excerpt.text.is_empty() || !excerpt.pieces.is_empty() {
                excerpt.text.push('\n');
            }
            excerpt.line(text, at..at + line.strip_suffix('\r').unwrap_or(line).len(), places);
            at += line.len() + 1;
        }
        excerpt
    }

    fn line(&mut self, text: &str, line: Range<usize>, places: &[Range<usize>]) {
        if line.len() <= LONG {
            self.piece(text, line);
            return;
        }
        let ends =
            places.iter().flat_map(|p| [p.start, p.end]).filter(|at| line.start <= *at && *at <= line.end);
        let mut centres: Vec<usize> = ends.collect();
        centres.sort_unstable();
        if centres.is_empty() {
            centres.push(line.start);
        }
        let mut shown: Vec<Range<usize>> = Vec::new();
        for centre in centres {
            let from = char_start(text, centre.saturating_sub(CONTEXT).max(line.start));
            let to = char_start(text, (centre + CONTEXT).min(line.end));
            match shown.last_mut() {
                Some(last) if from <= last.end => last.end = last.end.max(to),
                _ => shown.push(from..to),
            }
        }
        let mut done = line.start;
        for range in shown {
            if range.start > done {
                self.text.push('…');
            }
            done = range.end;
            self.piece(text, range);
        }
        if done < line.end {
            self.text.push('…');
        }
    }

    fn piece(&mut self, text: &str, range: Range<usize>) {
        self.pieces.push((range.clone(), self.text.len()));
        self.text.push_str(&text[range]);
    }

    /// Where a range of the text is in the excerpt.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        start..end.max(start)
    }

    /// The column, from 1, at which a place of the text is drawn.
    pub(super) fn column(&self, at: usize) -> usize {
        let before = &self.text[..self.offset(at)];
        before.chars().rev().take_while(|c| *c != '\n').count() + 1
    }

    /// Bytes that were cut are where the run before them ends.
    fn offset(&self, at: usize) -> usize {
        let before = self.pieces.partition_point(|(range, _)| range.start <= at);
        match before.checked_sub(1).and_then(|i| self.pieces.get(i)) {
            Some((range, start)) => start + (at - range.start).min(range.len()),
            None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, clamp, first_lines};
    use crate::source::{FileId, Span};

    fn span(start: u32, end: u32) -> Span {
        Span { file: FileId(0), start, end }
    }

    #[test]
    fn clamps_to_the_text_and_to_characters() {
        let text = "aä€";
        assert_eq!(clamp(text, span(2, 4)), 1..6);
        assert_eq!(clamp(text, span(90, 99)), 6..6);
        assert_eq!(clamp(text, span(5, 1)), 3..3);
        assert_eq!(clamp("", span(1, 2)), 0..0);
    }

    #[test]
    fn marks_the_first_line_of_many() {
        let text = "[[struct]]\n".repeat(20);
        assert_eq!(first_lines(&text, span(0, 220)), 0..10);
        assert_eq!(first_lines(&text, span(0, 22)), 0..21);
        assert_eq!(first_lines("a\r\n", span(0, 3)), 0..1);
    }

    #[test]
    fn takes_the_lines_of_the_places() {
        let text = "one\ntwo\r\nthree\nfour\n";
        let e = Excerpt::new(text, &[5..6, 10..12]);
        assert_eq!((e.text.as_str(), e.first_line), ("two\nthree", 2));
        assert_eq!(&e.text[e.place(10..12)], "hr");
        let end = Excerpt::new(text, std::slice::from_ref(&(text.len()..text.len())));
        assert_eq!((end.text.as_str(), end.first_line), ("", 5));
    }

    #[test]
    fn cuts_a_long_line_around_each_place() {
        let text = format!("{}AB{}CD{}", "x".repeat(50_000), "ü".repeat(20_000), "z".repeat(10_000));
        let cd = 50_002 + 40_000;
        let e = Excerpt::new(&text, &[50_000..50_002, cd..cd + 2]);
        assert!(e.text.len() < 400, "{}", e.text.len());
        assert_eq!(&e.text[e.place(50_000..50_002)], "AB");
        assert_eq!(&e.text[e.place(cd..cd + 2)], "CD");
        assert_eq!(e.text.matches('…').count(), 3);
        let wide = Excerpt::new(&text, std::slice::from_ref(&(50_001..cd)));
        assert!(wide.text[wide.place(50_001..cd)].starts_with('B'));
    }
}
