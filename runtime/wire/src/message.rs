//! Headers and what follows them.

use crate::{ByteOrder, DecodeError, Detail, EncodeError, ErrorKind, Records, WireStruct};
use core::fmt;
use core::marker::PhantomData;

/// A header with its payload.
pub trait Message {
    /// The message's name in the schema.
    const NAME: &'static str;

    /// Bytes of the header and all parts.
    fn encoded_len(&self) -> usize;

    /// Writes the header and all parts to the start of a buffer and returns how many bytes that took.
    fn create_into(&self, out: &mut [u8]) -> Result<usize, EncodeError>;

    /// Header and parts as new bytes.
    #[cfg(feature = "alloc")]
    fn create(&self) -> Result<alloc::vec::Vec<u8>, EncodeError> {
        let mut out = alloc::vec![0; self.encoded_len()];
        let len = self.create_into(&mut out)?;
        out.truncate(len);
        Ok(out)
    }
}

/// The first `len` bytes, which the part of a message states to be there, and the rest.
pub fn take<'a>(
    bytes: &'a [u8],
    len: i128,
    message: &'static str,
    part: &'static str,
) -> Result<(&'a [u8], &'a [u8]), DecodeError> {
    match usize::try_from(len).ok().and_then(|len| bytes.split_at_checked(len)) {
        Some(split) => Ok(split),
        None => Err(DecodeError::new(ErrorKind::PayloadLength, message, part, signed(len), bytes.len())),
    }
}

/// Numbers of a header joined by `x`, as in `100x75`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joined<const N: usize>(pub [Detail; N]);

impl<const N: usize> fmt::Display for Joined<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, number) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("x")?;
            }
            fmt::Display::fmt(number, f)?;
        }
        Ok(())
    }
}

/// A number that is shown as unsigned where it can be.
fn signed(n: i128) -> Detail {
    match u128::try_from(n) {
        Ok(n) => n.into(),
        Err(_) => n.into(),
    }
}

/// Records of a message, given as values or found in its bytes. Bytes were decoded once when the message was parsed.
#[derive(Debug)]
pub struct RecordSlice<'a, T> {
    bytes: &'a [u8],
    values: &'a [T],
    order: ByteOrder,
    record: PhantomData<fn() -> T>,
}

// Deriving these would ask them of the records as well, which are only borrowed.
impl<T> Clone for RecordSlice<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RecordSlice<'_, T> {}

impl<'a, T: WireStruct + Clone> RecordSlice<'a, T> {
    /// Records to send.
    pub fn from_values(values: &'a [T]) -> RecordSlice<'a, T> {
        RecordSlice { bytes: &[], values, order: ByteOrder::Little, record: PhantomData }
    }

    /// Decodes `count` records at the start of `bytes` and returns them with the rest.
    pub fn parse(
        bytes: &'a [u8],
        count: i128,
        order: ByteOrder,
        message: &'static str,
        part: &'static str,
    ) -> Result<(RecordSlice<'a, T>, &'a [u8]), DecodeError> {
        // the least that so many records take, before any of them is looked at
        let least = count.saturating_mul(T::bytes_needed(&[]) as i128);
        if !(0..=bytes.len() as i128).contains(&least) {
            return Err(DecodeError::new(
                ErrorKind::PayloadLength,
                message,
                part,
                signed(least),
                bytes.len(),
            ));
        }
        let mut rest = bytes;
        for _ in 0..count {
            (_, rest) = T::decode_prefix_as(rest, order)?;
        }
        let own = &bytes[..bytes.len() - rest.len()];
        Ok((RecordSlice { bytes: own, values: &[], order, record: PhantomData }, rest))
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.bytes.is_empty() {
            self.values.len()
        } else {
            Records::<T>::new(self.bytes, self.order).count()
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty() && self.values.is_empty()
    }

    /// The bytes all records take once encoded.
    #[must_use]
    pub fn encoded_len(&self) -> usize {
        if self.bytes.is_empty() { self.values.len() * T::SIZE } else { self.len() * T::SIZE }
    }

    /// The records in order.
    pub fn iter(&self) -> impl Iterator<Item = T> + use<'a, T> {
        let decoded = Records::<T>::new(self.bytes, self.order).filter_map(Result::ok);
        self.values.iter().cloned().chain(decoded)
    }

    /// Encodes the records to the start of a buffer that has room for them.
    pub fn encode_into(&self, out: &mut [u8], order: ByteOrder) -> Result<usize, EncodeError> {
        let mut at = 0;
        for record in self.iter() {
            at += record.encode_into_as(&mut out[at..], order)?;
        }
        Ok(at)
    }
}
