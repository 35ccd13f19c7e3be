//! What a message to the user is made of, before it is rendered.

use crate::source::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is refused.
    Warning,
    /// The schema can't be used.
    Error,
}

/// A place with what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to say about it; may be empty.
    pub text: String,
}

/// A change to a schema's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is inserted.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// What to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// In words.
    pub text: String,
    /// As the exact edits, all to be applied together; none where no single edit is right.
    pub edits: Vec<Edit>,
}

/// One message to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable, in kebab case; one of the catalogue in [`crate::rules`].
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line, with the value.
    pub message: String,
    /// Where.
    pub primary: Label,
    /// The other party, where there is one.
    pub secondary: Vec<Label>,
    /// A picture of the bytes, for layout errors; several lines.
    pub picture: Option<String>,
    /// More to know, each one line.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<Help>,
}

impl Diagnostic {
    /// An error with an id of the catalogue.
    pub fn error(id: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            id,
            severity: Severity::Error,
            message: message.into(),
            primary: Label { span, text: String::new() },
            secondary: Vec::new(),
            picture: None,
            notes: Vec::new(),
            help: None,
        }
    }

    /// Says something about the primary place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Diagnostic {
        self.primary.text = text.into();
        self
    }

    /// Shows the other party.
    #[must_use]
    pub fn other(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Adds a picture of the bytes.
    #[must_use]
    pub fn picture(mut self, picture: impl Into<String>) -> Diagnostic {
        self.picture = Some(picture.into());
        self
    }

    /// Adds a note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Diagnostic {
        self.notes.push(note.into());
        self
    }

    /// Says what to do, in words only.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(Help { text: text.into(), edits: Vec::new() });
        self
    }

    /// Says what to do, with an edit that makes this error go away.
    #[must_use]
    pub fn fix(mut self, text: impl Into<String>, span: Span, replacement: impl Into<String>) -> Diagnostic {
        let edit = Edit { span, replacement: replacement.into() };
        match &mut self.help {
            Some(help) => help.edits.push(edit),
            None => self.help = Some(Help { text: text.into(), edits: vec![edit] }),
        }
        self
    }
}
