//! Messages: a header and what follows it.

use crate::check::{tags, unique};
use crate::diagnostic::Diagnostic;
use crate::int::Int;
use crate::ir::{
    BitKind, ByteOrder, FieldKind, Helper, HelperKind, ItemId, Length, MessageDef, ModuleId, Part, PartKind,
    Role, StructDef, StructId, WireType,
};
use crate::raw::messages::{Length as RawLength, Message, Part as RawPart};
use crate::raw::reader::shorten;
use crate::raw::tree::{Kind, Node};
use crate::raw::{At, Body, Slot};
use crate::resolve::Ctx;
use crate::resolve::index::{Found, Index};
use crate::resolve::values::{Want, listed, literal};
use crate::source::Span;

/// Builds every message.
pub(crate) fn build(ctx: &mut Ctx<'_>) {
    for entry in ctx.index.messages.clone() {
        let (module, item) = entry;
        let Body::Message(raw) = &item.body else { continue };
        let before = ctx.sink.errors();
        let want = Want::Int { low: Int::ZERO, high: Int::from(u32::MAX) };
        let id = raw.id.get().and_then(|at| literal(ctx, module, &at.value, &want));
        let header = header(ctx, module, &raw.header);
        let mut def = MessageDef {
            site: Index::site(entry),
            name: item.name.as_ref().map(|n| n.value.clone()).unwrap_or_default(),
            doc: raw.doc.cloned(),
            id,
            header: header.unwrap_or(StructId(0)),
            parts: Vec::new(),
            helpers: Vec::new(),
        };
        if let Some(header) = header {
            def.parts = parts(ctx, module, raw, header);
            names(ctx, raw, header);
            if ctx.sink.errors() == before {
                def.helpers = helpers(ctx, raw, header, &def.parts);
            }
        }
        // Without an error of its own it may still rest on a struct that has one.
        let whole = header.is_some_and(|h| ctx.struct_clean[h.index()]) && def.parts.len() == raw.parts.len();
        ctx.schema.messages.push(def);
        ctx.message_ok.push(whole && ctx.sink.errors() == before);
    }
}

/// The struct a text names. None after an error, also an earlier one in the struct.
fn named_struct(ctx: &Ctx<'_>, module: ModuleId, at: &At<String>, what: &str) -> Option<StructId> {
    let id = match ctx.index.find(module, &at.value, at.span, ctx.sink) {
        Found::Item(ItemId::Struct(id)) => id,
        Found::Reported => return None,
        Found::Item(_) | Found::Nothing => {
            let e = Diagnostic::error(
                "unknown-struct",
                at.span,
                format!("there is no struct `{}`", shorten(&at.value)),
            );
            let near = ctx.near(&at.value, |id| matches!(id, ItemId::Struct(_)));
            ctx.sink.add(match near {
                Some(near) => e.fix(format!("write `{near}`"), at.span, format!("\"{near}\"")),
                None => e.help(format!("{what} is a struct: declare it, or import the file that does")),
            });
            return None;
        }
    };
    if !ctx.struct_ok[id.index()] {
        return None;
    }
    let def = &ctx.schema.structs[id.index()];
    if !def.has_codec() {
        ctx.sink.add(
            Diagnostic::error(
                "host-type",
                at.span,
                format!("`{}` has no bytes that are the same on every host", def.name),
            )
            .other(def.site.name, "the struct")
            .help("use a struct without types that depend on the host"),
        );
        return None;
    }
    Some(id)
}

fn header(ctx: &Ctx<'_>, module: ModuleId, slot: &Slot<String>) -> Option<StructId> {
    named_struct(ctx, module, slot.get()?, "a header")
}

fn parts(ctx: &Ctx<'_>, module: ModuleId, raw: &Message, header: StructId) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lengths: Vec<(u32, Span)> = Vec::new();
    for (i, p) in raw.parts.iter().enumerate() {
        let is_last = i + 1 == raw.parts.len();
        let kind = if !p.ty.is_absent() || !p.count.is_absent() {
            records(ctx, module, p, header, &mut lengths)
        } else {
            bytes(ctx, p, header, is_last, &mut lengths)
        };
        let Some(kind) = kind else { continue };
        parts.push(Part {
            name: p.name.cloned().unwrap_or_default(),
            name_span: p.name.get().map_or(p.whole, |n| n.span),
            doc: p.doc.cloned(),
            kind,
        });
    }
    parts
}

