//! The checked schema: what every stage after the front end works from.
//!
//! Holding a [`Schema`] means that every rule of the language held. All references are ids, all defaults are
//! applied, every byte of every struct is covered by exactly one [`FieldDef`], and offsets are final.
//! The types here are immutable data in declaration order; nothing in them depends on a target language.

use crate::int::Int;
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

/// Bytes no struct may exceed, so that every offset fits every language's native index type.
pub const MAX_STRUCT_SIZE: u64 = 1 << 30;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// The position in the schema's list of this kind.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// Names a [`Module`] of a schema.
    ModuleId
    /// Names a [`ConstDef`].
    ConstId
    /// Names an [`EnumDef`].
    EnumId
    /// Names a [`FlagsDef`].
    FlagsId
    /// Names a [`UnionDef`].
    UnionId
    /// Names a [`StructDef`].
    StructId
    /// Names a [`MessageDef`].
    MessageId
    /// Names an [`Operation`].
    OperationId
}

/// One entry of the ordered list of everything a schema declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemId {
    /// `[[const]]`
    Const(ConstId),
    /// `[[enum]]`
    Enum(EnumId),
    /// `[[flags]]`
    Flags(FlagsId),
    /// `[[union]]`
    Union(UnionId),
    /// `[[struct]]`
    Struct(StructId),
    /// `[[message]]`
    Message(MessageId),
    /// `[[call]]`
    Operation(OperationId),
}

/// A checked schema: the root file and everything it imports.
#[derive(Debug, Clone)]
pub struct Schema {
    /// Imported modules come before those that import them; the root is the last.
    pub modules: Vec<Module>,
    /// All constants, of all modules.
    pub consts: Vec<ConstDef>,
    /// All enums.
    pub enums: Vec<EnumDef>,
    /// All flag sets.
    pub flags: Vec<FlagsDef>,
    /// All unions.
    pub unions: Vec<UnionDef>,
    /// All structs.
    pub structs: Vec<StructDef>,
    /// All messages.
    pub messages: Vec<MessageDef>,
    /// All operations.
    pub operations: Vec<Operation>,
}

/// One schema file: a `[schema]` table and the items beneath it.
#[derive(Debug, Clone)]
pub struct Module {
    /// The file it came from, for diagnostics.
    pub file: FileId,
    /// The path as given or as resolved from the importing file; for messages only, never for output.
    pub path: String,
    /// The whole text of the file.
    pub text: std::sync::Arc<str>,
    /// Stem of packages, modules and namespaces.
    pub name: String,
    /// Span of the value of `name`.
    pub name_span: Span,
    /// The edition of the language.
    pub edition: u32,
    /// Version of the schema's contents.
    pub version: u32,
    /// The byte order scalars have by default.
    pub endian: ByteOrder,
    /// SPDX expression for generated files.
    pub license: Option<String>,
    /// Documentation.
    pub doc: Option<String>,
    /// Directly imported modules, in the order written.
    pub imports: Vec<ModuleId>,
    /// Items declared in this file, in the order written.
    pub items: Vec<ItemId>,
    /// The `[lang.<x>]` tables by language.
    pub lang: BTreeMap<String, LangOptions>,
}

/// One `[lang.<x>]` table. Which options exist is the backend's to say.
#[derive(Debug, Clone, Default)]
pub struct LangOptions {
    /// Options other than `rename`, in the order written.
    pub options: Vec<LangOption>,
    /// Renames, in the order written. The target exists; whether the new name is legal is the backend's to say.
    pub renames: Vec<Rename>,
}

/// One option of a `[lang.<x>]` table.
#[derive(Debug, Clone)]
pub struct LangOption {
    /// The key.
    pub key: String,
    /// The span of the key.
    pub key_span: Span,
    /// The value.
    pub value: OptionValue,
    /// The span of the value.
    pub value_span: Span,
}

/// The value of a language option.
#[derive(Debug, Clone, PartialEq)]
pub enum OptionValue {
    /// Text.
    Text(String),
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A list of texts.
    List(Vec<String>),
}

/// One entry of a language's `rename` table.
#[derive(Debug, Clone)]
pub struct Rename {
    /// What is renamed: `Type`, `Type.field`, `Enum.VALUE`, `Union.member`, `Message.part`, `call` or `call.param`.
    pub target: String,
    /// The new name, used as it is.
    pub name: String,
    /// The span of the new name.
    pub span: Span,
}

