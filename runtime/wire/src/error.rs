//! What can be wrong with bytes or values.

use core::fmt;

/// What kind of thing is wrong; the same set in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// Fewer bytes than the struct, or its stated size, needs.
    TooShort,
    /// More bytes than the struct has, where exactly that many were asked for.
    TooLong,
    /// A field that has only certain values holds another.
    WrongConst,
    /// The layout's version is none that this code knows.
    UnsupportedVersion,
    /// A value outside its range, or one that its type can't hold.
    OutOfRange,
    /// A code that isn't in an enum that refuses unknown ones.
    UnknownCode,
    /// A boolean that is neither 0 nor 1.
    NotBool,
    /// Reserved bytes or bits that must be zero and aren't.
    ReservedNotZero,
    /// Text that its encoding can't express.
    BadText,
    /// Text without the NUL it must end with.
    NotTerminated,
    /// Text with more units than the field has room for.
    TextTooLong,
    /// A tag that means no member of the union, or not the one given.
    NoMember,
    /// A part of a message that doesn't fit the buffer, or whose length the header can't state.
    PayloadLength,
}

impl ErrorKind {
    /// The name that all languages share, as in `too-short`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ErrorKind::TooShort => "too-short",
            ErrorKind::TooLong => "too-long",
            ErrorKind::WrongConst => "wrong-const",
            ErrorKind::UnsupportedVersion => "unsupported-version",
            ErrorKind::OutOfRange => "out-of-range",
            ErrorKind::UnknownCode => "unknown-code",
            ErrorKind::NotBool => "not-bool",
            ErrorKind::ReservedNotZero => "reserved-not-zero",
            ErrorKind::BadText => "bad-text",
            ErrorKind::NotTerminated => "not-terminated",
            ErrorKind::TextTooLong => "text-too-long",
            ErrorKind::NoMember => "no-member",
            ErrorKind::PayloadLength => "payload-length",
        }
    }
}

/// Bytes that a [`Detail`] can hold; longer ones are cut.
const INLINE: usize = 32;

/// Of what was wanted: constants are known when code is generated, so they come as text.
const WANTED: usize = 0;

/// What was wanted, or what was there. Its text is the decimal number, the hex of bytes, or nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// There is nothing to say.
    Nothing,
    /// Known when the code was generated.
    Text(&'static str),
    /// A number.
    Unsigned(u128),
    /// A number below zero.
    Signed(i128),
    /// Bytes as on the wire; the length is that of the field, of which at most 32 bytes are kept.
    Bytes {
        /// Bytes of the field.
        len: usize,
        /// The first of them.
        first: [u8; INLINE],
    },
}

impl Detail {
    /// A detail of bytes.
    #[must_use]
    pub fn bytes(bytes: &[u8]) -> Detail {
        let mut first = [0; INLINE];
        let kept = bytes.len().min(INLINE);
        first[..kept].copy_from_slice(&bytes[..kept]);
        Detail::Bytes { len: bytes.len(), first }
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Detail::Nothing => Ok(()),
            Detail::Text(text) => f.write_str(text),
            Detail::Unsigned(n) => fmt::Display::fmt(n, f),
            Detail::Signed(n) => fmt::Display::fmt(n, f),
            Detail::Bytes { len, first } => {
                for byte in first.iter().take(*len) {
                    write!(f, "{byte:02x}")?;
                }
                if *len > INLINE { f.write_str("...") } else { Ok(()) }
            }
        }
    }
}

impl fmt::Debug for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

macro_rules! numbers {
    ($variant:ident as $wide:ty: $($t:ty)*) => {$(
        impl From<$t> for Detail {
            fn from(n: $t) -> Detail {
                Detail::$variant(n as $wide)
            }
        }
    )*};
}

numbers!(Unsigned as u128: u8 u16 u32 u64 u128 usize bool);
numbers!(Signed as i128: i8 i16 i32 i64 i128);

impl From<&'static str> for Detail {
    fn from(text: &'static str) -> Detail {
        Detail::Text(text)
    }
}

/// What both errors hold.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Failure {
    kind: ErrorKind,
    type_name: &'static str,
    field: &'static str,
    wanted: Packed<WANTED>,
    got: Packed<INLINE>,
}

/// A [`Detail`] without the alignment of 128-bit numbers, which would make every `Result` a third larger.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Packed<const KEPT: usize> {
    Nothing,
    Text(&'static str),
    Unsigned([u8; 16]),
    Signed([u8; 16]),
    Bytes(u32, [u8; KEPT]),
}

impl<const KEPT: usize> From<Detail> for Packed<KEPT> {
    fn from(detail: Detail) -> Packed<KEPT> {
        match detail {
            Detail::Nothing => Packed::Nothing,
            Detail::Text(text) => Packed::Text(text),
            Detail::Unsigned(n) => Packed::Unsigned(n.to_ne_bytes()),
            Detail::Signed(n) => Packed::Signed(n.to_ne_bytes()),
            Detail::Bytes { len, first } => {
                Packed::Bytes(u32::try_from(len).unwrap_or(u32::MAX), core::array::from_fn(|i| first[i]))
            }
        }
    }
}

impl<const KEPT: usize> From<Packed<KEPT>> for Detail {
    fn from(packed: Packed<KEPT>) -> Detail {
        match packed {
            Packed::Nothing => Detail::Nothing,
            Packed::Text(text) => Detail::Text(text),
            Packed::Unsigned(n) => Detail::Unsigned(u128::from_ne_bytes(n)),
            Packed::Signed(n) => Detail::Signed(i128::from_ne_bytes(n)),
            Packed::Bytes(len, first) => {
                let mut bytes = [0; INLINE];
                bytes[..KEPT].copy_from_slice(&first);
                Detail::Bytes { len: len as usize, first: bytes }
            }
        }
    }
}

