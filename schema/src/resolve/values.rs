//! Values: what was written against what the type takes.

use crate::diagnostic::Diagnostic;
use crate::int::Int;
use crate::ir::{
    Encoding, EnumId, FlagsId, ItemId, Literal, ModuleId, Pad, Scalar, TextRules, Value, ValueName, WireType,
};
use crate::raw::reader::shorten;
use crate::raw::tree::{Kind, Node};
use crate::resolve::Ctx;
use crate::resolve::index::Found;
use crate::source::Span;

/// What a value has to be.
#[derive(Debug, Clone)]
pub(crate) enum Want {
    Int {
        low: Int,
        high: Int,
    },
    Float {
        single: bool,
    },
    Bool,
    Text {
        units: u64,
        rules: TextRules,
    },
    Bytes(u64),
    Guid,
    Uuid,
    /// An enum whose codes have to fit, which in few bits not all do.
    Enum {
        id: EnumId,
        low: Int,
        high: Int,
    },
    Flags {
        id: FlagsId,
        high: Int,
    },
    List(Box<Want>, u64),
}

impl Want {
    /// What an integer type takes.
    pub(crate) fn scalar(scalar: Scalar) -> Want {
        if scalar.is_float() {
            Want::Float { single: scalar == Scalar::F32 }
        } else if scalar.is_bool() {
            Want::Bool
        } else {
            Want::Int { low: scalar.min(), high: scalar.max() }
        }
    }

    /// What a type takes; none for those without values in a schema. Silent for broken enums.
    pub(crate) fn of(ctx: &Ctx<'_>, ty: &WireType, text: Option<TextRules>) -> Option<Want> {
        let rules = text.unwrap_or(TextRules {
            encoding: Encoding::Utf8,
            pad: Pad::Nul,
            terminated: false,
            replace_invalid: false,
        });
        Some(match ty {
            WireType::Scalar(s) => Want::scalar(*s),
            WireType::Char(n) => Want::Text { units: *n, rules },
            WireType::Char16(n) => {
                Want::Text { units: *n, rules: TextRules { encoding: Encoding::Utf16, ..rules } }
            }
            WireType::Bytes(n) => Want::Bytes(*n),
            WireType::Guid => Want::Guid,
            WireType::Uuid => Want::Uuid,
            WireType::Enum(id) => {
                let repr = ctx.schema.enums[id.index()].repr;
                Want::Enum { id: *id, low: repr.min(), high: repr.max() }
            }
            WireType::Flags(id) => Want::Flags { id: *id, high: ctx.schema.flags[id.index()].repr.max() },
            WireType::Array(inner, len) => Want::List(Box::new(Want::of(ctx, inner, text)?), *len),
            WireType::Union(_) | WireType::Struct(_) | WireType::Host(_) => return None,
        })
    }

    /// What an element takes, below all lists.
    pub(crate) fn element(&self) -> &Want {
        match self {
            Want::List(inner, _) => inner.element(),
            other => other,
        }
    }

    fn describe(&self, ctx: &Ctx<'_>) -> String {
        match self {
            Want::Int { .. } => "a whole number or the name of a const".into(),
            Want::Float { .. } => "a number".into(),
            Want::Bool => "`true` or `false`".into(),
            Want::Text { .. } => "a text".into(),
            Want::Bytes(n) => format!("{n} bytes as `\"hex:...\"` or the name of a const"),
            Want::Guid | Want::Uuid => "a text such as `\"01234567-89ab-cdef-0123-456789abcdef\"`".into(),
            Want::Enum { id, .. } => format!("the name of a value of `{}`", ctx.name_of(ItemId::Enum(*id))),
            Want::Flags { id, .. } => format!("a list of names of `{}`", ctx.name_of(ItemId::Flags(*id))),
            Want::List(_, n) => format!("a list of {n} values"),
        }
    }
}

