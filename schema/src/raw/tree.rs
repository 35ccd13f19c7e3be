//! TOML text as a tree that keeps the order and the place of everything.

use crate::diagnostic::Diagnostic;
use crate::int::Int;
use crate::sink::Sink;
use crate::source::{FileId, Span};
use toml::de::{DeTable, DeValue};

/// A value and its place.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Text(String),
    Int(Int),
    Float(f64),
    Bool(bool),
    Date,
    List(Vec<Node>),
    Table(Table),
    /// Something that was reported already.
    Bad,
}

impl Kind {
    /// What it is called in a message.
    pub(crate) fn what(&self) -> &'static str {
        match self {
            Kind::Text(_) => "a text",
            Kind::Int(_) => "a whole number",
            Kind::Float(_) => "a number with a fraction",
            Kind::Bool(_) => "a boolean",
            Kind::Date => "a date or time",
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table",
            Kind::Bad => "nothing readable",
        }
    }
}

/// A table, its entries in the order written.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
    /// Written `{ ... }` rather than under a header.
    pub(crate) inline: bool,
    /// The braces and what is between them, or the header.
    pub(crate) span: Span,
}

impl Table {
    /// From the header, or the opening brace, to the end of the last entry.
    pub(crate) fn whole(&self) -> Span {
        let end = self.entries.iter().map(|e| e.value.end()).max().unwrap_or(0);
        Span { end: end.max(self.span.end), ..self.span }
    }
}

impl Node {
    fn end(&self) -> u32 {
        match &self.kind {
            Kind::Table(t) => t.whole().end,
            Kind::List(l) => l.iter().map(Node::end).max().unwrap_or(0).max(self.span.end),
            _ => self.span.end,
        }
    }
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) value: Node,
}

/// Reads a text. After a syntax error there is nothing more to say about the file, so there is no table then.
pub(crate) fn parse(file: FileId, text: &str, sink: &Sink) -> Option<Table> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let convert = Convert { file, text, sink };
    let root_span = convert.span(table.span());
    let table = convert.table(table.into_inner(), root_span);
    let mut readable = true;
    for error in errors {
        let span = convert.span(error.span().unwrap_or(0..0));
        if error.message().starts_with("duplicate key") {
            duplicate_key(&table, text, span, sink);
        } else {
            readable = false;
            sink.add(syntax_error(span, error.message()));
        }
    }
    readable.then_some(table)
}

fn syntax_error(span: Span, message: &str) -> Diagnostic {
    if message.contains("recursion") {
        return Diagnostic::error(
            "nested-too-deep",
            span,
            "lists or tables within each other more than 80 deep",
        )
        .help("a schema needs no more than a few levels: take the brackets that are too many away");
    }
    Diagnostic::error("toml-syntax", span, format!("not valid TOML: {message}"))
        .help("the rest of this file is not checked before its syntax is right; a schema is TOML 1.0")
}

/// Says where the key was given first: the nearest key of that name before it, since the reader keeps the first.
fn duplicate_key(root: &Table, text: &str, span: Span, sink: &Sink) {
    let written = text.get(span.start as usize..span.end as usize).unwrap_or("");
    let name = written.trim_matches(['"', '\'']);
    let mut first: Option<Span> = None;
    // Each search looks at the whole file, and after some errors nobody sees the result.
    let mut stack = if sink.errors() < 100 { vec![root] } else { Vec::new() };
    while let Some(table) = stack.pop() {
        for entry in &table.entries {
            if entry.key == name
                && entry.key_span.start < span.start
                && first.is_none_or(|f| f < entry.key_span)
            {
                first = Some(entry.key_span);
            }
            push_tables(&entry.value, &mut stack);
        }
    }
    let mut error = Diagnostic::error("duplicate-key", span, format!("the key `{name}` is given twice"))
        .label("again here")
        .help("keep one of the two");
    if let Some(first) = first {
        error = error.other(first, "first here");
    }
    sink.add(error);
}

fn push_tables<'a>(node: &'a Node, stack: &mut Vec<&'a Table>) {
    match &node.kind {
        Kind::Table(t) => stack.push(t),
        Kind::List(l) => l.iter().for_each(|n| push_tables(n, stack)),
        _ => {}
    }
}

struct Convert<'a> {
    file: FileId,
    text: &'a str,
    sink: &'a Sink,
}

impl Convert<'_> {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        let clamp = |at: usize| at.min(self.text.len()) as u32;
        Span { file: self.file, start: clamp(range.start), end: clamp(range.end.max(range.start)) }
    }

    // The parser allows 80 levels, so this recursion is bounded.
    fn table(&self, table: DeTable<'_>, span: Span) -> Table {
        let mut entries: Vec<Entry> = table
            .into_iter()
            .map(|(key, value)| {
                let key_span = self.span(key.span());
                let value_span = self.span(value.span());
                Entry {
                    key: key.into_inner().into_owned(),
                    key_span,
                    value: self.node(value.into_inner(), value_span),
                }
            })
            .collect();
        entries.sort_by_key(|e| e.key_span.start);
        let inline = self.text.as_bytes().get(span.start as usize) == Some(&b'{');
        Table { entries, inline, span }
    }

    fn node(&self, value: DeValue<'_>, span: Span) -> Node {
        let kind = match value {
            DeValue::String(s) => Kind::Text(s.into_owned()),
            DeValue::Integer(i) => {
                let digits = i.as_str();
                let (negative, digits) = match digits.as_bytes().first() {
                    Some(b'-') => (true, &digits[1..]),
                    Some(b'+') => (false, &digits[1..]),
                    _ => (false, digits),
                };
                match Int::from_parts(negative, digits, i.radix()) {
                    Some(int) => Kind::Int(int),
                    None => {
                        self.sink.add(
                            Diagnostic::error(
                                "number-too-large",
                                span,
                                "this number needs more than 128 bits",
                            )
                            .help("whole numbers go from -2^127 to 2^128 - 1"),
                        );
                        Kind::Bad
                    }
                }
            }
            DeValue::Float(f) => match f.as_str().parse() {
                Ok(f) => Kind::Float(f),
                Err(_) => Kind::Bad,
            },
            DeValue::Boolean(b) => Kind::Bool(b),
            DeValue::Datetime(_) => Kind::Date,
            DeValue::Array(a) => Kind::List(
                a.into_iter()
                    .map(|v| {
                        let span = self.span(v.span());
                        self.node(v.into_inner(), span)
                    })
                    .collect(),
            ),
            DeValue::Table(t) => Kind::Table(self.table(t, span)),
        };
        Node { kind, span }
    }
}
