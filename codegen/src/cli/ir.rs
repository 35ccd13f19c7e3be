//! `rbgen ir`

use super::args::{Ir, IrFormat};
use super::job::load_one;
use super::report::{Stop, Ui};
use rbgen::schema::json;

/// Prints the checked schema.
pub(crate) fn run(ui: &Ui, args: &Ir) -> Result<(), Stop> {
    let schema = load_one(ui, &args.schema)?;
    match args.format {
        IrFormat::Json => ui.print(&format!("{:#}\n", json::ir(&schema))),
    }
}
