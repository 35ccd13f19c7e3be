//! Java: javac with every lint, and the two run times.

use super::{class_path, compile as run_compiler, path};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The versions that generated Java is compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// Java 17, run by a Java 17: the flavour on `ByteBuffer`.
    Java17,
    /// Java 22, the first with the final foreign-memory API, run by the JDK of the set-up.
    Java22,
}

impl Release {
    fn number(self) -> &'static str {
        match self {
            Release::Java17 => "17",
            Release::Java22 => "22",
        }
    }

    /// The installation that runs it.
    pub fn home(self) -> Result<PathBuf, String> {
        path(match self {
            Release::Java17 => "RBGEN_JAVA17_HOME",
            Release::Java22 => "RBGEN_JAVA_HOME",
        })
    }
}

/// How much the compiler demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// That it compiles without a warning, documentation apart.
    Clean,
    /// That all that is public is documented as well, in documentation that doclint takes.
    Documented,
}

/// Compiles all sources in one process, against the classes in `libraries`. `classes` is emptied before.
pub fn compile(
    sources: &[PathBuf],
    libraries: &[PathBuf],
    classes: &Path,
    release: Release,
    demand: Demand,
) -> Result<(), String> {
    let mut arguments: Vec<OsString> =
        ["-encoding", "UTF-8", "-Xlint:all", "-Werror", "-Xmaxerrs", "20", "--release", release.number()]
            .map(OsString::from)
            .to_vec();
    if demand == Demand::Documented {
        arguments.push("-Xdoclint:all/protected".into());
    }
    if !libraries.is_empty() {
        arguments.extend(["-cp".into(), class_path(libraries.iter().map(PathBuf::as_path))?]);
    }
    arguments.extend(["-d".into(), classes.into()]);
    run_compiler(Command::new(path("RBGEN_JAVA_HOME")?.join("bin/javac")), &arguments, sources, classes)
}

/// A command that runs a class with its main method; arguments can be added.
pub fn run(classes: &[PathBuf], main: &str, release: Release) -> Result<Command, String> {
    let mut command = launcher(&release.home()?);
    command.arg("-cp").arg(class_path(classes.iter().map(PathBuf::as_path))?).arg(main);
    Ok(command)
}

/// A `java` that starts fast: programs of the tests run for less than a second.
pub(super) fn launcher(home: &Path) -> Command {
    let mut command = Command::new(home.join("bin/java"));
    // Assertions on, as in the tests of a build tool.
    command.args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-ea"]);
    command.env_remove("JAVA_TOOL_OPTIONS");
    command
}
