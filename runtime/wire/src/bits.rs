//! Equality and hashing that look at the bits of floats.

use core::hash::{Hash, Hasher};

/// Equality and hash by content, with floats compared by their bits: a NaN equals itself, and -0 is not 0.
pub trait ByBits {
    /// Whether both hold the same bits.
    fn same_bits(&self, other: &Self) -> bool;

    /// Feeds the bits to a hasher.
    fn hash_bits<H: Hasher>(&self, state: &mut H);
}

macro_rules! floats {
    ($($t:ty)*) => {$(
        impl ByBits for $t {
            #[inline]
            fn same_bits(&self, other: &Self) -> bool {
                self.to_bits() == other.to_bits()
            }

            #[inline]
            fn hash_bits<H: Hasher>(&self, state: &mut H) {
                self.to_bits().hash(state);
            }
        }
    )*};
}

floats!(f32 f64);

impl<T: ByBits, const N: usize> ByBits for [T; N] {
    fn same_bits(&self, other: &Self) -> bool {
        self.iter().zip(other).all(|(a, b)| a.same_bits(b))
    }

    fn hash_bits<H: Hasher>(&self, state: &mut H) {
        for element in self {
            element.hash_bits(state);
        }
    }
}
