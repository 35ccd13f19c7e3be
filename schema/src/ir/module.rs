//! The schema as a whole, its files and their language options.

use super::{
    ByteOrder, ConstDef, EnumDef, FlagsDef, ItemId, MessageDef, ModuleId, Operation, StructDef, StructId,
    UnionDef,
};
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

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

impl Schema {
    /// The id of one of this schema's structs; `None` for one of another schema.
    pub fn struct_id(&self, def: &StructDef) -> Option<StructId> {
        // The list lies in memory in its order, so a large schema needn't be searched from the start.
        let before = |other: &StructDef| std::ptr::from_ref(other) < std::ptr::from_ref(def);
        let index = self.structs.partition_point(before);
        let own = self.structs.get(index).is_some_and(|found| std::ptr::eq(found, def));
        own.then_some(StructId(index as u32))
    }
}
