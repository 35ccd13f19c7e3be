//! The reference codec: reads and writes values by walking the checked schema, rule by rule as `docs/semantics.md`
//! states them.
//!
//! It is the oracle of the byte vectors, so it shares nothing with the expansions and templates it judges, and prefers
//! plain code to fast code.

pub(crate) mod decode;
pub(crate) mod encode;
pub(crate) mod flat;
mod line;
mod message;
pub(crate) mod number;
pub(crate) mod rules;
mod text;
mod value;

#[cfg(test)]
mod tests;

pub(crate) use line::failure_columns;
pub use line::{answer, serve};
pub use message::Parsed;
pub(crate) use message::highest_length;
pub use number::{hex, unhex};
pub use value::{Failure, Kind, Order, Val};

use rbgen_schema::Int;
use rbgen_schema::ir::{
    BitItem, BitKind, ByteOrder, FieldDef, FieldKind, MessageDef, Role, Schema, StructDef, TagUse, UnionDef,
    Value, WireType,
};

/// The codec of one schema.
#[derive(Clone, Copy)]
pub struct Reference<'a> {
    /// The schema.
    pub schema: &'a Schema,
}

/// A decoded struct: its own bytes, and where the next thing starts.
pub(crate) struct Extent {
    /// Bytes the writer meant; fields beyond take their defaults.
    pub(crate) stated: u64,
    /// Whether a newer writer may have added more than can be known.
    pub(crate) open: bool,
}

impl<'a> Reference<'a> {
    /// The codec of a schema.
    pub fn new(schema: &'a Schema) -> Reference<'a> {
        Reference { schema }
    }

    /// The struct of this name, if it has a codec.
    pub fn find_struct(self, name: &str) -> Option<&'a StructDef> {
        self.schema.structs.iter().find(|s| s.name == name && s.has_codec())
    }

    /// The message of this name.
    pub fn find_message(self, name: &str) -> Option<&'a MessageDef> {
        self.schema.messages.iter().find(|m| m.name == name)
    }

    /// Bytes of a type.
    pub fn size(self, ty: &WireType) -> u64 {
        match ty {
            WireType::Scalar(s) => s.size(),
            WireType::Char(n) | WireType::Bytes(n) => *n,
            WireType::Char16(n) => 2 * n,
            WireType::Guid | WireType::Uuid => 16,
            WireType::Enum(id) => self.schema.enums[id.index()].repr.size(),
            WireType::Flags(id) => self.schema.flags[id.index()].repr.size(),
            WireType::Union(id) => self.schema.unions[id.index()].size,
            WireType::Struct(id) => self.schema.structs[id.index()].size,
            WireType::Array(inner, len) => self.size(inner) * len,
            WireType::Host(_) => 0,
        }
    }

    /// The union member that a tag means.
    pub(crate) fn member_of(self, union: &UnionDef, tag: Int) -> Option<usize> {
        let named = union.members.iter().position(|m| m.when.iter().any(|w| rules::is_int(&w.value, tag)));
        named.or_else(|| union.members.iter().position(|m| m.otherwise))
    }

    /// The number in a bit item.
    pub(crate) fn item_value(self, item: &BitItem, word: u128) -> Int {
        Int::from_bits(word >> item.bits.low, item.bits.width, item.kind == BitKind::Signed)
    }
}

/// The order of a field in a struct read in `order`.
pub(crate) fn field_order(field: ByteOrder, order: Order) -> Order {
    match field {
        ByteOrder::Little => Order::Little,
        ByteOrder::Big => Order::Big,
        ByteOrder::Either => order,
    }
}

/// The position of a field's or an item's value among the members.
pub(crate) fn member_index(def: &StructDef, field: usize, item: Option<usize>) -> Option<usize> {
    def.members.iter().position(|m| m.field as usize == field && m.item.map(|i| i as usize) == item)
}

/// The item with a role in a field, when the role sits on an item.
pub(crate) fn role_item(field: &FieldDef, role: Role) -> Option<&BitItem> {
    match &field.kind {
        FieldKind::Bits(_, items) => items.iter().find(|i| i.role == Some(role)),
        _ => None,
    }
}

/// The position of a tag among the members; none when it is constant.
pub(crate) fn tag_member(def: &StructDef, tag: TagUse) -> Option<usize> {
    member_index(def, tag.field as usize, tag.item.map(|i| i as usize))
}

/// The tag of a union, where it is constant.
pub(crate) fn constant_tag(def: &StructDef, tag: TagUse) -> Option<Int> {
    let field = &def.fields[tag.field as usize];
    let rules = match (&field.kind, tag.item) {
        (FieldKind::Bits(_, items), Some(i)) => &items[i as usize].rules,
        _ => &field.rules,
    };
    match rules.constant.as_ref()?.value {
        Value::Int(n) => Some(n),
        Value::Bool(set) => Some(Int::from(u64::from(set))),
        _ => None,
    }
}
