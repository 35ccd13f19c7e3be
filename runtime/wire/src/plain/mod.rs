//! Values as plain data for `serde`: what the macros of this module expand to, and the forms of single members.
//!
//! The data has the shape of Python's `to_dict`: members by the schema's names, enums by name where the code has one,
//! bytes in hexadecimal. Formats that people don't read get codes and bytes.

mod form;
mod hex;
mod named;
mod structs;
mod unions;

pub use form::{Form, Hex, List, Own, Raw, Shown, Wanted, read, show};
pub use named::{name, named};
pub use serde;
pub use structs::{Keys, fill, pull, put};
pub use unions::{UNION_KEYS, first_member, no_member, pull_both, pull_member, put_union, value_and_rest};
