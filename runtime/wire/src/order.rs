//! Byte orders.

use core::fmt;

/// The order of the bytes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ByteOrder {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

impl fmt::Display for ByteOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ByteOrder::Little => "little-endian",
            ByteOrder::Big => "big-endian",
        })
    }
}

macro_rules! odd_widths {
    ($($get:ident $put:ident $host:ty, $size:literal;)*) => {
        /// Integers of odd widths, least significant byte first.
        pub mod le {
            $(
                #[doc = concat!("Reads ", stringify!($size), " bytes.")]
                #[must_use]
                #[inline]
                pub const fn $get(bytes: [u8; $size]) -> $host {
                    const SHIFT: u32 = <$host>::BITS - 8 * $size;
                    let mut wide = [0; size_of::<$host>()];
                    let mut i = 0;
                    while i < $size {
                        wide[size_of::<$host>() - $size + i] = bytes[i];
                        i += 1;
                    }
                    <$host>::from_le_bytes(wide) >> SHIFT
                }

                #[doc = concat!("The lowest ", stringify!($size), " bytes of a number.")]
                #[must_use]
                #[inline]
                pub const fn $put(value: $host) -> [u8; $size] {
                    let wide = value.to_le_bytes();
                    let mut bytes = [0; $size];
                    let mut i = 0;
                    while i < $size {
                        bytes[i] = wide[i];
                        i += 1;
                    }
                    bytes
                }
            )*
        }

        /// Integers of odd widths, most significant byte first.
        pub mod be {
            $(
                #[doc = concat!("Reads ", stringify!($size), " bytes.")]
                #[must_use]
                #[inline]
                pub const fn $get(bytes: [u8; $size]) -> $host {
                    const SHIFT: u32 = <$host>::BITS - 8 * $size;
                    let mut wide = [0; size_of::<$host>()];
                    let mut i = 0;
                    while i < $size {
                        wide[i] = bytes[i];
                        i += 1;
                    }
                    <$host>::from_be_bytes(wide) >> SHIFT
                }

                #[doc = concat!("The lowest ", stringify!($size), " bytes of a number.")]
                #[must_use]
                #[inline]
                pub const fn $put(value: $host) -> [u8; $size] {
                    let wide = value.to_be_bytes();
                    let mut bytes = [0; $size];
                    let mut i = 0;
                    while i < $size {
                        bytes[i] = wide[size_of::<$host>() - $size + i];
                        i += 1;
                    }
                    bytes
                }
            )*
        }

        impl ByteOrder {
            $(
                #[doc = concat!("Reads ", stringify!($size), " bytes in this order.")]
                #[must_use]
                #[inline]
                pub const fn $get(self, bytes: [u8; $size]) -> $host {
                    match self {
                        ByteOrder::Little => le::$get(bytes),
                        ByteOrder::Big => be::$get(bytes),
                    }
                }

                #[doc = concat!("The lowest ", stringify!($size), " bytes of a number in this order.")]
                #[must_use]
                #[inline]
                pub const fn $put(self, value: $host) -> [u8; $size] {
                    match self {
                        ByteOrder::Little => le::$put(value),
                        ByteOrder::Big => be::$put(value),
                    }
                }
            )*
        }
    };
}

odd_widths! {
    u24 put_u24 u32, 3;
    u40 put_u40 u64, 5;
    u48 put_u48 u64, 6;
    u56 put_u56 u64, 7;
    i24 put_i24 i32, 3;
    i40 put_i40 i64, 5;
    i48 put_i48 i64, 6;
    i56 put_i56 i64, 7;
}

macro_rules! whole_widths {
    ($($get:ident $put:ident $host:ty;)*) => {
        impl ByteOrder {
            $(
                #[doc = concat!("Reads a `", stringify!($host), "` in this order.")]
                #[must_use]
                #[inline]
                pub const fn $get(self, bytes: [u8; size_of::<$host>()]) -> $host {
                    match self {
                        ByteOrder::Little => <$host>::from_le_bytes(bytes),
                        ByteOrder::Big => <$host>::from_be_bytes(bytes),
                    }
                }

                #[doc = concat!("The bytes of a `", stringify!($host), "` in this order.")]
                #[must_use]
                #[inline]
                pub const fn $put(self, value: $host) -> [u8; size_of::<$host>()] {
                    match self {
                        ByteOrder::Little => value.to_le_bytes(),
                        ByteOrder::Big => value.to_be_bytes(),
                    }
                }
            )*
        }
    };
}

whole_widths! {
    u16 put_u16 u16;
    u32 put_u32 u32;
    u64 put_u64 u64;
    u128 put_u128 u128;
    i16 put_i16 i16;
    i32 put_i32 i32;
    i64 put_i64 i64;
    i128 put_i128 i128;
    f32 put_f32 f32;
    f64 put_f64 f64;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_widths_keep_their_sign() {
        assert_eq!(le::u24([1, 2, 0xf3]), 0xf30201);
        assert_eq!(be::u24([0xf3, 2, 1]), 0xf30201);
        assert_eq!(le::i24([0xfe, 0xff, 0xff]), -2);
        assert_eq!(be::i24([0xff, 0xff, 0xfe]), -2);
        assert_eq!(be::put_i24(-2), [0xff, 0xff, 0xfe]);
        assert_eq!(le::put_u48(0x0102_0304_0506), [6, 5, 4, 3, 2, 1]);
        assert_eq!(ByteOrder::Big.u56([0, 0, 0, 0, 0, 1, 2]), 0x102);
        assert_eq!(ByteOrder::Big.put_u16(0x102), [1, 2]);
    }
}
