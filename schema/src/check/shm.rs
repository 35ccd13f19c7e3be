//! What shared-memory structs say about access.

use crate::diagnostic::Diagnostic;
use crate::ir::{ByteOrder, FieldDef, FieldKind, StructDef, Usage, WireType};
use crate::raw::structs::Struct;
use crate::resolve::Ctx;
use std::collections::BTreeMap;

/// Bytes of a cache line.
const LINE: u64 = 64;

/// Checks atomics and groups.
pub(crate) fn check(ctx: &Ctx<'_>, raw: &Struct, def: &StructDef) {
    if def.usage != Usage::Shm {
        return;
    }
    for f in &def.fields {
        if f.atomic.is_some() {
            atomic(ctx, raw, def, f);
        }
    }
    groups(ctx, def);
}

/// Atomics are whole machine words at their own alignment.
fn atomic(ctx: &Ctx<'_>, raw: &Struct, def: &StructDef, f: &FieldDef) {
    let word = match &f.kind {
        FieldKind::Value(WireType::Scalar(s)) => !s.is_float() && s.size().is_power_of_two() && s.size() <= 8,
        FieldKind::Value(WireType::Enum(id)) => {
            let size = ctx.schema.enums[id.index()].repr.size();
            size.is_power_of_two() && size <= 8
        }
        FieldKind::Value(WireType::Flags(id)) => {
            let size = ctx.schema.flags[id.index()].repr.size();
            size.is_power_of_two() && size <= 8
        }
        FieldKind::Bits(s, _) => s.size().is_power_of_two() && s.size() <= 8,
        _ => false,
    };
    let written = raw.fields.iter().find(|r| r.whole == f.span).and_then(|r| r.atomic.get());
    let span = written.map_or(f.name_span, |at| at.span);
    let error = |what: String, help: &str| {
        ctx.sink.add(Diagnostic::error("bad-atomic", span, what).other(f.type_span, "the field").help(help));
    };
    if !word {
        error(
            format!("`{}` can't be read and written in one step", f.name),
            "only single integers, enums, flag sets and booleans of 1, 2, 4 or 8 bytes can be atomic",
        );
    } else if !f.offset.is_multiple_of(f.size) {
        error(
            format!("`{}` lies at {}, which is not a multiple of its {} bytes", f.name, f.offset, f.size),
            "move it to a multiple of its size",
        );
    } else if f.order == ByteOrder::Either || (def.align < f.size && raw.align.is_absent() && def.align == 1)
    {
        error(
            format!("`{}` needs a fixed byte order and a struct that is aligned to {}", f.name, f.size),
            "give the struct natural layout or an `align`, and one byte order",
        );
    }
}

/// Fields of one group share a cache line.
fn groups(ctx: &Ctx<'_>, def: &StructDef) {
    let mut first: BTreeMap<&str, &FieldDef> = BTreeMap::new();
    for f in &def.fields {
        let Some(group) = &f.group else { continue };
        let head = *first.entry(group).or_insert(f);
        let line = head.offset / LINE;
        if f.offset / LINE != line || (f.offset + f.size - 1) / LINE != line {
            ctx.sink.add(
                Diagnostic::error(
                    "group-spans-lines",
                    f.name_span,
                    format!("the group `{group}` doesn't fit one cache line of {LINE} bytes"),
                )
                .label(format!("bytes {} to {}", f.offset, f.offset + f.size - 1))
                .other(head.name_span, format!("the group starts here, at {}", head.offset))
                .help(format!(
                    "move the field into the line that starts at {}, or give it another group",
                    line * LINE
                )),
            );
        }
    }
}
