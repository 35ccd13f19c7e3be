//! Views of the Python backend.

use askama::Template;

/// `_errors.py`: the error classes of a package.
#[derive(Debug, Template)]
#[template(path = "python/_errors.py")]
pub struct Errors<'a> {
    /// The `@generated` comment lines.
    pub header: &'a str,
    /// The root error class.
    pub root: &'a str,
}