/// Two parts can't both be what one field counts.
fn claim(ctx: &Ctx<'_>, lengths: &mut Vec<(u32, Span)>, member: u32, span: Span) {
    match lengths.iter().find(|(m, _)| *m == member) {
        Some((_, first)) => ctx.sink.add(
            Diagnostic::error("length-shared", span, "this field is the length of two parts")
                .label("again here")
                .other(*first, "first here")
                .help("give each part a field of its own"),
        ),
        None => lengths.push((member, span)),
    }
}

fn bytes(
    ctx: &Ctx<'_>,
    p: &RawPart,
    header: StructId,
    is_last: bool,
    lengths: &mut Vec<(u32, Span)>,
) -> Option<PartKind> {
    let Some(at) = p.length.get() else {
        if p.length.is_absent() {
            ctx.sink.add(
                Diagnostic::error("missing-key", p.whole, "nothing says how long this part is")
                    .help("add `length = \"...\"` with a field of the header, `length = \"rest\"`, or `type` and `count`"),
            );
        }
        return None;
    };
    let (field, times, minus) = match &at.value {
        RawLength::Word(word) if word == "rest" => {
            if !is_last {
                ctx.sink.add(
                    Diagnostic::error("rest-not-last", at.span, "only the last part can have the rest")
                        .help("move the part to the end, or name a field of the header"),
                );
            }
            return Some(PartKind::Rest);
        }
        RawLength::Word(word) => (At { value: word.clone(), span: at.span, key: at.key }, 1, 0),
        RawLength::Computed { field, times, minus } => {
            (field.get()?.clone(), times.cloned().unwrap_or(1), minus.cloned().unwrap_or(0))
        }
    };
    let member = counting_member(ctx, header, &field, "length")?;
    claim(ctx, lengths, member, field.span);
    Some(PartKind::Bytes(Length { member, times, minus }))
}

fn records(
    ctx: &Ctx<'_>,
    module: ModuleId,
    p: &RawPart,
    header: StructId,
    lengths: &mut Vec<(u32, Span)>,
) -> Option<PartKind> {
    if let Some(at) = p.length.get() {
        ctx.sink.add(
            Diagnostic::error("conflicting-keys", at.key, "records are counted; they have no `length`")
                .help("keep `type` and `count`, or `length` for plain bytes"),
        );
        return None;
    }
    for (name, slot) in [("type", &p.ty), ("count", &p.count)] {
        if slot.is_absent() {
            ctx.sink.add(
                Diagnostic::error("missing-key", p.whole, format!("records need `{name}`"))
                    .help("give `type`, a struct, and `count`, a field of the header"),
            );
        }
    }
    let record = p.ty.get().and_then(|at| named_struct(ctx, module, at, "the type of records"));
    let count = p.count.get().and_then(|at| {
        let member = counting_member(ctx, header, at, "count")?;
        claim(ctx, lengths, member, at.span);
        Some(member)
    });
    let (record, at) = (record?, p.ty.get()?);
    let (outer, inner) = (&ctx.schema.structs[header.index()], &ctx.schema.structs[record.index()]);
    if inner.endian == ByteOrder::Either && outer.endian != ByteOrder::Either {
        ctx.sink.add(
            Diagnostic::error(
                "either-in-fixed",
                at.span,
                "the records are of either byte order, the header of one",
            )
            .other(inner.site.name, "the records")
            .help("say `endian = \"either\"` on the header, or fix the order of the records"),
        );
    }
    Some(PartKind::Records(record, count?))
}

