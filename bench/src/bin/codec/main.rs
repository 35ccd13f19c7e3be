//! Codecs of the 24-byte request header, each beside what people write by hand with the same checks: Rust by
//! instructions under callgrind, the other languages by time, the JVM and .NET by allocated bytes as well.
//!
//! `codec [LANGUAGE...]`: all of them when none is named.

mod csharp;
mod jvm;
mod python;
mod rust;

use std::process::Command;

const LANGUAGES: &[(&str, fn())] = &[
    ("rust", rust::run),
    ("python", python::run),
    ("csharp", csharp::run),
    ("java", jvm::java),
    ("java-bytebuffer", jvm::java_bytebuffer),
    ("kotlin", jvm::kotlin),
];

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    if let Some(unknown) = wanted.iter().find(|w| LANGUAGES.iter().all(|(name, _)| name != w)) {
        let names: Vec<&str> = LANGUAGES.iter().map(|(name, _)| *name).collect();
        eprintln!("error: no language {unknown:?}; there are {}", names.join(", "));
        std::process::exit(2);
    }
    for (name, run) in LANGUAGES {
        if wanted.is_empty() || wanted.iter().any(|w| w == name) {
            run();
        }
    }
}

/// A path that the set-up found.
fn tool(variable: &str) -> std::path::PathBuf {
    match std::env::var_os(variable) {
        Some(path) => path.into(),
        None => panic!("{variable} is not set: run this as `cargo xtask bench codec`"),
    }
}

/// Runs a command whose failure ends the benchmark.
fn run(command: &mut Command) {
    let status = command.status().unwrap_or_else(|e| panic!("can't start {command:?}: {e}"));
    assert!(status.success(), "{command:?} ended with {status}");
}
