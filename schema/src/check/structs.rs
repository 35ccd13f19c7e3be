//! Structs: keys, offsets, padding and size.

use crate::check::fields::{self, Built, Surroundings};
use crate::check::{append, applicable, explicit, members, picture, roles, shm, since, unique, versions};
use crate::diagnostic::Diagnostic;
use crate::edit;
use crate::ir::{
    ByteOrder, DataModel, Evolution, FieldDef, FieldKind, LayoutRule, MAX_STRUCT_SIZE, ModelLayout, Roles,
    StructDef, StructId, Usage, ValueRules, VersionSize, WireType,
};
use crate::layout::{self, Extent};
use crate::raw::Body;
use crate::raw::structs::{LayoutWord, Struct};
use crate::resolve::Ctx;
use crate::resolve::index::Index;
use crate::resolve::types::too_large;
use crate::source::Span;

/// Values a struct may have when everything in it is written out.
const MAX_LEAVES: u64 = 65_536;
/// The same for all structs of a schema together: each is written out for its layout hash.
const MAX_ALL_LEAVES: u64 = 1 << 21;

/// The entry of every struct, without fields yet.
pub(crate) fn declare(ctx: &mut Ctx<'_>) {
    for entry in ctx.index.structs.clone() {
        let (module, item) = entry;
        let Body::Struct(raw) = &item.body else { continue };
        let schema = &ctx.files[module.index()].schema;
        let def = StructDef {
            site: Index::site(entry),
            name: item.name.as_ref().map(|n| n.value.clone()).unwrap_or_default(),
            doc: raw.doc.cloned(),
            size: 0,
            align: 1,
            align_raised: false,
            layout: rule(raw),
            endian: raw.endian.cloned().unwrap_or(schema.endian),
            usage: raw.usage.cloned().unwrap_or(schema.usage),
            evolution: raw.evolution.cloned().unwrap_or(Evolution::Sealed),
            headroom: raw.headroom.cloned().unwrap_or(0),
            since: since(ctx, module, &raw.life),
            deprecated: raw.life.deprecated.cloned(),
            fields: Vec::new(),
            members: Vec::new(),
            roles: Roles::default(),
            sizes: Vec::new(),
            models: Vec::new(),
            layout_hash: 0,
        };
        ctx.schema.structs.push(def);
        ctx.struct_ok.push(false);
        ctx.struct_clean.push(false);
    }
}

fn rule(raw: &Struct) -> LayoutRule {
    match raw.layout.cloned().unwrap_or(LayoutWord::Natural) {
        LayoutWord::Natural => LayoutRule::Natural,
        LayoutWord::Packed => {
            LayoutRule::Packed(raw.pack.cloned().filter(|p| p.is_power_of_two()).unwrap_or(1))
        }
        LayoutWord::Explicit => LayoutRule::Explicit,
    }
}

/// Fills in a struct whose fields' types are all known.
pub(crate) fn build(ctx: &mut Ctx<'_>, id: StructId, types: &[Option<(WireType, Span)>]) {
    let (module, item) = ctx.index.structs[id.index()];
    let Body::Struct(raw) = &item.body else { return };
    let before = ctx.sink.errors();
    let mut def = ctx.schema.structs[id.index()].clone();
    unique(
        ctx,
        "this struct",
        raw.fields.iter().filter_map(|f| f.name.get()).map(|n| (n.value.as_str(), n.span)),
    );
    if raw.fields.is_empty() && raw.fields_slot.get().is_some() && ctx.sink.errors() == before {
        let span = raw.fields_slot.get().map_or(raw.name_span, |at| at.span);
        ctx.sink.add(
            Diagnostic::error("empty-struct", span, "a struct without fields")
                .help("give at least one field"),
        );
    }
    keys(ctx, raw, &def);
    let around = Surroundings { module, endian: def.endian, usage: def.usage };
    let built: Vec<Option<Built>> =
        raw.fields.iter().zip(types).map(|(f, ty)| fields::build(ctx, around, f, ty.as_ref())).collect();
    roles::check(ctx, raw, &def, &built);
    let hosted = host_types(ctx, &def, &built, raw);
    nested_append(ctx, raw, &built);
    if built.is_empty() || built.iter().any(Option::is_none) {
        if def.layout == LayoutRule::Explicit {
            explicit::look(ctx, raw, built);
        }
        ctx.schema.structs[id.index()] = def;
        return;
    }
    let built: Vec<Built> = built.into_iter().flatten().collect();
    let raised = raised_align(ctx, raw, &built, def.layout);
    let placed = if def.layout == LayoutRule::Explicit {
        explicit::place(ctx, raw, &mut def, built, raised)
    } else {
        sequential(ctx, raw, &mut def, built, raised, hosted)
    };
    if placed {
        finish(ctx, raw, &mut def, id, ctx.sink.errors() == before);
    }
    ctx.struct_clean[id.index()] = placed && ctx.sink.errors() == before;
    ctx.schema.structs[id.index()] = def;
    // Those that hold the struct need its size only, which is known although something else in it may be wrong.
    ctx.struct_ok[id.index()] = placed;
}