/// Where an item was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Site {
    /// The module.
    pub module: ModuleId,
    /// Span of the item's name.
    pub name: Span,
    /// Span of the whole item.
    pub whole: Span,
}

/// Byte order of a scalar, or the default of a struct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ByteOrder {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
    /// Known only when data is read: an argument of decode and encode.
    Either,
}

/// Something a value may be, or must be.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A whole number; also the code of an enum and the bits of a flag set.
    Int(Int),
    /// A floating-point number.
    Float(f64),
    /// A boolean.
    Bool(bool),
    /// Text of a `char[N]` or `char16[N]`.
    Text(String),
    /// The bytes of a `bytes[N]`, `guid` or `uuid`, in wire order.
    Bytes(Vec<u8>),
    /// One value for each element of an array.
    List(Vec<Value>),
}

/// A value of the schema together with how it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Literal {
    /// What it is.
    pub value: Value,
    /// The constant, enum value or flag names it was spelt with, so that generated code can say `OutputFormat.JPEG`.
    pub named: Vec<ValueName>,
    /// Where it was written.
    pub span: Span,
}

/// A name used in place of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueName {
    /// A `[[const]]`.
    Const(ConstId),
    /// The value of an enum at this index of [`EnumDef::values`].
    Enum(EnumId, u32),
    /// The flag at this index of [`FlagsDef::values`].
    Flag(FlagsId, u32),
}

/// `[[const]]`
#[derive(Debug, Clone)]
pub struct ConstDef {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// A scalar, `char[N]` or `bytes[N]`; an enum or flag set is allowed too.
    pub ty: WireType,
    /// Its value.
    pub value: Literal,
}

/// What happens to a code that an enum doesn't list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unknown {
    /// It survives a round trip.
    Keep,
    /// Decoding fails.
    Reject,
}

/// `[[enum]]`
#[derive(Debug, Clone)]
pub struct EnumDef {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// The representation; always an integer.
    pub repr: Scalar,
    /// What happens to unknown codes.
    pub unknown: Unknown,
    /// The text attributes with the fallback for unknown codes, in the order written.
    pub text: Vec<TextAttribute>,
    /// The values in the order written, aliases included. At least one.
    pub values: Vec<EnumValue>,
    /// Schema version that added it.
    pub since: Option<u32>,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
}

/// A named text attribute of an enum.
#[derive(Debug, Clone)]
pub struct TextAttribute {
    /// The attribute's name, for example `extension`.
    pub name: String,
    /// What an unknown code answers, and a value that doesn't state the attribute.
    pub fallback: String,
}

/// One value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// The name.
    pub name: String,
    /// Span of the name.
    pub name_span: Span,
    /// The code.
    pub code: Int,
    /// The index of the value this one is another name for.
    pub alias: Option<u32>,
    /// Documentation.
    pub doc: Option<String>,
    /// One text for each of [`EnumDef::text`], fallbacks applied.
    pub text: Vec<String>,
    /// Schema version that added it.
    pub since: Option<u32>,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
}

/// `[[flags]]`
#[derive(Debug, Clone)]
pub struct FlagsDef {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// The representation; always an unsigned integer.
    pub repr: Scalar,
    /// The flags and the multi-bit numbers, in the order written.
    pub values: Vec<FlagValue>,
}

/// A named bit, or a number of several bits, in a flag set.
#[derive(Debug, Clone)]
pub struct FlagValue {
    /// The name.
    pub name: String,
    /// Span of the name.
    pub name_span: Span,
    /// Documentation.
    pub doc: Option<String>,
    /// Which bits.
    pub bits: BitRange,
    /// Whether it was written `bit = N` (a flag) rather than `bits = "H:L"` (a number).
    pub is_flag: bool,
}

/// A run of bits; bit 0 is the least significant of the decoded integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BitRange {
    /// The lowest bit.
    pub low: u32,
    /// How many; at least 1.
    pub width: u32,
}

impl BitRange {
    /// The bits at their place.
    pub fn mask(self) -> u128 {
        self.value_mask() << self.low
    }

    /// The bits moved down to bit 0.
    pub fn value_mask(self) -> u128 {
        if self.width >= 128 { u128::MAX } else { (1u128 << self.width) - 1 }
    }
}

