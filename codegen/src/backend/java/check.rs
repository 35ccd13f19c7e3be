//! What Java can't name, and what its virtual machine can't hold.

use super::flavour::Flavour;
use super::generator::Generator;
use super::library;
use super::members::{STRUCT_CONSTANTS, constants};
use super::names::{self, Names, TABLE, is_name, root};
use super::shared::sides;
use crate::backend::object::claims::{Report, Scope, another};
use crate::backend::object::jvm;
use crate::backend::object::names::{capital, item_name};
use crate::backend::rename::Fixes;
use rbgen_schema::ir::{
    EnumDef, FieldKind, FlagsDef, ItemId, MessageDef, Operation, OptionValue, StructDef, UnionDef,
};
use rbgen_schema::{Diagnostic, Schema, Span};

/// The name of the flavour without a table of its own.
pub(super) const BYTE_BUFFER: &str = "java-bytebuffer";

/// Values of one enum, constants of one schema: each takes a part of the 65535 bytes that initialise a class.
const MOST_CONSTANTS: usize = 3000;

/// Members of one struct: each takes a part of the 65535 bytes of a method that copies or prints them all.
const MOST_MEMBERS: usize = 2000;

/// Parameter slots of a method, of which a `long` or `double` takes two.
const MOST_SLOTS: usize = 255;

/// Classes of every generated package.
const CLASSES: &[&str] = &[
    "DecodeException",
    "EncodeException",
    "ErrorKind",
    "Prefix",
    "Rbgen",
    "Timed",
    "Transport",
    "WireException",
    "WireField",
];

/// Methods of every object.
const OBJECT: &[&str] =
    &["clone", "equals", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait"];

/// Methods of every struct.
const STRUCT: &[&str] = &[
    "builder",
    "bytesNeeded",
    "decode",
    "decodePrefix",
    "dump",
    "encode",
    "encodeInto",
    "iterFrom",
    "toBuilder",
    "build",
];

/// Methods of every view and handle, and its fields.
const VIEW: &[&str] = &["decode", "encode", "memory", "snapshot"];

/// Methods of every enum.
const ENUM: &[&str] = &["code", "isKnown", "name", "of"];

/// Methods of every flag set.
const FLAGS: &[&str] = &["and", "bits", "contains", "isEmpty", "with", "without"];

/// Methods of every message, and its parts.
const MESSAGE: &[&str] = &["create", "encode", "header", "order", "parse", "trailing"];

/// Every error of a schema as far as Java is concerned.
pub(super) fn check(schema: &Schema, flavour: Flavour) -> Vec<Diagnostic> {
    let fixes = Fixes::new(schema, TABLE);
    let mut report = Report::new(&fixes, "Java");
    let before = options(schema, flavour, &mut report) + renames(schema, &mut report);
    if before == 0 {
        let generator = Generator::new(schema, flavour);
        limits(&generator, &mut report);
        classes(&generator, &mut report);
        let names = &generator.names;
        constants_scope(schema, names, &mut report);
        schema.enums.iter().for_each(|def| enumeration(names, def, &mut report));
        schema.flags.iter().for_each(|def| flags(names, def, &mut report));
        schema.unions.iter().for_each(|def| union(names, def, &mut report));
        schema.structs.iter().for_each(|def| structure(&generator, def, &mut report));
        schema.messages.iter().for_each(|def| message(names, def, &mut report));
        operations(&generator, &mut report);
    }
    report.finish()
}

fn refuse(name: &str, lists: &[&[&str]]) -> Option<&'static str> {
    if name.to_ascii_lowercase().starts_with("rbgen") {
        Some("is a name of the generator")
    } else if !is_name(name) {
        Some("can't be a name")
    } else if OBJECT.contains(&name) {
        Some("every object has")
    } else if lists.iter().any(|list| list.contains(&name)) {
        Some("generated classes have already")
    } else {
        None
    }
}

