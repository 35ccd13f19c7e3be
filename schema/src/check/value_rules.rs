//! `const`, `one_of`, `default`, `range`, `scale` and `unit`, of fields and bit items alike.

use crate::diagnostic::Diagnostic;
use crate::int::Int;
use crate::ir::{Literal, ModuleId, Scale, Value, ValueRange, ValueRules};
use crate::raw::At;
use crate::raw::structs::Rules;
use crate::raw::tree::{Kind, Node};
use crate::resolve::Ctx;
use crate::resolve::values::{Want, literal};
use crate::source::Span;

/// Resolves the rules. Keys that don't apply to the type are reported by [`crate::check::applicable`] and skipped here.
pub(crate) fn build(ctx: &Ctx<'_>, module: ModuleId, raw: &Rules, want: &Want) -> ValueRules {
    let element = want.element();
    let rules = ValueRules {
        constant: raw.constant.get().and_then(|at| constant(ctx, module, at, want)),
        one_of: raw
            .one_of
            .get()
            .filter(|_| takes_one_of(element))
            .map_or(Vec::new(), |at| one_of(ctx, module, at, element)),
        default: raw.default.get().and_then(|at| default(ctx, module, &at.value, want)),
        range: raw.range.get().filter(|_| is_number(element)).and_then(|at| {
            let (low, high) = range(ctx, module, at, element)?;
            Some(ValueRange { low, high, on_decode: raw.enforce.cloned().unwrap_or(true) })
        }),
        unit: raw.unit.cloned(),
        scale: scale(ctx, raw),
    };
    conflicts(ctx, raw);
    if let Some(default) = &rules.default {
        allowed(ctx, &rules, default, "default");
    }
    rules
}

/// Whether `range`, `unit`, `scale` and `bias` mean anything.
pub(crate) fn is_number(want: &Want) -> bool {
    matches!(want, Want::Int { .. } | Want::Float { .. })
}

/// Whether a value can be one of several.
pub(crate) fn takes_one_of(want: &Want) -> bool {
    !matches!(want, Want::Bool | Want::Flags { .. } | Want::List(..))
}

fn constant(ctx: &Ctx<'_>, module: ModuleId, at: &At<Node>, want: &Want) -> Option<Literal> {
    if let Want::List(inner, len) = want
        && !matches!(at.value.kind, Kind::List(_) | Kind::Bad)
    {
        let e = Diagnostic::error(
            "list-length",
            at.span,
            format!("the const of an array is a list of {len} values"),
        );
        let text = ctx.sources.slice(at.span);
        ctx.sink.add(if *len <= 64 && !matches!(**inner, Want::List(..)) {
            let all = vec![text; *len as usize].join(", ");
            e.fix("give one for each element", at.span, format!("[{all}]"))
        } else {
            e.help("give one for each element")
        });
        return None;
    }
    literal(ctx, module, &at.value, want)
}

/// For an array a single default stands for every element.
pub(crate) fn default(ctx: &Ctx<'_>, module: ModuleId, node: &Node, want: &Want) -> Option<Literal> {
    let mut want = want;
    while let Want::List(inner, _) = want {
        let per_element = match (&node.kind, &**inner) {
            // A list of flags is one value.
            (Kind::List(list), Want::Flags { .. }) => list.iter().any(|n| !matches!(n.kind, Kind::Text(_))),
            (Kind::List(_), _) => true,
            _ => false,
        };
        if per_element {
            break;
        }
        want = inner;
    }
    literal(ctx, module, node, want)
}

fn one_of(ctx: &Ctx<'_>, module: ModuleId, at: &At<Node>, want: &Want) -> Vec<Literal> {
    let Kind::List(list) = &at.value.kind else {
        ctx.sink.add(
            Diagnostic::error(
                "wrong-kind",
                at.span,
                format!("`one_of` is a list, not {}", at.value.kind.what()),
            )
            .fix("put brackets around it", at.span, format!("[{}]", ctx.sources.slice(at.span))),
        );
        return Vec::new();
    };
    if list.is_empty() {
        ctx.sink.add(
            Diagnostic::error("empty-one-of", at.span, "no value could ever be right")
                .help("list the values that are right"),
        );
    }
    let mut values: Vec<Literal> = Vec::with_capacity(list.len());
    for node in list {
        let Some(value) = literal(ctx, module, node, want) else { continue };
        // Quadratic, so only as far as a list written by hand goes.
        if values.len() < 1000
            && let Some(first) = values.iter().find(|v| v.value == value.value)
        {
            ctx.sink.add(
                Diagnostic::error("duplicate-value", value.span, "this value is given twice")
                    .label("again here")
                    .other(first.span, "first here")
                    .help("take one of the two away"),
            );
        }
        values.push(value);
    }
    values
}

fn range(ctx: &Ctx<'_>, module: ModuleId, at: &At<Node>, want: &Want) -> Option<(Literal, Literal)> {
    let (low, high) = match &at.value.kind {
        Kind::List(list) if list.len() == 2 => (&list[0], &list[1]),
        kind => {
            ctx.sink.add(
                Diagnostic::error(
                    "bad-range",
                    at.span,
                    match kind {
                        Kind::List(list) => format!("a range has two ends, not {}", list.len()),
                        kind => format!("`range` is a list of two numbers, not {}", kind.what()),
                    },
                )
                .help("write the lowest and the highest value, as in `[0, 100]`"),
            );
            return None;
        }
    };
    let low = literal(ctx, module, low, want);
    let high = literal(ctx, module, high, want);
    let (low, high) = (low?, high?);
    if above(&low.value, &high.value) {
        let swapped = format!("[{}, {}]", ctx.sources.slice(high.span), ctx.sources.slice(low.span));
        ctx.sink.add(Diagnostic::error("bad-range", at.span, "the lowest value is above the highest").fix(
            "swap the two",
            at.span,
            swapped,
        ));
        return None;
    }
    Some((low, high))
}

