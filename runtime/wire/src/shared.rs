//! Memory that other processes write to, reached only through atomic accesses.

use crate::DecodeError;
use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering};

/// An access outside the memory, or one that isn't aligned to its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfBounds {
    /// Where.
    pub offset: usize,
    /// Bytes of the access.
    pub size: usize,
    /// Bytes of the memory.
    pub len: usize,
}

impl fmt::Display for OutOfBounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let OutOfBounds { offset, size, len } = self;
        write!(
            f,
            "an access of {size} bytes at offset {offset} is misaligned or outside the {len} bytes of the memory"
        )
    }
}

impl core::error::Error for OutOfBounds {}

macro_rules! declare {
    ($($load:ident $store:ident $add:ident $exchange:ident $t:ty;)*) => {
        /// Memory that other threads or processes may write at any time. Numbers are in host order.
        pub trait SharedMemory {
            /// Bytes of the memory.
            fn len(&self) -> usize;

            /// Whether there is none.
            fn is_empty(&self) -> bool {
                self.len() == 0
            }

            $(
                #[doc = concat!("Loads a `", stringify!($t), "`.")]
                fn $load(&self, offset: usize, order: Ordering) -> Result<$t, OutOfBounds>;

                #[doc = concat!("Stores a `", stringify!($t), "`.")]
                fn $store(&self, offset: usize, value: $t, order: Ordering) -> Result<(), OutOfBounds>;

                #[doc = concat!("Adds to a `", stringify!($t), "`, wrapping around, and returns what was there.")]
                fn $add(&self, offset: usize, value: $t, order: Ordering) -> Result<$t, OutOfBounds>;

                #[doc = concat!("Replaces a `", stringify!($t), "` if it is `current`; the inner result is what was there.")]
                fn $exchange(
                    &self,
                    offset: usize,
                    current: $t,
                    new: $t,
                    order: Ordering,
                ) -> Result<Result<$t, $t>, OutOfBounds>;
            )*
        }

        /// Shared memory on the heap or in a static, for tests and for threads of one process.
        #[derive(Debug)]
        pub struct Words<'a>(pub &'a [AtomicU64]);

        impl SharedMemory for Words<'_> {
            fn len(&self) -> usize {
                self.0.len() * 8
            }

            $(
                fn $load(&self, offset: usize, order: Ordering) -> Result<$t, OutOfBounds> {
                    let (word, lane) = self.lane(offset, size_of::<$t>())?;
                    Ok(lane.of(word.load(order)) as $t)
                }

                fn $store(&self, offset: usize, value: $t, order: Ordering) -> Result<(), OutOfBounds> {
                    let (word, lane) = self.lane(offset, size_of::<$t>())?;
                    let value = value.into();
                    // an update is a load and a store, which a word that holds other lanes needs
                    let _ = word.fetch_update(read_write(order), Ordering::Relaxed, |w| Some(lane.with(w, value)));
                    Ok(())
                }

                fn $add(&self, offset: usize, value: $t, order: Ordering) -> Result<$t, OutOfBounds> {
                    let (word, lane) = self.lane(offset, size_of::<$t>())?;
                    let add = |w| {
                        let sum = (lane.of(w) as $t).wrapping_add(value);
                        Some(lane.with(w, sum.into()))
                    };
                    let (Ok(before) | Err(before)) = word.fetch_update(read_write(order), Ordering::Relaxed, add);
                    Ok(lane.of(before) as $t)
                }

                fn $exchange(
                    &self,
                    offset: usize,
                    current: $t,
                    new: $t,
                    order: Ordering,
                ) -> Result<Result<$t, $t>, OutOfBounds> {
                    let (word, lane) = self.lane(offset, size_of::<$t>())?;
                    let swap = |w| (lane.of(w) == current.into()).then(|| lane.with(w, new.into()));
                    let swapped = word.fetch_update(read_write(order), read_only(order), swap);
                    Ok(swapped.map(|w| lane.of(w) as $t).map_err(|w| lane.of(w) as $t))
                }
            )*
        }
    };
}

declare! {
    load_u8 store_u8 fetch_add_u8 compare_exchange_u8 u8;
    load_u16 store_u16 fetch_add_u16 compare_exchange_u16 u16;
    load_u32 store_u32 fetch_add_u32 compare_exchange_u32 u32;
    load_u64 store_u64 fetch_add_u64 compare_exchange_u64 u64;
}

