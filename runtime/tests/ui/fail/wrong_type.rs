use rbgen_runtime::{Text, WireStruct};

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml")]
struct Point {
    x: u32,
    y: i64,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
struct Record {
    count: &'static u32,
    color: u16,
    rows: [[u16; 2]; 3],
    low: u8,
    high: u16,
    origin: (i32, i32),
    label: Text<16>,
    ratio: f64,
}

fn main() {}
