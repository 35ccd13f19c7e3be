//! Structs of one's own with unions and with a byte order that is known only at run time: they hold the same bytes as
//! those that `wire_schema!` declares.

use rbgen_runtime::{ByteOrder, ErrorKind, Text, WireStruct};

mod unions {
    rbgen_runtime::wire_schema!("../tests/data/ok/unions.toml");
}

mod either {
    rbgen_runtime::wire_schema!("../tests/data/ok/either.toml");
}

mod bits {
    rbgen_runtime::wire_schema!("../tests/data/ok/bits.toml");
}

type Words = [unions::Word; 2];

#[derive(Debug, Clone, PartialEq, WireStruct)]
#[wire(schema = "../tests/data/ok/unions.toml")]
struct Command {
    opcode: unions::Opcode,
    word: Words,
    fuse: u8,
    psdt: u8,
    specific: unions::Specific,
    data: unions::Data,
    end: [u8; 8],
}

#[derive(Debug, PartialEq, WireStruct)]
#[wire(schema = "../tests/data/ok/unions.toml", name = "TagBehind")]
struct Behind {
    specific: self::unions::Specific,
    opcode: unions::Opcode,
}

/// Without a schema: a field for each run of bytes, the bit word as a whole.
#[derive(Debug, Clone, PartialEq, WireStruct)]
#[wire(import = "../tests/data/ok/unions.toml")]
struct Described {
    opcode: unions::Opcode,
    #[wire(reserved)]
    _gap: [u8; 3],
    #[wire(bits(fuse = "1:0", psdt = "3:2", reserved(bits = "31:4")))]
    dword0: u32,
    specific: unions::Specific,
    data: unions::Data,
}

#[derive(Debug, PartialEq, WireStruct)]
#[wire(schema = "../tests/data/ok/either.toml")]
struct PcapHeader {
    magic: u32,
    version_major: u16,
    version_minor: u16,
    thiszone: i32,
    sigfigs: u32,
    snaplen: u32,
    network: either::LinkType,
}

#[derive(Debug, PartialEq, WireStruct)]
#[wire(schema = "../tests/data/ok/either.toml")]
struct Fixed {
    number: u32,
}

#[derive(Debug, PartialEq, WireStruct)]
#[wire(schema = "../tests/data/ok/either.toml")]
struct PcapRecord {
    seconds: u32,
    fraction: u32,
    captured: u32,
    length: u32,
}

#[derive(Debug, PartialEq, WireStruct)]
#[wire(schema = "../tests/data/ok/either.toml")]
struct Outer {
    always_little: u16,
    fixed: Fixed,
    record: PcapRecord,
    low: u32,
    high: u8,
    text: Text<6>,
}

/// In memory all numbers have an order, so the schema's has to be one.
#[derive(Debug, PartialEq, WireStruct)]
#[wire(endian = "either")]
struct Mark {
    #[wire(const = 0x0102, role = "byte_order")]
    mark: u16,
    count: u16,
}

fn command() -> Command {
    Command {
        opcode: unions::Opcode::WRITE,
        word: [unions::Word::from_number(0x0403_0201).unwrap(), unions::Word::from_halves([5, 6]).unwrap()],
        fuse: 1,
        psdt: 2,
        specific: unions::Specific::Rw(unions::ReadWrite { block: 7, count: 8 }, [3; 8]),
        data: unions::Data::Sgl([9; 16]),
        end: *b"the end.",
    }
}

#[test]
fn unions_are_decoded_by_their_tag() {
    let bytes = command().encode().unwrap();
    assert_eq!(bytes[..20], [1, 0, 0, 0, 1, 2, 3, 4, 5, 0, 6, 0, 9, 0, 0, 0, 7, 0, 0, 0]);
    assert_eq!(Command::decode(&bytes), Ok(command()));
    assert_eq!(Command::LAYOUT_HASH, unions::Command::LAYOUT_HASH);
    let declared = unions::Command::decode(&bytes).unwrap();
    assert_eq!((declared.specific, declared.data), (command().specific, command().data));
    assert_eq!(declared.encode().unwrap(), bytes);

    let mut other = bytes;
    other[0] = 0;
    let value = Command::decode(&other).unwrap();
    assert!(matches!(value.specific, unions::Specific::Raw(raw, ..) if raw[0] == 7));
    assert_eq!(value.encode().unwrap(), other);
    let mut nothing = bytes;
    nothing[12] = 3 << 2;
    let error = Command::decode(&nothing).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::NoMember, "data"));
}

