//! The layout hash: a number that two sides can compare to know that they mean the same bytes.
//!
//! `docs/manual/layout-hash.md` is the specification; this is one implementation, `tests/layout_hash.py` another.

use crate::ir::{
    BitItem, BitKind, ByteOrder, DataModel, EnumId, FieldDef, FieldKind, FlagsId, Role, Scalar, Schema,
    StructId, TextRules, Value, ValueRules, WireType,
};
use crate::words::hex;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The first 8 bytes of the SHA-256 over the canonical lines, as a little-endian number.
///
/// Only the types the struct refers to need to be complete in `schema`.
pub fn layout_hash(schema: &Schema, id: StructId) -> u64 {
    let digest = Sha256::digest(canonical_lines(schema, id).as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    u64::from_le_bytes(first)
}

/// What is hashed: one line for the struct and one for each leaf in offset order, each ended by a newline.
pub fn canonical_lines(schema: &Schema, id: StructId) -> String {
    let def = &schema.structs[id.index()];
    let mut lines = Lines { schema, out: String::new() };
    lines.line(format_args!("struct {} {} {}", def.size, def.align, def.endian.name()));
    lines.fields(id, 0);
    lines.out
}

/// What about a value counts beside its type.
struct Traits<'a> {
    rules: &'a ValueRules,
    text: Option<TextRules>,
    truthy: bool,
    is_size: bool,
}

const NO_TRAITS: Traits<'static> = Traits {
    rules: &ValueRules {
        constant: None,
        one_of: Vec::new(),
        default: None,
        range: None,
        unit: None,
        scale: None,
    },
    text: None,
    truthy: false,
    is_size: false,
};

struct Lines<'a> {
    schema: &'a Schema,
    out: String,
}

impl Lines<'_> {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(line);
        self.out.push('\n');
    }

    fn fields(&mut self, id: StructId, base: u64) {
        let schema = self.schema;
        let fields = &schema.structs[id.index()].fields;
        for field in fields {
            let at = base + field.offset;
            match &field.kind {
                FieldKind::Padding => self.line(format_args!("reserved {at} {} ignore", field.size)),
                FieldKind::Reserved(policy) => {
                    self.line(format_args!("reserved {at} {} {}", field.size, policy.name()));
                }
                FieldKind::Bits(scalar, items) => self.bits(at, *scalar, field.order, items),
                FieldKind::Value(ty) => {
                    let traits = Traits {
                        rules: &field.rules,
                        text: field.text,
                        truthy: field.truthy,
                        is_size: field.role == Some(Role::Size),
                    };
                    let tag = field.tag.map(|tag| tag_place(&fields[tag.field as usize], tag.item, base));
                    self.value(at, ty, field.order, &traits, tag.as_deref());
                }
            }
        }
    }

    fn bits(&mut self, at: u64, scalar: Scalar, order: ByteOrder, items: &[BitItem]) {
        let order = order_of(scalar.size(), order);
        self.line(format_args!("bits {at} {} {} {order}", scalar.size(), number_name(scalar)));
        let mut items: Vec<&BitItem> = items.iter().collect();
        items.sort_by_key(|item| item.bits.low);
        for item in items {
            let kind = match item.kind {
                BitKind::Unsigned => "uint".to_owned(),
                BitKind::Signed => "int".to_owned(),
                BitKind::Bool => "bool".to_owned(),
                BitKind::Enum(id) => self.enum_kind(id),
                BitKind::Flags(id) => self.flags_kind(id),
                BitKind::Reserved(policy) => format!("reserved:{}", policy.name()),
            };
            let traits = Traits { rules: &item.rules, is_size: item.role == Some(Role::Size), ..NO_TRAITS };
            let extra = extra(&traits, 0);
            self.line(format_args!("item {} {} {kind}{extra}", item.bits.low, item.bits.width));
        }
    }

    fn value(&mut self, at: u64, ty: &WireType, order: ByteOrder, traits: &Traits<'_>, tag: Option<&str>) {
        let (element, dims) = ty.element();
        let count: u64 = dims.iter().product();
        let (size, kind, ordered) = match element {
            WireType::Struct(id) if dims.is_empty() => return self.fields(*id, at),
            WireType::Struct(id) => {
                self.line(format_args!("array {at} {count} {}", self.schema.structs[id.index()].size));
                self.fields(*id, 0);
                return self.line(format_args!("end"));
            }
            WireType::Union(id) => {
                let def = &self.schema.unions[id.index()];
                self.line(format_args!("union {at} {} {count} {}", def.size, tag.unwrap_or("-")));
                for member in &def.members {
                    self.line(format_args!(
                        "member {}",
                        if member.otherwise {
                            "otherwise".to_owned()
                        } else {
                            let mut codes: Vec<_> =
                                member.when.iter().map(|l| value_text(&l.value, 0)).collect();
                            codes.sort_unstable();
                            codes.join(",")
                        }
                    ));
                    self.value(0, &member.ty, member.order, &NO_TRAITS, None);
                }
                return self.line(format_args!("end"));
            }
            WireType::Scalar(s) => (s.size(), number_name(*s).to_owned(), true),
            WireType::Enum(id) => (self.schema.enums[id.index()].repr.size(), self.enum_kind(*id), true),
            WireType::Flags(id) => (self.schema.flags[id.index()].repr.size(), self.flags_kind(*id), true),
            WireType::Char(n) => (*n, "char".to_owned(), false),
            WireType::Char16(n) => (n * 2, "char16".to_owned(), true),
            WireType::Bytes(n) => (*n, "bytes".to_owned(), false),
            WireType::Guid => (16, "guid".to_owned(), false),
            WireType::Uuid => (16, "uuid".to_owned(), false),
            WireType::Host(host) => (host.size(DataModel::Lp64), format!("host:{}", host.name()), true),
            // `element` has taken all dimensions off.
            WireType::Array(..) => return,
        };
        let order = if ordered { order_of(size, order) } else { "-" };
        let extra = extra(traits, size);
        self.line(format_args!("value {at} {size} {count} {kind} {order}{extra}"));
    }

    fn enum_kind(&self, id: EnumId) -> String {
        let def = &self.schema.enums[id.index()];
        let mut codes: Vec<_> = def.values.iter().map(|v| v.code).collect();
        codes.sort_unstable();
        codes.dedup();
        let codes: Vec<String> = codes.iter().map(|c| c.to_string()).collect();
        format!("enum:{}:{}:{}", number_name(def.repr), def.unknown.name(), codes.join(","))
    }

    fn flags_kind(&self, id: FlagsId) -> String {
        let mut bits: Vec<_> =
            self.schema.flags[id.index()].values.iter().map(|v| (v.bits.low, v.bits.width)).collect();
        bits.sort_unstable();
        let bits: Vec<String> = bits.iter().map(|(low, width)| format!("{low}+{width}")).collect();
        format!("flags:{}", bits.join(","))
    }
}

