//! Records that lie back to back.

use crate::{ByteOrder, DecodeError, OneOrder, WireStruct};
use core::marker::PhantomData;

/// Decodes one record after another; ends after the first error, also when the last record is cut off.
#[derive(Debug, Clone)]
#[must_use = "records are only decoded as the iterator is advanced"]
pub struct Records<'a, T> {
    rest: &'a [u8],
    order: ByteOrder,
    record: PhantomData<fn() -> T>,
}

impl<'a, T: WireStruct> Records<'a, T> {
    /// The records of a buffer.
    pub fn new(bytes: &'a [u8], order: ByteOrder) -> Records<'a, T> {
        Records { rest: bytes, order, record: PhantomData }
    }

    /// The bytes not decoded yet.
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

impl<T: WireStruct> Iterator for Records<'_, T> {
    type Item = Result<T, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        match T::decode_prefix_as(self.rest, self.order) {
            // a struct always takes bytes: were it not so, this would not end
            Ok((value, rest)) if rest.len() < self.rest.len() => {
                self.rest = rest;
                Some(Ok(value))
            }
            Ok(_) => None,
            Err(error) => {
                self.rest = &[];
                Some(Err(error))
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::from(!self.rest.is_empty()), Some(self.rest.len()))
    }
}

impl<T: WireStruct> core::iter::FusedIterator for Records<'_, T> {}

/// The records of a buffer, which must hold a whole number of them.
pub fn iter_from<T: OneOrder>(bytes: &[u8]) -> Records<'_, T> {
    T::iter_from(bytes)
}
