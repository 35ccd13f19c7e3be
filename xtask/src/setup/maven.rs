//! Maven, and a repository folder of our own with all that building the generated packages takes.

use super::cache::{Cache, Download, Fetcher, key};
use super::java::Java;
use crate::process;
use std::path::{Path, PathBuf};
use std::process::Command;

const MAVEN: Download = Download {
    name: "apache-maven-3.9.11",
    url: "https://repo1.maven.org/maven2/org/apache/maven/apache-maven/3.9.11/apache-maven-3.9.11-bin.tar.gz",
    digest: "sha256-4b7195b6a4f5c81af4c0212677a32ee8143643401bc6e1e8412e6b06ea82beac",
    inside: Some("apache-maven-3.9.11"),
};

/// Maven's program.
pub(super) fn program(fetcher: &Fetcher<'_>) -> Result<PathBuf, String> {
    if let Some(own) = process::on_path("mvn") {
        println!("setup: Maven ({})", own.display());
        return Ok(own);
    }
    let folder = fetcher.fetch(&MAVEN).map_err(|why| format!("Maven (`mvn`): {why}"))?;
    println!("setup: Maven 3.9.11 in {}", folder.display());
    Ok(folder.join("bin/mvn"))
}

/// A source that is enough to make Maven run every plugin of a `pom.xml`.
const SAMPLES: [(&str, &str); 4] = [
    ("src/main/java/sample/Sample.java", include_str!("../../maven/Sample.java")),
    ("src/test/java/sample/SampleTest.java", include_str!("../../maven/SampleTest.java")),
    ("src/main/kotlin/sample/Other.kt", include_str!("../../maven/Other.kt")),
    ("src/test/kotlin/sample/OtherTest.kt", include_str!("../../maven/OtherTest.kt")),
];

/// The repository folder, filled with what the `pom.xml` files name, so that tests build offline.
pub(super) fn repository(cache: &Cache, maven: &Path, java: &Java) -> Result<PathBuf, String> {
    let repository = cache.path("maven-repository");
    std::fs::create_dir_all(&repository).map_err(|e| format!("{}: {e}", repository.display()))?;
    for pom in poms() {
        let text = std::fs::read(&pom).map_err(|e| format!("{}: {e}", pom.display()))?;
        let done = repository.join(format!("filled-{}", key(&[&text, maven.as_os_str().as_encoded_bytes()])));
        if done.exists() {
            continue;
        }
        let named = pom.strip_prefix(process::root()).unwrap_or(&pom);
        println!("setup: Maven fetches what {} names", named.display());
        let kotlin = String::from_utf8_lossy(&text).contains("kotlin-maven-plugin");
        fill(&text, kotlin, maven, java, &repository)
            .map_err(|e| format!("what {} names: {e}", named.display()))?;
        std::fs::write(&done, "").map_err(|e| format!("{}: {e}", done.display()))?;
    }
    println!("setup: Maven artifacts in {}", repository.display());
    Ok(repository)
}

/// One `pom.xml` of each language, and those of the benchmarks: packages of one language differ in their names alone.
fn poms() -> Vec<PathBuf> {
    let children = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|e| e.path()).collect();
        paths.sort();
        paths
    };
    let pom = |folder: PathBuf| Some(folder.join("pom.xml")).filter(|p| p.is_file());
    let languages = children(&process::root().join("generated"));
    let mut found: Vec<PathBuf> =
        languages.iter().filter_map(|l| children(l).into_iter().find_map(pom)).collect();
    found.extend(children(&process::root().join("bench")).into_iter().filter_map(pom));
    found
}

/// Builds a project that has nothing but a `pom.xml` and the samples.
fn fill(pom: &[u8], kotlin: bool, maven: &Path, java: &Java, repository: &Path) -> Result<(), String> {
    let project = repository.with_extension("project");
    let _ = std::fs::remove_dir_all(&project);
    let write = |path: &str, text: &[u8]| {
        let path = project.join(path);
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        made.and_then(|()| std::fs::write(&path, text)).map_err(|e| format!("{}: {e}", path.display()))
    };
    write("pom.xml", pom)?;
    for (path, text) in SAMPLES.iter().filter(|(path, _)| kotlin == path.ends_with(".kt")) {
        write(path, text.as_bytes())?;
    }
    let mut command = Command::new(maven);
    command.args([
        "--batch-mode",
        "--quiet",
        "--strict-checksums",
        "-Dstyle.color=never",
        "-Dkotlin.compiler.daemon=false",
    ]);
    command.arg(format!("-Dmaven.repo.local={}", repository.display()));
    if java.version < 25 {
        command.arg(format!("-Dkotlin.compiler.jvmTarget={}", java.version));
    }
    if java.stands_in {
        command
            .arg("-Dmaven.compiler.fork=true")
            .arg(format!("-Dmaven.compiler.executable={}", java.home.join("bin/javac").display()));
    }
    command.arg("package").env("JAVA_HOME", &java.home).current_dir(&project);
    process::run_quietly(&mut command)?;
    let _ = std::fs::remove_dir_all(&project);
    Ok(())
}
