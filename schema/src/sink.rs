//! Where every stage leaves what it has to say.

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Sources, Span};
use std::cell::{Cell, RefCell};

/// Messages kept for one file; the rest is counted.
const PER_FILE: usize = 100;

/// Collects diagnostics; shared by reference, so that no rule can stop another.
pub(crate) struct Sink {
    list: RefCell<Vec<Diagnostic>>,
    errors: Cell<usize>,
}

impl Sink {
    pub(crate) fn new() -> Sink {
        Sink { list: RefCell::new(Vec::new()), errors: Cell::new(0) }
    }

    /// Takes one message.
    pub(crate) fn add(&self, diagnostic: Diagnostic) {
        if diagnostic.severity == Severity::Error {
            self.errors.set(self.errors.get() + 1);
        }
        self.list.borrow_mut().push(diagnostic);
    }

    /// Errors so far.
    pub(crate) fn errors(&self) -> usize {
        self.errors.get()
    }

    /// Whether so much was said that nobody sees what else there is: proposals and pictures take time.
    pub(crate) fn is_enough(&self) -> bool {
        self.errors() > 5 * PER_FILE
    }

    /// Everything in order of place, at most [`PER_FILE`] a file.
    pub(crate) fn finish(self, sources: &Sources) -> Vec<Diagnostic> {
        let mut list = self.list.into_inner();
        list.sort_by_key(|d| (d.primary.span.file, d.primary.span.start, d.primary.span.end, d.id));
        list.dedup();
        let mut kept = Vec::with_capacity(list.len().min(PER_FILE));
        for (file, _) in sources.iter() {
            let of_file: Vec<Diagnostic> = list.extract_if(.., |d| d.primary.span.file == file).collect();
            let more = of_file.len().saturating_sub(PER_FILE);
            kept.extend(of_file.into_iter().take(PER_FILE));
            if more > 0 {
                let end = sources.get(file).text.len() as u32;
                let span = Span { file, start: end, end };
                kept.push(
                    Diagnostic::error(
                        "too-many-errors",
                        span,
                        if more == 1 {
                            "1 more error in this file is not shown".to_owned()
                        } else {
                            format!("{more} more errors in this file are not shown")
                        },
                    )
                    .help("mend those above first"),
                );
            }
        }
        kept
    }
}
