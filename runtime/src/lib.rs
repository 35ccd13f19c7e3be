//! Binary structs of a fixed layout, held to a TOML schema when the code is compiled.
//!
//! A schema says which bytes a struct has; this crate makes Rust code that agrees with it, and says where it doesn't.
//! There are three ways to use one, which mix freely. All work without `std` and without unsafe code.
//!
//! # Declare what a schema holds
//!
//! [`wire_schema!`] declares every type of a schema: values, enums that keep unknown codes, views over bytes, messages
//! and calls. The path is relative to the package's folder; `"rbgen:thumbnail"` and `"rbgen:zerobuffer"` ship with
//! rbgen.
//!
//! ```
//! mod thumbnail {
//!     rbgen_runtime::wire_schema!("rbgen:thumbnail");
//! }
//! use thumbnail::{OutputFormat, ThumbnailRequestHeader};
//!
//! // The start of a recorded request: 100 by 100 pixels, as a JPEG of quality 85.
//! let request = [
//!     1, 0, 0, 0, 0x64, 0, 0, 0, 0x64, 0, 0, 0, 0, 0, 0, 0, 0x55, 0, 0, 0, 0xe4, 0x43, 0x01, 0, 0xff, 0xd8,
//! ];
//! let (header, image) = ThumbnailRequestHeader::decode_prefix(&request)?;
//! assert_eq!((header.target_width, header.target_height), (100, 100));
//! assert_eq!(header.output_format, OutputFormat::JPEG);
//! assert_eq!(header.payload_size, 82916);
//! assert_eq!(ThumbnailRequestHeader::VERSION, 1);
//! assert_eq!(image, [0xff, 0xd8]);
//! assert_eq!(header.encode().unwrap(), request[..24]);
//! # Ok::<(), rbgen_runtime::DecodeError>(())
//! ```
//!
//! # Compare a struct of your own with a schema
//!
//! `#[derive(WireStruct)]` implements [`WireStruct`] for your struct, after comparing it with the schema: a field that is
//! missing, misspelt, out of order or of another type is an error on that field, which shows the place in the schema. The
//! types of fields are compared as types, so aliases and paths are fine.
//!
//! A struct without `#[repr]` is a *value*: native types, and no constants or reserved bytes, which are checked and
//! written for you.
//!
//! ```
//! use rbgen_runtime::{ErrorKind, WireStruct};
//!
//! #[derive(Debug, PartialEq, WireStruct)]
//! #[wire(schema = "rbgen:zerobuffer")]
//! struct FrameHeader {
//!     payload_size: u64,
//!     sequence_number: u64,
//! }
//!
//! let header = FrameHeader { payload_size: 100, sequence_number: 1 };
//! let bytes = header.encode().unwrap();
//! assert_eq!(bytes, [100, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
//! assert_eq!(FrameHeader::decode(&bytes), Ok(header));
//! assert_eq!(FrameHeader::decode(&bytes[..9]).unwrap_err().kind(), ErrorKind::TooShort);
//! ```
//!
//! A `#[repr(C)]` struct is an *overlay*: it has every byte of the schema, reserved ones as `[u8; N]` and text as bytes,
//! and its size, alignment and offsets are checked against the schema. Add the derives of the zerocopy crate to read it in
//! place; `#[wire(zerocopy)]` checks that they are there.
//!
//! ```
//! use rbgen_runtime::WireStruct;
//!
//! #[derive(Debug, WireStruct)]
//! #[wire(schema = "rbgen:zerobuffer")]
//! #[repr(C)]
//! struct ProtocolVersion {
//!     major: u8,
//!     minor: u8,
//!     patch: u8,
//!     _reserved: [u8; 1],
//! }
//!
//! assert_eq!(ProtocolVersion::decode(&[1, 0, 0, 0]).unwrap().major, 1);
//! ```
//!
//! Keys of `#[wire(...)]` on the struct:
//!
//! | key | what it says |
//! |---|---|
//! | `schema = "path"` | the schema, relative to the package's folder, or `"rbgen:name"` |
//! | `name = "Name"` | the struct's name there, where it isn't the same |
//! | `crate = path` | where this crate is, when you renamed or re-export it |
//! | `zerocopy` | an overlay must have zerocopy's `FromBytes`, `IntoBytes`, `KnownLayout` and `Immutable` |
//!
//! and on a field: `name = "name"`, the field's name in the schema.
//!
//! # Let a struct be the schema
//!
//! Without `schema`, the struct describes itself, and `to_schema` gives the TOML from which rbgen makes the same struct
//! for other languages. What Rust doesn't say, attributes do, with the keys of the schema language.
//!
//! ```
//! use rbgen_runtime::{ErrorKind, WireStruct};
//!
//! /// One reading of a sensor.
//! #[derive(Debug, WireStruct)]
//! #[wire(size = 8, endian = "big")]
//! struct Reading {
//!     #[wire(const = 2, role = "version")]
//!     version: u8,
//!     #[wire(reserved, policy = "ignore")]
//!     _reserved: [u8; 1],
//!     /// Which sensor.
//!     channel: u16,
//!     #[wire(range = -40..=125, unit = "degC")]
//!     temperature: i32,
//! }
//!
//! let reading = Reading::decode(&[2, 0, 0, 7, 0, 0, 0, 21]).unwrap();
//! assert_eq!((reading.channel, reading.temperature), (7, 21));
//! let hot = Reading::decode(&[2, 0, 0, 7, 0, 0, 0, 126]).unwrap_err();
//! assert_eq!((hot.kind(), hot.field()), (ErrorKind::OutOfRange, "temperature"));
//! assert!(Reading::to_schema().contains(r#"{ name = "channel", type = "u16", doc = "Which sensor." }"#));
//! ```
//!
//! Field types are numbers, `bool`, `Text<N>`, `Guid`, `Uuid`, arrays, `[u8; N]` for bytes and, with `#[wire(import = "file.toml")]` on the struct,
//! the types of another schema. `#[wire(type = "u24")]` says what the bytes are where Rust's type doesn't.
//!
//! # Features
//!
//! - `wire` (default): the trait, errors and types that generated code needs.
//! - `derive` (default): the macros.
//! - `std`: the clock of timed calls.
//! - `serde`: serde's traits for the values that [`wire_schema!`] declares, for [`Text`], [`Guid`] and [`Uuid`]; the manual shows
//!   the form. A struct of your own takes serde's derives.
#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "wire")]
#[doc(inline)]
pub use rbgen_wire::*;

/// Implements [`WireStruct`](trait@WireStruct) for a struct, compared with a schema when it is compiled.
///
/// The documentation of this crate shows how it is used.
#[cfg(feature = "derive")]
pub use rbgen_derive::WireStruct;

/// What the macros of this crate expand to; not for use by hand.
#[cfg(feature = "derive")]
#[doc(hidden)]
pub mod __private {
    pub use rbgen_derive::wire_schema;
}

/// Declares every type of a schema: values, views, enums, flag sets, unions, messages and calls.
///
/// `wire_schema!("path")` takes a path relative to the package's folder, or the name of a schema that ships with rbgen,
/// such as `"rbgen:thumbnail"`. Put it in a module of its own: imported files become modules beside the types.
/// `wire_schema!("path", zerocopy)` also derives zerocopy's traits for types that lie in memory as on the wire; the
/// package must then depend on zerocopy.
#[cfg(feature = "derive")]
#[macro_export]
macro_rules! wire_schema {
    ($($input:tt)*) => {
        $crate::__private::wire_schema! { crate = $crate; $($input)* }
    };
}

/// The example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
