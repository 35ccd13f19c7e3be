//! Java and Kotlin under JMH, beside the same work by hand in Java.

use crate::{run, tool};
use rbgen_bench::root;
use rbgen_toolchain::java::Release;
use rbgen_toolchain::{files, kotlin};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The flavour on foreign memory.
pub(crate) fn java() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let sources = files(&root().join("generated/java/thumbnail/src/main"), "java");
    measure(
        "Java on foreign memory",
        Release::Java22,
        sources,
        &[],
        &["bench/java/segments", "bench/java/ffm"],
        dir.path(),
    );
}

/// The flavour on `ByteBuffer`, on Java 17.
pub(crate) fn java_bytebuffer() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let sources = files(&root().join("generated/java-bytebuffer/thumbnail/src/main"), "java");
    measure("Java on ByteBuffer", Release::Java17, sources, &[], &["bench/java/bytebuffer"], dir.path());
}

/// Kotlin, on foreign memory too.
pub(crate) fn kotlin() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let classes = dir.path().join("kotlin");
    let sources = files(&root().join("generated/kotlin/thumbnail/src/main"), "kt");
    kotlin::compile(&sources, &[], &classes).unwrap_or_else(|e| panic!("{e}"));
    let library = kotlin::standard_library().unwrap_or_else(|e| panic!("{e}"));
    let libraries = [classes, library];
    measure(
        "Kotlin",
        Release::Java22,
        Vec::new(),
        &libraries,
        &["bench/java/segments", "bench/kotlin"],
        dir.path(),
    );
}

/// Compiles the rows in a folder with the generated sources, runs JMH and prints a table.
fn measure(
    title: &str,
    release: Release,
    mut sources: Vec<PathBuf>,
    libraries: &[PathBuf],
    rows: &[&str],
    dir: &Path,
) {
    for folder in rows {
        sources.extend(files(&root().join(folder), "java"));
    }
    let jmh = tool("RBGEN_JMH").into_os_string();
    let classes = dir.join("classes");
    let jars: Vec<PathBuf> = std::env::split_paths(&jmh).collect();
    let path = |own: &[PathBuf]| -> OsString {
        std::env::join_paths(own.iter().chain(libraries).chain(&jars)).expect("paths without a separator")
    };
    let number = if release == Release::Java17 { "17" } else { "22" };
    let mut compile = Command::new(tool("RBGEN_JAVA_HOME").join("bin/javac"));
    compile.args(["-proc:full", "--release", number, "-d"]).arg(&classes);
    run(compile.arg("-cp").arg(path(&[])).args(&sources));

    let results = dir.join("results.json");
    let home = release.home().unwrap_or_else(|e| panic!("{e}"));
    let mut java = Command::new(home.join("bin/java"));
    java.arg("-cp").arg(path(&[classes])).arg("org.openjdk.jmh.Main");
    java.args(["-bm", "avgt", "-tu", "ns", "-prof", "gc", "-f", "5", "-wi", "4", "-w", "300ms", "-i", "5"]);
    java.args(["-r", "300ms", "-rf", "json", "-rff"]).arg(&results).current_dir(dir);
    let output = java.output().unwrap_or_else(|e| panic!("can't start {java:?}: {e}"));
    assert!(
        output.status.success(),
        "JMH ends with {}:\n{}",
        output.status,
        String::from_utf8_lossy(&output.stdout)
    );
    let text = std::fs::read_to_string(&results).expect("JMH's results");
    let results: Vec<Measured> = serde_json::from_str(&text).expect("JMH's results in JSON");
    let rows: Vec<Row> = results.into_iter().map(Row::from).collect();
    print(title, &rows);
}

/// What JMH says of one benchmark.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Measured {
    benchmark: String,
    primary_metric: Metric,
    secondary_metrics: BTreeMap<String, Metric>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metric {
    score: f64,
    /// Of each process, its iterations.
    raw_data: Vec<Vec<f64>>,
}

/// One row of a table.
struct Row {
    name: String,
    /// The best iteration: what else the machine does only adds to it.
    nanoseconds: f64,
    bytes: f64,
}

impl From<Measured> for Row {
    fn from(result: Measured) -> Row {
        let allocated =
            result.secondary_metrics.iter().find(|(name, _)| name.ends_with("gc.alloc.rate.norm"));
        let (_, allocated) = allocated.expect("the profiler's line");
        Row {
            name: result.benchmark.rsplit('.').next().unwrap_or_default().to_owned(),
            nanoseconds: result.primary_metric.raw_data.into_iter().flatten().fold(f64::INFINITY, f64::min),
            bytes: allocated.score,
        }
    }
}

/// Each row beside the row of its operation by hand: `decode` and `decodeByHand`.
fn print(title: &str, rows: &[Row]) {
    println!("{title}, the 24-byte request header, best of 25 iterations of JMH\n");
    println!("| row | ns | by hand | ratio | bytes allocated | by hand |");
    println!("|---|---|---|---|---|---|");
    for row in rows.iter().filter(|r| !r.name.ends_with("ByHand")) {
        let by_hand = rows.iter().find(|r| r.name == format!("{}ByHand", row.name));
        let by_hand = by_hand.unwrap_or_else(|| panic!("{} has no row by hand", row.name));
        println!(
            "| {} | {:.2} | {:.2} | {:.2} | {:.0} | {:.0} |",
            row.name,
            row.nanoseconds,
            by_hand.nanoseconds,
            row.nanoseconds / by_hand.nanoseconds,
            row.bytes,
            by_hand.bytes
        );
    }
    println!();
}
