//! Tests of rbgen across crates and languages: byte vectors, the reference codec that makes them, and the drivers that
//! execute them in each language.
#![forbid(unsafe_code)]

pub mod bless;
pub mod crates;
pub mod drivers;
pub mod mending;
pub mod mutation;
pub mod pages;
pub mod parallel;
pub mod random_schema;
pub mod reference;
pub mod runner;
pub mod schemas;
pub mod support;
pub mod vectors;

pub use rbgen_toolchain as toolchain;
