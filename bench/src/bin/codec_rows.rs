//! The rows of the codec benchmark, each a loop to be counted: `codec_rows ROW COUNT`.
//!
//! Every row takes the same bytes, makes the same checks (length, version) and returns the same information.

use std::hint::black_box;
use zerocopy::byteorder::little_endian::U32;
use zerocopy::{FromBytes, Immutable, KnownLayout, Unaligned};

mod generated {
    rbgen_runtime::wire_schema!("rbgen:thumbnail");
}
use generated::ThumbnailRequestHeader;

/// What a parse by hand gives.
pub struct ByHand {
    /// Wanted width.
    pub target_width: u32,
    /// Wanted height.
    pub target_height: u32,
    /// Code of the format.
    pub output_format: u32,
    /// Quality.
    pub quality: u32,
    /// Bytes that follow.
    pub payload_size: u32,
}

/// Why a parse by hand failed.
pub enum Failed {
    /// Bytes there.
    Length(usize),
    /// Version found.
    Version(u8),
}

#[inline(never)]
fn manual(bytes: &[u8]) -> Result<ByHand, Failed> {
    let Ok(b) = <&[u8; 24]>::try_from(bytes) else { return Err(Failed::Length(bytes.len())) };
    if b[0] != 1 {
        return Err(Failed::Version(b[0]));
    }
    Ok(ByHand {
        target_width: u32::from_le_bytes([b[4], b[5], b[6], b[7]]),
        target_height: u32::from_le_bytes([b[8], b[9], b[10], b[11]]),
        output_format: u32::from_le_bytes([b[12], b[13], b[14], b[15]]),
        quality: u32::from_le_bytes([b[16], b[17], b[18], b[19]]),
        payload_size: u32::from_le_bytes([b[20], b[21], b[22], b[23]]),
    })
}

#[derive(FromBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
struct Overlay {
    version: u8,
    reserved: [u8; 3],
    target_width: U32,
    target_height: U32,
    output_format: U32,
    quality: U32,
    payload_size: U32,
}

#[inline(never)]
fn zerocopied(bytes: &[u8]) -> Result<ByHand, Failed> {
    let Ok(h) = Overlay::ref_from_bytes(bytes) else { return Err(Failed::Length(bytes.len())) };
    if h.version != 1 {
        return Err(Failed::Version(h.version));
    }
    Ok(ByHand {
        target_width: h.target_width.get(),
        target_height: h.target_height.get(),
        output_format: h.output_format.get(),
        quality: h.quality.get(),
        payload_size: h.payload_size.get(),
    })
}

#[inline(never)]
fn generated(bytes: &[u8]) -> Result<ThumbnailRequestHeader, rbgen_runtime::DecodeError> {
    ThumbnailRequestHeader::decode(bytes)
}

fn main() {
    let mut args = std::env::args().skip(1);
    let row = args.next().unwrap_or_default();
    let count: u32 = args.next().and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut bytes = [0u8; 24];
    bytes[0] = 1;
    bytes[4..].copy_from_slice(&[7; 20]);
    let bytes = black_box(&bytes[..]);
    let mut sum = 0u64;
    // The sum takes every field, so that none is left out.
    match row.as_str() {
        "generated" => {
            for _ in 0..count {
                if let Ok(h) = generated(black_box(bytes)) {
                    let format: u32 = h.output_format.into();
                    sum += u64::from(h.target_width ^ h.target_height ^ format ^ h.quality ^ h.payload_size);
                }
            }
        }
        "manual" | "zerocopy" => {
            let parse = if row == "manual" { manual } else { zerocopied };
            for _ in 0..count {
                if let Ok(h) = parse(black_box(bytes)) {
                    sum += u64::from(
                        h.target_width ^ h.target_height ^ h.output_format ^ h.quality ^ h.payload_size,
                    );
                }
            }
        }
        other => {
            eprintln!("error: no row {other:?}: generated, manual or zerocopy");
            std::process::exit(2);
        }
    }
    println!("{}", black_box(sum));
}
