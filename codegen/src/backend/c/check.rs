//! What can't be named in C.

use super::generator::Generator;
use super::names::{
    ItemNames, LANG, STANDARD_HEADERS, escape, is_identifier, is_reserved, is_taken, named_items, snake,
};
use super::operations::params_type;
use super::package::{guard, header_stem};
use crate::schema::ir::{FieldKind, HelperKind, ItemId, OptionValue, PartKind, Schema, WireType};
use crate::schema::{Diagnostic, Span};
use std::collections::BTreeMap;

/// A name with what it stands for.
struct Claim {
    /// What the `rename` key of the schema has to say to give it another one.
    target: String,
    /// What it names, for the message.
    what: String,
    span: Span,
}

/// All findings about names and options.
pub(super) fn check(schema: &Schema) -> Vec<Diagnostic> {
    let generator = Generator::new(schema);
    let mut found = Vec::new();
    check_options(schema, &mut found);
    if found.is_empty() {
        check_globals(&generator, &mut found);
        check_members(&generator, &mut found);
    }
    found
}

fn check_options(schema: &Schema, found: &mut Vec<Diagnostic>) {
    for module in &schema.modules {
        let stem = header_stem(module);
        if STANDARD_HEADERS.contains(&stem.to_ascii_lowercase().as_str()) {
            found.push(
                Diagnostic::error(
                    "lang-name",
                    module.name_span,
                    format!("`{stem}.h` is a header that C programs include already"),
                )
                .help(format!("name the header in [lang.c], for example: header = \"{stem}_schema\"")),
            );
        }
        let Some(lang) = module.lang.get(LANG) else { continue };
        for option in &lang.options {
            let legal = match (option.key.as_str(), &option.value) {
                ("prefix" | "guard", OptionValue::Text(text)) => is_identifier(text) && !is_reserved(text),
                ("header", OptionValue::Text(text)) => is_identifier(&text.replace('-', "_")),
                ("prefix" | "guard" | "header", _) => false,
                // Unknown options are reported for all languages alike.
                _ => true,
            };
            if !legal {
                found.push(Diagnostic::error(
                    "lang-option",
                    option.value_span,
                    format!("`{}` of [lang.c] must be a text that is a C identifier", option.key),
                ));
            }
        }
        for rename in &lang.renames {
            if !is_identifier(&rename.name)
                || is_taken(&rename.name)
                || is_reserved(&rename.name)
                || rename.name.starts_with("rbgen")
            {
                found.push(
                    Diagnostic::error("lang-name", rename.span, format!("`{}` can't be a name in C", rename.name))
                        .help("keywords of C and C++, names of the standard headers and names that start with `rbgen` or `__` are taken"),
                );
            }
        }
    }
}

struct Globals<'f> {
    names: BTreeMap<String, Claim>,
    found: &'f mut Vec<Diagnostic>,
}

impl Globals<'_> {
    fn claim(&mut self, name: String, target: &str, what: &str, span: Span) {
        if is_reserved(&name) || name.starts_with("rbgen_") || name.starts_with("RBGEN_") {
            self.found.push(
                Diagnostic::error("lang-name", span, format!("`{name}` ({what}) is reserved in C"))
                    .help(rename_line(target, &format!("{}2", target.replace('.', "_").trim_matches('_')))),
            );
            return;
        }
        if let Some(other) = self.names.get(&name) {
            // A header guard and such have no name of their own to change.
            self.found.push(
                Diagnostic::error(
                    "lang-collision",
                    span,
                    format!("in C, {what} and {} are both called `{name}`", other.what),
                )
                .other(other.span, "the other one")
                .help(rename_line(target, &format!("{name}2"))),
            );
            return;
        }
        self.names.insert(name, Claim { target: target.to_owned(), what: what.to_owned(), span });
    }
}

fn rename_line(target: &str, name: &str) -> String {
    format!("give it another name in [lang.c]: rename = {{ \"{target}\" = \"{name}\" }}")
}

fn check_globals(generator: &Generator<'_>, found: &mut Vec<Diagnostic>) {
    let schema = generator.schema;
    let mut globals = Globals { names: BTreeMap::new(), found };
    for module in &schema.modules {
        globals.claim(guard(module), &module.name, "the include guard", module.name_span);
    }
    for (id, name) in named_items(schema) {
        let names = generator.names.item(id).clone();
        let span = site(schema, id);
        for (global, what) in globals_of(generator, id, &names) {
            globals.claim(global, name, &format!("{what} of `{name}`"), span);
        }
        for (global, target, what, span) in constants_of(generator, id) {
            globals.claim(global, &target, &what, span);
        }
    }
    // Macros replace members of any struct too.
    let macros: Vec<(String, String)> = globals
        .names
        .iter()
        .filter(|(name, _)| name.chars().all(|c| !c.is_ascii_lowercase()))
        .map(|(name, claim)| (name.clone(), claim.target.clone()))
        .collect();
    for def in &schema.structs {
        for field in def.fields.iter() {
            let member = generator.field_name(def, field);
            if let Some((name, target)) = macros.iter().find(|(name, _)| *name == member) {
                let line = rename_line(&format!("{}.{}", def.name, field.name), &snake(name));
                globals.found.push(
                    Diagnostic::error(
                        "lang-collision",
                        field.name_span,
                        format!(
                            "in C, the macro `{name}` of `{target}` would replace the field `{}.{}`",
                            def.name, field.name
                        ),
                    )
                    .help(line),
                );
            }
        }
    }
}