/// Why a snapshot can't be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotError {
    /// The struct isn't inside the memory.
    OutOfBounds(OutOfBounds),
    /// The bytes are no valid value.
    Decode(DecodeError),
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SnapshotError::OutOfBounds(e) => fmt::Display::fmt(e, f),
            SnapshotError::Decode(e) => fmt::Display::fmt(e, f),
        }
    }
}

impl core::error::Error for SnapshotError {}

impl From<OutOfBounds> for SnapshotError {
    fn from(e: OutOfBounds) -> Self {
        SnapshotError::OutOfBounds(e)
    }
}

impl From<DecodeError> for SnapshotError {
    fn from(e: DecodeError) -> Self {
        SnapshotError::Decode(e)
    }
}

/// Copies `N` bytes in the widest accesses their alignment allows, so that no aligned number is torn.
pub fn copy<M: SharedMemory + ?Sized, const N: usize>(
    memory: &M,
    base: usize,
) -> Result<[u8; N], OutOfBounds> {
    let mut bytes = [0; N];
    let mut at = 0;
    while at < N {
        let from = base + at;
        let width = [8, 4, 2].into_iter().find(|w| from.is_multiple_of(*w) && at + w <= N).unwrap_or(1);
        let order = Ordering::Acquire;
        match width {
            8 => bytes[at..at + 8].copy_from_slice(&memory.load_u64(from, order)?.to_ne_bytes()),
            4 => bytes[at..at + 4].copy_from_slice(&memory.load_u32(from, order)?.to_ne_bytes()),
            2 => bytes[at..at + 2].copy_from_slice(&memory.load_u16(from, order)?.to_ne_bytes()),
            _ => bytes[at] = memory.load_u8(from, order)?,
        }
        at += width;
    }
    Ok(bytes)
}

/// The bits of a word that an access touches.
#[derive(Clone, Copy)]
struct Lane {
    shift: usize,
    mask: u64,
}

impl Lane {
    fn of(self, word: u64) -> u64 {
        (word >> self.shift) & self.mask
    }

    fn with(self, word: u64, value: u64) -> u64 {
        (word & !(self.mask << self.shift)) | (value << self.shift)
    }
}

impl Words<'_> {
    fn lane(&self, offset: usize, size: usize) -> Result<(&AtomicU64, Lane), OutOfBounds> {
        match self.0.get(offset / 8) {
            Some(word) if offset.is_multiple_of(size) => {
                let at = offset % 8;
                let first = if cfg!(target_endian = "big") { 8 - size - at } else { at };
                Ok((word, Lane { shift: first * 8, mask: u64::MAX >> (64 - size * 8) }))
            }
            _ => Err(OutOfBounds { offset, size, len: self.len() }),
        }
    }
}

/// The order of an update that was asked for as a load or a store.
fn read_write(order: Ordering) -> Ordering {
    match order {
        Ordering::SeqCst => Ordering::SeqCst,
        Ordering::Relaxed => Ordering::Relaxed,
        _ => Ordering::AcqRel,
    }
}

/// The order of the load of an update that didn't happen.
fn read_only(order: Ordering) -> Ordering {
    match order {
        Ordering::SeqCst => Ordering::SeqCst,
        Ordering::Relaxed | Ordering::Release => Ordering::Relaxed,
        _ => Ordering::Acquire,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};

    #[test]
    fn lanes_do_not_touch_each_other() {
        let words = [AtomicU64::new(u64::MAX), AtomicU64::new(0)];
        let memory = Words(&words);
        memory.store_u16(2, 0x1234, Release).unwrap();
        assert_eq!(memory.load_u16(2, Acquire), Ok(0x1234));
        assert_eq!(memory.load_u16(0, Relaxed), Ok(0xffff));
        assert_eq!(memory.load_u32(4, SeqCst), Ok(u32::MAX));
        assert_eq!(memory.fetch_add_u8(3, 0xff, AcqRel), Ok(0x12));
        assert_eq!(memory.load_u16(2, Acquire), Ok(0x1134));
        assert_eq!(memory.compare_exchange_u64(8, 1, 5, AcqRel), Ok(Err(0)));
        assert_eq!(memory.compare_exchange_u64(8, 0, 5, AcqRel), Ok(Ok(0)));
        assert_eq!(memory.load_u64(8, SeqCst), Ok(5));
    }

    #[test]
    fn an_access_outside_or_astride_is_refused() {
        let words = [AtomicU64::new(0)];
        let memory = Words(&words);
        assert_eq!(memory.load_u64(8, Relaxed), Err(OutOfBounds { offset: 8, size: 8, len: 8 }));
        assert!(memory.load_u32(2, Relaxed).is_err());
        assert!(memory.store_u8(usize::MAX, 0, Relaxed).is_err());
    }
}