fn above(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => a > b,
        (Value::Float(a), Value::Float(b)) => a > b,
        _ => false,
    }
}

fn scale(ctx: &Ctx<'_>, raw: &Rules) -> Option<Scale> {
    if let Some(at) = raw.scale.get()
        && at.value == 0.0
    {
        ctx.sink.add(
            Diagnostic::error("zero-scale", at.span, "with a scale of 0 every value means the same")
                .help("give a scale other than 0, or take it away"),
        );
        return None;
    }
    if raw.scale.value().is_none() && raw.bias.value().is_none() {
        return None;
    }
    Some(Scale { scale: raw.scale.cloned().unwrap_or(1.0), bias: raw.bias.cloned().unwrap_or(0.0) })
}

/// Keys that can't both be given.
fn conflicts(ctx: &Ctx<'_>, raw: &Rules) {
    let constant = raw.constant.get();
    let others = [("one_of", &raw.one_of), ("default", &raw.default), ("range", &raw.range)];
    for (name, slot) in others {
        let (Some(first), Some(at)) = (constant, slot.get()) else { continue };
        conflict(ctx, "const", first.key, name, at);
    }
    if let (Some(range), Some(one_of)) = (raw.range.get(), raw.one_of.get()) {
        conflict(ctx, "one_of", one_of.key, "range", range);
    }
    if let Some(enforce) = raw.enforce.get()
        && raw.range.is_absent()
    {
        ctx.sink.add(
            Diagnostic::error(
                "enforce-without-range",
                enforce.key,
                "`enforce` says who checks the `range`, but there is none",
            )
            .help("add `range = [low, high]`, or take `enforce` away"),
        );
    }
}

fn conflict(ctx: &Ctx<'_>, kept: &str, kept_span: Span, gone: &str, at: &At<Node>) {
    // Fields and bit items are written inline nearly always; the edit is right for both where it can be told.
    let inline = ctx.sources.slice(Span { start: at.span.end, end: at.span.end + 1, ..at.span }) != "\n";
    let e =
        Diagnostic::error("conflicting-keys", at.key, format!("`{gone}` says nothing that `{kept}` doesn't"))
            .other(kept_span, format!("`{kept}` is given"));
    ctx.sink.add(match crate::edit::removal(ctx.sources, at.key, at.span, inline) {
        Some(place) => e.fix(format!("take `{gone}` away"), place, ""),
        None => e.help(format!("take `{gone}` away")),
    });
}

/// Whether a value is one that decoding or encoding would refuse; reports it.
pub(crate) fn allowed(ctx: &Ctx<'_>, rules: &ValueRules, value: &Literal, what: &str) -> bool {
    let refused = |v: &Value| refused_by(rules, v);
    let bad = match &value.value {
        Value::List(list) => flat(list).into_iter().any(refused),
        v => refused(v),
    };
    if !bad {
        return true;
    }
    let (why, span) = match (&rules.range, rules.one_of.first()) {
        (Some(range), _) => (
            format!("it has to be {} to {}", show(&range.low.value), show(&range.high.value)),
            range.low.span,
        ),
        (None, Some(first)) => ("it has to be one of the values listed".to_owned(), first.span),
        (None, None) => return true,
    };
    ctx.sink.add(
        Diagnostic::error(
            "value-refused",
            value.span,
            format!("the {what} is a value that encoding refuses"),
        )
        .other(span, why)
        .help(format!("give a {what} that is allowed")),
    );
    false
}

fn flat(list: &[Value]) -> Vec<&Value> {
    let mut all = Vec::new();
    let mut stack: Vec<&Value> = list.iter().collect();
    while let Some(value) = stack.pop() {
        match value {
            Value::List(inner) => stack.extend(inner),
            value => all.push(value),
        }
    }
    all
}

/// Whether `range` or `one_of` refuses a value.
pub(crate) fn refused_by(rules: &ValueRules, v: &Value) -> bool {
    if let Some(range) = &rules.range
        && (above(&range.low.value, v) || above(v, &range.high.value))
    {
        return true;
    }
    !rules.one_of.is_empty() && !rules.one_of.iter().any(|o| o.value == *v)
}

fn show(value: &Value) -> String {
    match value {
        Value::Int(i) => i.to_string(),
        Value::Float(f) => f.to_string(),
        _ => String::new(),
    }
}

/// Whether zero passes `range` and `one_of`.
pub(crate) fn zero_in_rules(rules: &ValueRules, is_zero: impl Fn(&Literal) -> bool) -> bool {
    if let Some(range) = &rules.range {
        let outside = match (&range.low.value, &range.high.value) {
            (Value::Int(low), Value::Int(high)) => *low > Int::ZERO || *high < Int::ZERO,
            (Value::Float(low), Value::Float(high)) => *low > 0.0 || *high < 0.0,
            _ => false,
        };
        if outside {
            return false;
        }
    }
    rules.one_of.is_empty() || rules.one_of.iter().any(is_zero)
}
