//! Reads the keys of one table, each with the kind of value it takes; what nobody asked for is unknown.

use crate::diagnostic::Diagnostic;
use crate::edit;
use crate::int::Int;
use crate::nearest::nearest;
use crate::raw::tree::{Entry, Kind, Node, Table};
use crate::sink::Sink;
use crate::source::{Sources, Span};
use std::borrow::Cow;

/// A value with its place and that of its key.
#[derive(Debug, Clone)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
    pub(crate) key: Span,
}

/// What a key came to. `Bad` was reported already: rules that need the value stay silent.
#[derive(Debug, Clone, Default)]
pub(crate) enum Slot<T> {
    #[default]
    Absent,
    Bad(Span),
    Is(At<T>),
}

impl<T> Slot<T> {
    pub(crate) fn get(&self) -> Option<&At<T>> {
        match self {
            Slot::Is(at) => Some(at),
            _ => None,
        }
    }

    pub(crate) fn value(&self) -> Option<&T> {
        self.get().map(|at| &at.value)
    }

    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Slot::Absent)
    }

    pub(crate) fn is_bad(&self) -> bool {
        matches!(self, Slot::Bad(_))
    }

    fn map<U>(self, f: impl FnOnce(At<T>) -> Slot<U>) -> Slot<U> {
        match self {
            Slot::Absent => Slot::Absent,
            Slot::Bad(key) => Slot::Bad(key),
            Slot::Is(at) => f(at),
        }
    }
}

impl<T: Clone> Slot<T> {
    pub(crate) fn cloned(&self) -> Option<T> {
        self.value().cloned()
    }
}

/// Where messages go and where texts are found.
#[derive(Clone, Copy)]
pub(crate) struct Out<'a> {
    pub(crate) sink: &'a Sink,
    pub(crate) sources: &'a Sources,
}

/// Keys that edition 1 deliberately leaves out, and what to do instead.
const NOT_IN_EDITION_1: &[(&str, &str)] = &[
    ("octal", "numbers as octal text are not in edition 1: declare `char[N]` and convert the text"),
    ("optional", "optional parts are not in edition 1: declare one message for each form"),
    ("if", "optional parts are not in edition 1: declare one message for each form"),
    ("present_if", "optional parts are not in edition 1: declare one message for each form"),
    ("split", "one number split over two fields is not in edition 1: declare two fields and join them"),
    ("low_of", "one number split over two fields is not in edition 1: declare two fields and join them"),
    ("high_of", "one number split over two fields is not in edition 1: declare two fields and join them"),
    ("both_orders", "numbers stored in both orders are not in edition 1: declare a little and a big field"),
    ("anonymous", "anonymous unions are not in edition 1: give the union a name and use it as a type"),
    ("size_from", "headers of several sizes are not in edition 1: declare one struct for each size"),
    ("variants", "headers of several sizes are not in edition 1: declare one struct for each size"),
    ("library", "C libraries are not in edition 1"),
    ("opaque", "C libraries are not in edition 1"),
    ("callback", "C libraries are not in edition 1"),
    ("function", "C libraries are not in edition 1"),
    ("error", "C libraries are not in edition 1"),
];