/// A type that has bytes on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum WireType {
    /// A number or boolean.
    Scalar(Scalar),
    /// `char[N]`: N bytes of text. How it is read stands in [`FieldDef::text`].
    Char(u64),
    /// `char16[N]`: N UTF-16 code units.
    Char16(u64),
    /// `bytes[N]`
    Bytes(u64),
    /// 16 bytes, mixed-endian as in GPT and COM, whatever the struct's byte order.
    Guid,
    /// 16 bytes in RFC 9562 order.
    Uuid,
    /// An enum.
    Enum(EnumId),
    /// A flag set.
    Flags(FlagsId),
    /// A union.
    Union(UnionId),
    /// A struct.
    Struct(StructId),
    /// `T[len]`; `u16[2][3]` is 2 rows: `Array(Array(u16, 3), 2)`, `char[4][8]` is `Array(Char(8), 4)`.
    Array(Box<WireType>, u64),
    /// A host-dependent type; only inside `usage = "ffi"` structs.
    Host(HostType),
}

impl WireType {
    /// The type below all array dimensions, and the dimensions from the outermost in.
    pub fn element(&self) -> (&WireType, Vec<u64>) {
        let mut dims = Vec::new();
        let mut ty = self;
        while let WireType::Array(inner, len) = ty {
            dims.push(*len);
            ty = inner;
        }
        (ty, dims)
    }
}

/// A number or boolean on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the variants are the schema's own names
pub enum Scalar {
    U8,
    U16,
    U24,
    U32,
    U40,
    U48,
    U56,
    U64,
    U128,
    I8,
    I16,
    I24,
    I32,
    I40,
    I48,
    I56,
    I64,
    I128,
    F32,
    F64,
    Bool8,
    Bool32,
}

impl Scalar {
    /// Every scalar, in the order of the manual.
    pub const ALL: [Scalar; 22] = [
        Scalar::U8,
        Scalar::U16,
        Scalar::U24,
        Scalar::U32,
        Scalar::U40,
        Scalar::U48,
        Scalar::U56,
        Scalar::U64,
        Scalar::U128,
        Scalar::I8,
        Scalar::I16,
        Scalar::I24,
        Scalar::I32,
        Scalar::I40,
        Scalar::I48,
        Scalar::I56,
        Scalar::I64,
        Scalar::I128,
        Scalar::F32,
        Scalar::F64,
        Scalar::Bool8,
        Scalar::Bool32,
    ];

    /// The name in the schema language.
    pub fn name(self) -> &'static str {
        match self {
            Scalar::U8 => "u8",
            Scalar::U16 => "u16",
            Scalar::U24 => "u24",
            Scalar::U32 => "u32",
            Scalar::U40 => "u40",
            Scalar::U48 => "u48",
            Scalar::U56 => "u56",
            Scalar::U64 => "u64",
            Scalar::U128 => "u128",
            Scalar::I8 => "i8",
            Scalar::I16 => "i16",
            Scalar::I24 => "i24",
            Scalar::I32 => "i32",
            Scalar::I40 => "i40",
            Scalar::I48 => "i48",
            Scalar::I56 => "i56",
            Scalar::I64 => "i64",
            Scalar::I128 => "i128",
            Scalar::F32 => "f32",
            Scalar::F64 => "f64",
            Scalar::Bool8 => "bool8",
            Scalar::Bool32 => "bool32",
        }
    }

    /// The scalar of this name.
    pub fn from_name(name: &str) -> Option<Scalar> {
        Scalar::ALL.into_iter().find(|s| s.name() == name)
    }

    /// Bytes on the wire.
    pub fn size(self) -> u64 {
        match self {
            Scalar::U8 | Scalar::I8 | Scalar::Bool8 => 1,
            Scalar::U16 | Scalar::I16 => 2,
            Scalar::U24 | Scalar::I24 => 3,
            Scalar::U32 | Scalar::I32 | Scalar::F32 | Scalar::Bool32 => 4,
            Scalar::U40 | Scalar::I40 => 5,
            Scalar::U48 | Scalar::I48 => 6,
            Scalar::U56 | Scalar::I56 => 7,
            Scalar::U64 | Scalar::I64 | Scalar::F64 => 8,
            Scalar::U128 | Scalar::I128 => 16,
        }
    }

    /// Alignment by the x86-64 rules; odd widths have 1.
    pub fn align(self) -> u64 {
        if self.size().is_power_of_two() { self.size() } else { 1 }
    }

    /// Whether it is an integer.
    pub fn is_integer(self) -> bool {
        !matches!(self, Scalar::F32 | Scalar::F64 | Scalar::Bool8 | Scalar::Bool32)
    }

    /// Whether it is a signed integer.
    pub fn is_signed(self) -> bool {
        matches!(
            self,
            Scalar::I8
                | Scalar::I16
                | Scalar::I24
                | Scalar::I32
                | Scalar::I40
                | Scalar::I48
                | Scalar::I56
                | Scalar::I64
                | Scalar::I128
        )
    }

    /// Whether it is a float.
    pub fn is_float(self) -> bool {
        matches!(self, Scalar::F32 | Scalar::F64)
    }

    /// Whether it is a boolean.
    pub fn is_bool(self) -> bool {
        matches!(self, Scalar::Bool8 | Scalar::Bool32)
    }

    /// Bits of the next host integer that holds it: 24 gives 32, 40 to 56 give 64.
    pub fn host_bits(self) -> u32 {
        (self.size() * 8).next_power_of_two() as u32
    }

    /// The smallest value of an integer.
    pub fn min(self) -> Int {
        if !self.is_signed() {
            return Int::ZERO;
        }
        Int::from(i128::MIN >> (128 - self.size() * 8))
    }

    /// The largest value of an integer.
    pub fn max(self) -> Int {
        let bits = self.size() * 8;
        if self.is_signed() {
            Int::from(i128::MAX >> (128 - bits))
        } else {
            Int::from(u128::MAX >> (128 - bits))
        }
    }
}

