use rbgen_runtime::WireStruct;

struct Meters(u32);

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
struct Pair {
    first: Meters,
    second: u32,
}

fn main() {}