/// The value a node stands for, or none after an error.
pub(crate) fn literal(ctx: &Ctx<'_>, module: ModuleId, node: &Node, want: &Want) -> Option<Literal> {
    let span = node.span;
    let plain = |value| Some(Literal { value, named: Vec::new(), span });
    match (want, &node.kind) {
        (_, Kind::Bad) => None,
        (Want::Int { low, high }, Kind::Int(i)) => {
            in_range(ctx, *i, *low, *high, span, None).then(|| plain(Value::Int(*i))).flatten()
        }
        (Want::Int { low, high }, Kind::Text(name)) => {
            let (value, id) = named_const(ctx, module, name, span, |v| matches!(v, Value::Int(_)))?;
            let Value::Int(i) = value else { return None };
            in_range(ctx, i, *low, *high, span, Some(id)).then(|| Literal {
                value: Value::Int(i),
                named: vec![ValueName::Const(id)],
                span,
            })
        }
        (Want::Float { single }, Kind::Float(f)) => float(ctx, *f, *single, span).and_then(plain),
        (Want::Float { single }, Kind::Int(i)) => float(ctx, i.to_f64(), *single, span).and_then(plain),
        (Want::Float { single }, Kind::Text(name)) => {
            let (value, id) = named_const(ctx, module, name, span, |v| matches!(v, Value::Float(_)))?;
            let Value::Float(f) = value else { return None };
            Some(Literal { value: float(ctx, f, *single, span)?, named: vec![ValueName::Const(id)], span })
        }
        (Want::Bool, Kind::Bool(b)) => plain(Value::Bool(*b)),
        (Want::Text { units, rules }, Kind::Text(t)) => {
            text(ctx, t, *units, *rules, span).then(|| plain(Value::Text(t.clone()))).flatten()
        }
        (Want::Bytes(n), Kind::Text(t)) => match t.strip_prefix("hex:") {
            Some(hex) => bytes(ctx, hex, *n, span).and_then(|b| plain(Value::Bytes(b))),
            None => {
                let fits = |v: &Value| matches!(v, Value::Bytes(b) if b.len() as u64 == *n);
                let (value, id) = named_const(ctx, module, t, span, fits)?;
                Some(Literal { value, named: vec![ValueName::Const(id)], span })
            }
        },
        (Want::Guid | Want::Uuid, Kind::Text(t)) => {
            uuid(ctx, t, matches!(want, Want::Guid), span).and_then(|b| plain(Value::Bytes(b)))
        }
        (Want::Enum { id, low, high }, Kind::Text(name)) => enum_value(ctx, *id, name, (*low, *high), span),
        (Want::Enum { id, .. }, Kind::Int(code)) => {
            ctx.sink.add(enum_by_number(ctx, *id, *code, span));
            None
        }
        (Want::Flags { id, .. }, Kind::List(list)) => flags(ctx, *id, list, span),
        (Want::Flags { high, .. }, Kind::Int(i)) => {
            in_range(ctx, *i, Int::ZERO, *high, span, None).then(|| plain(Value::Int(*i))).flatten()
        }
        (Want::List(inner, len), Kind::List(list)) => {
            if list.len() as u64 != *len {
                ctx.sink.add(
                    Diagnostic::error(
                        "list-length",
                        span,
                        format!("{} values, but the array has {len} elements", list.len()),
                    )
                    .help("give one value for each element"),
                );
                return None;
            }
            let values: Vec<Option<Literal>> = list.iter().map(|n| literal(ctx, module, n, inner)).collect();
            let values: Option<Vec<Literal>> = values.into_iter().collect();
            // Names below a list are not kept: the values are spelt one by one.
            plain(Value::List(values?.into_iter().map(|l| l.value).collect()))
        }
        (want, kind) => {
            let wanted = want.describe(ctx);
            let e =
                Diagnostic::error("wrong-value", span, format!("{wanted} is wanted, not {}", kind.what()));
            ctx.sink.add(match meant(ctx, want, kind) {
                Some(text) => e.fix(format!("write `{text}`"), span, text),
                None => e.help(format!("give {wanted}")),
            });
            None
        }
    }
}

