//! Views of the Kotlin backend.

use askama::Template;

/// Files of helpers that generated code calls; each helper starts with its documentation.
pub const HELPERS: &[&str] = &[
    include_str!("wire/layouts.kt"),
    include_str!("wire/bytes.kt"),
    include_str!("wire/hex.kt"),
    include_str!("wire/first_set.kt"),
    include_str!("wire/odd.kt"),
    include_str!("wire/wide.kt"),
    include_str!("wire/wide_bits.kt"),
    include_str!("wire/text.kt"),
    include_str!("wire/uuid.kt"),
    include_str!("wire/guid.kt"),
    include_str!("wire/layout.kt"),
    include_str!("wire/dump.kt"),
    include_str!("wire/size.kt"),
    include_str!("wire/ffi.kt"),
    include_str!("wire/messages.kt"),
    include_str!("wire/atomic.kt"),
    include_str!("wire/records.kt"),
    include_str!("wire/content.kt"),
    include_str!("wire/nearest.kt"),
];

/// A kind of error.
#[derive(Debug)]
pub struct Kind {
    /// The constant.
    pub name: String,
    /// The name that all languages share.
    pub text: &'static str,
    /// What it means.
    pub doc: &'static str,
}

/// `WireException.kt`: the errors of a package.
#[derive(Debug, Template)]
#[template(path = "kotlin/WireException.kt")]
pub struct Errors<'a> {
    /// The `@generated` comment lines.
    pub header: &'a str,
    /// The package in source.
    pub package: &'a str,
    /// The kinds.
    pub kinds: Vec<Kind>,
}

/// A source file.
#[derive(Debug, Template)]
#[template(path = "kotlin/file.kt")]
pub struct File<'a> {
    /// The `@generated` comment lines.
    pub header: &'a str,
    /// Annotations of the file, each with its line end and an empty line behind the last.
    pub annotations: &'a str,
    /// The package in source.
    pub package: &'a str,
    /// Import lines with an empty line behind them, or nothing.
    pub imports: String,
    /// What the file declares.
    pub body: &'a str,
}

/// `pom.xml`
#[derive(Debug, Template)]
#[template(path = "kotlin/pom.xml")]
pub struct Pom {
    /// The `@generated` comment.
    pub header: String,
    /// The group.
    pub group: String,
    /// The artifact.
    pub artifact: String,
    /// The version.
    pub version: String,
    /// One line about it, escaped.
    pub description: String,
    /// The license's name, where there is one.
    pub license: Vec<String>,
}

/// `build.gradle.kts`
#[derive(Debug, Template)]
#[template(path = "kotlin/build.gradle.kts")]
pub struct Gradle<'a> {
    /// The `@generated` comment lines.
    pub header: &'a str,
    /// The group, as a literal.
    pub group: String,
    /// The version, as a literal.
    pub version: String,
    /// One line about it, as a literal.
    pub description: String,
}

/// `settings.gradle.kts`
#[derive(Debug, Template)]
#[template(path = "kotlin/settings.gradle.kts")]
pub struct GradleSettings<'a> {
    /// The `@generated` comment lines.
    pub header: &'a str,
    /// The artifact, as a literal.
    pub artifact: String,
}

/// A row of the README's table.
#[derive(Debug)]
pub struct ReadmeStruct {
    /// The class.
    pub name: String,
    /// Its bytes.
    pub size: String,
    /// What it is.
    pub doc: String,
}

/// `README.md`
#[derive(Debug, Template)]
#[template(path = "kotlin/README.md")]
pub struct Readme {
    /// The `@generated` comment.
    pub header: String,
    /// The artifact.
    pub artifact: String,
    /// One line about it.
    pub description: String,
    /// Lines of an example.
    pub example: Vec<String>,
    /// The structs.
    pub structs: Vec<ReadmeStruct>,
}

/// The interface that calls go through.
pub const TRANSPORT: &str = include_str!("transport.kt");
