//! Calls: parameters of a request, resolved once for all languages.

use crate::check::messages::computed;
use crate::check::{unique, value_rules};
use crate::diagnostic::Diagnostic;
use crate::int::Int;
use crate::ir::{
    BitKind, FieldKind, ItemId, Literal, Many, MessageId, ModuleId, Operation, Param, ParamRole, StructDef,
    ValueRules, Via,
};
use crate::raw::messages::Call;
use crate::raw::reader::shorten;
use crate::raw::tree::{Kind, Node};
use crate::raw::{At, Body, Slot};
use crate::resolve::Ctx;
use crate::resolve::index::{Found, Index};
use crate::resolve::values::{Want, listed};
use crate::source::Span;

/// Builds every call.
pub(crate) fn build(ctx: &mut Ctx<'_>) {
    for entry in ctx.index.calls.clone() {
        let (module, item) = entry;
        let Body::Call(raw) = &item.body else { continue };
        let request = message(ctx, module, &raw.request);
        let response = message(ctx, module, &raw.response);
        let mut params = Vec::new();
        let mut many = Vec::new();
        if let Some(request) = request {
            has_id(ctx, request, &raw.request);
            let draft = draft(ctx, request);
            let known: Vec<&str> = draft.iter().map(|d| d.name.as_str()).collect();
            check_keys(ctx, &known, &raw.defaults, "defaults");
            check_keys(ctx, &known, &raw.rename, "rename");
            params = finish(ctx, module, raw, request, draft);
            many = variants(ctx, raw, &mut params);
        }
        ctx.schema.operations.push(Operation {
            site: Index::site(entry),
            name: item.name.as_ref().map(|n| n.value.clone()).unwrap_or_default(),
            doc: raw.doc.cloned(),
            via: Via::Transport {
                request: request.unwrap_or(MessageId(0)),
                response: response.unwrap_or(MessageId(0)),
            },
            params: params.into_iter().map(|(_, p)| p).collect(),
            many,
            deprecated: raw.deprecated.cloned(),
        });
    }
}

fn message(ctx: &Ctx<'_>, module: ModuleId, slot: &Slot<String>) -> Option<MessageId> {
    let at = slot.get()?;
    match ctx.index.find(module, &at.value, at.span, ctx.sink) {
        Found::Item(ItemId::Message(id)) => ctx.message_ok[id.index()].then_some(id),
        Found::Reported => None,
        Found::Item(_) | Found::Nothing => {
            let e = Diagnostic::error(
                "unknown-message",
                at.span,
                format!("there is no message `{}`", shorten(&at.value)),
            );
            let near = ctx.near(&at.value, |id| matches!(id, ItemId::Message(_)));
            ctx.sink.add(match near {
                Some(near) => e.fix(format!("write `{near}`"), at.span, format!("\"{near}\"")),
                None => e.help("declare the message, or import the file that does"),
            });
            None
        }
    }
}

/// A transport sends an id with each request.
fn has_id(ctx: &Ctx<'_>, request: MessageId, slot: &Slot<String>) {
    let def = &ctx.schema.messages[request.index()];
    if def.id.is_none()
        && let Some(at) = slot.get()
    {
        ctx.sink.add(
            Diagnostic::error(
                "request-without-id",
                at.span,
                format!("`{}` has no id to call with", def.name),
            )
            .other(def.site.name, "the message")
            .help("add `id = ...` to the message"),
        );
    }
}

/// A parameter by the name of what it gives.
struct Draft {
    name: String,
    role: ParamRole,
}

fn header<'a>(ctx: &'a Ctx<'_>, request: MessageId) -> &'a StructDef {
    &ctx.schema.structs[ctx.schema.messages[request.index()].header.index()]
}

