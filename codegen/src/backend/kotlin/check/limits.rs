//! What the JVM can't hold: classes and methods have at most 64 KB of each thing.

use crate::backend::kotlin::builder;
use crate::backend::object::claims::Report;
use rbgen_schema::ir::{FieldKind, Literal, StructDef, Value};
use rbgen_schema::{Diagnostic, Schema};

/// Values of an enum: each takes several of the 65535 names that a class may refer to.
const MOST_VALUES: usize = 10_000;

/// Elements of a list in a default or a constant: each takes part of the 65535 bytes of one method.
const MOST_ELEMENTS: usize = 2000;

/// Reports what is too large.
pub(super) fn check(schema: &Schema, report: &mut Report<'_>) {
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
        lists(def, report);
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

fn lists(def: &StructDef, report: &mut Report<'_>) {
    for field in &def.fields {
        if !matches!(field.kind, FieldKind::Value(_)) {
            continue;
        }
        let stated = field.rules.constant.iter().chain(&field.rules.default);
        let most = stated.map(|literal: &Literal| elements(&literal.value)).max().unwrap_or(0);
        if most > MOST_ELEMENTS {
            let text = format!(
                "`{}.{}` states {most} elements; a method of the JVM has room for {MOST_ELEMENTS}",
                def.name, field.name
            );
            report.add(Diagnostic::error("lang-limit", field.name_span, text).help("leave the list out"));
        }
    }
}

fn elements(value: &Value) -> usize {
    match value {
        Value::List(values) => values.iter().map(elements).sum(),
        _ => 1,
    }
}
