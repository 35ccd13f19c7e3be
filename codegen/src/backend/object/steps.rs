//! What a generated function does, as a tree that knows no language.
//!
//! [`decode`](super::decode) and [`encode`](super::encode) lower the fields of a struct to these steps: the order of
//! checks, growth, byte order, bits and unions are decided there. A language prints the steps in its own words.

use rbgen_schema::Int;
use rbgen_schema::ir::{BitRange, EnumId, FlagsId, Literal, Scalar, StructId, TextRules, UnionId, WireType};

/// A function: its variables, what it does, and what it has found.
#[derive(Debug, Default)]
pub(crate) struct Function {
    /// Every variable by its number, see [`Var`].
    pub(crate) vars: Vec<VarDef>,
    /// What it does.
    pub(crate) steps: Vec<Step>,
    /// Decoding: the value of each member that was asked for, in their order, with its index in
    /// [`StructDef::members`](rbgen_schema::ir::StructDef::members).
    pub(crate) found: Vec<(usize, Value)>,
}

/// A variable of a [`Function`].
#[derive(Debug, Clone)]
pub(crate) struct VarDef {
    /// A name of the schema that says what it is, such as `target_width`; not unique.
    pub(crate) hint: String,
    /// Its type.
    pub(crate) ty: Ty,
}

/// The number of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Var(pub(crate) usize);

/// The type of a variable.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Ty {
    /// The value of a wire type as users see it.
    Value(WireType),
    /// A number in the host type of a scalar: what an enum, a flag set or a boolean is before it is converted. Never
    /// a boolean scalar.
    Number(Scalar),
    /// An index of a loop.
    Index,
    /// Numbers of a [`Step::Table`].
    Table(Scalar),
}

/// Byte order of what is read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Little,
    Big,
    /// The function's parameter `order`.
    Given,
}

/// A place in the data: bytes from where the struct starts, which is the function's parameter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct At {
    /// Constant part.
    pub(crate) offset: u64,
    /// Loop indices with the bytes that each step takes.
    pub(crate) strides: Vec<(Var, u64)>,
}

/// A name in an error: known, or an argument of the function (members of unions report the field that holds the union).
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Label {
    Text(String),
    /// The function's parameter of this purpose: `owner` for the struct, `field` for the field.
    Argument,
}

/// Whom an error is about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Place {
    /// The struct.
    pub(crate) owner: Label,
    /// The field or bit item.
    pub(crate) field: Label,
}

/// One step.
#[derive(Debug)]
pub(crate) enum Step {
    /// A new variable that keeps its value.
    Let(Var, Value),
    /// A new variable that is set once in each branch that follows.
    Declare(Var),
    /// Sets a declared variable.
    Set(Var, Value),
    /// A new array of these dimensions, outermost first; each element is set afterwards. The variable's type says of what.
    NewArray(Var, Vec<u64>),
    /// Sets an element of such an array.
    SetElement(Var, Vec<Var>, Value),
    /// Runs the body for each index from 0 up to the count.
    Loop(Var, u64, Vec<Step>),
    /// `if` with `else` where that isn't empty.
    If(Test, Vec<Step>, Vec<Step>),
    /// A constant list of numbers.
    Table(Var, Scalar, Vec<Int>),
    /// Chooses by a number: the first arm that lists it, else the last steps.
    Select(Scalar, Value, Vec<(Vec<Int>, Vec<Step>)>, Vec<Step>),
    /// Throws.
    Fail(Failure),
    /// Answers a number of bytes, in the host type of `u64`.
    Return(Value),
    /// Answers a byte order.
    ReturnOrder(Order),
    /// Answers whether a condition holds.
    ReturnWhether(Test),
    /// Encoding: refuses an array or bytes of another length (kind `wrong-length`).
    Length(Value, u64, Place),
    /// Writes a number (also the raw number of an enum, a flag set or a boolean).
    WriteNumber(Scalar, Order, At, Value),
    /// Writes bytes, whose number is right.
    WriteBytes(u64, At, Value),
    /// Writes text; refuses what the rules refuse.
    WriteText(TextOf, At, Value),
    /// Writes a guid (true) or uuid.
    WriteUuid(bool, At, Value),
    /// Writes a nested struct.
    WriteStruct(StructId, Order, At, Value),
    /// Writes a union without a tag: its bytes.
    WriteUnion(UnionId, At, Value),
    /// Writes one member of a union with a tag, of a value that is that member.
    WriteMember(UnionId, usize, Order, At, Value, Place),
}

