//! Enums.

use crate::check::{since, unique};
use crate::diagnostic::Diagnostic;
use crate::edit;
use crate::int::Int;
use crate::ir::{EnumDef, EnumValue, ModuleId, Scalar, TextAttribute};
use crate::raw::items::{Enum, EnumValue as RawValue};
use crate::raw::{At, Body, Slot};
use crate::resolve::Ctx;
use crate::resolve::index::Index;
use crate::source::Span;
use std::collections::HashMap;

/// Builds every enum.
pub(crate) fn build(ctx: &mut Ctx<'_>) {
    for entry in ctx.index.enums.clone() {
        let (module, item) = entry;
        let Body::Enum(raw) = &item.body else { continue };
        let before = ctx.sink.errors();
        let name = item.name.as_ref().map(|n| n.value.clone()).unwrap_or_default();
        let repr = repr(ctx, &raw.ty, true);
        let values = values(ctx, module, raw, &name, repr);
        if values.is_empty() && raw.values_slot.get().is_some() && ctx.sink.errors() == before {
            let span = raw.values_slot.get().map_or(item.whole, |at| at.span);
            ctx.sink.add(
                Diagnostic::error("empty-enum", span, format!("the enum `{name}` has no values"))
                    .help("give at least one value"),
            );
        }
        let def = EnumDef {
            site: Index::site(entry),
            name,
            doc: raw.doc.cloned(),
            repr: repr.unwrap_or(Scalar::U32),
            unknown: raw.unknown.cloned().unwrap_or(ctx.files[module.index()].schema.unknown),
            text: raw
                .text
                .iter()
                .map(|(n, f)| TextAttribute { name: n.value.clone(), fallback: f.clone() })
                .collect(),
            values,
            since: since(ctx, module, &raw.life),
            deprecated: raw.life.deprecated.cloned(),
        };
        ctx.schema.enums.push(def);
        ctx.enum_ok.push(ctx.sink.errors() == before);
    }
}

/// The integer that represents an enum or a flag set.
pub(crate) fn repr(ctx: &Ctx<'_>, ty: &Slot<String>, signed_too: bool) -> Option<Scalar> {
    let at = ty.get()?;
    match Scalar::from_name(&at.value) {
        Some(s) if s.is_integer() && (signed_too || !s.is_signed()) => Some(s),
        _ => {
            let fits = Scalar::ALL.iter().filter(|s| s.is_integer() && (signed_too || !s.is_signed()));
            let unsigned = at.value.strip_prefix('i').map(|bits| format!("u{bits}"));
            let unsigned = unsigned.as_deref().filter(|u| Scalar::from_name(u).is_some());
            let kind = if signed_too { "an integer type" } else { "an unsigned integer type" };
            let e = Diagnostic::error(
                "bad-representation",
                at.span,
                format!("`{}` is not {kind}", crate::raw::reader::shorten(&at.value)),
            );
            ctx.sink.add(match unsigned.or_else(|| ctx.nearest(&at.value, fits.map(|s| s.name()))) {
                Some(near) => e.fix(format!("write `{near}`"), at.span, format!("\"{near}\"")),
                None => e.help(format!("give {kind} such as `u32`")),
            });
            None
        }
    }
}

