//! Names inside structs and unions.

use super::{Report, another};
use crate::backend::c::generator::Generator;
use crate::backend::c::reserved::{is_private, is_reserved, is_taken};
use crate::schema::ir::{
    BitKind, FieldKind, ItemId, MessageDef, Operation, ParamRole, PartKind, StructDef, Via, WireType,
};
use crate::schema::{Diagnostic, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A member of a struct in C.
struct Member {
    name: String,
    /// The name in the schema; nothing for members of every such struct.
    original: Option<String>,
    span: Span,
}

impl Member {
    fn new(name: String, original: &str, span: Span) -> Member {
        Member { name, original: Some(original.to_owned()), span }
    }
}

pub(super) fn check(generator: &Generator<'_>, macros: &BTreeMap<String, String>, report: &mut Report<'_>) {
    let schema = generator.schema;
    let names = &generator.names;
    for def in &schema.structs {
        let shown = def.fields.iter().filter(|f| def.models.is_empty() || f.kind != FieldKind::Padding);
        let fields = shown.map(|f| Member::new(generator.field_name(def, f), &f.name, f.name_span));
        let members = def.members.iter().map(|m| {
            let span = def.fields[m.field as usize].name_span;
            Member::new(names.member(&def.name, &m.name), &m.name, span)
        });
        let used = used(generator, def);
        Scope { generator, macros, owner: &def.name, used: &used }.check(fields.collect(), report);
        Scope { generator, macros, owner: &def.name, used: &used }.check(members.collect(), report);
    }
    for def in &schema.unions {
        let members =
            def.members.iter().map(|m| Member::new(names.member(&def.name, &m.name), &m.name, m.name_span));
        let used = def.members.iter().filter_map(|m| code_type(generator, &m.ty)).collect();
        Scope { generator, macros, owner: &def.name, used: &used }.check(members.collect(), report);
    }
    for def in &schema.messages {
        let members = message(generator, def);
        Scope { generator, macros, owner: &def.name, used: &BTreeSet::new() }.check(members, report);
    }
    for def in &schema.operations {
        let Via::Transport { request, .. } = def.via;
        let request = &schema.messages[request.index()];
        let used = used(generator, &schema.structs[request.header.index()]);
        let members = operation(generator, def, request);
        Scope { generator, macros, owner: &def.name, used: &used }.check(members, report);
    }
}

/// The enums and flag sets that members of a struct have as their types: others have `struct` or `union` in front.
fn used(generator: &Generator<'_>, def: &StructDef) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for field in &def.fields {
        match &field.kind {
            FieldKind::Value(ty) => used.extend(code_type(generator, ty)),
            FieldKind::Bits(_, items) => used.extend(items.iter().filter_map(|item| match item.kind {
                BitKind::Enum(id) => code_type(generator, &WireType::Enum(id)),
                BitKind::Flags(id) => code_type(generator, &WireType::Flags(id)),
                _ => None,
            })),
            FieldKind::Reserved(_) | FieldKind::Padding => {}
        }
    }
    used
}

fn code_type(generator: &Generator<'_>, ty: &WireType) -> Option<String> {
    let item = match ty.element().0 {
        WireType::Enum(id) => ItemId::Enum(*id),
        WireType::Flags(id) => ItemId::Flags(*id),
        _ => return None,
    };
    Some(generator.names.item(item).ty.clone())
}

fn numbers(kind: &PartKind) -> &'static [&'static str] {
    if matches!(kind, PartKind::Records(..)) { &["size", "count"] } else { &["size"] }
}

fn message(generator: &Generator<'_>, def: &MessageDef) -> Vec<Member> {
    let names = &generator.names;
    let own = ["header", "trailing", "trailing_size"];
    let mut members: Vec<Member> = own
        .iter()
        .map(|name| Member { name: (*name).to_owned(), original: None, span: def.site.name })
        .collect();
    for part in &def.parts {
        members.push(Member::new(names.member(&def.name, &part.name), &part.name, part.name_span));
        for what in numbers(&part.kind) {
            let name = names.part_number(&def.name, &part.name, what);
            members.push(Member::new(name, &part.name, part.name_span));
        }
    }
    members
}

fn operation(generator: &Generator<'_>, def: &Operation, request: &MessageDef) -> Vec<Member> {
    let names = &generator.names;
    let mut members = Vec::new();
    for param in &def.params {
        let member = |name| Member::new(name, &param.name, def.site.name);
        members.push(member(names.member(&def.name, &param.name)));
        if let ParamRole::Part(part) = param.role {
            let kind = &request.parts[part as usize].kind;
            members.extend(
                numbers(kind).iter().map(|what| member(names.part_number(&def.name, &param.name, what))),
            );
        }
    }
    members
}

/// The members of one struct or union in C.
struct Scope<'s, 'a> {
    generator: &'s Generator<'a>,
    macros: &'s BTreeMap<String, String>,
    owner: &'s str,
    /// Types that members have by their bare names, which in C++ no member can have as well.
    used: &'s BTreeSet<String>,
}

impl Scope<'_, '_> {
    /// Reports members that meet or can't be had.
    fn check(&self, members: Vec<Member>, report: &mut Report<'_>) {
        let owner = self.owner;
        let all: BTreeSet<&str> = members.iter().map(|m| m.name.as_str()).collect();
        let unusable = |name: &str| {
            is_taken(name)
                || is_reserved(name)
                || self.macros.contains_key(name)
                || self.used.contains(name)
                || self.generator.names.is_type(name)
        };
        let mut seen: BTreeMap<&str, &Member> = BTreeMap::new();
        for member in &members {
            let name = member.name.as_str();
            let Some(original) = &member.original else {
                seen.insert(name, member);
                continue;
            };
            let target = format!("{owner}.{original}");
            let collision = |message| Diagnostic::error("lang-collision", member.span, message);
            let error = if is_reserved(name) || is_private(name) || is_taken(name) {
                let message = format!("`{name}` (`{target}`) is reserved in C");
                Diagnostic::error("lang-name", member.span, message)
            } else if let Some(what) = self.macros.get(name) {
                collision(format!("in C, the macro `{name}` ({what}) would replace `{target}`"))
            } else if self.used.contains(name) {
                collision(format!("in C++, `{target}` can't be called as the type `{name}`"))
            } else if let Some(other) = seen.insert(name, member) {
                let what = other.original.as_ref().map_or_else(
                    || format!("a member of every message like `{owner}`"),
                    |original| format!("`{owner}.{original}`"),
                );
                collision(format!("in C, `{target}` and {what} are both called `{name}`"))
                    .other(other.span, "the other one")
            } else {
                continue;
            };
            // A part brings the members for its size and count along.
            let taken = |name: &str| {
                all.contains(name) || unusable(name) || all.iter().any(|n| n.starts_with(&format!("{name}_")))
            };
            report.rename(error, &target, &another(original, taken));
        }
    }
}
