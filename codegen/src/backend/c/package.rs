//! The files of a package.

use super::generator::{Code, Generator};
use super::names::{LANG, text_option, upper};
use super::text;
use super::wire;
use super::wrap::wrap;
use crate::FileSet;
use crate::schema::ir::{FieldKind, ItemId, Module, Schema, StructId};
use askama::Template;
use rbgen_templates::c::{CMake, Function, Header, Readme, Test, Wire};

/// All files of the package of the root schema.
pub(super) fn files(schema: &Schema) -> FileSet {
    let generator = Generator::new(schema);
    let mut files = FileSet::new();
    let Some(root) = schema.modules.last() else { return files };
    let folder = &root.name;
    for module in &schema.modules {
        files.insert(
            format!("{folder}/include/{}.h", header_stem(module)),
            render_code(generator.header(module)),
        );
    }
    files.insert(format!("{folder}/include/rbgen_wire.h"), render_code(Wire));
    files.insert(
        format!("{folder}/CMakeLists.txt"),
        render(CMake { schema: folder.clone(), name: target(folder), version: root.version }),
    );
    files.insert(format!("{folder}/README.md"), render(generator.readme(root)));
    files.insert(format!("{folder}/tests/test_{folder}.c"), render_code(generator.test(root)));
    files
}

/// What the package is called in CMake, which keeps some names of targets for itself.
fn target(name: &str) -> String {
    const TAKEN: [&str; 14] = [
        "all",
        "c",
        "clean",
        "dl",
        "edit_cache",
        "help",
        "install",
        "list_install_components",
        "m",
        "package",
        "package_source",
        "pthread",
        "rebuild_cache",
        "test",
    ];
    if TAKEN.contains(&name.to_ascii_lowercase().as_str()) {
        format!("{name}_schema")
    } else {
        name.to_owned()
    }
}

/// The text of a header or source file, with its long lines broken.
fn render_code(template: impl Template) -> String {
    render_lines(template, wrap)
}

/// The template's text with exactly one newline at its end.
fn render(template: impl Template) -> String {
    render_lines(template, |line, out| {
        out.push_str(line);
        out.push('\n');
    })
}

/// The template's text, each line of it put down by `put`. What the template held is dropped first: headers get large.
fn render_lines(template: impl Template, put: impl Fn(&str, &mut String)) -> String {
    let text = template.to_string();
    drop(template);
    let mut out = String::with_capacity(text.len() + text.len() / 64);
    let mut blank = true;
    for line in text.lines().map(str::trim_end) {
        // Items bring a blank line before and after them; one is enough.
        if line.is_empty() && blank {
            continue;
        }
        blank = line.is_empty();
        put(line, &mut out);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The name of a module's header without `.h`.
pub(super) fn header_stem(module: &Module) -> &str {
    option(module, "header").unwrap_or(&module.name)
}

/// The include guard of a module's header.
pub(super) fn guard(module: &Module) -> String {
    option(module, "guard")
        .map_or_else(|| format!("{}_H", upper(&header_stem(module).replace('-', "_"))), str::to_owned)
}

fn option<'a>(module: &'a Module, key: &str) -> Option<&'a str> {
    module.lang.get(LANG).and_then(|lang| text_option(&lang.options, key))
}

