//! What Rust users of rbgen depend on.
