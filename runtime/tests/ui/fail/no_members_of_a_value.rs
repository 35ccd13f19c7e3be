use rbgen_runtime::{Text, WireStruct};

rbgen_runtime::wire_schema!("tests/schemas/common.toml");

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
struct Record {
    version: u8,
    reserved: [u8; 3],
    count: u32,
    color: Color,
    rows: [[u16; 2]; 2],
    word: u16,
    origin: Point,
    label: Text<16>,
    ratio: f32,
}

fn main() {}