fn site(schema: &Schema, id: ItemId) -> Span {
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

/// Every global that one item alone brings.
fn globals_of(generator: &Generator<'_>, id: ItemId, names: &ItemNames) -> Vec<(String, &'static str)> {
    let schema = generator.schema;
    let mut all: Vec<(String, &'static str)> = Vec::new();
    let functions = |list: &[&str]| -> Vec<(String, &'static str)> {
        list.iter().map(|f| (format!("{}_{f}", names.stem), "a function")).collect()
    };
    let macros = |list: &[&str]| -> Vec<(String, &'static str)> {
        list.iter().map(|m| (format!("{}_{m}", names.upper), "a constant")).collect()
    };
    match id {
        ItemId::Const(_) => all.push((names.upper.clone(), "the constant")),
        ItemId::Enum(id) => {
            all.push((names.ty.clone(), "the type"));
            all.extend(functions(&["is_known", "name", "rbgen_format"]));
            for text in &schema.enums[id.index()].text {
                all.push((format!("{}_{}", names.stem, snake(&text.name)), "a function"));
            }
        }
        ItemId::Flags(_) => {
            all.push((names.ty.clone(), "the type"));
            all.extend(functions(&["rbgen_format"]));
        }
        ItemId::Union(id) => {
            let def = &schema.unions[id.index()];
            all.push((names.ty.clone(), "the type"));
            all.push((names.value.clone(), "the value type"));
            all.extend(macros(&["SIZE", "ALIGN"]));
            all.extend(functions(&["equal", "format", "rbgen_format"]));
            if def.tag.is_some() {
                all.push((format!("{}Member", names.base), "the type of the member"));
                all.extend(functions(&["member_of", "rbgen_read", "rbgen_write"]));
            } else {
                for member in &def.members {
                    let name = snake(&member.name);
                    all.push((format!("{}_get_{name}", names.stem), "a function"));
                    all.push((format!("{}_set_{name}", names.stem), "a function"));
                }
            }
        }
        ItemId::Struct(id) => {
            let def = &schema.structs[id.index()];
            all.push((names.ty.clone(), "the type"));
            all.extend(macros(&["SIZE", "ALIGN", "LAYOUT_HASH"]));
            let size = (format!("{}_SIZE", names.upper), def.size.to_string());
            let align = (format!("{}_ALIGN", names.upper), def.align.to_string());
            for (name, value) in [size, align] {
                if generator.is_declared(&name, &value) {
                    all.retain(|(claimed, _)| *claimed != name);
                }
            }
            if def.headroom > 0 {
                all.extend(macros(&["HEADROOM"]));
            }
            all.extend(generator.fixed(def, &names.upper).into_iter().map(|c| (c.name, "a macro")));
            if def.has_codec() {
                all.push((names.value.clone(), "the value type"));
                all.extend(functions(&[
                    "init",
                    "decode",
                    "decode_prefix",
                    "encode",
                    "bytes_needed",
                    "find_order",
                    "equal",
                    "format",
                    "rbgen_format",
                    "rbgen_read",
                    "rbgen_stated",
                    "rbgen_write",
                ]));
            }
            for member in &def.members {
                let field = &def.fields[member.field as usize];
                let name = snake(&member.name);
                if matches!(&field.kind, FieldKind::Value(ty) if matches!(ty.element().0, WireType::Char(_) | WireType::Char16(_)))
                {
                    all.push((format!("{}_set_{name}", names.stem), "a function"));
                }
                if super::growth::added(def, member).is_some() {
                    all.push((format!("{}_has_{name}", names.stem), "a function"));
                }
                if field.rules.scale.is_some() {
                    all.push((format!("{}_{name}_physical", names.stem), "a function"));
                }
                if field.atomic.is_some() {
                    all.push((format!("{}_load_{name}", names.stem), "a function"));
                    all.push((format!("{}_store_{name}", names.stem), "a function"));
                }
            }
        }
        ItemId::Message(id) => {
            all.push((names.ty.clone(), "the type"));
            all.extend(functions(&["parse", "create"]));
            let def = &schema.messages[id.index()];
            if def.id.is_some() {
                all.extend(macros(&["ID"]));
            }
            for helper in &def.helpers {
                all.push((format!("{}_{}", names.stem, snake(&helper.name)), helper_kind(&helper.kind)));
            }
        }
        ItemId::Operation(id) => {
            all.push((escape(names.stem.clone()), "the function"));
            all.push((params_type(&names.base), "the parameters"));
            all.extend(functions(&["params_init", "timed"]));
            for many in &schema.operations[id.index()].many {
                all.push((format!("{}_{}", names.stem, snake(&many.name)), "a function"));
                all.push((format!("{}_{}_entry", names.base, many.name), "a type"));
            }
        }
    }
    all
}

fn helper_kind(kind: &HelperKind) -> &'static str {
    match kind {
        HelperKind::Dimensions(_) => "the helper with dimensions",
        HelperKind::Text(..) => "the helper with a text",
        HelperKind::SizeKb(_) => "the helper with a size",
    }
}

/// The constants of an item's values, which can be renamed one by one.
fn constants_of(generator: &Generator<'_>, id: ItemId) -> Vec<(String, String, String, Span)> {
    let schema = generator.schema;
    let owner = &generator.names.item(id).schema;
    let values: Vec<(&str, Span)> = match id {
        ItemId::Enum(i) => {
            schema.enums[i.index()].values.iter().map(|v| (v.name.as_str(), v.name_span)).collect()
        }
        ItemId::Flags(i) => {
            schema.flags[i.index()].values.iter().map(|v| (v.name.as_str(), v.name_span)).collect()
        }
        ItemId::Union(i) if schema.unions[i.index()].tag.is_some() => {
            schema.unions[i.index()].members.iter().map(|m| (m.name.as_str(), m.name_span)).collect()
        }
        _ => Vec::new(),
    };
    let mut all: Vec<(String, String, String, Span)> = values
        .iter()
        .map(|(name, span)| {
            let target = format!("{owner}.{name}");
            (generator.names.constant(id, name), target.clone(), format!("`{target}`"), *span)
        })
        .collect();
    if let ItemId::Flags(i) = id {
        for value in schema.flags[i.index()].values.iter().filter(|v| !v.is_flag) {
            let target = format!("{owner}.{}", value.name);
            let name = format!("{}_SHIFT", generator.names.constant(id, &value.name));
            all.push((name, target.clone(), format!("the shift of `{target}`"), value.name_span));
        }
    }
    all
}

fn check_members(generator: &Generator<'_>, found: &mut Vec<Diagnostic>) {
    let schema = generator.schema;
    let mut check = |owner: &str, members: Vec<(String, String, Span)>| {
        let mut seen: BTreeMap<String, (String, Span)> = BTreeMap::new();
        for (name, original, span) in members {
            let target = format!("{owner}.{original}");
            if name.starts_with("rbgen") || is_reserved(&name) {
                found.push(
                    Diagnostic::error(
                        "lang-name",
                        span,
                        format!("`{target}` has a name that is reserved in C"),
                    )
                    .help(rename_line(&target, &format!("my_{}", name.trim_matches('_')))),
                );
            } else if let Some((other, other_span)) = seen.get(&name) {
                found.push(
                    Diagnostic::error(
                        "lang-collision",
                        span,
                        format!("in C, `{target}` and `{owner}.{other}` are both called `{name}`"),
                    )
                    .other(*other_span, "the other one")
                    .help(rename_line(&target, &format!("{name}2"))),
                );
            } else {
                seen.insert(name, (original, span));
            }
        }
    };
    for def in &schema.structs {
        let names = &generator.names;
        let fields = def.fields.iter();
        check(
            &def.name,
            fields.map(|f| (generator.field_name(def, f), f.name.clone(), f.name_span)).collect(),
        );
        let members = def.members.iter().map(|m| {
            let span = def.fields[m.field as usize].name_span;
            (names.member(&def.name, &m.name), m.name.clone(), span)
        });
        check(&def.name, members.collect());
    }
    for def in &schema.unions {
        let members = def.members.iter();
        check(
            &def.name,
            members
                .map(|m| (generator.names.member(&def.name, &m.name), m.name.clone(), m.name_span))
                .collect(),
        );
    }
    for def in &schema.messages {
        let mut members =
            vec![("header", def.site.name), ("trailing", def.site.name), ("trailing_size", def.site.name)]
                .into_iter()
                .map(|(n, s)| (n.to_owned(), n.to_owned(), s))
                .collect::<Vec<_>>();
        for part in &def.parts {
            members.push((generator.names.member(&def.name, &part.name), part.name.clone(), part.name_span));
            members.push((format!("{}_size", part.name), part.name.clone(), part.name_span));
            if matches!(part.kind, PartKind::Records(..)) {
                members.push((format!("{}_count", part.name), part.name.clone(), part.name_span));
            }
        }
        check(&def.name, members);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn rename_lines_name_the_target() {
        assert_eq!(
            super::rename_line("A.class", "klass"),
            "give it another name in [lang.c]: rename = { \"A.class\" = \"klass\" }"
        );
    }
}
