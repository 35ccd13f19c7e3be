//! The trait of every struct with bytes on the wire.

use crate::{ByteArray, ByteOrder, DecodeError, Dump, EncodeError, Layout, Records};

/// A struct with a fixed layout.
///
/// Functions that end in `_as` take the byte order. Only structs of `endian = "either"` look at it; all others are
/// [`OneOrder`] and have the functions without it as well.
pub trait WireStruct: Sized {
    /// `[u8; SIZE]`
    type Bytes: ByteArray;

    /// Bytes of the struct.
    const SIZE: usize;

    /// Alignment in memory; bytes may be decoded from anywhere.
    const ALIGN: usize;

    /// Equal for two structs exactly when they have the same layout.
    const LAYOUT_HASH: u64;

    /// The layout as data.
    const LAYOUT: &'static Layout;

    /// Decodes and checks an array of exactly SIZE bytes.
    fn read(bytes: &Self::Bytes, order: ByteOrder) -> Result<Self, DecodeError>;

    /// Checks the value and writes all bytes of the array. After an error its contents are unspecified.
    fn write(&self, out: &mut Self::Bytes, order: ByteOrder) -> Result<(), EncodeError>;

    /// How many more bytes a prefix needs before it can be decoded; 0 when it can be tried.
    #[inline]
    fn bytes_needed(bytes: &[u8]) -> usize {
        Self::SIZE.saturating_sub(bytes.len())
    }

    /// Decodes the struct at the start of `bytes` and returns what follows it.
    #[inline]
    fn decode_prefix_as(bytes: &[u8], order: ByteOrder) -> Result<(Self, &[u8]), DecodeError> {
        match Self::Bytes::split_prefix(bytes) {
            Some((own, rest)) => Ok((Self::read(own, order)?, rest)),
            None => Err(DecodeError::too_short(Self::LAYOUT.name, Self::SIZE, bytes.len())),
        }
    }

    /// Decodes exactly the bytes of one struct.
    #[inline]
    fn decode_as(bytes: &[u8], order: ByteOrder) -> Result<Self, DecodeError> {
        match Self::Bytes::split_prefix(bytes) {
            Some((own, [])) => Self::read(own, order),
            Some(_) => Err(DecodeError::too_long(Self::LAYOUT.name, Self::SIZE, bytes.len())),
            None => Err(DecodeError::too_short(Self::LAYOUT.name, Self::SIZE, bytes.len())),
        }
    }

    /// Encodes to new bytes.
    #[inline]
    fn encode_as(&self, order: ByteOrder) -> Result<Self::Bytes, EncodeError> {
        let mut out = Self::Bytes::ZERO;
        self.write(&mut out, order)?;
        Ok(out)
    }

    /// Encodes to the start of a buffer and returns how many bytes that took.
    #[inline]
    fn encode_into_as(&self, out: &mut [u8], order: ByteOrder) -> Result<usize, EncodeError> {
        let len = out.len();
        match Self::Bytes::prefix_mut(out) {
            Some(own) => self.write(own, order).map(|()| Self::SIZE),
            None => Err(EncodeError::too_short(Self::LAYOUT.name, Self::SIZE, len)),
        }
    }

    /// The records of a buffer, which must hold a whole number of them.
    #[inline]
    fn iter_from_as(bytes: &[u8], order: ByteOrder) -> Records<'_, Self> {
        Records::new(bytes, order)
    }

    /// [`WireStruct::decode_as`] for structs of one byte order.
    #[inline]
    fn decode(bytes: &[u8]) -> Result<Self, DecodeError>
    where
        Self: OneOrder,
    {
        Self::decode_as(bytes, ByteOrder::Little)
    }

    /// [`WireStruct::decode_prefix_as`] for structs of one byte order.
    #[inline]
    fn decode_prefix(bytes: &[u8]) -> Result<(Self, &[u8]), DecodeError>
    where
        Self: OneOrder,
    {
        Self::decode_prefix_as(bytes, ByteOrder::Little)
    }

    /// [`WireStruct::encode_as`] for structs of one byte order.
    #[inline]
    fn encode(&self) -> Result<Self::Bytes, EncodeError>
    where
        Self: OneOrder,
    {
        self.encode_as(ByteOrder::Little)
    }

    /// [`WireStruct::encode_into_as`] for structs of one byte order.
    #[inline]
    fn encode_into(&self, out: &mut [u8]) -> Result<usize, EncodeError>
    where
        Self: OneOrder,
    {
        self.encode_into_as(out, ByteOrder::Little)
    }

    /// [`WireStruct::iter_from_as`] for structs of one byte order.
    #[inline]
    fn iter_from(bytes: &[u8]) -> Records<'_, Self>
    where
        Self: OneOrder,
    {
        Self::iter_from_as(bytes, ByteOrder::Little)
    }

    /// The bytes as annotated hex: one line a field. Works on any bytes, valid or not.
    fn dump(bytes: &[u8]) -> Dump<'_> {
        Dump::new(Self::LAYOUT, bytes)
    }
}

/// A struct whose byte order the schema fixes.
pub trait OneOrder: WireStruct {}
