//! The Rust expansion of an rbgen schema.
