//! Names at file scope: types, functions, constants and macros.

use super::claims::{Change, Claim, claims};
use super::{Report, another, is_small};
use crate::backend::c::generator::Generator;
use crate::backend::c::names::{named_items, snake, upper};
use crate::backend::c::package::guard;
use crate::backend::c::reserved::{is_private, is_reserved, is_taken_globally};
use crate::schema::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};

/// Reports names that meet or can't be had, and answers the macros with what they are.
pub(super) fn check(generator: &Generator<'_>, report: &mut Report<'_>) -> BTreeMap<String, String> {
    let schema = generator.schema;
    let mut all: Vec<Claim> = Vec::new();
    for module in &schema.modules {
        all.push(Claim {
            name: guard(module),
            what: format!("the include guard of `{}`", module.name),
            span: module.name_span,
            change: Change::Schema("set `guard` in [lang.c] to another name"),
            is_macro: true,
        });
    }
    all.extend(named_items(schema).into_iter().flat_map(|(id, _)| claims(generator, id)));
    let names: BTreeSet<&str> = all.iter().map(|claim| claim.name.as_str()).collect();
    let mut seen: BTreeMap<&str, &Claim> = BTreeMap::new();
    for claim in &all {
        let name = claim.name.as_str();
        if let Some(other) = seen.get(name) {
            let message = format!("in C, {} and {} are both called `{name}`", claim.what, other.what);
            let error = Diagnostic::error("lang-collision", claim.span, message);
            refuse(report, error.other(other.span, "the other one"), claim, &names);
            continue;
        }
        seen.insert(name, claim);
        let why = if claim.is_macro && name.contains(is_small) {
            "is a macro, which is written in capitals"
        } else if is_reserved(name) || is_private(name) || name.starts_with('_') {
            "is reserved"
        } else if is_taken_globally(name) {
            "belongs to the C library"
        } else {
            continue;
        };
        let message = format!("`{name}` ({}) {why} in C", claim.what);
        refuse(report, Diagnostic::error("lang-name", claim.span, message), claim, &names);
    }
    all.into_iter().filter(|claim| claim.is_macro).map(|claim| (claim.name, claim.what)).collect()
}

/// Reports a name with another one for what has it.
fn refuse(report: &mut Report<'_>, error: Diagnostic, claim: &Claim, names: &BTreeSet<&str>) {
    match &claim.change {
        Change::Schema(help) => report.plain(error, &claim.what, help),
        Change::Rename(target, current) => {
            // All names that come of it have to be free: those that start with it, and those that end in it.
            let taken = |name: &str| {
                let (low, up) = (snake(name), upper(name));
                let parts = |taken: &&&str| {
                    let taken: &str = taken;
                    let rest = taken.strip_prefix(low.as_str()).or_else(|| taken.strip_prefix(up.as_str()));
                    taken == name || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
                };
                names
                    .iter()
                    .any(|n| parts(&n) || n.ends_with(&format!("_{low}")) || n.ends_with(&format!("_{up}")))
            };
            let capitals = claim.is_macro && target.contains('.') && claim.name.contains(is_small);
            let start = if capitals { upper(current) } else { current.clone() };
            let name = if start != *current && !taken(&start) { start } else { another(&start, taken) };
            report.rename(error, target, &name);
        }
    }
}
