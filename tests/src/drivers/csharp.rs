//! C#: one program for all schemas, whose argument says which it answers for. One compiler run makes it.

use super::{Driver, Input, write_files};
use crate::schemas::root;
use crate::toolchain::csharp::{Kind, compile, run};
use rbgen::backend::csharp::naming::Naming;
use rbgen_schema::Schema;
use rbgen_schema::ir::{
    BitKind, ByteOrder, FieldKind, Member, MessageDef, PartKind, Scalar, StructDef, UnionDef, WireType,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The driver of the C# backend.
pub(crate) struct CSharp;

impl Driver for CSharp {
    fn language(&self) -> &'static str {
        "csharp"
    }

    fn build(&self, inputs: &[Input<'_>], dir: &Path) -> Result<Vec<Command>, String> {
        // Two schemas of one namespace can't be in one assembly, so they come into several.
        let mut assemblies: Vec<Assembly> = Vec::new();
        let mut at = BTreeMap::new();
        for input in inputs {
            let folder = dir.join(input.name);
            write_files(&input.files, &folder)?;
            let namespace = Naming::new(input.schema).namespace();
            let free = assemblies.iter().position(|assembly| !assembly.namespaces.contains(&namespace));
            let index = free.unwrap_or_else(|| {
                assemblies.push(Assembly::default());
                assemblies.len() - 1
            });
            let driver = folder.join("Driver.cs");
            std::fs::write(&driver, program(input.schema, input.name))
                .map_err(|e| format!("{}: {e}", driver.display()))?;
            let assembly = &mut assemblies[index];
            assembly.namespaces.insert(namespace);
            let sources = input.files.iter().map(|(path, _)| path);
            let sources = sources.filter(|path| path.ends_with(".cs") && path.contains("/src/"));
            assembly.sources.extend(sources.map(|path| folder.join(path)));
            assembly.sources.push(driver);
            assembly.names.push(input.name.to_owned());
            at.insert(input.name, index);
        }
        let mut programs = Vec::new();
        for (index, mut assembly) in assemblies.into_iter().enumerate() {
            let table = dir.join(format!("Schemas{index}.cs"));
            std::fs::write(&table, schemas(&assembly.names))
                .map_err(|e| format!("{}: {e}", table.display()))?;
            assembly.sources.extend([table, root().join("tests/drivers/csharp/Support.cs")]);
            let folder = dir.join(format!("assembly{index}"));
            programs.push(compile(&assembly.sources, &[], &folder, "RbgenDrive", Kind::Program)?);
        }
        let command = |input: &Input<'_>| {
            let index = at.get(input.name).copied().unwrap_or_default();
            let mut command = run(&programs[index])?;
            command.arg(input.name);
            Ok(command)
        };
        inputs.iter().map(command).collect()
    }
}

#[derive(Default)]
struct Assembly {
    namespaces: BTreeSet<String>,
    sources: Vec<PathBuf>,
    names: Vec<String>,
}

/// The table of all schemas of a program.
fn schemas(names: &[String]) -> String {
    let mut out = String::from(
        "#nullable enable\nusing System;\nusing System.Collections.Generic;\n\nnamespace RbgenDrive;\n\n\
         internal static partial class Program\n{\n    private static readonly Dictionary<string, Func<Line, List<string>>> Schemas = new()\n    {\n",
    );
    for name in names {
        let _ = writeln!(out, "        [\"{name}\"] = Drive_{name}.Answer,");
    }
    out.push_str("    };\n}\n");
    out
}

struct Program<'a> {
    schema: &'a Schema,
    names: Naming<'a>,
    out: String,
}

