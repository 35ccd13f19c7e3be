//! What languages with classes and exceptions share: C#, Java and Kotlin. What their functions do is found here, so that a
//! language only says it in its own words.

pub(crate) mod claims;
pub(crate) mod code;
pub(crate) mod describe;
pub(crate) mod names;
pub(crate) mod steps;