/// What comes after offsets are known.
///
/// `clean` says that nothing in it was wrong so far.
fn finish(ctx: &mut Ctx<'_>, raw: &Struct, def: &mut StructDef, id: StructId, clean: bool) {
    if def.size > MAX_STRUCT_SIZE {
        ctx.sink.add(too_large(raw.name_span, Some(def.size)));
    }
    let leaves = leaves(ctx, def);
    if leaves > MAX_LEAVES {
        ctx.sink.add(
            Diagnostic::error(
                "too-many-values",
                raw.name_span,
                format!("{leaves} values in one struct are too many"),
            )
            .help(format!(
                "a struct has at most {MAX_LEAVES} with everything nested in it written out; use arrays"
            )),
        );
    }
    ctx.struct_leaves[id.index()] = leaves;
    def.roles = roles::of(def);
    versions::default(ctx, def.site.module, def);
    def.members = members::of(ctx, def);
    def.sizes = vec![VersionSize { version: def.since.unwrap_or(1), size: def.size }];
    append::check(ctx, raw, def, clean);
    shm::check(ctx, raw, def);
}

/// Refuses a schema whose structs are few lines of text and hours of work.
pub(crate) fn all_leaves(ctx: &Ctx<'_>) {
    let mut total = 0u64;
    // Those that are too many by themselves were reported.
    let over = ctx.struct_leaves.iter().position(|leaves| {
        total = total.saturating_add(if *leaves > MAX_LEAVES { 0 } else { *leaves });
        total > MAX_ALL_LEAVES
    });
    if let Some(def) = over.and_then(|i| ctx.schema.structs.get(i)) {
        ctx.sink.add(
            Diagnostic::error(
                "too-many-values",
                def.site.name,
                format!("the structs up to this one have {total} values, which are too many"),
            )
            .help(format!(
                "all structs of a schema have at most {MAX_ALL_LEAVES} with everything nested in them written out; use arrays"
            )),
        );
    }
}

/// Values in a struct with everything nested written out; an array of structs counts once.
fn leaves(ctx: &Ctx<'_>, def: &StructDef) -> u64 {
    let of_type = |ty: &WireType| match ty.element().0 {
        WireType::Struct(id) => ctx.struct_leaves[id.index()],
        WireType::Union(id) => ctx.schema.unions[id.index()]
            .members
            .iter()
            .map(|m| match m.ty.element().0 {
                WireType::Struct(id) => ctx.struct_leaves[id.index()],
                _ => 1,
            })
            .fold(0, u64::saturating_add),
        _ => 1,
    };
    def.fields
        .iter()
        .map(|f| match &f.kind {
            FieldKind::Value(ty) => of_type(ty),
            FieldKind::Bits(_, items) => items.len() as u64,
            _ => 1,
        })
        .fold(0, u64::saturating_add)
}

/// Keys of the struct that only some structs have.
fn keys(ctx: &Ctx<'_>, raw: &Struct, def: &StructDef) {
    if !matches!(def.layout, LayoutRule::Packed(_)) {
        applicable::refuse_struct(ctx, raw, "pack", "it goes with `layout = \"packed\"`");
    }
    if let Some(at) = raw.pack.get()
        && !at.value.is_power_of_two()
    {
        ctx.sink.add(
            Diagnostic::error("not-a-power-of-two", at.span, format!("`pack` can't be {}", at.value))
                .help("give 1, 2, 4, 8 or 16"),
        );
    }
    if def.usage != Usage::Shm {
        applicable::refuse_struct(ctx, raw, "headroom", "it is for structs with `usage = \"shm\"`");
    }
}