#[test]
fn a_tag_that_means_another_member_is_refused() {
    let error = Command { opcode: unions::Opcode::FLUSH, ..command() }.encode().unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::NoMember, "specific"));
    let error = Command { psdt: 0, ..command() }.encode().unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::NoMember, "data"));
}

#[test]
fn a_tag_may_come_after_its_union() {
    let value = Behind { specific: command().specific, opcode: unions::Opcode::READ };
    let bytes = value.encode().unwrap();
    assert_eq!(unions::TagBehind::decode(&bytes).unwrap().opcode, unions::Opcode::READ);
    assert_eq!(Behind::decode(&bytes), Ok(value));
}

#[test]
fn a_struct_that_describes_itself_has_unions_of_another_schema() {
    let Command { opcode, specific, data, .. } = command();
    let value = Described { opcode, _gap: [0; 3], dword0: 0b1001, specific, data };
    let bytes = value.encode().unwrap();
    assert_eq!(bytes[..12], [1, 0, 0, 0, 9, 0, 0, 0, 7, 0, 0, 0]);
    assert_eq!(Described::decode(&bytes), Ok(value.clone()));
    let error = Described { opcode: unions::Opcode::FLUSH, ..value.clone() }.encode().unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::NoMember, "specific"));
    let error = Described { dword0: 0, ..value }.encode().unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::NoMember, "data"));
}

#[test]
fn the_byte_order_is_found_or_given() {
    for order in [ByteOrder::Little, ByteOrder::Big] {
        let header = PcapHeader {
            magic: 0xa1b2_c3d4,
            version_major: 2,
            version_minor: 4,
            thiszone: -1,
            sigfigs: 3,
            snaplen: 65535,
            network: either::LinkType::ETHERNET,
        };
        let bytes = header.encode_as(order).unwrap();
        assert_eq!(bytes[0] == 0xa1, order == ByteOrder::Big);
        assert_eq!(PcapHeader::find_order(&bytes), Ok(order));
        assert_eq!(either::PcapHeader::decode(&bytes).unwrap().thiszone, -1);
        assert_eq!(PcapHeader::decode(&bytes), Ok(header));

        let outer = Outer {
            always_little: 0x1122,
            fixed: Fixed { number: 0x3344_5566 },
            record: PcapRecord { seconds: 1, fraction: 2, captured: 3, length: 4 },
            low: 0x0077_8899,
            high: 0xaa,
            text: Text::literal("ab"),
        };
        let bytes = outer.encode_as(order).unwrap();
        assert_eq!(bytes[2..8], [0x22, 0x11, 0x33, 0x44, 0x55, 0x66]);
        assert_eq!(bytes[24] == 0xaa, order == ByteOrder::Big);
        assert_eq!(either::Outer::decode(&bytes).unwrap().encode_as(order).unwrap(), bytes);
        assert_eq!(Outer::decode_as(&bytes, order).as_ref(), Ok(&outer));
        assert_eq!(Outer::decode(&bytes), Ok(outer));

        let mark = Mark { mark: 0x0102, count: 3 };
        let bytes = mark.encode_as(order).unwrap();
        assert_eq!((bytes[0], bytes[3]), if order == ByteOrder::Big { (1, 3) } else { (2, 0) });
        assert_eq!(Mark::decode(&bytes), Ok(mark));
    }
    assert_eq!(PcapHeader::find_order(&[0; 24]).unwrap_err().kind(), ErrorKind::WrongConst);
    assert_eq!(PcapHeader::LAYOUT_HASH, either::PcapHeader::LAYOUT_HASH);
    assert_eq!(Outer::LAYOUT_HASH, either::Outer::LAYOUT_HASH);
}

#[test]
fn flags_are_shown_by_name_and_the_rest_in_hex() {
    use bits::TcpFlags;
    let shown = |bits: u16| format!("{:?}", TcpFlags(bits));
    assert_eq!(shown(0), "TcpFlags(0x0)");
    assert_eq!(shown(0x2), "TcpFlags(SYN)");
    assert_eq!(shown(0x12), "TcpFlags(SYN | ACK)");
    assert_eq!(shown(0x5018), "TcpFlags(ACK | 0x5008)");
    assert_eq!(shown(0x8), "TcpFlags(0x8)");
    const BOTH: TcpFlags = {
        let mut flags = TcpFlags::ALL;
        flags.remove(TcpFlags::OFFSET_MASK);
        flags.insert(TcpFlags(0x100));
        flags
    };
    assert_eq!(BOTH, TcpFlags(0x117));
}
