//! The real program, run in temporary folders.

#[cfg(unix)]
mod external;
mod generate;
mod messages;
mod project;
#[cfg(unix)]
mod starters;
mod verbs;