fn draft(ctx: &Ctx<'_>, request: MessageId) -> Vec<Draft> {
    let def = &ctx.schema.messages[request.index()];
    let lengths: Vec<u32> = computed(def).collect();
    let parts = def
        .parts
        .iter()
        .enumerate()
        .map(|(i, p)| Draft { name: p.name.clone(), role: ParamRole::Part(i as u32) });
    let members = header(ctx, request).members.iter().enumerate();
    let members = members
        .filter(|(i, _)| !lengths.contains(&(*i as u32)))
        .map(|(i, m)| Draft { name: m.name.clone(), role: ParamRole::Member(i as u32) });
    parts.chain(members).collect()
}

/// Keys of `defaults` and `rename` are parameters.
fn check_keys(ctx: &Ctx<'_>, known: &[&str], entries: &[At<(String, Node)>], key: &str) {
    for at in entries {
        if !known.contains(&at.value.0.as_str()) {
            ctx.sink.add(no_parameter(ctx, &at.value.0, at.key, key, known, false));
        }
    }
}

fn no_parameter(
    ctx: &Ctx<'_>,
    name: &str,
    span: Span,
    key: &str,
    known: &[&str],
    quoted: bool,
) -> Diagnostic {
    let e = Diagnostic::error(
        "unknown-parameter",
        span,
        format!("`{key}` names `{}`, which the request doesn't take", shorten(name)),
    );
    match ctx.nearest(name, known.iter().copied()) {
        Some(near) => {
            let text = if quoted { format!("\"{near}\"") } else { near.to_owned() };
            e.fix(format!("write `{near}`"), span, text)
        }
        None => e.help(format!("it takes {}", listed(known.iter().copied()))),
    }
}

/// Parameters with defaults and new names, in order, each with the name of what it gives.
fn finish(
    ctx: &Ctx<'_>,
    module: ModuleId,
    raw: &Call,
    request: MessageId,
    drafts: Vec<Draft>,
) -> Vec<(String, Param)> {
    let mut params: Vec<(String, Param)> = Vec::with_capacity(drafts.len());
    let mut places: Vec<Span> = Vec::with_capacity(drafts.len());
    for d in drafts {
        let given = raw.defaults.iter().find(|at| at.value.0 == d.name);
        let (default, doc) = match d.role {
            ParamRole::Part(i) => {
                if let Some(at) = given {
                    ctx.sink.add(
                        Diagnostic::error(
                            "bad-default",
                            at.key,
                            format!("`{}` is a part of the payload, which has no default", d.name),
                        )
                        .help("take it away from `defaults`"),
                    );
                }
                (None, ctx.schema.messages[request.index()].parts[i as usize].doc.clone())
            }
            ParamRole::Member(m) => member(ctx, module, header(ctx, request), m, given),
        };
        let mut name = d.name.clone();
        let mut span = raw
            .request
            .get()
            .map_or(Span { file: ctx.files[module.index()].id, start: 0, end: 0 }, |at| at.span);
        if let Some(at) = raw.rename.iter().find(|at| at.value.0 == d.name) {
            span = at.span;
            match &at.value.1.kind {
                Kind::Text(new) if crate::raw::names::check(ctx.sink, new, at.span) => name.clone_from(new),
                Kind::Text(_) | Kind::Bad => {}
                kind => ctx.sink.add(
                    Diagnostic::error(
                        "wrong-kind",
                        at.span,
                        format!("a new name is a text, not {}", kind.what()),
                    )
                    .help("give the new name as a text"),
                ),
            }
        }
        places.push(span);
        params.push((d.name, Param { name, doc, role: d.role, default }));
    }
    unique(ctx, "the parameters of this call", params.iter().map(|(_, p)| p.name.as_str()).zip(places));
    // Stable, so that each group stays in the order of the struct.
    params.sort_by_key(|(_, p)| match p.role {
        ParamRole::Part(_) => 0,
        ParamRole::Member(_) => 1 + u8::from(p.default.is_some()),
    });
    params
}

