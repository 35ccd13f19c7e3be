//! Variables: which are only other names of members, and which are declared before they are set.

use crate::backend::kotlin::names::is_local;
use crate::backend::kotlin::types::Context;
use crate::backend::object::steps::{Step, Value, Var};
use rbgen_schema::ir::StructDef;

/// Whether a value is a member, or the number of one, as it is.
pub(super) fn is_alias(value: &Value) -> bool {
    match value {
        Value::Member(_) | Value::Argument => true,
        Value::CodeOf(_, value) | Value::BitsOf(_, value) => is_alias(value),
        _ => false,
    }
}

/// A property where a parameter or variable of the function may have its name.
pub(crate) fn own(property: &str) -> String {
    if is_local(property) { format!("this.{property}") } else { property.to_owned() }
}

/// How a value that is an alias is written.
pub(super) fn alias(cx: &Context<'_>, def: Option<&StructDef>, value: &Value) -> String {
    match value {
        Value::Member(index) => def
            .and_then(|def| def.members.get(*index).map(|member| cx.names.member(def, member)))
            .map(|name| own(&name))
            .unwrap_or_default(),
        Value::CodeOf(_, value) => format!("{}.code", alias(cx, def, value)),
        Value::BitsOf(_, value) => format!("{}.bits", alias(cx, def, value)),
        _ => "value".to_owned(),
    }
}

pub(super) fn collect_aliases<'f>(steps: &'f [Step], aliases: &mut Vec<(Var, &'f Value)>) {
    for step in steps {
        match step {
            Step::Let(var, value) if is_alias(value) => aliases.push((*var, value)),
            Step::If(_, then, otherwise) => {
                collect_aliases(then, aliases);
                collect_aliases(otherwise, aliases);
            }
            Step::Loop(_, _, body) => collect_aliases(body, aliases),
            Step::Select(_, _, arms, otherwise) => {
                arms.iter().for_each(|(_, steps)| collect_aliases(steps, aliases));
                collect_aliases(otherwise, aliases);
            }
            _ => {}
        }
    }
}

pub(super) fn collect_declared(steps: &[Step], declared: &mut Vec<Var>) {
    for step in steps {
        match step {
            Step::Declare(var) => declared.push(*var),
            Step::If(_, then, otherwise) => {
                collect_declared(then, declared);
                collect_declared(otherwise, declared);
            }
            Step::Loop(_, _, body) => collect_declared(body, declared),
            Step::Select(_, _, arms, otherwise) => {
                arms.iter().for_each(|(_, steps)| collect_declared(steps, declared));
                collect_declared(otherwise, declared);
            }
            _ => {}
        }
    }
}
