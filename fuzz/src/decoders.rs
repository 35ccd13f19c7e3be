//! Any bytes: a generated decoder answers with a value or an error, and a value that encodes reads back the same.
#![no_main]
// One of the small schemas is there to be deprecated.
#![allow(deprecated)]

use libfuzzer_sys::fuzz_target;
use rbgen_runtime::{ByteOrder, WireStruct};
use std::fmt::Debug;

/// Declares the types of schemas and the list of what is run, of which an input picks one.
macro_rules! schemas {
    ($($module:ident $path:literal: [$($structs:ident)*] [$($messages:ident)*])*) => {
        $(mod $module {
            #![allow(dead_code, deprecated, missing_docs)]
            rbgen_runtime::wire_schema!($path);
        })*

        const TARGETS: &[fn(&[u8], ByteOrder)] = &[
            $($(run::<$module::$structs>,)*
            $(|bytes, _| {
                if let Ok(message) = $module::$messages::parse(bytes) {
                    // Lengths that a header can't state are an error, never a panic.
                    let _ = rbgen_runtime::Message::create(&message);
                }
            },)*)*
        ];
    };
}

schemas! {
    thumbnail "rbgen:thumbnail": [ThumbnailRequestHeader ThumbnailResponseHeader] [ThumbnailRequest ThumbnailResponse]
    zerobuffer "rbgen:zerobuffer": [ProtocolVersion Oieb FrameHeader] [Frame]
    append "../tests/data/ok/append.toml": [Settings ByVersion ByVersionBits SealedWithSize] []
    arrays "../tests/data/ok/arrays.toml": [Item Arrays] []
    bits "../tests/data/ok/bits.toml": [Ipv4Start Wide] []
    either "../tests/data/ok/either.toml": [PcapHeader PcapRecord Fixed Outer] []
    floats "../tests/data/ok/floats.toml": [Floats] []
    messages "../tests/data/ok/messages.toml": [Header Entry] [Store Stored Blob]
    nested "../tests/data/ok/nested.toml": [Outer Middle Inner Tight] []
    odd_offsets "../tests/data/ok/odd_offsets.toml": [Packed PackedTwo Explicit Padded Raised GptHeader] []
    text "../tests/data/ok/text.toml": [Texts Magic] []
    u128 "../tests/data/ok/u128.toml": [Wide] []
    unions "../tests/data/ok/unions.toml": [ReadWrite Command TagBehind] []
    every_key "../tests/data/ok/every_key.toml": [Sample Tight Placed Found Shared Entry] []
}

fn run<T: WireStruct + Debug + PartialEq>(bytes: &[u8], order: ByteOrder) {
    let shown = T::dump(bytes).to_string();
    assert!(bytes.is_empty() || !shown.is_empty());
    if let Err(error) = T::decode_as(bytes, order) {
        assert!(!error.to_string().is_empty());
    }
    let Ok((value, rest)) = T::decode_prefix_as(bytes, order) else { return };
    assert!(rest.len() < bytes.len() && T::bytes_needed(bytes) == 0);
    let _ = T::iter_from_as(bytes, order).count();
    // What only encoding refuses (`enforce = "encode"`) may have been read.
    let Ok(encoded) = value.encode_as(order) else { return };
    let again = T::decode_as(encoded.as_ref(), order).expect("what was encoded decodes");
    // A value of an older version is written as one of the last growth, and stays what it is from then on.
    let twice = again.encode_as(order).expect("what was decoded from an encoding encodes");
    assert_eq!(twice.as_ref(), encoded.as_ref());
    let older = bytes.len() - rest.len() < T::SIZE;
    assert!(again == value || older, "{:02x?}", encoded.as_ref());
}

fuzz_target!(|data: &[u8]| {
    let [target, order, bytes @ ..] = data else { return };
    let order = if order & 1 == 0 { ByteOrder::Little } else { ByteOrder::Big };
    TARGETS[usize::from(*target) % TARGETS.len()](bytes, order);
});
