//! The Rust expansion of an rbgen schema: what `#[derive(WireStruct)]`, `wire_schema!` and `--lang rust` all emit.
//!
//! An expansion has no `unsafe` and no `cfg(feature)` in it, and reaches everything it needs through the path of the
//! runtime that it is given.
#![forbid(unsafe_code)]

mod check;
mod checks;
mod consts;
mod context;
mod docs;
mod element;
mod enums;
mod flags;
mod literal;
mod messages;
pub mod names;
mod operations;
mod plain;
mod scalar;
mod shm;
mod structs;
mod tail;
mod types;
mod unions;

pub use check::{Finding, check};
pub use context::Context;
pub use types::{host_type, text_capacity};

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rbgen_schema::Schema;
use rbgen_schema::ir::{ItemId, ModuleId, StructId};

/// How to expand.
#[derive(Debug, Clone)]
pub struct Options {
    /// Path of the runtime, as in `::rbgen_wire` or `$crate::wire`.
    pub wire: TokenStream,
    /// Path of the user's zerocopy crate, to derive its traits for views of bytes.
    pub zerocopy: Option<TokenStream>,
}

/// Declares everything in a schema: the items of the root file, and one `pub mod` for each imported file.
pub fn declare(schema: &Schema, options: &Options) -> TokenStream {
    let declarations = Declarations::new(schema, options);
    let items = declarations.items().iter().map(|item| declarations.item(*item));
    items.chain([declarations.imports()]).collect()
}

/// What [`declare`] declares, in pieces, so that a large schema needn't be held as tokens all at once.
#[derive(Debug)]
pub struct Declarations<'a> {
    options: &'a Options,
    root: Context<'a>,
}

impl<'a> Declarations<'a> {
    /// The declarations of a schema.
    pub fn new(schema: &'a Schema, options: &'a Options) -> Declarations<'a> {
        let root = ModuleId(schema.modules.len().saturating_sub(1) as u32);
        Declarations { options, root: Context::new(schema, options, root, root) }
    }

    /// The items of the root file.
    pub fn items(&self) -> &'a [ItemId] {
        self.root.schema.modules.last().map_or(&[], |module| &module.items)
    }

    /// One item of the root file.
    pub fn item(&self, item: ItemId) -> TokenStream {
        declare_item(&self.root, item)
    }

    /// One `pub mod` for each imported file.
    pub fn imports(&self) -> TokenStream {
        let (schema, root) = (self.root.schema, self.root.at);
        let imported = schema.modules.iter().take(root.index()).enumerate().map(|(index, module)| {
            let cx = Context::new(schema, self.options, root, ModuleId(index as u32));
            let name = names::module(module);
            let doc =
                docs::attribute(module.doc.as_deref(), &format!("Types of the schema {}.", module.name));
            let items = module.items.iter().map(|item| declare_item(&cx, *item));
            quote!(#doc pub mod #name { #(#items)* })
        });
        imported.collect()
    }
}

/// Markdown that shows a schema's documentation as it was written, or `otherwise` where there is none.
pub fn doc_text(doc: Option<&str>, otherwise: &str) -> String {
    docs::escape(doc.map(str::trim).filter(|d| !d.is_empty()).unwrap_or(otherwise))
}

fn declare_item(cx: &Context<'_>, item: ItemId) -> TokenStream {
    let schema = cx.schema;
    match item {
        ItemId::Const(id) => consts::declare(cx, &schema.consts[id.index()]),
        ItemId::Enum(id) => enums::declare(cx, &schema.enums[id.index()]),
        ItemId::Flags(id) => flags::declare(cx, &schema.flags[id.index()]),
        ItemId::Union(id) => unions::declare(cx, &schema.unions[id.index()]),
        ItemId::Struct(id) => structs::declare(cx, &schema.structs[id.index()]),
        ItemId::Message(id) => messages::declare(cx, &schema.messages[id.index()]),
        ItemId::Operation(id) => operations::declare(cx, &schema.operations[id.index()]),
    }
}

/// A struct that the user declared.
#[derive(Debug, Clone, Copy)]
pub struct Own<'a> {
    /// Its name.
    pub ident: &'a Ident,
    /// The user's names for its fields, in the schema's order.
    pub fields: &'a [Ident],
    /// An alias of it that is no type while a field's type isn't the schema's. What reaches fields goes through it, so
    /// that the compiler has nothing to add to the message about the field.
    pub checked: Option<&'a Ident>,
}

/// Implements `WireStruct` and the inherent functions for a struct that the user declared, with a field for each member
/// of the schema's struct.
pub fn implement(schema: &Schema, options: &Options, id: StructId, own: Own<'_>) -> TokenStream {
    let def = &schema.structs[id.index()];
    let cx = Context::new(schema, options, def.site.module, def.site.module).for_user_types();
    structs::implement(&cx, def, own)
}

/// How a struct holds what is in each run of bytes.
#[derive(Debug, Clone, Copy)]
pub struct Whole {
    /// As the bytes are on the wire, rather than as a value: texts and identifiers are arrays.
    pub in_memory: bool,
    /// In a packed struct, whose fields can't be referred to.
    pub packed: bool,
}

/// As [`implement`], for a struct with a field for each run of bytes, constants and reserved ones included: those of
/// [`rbgen_schema::ir::StructDef::fields`], computed padding only in memory.
pub fn implement_whole(
    schema: &Schema,
    options: &Options,
    id: StructId,
    own: Own<'_>,
    whole: Whole,
) -> TokenStream {
    let def = &schema.structs[id.index()];
    let cx = Context::new(schema, options, def.site.module, def.site.module).for_user_types();
    structs::implement_whole(&cx, def, own, whole)
}
