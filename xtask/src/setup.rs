//! Toolchains the tests need: a user's own come first, the rest is fetched from package registries into a cache
//! outside the checkout.

use crate::process;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where the toolchains are.
pub(crate) struct Toolchains {
    /// A virtual environment with mypy, ruff and what builds a wheel.
    pub(crate) python_tools: PathBuf,
}

impl Toolchains {
    /// Tells a test run where everything is.
    pub(crate) fn apply(&self, command: &mut Command) {
        command.env("RBGEN_PYTHON_TOOLS", &self.python_tools);
    }
}

/// Finds or fetches everything; the error names all that is missing.
pub(crate) fn run() -> Result<Toolchains, String> {
    let mut missing = Vec::new();
    for (program, what) in [("gcc", "a C compiler"), ("g++", "a C++ compiler")] {
        match process::first_line(program, &["--version"]) {
            Some(version) => println!("setup: {version}"),
            None => missing.push(format!("{what} (`{program}`; Debian: apt-get install build-essential)")),
        }
    }
    let python_tools = match python_tools() {
        Ok(path) => path,
        Err(why) => {
            missing.push(why);
            PathBuf::new()
        }
    };
    if missing.is_empty() {
        Ok(Toolchains { python_tools })
    } else {
        Err(format!("the tests need what is not here:\n  - {}", missing.join("\n  - ")))
    }
}

/// What some tests use where it is, and what goes unchecked where it isn't.
const OPTIONAL: [(&str, &str); 3] = [
    ("clang", "C headers under clang and for other machines than this one"),
    ("cmake", "C packages and the starter of `rbgen init` in CMake"),
    ("make", "the starter of `rbgen init` for Make"),
];

/// What stays unchecked on this machine, to be said beside the result.
pub(crate) fn unchecked() -> impl Iterator<Item = String> {
    let missing = |program: &str| process::first_line(program, &["--version"]).is_none();
    let lost = OPTIONAL.into_iter().filter(move |(program, _)| missing(program));
    lost.map(|(program, what)| format!("{what}: `{program}` is missing")).chain(assembly())
}

/// The machine code of accessors is compared under the compiler that it was recorded for.
fn assembly() -> Option<String> {
    let record = std::fs::read_to_string(process::root().join("tests/asm/accessors.s")).unwrap_or_default();
    let recorded = record.split(',').next().unwrap_or_default().trim();
    let version = process::first_line("rustc", &["--version"]).unwrap_or_default();
    let linux = cfg!(all(target_arch = "x86_64", target_os = "linux"));
    let same = linux && version.starts_with(&format!("{recorded} "));
    (!same).then(|| format!("machine code of accessors: recorded for {recorded} on x86-64 Linux"))
}

/// The folder for downloads.
fn cache() -> Result<PathBuf, String> {
    if let Some(dir) = std::env::var_os("RBGEN_CACHE") {
        return Ok(dir.into());
    }
    if let Some(dir) = std::env::var_os("XDG_CACHE_HOME").filter(|d| !d.is_empty()) {
        return Ok(Path::new(&dir).join("rbgen"));
    }
    let home = std::env::var_os("HOME").filter(|d| !d.is_empty());
    home.map(|h| Path::new(&h).join(".cache/rbgen"))
        .ok_or_else(|| "no folder for downloads: set RBGEN_CACHE or HOME".to_owned())
}

/// Makes the virtual environment for the pinned tools, or takes the one made before.
fn python_tools() -> Result<PathBuf, String> {
    let python = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python3.9"]
        .into_iter()
        .find(|p| process::first_line(p, &["-c", "import sys, venv; assert sys.version_info >= (3, 9)"]).is_some())
        .ok_or("Python 3.9 or newer with its venv module (`python3`; Debian: apt-get install python3 python3-venv)")?;
    let version = process::first_line(python, &["--version"]).unwrap_or_default();
    println!("setup: {version}");

    let requirements = process::root().join("xtask/python/requirements.txt");
    let pins = std::fs::read(&requirements).map_err(|e| format!("{}: {e}", requirements.display()))?;
    let mut hash = Sha256::new();
    hash.update(&pins);
    hash.update(version.as_bytes());
    let key: String = hash.finalize().iter().take(6).map(|b| format!("{b:02x}")).collect();
    let venv = cache()?.join(format!("python-tools-{key}"));
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
