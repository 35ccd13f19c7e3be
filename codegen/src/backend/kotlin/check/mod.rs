//! What Kotlin can't name, and what the JVM can't hold.

mod items;
mod limits;

use super::imports::IMPORTS;
use super::names::{self, Names};
use crate::backend::object::claims::{Refused, Report, Scope, another};
use crate::backend::object::names::{capital, is_identifier, item_name};
use crate::backend::rename::Fixes;
use rbgen_schema::ir::{ItemId, OptionValue, StructDef};
use rbgen_schema::{Diagnostic, Schema, Span};
use std::collections::BTreeSet;

/// Types of Kotlin that generated files name; one of the package would come before them.
const TYPES: &[&str] = &[
    "Any",
    "Array",
    "Boolean",
    "Byte",
    "ByteArray",
    "Character",
    "Charsets",
    "Companion",
    "DecodeException",
    "Deprecated",
    "Double",
    "EncodeException",
    "ErrorKind",
    "Float",
    "IllegalArgumentException",
    "Int",
    "JvmInline",
    "List",
    "Long",
    "LongArray",
    "Math",
    "MutableList",
    "Pair",
    "Sequence",
    "Short",
    "String",
    "StringBuilder",
    "Suppress",
    "Transport",
    "Triple",
    "UByte",
    "UInt",
    "ULong",
    "UShort",
    "WireException",
];

/// Constants of every companion.
const CONSTANTS: &[&str] = &["ALIGN", "Companion", "LAYOUT", "LAYOUT_HASH", "SIZE"];

/// First parts of packages that the JVM or the compiler keeps for itself.
const KEPT_PACKAGES: &[&str] = &["java", "javax", "jdk", "kotlin", "kotlinx", "sun"];

/// Every error of a schema as far as Kotlin is concerned.
pub(crate) fn check(schema: &Schema) -> Vec<Diagnostic> {
    let fixes = Fixes::new(schema, "kotlin");
    let mut report = Report::new(&fixes, "Kotlin");
    let before = options(schema, &fixes, &mut report) + renames(schema, &mut report);
    if before == 0 {
        let names = Names::new(schema);
        limits::check(schema, &mut report);
        types(schema, &names, &mut report);
        functions(schema, &names, &mut report);
        let all: BTreeSet<String> = schema
            .modules
            .iter()
            .flat_map(|module| &module.items)
            .filter(|item| !matches!(item, ItemId::Const(_) | ItemId::Operation(_)))
            .map(|item| names.type_name(item_name(schema, *item)))
            .collect();
        let scopes = items::Scopes { schema, names: &names, types: all };
        scopes.check(&mut report);
    }
    report.finish()
}

/// Why nothing can have a name.
fn general(name: &str) -> Option<&'static str> {
    if name.to_ascii_lowercase().starts_with("rbgen") {
        Some("is a name of the generator")
    } else if !is_identifier(name) || name.chars().all(|c| c == '_') {
        Some("can't be a name")
    } else {
        None
    }
}

fn is_package(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.iter().all(|part| is_identifier(part) && !part.chars().all(|c| c == '_'))
        && !KEPT_PACKAGES.contains(&parts[0])
}

fn is_coordinate(text: &str) -> bool {
    !text.is_empty()
        && text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn options(schema: &Schema, fixes: &Fixes<'_>, report: &mut Report<'_>) -> usize {
    let mut found = 0;
    for option in
        schema.modules.iter().filter_map(|module| module.lang.get("kotlin")).flat_map(|t| &t.options)
    {
        let (legal, wanted) = match (option.key.as_str(), &option.value) {
            ("package", OptionValue::Text(text)) => (
                is_package(text),
                "names with dots between them, such as `org.example`, that start with none of the platform's",
            ),
            ("group" | "artifact", OptionValue::Text(text)) => {
                (is_coordinate(text), "letters, digits, `-`, `_` and `.`")
            }
            ("package" | "group" | "artifact", _) => (false, "a text"),
            // Unknown options are reported for all languages alike.
            _ => (true, ""),
        };
        if !legal {
            found += 1;
            let text = format!("`{}` of [lang.kotlin] must be {wanted}", option.key);
            report.add(Diagnostic::error("lang-option", option.value_span, text));
        }
    }
    let package = names::package(schema);
    if found == 0 && !is_package(&package) {
        found += 1;
        if let Some(root) = schema.modules.last() {
            let text = format!("`{package}` can't be a package in Kotlin");
            let error = Diagnostic::error("lang-name", root.name_span, text);
            let free = format!("{package}_schema");
            let free = if is_package(&free) { free } else { another(&free, is_package) };
            report.add(fixes.option(error, "package", &free));
        }
    }
    found
}

fn renames(schema: &Schema, report: &mut Report<'_>) -> usize {
    let mut found = 0;
    for rename in
        schema.modules.iter().filter_map(|module| module.lang.get("kotlin")).flat_map(|t| &t.renames)
    {
        if let Some(why) = general(&rename.name) {
            found += 1;
            let text = format!("`{}` {why} in Kotlin", rename.name);
            let help = "a name is letters, digits and `_`, and does not start with `rbgen`";
            report.add(Diagnostic::error("lang-name", rename.span, text).help(help));
        }
    }
    found
}

/// The span of an item's name.
fn span(schema: &Schema, item: ItemId) -> Span {
    match item {
        ItemId::Const(id) => schema.consts[id.index()].site.name,
        ItemId::Enum(id) => schema.enums[id.index()].site.name,
        ItemId::Flags(id) => schema.flags[id.index()].site.name,
        ItemId::Union(id) => schema.unions[id.index()].site.name,
        ItemId::Struct(id) => schema.structs[id.index()].site.name,
        ItemId::Message(id) => schema.messages[id.index()].site.name,
        ItemId::Operation(id) => schema.operations[id.index()].site.name,
    }
}

/// What the names of a struct's classes end in.
fn suffixes(def: &StructDef) -> Vec<&'static str> {
    let mut out = vec![""];
    if def.has_codec() {
        out.extend(super::views::has_view(def).then_some("View"));
        out.extend(super::shared::sides(def).map(|(_, suffix)| suffix));
    }
    out
}

