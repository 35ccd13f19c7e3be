//! rbgen as a library: a checked schema in, a set of files out.
#![forbid(unsafe_code)]

pub mod backend;
pub mod build;
pub mod config;
pub mod depfile;
pub mod external;
pub mod fileset;
pub mod generate;
pub mod loader;
pub mod rules;
pub mod sync;

pub use backend::{BACKENDS, Backend};
pub use fileset::FileSet;
pub use rbgen_schema as schema;
