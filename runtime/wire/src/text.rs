//! Text in fields of fixed size.

use crate::{ByteOrder, DecodeError, EncodeError, ErrorKind};
use core::fmt;
use core::ops::Deref;

/// Text of at most `CAP` bytes of UTF-8, held in place.
#[derive(Clone, Copy)]
pub struct Text<const CAP: usize> {
    len: usize,
    bytes: [u8; CAP],
}

/// Text that doesn't fit a [`Text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextTooLong {
    /// Bytes there is room for.
    pub capacity: usize,
    /// Bytes needed.
    pub needed: usize,
}

impl fmt::Display for TextTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text needs {} bytes and there is room for {}", self.needed, self.capacity)
    }
}

impl core::error::Error for TextTooLong {}

impl<const CAP: usize> Text<CAP> {
    /// No text.
    pub const EMPTY: Text<CAP> = Text { len: 0, bytes: [0; CAP] };

    /// Copies text, if there is room for it.
    pub const fn new(text: &str) -> Result<Text<CAP>, TextTooLong> {
        if text.len() > CAP {
            return Err(TextTooLong { capacity: CAP, needed: text.len() });
        }
        let mut bytes = [0; CAP];
        let mut i = 0;
        while i < text.len() {
            bytes[i] = text.as_bytes()[i];
            i += 1;
        }
        Ok(Text { len: text.len(), bytes })
    }

    /// Text known to fit when the code is compiled: anything else stops the build when used in a constant.
    #[must_use]
    pub const fn literal(text: &str) -> Text<CAP> {
        match Text::new(text) {
            Ok(text) => text,
            Err(_) => panic!("the text doesn't fit"),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // only whole characters are ever put in, so this can't fail
        core::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }

    fn push(&mut self, c: char) {
        let mut buffer = [0; 4];
        let utf8 = c.encode_utf8(&mut buffer).as_bytes();
        if let Some(room) = self.bytes.get_mut(self.len..self.len + utf8.len()) {
            room.copy_from_slice(utf8);
            self.len += utf8.len();
        }
    }
}

impl<const CAP: usize> Default for Text<CAP> {
    fn default() -> Self {
        Text::EMPTY
    }
}

impl<const CAP: usize> Deref for Text<CAP> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl<const CAP: usize> AsRef<str> for Text<CAP> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<const CAP: usize> TryFrom<&str> for Text<CAP> {
    type Error = TextTooLong;

    fn try_from(text: &str) -> Result<Self, TextTooLong> {
        Text::new(text)
    }
}

impl<const CAP: usize> core::str::FromStr for Text<CAP> {
    type Err = TextTooLong;

    fn from_str(text: &str) -> Result<Self, TextTooLong> {
        Text::new(text)
    }
}

impl<const CAP: usize> PartialEq for Text<CAP> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<const CAP: usize> PartialEq<str> for Text<CAP> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl<const CAP: usize> PartialEq<&str> for Text<CAP> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl<const CAP: usize> Eq for Text<CAP> {}

impl<const CAP: usize> PartialOrd for Text<CAP> {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<const CAP: usize> Ord for Text<CAP> {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<const CAP: usize> core::hash::Hash for Text<CAP> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl<const CAP: usize> fmt::Display for Text<CAP> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl<const CAP: usize> fmt::Debug for Text<CAP> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// Encoding of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// 7-bit ASCII.
    Ascii,
    /// UTF-8.
    Utf8,
    /// ISO 8859-1.
    Latin1,
    /// UTF-16 in this byte order.
    Utf16(ByteOrder),
}

/// How a field holds text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Encoding.
    pub encoding: Encoding,
    /// Whether spaces fill up rather than NULs.
    pub space: bool,
    /// Whether a NUL must be there.
    pub terminated: bool,
    /// Whether text that doesn't decode reads with U+FFFD.
    pub replace: bool,
}

/// What is wrong with text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    kind: ErrorKind,
    wanted: Option<usize>,
    got: Option<usize>,
}

impl Fault {
    fn bad(index: usize, unit: impl Into<u32>) -> Fault {
        Fault { kind: ErrorKind::BadText, wanted: Some(index), got: Some(unit.into() as usize) }
    }

