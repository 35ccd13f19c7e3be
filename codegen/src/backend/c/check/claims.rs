//! Every name that the items of a schema have at file scope.

use crate::backend::c::coded::are_enumerators;
use crate::backend::c::generator::Generator;
use crate::backend::c::growth;
use crate::backend::c::names::{ItemNames, snake};
use crate::backend::c::operations::{entry_name, params_type};
use crate::schema::Span;
use crate::schema::ir::{EnumDef, FieldKind, ItemId, StructDef, StructId, UnionDef, WireType};

/// A name with what it stands for.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) name: String,
    /// What it names, for messages.
    pub(super) what: String,
    pub(super) span: Span,
    /// How it could be another one.
    pub(super) change: Change,
    pub(super) is_macro: bool,
}

/// What gives a name to something.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// An entry of `rename` for this target, whose name in C is now the other text.
    Rename(String, String),
    /// Nothing in [lang.c]: the schema has to change as this says.
    Schema(&'static str),
}

/// The names of one item.
pub(super) fn claims(generator: &Generator<'_>, id: ItemId) -> Vec<Claim> {
    let names = generator.names.item(id).clone();
    let mut claims = Claims { generator, span: site(generator, id), names, all: Vec::new() };
    claims.item(id);
    claims.all
}

fn site(generator: &Generator<'_>, id: ItemId) -> Span {
    let schema = generator.schema;
    match id {
        ItemId::Const(i) => schema.consts[i.index()].site.name,
        ItemId::Enum(i) => schema.enums[i.index()].site.name,
        ItemId::Flags(i) => schema.flags[i.index()].site.name,
        ItemId::Union(i) => schema.unions[i.index()].site.name,
        ItemId::Struct(i) => schema.structs[i.index()].site.name,
        ItemId::Message(i) => schema.messages[i.index()].site.name,
        ItemId::Operation(i) => schema.operations[i.index()].site.name,
    }
}

struct Claims<'g, 'a> {
    generator: &'g Generator<'a>,
    names: ItemNames,
    span: Span,
    all: Vec<Claim>,
}

impl Claims<'_, '_> {
    fn item(&mut self, id: ItemId) {
        let schema = self.generator.schema;
        match id {
            ItemId::Const(_) => self.own(self.names.own.clone(), "the constant", true),
            ItemId::Enum(i) => self.enumeration(id, &schema.enums[i.index()]),
            ItemId::Flags(i) => {
                self.own(self.names.ty.clone(), "the type", false);
                self.functions(&["rbgen_format"]);
                for value in &schema.flags[i.index()].values {
                    let name = self.generator.names.constant(id, &value.name);
                    let target = format!("{}.{}", self.names.schema, value.name);
                    self.value(name.clone(), &target, &name, value.name_span, true);
                    if !value.is_flag {
                        self.value(format!("{name}_SHIFT"), &target, &name, value.name_span, true);
                    }
                }
            }
            ItemId::Union(i) => self.union(id, &schema.unions[i.index()]),
            ItemId::Struct(i) => self.structure(i, &schema.structs[i.index()]),
            ItemId::Message(i) => {
                self.own(self.names.ty.clone(), "the type", false);
                self.functions(&["parse", "create"]);
                let def = &schema.messages[i.index()];
                if def.id.is_some() {
                    self.macros(&["ID"]);
                }
                for helper in &def.helpers {
                    self.fixed(&helper.name, "give the text attribute that it answers another name");
                }
            }
            ItemId::Operation(i) => {
                self.own(self.names.own.clone(), "the function", false);
                self.own(params_type(&self.names.base), "the type of the parameters", false);
                self.functions(&["params_init", "timed"]);
                for many in &schema.operations[i.index()].many {
                    self.fixed(&many.name, "give the list another name in `many`");
                    self.own(entry_name(&self.names.base, many), "the type of an entry", false);
                }
            }
        }
    }

    fn claim(&mut self, name: String, what: String, span: Span, change: Change, is_macro: bool) {
        self.all.push(Claim { name, what, span, change, is_macro });
    }

    /// A name that a rename of the item changes.
    fn own(&mut self, name: String, what: &str, is_macro: bool) {
        let change = Change::Rename(self.names.schema.clone(), self.names.base.clone());
        self.claim(name, format!("{what} of `{}`", self.names.schema), self.span, change, is_macro);
    }

    fn functions(&mut self, list: &[&str]) {
        for function in list {
            self.own(format!("{}_{function}", self.names.stem), "a function", false);
        }
    }

    fn macros(&mut self, list: &[&str]) {
        for name in list {
            self.own(format!("{}_{name}", self.names.upper), "a constant", true);
        }
    }