/// A type whose size depends on the host's data model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HostType {
    /// `size_t`
    Usize,
    /// `ptrdiff_t`, `ssize_t`
    Isize,
    /// C's `long`
    CLong,
    /// `void *`
    Ptr,
    /// `const char *`, never null
    CStr,
    /// `const char *`, may be null
    CStrNullable,
}

/// The sizes of C's types on a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DataModel {
    /// Linux and macOS on 64 bits: `long` and pointers have 8 bytes.
    Lp64,
    /// Windows on 64 bits: `long` has 4 bytes, pointers 8.
    Llp64,
    /// 32 bits: `long` and pointers have 4 bytes; 64-bit integers stay aligned to 8.
    Ilp32,
}

impl DataModel {
    /// All of them.
    pub const ALL: [DataModel; 3] = [DataModel::Lp64, DataModel::Llp64, DataModel::Ilp32];
}

impl HostType {
    /// Size and alignment, which are the same.
    pub fn size(self, model: DataModel) -> u64 {
        match (self, model) {
            (HostType::CLong, DataModel::Llp64) | (_, DataModel::Ilp32) => 4,
            _ => 8,
        }
    }
}

/// How offsets are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LayoutRule {
    /// C's rules.
    Natural,
    /// `#pragma pack(n)`; plain `packed` is 1.
    Packed(u64),
    /// Every field states its offset; the struct's alignment is 1 unless `align` says otherwise.
    Explicit,
}

/// Which compatibility rules apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Usage {
    /// Sent between programs.
    Wire,
    /// Stored.
    File,
    /// Mapped by several programs at once.
    Shm,
    /// Passed to a C library in memory.
    Ffi,
}

/// Whether the size may ever change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Evolution {
    /// Never.
    Sealed,
    /// Fields may be added at the end.
    Append,
}

/// `[[struct]]`
#[derive(Debug, Clone)]
pub struct StructDef {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// Bytes, trailing padding included. For ffi structs: under LP64.
    pub size: u64,
    /// Alignment in bytes.
    pub align: u64,
    /// Whether `align` raised it above what the fields need.
    pub align_raised: bool,
    /// How offsets were found.
    pub layout: LayoutRule,
    /// Default byte order of its fields; `Either` makes the order an argument of decode and encode.
    pub endian: ByteOrder,
    /// Which compatibility rules apply.
    pub usage: Usage,
    /// Whether it may grow.
    pub evolution: Evolution,
    /// Bytes the mapping keeps free after the struct.
    pub headroom: u64,
    /// Schema version that added it.
    pub since: Option<u32>,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
    /// Every byte of the struct, in offset order: values, bit words, reserved runs and padding.
    pub fields: Vec<FieldDef>,
    /// The values a user sees, in field order; see [`Member`].
    pub members: Vec<Member>,
    /// Index into `fields` of the field with each role. A role may also sit on a bit item of that field.
    pub roles: Roles,
    /// For `evolution = "append"`: the size at each schema version that changed it, oldest first; the last is `size`.
    /// Otherwise one entry.
    pub sizes: Vec<VersionSize>,
    /// For ffi structs with host types: size, alignment and offsets under each data model, in the order of
    /// [`DataModel::ALL`]. Empty when nothing depends on the host.
    pub models: Vec<ModelLayout>,
    /// First 8 bytes of the SHA-256 over the canonical lines, little-endian.
    pub layout_hash: u64,
}