/// The glue of one schema.
fn program(schema: &Schema, name: &str) -> String {
    let names = Naming::new(schema);
    let out = format!(
        "#nullable enable\n#pragma warning disable CS0612, CS0618\nusing System;\nusing System.Collections.Generic;\n\
         using N = global::{};\n\nnamespace RbgenDrive;\n\ninternal static class Drive_{name}\n{{\n\
         static N.ByteOrder Order(string order) => order == \"big\" ? N.ByteOrder.Big : N.ByteOrder.Little;\n\n\
         static string Again(Func<byte[]> encode)\n{{\ntry\n{{\nreturn Text.Hex(encode());\n}}\n\
         catch (N.WireException e)\n{{\nreturn \"!\" + Text.Kind(e.Kind);\n}}\n}}\n\n",
        names.namespace()
    );
    let mut program = Program { schema, names, out };
    for (index, def) in schema.unions.iter().enumerate().filter(|(_, def)| def.tag.is_some()) {
        program.union(index, def);
    }
    for (index, def) in schema.structs.iter().enumerate().filter(|(_, def)| def.has_codec()) {
        program.values(index, def);
    }
    program.line(
        "internal static List<string> Answer(Line line)\n{\nbyte[] data = line.Bytes;\nN.ByteOrder order = Order(line.Order);\n\
         List<string> to = line.Out;\ntry\n{\nswitch (line.Verb + \" \" + line.Type)\n{",
    );
    for (index, def) in schema.structs.iter().enumerate().filter(|(_, def)| def.has_codec()) {
        program.verbs(index, def);
    }
    for def in &schema.messages {
        program.message(def);
    }
    program.line(
        "default:\nreturn [\"err\", \"driver\", \"\", \"\", \"\", line.Verb + \" \" + line.Type];\n}\n}\ncatch (N.WireException e)\n{\n\
         return [\"err\", Text.Kind(e.Kind), e.Struct, e.Field, e.Wanted, e.Got];\n}\n\nreturn to;\n}\n}",
    );
    program.out
}

