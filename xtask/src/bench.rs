//! `cargo xtask bench`: the benchmarks live in a workspace of their own, so that peers stay out of a normal build.

use crate::{process, setup};
use clap::{Args as ClapArgs, ValueEnum};

/// What to measure.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// The area
    area: Area,
    /// Passed on to the benchmark
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// An area with a benchmark.
#[derive(Clone, Copy, ValueEnum)]
enum Area {
    /// `rbgen generate` beside flatc, `cargo check` of derived structs
    Codegen,
    /// Generated decoders beside hand-written ones
    Codec,
}

/// Runs one benchmark.
pub(crate) fn run(args: &Args) -> Result<(), String> {
    let tools = setup::run(setup::Purpose::Benchmarks)?;
    let name = match args.area {
        Area::Codegen => "codegen",
        Area::Codec => "codec",
    };
    if let Area::Codegen = args.area {
        let mut build = process::cargo();
        process::run(build.args(["build", "--release", "--package", "rbgen"]))?;
    }
    let mut command = process::cargo();
    command.current_dir(process::root().join("bench"));
    command.args(["run", "--quiet", "--release", "--bin", name, "--"]).args(&args.rest);
    tools.apply(&mut command);
    process::run(&mut command)
}