fn values(
    ctx: &Ctx<'_>,
    module: ModuleId,
    raw: &Enum,
    enum_name: &str,
    repr: Option<Scalar>,
) -> Vec<EnumValue> {
    unique(
        ctx,
        "this enum",
        raw.values.iter().filter_map(|v| v.name.get()).map(|n| (n.value.as_str(), n.span)),
    );
    let mut built: Vec<EnumValue> = Vec::with_capacity(raw.values.len());
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    let mut by_code: HashMap<Int, (usize, Span)> = HashMap::new();
    for (i, v) in raw.values.iter().enumerate() {
        let Some(name) = v.name.get() else { continue };
        by_name.entry(&name.value).or_insert(i);
        if let Some(at) = v.value.get() {
            fits(ctx, repr, at);
        }
    }
    for (i, v) in raw.values.iter().enumerate() {
        let (code, alias) = match (v.value.get(), v.alias.get()) {
            (Some(value), Some(alias)) => {
                let e = Diagnostic::error(
                    "alias-with-value",
                    value.span,
                    "an alias has the code of what it stands for",
                )
                .other(alias.span, "the alias");
                ctx.sink.add(match edit::removal(ctx.sources, value.key, value.span, v.inline) {
                    Some(place) => e.fix("take `value` away", place, ""),
                    None => e.help("take `value` away"),
                });
                (Some(value.value), None)
            }
            (Some(value), None) => {
                if let Some((first, place)) = by_code.get(&value.value) {
                    duplicate_code(ctx, raw, i, *first, value, *place);
                } else {
                    by_code.insert(value.value, (i, value.span));
                }
                (Some(value.value), None)
            }
            (None, Some(alias)) => match target(ctx, raw, enum_name, alias, i, &by_name) {
                Some((target, code)) => (Some(code), Some(target)),
                None => (None, None),
            },
            (None, None) => (None, None),
        };
        let text = raw
            .text
            .iter()
            .map(|(a, fallback)| {
                v.text.iter().find(|t| t.value.0 == a.value).map_or(fallback, |t| &t.value.1).clone()
            })
            .collect();
        if let Some(alias) = v.alias.get() {
            for t in &v.text {
                ctx.sink.add(alias_with_text(ctx, v, t, alias));
            }
        }
        // Indices have to match the raw list; after an error the enum isn't used.
        built.push(EnumValue {
            name: v.name.cloned().unwrap_or_default(),
            name_span: v.name.get().map_or(v.whole, |n| n.span),
            code: code.unwrap_or(Int::ZERO),
            alias,
            doc: v.doc.cloned(),
            text,
            since: since(ctx, module, &v.life),
            deprecated: v.life.deprecated.cloned(),
        });
    }
    // An alias answers what the value it stands for answers.
    for i in 0..built.len() {
        if let Some(target) = built[i].alias {
            built[i].text = built[target as usize].text.clone();
        }
    }
    built
}

fn alias_with_text(
    ctx: &Ctx<'_>,
    v: &RawValue,
    text: &At<(String, String)>,
    alias: &At<String>,
) -> Diagnostic {
    let e = Diagnostic::error(
        "alias-with-value",
        text.key,
        format!("an alias has the `{}` of what it stands for", text.value.0),
    )
    .other(alias.span, "the alias");
    match edit::removal(ctx.sources, text.key, text.span, v.inline) {
        Some(place) => e.fix(format!("take `{}` away", text.value.0), place, ""),
        None => e.help(format!("take `{}` away", text.value.0)),
    }
}

fn fits(ctx: &Ctx<'_>, repr: Option<Scalar>, at: &At<Int>) {
    let Some(repr) = repr else { return };
    if at.value < repr.min() || at.value > repr.max() {
        ctx.sink.add(
            Diagnostic::error(
                "value-does-not-fit",
                at.span,
                format!("{} doesn't fit `{}`", at.value, repr.name()),
            )
            .label(format!("{} to {}", repr.min(), repr.max()))
            .help("use a wider type, or another code"),
        );
    }
}

fn duplicate_code(ctx: &Ctx<'_>, raw: &Enum, again: usize, first: usize, at: &At<Int>, place: Span) {
    let e = Diagnostic::error("duplicate-code", at.span, format!("the code {} is given twice", at.value))
        .label("again here")
        .other(place, "first here");
    let name = raw.values[first].name.value();
    ctx.sink.add(match name {
        Some(name) if raw.values[again].alias.is_absent() => {
            let place = Span { start: at.key.start, ..at.span };
            e.fix(
                format!("another name for the same code is an alias: write `alias = \"{name}\"`"),
                place,
                format!("alias = \"{name}\""),
            )
        }
        _ => e.help("change one of the two"),
    });
}

fn target(
    ctx: &Ctx<'_>,
    raw: &Enum,
    enum_name: &str,
    alias: &At<String>,
    own: usize,
    by_name: &HashMap<&str, usize>,
) -> Option<(u32, Int)> {
    let error = |what: String| Diagnostic::error("bad-alias", alias.span, what);
    let Some(&target) = by_name.get(alias.value.as_str()) else {
        let others = raw.values.iter().filter(|v| v.alias.is_absent()).filter_map(|v| v.name.value());
        let e = error(format!("`{enum_name}` has no value `{}`", crate::raw::reader::shorten(&alias.value)));
        ctx.sink.add(match ctx.nearest(&alias.value, others.map(String::as_str)) {
            Some(near) => e.fix(format!("write `{near}`"), alias.span, format!("\"{near}\"")),
            None => e.help("name a value of the same enum"),
        });
        return None;
    };
    if target == own || !raw.values[target].alias.is_absent() {
        ctx.sink.add(
            error(format!("`{}` is an alias itself", alias.value))
                .help("name a value that has a code of its own"),
        );
        return None;
    }
    raw.values[target].value.cloned().map(|code| (target as u32, code))
}