fn options(schema: &Schema, flavour: Flavour, report: &mut Report<'_>) -> usize {
    let mut found = 0;
    let is_package = |text: &str| {
        !text.is_empty() && text.split('.').all(is_name) && text.split('.').next() != Some("java")
    };
    let is_coordinate = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    for module in &schema.modules {
        for option in module.lang.get(TABLE).into_iter().flat_map(|table| &table.options) {
            let (legal, wanted) = match (option.key.as_str(), &option.value) {
                ("package", OptionValue::Text(text)) => {
                    (is_package(text), "names with dots between them, such as `org.example`")
                }
                ("group" | "artifact", OptionValue::Text(text)) => {
                    (is_coordinate(text), "letters, digits, `-`, `_` and `.`")
                }
                ("package" | "group" | "artifact", _) => (false, "a text"),
                // Unknown options are reported for all languages alike.
                _ => (true, ""),
            };
            if !legal {
                let text = format!("`{}` of [lang.java] must be {wanted}", option.key);
                report.add(Diagnostic::error("lang-option", option.value_span, text));
                found += 1;
            }
        }
        let other = module.lang.get(BYTE_BUFFER).filter(|_| flavour == Flavour::ByteBuffer);
        for rename in other.into_iter().flat_map(|table| &table.renames) {
            let text = "both flavours of Java read the renames of [lang.java]";
            report.add(Diagnostic::error("lang-option", rename.span, text).help("write it into [lang.java]"));
            found += 1;
        }
    }
    let package = names::package(schema);
    if !is_package(&package) {
        let module = root(schema);
        let text = format!("`{package}` can't be a package in Java");
        report
            .add(Diagnostic::error("lang-name", module.name_span, text).help("set `package` in [lang.java]"));
        found += 1;
    }
    found
}

fn renames(schema: &Schema, report: &mut Report<'_>) -> usize {
    let mut found = 0;
    for rename in schema.modules.iter().filter_map(|module| module.lang.get(TABLE)).flat_map(|t| &t.renames) {
        if let Some(why) = refuse(&rename.name, &[]) {
            let text = format!("`{}` can't be a name here: it {why} in Java", rename.name);
            let error = Diagnostic::error("lang-name", rename.span, text);
            let legal = |name: &str| refuse(name, &[]).is_none();
            report.rename(error, &rename.target, &another(&rename.name, legal));
            found += 1;
        }
    }
    found
}

fn limits(generator: &Generator<'_>, report: &mut Report<'_>) {
    let schema = generator.schema;
    jvm::check_literals(schema, report);
    let mut refuse = |span: Span, text: String, help: &str| {
        report.add(Diagnostic::error("lang-limit", span, text).help(help));
    };
    for def in schema.enums.iter().filter(|def| def.values.len() > MOST_CONSTANTS) {
        let text =
            format!("`{}` has {} values; a Java class can hold {MOST_CONSTANTS}", def.name, def.values.len());
        refuse(def.site.name, text, "make it an integer with constants, or two enums");
    }
    if schema.consts.len() > MOST_CONSTANTS {
        let text = format!(
            "the schema has {} constants; a Java class can hold {MOST_CONSTANTS}",
            schema.consts.len()
        );
        refuse(
            root(schema).name_span,
            text,
            "split the schema into two files that are generated each on its own",
        );
    }
    for def in &schema.structs {
        let items: usize = def
            .fields
            .iter()
            .map(|field| match &field.kind {
                FieldKind::Bits(_, items) => items.len(),
                _ => 1,
            })
            .sum();
        if items > MOST_MEMBERS {
            let text = format!("`{}` has {items} fields; a Java class can hold {MOST_MEMBERS}", def.name);
            refuse(def.site.name, text, "move some of them into a struct that this one holds");
        }
    }
    for def in &schema.operations {
        let slots: usize = generator.params(def).iter().map(|param| param.slots).sum();
        // The transport, the byte order, and a list.
        if slots + 3 > MOST_SLOTS {
            let text = format!(
                "the parameters of `{}` take {slots} slots; a Java method has {MOST_SLOTS}",
                def.name
            );
            refuse(
                def.site.name,
                text,
                "move some members of the request's header into a struct that it holds",
            );
        }
    }
}

