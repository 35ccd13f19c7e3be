//! Bytes that other programs wrote, through structs with and without a hand-written declaration.

use rbgen_runtime::WireStruct;

mod thumbnail {
    rbgen_runtime::wire_schema!("rbgen:thumbnail");
}
mod zerobuffer {
    rbgen_runtime::wire_schema!("rbgen:zerobuffer");
}

#[derive(WireStruct)]
#[wire(schema = "rbgen:thumbnail")]
struct ThumbnailResponseHeader {
    width: u32,
    height: u32,
    format: thumbnail::OutputFormat,
    payload_size: u32,
}

#[derive(WireStruct)]
#[wire(schema = "rbgen:zerobuffer", name = "ProtocolVersion")]
#[repr(C)]
struct Version {
    major: u8,
    minor: u8,
    patch: u8,
    reserved: u8x1,
}

#[allow(non_camel_case_types)]
type u8x1 = [u8; 1];

#[derive(WireStruct)]
#[wire(schema = "rbgen:zerobuffer")]
#[repr(C)]
struct Oieb {
    oieb_size: u32,
    version: ProtocolVersion,
    metadata_size: u64,
    metadata_free_bytes: u64,
    metadata_written_bytes: u64,
    payload_size: u64,
    payload_free_bytes: u64,
    payload_write_pos: u64,
    payload_read_pos: u64,
    payload_written_count: u64,
    payload_read_count: u64,
    writer_pid: u64,
    reader_pid: u64,
    reserved: [u8; 32],
}

use Version as ProtocolVersion;

/// The header of a response of 75 by 100 pixels.
const RESPONSE: [u8; 20] =
    [1, 0, 0, 0, 0x64, 0, 0, 0, 0x4b, 0, 0, 0, 0, 0, 0, 0, 0xf2, 0x0e, 0, 0];

/// The control block of a buffer with metadata and without frames.
const OIEB: [u8; 128] = {
    let mut bytes = [0; 128];
    let start = [
        0x80, 0, 0, 0, 1, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, //
        0x62, 0, 0, 0, 0, 0, 0, 0, 0x1e, 0, 0, 0, 0, 0, 0, 0, //
        0, 4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0,
    ];
    let pids = [0x42, 0x43, 0, 0, 0, 0, 0, 0, 0x41, 0x43, 0, 0, 0, 0, 0, 0];
    let mut i = 0;
    while i < start.len() {
        bytes[i] = start[i];
        i += 1;
    }
    i = 0;
    while i < pids.len() {
        bytes[80 + i] = pids[i];
        i += 1;
    }
    bytes
};

fn main() {
    let response = ThumbnailResponseHeader::decode(&RESPONSE).unwrap();
    assert_eq!((response.width, response.height, response.payload_size), (100, 75, 3826));
    assert_eq!(response.format, thumbnail::OutputFormat::JPEG);
    assert_eq!(response.encode().unwrap(), RESPONSE);

    let oieb = Oieb::decode(&OIEB).unwrap();
    assert_eq!((oieb.oieb_size, oieb.version.major), (128, 1));
    assert_eq!((oieb.metadata_size, oieb.metadata_written_bytes), (128, 30));
    assert_eq!((oieb.payload_size, oieb.writer_pid, oieb.reader_pid), (1024, 0x4342, 0x4341));
    assert_eq!(oieb.encode().unwrap(), OIEB);

    let value = zerobuffer::Oieb::decode(&OIEB).unwrap();
    assert_eq!(value.payload_free_bytes, oieb.payload_free_bytes);
    assert_eq!(value.encode().unwrap(), OIEB);
    assert_eq!(zerobuffer::Oieb::LAYOUT_HASH, Oieb::LAYOUT_HASH);
}
