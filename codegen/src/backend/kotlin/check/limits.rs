//! What the JVM can't hold: classes and methods have at most 64 KB of each thing.

use crate::backend::kotlin::builder;
use crate::backend::object::claims::Report;
use crate::backend::object::jvm;
use rbgen_schema::{Diagnostic, Schema};

/// Values of an enum: each takes several of the 65535 names that a class may refer to.
const MOST_VALUES: usize = 10_000;

/// Reports what is too large.
pub(super) fn check(schema: &Schema, report: &mut Report<'_>) {
    jvm::check_literals(schema, report);
    for def in &schema.structs {
        let weight = builder::whole_weight(def);
        if weight > builder::MOST {
            let text = format!(
                "`{}` has {weight} fields and bit items; a class of the JVM has room for {}",
                def.name,
                builder::MOST
            );
            report.add(
                Diagnostic::error("lang-limit", def.site.name, text).help("split it into nested structs"),
            );
        }
    }
    for def in schema.enums.iter().filter(|def| def.values.len() > MOST_VALUES) {
        let text = format!(
            "`{}` has {} values; a class of the JVM has room for {MOST_VALUES}",
            def.name,
            def.values.len()
        );
        report.add(Diagnostic::error("lang-limit", def.site.name, text).help("use a plain integer"));
    }
    for def in &schema.messages {
        let header = &schema.structs[def.header.index()];
        if builder::is_needed(header) || header.members.len() * 2 + def.parts.len() > 200 {
            let text = format!(
                "the header of `{}` has {} members; a function of the JVM takes 255 words of parameters",
                def.name,
                header.members.len()
            );
            report.add(
                Diagnostic::error("lang-limit", def.site.name, text)
                    .help("put members of the header into a nested struct"),
            );
        }
    }
}
