//! Values as text for people to read.

use super::codec::mask;
use super::generator::{Code, Generator, index};
use super::text;
use crate::schema::ir::{BitKind, EnumId, FieldKind, FlagsId, ItemId, Scalar, StructId, UnionId, WireType};
use rbgen_templates::c::Function;

/// The body of a function that writes text. Words that follow each other go out in one call.
struct Printer {
    code: Code,
    words: String,
}

impl Printer {
    fn new() -> Printer {
        Printer { code: Code::body(), words: String::new() }
    }

    fn words(&mut self, words: &str) {
        self.words.push_str(words);
    }

    fn flush(&mut self) {
        if !self.words.is_empty() {
            self.code.line(format!("rbgen_out_string(out, {});", text::string(&self.words)));
            self.words.clear();
        }
    }

    fn line(&mut self, line: impl AsRef<str>) {
        self.flush();
        self.code.line(line);
    }

    fn open(&mut self, line: impl AsRef<str>) {
        self.flush();
        self.code.open(line);
    }

    fn close(&mut self) {
        self.flush();
        self.code.close();
    }

    fn number(&mut self, scalar: Scalar, value: &str) {
        self.line(number(scalar, value));
    }

    fn finish(mut self, stem: &str, parameter: &str) -> Function {
        self.flush();
        let name = parameter.rsplit([' ', '*']).next().unwrap_or_default();
        Function {
            doc: String::new(),
            name: format!("void {stem}_rbgen_format"),
            parameters: format!("{parameter}, rbgen_out *out"),
            body: self.code.finish(&[name]),
        }
    }
}

