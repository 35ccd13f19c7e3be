use rbgen_runtime::{Text, WireStruct};

mod other {
    pub type Signed = i32;
    pub const LEN: usize = 3;

    /// Called like a type of the schema, but with other fields.
    #[derive(rbgen_runtime::WireStruct)]
    #[wire(schema = "tests/schemas/record.toml", name = "Pair")]
    pub struct Point {
        pub first: u32,
        pub second: u32,
    }
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
struct Pair {
    first: other::Signed,
    second: core::primitive::u16,
}

rbgen_runtime::wire_schema!("tests/schemas/common.toml");

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
struct Record {
    count: u32,
    color: Color,
    rows: [[u16; 2]; other::LEN],
    low: u8,
    high: u16,
    origin: other::Point,
    label: Text<8>,
    ratio: f32,
}

fn main() {}
