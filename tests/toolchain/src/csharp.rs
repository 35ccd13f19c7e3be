//! C#: Roslyn with nullable reference types and warnings as errors, and `dotnet`.

use super::{compile as run_compiler, path};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A library, whose public members must all be documented.
    Library,
    /// A program with a main method.
    Program,
}

/// Compiles all sources in one process into the assembly `NAME.dll` in `folder`, against the assemblies in `libraries`:
/// C# 12, nullable reference types, overflow unchecked as by default, every warning an error. `folder` is emptied before.
/// The assembly is returned.
pub fn compile(
    sources: &[PathBuf],
    libraries: &[PathBuf],
    folder: &Path,
    name: &str,
    kind: Kind,
) -> Result<PathBuf, String> {
    let assembly = folder.join(format!("{name}.dll"));
    let option = |name: &str, value: &Path| {
        let mut option = OsString::from(name);
        option.push(value);
        option
    };
    let mut arguments: Vec<OsString> = [
        "-nologo",
        "-nostdlib+",
        "-utf8output",
        "-langversion:12",
        "-nullable:enable",
        "-warn:8",
        "-warnaserror+",
        "-deterministic+",
        "-optimize+",
    ]
    .map(OsString::from)
    .to_vec();
    arguments.push(option("-out:", &assembly));
    match kind {
        Kind::Library => {
            arguments.push("-target:library".into());
            arguments.push(option("-doc:", &assembly.with_extension("xml")));
        }
        Kind::Program => arguments.push("-target:exe".into()),
    }
    arguments.extend(framework()?.iter().chain(libraries).map(|r| option("-reference:", r)));
    let mut compiler = dotnet()?;
    run_compiler(
        {
            compiler.arg(path("RBGEN_CSC")?);
            compiler
        },
        &arguments,
        sources,
        folder,
    )?;
    // What `dotnet` needs to run it, or anything beside it.
    let config = "{\"runtimeOptions\":{\"rollForward\":\"Major\",\"framework\":{\"name\":\"Microsoft.NETCore.App\",\"version\":\"8.0.0\"}}}\n";
    let file = assembly.with_extension("runtimeconfig.json");
    std::fs::write(&file, config).map_err(|e| format!("{}: {e}", file.display()))?;
    // The run time looks for libraries beside the program.
    for library in libraries {
        let copy = folder.join(library.file_name().unwrap_or_default());
        std::fs::copy(library, &copy).map_err(|e| format!("{}: {e}", copy.display()))?;
    }
    Ok(assembly)
}

/// The framework's assemblies to compile against. A run time has native libraries among them.
fn framework() -> Result<Vec<PathBuf>, String> {
    let folder = path("RBGEN_DOTNET_REFERENCES")?;
    let managed = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let known = name.starts_with("System.") || ["netstandard.dll", "mscorlib.dll"].contains(&&*name);
        known && !name.ends_with(".Native.dll")
    };
    Ok(super::files(&folder, "dll").into_iter().filter(managed).collect())
}

/// A command that runs an assembly; arguments can be added.
pub fn run(assembly: &Path) -> Result<Command, String> {
    let mut command = dotnet()?;
    command.arg(assembly);
    Ok(command)
}

/// Whether the set-up found an SDK, which builds projects, or only a run time.
pub fn sdk() -> Result<bool, String> {
    Ok(path("RBGEN_CSC")?.ends_with("csc.dll"))
}

/// A `dotnet` with nothing to do yet.
pub fn dotnet() -> Result<Command, String> {
    let mut command = Command::new(path("RBGEN_DOTNET")?);
    // Programs of the tests are short, and culture data need a library that isn't everywhere.
    command.env("DOTNET_TieredPGO", "0").env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
    command.env("DOTNET_CLI_TELEMETRY_OPTOUT", "1").env("DOTNET_NOLOGO", "1");
    Ok(command)
}
