use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml")]
struct Point {
    y: i32,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml", name = "Point")]
struct NoEnd {
    x: i32,
}

fn main() {}
