use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml")]
struct Point {
    y: i32,
    x: i32,
}

fn main() {}