/// Classes are files, which on some systems differ in more than capitals.
fn classes(generator: &Generator<'_>, report: &mut Report<'_>) {
    let schema = generator.schema;
    let names = &generator.names;
    let taken = |name: &str| {
        let is_support = CLASSES.iter().any(|class| class.eq_ignore_ascii_case(name));
        let own = name == names::constants_class(schema) && !schema.consts.is_empty()
            || name == names::calls_class(schema) && !schema.operations.is_empty()
            || name == generator.test_name();
        if is_support || own { Some("generated classes use already") } else { refuse(name, &[]) }
    };
    let mut scope = Scope::new("the package", &taken).folding();
    for item in schema.modules.iter().flat_map(|module| &module.items) {
        let name = item_name(schema, *item);
        let (span, ends): (Span, Vec<&'static str>) = match item {
            ItemId::Const(_) | ItemId::Operation(_) => continue,
            ItemId::Enum(id) => (schema.enums[id.index()].site.name, Vec::new()),
            ItemId::Flags(id) => (schema.flags[id.index()].site.name, Vec::new()),
            ItemId::Union(id) => (schema.unions[id.index()].site.name, Vec::new()),
            ItemId::Message(id) => (schema.messages[id.index()].site.name, Vec::new()),
            ItemId::Struct(id) => {
                let def = &schema.structs[id.index()];
                let mut ends: Vec<&'static str> = sides(def).into_iter().map(|(_, end)| end).collect();
                if generator.has_view(def) {
                    ends.push("View");
                }
                (def.site.name, ends)
            }
        };
        scope.claim_forms(names.class(name), name, span, move |base| {
            std::iter::once(String::new())
                .chain(ends.iter().map(|end| (*end).to_owned()))
                .map(|end| format!("{base}{end}"))
                .collect()
        });
    }
    scope.finish(report);
}

fn constants_scope(schema: &Schema, names: &Names, report: &mut Report<'_>) {
    let refused = |name: &str| refuse(name, &[]);
    let mut scope = Scope::new("the constants", &refused);
    for def in &schema.consts {
        scope.claim(names.constant(&def.name), &def.name, def.site.name);
    }
    scope.finish(report);
}

fn enumeration(names: &Names, def: &EnumDef, report: &mut Report<'_>) {
    let refused = |name: &str| refuse(name, &[ENUM]);
    let mut scope = Scope::new(format!("the enum `{}`", def.name), &refused);
    for value in &def.values {
        let target = format!("{}.{}", def.name, value.name);
        scope.claim(names.value(&def.name, &value.name), target, value.name_span);
    }
    for text in &def.text {
        let target = format!("{}.{}", def.name, text.name);
        scope.claim(names.member(&def.name, &text.name), target, def.site.name);
    }
    scope.finish(report);
}

fn flags(names: &Names, def: &FlagsDef, report: &mut Report<'_>) {
    let refused =
        |name: &str| if name == "NONE" { Some("every flag set has") } else { refuse(name, &[FLAGS]) };
    let mut scope = Scope::new(format!("the flags `{}`", def.name), &refused);
    for value in &def.values {
        let target = format!("{}.{}", def.name, value.name);
        if value.is_flag {
            scope.claim(names.value(&def.name, &value.name), target, value.name_span);
        } else {
            let forms = |base: &str| vec![base.to_owned(), format!("with{}", capital(base))];
            scope.claim_forms(names.member(&def.name, &value.name), target, value.name_span, forms);
        }
    }
    scope.finish(report);
}

fn union(names: &Names, def: &UnionDef, report: &mut Report<'_>) {
    let class = names.class(&def.name);
    // A record inside hides the class of its name, which its own members may be of.
    let refused = |name: &str| {
        let hides =
            def.tag.is_some() && (CLASSES.contains(&name) || library::is_known(name) || name == class);
        if hides || matches!(name, "SIZE" | "ALIGN" | "wireBytes") {
            Some("generated classes use already")
        } else {
            refuse(name, &[])
        }
    };
    let mut scope = Scope::new(format!("the union `{}`", def.name), &refused);
    for member in &def.members {
        let target = format!("{}.{}", def.name, member.name);
        if def.tag.is_some() {
            scope.claim(names.variant(&def.name, &member.name), target, member.name_span);
        } else {
            let forms = |base: &str| vec![base.to_owned(), format!("from{}", capital(base))];
            scope.claim_forms(names.member(&def.name, &member.name), target, member.name_span, forms);
        }
    }
    scope.finish(report);
}

