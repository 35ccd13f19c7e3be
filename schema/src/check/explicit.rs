//! Explicit layout: every field says where it is.

use super::fields::Built;
use super::picture;
use super::structs::{Gap, asserted_size, pad};
use crate::diagnostic::Diagnostic;
use crate::edit;
use crate::ir::{FieldDef, MAX_STRUCT_SIZE, StructDef};
use crate::layout::align_up;
use crate::raw::structs::Struct;
use crate::resolve::Ctx;
use crate::resolve::types::too_large;

/// Gives the struct its fields and its size. False where offsets can't be relied on.
pub(super) fn place(
    ctx: &Ctx<'_>,
    raw: &Struct,
    def: &mut StructDef,
    built: Vec<Built>,
    raised: u64,
) -> bool {
    let all = built.len();
    let fields = stated(ctx, raw, built.into_iter().map(Some));
    let Run { mut gaps, end, apart } = run(ctx, raw, &fields);
    if fields.len() < all {
        return false;
    }
    def.align = raised;
    def.align_raised = raised > 1;
    let full = align_up(end, raised);
    def.size = raw.size.cloned().filter(|s| *s >= full && s % raised == 0).unwrap_or(full);
    if def.size > MAX_STRUCT_SIZE {
        ctx.sink.add(too_large(raw.name_span, Some(def.size)));
        return false;
    }
    if !apart {
        return false;
    }
    if def.size > end {
        gaps.push(Gap { before: None, offset: end, size: def.size - end });
    }
    def.fields = fields.into_iter().map(|(_, f)| f).collect();
    if !gaps.is_empty() && raw.padding.is_absent() || raw.padding.value() == Some(&false) && !gaps.is_empty()
    {
        picture::hidden_padding(ctx, raw, def, &gaps, false);
    }
    asserted_size(ctx, raw, def);
    pad(def, raw, &gaps);
    true
}

/// Reports what can be told of a struct that has fields whose bytes aren't known.
pub(super) fn look(ctx: &Ctx<'_>, raw: &Struct, built: Vec<Option<Built>>) {
    let fields = stated(ctx, raw, built.into_iter());
    run(ctx, raw, &fields);
}

/// The fields that are known and say where they are, by offset, each with its place in the schema. Reports those that
/// don't say it.
fn stated(ctx: &Ctx<'_>, raw: &Struct, built: impl Iterator<Item = Option<Built>>) -> Vec<(usize, FieldDef)> {
    // Where the next field would come; unknown behind one whose size is.
    let mut cursor = Some(0u64);
    let mut fields = Vec::new();
    for (i, (built, f)) in built.zip(&raw.fields).enumerate() {
        let size = built.as_ref().map(|b| b.extent.size);
        if f.at.is_absent() {
            let after = f.name.get().map_or(f.head, |n| n.span);
            let e = Diagnostic::error("missing-at", after, "in explicit layout every field says where it is");
            ctx.sink.add(match cursor {
                Some(cursor) => {
                    let (place, text) = edit::new_key(after, f.inline, &format!("at = {cursor}"));
                    e.fix(format!("add `at = {cursor}`, or where it is"), place, text)
                }
                None => e.help("add `at = ...`"),
            });
        }
        let start = f.at.get().map(|at| at.value).or(cursor);
        cursor = start.zip(size).map(|(start, size)| start.saturating_add(size));
        if let (Some(at), Some(built)) = (f.at.get(), built) {
            fields.push((i, FieldDef { offset: at.value, ..built.def }));
        }
    }
    fields.sort_by_key(|(_, f)| f.offset);
    fields
}

/// Fields one after the other.
struct Run {
    gaps: Vec<Gap>,
    end: u64,
    /// Whether none lies over another.
    apart: bool,
}

/// Walks over fields by offset; reports overlaps.
fn run(ctx: &Ctx<'_>, raw: &Struct, fields: &[(usize, FieldDef)]) -> Run {
    let mut run = Run { gaps: Vec::new(), end: 0, apart: true };
    let mut last: Option<&FieldDef> = None;
    for (i, f) in fields {
        if f.offset < run.end {
            run.apart = false;
            overlap(ctx, raw, f, *i, last, fields.iter().map(|(_, f)| (f.name.as_str(), f.offset, f.size)));
        } else if f.offset > run.end {
            run.gaps.push(Gap { before: Some(*i), offset: run.end, size: f.offset - run.end });
        }
        let end = f.offset.saturating_add(f.size);
        if end > run.end {
            run.end = end;
            last = Some(f);
        }
    }
    run
}

fn overlap<'a>(
    ctx: &Ctx<'_>,
    raw: &Struct,
    field: &FieldDef,
    index: usize,
    before: Option<&FieldDef>,
    all: impl Iterator<Item = (&'a str, u64, u64)> + Clone,
) {
    let span = raw.fields[index].at.get().map_or(field.name_span, |at| at.span);
    let mut e = Diagnostic::error("overlap", span, format!("`{}` starts within another field", field.name))
        .label(format!("at {}", field.offset));
    e = picture::draw(ctx, e, all, (field.offset, field.offset + field.size));
    if let Some(before) = before {
        let end = before.offset + before.size;
        e = e
            .other(
                before.name_span,
                format!("`{}` has the bytes {} to {}", before.name, before.offset, end - 1),
            )
            .help(format!("the next free byte is {end}; where two meanings share bytes, declare a union"));
    }
    ctx.sink.add(e);
}
