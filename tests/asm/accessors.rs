//! Functions whose machine code is looked at. Built by the test `assembly`.

use thumbnail::{ThumbnailRequestHeader, ThumbnailRequestHeaderView};

/// Two checks, three moves.
#[no_mangle]
#[inline(never)]
pub fn decode(bytes: &[u8]) -> Result<ThumbnailRequestHeader, rbgen_wire::DecodeError> {
    ThumbnailRequestHeader::decode(bytes)
}

/// One load.
#[no_mangle]
#[inline(never)]
pub fn view_width(bytes: &[u8; 24]) -> u32 {
    ThumbnailRequestHeaderView::new(bytes).target_width()
}

/// One store a field, no checks but that of the quality.
#[no_mangle]
#[inline(never)]
pub fn encode_into(
    header: &ThumbnailRequestHeader,
    out: &mut [u8; 24],
) -> Result<usize, rbgen_wire::EncodeError> {
    header.encode_into(out)
}
