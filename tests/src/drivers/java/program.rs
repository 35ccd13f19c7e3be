//! The source of a driver.

use rbgen::backend::java::naming::Naming;
use rbgen_schema::Schema;
use rbgen_schema::ir::{
    BitKind, ByteOrder, FieldKind, Member, MessageDef, PartKind, Scalar, StructDef, UnionDef, WireType,
};

struct Program<'a> {
    schema: &'a Schema,
    names: Naming<'a>,
    package: String,
    out: String,
    /// Number of the next variable.
    next: usize,
}

/// The class of one schema's driver.
pub(super) fn source(schema: &Schema, name: &str) -> String {
    let names = Naming::new(schema);
    let package = names.package();
    let mut program = Program { schema, names, package, out: String::new(), next: 0 };
    program.line("// made for the tests");
    program.line("package drive;");
    program.line("import java.util.*;");
    program.line("import java.math.BigInteger;");
    program.line("import java.nio.ByteOrder;");
    program.line(format!("@SuppressWarnings(\"deprecation\")\nfinal class Drive_{name} {{"));
    program.line("private static String again(Support.Encode encode) {");
    program.line(format!(
        "try {{ return Support.hex(encode.bytes()); }} catch ({}.EncodeException e) {{ return \"!\" + e.kind().text(); }} }}",
        program.package
    ));
    for (index, def) in schema.unions.iter().enumerate().filter(|(_, def)| def.tag.is_some()) {
        program.union(index, def);
    }
    let coded: Vec<(usize, &StructDef)> =
        schema.structs.iter().enumerate().filter(|(_, def)| def.has_codec()).collect();
    for (index, def) in &coded {
        program.values(*index, def);
        program.answers(*index, def);
    }
    for (index, def) in schema.messages.iter().enumerate() {
        program.message(index, def);
    }
    program.line("public static void main(String[] args) throws java.io.IOException {");
    program.line("Support.run((verb, name, order, rest) -> switch (name) {");
    for (index, def) in &coded {
        program.line(format!("case \"{}\" -> struct{index}(verb, order, rest);", def.name));
    }
    for (index, def) in schema.messages.iter().enumerate() {
        program.line(format!("case \"{}\" -> message{index}(verb, order, rest);", def.name));
    }
    program.line("default -> throw new IllegalStateException(name);");
    let package = &program.package;
    let errors = format!(
        "}}, e -> e instanceof {package}.WireException w ? List.of(w.kind().text(), w.struct(), w.field(), w.wanted(), w.got()) \
         : List.of(\"driver\", \"\", \"\", \"\", String.valueOf(e)));\n}}\n}}"
    );
    program.line(errors);
    program.out
}

fn number(scalar: Scalar, text: &str) -> String {
    match scalar {
        Scalar::I8 => format!("Byte.parseByte({text})"),
        Scalar::I16 => format!("Short.parseShort({text})"),
        Scalar::U8 | Scalar::U16 | Scalar::U24 | Scalar::I24 | Scalar::I32 => {
            format!("Integer.parseInt({text})")
        }
        Scalar::U64 => format!("Long.parseUnsignedLong({text})"),
        Scalar::U128 | Scalar::I128 => format!("new BigInteger({text})"),
        Scalar::F32 => format!("Support.toFloat({text})"),
        Scalar::F64 => format!("Support.toDouble({text})"),
        Scalar::Bool8 | Scalar::Bool32 => format!("!{text}.equals(\"0\")"),
        Scalar::U32
        | Scalar::U40
        | Scalar::U48
        | Scalar::U56
        | Scalar::I40
        | Scalar::I48
        | Scalar::I56
        | Scalar::I64 => format!("Long.parseLong({text})"),
    }
}

fn shown(scalar: Scalar, value: &str) -> String {
    match scalar {
        Scalar::U64 => format!("Long.toUnsignedString({value})"),
        Scalar::F32 | Scalar::F64 => format!("Support.hex({value})"),
        Scalar::Bool8 | Scalar::Bool32 => format!("({value} ? 1 : 0)"),
        _ => value.to_owned(),
    }
}

