//! What C# can't name.

use super::context::{Context, FRAMEWORK, FURTHER, Needs};
use super::names::Names;
use super::{coded, constants, messages, operations, package, shared, structs, views};
use crate::backend::object::claims::{Report, Scope};
use crate::backend::object::lower::member_type;
use crate::backend::object::names::{is_identifier, item_name};
use crate::backend::rename::Fixes;
use rbgen_schema::ir::{
    EnumDef, FieldKind, FlagsDef, ItemId, MessageDef, Operation, OptionValue, StructDef, UnionDef, WireType,
};
use rbgen_schema::{Diagnostic, Schema, Span};

/// Types that every package may have for itself.
const SUPPORT: [&str; 12] = [
    "ByteOrder",
    "DecodeException",
    "EncodeException",
    "ErrorKind",
    "IAsyncTransport",
    "ITransport",
    "IWireStruct",
    "Layout",
    "LayoutField",
    "Records",
    "WireException",
    "System",
];

/// Members of every object.
const OBJECT: [&str; 8] = [
    "Equals",
    "Finalize",
    "GetHashCode",
    "GetType",
    "MemberwiseClone",
    "ReferenceEquals",
    "ToString",
    "PrintMembers",
];

/// Members of the value of every struct.
const STRUCT: [&str; 16] = [
    "Align",
    "BytesNeeded",
    "Decode",
    "DecodePrefix",
    "Deconstruct",
    "Dump",
    "Encode",
    "EncodeInto",
    "FindOrder",
    "Headroom",
    "IterFrom",
    "Layout",
    "LayoutHash",
    "Size",
    "EqualityContract",
    "Clone",
];

/// Members of views, handles, messages, unions and enums, besides those whose type is called alike.
const MEMBERS: [&str; 13] = [
    "AsSpan",
    "Bytes",
    "Create",
    "HasFlag",
    "Id",
    "IsKnown",
    "Parse",
    "Rest",
    "Snapshot",
    "ToValue",
    "Trailing",
    "Value",
    "EqualityContract",
];

/// Every error of a schema as far as C# is concerned.
pub(crate) fn check(schema: &Schema) -> Vec<Diagnostic> {
    let fixes = Fixes::new(schema, "csharp");
    let mut report = Report::new(&fixes, "C#");
    options(schema, &fixes, &mut report);
    let renames_are_legal = renames(schema, &mut report);
    if renames_are_legal {
        let names = Names::new(schema);
        let needs = Needs::default();
        let namespace = package::namespace(schema);
        let cx = Context::new(schema, &names, &needs, &namespace);
        globals(&cx, &mut report);
        schema.enums.iter().for_each(|def| enumeration(&cx, def, &mut report));
        schema.flags.iter().for_each(|def| flags(&cx, def, &mut report));
        schema.unions.iter().for_each(|def| union(&cx, def, &mut report));
        schema.structs.iter().for_each(|def| structure(&cx, def, &mut report));
        schema.messages.iter().for_each(|def| message(&cx, def, &mut report));
        schema.operations.iter().for_each(|def| operation(&cx, def, &mut report));
    }
    report.finish()
}

fn options(schema: &Schema, fixes: &Fixes<'_>, report: &mut Report<'_>) {
    for table in schema.modules.iter().filter_map(|module| module.lang.get("csharp")) {
        for option in &table.options {
            let (legal, wanted) = match (option.key.as_str(), &option.value) {
                ("namespace", OptionValue::Text(text)) => (is_namespace(text), "identifiers joined by dots"),
                ("package", OptionValue::Text(text)) => {
                    (is_package(text), "letters, digits, `_`, `-` and `.`")
                }
                ("namespace" | "package", _) => (false, "a text"),
                // Unknown options are reported for all languages alike.
                _ => (true, ""),
            };
            if !legal {
                let text = format!("`{}` of [lang.csharp] must be {wanted}", option.key);
                report.add(Diagnostic::error("lang-option", option.value_span, text));
            }
        }
    }
    let namespace = package::namespace(schema);
    let root = package::root(schema);
    if namespace.split('.').next() == Some("System") {
        let text = format!("a namespace `{namespace}` would hide the framework's types");
        let error = Diagnostic::error("lang-name", root.name_span, text);
        report.add(fixes.option(error, "namespace", &format!("{namespace}Schema")));
    }
}

fn is_namespace(text: &str) -> bool {
    text.split('.').all(|part| is_identifier(part) && super::names::identifier(part) == part)
}

