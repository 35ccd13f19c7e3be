//! Packages of C# as users get them: an assembly, and its tests run against the assembly alone in an empty place, where neither
//! rbgen nor the sources are. Where a .NET SDK is, it builds, packs and tests the projects too.

use rbgen::Backend as _;
use rbgen::backend::csharp::CSharp;
use rbgen_tests::drivers::write_files;
use rbgen_tests::schemas;
use rbgen_tests::toolchain::csharp::{self, Kind};
use rbgen_tests::toolchain::{files, run};
use std::fs;
use std::path::{Path, PathBuf};

/// The shipped schemas, and one that has every key of the language.
const SCHEMAS: [&str; 3] = ["thumbnail", "zerobuffer", "every_key"];

/// Writes the package of a schema below a folder; its own folder is returned.
fn write(name: &str, folder: &Path) -> PathBuf {
    let schema = schemas::named(name);
    assert_eq!(CSharp.check(&schema), [], "{name}");
    let emitted = CSharp.emit(&schema);
    write_files(&emitted, folder).unwrap_or_else(|e| panic!("{e}"));
    let (path, _) = emitted.iter().next().expect("files were generated");
    folder.join(path.split('/').next().unwrap_or_default())
}

/// The number of tests that a package's own program says have passed.
fn passed(said: &str) -> usize {
    let count = said.lines().find_map(|l| l.strip_suffix(" passed, 0 failed")?.parse().ok());
    count.unwrap_or_else(|| panic!("{said}"))
}

#[test]
fn assemblies_are_built_and_pass_their_tests_in_an_empty_place() {
    for name in SCHEMAS {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let package = write(name, folder.path());
        let assembly_name = package.file_name().expect("a package has a name").to_string_lossy().into_owned();
        let built = folder.path().join("built");
        let sources = files(&package.join("src"), "cs");
        let assembly = csharp::compile(&sources, &[], &built, &assembly_name, Kind::Library);
        let assembly = assembly.unwrap_or_else(|e| panic!("{name}: {e}"));

        let place = tempfile::tempdir().expect("a temporary folder");
        let installed = place.path().join(assembly.file_name().expect("a file has a name"));
        fs::copy(&assembly, &installed).expect("the assembly can be copied");
        let tests = files(&package.join("tests"), "cs");
        let program =
            csharp::compile(&tests, &[installed], &place.path().join("tests"), "tests", Kind::Program);
        let program = program.unwrap_or_else(|e| panic!("{name}, its tests: {e}"));
        let mut command = csharp::run(&program).unwrap_or_else(|e| panic!("{e}"));
        let said = run(command.env_remove("PATH").current_dir(place.path()));
        assert!(passed(&said.unwrap_or_else(|e| panic!("{name}: {e}"))) > 0, "{name}");
    }
}

#[test]
fn projects_are_for_the_sdk() {
    if !csharp::sdk().unwrap_or_else(|e| panic!("{e}")) {
        println!("there is no .NET SDK: projects are not built");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let package = write("thumbnail", folder.path());
    let [project] = &files(&package.join("src"), "csproj")[..] else { panic!("one project is wanted") };
    let [tests] = &files(&package.join("tests"), "csproj")[..] else {
        panic!("one project of tests is wanted")
    };
    let packed = folder.path().join("packed");
    let dotnet = |words: &[&str], project: &Path, rest: &[&Path]| {
        let mut command = csharp::dotnet().unwrap_or_else(|e| panic!("{e}"));
        command.args(words).arg(project).args(rest);
        run(&mut command).unwrap_or_else(|e| panic!("dotnet {words:?}: {e}"))
    };
    dotnet(&["pack", "--nologo"], project, &[Path::new("--output"), &packed]);
    assert_eq!(files(&packed, "nupkg").len(), 1);
    let said = dotnet(&["run", "--project"], tests, &[]);
    assert!(passed(&said) > 0, "{said}");
}