/// How text stands in the data.
#[derive(Debug, Clone)]
pub(crate) struct TextOf {
    /// `char[N]` or `char16[N]`.
    pub(crate) ty: WireType,
    /// How it is read.
    pub(crate) rules: TextRules,
    /// Byte order of `char16`.
    pub(crate) order: Order,
    /// Whom errors are about.
    pub(crate) place: Place,
}

/// Something with a value.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// A variable.
    Var(Var),
    /// Encoding: the member at this index of the value that is encoded.
    Member(usize),
    /// Encoding, of a union member's function and of a setter: its parameter `value`.
    Argument,
    /// The bytes there are (parameter `available`, in the host type of `u64`).
    Available,
    /// The difference of two numbers of bytes, of which the first isn't smaller.
    Minus(Box<Value>, Box<Value>),
    /// A number of a [`Step::Table`], at the sum of these indices times their factors.
    Entry(Var, Vec<(Var, u64)>),
    /// An element of an array.
    Element(Box<Value>, Vec<Var>),
    /// A value of the schema, of this type.
    Literal(WireType, Literal),
    /// A number in the host type of a scalar.
    Int(Scalar, Int),
    /// What the member at this index is when it isn't given.
    Default(usize),
    /// Decoding: the integer or float at a place.
    ReadNumber(Scalar, Order, At),
    /// Decoding: a copy of bytes.
    ReadBytes(u64, At),
    /// Decoding: text; refuses what the rules refuse.
    ReadText(TextOf, At),
    /// Decoding: a guid (true) or uuid.
    ReadUuid(bool, At),
    /// Decoding: a nested struct, which checks itself.
    ReadStruct(StructId, Order, At),
    /// Decoding: a union without a tag.
    ReadUnion(UnionId, At),
    /// Decoding: the union with the member at this index.
    ReadMember(UnionId, usize, Order, At, Place),
    /// An enum of its code.
    EnumOf(EnumId, Box<Value>),
    /// The code of an enum.
    CodeOf(EnumId, Box<Value>),
    /// A flag set of its bits.
    FlagsOf(FlagsId, Box<Value>),
    /// The bits of a flag set.
    BitsOf(FlagsId, Box<Value>),
    /// Whether a number, in the host type of the scalar, isn't zero.
    BoolOf(Scalar, Box<Value>),
    /// 1 or 0 in the host type of the scalar.
    NumberOf(Scalar, Box<Value>),
    /// Some bits of a word, as a number in the host type of the last scalar, which may be signed.
    Unpack(Scalar, Box<Value>, BitRange, Scalar),
    /// A word put together of numbers, each in the host type of its scalar and known to fit its bits.
    Pack(Scalar, Vec<(BitRange, Scalar, Value)>),
    /// A word with some of its bits replaced, for setters.
    Replace(Scalar, Box<Value>, BitRange, Scalar, Box<Value>),
    /// The number, or the least that it may be.
    AtLeast(Scalar, Box<Value>, Int),
    /// The number where the data reaches to the byte, else the other.
    IfCovered(u64, Scalar, Box<Value>, Int),
    /// The same number, which both hold, in the host type of another scalar.
    Convert(Scalar, Scalar, Box<Value>),
}