    fn detail(n: Option<usize>) -> crate::Detail {
        n.map_or(crate::Detail::Nothing, Into::into)
    }

    /// The error about a field whose text can't be decoded.
    #[cold]
    pub fn decode(self, type_name: &'static str, field: &'static str) -> DecodeError {
        DecodeError::new(self.kind, type_name, field, Fault::detail(self.wanted), Fault::detail(self.got))
    }

    /// The error about a field whose text can't be encoded.
    #[cold]
    pub fn encode(self, type_name: &'static str, field: &'static str) -> EncodeError {
        EncodeError::new(self.kind, type_name, field, Fault::detail(self.wanted), Fault::detail(self.got))
    }
}

/// Reads the text of a field.
pub fn decode<const CAP: usize>(bytes: &[u8], rules: Rules) -> Result<Text<CAP>, Fault> {
    match rules.encoding {
        Encoding::Utf16(order) => decode_utf16(bytes, order, rules),
        encoding => decode_bytes(bytes, encoding, rules),
    }
}

const NOT_TERMINATED: Fault = Fault { kind: ErrorKind::NotTerminated, wanted: None, got: None };

fn decode_bytes<const CAP: usize>(
    bytes: &[u8],
    encoding: Encoding,
    rules: Rules,
) -> Result<Text<CAP>, Fault> {
    let mut units = match bytes.iter().position(|b| *b == 0) {
        Some(end) => &bytes[..end],
        None if rules.terminated => return Err(NOT_TERMINATED),
        None => bytes,
    };
    while rules.space
        && let [head @ .., b' '] = units
    {
        units = head;
    }
    let mut text = Text::EMPTY;
    match encoding {
        Encoding::Utf8 => {
            let mut index = 0;
            for chunk in units.utf8_chunks() {
                chunk.valid().chars().for_each(|c| text.push(c));
                index += chunk.valid().len();
                if let [bad, ..] = chunk.invalid() {
                    if !rules.replace {
                        return Err(Fault::bad(index, *bad));
                    }
                    text.push(char::REPLACEMENT_CHARACTER);
                }
                index += chunk.invalid().len();
            }
        }
        _ => {
            for (index, &unit) in units.iter().enumerate() {
                match encoding {
                    Encoding::Latin1 => text.push(char::from(unit)),
                    _ if unit.is_ascii() => text.push(char::from(unit)),
                    _ if rules.replace => text.push(char::REPLACEMENT_CHARACTER),
                    _ => return Err(Fault::bad(index, unit)),
                }
            }
        }
    }
    Ok(text)
}

fn decode_utf16<const CAP: usize>(bytes: &[u8], order: ByteOrder, rules: Rules) -> Result<Text<CAP>, Fault> {
    let unit = |index: usize| order.u16(crate::field(bytes, index * 2));
    let room = bytes.len() / 2;
    let mut len = match (0..room).find(|i| unit(*i) == 0) {
        Some(end) => end,
        None if rules.terminated => return Err(NOT_TERMINATED),
        None => room,
    };
    while rules.space && len > 0 && unit(len - 1) == u16::from(b' ') {
        len -= 1;
    }
    let mut text = Text::EMPTY;
    let mut index = 0;
    for c in char::decode_utf16((0..len).map(unit)) {
        match c {
            Ok(c) => {
                text.push(c);
                index += c.len_utf16();
            }
            Err(_) if rules.replace => {
                text.push(char::REPLACEMENT_CHARACTER);
                index += 1;
            }
            Err(e) => return Err(Fault::bad(index, e.unpaired_surrogate())),
        }
    }
    Ok(text)
}

