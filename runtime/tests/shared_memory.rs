//! The handles of the sides of a struct in shared memory.

use rbgen_runtime::ErrorKind;
use rbgen_runtime::shared::{OutOfBounds, SnapshotError, Words};
use std::sync::atomic::{AtomicU64, Ordering};

mod shm {
    rbgen_runtime::wire_schema!("../tests/data/ok/shm.toml");
}
use shm::{Control, ControlCreator, ControlReader, ControlWriter, State, Wishes};

/// Room for a control block that begins 64 bytes in.
fn memory() -> [AtomicU64; 24] {
    [const { AtomicU64::new(0) }; 24]
}

fn bytes(memory: &[AtomicU64]) -> Vec<u8> {
    memory.iter().flat_map(|word| word.load(Ordering::Relaxed).to_ne_bytes()).collect()
}

#[test]
fn each_side_sees_what_the_other_sets() {
    let memory = memory();
    let words = Words(&memory);
    let writer = ControlWriter::new(&words, 64).unwrap();
    let reader = ControlReader::new(&words, 64).unwrap();
    writer.set_state(State::RUNNING).unwrap();
    writer.set_written(0x0102_0304_0506_0708).unwrap();
    reader.set_wishes(Wishes::STOP | Wishes::FLUSH).unwrap();
    reader.set_users(7).unwrap();
    writer.set_signed(-2).unwrap();
    writer.set_small(9).unwrap();
    assert_eq!((reader.state(), reader.written()), (Ok(State::RUNNING), Ok(0x0102_0304_0506_0708)));
    assert_eq!((writer.wishes(), writer.users()), (Ok(Wishes(3)), Ok(7)));
    assert_eq!((reader.signed(), reader.small()), (Ok(-2), Ok(9)));
    let bytes = bytes(&memory);
    assert_eq!(bytes[..64], [0; 64], "nothing before the struct is touched");
    let own = &bytes[64..];
    assert_eq!(own[Control::OFFSET_STATE..][..4], [1, 0, 0, 0]);
    assert_eq!(own[Control::OFFSET_WRITTEN..][..8], [8, 7, 6, 5, 4, 3, 2, 1]);
    assert_eq!(own[Control::OFFSET_SIGNED..][..8], [0xfe, 255, 255, 255, 255, 255, 255, 255]);
}

#[test]
fn a_snapshot_is_checked_like_any_bytes() {
    let memory = memory();
    let words = Words(&memory);
    let creator = ControlCreator::new(&words, 0).unwrap();
    let SnapshotError::Decode(error) = creator.snapshot().unwrap_err() else { panic!("the bytes are there") };
    assert_eq!((error.kind(), error.field()), (ErrorKind::WrongConst, "magic"));
    memory[0].store(u64::from_le_bytes(*b"1MHS\x02\0\0\0").to_le(), Ordering::Relaxed);
    let snapshot = creator.snapshot().unwrap();
    assert_eq!(snapshot.state, State::STOPPED);
    assert_eq!(snapshot.encode().unwrap()[..8], *b"1MHS\x02\0\0\0");
}

#[test]
fn a_handle_is_inside_the_memory_and_aligned() {
    let memory = memory();
    let words = Words(&memory);
    for base in [1, 8, 32, 65, 128, 192, usize::MAX, usize::MAX - 63] {
        let error = OutOfBounds { offset: base, size: Control::SIZE, len: 192 };
        assert_eq!(ControlWriter::new(&words, base).err(), Some(error), "{base}");
    }
    assert!(ControlReader::new(&words, 64).is_ok());
    assert!(ControlReader::new(&Words(&memory[..15]), 0).is_err());
}
