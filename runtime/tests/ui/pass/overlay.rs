//! Overlays: every byte is a field, also constants, bit words and text.

use rbgen_runtime::{ErrorKind, WireStruct};

mod all {
    rbgen_runtime::wire_schema!("tests/schemas/record.toml");
}

#[derive(Debug, WireStruct)]
#[wire(schema = "tests/schemas/common.toml")]
#[repr(C)]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Debug, WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
#[repr(C)]
struct Record {
    version: u8,
    _reserved: [u8; 3],
    count: u32,
    color: all::common::Color,
    rows: [[u16; 2]; 2],
    word: u16,
    origin: Point,
    label: [u8; 16],
    ratio: f32,
}

#[derive(Debug, WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
#[repr(C, packed)]
struct Tight {
    tag: u8,
    value: u32,
}

#[derive(Debug, WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
#[repr(C, align(16))]
struct Raised {
    value: u32,
    reserved: [u8; 12],
}

fn main() {
    let bytes = *b"\x01abc\x07\0\0\0\x02\0\x01\0\x02\0\x03\0\x04\0\x3f\x12\
           \xff\xff\xff\xff\x02\0\0\0label\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x3f";
    let mut record = Record::decode(&bytes).unwrap();
    assert_eq!((record.version, record.word, record.origin.x), (1, 0x123f, -1));
    assert_eq!((record.color, &record.label[..6]), (all::common::Color::BLUE, &b"label\0"[..]));
    assert_eq!(record.rows, [[1, 2], [3, 4]]);

    // Ignored bytes are written as zeros, whatever they were.
    let mut zeroed = bytes;
    zeroed[1..4].fill(0);
    assert_eq!(record.encode().unwrap(), zeroed);

    // A constant is a field, and is checked in both directions.
    record.version = 2;
    let error = record.encode().unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::UnsupportedVersion, "version"));
    zeroed[0] = 2;
    assert_eq!(Record::decode(&zeroed).unwrap_err().kind(), ErrorKind::UnsupportedVersion);

    assert_eq!(Record::LAYOUT_HASH, all::Record::LAYOUT_HASH);
    let tight = Tight::decode(&[9, 1, 2, 3, 4]).unwrap();
    assert_eq!({ tight.value }, 0x0403_0201);
    assert_eq!(tight.encode().unwrap(), [9, 1, 2, 3, 4]);

    let raised = Raised { value: 1, reserved: [0; 12] };
    assert_eq!((align_of_val(&raised), Raised::ALIGN), (16, 16));
    assert_eq!(raised.encode().unwrap()[..5], [1, 0, 0, 0, 0]);
    let error = Raised { reserved: [1; 12], ..raised }.encode().unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::ReservedNotZero, "reserved"));
}
