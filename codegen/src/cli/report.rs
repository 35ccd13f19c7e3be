//! What the program says: diagnostics and failures to standard error, results to standard output.

use super::args::{Color, ErrorFormat, Global};
use rbgen::schema::{Diagnostic, FileId, Severity, Sources, Span, render};
use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _, Write as _};

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing to complain of.
    Clean = 0,
    /// Errors in a schema, or files that are not up to date.
    Findings = 1,
    /// Something is wrong with the command or the configuration.
    Usage = 2,
    /// A file or another program failed.
    Io = 3,
}

/// Why a verb stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The reason was reported already, or nobody is listening any more.
    Reported(Exit),
    /// The reason is still to be reported.
    Failure(Box<Failure>),
}

/// Something that went wrong and has no place in a schema.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
    help: Option<String>,
}

impl Stop {
    /// The command or the configuration asks for something impossible.
    pub(crate) fn usage(message: impl Into<String>) -> Stop {
        Stop::failure(Exit::Usage, message)
    }

    /// A file or another program failed.
    pub(crate) fn io(message: impl Into<String>) -> Stop {
        Stop::failure(Exit::Io, message)
    }

    /// Something is not as it should be.
    pub(crate) fn finding(message: impl Into<String>) -> Stop {
        Stop::failure(Exit::Findings, message)
    }

    fn failure(exit: Exit, message: impl Into<String>) -> Stop {
        Stop::Failure(Box::new(Failure { exit, message: message.into(), help: None }))
    }

    /// Adds what to do about it.
    pub(crate) fn help(mut self, text: impl Into<String>) -> Stop {
        if let Stop::Failure(failure) = &mut self {
            failure.help = Some(text.into());
        }
        self
    }
}

/// Where the program speaks, and how.
#[derive(Debug)]
pub(crate) struct Ui {
    format: ErrorFormat,
    color: bool,
    /// Only errors are wanted.
    pub(crate) quiet: bool,
    /// Every file is wanted.
    pub(crate) verbose: bool,
}

/// How many errors and warnings there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
}

impl Ui {
    pub(crate) fn new(global: &Global) -> Ui {
        let color = match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
                    || std::env::var_os("TERM").is_some_and(|v| v == "dumb");
                io::stderr().is_terminal() && !plain
            }
        };
        Ui { format: global.error_format, color, quiet: global.quiet, verbose: global.verbose }
    }

    /// Whether somebody watches who may like to see how far long work is.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.quiet && self.format == ErrorFormat::Text && io::stderr().is_terminal()
    }

    /// Writes a result to standard output.
    pub(crate) fn print(&self, text: &str) -> Result<(), Stop> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Stop::Reported(Exit::Clean)),
            Err(error) => Err(Stop::io(format!("can't write to standard output: {error}"))),
            Ok(()) => Ok(()),
        }
    }

    /// Writes how the work went to standard output, unless only errors are wanted.
    pub(crate) fn status(&self, text: &str) -> Result<(), Stop> {
        if self.quiet { Ok(()) } else { self.print(text) }
    }

    /// Writes diagnostics; what is the same at the same place is said once for all of `said`.
    pub(crate) fn diagnostics(
        &self,
        sources: &Sources,
        list: &[Diagnostic],
        said: &mut BTreeSet<String>,
    ) -> Count {
        let mut count = Count::default();
        for diagnostic in list {
            let key = render::github(sources, diagnostic);
            if !said.insert(key) {
                continue;
            }
            match diagnostic.severity {
                Severity::Error => count.errors += 1,
                Severity::Warning => count.warnings += 1,
            }
            if diagnostic.severity == Severity::Error || !self.quiet {
                self.diagnostic(sources, diagnostic);
            }
        }
        count
    }

    fn diagnostic(&self, sources: &Sources, diagnostic: &Diagnostic) {
        let text = match self.format {
            ErrorFormat::Text if self.color => render::render_styled(sources, diagnostic) + "\n",
            ErrorFormat::Text => render::render(sources, diagnostic) + "\n",
            ErrorFormat::Json => format!("{}\n", render::json(sources, diagnostic)),
            ErrorFormat::Github => format!("{}\n", render::github(sources, diagnostic)),
        };
        self.say(&text);
    }

    /// Warns that a generated file was changed.
    pub(crate) fn warn_edited(&self, message: &str, help: Option<&str>) {
        if !self.quiet {
            let mut diagnostic = placeless("edited-by-hand", message, help);
            diagnostic.severity = Severity::Warning;
            self.diagnostic(&Sources::default(), &diagnostic);
        }
    }

    /// Says in one line for people how many errors there were.
    pub(crate) fn tally(&self, text: &str) {
        if self.format == ErrorFormat::Text {
            self.say(&format!("{text}\n"));
        }
    }

    /// Reports why a verb stopped.
    pub(crate) fn stop(&self, stop: Stop) -> Exit {
        match stop {
            Stop::Reported(exit) => exit,
            Stop::Failure(failure) => {
                let id = match failure.exit {
                    Exit::Clean | Exit::Findings => "not-up-to-date",
                    Exit::Usage => "usage",
                    Exit::Io => "io",
                };
                let diagnostic = placeless(id, &failure.message, failure.help.as_deref());
                self.diagnostic(&Sources::default(), &diagnostic);
                failure.exit
            }
        }
    }

    /// Writes to standard error. When nobody can hear it there is nobody to tell.
    fn say(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// A diagnostic about no place: its file is in no [`Sources`].
fn placeless(id: &'static str, message: &str, help: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(id, Span { file: FileId(u32::MAX), start: 0, end: 0 }, message);
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

impl Count {
    /// Adds another count.
    pub(crate) fn add(&mut self, other: Count) {
        self.errors += other.errors;
        self.warnings += other.warnings;
    }

    /// `2 errors and 1 warning`, or nothing.
    pub(crate) fn text(self) -> Option<String> {
        let parts: Vec<String> = [(self.errors, "error"), (self.warnings, "warning")]
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| counted(n, what))
            .collect();
        (!parts.is_empty()).then(|| parts.join(" and "))
    }
}

/// `1 file`, `2 files`.
pub(crate) fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
