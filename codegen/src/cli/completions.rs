//! `rbgen completions`

use super::args::{Cli, Completions};
use super::report::{Stop, Ui};
use clap::CommandFactory as _;

/// Prints the completions of a shell.
pub(crate) fn run(ui: &Ui, args: &Completions) -> Result<(), Stop> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "rbgen", &mut text);
    ui.print(&String::from_utf8_lossy(&text))
}
