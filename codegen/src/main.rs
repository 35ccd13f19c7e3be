//! The `rbgen` program.

fn main() {}