/// `align` raises, never lowers.
fn raised_align(ctx: &Ctx<'_>, raw: &Struct, built: &[Built], rule: LayoutRule) -> u64 {
    let Some(at) = raw.align.get() else { return 1 };
    if !at.value.is_power_of_two() {
        ctx.sink.add(
            Diagnostic::error("not-a-power-of-two", at.span, format!("an alignment can't be {}", at.value))
                .help("give a power of two up to 4096"),
        );
        return 1;
    }
    let extents: Vec<Extent> = built.iter().map(|b| b.extent).collect();
    let natural = if rule == LayoutRule::Explicit { 1 } else { layout::place(&extents, rule, 1).2 };
    if at.value < natural {
        let widest = built.iter().find(|b| b.extent.align == natural);
        let mut e = Diagnostic::error(
            "align-lowers",
            at.span,
            format!("`align` can't lower the alignment from {natural} to {}", at.value),
        );
        if let Some(b) = widest {
            e = e.other(b.def.type_span, format!("this needs {natural}"));
        }
        ctx.sink.add(match edit::removal(ctx.sources, at.key, at.span, raw.inline) {
            Some(place) => e.fix("take `align` away; `layout = \"packed\"` is the way to less", place, ""),
            None => e.help("take `align` away; `layout = \"packed\"` is the way to less"),
        });
    }
    at.value
}

/// Whether sizes depend on the host; only ffi structs may.
fn host_types(ctx: &Ctx<'_>, def: &StructDef, built: &[Option<Built>], raw: &Struct) -> bool {
    let mut hosted = false;
    for (b, f) in built.iter().zip(&raw.fields) {
        let Some(b) = b else { continue };
        let FieldKind::Value(ty) = &b.def.kind else { continue };
        let host = match ty.element().0 {
            WireType::Host(_) => true,
            WireType::Struct(id) => !ctx.schema.structs[id.index()].has_codec(),
            _ => false,
        };
        if !host {
            continue;
        }
        let span = f.ty.get().map_or(f.whole, |at| at.span);
        if def.usage != Usage::Ffi {
            ctx.sink.add(
                Diagnostic::error("host-type", span, "the size of this type depends on the host")
                    .help("use a type of fixed size, or say `usage = \"ffi\"` for a struct that is passed to a C library"),
            );
        } else if def.layout == LayoutRule::Explicit {
            ctx.sink.add(
                Diagnostic::error("host-type", span, "offsets can't be fixed where sizes depend on the host")
                    .help("use `layout = \"natural\"`"),
            );
        }
        hosted = true;
    }
    hosted && def.usage == Usage::Ffi && def.layout != LayoutRule::Explicit
}

/// A struct that grows can't lie within another.
fn nested_append(ctx: &Ctx<'_>, raw: &Struct, built: &[Option<Built>]) {
    for (b, f) in built.iter().zip(&raw.fields) {
        let Some(FieldKind::Value(ty)) = b.as_ref().map(|b| &b.def.kind) else { continue };
        let WireType::Struct(id) = ty.element().0 else { continue };
        let inner = &ctx.schema.structs[id.index()];
        if inner.evolution == Evolution::Append {
            let span = f.ty.get().map_or(f.whole, |at| at.span);
            ctx.sink.add(
                Diagnostic::error(
                    "append-nested",
                    span,
                    format!("`{}` may grow, so it can't lie within another struct", inner.name),
                )
                .other(inner.site.name, "the struct with `evolution = \"append\"`")
                .help("make it sealed, or let it follow the struct in the payload of a message"),
            );
        }
    }
}

/// Natural and packed layout. False where offsets can't be relied on.
fn sequential(
    ctx: &Ctx<'_>,
    raw: &Struct,
    def: &mut StructDef,
    built: Vec<Built>,
    raised: u64,
    hosted: bool,
) -> bool {
    let extents: Vec<Extent> = built.iter().map(|b| b.extent).collect();
    let (slots, extent, natural) = layout::place(&extents, def.layout, raised);
    def.size = extent.size;
    def.align = extent.align;
    def.align_raised = raised > natural;
    if hosted {
        def.models = models(ctx, def, &built, raised);
    }
    if extent.size > MAX_STRUCT_SIZE {
        ctx.sink.add(too_large(raw.name_span, Some(extent.size)));
        return false;
    }
    let offsets_hold = asserted_offsets(ctx, raw, &built, &slots);
    let end = slots.last().map_or(0, |s| s.offset + s.size);
    let mut gaps: Vec<Gap> = slots
        .iter()
        .enumerate()
        .filter(|(_, s)| s.offset > s.cursor)
        .map(|(i, s)| Gap { before: Some(i), offset: s.cursor, size: s.offset - s.cursor })
        .collect();
    if extent.size > end {
        gaps.push(Gap { before: None, offset: end, size: extent.size - end });
    }
    for (b, s) in built.into_iter().zip(&slots) {
        def.fields.push(FieldDef { offset: s.offset, ..b.def });
    }
    if offsets_hold {
        let packed: u64 = extents.iter().map(|e| e.size).sum();
        let wants_packed = raw.size.value() == Some(&packed) && packed != extent.size && raised == 1;
        if !gaps.is_empty() && !hosted && raw.padding.value() != Some(&true) && !raw.padding.is_bad() {
            picture::hidden_padding(ctx, raw, def, &gaps, wants_packed);
        }
        if !wants_packed || gaps.is_empty() || raw.padding.value() == Some(&true) {
            asserted_size(ctx, raw, def);
        }
    }
    pad(def, raw, &gaps);
    true
}

