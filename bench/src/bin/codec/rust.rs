//! Rust: instructions of generated code, of code by hand and of zerocopy.

use rbgen_bench::root;
use std::path::Path;
use std::process::{Command, Stdio};

/// Instructions a row takes for one header: the difference of two counts, so that start-up drops out.
fn instructions(program: &Path, row: &str) -> f64 {
    const MANY: u64 = 100_000;
    let count = |n: u64| -> u64 {
        let out = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(program)
            .args([row, &n.to_string()])
            .stdout(Stdio::null())
            .output()
            .unwrap_or_else(|e| panic!("can't start valgrind: {e} (Debian: apt-get install valgrind)"));
        let text = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(out.status.success(), "{text}");
        let line = text.lines().find_map(|l| l.split_once("Collected :")).expect("callgrind's total");
        line.1.trim().parse().expect("callgrind's total is a number")
    };
    (count(2 * MANY) - count(MANY)) as f64 / MANY as f64
}

/// Builds the rows and counts each.
pub(crate) fn run() {
    let program = std::env::current_exe().expect("this program").with_file_name("codec_rows");
    let built = Command::new("cargo")
        .args(["build", "--quiet", "--release", "--bin", "codec_rows"])
        .current_dir(root().join("bench"))
        .status();
    assert!(built.is_ok_and(|s| s.success()), "codec_rows doesn't build");
    println!("Rust, decode and validate the 24-byte request header, instructions a header (loop included)\n");
    println!("| row | instructions | ratio to by hand |");
    println!("|---|---|---|");
    let by_hand = instructions(&program, "manual");
    for (row, name) in [("manual", "by hand"), ("zerocopy", "zerocopy"), ("generated", "rbgen")] {
        let n = instructions(&program, row);
        println!("| {name} | {n:.2} | {:.3} |", n / by_hand);
    }
    println!();
}
