//! How things of a schema are called in generated Java, for programs that use it.

use super::names::{self, Names};
use rbgen_schema::Schema;

/// The names of one schema.
#[derive(Debug)]
pub struct Naming<'a> {
    schema: &'a Schema,
    names: Names,
}

impl<'a> Naming<'a> {
    /// For a checked schema.
    pub fn new(schema: &'a Schema) -> Naming<'a> {
        Naming { schema, names: Names::new(schema) }
    }

    /// The package of all classes.
    pub fn package(&self) -> String {
        names::package(self.schema)
    }

    /// The class of an item.
    pub fn class(&self, name: &str) -> String {
        self.names.class(name)
    }

    /// The member of a struct, the part of a message or the member of a union without a tag.
    pub fn member(&self, owner: &str, name: &str) -> String {
        self.names.member(owner, name)
    }

    /// The record of a member of a union with a tag.
    pub fn variant(&self, owner: &str, name: &str) -> String {
        self.names.variant(owner, name)
    }
}
