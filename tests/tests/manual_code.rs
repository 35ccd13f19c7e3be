//! The Python, C and C# blocks of the manual are programs that run. Those of a page belong together.

use rbgen_tests::pages::{Block, blocks};
use rbgen_tests::schemas;
use rbgen_tests::toolchain::{csharp, files};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// The blocks of a page in its own language.
fn page(language: &str) -> Vec<Block> {
    let path = schemas::root().join(format!("docs/manual/{language}.md"));
    let found: Vec<Block> =
        blocks(&path).into_iter().filter(|b| b.info.split(' ').next() == Some(language)).collect();
    assert!(found.len() > 5, "only {} blocks in the page about {language}", found.len());
    found
}

/// Generates the package of the schema that the examples use.
fn generate(language: &str, out: &Path) {
    let loaded = schemas::load(&schemas::root().join("docs/manual/station.toml"));
    let schema = loaded.schema.expect("the schema of the examples loads");
    let backend = rbgen::backend::find(language).expect("a backend");
    assert!(backend.check(&schema).is_empty());
    for (path, text) in backend.emit(&schema).iter() {
        let full = out.join(path);
        std::fs::create_dir_all(full.parent().unwrap_or(out)).expect("a folder");
        std::fs::write(&full, text).expect("a generated file");
    }
}

fn succeeds(command: &mut Command) {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{text}");
}

#[test]
fn the_python_of_the_manual_runs() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generate("python", folder.path());
    // Each line stands where it stands in the page, so that a traceback names the line there.
    let mut script = String::new();
    for block in page("python") {
        let line: usize = block.place.rsplit(':').next().and_then(|n| n.parse().ok()).expect("a line");
        while script.lines().count() < line {
            script.push('\n');
        }
        script.push_str(&block.text);
    }
    let path = folder.path().join("python.md.py");
    std::fs::write(&path, script).expect("the script");
    let packages =
        [folder.path().join("station/src"), schemas::root().join("generated/python/thumbnail/src")];
    let packages = std::env::join_paths(packages).expect("a search path");
    succeeds(Command::new("python3").arg("-B").arg(&path).env("PYTHONPATH", packages));
}

#[test]
fn the_c_of_the_manual_runs() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generate("c", folder.path());
    let (mut unit, mut main) = ("#undef NDEBUG\n".to_owned(), String::new());
    for block in page("c") {
        let line = block.place.replace(':', " ");
        let (name, line) = line.split_once(' ').expect("a place");
        let at = line.parse::<usize>().expect("a line") + 1;
        let text = &block.text;
        if block.info == "c items" {
            let _ = write!(unit, "#line {at} \"{name}\"\n{text}");
        } else {
            let _ = write!(unit, "static void line_{at}(void)\n{{\n#line {at} \"{name}\"\n{text}}}\n");
            let _ = writeln!(main, "    line_{at}();");
        }
    }
    let _ = write!(unit, "int main(void)\n{{\n{main}    return 0;\n}}\n");
    let (source, program) = (folder.path().join("page.c"), folder.path().join("page"));
    std::fs::write(&source, unit).expect("the source");
    let mut gcc = Command::new("gcc");
    gcc.args(["-std=c11", "-Wall", "-Wextra", "-Werror", "-I"]).arg(folder.path().join("station/include"));
    gcc.arg("-I").arg(schemas::root().join("generated/c/thumbnail/include"));
    succeeds(gcc.arg(&source).arg("-o").arg(&program));
    succeeds(&mut Command::new(&program));
}

#[test]
fn the_csharp_of_the_manual_runs() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("manual_csharp");
    generate("csharp", &folder);
    let (mut usings, mut items) = (String::new(), String::new());
    let (mut methods, mut main) = (String::new(), String::new());
    for block in page("csharp") {
        let line = block.place.rsplit(':').next().and_then(|n| n.parse::<usize>().ok()).expect("a line") + 1;
        let text = &block.text;
        match block.info.as_str() {
            "csharp usings" => usings.push_str(text),
            "csharp items" => {
                let _ = write!(items, "#line {line} \"csharp.md\"\n{text}");
            }
            _ => {
                let _ =
                    write!(methods, "static void Line{line}()\n{{\n#line {line} \"csharp.md\"\n{text}}}\n\n");
                let _ = writeln!(main, "Line{line}();");
            }
        }
    }
    let program = format!(
        "using System;\nusing System.Runtime.InteropServices;\n{usings}\ninternal static class Page\n{{\n\
         static void Check(bool held)\n{{\nif (!held)\n{{\nthrow new InvalidOperationException();\n}}\n}}\n\n\
         {methods}static void Main()\n{{\n{main}}}\n}}\n\n{items}"
    );
    let source = folder.join("Page.cs");
    std::fs::write(&source, program).expect("the source");
    let mut sources = files(&folder.join("Station/src"), "cs");
    sources.extend(files(&schemas::root().join("generated/csharp/Thumbnail/src"), "cs"));
    sources.push(source);
    let assembly = csharp::compile(&sources, &[], &folder.join("assembly"), "Page", csharp::Kind::Program);
    let assembly = assembly.unwrap_or_else(|e| panic!("{e}"));
    succeeds(&mut csharp::run(&assembly).expect("dotnet"));
}
