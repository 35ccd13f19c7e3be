//! What languages with classes and exceptions share: C#, Java and Kotlin. What their functions do is found here, so that a
//! language only says it in its own words.

pub(crate) mod chain;
pub(crate) mod claims;
pub(crate) mod code;
mod decode;
pub(crate) mod describe;
mod encode;
pub(crate) mod gaps;
mod growth;
pub(crate) mod jvm;
pub(crate) mod license;
pub(crate) mod lower;
pub(crate) mod messages;
pub(crate) mod names;
mod rules;
pub(crate) mod steps;
mod tables;
mod uses;
