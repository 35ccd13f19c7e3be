//! Decoders of the 24-byte request header: Rust by instructions under callgrind, Python by time, each beside what
//! people write by hand.

use rbgen_bench::root;
use std::path::Path;
use std::process::{Command, Stdio};

fn main() {
    rust();
    python();
}

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

fn rust() {
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

fn python() {
    let Some(tools) = std::env::var_os("RBGEN_PYTHON_TOOLS") else {
        panic!("RBGEN_PYTHON_TOOLS is not set: run this as `cargo xtask bench codec`");
    };
    let dir = tempfile::tempdir().expect("a temporary folder");
    let venv = dir.path().join("venv");
    let run = |command: &mut Command| {
        let status = command.status().unwrap_or_else(|e| panic!("can't start {command:?}: {e}"));
        assert!(status.success(), "{command:?} ended with {status}");
    };
    run(Command::new(Path::new(&tools).join("bin/python")).args(["-m", "venv"]).arg(&venv));
    let python = venv.join("bin/python");
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args(["construct==2.10.70", "setuptools==80.9.0", "wheel==0.45.1"]));
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-build-isolation"])
        .arg(root().join("generated/python/thumbnail")));
    run(Command::new(&python).arg(root().join("bench/python/codec.py")));
}
