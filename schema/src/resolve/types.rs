//! Type texts such as `u16[2][N]`.

use crate::diagnostic::Diagnostic;
use crate::int::Int;
use crate::ir::{HostType, ItemId, MAX_STRUCT_SIZE, ModuleId, Scalar, WireType};
use crate::raw::reader::shorten;
use crate::raw::tree::Kind;
use crate::raw::{At, Body};
use crate::resolve::Ctx;
use crate::resolve::index::{BUILT_IN, Found};
use crate::source::Span;

/// Array dimensions a type may have.
const MAX_DIMENSIONS: usize = 8;

/// The type a text names. None after an error.
pub(crate) fn resolve(ctx: &Ctx<'_>, module: ModuleId, at: &At<String>) -> Option<WireType> {
    let (base, lengths) = match split(&at.value) {
        Some(parts) => parts,
        None => {
            ctx.sink.add(
                Diagnostic::error("bad-type", at.span, format!("\"{}\" is not a type", shorten(&at.value)))
                    .help("a type is a name with array lengths behind it, as in `u32`, `char[16]` or `u16[2][3]`"),
            );
            return None;
        }
    };
    if lengths.len() > MAX_DIMENSIONS {
        ctx.sink.add(
            Diagnostic::error(
                "too-many-dimensions",
                at.span,
                format!("{} array dimensions are too many", lengths.len()),
            )
            .help(format!("a type has at most {MAX_DIMENSIONS}; declare a struct for the inner ones")),
        );
        return None;
    }
    let mut dims = Vec::with_capacity(lengths.len());
    for text in &lengths {
        dims.push(length(ctx, module, text, at.span));
    }
    let ty = base_type(ctx, module, base, &mut dims, at.span);
    let dims: Option<Vec<u64>> = dims.into_iter().collect();
    let mut ty = ty?;
    for len in dims?.into_iter().rev() {
        ty = WireType::Array(Box::new(ty), len);
    }
    bounded(ctx, &ty, at.span).then_some(ty)
}

/// Name and lengths of a type text.
fn split(text: &str) -> Option<(&str, Vec<&str>)> {
    let end = text.find('[').unwrap_or(text.len());
    let (base, mut rest) = text.split_at(end);
    let name = base.strip_suffix('?').unwrap_or(base);
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return None;
    }
    let mut lengths = Vec::new();
    while !rest.is_empty() {
        let inner = rest.strip_prefix('[')?;
        let close = inner.find(']')?;
        let length = &inner[..close];
        if length.is_empty() || !length.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            return None;
        }
        lengths.push(length);
        rest = &inner[close + 1..];
    }
    Some((base, lengths))
}

/// An array length: a number or a const.
fn length(ctx: &Ctx<'_>, module: ModuleId, text: &str, span: Span) -> Option<u64> {
    let error = |what: String| Diagnostic::error("bad-length", span, what);
    let (value, other) = if text.starts_with(|c: char| c.is_ascii_digit()) {
        match Int::parse(text) {
            Some(value) => (value, None),
            None => {
                ctx.sink.add(
                    error(format!("`{}` is not a length", shorten(text)))
                        .help("a length is a whole number or the name of a const"),
                );
                return None;
            }
        }
    } else {
        match ctx.index.find(module, text, span, ctx.sink) {
            Found::Reported => return None,
            Found::Item(id) => {
                let item = ctx.index.item(id)?.1;
                let Body::Const(c) = &item.body else {
                    ctx.sink.add(
                        error(format!("`{text}` is {}, not a const", item.body.a_what()))
                            .help("a length is a whole number or the name of a const"),
                    );
                    return None;
                };
                match c.value.value().map(|n| &n.kind) {
                    Some(Kind::Int(value)) => (*value, item.name.as_ref().map(|n| n.span)),
                    // Reported where the const is.
                    None | Some(Kind::Bad) => return None,
                    Some(_) => {
                        ctx.sink.add(
                            error(format!("the const `{text}` is not a whole number"))
                                .help("a length is a whole number"),
                        );
                        return None;
                    }
                }
            }
            Found::Nothing => {
                let near = ctx.near(text, |id| matches!(id, ItemId::Const(_)));
                let e = error(format!("there is no const `{}`", shorten(text)));
                ctx.sink.add(match near {
                    Some(near) => with_replaced(ctx, e, span, text, near),
                    None => e.help("a length is a whole number or the name of a const"),
                });
                return None;
            }
        }
    };
    match value.to_u64() {
        Some(len) if len >= 1 => Some(len),
        _ => {
            let what = if value == Int::ZERO {
                "an array can't be empty".to_owned()
            } else {
                format!("an array can't have {value} elements")
            };
            let mut e = error(what).help("a length is at least 1");
            if let Some(other) = other {
                e = e.other(other, "the const");
            }
            ctx.sink.add(e);
            None
        }
    }
}

/// An edit that replaces one word of a type text, where the text stands as it is in the file.
fn with_replaced(ctx: &Ctx<'_>, error: Diagnostic, span: Span, word: &str, by: &str) -> Diagnostic {
    match ctx.sources.slice(span).find(word) {
        Some(at) => {
            let start = span.start + at as u32;
            let place = Span { start, end: start + word.len() as u32, ..span };
            error.fix(format!("write `{by}`"), place, by)
        }
        None => error.help(format!("write `{by}`")),
    }
}

