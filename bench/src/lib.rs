//! What the benchmarks share: interleaved runs, medians, peak memory, tables of ratios.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// The folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("bench lies in the repository").to_path_buf()
}

/// One run of a program.
#[derive(Clone, Copy)]
pub struct Run {
    /// Wall time.
    pub time: Duration,
    /// Peak resident memory in bytes.
    pub memory: u64,
}

/// Runs a program to its end with its output dropped; anything but success ends the benchmark.
pub fn run(command: &mut Command) -> Run {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap_or_else(|e| panic!("can't start {command:?}: {e}"));
    let end = child.wait4().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(end.status.success(), "{command:?} ended with {}", end.status);
    Run { time: start.elapsed(), memory: end.rusage.maxrss }
}

/// The median of some durations.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Milliseconds with three digits.
pub fn ms(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64() * 1e3)
}

/// Files and bytes below a folder.
pub fn weigh(dir: &Path) -> (u64, u64) {
    let (mut files, mut bytes) = (0, 0);
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let meta = entry.metadata().expect("a file just listed");
        if meta.is_dir() {
            let (f, b) = weigh(&entry.path());
            files += f;
            bytes += b;
        } else {
            files += 1;
            bytes += meta.len();
        }
    }
    (files, bytes)
}
