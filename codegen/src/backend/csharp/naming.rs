//! The names that generated C# has, for programs that write code against it.

use super::names::{self, Names};
use super::package;
use rbgen_schema::Schema;

/// The names of one schema.
pub struct Naming<'a> {
    schema: &'a Schema,
    names: Names,
}

impl<'a> Naming<'a> {
    /// With the renames of the schema.
    pub fn new(schema: &'a Schema) -> Naming<'a> {
        Naming { schema, names: Names::new(schema) }
    }

    /// The namespace of all types.
    pub fn namespace(&self) -> String {
        package::namespace(self.schema)
    }

    /// The folder of the package, which is its id.
    pub fn package(&self) -> String {
        package::package(self.schema)
    }

    /// The type of an enum, flag set, struct, union or message; the method of a call.
    pub fn item(&self, name: &str) -> String {
        self.names.item(name)
    }

    /// The property of a member of a struct or a part of a message, or the class of a union's member.
    pub fn inner(&self, owner: &str, name: &str) -> String {
        self.names.inner(owner, name)
    }

    /// A value of an enum, or a flag.
    pub fn value(&self, owner: &str, name: &str) -> String {
        self.names.value(owner, name)
    }

    /// A constant, and the class that holds it.
    pub fn constant(&self, name: &str) -> String {
        format!("{}Constants.{}", package::stem(self.schema), self.names.constant(name))
    }

    /// A name that C# keeps for itself in the form in which it can be used.
    pub fn identifier(name: &str) -> String {
        names::identifier(name)
    }
}
