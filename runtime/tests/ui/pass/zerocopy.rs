//! Overlays that zerocopy reads in place.

use rbgen_runtime::WireStruct;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

mod zerobuffer {
    rbgen_runtime::wire_schema!("rbgen:zerobuffer", zerocopy);
}

#[derive(WireStruct, FromBytes, IntoBytes, KnownLayout, Immutable)]
#[wire(schema = "rbgen:zerobuffer", zerocopy)]
#[repr(C)]
struct FrameHeader {
    payload_size: u64,
    sequence_number: u64,
}

fn main() {
    let header = FrameHeader { payload_size: 100, sequence_number: 1 };
    let bytes = header.encode().unwrap();
    assert_eq!(header.as_bytes(), bytes);
    assert_eq!(FrameHeader::read_from_bytes(&bytes).unwrap().payload_size, 100);
    assert_eq!(zerobuffer::FrameHeader::LAYOUT_HASH, FrameHeader::LAYOUT_HASH);
}
