//! Views of the Java backend, for both of its flavours.

use askama::Template;

/// The root of the exceptions.
#[derive(Debug, Template)]
#[template(path = "java/WireException.java")]
pub struct WireException<'a> {
    /// The comment lines every file starts with.
    pub header: &'a str,
    /// The package.
    pub package: &'a str,
}

/// The exception of decoding.
#[derive(Debug, Template)]
#[template(path = "java/DecodeException.java")]
pub struct DecodeException<'a> {
    /// The comment lines every file starts with.
    pub header: &'a str,
    /// The package.
    pub package: &'a str,
}

/// The exception of encoding.
#[derive(Debug, Template)]
#[template(path = "java/EncodeException.java")]
pub struct EncodeException<'a> {
    /// The comment lines every file starts with.
    pub header: &'a str,
    /// The package.
    pub package: &'a str,
}

/// The kinds of errors.
#[derive(Debug, Template)]
#[template(path = "java/ErrorKind.java")]
pub struct ErrorKind<'a> {
    /// The comment lines every file starts with.
    pub header: &'a str,
    /// The package.
    pub package: &'a str,
    /// The kinds.
    pub kinds: Vec<Kind>,
}

/// One kind of error.
#[derive(Debug)]
pub struct Kind {
    /// The constant.
    pub name: String,
    /// The name in every language.
    pub text: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// What the message says after the place.
    pub message: &'static str,
}

/// A value and the bytes behind it.
#[derive(Debug, Template)]
#[template(path = "java/Prefix.java")]
pub struct Prefix<'a> {
    /// The comment lines every file starts with.
    pub header: &'a str,
    /// The package.
    pub package: &'a str,
    /// The import lines.
    pub imports: String,
    /// The class of memory.
    pub memory: &'a str,
}

/// An answer and its time.
#[derive(Debug, Template)]
#[template(path = "java/Timed.java")]
pub struct Timed<'a> {
    /// The comment lines every file starts with.
    pub header: &'a str,
    /// The package.
    pub package: &'a str,
}

/// The interface of transports.
#[derive(Debug, Template)]
#[template(path = "java/Transport.java")]
pub struct Transport<'a> {
    /// The comment lines every file starts with.
    pub header: &'a str,
    /// The package.
    pub package: &'a str,
    /// The type of message ids.
    pub id: &'a str,
}

/// A field in a layout.
#[derive(Debug, Template)]
#[template(path = "java/WireField.java")]
pub struct WireField<'a> {
    /// The comment lines every file starts with.
    pub header: &'a str,
    /// The package.
    pub package: &'a str,
}

/// What all classes share, over memory segments.
#[derive(Debug, Template)]
#[template(path = "java/RbgenFfm.java")]
pub struct RbgenFfm<'a> {
    /// The comment lines every file starts with.
    pub header: &'a str,
    /// The package.
    pub package: &'a str,
    /// The import lines.
    pub imports: String,
    /// The parts that don't depend on how memory is reached.
    pub parts: &'a str,
}

/// What all classes share, over buffers.
#[derive(Debug, Template)]
#[template(path = "java/RbgenBytebuffer.java")]
pub struct RbgenBytebuffer<'a> {
    /// The comment lines every file starts with.
    pub header: &'a str,
    /// The package.
    pub package: &'a str,
    /// The import lines.
    pub imports: String,
    /// The parts that don't depend on how memory is reached.
    pub parts: &'a str,
}

/// A part of the shared class: text.
#[derive(Debug, Template)]
#[template(path = "java/text.java")]
pub struct Text<'a> {
    /// The class of memory.
    pub memory: &'a str,
    /// The type of places.
    pub at: &'a str,
}

/// A part of the shared class: UUIDs.
#[derive(Debug, Template)]
#[template(path = "java/uuid.java")]
pub struct Uuid<'a> {
    /// The class of memory.
    pub memory: &'a str,
    /// The type of places.
    pub at: &'a str,
}

/// A part of the shared class: numbers that Java has no primitive of.
#[derive(Debug, Template)]
#[template(path = "java/wide.java")]
pub struct Wide<'a> {
    /// The class of memory.
    pub memory: &'a str,
    /// The type of places.
    pub at: &'a str,
}

/// A part of the shared class: the data model of the host.
#[derive(Debug, Template)]
#[template(path = "java/host.java")]
pub struct Host;

/// A part of the shared class: what every package needs.
#[derive(Debug, Template)]
#[template(path = "java/common.java")]
pub struct Common<'a> {
    /// The class of memory.
    pub memory: &'a str,
    /// The type of places.
    pub at: &'a str,
}

/// `package-info.java`
#[derive(Debug, Template)]
#[template(path = "java/PackageInfo.java")]
pub struct PackageInfo<'a> {
    /// The comment lines every file starts with.
    pub header: &'a str,
    /// The documentation.
    pub doc: String,
    /// The package.
    pub package: &'a str,
}

/// `pom.xml`
#[derive(Debug, Template)]
#[template(path = "java/pom.xml")]
pub struct Pom<'a> {
    /// The text of the comment.
    pub comment: &'a str,
    /// The group.
    pub group: &'a str,
    /// The artifact.
    pub artifact: &'a str,
    /// The version.
    pub version: &'a str,
    /// What it is.
    pub description: &'a str,
    /// The licence; empty where there is none.
    pub license: &'a str,
    /// The oldest release of Java.
    pub release: &'a str,
}

/// `README.md`
#[derive(Debug, Template)]
#[template(path = "java/README.md")]
pub struct Readme<'a> {
    /// The text of the comment.
    pub comment: &'a str,
    /// The group.
    pub group: &'a str,
    /// The artifact.
    pub artifact: &'a str,
    /// The version.
    pub version: &'a str,
    /// What it is.
    pub description: &'a str,
    /// How memory is reached.
    pub flavour: &'a str,
    /// The structs.
    pub structs: Vec<Row>,
    /// Lines of an example.
    pub example: Vec<String>,
}

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// The class.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// What it is.
    pub doc: String,
}
