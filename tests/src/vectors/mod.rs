//! Byte vectors: what each language must answer to given bytes and values.
//!
//! They are data: one JSON file for each schema in `tests/vectors`, one line for each vector. [`generate`] writes them
//! from the schemas with the reference codec; `RBGEN_BLESS=1 cargo test -p rbgen-tests --test vectors` renews the files.

mod bad;
mod cases;
mod evolution;
mod file;
mod leaves;
mod messages;
mod rng;
mod sample;

pub use file::{File, Op, Vector};
pub(crate) use rng::Rng;
pub(crate) use sample::{Fill, Sampler};

use crate::reference::Reference;
use rbgen_schema::Schema;
use rbgen_schema::ir::ItemId;

/// The vectors of a schema: those of its structs and messages, not of shipped schemas that it imports.
pub fn generate(name: &str, schema: &Schema) -> File {
    let mut vectors = Vec::new();
    let modules = schema.modules.iter().filter(|m| !m.path.starts_with("rbgen:"));
    for item in modules.flat_map(|m| &m.items) {
        match item {
            ItemId::Struct(id) if schema.structs[id.index()].has_codec() => {
                vectors.extend(cases::of_struct(schema, &schema.structs[id.index()]));
            }
            ItemId::Message(id) => vectors.extend(messages::of_message(schema, &schema.messages[id.index()])),
            _ => {}
        }
    }
    File { schema: name.to_owned(), vectors }
}

/// Where the vectors of a schema are stored, relative to the repository.
pub fn path(name: &str) -> String {
    format!("tests/vectors/{name}.json")
}

/// Where vectors of bytes that other programs made are stored, if there are any.
pub fn real_path(name: &str) -> String {
    format!("tests/vectors/real/{name}.json")
}

/// Whether every language can hold what these bytes mean to a struct; messages carry no such values.
pub fn portable(schema: &Schema, ty: &str, bytes: &[u8]) -> bool {
    let codec = Reference::new(schema);
    codec.find_struct(ty).is_none_or(|def| !cases::holds_signalling(codec, def, bytes))
}