impl Program<'_> {
    fn line(&mut self, text: impl AsRef<str>) {
        self.out.push_str(text.as_ref());
        self.out.push('\n');
    }

    fn fresh(&mut self) -> String {
        self.next += 1;
        format!("v{}", self.next)
    }

    fn class(&self, name: &str) -> String {
        format!("{}.{}", self.package, self.names.class(name))
    }

    fn type_name(&self, ty: &WireType) -> String {
        match ty {
            WireType::Scalar(scalar) => match scalar {
                Scalar::I8 => "byte",
                Scalar::I16 => "short",
                Scalar::U8 | Scalar::U16 | Scalar::U24 | Scalar::I24 | Scalar::I32 => "int",
                Scalar::U128 | Scalar::I128 => "BigInteger",
                Scalar::F32 => "float",
                Scalar::F64 => "double",
                Scalar::Bool8 | Scalar::Bool32 => "boolean",
                _ => "long",
            }
            .to_owned(),
            WireType::Char(_) | WireType::Char16(_) => "String".to_owned(),
            WireType::Bytes(_) => "byte[]".to_owned(),
            WireType::Guid | WireType::Uuid => "UUID".to_owned(),
            WireType::Enum(id) => self.class(&self.schema.enums[id.index()].name),
            WireType::Flags(id) => self.class(&self.schema.flags[id.index()].name),
            WireType::Union(id) => self.class(&self.schema.unions[id.index()].name),
            WireType::Struct(id) => self.class(&self.schema.structs[id.index()].name),
            WireType::Array(inner, _) => format!("{}[]", self.type_name(inner)),
            WireType::Host(_) => "long".to_owned(),
        }
    }

    /// Statements that show a value below a path, both given as expressions.
    fn show(&mut self, ty: &WireType, value: &str, path: &str) {
        let text = match ty {
            WireType::Scalar(scalar) => shown(*scalar, value),
            WireType::Char(_) | WireType::Char16(_) | WireType::Bytes(_) => format!("Support.hex({value})"),
            WireType::Guid => format!("Support.hexGuid({value})"),
            WireType::Uuid => format!("Support.hexUuid({value})"),
            WireType::Enum(id) => shown(self.schema.enums[id.index()].repr, &format!("{value}.code()")),
            WireType::Flags(id) => shown(self.schema.flags[id.index()].repr, &format!("{value}.bits()")),
            WireType::Union(id) if self.schema.unions[id.index()].tag.is_none() => {
                format!("Support.hex({value}.wireBytes())")
            }
            WireType::Union(id) => {
                return self.line(format!("showUnion{}({value}, {path}, out);", id.index()));
            }
            WireType::Struct(id) => {
                return self.line(format!("show{}({value}, {path} + \".\", out);", id.index()));
            }
            WireType::Array(inner, len) => {
                let index = self.fresh();
                self.line(format!("for (int {index} = 0; {index} < {len}; {index}++) {{"));
                self.show(inner, &format!("{value}[{index}]"), &format!("{path} + \"[\" + {index} + \"]\""));
                return self.line("}");
            }
            WireType::Host(_) => return,
        };
        self.line(format!("out.add({path} + \"=\" + {text});"));
    }

    /// Statements that make a value of what is given at a path, and the expression of it.
    fn make(&mut self, ty: &WireType, path: &str) -> String {
        let given = format!("given.get({path})");
        match ty {
            WireType::Scalar(scalar) => number(*scalar, &given),
            WireType::Char(_) | WireType::Char16(_) => format!("Support.text({given})"),
            WireType::Bytes(_) => format!("Support.unhex({given})"),
            WireType::Guid => format!("Support.toGuid({given})"),
            WireType::Uuid => format!("Support.toUuid({given})"),
            WireType::Enum(id) => {
                let def = &self.schema.enums[id.index()];
                format!("{}.of({})", self.class(&def.name), number(def.repr, &given))
            }
            WireType::Flags(id) => {
                let def = &self.schema.flags[id.index()];
                format!("new {}({})", self.class(&def.name), number(def.repr, &given))
            }
            WireType::Union(id) if self.schema.unions[id.index()].tag.is_none() => {
                format!("new {}(Support.unhex({given}))", self.type_name(ty))
            }
            WireType::Union(id) => format!("makeUnion{}(given, {path})", id.index()),
            WireType::Struct(id) => format!("make{}(given, {path} + \".\")", id.index()),
            WireType::Array(inner, len) => {
                let (array, index) = (self.fresh(), self.fresh());
                let whole = self.type_name(ty);
                let element = whole.trim_end_matches("[]");
                let more = "[]".repeat((whole.len() - element.len()) / 2 - 1);
                self.line(format!("{whole} {array} = new {element}[{len}]{more};"));
                self.line(format!("for (int {index} = 0; {index} < {len}; {index}++) {{"));
                let value = self.make(inner, &format!("{path} + \"[\" + {index} + \"]\""));
                self.line(format!("{array}[{index}] = {value};\n}}"));
                array
            }
            WireType::Host(_) => "0".to_owned(),
        }
    }

    fn union(&mut self, index: usize, def: &UnionDef) {
        let class = self.class(&def.name);
        self.line(format!("static void showUnion{index}({class} value, String path, List<String> out) {{"));
        for member in &def.members {
            let variant = format!("{class}.{}", self.names.variant(&def.name, &member.name));
            self.line(format!("if (value instanceof {variant} one) {{"));
            self.line(format!("out.add(path + \".@member={}\");", member.name));
            self.show(&member.ty, "one.value()", &format!("path + \".{}\"", member.name));
            if member.size < def.size {
                self.line("out.add(path + \".@rest=\" + Support.hex(one.rest()));");
            }
            self.line("}");
        }
        self.line(format!("}}\nstatic {class} makeUnion{index}(Support.Given given, String path) {{"));
        self.line("switch (given.get(path + \".@member\")) {");
        for member in &def.members {
            let variant = format!("{class}.{}", self.names.variant(&def.name, &member.name));
            self.line(format!("case \"{}\": {{", member.name));
            let value = self.make(&member.ty, &format!("path + \".{}\"", member.name));
            let rest =
                if member.size < def.size { ", Support.unhex(given.get(path + \".@rest\"))" } else { "" };
            self.line(format!("return new {variant}({value}{rest});\n}}"));
        }
        self.line("default: throw new IllegalStateException(path);\n}\n}");
    }

    fn member_type(&self, def: &StructDef, member: &Member) -> WireType {
        let field = &def.fields[member.field as usize];
        match (&field.kind, member.item) {
            (FieldKind::Bits(_, items), Some(item)) => {
                let item = &items[item as usize];
                match item.kind {
                    BitKind::Bool => WireType::Scalar(Scalar::Bool8),
                    BitKind::Enum(id) => WireType::Enum(id),
                    BitKind::Flags(id) => WireType::Flags(id),
                    BitKind::Unsigned | BitKind::Reserved(_) => {
                        WireType::Scalar(Scalar::of_width(item.bits.width, false))
                    }
                    BitKind::Signed => WireType::Scalar(Scalar::of_width(item.bits.width, true)),
                }
            }
            (FieldKind::Value(ty), _) => ty.clone(),
            (FieldKind::Bits(word, _), None) => WireType::Scalar(*word),
            (FieldKind::Reserved(_) | FieldKind::Padding, _) => WireType::Bytes(field.size),
        }
    }

    fn values(&mut self, index: usize, def: &StructDef) {
        let class = self.class(&def.name);
        self.line(format!("static void show{index}({class} value, String prefix, List<String> out) {{"));
        for member in &def.members {
            let name = self.names.member(&def.name, &member.name);
            let path = format!("prefix + \"{}\"", member.name);
            self.show(&self.member_type(def, member), &format!("value.{name}()"), &path);
        }
        self.line(format!("}}\nstatic {class} make{index}(Support.Given given, String prefix) {{"));
        self.line(format!("{class}.Builder builder = {class}.builder();"));
        for member in &def.members {
            let name = self.names.member(&def.name, &member.name);
            let path = format!("prefix + \"{}\"", member.name);
            self.line(format!("if (given.has({path})) {{"));
            let value = self.make(&self.member_type(def, member), &path);
            self.line(format!("builder.{name}({value});\n}}"));
        }
        self.line("return builder.build();\n}");
    }

    fn answers(&mut self, index: usize, def: &StructDef) {
        let class = self.class(&def.name);
        let either = def.endian == ByteOrder::Either;
        let finds = either && def.roles.byte_order.is_some();
        let order = if either { "Support.order(order)" } else { "" };
        let comma = if either { ", " } else { "" };
        let call = |method: &str, data: &str| {
            let with = format!("{class}.{method}({data}{comma}{order})");
            if finds { format!("order.equals(\"-\") ? {class}.{method}({data}) : {with}") } else { with }
        };
        self.line(format!("static List<String> struct{index}(String verb, String order, String[] rest) {{"));
        self.line("List<String> out = new ArrayList<>();");
        self.line("switch (verb) {\ncase \"decode\": {");
        self.line(format!("{class} value = {};", call("decode", "Support.memory(Support.unhex(rest[0]))")));
        self.line(format!("out.add(again(() -> value.encode({order})));"));
        self.line(format!("{class} same = {};", call("decode", "Support.unhex(rest[0])")));
        self.line("if (!same.equals(value) || same.hashCode() != value.hashCode() || !same.toString().equals(value.toString())) throw new IllegalStateException(\"equal bytes, other values\");");
        self.line(format!("show{index}(value, \"\", out);\nreturn out;\n}}\ncase \"prefix\": {{"));
        self.line(format!(
            "{}.Prefix<{class}> prefix = {};",
            self.package,
            call("decodePrefix", "Support.memory(Support.unhex(rest[0]))")
        ));
        self.line(format!("out.add(Support.hex(prefix.rest()));\nshow{index}(prefix.value(), \"\", out);\nreturn out;\n}}\ncase \"encode\": {{"));
        self.line(format!("{class} value = make{index}(Support.Given.of(rest), \"\");"));
        self.line(format!("byte[] bytes = value.encode({order});"));
        self.line("byte[] room = new byte[bytes.length];\nArrays.fill(room, (byte) 0x55);");
        self.line("var memory = Support.memory(room);");
        self.line(format!("value.encodeInto(memory{comma}{order});"));
        self.line("if (!Support.hex(memory).equals(Support.hex(bytes))) throw new IllegalStateException(\"other bytes in a buffer\");");
        self.line("out.add(Support.hex(bytes));\nreturn out;\n}\ncase \"needed\": {");
        let given = if either && !finds && def.evolution == rbgen_schema::ir::Evolution::Append {
            ", ByteOrder.LITTLE_ENDIAN"
        } else {
            ""
        };
        self.line(format!(
            "out.add(Long.toString({class}.bytesNeeded(Support.memory(Support.unhex(rest[0])){given})));"
        ));
        self.line("return out;\n}\ncase \"iter\": {");
        self.line(format!(
            "out.add(Integer.toString(Support.count({})));",
            call("iterFrom", "Support.memory(Support.unhex(rest[0]))")
        ));
        self.line("return out;\n}\ndefault: throw new IllegalStateException(verb);\n}\n}");
    }

    fn message(&mut self, index: usize, def: &MessageDef) {
        let class = self.class(&def.name);
        let header = &self.schema.structs[def.header.index()];
        let header_index = def.header.index();
        let either = header.endian == ByteOrder::Either;
        let finds = either && header.roles.byte_order.is_some();
        let order = if either { "Support.order(order)" } else { "" };
        let comma = if either { ", " } else { "" };
        self.line(format!("static List<String> message{index}(String verb, String order, String[] rest) {{"));
        self.line("List<String> out = new ArrayList<>();\nif (verb.equals(\"parse\")) {");
        let data = "Support.memory(Support.unhex(rest[0]))";
        let with = format!("{class}.parse({data}{comma}{order})");
        let parse =
            if finds { format!("order.equals(\"-\") ? {class}.parse({data}) : {with}") } else { with };
        self.line(format!("{class} message = {parse};"));
        self.line(format!("out.add(again(() -> message.encode({order})));"));
        self.line(format!("show{header_index}(message.header(), \"header.\", out);"));
        for part in &def.parts {
            let name = self.names.member(&def.name, &part.name);
            match part.kind {
                PartKind::Bytes(_) | PartKind::Rest => {
                    self.line(format!("out.add(\"{}=\" + Support.hex(message.{name}()));", part.name));
                }
                PartKind::Records(id, _) => self.line(format!(
                    "for (int i = 0; i < message.{name}().size(); i++) show{}(message.{name}().get(i), \"{}[\" + i + \"].\", out);",
                    id.index(),
                    part.name
                )),
            }
        }
        self.line("return out;\n}\nSupport.Given given = Support.Given.of(rest);");
        let mut values = vec![format!("make{header_index}(given, \"header.\")")];
        for part in &def.parts {
            match part.kind {
                PartKind::Bytes(_) | PartKind::Rest => {
                    values.push(format!("Support.unhex(given.get(\"{}\"))", part.name));
                }
                PartKind::Records(id, _) => {
                    let list = self.fresh();
                    let record = self.class(&self.schema.structs[id.index()].name);
                    self.line(format!("List<{record}> {list} = new ArrayList<>();"));
                    self.line(format!(
                        "for (int i = 0; given.has(\"{0}[\" + i + \"]\"); i++) {list}.add(make{1}(given, \"{0}[\" + i + \"].\"));",
                        part.name,
                        id.index()
                    ));
                    values.push(list);
                }
            }
        }
        self.line(format!(
            "out.add(Support.hex({class}.create({}{comma}{order})));\nreturn out;\n}}",
            values.join(", ")
        ));
    }
}
