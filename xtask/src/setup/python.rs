//! Python: the system's interpreter, and a virtual environment with pinned tools.

use super::cache::{Cache, key};
use crate::process;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Makes the virtual environment for the pinned tools, or takes the one made before: mypy, ruff and what builds a
/// wheel.
pub(super) fn tools(cache: &Cache) -> Result<PathBuf, String> {
    let python = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python3.9"]
        .into_iter()
        .find(|p| process::first_line(p, &["-c", "import sys, venv; assert sys.version_info >= (3, 9)"]).is_some())
        .ok_or("Python 3.9 or newer with its venv module (`python3`; Debian: apt-get install python3 python3-venv)")?;
    let version = process::first_line(python, &["--version"]).unwrap_or_default();
    println!("setup: {version}");

    let requirements = process::root().join("xtask/python/requirements.txt");
    let pins = std::fs::read(&requirements).map_err(|e| format!("{}: {e}", requirements.display()))?;
    let key = key(&[&pins, version.as_bytes()]);
    // An environment holds its own path, so it is made in its place and marked when it is whole.
    let venv = cache.path(&format!("python-tools-{key}"));
    let done = venv.join("complete");
    if done.exists()
        && process::first_line(&venv.join("bin/ruff").to_string_lossy(), &["--version"]).is_some()
    {
        println!("setup: Python tools in {}", venv.display());
        return Ok(venv);
    }

    println!("setup: fetching mypy and ruff into {}", venv.display());
    let made = Command::new(python).args(["-m", "venv", "--clear"]).arg(&venv).stdout(Stdio::null()).status();
    if !made.is_ok_and(|s| s.success()) {
        return Err(format!(
            "a virtual environment: `{python} -m venv {}` failed (Debian: apt-get install python3-venv)",
            venv.display()
        ));
    }
    let mut pip = Command::new(venv.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]);
    process::run(pip.arg(&requirements))
        .map_err(|e| format!("the Python tools pinned in xtask/python/requirements.txt: {e}"))?;
    std::fs::write(&done, "").map_err(|e| format!("{}: {e}", done.display()))?;
    Ok(venv)
}