/// The member of the header that says how many.
fn counting_member(ctx: &Ctx<'_>, header: StructId, at: &At<String>, key: &str) -> Option<u32> {
    let def = &ctx.schema.structs[header.index()];
    let error = |what: String| {
        Diagnostic::error("bad-length-field", at.span, what).other(def.site.name, "the header")
    };
    let Some(used) = tags::find(def, &at.value) else {
        if !ctx.struct_clean[header.index()] {
            return None;
        }
        let numbers = def.members.iter().filter(|m| is_count(def, m.field, m.item)).map(|m| m.name.as_str());
        let e = error(format!("`{}` has no field `{}`", def.name, shorten(&at.value)));
        ctx.sink.add(match ctx.nearest(&at.value, numbers.clone()) {
            Some(near) => e.fix(format!("write `{near}`"), at.span, format!("\"{near}\"")),
            None => e.help(format!("`{key}` names an integer field of the header: {}", listed(numbers))),
        });
        return None;
    };
    let member = def.members.iter().position(|m| m.field == used.field && m.item == used.item);
    match member {
        Some(m) if is_count(def, used.field, used.item) => Some(m as u32),
        Some(_) => {
            ctx.sink.add(
                error(format!("`{}` is not a single integer", at.value))
                    .help(format!("`{key}` names an integer field of the header")),
            );
            None
        }
        None if matches!(def.fields[used.field as usize].kind, FieldKind::Bits(..))
            && used.item.is_none() =>
        {
            ctx.sink.add(
                error(format!("`{}` is split into bits", at.value))
                    .help(format!("`{key}` names one of its items")),
            );
            None
        }
        None => {
            ctx.sink.add(
                error(format!("`{}` always has the same value", at.value))
                    .help(format!("`{key}` names a field that is neither const nor reserved")),
            );
            None
        }
    }
}

fn is_count(def: &StructDef, field: u32, item: Option<u32>) -> bool {
    let field = &def.fields[field as usize];
    match (&field.kind, item) {
        (FieldKind::Value(WireType::Scalar(s)), None) => s.is_integer() && field.role != Some(Role::Size),
        (FieldKind::Bits(_, items), Some(i)) => {
            matches!(items[i as usize].kind, BitKind::Unsigned | BitKind::Signed)
        }
        _ => false,
    }
}

/// Parts and helpers stand beside the members of the header in generated code.
fn names(ctx: &Ctx<'_>, raw: &Message, header: StructId) {
    let def = &ctx.schema.structs[header.index()];
    let members = def.members.iter().map(|m| {
        let f = &def.fields[m.field as usize];
        let span = match (&f.kind, m.item) {
            (FieldKind::Bits(_, items), Some(i)) => items[i as usize].name_span,
            _ => f.name_span,
        };
        (m.name.as_str(), span)
    });
    let parts = raw.parts.iter().filter_map(|p| p.name.get()).map(|n| (n.value.as_str(), n.span));
    let helpers = raw.derive.iter().map(|d| (d.value.0.as_str(), d.key));
    // A struct's own members differ, or that was reported.
    let mut own: Vec<&str> = members.clone().map(|(n, _)| n).collect();
    own.sort_unstable();
    if own.windows(2).all(|w| w[0] != w[1]) {
        unique(ctx, "this message", members.chain(parts).chain(helpers));
    }
}

fn helpers(ctx: &Ctx<'_>, raw: &Message, header: StructId, parts: &[Part]) -> Vec<Helper> {
    let mut helpers = Vec::new();
    for at in &raw.derive {
        let (name, value) = &at.value;
        let kind = match name.as_str() {
            "dimensions" => dimensions(ctx, header, value),
            "size_kb" => size_kb(ctx, value, parts),
            _ => attribute(ctx, header, name, at.key, value),
        };
        helpers.extend(kind.map(|kind| Helper { name: name.clone(), kind }));
    }
    helpers
}

fn helper_error(span: Span, what: String, help: &str) -> Diagnostic {
    Diagnostic::error("bad-helper", span, what).help(help)
}

fn member_named(ctx: &Ctx<'_>, header: StructId, name: &str, span: Span) -> Option<u32> {
    let def = &ctx.schema.structs[header.index()];
    if let Some(m) = def.members.iter().position(|m| m.name == name) {
        return Some(m as u32);
    }
    if !ctx.struct_clean[header.index()] {
        return None;
    }
    let e = Diagnostic::error("bad-helper", span, format!("`{}` has no field `{}`", def.name, shorten(name)))
        .other(def.site.name, "the header");
    let all = def.members.iter().map(|m| m.name.as_str());
    ctx.sink.add(match ctx.nearest(name, all.clone()) {
        Some(near) => e.fix(format!("write `{near}`"), span, format!("\"{near}\"")),
        None => e.help(format!("its fields are {}", listed(all))),
    });
    None
}

