//! What can't be named in Rust.

use crate::names;
use rbgen_schema::ir::{
    FieldKind, ItemId, MessageDef, Operation, Schema, StructDef, UnionDef, Usage, WireType,
};
use rbgen_schema::{Diagnostic, Help, Span};
use std::collections::BTreeMap;

/// Types that generated code reaches by their short names, and the primitive ones.
const TYPES: [&str; 23] = [
    "Option", "Result", "Some", "None", "Ok", "Err", "bool", "char", "f32", "f64", "i128", "i16", "i32",
    "i64", "i8", "isize", "str", "u128", "u16", "u32", "u64", "u8", "usize",
];

/// Modules that generated code reaches by their names.
const MODULES: [&str; 3] = ["core", "rbgen_wire", "std"];

/// Functions of every view, and so no names of members.
const VIEW_FUNCTIONS: [&str; 5] = ["new", "from_prefix", "as_bytes", "to_value", "as_view"];

/// Functions of every handle of a struct in shared memory.
const HANDLE_FUNCTIONS: [&str; 2] = ["new", "snapshot"];

/// Functions of every enum and flag set.
const CODE_FUNCTIONS: [&str; 5] = ["from_code", "code", "name", "from_name", "is_known"];

/// What every flag set has.
const FLAGS: [&str; 8] = ["EMPTY", "ALL", "from_code", "code", "contains", "is_empty", "insert", "remove"];

/// What every message has.
const MESSAGE: [&str; 6] = ["header", "parse", "create", "create_into", "create_into_as", "encoded_len"];

/// What the functions of calls have in variables, and so call no function by.
const CALL_VARIABLES: [&str; 3] = ["transport", "params", "clock"];

/// A name that Rust can't have.
#[derive(Debug)]
pub struct Finding {
    /// What is wrong, with the help in words.
    pub diagnostic: Diagnostic,
    /// The entry of the `rename` table that mends it: what it renames, and the new name.
    pub rename: Option<(String, String)>,
}

/// Names of one scope, each with where it comes from.
struct Scope {
    what: String,
    taken: BTreeMap<String, Option<(String, Span)>>,
}

impl Scope {
    fn new(what: impl Into<String>, generated: &[&str]) -> Scope {
        let taken = generated.iter().map(|name| ((*name).to_owned(), None)).collect();
        Scope { what: what.into(), taken }
    }

    /// A name after one that is taken, in the case of Rust's types where that name is.
    fn another(&self, name: &str) -> String {
        let is_type = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().any(|c| c.is_ascii_lowercase());
        if is_type {
            let mut numbered = (2_u32..).map(|number| format!("{name}{number}"));
            numbered.find(|name| !self.taken.contains_key(name)).unwrap_or_default()
        } else {
            names::free(name, |name| self.taken.contains_key(name))
        }
    }

    /// Claims a name for `target`, which is what the `rename` table calls it.
    fn claim(&mut self, found: &mut Vec<Finding>, name: impl ToString, target: &str, span: Span) {
        let name = name.to_string();
        self.claim_made(found, &name, &name, target, span);
    }

    /// Claims a name that is made of `stem`, the name of `target`.
    fn claim_made(
        &mut self,
        found: &mut Vec<Finding>,
        name: impl ToString,
        stem: impl ToString,
        target: &str,
        span: Span,
    ) {
        let name = name.to_string();
        // One other name mends it everywhere.
        if found.iter().any(|f| f.rename.as_ref().is_some_and(|(renamed, _)| renamed == target)) {
            return;
        }
        let error = |message: String| {
            let new = self.another(&stem.to_string());
            let text =
                format!("give it another name in [lang.rust]: rename = {{ \"{target}\" = \"{new}\" }}");
            let mut diagnostic = Diagnostic::error("lang-name", span, message);
            diagnostic.help = Some(Help { text, edits: Vec::new() });
            Finding { diagnostic, rename: Some((target.to_owned(), new)) }
        };
        match self.taken.get(&name) {
            None => {
                self.taken.insert(name, Some((target.to_owned(), span)));
            }
            Some(None) => {
                found.push(error(format!("`{target}` would be `{name}`, which {} has already", self.what)));
            }
            Some(Some((other, at))) if other != target => {
                let mut finding =
                    error(format!("`{target}` and `{other}` would both be `{name}` in {}", self.what));
                finding.diagnostic = finding.diagnostic.other(*at, format!("`{other}` is here"));
                found.push(finding);
            }
            Some(Some(_)) => {}
        }
    }
}

/// All names that Rust can't have, and those of the `rename` tables that are none.
pub fn check(schema: &Schema) -> Vec<Finding> {
    let mut found = renames(schema);
    if found.is_empty() {
        for index in 0..schema.modules.len() {
            module(schema, index, &mut found);
        }
    }
    found
}

