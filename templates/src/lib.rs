//! Templates of the rbgen language backends.
