//! Views of the Python backend.

use askama::Template;

/// `_errors.py`: the error classes of a package.
#[derive(Debug, Template)]
#[template(path = "python/_errors.py")]
pub struct Errors<'a> {
    /// The `@generated` comment lines.
    pub header: &'a str,
    /// The root error class.
    pub root: &'a str,
    /// The assignment of `__all__`.
    pub all: String,
}

/// `_codec.py`: the helpers that the package's modules use.
#[derive(Debug, Template)]
#[template(path = "python/_codec.py")]
pub struct Codec<'a> {
    /// The `@generated` comment lines.
    pub header: &'a str,
    /// Import statements in groups.
    pub imports: Vec<String>,
    /// The helpers, each with the empty lines before it.
    pub parts: Vec<String>,
}

/// A module: the items of one schema file.
#[derive(Debug, Template)]
#[template(path = "python/module.py")]
pub struct Module<'a> {
    /// The `@generated` comment lines.
    pub header: &'a str,
    /// The module's docstring.
    pub doc: String,
    /// Import statements in groups.
    pub imports: Vec<String>,
    /// The assignment of `__all__`.
    pub all: String,
    /// The items, each with the empty lines before it.
    pub items: String,
}

/// An enum.
#[derive(Debug, Template)]
#[template(path = "python/enum.py")]
pub struct Enum {
    /// Its name.
    pub name: String,
    /// Its docstring.
    pub doc: String,
    /// The values with their docstrings.
    pub values: Vec<String>,
    /// The text attributes.
    pub attributes: Vec<TextAttribute>,
    /// Tables the class looks things up in.
    pub tables: String,
}

/// A text attribute of an enum.
#[derive(Debug)]
pub struct TextAttribute {
    /// Its name.
    pub name: String,
    /// The dictionary that holds it.
    pub table: String,
    /// The literal for unknown codes.
    pub fallback: String,
}

/// A flag set.
#[derive(Debug, Template)]
#[template(path = "python/flags.py")]
pub struct Flags {
    /// Its name.
    pub name: String,
    /// Its docstring.
    pub doc: String,
    /// All bits, as a literal.
    pub mask: String,
    /// The assignment of the names.
    pub names: String,
    /// The flags with their docstrings.
    pub values: Vec<String>,
    /// The properties of numbers of several bits.
    pub numbers: Vec<String>,
    /// The flags' values, which need the finished class, with the empty lines before them.
    pub assignments: Vec<String>,
}

/// The value class of a struct.
#[derive(Debug, Template)]
#[template(path = "python/struct.py")]
pub struct Struct {
    /// The compiled formats.
    pub formats: String,
    /// Its name.
    pub name: String,
    /// Its base class.
    pub base: String,
    /// Its docstring.
    pub doc: String,
    /// The assignment of `__slots__`.
    pub slots: String,
    /// The attributes with their docstrings.
    pub attributes: Vec<String>,
    /// Bytes.
    pub size: String,
    /// Alignment.
    pub align: String,
    /// The layout hash.
    pub hash: String,
    /// The assignment of `LAYOUT`.
    pub layout: String,
    /// The methods.
    pub methods: Vec<String>,
}

/// The ctypes view of a struct.
#[derive(Debug, Template)]
#[template(path = "python/view.py")]
pub struct View {
    /// Its name.
    pub name: String,
    /// Its docstring.
    pub doc: String,
    /// The packing, where the fields need it.
    pub packs: Vec<String>,
    /// The assignment of `_fields_`.
    pub fields: String,
    /// The attributes.
    pub attributes: Vec<String>,
}

/// A union or a message.
#[derive(Debug, Template)]
#[template(path = "python/class.py")]
pub struct Class {
    /// Its name.
    pub name: String,
    /// Its base class.
    pub base: String,
    /// Its docstring.
    pub doc: String,
    /// The assignment of `__slots__`.
    pub slots: String,
    /// The attributes with their docstrings.
    pub attributes: Vec<String>,
    /// The methods.
    pub methods: Vec<String>,
}

/// `__init__.py`: what a package offers.
#[derive(Debug, Template)]
#[template(path = "python/__init__.py")]
pub struct Init<'a> {
    /// The `@generated` comment lines.
    pub header: &'a str,
    /// The package's docstring.
    pub doc: String,
    /// The import statements.
    pub imports: String,
    /// The assignment of `__all__`.
    pub all: String,
}

/// The helpers of `_codec.py` in the order they are defined, two empty lines between one and the next.
pub const HELPERS: &[&str] = &[
    include_str!("codec/order.py"),
    include_str!("codec/annotated.py"),
    include_str!("codec/core.py"),
    include_str!("codec/new.py"),
    include_str!("codec/record.py"),
    include_str!("codec/ordered.py"),
    include_str!("codec/flags.py"),
    include_str!("codec/bytes.py"),
    include_str!("codec/explain.py"),
    include_str!("codec/argument.py"),
    include_str!("codec/sized.py"),
    include_str!("codec/chunks.py"),
    include_str!("codec/lists.py"),
    include_str!("codec/flat.py"),
    include_str!("codec/scaled.py"),
    include_str!("codec/lookup.py"),
    include_str!("codec/outside.py"),
    include_str!("codec/float32.py"),
    include_str!("codec/text.py"),
    include_str!("codec/text16.py"),
    include_str!("codec/plain_bytes.py"),
    include_str!("codec/plain_uuid.py"),
    include_str!("codec/plain_enum.py"),
    include_str!("codec/plain_list.py"),
    include_str!("codec/transport.py"),
    include_str!("codec/ctypes.py"),
    include_str!("codec/views.py"),
    include_str!("codec/check.py"),
    include_str!("codec/models.py"),
];

/// `tests/test_*.py`: the package's own tests.
#[derive(Debug, Template)]
#[template(path = "python/test_module.py")]
pub struct Tests<'a> {
    /// The `@generated` comment lines.
    pub header: &'a str,
    /// The package under test.
    pub package: String,
    /// The test classes.
    pub classes: Vec<String>,
}

/// `pyproject.toml`.
#[derive(Debug, Template)]
#[template(path = "python/pyproject.toml")]
pub struct Project<'a> {
    /// The `@generated` comment lines.
    pub header: &'a str,
    /// The quoted name to install.
    pub distribution: String,
    /// The quoted version.
    pub version: String,
    /// The quoted summary.
    pub description: String,
    /// The licence line, if any.
    pub license: Vec<String>,
    /// The name to import.
    pub package: &'a str,
}

/// `README.md`.
#[derive(Debug, Template)]
#[template(path = "python/README.md")]
pub struct Readme<'a> {
    /// The `@generated` comment.
    pub header: String,
    /// The name to install.
    pub distribution: &'a str,
    /// What the package is.
    pub description: String,
    /// The name to import.
    pub package: &'a str,
    /// Lines of an example.
    pub example: Vec<String>,
    /// The structs.
    pub structs: Vec<ReadmeStruct>,
    /// The root error class.
    pub root_error: &'a str,
}

/// A row of the README's table.
#[derive(Debug)]
pub struct ReadmeStruct {
    /// The class.
    pub name: String,
    /// Bytes.
    pub size: String,
    /// What it is, in one line.
    pub doc: String,
}
