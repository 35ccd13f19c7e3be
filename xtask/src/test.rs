//! `cargo xtask test`: every check of the repository, counted.

use crate::{advice, fuzz, process, setup};
use clap::{Args as ClapArgs, ValueEnum};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// What to run.
#[derive(ClapArgs)]
pub(crate) struct Args {
    /// Only this part
    part: Option<Part>,
    /// Also the big figures: more random schemas, values and fuzz executions
    #[arg(long)]
    full: bool,
    /// With `vectors`: change one byte of each expectation and demand that every language notices
    #[arg(long, requires = "part")]
    mutate: bool,
}

/// A part of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Formatting, lints, documentation, packages
    Checks,
    /// The tests of all crates
    Rust,
    /// The byte vectors in every language
    Vectors,
    /// A bounded run of every fuzz target
    Fuzz,
}

/// What came of the run so far.
#[derive(Default)]
struct Tally {
    passed: u64,
    failed: u64,
    failures: Vec<String>,
}

impl Tally {
    fn count(&mut self, name: &str, ok: bool) {
        if ok {
            self.passed += 1;
        } else {
            self.failed += 1;
            self.failures.push(name.to_owned());
        }
    }

    /// One command that is one check.
    fn check(&mut self, name: &str, command: &mut Command) {
        let start = Instant::now();
        println!("== {name}: {}", process::shown(command));
        let result = process::run(command);
        if let Err(message) = &result {
            println!("{message}");
        }
        println!(
            "== {name}: {} in {:.1} s",
            if result.is_ok() { "ok" } else { "FAILED" },
            start.elapsed().as_secs_f64()
        );
        self.count(name, result.is_ok());
    }

    /// A `cargo test` command, each test counted.
    fn cargo_test(&mut self, name: &str, command: &mut Command) {
        let start = Instant::now();
        println!("== {name}: {}", process::shown(command));
        let (mut passed, mut failed, mut names) = (0, 0, Vec::new());
        let ended = process::stream(command, |line| {
            if let Some((p, f)) = result_line(line) {
                passed += p;
                failed += f;
            } else if let Some(test) = line.strip_prefix("test ").and_then(|l| l.strip_suffix(" ... FAILED"))
            {
                names.push(test.to_owned());
            }
        });
        self.passed += passed;
        self.failed += failed;
        self.failures.extend(names);
        match ended {
            // A build that fails, or a test process that dies, has no line of its own.
            Ok(false) if failed == 0 => self.count(name, false),
            Ok(_) if passed + failed == 0 => self.count(&format!("{name} (no test was run)"), false),
            Ok(_) => {}
            Err(message) => {
                println!("{message}");
                self.count(name, false);
            }
        }
        println!("== {name}: {passed} passed, {failed} failed in {:.1} s", start.elapsed().as_secs_f64());
    }
}

/// The counts of `test result: ok. 3 passed; 0 failed; ...`.
fn result_line(line: &str) -> Option<(u64, u64)> {
    let rest = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let mut numbers = rest.split("; ").filter_map(|part| part.split_once(' ')?.0.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

/// Runs what is asked for; `Ok(false)` when something failed.
pub(crate) fn run(args: &Args) -> Result<bool, String> {
    let start = Instant::now();
    let mut tally = Tally::default();
    let tools = setup::run(setup::Purpose::Tests);
    match &tools {
        Ok(tools) => parts(args, tools, &mut tally),
        Err(message) => {
            println!("error: {message}");
            tally.count("setup", false);
        }
    }
    println!("\n{:.0} s in all", start.elapsed().as_secs_f64());
    if let Ok(tools) = &tools
        && args.part.is_none_or(|p| p == Part::Checks)
    {
        advice::formatting(tools).iter().for_each(|line| println!("advice: {line}"));
    }
    for what in tools.iter().flat_map(setup::Toolchains::unchecked) {
        println!("not checked: {what}");
    }
    for name in &tally.failures {
        println!("failed: {name}");
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(tally.failed == 0 && tally.passed > 0)
}

fn parts(args: &Args, tools: &setup::Toolchains, tally: &mut Tally) {
    let wants = |part| args.part.is_none_or(|p| p == part);
    let cargo = |words: &[&str]| {
        let mut command = process::cargo();
        command.args(words);
        tools.apply(&mut command);
        if args.full {
            command.env("RBGEN_FULL", "1");
        }
        // Snapshots are compared, never written, whatever the user's own settings are.
        command.env("INSTA_UPDATE", "no");
        command
    };
    if wants(Part::Checks) {
        tally.check("format", &mut cargo(&["fmt", "--all", "--check"]));
        tally.check(
            "clippy",
            &mut cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]),
        );
        let mut doc = cargo(&["doc", "--quiet", "--workspace", "--no-deps", "--document-private-items"]);
        tally.check("documentation", doc.env("RUSTDOCFLAGS", "-D warnings"));
        tally.check(
            "generated files",
            &mut cargo(&["run", "--quiet", "--package", "rbgen", "--", "generate", "--check"]),
        );
    }
    if wants(Part::Rust) {
        tally.cargo_test("tests", &mut cargo(&["test", "--workspace", "--no-fail-fast"]));
    }
    if args.part == Some(Part::Vectors) {
        let mut command = cargo(&[
            "test",
            "--package",
            "rbgen-tests",
            "--test",
            "vectors",
            "--no-fail-fast",
            "--",
            "--nocapture",
        ]);
        if args.mutate {
            command.env("RBGEN_MUTATE", "1");
        }
        tally.cargo_test("vectors", &mut command);
    }
    if wants(Part::Checks) {
        forget_packages();
        let mut package =
            cargo(&["package", "--quiet", "--workspace", "--allow-dirty", "--target-dir", PACKAGES]);
        tally.check(
            "packages",
            package.args(["--exclude", "rbgen-tests", "--exclude", "rbgen-toolchain", "--exclude", "xtask"]),
        );
    }
    if wants(Part::Fuzz) {
        for (target, full) in fuzz::TARGETS {
            let runs = if args.full { *full } else { 20_000 };
            let start = Instant::now();
            println!("== fuzz {target}: {runs} executions");
            let result = fuzz::target(target, runs);
            if let Err(message) = &result {
                println!("{message}");
            }
            println!("== fuzz {target}: {:.1} s", start.elapsed().as_secs_f64());
            tally.count(&format!("fuzz {target}"), result.is_ok());
        }
    }
}

/// Where packages are built, below the workspace.
const PACKAGES: &str = "target/packages";

/// Drops what cargo unpacked and built when these packages were last verified. It keys both by version, so after a
/// change that keeps the version it would build against the old sources.
fn forget_packages() {
    let _ = std::fs::remove_dir_all(process::root().join(PACKAGES));
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cargo")));
    let Some(registries) = home.and_then(|home| std::fs::read_dir(home.join("registry/src")).ok()) else {
        return;
    };
    // A registry without a host is the local one that `cargo package` makes for the packages of a workspace.
    let local = registries.flatten().filter(|r| r.file_name().to_string_lossy().starts_with('-'));
    for package in local.filter_map(|r| std::fs::read_dir(r.path()).ok()).flatten().flatten() {
        if package.file_name().to_string_lossy().starts_with("rbgen-") {
            // What can't be removed is reported by the build that follows.
            let _ = std::fs::remove_dir_all(package.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::result_line;

    #[test]
    fn reads_the_closing_line_of_cargo_test() {
        let line =
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(result_line(line), Some((12, 0)));
        let line = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(result_line(line), Some((3, 2)));
        assert_eq!(result_line("test a ... ok"), None);
    }
}
