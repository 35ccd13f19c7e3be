//! Formatters whose opinion on generated code is reported, never binding.

use super::cache::{Download, Fetcher};
use std::path::PathBuf;

/// A formatter that comes as one jar.
pub(super) struct Formatter {
    /// What it looks at.
    pub(super) what: &'static str,
    /// The environment variable that names it.
    pub(super) variable: &'static str,
    jar: Download,
}

/// All of them.
pub(super) const ALL: &[Formatter] = &[
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
