//! Tasks of the rbgen repository.

fn main() {}