fn is_package(text: &str) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    edge(text.chars().next())
        && edge(text.chars().last())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        && !text.contains("..")
        && text.len() <= 100
}

fn renames(schema: &Schema, report: &mut Report<'_>) -> bool {
    let mut legal = true;
    let tables = schema.modules.iter().filter_map(|module| module.lang.get("csharp"));
    for rename in tables.flat_map(|table| &table.renames) {
        if !is_identifier(&rename.name) || is_private(&rename.name) {
            legal = false;
            let text = format!("`{}` can't be a name in C#", rename.name);
            report.add(
                Diagnostic::error("lang-name", rename.span, text).help(
                    "a name is letters, digits and `_`, and does not start with `__`, `rbgen` or `Rbgen`",
                ),
            );
        }
    }
    legal
}

/// Names of the compiler, or of the generator.
fn is_private(name: &str) -> bool {
    let name = name.trim_start_matches('@');
    name.starts_with("__") || name.starts_with("rbgen") || name.starts_with("Rbgen")
}

/// What no name can be.
fn anywhere(name: &str) -> Option<&'static str> {
    is_private(name).then_some("is kept for the generator")
}

fn global(name: &str) -> Option<&'static str> {
    let known = |list: &[(&str, &str)]| list.iter().any(|(of, _)| *of == name);
    if SUPPORT.contains(&name) {
        return Some("every package has for itself");
    }
    if known(&FRAMEWORK) || known(&FURTHER) {
        return Some("is a type of the framework that generated code uses");
    }
    if OBJECT.contains(&name) || STRUCT.contains(&name) || MEMBERS.contains(&name) {
        return Some("generated types have as a member, which no type around it can be called");
    }
    let bare = name.trim_start_matches('@');
    if bare.chars().all(|c| c.is_ascii_lowercase()) {
        return Some("is kept for keywords");
    }
    anywhere(name)
}

fn globals(cx: &Context<'_>, report: &mut Report<'_>) {
    let schema = cx.schema;
    let stem = package::stem(schema);
    let root = package::root(schema);
    // Each type has a file of its own.
    let mut scope = Scope::new("the package", &global).folding();
    let mut held = Scope::new("the constants", &in_class);
    let mut called = Scope::new("the calls", &in_class);
    if !schema.consts.is_empty() {
        scope.claim(format!("{stem}Constants"), root.name.clone(), root.name_span);
        held.claim(format!("{stem}Constants"), root.name.clone(), root.name_span);
    }
    if !schema.operations.is_empty() {
        scope.claim(format!("{stem}Calls"), root.name.clone(), root.name_span);
        called.claim(format!("{stem}Calls"), root.name.clone(), root.name_span);
    }
    for item in schema.modules.iter().flat_map(|module| &module.items) {
        let (name, span) = (item_name(schema, *item).to_owned(), span(schema, *item));
        match item {
            ItemId::Const(_) => held.claim(cx.names.constant(&name), name, span),
            ItemId::Operation(id) => {
                let def = &schema.operations[id.index()];
                let many: Vec<String> =
                    def.many.iter().map(|many| super::names::value_case(&many.name)).collect();
                called.claim_forms(cx.names.item(&name), name, span, move |name| {
                    operations::names(name, &many)
                });
            }
            ItemId::Enum(_) | ItemId::Flags(_) => {
                scope.claim_forms(cx.names.item(&name), name, span, |name| {
                    vec![name.to_owned(), suffixed(name, "Extensions")]
                });
            }
            ItemId::Union(_) => {
                scope.claim_forms(cx.names.item(&name), name, span, |name| {
                    vec![name.to_owned(), suffixed(name, "Raw")]
                });
            }
            ItemId::Message(_) => {
                // A message has a header, so it can't be called so.
                scope.claim_forms(cx.names.item(&name), name, span, |name| {
                    let own = messages::OWN.contains(&name).then(|| format!("rbgen{name}"));
                    std::iter::once(name.to_owned()).chain(own).collect()
                });
            }
            ItemId::Struct(id) => {
                let def = &schema.structs[id.index()];
                let mut ends = vec![String::new()];
                if def.has_codec() {
                    ends.push("Raw".to_owned());
                }
                if views::has(schema, def) {
                    ends.push("View".to_owned());
                }
                let sides = shared::sides(def);
                if !sides.is_empty() {
                    ends.push("Handles".to_owned());
                }
                ends.extend(sides.into_iter().map(|(_, end)| end.to_owned()));
                scope.claim_forms(cx.names.item(&name), name, span, move |name| {
                    ends.iter()
                        .map(|end| if end.is_empty() { name.to_owned() } else { suffixed(name, end) })
                        .collect()
                });
            }
        }
    }
    scope.finish(report);
    held.finish(report);
    called.finish(report);
}

