use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
struct Pair {
    first: u32,
    secnod: u32,
}

fn main() {}
