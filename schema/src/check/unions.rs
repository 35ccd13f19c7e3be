//! Unions: members, size and alignment. What their tags mean is looked at with the structs that hold them.

use crate::check::unique;
use crate::diagnostic::Diagnostic;
use crate::edit;
use crate::ir::{ByteOrder, MAX_STRUCT_SIZE, UnionDef, UnionId, UnionMember, WireType};
use crate::layout;
use crate::raw::Body;
use crate::raw::items::Union;
use crate::resolve::Ctx;
use crate::resolve::index::Index;
use crate::resolve::types::too_large;
use crate::source::Span;

/// The entry of every union, members without a size yet.
pub(crate) fn declare(ctx: &mut Ctx<'_>) {
    for entry in ctx.index.unions.clone() {
        let item = entry.1;
        let Body::Union(raw) = &item.body else { continue };
        ctx.schema.unions.push(UnionDef {
            site: Index::site(entry),
            name: item.name.as_ref().map(|n| n.value.clone()).unwrap_or_default(),
            doc: raw.doc.cloned(),
            tag: raw.tag.cloned(),
            size: 0,
            align: 1,
            members: Vec::new(),
        });
        ctx.union_ok.push(false);
    }
}

/// Fills in the members of a union whose members' types are all known.
pub(crate) fn build(ctx: &mut Ctx<'_>, id: UnionId, types: &[Option<(WireType, Span)>]) {
    let (module, item) = ctx.index.unions[id.index()];
    let Body::Union(raw) = &item.body else { return };
    let before = ctx.sink.errors();
    unique(
        ctx,
        "this union",
        raw.members.iter().filter_map(|m| m.name.get()).map(|n| (n.value.as_str(), n.span)),
    );
    tag_keys(ctx, raw);
    let file_order = ctx.files[module.index()].schema.endian;
    let (mut size, mut align, mut members) = (0u64, 1u64, Vec::new());
    let mut known = types.len() == raw.members.len() && raw.members_slot.get().is_some();
    if raw.members.is_empty() && raw.members_slot.get().is_some() && ctx.sink.errors() == before {
        let span = raw.members_slot.get().map_or(item.whole, |at| at.span);
        ctx.sink.add(
            Diagnostic::error("empty-union", span, "a union without members")
                .help("give at least one member"),
        );
    }
    for (m, ty) in raw.members.iter().zip(types) {
        let Some((ty, span)) = ty else {
            known = false;
            continue;
        };
        if !suits(ctx, ty, *span) {
            known = false;
            continue;
        }
        let Some(extent) = layout::extent(ctx, ty) else {
            known = false;
            continue;
        };
        if extent.size > MAX_STRUCT_SIZE {
            ctx.sink.add(too_large(*span, Some(extent.size)));
            known = false;
            continue;
        }
        size = size.max(extent.size);
        align = align.max(extent.align);
        members.push(UnionMember {
            name: m.name.cloned().unwrap_or_default(),
            name_span: m.name.get().map_or(m.whole, |n| n.span),
            doc: m.doc.cloned(),
            ty: ty.clone(),
            order: layout::order_of(ctx, ty, file_order).unwrap_or(ByteOrder::Little),
            size: extent.size,
            when: Vec::new(),
            otherwise: m.otherwise.value() == Some(&true),
        });
    }
    let def = &mut ctx.schema.unions[id.index()];
    def.size = layout::align_up(size, align);
    def.align = align;
    def.members = members;
    ctx.union_ok[id.index()] = known && ctx.sink.errors() == before;
}

/// What a member may be.
fn suits(ctx: &Ctx<'_>, ty: &WireType, span: Span) -> bool {
    let (what, help) = match ty.element().0 {
        WireType::Char(_) | WireType::Char16(_) => {
            ("text", "declare it as `bytes[N]`, or put it into a struct that is the member")
        }
        WireType::Union(_) => ("a union", "put it into a struct that is the member"),
        WireType::Host(_) => ("a type that depends on the host", "use a type of fixed size"),
        WireType::Struct(id) if !ctx.schema.structs[id.index()].has_codec() => {
            ("a struct with types that depend on the host", "use types of fixed size")
        }
        _ => return true,
    };
    ctx.sink.add(
        Diagnostic::error("union-member-type", span, format!("a union member can't be {what}")).help(help),
    );
    false
}

/// With a tag every member says when it is meant; without one, none does.
fn tag_keys(ctx: &Ctx<'_>, raw: &Union) {
    let mut otherwise: Option<Span> = None;
    for m in &raw.members {
        let says_when = m.when.get().map(|at| (at.key, at.span));
        let says_otherwise = m.otherwise.get().map(|at| (at.key, at.span));
        if raw.tag.is_absent() {
            for (key, value) in says_when.into_iter().chain(says_otherwise) {
                let e =
                    Diagnostic::error("union-tag", key, "the union has no tag that could mean this member");
                ctx.sink.add(match edit::removal(ctx.sources, key, value, m.inline) {
                    Some(place) => e.fix("take the key away, or give the union a `tag`", place, ""),
                    None => e.help("take the key away, or give the union a `tag`"),
                });
            }
            continue;
        }
        if m.when.is_absent() && m.otherwise.is_absent() {
            let span = m.name.get().map_or(m.whole, |n| n.span);
            ctx.sink.add(Diagnostic::error("union-tag", span, "no value of the tag means this member").help(
                "add `when = [...]`, or `otherwise = true` for all values that no other member claims",
            ));
        }
        if let (Some(_), Some((key, value))) = (says_when, says_otherwise) {
            let e = Diagnostic::error("union-tag", key, "`when` and `otherwise` are both given");
            ctx.sink.add(match edit::removal(ctx.sources, key, value, m.inline) {
                Some(place) => e.fix("keep `when`", place, ""),
                None => e.help("keep one of the two"),
            });
        }
        if let Some(at) = m.when.get()
            && at.value.is_empty()
        {
            ctx.sink.add(
                Diagnostic::error("union-tag", at.span, "an empty `when` means this member never")
                    .help("list the values of the tag that mean it"),
            );
        }
        if m.otherwise.value() == Some(&true) {
            match (otherwise, says_otherwise) {
                (Some(first), Some((key, _))) => ctx.sink.add(
                    Diagnostic::error("union-tag", key, "only one member can be `otherwise`")
                        .other(first, "the first one")
                        .help("list values with `when` for one of the two"),
                ),
                (None, Some((key, _))) => otherwise = Some(key),
                _ => {}
            }
        } else if m.otherwise.value() == Some(&false) && m.when.is_absent() {
            ctx.sink.add(
                Diagnostic::error("union-tag", m.whole, "no value of the tag means this member")
                    .help("add `when = [...]`, or write `otherwise = true`"),
            );
        }
    }
}
