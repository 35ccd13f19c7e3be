//! Views of the C# backend.

use askama::Template;

/// A source file.
#[derive(Debug, Template)]
#[template(path = "csharp/file.cs")]
pub struct File<'a> {
    /// The comment lines at the top.
    pub header: &'a str,
    /// The `using` lines.
    pub usings: Vec<String>,
    /// The namespace.
    pub namespace: &'a str,
    /// Whether something in it uses what the schema calls deprecated.
    pub deprecated: bool,
    /// The types.
    pub body: String,
}

/// `ErrorKind.cs`
#[derive(Debug, Template)]
#[template(path = "csharp/wire/ErrorKind.cs")]
pub struct ErrorKinds<'a> {
    /// The comment lines at the top.
    pub header: &'a str,
    /// The namespace.
    pub namespace: &'a str,
    /// The kinds.
    pub kinds: Vec<Kind>,
}

/// One kind of error.
#[derive(Debug)]
pub struct Kind {
    /// Its name.
    pub name: String,
    /// Its documentation, as XML.
    pub doc: String,
}

/// `RbgenChecks.cs`: what is compared when the assembly is loaded.
#[derive(Debug, Template)]
#[template(path = "csharp/wire/RbgenChecks.cs")]
pub struct Checks<'a> {
    /// The comment lines at the top.
    pub header: &'a str,
    /// The namespace.
    pub namespace: &'a str,
    /// Whether something in it uses what the schema calls deprecated.
    pub deprecated: bool,
    /// The types that are checked.
    pub types: Vec<String>,
}

macro_rules! support {
    ($($(#[$doc:meta])* $name:ident $path:literal)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Template)]
        #[template(path = $path)]
        pub struct $name<'a> {
            /// The comment lines at the top.
            pub header: &'a str,
            /// The namespace.
            pub namespace: &'a str,
        }
    )*};
}

support! {
    /// `ByteOrder.cs`
    ByteOrder "csharp/wire/ByteOrder.cs"
    /// `Layout.cs`
    Layout "csharp/wire/Layout.cs"
    /// `Records.cs`
    Records "csharp/wire/Records.cs"
    /// `Transport.cs`
    Transport "csharp/wire/Transport.cs"
    /// `WireException.cs`
    WireException "csharp/wire/WireException.cs"
    /// `RbgenContent.cs`
    RbgenContent "csharp/wire/RbgenContent.cs"
    /// `RbgenOdd.cs`
    RbgenOdd "csharp/wire/RbgenOdd.cs"
    /// `RbgenOrdered.cs`
    RbgenOrdered "csharp/wire/RbgenOrdered.cs"
    /// `RbgenParts.cs`
    RbgenParts "csharp/wire/RbgenParts.cs"
    /// `RbgenShared.cs`
    RbgenShared "csharp/wire/RbgenShared.cs"
    /// `RbgenText.cs`
    RbgenText "csharp/wire/RbgenText.cs"
    /// `RbgenWire.cs`
    RbgenWire "csharp/wire/RbgenWire.cs"
}

/// The project file of the package.
#[derive(Debug, Template)]
#[template(path = "csharp/project.xml")]
pub struct Project<'a> {
    /// The comment at the top.
    pub header: &'a str,
    /// The id of the package.
    pub package: String,
    /// The namespace.
    pub namespace: &'a str,
    /// The version.
    pub version: String,
    /// What it is, as XML.
    pub description: String,
    /// The licence as an SPDX expression, where it is one.
    pub license: Option<String>,
}

/// The project file of the package's tests.
#[derive(Debug, Template)]
#[template(path = "csharp/tests.xml")]
pub struct TestProject<'a> {
    /// The comment at the top.
    pub header: &'a str,
    /// The id of the package.
    pub package: String,
}

/// The package's tests: a program of its own.
#[derive(Debug, Template)]
#[template(path = "csharp/tests.cs")]
pub struct Tests<'a> {
    /// The comment lines at the top.
    pub header: &'a str,
    /// The namespace of the package.
    pub namespace: &'a str,
    /// Whether something in it uses what the schema calls deprecated.
    pub deprecated: bool,
    /// The tests.
    pub tests: Vec<Test>,
}

/// One test.
#[derive(Debug)]
pub struct Test {
    /// The name of its method.
    pub name: String,
    /// The method's lines.
    pub body: String,
}

/// `README.md`
#[derive(Debug, Template)]
#[template(path = "csharp/README.md")]
pub struct Readme<'a> {
    /// The comment at the top.
    pub header: &'a str,
    /// The id of the package.
    pub package: &'a str,
    /// What it is.
    pub description: String,
    /// The namespace.
    pub namespace: &'a str,
    /// The lines of the example; may be empty.
    pub example: Vec<String>,
    /// The structs.
    pub structs: Vec<ReadmeStruct>,
}

/// A row of the README's table.
#[derive(Debug)]
pub struct ReadmeStruct {
    /// The name of the type.
    pub name: String,
    /// Bytes.
    pub size: String,
    /// What it is.
    pub doc: String,
}