/// How a value of another kind would be written, where it can only mean one.
fn meant(ctx: &Ctx<'_>, want: &Want, kind: &Kind) -> Option<String> {
    match (want, kind) {
        (Want::Bool, Kind::Int(i)) if *i == Int::ZERO => Some("false".to_owned()),
        (Want::Bool, Kind::Int(i)) if *i == Int::from(1u64) => Some("true".to_owned()),
        (Want::Int { low, high }, Kind::Float(f)) if f.trunc() == *f && f.abs() < 1e15 => {
            let whole = Int::from(*f as i128);
            (*low <= whole && whole <= *high).then(|| whole.to_string())
        }
        (Want::Flags { id, .. }, Kind::Text(name)) => {
            let flags = &ctx.schema.flags[id.index()].values;
            flags.iter().any(|flag| flag.is_flag && flag.name == *name).then(|| format!("[\"{name}\"]"))
        }
        _ => None,
    }
}

fn in_range(
    ctx: &Ctx<'_>,
    value: Int,
    low: Int,
    high: Int,
    span: Span,
    named: Option<crate::ir::ConstId>,
) -> bool {
    if low <= value && value <= high {
        return true;
    }
    let mut e = Diagnostic::error("value-does-not-fit", span, format!("{value} doesn't fit here"))
        .label(format!("{low} to {high}"))
        .help(format!("give a value from {low} to {high}, or use a wider type"));
    if let Some(site) = named.and_then(|id| ctx.site_of(ItemId::Const(id))) {
        e = e.other(site, "the const");
    }
    ctx.sink.add(e);
    false
}

/// The value of a const that suits.
fn named_const(
    ctx: &Ctx<'_>,
    module: ModuleId,
    name: &str,
    span: Span,
    suits: impl Fn(&Value) -> bool,
) -> Option<(Value, crate::ir::ConstId)> {
    match ctx.index.find(module, name, span, ctx.sink) {
        Found::Item(ItemId::Const(id)) => {
            if !ctx.const_ok.get(id.index()).copied().unwrap_or(false) {
                return None;
            }
            let value = ctx.schema.consts[id.index()].value.value.clone();
            if suits(&value) {
                return Some((value, id));
            }
            let mut e =
                Diagnostic::error("wrong-value", span, format!("the const `{name}` is of another type"))
                    .help("give a value of the type, or a const of it");
            if let Some(site) = ctx.site_of(ItemId::Const(id)) {
                e = e.other(site, "the const");
            }
            ctx.sink.add(e);
            None
        }
        Found::Item(_) | Found::Nothing => {
            let e =
                Diagnostic::error("unknown-const", span, format!("there is no const `{}`", shorten(name)));
            let near = ctx.near(name, |id| match id {
                ItemId::Const(id) => ctx
                    .const_ok
                    .get(id.index())
                    .is_some_and(|ok| *ok && suits(&ctx.schema.consts[id.index()].value.value)),
                _ => false,
            });
            ctx.sink.add(match near {
                Some(near) => e.fix(format!("write `{near}`"), span, format!("\"{near}\"")),
                None => e.help("give a number, or declare the const"),
            });
            None
        }
        Found::Reported => None,
    }
}

fn float(ctx: &Ctx<'_>, value: f64, single: bool, span: Span) -> Option<Value> {
    let stored = if single { f64::from(value as f32) } else { value };
    if stored.is_finite() {
        return Some(Value::Float(stored));
    }
    let e = if value.is_finite() {
        Diagnostic::error("value-does-not-fit", span, "this number is too large for an `f32`")
            .help("use `f64`, or give a smaller number")
    } else {
        Diagnostic::error("not-finite", span, "a value of the schema can't be infinite or not a number")
            .help("give a finite number")
    };
    ctx.sink.add(e);
    None
}