fn dimensions(ctx: &Ctx<'_>, header: StructId, value: &Node) -> Option<HelperKind> {
    let Kind::List(list) = &value.kind else {
        ctx.sink.add(helper_error(
            value.span,
            format!("`dimensions` is a list of fields, not {}", value.kind.what()),
            "write `[\"width\", \"height\"]`",
        ));
        return None;
    };
    if list.is_empty() {
        ctx.sink.add(helper_error(value.span, "no fields to join".into(), "write `[\"width\", \"height\"]`"));
    }
    let mut members = Vec::new();
    for node in list {
        let Kind::Text(name) = &node.kind else {
            ctx.sink.add(helper_error(node.span, "the name of a field is wanted".into(), "give a text"));
            continue;
        };
        let Some(m) = member_named(ctx, header, name, node.span) else { continue };
        let def = &ctx.schema.structs[header.index()];
        let member = &def.members[m as usize];
        if is_count(def, member.field, member.item) {
            members.push(m);
        } else {
            ctx.sink.add(helper_error(
                node.span,
                format!("`{name}` is not a single integer"),
                "name integer fields",
            ));
        }
    }
    Some(HelperKind::Dimensions(members))
}

fn size_kb(ctx: &Ctx<'_>, value: &Node, parts: &[Part]) -> Option<HelperKind> {
    let Kind::Text(name) = &value.kind else {
        ctx.sink.add(helper_error(
            value.span,
            format!("`size_kb` is `payload` or a part's name, not {}", value.kind.what()),
            "write `\"payload\"`",
        ));
        return None;
    };
    if let Some(i) = parts.iter().position(|p| p.name == *name) {
        return Some(HelperKind::SizeKb(Some(i as u32)));
    }
    if name == "payload" && !parts.is_empty() {
        return Some(HelperKind::SizeKb(None));
    }
    let e =
        Diagnostic::error("bad-helper", value.span, format!("the message has no part `{}`", shorten(name)));
    ctx.sink.add(
        match ctx.nearest(
            name,
            parts.iter().map(|p| p.name.as_str()).chain((!parts.is_empty()).then_some("payload")),
        ) {
            Some(near) => e.fix(format!("write `{near}`"), value.span, format!("\"{near}\"")),
            None => e.help("name a part of the payload"),
        },
    );
    None
}

/// Any other helper is a text attribute of an enum.
fn attribute(ctx: &Ctx<'_>, header: StructId, key: &str, key_span: Span, value: &Node) -> Option<HelperKind> {
    let Kind::Text(name) = &value.kind else {
        ctx.sink.add(helper_error(
            value.span,
            format!("`{}` is the name of an enum field, not {}", shorten(key), value.kind.what()),
            "give a text",
        ));
        return None;
    };
    let m = member_named(ctx, header, name, value.span)?;
    let def = &ctx.schema.structs[header.index()];
    let member = &def.members[m as usize];
    let id = match (&def.fields[member.field as usize].kind, member.item) {
        (FieldKind::Value(WireType::Enum(id)), None) => Some(*id),
        (FieldKind::Bits(_, items), Some(i)) => match items[i as usize].kind {
            BitKind::Enum(id) => Some(id),
            _ => None,
        },
        _ => None,
    };
    let Some(id) = id else {
        ctx.sink.add(helper_error(
            value.span,
            format!("`{name}` is not a single enum, so it has no text attribute `{}`", shorten(key)),
            "helpers are `dimensions`, `size_kb` and the text attributes of enum fields",
        ));
        return None;
    };
    let text = &ctx.schema.enums[id.index()].text;
    if let Some(i) = text.iter().position(|t| t.name == key) {
        return Some(HelperKind::Text(m, i as u32));
    }
    let e = Diagnostic::error(
        "bad-helper",
        key_span,
        format!("`{}` has no text attribute `{}`", ctx.schema.enums[id.index()].name, shorten(key)),
    )
    .other(ctx.schema.enums[id.index()].site.name, "the enum");
    ctx.sink.add(match ctx.nearest(key, text.iter().map(|t| t.name.as_str())) {
        Some(near) => e.fix(format!("write `{near}`"), key_span, near),
        None => e.help("add the attribute to `text` of the enum"),
    });
    None
}

/// Values that a computed length of a message gives a header member.
pub(crate) fn computed(def: &MessageDef) -> impl Iterator<Item = u32> + '_ {
    def.parts.iter().filter_map(|p| match &p.kind {
        PartKind::Bytes(length) => Some(length.member),
        PartKind::Records(_, member) => Some(*member),
        PartKind::Rest => None,
    })
}
