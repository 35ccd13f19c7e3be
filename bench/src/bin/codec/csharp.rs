//! C#: the generated package beside `MemoryMarshal` and `BinaryPrimitives`.

use rbgen_bench::root;
use rbgen_toolchain::{csharp, files};
use std::process::Command;

/// Compiles package and rows into one program and runs it.
pub(crate) fn run() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut sources = files(&root().join("generated/csharp/Thumbnail/src"), "cs");
    sources.extend(files(&root().join("bench/csharp"), "cs"));
    let program = csharp::compile(&sources, &[], &dir.path().join("program"), "codec", csharp::Kind::Program);
    let program = program.unwrap_or_else(|e| panic!("{e}"));
    let mut command: Command = csharp::run(&program).unwrap_or_else(|e| panic!("{e}"));
    // The run time's own settings: those of the tests are for programs that end soon.
    crate::run(command.env_remove("DOTNET_TieredPGO"));
    println!();
}
