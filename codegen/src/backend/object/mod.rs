//! What languages with classes share: C#, Java and Kotlin.

pub(crate) mod claims;
pub(crate) mod names;
