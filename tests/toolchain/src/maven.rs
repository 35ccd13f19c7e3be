//! Maven, offline: the set-up fetched all that generated packages name.

use super::{kotlin, path};
use std::path::Path;
use std::process::Command;

/// A command that runs goals in the folder of a `pom.xml`.
pub fn run(folder: &Path, goals: &[&str]) -> Result<Command, String> {
    let home = path("RBGEN_JAVA_HOME")?;
    let mut command = Command::new(path("RBGEN_MAVEN")?);
    command.args(["--batch-mode", "--quiet", "--offline", "-Dstyle.color=never"]);
    // A compiler that waits for more work would outlive the test.
    command.arg("-Dkotlin.compiler.daemon=false");
    command.arg(format!("-Dmaven.repo.local={}", path("RBGEN_MAVEN_REPOSITORY")?.display()));
    let marker = home.join("lib/javac");
    if marker.is_dir() {
        // The Eclipse compiler stands in for javac, behind its command line alone.
        command.arg("-Dmaven.compiler.fork=true");
        command.arg(format!("-Dmaven.compiler.executable={}", home.join("bin/javac").display()));
    }
    // The packages are for Java 25; an older JDK can still try all that they do.
    command.arg(format!("-Dkotlin.compiler.jvmTarget={}", kotlin::target(&home)?));
    command.args(goals).env("JAVA_HOME", home).env_remove("MAVEN_OPTS").current_dir(folder);
    Ok(command)
}
