//! Bytes as hexadecimal text.

use core::fmt;
use serde::de::{Deserializer, Error, SeqAccess, Unexpected, Visitor};
use serde::ser::Serializer;

struct Digits<'a>(&'a [u8]);

impl fmt::Display for Digits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Writes bytes: as text for people, as they are otherwise.
pub(super) fn show<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        serializer.collect_str(&Digits(bytes))
    } else {
        serializer.serialize_bytes(bytes)
    }
}

/// Reads up to `N` bytes and answers how many there were.
pub(super) fn read<'de, const N: usize, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<([u8; N], usize), D::Error> {
    if deserializer.is_human_readable() {
        deserializer.deserialize_str(Bytes)
    } else {
        deserializer.deserialize_bytes(Bytes)
    }
}

/// Up to `N` bytes.
pub(super) struct Bytes<const N: usize>;

fn digit(c: u8) -> Option<u8> {
    char::from(c).to_digit(16).map(|d| d as u8)
}

impl<'de, const N: usize> Visitor<'de> for Bytes<N> {
    type Value = ([u8; N], usize);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the hexadecimal text of {N} bytes")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<([u8; N], usize), E> {
        let wrong = || E::invalid_value(Unexpected::Str(text), &self);
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return Err(wrong()) };
        let mut bytes = [0; N];
        let room = bytes.get_mut(..pairs.len()).ok_or_else(wrong)?;
        for (byte, [high, low]) in room.iter_mut().zip(pairs) {
            *byte = digit(*high).zip(digit(*low)).map(|(high, low)| high << 4 | low).ok_or_else(wrong)?;
        }
        Ok((bytes, pairs.len()))
    }

    fn visit_bytes<E: Error>(self, given: &[u8]) -> Result<([u8; N], usize), E> {
        let mut bytes = [0; N];
        let room = bytes.get_mut(..given.len());
        room.ok_or_else(|| E::invalid_length(given.len(), &self))?.copy_from_slice(given);
        Ok((bytes, given.len()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<([u8; N], usize), A::Error> {
        let (mut bytes, mut len) = ([0; N], 0);
        while let Some(byte) = list.next_element()? {
            *bytes.get_mut(len).ok_or_else(|| A::Error::invalid_length(len + 1, &self))? = byte;
            len += 1;
        }
        Ok((bytes, len))
    }
}

struct Identifier;

impl Visitor<'_> for Identifier {
    type Value = [u8; 16];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an identifier as in 00112233-4455-6677-8899-aabbccddeeff")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<[u8; 16], E> {
        let wrong = || E::invalid_value(Unexpected::Str(text), &self);
        let mut bytes = [0; 16];
        let mut at = 0;
        let mut groups = text.split('-');
        for len in [4, 2, 2, 2, 6] {
            let group = groups.next().ok_or_else(wrong)?;
            let (own, found) = Bytes::<6>.visit_str(group).map_err(|_: E| wrong())?;
            if found != len {
                return Err(wrong());
            }
            bytes[at..at + len].copy_from_slice(&own[..len]);
            at += len;
        }
        if groups.next().is_some() { Err(wrong()) } else { Ok(bytes) }
    }
}

/// Reads the bytes that the text form of an identifier shows.
pub(super) fn read_identifier<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 16], D::Error> {
    deserializer.deserialize_str(Identifier)
}
