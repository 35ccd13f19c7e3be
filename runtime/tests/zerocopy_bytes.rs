//! `wire_schema!(..., zerocopy)`: structs of byte arrays that zerocopy reads in place.

use zerocopy::{FromBytes, FromZeros, IntoBytes};

mod thumbnail {
    rbgen_runtime::wire_schema!("rbgen:thumbnail", zerocopy);
}
use thumbnail::{ThumbnailRequestHeader, ThumbnailRequestHeaderBytes};

#[test]
fn bytes_are_read_and_written_in_place() {
    let mut received = [9; 27];
    let header = ThumbnailRequestHeader { target_width: 640, ..Default::default() };
    received[1..25].copy_from_slice(&header.encode().unwrap());
    // At an odd address: byte arrays have no alignment.
    let (bytes, rest) = ThumbnailRequestHeaderBytes::ref_from_prefix(&received[1..]).unwrap();
    assert_eq!(u32::from_le_bytes(bytes.target_width), 640);
    assert_eq!((bytes.version, rest), ([1], &[9, 9][..]));
    assert_eq!(ThumbnailRequestHeader::decode(bytes.as_bytes()), Ok(header));

    let (bytes, _) = ThumbnailRequestHeaderBytes::mut_from_prefix(&mut received[1..]).unwrap();
    bytes.quality = 50_u32.to_le_bytes();
    assert_eq!(ThumbnailRequestHeader::decode(&received[1..25]).map(|h| h.quality), Ok(50));
    assert!(ThumbnailRequestHeaderBytes::ref_from_bytes(&received[..23]).is_err());
    assert_eq!(ThumbnailRequestHeaderBytes::new_zeroed().as_bytes().len(), ThumbnailRequestHeader::SIZE);
}