impl Program<'_> {
    fn line(&mut self, text: impl AsRef<str>) {
        self.out.push_str(text.as_ref());
        self.out.push('\n');
    }

    fn item(&self, name: &str) -> String {
        format!("N.{}", self.names.item(name))
    }

    fn value_type(&self, ty: &WireType) -> String {
        match ty {
            WireType::Scalar(scalar) if scalar.is_bool() => "bool".to_owned(),
            WireType::Scalar(scalar) => number(*scalar).to_owned(),
            WireType::Char(_) | WireType::Char16(_) => "string".to_owned(),
            WireType::Bytes(_) => "byte[]".to_owned(),
            WireType::Guid | WireType::Uuid => "Guid".to_owned(),
            WireType::Enum(id) => self.item(&self.schema.enums[id.index()].name),
            WireType::Flags(id) => self.item(&self.schema.flags[id.index()].name),
            WireType::Union(id) => self.item(&self.schema.unions[id.index()].name),
            WireType::Struct(id) => self.item(&self.schema.structs[id.index()].name),
            WireType::Array(inner, _) => format!("{}[]", self.value_type(inner)),
            WireType::Host(_) => String::new(),
        }
    }

    /// Statements that show `value` at `path`.
    fn show(&self, ty: &WireType, value: &str, depth: usize) -> String {
        let path = format!("path{depth}");
        let add = |text: String| format!("to.Add($\"{{{path}}}={{{text}}}\");");
        match ty {
            WireType::Scalar(_) | WireType::Char(_) | WireType::Char16(_) => add(format!("Text.Of({value})")),
            WireType::Bytes(_) => add(format!("Text.Hex({value})")),
            WireType::Guid => add(format!("Text.Guid({value})")),
            WireType::Uuid => add(format!("Text.Uuid({value})")),
            WireType::Enum(id) => {
                add(format!("Text.Of(({}){value})", number(self.schema.enums[id.index()].repr)))
            }
            WireType::Flags(id) => {
                add(format!("Text.Of(({}){value})", number(self.schema.flags[id.index()].repr)))
            }
            WireType::Union(id) if self.schema.unions[id.index()].tag.is_none() => {
                add(format!("Text.Hex({value}.Bytes)"))
            }
            WireType::Union(id) => format!("ShowUnion{}({value}, {path}, to);", id.index()),
            WireType::Struct(id) => format!("Show{}({value}, {path} + \".\", to);", id.index()),
            WireType::Array(inner, _) => {
                let next = depth + 1;
                let inner = self.show(inner, &format!("value{next}"), next);
                format!(
                    "for (int i{next} = 0; i{next} < {value}.Length; i{next}++) {{ var value{next} = {value}[i{next}]; \
                     string path{next} = $\"{{{path}}}[{{i{next}}}]\"; {inner} }}"
                )
            }
            WireType::Host(_) => String::new(),
        }
    }

    /// An expression of the value given at a path, which is an expression too.
    fn make(&self, ty: &WireType, path: &str, depth: usize) -> String {
        let given = format!("given[{path}]");
        match ty {
            WireType::Scalar(Scalar::F32) => format!("Text.Single({given})"),
            WireType::Scalar(Scalar::F64) => format!("Text.Double({given})"),
            WireType::Scalar(scalar) if scalar.is_bool() => format!("Text.Bool({given})"),
            WireType::Scalar(scalar) => format!("Text.Number<{}>({given})", number(*scalar)),
            WireType::Char(_) | WireType::Char16(_) => format!("Text.String({given})"),
            WireType::Bytes(_) => format!("Convert.FromHexString({given})"),
            WireType::Guid => format!("new Guid(Convert.FromHexString({given}))"),
            WireType::Uuid => format!("new Guid(Convert.FromHexString({given}), bigEndian: true)"),
            WireType::Enum(id) => {
                let repr = number(self.schema.enums[id.index()].repr);
                format!("({})Text.Number<{repr}>({given})", self.value_type(ty))
            }
            WireType::Flags(id) => {
                let repr = number(self.schema.flags[id.index()].repr);
                format!("({})Text.Number<{repr}>({given})", self.value_type(ty))
            }
            WireType::Union(id) if self.schema.unions[id.index()].tag.is_none() => {
                format!("new {}(Convert.FromHexString({given}))", self.value_type(ty))
            }
            WireType::Union(id) => format!("MakeUnion{}(given, {path})", id.index()),
            WireType::Struct(id) => format!("Make{}(given, {path} + \".\")", id.index()),
            WireType::Array(inner, len) => {
                let next = depth + 1;
                let inner = self.make(inner, &format!("({path} + $\"[{{i{next}}}]\")"), next);
                format!("Text.Array({len}, i{next} => {inner})")
            }
            WireType::Host(_) => String::new(),
        }
    }

    fn union(&mut self, index: usize, def: &UnionDef) {
        let ty = self.item(&def.name);
        self.line(format!(
            "static void ShowUnion{index}({ty} value, string path, List<string> to)\n{{\nswitch (value)\n{{"
        ));
        let mut makes = String::new();
        for member in &def.members {
            let class = self.names.inner(&def.name, &member.name);
            let filled = member.size == def.size;
            let rest = if filled { "" } else { "to.Add($\"{path}.@rest={Text.Hex(member.Rest)}\");" };
            let shown = self.show(&member.ty, "member.Value", 0);
            self.line(format!(
                "case {ty}.{class} member:\n{{\nto.Add($\"{{path}}.@member={0}\"); string path0 = path + \".{0}\"; {shown} {rest}\nbreak;\n}}",
                member.name
            ));
            let made = self.make(&member.ty, &format!("(path + \".{}\")", member.name), 0);
            let rest =
                if filled { "" } else { " { Rest = Convert.FromHexString(given[path + \".@rest\"]) }" };
            let _ = writeln!(makes, "\"{}\" => new {ty}.{class}({made}){rest},", member.name);
        }
        self.line(format!(
            "}}\n}}\n\nstatic {ty} MakeUnion{index}(Given given, string path) => given[path + \".@member\"] switch\n{{\n{makes}\
             _ => throw new InvalidOperationException(path),\n}};\n"
        ));
    }

    fn values(&mut self, index: usize, def: &StructDef) {
        let ty = self.item(&def.name);
        self.line(format!("static void Show{index}({ty} value, string prefix, List<string> to)\n{{"));
        for member in &def.members {
            let property = self.names.inner(&def.name, &member.name);
            let shown = self.show(&member_type(def, member), &format!("value.{property}"), 0);
            self.line(format!("{{ string path0 = prefix + \"{}\"; {shown} }}", member.name));
        }
        let has_default = !def.members.iter().any(|member| member.required);
        self.line(format!("}}\n\nstatic {ty} Make{index}(Given given, string prefix) => new()\n{{"));
        for member in &def.members {
            let property = self.names.inner(&def.name, &member.name);
            let path = format!("(prefix + \"{}\")", member.name);
            let made = self.make(&member_type(def, member), &path, 0);
            if has_default {
                self.line(format!("{property} = given.Has({path}) ? {made} : new {ty}().{property},"));
            } else {
                self.line(format!("{property} = {made},"));
            }
        }
        self.line("};\n");
    }

    fn verbs(&mut self, index: usize, def: &StructDef) {
        let ty = self.item(&def.name);
        let name = &def.name;
        let either = def.endian == ByteOrder::Either;
        let finds = either && def.roles.byte_order.is_some();
        let (order, rest) = if either { (", order", "order, ") } else { ("", "") };
        let encode = if either { "order" } else { "" };
        let (decode, prefix) = if finds {
            (
                format!("line.Order == \"-\" ? {ty}.Decode(data) : {ty}.Decode(data, order)"),
                format!(
                    "line.Order == \"-\" ? {ty}.DecodePrefix(data, out rest) : {ty}.DecodePrefix(data, order, out rest)"
                ),
            )
        } else {
            (format!("{ty}.Decode(data{order})"), format!("{ty}.DecodePrefix(data, {rest}out rest)"))
        };
        self.line(format!(
            "case \"decode {name}\":\n{{\nvar value = {decode};\nto.Add(Again(() => value.Encode({encode})));\nShow{index}(value, \"\", to);\nbreak;\n}}\n\
             case \"prefix {name}\":\n{{\nReadOnlySpan<byte> rest;\nvar value = {prefix};\nto.Add(Text.Hex(rest));\nShow{index}(value, \"\", to);\nbreak;\n}}\n\
             case \"encode {name}\":\nto.Add(Text.Hex(Make{index}(line.Given, \"\").Encode({encode})));\nbreak;\n\
             case \"needed {name}\":\nto.Add(Text.Of({ty}.BytesNeeded(data)));\nbreak;\n\
             case \"iter {name}\":\n{{\nint count = 0;\nforeach (var value in {ty}.IterFrom(data{order}))\n{{\ncount++;\n}}\n\nto.Add(Text.Of(count));\nbreak;\n}}"
        ));
    }

    fn message(&mut self, def: &MessageDef) {
        let ty = self.item(&def.name);
        let header = &self.schema.structs[def.header.index()];
        let either = header.endian == ByteOrder::Either;
        let finds = either && header.roles.byte_order.is_some();
        let parse = match (either, finds) {
            (true, true) => format!("line.Order == \"-\" ? {ty}.Parse(data) : {ty}.Parse(data, order)"),
            (true, false) => format!("{ty}.Parse(data, order)"),
            _ => format!("{ty}.Parse(data)"),
        };
        let encode = if either { "order" } else { "" };
        let mut shown = format!("Show{}(message.Header, \"header.\", to);\n", def.header.index());
        let mut made = format!("Header = Make{}(given, \"header.\"),\n", def.header.index());
        for part in &def.parts {
            let property = self.names.inner(&def.name, &part.name);
            let name = &part.name;
            let _ = match part.kind {
                PartKind::Bytes(_) | PartKind::Rest => {
                    writeln!(shown, "to.Add($\"{name}={{Text.Hex(message.{property})}}\");")
                        .and_then(|()| writeln!(made, "{property} = Convert.FromHexString(given[\"{name}\"]),"))
                }
                PartKind::Records(id, _) => writeln!(
                    shown,
                    "for (int i = 0; i < message.{property}.Length; i++) {{ Show{}(message.{property}[i], $\"{name}[{{i}}].\", to); }}",
                    id.index()
                )
                .and_then(|()| {
                    let id = id.index();
                    writeln!(made, "{property} = Text.List(given, \"{name}\", path => Make{id}(given, path + \".\")),")
                }),
            };
        }
        self.line(format!(
            "case \"parse {0}\":\n{{\nvar message = {parse};\nto.Add(Again(() => message.Encode({encode})));\n{shown}break;\n}}\n\
             case \"create {0}\":\n{{\nGiven given = line.Given;\nvar message = new {ty}\n{{\n{made}}};\n\
             to.Add(Text.Hex(message.Encode({encode})));\nbreak;\n}}",
            def.name
        ));
    }
}