/// Default and documentation of a header member.
fn member(
    ctx: &Ctx<'_>,
    module: ModuleId,
    header: &StructDef,
    member: u32,
    given: Option<&At<(String, Node)>>,
) -> (Option<Literal>, Option<String>) {
    let m = &header.members[member as usize];
    let f = &header.fields[m.field as usize];
    let (want, rules, doc): (Option<Want>, &ValueRules, &Option<String>) = match (&f.kind, m.item) {
        (FieldKind::Bits(_, items), Some(i)) => {
            let item = &items[i as usize];
            let high = Int::from(item.bits.value_mask());
            let want = match item.kind {
                BitKind::Unsigned => Some(Want::Int { low: Int::ZERO, high }),
                BitKind::Signed => {
                    let half = 1u128 << (item.bits.width - 1);
                    Some(Want::Int {
                        low: Int::from_bits(half, item.bits.width, true),
                        high: Int::from(half - 1),
                    })
                }
                BitKind::Bool => Some(Want::Bool),
                BitKind::Enum(id) => Some(Want::Enum { id, low: Int::ZERO, high }),
                BitKind::Flags(id) => Some(Want::Flags { id, high }),
                BitKind::Reserved(_) => None,
            };
            (want, &item.rules, &item.doc)
        }
        (FieldKind::Value(ty), _) => (Want::of(ctx, ty, f.text), &f.rules, &f.doc),
        _ => (None, &f.rules, &f.doc),
    };
    let default = match (given, want) {
        (Some(at), Some(want)) => value_rules::default(ctx, module, &at.value.1, &want)
            .filter(|l| value_rules::allowed(ctx, rules, l, "default")),
        (Some(at), None) => {
            ctx.sink.add(
                Diagnostic::error(
                    "bad-default",
                    at.key,
                    format!("`{}` is of a type that has no default", m.name),
                )
                .help("take it away from `defaults`"),
            );
            None
        }
        (None, _) => rules.default.clone(),
    };
    (default, doc.clone())
}

/// Variants that call once for each of a list.
fn variants(ctx: &Ctx<'_>, raw: &Call, params: &mut [(String, Param)]) -> Vec<Many> {
    let known: Vec<&str> = params.iter().map(|(n, _)| n.as_str()).collect();
    let mut variants = Vec::new();
    for at in &raw.many {
        let (name, value) = &at.value;
        crate::raw::names::check(ctx.sink, name, at.key);
        let Kind::List(list) = &value.kind else {
            if !matches!(value.kind, Kind::Bad) {
                ctx.sink.add(
                    Diagnostic::error(
                        "wrong-kind",
                        at.span,
                        format!("`many` lists parameters, not {}", value.kind.what()),
                    )
                    .help("write `sizes = [\"width\", \"height\"]`"),
                );
            }
            continue;
        };
        if list.is_empty() {
            ctx.sink.add(
                Diagnostic::error("empty-many", at.span, "nothing would change from call to call")
                    .help("list the parameters that each entry gives"),
            );
        }
        let mut indices: Vec<u32> = Vec::new();
        for node in list {
            let Kind::Text(param) = &node.kind else {
                if !matches!(node.kind, Kind::Bad) {
                    ctx.sink.add(
                        Diagnostic::error("wrong-kind", node.span, "the name of a parameter is wanted")
                            .help("give a text"),
                    );
                }
                continue;
            };
            match known.iter().position(|k| k == param) {
                Some(i) if indices.contains(&(i as u32)) => ctx.sink.add(
                    Diagnostic::error(
                        "duplicate-part",
                        node.span,
                        format!("`{param}` is given twice in this list"),
                    )
                    .help("take one of the two away"),
                ),
                Some(i) => indices.push(i as u32),
                None => ctx.sink.add(no_parameter(ctx, param, node.span, "many", &known, true)),
            }
        }
        variants.push(Many { name: name.clone(), params: indices });
    }
    variants
}