fn renames(schema: &Schema) -> Vec<Finding> {
    let renames = schema.modules.iter().filter_map(|m| m.lang.get("rust")).flat_map(|lang| &lang.renames);
    let illegal = renames.filter(|r| !names::is_identifier(&r.name) || r.name.starts_with("rbgen"));
    let finding = |rename: &rbgen_schema::ir::Rename| {
        let message = format!("`{}` can't be a name in Rust", rename.name);
        let help = "a name has letters, digits and `_`, and doesn't start with `rbgen`";
        Finding { diagnostic: Diagnostic::error("lang-name", rename.span, message).help(help), rename: None }
    };
    illegal.map(finding).collect()
}

/// The scopes of one file.
struct Names {
    types: Scope,
    /// Constants, functions, and types that are called like a function.
    values: Scope,
}

fn module(schema: &Schema, index: usize, found: &mut Vec<Finding>) {
    let module = &schema.modules[index];
    let mut scopes = Names {
        types: Scope::new("the types of the crate", &TYPES),
        values: Scope::new("the code of the crate", &CALL_VARIABLES),
    };
    let mut modules = Scope::new("the modules of the crate", &MODULES);
    if index + 1 == schema.modules.len() {
        for imported in &schema.modules[..index] {
            modules.claim(found, names::module(imported), &imported.name, imported.name_span);
        }
    }
    for item in &module.items {
        match *item {
            ItemId::Const(id) => {
                let def = &schema.consts[id.index()];
                let name = names::const_name(schema, def.site.module, &def.name);
                scopes.values.claim(found, name, &def.name, def.site.name);
            }
            ItemId::Enum(id) => {
                let def = &schema.enums[id.index()];
                let name = names::type_name(schema, def.site.module, &def.name);
                scopes.types.claim(found, &name, &def.name, def.site.name);
                scopes.values.claim(found, &name, &def.name, def.site.name);
                let mut scope = Scope::new(format!("`{name}`"), &CODE_FUNCTIONS);
                for value in &def.values {
                    let target = format!("{}.{}", def.name, value.name);
                    let name = names::value_name(schema, def.site.module, &def.name, &value.name);
                    scope.claim(found, name, &target, value.name_span);
                }
                for text in &def.text {
                    let target = format!("{}.{}", def.name, text.name);
                    let name = names::member_name(schema, def.site.module, &def.name, &text.name);
                    scope.claim(found, name, &target, def.site.name);
                }
            }
            ItemId::Flags(id) => {
                let def = &schema.flags[id.index()];
                let name = names::type_name(schema, def.site.module, &def.name);
                scopes.types.claim(found, &name, &def.name, def.site.name);
                scopes.values.claim(found, &name, &def.name, def.site.name);
                let mut scope = Scope::new(format!("`{name}`"), &FLAGS);
                for value in &def.values {
                    let target = format!("{}.{}", def.name, value.name);
                    let name = names::value_name(schema, def.site.module, &def.name, &value.name);
                    if value.is_flag {
                        scope.claim(found, name, &target, value.name_span);
                        continue;
                    }
                    let getter = names::number_name(schema, def.site.module, &def.name, &value.name);
                    let setter = names::prefixed("with_", &getter);
                    for made in [names::suffixed(&name, "_MASK"), getter, setter] {
                        scope.claim_made(found, made, &name, &target, value.name_span);
                    }
                }
            }
            ItemId::Union(id) => union(schema, &schema.unions[id.index()], &mut scopes, found),
            ItemId::Struct(id) => structure(schema, &schema.structs[id.index()], &mut scopes, found),
            ItemId::Message(id) => message(schema, &schema.messages[id.index()], &mut scopes, found),
            ItemId::Operation(id) => operation(schema, &schema.operations[id.index()], &mut scopes, found),
        }
    }
}

fn union(schema: &Schema, def: &UnionDef, scopes: &mut Names, found: &mut Vec<Finding>) {
    let name = names::type_name(schema, def.site.module, &def.name);
    scopes.types.claim(found, &name, &def.name, def.site.name);
    if def.tag.is_none() {
        scopes.values.claim(found, &name, &def.name, def.site.name);
    }
    let mut scope = Scope::new(format!("`{name}`"), &[]);
    for member in &def.members {
        let target = format!("{}.{}", def.name, member.name);
        if def.tag.is_some() {
            let name = names::variant_name(schema, def.site.module, &def.name, &member.name);
            scope.claim(found, name, &target, member.name_span);
        } else {
            let name = names::member_name(schema, def.site.module, &def.name, &member.name);
            for made in [&name, &names::prefixed("from_", &name)] {
                scope.claim_made(found, made, &name, &target, member.name_span);
            }
        }
    }
}

