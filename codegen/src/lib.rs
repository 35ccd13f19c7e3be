//! rbgen as a library: a checked schema in, a set of files out.
#![forbid(unsafe_code)]

pub mod backend;
pub mod depfile;
pub mod fileset;
pub mod loader;
mod nearest;
pub mod sync;

pub use backend::{BACKENDS, Backend};
pub use fileset::FileSet;
pub use rbgen_schema as schema;