fn base_type(
    ctx: &Ctx<'_>,
    module: ModuleId,
    base: &str,
    dims: &mut Vec<Option<u64>>,
    span: Span,
) -> Option<WireType> {
    if let Some(scalar) = Scalar::from_name(base) {
        return Some(WireType::Scalar(scalar));
    }
    if let Some((_, host)) = HostType::WORDS.iter().find(|(word, _)| *word == base) {
        return Some(WireType::Host(*host));
    }
    match base {
        "char" | "char16" | "bytes" => {
            let Some(len) = dims.pop() else {
                let e = Diagnostic::error("bad-length", span, format!("`{base}` needs a length"));
                ctx.sink.add(e.help(format!("write the number of units behind it, as in `{base}[16]`")));
                return None;
            };
            let len = len?;
            return Some(match base {
                "char" => WireType::Char(len),
                "char16" => WireType::Char16(len),
                _ => WireType::Bytes(len),
            });
        }
        "guid" => return Some(WireType::Guid),
        "uuid" => return Some(WireType::Uuid),
        _ => {}
    }
    match ctx.index.find(module, base, span, ctx.sink) {
        Found::Item(ItemId::Enum(id)) => Some(WireType::Enum(id)),
        Found::Item(ItemId::Flags(id)) => Some(WireType::Flags(id)),
        Found::Item(ItemId::Union(id)) => Some(WireType::Union(id)),
        Found::Item(ItemId::Struct(id)) => Some(WireType::Struct(id)),
        Found::Item(id) => {
            let what = ctx.index.item(id).map_or("", |(_, i)| i.body.what());
            let mut e = Diagnostic::error("not-a-type", span, format!("`{base}` is a {what}, not a type"))
                .help("a type is a built-in one, an enum, a flag set, a union or a struct");
            if let Some(site) = ctx.site_of(id) {
                e = e.other(site, format!("the {what}"));
            }
            ctx.sink.add(e);
            None
        }
        Found::Reported => None,
        Found::Nothing => {
            ctx.sink.add(unknown(ctx, base, span));
            None
        }
    }
}

/// Spellings of other languages and what they are here.
const OTHER_SPELLINGS: &[(&str, &str)] = &[
    ("bool", "bool8"),
    ("byte", "u8"),
    ("int", "i32"),
    ("uint", "u32"),
    ("float", "f32"),
    ("double", "f64"),
    ("long", "i64"),
    ("short", "i16"),
    ("uint8", "u8"),
    ("uint16", "u16"),
    ("uint32", "u32"),
    ("uint64", "u64"),
    ("int8", "i8"),
    ("int16", "i16"),
    ("int32", "i32"),
    ("int64", "i64"),
    ("uint8_t", "u8"),
    ("uint16_t", "u16"),
    ("uint32_t", "u32"),
    ("uint64_t", "u64"),
    ("int8_t", "i8"),
    ("int16_t", "i16"),
    ("int32_t", "i32"),
    ("int64_t", "i64"),
    ("size_t", "u64"),
    ("float32", "f32"),
    ("float64", "f64"),
];

fn unknown(ctx: &Ctx<'_>, base: &str, span: Span) -> Diagnostic {
    let error = Diagnostic::error("unknown-type", span, format!("there is no type `{}`", shorten(base)));
    if let Some((_, ours)) = OTHER_SPELLINGS.iter().find(|(theirs, _)| *theirs == base) {
        return with_replaced(ctx, error, span, base, ours);
    }
    if ["string", "str", "text", "wstring"].contains(&base.to_ascii_lowercase().as_str()) {
        return error
            .help("text has a fixed length: write `char[N]`, as in `char[16]`, or `char16[N]` for UTF-16");
    }
    let is_type =
        |id| matches!(id, ItemId::Enum(_) | ItemId::Flags(_) | ItemId::Union(_) | ItemId::Struct(_));
    let declared = ctx.near(base, is_type);
    let built_in = ctx.nearest(
        base,
        Scalar::ALL.iter().map(|s| s.name()).chain(BUILT_IN.into_iter().filter(|b| *b != "bool")),
    );
    match declared.or(built_in) {
        Some(near) => with_replaced(ctx, error, span, base, near),
        None => error.help("declare it, import the file that does, or use a built-in type such as `u32`"),
    }
}

/// Whether arrays of built-in things stay below the largest struct; those of declared types are looked at with them.
fn bounded(ctx: &Ctx<'_>, ty: &WireType, span: Span) -> bool {
    let (element, dims) = ty.element();
    let size = match element {
        WireType::Scalar(s) => s.size(),
        WireType::Char(n) | WireType::Bytes(n) => *n,
        WireType::Char16(n) => n.saturating_mul(2),
        WireType::Guid | WireType::Uuid => 16,
        _ => 1,
    };
    let total = dims.iter().try_fold(size, |total, len| total.checked_mul(*len));
    if total.is_some_and(|t| t <= MAX_STRUCT_SIZE) {
        return true;
    }
    ctx.sink.add(too_large(span, total));
    false
}

/// The error for a type that no struct can hold.
pub(crate) fn too_large(span: Span, total: Option<u64>) -> Diagnostic {
    let what = total.map_or("more than 2^64".to_owned(), |t| t.to_string());
    Diagnostic::error("too-large", span, format!("{what} bytes are too many for a struct")).help(format!(
        "a struct has at most {MAX_STRUCT_SIZE} bytes; longer data belongs into the payload of a message"
    ))
}
