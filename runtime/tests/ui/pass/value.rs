//! A value struct, compared with types by path, by alias, by another name and as raw identifiers.

use rbgen_runtime::{ErrorKind, Text, WireStruct};

mod all {
    rbgen_runtime::wire_schema!("tests/schemas/record.toml");
}

type Count = u32;
type Rows = [[core::primitive::u16; ROWS]; ROWS];
const ROWS: usize = 2;

#[derive(Debug, PartialEq, WireStruct)]
#[wire(schema = "tests/schemas/common.toml")]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Debug, PartialEq, WireStruct)]
#[wire(schema = "tests/schemas/record.toml", name = "Record")]
struct Mine {
    #[wire(name = "count")]
    how_many: Count,
    color: all::common::Color,
    r#rows: Rows,
    low: u8,
    high: u16,
    origin: self::Point,
    label: Text<16>,
    ratio: f32,
}

fn main() {
    let value = Mine {
        how_many: 7,
        color: all::common::Color::BLUE,
        rows: [[1, 2], [3, 4]],
        low: 0xf,
        high: 0x123,
        origin: Point { x: -1, y: 2 },
        label: Text::literal("label"),
        ratio: 0.5,
    };
    let bytes = value.encode().unwrap();
    assert_eq!(
        bytes,
        *b"\x01\0\0\0\x07\0\0\0\x02\0\x01\0\x02\0\x03\0\x04\0\x3f\x12\
           \xff\xff\xff\xff\x02\0\0\0label\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x3f"
    );
    assert_eq!(Mine::decode(&bytes).unwrap(), value);

    // The generated struct of the same schema agrees.
    let generated = all::Record::decode(&bytes).unwrap();
    assert_eq!((generated.count, generated.origin.x), (7, -1));
    assert_eq!(Mine::LAYOUT_HASH, all::Record::LAYOUT_HASH);
    assert_eq!((Mine::SIZE, Mine::ALIGN, Mine::LAYOUT.name), (48, 4, "Record"));
    assert_eq!(Mine::LAYOUT.field("label").unwrap().offset, 28);

    let mut wrong = bytes;
    wrong[0] = 2;
    assert_eq!(Mine::decode(&wrong).unwrap_err().kind(), ErrorKind::UnsupportedVersion);
    assert_eq!(Mine { low: 16, ..value }.encode().unwrap_err().field(), "low");
}
