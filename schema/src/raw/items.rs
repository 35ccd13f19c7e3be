//! Constants, enums, flag sets and unions as written.

use crate::diagnostic::Diagnostic;
use crate::int::Int;
use crate::ir::Unknown;
use crate::raw::reader::{At, Out, Reader, Slot};
use crate::raw::schema_table::UNKNOWN;
use crate::raw::tree::{Kind, Node, Table};
use crate::raw::{Body, Item, named};
use crate::source::Span;

/// The highest schema version `since` can name.
const MAX_VERSION: u64 = u32::MAX as u64;

/// `since` and `deprecated`.
#[derive(Debug, Default)]
pub(crate) struct Life {
    pub(crate) since: Slot<u64>,
    pub(crate) deprecated: Slot<String>,
}

impl Life {
    pub(crate) fn read(r: &mut Reader<'_>) -> Life {
        Life { since: r.whole("since", 1, MAX_VERSION), deprecated: r.filled_text("deprecated") }
    }
}

/// `[[const]]`
#[derive(Debug)]
pub(crate) struct Const {
    pub(crate) ty: Slot<String>,
    pub(crate) value: Slot<Node>,
    pub(crate) doc: Slot<String>,
}

pub(crate) fn read_const(out: Out<'_>, table: Table) -> Item {
    let mut r = Reader::new(out, table, "a const");
    let name = named(r.name());
    let ty = r.text("type");
    r.require("type", &ty);
    let value = r.node("value");
    r.require("value", &value);
    let doc = r.doc();
    let whole = r.whole;
    r.finish();
    Item { name, whole, body: Body::Const(Const { ty, value, doc }) }
}

/// `[[enum]]`
#[derive(Debug)]
pub(crate) struct Enum {
    pub(crate) ty: Slot<String>,
    pub(crate) unknown: Slot<Unknown>,
    pub(crate) text: Vec<(At<String>, String)>,
    pub(crate) values: Vec<EnumValue>,
    pub(crate) values_slot: Slot<()>,
    pub(crate) doc: Slot<String>,
    pub(crate) life: Life,
}

/// One value of an enum.
#[derive(Debug)]
pub(crate) struct EnumValue {
    pub(crate) name: Slot<String>,
    pub(crate) value: Slot<Int>,
    pub(crate) alias: Slot<String>,
    pub(crate) doc: Slot<String>,
    pub(crate) life: Life,
    /// Text attributes by name.
    pub(crate) text: Vec<At<(String, String)>>,
    pub(crate) whole: Span,
    pub(crate) inline: bool,
}

/// Keys of an enum value, which no text attribute can be called.
const VALUE_KEYS: [&str; 6] = ["name", "value", "alias", "doc", "since", "deprecated"];

pub(crate) fn read_enum(out: Out<'_>, table: Table) -> Item {
    let mut r = Reader::new(out, table, "an enum");
    let name = named(r.name());
    let ty = r.text("type");
    r.require("type", &ty);
    let unknown = r.word("unknown", UNKNOWN);
    let text = read_attributes(out, r.table("text"));
    let tables = r.tables("values");
    r.require("values", &tables);
    let values_slot = without_value(&tables);
    let doc = r.doc();
    let life = Life::read(&mut r);
    let whole = r.whole;
    r.finish();
    let tables = tables.cloned().unwrap_or_default();
    let values = tables.into_iter().map(|t| read_enum_value(out, t, &text)).collect();
    Item { name, whole, body: Body::Enum(Enum { ty, unknown, text, values, values_slot, doc, life }) }
}

/// The state of a slot whose value is looked at elsewhere.
pub(crate) fn without_value<T>(slot: &Slot<T>) -> Slot<()> {
    match slot {
        Slot::Absent => Slot::Absent,
        Slot::Bad(key) => Slot::Bad(*key),
        Slot::Is(at) => Slot::Is(At { value: (), span: at.span, key: at.key }),
    }
}

fn read_attributes(out: Out<'_>, table: Slot<Table>) -> Vec<(At<String>, String)> {
    let mut attributes = Vec::new();
    let Slot::Is(at) = table else { return attributes };
    for e in at.value.entries {
        let name = At { span: e.key_span, key: e.key_span, value: e.key };
        if VALUE_KEYS.contains(&name.value.as_str()) {
            out.sink.add(
                Diagnostic::error(
                    "attribute-name",
                    e.key_span,
                    format!(
                        "a text attribute can't be called `{}`, which is a key of enum values",
                        name.value
                    ),
                )
                .help("choose another name for it"),
            );
        } else if super::names::check(out.sink, &name.value, e.key_span) {
            match e.value.kind {
                Kind::Text(fallback) => {
                    let text = At { value: fallback, span: e.value.span, key: e.key_span };
                    super::reader::printable(out.sink, &name.value, &text);
                    attributes.push((name, text.value));
                }
                Kind::Bad => attributes.push((name, String::new())),
                kind => {
                    out.sink.add(
                        Diagnostic::error(
                            "wrong-kind",
                            e.value.span,
                            format!("the fallback of `{}` is a text, not {}", name.value, kind.what()),
                        )
                        .help("give the text that unknown codes answer"),
                    );
                    attributes.push((name, String::new()));
                }
            }
        }
    }
    attributes
}

