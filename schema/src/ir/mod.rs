//! The checked schema: what every stage after the front end works from.
//!
//! Holding a [`Schema`] means that every rule of the language held. All references are ids, all defaults are
//! applied, every byte of every struct is covered by exactly one [`FieldDef`], and offsets are final.
//! The types here are immutable data in declaration order; nothing in them depends on a target language.

mod bits;
mod codes;
mod fields;
mod ids;
mod messages;
mod module;
mod operations;
mod rules;
mod scalar;
mod structs;
mod types;
mod unions;
mod values;

pub use bits::{BitItem, BitKind, BitRange};
pub use codes::{EnumDef, EnumValue, FlagValue, FlagsDef, TextAttribute, Unknown};
pub use fields::{Atomic, FieldDef, FieldKind, Member, Owner, Policy, Role};
pub use ids::{ConstId, EnumId, FlagsId, ItemId, MessageId, ModuleId, OperationId, StructId, UnionId};
pub use messages::{Helper, HelperKind, Length, MemberIndex, MessageDef, Part, PartKind};
pub use module::{LangOption, LangOptions, Module, OptionValue, Rename, Schema, Site};
pub use operations::{Many, Operation, Param, ParamRole, Via};
pub use rules::{Encoding, Pad, Scale, TextRules, ValueRange, ValueRules};
pub use scalar::Scalar;
pub use structs::{Evolution, LayoutRule, ModelLayout, Roles, StructDef, Usage, VersionSize};
pub use types::{ByteOrder, DataModel, HostType, WireType};
pub use unions::{TagUse, UnionDef, UnionMember};
pub use values::{ConstDef, Literal, Value, ValueName};

/// Bytes no struct may exceed, so that every offset fits every language's native index type.
pub const MAX_STRUCT_SIZE: u64 = 1 << 30;
