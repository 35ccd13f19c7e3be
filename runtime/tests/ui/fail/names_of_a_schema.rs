//! Names that Rust can't have are one error on the schema's path, not many in code that nobody wrote.

mod renamed {
    rbgen_runtime::wire_schema!("tests/schemas/names.toml");
}

mod collisions {
    rbgen_runtime::wire_schema!("tests/schemas/collisions.toml");
}

fn main() {}
