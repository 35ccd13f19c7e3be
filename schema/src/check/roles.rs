//! Roles: what append, messages and byte orders rest on.

use crate::check::applicable;
use crate::check::fields::Built;
use crate::diagnostic::Diagnostic;
use crate::edit;
use crate::int::Int;
use crate::ir::{ByteOrder, FieldDef, FieldKind, Literal, Role, Roles, Scalar, StructDef, Value, WireType};
use crate::raw::At;
use crate::raw::structs::{Field, Struct};
use crate::resolve::Ctx;
use crate::source::Span;

/// The fields of a checked struct that have a role.
pub(crate) fn of(def: &StructDef) -> Roles {
    let find = |role: Role| {
        let has = |f: &FieldDef| {
            f.role == Some(role)
                || matches!(&f.kind, FieldKind::Bits(_, items) if items.iter().any(|i| i.role == Some(role)))
        };
        def.fields.iter().position(has).map(|i| i as u32)
    };
    Roles {
        version: find(Role::Version),
        size: find(Role::Size),
        payload_length: find(Role::PayloadLength),
        byte_order: find(Role::ByteOrder),
    }
}

/// Each role once, and each on a field that can carry it.
pub(crate) fn check(ctx: &Ctx<'_>, raw: &Struct, def: &StructDef, built: &[Option<Built>]) {
    let mut first: Vec<(Role, Span)> = Vec::new();
    for (f, b) in raw.fields.iter().zip(built) {
        let on_items = f.bits.iter().filter_map(|b| b.role.get().map(|at| (at, Some(b))));
        for (at, bit) in f.role.get().map(|at| (at, None)).into_iter().chain(on_items) {
            match first.iter().find(|(role, _)| *role == at.value) {
                Some((_, place)) => ctx.sink.add(
                    Diagnostic::error("duplicate-role", at.span, "a struct has one field of each role")
                        .label("again here")
                        .other(*place, "first here")
                        .help("take the role away from one of the two"),
                ),
                None => first.push((at.value, at.span)),
            }
            match (at.value, bit) {
                (Role::Size | Role::ByteOrder, Some(bit)) => {
                    applicable::refuse_bit(ctx, bit, "role", at.key, "it needs a whole field");
                }
                _ if is_array(b.as_ref()) => ctx.sink.add(
                    Diagnostic::error("role-type", at.span, "an array can't have a role")
                        .help("give the role to a single integer"),
                ),
                (Role::Size, None) => size(ctx, f, at, b.as_ref()),
                (Role::ByteOrder, None) => byte_order(ctx, def, f, at, b.as_ref()),
                _ => {}
            }
        }
    }
}

fn is_array(b: Option<&Built>) -> bool {
    b.is_some_and(|b| matches!(b.def.kind, FieldKind::Value(WireType::Array(..))))
}

fn element(b: Option<&Built>) -> Option<(&FieldDef, Scalar)> {
    let def = &b?.def;
    match &def.kind {
        FieldKind::Value(WireType::Scalar(s)) => Some((def, *s)),
        _ => None,
    }
}

/// Encoding writes the size, so the schema says nothing else about the field.
fn size(ctx: &Ctx<'_>, f: &Field, at: &At<Role>, b: Option<&Built>) {
    let rules = [
        ("const", &f.rules.constant),
        ("one_of", &f.rules.one_of),
        ("default", &f.rules.default),
        ("range", &f.rules.range),
    ];
    for (name, slot) in rules {
        let Some(value) = slot.get() else { continue };
        let e = Diagnostic::error(
            "role-conflict",
            value.key,
            format!("encoding writes the struct's size here, so `{name}` means nothing"),
        )
        .other(at.span, "the role");
        ctx.sink.add(match edit::removal(ctx.sources, value.key, value.span, f.inline) {
            Some(place) => e.fix(format!("take `{name}` away"), place, ""),
            None => e.help(format!("take `{name}` away")),
        });
    }
    let Some((_, scalar)) = element(b) else { return };
    if scalar.is_signed() {
        ctx.sink.add(
            Diagnostic::error("role-type", at.span, "the size is a single unsigned integer")
                .help("use an unsigned integer type such as `u32`"),
        );
    }
}

/// The value has to read wrong in the other order.
fn byte_order(ctx: &Ctx<'_>, def: &StructDef, f: &Field, at: &At<Role>, b: Option<&Built>) {
    if def.endian != ByteOrder::Either {
        ctx.sink.add(
            Diagnostic::error(
                "byte-order-role",
                at.span,
                "the struct has one byte order, so there is nothing to find out",
            )
            .help("say `endian = \"either\"` on the struct, or take the role away"),
        );
        return;
    }
    let Some((field, scalar)) = element(b) else { return };
    let fixed = f.endian.get().filter(|e| e.value != ByteOrder::Either);
    let values: Vec<&Literal> = field.rules.constant.iter().chain(&field.rules.one_of).collect();
    let swapped = |l: &Literal| match &l.value {
        Value::Int(i) => {
            let width = scalar.size() as u32 * 8;
            let bits = i.bits().swap_bytes() >> (128 - width);
            Some(Value::Int(Int::from_bits(bits, width, scalar.is_signed())))
        }
        _ => None,
    };
    let problem = if fixed.is_some() || scalar.size() == 1 {
        Some("the field has to be a single number of either byte order")
    } else if values.is_empty() && f.rules.constant.is_absent() && f.rules.one_of.is_absent() {
        Some("without `const` or `one_of` the field reads right in both orders")
    } else if values.iter().any(|v| swapped(v).is_some_and(|s| values.iter().any(|o| o.value == s))) {
        Some("one of its values reads right in both orders")
    } else {
        None
    };
    if let Some(problem) = problem {
        ctx.sink.add(
            Diagnostic::error("byte-order-role", at.span, problem)
                .help("give the role to a number whose `const` differs from itself with its bytes reversed"),
        );
    }
}