/// A condition.
#[derive(Debug)]
pub(crate) enum Test {
    /// Decoding: whether the data reaches to this byte of the struct (parameter `extent`).
    Covers(u64),
    /// A number, in the host type of the scalar, is none of these. At least one; one is the usual case.
    NumberIsNot(Scalar, Value, Vec<Int>),
    /// A number isn't the other, of the same scalar.
    NumbersDiffer(Scalar, Value, Value),
    /// A number of bytes, in the host type of `u64`, is more than the other.
    Exceeds(Value, Value),
    /// A number is below the first or above the second. What the host type can't hold needs no comparison.
    NumberOutside(Scalar, Value, Int, Int),
    /// A boolean is none of these.
    BoolIsNot(Value, Vec<bool>),
    /// A float of `f32` or `f64` has none of these bits (for `f32` the low 32).
    FloatIsNot(Scalar, Value, Vec<u64>),
    /// A float isn't within; NaN is within nothing.
    FloatOutside(Scalar, Value, f64, f64),
    /// Text is none of these.
    TextIsNot(Value, Vec<String>),
    /// Bytes are none of these.
    BytesAreNot(Value, Vec<Vec<u8>>),
    /// A guid (true) or uuid is none of these, given in wire order.
    UuidIsNot(bool, Value, Vec<[u8; 16]>),
    /// A code that the enum doesn't list, aliases aside.
    UnknownCode(EnumId, Value),
    /// Some byte of a run isn't zero.
    AnyByteSet(u64, At),
    /// A union's value isn't the member at this index.
    IsNotMember(UnionId, usize, Value),
}

/// The kind of an error; the names are those of docs/semantics.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    TooShort,
    TooLong,
    WrongConst,
    UnsupportedVersion,
    OutOfRange,
    UnknownCode,
    NotBool,
    ReservedNotZero,
    BadText,
    NotTerminated,
    TextTooLong,
    NoMember,
    PayloadLength,
    WrongLength,
}

impl Kind {
    /// All of them, with the name and one sentence for each.
    pub(crate) const ALL: [(Kind, &'static str, &'static str); 14] = [
        (
            Kind::TooShort,
            "too-short",
            "Fewer bytes than the struct needs, or a stated size below the smallest.",
        ),
        (Kind::TooLong, "too-long", "More bytes than the struct has."),
        (Kind::WrongConst, "wrong-const", "A field that isn't what the schema says it always is."),
        (Kind::UnsupportedVersion, "unsupported-version", "A version other than those that are supported."),
        (Kind::OutOfRange, "out-of-range", "A value that the type, the bits or the range can't hold."),
        (Kind::UnknownCode, "unknown-code", "A code that an enum doesn't list and refuses."),
        (Kind::NotBool, "not-bool", "A boolean that is neither 0 nor 1."),
        (Kind::ReservedNotZero, "reserved-not-zero", "Reserved bytes or bits that must be zero."),
        (Kind::BadText, "bad-text", "Text that doesn't decode, or can't be encoded."),
        (Kind::NotTerminated, "not-terminated", "Text without the NUL that must end it."),
        (Kind::TextTooLong, "text-too-long", "Text that there is no room for."),
        (Kind::NoMember, "no-member", "A tag that means no member of the union, or not the one given."),
        (
            Kind::PayloadLength,
            "payload-length",
            "A part longer than the buffer, or a length the header can't state.",
        ),
        (Kind::WrongLength, "wrong-length", "An array or bytes of another length than the field's."),
    ];
}

/// An error that is thrown.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What is wrong.
    pub(crate) kind: Kind,
    /// Whom it is about.
    pub(crate) place: Place,
    /// What would be right.
    pub(crate) wanted: Shown,
    /// What there is.
    pub(crate) got: Shown,
}

/// How an error shows a value.
#[derive(Debug, Clone)]
pub(crate) enum Shown {
    /// Not at all.
    Nothing,
    /// Text that is known.
    Text(String),
    /// Text that depends on the parameter `order`: little-endian, big-endian.
    ByOrder(String, String),
    /// A number in decimal; of the host type of the scalar, read as unsigned where the scalar is.
    Number(Scalar, Value),
    /// The bytes at a place in hex: of what is decoded, or of what was just written.
    Bytes(u64, At),
    /// The first byte of a run that isn't zero, in decimal.
    FirstSet(u64, At),
}
