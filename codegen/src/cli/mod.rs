//! The `rbgen` program: one file for each verb.

mod args;
mod check;
mod completions;
mod explain;
mod generate;
mod init;
mod ir;
mod job;
mod layout;
mod man;
mod progress;
mod report;
mod schema;

use args::{Cli, Color, ErrorFormat, Global, Verb};
use clap::{Parser as _, ValueEnum as _};
use report::{Exit, Stop, Ui};
use std::process::ExitCode;

/// Runs the program.
pub(crate) fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse(&error),
    };
    let ui = Ui::new(&cli.global);
    let result = match &cli.verb {
        Verb::Generate(args) => generate::run(&ui, args),
        Verb::Check(args) => check::run(&ui, args),
        Verb::Init(args) => init::run(&ui, args),
        Verb::Layout(args) => layout::run(&ui, args),
        Verb::Ir(args) => ir::run(&ui, args),
        Verb::Completions(args) => completions::run(&ui, args),
        Verb::Man(args) => man::run(&ui, args),
        Verb::Explain(args) => explain::run(&ui, args),
        Verb::Schema(_) => schema::run(&ui),
    };
    let exit = result.map_or_else(|stop| ui.stop(stop), |()| Exit::Clean);
    ExitCode::from(exit as u8)
}

/// Reports a command line that can't be understood in the format it asks for, or prints the help it asks for.
fn refuse(error: &clap::Error) -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let format = args.iter().enumerate().find_map(|(i, arg)| match arg.strip_prefix("--error-format") {
        Some("") => args.get(i + 1).cloned(),
        Some(value) => value.strip_prefix('=').map(str::to_owned),
        None => None,
    });
    let format = format.and_then(|name| ErrorFormat::from_str(&name, false).ok()).unwrap_or_default();
    if !error.use_stderr() || format == ErrorFormat::Text {
        let _ = error.print();
        return ExitCode::from(error.exit_code() as u8);
    }
    let text = error.render().to_string();
    let message =
        text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ").replace('\n', " ");
    let global = Global { error_format: format, color: Color::Never, quiet: false, verbose: false };
    let stop = Stop::usage(message).help("`rbgen --help` lists the verbs, `rbgen <verb> --help` the options");
    ExitCode::from(Ui::new(&global).stop(stop) as u8)
}