/// The classes of the package, each of which is a file too.
fn types(schema: &Schema, names: &Names<'_>, report: &mut Report<'_>) {
    let files: BTreeSet<String> = (0..schema.modules.len() as u32)
        .map(|index| names::module_stem(schema, rbgen_schema::ir::ModuleId(index)))
        .flat_map(|stem| {
            ["CallsKt", "ConstantsKt", "Calls", "Constants", "Test"].map(|end| format!("{stem}{end}"))
        })
        .chain(["RbgenWireKt", "WireExceptionKt", "Test"].map(str::to_owned))
        .map(|name| name.to_ascii_lowercase())
        .collect();
    let refused = |name: &str| {
        if TYPES.contains(&name) || IMPORTS.iter().any(|(own, _)| *own == name) {
            Some("generated files use for something else")
        } else if files.contains(&name.to_ascii_lowercase()) {
            Some("another file of the package has")
        } else if names::is_keyword(name) {
            Some("is a keyword")
        } else {
            general(name)
        }
    };
    let refused: Refused<'_> = &refused;
    let mut scope = Scope::new("the package", refused).folding();
    for item in schema.modules.iter().flat_map(|module| &module.items) {
        let target = item_name(schema, *item);
        match item {
            ItemId::Const(_) => {}
            ItemId::Operation(id) => {
                let def = &schema.operations[id.index()];
                let ends: Vec<String> = def
                    .many
                    .iter()
                    .filter(|many| many.params.len() > 3)
                    .map(|many| format!("{}Entry", capital(&names.plain(&def.name, &many.name))))
                    .collect();
                if !ends.is_empty() {
                    scope.claim_forms(names.call(target), target, span(schema, *item), move |name| {
                        ends.iter().map(|end| format!("{}{end}", capital(name))).collect()
                    });
                }
            }
            ItemId::Struct(id) => {
                let ends = suffixes(&schema.structs[id.index()]);
                scope.claim_forms(names.type_name(target), target, span(schema, *item), move |name| {
                    ends.iter().map(|end| format!("{name}{end}")).collect()
                });
            }
            _ => scope.claim(names.type_name(target), target, span(schema, *item)),
        }
    }
    scope.finish(report);
}

/// The constants of the package, and its functions.
fn functions(schema: &Schema, names: &Names<'_>, report: &mut Report<'_>) {
    let refused: Refused<'_> = &|name: &str| general(name);
    let mut constants = Scope::new("the package", refused);
    for (index, def) in schema.consts.iter().enumerate() {
        let name = names.constant(rbgen_schema::ir::ConstId(index as u32));
        constants.claim(name.trim_matches('`'), &def.name, def.site.name);
    }
    constants.finish(report);
    let own: Refused<'_> = &|name: &str| {
        if name == "callRaw" { Some("a transport has") } else { general(name) }
    };
    let mut functions = Scope::new("the package", own);
    for def in &schema.operations {
        let ends: Vec<String> = ["".to_owned(), "Timed".to_owned()]
            .into_iter()
            .chain(def.many.iter().map(|many| capital(&names.plain(&def.name, &many.name))))
            .collect();
        functions.claim_forms(names.call(&def.name), &def.name, def.site.name, move |name| {
            ends.iter().map(|end| format!("{name}{end}")).collect()
        });
    }
    functions.finish(report);
}
