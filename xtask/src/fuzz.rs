//! Coverage-guided fuzzing with libFuzzer on the stable toolchain: the fuzz workspace is instrumented by flags of the
//! compiler, so neither nightly nor cargo-fuzz is needed.

use crate::process;
use clap::Args as ClapArgs;
use std::process::Command;

/// Every fuzz target by the name of its program, and its executions in a full run. Emission is slower than reading.
pub(crate) const TARGETS: &[(&str, u64)] =
    &[("frontend", 10_000_000), ("backends", 1_000_000), ("decoders", 10_000_000)];

fn names() -> impl Iterator<Item = &'static str> {
    TARGETS.iter().map(|(name, _)| *name)
}

/// What to run.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Targets; all of them when none is named
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(names()))]
    targets: Vec<String>,
    /// Executions of each target
    #[arg(long, default_value_t = 100_000)]
    runs: u64,
}

/// Runs what is asked for.
pub(crate) fn run(args: &Args) -> Result<(), String> {
    let chosen: Vec<&str> = args.targets.iter().map(String::as_str).collect();
    for name in if chosen.is_empty() { names().collect() } else { chosen } {
        target(name, args.runs)?;
    }
    Ok(())
}

const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares -Cdebug-assertions -Coverflow-checks -Ccodegen-units=1";

/// Builds and runs one target for a number of executions from a fixed seed.
pub(crate) fn target(name: &str, runs: u64) -> Result<(), String> {
    let fuzz = process::root().join("fuzz");
    let host = host()?;
    let mut build = process::cargo();
    // Naming the target keeps the instrumentation out of build scripts and macros.
    build.args(["build", "--quiet", "--release", "--target", &host, "--bin", name]).current_dir(&fuzz);
    process::run(build.env("RUSTFLAGS", COVERAGE))?;
    let corpus = fuzz.join("corpus").join(name);
    let artifacts = fuzz.join("artifacts").join(name);
    for dir in [&corpus, &artifacts] {
        std::fs::create_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    }
    let mut command = Command::new(fuzz.join("target").join(&host).join("release").join(name));
    command.arg(&corpus).args(seeds(name));
    // What is emitted comes of schemas as a whole, the largest of which has 6 KB; errors are found in short ones.
    let longest = if name == "backends" { 8192 } else { 1024 };
    command.args([format!("-runs={runs}"), format!("-max_len={longest}")]);
    command.args(["-seed=1", "-timeout=10", "-rss_limit_mb=2048"]);
    command.args(["-print_final_stats=1", "-verbosity=0"]);
    command.arg(format!("-artifact_prefix={}/", artifacts.display()));
    process::run(command.current_dir(&fuzz))
}

/// What a target starts from: schemas for those that read one; the decoders need nothing but random bytes.
fn seeds(name: &str) -> Vec<String> {
    if name == "decoders" {
        return Vec::new();
    }
    let folders = ["../tests/data/ok", "../tests/data/err", "../schema/wire"];
    folders.iter().map(|f| (*f).to_owned()).chain(["-dict=schema.dict".to_owned()]).collect()
}

/// The target triple of this machine.
fn host() -> Result<String, String> {
    let out = Command::new("rustc").arg("-vV").output().map_err(|e| format!("can't run rustc: {e}"))?;
    let text = String::from_utf8_lossy(&out.stdout);
    let line = text.lines().find_map(|l| l.strip_prefix("host: "));
    line.map(str::to_owned).ok_or_else(|| "rustc doesn't say which host it runs on".to_owned())
}
