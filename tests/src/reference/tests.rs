//! The reference codec against bytes and answers written by hand from `docs/semantics.md`.

use super::{Reference, answer};
use crate::schemas;

const SCHEMA: &str = r#"
[schema]
edition = 1
name = "hand"
version = 2

[[enum]]
name = "Strict"
type = "u8"
unknown = "reject"
values = [ { name = "ONE", value = 1 }, { name = "TWO", value = 2 } ]

[[struct]]
name = "Numbers"
layout = "packed"
fields = [
  { name = "magic", type = "u16", const = 0x4142, endian = "big" },
  { name = "odd", type = "i24" },
  { name = "ratio", type = "f32", endian = "big" },
  { name = "limited", type = "u8", range = [1, 9] },
  { name = "soft", type = "u8", range = [0, 9], enforce = "encode" },
  { name = "flag", type = "bool8" },
  { name = "strict", type = "Strict" },
  { name = "gap", reserved = 2 },
]

[[struct]]
name = "Texts"
fields = [
  { name = "ascii", type = "char[4]", encoding = "ascii", pad = "space" },
  { name = "ended", type = "char[4]", terminated = true },
  { name = "wide", type = "char16[2]" },
  { name = "lossy", type = "char[2]", encoding = "ascii", invalid = "replace" },
]

[[struct]]
name = "Bits"
fields = [
  { name = "word", type = "u16", endian = "big", bits = [
    { name = "low", bits = "3:0" },
    { name = "signed", bits = "7:4", type = "i8" },
    { name = "kind", bits = "11:8", const = 5 },
    { bits = "15:12", reserved = true },
  ] },
]

[[union]]
name = "Part"
tag = "kind"
members = [ { name = "small", type = "u16", when = 1 }, { name = "large", type = "u32", when = 2 } ]

[[struct]]
name = "Tagged"
fields = [ { name = "part", type = "Part" }, { name = "kind", type = "u32" } ]

[[struct]]
name = "Grows"
evolution = "append"
fields = [
  { name = "size", type = "u16", role = "size" },
  { name = "a", type = "u16" },
  { name = "b", type = "u32", since = 2, default = 7 },
]

[[struct]]
name = "Found"
endian = "either"
fields = [
  { name = "mark", type = "u16", const = 0x0102, role = "byte_order" },
  { name = "value", type = "u16" },
]

[[struct]]
name = "Head"
fields = [ { name = "words", type = "u8" }, { name = "pairs", type = "u8" } ]

[[message]]
name = "Packet"
header = "Head"
payload = [
  { name = "options", length = { field = "words", times = 4, minus = 4 } },
  { name = "entries", type = "Head", count = "pairs" },
]
"#;

/// Asks the reference codec each line and compares; spaces stand for tabs.
fn holds(cases: &[(&str, &str)]) {
    let schema = schemas::of_text(SCHEMA);
    for (asked, wanted) in cases {
        let line = format!("0 {asked}").replace(' ', "\t");
        let wanted = format!("0 {wanted}").replace(' ', "\t");
        assert_eq!(answer(Reference::new(&schema), &line), wanted, "{asked}");
    }
}

#[test]
fn numbers_and_their_errors_in_offset_order() {
    holds(&[
        (
            "decode Numbers - 4142feffff3f800000090501010000",
            "ok 4142feffff3f800000090501010000 odd=-2 ratio=3f800000 limited=9 soft=5 flag=1 strict=1",
        ),
        ("decode Numbers - 4143feffff3f80000009050101ffff", "err wrong-const Numbers magic 16706 16707"),
        ("decode Numbers - 4142feffff3f80000000050901ffff", "err out-of-range Numbers limited 1..9 0"),
        ("decode Numbers - 4142feffff3f80000001050201ffff", "err not-bool Numbers flag  2"),
        ("decode Numbers - 4142feffff3f80000001050103ffff", "err unknown-code Numbers strict  3"),
        ("decode Numbers - 4142feffff3f80000001050101000f", "err reserved-not-zero Numbers gap 0 15"),
        ("decode Numbers - 4142", "err too-short Numbers  15 2"),
        ("decode Numbers - 4142feffff3f8000000105010100000a", "err too-long Numbers  15 16"),
        (
            "decode Numbers - 4142feffff7fc12345010a00020000",
            "ok !out-of-range odd=-2 ratio=7fc12345 limited=1 soft=10 flag=0 strict=2",
        ),
        (
            "encode Numbers - odd=8388608 ratio=00000000 limited=1 soft=0 flag=0 strict=1",
            "err out-of-range Numbers odd -8388608..8388607 8388608",
        ),
        (
            "encode Numbers - odd=-8388608 ratio=bf800000 limited=1 soft=0 flag=0 strict=2",
            "ok 4142000080bf800000010000020000",
        ),
    ]);
}

