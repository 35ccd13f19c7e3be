use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml")]
struct Point {
    x: i32,
    y: i32,
    depth: i32,
}

fn main() {}
