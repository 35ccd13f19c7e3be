//! Plain data in formats that people don't read, and in those without keys.

use rbgen_runtime::{Guid, Text, Uuid};
use serde_test::{Configure, Token, assert_de_tokens, assert_de_tokens_error, assert_tokens};

mod plain {
    rbgen_runtime::wire_schema!("data/plain/plain.toml");
}
use plain::{Mode, Plain, Point, Shape, Word};

#[test]
fn codes_and_bytes_stay_what_they_are() {
    assert_tokens(&Mode::FAST.compact(), &[Token::U16(2)]);
    assert_tokens(&Guid([7; 16]).compact(), &[Token::Bytes(&[7; 16])]);
    assert_tokens(&Uuid([8; 16]).compact(), &[Token::Bytes(&[8; 16])]);
    assert_tokens(&Text::<4>::literal("ab").compact(), &[Token::Str("ab")]);
    let value = Plain { mode: Mode(9), limit: 1, magic: [1, 2, 3] };
    let shown = [
        Token::Struct { name: "Plain", len: 3 },
        Token::Str("mode"),
        Token::U16(9),
        Token::Str("limit"),
        Token::U8(1),
        Token::Str("magic"),
        Token::Bytes(&[1, 2, 3]),
        Token::StructEnd,
    ];
    assert_tokens(&value.compact(), &shown);
}

#[test]
fn structs_and_unions_are_read_from_sequences() {
    let value = Plain { mode: Mode::SLOW, limit: 1, magic: [1, 2, 3] };
    let elements = [
        Token::Seq { len: Some(3) },
        Token::U16(1),
        Token::U8(1),
        Token::Seq { len: Some(3) },
        Token::U8(1),
        Token::U8(2),
        Token::U8(3),
        Token::SeqEnd,
        Token::SeqEnd,
    ];
    assert_de_tokens(&value.compact(), &elements);
    let point = Shape::Point(Point { x: 1, y: 2 }, [0, 0, 0, 5]);
    let elements = [
        Token::Seq { len: Some(3) },
        Token::Str("point"),
        Token::Seq { len: Some(2) },
        Token::I16(1),
        Token::I16(2),
        Token::SeqEnd,
        Token::Bytes(&[0, 0, 0, 5]),
        Token::SeqEnd,
    ];
    assert_de_tokens(&point.compact(), &elements);
    let bytes = [Token::Seq { len: Some(1) }, Token::Bytes(&[1, 2, 3, 4]), Token::SeqEnd];
    assert_de_tokens(&Word([1, 2, 3, 4]).compact(), &bytes);
}

#[test]
fn too_few_and_too_many_are_refused() {
    let few = [Token::Seq { len: Some(1) }, Token::U16(1), Token::SeqEnd];
    let error = "invalid length 1, expected as many members as the struct has";
    assert_de_tokens_error::<serde_test::Compact<Plain>>(&few, error);
    let none = [Token::Seq { len: Some(0) }, Token::SeqEnd];
    let error = "invalid length 0, expected member, value and rest of a union";
    assert_de_tokens_error::<serde_test::Compact<Shape>>(&none, error);
    let long = [Token::Seq { len: Some(1) }, Token::Bytes(&[1, 2, 3, 4, 5])];
    let error = "invalid length 5, expected the hexadecimal text of 4 bytes";
    assert_de_tokens_error::<serde_test::Compact<Word>>(&long, error);
    let text = [Token::Str("abcde")];
    assert_de_tokens_error::<serde_test::Compact<Text<4>>>(
        &text,
        "the text needs 5 bytes and there is room for 4",
    );
}