#[test]
fn text() {
    holds(&[
        (
            "decode Texts - 41202000620000ff3dd800de41ff",
            "ok !bad-text ascii=41 ended=62 wide=f09f9880 lossy=41efbfbd",
        ),
        ("decode Texts - 41800000620000003dd800de4141", "err bad-text Texts ascii 1 128"),
        ("decode Texts - 41202020616263643dd800de4141", "err not-terminated Texts ended  "),
        ("decode Texts - 4120202061c328003dd800de4141", "err bad-text Texts ended 1 195"),
        ("decode Texts - 412020206100000041003dd84141", "err bad-text Texts wide 1 55357"),
        ("encode Texts - ascii=41 ended=616263 wide=c3a9 lossy=", "ok 4120202061626300e90000000000"),
        ("encode Texts - ascii=4100 ended= wide= lossy=", "err bad-text Texts ascii 1 0"),
        ("encode Texts - ascii=41 ended=61626364 wide= lossy=", "err text-too-long Texts ended 3 4"),
        ("encode Texts - ascii=41 ended= wide=41f09f9880 lossy=", "err text-too-long Texts wide 2 3"),
    ]);
}

#[test]
fn bits() {
    holds(&[
        ("decode Bits - 05f3", "ok 05f3 low=3 signed=-1"),
        ("decode Bits - 06f3", "err wrong-const Bits kind 5 6"),
        ("decode Bits - 25f3", "err reserved-not-zero Bits word_reserved_12 0 2"),
        ("encode Bits - low=15 signed=-8", "ok 058f"),
        ("encode Bits - low=16 signed=0", "err out-of-range Bits low 0..15 16"),
    ]);
}

#[test]
fn unions_follow_their_tag() {
    holds(&[
        (
            "decode Tagged - 0100abcd01000000",
            "ok 0100abcd01000000 part.@member=small part.small=1 part.@rest=abcd kind=1",
        ),
        ("decode Tagged - 0100000002000000", "ok 0100000002000000 part.@member=large part.large=1 kind=2"),
        ("decode Tagged - 0100000003000000", "err no-member Tagged part  3"),
        (
            "encode Tagged - part.@member=small part.small=1 part.@rest=0000 kind=2",
            "err no-member Tagged part  2",
        ),
    ]);
}

#[test]
fn growth() {
    holds(&[
        ("decode Grows - 04000500", "ok 0800050007000000 a=5 b=7"),
        ("decode Grows - 0a000500060000000102", "ok 0800050006000000 a=5 b=6"),
        ("prefix Grows - 04000500ff", "ok ff a=5 b=7"),
        ("decode Grows - 0800050006000000ff", "err too-long Grows  8 9"),
        ("decode Grows - 03000500", "err too-short Grows  4 3"),
        ("decode Grows - 0800", "err too-short Grows  4 2"),
        ("decode Grows - 08000500", "err too-short Grows  8 4"),
        ("needed Grows - 08", "ok 3"),
        ("needed Grows - 08000500", "ok 4"),
        ("iter Grows - 0400010008000200030000000400", "err too-short Grows  4 2"),
        ("iter Grows - 04000100080002000300000004000400", "ok 3"),
    ]);
}

#[test]
fn byte_order_is_found() {
    holds(&[
        ("decode Found - 02010300", "ok 02010300 value=3"),
        ("decode Found - 01020003", "ok 02010300 value=3"),
        ("decode Found big 01020003", "ok 01020003 value=3"),
        ("decode Found big 02010300", "err wrong-const Found mark 258 513"),
        ("decode Found - 03040000", "err wrong-const Found mark 258 1027"),
    ]);
}

#[test]
fn messages() {
    holds(&[
        (
            "parse Packet - 0202aabbccdd01020304ee",
            "ok 0202aabbccdd01020304 header.words=2 header.pairs=2 options=aabbccdd entries[0].words=1 \
             entries[0].pairs=2 entries[1].words=3 entries[1].pairs=4",
        ),
        ("parse Packet - 0100", "ok 0100 header.words=1 header.pairs=0 options="),
        ("parse Packet - 0000", "err payload-length Packet options -4 0"),
        ("parse Packet - 0300aabb", "err payload-length Packet options 8 2"),
        ("parse Packet - 010201", "err payload-length Packet entries 4 1"),
        ("parse Packet - 01", "err too-short Head  2 1"),
    ]);
}
