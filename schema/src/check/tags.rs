//! Tags of unions: where they are, and which values mean which member.

use crate::diagnostic::Diagnostic;
use crate::int::Int;
use crate::ir::{
    BitKind, EnumId, FieldKind, Literal, ModuleId, StructDef, StructId, TagUse, UnionId, Value, WireType,
};
use crate::raw::Body;
use crate::raw::items::Union;
use crate::raw::tree::{Kind, Node};
use crate::resolve::Ctx;
use crate::resolve::values::{Want, literal};
use crate::source::Span;
use std::collections::HashMap;

/// What kind of value a tag has; alike in all structs that hold the union.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TagKind {
    Number,
    Enum(EnumId),
    Bool,
}

/// Finds the tag of every union field, then resolves what its values mean.
pub(crate) fn build(ctx: &mut Ctx<'_>) {
    let mut kinds: Vec<Option<(TagKind, Want, ModuleId, Span)>> = vec![None; ctx.schema.unions.len()];
    let mut used = vec![false; ctx.schema.unions.len()];
    let mut used_at_home = used.clone();
    for s in 0..ctx.schema.structs.len() {
        if !ctx.struct_ok[s] {
            continue;
        }
        let module = ctx.index.structs[s].0;
        for i in 0..ctx.schema.structs[s].fields.len() {
            let field = &ctx.schema.structs[s].fields[i];
            let FieldKind::Value(ty) = &field.kind else { continue };
            let WireType::Union(id) = *ty.element().0 else { continue };
            let Some(name) = ctx.schema.unions[id.index()].tag.clone() else { continue };
            used[id.index()] = true;
            used_at_home[id.index()] |= ctx.index.unions[id.index()].0 == module;
            let span = field.type_span;
            if matches!(ty, WireType::Array(..)) {
                ctx.sink.add(
                    Diagnostic::error(
                        "tag-array",
                        span,
                        "one tag can't say what each element of an array is",
                    )
                    .other(ctx.schema.unions[id.index()].site.name, "the union with a tag")
                    .help("put the union and its tag into a struct, and make an array of that"),
                );
                continue;
            }
            let def = &ctx.schema.structs[s];
            let Some(tag) = find(def, &name) else {
                if !ctx.struct_clean[s] {
                    continue;
                }
                not_found(ctx, StructId(s as u32), id, &name, span);
                continue;
            };
            if let Some(bits) = width(ctx, def, tag).filter(|bits| *bits > 64) {
                ctx.sink.add(
                    Diagnostic::error(
                        "tag-type",
                        span,
                        format!("`{name}` has {bits} bits, more than a tag can have"),
                    )
                    .other(def.fields[tag.field as usize].name_span, "this field")
                    .help("a tag has at most 64 bits"),
                );
                continue;
            }
            let Some((kind, want)) = tag_kind(ctx, def, tag) else {
                ctx.sink.add(
                    Diagnostic::error("tag-type", span, format!("`{name}` can't be a tag"))
                        .other(def.fields[tag.field as usize].name_span, "this field")
                        .help("a tag is an integer, an enum, a boolean or an item of `bits`"),
                );
                continue;
            };
            if let Some((first, _, _, place)) = &kinds[id.index()] {
                if *first != kind {
                    ctx.sink.add(
                        Diagnostic::error(
                            "tag-type",
                            span,
                            format!("`{name}` is of another type than in another struct with this union"),
                        )
                        .other(*place, "used with another type here")
                        .help("give the tag the same type in every struct that holds the union"),
                    );
                }
            } else {
                kinds[id.index()] = Some((kind, want, module, span));
            }
            ctx.schema.structs[s].fields[i].tag = Some(tag);
        }
    }
    for (u, kind) in kinds.into_iter().enumerate() {
        let id = UnionId(u as u32);
        match kind {
            Some((_, want, _, _)) => when(ctx, id, &want, used_at_home[u]),
            None if !used[u] => unused(ctx, id),
            None => {}
        }
    }
}

/// A field or bit item by `name`, `item` or `field.item`.
pub(crate) fn find(def: &StructDef, name: &str) -> Option<TagUse> {
    let (outer, inner) = match name.split_once('.') {
        Some((field, item)) => (Some(field), item),
        None => (None, name),
    };
    for (i, f) in def.fields.iter().enumerate() {
        let field = i as u32;
        if outer.is_none() && f.name == inner {
            return Some(TagUse { field, item: None });
        }
        if let FieldKind::Bits(_, items) = &f.kind
            && outer.is_none_or(|o| o == f.name)
            && let Some(n) = items.iter().position(|item| item.name == inner)
        {
            return Some(TagUse { field, item: Some(n as u32) });
        }
    }
    None
}

/// Bits of a tag.
fn width(ctx: &Ctx<'_>, def: &StructDef, tag: TagUse) -> Option<u32> {
    match (&def.fields[tag.field as usize].kind, tag.item) {
        (FieldKind::Bits(_, items), Some(item)) => Some(items[item as usize].bits.width),
        (FieldKind::Value(WireType::Scalar(scalar)), None) => Some(scalar.size() as u32 * 8),
        (FieldKind::Value(WireType::Enum(id)), None) => {
            Some(ctx.schema.enums[id.index()].repr.size() as u32 * 8)
        }
        _ => None,
    }
}

