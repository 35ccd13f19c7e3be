//! Kotlin: kotlinc with warnings as errors.

use super::{class_path, compile as run_compiler, java, path, run as run_program};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Compiles all sources in one process, against the classes in `libraries`: every warning is an error, and public
/// declarations say their visibility and type. `classes` is emptied before.
pub fn compile(sources: &[PathBuf], libraries: &[PathBuf], classes: &Path) -> Result<(), String> {
    let home = path("RBGEN_JAVA_HOME")?;
    let mut arguments: Vec<OsString> =
        ["-Werror", "-Xexplicit-api=strict", "-no-reflect", "-jvm-target"].map(OsString::from).to_vec();
    arguments.extend([target(&home)?.into(), "-jdk-home".into(), home.clone().into_os_string()]);
    if !libraries.is_empty() {
        arguments.extend(["-cp".into(), class_path(libraries.iter().map(PathBuf::as_path))?]);
    }
    arguments.extend(["-d".into(), classes.into()]);
    let mut compiler = Command::new(path("RBGEN_KOTLINC")?);
    compiler.env("JAVA_HOME", &home).env("JAVA_OPTS", "-Xmx3G -Xshare:auto -XX:TieredStopAtLevel=1");
    compiler.env_remove("JAVACMD").env_remove("JAVA_TOOL_OPTIONS");
    run_compiler(compiler, &arguments, sources, classes)
}

/// The newest version that both the compiler and the JDK know.
pub(super) fn target(home: &Path) -> Result<String, String> {
    static VERSION: OnceLock<Result<u32, String>> = OnceLock::new();
    let printed = || {
        let text = run_program(Command::new(home.join("bin/java")).arg("-version"))?;
        let version = text.split_once("version \"").map_or("", |(_, rest)| rest);
        let major = version.split(['.', '"', '-']).next().unwrap_or_default();
        major.parse().map_err(|_| format!("java -version prints {text}"))
    };
    let version = VERSION.get_or_init(printed).clone()?;
    Ok(version.min(25).to_string())
}

/// The library that every Kotlin program runs with.
pub fn standard_library() -> Result<PathBuf, String> {
    let compiler = path("RBGEN_KOTLINC")?;
    let real = compiler.canonicalize().map_err(|e| format!("{}: {e}", compiler.display()))?;
    let home = real.parent().and_then(Path::parent).unwrap_or(&real);
    Ok(home.join("lib/kotlin-stdlib.jar"))
}

/// A command that runs the main function of a file; `main` is the class, as `sample.DriverKt`.
pub fn run(classes: &[PathBuf], main: &str) -> Result<Command, String> {
    let library = standard_library()?;
    let mut command = java::launcher(&path("RBGEN_JAVA_HOME")?);
    command.arg("-cp").arg(class_path(classes.iter().chain([&library]).map(PathBuf::as_path))?).arg(main);
    Ok(command)
}
