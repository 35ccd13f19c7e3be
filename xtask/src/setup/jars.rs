//! What comes as single jars from Maven Central: the runner of JUnit, formatters, the parts of JMH.

use super::cache::{Download, Fetcher};
use std::ffi::OsString;
use std::path::PathBuf;

/// Runs the tests of generated Java and Kotlin, and holds all that they are compiled against.
pub(super) fn junit(fetcher: &Fetcher<'_>) -> Result<PathBuf, String> {
    let jar = Download {
        name: "junit-platform-console-standalone-1.13.4.jar",
        url: "https://repo1.maven.org/maven2/org/junit/platform/junit-platform-console-standalone/1.13.4/junit-platform-console-standalone-1.13.4.jar",
        digest: "sha256-3fdfc37e29744a9a67dd5365e81467e26fbde0b7aa204e6f8bbe79eeaa7ae892",
        inside: None,
    };
    fetcher.fetch(&jar).map_err(|why| format!("JUnit 5: {why}"))
}

/// A formatter whose opinion on generated code is reported, never binding.
pub(super) struct Formatter {
    /// What it looks at.
    pub(super) what: &'static str,
    /// The environment variable that names it.
    pub(super) variable: &'static str,
    jar: Download,
}

/// All formatters.
pub(super) const FORMATTERS: &[Formatter] = &[
    Formatter {
        what: "format of Java",
        variable: "RBGEN_GOOGLE_JAVA_FORMAT",
        jar: Download {
            name: "google-java-format-1.28.0.jar",
            url: "https://repo1.maven.org/maven2/com/google/googlejavaformat/google-java-format/1.28.0/google-java-format-1.28.0-all-deps.jar",
            digest: "sha256-32342e7c1b4600f80df3471da46aee8012d3e1445d5ea1be1fb71289b07cc735",
            inside: None,
        },
    },
    Formatter {
        what: "format of Kotlin",
        variable: "RBGEN_KTLINT",
        jar: Download {
            name: "ktlint-cli-1.7.1.jar",
            url: "https://repo1.maven.org/maven2/com/pinterest/ktlint/ktlint-cli/1.7.1/ktlint-cli-1.7.1-all.jar",
            digest: "sha256-5f3de4ee4014137b05c72ed68eb46fe686aeb11fbdef27faf77f55d51c1b2536",
            inside: None,
        },
    },
];

impl Formatter {
    /// Its jar.
    pub(super) fn fetch(&self, fetcher: &Fetcher<'_>) -> Result<PathBuf, String> {
        fetcher.fetch(&self.jar)
    }
}

/// JMH and what it stands on: only benchmarks need it.
const JMH: [Download; 4] = [
    Download {
        name: "jmh-core-1.37.jar",
        url: "https://repo1.maven.org/maven2/org/openjdk/jmh/jmh-core/1.37/jmh-core-1.37.jar",
        digest: "sha256-dc0eaf2bbf0036a70b60798c785d6e03a9daf06b68b8edb0f1ba9eb3421baeb3",
        inside: None,
    },
    Download {
        name: "jmh-generator-annprocess-1.37.jar",
        url: "https://repo1.maven.org/maven2/org/openjdk/jmh/jmh-generator-annprocess/1.37/jmh-generator-annprocess-1.37.jar",
        digest: "sha256-6a5604b5b804e0daca1145df1077609321687734a8b49387e49f10557c186c77",
        inside: None,
    },
    Download {
        name: "jopt-simple-5.0.4.jar",
        url: "https://repo1.maven.org/maven2/net/sf/jopt-simple/jopt-simple/5.0.4/jopt-simple-5.0.4.jar",
        digest: "sha256-df26cc58f235f477db07f753ba5a3ab243ebe5789d9f89ecf68dd62ea9a66c28",
        inside: None,
    },
    Download {
        name: "commons-math3-3.6.1.jar",
        url: "https://repo1.maven.org/maven2/org/apache/commons/commons-math3/3.6.1/commons-math3-3.6.1.jar",
        digest: "sha256-1e56d7b058d28b65abd256b8458e3885b674c1d588fa43cd7d1cbb9c7ef2b308",
        inside: None,
    },
];

/// The class path of JMH.
pub(super) fn jmh(fetcher: &Fetcher<'_>) -> Result<OsString, String> {
    let jars = JMH.iter().map(|jar| fetcher.fetch(jar)).collect::<Result<Vec<_>, _>>();
    let jars = jars.map_err(|why| format!("JMH 1.37: {why}"))?;
    std::env::join_paths(jars).map_err(|e| e.to_string())
}
