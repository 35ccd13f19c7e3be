//! What can't be named in Rust.

use super::LANG;
use crate::backend::rename::{Fixes, free};
use crate::schema::ir::{FieldKind, ItemId, OptionValue, Schema, Usage};
use crate::schema::{Diagnostic, Span};
use rbgen_rust::names;
use std::collections::BTreeMap;

/// Types that generated code reaches by their short names.
const PRELUDE: [&str; 6] = ["Option", "Result", "Some", "None", "Ok", "Err"];

/// Functions of every view, and so no names of members.
const VIEW_FUNCTIONS: [&str; 5] = ["new", "from_prefix", "as_bytes", "to_value", "as_view"];

/// Functions of every enum and flag set.
const CODE_FUNCTIONS: [&str; 5] = ["from_code", "code", "name", "from_name", "is_known"];

/// Names of one scope, each with where it comes from.
struct Scope<'f> {
    what: String,
    fixes: &'f Fixes<'f>,
    taken: BTreeMap<String, Option<(String, Span)>>,
}

impl<'f> Scope<'f> {
    fn new(fixes: &'f Fixes<'f>, what: impl Into<String>, generated: &[&str]) -> Scope<'f> {
        let taken = generated.iter().map(|name| ((*name).to_owned(), None)).collect();
        Scope { what: what.into(), fixes, taken }
    }

    /// A name after one that is taken, in the case of Rust's types where that name is.
    fn another(&self, name: &str) -> String {
        let is_type = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().any(|c| c.is_ascii_lowercase());
        if is_type {
            let mut numbered = (2_u32..).map(|number| format!("{name}{number}"));
            numbered.find(|name| !self.taken.contains_key(name)).unwrap_or_default()
        } else {
            free(name, |name| self.taken.contains_key(name))
        }
    }

    /// Claims a name for `target`, which is what the `rename` table calls it.
    fn claim(&mut self, found: &mut Vec<Diagnostic>, name: String, target: &str, span: Span) {
        let error = |message: String| {
            let error = Diagnostic::error("lang-name", span, message);
            self.fixes.rename(error, target.trim_end(), &self.another(&name))
        };
        match self.taken.get(&name) {
            None => {
                self.taken.insert(name, Some((target.to_owned(), span)));
            }
            Some(None) => {
                found.push(error(format!("`{target}` would be `{name}`, which {} has already", self.what)))
            }
            Some(Some((other, at))) if other != target => {
                found.push(
                    error(format!("`{target}` and `{other}` would both be `{name}` in {}", self.what))
                        .other(*at, format!("`{other}` is here")),
                );
            }
            Some(Some(_)) => {}
        }
    }
}

/// All findings about names and options.
pub(super) fn check(schema: &Schema) -> Vec<Diagnostic> {
    let fixes = Fixes::new(schema, LANG);
    let mut found = Vec::new();
    options(schema, &mut found);
    if found.is_empty() {
        for index in 0..schema.modules.len() {
            module(schema, index, &fixes, &mut found);
        }
    }
    found
}

fn options(schema: &Schema, found: &mut Vec<Diagnostic>) {
    for lang in schema.modules.iter().filter_map(|m| m.lang.get(LANG)) {
        for option in lang.options.iter().filter(|o| o.key == "crate") {
            let legal = matches!(&option.value, OptionValue::Text(text) if names::is_identifier(text) && text.is_ascii());
            if !legal {
                let message = "`crate` of [lang.rust] must be a text of letters, digits and `_`";
                found.push(Diagnostic::error("lang-option", option.value_span, message));
            }
        }
        for rename in
            lang.renames.iter().filter(|r| !names::is_identifier(&r.name) || r.name.starts_with("rbgen"))
        {
            let message = format!("`{}` can't be a name in Rust", rename.name);
            let help = "a name has letters, digits and `_`, and doesn't start with `rbgen`";
            found.push(Diagnostic::error("lang-name", rename.span, message).help(help));
        }
    }
}

