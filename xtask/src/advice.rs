//! What formatters say of generated Java and Kotlin: reported, since their rules are not ours to keep, but never binding.

use crate::{process, setup};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A line for each formatter.
pub(crate) fn formatting(tools: &setup::Toolchains) -> Vec<String> {
    [google_java_format(tools), ktlint(tools)].into_iter().flatten().collect()
}

/// The parts of the compiler that the formatter reaches into.
const EXPORTED: [&str; 6] = ["api", "code", "file", "parser", "tree", "util"];

fn google_java_format(tools: &setup::Toolchains) -> Option<String> {
    let files = generated("java");
    let mut java = java(tools, "RBGEN_GOOGLE_JAVA_FORMAT", &files, || {
        EXPORTED.map(|p| format!("--add-exports=jdk.compiler/com.sun.tools.javac.{p}=ALL-UNNAMED")).to_vec()
    })?;
    let output = java.arg("-n").args(&files).output();
    Some(report("google-java-format", "Java", output, &files, |line| {
        Some(line).filter(|l| l.ends_with(".java"))
    }))
}

fn ktlint(tools: &setup::Toolchains) -> Option<String> {
    let files = generated("kt");
    let mut java =
        java(tools, "RBGEN_KTLINT", &files, || vec!["--sun-misc-unsafe-memory-access=allow".to_owned()])?;
    let output = java.args(["--relative", "--log-level=none"]).args(&files).output();
    // File.kt:1:2: what is wrong (rule)
    Some(report("ktlint", "Kotlin", output, &files, |line| Some(line.split_once(".kt:")?.0)))
}

/// The formatter's program, where it and files for it are there.
fn java(
    tools: &setup::Toolchains,
    jar: &str,
    files: &[PathBuf],
    options: impl FnOnce() -> Vec<String>,
) -> Option<Command> {
    let (home, jar) = (tools.get("RBGEN_JAVA_HOME")?, tools.get(jar)?);
    let mut command = Command::new(Path::new(home).join("bin/java"));
    command.args(options()).arg("-jar").arg(jar).current_dir(process::root());
    (!files.is_empty()).then_some(command)
}

/// The generated files of an extension, relative to the workspace.
fn generated(extension: &str) -> Vec<PathBuf> {
    fn below(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()) {
            if path.is_dir() {
                below(&path, extension, found);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    let (root, mut found) = (process::root(), Vec::new());
    below(&root.join("generated"), extension, &mut found);
    found.sort();
    found.iter().filter_map(|p| p.strip_prefix(&root).ok().map(Path::to_owned)).collect()
}

/// How many files the formatter would change, and the first of them.
fn report(
    formatter: &str,
    language: &str,
    output: std::io::Result<Output>,
    files: &[PathBuf],
    named: fn(&str) -> Option<&str>,
) -> String {
    let output = match output {
        Ok(output) => output,
        Err(why) => return format!("{formatter} can't be run: {why}"),
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let mut changed: Vec<&str> = text.lines().filter_map(named).collect();
    changed.dedup();
    let total = files.len();
    match changed.first() {
        None if output.status.success() => format!("{formatter} agrees with all {total} files of {language}"),
        None => format!("{formatter} ends with {}", output.status),
        Some(first) => {
            format!(
                "{formatter} would change {} of {total} files of {language}, first {first}",
                changed.len()
            )
        }
    }
}
