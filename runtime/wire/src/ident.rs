//! The two 16-byte identifiers.

use core::fmt;

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $order:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        pub struct $name(pub [u8; 16]);

        impl $name {
            /// All bytes zero.
            pub const NIL: $name = $name([0; 16]);

            /// The bytes in the order the text form shows them.
            #[must_use]
            pub fn to_fields(self) -> [u8; 16] {
                $order.map(|i: usize| self.0[i])
            }

            /// The identifier whose text form shows these bytes.
            #[must_use]
            pub fn from_fields(fields: [u8; 16]) -> $name {
                // both orders are their own inverse
                $name($order.map(|i: usize| fields[i]))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for (i, byte) in self.to_fields().iter().enumerate() {
                    if matches!(i, 4 | 6 | 8 | 10) {
                        f.write_str("-")?;
                    }
                    write!(f, "{byte:02x}")?;
                }
                Ok(())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

identifier! {
    /// A UUID in the byte order of RFC 9562.
    Uuid, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
}

identifier! {
    /// A GUID as GPT and COM store it: the first three groups are little-endian. Holds the wire bytes.
    Guid, [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::*;
    use std::string::ToString;

    #[test]
    fn a_guid_swaps_its_first_groups() {
        let wire = core::array::from_fn(|i| i as u8);
        assert_eq!(Uuid(wire).to_string(), "00010203-0405-0607-0809-0a0b0c0d0e0f");
        assert_eq!(Guid(wire).to_string(), "03020100-0504-0706-0809-0a0b0c0d0e0f");
        assert_eq!(Guid::from_fields(Guid(wire).to_fields()), Guid(wire));
    }
}
