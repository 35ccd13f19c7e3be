//! The `rbgen` program: one file for each verb.

mod args;
mod check;
mod completions;
mod generate;
mod init;
mod ir;
mod job;
mod layout;
mod man;
mod progress;
mod report;

use args::{Cli, Verb};
use clap::Parser as _;
use report::{Exit, Ui};
use std::process::ExitCode;

/// Runs the program.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let ui = Ui::new(&cli.global);
    let result = match &cli.verb {
        Verb::Generate(args) => generate::run(&ui, args),
        Verb::Check(args) => check::run(&ui, args),
        Verb::Init(args) => init::run(&ui, args),
        Verb::Layout(args) => layout::run(&ui, args),
        Verb::Ir(args) => ir::run(&ui, args),
        Verb::Completions(args) => completions::run(&ui, args),
        Verb::Man(args) => man::run(&ui, args),
        Verb::Schema(_) | Verb::Explain(_) => Ok(()),
    };
    let exit = result.map_or_else(|stop| ui.stop(stop), |()| Exit::Clean);
    ExitCode::from(exit as u8)
}
