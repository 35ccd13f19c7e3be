use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml", zerocopy)]
#[repr(C)]
struct Pair {
    first: u32,
    second: u32,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml", name = "Pair", zerocopy)]
struct Value {
    first: u32,
    second: u32,
}

fn main() {}
