use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml")]
struct Piont {
    x: i32,
    y: i32,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml", name = "Line")]
struct Line {
    x: i32,
    y: i32,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml")]
struct Color {
    code: u16,
}

fn main() {}
