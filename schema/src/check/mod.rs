//! The rules, one function each; a file a topic. Each reports all it finds and none relies on another's verdict
//! beyond the flags in [`crate::resolve::Ctx`].

pub(crate) mod append;
pub(crate) mod applicable;
pub(crate) mod bits;
pub(crate) mod calls;
pub(crate) mod consts;
pub(crate) mod enums;
pub(crate) mod explicit;
pub(crate) mod fields;
pub(crate) mod flags;
pub(crate) mod langs;
pub(crate) mod members;
pub(crate) mod messages;
pub(crate) mod picture;
pub(crate) mod roles;
pub(crate) mod shm;
pub(crate) mod structs;
pub(crate) mod tags;
pub(crate) mod unions;
pub(crate) mod value_rules;
pub(crate) mod versions;

use crate::diagnostic::Diagnostic;
use crate::ir::ModuleId;
use crate::raw::items::Life;
use crate::resolve::Ctx;
use crate::source::Span;
use std::collections::HashMap;

/// Reports names given twice in one list of parts.
pub(crate) fn unique<'a>(ctx: &Ctx<'_>, what: &str, names: impl Iterator<Item = (&'a str, Span)>) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for (name, span) in names {
        match seen.get(name) {
            Some(first) => ctx.sink.add(
                Diagnostic::error(
                    "duplicate-part",
                    span,
                    format!("the name `{name}` is given twice in {what}"),
                )
                .label("again here")
                .other(*first, "first here")
                .help("rename one of the two"),
            ),
            None => {
                seen.insert(name, span);
            }
        }
    }
}

/// `since` names a version of the schema that exists.
pub(crate) fn since(ctx: &Ctx<'_>, module: ModuleId, life: &Life) -> Option<u32> {
    let at = life.since.get()?;
    if let Some(version) = ctx.version_of(module)
        && at.value > version
    {
        let mut e = Diagnostic::error(
            "since-in-the-future",
            at.span,
            format!("the schema is at version {version}, so nothing can be there since version {}", at.value),
        );
        if let Some(v) = ctx.files[module.index()].schema.version.get() {
            e = e.other(v.span, "the schema's version").fix(
                "raise the schema's version",
                v.span,
                at.value.to_string(),
            );
        }
        ctx.sink.add(e);
    }
    u32::try_from(at.value).ok()
}