impl StructDef {
    /// Whether values of it can be decoded from and encoded to bytes: all but those with host types.
    pub fn has_codec(&self) -> bool {
        self.models.is_empty()
    }

    /// The lowest version that encoding writes into this field or bit item, in place of an older one.
    ///
    /// Encoding writes the whole struct. Where its version alone says how much of it is there, an older version would
    /// say that it ends early. `None` for all other fields, and while the struct hasn't grown.
    pub fn lowest_written_version(&self, field: u32, item: Option<u32>) -> Option<u32> {
        let grown = self.evolution == Evolution::Append && self.roles.size.is_none() && self.sizes.len() > 1;
        if !grown || self.roles.version != Some(field) {
            return None;
        }
        let of = self.fields.get(field as usize)?;
        let role = match (&of.kind, item) {
            (FieldKind::Bits(_, items), Some(item)) => items.get(item as usize)?.role,
            (FieldKind::Value(_), None) => of.role,
            _ => None,
        };
        self.sizes.last().filter(|_| role == Some(Role::Version)).map(|last| last.version)
    }
}

/// The size of an appendable struct as of a schema version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionSize {
    /// The schema version.
    pub version: u32,
    /// Bytes.
    pub size: u64,
}

/// Fields with a role, as indices into [`StructDef::fields`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Roles {
    /// `role = "version"`
    pub version: Option<u32>,
    /// `role = "size"`
    pub size: Option<u32>,
    /// `role = "payload_length"`
    pub payload_length: Option<u32>,
    /// `role = "byte_order"`
    pub byte_order: Option<u32>,
}

/// Layout of an ffi struct under one data model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelLayout {
    /// The data model.
    pub model: DataModel,
    /// Bytes.
    pub size: u64,
    /// Alignment.
    pub align: u64,
    /// The offset of each of [`StructDef::fields`] that isn't padding.
    pub offsets: Vec<u64>,
}

/// A run of bytes of a struct.
#[derive(Debug, Clone)]
pub struct FieldDef {
    /// The name; `padding_<offset>` for computed padding.
    pub name: String,
    /// Span of the name; of the struct's name for computed padding.
    pub name_span: Span,
    /// Span of the type, or of the number of reserved bytes.
    pub type_span: Span,
    /// Span of the whole entry.
    pub span: Span,
    /// Documentation.
    pub doc: Option<String>,
    /// Offset in bytes.
    pub offset: u64,
    /// Size in bytes.
    pub size: u64,
    /// What the bytes are.
    pub kind: FieldKind,
    /// Byte order of the scalars in it. `Little` where there is nothing to order (a byte, text in bytes, guid, uuid)
    /// and for nested structs, which keep their own.
    pub order: ByteOrder,
    /// Constraints on the value (for arrays of scalars: on each element). Default for bit words; see their items.
    pub rules: ValueRules,
    /// How text is read; present exactly for `char` and `char16`.
    pub text: Option<TextRules>,
    /// Whether a boolean accepts any non-zero value.
    pub truthy: bool,
    /// Schema version that added it.
    pub since: Option<u32>,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
    /// What the schema itself uses it for.
    pub role: Option<Role>,
    /// For a field of a union type with a tag: where the tag is and what means which member.
    pub tag: Option<TagUse>,
    /// Who writes it, in shared memory.
    pub owner: Option<Owner>,
    /// How it is read and published, in shared memory.
    pub atomic: Option<Atomic>,
    /// Fields of one group share a cache line.
    pub group: Option<String>,
}

/// What the bytes of a field are.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldKind {
    /// A value of a type.
    Value(WireType),
    /// An unsigned or signed integer whose bits are split into items; every bit is covered by one item.
    Bits(Scalar, Vec<BitItem>),
    /// Declared bytes without a meaning.
    Reserved(Policy),
    /// Computed bytes without a meaning: written zero, not looked at.
    Padding,
}