impl Failure {
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.type_name)?;
        if !self.field.is_empty() {
            write!(f, ".{}", self.field)?;
        }
        let (wanted, got) = (Detail::from(self.wanted), Detail::from(self.got));
        match self.kind {
            ErrorKind::TooShort => write!(f, ": too short, {wanted} bytes are needed and there are {got}"),
            ErrorKind::TooLong => write!(f, ": too long, {wanted} bytes are expected and there are {got}"),
            ErrorKind::WrongConst => write!(f, ": must be {wanted}, is {got}"),
            ErrorKind::UnsupportedVersion => write!(f, ": version {got} is not supported, only {wanted}"),
            ErrorKind::OutOfRange => write!(f, ": {got} is outside {wanted}"),
            ErrorKind::UnknownCode => write!(f, ": no value has the code {got}"),
            ErrorKind::NotBool => write!(f, ": {got} is not a boolean, which is 0 or 1"),
            ErrorKind::ReservedNotZero => write!(f, ": reserved, must be zero, holds {got}"),
            ErrorKind::BadText => write!(f, ": the encoding has no text for {got} at index {wanted}"),
            ErrorKind::NotTerminated => f.write_str(": the text doesn't end with NUL"),
            ErrorKind::TextTooLong => write!(f, ": the text needs {got} units and has room for {wanted}"),
            ErrorKind::NoMember => write!(f, ": tag {got} doesn't mean this member"),
            ErrorKind::PayloadLength => write!(f, ": {wanted} bytes are stated and there are {got}"),
        }
    }

    fn debug(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name)
            .field("kind", &self.kind)
            .field("type_name", &self.type_name)
            .field("field", &self.field)
            .field("wanted", &Detail::from(self.wanted))
            .field("got", &Detail::from(self.got))
            .finish()
    }
}

macro_rules! error {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub struct $name(Failure);

        impl $name {
            /// An error about a field.
            #[cold]
            #[inline(never)]
            pub fn new(
                kind: ErrorKind,
                type_name: &'static str,
                field: &'static str,
                wanted: impl Into<Detail>,
                got: impl Into<Detail>,
            ) -> $name {
                let (wanted, got) = (wanted.into().into(), got.into().into());
                $name(Failure { kind, type_name, field, wanted, got })
            }

            /// Fewer bytes than needed.
            #[cold]
            #[inline(never)]
            pub fn too_short(type_name: &'static str, wanted: usize, got: usize) -> $name {
                $name::new(ErrorKind::TooShort, type_name, "", wanted, got)
            }

            /// What is wrong.
            #[must_use]
            pub fn kind(&self) -> ErrorKind {
                self.0.kind
            }

            /// The innermost struct, or the message.
            #[must_use]
            pub fn type_name(&self) -> &'static str {
                self.0.type_name
            }

            /// The field, bit item or part; empty when it is about the whole.
            #[must_use]
            pub fn field(&self) -> &'static str {
                self.0.field
            }

            /// What would have been right.
            #[must_use]
            pub fn wanted(&self) -> Detail {
                self.0.wanted.into()
            }

            /// What was there.
            #[must_use]
            pub fn got(&self) -> Detail {
                self.0.got.into()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.describe(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.debug(stringify!($name), f)
            }
        }

        impl core::error::Error for $name {}
    };
}

error! {
    /// Bytes that are no valid value.
    DecodeError
}

error! {
    /// A value that has no valid bytes.
    EncodeError
}

impl DecodeError {
    /// More bytes than expected.
    #[cold]
    #[inline(never)]
    pub fn too_long(type_name: &'static str, wanted: usize, got: usize) -> DecodeError {
        DecodeError::new(ErrorKind::TooLong, type_name, "", wanted, got)
    }
}

/// The root of both errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireError {
    /// Decoding failed.
    Decode(DecodeError),
    /// Encoding failed.
    Encode(EncodeError),
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WireError::Decode(e) => write!(f, "decoding {e}"),
            WireError::Encode(e) => write!(f, "encoding {e}"),
        }
    }
}

impl core::error::Error for WireError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            WireError::Decode(e) => Some(e),
            WireError::Encode(e) => Some(e),
        }
    }
}

impl From<DecodeError> for WireError {
    fn from(e: DecodeError) -> WireError {
        WireError::Decode(e)
    }
}

impl From<EncodeError> for WireError {
    fn from(e: EncodeError) -> WireError {
        WireError::Encode(e)
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use std::string::ToString;

    #[test]
    fn an_error_says_what_was_wanted_and_what_was_there() {
        let wrong = DecodeError::new(ErrorKind::WrongConst, "Header", "version", "1", 7u8);
        assert_eq!(wrong.to_string(), "Header.version: must be 1, is 7");
        assert_eq!((wrong.wanted().to_string(), wrong.got()), ("1".to_string(), Detail::Unsigned(7)));
        let short = EncodeError::too_short("Header", 24, 3);
        assert_eq!(
            WireError::from(short).to_string(),
            "encoding Header: too short, 24 bytes are needed and there are 3"
        );
        let text = DecodeError::new(ErrorKind::WrongConst, "H", "magic", "ff", Detail::bytes(&[0xab; 40]));
        assert!(text.to_string().ends_with("abab..."));
        assert_eq!(Detail::from(-3i8), Detail::Signed(-3));
    }

    #[test]
    fn errors_stay_small() {
        assert!(size_of::<DecodeError>() < 128);
    }
}
