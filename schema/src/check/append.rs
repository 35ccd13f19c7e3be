//! Structs that may grow at their end.

use crate::check::versions;
use crate::diagnostic::Diagnostic;
use crate::edit;
use crate::ir::{Evolution, FieldDef, FieldKind, LayoutRule, Role, StructDef, VersionSize};
use crate::layout::align_up;
use crate::raw::structs::Struct;
use crate::resolve::Ctx;

/// Checks an appendable struct and computes its size at each version.
pub(crate) fn check(ctx: &Ctx<'_>, raw: &Struct, def: &mut StructDef, clean: bool) {
    size_fits(ctx, def);
    if def.evolution != Evolution::Append {
        return;
    }
    if def.roles.version.is_none() && def.roles.size.is_none() {
        let e = Diagnostic::error(
            "append-without-role",
            raw.name_span,
            "nothing says how much of the struct is there",
        )
        .help("give a field `role = \"size\"`, or `role = \"version\"`");
        // A role that was refused is reported already.
        if raw.fields.iter().all(|f| f.role.is_absent() && f.bits.iter().all(|b| b.role.is_absent())) {
            ctx.sink.add(e);
        }
    }
    if def.roles.size.is_none() {
        constant_version(ctx, def);
    }
    let base = def.since.unwrap_or(1);
    order(ctx, raw, def, base);
    role_there_from_the_start(ctx, def, base);
    if clean {
        defaults(ctx, def, base);
    }
    sizes(ctx, def, base);
    versions::states_growth(ctx, def);
}

/// A stated size has to hold the struct's own.
fn size_fits(ctx: &Ctx<'_>, def: &StructDef) {
    for f in &def.fields {
        if f.role != Some(Role::Size) {
            continue;
        }
        let bits = f.size.min(8) * 8;
        if bits < 64 && def.size >= 1 << bits {
            ctx.sink.add(
                Diagnostic::error(
                    "role-type",
                    f.type_span,
                    format!("the struct's {} bytes don't fit this type", def.size),
                )
                .help("use a wider unsigned integer"),
            );
        }
    }
}

/// With the version as the only sign of growth, a const version would refuse every other one.
fn constant_version(ctx: &Ctx<'_>, def: &StructDef) {
    let Some(i) = def.roles.version else { return };
    let f = &def.fields[i as usize];
    let constant = match &f.kind {
        FieldKind::Bits(_, items) => {
            items.iter().find(|i| i.role == Some(Role::Version)).and_then(|i| i.rules.constant.as_ref())
        }
        _ => f.rules.constant.as_ref(),
    };
    if let Some(constant) = constant {
        ctx.sink.add(
            Diagnostic::error(
                "append-const-version",
                constant.span,
                "data of any other version would be refused",
            )
            .other(f.name_span, "the only field that says how much is there")
            .help("use `default` in place of `const`, or add a field with `role = \"size\"`"),
        );
    }
}

/// Data of every version has the field that says how much is there.
fn role_there_from_the_start(ctx: &Ctx<'_>, def: &StructDef, base: u32) {
    let Some(i) = def.roles.size.or(def.roles.version) else { return };
    let f = &def.fields[i as usize];
    if let Some(since) = f.since.filter(|since| *since > base) {
        ctx.sink.add(
            Diagnostic::error(
                "append-without-role",
                f.name_span,
                format!(
                    "`{}` says how much is there, but is itself there since version {since} only",
                    f.name
                ),
            )
            .help("give the role to a field of the first version"),
        );
    }
}

/// Later fields come after earlier ones.
fn order(ctx: &Ctx<'_>, raw: &Struct, def: &StructDef, base: u32) {
    let mut latest: Option<(u32, &FieldDef)> = None;
    for f in def.fields.iter().filter(|f| f.kind != FieldKind::Padding) {
        let written = raw.fields.iter().find(|r| r.whole == f.span);
        if written.is_some_and(|w| w.life.since.is_bad()) {
            continue;
        }
        let since = f.since.unwrap_or(base);
        match latest {
            Some((version, later)) if since < version => {
                let mut e = Diagnostic::error(
                    "append-order",
                    f.name_span,
                    format!("`{}` comes after a field of version {version}, but is said to be there since {since}", f.name),
                )
                .other(later.name_span, format!("since version {version}"));
                e = match written {
                    Some(w) => match w.life.since.get() {
                        Some(at) => e.fix(
                            format!("say `since = {version}`, or move the field"),
                            at.span,
                            version.to_string(),
                        ),
                        None => {
                            let (place, text) =
                                edit::new_key(f.name_span, w.inline, &format!("since = {version}"));
                            e.fix(format!("say `since = {version}`, or move the field"), place, text)
                        }
                    },
                    None => e.help("move the field before it"),
                };
                ctx.sink.add(e);
            }
            _ => latest = Some((since, f)),
        }
    }
}

/// Data of an older version gives newer fields their defaults, so these have to be valid.
fn defaults(ctx: &Ctx<'_>, def: &StructDef, base: u32) {
    for m in &def.members {
        let f = &def.fields[m.field as usize];
        if m.required && f.since.is_some_and(|s| s > base) {
            ctx.sink.add(
                Diagnostic::error(
                    "append-without-default",
                    f.name_span,
                    format!("older data doesn't have `{}`, and zero is not a valid value of it", m.name),
                )
                .help("give it a `default`"),
            );
        }
    }
}

fn sizes(ctx: &Ctx<'_>, def: &mut StructDef, base: u32) {
    let mut sizes: Vec<VersionSize> = Vec::new();
    let mut end = 0;
    let mut align = 1;
    let mut version = base;
    let fields: Vec<&FieldDef> = def.fields.iter().filter(|f| f.kind != FieldKind::Padding).collect();
    for f in fields {
        let since = f.since.unwrap_or(base).max(version);
        if since > version {
            let size = align_up(end, align);
            if size > f.offset {
                ctx.sink.add(
                    Diagnostic::error(
                        "append-in-padding",
                        f.name_span,
                        format!("`{}` lies in what was padding at the end of version {version}", f.name),
                    )
                    .label(format!("at {}", f.offset))
                    .note(format!(
                        "version {version} had {size} bytes, so its data has these bytes without a meaning"
                    ))
                    .help("declare the padding of the older version as reserved bytes before the new field"),
                );
            }
            if end > 0 {
                sizes.push(VersionSize { version, size: size.min(f.offset) });
            }
            version = since;
        }
        end = end.max(f.offset + f.size);
        align = align.max(field_align(ctx, def, f));
    }
    sizes.push(VersionSize { version, size: def.size });
    def.sizes = sizes;
}

fn field_align(ctx: &Ctx<'_>, def: &StructDef, f: &FieldDef) -> u64 {
    let own = match &f.kind {
        FieldKind::Value(ty) => crate::layout::extent(ctx, ty).map_or(1, |e| e.align),
        FieldKind::Bits(word, _) => word.align(),
        _ => 1,
    };
    let cap = match def.layout {
        LayoutRule::Natural => u64::MAX,
        LayoutRule::Packed(pack) => pack,
        LayoutRule::Explicit => 1,
    };
    let raised = if def.align_raised { def.align } else { 1 };
    own.min(cap).max(raised)
}
