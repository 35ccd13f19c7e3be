use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/broken.toml")]
struct Broken {
    first: u32,
}

mod all {
    rbgen_runtime::wire_schema!("tests/schemas/broken.toml");
}

/// One mistake gives one error: the trait is there all the same.
fn size() -> usize {
    Broken::SIZE + Broken::decode(&[]).map_or(0, |broken| broken.first as usize)
}

fn main() {}
