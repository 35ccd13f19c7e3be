//! What every part of an expansion needs to know.

use crate::{Options, names};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rbgen_schema::Schema;
use rbgen_schema::ir::{ByteOrder, EnumId, FlagsId, ModuleId, StructId, UnionId};

/// Where an expansion is made, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// Path of the runtime.
    pub wire: &'a TokenStream,
    pub(crate) zerocopy: Option<&'a TokenStream>,
    root: ModuleId,
    pub(crate) at: ModuleId,
    /// Types belong to the user: their paths are not known, only what they implement.
    user_types: bool,
    /// Whether anything in the schema is deprecated. Kept because every item asks.
    deprecated: bool,
}

impl<'a> Context<'a> {
    /// The context of the items of the file `at`.
    pub fn new(schema: &'a Schema, options: &'a Options, root: ModuleId, at: ModuleId) -> Context<'a> {
        Context {
            schema,
            wire: &options.wire,
            zerocopy: options.zerocopy.as_ref(),
            root,
            at,
            user_types: false,
            deprecated: any_deprecated(schema),
        }
    }

    pub(crate) fn for_user_types(self) -> Context<'a> {
        Context { user_types: true, ..self }
    }

    /// The path of something declared in a file, from where the expansion stands.
    pub(crate) fn path(&self, home: ModuleId, name: &Ident) -> TokenStream {
        if home == self.at {
            return quote!(#name);
        }
        if home == self.root {
            return quote!(super::#name);
        }
        let module = names::module(&self.schema.modules[home.index()]);
        if self.at == self.root { quote!(#module::#name) } else { quote!(super::#module::#name) }
    }

    /// Path of a struct.
    pub(crate) fn struct_path(&self, id: StructId) -> TokenStream {
        let def = &self.schema.structs[id.index()];
        self.path(def.site.module, &names::type_name(self.schema, def.site.module, &def.name))
    }

    /// Path of a type that is named after a struct, such as its view.
    pub(crate) fn struct_companion(&self, id: StructId, suffix: &str) -> TokenStream {
        let def = &self.schema.structs[id.index()];
        let name = names::type_name(self.schema, def.site.module, &def.name);
        self.path(def.site.module, &names::suffixed(&name, suffix))
    }

    /// Path of an enum.
    pub(crate) fn enum_path(&self, id: EnumId) -> TokenStream {
        let def = &self.schema.enums[id.index()];
        self.path(def.site.module, &names::type_name(self.schema, def.site.module, &def.name))
    }

    /// Path of a flag set.
    pub(crate) fn flags_path(&self, id: FlagsId) -> TokenStream {
        let def = &self.schema.flags[id.index()];
        self.path(def.site.module, &names::type_name(self.schema, def.site.module, &def.name))
    }

    /// Path of a union.
    pub(crate) fn union_path(&self, id: UnionId) -> TokenStream {
        let def = &self.schema.unions[id.index()];
        self.path(def.site.module, &names::type_name(self.schema, def.site.module, &def.name))
    }

    /// What `from_code` and `code` of an enum or flag set are called through.
    pub(crate) fn code_owner(&self, path: TokenStream) -> TokenStream {
        let wire = self.wire;
        if self.user_types { quote!(#wire::WireCode) } else { path }
    }

    /// Whether names of types are known.
    pub(crate) fn names_types(&self) -> bool {
        !self.user_types
    }

    /// Code that rbgen writes may name what users are told not to use any more.
    pub(crate) fn allow_deprecated(&self) -> Option<TokenStream> {
        self.deprecated.then(|| quote!(#[allow(deprecated)]))
    }

    /// The byte order as an expression of the runtime's type; `order` where it is known only at run time.
    pub(crate) fn order(&self, order: ByteOrder) -> TokenStream {
        let wire = self.wire;
        match order {
            ByteOrder::Little => quote!(#wire::ByteOrder::Little),
            ByteOrder::Big => quote!(#wire::ByteOrder::Big),
            ByteOrder::Either => quote!(order),
        }
    }
}

fn any_deprecated(schema: &Schema) -> bool {
    schema.structs.iter().any(|d| d.deprecated.is_some() || d.fields.iter().any(|f| f.deprecated.is_some()))
        || schema
            .enums
            .iter()
            .any(|d| d.deprecated.is_some() || d.values.iter().any(|v| v.deprecated.is_some()))
        || schema.operations.iter().any(|d| d.deprecated.is_some())
}
