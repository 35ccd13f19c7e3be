//! One line on a terminal that says how far long work is.

use super::report::Ui;
use std::cell::Cell;
use std::io::Write as _;
use std::time::{Duration, Instant};

/// Work that takes no longer stays silent.
const PATIENCE: Duration = Duration::from_millis(400);

/// A line that is overwritten by the next and gone at the end.
pub(crate) struct Progress {
    wanted: bool,
    start: Instant,
    shown: Cell<bool>,
}

impl Progress {
    pub(crate) fn new(ui: &Ui) -> Progress {
        Progress { wanted: ui.shows_progress(), start: Instant::now(), shown: Cell::new(false) }
    }

    /// Shows what is being done.
    pub(crate) fn show(&self, text: &str) {
        if self.wanted && self.start.elapsed() > PATIENCE {
            let line: String = text.chars().take(79).collect();
            let _ = write!(std::io::stderr(), "\r\x1b[K{line}");
            self.shown.set(true);
        }
    }

    /// Takes the line away.
    pub(crate) fn clear(&self) {
        if self.shown.take() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