/// Where a union's tag is: its offset, and its bits where it is an item.
fn tag_place(field: &FieldDef, item: Option<u32>, base: u64) -> String {
    let at = base + field.offset;
    match (&field.kind, item) {
        (FieldKind::Bits(_, items), Some(i)) => {
            let bits = items[i as usize].bits;
            format!("{at}:{}+{}", bits.low, bits.width)
        }
        _ => at.to_string(),
    }
}

/// What follows the byte order in a line, each with a space before it. `size` is that of one element.
fn extra(traits: &Traits<'_>, size: u64) -> String {
    let mut out = String::new();
    if let Some(constant) = &traits.rules.constant {
        let _ = write!(out, " const={}", value_text(&constant.value, size));
    }
    if !traits.rules.one_of.is_empty() {
        let mut values: Vec<String> =
            traits.rules.one_of.iter().map(|l| value_text(&l.value, size)).collect();
        values.sort_unstable();
        let _ = write!(out, " one_of={}", values.join("|"));
    }
    if traits.is_size {
        out.push_str(" size");
    }
    if traits.truthy {
        out.push_str(" truthy");
    }
    if let Some(text) = traits.text {
        let _ = write!(out, " {} {}", text.encoding.name(), text.pad.name());
        if text.terminated {
            out.push_str(" terminated");
        }
        if text.replace_invalid {
            out.push_str(" replace");
        }
    }
    out
}

/// A value as text: decimal numbers, the bits of floats, and everything else as hex.
fn value_text(value: &Value, size: u64) -> String {
    match value {
        Value::Int(n) => n.to_string(),
        Value::Bool(b) => u8::from(*b).to_string(),
        Value::Float(f) if size == 4 => format!("{:08x}", (*f as f32).to_bits()),
        Value::Float(f) => format!("{:016x}", f.to_bits()),
        Value::Text(text) => hex(text.as_bytes()),
        Value::Bytes(bytes) => hex(bytes),
        Value::List(list) => list.iter().map(|v| value_text(v, size)).collect::<Vec<_>>().join(","),
    }
}

fn number_name(scalar: Scalar) -> &'static str {
    match scalar {
        s if s.is_float() => "float",
        s if s.is_bool() => "bool",
        s if s.is_signed() => "int",
        _ => "uint",
    }
}

fn order_of(size: u64, order: ByteOrder) -> &'static str {
    if size == 1 { "-" } else { order.name() }
}