/// What happens to reserved bytes and bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Policy {
    /// Written zero, refused otherwise.
    Zero,
    /// Written zero, not looked at.
    Ignore,
    /// Written as read.
    Preserve,
}

/// A run of bits of an integer field.
#[derive(Debug, Clone, PartialEq)]
pub struct BitItem {
    /// The name; for unnamed reserved bits `<field>_reserved_<low>`.
    pub name: String,
    /// Span of the name, or of the item.
    pub name_span: Span,
    /// Documentation.
    pub doc: Option<String>,
    /// Which bits.
    pub bits: BitRange,
    /// What they are.
    pub kind: BitKind,
    /// Constraints on the value.
    pub rules: ValueRules,
    /// What the schema itself uses it for.
    pub role: Option<Role>,
}

/// What the bits of an item are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BitKind {
    /// An unsigned number.
    Unsigned,
    /// A two's-complement number.
    Signed,
    /// One bit that is true or false.
    Bool,
    /// An enum whose code is the bits.
    Enum(EnumId),
    /// A flag set.
    Flags(FlagsId),
    /// Bits without a meaning.
    Reserved(Policy),
}

/// What a value may be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ValueRules {
    /// Always this; not a member of the value.
    pub constant: Option<Literal>,
    /// One of these.
    pub one_of: Vec<Literal>,
    /// What it is when not given.
    pub default: Option<Literal>,
    /// Lowest and highest, both included; `Value::Int` or `Value::Float` as the type is.
    pub range: Option<ValueRange>,
    /// Unit of measurement, as text.
    pub unit: Option<String>,
    /// physical = raw * scale + bias.
    pub scale: Option<Scale>,
}

/// `range` and `enforce`.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueRange {
    /// Lowest.
    pub low: Literal,
    /// Highest.
    pub high: Literal,
    /// Whether decoding refuses what is outside; encoding always does.
    pub on_decode: bool,
}

/// `scale` and `bias`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Factor; not zero, finite.
    pub scale: f64,
    /// Summand; finite.
    pub bias: f64,
}

/// How text is read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextRules {
    /// Encoding.
    pub encoding: Encoding,
    /// What fills the rest.
    pub pad: Pad,
    /// Whether a NUL must be there.
    pub terminated: bool,
    /// Whether text that doesn't decode reads with U+FFFD instead of being an error.
    pub replace_invalid: bool,
}

/// Encoding of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// 7-bit ASCII.
    Ascii,
    /// UTF-8.
    Utf8,
    /// ISO 8859-1.
    Latin1,
    /// UTF-16 in the field's byte order; the only one of `char16`.
    Utf16,
}

/// What fills the bytes after text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pad {
    /// NUL; text ends at the first one.
    Nul,
    /// Spaces; text ends before the trailing ones, or at the first NUL.
    Space,
}

/// What the schema itself uses a field for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The layout's version.
    Version,
    /// The struct's stated size.
    Size,
    /// Bytes of the payload that follows.
    PayloadLength,
    /// A value that reads right in one byte order only.
    ByteOrder,
}

/// Who writes a shared-memory field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the variants are the schema's own names
pub enum Owner {
    Creator,
    Writer,
    Reader,
    Both,
}

/// How a shared-memory field is read and published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the variants are the memory orders' own names
pub enum Atomic {
    Relaxed,
    AcquireRelease,
    SeqCst,
}

/// One value a user of a struct sees: a field, an item of a bit word (flattened, by the item's own name), or a
/// reserved run with policy `preserve`. Constants, zero and ignored bytes, padding and fields of role `size` are not
/// members: they are written by encoding and checked by decoding.
///
/// Names of members are unique in a struct.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The name.
    pub name: String,
    /// Index into [`StructDef::fields`].
    pub field: u32,
    /// Index of the bit item in that field.
    pub item: Option<u32>,
    /// Whether zero is not valid and no default was given, so that whoever builds the value must give it.
    pub required: bool,
}

/// `[[union]]`
#[derive(Debug, Clone)]
pub struct UnionDef {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// Name (or `field.item`) of the tag in every struct that holds the union.
    pub tag: Option<String>,
    /// Bytes: the largest member, rounded up to the alignment.
    pub size: u64,
    /// Alignment: the largest of the members'.
    pub align: u64,
    /// The members, all at offset 0.
    pub members: Vec<UnionMember>,
}

