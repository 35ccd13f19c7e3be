//! The driver of the C backend: a C program for each schema, compiled with gcc and its sanitizers.

mod members;
mod messages;
mod unions;
mod verbs;

use super::{Driver, Input};
use crate::parallel;
use rbgen::FileSet;
use rbgen::backend::c::naming::Naming;
use rbgen_schema::ir::{ItemId, MessageId, Scalar, Schema, StructId, UnionId, WireType};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// Builds drivers in C.
#[derive(Debug)]
pub struct C;

impl Driver for C {
    fn language(&self) -> &'static str {
        "c"
    }

    fn build(&self, inputs: &[Input<'_>], dir: &Path) -> Result<Vec<Command>, String> {
        parallel::map(inputs, |input| build(input, dir)).into_iter().collect()
    }
}

fn build(input: &Input<'_>, dir: &Path) -> Result<Command, String> {
    let folder = dir.join(input.name);
    let mut include = None;
    let driver = files(input.schema);
    for (path, text) in input.files.iter().chain(driver.iter()) {
        let at = folder.join(path);
        let parent = at.parent().unwrap_or(&folder);
        std::fs::create_dir_all(parent).map_err(|e| format!("{}: {e}", parent.display()))?;
        std::fs::write(&at, text).map_err(|e| format!("{}: {e}", at.display()))?;
        if path.ends_with("include/rbgen_wire.h") {
            include = Some(parent.to_owned());
        }
    }
    let include = include.ok_or_else(|| format!("{}: no headers were generated", input.name))?;
    let program = folder.join("driver");
    let output = Command::new("gcc")
        .args(["-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic", "-Wno-unused-function"])
        .args(["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-o"])
        .arg(&program)
        .arg("-I")
        .arg(&include)
        .arg(folder.join("driver.c"))
        .output()
        .map_err(|e| format!("gcc can't be run ({e}); install it, on Debian with `apt install gcc`"))?;
    if !output.status.success() {
        return Err(format!("{}: gcc fails:\n{}", input.name, String::from_utf8_lossy(&output.stderr)));
    }
    Ok(Command::new(program))
}

/// The driver's own files for a schema.
pub fn files(schema: &Schema) -> FileSet {
    let mut files = FileSet::new();
    files.insert("support.h", include_str!("c/support.h"));
    files.insert("driver.c", Writer { schema, names: Naming::new(schema) }.program());
    files
}

struct Writer<'a> {
    schema: &'a Schema,
    names: Naming<'a>,
}

impl Writer<'_> {
    fn program(&self) -> String {
        let mut out = String::from("#define _POSIX_C_SOURCE 200809L\n");
        if let Some(root) = self.schema.modules.last() {
            let _ = writeln!(out, "#include \"{}\"", self.names.header(root));
        }
        out.push_str("#include \"support.h\"\n\n");
        let structs: Vec<StructId> = (0..self.schema.structs.len() as u32)
            .map(StructId)
            .filter(|id| self.schema.structs[id.index()].has_codec())
            .collect();
        for id in &structs {
            let (stem, value) = self.struct_names(*id);
            let _ = writeln!(out, "static void show_{stem}(const {value} *v);");
            let _ = writeln!(
                out,
                "static rbgen_kind assign_{stem}({value} *v, const char *at, const char *text, rbgen_error *e);"
            );
        }
        for (i, def) in self.schema.unions.iter().enumerate() {
            if def.tag.is_some() {
                self.union_functions(&mut out, UnionId(i as u32));
            }
        }
        for id in &structs {
            self.struct_functions(&mut out, *id);
            self.struct_answer(&mut out, *id);
            self.struct_verbs(&mut out, *id);
        }
        for i in 0..self.schema.messages.len() as u32 {
            self.message_maker(&mut out, MessageId(i));
            self.message_verb(&mut out, MessageId(i));
        }
        self.main(&mut out, &structs);
        out
    }

    fn struct_names(&self, id: StructId) -> (&str, &str) {
        (self.names.stem(ItemId::Struct(id)), self.names.value_type(ItemId::Struct(id)))
    }

    fn scalar(&self, ty: &WireType) -> Option<Scalar> {
        match ty {
            WireType::Scalar(s) => Some(*s),
            WireType::Enum(id) => Some(self.schema.enums[id.index()].repr),
            WireType::Flags(id) => Some(self.schema.flags[id.index()].repr),
            _ => None,
        }
    }

    fn main(&self, out: &mut String, structs: &[StructId]) {
        out.push_str(
            "int main(void)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    out = stdout;
    while ((length = getline(&line, &capacity, stdin)) > 0) {
        static char *columns[65536];
        size_t count = 0;
        char *at = line;
        if (line[length - 1] == '\\n') { line[length - 1] = '\\0'; }
        while (at != NULL && count < 65536) {
            char *tab = strchr(at, '\\t');
            columns[count++] = at;
            if (tab != NULL) { *tab++ = '\\0'; }
            at = tab;
        }
        if (count < 4) { give_up(\"too few columns\", line); }
        line_id = columns[0];
",
        );
        let mut first = true;
        let mut arm = |name: &str, stem: &str| {
            let start = if first { "        if" } else { "        else if" };
            first = false;
            format!(
                "{start} (strcmp(columns[2], \"{name}\") == 0) {{ verb_{stem}(columns[1], columns[3], columns + 4, count - 4); }}\n"
            )
        };
        for id in structs {
            out.push_str(&arm(&self.schema.structs[id.index()].name, self.struct_names(*id).0));
        }
        for (i, def) in self.schema.messages.iter().enumerate() {
            out.push_str(&arm(&def.name, self.names.stem(ItemId::Message(MessageId(i as u32)))));
        }
        out.push_str(if first { "        " } else { "        else " });
        out.push_str("{ give_up(\"no such type\", columns[2]); }\n        (void)fflush(out);\n    }\n    free(line);\n    return 0;\n}\n");
    }
}