/// The host type of a number.
fn number(scalar: Scalar) -> &'static str {
    match (scalar, scalar.is_signed(), scalar.host_bits()) {
        (Scalar::F32, ..) => "float",
        (Scalar::F64, ..) => "double",
        (_, false, 8) => "byte",
        (_, true, 8) => "sbyte",
        (_, false, 16) => "ushort",
        (_, true, 16) => "short",
        (_, false, 32) => "uint",
        (_, true, 32) => "int",
        (_, false, 64) => "ulong",
        (_, true, 64) => "long",
        (_, false, _) => "UInt128",
        (_, true, _) => "Int128",
    }
}

/// The type of a member as users see it.
fn member_type(def: &StructDef, member: &Member) -> WireType {
    let field = &def.fields[member.field as usize];
    match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => {
            let item = &items[item as usize];
            match item.kind {
                BitKind::Bool => WireType::Scalar(Scalar::Bool8),
                BitKind::Enum(id) => WireType::Enum(id),
                BitKind::Flags(id) => WireType::Flags(id),
                BitKind::Unsigned | BitKind::Signed | BitKind::Reserved(_) => {
                    WireType::Scalar(Scalar::of_width(item.bits.width, item.kind == BitKind::Signed))
                }
            }
        }
        (FieldKind::Value(ty), _) => ty.clone(),
        (FieldKind::Bits(word, _), None) => WireType::Scalar(*word),
        (FieldKind::Reserved(_) | FieldKind::Padding, _) => WireType::Bytes(field.size),
    }
}
