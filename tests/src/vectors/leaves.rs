//! The places of a struct that vectors spoil: in its bytes, and in its value.

use crate::reference::{Reference, Val, flat};
use rbgen_schema::ir::{
    BitItem, FieldDef, FieldKind, Policy, StructDef, TextRules, Value, ValueRules, WireType,
};

/// Bytes of a struct that hold one value, or none.
pub(crate) struct Leaf<'a> {
    /// Path for the vector's name.
    pub(crate) name: String,
    pub(crate) def: &'a StructDef,
    pub(crate) field: &'a FieldDef,
    pub(crate) kind: LeafKind<'a>,
    pub(crate) offset: usize,
    pub(crate) size: usize,
    /// Its own constant, once inside an array.
    pub(crate) constant: Option<&'a Value>,
}

/// What the bytes of a leaf are.
pub(crate) enum LeafKind<'a> {
    Type(&'a WireType),
    Bits(&'a [BitItem]),
    Reserved(Policy),
    Padding,
}

/// The leaves of a struct; of arrays the first and the last element.
pub(crate) fn leaves<'a>(codec: Reference<'a>, def: &'a StructDef) -> Vec<Leaf<'a>> {
    let mut out = Vec::new();
    of_struct(codec, def, "", 0, &mut out);
    out
}

fn of_struct<'a>(
    codec: Reference<'a>,
    def: &'a StructDef,
    prefix: &str,
    base: usize,
    out: &mut Vec<Leaf<'a>>,
) {
    for field in &def.fields {
        let name = format!("{prefix}{}", field.name);
        let (offset, size) = (base + field.offset as usize, field.size as usize);
        let constant = field.rules.constant.as_ref().map(|l| &l.value);
        let kind = match &field.kind {
            FieldKind::Value(ty) => {
                of_type(
                    codec,
                    ty,
                    Leaf { name, def, field, kind: LeafKind::Padding, offset, size, constant },
                    out,
                );
                continue;
            }
            FieldKind::Bits(_, items) => LeafKind::Bits(items),
            FieldKind::Reserved(policy) => LeafKind::Reserved(*policy),
            FieldKind::Padding => LeafKind::Padding,
        };
        out.push(Leaf { name, def, field, kind, offset, size, constant });
    }
}

fn of_type<'a>(codec: Reference<'a>, ty: &'a WireType, at: Leaf<'a>, out: &mut Vec<Leaf<'a>>) {
    match ty {
        WireType::Array(inner, len) => {
            let size = codec.size(inner) as usize;
            for i in ends(*len) {
                let constant = at.constant.map(|c| element(c, i));
                let (name, offset) = (format!("{}[{i}]", at.name), at.offset + i * size);
                of_type(
                    codec,
                    inner,
                    Leaf { name, offset, size, constant, kind: LeafKind::Padding, ..at },
                    out,
                );
            }
        }
        WireType::Struct(id) => {
            of_struct(codec, &codec.schema.structs[id.index()], &format!("{}.", at.name), at.offset, out);
        }
        _ => out.push(Leaf { kind: LeafKind::Type(ty), ..at }),
    }
}

fn element(constant: &Value, index: usize) -> &Value {
    match constant {
        Value::List(list) => list.get(index).unwrap_or(constant),
        other => other,
    }
}

/// The first and the last index below `len`.
fn ends(len: u64) -> Vec<usize> {
    match len as usize {
        0 => Vec::new(),
        1 => vec![0],
        n => vec![0, n - 1],
    }
}

/// A single value inside a struct's value.
pub(crate) struct Slot<'a> {
    /// Path for the vector's name.
    pub(crate) name: String,
    /// Indices from the struct's value down.
    pub(crate) path: Vec<usize>,
    pub(crate) ty: WireType,
    pub(crate) rules: &'a ValueRules,
    pub(crate) text: Option<TextRules>,
    pub(crate) item: Option<&'a BitItem>,
}

/// The single values inside a struct's value, unions left out; of arrays the first and the last element.
pub(crate) fn slots<'a>(codec: Reference<'a>, def: &'a StructDef) -> Vec<Slot<'a>> {
    let mut out = Vec::new();
    struct_slots(codec, def, "", &[], &mut out);
    out
}

fn struct_slots<'a>(
    codec: Reference<'a>,
    def: &'a StructDef,
    prefix: &str,
    path: &[usize],
    out: &mut Vec<Slot<'a>>,
) {
    for (i, member) in def.members.iter().enumerate() {
        let field = &def.fields[member.field as usize];
        let item = match (&field.kind, member.item) {
            (FieldKind::Bits(_, items), Some(i)) => Some(&items[i as usize]),
            _ => None,
        };
        let slot = Slot {
            name: format!("{prefix}{}", member.name),
            path: path.iter().copied().chain([i]).collect(),
            ty: flat::member_type(def, member.field, member.item),
            rules: item.map_or(&field.rules, |i| &i.rules),
            text: field.text,
            item,
        };
        type_slots(codec, slot, out);
    }
}

fn type_slots<'a>(codec: Reference<'a>, slot: Slot<'a>, out: &mut Vec<Slot<'a>>) {
    match &slot.ty {
        WireType::Array(inner, len) => {
            for i in ends(*len) {
                let name = format!("{}[{i}]", slot.name);
                let path = slot.path.iter().copied().chain([i]).collect();
                type_slots(codec, Slot { name, path, ty: (**inner).clone(), ..slot }, out);
            }
        }
        WireType::Struct(id) => {
            let def = &codec.schema.structs[id.index()];
            struct_slots(codec, def, &format!("{}.", slot.name), &slot.path, out);
        }
        WireType::Union(_) => {}
        _ => out.push(slot),
    }
}

/// The value at a path.
pub(crate) fn at_mut<'v>(value: &'v mut Val, path: &[usize]) -> Option<&'v mut Val> {
    let Some((first, rest)) = path.split_first() else { return Some(value) };
    match value {
        Val::Struct(list) | Val::List(list) => at_mut(list.get_mut(*first)?, rest),
        _ => None,
    }
}
