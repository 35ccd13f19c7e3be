//! The driver of the Kotlin backend: one program for all schemas, compiled by one process.

mod messages;
mod values;

use super::{Driver, Input, write_files};
use crate::toolchain::kotlin as toolchain;
use rbgen::FileSet;
use rbgen::backend::kotlin::names::{Names, quoted_package};
use rbgen_schema::Schema;
use rbgen_schema::ir::{ByteOrder, MessageId, StructDef, StructId, UnionId};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds drivers in Kotlin.
#[derive(Debug)]
pub struct Kotlin;

impl Driver for Kotlin {
    fn language(&self) -> &'static str {
        "kotlin"
    }

    fn build(&self, inputs: &[Input<'_>], dir: &Path) -> Result<Vec<Command>, String> {
        let sources = dir.join("sources");
        if sources.exists() {
            std::fs::remove_dir_all(&sources).map_err(|e| format!("{}: {e}", sources.display()))?;
        }
        let mut paths: Vec<PathBuf> = Vec::new();
        let mut write = |files: FileSet, folder: PathBuf| -> Result<(), String> {
            write_files(&files, &folder)?;
            // A package's own tests need a library, and are run elsewhere.
            let is_source = |path: &str| path.ends_with(".kt") && !path.contains("/src/test/");
            paths.extend(files.iter().filter(|(path, _)| is_source(path)).map(|(path, _)| folder.join(path)));
            Ok(())
        };
        for input in inputs {
            write(input.files.clone(), sources.join(input.name))?;
        }
        write(files(inputs), sources.join("driver"))?;
        let classes = dir.join("classes");
        toolchain::compile(&paths, &[], &classes)?;
        let program =
            |input: &Input<'_>| toolchain::run(std::slice::from_ref(&classes), &main_class(input.name));
        inputs.iter().map(program).collect()
    }
}

fn main_class(name: &str) -> String {
    format!("driver.{name}.DriverKt")
}

/// The driver's own files.
fn files(inputs: &[Input<'_>]) -> FileSet {
    let mut files = FileSet::new();
    files.insert("Support.kt", include_str!("../../drivers/kotlin/Support.kt"));
    for input in inputs {
        let writer = Writer { schema: input.schema, names: Names::new(input.schema) };
        files.insert(format!("{}/Driver.kt", input.name), writer.program(input.name));
    }
    files
}

struct Writer<'s> {
    schema: &'s Schema,
    names: Names<'s>,
}

impl Writer<'_> {
    fn program(&self, name: &str) -> String {
        let package = quoted_package(self.schema);
        let mut out = format!(
            "@file:Suppress(\"DEPRECATION\")\n\npackage driver.{name}\n\nimport driver.Given\nimport driver.Question\nimport driver.Refused\n\
             import driver.guidHex\nimport driver.serve\nimport driver.uuidHex\nimport java.nio.ByteOrder\n"
        );
        // Types of the schema by other names, so that none hides one of Kotlin's.
        let _ = writeln!(out, "import {package}.WireException as Failure");
        let coded: Vec<StructId> = (0..self.schema.structs.len() as u32)
            .map(StructId)
            .filter(|id| self.schema.structs[id.index()].has_codec())
            .collect();
        for id in &coded {
            let _ = writeln!(out, "import {package}.{} as Struct{}", self.names.structure(*id), id.index());
        }
        for (kind, name) in self.other_types() {
            let _ = writeln!(out, "import {package}.{name} as {kind}");
        }
        out.push('\n');
        for index in 0..self.schema.unions.len() as u32 {
            self.union(&mut out, UnionId(index));
        }
        for id in &coded {
            self.structure(&mut out, *id);
        }
        out.push_str(
            "private inline fun again(encode: () -> ByteArray): String =\n    try {\n        encode().toHexString()\n    } \
             catch (failure: Failure) {\n        \"!${failure.kind.text}\"\n    }\n\n",
        );
        let messages: Vec<MessageId> = (0..self.schema.messages.len() as u32).map(MessageId).collect();
        for id in &coded {
            self.struct_answers(&mut out, *id);
        }
        for id in &messages {
            self.message_answers(&mut out, *id);
        }
        out.push_str("private fun answer(q: Question, out: MutableList<String>) {\n    when (q.type) {\n");
        for id in &coded {
            let def = &self.schema.structs[id.index()];
            let _ = writeln!(out, "        \"{}\" -> answerStruct{}(q, out)", def.name, id.index());
        }
        for id in &messages {
            let def = &self.schema.messages[id.index()];
            let _ = writeln!(out, "        \"{}\" -> answerMessage{}(q, out)", def.name, id.index());
        }
        out.push_str(
            "        else -> error(\"no such type: ${q.type}\")\n    }\n}\n\npublic fun main() {\n    serve { q, out ->\n        try {\n            \
             answer(q, out)\n        } catch (e: Failure) {\n            throw Refused(listOf(e.kind.text, e.struct, e.field, e.wanted, \
             e.got))\n        }\n    }\n}\n",
        );
        out
    }

    /// All types but structs, each with the name that the driver has for it.
    fn other_types(&self) -> Vec<(String, String)> {
        let enums = (0..self.schema.enums.len() as u32).map(rbgen_schema::ir::EnumId);
        let flags = (0..self.schema.flags.len() as u32).map(rbgen_schema::ir::FlagsId);
        let unions = (0..self.schema.unions.len() as u32).map(UnionId);
        let messages = (0..self.schema.messages.len() as u32).map(MessageId);
        let enums = enums.map(|id| (format!("Enum{}", id.index()), self.names.enumeration(id)));
        let flags = flags.map(|id| (format!("Flags{}", id.index()), self.names.flags(id)));
        let unions = unions.map(|id| (format!("Union{}", id.index()), self.names.union(id)));
        let messages = messages.map(|id| (format!("Message{}", id.index()), self.names.message(id)));
        enums.chain(flags).chain(unions).chain(messages).collect()
    }

    /// The argument for the byte order of what reads: what the question says where the data can tell it.
    fn read_order(&self, def: &StructDef) -> &'static str {
        match (def.endian, def.roles.byte_order) {
            (ByteOrder::Either, Some(_)) => ", q.asked",
            (ByteOrder::Either, None) => ", q.known",
            _ => "",
        }
    }

    fn write_order(&self, def: &StructDef) -> &'static str {
        if def.endian == ByteOrder::Either { "q.known" } else { "" }
    }

    fn struct_answers(&self, out: &mut String, id: StructId) {
        let def = &self.schema.structs[id.index()];
        let index = id.index();
        let (read, write) = (self.read_order(def), self.write_order(def));
        let needs = if def.evolution == rbgen_schema::ir::Evolution::Append { read } else { "" };
        let _ = writeln!(
            out,
            "private fun answerStruct{index}(q: Question, out: MutableList<String>) {{
    when (q.verb) {{
        \"decode\" -> {{
            val value = Struct{index}.decode(q.bytes{read})
            out.add(again {{ value.encode({write}) }})
            show{index}(value, \"\", out)
        }}
        \"prefix\" -> {{
            val (value, rest) = Struct{index}.decodePrefix(q.bytes{read})
            out.add(rest.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE).toHexString())
            show{index}(value, \"\", out)
        }}
        \"encode\" -> out.add(make{index}(q.given, \"\").encode({write}).toHexString())
        \"needed\" -> out.add(Struct{index}.bytesNeeded(q.bytes{needs}).toString())
        \"iter\" -> out.add(Struct{index}.iterFrom(q.bytes{read}).count().toString())
        else -> error(\"no such verb: ${{q.verb}}\")
    }}
}}
"
        );
    }
}