fn structure(schema: &Schema, def: &StructDef, scopes: &mut Names, found: &mut Vec<Finding>) {
    let name = names::type_name(schema, def.site.module, &def.name);
    let mut own = vec![""];
    if def.has_codec() {
        own.extend(["View", "ViewMut"]);
        match def.usage {
            Usage::Shm => own.extend(["Creator", "Writer", "Reader"]),
            Usage::Ffi => own.push("C"),
            Usage::Wire | Usage::File => {}
        }
    }
    for suffix in own {
        let made = names::suffixed(&name, suffix);
        scopes.types.claim_made(found, made, &name, &def.name, def.site.name);
    }
    let home = def.site.module;
    let mut members = Scope::new(format!("the view of `{name}`"), &VIEW_FUNCTIONS);
    let mut functions = Scope::new(format!("the functions of `{name}`"), &[]);
    let mut handles = Scope::new(format!("the handles of `{name}`"), &HANDLE_FUNCTIONS);
    for member in &def.members {
        let field = &def.fields[member.field as usize];
        let target = format!("{}.{}", def.name, member.name);
        let name = names::member_name(schema, home, &def.name, &member.name);
        members.claim(found, &name, &target, field.name_span);
        if def.usage == Usage::Shm {
            for made in [&name, &names::prefixed("set_", &name)] {
                handles.claim_made(found, made, &name, &target, field.name_span);
            }
        }
        if matches!(&field.kind, FieldKind::Value(WireType::Char(_) | WireType::Char16(_))) {
            let bytes = names::suffixed(&name, "_bytes");
            members.claim_made(found, bytes, &name, &target, field.name_span);
        }
        let rules = match (&field.kind, member.item) {
            (FieldKind::Bits(_, items), Some(item)) => &items[item as usize].rules,
            _ => &field.rules,
        };
        if rules.scale.is_some() {
            let getter = names::suffixed(&name, "_physical");
            for made in [&getter, &names::prefixed("set_", &getter)] {
                functions.claim_made(found, made, &name, &target, field.name_span);
            }
        }
    }
    let mut constants = Scope::new(format!("the constants of `{name}`"), &names::STRUCT_CONSTANTS);
    for field in def.fields.iter().filter(|_| def.has_codec()) {
        let target = format!("{}.{}", def.name, field.name);
        let offset = names::offset_name(schema, home, &def.name, &field.name);
        let name = names::member_name(schema, home, &def.name, &field.name);
        constants.claim_made(found, offset, name, &target, field.name_span);
        let items = match &field.kind {
            FieldKind::Bits(_, items) => &items[..],
            _ => &[],
        };
        let fixed = items.iter().filter(|item| item.rules.constant.is_some());
        let fixed = fixed.map(|item| (&item.name, item.name_span));
        let own = field.rules.constant.is_some().then_some((&field.name, field.name_span));
        for (fixed, span) in fixed.chain(own) {
            if let Some(constant) = names::fixed_name(schema, home, &def.name, fixed) {
                let name = names::member_name(schema, home, &def.name, fixed);
                constants.claim_made(found, constant, name, &format!("{}.{fixed}", def.name), span);
            }
        }
    }
}

fn message(schema: &Schema, def: &MessageDef, scopes: &mut Names, found: &mut Vec<Finding>) {
    let name = names::type_name(schema, def.site.module, &def.name);
    scopes.types.claim(found, &name, &def.name, def.site.name);
    let mut parts = Scope::new(format!("`{name}`"), &MESSAGE);
    for part in &def.parts {
        let target = format!("{}.{}", def.name, part.name);
        let name = names::member_name(schema, def.site.module, &def.name, &part.name);
        parts.claim(found, name, &target, part.name_span);
    }
    for helper in &def.helpers {
        let before = found.len();
        let target = format!("{}.{}", def.name, helper.name);
        parts.claim(found, names::ident(&names::snake(&helper.name)), &target, def.site.name);
        // It is called like a key of `derive` or an attribute of an enum.
        for finding in &mut found[before..] {
            finding.rename = None;
            let help = format!(
                "leave `{}` out of `derive`, or give what it is called like another name",
                helper.name
            );
            finding.diagnostic.help = Some(Help { text: help, edits: Vec::new() });
        }
    }
}

fn operation(schema: &Schema, def: &Operation, scopes: &mut Names, found: &mut Vec<Finding>) {
    let home = def.site.module;
    let name = names::function_name(schema, home, &def.name);
    let plain = names::suffixed(&name, "").to_string();
    let params = format!("{}Params", names::pascal(plain.trim_start_matches("r#")));
    scopes.types.claim_made(found, params, &name, &def.name, def.site.name);
    let many = def.many.iter().map(|many| format!("_{}", names::snake(&many.name)));
    for suffix in [String::new(), "_timed".to_owned()].into_iter().chain(many) {
        let made = names::suffixed(&name, &suffix);
        scopes.values.claim_made(found, made, &name, &def.name, def.site.name);
    }
    let mut fields = Scope::new(format!("the parameters of `{}`", def.name), &[]);
    for param in &def.params {
        let target = format!("{}.{}", def.name, param.name);
        fields.claim(found, names::member_name(schema, home, &def.name, &param.name), &target, def.site.name);
    }
}
