//! `[lang.<x>]`: what is renamed exists in the same file.

use crate::diagnostic::Diagnostic;
use crate::ir::{FieldKind, ItemId, ModuleId, Rename};
use crate::raw::reader::shorten;
use crate::resolve::Ctx;
use crate::resolve::values::listed;
use std::collections::{BTreeSet, HashMap};

/// Checks every rename.
pub(crate) fn check(ctx: &Ctx<'_>) {
    let mut known: HashMap<ItemId, BTreeSet<String>> = HashMap::new();
    for (m, file) in ctx.files.iter().enumerate() {
        for lang in &file.langs {
            let mut seen: HashMap<&str, crate::source::Span> = HashMap::new();
            for rename in &lang.options.renames {
                target(ctx, ModuleId(m as u32), rename, &mut known);
                if let Some(first) = seen.insert(&rename.target, rename.span) {
                    ctx.sink.add(
                        Diagnostic::error(
                            "duplicate-part",
                            rename.span,
                            format!("`{}` is renamed twice", shorten(&rename.target)),
                        )
                        .other(first, "first here")
                        .help("keep one of the two"),
                    );
                }
            }
        }
    }
}

fn target(ctx: &Ctx<'_>, module: ModuleId, rename: &Rename, known: &mut HashMap<ItemId, BTreeSet<String>>) {
    let (item, part) = match rename.target.split_once('.') {
        Some((item, part)) => (item, Some(part)),
        None => (rename.target.as_str(), None),
    };
    let error = |what: String| Diagnostic::error("unknown-rename", rename.span, what);
    let Some(id) = ctx.index.anywhere(item) else {
        let e = error(format!("`rename` names `{}`, which isn't declared", shorten(item)));
        ctx.sink.add(
            match ctx.near(item, |id| ctx.index.item(id).is_some_and(|(owner, _)| owner == module)) {
                Some(near) => e.help(format!("did you mean `{near}`?")),
                None => e.help("name an item of this file, as in `Type` or `Type.field`"),
            },
        );
        return;
    };
    if let Some((owner, raw)) = ctx.index.item(id)
        && owner != module
    {
        let mut e = error(format!("`{item}` is declared in another file"))
            .help("put the rename into that file: its types are emitted once, under one name");
        if let Some(name) = &raw.name {
            e = e.other(name.span, "declared here");
        }
        ctx.sink.add(e);
        return;
    }
    let Some(part) = part else { return };
    if !complete(ctx, id) {
        return;
    }
    let parts = known.entry(id).or_insert_with(|| parts(ctx, id));
    if parts.contains(part) {
        return;
    }
    let e = error(format!("`{item}` has no part `{}`", shorten(part)));
    ctx.sink.add(match ctx.nearest(part, parts.iter().map(String::as_str)) {
        Some(near) => e.help(format!("did you mean `{item}.{near}`?")),
        None if parts.is_empty() => e.help(format!("name `{item}` itself")),
        None => e.help(format!("its parts are {}", listed(parts.iter().map(String::as_str)))),
    });
}

/// Whether all parts of an item are known; what is wrong with it was reported.
fn complete(ctx: &Ctx<'_>, id: ItemId) -> bool {
    match id {
        ItemId::Const(_) => true,
        ItemId::Enum(id) => ctx.enum_ok[id.index()],
        ItemId::Flags(id) => ctx.flags_ok[id.index()],
        ItemId::Union(id) => ctx.union_ok[id.index()],
        ItemId::Struct(id) => ctx.struct_clean[id.index()],
        ItemId::Message(id) => ctx.message_ok[id.index()],
        ItemId::Operation(_) => ctx.sink.errors() == 0,
    }
}

/// Names of the parts of an item that a language may rename.
fn parts(ctx: &Ctx<'_>, id: ItemId) -> BTreeSet<String> {
    let s = &ctx.schema;
    match id {
        ItemId::Const(_) => BTreeSet::new(),
        ItemId::Enum(id) => {
            let def = &s.enums[id.index()];
            def.values.iter().map(|v| v.name.clone()).chain(def.text.iter().map(|t| t.name.clone())).collect()
        }
        ItemId::Flags(id) => s.flags[id.index()].values.iter().map(|v| v.name.clone()).collect(),
        ItemId::Union(id) => s.unions[id.index()].members.iter().map(|m| m.name.clone()).collect(),
        ItemId::Struct(id) => s.structs[id.index()]
            .fields
            .iter()
            .flat_map(|f| {
                let items = match &f.kind {
                    FieldKind::Bits(_, items) => items.as_slice(),
                    _ => &[],
                };
                std::iter::once(f.name.clone()).chain(items.iter().map(|i| i.name.clone()))
            })
            .collect(),
        ItemId::Message(id) => {
            let def = &s.messages[id.index()];
            def.parts
                .iter()
                .map(|p| p.name.clone())
                .chain(def.helpers.iter().map(|h| h.name.clone()))
                .collect()
        }
        ItemId::Operation(id) => {
            let def = &s.operations[id.index()];
            def.params
                .iter()
                .map(|p| p.name.clone())
                .chain(def.many.iter().map(|many| many.name.clone()))
                .collect()
        }
    }
}
