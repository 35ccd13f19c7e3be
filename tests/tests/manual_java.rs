//! The Java blocks of the manual are a program that runs, in both flavours.

use rbgen_tests::pages::blocks;
use rbgen_tests::schemas;
use rbgen_tests::toolchain::java::{self, Demand, Release};
use rbgen_tests::toolchain::run;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const IMPORTS: &str =
    "import java.nio.*;\nimport java.nio.charset.*;\nimport java.util.*;\nimport station.*;\n";

/// Generates a package; the sources are returned.
fn generate(language: &str, path: &str, out: &Path) -> Vec<PathBuf> {
    let schema = schemas::load(&schemas::root().join(path)).schema.expect("the schema of the examples loads");
    let backend = rbgen::backend::find(language).expect("a backend");
    let mut sources = Vec::new();
    for (path, text) in backend.emit(&schema).iter().filter(|(path, _)| path.contains("/src/main/")) {
        let full = out.join(path);
        std::fs::create_dir_all(full.parent().unwrap_or(out)).expect("a folder");
        std::fs::write(&full, text).expect("a generated file");
        sources.push(full);
    }
    sources
}

#[test]
fn the_java_of_the_manual_runs() {
    let page = schemas::root().join("docs/manual/java.md");
    for (language, release, own) in
        [("java", Release::Java22, "java ffm"), ("java-bytebuffer", Release::Java17, "java buffer")]
    {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut sources = generate(language, "docs/manual/station.toml", folder.path());
        sources.extend(generate(language, "schema/wire/thumbnail.toml", folder.path()));
        let (mut methods, mut calls, mut count) = (String::new(), String::new(), 0);
        for block in blocks(&page).into_iter().filter(|block| block.info == "java" || block.info == own) {
            let _ = write!(
                methods,
                "  // {}\n  static void block{count}() {{\n{}  }}\n\n",
                block.place, block.text
            );
            let _ = writeln!(calls, "    block{count}();");
            count += 1;
        }
        assert!(count > 5, "only {count} blocks in the page about Java");
        let foreign = if language == "java" { "import java.lang.foreign.*;\n" } else { "" };
        let text = format!(
            "{IMPORTS}{foreign}\nfinal class Page {{\n{methods}  public static void main(String[] args) {{\n{calls}  }}\n}}\n"
        );
        let main = folder.path().join("Page.java");
        std::fs::write(&main, text).expect("the source");
        sources.push(main);
        let classes = folder.path().join("classes");
        java::compile(&sources, &[], &classes, release, Demand::Clean).unwrap_or_else(|e| panic!("{e}"));
        let out = run(&mut java::run(&[classes], "Page", release).unwrap_or_else(|e| panic!("{e}")));
        out.unwrap_or_else(|e| panic!("{language}: {e}"));
    }
}
