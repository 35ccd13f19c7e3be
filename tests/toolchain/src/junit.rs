//! JUnit without a build tool: the tests of all packages in one process.

use super::{class_path, java, path};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What tests are compiled against.
pub fn library() -> Result<PathBuf, String> {
    path("RBGEN_JUNIT")
}

/// A command that runs every test in a folder of classes, with `libraries` beside them. It fails when a test fails, and when
/// there is none.
pub fn run(tests: &Path, libraries: &[PathBuf], release: java::Release) -> Result<Command, String> {
    let mut command = java::launcher(&release.home()?);
    command.arg("-jar").arg(library()?).args(["execute", "--disable-banner", "--details=summary"]);
    command.args(["--disable-ansi-colors", "--fail-if-no-tests", "--scan-class-path"]).arg(tests);
    let paths = std::iter::once(tests).chain(libraries.iter().map(PathBuf::as_path));
    command.arg("--class-path").arg(class_path(paths)?);
    Ok(command)
}
