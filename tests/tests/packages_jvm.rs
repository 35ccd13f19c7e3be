//! Packages of Java and Kotlin as users get them: Maven builds the jar and runs the tests that were generated, offline; then the
//! tests run against the jar alone in an empty place, where neither rbgen nor the sources are.

use rbgen::{BACKENDS, Backend};
use rbgen_tests::drivers::write_files;
use rbgen_tests::schemas;
use rbgen_tests::toolchain::java::{self, Demand, Release};
use rbgen_tests::toolchain::{files, junit, kotlin, maven, run};
use std::fs;
use std::path::{Path, PathBuf};

/// The shipped schemas, and one that has every key of the language.
const SCHEMAS: [&str; 3] = ["thumbnail", "zerobuffer", "every_key"];

/// The version that a language's classes run on.
fn release(language: &str) -> Release {
    if language == "java-bytebuffer" { Release::Java17 } else { Release::Java22 }
}

/// Writes the packages of a language below a folder, with a `pom.xml` that builds all of them in one Maven. None of a language
/// that isn't built by Maven.
fn write(backend: &dyn Backend, folder: &Path) -> Vec<PathBuf> {
    let mut packages = Vec::new();
    for name in SCHEMAS {
        let schema = schemas::named(name);
        assert_eq!(backend.check(&schema), [], "{}, {name}", backend.name());
        let emitted = backend.emit(&schema);
        let Some((pom, _)) = emitted.iter().find(|(path, _)| path.ends_with("pom.xml")) else { break };
        let package = folder.join(name);
        write_files(&emitted, &package).unwrap_or_else(|e| panic!("{e}"));
        packages.push(package.join(Path::new(pom).parent().expect("a file has a folder")));
    }
    let modules: String = packages
        .iter()
        .map(|p| format!("    <module>{}</module>\n", p.strip_prefix(folder).unwrap_or(p).display()))
        .collect();
    let parent = format!(
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\">\n  <modelVersion>4.0.0</modelVersion>\n  \
         <groupId>tests</groupId>\n  <artifactId>all</artifactId>\n  <version>1</version>\n  \
         <packaging>pom</packaging>\n  <modules>\n{modules}  </modules>\n</project>\n"
    );
    fs::write(folder.join("pom.xml"), parent).expect("a file can be written");
    packages
}

/// The jar that Maven left in a package, and the tests it ran there.
fn built(package: &Path) -> (PathBuf, usize) {
    let jars = files(&package.join("target"), "jar");
    let [jar] = &jars[..] else { panic!("{}: {jars:?}", package.display()) };
    // Tests run: 12, Failures: 0, ...
    let reports = files(&package.join("target/surefire-reports"), "txt");
    let counts = reports.iter().map(|report| {
        let text = fs::read_to_string(report).expect("a report");
        let count = text.split_once("Tests run: ").and_then(|(_, rest)| rest.split_once(',')?.0.parse().ok());
        count.unwrap_or(0_usize)
    });
    (jar.clone(), counts.sum())
}

/// Runs the package's tests against its jar, in a folder that holds nothing else.
fn tested_alone(language: &str, package: &Path, jar: &Path) -> usize {
    let place = tempfile::tempdir().expect("a temporary folder");
    let installed = place.path().join(jar.file_name().expect("a file has a name"));
    fs::copy(jar, &installed).expect("the jar can be copied");
    let classes = place.path().join("classes");
    let mut libraries = vec![installed, junit::library().unwrap_or_else(|e| panic!("{e}"))];
    let tests = package.join("src/test");
    let compiled = if language == "kotlin" {
        libraries.push(kotlin::standard_library().unwrap_or_else(|e| panic!("{e}")));
        kotlin::compile(&files(&tests, "kt"), &libraries, &classes)
    } else {
        java::compile(&files(&tests, "java"), &libraries, &classes, release(language), Demand::Clean)
    };
    compiled.unwrap_or_else(|e| panic!("{language}: {e}"));
    let mut command = junit::run(&classes, &libraries, release(language)).unwrap_or_else(|e| panic!("{e}"));
    let out =
        run(command.env_clear().current_dir(place.path())).unwrap_or_else(|e| panic!("{language}: {e}"));
    // [         5 tests successful      ]
    let count = out
        .lines()
        .find_map(|l| l.split_once(" tests successful")?.0.rsplit([' ', '[']).next()?.parse().ok());
    count.unwrap_or_else(|| panic!("{out}"))
}

#[test]
fn jars_are_built_and_pass_their_tests_in_an_empty_place() {
    let mut languages = Vec::new();
    for backend in BACKENDS {
        let language = backend.name();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let packages = write(*backend, folder.path());
        if packages.is_empty() {
            continue;
        }
        languages.push(language);
        let mut build = maven::run(folder.path(), &["package"]).unwrap_or_else(|e| panic!("{e}"));
        run(&mut build).unwrap_or_else(|e| panic!("{language}: {e}"));
        for package in packages {
            let (jar, by_maven) = built(&package);
            let alone = tested_alone(language, &package, &jar);
            assert!(by_maven > 0, "{language}, {}: Maven ran no test", package.display());
            assert_eq!(alone, by_maven, "{language}, {}: tests with the jar alone", package.display());
        }
    }
    assert!(languages.len() >= 2, "{languages:?}");
}