/// Whether a text can be written and read back.
fn text(ctx: &Ctx<'_>, t: &str, units: u64, rules: TextRules, span: Span) -> bool {
    let refuse = |what: String, help: &str| {
        ctx.sink.add(Diagnostic::error("text-not-encodable", span, what).help(help));
        false
    };
    if t.contains('\0') {
        return refuse("a text ends at the first NUL, so it can't contain one".into(), "take the NUL away");
    }
    let (ok, encoding) = match rules.encoding {
        Encoding::Ascii => (t.is_ascii(), "ASCII"),
        Encoding::Latin1 => (t.chars().all(|c| u32::from(c) < 256), "Latin-1"),
        Encoding::Utf8 | Encoding::Utf16 => (true, ""),
    };
    if !ok {
        return refuse(
            format!("this text has characters that {encoding} doesn't have"),
            "use another encoding or another text",
        );
    }
    if rules.pad == Pad::Space && t.ends_with(' ') {
        return refuse(
            "with `pad = \"space\"` trailing spaces are not part of a text".into(),
            "take the trailing spaces away",
        );
    }
    let needed = match rules.encoding {
        Encoding::Ascii | Encoding::Latin1 => t.chars().count(),
        Encoding::Utf8 => t.len(),
        Encoding::Utf16 => t.encode_utf16().count(),
    } as u64;
    let room = units - u64::from(rules.terminated);
    if needed <= room {
        return true;
    }
    ctx.sink.add(
        Diagnostic::error(
            "text-too-long",
            span,
            format!("this text needs {needed} units, but there is room for {room}"),
        )
        .help("use a shorter text or a longer type"),
    );
    false
}

fn bytes(ctx: &Ctx<'_>, hex: &str, n: u64, span: Span) -> Option<Vec<u8>> {
    let error = |what: String, help: String| {
        ctx.sink.add(Diagnostic::error("bad-bytes", span, what).help(help));
        None
    };
    let digits: Option<Vec<u32>> =
        hex.chars().filter(|c| *c != ' ' && *c != '_').map(|c| c.to_digit(16)).collect();
    let Some(digits) = digits.filter(|d| d.len() % 2 == 0) else {
        return error(
            "these are not bytes in hex".into(),
            "write two hex digits for each byte, as in `\"hex:7f454c46\"`".into(),
        );
    };
    if digits.len() as u64 / 2 != n {
        return error(format!("{} bytes, but the type has {n}", digits.len() / 2), format!("give {n} bytes"));
    }
    Some(digits.chunks_exact(2).map(|d| (d[0] * 16 + d[1]) as u8).collect())
}

/// The 16 bytes of `01234567-89ab-cdef-0123-456789abcdef` or `hex:` digits, in wire order.
fn uuid(ctx: &Ctx<'_>, t: &str, mixed: bool, span: Span) -> Option<Vec<u8>> {
    if let Some(hex) = t.strip_prefix("hex:") {
        return bytes(ctx, hex, 16, span);
    }
    let groups: Vec<&str> = t.split('-').collect();
    let shape: Vec<usize> = groups.iter().map(|g| g.len()).collect();
    let digits: Option<Vec<u32>> = groups.iter().flat_map(|g| g.chars()).map(|c| c.to_digit(16)).collect();
    let (true, Some(digits)) = (shape == [8, 4, 4, 4, 12], digits) else {
        ctx.sink.add(Diagnostic::error("bad-bytes", span, format!("`{}` is not a UUID", shorten(t))).help(
            "write it as in `\"01234567-89ab-cdef-0123-456789abcdef\"`, or its bytes as `\"hex:...\"`",
        ));
        return None;
    };
    let mut bytes: Vec<u8> = digits.chunks_exact(2).map(|d| (d[0] * 16 + d[1]) as u8).collect();
    if mixed {
        bytes[0..4].reverse();
        bytes[4..6].reverse();
        bytes[6..8].reverse();
    }
    Some(bytes)
}

