//! What was written: every key typed and with its place, nothing resolved yet.

pub(crate) mod items;
pub(crate) mod messages;
pub(crate) mod names;
pub(crate) mod reader;
pub(crate) mod schema_table;
pub(crate) mod structs;
pub(crate) mod toml10;
pub(crate) mod tree;

use crate::diagnostic::Diagnostic;
use crate::sink::Sink;
use crate::source::{FileId, Sources, Span};
use reader::{Out, Reader};
use tree::{Kind, Table};

pub(crate) use reader::{At, Slot};

/// One file as written.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) id: FileId,
    pub(crate) schema: schema_table::SchemaTable,
    pub(crate) langs: Vec<schema_table::Lang>,
    /// In the order written.
    pub(crate) items: Vec<Item>,
}

/// An item as written.
#[derive(Debug)]
pub(crate) struct Item {
    /// The name; none where it is missing or unusable, which was reported.
    pub(crate) name: Option<At<String>>,
    pub(crate) whole: Span,
    pub(crate) body: Body,
}

/// What kind of item.
#[derive(Debug)]
pub(crate) enum Body {
    Const(items::Const),
    Enum(items::Enum),
    Flags(items::Flags),
    Union(items::Union),
    Struct(Box<structs::Struct>),
    Message(messages::Message),
    Call(messages::Call),
}

impl Body {
    /// What it is called in a message, with its article.
    pub(crate) fn a_what(&self) -> String {
        let what = self.what();
        format!("{} {what}", if what.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" })
    }

    /// What it is called in a message.
    pub(crate) fn what(&self) -> &'static str {
        match self {
            Body::Const(_) => "const",
            Body::Enum(_) => "enum",
            Body::Flags(_) => "flag set",
            Body::Union(_) => "union",
            Body::Struct(_) => "struct",
            Body::Message(_) => "message",
            Body::Call(_) => "call",
        }
    }
}

/// Reads one text. None after a syntax error.
pub(crate) fn read(id: FileId, sources: &Sources, sink: &Sink) -> Option<File> {
    let text = sources.get(id).text.clone();
    let table = tree::parse(id, &text, sink)?;
    toml10::check(id, &text, sink);
    let out = Out { sink, sources };
    let mut root = Reader::new(out, table, "a schema file");
    let start = Span { file: id, start: 0, end: text.len().min(1) as u32 };
    let schema = schema_table::read(&mut root, start);
    let langs = schema_table::read_langs(&mut root);
    let mut items = Vec::new();
    for (key, read) in KINDS {
        for table in tables(&mut root, key) {
            items.push(read(out, table));
        }
    }
    root.finish();
    items.sort_by_key(|i| i.whole.start);
    Some(File { id, schema, langs, items })
}

type ReadItem = fn(Out<'_>, Table) -> Item;

const KINDS: [(&str, ReadItem); 7] = [
    ("const", items::read_const),
    ("enum", items::read_enum),
    ("flags", items::read_flags),
    ("union", items::read_union),
    ("struct", structs::read),
    ("message", messages::read_message),
    ("call", messages::read_call),
];

/// The tables of `[[key]]`. A single `[key]` is a slip that is easy to name.
fn tables(root: &mut Reader<'_>, key: &'static str) -> Vec<Table> {
    let sink = root.out.sink;
    match root.node(key) {
        Slot::Is(At { value, span, key: key_span }) => match value.kind {
            Kind::List(list) => {
                let mut tables = Vec::new();
                for node in list {
                    match node.kind {
                        Kind::Table(t) => tables.push(t),
                        Kind::Bad => {}
                        kind => sink.add(
                            Diagnostic::error(
                                "wrong-kind",
                                node.span,
                                format!("`{key}` is a list of tables, not {}", kind.what()),
                            )
                            .help(format!("write `[[{key}]]` above the keys of each")),
                        ),
                    }
                }
                tables
            }
            Kind::Table(table) => {
                let header =
                    Span { start: key_span.start.saturating_sub(1), end: key_span.end + 1, ..key_span };
                let error = Diagnostic::error(
                    "single-brackets",
                    key_span,
                    format!("`[{key}]` declares one table, but there may be several"),
                );
                let written = root.out.sources.slice(header);
                sink.add(if written == format!("[{key}]") {
                    error.fix(format!("write `[[{key}]]`"), header, format!("[[{key}]]"))
                } else {
                    error.help(format!("write `[[{key}]]`"))
                });
                vec![table]
            }
            kind => {
                sink.add(
                    Diagnostic::error(
                        "wrong-kind",
                        span,
                        format!("`{key}` is a list of tables, not {}", kind.what()),
                    )
                    .help(format!("write `[[{key}]]` above the keys of each")),
                );
                Vec::new()
            }
        },
        _ => Vec::new(),
    }
}

/// Turns a slot for a name into what an [`Item`] holds.
pub(crate) fn named(slot: Slot<String>) -> Option<At<String>> {
    match slot {
        Slot::Is(at) => Some(at),
        _ => None,
    }
}