    /// A function that is called as the schema calls something which can't be renamed.
    fn fixed(&mut self, name: &str, help: &'static str) {
        let what = format!("`{name}` of `{}`", self.names.schema);
        let name = format!("{}_{}", self.names.stem, snake(name));
        self.claim(name, what, self.span, Change::Schema(help), false);
    }

    /// A name that a rename of a value or member changes, which is called `current` in C.
    fn value(&mut self, name: String, target: &str, current: &str, span: Span, is_macro: bool) {
        let change = Change::Rename(target.to_owned(), current.to_owned());
        self.claim(name, format!("`{target}`"), span, change, is_macro);
    }

    fn enumeration(&mut self, id: ItemId, def: &EnumDef) {
        self.own(self.names.ty.clone(), "the type", false);
        self.functions(&["is_known", "name", "rbgen_format"]);
        for text in &def.text {
            self.fixed(&text.name, "give the text attribute another name");
        }
        let is_macro = !are_enumerators(def);
        for value in &def.values {
            let name = self.generator.names.constant(id, &value.name);
            let target = format!("{}.{}", self.names.schema, value.name);
            self.value(name.clone(), &target, &name, value.name_span, is_macro);
        }
    }

    fn union(&mut self, id: ItemId, def: &UnionDef) {
        self.own(self.names.ty.clone(), "the type", false);
        self.own(self.names.value.clone(), "the value type", false);
        self.macros(&["SIZE", "ALIGN"]);
        self.functions(&["equal", "format", "rbgen_format"]);
        if def.tag.is_some() {
            self.own(format!("{}Member", self.names.base), "the type of the member", false);
            self.functions(&["member_of", "rbgen_read", "rbgen_write"]);
        }
        for member in &def.members {
            let target = format!("{}.{}", self.names.schema, member.name);
            if def.tag.is_some() {
                let name = self.generator.names.constant(id, &member.name);
                self.value(name.clone(), &target, &name, member.name_span, false);
            } else {
                let stem = self.generator.names.stem(&def.name, &member.name);
                for what in ["get", "set"] {
                    let name = format!("{}_{what}_{stem}", self.names.stem);
                    self.value(name, &target, &member.name, member.name_span, false);
                }
            }
        }
    }

    fn structure(&mut self, id: StructId, def: &StructDef) {
        self.own(self.names.ty.clone(), "the type", false);
        self.macros(&["SIZE", "ALIGN", "LAYOUT_HASH"]);
        // A constant of the schema with the same value stands in for the struct's own.
        for (what, value) in [("SIZE", def.size), ("ALIGN", def.align)] {
            let name = format!("{}_{what}", self.names.upper);
            if self.generator.is_declared(&name, &value.to_string()) {
                self.all.retain(|claim| claim.name != name);
            }
        }
        if def.headroom > 0 {
            self.macros(&["HEADROOM"]);
        }
        if def.has_codec() {
            self.own(self.names.value.clone(), "the value type", false);
            self.functions(&["init", "decode", "decode_prefix", "encode", "bytes_needed", "find_order"]);
            self.functions(&["equal", "format"]);
            self.functions(&["rbgen_format", "rbgen_read", "rbgen_stated", "rbgen_write"]);
        }
        for fixed in self.generator.fixed(def, &self.names.upper) {
            let target = format!("{}.{}", def.name, fixed.field);
            self.value(fixed.constant.name, &target, &fixed.field, fixed.span, true);
        }
        self.accessors(id, def);
    }

    /// Functions of single members.
    fn accessors(&mut self, id: StructId, def: &StructDef) {
        for member in &def.members {
            let field = &def.fields[member.field as usize];
            let target = format!("{}.{}", def.name, member.name);
            let stem = self.generator.names.stem(&def.name, &member.name);
            let mut functions = Vec::new();
            if matches!(&field.kind, FieldKind::Value(ty)
                if matches!(ty.element().0, WireType::Char(_) | WireType::Char16(_)))
            {
                functions.push(format!("set_{stem}"));
            }
            if growth::added(def, member).is_some() {
                functions.push(format!("has_{stem}"));
            }
            if self.generator.scaled(id, member).is_some() {
                functions.extend([format!("{stem}_physical"), format!("{stem}_raw")]);
            }
            if field.atomic.is_some() && member.item.is_none() {
                let verbs = ["load", "store", "fetch_add", "fetch_sub"];
                functions.extend(verbs.map(|verb| format!("{verb}_{stem}")));
            }
            for function in functions {
                let name = format!("{}_{function}", self.names.stem);
                self.value(name, &target, &member.name, field.name_span, false);
            }
        }
    }
}
