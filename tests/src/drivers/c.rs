//! The driver of the C backend: a C program for each schema, compiled with gcc and its sanitizers.

mod messages;

use super::{Driver, Input};
use rbgen::FileSet;
use rbgen::backend::c::naming::Naming;
use rbgen_schema::Int;
use rbgen_schema::ir::{BitKind, FieldKind, ItemId, MessageId, Scalar, Schema, StructId, UnionId, WireType};
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
        inputs.iter().map(|input| build(input, dir)).collect()
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

/// A value in C: the expression, and what it is called in errors.
struct Target<'s> {
    value: String,
    owner: &'s str,
    field: &'s str,
    /// The call of the setter for text, up to the text.
    setter: String,
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

    fn struct_functions(&self, out: &mut String, id: StructId) {
        let def = &self.schema.structs[id.index()];
        let (stem, value) = self.struct_names(id);
        let _ = writeln!(out, "static void show_{stem}(const {value} *v)\n{{\n    (void)v;");
        for member in &def.members {
            let field = &def.fields[member.field as usize];
            let name = self.names.member(&def.name, &member.name);
            let _ = writeln!(out, "    {{ const size_t n = push(\"{}\");", member.name);
            let value = format!("v->{name}");
            match (&field.kind, member.item) {
                (FieldKind::Bits(_, items), Some(at)) => {
                    let signed = items[at as usize].kind == BitKind::Signed;
                    show_int(out, &value, signed);
                }
                (FieldKind::Value(ty), _) => self.show(out, ty, &value, 0),
                _ => show_bytes(out, &value, field.size),
            }
            out.push_str("    pop(n); }\n");
        }
        out.push_str("}\n\n");
        let _ = writeln!(
            out,
            "static rbgen_kind assign_{stem}({value} *v, const char *at, const char *text, rbgen_error *e)\n{{\n    \
             const char *rest;\n    (void)v;\n    (void)text;\n    (void)e;\n    (void)rest;"
        );
        for member in &def.members {
            let field = &def.fields[member.field as usize];
            let name = self.names.member(&def.name, &member.name);
            let _ = writeln!(out, "    if ((rest = after(at, \"{}\")) != NULL) {{", member.name);
            let target = Target {
                value: format!("v->{name}"),
                owner: &def.name,
                field: &member.name,
                setter: format!("{}(v", self.names.text_setter(id, &member.name)),
            };
            match (&field.kind, member.item) {
                (FieldKind::Bits(_, items), Some(at)) => {
                    let item = &items[at as usize];
                    let bits = match item.kind {
                        BitKind::Enum(id) => self.schema.enums[id.index()].repr.host_bits(),
                        BitKind::Flags(id) => self.schema.flags[id.index()].repr.host_bits(),
                        _ => item.bits.width.next_power_of_two().max(8),
                    };
                    let (low, high) = host_limits(bits, item.kind == BitKind::Signed);
                    assign_int(out, &target, low, high, item.kind == BitKind::Bool);
                }
                (FieldKind::Value(ty), _) => self.assign(out, ty, &target, 0),
                _ => assign_bytes(out, &target.value, field.size),
            }
            out.push_str("        return RBGEN_OK;\n    }\n");
        }
        out.push_str("    give_up(\"no such member\", at);\n    return RBGEN_OK;\n}\n\n");
    }

    fn show(&self, out: &mut String, ty: &WireType, value: &str, depth: usize) {
        match ty {
            WireType::Array(inner, len) => {
                let _ = writeln!(out, "    for (size_t i{depth} = 0; i{depth} < {len}; i{depth}++) {{");
                let _ = writeln!(out, "    const size_t n{depth} = push_index(i{depth});");
                self.show(out, inner, &format!("{value}[i{depth}]"), depth + 1);
                let _ = writeln!(out, "    pop(n{depth}); }}");
            }
            WireType::Scalar(Scalar::F32) => {
                let _ = writeln!(
                    out,
                    "    put_path(); (void)fprintf(out, \"%08\" PRIx32, rbgen_f32_bits({value}));"
                );
            }
            WireType::Scalar(Scalar::F64) => {
                let _ = writeln!(
                    out,
                    "    put_path(); (void)fprintf(out, \"%016\" PRIx64, rbgen_f64_bits({value}));"
                );
            }
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                show_int(out, value, self.scalar(ty).is_some_and(Scalar::is_signed));
            }
            WireType::Char(_) | WireType::Char16(_) => {
                let _ = writeln!(out, "    put_path(); put_hex((const uint8_t *){value}, strlen({value}));");
            }
            WireType::Bytes(n) => show_bytes(out, value, *n),
            WireType::Guid | WireType::Uuid => show_bytes(out, &format!("{value}.bytes"), 16),
            WireType::Struct(id) => {
                let (stem, _) = self.struct_names(*id);
                let _ = writeln!(out, "    (void)push(\".\"); show_{stem}(&{value});");
            }
            WireType::Union(id) => {
                let def = &self.schema.unions[id.index()];
                if def.tag.is_some() {
                    let stem = self.names.stem(ItemId::Union(*id));
                    let _ = writeln!(out, "    (void)push(\".\"); show_{stem}(&{value});");
                } else {
                    show_bytes(out, &format!("{value}.bytes"), def.size);
                }
            }
            WireType::Host(_) => {}
        }
    }

    fn assign(&self, out: &mut String, ty: &WireType, target: &Target<'_>, depth: usize) {
        let value = &target.value;
        match ty {
            WireType::Array(inner, len) => {
                let _ = writeln!(out, "        size_t i{depth}; rest = subscript(rest, {len}, &i{depth});");
                let element = Target {
                    value: format!("{value}[i{depth}]"),
                    setter: format!("{}, i{depth}", target.setter),
                    ..*target
                };
                self.assign(out, inner, &element, depth + 1);
            }
            WireType::Scalar(Scalar::F32) => {
                let _ = writeln!(
                    out,
                    "        uint8_t b[4]; unhex_exactly(text, b, 4); {value} = rbgen_f32(rbgen_get_be32(b));"
                );
            }
            WireType::Scalar(Scalar::F64) => {
                let _ = writeln!(
                    out,
                    "        uint8_t b[8]; unhex_exactly(text, b, 8); {value} = rbgen_f64(rbgen_get_be64(b));"
                );
            }
            WireType::Scalar(s) if s.is_bool() => {
                let _ = writeln!(out, "        {value} = bits_of(parse_number(text)) != 0;");
            }
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                if let Some(scalar) = self.scalar(ty) {
                    let (low, high) = host_limits(scalar.host_bits(), scalar.is_signed());
                    assign_int(out, target, low, high, false);
                }
            }
            WireType::Char(_) | WireType::Char16(_) => {
                let _ = writeln!(
                    out,
                    "        size_t n; uint8_t *t = unhex(text, &n);\n        const rbgen_kind k = {}, (const char *)t, \
                     n, e);\n        free(t);\n        return k;",
                    target.setter
                );
            }
            WireType::Bytes(n) => assign_bytes(out, value, *n),
            WireType::Guid | WireType::Uuid => assign_bytes(out, &format!("{value}.bytes"), 16),
            WireType::Struct(id) => {
                let (stem, _) = self.struct_names(*id);
                let _ = writeln!(out, "        return assign_{stem}(&{value}, inside(rest), text, e);");
            }
            WireType::Union(id) => {
                let def = &self.schema.unions[id.index()];
                if def.tag.is_some() {
                    let stem = self.names.stem(ItemId::Union(*id));
                    let (owner, field) = (target.owner, target.field);
                    let _ = writeln!(
                        out,
                        "        return assign_{stem}(&{value}, inside(rest), text, e, \"{owner}\", \"{field}\");"
                    );
                } else {
                    assign_bytes(out, &format!("{value}.bytes"), def.size);
                }
            }
            WireType::Host(_) => {}
        }
    }

    fn union_functions(&self, out: &mut String, id: UnionId) {
        let def = &self.schema.unions[id.index()];
        let item = ItemId::Union(id);
        let (stem, value) = (self.names.stem(item), self.names.value_type(item));
        let _ = writeln!(
            out,
            "static void show_{stem}(const {value} *v)\n{{\n    size_t n;\n    switch (v->member) {{"
        );
        for member in &def.members {
            let name = self.names.member(&def.name, &member.name);
            let _ = writeln!(out, "    case {}:", self.names.constant(item, &member.name));
            let _ = writeln!(
                out,
                "    n = push(\"@member\"); put_path(); (void)fputs(\"{0}\", out); pop(n); n = push(\"{0}\");",
                member.name
            );
            self.show(out, &member.ty, &format!("v->as.{name}"), 0);
            out.push_str("    pop(n);\n");
            let beyond = def.size - member.size;
            if beyond > 0 {
                let _ =
                    writeln!(out, "    n = push(\"@rest\"); put_path(); put_hex(v->rest, {beyond}); pop(n);");
            }
            out.push_str("    break;\n");
        }
        out.push_str("    }\n}\n\n");
        let _ = writeln!(
            out,
            "static rbgen_kind assign_{stem}({value} *v, const char *at, const char *text, rbgen_error *e,\n    \
             const char *owner, const char *field)\n{{\n    const char *rest;\n    (void)e;\n    (void)owner;\n    \
             (void)field;\n    if (strcmp(at, \"@member\") == 0) {{"
        );
        for member in &def.members {
            let constant = self.names.constant(item, &member.name);
            let _ = writeln!(
                out,
                "        if (strcmp(text, \"{}\") == 0) {{ v->member = {constant}; return RBGEN_OK; }}",
                member.name
            );
        }
        out.push_str("        give_up(\"no such union member\", text);\n    }\n");
        if def.members.iter().any(|m| m.size < def.size) {
            out.push_str(
                "    if (strcmp(at, \"@rest\") == 0) {\n        size_t n; uint8_t *t = unhex(text, &n);\n",
            );
            out.push_str("        if (n > sizeof v->rest) { give_up(\"rest too long\", text); }\n");
            out.push_str("        memcpy(v->rest, t, n); free(t); return RBGEN_OK;\n    }\n");
        }
        for member in &def.members {
            let name = self.names.member(&def.name, &member.name);
            let _ = writeln!(
                out,
                "    if ((rest = after(at, \"{}\")) != NULL) {{\n        (void)rest;",
                member.name
            );
            let target = Target {
                value: format!("v->as.{name}"),
                owner: &def.name,
                field: &member.name,
                setter: String::new(),
            };
            self.assign(out, &member.ty, &target, 0);
            out.push_str("        return RBGEN_OK;\n    }\n");
        }
        out.push_str("    give_up(\"no such member\", at);\n    return RBGEN_OK;\n}\n\n");
    }

    /// The statements that turn the order column into `order`, failing into `fail`.
    fn find_order(&self, id: StructId, fail: &str) -> String {
        let def = &self.schema.structs[id.index()];
        let (stem, _) = self.struct_names(id);
        if !self.names.struct_takes_order(id) {
            return "    (void)order_text;\n".to_owned();
        }
        let mut out = String::from(
            "    rbgen_order order = strcmp(order_text, \"big\") == 0 ? RBGEN_BIG : RBGEN_LITTLE;\n    \
             const rbgen_order back = order;\n    (void)back;\n",
        );
        if def.roles.byte_order.is_some() {
            let _ = writeln!(
                out,
                "    if (strcmp(order_text, \"-\") == 0 && {stem}_find_order(data, size, &order, &e) != RBGEN_OK) {{ {fail} }}"
            );
        }
        out
    }

    fn struct_verbs(&self, out: &mut String, id: StructId) {
        let def = &self.schema.structs[id.index()];
        let (stem, value) = self.struct_names(id);
        let takes = self.names.struct_takes_order(id);
        let (order, back) = if takes { ("order, ", "back, ") } else { ("", "") };
        let needed = if takes { ", RBGEN_LITTLE" } else { "" };
        let size = def.size;
        let fail = "put_error(&e); free(data); return;";
        let find = self.find_order(id, fail);
        // Bytes are decoded from a buffer of exactly their size, so that reading beyond is found.
        let _ = writeln!(
            out,
            "static void verb_{stem}(const char *verb, const char *order_text, char **rest, size_t count)\n{{
    rbgen_error e = {{RBGEN_OK, \"\", \"\", \"\", \"\"}};
    {value} v;
    uint8_t bytes[{size}];
    size_t size = 0;
    uint8_t *data = strcmp(verb, \"encode\") == 0 ? NULL : unhex(count > 0 ? rest[0] : \"\", &size);
    if (data != NULL) {{ uint8_t *exact = (uint8_t *)malloc(size > 0 ? size : 1); if (exact == NULL) {{ give_up(\"no memory\", verb); }} memcpy(exact, data, size); free(data); data = exact; }}
    if (strcmp(verb, \"needed\") == 0) {{
        (void)fprintf(out, \"%s\\tok\\t%zu\\n\", line_id, {stem}_bytes_needed(data, size{needed}));
        free(data);
        return;
    }}
    if (strcmp(verb, \"encode\") != 0 && size == 0 && strcmp(verb, \"iter\") == 0) {{
        (void)fprintf(out, \"%s\\tok\\t0\\n\", line_id);
        free(data);
        return;
    }}"
        );
        let find = find.replacen(
            "if (strcmp(order_text, \"-\") == 0 &&",
            "if (data != NULL && strcmp(order_text, \"-\") == 0 &&",
            1,
        );
        out.push_str(&find);
        let _ = writeln!(
            out,
            "    if (strcmp(verb, \"encode\") == 0) {{
        {stem}_init(&v);
        for (size_t i = 0; i < count; i++) {{
            char *equals = strchr(rest[i], '=');
            if (equals == NULL) {{ give_up(\"no value\", rest[i]); }}
            *equals = '\\0';
            if (assign_{stem}(&v, rest[i], equals + 1, &e) != RBGEN_OK) {{ put_error(&e); return; }}
        }}
        if ({stem}_encode(&v, {order}bytes, sizeof bytes, &e) != RBGEN_OK) {{ put_error(&e); return; }}
        (void)fprintf(out, \"%s\\tok\\t\", line_id);
        put_hex(bytes, sizeof bytes);
        (void)fputc('\\n', out);
        return;
    }}
    if (strcmp(verb, \"iter\") == 0) {{
        size_t records = 0;
        for (size_t at = 0, used; at < size; at += used, records++) {{
            if ({stem}_decode_prefix(data + at, size - at, {order}&v, &used, &e) != RBGEN_OK) {{ {fail} }}
        }}
        (void)fprintf(out, \"%s\\tok\\t%zu\\n\", line_id, records);
        free(data);
        return;
    }}
    if (strcmp(verb, \"prefix\") == 0) {{
        size_t used;
        if ({stem}_decode_prefix(data, size, {order}&v, &used, &e) != RBGEN_OK) {{ {fail} }}
        (void)fprintf(out, \"%s\\tok\\t\", line_id);
        put_hex(data + used, size - used);
    }} else {{
        if ({stem}_decode(data, size, {order}&v, &e) != RBGEN_OK) {{ {fail} }}
        (void)fprintf(out, \"%s\\tok\\t\", line_id);
        if ({stem}_encode(&v, {back}bytes, sizeof bytes, &e) == RBGEN_OK) {{ put_hex(bytes, sizeof bytes); }}
        else {{ (void)fprintf(out, \"!%s\", rbgen_kind_name(e.kind)); }}
    }}
    free(data);
    path[0] = '\\0';
    show_{stem}(&v);
    (void)fputc('\\n', out);
}}
"
        );
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

fn show_int(out: &mut String, value: &str, signed: bool) {
    let function = if signed { "put_signed" } else { "put_unsigned" };
    let _ = writeln!(out, "    put_path(); {function}({value});");
}

fn show_bytes(out: &mut String, value: &str, size: u64) {
    let _ = writeln!(out, "    put_path(); put_hex({value}, {size});");
}

fn assign_bytes(out: &mut String, value: &str, size: u64) {
    let _ = writeln!(out, "        unhex_exactly(text, {value}, {size});");
}

/// What an integer of the C language holds: what lies beyond the schema's type is for the generated code to refuse.
fn host_limits(bits: u32, signed: bool) -> (Int, Int) {
    match signed {
        true => (Int::from_bits(1 << (bits - 1), bits, true), Int::from(u128::MAX >> (129 - bits))),
        false => (Int::ZERO, Int::from_bits(u128::MAX, bits, false)),
    }
}

/// A number that the host type can't hold is refused here, as the compiler of a program would.
fn assign_int(out: &mut String, target: &Target<'_>, low: Int, high: Int, is_bool: bool) {
    let halves =
        |m: u128| format!("RBGEN_U128(UINT64_C({:#x}), UINT64_C({:#x}))", (m >> 64) as u64, m as u64);
    let value = &target.value;
    let cast = if is_bool { "(bool)" } else { "" };
    let minus = if low.is_negative() { low.magnitude() } else { 0 };
    let _ = writeln!(
        out,
        "        const number x = parse_number(text);\n        if (!fits(x, {}, {})) {{ return rbgen_fail(e, \
         RBGEN_OUT_OF_RANGE, \"{}\", \"{}\", \"{low}..{high}\", text); }}",
        halves(minus),
        halves(high.magnitude()),
        target.owner,
        target.field
    );
    if low.is_negative() {
        let _ = writeln!(out, "        {value} = (rbgen_i128)bits_of(x);");
    } else {
        let _ = writeln!(out, "        {value} = {cast}bits_of(x);");
    }
}