fn structure(generator: &Generator<'_>, def: &StructDef, report: &mut Report<'_>) {
    let names = &generator.names;
    let refused = |name: &str| refuse(name, &[STRUCT, VIEW]);
    let mut scope = Scope::new(format!("the struct `{}`", def.name), &refused);
    for member in generator.members(def) {
        let schema_name = member.item.map_or(&member.field.name, |item| &item.name);
        let span = member.item.map_or(member.field.name_span, |item| item.name_span);
        let scaled = member.scale().is_some();
        let forms = move |base: &str| {
            let mut forms = vec![base.to_owned(), format!("set{}", capital(base))];
            forms.extend(scaled.then(|| format!("{base}Physical")));
            forms
        };
        scope.claim_forms(member.name, format!("{}.{schema_name}", def.name), span, forms);
    }
    scope.finish(report);
    let fixed = |name: &str| {
        if name == "FIELDS" { Some("generated classes have already") } else { refuse(name, &[]) }
    };
    let mut scope = Scope::new(format!("the constants of `{}`", def.name), &fixed);
    for constant in constants(def) {
        let name = names.value(&def.name, constant.name);
        if STRUCT_CONSTANTS.contains(&name.as_str()) {
            continue;
        }
        let span = constant.item.map_or(constant.field.name_span, |item| item.name_span);
        scope.claim(name, format!("{}.{}", def.name, constant.name), span);
    }
    scope.finish(report);
}

fn message(names: &Names, def: &MessageDef, report: &mut Report<'_>) {
    let refused = |name: &str| refuse(name, &[MESSAGE]);
    let mut scope = Scope::new(format!("the message `{}`", def.name), &refused);
    for part in &def.parts {
        scope.claim(
            names.member(&def.name, &part.name),
            format!("{}.{}", def.name, part.name),
            part.name_span,
        );
    }
    for helper in &def.helpers {
        scope.claim(
            names.member(&def.name, &helper.name),
            format!("{}.{}", def.name, helper.name),
            def.site.name,
        );
    }
    scope.finish(report);
}

fn operations(generator: &Generator<'_>, report: &mut Report<'_>) {
    let schema = generator.schema;
    let names = &generator.names;
    let refused = |name: &str| refuse(name, &[]);
    let mut scope = Scope::new("the calls", &refused);
    for def in &schema.operations {
        let lists: Vec<String> =
            def.many.iter().map(|many| capital(&names.member(&def.name, &many.name))).collect();
        let forms = move |base: &str| {
            let mut forms = vec![base.to_owned(), format!("{base}Timed")];
            forms.extend(lists.iter().map(|list| format!("{base}{list}")));
            forms
        };
        scope.claim_forms(names.method(&def.name), &def.name, def.site.name, forms);
    }
    scope.finish(report);
    let entries = |name: &str| {
        let is_class = CLASSES.contains(&name) || library::is_known(name);
        if is_class { Some("generated classes use already") } else { refuse(name, &[]) }
    };
    let mut scope = Scope::new("the calls", &entries);
    for def in &schema.operations {
        for many in def.many.iter().filter(|many| many.params.len() > 1) {
            scope.claim(
                generator.entry_name(def, many),
                format!("{}.{}", def.name, many.name),
                def.site.name,
            );
        }
    }
    scope.finish(report);
    schema.operations.iter().for_each(|def| parameters(names, def, report));
}

fn parameters(names: &Names, def: &Operation, report: &mut Report<'_>) {
    let refused = |name: &str| {
        if matches!(name, "transport" | "order") { Some("every call has") } else { refuse(name, &[]) }
    };
    let mut scope = Scope::new(format!("the call `{}`", def.name), &refused);
    for param in &def.params {
        scope.claim(
            names.member(&def.name, &param.name),
            format!("{}.{}", def.name, param.name),
            def.site.name,
        );
    }
    for many in &def.many {
        scope.claim(
            names.member(&def.name, &many.name),
            format!("{}.{}", def.name, many.name),
            def.site.name,
        );
    }
    scope.finish(report);
}
