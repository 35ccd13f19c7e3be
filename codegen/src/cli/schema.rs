//! `rbgen schema`

use super::report::{Stop, Ui};
use rbgen::schema::json_schema;

/// Prints the JSON Schema of the schema language.
pub(crate) fn run(ui: &Ui) -> Result<(), Stop> {
    ui.print(&format!("{:#}\n", json_schema::json_schema()))
}
