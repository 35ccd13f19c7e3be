//! Tasks of the rbgen repository: `cargo xtask setup|test|fuzz|bench`.
#![forbid(unsafe_code)]

mod advice;
mod bench;
mod fuzz;
mod process;
mod setup;
mod test;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Tasks of the rbgen repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Find or fetch the language toolchains that the tests need
    #[command(after_help = "Downloads go to $RBGEN_CACHE, else $XDG_CACHE_HOME/rbgen, else ~/.cache/rbgen.")]
    Setup,
    /// Set up, then run every check and test; the last line is `N passed, N failed`
    #[command(
        after_help = "Examples:\n  cargo xtask test\n  cargo xtask test --full\n  cargo xtask test vectors --mutate"
    )]
    Test(test::Args),
    /// Run the fuzz targets, coverage-guided
    #[command(after_help = "Example:\n  cargo xtask fuzz --runs 10000000 frontend")]
    Fuzz(fuzz::Args),
    /// Measure against peers, side by side in one run
    #[command(after_help = "Examples:\n  cargo xtask bench codegen\n  cargo xtask bench codec")]
    Bench(bench::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().task {
        Task::Setup => setup::run(setup::Purpose::Tests).map(|_| true),
        Task::Test(args) => test::run(&args),
        Task::Fuzz(args) => fuzz::run(&args).map(|()| true),
        Task::Bench(args) => bench::run(&args).map(|()| true),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
