//! Templates of the rbgen language backends: view structs beside the template files they fill, one folder a language.
//!
//! A view holds final strings: names, types, literals and documentation as they appear in the output. A template prints
//! them and loops over them; it decides nothing.
#![forbid(unsafe_code)]

#[path = "../c/mod.rs"]
pub mod c;
#[path = "../csharp/mod.rs"]
pub mod csharp;
#[path = "../java/mod.rs"]
pub mod java;
#[path = "../kotlin/mod.rs"]
pub mod kotlin;
#[path = "../python/mod.rs"]
pub mod python;
