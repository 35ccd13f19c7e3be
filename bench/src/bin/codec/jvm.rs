//! Java and Kotlin under JMH, beside the same work by hand in Java.

use crate::{run, tool};
use rbgen_bench::root;
use rbgen_toolchain::java::Release;
use rbgen_toolchain::{files, kotlin};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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

    let results = dir.join("results.csv");
    let home = release.home().unwrap_or_else(|e| panic!("{e}"));
    let mut java = Command::new(home.join("bin/java"));
    java.arg("-cp").arg(path(&[classes])).arg("org.openjdk.jmh.Main");
    java.args(["-bm", "avgt", "-tu", "ns", "-prof", "gc", "-f", "3", "-wi", "4", "-w", "500ms", "-i", "5"]);
    java.args(["-r", "500ms", "-rf", "csv", "-rff"]).arg(&results).current_dir(dir);
    run(java.stdout(Stdio::null()));
    let text = std::fs::read_to_string(&results).expect("JMH's results");
    print(title, &parse(&text));
}

/// One row of a table.
struct Row {
    name: String,
    nanoseconds: f64,
    bytes: f64,
}

/// Rows of JMH's table: `"Codec.decodeByHand","avgt",1,15,3.5,0.1,"ns/op"`, and one of the profiler each.
fn parse(text: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for line in text.lines().skip(1) {
        let columns: Vec<&str> = line.split(',').map(|c| c.trim_matches('"')).collect();
        let (Some(name), Some(score)) = (columns.first(), columns.get(4).and_then(|c| c.parse().ok())) else {
            continue;
        };
        // `sample.Codec.decode`, or `sample.Codec.decode:gc.alloc.rate.norm` of the profiler
        let (benchmark, metric) = name.split_once(':').unwrap_or((name, ""));
        let name = benchmark.rsplit('.').next().unwrap_or(benchmark).to_owned();
        if metric.is_empty() {
            rows.push(Row { name, nanoseconds: score, bytes: 0.0 });
        } else if metric.ends_with("gc.alloc.rate.norm")
            && let Some(row) = rows.iter_mut().find(|r| r.name == name)
        {
            row.bytes = score;
        }
    }
    rows
}

/// Each row beside the row of its operation by hand: `decode` and `decodeByHand`.
fn print(title: &str, rows: &[Row]) {
    println!("{title}, the 24-byte request header, JMH\n");
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