/// Writes the text of a field, and what fills it up.
pub fn encode(text: &str, out: &mut [u8], rules: Rules) -> Result<(), Fault> {
    let width = if matches!(rules.encoding, Encoding::Utf16(_)) { 2 } else { 1 };
    let mut needed = 0;
    for (index, c) in text.chars().enumerate() {
        let units = match rules.encoding {
            _ if c == '\0' => None,
            Encoding::Ascii => c.is_ascii().then_some(1),
            Encoding::Latin1 => u8::try_from(c).ok().map(|_| 1),
            Encoding::Utf8 => Some(c.len_utf8()),
            Encoding::Utf16(_) => Some(c.len_utf16()),
        };
        needed += units.ok_or(Fault::bad(index, c))?;
    }
    let room = (out.len() / width).saturating_sub(usize::from(rules.terminated));
    if needed > room {
        return Err(Fault { kind: ErrorKind::TextTooLong, wanted: Some(room), got: Some(needed) });
    }
    let pad = if rules.space { b' ' } else { 0 };
    match rules.encoding {
        Encoding::Utf16(order) => {
            let nul = usize::from(rules.terminated);
            let units =
                text.encode_utf16().chain(core::iter::repeat_n(0, nul)).chain(core::iter::repeat(pad.into()));
            for (slot, unit) in out.chunks_exact_mut(2).zip(units) {
                slot.copy_from_slice(&order.put_u16(unit));
            }
        }
        encoding => {
            out.fill(pad);
            if let Some(end) = out.get_mut(needed)
                && rules.terminated
            {
                *end = 0;
            }
            if encoding == Encoding::Latin1 {
                for (slot, c) in out.iter_mut().zip(text.chars()) {
                    *slot = c as u8;
                }
            } else {
                out[..needed].copy_from_slice(text.as_bytes());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASCII: Rules = Rules { encoding: Encoding::Ascii, space: false, terminated: false, replace: false };

    #[test]
    fn text_ends_at_nul() {
        assert_eq!(decode::<4>(b"ab\0\xff", ASCII).unwrap(), "ab");
        assert_eq!(decode::<4>(b"abcd", ASCII).unwrap(), "abcd");
        assert_eq!(decode::<4>(b"a\xffcd", ASCII), Err(Fault::bad(1, 0xffu8)));
        assert_eq!(decode::<4>(b"abcd", Rules { terminated: true, ..ASCII }), Err(NOT_TERMINATED));
        assert_eq!(decode::<4>(b"a b ", Rules { space: true, ..ASCII }).unwrap(), "a b");
        assert_eq!(
            decode::<12>(b"a\xff\xfe", Rules { replace: true, ..ASCII }).unwrap(),
            "a\u{fffd}\u{fffd}"
        );
    }

    #[test]
    fn utf8_and_utf16_name_the_bad_unit() {
        let utf8 = Rules { encoding: Encoding::Utf8, ..ASCII };
        assert_eq!(decode::<8>(b"\xc3\xa4\xc3", utf8), Err(Fault::bad(2, 0xc3u8)));
        let utf16 = Rules { encoding: Encoding::Utf16(ByteOrder::Big), ..ASCII };
        assert_eq!(decode::<8>(b"\xd8\x3d\xde\x00\0\0", utf16).unwrap(), "\u{1f600}");
        assert_eq!(decode::<8>(b"\0a\xdc\0", utf16), Err(Fault::bad(1, 0xdc00u16)));
    }

    #[test]
    fn encoding_fills_up_and_refuses() {
        let mut out = [9; 4];
        encode("ab", &mut out, Rules { space: true, terminated: true, ..ASCII }).unwrap();
        assert_eq!(&out, b"ab\0 ");
        assert_eq!(encode("\u{e4}", &mut out, ASCII), Err(Fault::bad(0, '\u{e4}')));
        encode("\u{e4}", &mut out, Rules { encoding: Encoding::Latin1, ..ASCII }).unwrap();
        assert_eq!(out, [0xe4, 0, 0, 0]);
        let fault = encode("abcd", &mut out, Rules { terminated: true, ..ASCII }).unwrap_err();
        assert_eq!((fault.wanted, fault.got), (Some(3), Some(4)));
        let utf16 = Rules { encoding: Encoding::Utf16(ByteOrder::Little), terminated: true, ..ASCII };
        encode("a", &mut out, utf16).unwrap();
        assert_eq!(&out, b"a\0\0\0");
    }
}