/// Bytes between fields that nothing covers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gap {
    /// The raw field after it; none at the end.
    pub(crate) before: Option<usize>,
    pub(crate) offset: u64,
    pub(crate) size: u64,
}

/// Covers the gaps with computed padding.
pub(crate) fn pad(def: &mut StructDef, raw: &Struct, gaps: &[Gap]) {
    let taken = picture::taken(raw);
    for gap in gaps {
        def.fields.push(FieldDef {
            name: picture::free_name(&taken, "padding", gap.offset),
            name_span: raw.name_span,
            type_span: raw.name_span,
            span: raw.name_span,
            doc: None,
            offset: gap.offset,
            size: gap.size,
            kind: FieldKind::Padding,
            order: ByteOrder::Little,
            rules: ValueRules::default(),
            text: None,
            truthy: false,
            since: None,
            deprecated: None,
            role: None,
            tag: None,
            owner: None,
            atomic: None,
            group: None,
        });
    }
    def.fields.sort_by_key(|f| f.offset);
}

fn models(ctx: &Ctx<'_>, def: &StructDef, built: &[Built], raised: u64) -> Vec<ModelLayout> {
    DataModel::ALL
        .into_iter()
        .map(|model| {
            let extents: Vec<Extent> = built
                .iter()
                .map(|b| match &b.def.kind {
                    FieldKind::Value(ty) => layout::extent_on(ctx, ty, model).unwrap_or(b.extent),
                    _ => b.extent,
                })
                .collect();
            let (slots, extent, _) = layout::place(&extents, def.layout, raised);
            ModelLayout {
                model,
                size: extent.size,
                align: extent.align,
                offsets: slots.iter().map(|s| s.offset).collect(),
            }
        })
        .collect()
}

/// `at` outside of explicit layout asserts. A later field that is off by the same amount is not reported again.
fn asserted_offsets(ctx: &Ctx<'_>, raw: &Struct, built: &[Built], slots: &[layout::Slot]) -> bool {
    let mut shift = 0i128;
    let mut hold = true;
    for (i, ((f, b), s)) in raw.fields.iter().zip(built).zip(slots).enumerate() {
        if f.at.is_bad() {
            hold = false;
        }
        let Some(at) = f.at.get() else { continue };
        if at.value == s.offset || i128::from(at.value) == i128::from(s.offset) + shift {
            continue;
        }
        shift = i128::from(at.value) - i128::from(s.offset);
        hold = false;
        let e = Diagnostic::error(
            "wrong-offset",
            at.span,
            format!("`{}` lies at {}, not at {}", b.def.name, s.offset, at.value),
        )
        .label(format!("it comes at {}", s.offset));
        let all = built.iter().zip(slots).map(|(b, s)| (b.def.name.as_str(), s.offset, s.size));
        let e = picture::draw(ctx, e, all, (s.offset, s.offset + s.size));
        ctx.sink.add(if at.value > s.offset {
            let size = at.value - s.cursor;
            let name = picture::free_name(&picture::taken(raw), "reserved", s.cursor);
            let keys = [format!("name = \"{name}\""), format!("reserved = {size}")];
            let (place, text) =
                edit::new_element(ctx.sources, raw.fields[i].whole, f.inline, "struct.fields", true, &keys);
            e.fix(format!("declare the {size} bytes before it, or correct `at`"), place, text)
        } else {
            e.fix("correct `at`, or the fields before it", at.span, s.offset.to_string())
        });
    }
    hold
}

pub(crate) fn asserted_size(ctx: &Ctx<'_>, raw: &Struct, def: &StructDef) {
    let Some(at) = raw.size.get() else { return };
    if at.value == def.size {
        return;
    }
    let off = if at.value > def.size {
        format!("{} more than the fields fill", at.value - def.size)
    } else {
        format!("{} less than the fields fill", def.size - at.value)
    };
    let end = def.size;
    let what = format!("the struct has {} bytes, not {}", def.size, at.value);
    let e = Diagnostic::error("size-mismatch", at.span, what)
        .label(off)
        .other(raw.name_span, format!("this struct has {} bytes", def.size));
    let all = def.fields.iter().map(|f| (f.name.as_str(), f.offset, f.size));
    let e = picture::draw(ctx, e, all, (end.saturating_sub(1), end));
    ctx.sink.add(e.fix("correct `size`, or the fields", at.span, def.size.to_string()));
}
