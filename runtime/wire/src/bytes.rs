//! Reaching into byte arrays at offsets known when the code was generated.
//!
//! The functions that take an offset expect one that lies inside the slice. Expansions call them with constant offsets
//! on arrays of constant length, where the compiler removes the check.

/// The byte array of a struct: `[u8; SIZE]`.
pub trait ByteArray: AsRef<[u8]> + AsMut<[u8]> + Copy + 'static {
    /// All bytes zero.
    const ZERO: Self;

    /// The array at the start of a slice, and what follows it.
    fn split_prefix(bytes: &[u8]) -> Option<(&Self, &[u8])>;

    /// The array at the start of a slice, to write to.
    fn prefix_mut(bytes: &mut [u8]) -> Option<&mut Self>;
}

impl<const N: usize> ByteArray for [u8; N] {
    const ZERO: Self = [0; N];

    #[inline]
    fn split_prefix(bytes: &[u8]) -> Option<(&Self, &[u8])> {
        bytes.split_first_chunk()
    }

    #[inline]
    fn prefix_mut(bytes: &mut [u8]) -> Option<&mut Self> {
        bytes.first_chunk_mut()
    }
}

/// A copy of the `N` bytes at `at`.
///
/// # Panics
///
/// Where the slice doesn't hold them.
#[must_use]
#[inline(always)]
pub fn field<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    *part(bytes, at)
}

/// The `N` bytes at `at`.
///
/// # Panics
///
/// Where the slice doesn't hold them.
#[must_use]
#[inline(always)]
pub fn part<const N: usize>(bytes: &[u8], at: usize) -> &[u8; N] {
    match bytes[at..].first_chunk() {
        Some(part) => part,
        None => panic!("a field of {N} bytes at offset {at} in {} bytes", bytes.len()),
    }
}

/// The `N` bytes at `at`, to write to.
///
/// # Panics
///
/// Where the slice doesn't hold them.
#[must_use]
#[inline(always)]
pub fn part_mut<const N: usize>(bytes: &mut [u8], at: usize) -> &mut [u8; N] {
    let len = bytes.len();
    match bytes[at..].first_chunk_mut() {
        Some(part) => part,
        None => panic!("a field of {N} bytes at offset {at} in {len} bytes"),
    }
}

/// Writes the bytes of a field at `at`.
///
/// # Panics
///
/// Where the slice has no room for them.
#[inline(always)]
pub fn put<const N: usize>(out: &mut [u8], at: usize, value: [u8; N]) {
    *part_mut(out, at) = value;
}

/// The first byte that isn't zero.
#[must_use]
#[inline]
pub fn first_nonzero(bytes: &[u8]) -> Option<u8> {
    bytes.iter().copied().find(|b| *b != 0)
}

/// An array made element by element, up to the first error.
#[inline]
pub fn try_array<T, E, const N: usize>(mut element: impl FnMut(usize) -> Result<T, E>) -> Result<[T; N], E> {
    let mut failed = None;
    let elements: [Option<T>; N] = core::array::from_fn(|i| {
        if failed.is_some() {
            return None;
        }
        match element(i) {
            Ok(value) => Some(value),
            Err(error) => {
                failed = Some(error);
                None
            }
        }
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(elements.map(|e| match e {
            Some(value) => value,
            None => unreachable!("every element is there when none failed"),
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_stops_at_the_first_error() {
        let mut asked = 0;
        let got: Result<[u8; 4], usize> = try_array(|i| {
            asked += 1;
            if i == 2 { Err(i) } else { Ok(i as u8) }
        });
        assert_eq!(got, Err(2));
        assert_eq!(asked, 3);
        assert_eq!(try_array::<_, (), 3>(Ok), Ok([0, 1, 2]));
    }

    #[test]
    fn parts_are_where_they_should_be() {
        let mut bytes = [1, 2, 3, 4];
        assert_eq!(field::<2>(&bytes, 1), [2, 3]);
        put(&mut bytes, 2, [9, 8]);
        assert_eq!(bytes, [1, 2, 9, 8]);
        assert_eq!(first_nonzero(&[0, 0, 7, 9]), Some(7));
        assert_eq!(first_nonzero(&[0, 0]), None);
    }
}