/// One member of a union.
#[derive(Debug, Clone)]
pub struct UnionMember {
    /// The name.
    pub name: String,
    /// Span of the name.
    pub name_span: Span,
    /// Documentation.
    pub doc: Option<String>,
    /// The type: a struct, scalar, enum, flag set, `bytes[N]`, guid or uuid, or an array of those. Text members are
    /// not allowed.
    pub ty: WireType,
    /// Byte order of the scalars in it: the order of the schema file.
    pub order: ByteOrder,
    /// Bytes.
    pub size: u64,
    /// Tag values that mean this member. Empty without a tag and for `otherwise`.
    pub when: Vec<Literal>,
    /// Whether it stands for every tag value no other member claims.
    pub otherwise: bool,
}

/// Where a union field finds its tag: a member of the same struct, before or after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagUse {
    /// Index into [`StructDef::fields`].
    pub field: u32,
    /// Index of the bit item in that field.
    pub item: Option<u32>,
}

/// `[[message]]`
#[derive(Debug, Clone)]
pub struct MessageDef {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// The message id, for transports that have one.
    pub id: Option<Literal>,
    /// The struct at the start. It has a codec and a fixed byte order, or `Either`.
    pub header: StructId,
    /// What follows, in order.
    pub parts: Vec<Part>,
    /// Helper properties.
    pub helpers: Vec<Helper>,
}

/// One run of bytes or records after a header.
#[derive(Debug, Clone)]
pub struct Part {
    /// The name.
    pub name: String,
    /// Span of the name.
    pub name_span: Span,
    /// Documentation.
    pub doc: Option<String>,
    /// What it is.
    pub kind: PartKind,
}

/// What a part of a payload is.
#[derive(Debug, Clone, PartialEq)]
pub enum PartKind {
    /// Bytes, their number taken from the header.
    Bytes(Length),
    /// All bytes up to the end of the buffer; only as the last part.
    Rest,
    /// Records, their number taken from a header member; the records are encoded back to back.
    Records(StructId, MemberIndex),
}

/// Index into [`StructDef::members`] of the header.
pub type MemberIndex = u32;

/// bytes = member * times - minus
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// The header member.
    pub member: MemberIndex,
    /// Factor, at least 1.
    pub times: u64,
    /// What is taken off.
    pub minus: u64,
}

/// A helper of a message, from its `derive` table.
#[derive(Debug, Clone, PartialEq)]
pub struct Helper {
    /// The name of the helper.
    pub name: String,
    /// What it answers.
    pub kind: HelperKind,
}

/// What a helper answers.
#[derive(Debug, Clone, PartialEq)]
pub enum HelperKind {
    /// `dimensions`: header members joined by `x`, as in `100x75`.
    Dimensions(Vec<MemberIndex>),
    /// A text attribute of an enum member: index into [`EnumDef::text`].
    Text(MemberIndex, u32),
    /// `size_kb`: bytes of all parts, or of the part at this index, divided by 1024, as a float.
    SizeKb(Option<u32>),
}

/// A resolved call: everything a backend needs to write the function, so that none derives a parameter list.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it was written.
    pub site: Site,
    /// The name.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// How it is carried out.
    pub via: Via,
    /// Parameters in order: payload parts first, then header members without a default, then those with one.
    pub params: Vec<Param>,
    /// Variants that call once for each of a list.
    pub many: Vec<Many>,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
}

/// How an operation is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// `call_raw(id, request bytes) -> response bytes` over a transport. The request has an id.
    Transport {
        /// The message sent.
        request: MessageId,
        /// The message that comes back.
        response: MessageId,
    },
}

/// One parameter of an operation.
#[derive(Debug, Clone)]
pub struct Param {
    /// The name, after `rename`.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// Where its value goes.
    pub role: ParamRole,
    /// What it is when not given: from `defaults` of the call, else the member's own default.
    pub default: Option<Literal>,
}

/// Where the value of a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamRole {
    /// A part of the request's payload.
    Part(u32),
    /// A member of the request's header. Members that a length or count is computed for are never parameters.
    Member(MemberIndex),
}

/// A variant of an operation that calls once for each entry of a list.
#[derive(Debug, Clone)]
pub struct Many {
    /// The name of the list, for example `sizes`; the helper is `<operation>_<name>`.
    pub name: String,
    /// Indices into [`Operation::params`] that each entry gives, in order. One gives a plain list and answers pairs of
    /// entry and response; several give a list of tuples and answer a list of responses.
    pub params: Vec<u32>,
}
