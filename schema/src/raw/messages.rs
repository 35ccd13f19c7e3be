//! Messages and calls as written.

use crate::diagnostic::Diagnostic;
use crate::raw::reader::{At, Out, Reader, Slot};
use crate::raw::tree::{Kind, Node, Table};
use crate::raw::{Body, Item, named};
use crate::source::Span;

/// `[[message]]`
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) id: Slot<Node>,
    pub(crate) header: Slot<String>,
    pub(crate) parts: Vec<Part>,
    pub(crate) derive: Vec<At<(String, Node)>>,
    pub(crate) doc: Slot<String>,
}

/// One part of a payload.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) name: Slot<String>,
    pub(crate) doc: Slot<String>,
    pub(crate) length: Slot<Length>,
    pub(crate) ty: Slot<String>,
    pub(crate) count: Slot<String>,
    pub(crate) whole: Span,
}

/// The value of `length`.
#[derive(Debug, Clone)]
pub(crate) enum Length {
    /// A header field, or `rest`.
    Word(String),
    /// `{ field, times, minus }`
    Computed { field: Slot<String>, times: Slot<u64>, minus: Slot<u64> },
}

pub(crate) fn read_message(out: Out<'_>, table: Table) -> Item {
    let mut r = Reader::new(out, table, "a message");
    let name = named(r.name());
    let id = r.node("id");
    let header = r.text("header");
    r.require("header", &header);
    let payload = r.node("payload");
    let derive = entries(r.table("derive"));
    let doc = r.doc();
    let whole = r.whole;
    r.finish();
    let mut parts = Vec::new();
    if let Slot::Is(at) = payload {
        let nodes = match at.value.kind {
            Kind::List(list) => list,
            _ => vec![at.value],
        };
        for node in nodes {
            match node.kind {
                Kind::Table(t) => parts.push(read_part(out, t)),
                Kind::Bad => {}
                kind => out.sink.add(
                    Diagnostic::error(
                        "wrong-kind",
                        node.span,
                        format!("a part of a payload is a table, not {}", kind.what()),
                    )
                    .help("write `{ name = \"data\", length = \"rest\" }` or a list of such tables"),
                ),
            }
        }
    }
    Item { name, whole, body: Body::Message(Message { id, header, parts, derive, doc }) }
}

fn read_part(out: Out<'_>, table: Table) -> Part {
    let mut r = Reader::new(out, table, "a part of a payload");
    let name = r.name();
    let doc = r.doc();
    let length = match r.node("length") {
        Slot::Is(At { value, span, key }) => {
            match value.kind {
                Kind::Text(word) => Slot::Is(At { value: Length::Word(word), span, key }),
                Kind::Table(t) => {
                    let mut l = Reader::new(out, t, "`length`");
                    let field = l.text("field");
                    l.require("field", &field);
                    let times = l.whole("times", 1, 1 << 32);
                    let minus = l.whole("minus", 0, 1 << 32);
                    l.finish();
                    Slot::Is(At { value: Length::Computed { field, times, minus }, span, key })
                }
                kind => {
                    out.sink.add(
                    Diagnostic::error(
                        "wrong-kind",
                        span,
                        format!("`length` is a header field, `rest` or a table, not {}", kind.what()),
                    )
                    .help("name a field of the header, or write `{ field = \"...\", times = 4, minus = 20 }`"),
                );
                    Slot::Bad(key)
                }
            }
        }
        Slot::Bad(key) => Slot::Bad(key),
        Slot::Absent => Slot::Absent,
    };
    let ty = r.text("type");
    let count = r.text("count");
    let length = match ["length", "type", "count"].into_iter().find_map(|key| r.misspelt(key)) {
        Some(key) if length.is_absent() => Slot::Bad(key),
        _ => length,
    };
    let whole = r.whole;
    r.finish();
    Part { name, doc, length, ty, count, whole }
}

fn entries(table: Slot<Table>) -> Vec<At<(String, Node)>> {
    let Slot::Is(at) = table else { return Vec::new() };
    at.value
        .entries
        .into_iter()
        .map(|e| At { span: e.value.span, key: e.key_span, value: (e.key, e.value) })
        .collect()
}

/// `[[call]]`
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) doc: Slot<String>,
    pub(crate) request: Slot<String>,
    pub(crate) response: Slot<String>,
    pub(crate) defaults: Vec<At<(String, Node)>>,
    pub(crate) rename: Vec<At<(String, Node)>>,
    pub(crate) many: Vec<At<(String, Node)>>,
    pub(crate) deprecated: Slot<String>,
}

pub(crate) fn read_call(out: Out<'_>, table: Table) -> Item {
    let mut r = Reader::new(out, table, "a call");
    let name = named(r.name());
    let doc = r.doc();
    let request = r.text("request");
    r.require("request", &request);
    let response = r.text("response");
    r.require("response", &response);
    let defaults = entries(r.table("defaults"));
    let rename = entries(r.table("rename"));
    let many = entries(r.table("many"));
    let deprecated = r.filled_text("deprecated");
    let whole = r.whole;
    r.finish();
    Item {
        name,
        whole,
        body: Body::Call(Call { doc, request, response, defaults, rename, many, deprecated }),
    }
}
