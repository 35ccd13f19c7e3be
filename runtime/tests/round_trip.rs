//! The TOML that a struct gives is a schema of the same layout, and one that the struct agrees with.

use rbgen_runtime::{Layout, Text, WireStruct};

/// A "quoted" doc with a \ in it.
///
/// And a second paragraph.
#[derive(Debug, WireStruct)]
#[wire(module = "every_kind", version = 3, endian = "big", layout = "packed")]
struct EveryKind {
    #[wire(const = 7, role = "version")]
    version: u8,
    #[wire(reserved)]
    _zero: [u8; 2],
    #[wire(reserved, policy = "preserve")]
    kept: [u8; 1],
    /// How far; negative is behind.
    #[wire(range = -40..=125, unit = "m", scale = 0.5, default = 3)]
    distance: i32,
    #[wire(type = "u24")]
    odd: u32,
    #[wire(endian = "little")]
    little: u16,
    #[wire(one_of = [1, 2, 4], default = 1)]
    step: u8,
    #[wire(bits(low(bits = "3:0", range = 0..=9), flag = 4, reserved(bits = "7:5", policy = "ignore")))]
    word: u8,
    enabled: bool,
    grid: [[u16; 3]; 2],
    ratio: f64,
    wide: u128,
    #[wire(const = b"\x7fELF")]
    magic: [u8; 4],
    #[wire(encoding = "latin-1", pad = "space", type = "char[6]")]
    name: Text<12>,
    r#type: u8,
}

#[derive(Debug, WireStruct)]
#[repr(C)]
struct InMemory {
    #[wire(const = 1)]
    version: u32,
    #[wire(type = "char[4]", encoding = "ascii")]
    name: [u8; 4],
    #[wire(type = "guid")]
    id: [u8; 16],
}

/// Padding that nobody declares isn't a field; Rust's own goes its own ways.
#[derive(Debug, PartialEq, WireStruct)]
#[wire(padding = "auto", align = 8)]
struct Padded {
    first: u8,
    second: u32,
    third: u16,
}

fn same_layout(toml: &str, layout: &Layout) {
    let loaded = rbgen_schema::load_text("own.toml", toml);
    let schema = loaded.schema.unwrap_or_else(|| panic!("{:?}\n{toml}", loaded.diagnostics));
    let def = schema.structs.iter().find(|def| def.name == layout.name).unwrap();
    assert_eq!((def.layout_hash, def.size), (layout.hash, layout.size as u64));
    let offsets: Vec<(&str, usize)> =
        def.fields.iter().map(|f| (f.name.as_str(), f.offset as usize)).collect();
    let expanded: Vec<(&str, usize)> = layout.fields.iter().map(|f| (f.name, f.offset)).collect();
    assert_eq!(offsets, expanded);
    // Written once more by rbgen itself, it is still the same.
    let [(_, written)] = &rbgen_schema::to_toml::to_toml(&schema)[..] else {
        panic!("one module makes one file")
    };
    let again = rbgen_schema::load_text("again.toml", written);
    assert_eq!(again.schema.unwrap().structs[0].layout_hash, layout.hash);
}

#[test]
fn a_struct_gives_the_schema_of_its_own_layout() {
    same_layout(EveryKind::to_schema(), &EveryKind::LAYOUT);
    same_layout(InMemory::to_schema(), &InMemory::LAYOUT);
    same_layout(Padded::to_schema(), &Padded::LAYOUT);
    let schema = rbgen_schema::load_text("own.toml", EveryKind::to_schema()).schema.unwrap();
    assert_eq!((schema.modules[0].name.as_str(), schema.modules[0].version), ("every_kind", 3));
    let doc = "A \"quoted\" doc with a \\ in it.\n\nAnd a second paragraph.";
    assert_eq!(schema.structs[0].doc.as_deref(), Some(doc));
}

