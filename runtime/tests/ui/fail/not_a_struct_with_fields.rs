use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml")]
struct Point(i32, i32);

#[derive(WireStruct)]
struct Unit;

#[derive(WireStruct)]
struct Empty {}

#[derive(WireStruct)]
enum Color {
    Red,
}

#[derive(WireStruct)]
union Either {
    a: u32,
    b: [u8; 4],
}

fn main() {}
