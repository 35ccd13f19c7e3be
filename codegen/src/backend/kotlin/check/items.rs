//! The names inside each item.

use super::{CONSTANTS, TYPES, general};
use crate::backend::kotlin::imports::IMPORTS;
use crate::backend::kotlin::messages::{self, Message};
use crate::backend::kotlin::names::{Names, is_keyword};
use crate::backend::kotlin::structs;
use crate::backend::kotlin::types::{Context, member_rules};
use crate::backend::kotlin::views;
use crate::backend::object::claims::{Report, Scope};
use crate::backend::object::names::capital;
use rbgen_schema::Schema;
use rbgen_schema::ir::{ByteOrder, EnumDef, FlagsDef, MessageId, Operation, StructDef, UnionDef, Via};
use std::collections::BTreeSet;

/// Checks the scopes of all items.
pub(super) struct Scopes<'s> {
    pub(super) schema: &'s Schema,
    pub(super) names: &'s Names<'s>,
    /// The names of all types of the package.
    pub(super) types: BTreeSet<String>,
}

/// What the JVM calls the method that sets a property.
fn setter(property: &str) -> String {
    let stem = property.strip_prefix("is").filter(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase()));
    format!("set{}()", stem.map_or_else(|| capital(property), str::to_owned))
}

impl Scopes<'_> {
    pub(super) fn check(&self, report: &mut Report<'_>) {
        self.schema.enums.iter().for_each(|def| self.enumeration(def, report));
        self.schema.flags.iter().for_each(|def| self.flags(def, report));
        self.schema.unions.iter().for_each(|def| self.union(def, report));
        self.schema.structs.iter().for_each(|def| self.structure(def, report));
        for index in 0..self.schema.messages.len() as u32 {
            self.message(MessageId(index), report);
        }
        self.schema.operations.iter().for_each(|def| self.operation(def, report));
    }

    /// Why a property can't have a name.
    fn property(&self, name: &str, own: &[&str]) -> Option<&'static str> {
        if name.ends_with("()") {
            return None;
        }
        if name == "class" {
            Some("every object of the JVM has as `getClass`")
        } else if own.contains(&name) || CONSTANTS.contains(&name) {
            Some("generated classes have already")
        } else if self.types.contains(name) || TYPES.contains(&name) || is_imported(name) {
            Some("is a type that generated classes use")
        } else {
            general(name)
        }
    }

    fn enumeration(&self, def: &EnumDef, report: &mut Report<'_>) {
        let refused = |name: &str| self.property(name, &["code", "isKnown", "name"]);
        let mut scope = Scope::new(format!("the enum `{}`", def.name), &refused);
        for attribute in &def.text {
            let name = self.names.plain(&def.name, &attribute.name);
            scope.claim(name, format!("{}.{}", def.name, attribute.name), def.site.name);
        }
        scope.finish(report);
        let refused = |name: &str| if name == "Companion" { Some("Kotlin has") } else { general(name) };
        let mut scope = Scope::new(format!("the enum `{}`", def.name), &refused);
        for value in &def.values {
            let name = self.names.value(&def.name, &value.name);
            scope.claim(name.trim_matches('`'), format!("{}.{}", def.name, value.name), value.name_span);
        }
        scope.finish(report);
    }

    fn flags(&self, def: &FlagsDef, report: &mut Report<'_>) {
        let refused = |name: &str| self.property(name, &["bits", "NONE"]);
        let mut scope = Scope::new(format!("the flags `{}`", def.name), &refused);
        for value in &def.values {
            let target = format!("{}.{}", def.name, value.name);
            if value.is_flag {
                let name = self.names.value(&def.name, &value.name);
                scope.claim(name.trim_matches('`'), target, value.name_span);
            } else {
                let name = self.names.plain(&def.name, &value.name);
                scope.claim(name, target, value.name_span);
            }
        }
        scope.finish(report);
    }

    fn union(&self, def: &UnionDef, report: &mut Report<'_>) {
        let own = self.names.type_name(&def.name);
        if def.tag.is_some() {
            let refused = |name: &str| {
                if name == own {
                    Some("the union itself has")
                } else if TYPES.contains(&name) || is_imported(name) {
                    Some("generated files use for something else")
                } else if is_keyword(name) {
                    Some("is a keyword")
                } else {
                    general(name)
                }
            };
            let mut scope = Scope::new(format!("the union `{}`", def.name), &refused).folding();
            for member in &def.members {
                let name = self.names.variant(def, &member.name);
                scope.claim(name, format!("{}.{}", def.name, member.name), member.name_span);
            }
            return scope.finish(report);
        }
        let refused = |name: &str| if name == "toString" { Some("every object has") } else { general(name) };
        let mut scope = Scope::new(format!("the union `{}`", def.name), &refused);
        for member in &def.members {
            let name = self.names.plain(&def.name, &member.name);
            scope.claim_forms(name, format!("{}.{}", def.name, member.name), member.name_span, |name| {
                vec![format!("to{}", capital(name)), format!("of{}", capital(name))]
            });
        }
        scope.finish(report);
    }

    fn structure(&self, def: &StructDef, report: &mut Report<'_>) {
        let mut own: Vec<&str> = Vec::new();
        if !def.has_codec() || views::has_view(def) {
            own.push("segment");
        }
        if def.endian == ByteOrder::Either {
            own.push("order");
        }
        let refused = |name: &str| self.property(name, &own);
        let mut scope = Scope::new(format!("the struct `{}`", def.name), &refused);
        for member in &def.members {
            let name = self.names.plain(&def.name, &member.name);
            let target = format!("{}.{}", def.name, member.name);
            let field = &def.fields[member.field as usize];
            let span = structs::origin(def, member).1.map_or(field.name_span, |item| item.name_span);
            let is_scaled = member_rules(def, member).scale.is_some();
            scope.claim_forms(name, target, span, move |name| {
                let mut forms = vec![name.to_owned(), setter(name)];
                forms.extend(is_scaled.then(|| format!("{name}Physical")));
                forms
            });
        }
        let cx = Context::new(self.schema);
        for fixed in structs::fixed_values(&cx, def) {
            let (target, span) = fixed.target;
            scope.claim(fixed.name, format!("{}.{target}", def.name), span);
        }
        scope.finish(report);
    }

    fn message(&self, id: MessageId, report: &mut Report<'_>) {
        let cx = Context::new(self.schema);
        let message = Message::new(&cx, id);
        let def = message.def;
        let refused = |name: &str| self.property(name, &messages::MEMBERS);
        let mut scope = Scope::new(format!("the message `{}`", def.name), &refused);
        for part in &def.parts {
            let name = self.names.plain(&def.name, &part.name);
            scope.claim(name, format!("{}.{}", def.name, part.name), part.name_span);
        }
        for helper in &def.helpers {
            let name = self.names.plain(&def.name, &helper.name);
            scope.claim(name, format!("{}.{}", def.name, helper.name), def.site.name);
        }
        scope.finish(report);
        let is_either = message.is_either();
        let refused =
            |name: &str| if is_either && name == "order" { Some("`create` has already") } else { None };
        let mut scope = Scope::new(format!("`create` of `{}`", def.name), &refused);
        for index in message.given() {
            let member = &message.header.members[index];
            let name = self.names.plain(&message.header.name, &member.name);
            let field = &message.header.fields[member.field as usize];
            scope.claim(name, format!("{}.{}", message.header.name, member.name), field.name_span);
        }
        for part in &def.parts {
            let name = self.names.plain(&def.name, &part.name);
            scope.claim(name, format!("{}.{}", def.name, part.name), part.name_span);
        }
        scope.finish(report);
    }

    fn operation(&self, def: &Operation, report: &mut Report<'_>) {
        let Via::Transport { request, .. } = def.via;
        let header = &self.schema.structs[self.schema.messages[request.index()].header.index()];
        let is_either = header.endian == ByteOrder::Either;
        let refused = |name: &str| {
            if is_either && name == "order" {
                Some("the call has already")
            } else if self.types.contains(name) {
                Some("is a type that the call uses")
            } else {
                general(name)
            }
        };
        let mut scope = Scope::new(format!("the call `{}`", def.name), &refused);
        for param in &def.params {
            let name = self.names.plain(&def.name, &param.name);
            scope.claim(name, format!("{}.{}", def.name, param.name), def.site.name);
        }
        for many in &def.many {
            let name = self.names.plain(&def.name, &many.name);
            scope.claim(name, format!("{}.{}", def.name, many.name), def.site.name);
        }
        scope.finish(report);
    }
}

/// Whether generated files import a type of this name.
fn is_imported(name: &str) -> bool {
    IMPORTS.iter().any(|(own, _)| *own == name)
}