impl Generator<'_> {
    fn header(&self, module: &Module) -> Header {
        let mut doc: Vec<String> = Vec::new();
        for line in module.doc.iter().flat_map(|d| text::comment_lines(d)) {
            doc.push(format!(" * {line}").trim_end().to_owned());
        }
        if !doc.is_empty() {
            doc.push(" *".to_owned());
        }
        let items: Vec<String> = self.ordered(module).into_iter().map(|i| self.item(i)).collect();
        Header {
            schema: module.name.clone(),
            license: module.license.as_ref().map_or_else(String::new, |l| {
                format!("/* SPDX-License-Identifier: {} */\n", text::comment_lines(l).join(" "))
            }),
            doc,
            guard: guard(module),
            includes: module
                .imports
                .iter()
                .map(|i| format!("{}.h", header_stem(&self.schema.modules[i.index()])))
                .collect(),
            is_wide: module.items.iter().any(|item| self.is_wide(*item)),
            items,
        }
    }

    /// Whether an item needs a compiler with numbers of 128 bits.
    fn is_wide(&self, item: ItemId) -> bool {
        use crate::schema::ir::WireType;
        let wide = |ty: &WireType| self.scalar(ty.element().0).is_some_and(|scalar| scalar.size() > 8);
        match item {
            ItemId::Const(id) => wide(&self.schema.consts[id.index()].ty),
            ItemId::Enum(id) => wide(&WireType::Enum(id)),
            ItemId::Flags(id) => wide(&WireType::Flags(id)),
            ItemId::Union(id) => self.schema.unions[id.index()].members.iter().any(|m| wide(&m.ty)),
            ItemId::Struct(id) => self.schema.structs[id.index()].fields.iter().any(|f| match &f.kind {
                FieldKind::Value(ty) => wide(ty),
                FieldKind::Bits(word, _) => word.size() > 8,
                FieldKind::Reserved(_) | FieldKind::Padding => false,
            }),
            ItemId::Message(_) | ItemId::Operation(_) => false,
        }
    }

    /// The items of a module so that C sees each before its use: types in the order of the schema, but those that
    /// others hold before them.
    fn ordered(&self, module: &Module) -> Vec<ItemId> {
        let mut order = Vec::new();
        let rank = |item: &ItemId| match item {
            ItemId::Const(_) | ItemId::Enum(_) | ItemId::Flags(_) => 0,
            ItemId::Union(_) | ItemId::Struct(_) => 1,
            ItemId::Message(_) => 2,
            ItemId::Operation(_) => 3,
        };
        for wanted in 0..4 {
            for item in module.items.iter().filter(|i| rank(i) == wanted) {
                self.place(*item, module, &mut order);
            }
        }
        order
    }

    fn place(&self, item: ItemId, module: &Module, order: &mut Vec<ItemId>) {
        if order.contains(&item) || !module.items.contains(&item) {
            return;
        }
        for held in self.held(item) {
            self.place(held, module, order);
        }
        order.push(item);
    }

    /// The structs and unions inside another.
    fn held(&self, item: ItemId) -> Vec<ItemId> {
        use crate::schema::ir::WireType;
        let types: Vec<&WireType> = match item {
            ItemId::Struct(id) => self.schema.structs[id.index()]
                .fields
                .iter()
                .filter_map(|f| if let FieldKind::Value(ty) = &f.kind { Some(ty) } else { None })
                .collect(),
            ItemId::Union(id) => self.schema.unions[id.index()].members.iter().map(|m| &m.ty).collect(),
            _ => Vec::new(),
        };
        types
            .into_iter()
            .filter_map(|ty| match ty.element().0 {
                WireType::Struct(id) => Some(ItemId::Struct(*id)),
                WireType::Union(id) => Some(ItemId::Union(*id)),
                _ => None,
            })
            .collect()
    }

    fn item(&self, item: ItemId) -> String {
        match item {
            ItemId::Const(id) => self.const_view(id).to_string(),
            ItemId::Enum(id) => self.enum_view(id).to_string(),
            ItemId::Flags(id) => self.flags_view(id).to_string(),
            ItemId::Union(id) => format!("{}\n{}", self.union_layout(id), self.union_value(id)),
            ItemId::Struct(id) if self.schema.structs[id.index()].has_codec() => {
                format!("{}\n{}", self.struct_layout(id), self.struct_value(id))
            }
            ItemId::Struct(id) => self.struct_layout(id).to_string(),
            ItemId::Message(id) => self.message_value(id).to_string(),
            ItemId::Operation(id) => self.operation_value(id).to_string(),
        }
    }

    fn readme(&self, root: &Module) -> Readme {
        let types = root
            .items
            .iter()
            .filter_map(|item| {
                let (doc, what) = match item {
                    ItemId::Struct(id) => {
                        let def = &self.schema.structs[id.index()];
                        (&def.doc, format!("struct, {} bytes", def.size))
                    }
                    ItemId::Enum(id) => (&self.schema.enums[id.index()].doc, "enum".to_owned()),
                    ItemId::Flags(id) => (&self.schema.flags[id.index()].doc, "flags".to_owned()),
                    ItemId::Union(id) => (&self.schema.unions[id.index()].doc, "union".to_owned()),
                    ItemId::Message(id) => (&self.schema.messages[id.index()].doc, "message".to_owned()),
                    ItemId::Const(_) | ItemId::Operation(_) => return None,
                };
                let about = doc.as_deref().map_or(String::new(), |d| format!(": {}", markdown(d)));
                Some((self.names.item(*item).ty.clone(), format!("{what}{about}")))
            })
            .collect();
        let doc = root.doc.as_deref().map_or(String::new(), |d| format!("{}\n\n", markdown(d)));
        Readme {
            name: root.name.clone(),
            target: target(&root.name),
            doc,
            types,
            example: self.example(root),
        }
    }

    fn example(&self, root: &Module) -> String {
        let first = root.items.iter().find_map(|i| match i {
            ItemId::Struct(id) if self.plain_codec(*id) => Some(*id),
            _ => None,
        });
        let Some(id) = first else { return String::new() };
        let names = self.names.item(ItemId::Struct(id));
        let stem = &names.stem;
        let mut out = String::from("```c\n");
        out.push_str(&format!("#include \"{}.h\"\n\n", header_stem(root)));
        out.push_str(&format!(
            "static int show(const uint8_t *data, size_t size)\n{{\n    {} value;\n",
            names.value
        ));
        out.push_str("    rbgen_error error;\n    char text[512];\n");
        out.push_str(&format!(
            "    if ({stem}_decode_prefix(data, size, &value, NULL, &error) != RBGEN_OK) {{\n"
        ));
        out.push_str("        rbgen_strerror(&error, text, sizeof text);\n");
        out.push_str("        return fprintf(stderr, \"%s\\n\", text);\n    }\n");
        out.push_str(&format!(
            "    {stem}_format(&value, text, sizeof text);\n    return puts(text);\n}}\n```\n\n"
        ));
        out
    }

    /// Whether a struct is read without a byte order.
    fn plain_codec(&self, id: StructId) -> bool {
        self.schema.structs[id.index()].has_codec() && !self.struct_takes_order(id)
    }

    fn test(&self, root: &Module) -> Test {
        let mut functions = Vec::new();
        let mut names = Vec::new();
        for item in &root.items {
            let body = match item {
                ItemId::Struct(id) => self.struct_test(*id),
                ItemId::Enum(id) => self.enum_test(*id),
                _ => None,
            };
            let Some(body) = body else { continue };
            let name = format!("test_{}", self.names.item(*item).stem);
            functions.push(Function {
                doc: String::new(),
                name: format!("void {name}"),
                parameters: "void".to_owned(),
                body,
            });
            names.push(name);
        }
        Test { schema: root.name.clone(), header: format!("{}.h", header_stem(root)), functions, names }
    }

    fn enum_test(&self, id: crate::schema::ir::EnumId) -> Option<String> {
        let def = &self.schema.enums[id.index()];
        let names = self.names.item(ItemId::Enum(id));
        let mut code = Code::body();
        code.line("rbgen_error error = {RBGEN_OK, \"\", \"\", \"\", \"\"};");
        for value in def.values.iter().filter(|v| v.alias.is_none()) {
            let code_of = text::int(value.code, def.repr);
            let name = text::string(&value.name);
            code.line(format!("check(strcmp({}_name({code_of}), {name}) == 0, {name}, &error);", names.stem));
        }
        Some(code.finish(&[]))
    }

    /// A default value has known bytes, reads back from them, and nothing shorter or longer is taken.
    fn struct_test(&self, id: StructId) -> Option<String> {
        let def = &self.schema.structs[id.index()];
        if !def.has_codec() {
            return None;
        }
        let names = self.names.item(ItemId::Struct(id));
        let stem = &names.stem;
        let order = if self.struct_takes_order(id) { "RBGEN_LITTLE, " } else { "" };
        let ask = if self.struct_takes_order(id) { ", RBGEN_LITTLE" } else { "" };
        let mut code = Code::body();
        code.line("rbgen_error error = {RBGEN_OK, \"\", \"\", \"\", \"\"};");
        // What is too large for a stack.
        let storage = if def.size > 4096 { "static " } else { "" };
        code.line(format!("{storage}{} value;", names.value));
        code.line(format!("{storage}uint8_t data[{}_SIZE + 1];", names.upper));
        let expected = self.default_bytes(id);
        if let Some(bytes) = &expected {
            code.line(format!("static const uint8_t expected[] = {{{}}};", list(bytes)));
            code.line("memset(data, 0, sizeof data);");
            code.line(format!("{stem}_init(&value);"));
            code.line(format!("check({stem}_encode(&value, {order}data, sizeof data, &error) == RBGEN_OK, \"{stem}: encode\", &error);"));
            code.line(format!(
                "check(memcmp(data, expected, sizeof expected) == 0, \"{stem}: bytes\", &error);"
            ));
            code.line(format!("check({stem}_decode(expected, sizeof expected, {order}&value, &error) == RBGEN_OK, \"{stem}: decode\", &error);"));
            code.line(format!("check({stem}_bytes_needed(expected, sizeof expected{ask}) == 0, \"{stem}: complete\", &error);"));
            code.line(format!("check({stem}_decode(data, sizeof data, {order}&value, &error) == RBGEN_TOO_LONG, \"{stem}: one byte more\", &error);"));
        } else {
            code.line("memset(data, 0, sizeof data);");
        }
        code.line(format!("check({stem}_decode(data, 0, {order}&value, &error) == RBGEN_TOO_SHORT, \"{stem}: no bytes\", &error);"));
        code.line(format!("check({stem}_bytes_needed(data, 0{ask}) > 0, \"{stem}: needed\", &error);"));
        Some(code.finish(&[]))
    }

    /// The little-endian bytes of a value with all defaults, when that is valid.
    fn default_bytes(&self, id: StructId) -> Option<Vec<u8>> {
        use crate::schema::ir::{Evolution, Role, Value, WireType};
        let def = &self.schema.structs[id.index()];
        let only_version = def.evolution == Evolution::Append && def.roles.size.is_none();
        if def.members.iter().any(|m| m.required) || only_version || def.size > 4096 {
            return None;
        }
        let mut out = vec![0; def.size as usize];
        for field in &def.fields {
            let big = wire::is_big(field.order);
            let bytes = match &field.kind {
                FieldKind::Value(_) if field.role == Some(Role::Size) => {
                    let size = Value::Int(crate::schema::Int::from(def.size));
                    let FieldKind::Value(ty) = &field.kind else { continue };
                    wire::bytes(ty, big, None, &size, field.size)
                }
                FieldKind::Value(ty) => {
                    let given = field.rules.constant.as_ref().or(field.rules.default.as_ref());
                    match (given, ty.element().0) {
                        (Some(literal), _) => wire::bytes(ty, big, field.text, &literal.value, field.size),
                        (None, WireType::Struct(inner)) => self
                            .default_bytes(*inner)?
                            .repeat((field.size / self.schema.structs[inner.index()].size.max(1)) as usize),
                        (None, WireType::Char(_) | WireType::Char16(_)) => {
                            let empty = Value::Text(String::new());
                            wire::bytes(ty, big, field.text, &empty, field.size)
                        }
                        (None, _) => continue,
                    }
                }
                FieldKind::Bits(word, items) => {
                    let mut bits = 0u128;
                    for item in items {
                        if let Some(l) = item.rules.constant.as_ref().or(item.rules.default.as_ref()) {
                            bits |= (wire::int_of(l).bits() & item.bits.value_mask()) << item.bits.low;
                        }
                    }
                    let value = Value::Int(crate::schema::Int::from(bits));
                    wire::bytes(&WireType::Scalar(*word), big, None, &value, field.size)
                }
                FieldKind::Reserved(_) | FieldKind::Padding => continue,
            };
            out[field.offset as usize..(field.offset + field.size) as usize].copy_from_slice(&bytes);
        }
        Some(out)
    }
}

/// The bytes of an array: a few on the line that it starts on, more on lines of their own.
fn list(bytes: &[u8]) -> String {
    let row = |row: &[u8]| row.iter().map(|b| format!("0x{b:02x}")).collect::<Vec<_>>().join(", ");
    if bytes.len() <= 8 {
        return row(bytes);
    }
    let rows: Vec<String> = bytes.chunks(16).map(|bytes| format!("        {}", row(bytes))).collect();
    format!("\n{}\n    ", rows.join(",\n"))
}

/// Text in a table or paragraph of Markdown.
fn markdown(text: &str) -> String {
    let mut out = String::new();
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' | '$') {
            out.push('\\');
        }
        if !c.is_control() {
            out.push(c);
        }
    }
    out
}
