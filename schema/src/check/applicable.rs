//! Which keys mean something on which field.

use crate::diagnostic::Diagnostic;
use crate::edit;
use crate::ir::{BitKind, Scalar, Usage, WireType};
use crate::raw::structs::{Bit, Field, Struct};
use crate::resolve::Ctx;
use crate::source::Span;

/// What a field is, as far as keys are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// An integer or float, with its size.
    Number {
        size: u64,
        integer: bool,
    },
    Bool {
        size: u64,
    },
    /// Text; the size of a unit.
    Text {
        unit: u64,
    },
    /// `bytes`, guid and uuid.
    Bytes,
    /// The size of the representation.
    Enum {
        size: u64,
    },
    Flags {
        size: u64,
    },
    Union,
    Struct,
    Host,
    /// A split integer, with its size.
    Bits {
        size: u64,
    },
    Reserved,
}

impl Shape {
    /// The shape of a type's elements.
    pub(crate) fn of(ctx: &Ctx<'_>, ty: &WireType) -> Shape {
        match ty.element().0 {
            WireType::Scalar(s) if s.is_bool() => Shape::Bool { size: s.size() },
            WireType::Scalar(s) => Shape::Number { size: s.size(), integer: s.is_integer() },
            WireType::Char(_) => Shape::Text { unit: 1 },
            WireType::Char16(_) => Shape::Text { unit: 2 },
            WireType::Bytes(_) | WireType::Guid | WireType::Uuid => Shape::Bytes,
            WireType::Enum(id) => Shape::Enum { size: ctx.schema.enums[id.index()].repr.size() },
            WireType::Flags(id) => Shape::Flags { size: ctx.schema.flags[id.index()].repr.size() },
            WireType::Union(_) => Shape::Union,
            WireType::Struct(_) => Shape::Struct,
            WireType::Host(_) | WireType::Array(..) => Shape::Host,
        }
    }

    fn what(self) -> &'static str {
        match self {
            Shape::Number { integer: true, .. } => "an integer",
            Shape::Number { .. } => "a float",
            Shape::Bool { .. } => "a boolean",
            Shape::Text { .. } => "text",
            Shape::Bytes => "bytes",
            Shape::Enum { .. } => "an enum",
            Shape::Flags { .. } => "a flag set",
            Shape::Union => "a union",
            Shape::Struct => "a struct",
            Shape::Host => "a type that depends on the host",
            Shape::Bits { .. } => "a field split into bits",
            Shape::Reserved => "reserved bytes",
        }
    }
}

/// Why a key means nothing on this shape; none where it does.
fn objection(key: &str, shape: Shape, usage: Usage) -> Option<String> {
    use Shape::*;
    let what = shape.what();
    let ok = match key {
        "endian" => match shape {
            Number { size, .. } | Bool { size } | Enum { size } | Flags { size } | Bits { size } => size > 1,
            Text { unit } => unit > 1,
            _ => false,
        },
        "const" | "default" => !matches!(shape, Union | Struct | Host | Bits { .. } | Reserved),
        "one_of" => matches!(shape, Number { .. } | Text { .. } | Bytes | Enum { .. }),
        "range" | "enforce" | "unit" | "scale" | "bias" => matches!(shape, Number { .. }),
        "policy" => shape == Reserved,
        "bits" => matches!(shape, Bits { .. } | Reserved),
        "role" => matches!(shape, Number { integer: true, .. }),
        "encoding" | "pad" | "terminated" | "invalid" => matches!(shape, Text { .. }),
        "truthy" => matches!(shape, Bool { .. }),
        "owner" | "atomic" | "group" => {
            return (usage != Usage::Shm).then(|| "it is for structs with `usage = \"shm\"`".to_owned());
        }
        _ => true,
    };
    if ok {
        return None;
    }
    Some(match (key, shape) {
        ("endian", Struct) => "a nested struct keeps its own byte order".into(),
        ("endian", Union) => "members of a union have the byte order of the file that declares it".into(),
        ("endian", _) => format!("{what} of this type has no byte order to choose"),
        ("policy", _) => "only reserved bytes have a policy".into(),
        (_, Bits { .. }) => "it belongs on an item of `bits`".into(),
        _ => format!("it says nothing about {what}"),
    })
}

/// Reports keys of a field that mean nothing.
pub(crate) fn field(ctx: &Ctx<'_>, field: &Field, shape: Shape, usage: Usage) {
    for key in &field.keys {
        if let Some(why) = objection(key.name, shape, usage) {
            let e = refuse(ctx, key.name, key.key, key.value, field.inline, &why);
            ctx.sink.add(e);
        }
    }
}

/// Reports keys of a bit item that mean nothing.
pub(crate) fn bit_item(ctx: &Ctx<'_>, bit: &Bit, kind: BitKind) {
    let (number, integer) = match kind {
        BitKind::Unsigned | BitKind::Signed => (true, true),
        _ => (false, false),
    };
    for key in &bit.keys {
        let ok = match key.name {
            "range" | "enforce" | "unit" | "scale" | "bias" => number,
            "one_of" => number || matches!(kind, BitKind::Enum(_)),
            "role" => integer,
            _ => true,
        };
        if !ok {
            refuse_bit(ctx, bit, key.name, key.key, "it says nothing about bits of this type");
        }
    }
}

/// Reports one key of a bit item.
pub(crate) fn refuse_bit(ctx: &Ctx<'_>, bit: &Bit, name: &str, key: Span, why: &str) {
    let value = bit.keys.iter().find(|k| k.key == key).map_or(key, |k| k.value);
    ctx.sink.add(refuse(ctx, name, key, value, bit.inline, why));
}

/// Reports one key of a struct.
pub(crate) fn refuse_struct(ctx: &Ctx<'_>, raw: &Struct, name: &str, why: &str) {
    if let Some(key) = raw.keys.iter().find(|k| k.name == name) {
        ctx.sink.add(refuse(ctx, name, key.key, key.value, raw.inline, why));
    }
}

fn refuse(ctx: &Ctx<'_>, name: &str, key: Span, value: Span, inline: bool, why: &str) -> Diagnostic {
    let e = Diagnostic::error("key-not-applicable", key, format!("`{name}` has no meaning here: {why}"));
    match edit::removal(ctx.sources, key, value, inline) {
        Some(place) => e.fix(format!("take `{name}` away"), place, ""),
        None => e.help(format!("take `{name}` away")),
    }
}

/// The integer of a field with `bits`.
pub(crate) fn bits_word(ctx: &Ctx<'_>, ty: &WireType, span: Span) -> Option<Scalar> {
    match ty {
        WireType::Scalar(s) if s.is_integer() => Some(*s),
        _ => {
            ctx.sink.add(
                Diagnostic::error("bit-type", span, "only an integer can be split into bits")
                    .help("use an integer type such as `u32`"),
            );
            None
        }
    }
}
