//! Structs that are the schema.

use rbgen_runtime::{ErrorKind, WireStruct};

mod common {
    rbgen_runtime::wire_schema!("tests/schemas/common.toml");
}
use common::{Color, Point};

/// A header.
#[derive(Debug, WireStruct)]
#[wire(size = 48, import = "tests/schemas/common.toml")]
struct Header {
    #[wire(const = 1, role = "version")]
    version: u8,
    #[wire(reserved, policy = "ignore")]
    _reserved: [u8; 3],
    count: u32,
    color: Color,
    rows: [[u16; 2]; 2],
    #[wire(bits(low = "3:0", high = "15:4"))]
    word: u16,
    origin: Point,
    label: rbgen_runtime::Text<16>,
    ratio: f32,
}

#[derive(Debug, WireStruct)]
#[repr(C, packed)]
struct Packed {
    tag: u8,
    #[wire(range = 1..=9)]
    value: u32,
}

#[derive(Debug, WireStruct)]
#[wire(layout = "packed")]
struct Mixed {
    tag: u8,
    #[wire(type = "u24")]
    length: u32,
    #[wire(endian = "big")]
    port: u16,
}

mod same {
    rbgen_runtime::wire_schema!("tests/schemas/record.toml");
}

fn main() {
    // The same layout as the struct written in TOML.
    assert_eq!(Header::LAYOUT_HASH, same::Record::LAYOUT_HASH);
    assert_eq!(Mixed::LAYOUT_HASH, same::Mixed::LAYOUT_HASH);
    assert_eq!(Packed::LAYOUT_HASH, same::Tight::LAYOUT_HASH);
    assert!(Header::to_schema().starts_with("[schema]\nedition = 1\nname = \"header\"\n"));
    assert!(Header::to_schema().contains("doc = \"A header.\""));

    let mixed = Mixed::decode(&[1, 2, 3, 4, 0x12, 0x34]).unwrap();
    assert_eq!((mixed.length, mixed.port), (0x0004_0302, 0x1234));
    assert_eq!(mixed.encode().unwrap(), [1, 2, 3, 4, 0x12, 0x34]);
    let wide = Mixed { length: 1 << 24, ..mixed };
    assert_eq!(wide.encode().unwrap_err().kind(), ErrorKind::OutOfRange);

    assert_eq!(Packed::decode(&[0, 10, 0, 0, 0]).unwrap_err().kind(), ErrorKind::OutOfRange);
    assert_eq!(Packed { tag: 0, value: 0 }.encode().unwrap_err().field(), "value");
}