fn suffixed(name: &str, end: &str) -> String {
    format!("{}{end}", name.trim_start_matches('@'))
}

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

fn in_class(name: &str) -> Option<&'static str> {
    if OBJECT.contains(&name) { Some("every object has for itself") } else { anywhere(name) }
}

/// What a member of a type can't be called: the type's own name, and what all such types have.
fn member<'r>(own: &'r str, reserved: &'r [&'r str]) -> impl Fn(&str) -> Option<&'static str> + 'r {
    move |name| {
        if name == own {
            Some("is the name of the type itself, which no member can have")
        } else if reserved.contains(&name) {
            Some("every such type has for itself")
        } else {
            in_class(name)
        }
    }
}

fn enumeration(cx: &Context<'_>, def: &EnumDef, report: &mut Report<'_>) {
    let name = cx.names.item(&def.name);
    let wide = Context::is_wide(def.repr);
    let refused = |of: &str| {
        if wide && of == name {
            Some("is the name of the type itself, which no member can have")
        } else if wide && matches!(of, "Value" | "IsKnown" | "Deconstruct") {
            Some("every such type has for itself")
        } else if of == "value__" {
            Some("is kept for the compiler")
        } else {
            in_class(of)
        }
    };
    let mut scope = Scope::new(format!("the enum `{}`", def.name), &refused);
    for value in &def.values {
        scope.claim(
            cx.names.value(&def.name, &value.name),
            format!("{}.{}", def.name, value.name),
            value.name_span,
        );
    }
    let own = suffixed(&name, "Extensions");
    let refused_text = member(&own, &["IsKnown", "HasFlag", "CompareTo", "GetTypeCode"]);
    let mut texts = Scope::new(format!("the texts of `{}`", def.name), &refused_text);
    for text in &def.text {
        let method = cx.names.inner(&def.name, &text.name);
        let target = format!("{}.{}", def.name, text.name);
        if wide {
            scope.claim(method, target, def.site.name);
        } else {
            texts.claim(method, target, def.site.name);
        }
    }
    scope.finish(report);
    texts.finish(report);
}

fn flags(cx: &Context<'_>, def: &FlagsDef, report: &mut Report<'_>) {
    let name = cx.names.item(&def.name);
    let wide = Context::is_wide(def.repr);
    let own = if wide { name.clone() } else { suffixed(&name, "Extensions") };
    let refused = |of: &str| {
        if of == "value__" {
            Some("is kept for the compiler")
        } else if wide && matches!(of, "Value" | "HasFlag" | "Deconstruct") {
            Some("every such type has for itself")
        } else if wide && of == name {
            Some("is the name of the type itself, which no member can have")
        } else {
            in_class(of)
        }
    };
    let refused_number = member(&own, &["HasFlag", "CompareTo", "GetTypeCode", "Value", "Deconstruct"]);
    let mut scope = Scope::new(format!("the flag set `{}`", def.name), &refused);
    let mut numbers = Scope::new(format!("the numbers of `{}`", def.name), &refused_number);
    for value in &def.values {
        let (member, target) =
            (cx.names.value(&def.name, &value.name), format!("{}.{}", def.name, value.name));
        let forms = |name: &str| vec![name.to_owned(), format!("With{}", name.trim_start_matches('@'))];
        if value.is_flag {
            scope.claim(member, target, value.name_span);
        } else if wide {
            scope.claim_forms(member, target, value.name_span, forms);
        } else {
            numbers.claim_forms(member, target, value.name_span, forms);
        }
    }
    let _ = coded::none_name(cx, def);
    scope.finish(report);
    numbers.finish(report);
}

fn union(cx: &Context<'_>, def: &UnionDef, report: &mut Report<'_>) {
    let name = cx.names.item(&def.name);
    let tagged = def.tag.is_some();
    let refused =
        member(&name, &["Bytes", "Clone", "Deconstruct", "EqualityContract", "Rest", "Size", "Value"]);
    let mut scope = Scope::new(format!("the union `{}`", def.name), &refused);
    for member in &def.members {
        let of = cx.names.inner(&def.name, &member.name);
        let target = format!("{}.{}", def.name, member.name);
        scope.claim_forms(of, target, member.name_span, move |name| {
            let bare = name.trim_start_matches('@');
            if tagged {
                vec![name.to_owned()]
            } else {
                vec![name.to_owned(), format!("From{bare}"), format!("As{bare}")]
            }
        });
    }
    scope.finish(report);
    // The mirror has a member of each name too.
    let raw = suffixed(&name, "Raw");
    let refused = self::member(&raw, &[]);
    let mut scope = Scope::new(format!("the mirror of the union `{}`", def.name), &refused);
    for member in &def.members {
        let of = cx.names.inner(&def.name, &member.name);
        scope.claim(of, format!("{}.{}", def.name, member.name), member.name_span);
    }
    scope.finish(report);
}