impl Generator<'_> {
    /// The function of users, and the one that structs which hold this one call.
    pub(super) fn struct_format(&self, id: StructId) -> [Function; 2] {
        let def = &self.schema.structs[id.index()];
        let names = self.names.item(ItemId::Struct(id));
        let mut out = Printer::new();
        let mut before = format!("{} {{", names.ty);
        for member in &def.members {
            let field = &def.fields[member.field as usize];
            let name = self.names.member(&def.name, &member.name);
            out.words(&format!("{before}{} = ", member.name));
            before = ", ".to_owned();
            let value = format!("value->{name}");
            match (&field.kind, member.item) {
                (FieldKind::Value(ty), None) => self.format(&mut out, ty, &value, 0),
                (FieldKind::Bits(_, items), Some(at)) => {
                    let item = &items[at as usize];
                    match item.kind {
                        BitKind::Enum(id) => self.format(&mut out, &WireType::Enum(id), &value, 0),
                        BitKind::Flags(id) => self.format(&mut out, &WireType::Flags(id), &value, 0),
                        kind => out.number(self.item_type(kind, item.bits.width).1, &value),
                    }
                }
                _ => out.line(format!("rbgen_out_hex(out, {value}, sizeof {value});")),
            }
        }
        out.words(if def.members.is_empty() { &before } else { "" });
        out.words("}");
        let parameter = format!("const {} *value", names.value);
        [out.finish(&names.stem, &parameter), whole(&names.stem, &names.value)]
    }

    /// The same for a union: the member in it, or its bytes.
    pub(super) fn union_format(&self, id: UnionId) -> [Function; 2] {
        let def = &self.schema.unions[id.index()];
        let names = self.names.item(ItemId::Union(id));
        let mut out = Printer::new();
        if def.tag.is_none() {
            out.line("rbgen_out_hex(out, value->bytes, sizeof value->bytes);");
        } else {
            out.line("switch (value->member) {");
            for member in &def.members {
                out.open(format!("case {}: {{", self.names.constant(ItemId::Union(id), &member.name)));
                let value = format!("value->as.{}", self.names.member(&def.name, &member.name));
                out.words(&format!("{} {{{} = ", names.ty, member.name));
                self.format(&mut out, &member.ty, &value, 0);
                if def.size > member.size {
                    let held = self.memory_size(&member.ty, member.order);
                    out.words(", rest = ");
                    out.line(format!("rbgen_out_hex(out, value->rest, {}_SIZE - {held});", names.upper));
                }
                out.words("}");
                out.line("break;");
                out.close();
            }
            out.line("}");
        }
        let parameter = format!("const {} *value", names.value);
        [out.finish(&names.stem, &parameter), whole(&names.stem, &names.value)]
    }

    /// Writes a code by its name, or as the number that it is.
    pub(super) fn enum_format(&self, id: EnumId) -> Function {
        let def = &self.schema.enums[id.index()];
        let names = self.names.item(ItemId::Enum(id));
        let mut out = Printer::new();
        out.line(format!("const char *name = {}_name(code);", names.stem));
        out.line("if (name[0] != '\\0') {");
        out.line("    rbgen_out_string(out, name);");
        out.line("} else {");
        out.line(format!("    {}", number(def.repr, "code")));
        out.line("}");
        out.finish(&names.stem, &format!("{} code", names.ty))
    }

    /// Writes the names of the bits that are set, and what no name stands for as a number.
    pub(super) fn flags_format(&self, id: FlagsId) -> Function {
        let def = &self.schema.flags[id.index()];
        let names = self.names.item(ItemId::Flags(id));
        let bytes = def.repr.size();
        let mut out = Printer::new();
        out.line("const size_t start = out->length;");
        let mut known = 0;
        for value in &def.values {
            known |= value.bits.mask();
            let constant = self.names.constant(ItemId::Flags(id), &value.name);
            out.open(format!("if ((flags & {constant}) != 0) {{"));
            if value.is_flag {
                out.line(format!("rbgen_out_or(out, start, {});", text::string(&value.name)));
            } else {
                let name = text::string(&format!("{}(", value.name));
                out.line(format!("rbgen_out_or(out, start, {name});"));
                out.number(def.repr, &format!("(flags & {constant}) >> {constant}_SHIFT"));
                out.line("rbgen_out_char(out, ')');");
            }
            out.close();
        }
        let unknown = (u128::MAX >> (128 - 8 * bytes)) & !known;
        if unknown != 0 {
            let rest = format!("flags & {}", mask(unknown, def.repr));
            out.open(format!("if (({rest}) != 0) {{"));
            out.line("rbgen_out_or(out, start, \"\");");
            if bytes <= 8 {
                out.line(format!("rbgen_out_bits(out, {rest}, {bytes});"));
            } else {
                out.number(def.repr, &rest);
            }
            out.close();
        }
        out.line("if (out->length == start) {");
        out.line("    rbgen_out_char(out, '0');");
        out.line("}");
        out.finish(&names.stem, &format!("{} flags", names.ty))
    }

    fn format(&self, out: &mut Printer, ty: &WireType, value: &str, depth: usize) {
        let part = |item: ItemId, argument: &str| {
            format!("{}_rbgen_format({argument}{value}, out);", self.names.item(item).stem)
        };
        match ty {
            WireType::Array(inner, len) => {
                let i = index(depth);
                out.words("[");
                out.open(format!("for (size_t {i} = 0; {i} < {len}; {i}++) {{"));
                out.line(format!("rbgen_out_string(out, {i} == 0 ? \"\" : \", \");"));
                self.format(out, inner, &format!("{value}[{i}]"), depth + 1);
                out.close();
                out.words("]");
            }
            WireType::Scalar(scalar) => out.number(*scalar, value),
            WireType::Enum(id) => out.line(part(ItemId::Enum(*id), "")),
            WireType::Flags(id) => out.line(part(ItemId::Flags(*id), "")),
            WireType::Char(_) | WireType::Char16(_) => {
                out.line(format!("rbgen_out_quoted(out, {value});"));
            }
            WireType::Bytes(_) => out.line(format!("rbgen_out_hex(out, {value}, sizeof {value});")),
            WireType::Guid => out.line(format!("rbgen_out_guid(out, {value}.bytes);")),
            WireType::Uuid => out.line(format!("rbgen_out_uuid(out, {value}.bytes);")),
            WireType::Struct(id) => out.line(part(ItemId::Struct(*id), "&")),
            WireType::Union(id) => out.line(part(ItemId::Union(*id), "&")),
            WireType::Host(_) => {} // structs with host types have no value
        }
    }
}

/// The statement that writes a number.
fn number(scalar: Scalar, value: &str) -> String {
    let what = match scalar {
        Scalar::Bool8 | Scalar::Bool32 => "bool",
        Scalar::F32 => "f32",
        Scalar::F64 => "f64",
        Scalar::U128 => "u128",
        Scalar::I128 => "i128",
        integer if integer.is_signed() => "i64",
        _ => "u64",
    };
    format!("rbgen_out_{what}(out, {value});")
}

fn whole(stem: &str, value: &str) -> Function {
    let mut code = Code::body();
    code.line("rbgen_out out = rbgen_out_to(text, size);");
    code.line(format!("{stem}_rbgen_format(value, &out);"));
    code.line("return out.length;");
    Function {
        doc: text::doc_comment(
            &[
                "Writes the value as text for people, and returns the length of all of it.".to_owned(),
                "What doesn't fit into `size` bytes with a NUL is left out.".to_owned(),
            ],
            0,
        ),
        name: format!("size_t {stem}_format"),
        parameters: format!("const {value} *value, char *text, size_t size"),
        body: code.finish(&[]),
    }
}