fn every_kind() -> EveryKind {
    EveryKind {
        version: 7,
        _zero: [0; 2],
        kept: [9],
        distance: -40,
        odd: 0x01_0203,
        little: 0x0102,
        step: 4,
        word: 0b1_1001,
        enabled: true,
        grid: [[1, 2, 3], [4, 5, 6]],
        ratio: 1.0,
        wide: 1,
        magic: *b"\x7fELF",
        name: Text::literal("caf\u{e9}"),
        r#type: 5,
    }
}

#[test]
fn every_byte_is_a_field() {
    let mut bytes = Vec::from(*b"\x07\0\0\x09\xff\xff\xff\xd8\x01\x02\x03\x02\x01\x04\x19\x01");
    bytes.extend(*b"\0\x01\0\x02\0\x03\0\x04\0\x05\0\x06\x3f\xf0\0\0\0\0\0\0");
    bytes.extend([0; 15]);
    bytes.extend(*b"\x01\x7fELFcaf\xe9  \x05");
    assert_eq!(every_kind().encode().unwrap().as_slice(), bytes);
    let decoded = EveryKind::decode(&bytes).unwrap();
    assert_eq!(decoded.encode().unwrap().as_slice(), bytes);
    assert_eq!((decoded.name.as_str(), decoded.kept, decoded.word), ("caf\u{e9}", [9], 0x19));

    for (at, byte, kind, field) in [
        (0, 8, "unsupported-version", "version"),
        (1, 1, "reserved-not-zero", "_zero"),
        (7, 0xd7, "out-of-range", "distance"),
        (13, 3, "wrong-const", "step"),
        (14, 0x0a, "out-of-range", "low"),
        (15, 2, "not-bool", "enabled"),
        (52, 0, "wrong-const", "magic"),
    ] {
        let mut wrong = bytes.clone();
        wrong[at] = byte;
        let error = EveryKind::decode(&wrong).unwrap_err();
        assert_eq!((error.kind().name(), error.field()), (kind, field), "byte {at}");
    }
    // Bits that are ignored are kept out of nobody's way.
    let mut ignored = bytes.clone();
    ignored[14] = 0xf9;
    assert_eq!(EveryKind::decode(&ignored).unwrap().word, 0xf9);
}

#[test]
fn encoding_refuses_what_decoding_refuses() {
    for (wrong, kind, field) in [
        (EveryKind { version: 8, ..every_kind() }, "unsupported-version", "version"),
        (EveryKind { _zero: [0, 1], ..every_kind() }, "reserved-not-zero", "_zero"),
        (EveryKind { distance: 126, ..every_kind() }, "out-of-range", "distance"),
        (EveryKind { odd: 1 << 24, ..every_kind() }, "out-of-range", "odd"),
        (EveryKind { step: 0, ..every_kind() }, "wrong-const", "step"),
        (EveryKind { word: 0x0a, ..every_kind() }, "out-of-range", "low"),
        (EveryKind { magic: [0; 4], ..every_kind() }, "wrong-const", "magic"),
        (EveryKind { name: Text::literal("seven77"), ..every_kind() }, "text-too-long", "name"),
        (EveryKind { name: Text::literal("\u{20ac}"), ..every_kind() }, "bad-text", "name"),
    ] {
        let error = wrong.encode().unwrap_err();
        assert_eq!((error.kind().name(), error.field()), (kind, field));
    }
    let ascii = InMemory { version: 1, name: *b"a\xff\0\0", id: [0; 16] };
    assert_eq!(ascii.encode().unwrap_err().kind().name(), "bad-text");
}

#[test]
fn undeclared_padding_is_written_zero_and_not_looked_at() {
    let value = Padded { first: 1, second: 2, third: 3 };
    let mut bytes = value.encode().unwrap();
    assert_eq!(bytes, [1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]);
    (bytes[1], bytes[15]) = (4, 5);
    assert_eq!(Padded::decode(&bytes), Ok(value));
}
