//! Tests of rbgen across crates and languages.