fn structure(cx: &Context<'_>, def: &StructDef, report: &mut Report<'_>) {
    let name = cx.names.item(&def.name);
    let target = |of: &str| format!("{}.{of}", def.name);
    if def.has_codec() {
        let refused = member(&name, &STRUCT);
        let mut scope = Scope::new(format!("the struct `{}`", def.name), &refused);
        for member in &def.members {
            let (field, item) = structs::site(def, member);
            let span = item.map_or(field.name_span, |item| item.name_span);
            let scaled = structs::is_scaled(def, member);
            scope.claim_forms(cx.names.member(def, member), target(&member.name), span, move |name| {
                let physical = scaled.then(|| structs::physical_name(name));
                std::iter::once(name.to_owned()).chain(physical).collect()
            });
        }
        for fixed in constants::fixed(def) {
            scope.claim(cx.names.inner(&def.name, fixed.name), target(fixed.name), fixed.span);
        }
        scope.finish(report);
        let view = views::name(&name);
        let refused = member(&view, &views::OWN);
        let mut scope = Scope::new(format!("the view of the struct `{}`", def.name), &refused);
        let handles: Vec<String> =
            shared::sides(def).into_iter().map(|(_, end)| suffixed(&name, end)).collect();
        let refused_handle = |of: &str| {
            if handles.iter().any(|handle| handle == of) {
                return Some("is the name of the type itself, which no member can have");
            }
            member("", &shared::OWN)(of)
        };
        let mut in_handle = Scope::new(format!("the handles of the struct `{}`", def.name), &refused_handle);
        for member in &def.members {
            let (field, item) = structs::site(def, member);
            let span = item.map_or(field.name_span, |item| item.name_span);
            let is_array = matches!(member_type(def, member), WireType::Array(..));
            let name = cx.names.member(def, member);
            if views::has(cx.schema, def) {
                scope.claim_forms(name.clone(), target(&member.name), span, move |name| {
                    let bare = name.trim_start_matches('@');
                    if is_array {
                        vec![format!("Get{bare}"), format!("Set{bare}")]
                    } else {
                        vec![name.to_owned()]
                    }
                });
            }
            if !handles.is_empty() {
                in_handle.claim_forms(name, target(&member.name), span, |name| {
                    vec![name.to_owned(), format!("Add{}", name.trim_start_matches('@'))]
                });
            }
        }
        scope.finish(report);
        in_handle.finish(report);
    }
    let raw = if def.has_codec() { suffixed(&name, "Raw") } else { name };
    let refused = member(&raw, if def.has_codec() { &[] } else { &["LayoutHash"] });
    let mut scope = Scope::new(format!("the mirror of the struct `{}`", def.name), &refused);
    for field in def.fields.iter().filter(|field| field.kind != FieldKind::Padding) {
        scope.claim(cx.names.inner(&def.name, &field.name), target(&field.name), field.name_span);
    }
    scope.finish(report);
}

fn message(cx: &Context<'_>, def: &MessageDef, report: &mut Report<'_>) {
    let name = cx.names.item(&def.name);
    let refused = member(&name, &messages::OWN);
    let mut scope = Scope::new(format!("the message `{}`", def.name), &refused);
    for part in &def.parts {
        scope.claim(
            cx.names.inner(&def.name, &part.name),
            format!("{}.{}", def.name, part.name),
            part.name_span,
        );
    }
    for helper in &def.helpers {
        scope.claim(
            cx.names.inner(&def.name, &helper.name),
            format!("{}.{}", def.name, helper.name),
            def.site.name,
        );
    }
    scope.finish(report);
}

fn operation(cx: &Context<'_>, def: &Operation, report: &mut Report<'_>) {
    let mut scope = Scope::new(format!("the call `{}`", def.name), &anywhere);
    for param in &def.params {
        scope.claim(cx.names.param(def, &param.name), format!("{}.{}", def.name, param.name), def.site.name);
    }
    scope.finish(report);
}
