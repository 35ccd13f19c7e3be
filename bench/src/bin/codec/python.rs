//! Python: the generated package beside ctypes, struct and construct.

use crate::{run as run_command, tool};
use rbgen_bench::root;
use std::process::Command;

/// Installs the package where nothing else is, and times it.
pub(crate) fn run() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let venv = dir.path().join("venv");
    run_command(Command::new(tool("RBGEN_PYTHON_TOOLS").join("bin/python")).args(["-m", "venv"]).arg(&venv));
    let python = venv.join("bin/python");
    run_command(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(["construct==2.10.70", "setuptools==80.9.0", "wheel==0.45.1"]),
    );
    run_command(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-build-isolation"])
            .arg(root().join("generated/python/thumbnail")),
    );
    run_command(Command::new(&python).arg(root().join("bench/python/codec.py")));
    println!();
}