fn enum_value(ctx: &Ctx<'_>, id: EnumId, name: &str, fits: (Int, Int), span: Span) -> Option<Literal> {
    if !ctx.enum_ok[id.index()] {
        return None;
    }
    let def = &ctx.schema.enums[id.index()];
    if let Some(i) = def.values.iter().position(|v| v.name == name) {
        let code = def.values[i].code;
        if !in_range(ctx, code, fits.0, fits.1, span, None) {
            return None;
        }
        return Some(Literal { value: Value::Int(code), named: vec![ValueName::Enum(id, i as u32)], span });
    }
    let e = Diagnostic::error(
        "unknown-enum-value",
        span,
        format!("`{}` has no value `{}`", def.name, shorten(name)),
    )
    .other(def.site.name, "the enum");
    ctx.sink.add(match ctx.nearest(name, def.values.iter().map(|v| v.name.as_str())) {
        Some(near) => e.fix(format!("write `{near}`"), span, format!("\"{near}\"")),
        None => e.help(format!("its values are {}", listed(def.values.iter().map(|v| v.name.as_str())))),
    });
    None
}

fn enum_by_number(ctx: &Ctx<'_>, id: EnumId, code: Int, span: Span) -> Diagnostic {
    let def = &ctx.schema.enums[id.index()];
    let e = Diagnostic::error("wrong-value", span, format!("a value of `{}` is given by its name", def.name));
    match def.values.iter().find(|v| v.code == code) {
        Some(v) => e.fix(format!("write `\"{}\"`", v.name), span, format!("\"{}\"", v.name)),
        None => e.help(format!("its values are {}", listed(def.values.iter().map(|v| v.name.as_str())))),
    }
}

fn flags(ctx: &Ctx<'_>, id: FlagsId, list: &[Node], span: Span) -> Option<Literal> {
    if !ctx.flags_ok[id.index()] {
        return None;
    }
    let def = &ctx.schema.flags[id.index()];
    let (mut bits, mut named, mut ok) = (0u128, Vec::new(), true);
    for node in list {
        let Kind::Text(name) = &node.kind else {
            ok = false;
            if !matches!(node.kind, Kind::Bad) {
                ctx.sink.add(
                    Diagnostic::error(
                        "wrong-value",
                        node.span,
                        format!("the name of a flag of `{}` is wanted", def.name),
                    )
                    .help("give the names of the flags, or the whole value as one number"),
                );
            }
            continue;
        };
        match def.values.iter().position(|v| v.name == *name) {
            Some(i) if def.values[i].is_flag => {
                bits |= def.values[i].bits.mask();
                named.push(ValueName::Flag(id, i as u32));
            }
            found => {
                ok = false;
                let e = Diagnostic::error(
                    "unknown-flag",
                    node.span,
                    match found {
                        Some(_) => format!("`{name}` is a number of several bits, not a flag"),
                        None => format!("`{}` has no flag `{}`", def.name, shorten(name)),
                    },
                )
                .other(def.site.name, "the flag set");
                let known = def.values.iter().filter(|v| v.is_flag).map(|v| v.name.as_str());
                ctx.sink.add(match ctx.nearest(name, known.clone()).filter(|_| found.is_none()) {
                    Some(near) => e.fix(format!("write `{near}`"), node.span, format!("\"{near}\"")),
                    None => e.help(format!(
                        "its flags are {}; a whole value can be given as one number",
                        listed(known)
                    )),
                });
            }
        }
    }
    ok.then_some(Literal { value: Value::Int(Int::from(bits)), named, span })
}

/// Names for a message, not too many of them.
pub(crate) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<String> = names.take(13).map(|n| format!("`{n}`")).collect();
    if all.len() > 12 { format!("{}, ...", all[..12].join(", ")) } else { all.join(", ") }
}
