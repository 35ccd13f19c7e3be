//! Rust: one program for each schema, made from it, over the crate that the backend wrote. One build for all of them.

use super::{Driver, Input, write_files};
use crate::schemas::root;
use rbgen_rust::{names, text_capacity};
use rbgen_schema::Schema;
use rbgen_schema::ir::{
    BitKind, ByteOrder, Encoding, FieldDef, FieldKind, Member, MessageDef, ModuleId, Pad, PartKind, Scalar,
    StructDef, UnionDef, WireType,
};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// The driver of the Rust backend.
pub(crate) struct Rust;

impl Driver for Rust {
    fn language(&self) -> &'static str {
        "rust"
    }

    fn build(&self, inputs: &[Input<'_>], dir: &Path) -> Result<Vec<Command>, String> {
        let runtime = root().join("runtime/wire");
        let support = include_str!("../../drivers/rust/support.rs");
        let mut members = Vec::new();
        for input in inputs {
            let folder = dir.join(input.name);
            write_files(&input.files, &folder)?;
            let manifest =
                input.files.iter().map(|(path, _)| path).find(|path| path.ends_with("/Cargo.toml"));
            let krate = manifest.and_then(|path| path.strip_suffix("/Cargo.toml"));
            let krate = krate.ok_or_else(|| format!("{}: no Cargo.toml was generated", input.name))?;
            let name = input.name;
            let package = format!(
                "[package]\nname = \"drive_{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nrbgen-wire = \"0.1\"\n\
                 {krate} = {{ path = \"../{krate}\" }}\n"
            );
            let own = [
                (folder.join("drive/Cargo.toml"), package),
                (folder.join("drive/src/main.rs"), program(input.schema, krate)),
                (folder.join("drive/src/support.rs"), support.to_owned()),
            ];
            for (path, text) in own {
                let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
                made.and_then(|()| std::fs::write(&path, text))
                    .map_err(|e| format!("{}: {e}", path.display()))?;
            }
            members.push(format!("\"{name}/{krate}\", \"{name}/drive\""));
        }
        let workspace = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[patch.crates-io]\nrbgen-wire = {{ path = {:?} }}\n\n[profile.dev]\ndebug = false\n",
            members.join(", "),
            runtime.display().to_string()
        );
        std::fs::write(dir.join("Cargo.toml"), workspace).map_err(|e| e.to_string())?;
        let target = dir.join("target");
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--offline", "--bins"])
            .current_dir(dir)
            .env("CARGO_TARGET_DIR", &target)
            .output()
            .map_err(|e| format!("cargo: {e}"))?;
        if !built.status.success() {
            return Err(String::from_utf8_lossy(&built.stderr).into_owned());
        }
        Ok(inputs
            .iter()
            .map(|input| Command::new(target.join("debug").join(format!("drive_{}", input.name))))
            .collect())
    }
}

struct Program<'a> {
    schema: &'a Schema,
    krate: &'a str,
    out: String,
}

/// The program's source.
fn program(schema: &Schema, krate: &str) -> String {
    let out = "// made for the tests\n#![allow(unused, deprecated)]\nmod support;\nuse rbgen_wire::{ByteOrder, Message, WireStruct, WireCode};\nuse support::*;\n\n".to_owned();
    let mut program = Program { schema, krate, out };
    for (index, def) in schema.unions.iter().enumerate() {
        if def.tag.is_some() {
            program.union(index, def);
        }
    }
    let coded: Vec<(usize, &StructDef)> =
        schema.structs.iter().enumerate().filter(|(_, d)| d.has_codec()).collect();
    for (index, def) in &coded {
        program.values(*index, def);
    }
    program.out.push_str("fn order_of(order: &str) -> ByteOrder {\n    if order == \"big\" { ByteOrder::Big } else { ByteOrder::Little }\n}\n\nfn main() {\n    run(|verb, name, given_order, rest| {\n        let order = order_of(given_order);\n        let hexed = unhex(rest.first().copied().unwrap_or_default());\n        let bytes = &hexed[..];\n        let given: Given = rest.iter().filter_map(|c| c.split_once('=')).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();\n        let mut out = Vec::new();\n        match (verb, name) {\n");
    for (index, def) in &coded {
        program.arms(*index, def);
    }
    for def in &schema.messages {
        program.message(def);
    }
    program.out.push_str("            _ => return Err(Failed::Unknown(format!(\"{verb} {name}\"))),\n        }\n        Ok(out)\n    });\n}\n");
    program.out
}

