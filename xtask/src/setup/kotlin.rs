//! Kotlin: a user's kotlinc, else JetBrains' compiler as npm has it. It is a folder of jars, so Node isn't needed.

use super::cache::{Download, Fetcher};
use crate::process;
use std::path::PathBuf;

/// The oldest compiler that targets the newest JVM the tests run.
const OLDEST: (u32, u32) = (2, 3);

const COMPILER: Download = Download {
    name: "kotlin-compiler-2.4.20",
    url: "https://registry.npmjs.org/kotlin-compiler/-/kotlin-compiler-2.4.20.tgz",
    digest: "sha512-IF5IVM7LpPhA/ntHQQpaVt1yxpaaQovtEVYLyqWMuaLr0XelLPPm7/sM6HLhtcRjjjoSsK7I7lP2kzYJkMy73w==",
    inside: Some("package"),
};

/// The compiler's program.
pub(super) fn compiler(fetcher: &Fetcher<'_>) -> Result<PathBuf, String> {
    if let Some(own) = process::on_path("kotlinc") {
        let version = version(&own);
        if version.as_deref().and_then(numbers).is_some_and(|v| v >= OLDEST) {
            println!("setup: Kotlin {} ({})", version.unwrap_or_default(), own.display());
            return Ok(own);
        }
    }
    let (major, minor) = OLDEST;
    let folder = fetcher
        .fetch(&COMPILER)
        .map_err(|why| format!("Kotlin {major}.{minor} or newer (`kotlinc`): {why}"))?;
    println!("setup: Kotlin 2.4.20 in {}", folder.display());
    Ok(folder.join("bin/kotlinc"))
}

/// What a compiler says it is. Its folder has that in a file; asking the program takes a second.
fn version(program: &std::path::Path) -> Option<String> {
    let real = program.canonicalize().ok()?;
    let text = std::fs::read_to_string(real.parent()?.parent()?.join("build.txt")).ok();
    // `info: kotlinc-jvm 2.3.0 (JRE 25)` on standard error
    let text = text.or_else(|| process::all_output(program, &["-version"]))?;
    text.split_whitespace().find(|word| numbers(word).is_some()).map(str::to_owned)
}

/// `2.3.0-release-356` is 2 and 3.
fn numbers(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(numbers("2.3.0-release-356"), Some((2, 3)));
        assert!(numbers("2.10.1") > numbers("2.9.0"));
        assert_eq!(numbers("kotlinc-jvm"), None);
    }
}