fn module(schema: &Schema, index: usize, fixes: &Fixes<'_>, found: &mut Vec<Diagnostic>) {
    let module = &schema.modules[index];
    let mut types = Scope::new(fixes, "the types of the crate", &PRELUDE);
    let mut values = Scope::new(fixes, "the constants and functions of the crate", &[]);
    let mut modules = Scope::new(fixes, "the modules of the crate", &["core", "rbgen_wire"]);
    if index + 1 == schema.modules.len() {
        for imported in &schema.modules[..index] {
            modules.claim(found, names::module(imported).to_string(), &imported.name, imported.name_span);
        }
    }
    for item in &module.items {
        match *item {
            ItemId::Const(id) => {
                let def = &schema.consts[id.index()];
                let name = names::const_name(schema, def.site.module, &def.name);
                values.claim(found, name.to_string(), &def.name, def.site.name);
            }
            ItemId::Enum(id) => {
                let def = &schema.enums[id.index()];
                let name = names::type_name(schema, def.site.module, &def.name);
                types.claim(found, name.to_string(), &def.name, def.site.name);
                let mut scope = Scope::new(fixes, format!("`{name}`"), &CODE_FUNCTIONS);
                for value in &def.values {
                    let target = format!("{}.{}", def.name, value.name);
                    let name = names::value_name(schema, def.site.module, &def.name, &value.name);
                    scope.claim(found, name.to_string(), &target, value.name_span);
                }
                for text in &def.text {
                    let target = format!("{}.{}", def.name, text.name);
                    let name = names::member_name(schema, def.site.module, &def.name, &text.name);
                    scope.claim(found, name.to_string(), &target, def.site.name);
                }
            }
            ItemId::Flags(id) => {
                let def = &schema.flags[id.index()];
                let name = names::type_name(schema, def.site.module, &def.name);
                types.claim(found, name.to_string(), &def.name, def.site.name);
                let own = ["EMPTY", "ALL", "from_code", "code", "contains", "is_empty", "insert", "remove"];
                let mut scope = Scope::new(fixes, format!("`{name}`"), &own);
                for value in &def.values {
                    let target = format!("{}.{}", def.name, value.name);
                    let name = names::value_name(schema, def.site.module, &def.name, &value.name).to_string();
                    let name = if value.is_flag { name } else { format!("{name}_MASK") };
                    scope.claim(found, name, &target, value.name_span);
                    if !value.is_flag {
                        scope.claim(found, names::snake(&value.name), &format!("{target} "), value.name_span);
                    }
                }
            }
            ItemId::Union(id) => {
                let def = &schema.unions[id.index()];
                let name = names::type_name(schema, def.site.module, &def.name);
                types.claim(found, name.to_string(), &def.name, def.site.name);
                let mut scope = Scope::new(fixes, format!("`{name}`"), &[]);
                for member in &def.members {
                    let target = format!("{}.{}", def.name, member.name);
                    let name = if def.tag.is_some() {
                        names::variant_name(schema, def.site.module, &def.name, &member.name)
                    } else {
                        names::member_name(schema, def.site.module, &def.name, &member.name)
                    };
                    scope.claim(found, name.to_string(), &target, member.name_span);
                }
            }
            ItemId::Struct(id) => {
                let def = &schema.structs[id.index()];
                let name = names::type_name(schema, def.site.module, &def.name);
                let mut own = vec![String::new()];
                if def.has_codec() {
                    own.extend(["View", "ViewMut"].map(str::to_owned));
                    match def.usage {
                        Usage::Shm => own.extend(["Creator", "Writer", "Reader"].map(str::to_owned)),
                        Usage::Ffi => own.push("C".to_owned()),
                        Usage::Wire | Usage::File => {}
                    }
                }
                for suffix in own {
                    let suffixed =
                        if suffix.is_empty() { name.to_string() } else { format!("{name}{suffix}") };
                    types.claim(found, suffixed, &def.name, def.site.name);
                }
                let mut constants =
                    Scope::new(fixes, format!("the constants of `{name}`"), &names::STRUCT_CONSTANTS);
                for field in &def.fields {
                    let target = format!("{}.{}", def.name, field.name);
                    constants.claim(
                        found,
                        names::offset_name(&field.name).to_string(),
                        &target,
                        field.name_span,
                    );
                    let items = match &field.kind {
                        FieldKind::Bits(_, items) => &items[..],
                        _ => &[],
                    };
                    let fixed = items.iter().filter(|item| item.rules.constant.is_some());
                    let fixed = fixed.map(|item| (&item.name, item.name_span));
                    let own = field.rules.constant.is_some().then_some((&field.name, field.name_span));
                    for (fixed, span) in fixed.chain(own) {
                        if let Some(constant) = names::fixed_name(fixed) {
                            let target = format!("{}.{fixed}", def.name);
                            constants.claim(found, constant.to_string(), &target, span);
                        }
                    }
                }
                let mut members = Scope::new(fixes, format!("the view of `{name}`"), &VIEW_FUNCTIONS);
                for member in &def.members {
                    let field = &def.fields[member.field as usize];
                    let target = format!("{}.{}", def.name, member.name);
                    let name = names::member_name(schema, def.site.module, &def.name, &member.name);
                    members.claim(found, name.to_string(), &target, field.name_span);
                }
            }
            ItemId::Message(id) => {
                let def = &schema.messages[id.index()];
                let name = names::type_name(schema, def.site.module, &def.name);
                types.claim(found, name.to_string(), &def.name, def.site.name);
                let mut parts = Scope::new(
                    fixes,
                    format!("`{name}`"),
                    &["header", "parse", "create", "create_into", "encoded_len"],
                );
                for part in &def.parts {
                    let target = format!("{}.{}", def.name, part.name);
                    let name = names::member_name(schema, def.site.module, &def.name, &part.name);
                    parts.claim(found, name.to_string(), &target, part.name_span);
                }
            }
            ItemId::Operation(id) => {
                let def = &schema.operations[id.index()];
                let name = names::function_name(schema, def.site.module, &def.name).to_string();
                types.claim(found, format!("{}Params", names::pascal(&name)), &def.name, def.site.name);
                values.claim(found, format!("{name}_timed"), &def.name, def.site.name);
                for many in &def.many {
                    values.claim(
                        found,
                        format!("{name}_{}", names::snake(&many.name)),
                        &def.name,
                        def.site.name,
                    );
                }
                values.claim(found, name, &def.name, def.site.name);
            }
        }
    }
}