impl Program<'_> {
    fn path(&self, module: ModuleId, name: &str) -> String {
        let ident = names::type_name(self.schema, module, name);
        if module.index() + 1 == self.schema.modules.len() {
            format!("{}::{ident}", names::ident(self.krate))
        } else {
            format!(
                "{}::{}::{ident}",
                names::ident(self.krate),
                names::module(&self.schema.modules[module.index()])
            )
        }
    }

    fn line(&mut self, text: impl AsRef<str>) {
        self.out.push_str(text.as_ref());
        self.out.push('\n');
    }

    /// Statements that show `value`, a place expression.
    fn show(&self, ty: &WireType, value: &str) -> String {
        let push = |text: String| format!("out.push(format!(\"{{path}}={{}}\", {text}));");
        match ty {
            WireType::Scalar(Scalar::F32 | Scalar::F64) => {
                push(format!("hex({value}.to_bits().to_be_bytes())"))
            }
            WireType::Scalar(s) if s.is_bool() => push(format!("u8::from({value})")),
            WireType::Scalar(_) => push(value.to_owned()),
            WireType::Char(_) | WireType::Char16(_) => push(format!("hex({value}.as_bytes())")),
            WireType::Bytes(_) => push(format!("hex({value})")),
            WireType::Guid | WireType::Uuid => push(format!("hex({value}.0)")),
            WireType::Enum(_) | WireType::Flags(_) => push(format!("{value}.0")),
            WireType::Union(id) if self.schema.unions[id.index()].tag.is_none() => {
                push(format!("hex({value}.0)"))
            }
            WireType::Union(id) => format!("show_union_{}(&{value}, &path, out);", id.index()),
            WireType::Struct(id) => format!("show_{}(&{value}, &format!(\"{{path}}.\"), out);", id.index()),
            WireType::Array(inner, _) => {
                let inner = self.show(inner, "(*value)");
                format!(
                    "for (i, value) in {value}.iter().enumerate() {{ let path = format!(\"{{path}}[{{i}}]\"); {inner} }}"
                )
            }
            WireType::Host(_) => String::new(),
        }
    }

    /// An expression of the value given at `path`.
    fn make(&self, ty: &WireType, field: Option<(&str, &FieldDef)>) -> String {
        let given = "get(given, &path)?";
        match ty {
            WireType::Scalar(Scalar::F32) => format!("f32::from_be_bytes(array({given})?)"),
            WireType::Scalar(Scalar::F64) => format!("f64::from_be_bytes(array({given})?)"),
            WireType::Scalar(s) if s.is_bool() => format!("{given} != \"0\""),
            WireType::Scalar(_) => format!("number({given})?"),
            WireType::Char(_) | WireType::Char16(_) => self.make_text(ty, field),
            WireType::Bytes(_) => format!("array({given})?"),
            WireType::Guid => format!("rbgen_wire::Guid(array({given})?)"),
            WireType::Uuid => format!("rbgen_wire::Uuid(array({given})?)"),
            WireType::Enum(id) => {
                let def = &self.schema.enums[id.index()];
                format!("{}(number({given})?)", self.path(def.site.module, &def.name))
            }
            WireType::Flags(id) => {
                let def = &self.schema.flags[id.index()];
                format!("{}(number({given})?)", self.path(def.site.module, &def.name))
            }
            WireType::Union(id) if self.schema.unions[id.index()].tag.is_none() => {
                let def = &self.schema.unions[id.index()];
                format!("{}(array({given})?)", self.path(def.site.module, &def.name))
            }
            WireType::Union(id) => format!("make_union_{}(given, &path)?", id.index()),
            WireType::Struct(id) => format!("make_{}(given, &format!(\"{{path}}.\"))?", id.index()),
            WireType::Array(inner, _) => {
                let inner = self.make(inner, field);
                format!(
                    "rbgen_wire::try_array(|i| {{ let path = format!(\"{{path}}[{{i}}]\"); Ok::<_, Failed>({inner}) }})?"
                )
            }
            WireType::Host(_) => String::new(),
        }
    }

    /// Text that doesn't even fit the value's type gets the error that encoding it has.
    fn make_text(&self, ty: &WireType, field: Option<(&str, &FieldDef)>) -> String {
        let Some((owner, field)) = field else { return String::new() };
        let Some(rules) = field.text else { return String::new() };
        let (size, capacity) = match ty {
            WireType::Char16(len) => (len * 2, text_capacity(ty, rules)),
            WireType::Char(len) => (*len, text_capacity(ty, rules)),
            _ => (0, 0),
        };
        let encoding = match rules.encoding {
            Encoding::Ascii => "Ascii",
            Encoding::Utf8 => "Utf8",
            Encoding::Latin1 => "Latin1",
            Encoding::Utf16 => "Utf16(ByteOrder::Little)",
        };
        format!(
            "{{ let text = text(get(given, &path)?)?; match rbgen_wire::Text::<{capacity}>::new(&text) {{ Ok(text) => text, Err(_) => {{ \
             let rules = rbgen_wire::text::Rules {{ encoding: rbgen_wire::text::Encoding::{encoding}, space: {}, terminated: {}, replace: {} }}; \
             return Err(match rbgen_wire::text::encode(&text, &mut [0; {size}], rules) {{ \
             Err(fault) => fault.encode({owner:?}, {:?}).into(), Ok(()) => Failed::Unknown(text) }}); }} }} }}",
            rules.pad == Pad::Space,
            rules.terminated,
            rules.replace_invalid,
            field.name
        )
    }

    fn member_type(&self, def: &StructDef, member: &Member) -> WireType {
        let field = &def.fields[member.field as usize];
        match (&field.kind, member.item) {
            (FieldKind::Bits(_, items), Some(item)) => match items[item as usize].kind {
                BitKind::Bool => WireType::Scalar(Scalar::Bool8),
                BitKind::Enum(id) => WireType::Enum(id),
                BitKind::Flags(id) => WireType::Flags(id),
                BitKind::Unsigned | BitKind::Signed | BitKind::Reserved(_) => WireType::Scalar(Scalar::U64),
            },
            (FieldKind::Value(ty), _) => ty.clone(),
            (FieldKind::Bits(word, _), None) => WireType::Scalar(*word),
            (FieldKind::Reserved(_) | FieldKind::Padding, _) => WireType::Bytes(field.size),
        }
    }

    fn union(&mut self, index: usize, def: &UnionDef) {
        let ty = self.path(def.site.module, &def.name);
        self.line(format!(
            "fn show_union_{index}(value: &{ty}, path: &str, out: &mut Vec<String>) {{\n    match value {{"
        ));
        let mut makes = String::new();
        for member in &def.members {
            let variant = names::variant_name(self.schema, def.site.module, &def.name, &member.name);
            let filled = member.size == def.size;
            let binding = if filled { "value" } else { "value, rest" };
            let shown = self.show(&member.ty, "(*value)");
            let rest = if filled { "" } else { "out.push(format!(\"{whole}.@rest={}\", hex(rest)));" };
            self.line(format!(
                "        {ty}::{variant}({binding}) => {{ let whole = path; out.push(format!(\"{{path}}.@member={0}\")); \
                 let path = format!(\"{{path}}.{0}\"); {shown} {rest} }}",
                member.name
            ));
            let made = self.make(&member.ty, None);
            let rest = if filled {
                String::new()
            } else {
                ", array(get(given, &format!(\"{whole}.@rest\"))?)?".to_owned()
            };
            let _ = writeln!(
                makes,
                "        {0:?} => {{ let whole = path; let path = format!(\"{{path}}.{0}\"); {ty}::{variant}({made}{rest}) }}",
                member.name
            );
        }
        self.line("    }\n}\n");
        self.line(format!(
            "fn make_union_{index}(given: &Given, path: &str) -> Result<{ty}, Failed> {{\n    Ok(match get(given, &format!(\"{{path}}.@member\"))? {{\n{makes}        other => return Err(Failed::Unknown(other.to_owned())),\n    }})\n}}\n"
        ));
    }

    fn values(&mut self, index: usize, def: &StructDef) {
        let ty = self.path(def.site.module, &def.name);
        let module = def.site.module;
        self.line(format!("fn show_{index}(value: &{ty}, prefix: &str, out: &mut Vec<String>) {{"));
        for member in &def.members {
            let ident = names::member_name(self.schema, module, &def.name, &member.name);
            let shown = self.show(&self.member_type(def, member), &format!("value.{ident}"));
            self.line(format!("    {{ let path = format!(\"{{prefix}}{}\"); {shown} }}", member.name));
        }
        self.line(format!(
            "}}\n\nfn make_{index}(given: &Given, prefix: &str) -> Result<{ty}, Failed> {{\n    Ok({ty} {{"
        ));
        let has_default = !def.members.iter().any(|m| m.required);
        for member in &def.members {
            let ident = names::member_name(self.schema, module, &def.name, &member.name);
            let field = &def.fields[member.field as usize];
            let made = self.make(&self.member_type(def, member), Some((&def.name, field)));
            let value = if has_default {
                format!("if has(given, &path) {{ {made} }} else {{ {ty}::default().{ident} }}")
            } else {
                made
            };
            self.line(format!(
                "        {ident}: {{ let path = format!(\"{{prefix}}{}\"); {value} }},",
                member.name
            ));
        }
        self.line("    })\n}\n");
    }

    fn arms(&mut self, index: usize, def: &StructDef) {
        let ty = self.path(def.site.module, &def.name);
        let name = &def.name;
        let found = def.endian == ByteOrder::Either && def.roles.byte_order.is_some();
        let (decode, prefix) = if found {
            (
                format!(
                    "if given_order == \"-\" {{ {ty}::decode(bytes)? }} else {{ {ty}::decode_as(bytes, order)? }}"
                ),
                format!(
                    "if given_order == \"-\" {{ {ty}::decode_prefix(bytes)? }} else {{ {ty}::decode_prefix_as(bytes, order)? }}"
                ),
            )
        } else {
            (
                format!("<{ty} as WireStruct>::decode_as(bytes, order)?"),
                format!("<{ty} as WireStruct>::decode_prefix_as(bytes, order)?"),
            )
        };
        self.line(format!(
            "            (\"decode\", {name:?}) => {{ let value = {decode}; out.push(again(value.encode_as(order))); show_{index}(&value, \"\", &mut out); }}\n\
             \x20           (\"prefix\", {name:?}) => {{ let (value, rest) = {prefix}; out.push(hex(rest)); show_{index}(&value, \"\", &mut out); }}\n\
             \x20           (\"encode\", {name:?}) => out.push(hex(WireStruct::encode_as(&make_{index}(&given, \"\")?, order)?)),\n\
             \x20           (\"needed\", {name:?}) => out.push({ty}::bytes_needed(bytes).to_string()),\n\
             \x20           (\"iter\", {name:?}) => out.push(<{ty} as WireStruct>::iter_from_as(bytes, order).collect::<Result<Vec<_>, _>>()?.len().to_string()),"
        ));
    }

    fn message(&mut self, def: &MessageDef) {
        let ty = self.path(def.site.module, &def.name);
        let header = &self.schema.structs[def.header.index()];
        let either = header.endian == ByteOrder::Either;
        let (order, create) = if either {
            (
                ", order",
                "{ let mut out = vec![0; message.encoded_len()]; message.create_into_as(&mut out, order).map(|_| out) }",
            )
        } else {
            ("", "message.create()")
        };
        let mut parts = String::new();
        for part in &def.parts {
            let ident = names::member_name(self.schema, def.site.module, &def.name, &part.name);
            let name = &part.name;
            let _ = match part.kind {
                PartKind::Bytes(_) | PartKind::Rest => {
                    write!(parts, " out.push(format!(\"{name}={{}}\", hex(message.{ident})));")
                }
                PartKind::Records(id, _) => write!(
                    parts,
                    " for (i, record) in message.{ident}.iter().enumerate() {{ show_{}(&record, &format!(\"{name}[{{i}}].\"), &mut out); }}",
                    id.index()
                ),
            };
        }
        let (mut records, mut given) = (String::new(), String::new());
        for (at, part) in def.parts.iter().enumerate() {
            let ident = names::member_name(self.schema, def.site.module, &def.name, &part.name);
            let name = &part.name;
            let _ = match part.kind {
                PartKind::Bytes(_) | PartKind::Rest => {
                    write!(records, " let part_{at} = unhex(get(&given, {name:?})?);")
                        .and_then(|()| write!(given, ", {ident}: &part_{at}"))
                }
                PartKind::Records(id, _) => write!(
                    records,
                    " let part_{at} = (0..).map(|i| format!(\"{name}[{{i}}]\")).take_while(|path| has(&given, path))\
                     .map(|path| make_{}(&given, &format!(\"{{path}}.\"))).collect::<Result<Vec<_>, _>>()?;",
                    id.index()
                )
                .and_then(|()| write!(given, ", {ident}: rbgen_wire::RecordSlice::from_values(&part_{at})")),
            };
        }
        let index = def.header.index();
        self.line(format!(
            "            (\"create\", {:?}) => {{{records} let message = {ty} {{ header: make_{index}(&given, \"header.\")?{given} }}; out.push(hex({create}?)); }}",
            def.name
        ));
        self.line(format!(
            "            (\"parse\", {:?}) => {{ let message = {ty}::parse(bytes{order})?; out.push(again({create})); show_{index}(&message.header, \"header.\", &mut out);{parts} }}",
            def.name
        ));
    }
}