/// A table being read.
pub(crate) struct Reader<'a> {
    pub(crate) out: Out<'a>,
    entries: Vec<Option<Entry>>,
    /// What the table describes, as in `a struct`.
    what: &'static str,
    /// Keys that mean something, and whether they are there.
    known: Vec<(Cow<'static, str>, bool)>,
    /// From the header, or the opening brace, to the end.
    pub(crate) whole: Span,
    /// The header, or the braces.
    pub(crate) head: Span,
    pub(crate) inline: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(out: Out<'a>, table: Table, what: &'static str) -> Reader<'a> {
        let whole = table.whole();
        Reader {
            out,
            what,
            known: Vec::new(),
            whole,
            head: table.span,
            inline: table.inline,
            entries: table.entries.into_iter().map(Some).collect(),
        }
    }

    fn entry(&mut self, key: &'static str) -> Option<Entry> {
        let entry = self.entries.iter_mut().find(|e| e.as_ref().is_some_and(|e| e.key == key));
        self.known.push((key.into(), entry.is_some()));
        entry?.take()
    }

    /// The value of a key, whatever it is.
    pub(crate) fn node(&mut self, key: &'static str) -> Slot<Node> {
        match self.entry(key) {
            None => Slot::Absent,
            Some(Entry { value: Node { kind: Kind::Bad, .. }, key_span, .. }) => Slot::Bad(key_span),
            Some(e) => Slot::Is(At { span: e.value.span, key: e.key_span, value: e.value }),
        }
    }

    fn typed<T>(
        &mut self,
        key: &'static str,
        wanted: &str,
        take: impl FnOnce(Kind) -> Result<T, Kind>,
    ) -> Slot<T> {
        let out = self.out;
        self.node(key).map(|at| match take(at.value.kind) {
            Ok(value) => Slot::Is(At { value, span: at.span, key: at.key }),
            Err(kind) => {
                out.sink.add(wrong_kind(key, wanted, &kind, at.span));
                Slot::Bad(at.key)
            }
        })
    }

    /// A text.
    pub(crate) fn text(&mut self, key: &'static str) -> Slot<String> {
        self.typed(key, "a text", |k| match k {
            Kind::Text(t) => Ok(t),
            k => Err(k),
        })
    }

    /// A text that stands in generated code and so may not be empty.
    pub(crate) fn filled_text(&mut self, key: &'static str) -> Slot<String> {
        let out = self.out;
        self.text(key).map(|at| {
            if at.value.trim().is_empty() {
                out.sink.add(
                    Diagnostic::error("empty-text", at.span, format!("`{key}` is empty"))
                        .help(format!("say something, or take `{key}` away")),
                );
                return Slot::Bad(at.key);
            }
            if printable(out.sink, key, &at) && !at.value.contains('\n') {
                return Slot::Is(at);
            }
            if at.value.contains('\n') {
                out.sink.add(
                    Diagnostic::error("bad-text", at.span, format!("`{key}` is a single line"))
                        .help("take the line break away"),
                );
            }
            Slot::Bad(at.key)
        })
    }

    /// Documentation: lines end in LF, blanks at the end of lines and of the text are gone, and blank text is no text.
    pub(crate) fn doc(&mut self) -> Slot<String> {
        let out = self.out;
        self.text("doc").map(|at| {
            if !printable(out.sink, "doc", &at) {
                return Slot::Bad(at.key);
            }
            let lines: Vec<&str> = at.value.lines().map(str::trim_end).collect();
            let value = lines.join("\n").trim_end().trim_start_matches('\n').to_owned();
            if value.is_empty() { Slot::Absent } else { Slot::Is(At { value, ..at }) }
        })
    }

    /// `true` or `false`.
    pub(crate) fn bool(&mut self, key: &'static str) -> Slot<bool> {
        self.typed(key, "`true` or `false`", |k| match k {
            Kind::Bool(b) => Ok(b),
            k => Err(k),
        })
    }

    /// A whole number in a range.
    pub(crate) fn whole(&mut self, key: &'static str, low: u64, high: u64) -> Slot<u64> {
        let out = self.out;
        self.int(key).map(|at| match at.value.to_u64().filter(|v| (low..=high).contains(v)) {
            Some(value) => Slot::Is(At { value, span: at.span, key: at.key }),
            None => {
                out.sink.add(
                    Diagnostic::error(
                        "number-out-of-range",
                        at.span,
                        format!("`{key}` can't be {}", at.value),
                    )
                    .label(format!("{low} to {high}"))
                    .help(format!("`{key}` takes a whole number from {low} to {high}")),
                );
                Slot::Bad(at.key)
            }
        })
    }

    /// A whole number.
    pub(crate) fn int(&mut self, key: &'static str) -> Slot<Int> {
        self.typed(key, "a whole number", |k| match k {
            Kind::Int(i) => Ok(i),
            k => Err(k),
        })
    }

    /// Any finite number.
    pub(crate) fn float(&mut self, key: &'static str) -> Slot<f64> {
        let out = self.out;
        self.typed(key, "a number", |k| match k {
            Kind::Int(i) => Ok(i.to_f64()),
            Kind::Float(f) => Ok(f),
            k => Err(k),
        })
        .map(|at| {
            if at.value.is_finite() {
                return Slot::Is(at);
            }
            out.sink.add(
                Diagnostic::error(
                    "not-finite",
                    at.span,
                    format!("`{key}` can't be infinite or not a number"),
                )
                .help("give a finite number"),
            );
            Slot::Bad(at.key)
        })
    }

    /// One of several words.
    pub(crate) fn word<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Slot<T> {
        let out = self.out;
        self.text(key).map(|at| match words.iter().find(|(w, _)| *w == at.value) {
            Some((_, value)) => Slot::Is(At { value: *value, span: at.span, key: at.key }),
            None => {
                let all: Vec<String> = words.iter().map(|(w, _)| format!("`{w}`")).collect();
                let error = Diagnostic::error(
                    "unknown-word",
                    at.span,
                    format!("`{key}` can't be `{}`", shorten(&at.value)),
                );
                out.sink.add(match nearest(&at.value, words.iter().map(|(w, _)| *w)) {
                    Some(near) => error.note(format!("`{key}` is one of {}", all.join(", "))).fix(
                        format!("write `{near}`"),
                        at.span,
                        format!("\"{near}\""),
                    ),
                    None => error.help(format!("`{key}` is one of {}", all.join(", "))),
                });
                Slot::Bad(at.key)
            }
        })
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, key: &'static str) -> Slot<Vec<At<String>>> {
        let out = self.out;
        self.list(key, "a list of texts").map(|at| {
            let mut texts = Vec::new();
            for node in at.value {
                match node.kind {
                    Kind::Text(value) => texts.push(At { value, span: node.span, key: at.key }),
                    Kind::Bad => {}
                    kind => out.sink.add(wrong_kind(key, "a list of texts", &kind, node.span)),
                }
            }
            Slot::Is(At { value: texts, span: at.span, key: at.key })
        })
    }

    fn list(&mut self, key: &'static str, wanted: &str) -> Slot<Vec<Node>> {
        self.typed(key, wanted, |k| match k {
            Kind::List(l) => Ok(l),
            k => Err(k),
        })
    }

    /// A table.
    pub(crate) fn table(&mut self, key: &'static str) -> Slot<Table> {
        self.typed(key, "a table", |k| match k {
            Kind::Table(t) => Ok(t),
            k => Err(k),
        })
    }

    /// A list of tables.
    pub(crate) fn tables(&mut self, key: &'static str) -> Slot<Vec<Table>> {
        let out = self.out;
        self.list(key, "a list of tables").map(|at| {
            let mut tables = Vec::new();
            for node in at.value {
                match node.kind {
                    Kind::Table(t) => tables.push(t),
                    Kind::Bad => {}
                    kind => out.sink.add(wrong_kind(key, "a list of tables", &kind, node.span)),
                }
            }
            Slot::Is(At { value: tables, span: at.span, key: at.key })
        })
    }

    /// The `name` of something that generated code names.
    pub(crate) fn name(&mut self) -> Slot<String> {
        let slot = self.optional_name();
        self.require("name", &slot);
        slot
    }

    /// The `name` of something that may go without one.
    pub(crate) fn optional_name(&mut self) -> Slot<String> {
        let out = self.out;
        self.text("name").map(|at| {
            if super::names::check(out.sink, &at.value, at.span) { Slot::Is(at) } else { Slot::Bad(at.key) }
        })
    }

    /// Says so if the key isn't there.
    pub(crate) fn require<T>(&self, key: &'static str, slot: &Slot<T>) {
        // A slip of the pen is reported as that alone.
        if slot.is_absent() && self.misspelt(key).is_none() {
            self.out.sink.add(
                Diagnostic::error("missing-key", self.head, format!("{} needs `{key}`", self.what))
                    .label(format!("no `{key}` here"))
                    .help(format!("add `{key} = ...`")),
            );
        }
    }

    /// What nobody asked for; for tables whose further keys have a meaning.
    pub(crate) fn rest(&mut self) -> Vec<Entry> {
        self.entries.iter_mut().filter_map(Option::take).collect()
    }

    /// Adds a key that only this table has, and whether it is there.
    pub(crate) fn also_known(&mut self, key: &str, is_there: bool) {
        self.known.push((key.to_owned().into(), is_there));
    }

    /// The key that was probably meant to be this one.
    pub(crate) fn misspelt(&self, key: &'static str) -> Option<Span> {
        let mut entries = self.entries.iter().flatten();
        entries.find(|e| nearest(&e.key, [key]).is_some()).map(|e| e.key_span)
    }

    /// Gives back what [`Reader::rest`] handed out and nobody wanted.
    pub(crate) fn put_back(&mut self, entries: Vec<Entry>) {
        self.entries.extend(entries.into_iter().map(Some));
    }

    /// Where the headers of a list of tables, each under `[[key]]`, have the key.
    fn headers(&self, entry: &Entry) -> Option<Vec<Span>> {
        let Kind::List(nodes) = &entry.value.kind else { return None };
        let place = |node: &Node| {
            let Kind::Table(Table { inline: false, span, .. }) = &node.kind else { return None };
            let start = span.start + self.out.sources.slice(*span).find(&entry.key)? as u32;
            Some(Span { start, end: start + entry.key.len() as u32, ..*span })
        };
        nodes.iter().map(place).collect::<Option<Vec<Span>>>().filter(|places| !places.is_empty())
    }

    /// Reports every key that nobody asked for.
    pub(crate) fn finish(mut self) {
        for entry in self.rest() {
            let error = Diagnostic::error(
                "unknown-key",
                entry.key_span,
                format!("{} has no key `{}`", self.what, shorten(&entry.key)),
            );
            if self.out.sink.is_enough() {
                self.out.sink.add(error.help("take the key away"));
                continue;
            }
            let headers = self.headers(&entry);
            // A key can't be there twice, but a table under `[[...]]` can.
            let free = self
                .known
                .iter()
                .filter(|(_, there)| !there || headers.is_some())
                .map(|(key, _)| key.as_ref());
            let near = nearest(&entry.key, free);
            let later = NOT_IN_EDITION_1.iter().find(|(key, _)| *key == entry.key);
            self.out.sink.add(if let Some((_, help)) = later {
                error.help(*help)
            } else if let Some(near) = near {
                let places = headers.unwrap_or_else(|| vec![entry.key_span]);
                places.into_iter().fold(error, |e, place| e.fix(format!("write `{near}`"), place, near))
            } else {
                let known: Vec<String> = self.known.iter().map(|(key, _)| format!("`{key}`")).collect();
                let place = edit::removal(self.out.sources, entry.key_span, entry.value.span, self.inline);
                let error = error.note(format!("its keys are {}", known.join(", ")));
                match place {
                    Some(span) => error.fix("take the key away", span, ""),
                    None => error.help("take the key away"),
                }
            });
        }
    }
}

/// Whether a text can stand in any source file: compilers refuse, or misread, control characters and those that
/// reorder what is shown.
pub(crate) fn printable(sink: &Sink, key: &str, at: &At<String>) -> bool {
    let bad = at.value.char_indices().find(|(i, c)| match c {
        '\n' | '\t' => false,
        '\r' => at.value.as_bytes().get(i + 1) != Some(&b'\n'),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    });
    let Some((_, c)) = bad else { return true };
    sink.add(
        Diagnostic::error(
            "bad-text",
            at.span,
            format!("`{key}` contains the character U+{:04X}, which no source file can show", u32::from(c)),
        )
        .help("take the character away"),
    );
    false
}

fn wrong_kind(key: &str, wanted: &str, kind: &Kind, span: Span) -> Diagnostic {
    Diagnostic::error("wrong-kind", span, format!("`{key}` is {wanted}, not {}", kind.what()))
        .label(format!("{wanted} is wanted here"))
        .help(format!("give {wanted}"))
}

/// A text short enough for a message.
pub(crate) fn shorten(text: &str) -> String {
    let clean: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() { format!("{clean}...") } else { clean }
}