fn read_enum_value(out: Out<'_>, table: Table, attributes: &[(At<String>, String)]) -> EnumValue {
    let inline = table.inline;
    let mut r = Reader::new(out, table, "an enum value");
    let name = r.name();
    let value = r.int("value");
    let alias = r.text("alias");
    if alias.is_absent() {
        r.require("value", &value);
    }
    let doc = r.doc();
    let life = Life::read(&mut r);
    let mut text = Vec::new();
    let mut unknown = Vec::new();
    for e in r.rest() {
        if !attributes.iter().any(|(a, _)| a.value == e.key) {
            unknown.push(e);
            continue;
        }
        match e.value.kind {
            Kind::Text(t) => {
                let t = At { value: t, span: e.value.span, key: e.key_span };
                super::reader::printable(out.sink, &e.key, &t);
                text.push(At { value: (e.key, t.value), span: t.span, key: t.key });
            }
            Kind::Bad => {}
            kind => out.sink.add(
                Diagnostic::error(
                    "wrong-kind",
                    e.value.span,
                    format!("the text attribute `{}` is a text, not {}", e.key, kind.what()),
                )
                .help("give a text"),
            ),
        }
    }
    let whole = r.whole;
    for (attribute, _) in attributes {
        r.also_known(&attribute.value, text.iter().any(|t| t.value.0 == attribute.value));
    }
    r.put_back(unknown);
    r.finish();
    EnumValue { name, value, alias, doc, life, text, whole, inline }
}

/// `[[flags]]`
#[derive(Debug)]
pub(crate) struct Flags {
    pub(crate) ty: Slot<String>,
    pub(crate) values: Vec<FlagValue>,
    pub(crate) values_slot: Slot<()>,
    pub(crate) doc: Slot<String>,
}

/// One value of a flag set.
#[derive(Debug)]
pub(crate) struct FlagValue {
    pub(crate) name: Slot<String>,
    pub(crate) bit: Slot<u64>,
    pub(crate) bits: Slot<String>,
    pub(crate) doc: Slot<String>,
    pub(crate) whole: Span,
}

pub(crate) fn read_flags(out: Out<'_>, table: Table) -> Item {
    let mut r = Reader::new(out, table, "a flag set");
    let name = named(r.name());
    let ty = r.text("type");
    r.require("type", &ty);
    let tables = r.tables("values");
    r.require("values", &tables);
    let values_slot = without_value(&tables);
    let doc = r.doc();
    let whole = r.whole;
    r.finish();
    let values = tables
        .cloned()
        .unwrap_or_default()
        .into_iter()
        .map(|t| {
            let mut r = Reader::new(out, t, "a flag");
            let name = r.name();
            let bit = r.whole("bit", 0, 127);
            let bits = r.text("bits");
            let doc = r.doc();
            let whole = r.whole;
            r.finish();
            FlagValue { name, bit, bits, doc, whole }
        })
        .collect();
    Item { name, whole, body: Body::Flags(Flags { ty, values, values_slot, doc }) }
}

/// `[[union]]`
#[derive(Debug)]
pub(crate) struct Union {
    pub(crate) tag: Slot<String>,
    pub(crate) members: Vec<UnionMember>,
    pub(crate) members_slot: Slot<()>,
    pub(crate) doc: Slot<String>,
}

/// One member of a union.
#[derive(Debug)]
pub(crate) struct UnionMember {
    pub(crate) name: Slot<String>,
    pub(crate) ty: Slot<String>,
    /// Always a list, also where one value was written.
    pub(crate) when: Slot<Vec<Node>>,
    pub(crate) otherwise: Slot<bool>,
    pub(crate) doc: Slot<String>,
    pub(crate) whole: Span,
    pub(crate) inline: bool,
}

pub(crate) fn read_union(out: Out<'_>, table: Table) -> Item {
    let mut r = Reader::new(out, table, "a union");
    let name = named(r.name());
    let tag = r.text("tag");
    let tables = r.tables("members");
    r.require("members", &tables);
    let members_slot = without_value(&tables);
    let doc = r.doc();
    let whole = r.whole;
    r.finish();
    let members =
        tables.cloned().unwrap_or_default().into_iter().map(|t| read_union_member(out, t)).collect();
    Item { name, whole, body: Body::Union(Union { tag, members, members_slot, doc }) }
}

fn read_union_member(out: Out<'_>, table: Table) -> UnionMember {
    let mut r = Reader::new(out, table, "a union member");
    let name = r.name();
    let ty = r.text("type");
    r.require("type", &ty);
    let when = match r.node("when") {
        Slot::Is(at) => {
            let (span, key) = (at.span, at.key);
            let value = match at.value.kind {
                Kind::List(list) => list,
                _ => vec![at.value],
            };
            Slot::Is(At { value, span, key })
        }
        Slot::Bad(key) => Slot::Bad(key),
        Slot::Absent => Slot::Absent,
    };
    let otherwise = r.bool("otherwise");
    let doc = r.doc();
    let (whole, inline) = (r.whole, r.inline);
    r.finish();
    UnionMember { name, ty, when, otherwise, doc, whole, inline }
}
