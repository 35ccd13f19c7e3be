//! Views of the C backend.

use askama::Template;

/// A header: `include/<name>.h`.
#[derive(Debug, Template)]
#[template(path = "c/header.h")]
pub struct Header {
    /// The name of the schema, for the first line.
    pub schema: String,
    /// The licence line, with its newline, or nothing.
    pub license: String,
    /// Documentation as lines of the comment at the top, each with ` *` before it.
    pub doc: Vec<String>,
    /// The include guard.
    pub guard: String,
    /// Headers of imported schemas.
    pub includes: Vec<String>,
    /// Whether there are numbers of 128 bits.
    pub is_wide: bool,
    /// Everything declared, rendered, in the order of the schema.
    pub items: Vec<String>,
}

/// A named constant with its documentation.
#[derive(Debug)]
pub struct Constant {
    /// The comment, with its newline, or nothing.
    pub doc: String,
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// `[[const]]`
#[derive(Debug, Template)]
#[template(path = "c/const.h")]
pub struct Const {
    /// The constant.
    pub constant: Constant,
}

/// `[[enum]]`
#[derive(Debug, Template)]
#[template(path = "c/enum.h")]
pub struct Enum {
    /// The comment.
    pub doc: String,
    /// The type's name.
    pub ty: String,
    /// The integer it is.
    pub repr: String,
    /// What functions start with.
    pub stem: String,
    /// The values, when all fit C's enumerators.
    pub enumerators: Vec<Constant>,
    /// The values, when some don't.
    pub macros: Vec<Constant>,
    /// The constants of distinct codes, with the schema's name as a string literal.
    pub names: Vec<Constant>,
    /// The text attributes.
    pub texts: Vec<EnumText>,
    /// The function that writes a code for people.
    pub format: Function,
}

/// A text attribute of an enum.
#[derive(Debug)]
pub struct EnumText {
    /// The function.
    pub function: String,
    /// What it is, for its comment.
    pub about: String,
    /// Constants with the text of each, as string literals.
    pub cases: Vec<Constant>,
    /// The fallback, as a string literal.
    pub fallback: String,
}

/// `[[flags]]`
#[derive(Debug, Template)]
#[template(path = "c/flags.h")]
pub struct Flags {
    /// The comment.
    pub doc: String,
    /// The type's name.
    pub ty: String,
    /// The integer it is.
    pub repr: String,
    /// Masks and shifts.
    pub macros: Vec<Constant>,
    /// The function that writes the set for people.
    pub format: Function,
}

/// A declaration inside a struct or union.
#[derive(Debug)]
pub struct Declaration {
    /// The comment, with its newline, or nothing.
    pub doc: String,
    /// The declaration without its semicolon.
    pub text: String,
    /// A short comment behind it.
    pub note: String,
}

/// An assertion at compile time.
#[derive(Debug)]
pub struct Assertion {
    /// The condition.
    pub condition: String,
    /// The message as a string literal.
    pub message: String,
}

/// A struct or union as it lies in memory.
#[derive(Debug, Template)]
#[template(path = "c/layout.h")]
pub struct Layout {
    /// The constants: size, alignment, hash.
    pub constants: Vec<Constant>,
    /// The comment.
    pub doc: String,
    /// The line that starts packing, or nothing.
    pub pack: String,
    /// The line that ends packing, or nothing.
    pub unpack: String,
    /// `struct X`, with its alignment.
    pub head: String,
    /// `struct X`
    pub tagged: String,
    /// The type's name.
    pub ty: String,
    /// The fields.
    pub fields: Vec<Declaration>,
    /// What is asserted everywhere.
    pub assertions: Vec<Assertion>,
    /// What is asserted under one data model: the macro of the model, and the assertions.
    pub models: Vec<(String, Vec<Assertion>)>,
}

/// A function.
#[derive(Debug)]
pub struct Function {
    /// The comment, with its newline, or nothing.
    pub doc: String,
    /// The type and name.
    pub name: String,
    /// The parameters, wrapped.
    pub parameters: String,
    /// The statements, indented, each with its newline.
    pub body: String,
}

/// The value of a struct or union, with its functions.
#[derive(Debug, Template)]
#[template(path = "c/value.h")]
pub struct Value {
    /// Types that stand before it.
    pub before: String,
    /// The comment.
    pub doc: String,
    /// The type's name.
    pub ty: String,
    /// The members.
    pub fields: Vec<Declaration>,
    /// The functions.
    pub functions: Vec<Function>,
    /// Functions that not every compiler has.
    pub groups: Vec<Group>,
}

/// Functions between two lines of the preprocessor.
#[derive(Debug)]
pub struct Group {
    /// The line in front of them.
    pub open: String,
    /// The functions.
    pub functions: Vec<Function>,
    /// The lines behind them.
    pub close: String,
}

/// What all schemas share: `include/rbgen_wire.h`.
#[derive(Debug, Template)]
#[template(path = "c/rbgen_wire.h")]
pub struct Wire;

/// `CMakeLists.txt`
#[derive(Debug, Template)]
#[template(path = "c/CMakeLists.txt")]
pub struct CMake {
    /// The name of the schema.
    pub schema: String,
    /// The name of the package.
    pub name: String,
    /// The schema's version.
    pub version: u32,
}

/// `README.md`
#[derive(Debug, Template)]
#[template(path = "c/README.md")]
pub struct Readme {
    /// The name of the schema, and of its folder.
    pub name: String,
    /// The name of the package for CMake.
    pub target: String,
    /// The schema's own words.
    pub doc: String,
    /// The types with what they are.
    pub types: Vec<(String, String)>,
    /// Statements of an example that compiles.
    pub example: String,
}

/// `tests/test_<name>.c`
#[derive(Debug, Template)]
#[template(path = "c/test.c")]
pub struct Test {
    /// The name of the schema.
    pub schema: String,
    /// The header to include.
    pub header: String,
    /// The test functions.
    pub functions: Vec<Function>,
    /// Their names.
    pub names: Vec<String>,
}
