//! Flag sets.

use crate::check::enums::repr;
use crate::check::{bits, unique};
use crate::diagnostic::Diagnostic;
use crate::ir::{FlagValue, FlagsDef, Scalar};
use crate::raw::Body;
use crate::resolve::Ctx;
use crate::resolve::index::Index;

/// Builds every flag set.
pub(crate) fn build(ctx: &mut Ctx<'_>) {
    for entry in ctx.index.flags.clone() {
        let item = entry.1;
        let Body::Flags(raw) = &item.body else { continue };
        let before = ctx.sink.errors();
        let name = item.name.as_ref().map(|n| n.value.clone()).unwrap_or_default();
        let repr = repr(ctx, &raw.ty, false);
        unique(
            ctx,
            "this flag set",
            raw.values.iter().filter_map(|v| v.name.get()).map(|n| (n.value.as_str(), n.span)),
        );
        let width = repr.map_or(128, |r| r.size() as u32 * 8);
        let mut values: Vec<FlagValue> = Vec::with_capacity(raw.values.len());
        let mut taken = bits::Taken::default();
        for v in &raw.values {
            let Some((range, place)) = bits::range(ctx, &v.bit, &v.bits, v.whole, width) else { continue };
            taken.add(ctx, range, place);
            values.push(FlagValue {
                name: v.name.cloned().unwrap_or_default(),
                name_span: v.name.get().map_or(v.whole, |n| n.span),
                doc: v.doc.cloned(),
                bits: range,
                is_flag: !v.bit.is_absent(),
            });
        }
        if raw.values.is_empty() && raw.values_slot.get().is_some() && ctx.sink.errors() == before {
            let span = raw.values_slot.get().map_or(item.whole, |at| at.span);
            ctx.sink.add(
                Diagnostic::error("empty-flags", span, format!("the flag set `{name}` has no values"))
                    .help("give at least one, or use an integer type where no bit has a name"),
            );
        }
        let def = FlagsDef {
            site: Index::site(entry),
            name,
            doc: raw.doc.cloned(),
            repr: repr.unwrap_or(Scalar::U32),
            values,
        };
        ctx.schema.flags.push(def);
        ctx.flags_ok.push(ctx.sink.errors() == before);
    }
}