fn not_found(ctx: &Ctx<'_>, s: StructId, u: UnionId, name: &str, span: Span) {
    let def = &ctx.schema.structs[s.index()];
    let Body::Union(raw) = &ctx.index.unions[u.index()].1.body else { return };
    let names = def.fields.iter().flat_map(|f| {
        let items = match &f.kind {
            FieldKind::Bits(_, items) => items.as_slice(),
            _ => &[],
        };
        std::iter::once(f.name.as_str()).chain(items.iter().map(|i| i.name.as_str()))
    });
    let mut e = Diagnostic::error(
        "tag-missing",
        span,
        format!("`{}` has no field `{name}`, the tag of this union", def.name),
    );
    if let Some(at) = raw.tag.get() {
        e = e.other(at.span, "the tag");
        if let Some(near) = ctx.nearest(name, names) {
            ctx.sink.add(e.fix(format!("name `{near}` as the tag"), at.span, format!("\"{near}\"")));
            return;
        }
    }
    ctx.sink.add(e.help("add the field to the struct, or name another one as the tag"));
}

fn tag_kind(ctx: &Ctx<'_>, def: &StructDef, tag: TagUse) -> Option<(TagKind, Want)> {
    let field = &def.fields[tag.field as usize];
    match (&field.kind, tag.item) {
        (FieldKind::Value(ty), None) => {
            let want = Want::of(ctx, ty, None)?;
            match &want {
                Want::Int { .. } => Some((TagKind::Number, want)),
                Want::Bool => Some((TagKind::Bool, want)),
                Want::Enum { id, .. } => Some((TagKind::Enum(*id), want)),
                _ => None,
            }
        }
        (FieldKind::Bits(_, items), Some(i)) => {
            let item = &items[i as usize];
            let high = Int::from(item.bits.value_mask());
            match item.kind {
                BitKind::Unsigned => Some((TagKind::Number, Want::Int { low: Int::ZERO, high })),
                BitKind::Signed => {
                    let half = 1u128 << (item.bits.width - 1);
                    let low = Int::from_bits(half, item.bits.width, true);
                    Some((TagKind::Number, Want::Int { low, high: Int::from(half - 1) }))
                }
                BitKind::Bool => Some((TagKind::Bool, Want::Bool)),
                BitKind::Enum(id) => Some((TagKind::Enum(id), Want::Enum { id, low: Int::ZERO, high })),
                BitKind::Flags(_) | BitKind::Reserved(_) => None,
            }
        }
        _ => None,
    }
}

/// Resolves the `when` of every member; no value means two of them.
///
/// A file that has the union but no struct that holds it knows only numbers, and stays the same schema when another file
/// imports it and gives the union a tag that is an enum. `at_home` says that it does hold it.
fn when(ctx: &mut Ctx<'_>, id: UnionId, want: &Want, at_home: bool) {
    let (module, item) = ctx.index.unions[id.index()];
    let Body::Union(raw) = &item.body else { return };
    let mut seen: HashMap<Int, Span> = HashMap::new();
    for (m, raw) in raw.members.iter().enumerate() {
        let Some(at) = raw.when.get() else { continue };
        let value = |node: &Node| match want {
            Want::Enum { low, high, .. } if !at_home && is_number(&node.kind) => {
                literal(ctx, module, node, &Want::Int { low: *low, high: *high })
            }
            want => literal(ctx, module, node, want),
        };
        let values: Vec<Literal> = at.value.iter().filter_map(value).collect();
        for value in &values {
            let code = match &value.value {
                Value::Int(i) => *i,
                Value::Bool(b) => Int::from(u64::from(*b)),
                _ => continue,
            };
            match seen.get(&code) {
                Some(first) => ctx.sink.add(
                    Diagnostic::error(
                        "duplicate-when",
                        value.span,
                        "this value of the tag means two members",
                    )
                    .label("again here")
                    .other(*first, "first here")
                    .help("take it away from one of the two"),
                ),
                None => {
                    seen.insert(code, value.span);
                }
            }
        }
        if let Some(member) = ctx.schema.unions[id.index()].members.get_mut(m) {
            member.when = values;
        }
    }
}

/// Without a struct that holds it, only numbers can be understood.
fn unused(ctx: &mut Ctx<'_>, id: UnionId) {
    let (_, item) = ctx.index.unions[id.index()];
    let Body::Union(raw) = &item.body else { return };
    if raw.tag.is_absent() {
        return;
    }
    let name = raw
        .members
        .iter()
        .filter_map(|m| m.when.get())
        .flat_map(|at| &at.value)
        .find(|n| !is_number(&n.kind));
    match name {
        Some(node) if !holds_broken(ctx, id) => {
            ctx.sink.add(tag_unresolved(raw, node.span));
        }
        Some(_) => {}
        None => when(ctx, id, &Want::Int { low: Int::from(i128::MIN), high: Int::from(u128::MAX) }, true),
    }
}

/// Whether a struct that couldn't be laid out may be one that holds the union.
fn holds_broken(ctx: &Ctx<'_>, id: UnionId) -> bool {
    !ctx.union_ok[id.index()] || ctx.struct_ok.contains(&false) || !ctx.index.is_whole()
}

fn is_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Int(_) | Kind::Bad)
}

fn tag_unresolved(raw: &Union, span: Span) -> Diagnostic {
    let mut e = Diagnostic::error(
        "tag-unresolved",
        span,
        "no struct holds this union, so the type of its tag isn't known",
    )
    .help("use the union as the type of a field, or give numbers in `when`");
    if let Some(at) = raw.tag.get() {
        e = e.other(at.span, "the tag");
    }
    e
}
