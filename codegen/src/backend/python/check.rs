//! What Python can't name or express.

use rbgen_schema::{Diagnostic, Schema};

/// Every error of a schema as far as Python is concerned.
pub(crate) fn check(_schema: &Schema) -> Vec<Diagnostic> {
    Vec::new()
}
