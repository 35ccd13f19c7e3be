//! Derive and function-like macros of rbgen.
