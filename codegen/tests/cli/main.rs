//! The real program, run in temporary folders.

#[cfg(unix)]
mod external;
mod messages;
mod project;
