//! The identifiers of generated C, for programs that are written against it.

use super::generator::Generator;
use super::package::header_stem;
use crate::schema::ir::{ItemId, Module, Schema, StructId, UnionId};

/// What a schema's items and members are called in the headers.
#[derive(Debug)]
pub struct Naming<'a> {
    generator: Generator<'a>,
}

impl<'a> Naming<'a> {
    /// The names of a schema.
    pub fn new(schema: &'a Schema) -> Naming<'a> {
        Naming { generator: Generator::new(schema) }
    }

    /// The file name of a module's header.
    pub fn header(&self, module: &Module) -> String {
        format!("{}.h", header_stem(module))
    }

    /// What an item's functions start with.
    pub fn stem(&self, item: ItemId) -> &str {
        &self.generator.names.item(item).stem
    }

    /// What an item's macros start with.
    pub fn macros(&self, item: ItemId) -> &str {
        &self.generator.names.item(item).upper
    }

    /// The type of an item.
    pub fn type_of(&self, item: ItemId) -> &str {
        &self.generator.names.item(item).ty
    }

    /// The type of a struct's or union's value.
    pub fn value_type(&self, item: ItemId) -> &str {
        &self.generator.names.item(item).value
    }

    /// The field of the struct, union, message or parameters `owner` for a member of the schema.
    pub fn member(&self, owner: &str, name: &str) -> String {
        self.generator.names.member(owner, name)
    }

    /// The field for the size or count of a part of a message.
    pub fn part_number(&self, message: &str, part: &str, what: &str) -> String {
        self.generator.names.part_number(message, part, what)
    }

    /// The constant of an enum's value, a flag or a union's member.
    pub fn constant(&self, owner: ItemId, name: &str) -> String {
        self.generator.names.constant(owner, name)
    }

    /// The function that sets a text member of a struct.
    pub fn text_setter(&self, id: StructId, member: &str) -> String {
        let names = &self.generator.names;
        let owner = names.item(ItemId::Struct(id));
        format!("{}_set_{}", owner.stem, names.stem(&owner.schema, member))
    }

    /// Whether the functions of a struct take a byte order.
    pub fn struct_takes_order(&self, id: StructId) -> bool {
        self.generator.struct_takes_order(id)
    }

    /// Whether the functions of a union take a byte order.
    pub fn union_takes_order(&self, id: UnionId) -> bool {
        self.generator.union_takes_order(id)
    }
}
