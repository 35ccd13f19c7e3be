//! Messages: a header and the parts that follow it.

use super::doc::{self, Doc};
use super::generator::Generator;
use super::literal;
use super::names::is_name;
use super::types::{Host, host};
use crate::backend::object::code::Code;
use crate::backend::object::lower::member_type;
use crate::backend::object::messages::{Extent, Stated, extents};
use crate::backend::object::names::capital;
use rbgen_schema::Int;
use rbgen_schema::ir::{HelperKind, MessageDef, PartKind, Scalar, StructDef, Value, WireType};

/// A part as the record of the message has it.
struct Part {
    name: String,
    schema: String,
    ty: String,
    text: String,
    extent: Extent,
}

impl<'a> Generator<'a> {
    fn parts(&self, def: &MessageDef) -> Vec<Part> {
        let extents = extents(self.schema, def);
        let part = |(part, extent): (&rbgen_schema::ir::Part, Extent)| Part {
            name: self.names.member(&def.name, &part.name),
            schema: part.name.clone(),
            ty: match extent {
                Extent::Records(id, _) => {
                    format!("List<{}>", self.names.class_in_code(&self.schema.structs[id.index()].name))
                }
                Extent::Rest | Extent::Bytes(_) => "byte[]".to_owned(),
            },
            text: doc::flat(part.doc.as_deref().unwrap_or("A part of the payload.")),
            extent,
        };
        def.parts.iter().zip(extents).map(part).collect()
    }

    /// Whether bytes may follow the last part.
    fn has_trailing(&self, def: &MessageDef) -> bool {
        !matches!(def.parts.last().map(|part| &part.kind), Some(PartKind::Rest))
    }

    /// The type of message ids.
    pub(super) fn id_type(&self) -> &'static str {
        let ids = self.schema.messages.iter().filter_map(|def| def.id.as_ref());
        let wide = ids.filter_map(|id| match id.value {
            Value::Int(number) => Some(number),
            _ => None,
        });
        if wide.into_iter().any(|number| number > Scalar::I32.max()) { "long" } else { "int" }
    }

    /// The file of a message.
    pub(super) fn message(&self, def: &MessageDef) -> String {
        let name = self.names.class_in_code(&def.name);
        let header = &self.schema.structs[def.header.index()];
        let header_class = self.names.class_in_code(&header.name);
        let parts = self.parts(def);
        let trailing = self.has_trailing(def);
        let mut code = self.code();
        let mut doc =
            Doc::schema(def.doc.as_deref(), format!("The message {{@code {}}} of the schema.", def.name));
        if parts.iter().any(|part| part.ty == "byte[]") {
            doc =
                doc.own("Arrays are taken over and handed out without a copy: don't change what they hold.");
        }
        doc = doc
            .tag("@param header", "the fields at the start; lengths and counts of parts in it are computed");
        for part in &parts {
            doc = doc.tag(format!("@param {}", part.name), part.text.clone());
        }
        if trailing {
            doc = doc.tag("@param trailing", "what followed the last part; it is ignored");
        }
        doc.write(&mut code);
        self.allow_deprecated(&mut code);
        let mut components = vec![format!("{header_class} header")];
        components.extend(parts.iter().map(|part| format!("{} {}", part.ty, part.name)));
        let given = components.join(", ");
        if trailing {
            components.push("byte[] trailing".to_owned());
        }
        code.open(format!("public record {name}({})", components.join(", ")));
        if let Some(id) = &def.id {
            Doc::new("The number of the message.").write(&mut code);
            let ty = self.id_type();
            let scalar = if ty == "long" { Scalar::I64 } else { Scalar::I32 };
            let literal = match id.value {
                Value::Int(number) => literal::int(scalar, number),
                _ => "0".to_owned(),
            };
            code.line(format!("public static final {ty} ID = {literal};"));
            code.blank();
        }
        let mut references = vec!["header"];
        references.extend(parts.iter().map(|part| part.name.as_str()));
        if trailing {
            references.push("trailing");
        }
        Doc::new("A message of all its parts; none of them may be null.").write(&mut code);
        code.open(format!("public {name}"));
        for reference in &references {
            let list = parts.iter().any(|part| part.name == *reference && part.ty != "byte[]");
            if list {
                code.line(format!("{reference} = List.copyOf({reference});"));
            } else {
                code.line(format!("Objects.requireNonNull({reference}, \"{reference}\");"));
            }
        }
        code.close();
        code.blank();
        if trailing {
            let mut doc = Doc::new("A message with nothing behind its last part.")
                .tag("@param header", "the fields at the start");
            for part in &parts {
                doc = doc.tag(format!("@param {}", part.name), part.text.clone());
            }
            doc.write(&mut code);
            code.open(format!("public {name}({given})"));
            let names: Vec<&str> = references[..references.len() - 1].to_vec();
            code.line(format!("this({}, new byte[0]);", names.join(", ")));
            code.close();
            code.blank();
        }
        self.parse(&mut code, def, header, &name, &parts, trailing);
        self.create(&mut code, def, header, &parts, &given);
        self.helpers(&mut code, def, header, &parts);
        let names: Vec<String> = references.iter().map(|name| (*name).to_owned()).collect();
        let types: Vec<WireType> = references
            .iter()
            .map(|name| {
                let bytes =
                    *name == "trailing" || parts.iter().any(|part| part.name == *name && part.ty == "byte[]");
                if bytes { WireType::Bytes(0) } else { WireType::Struct(def.header) }
            })
            .collect();
        let (compares, shows) = self.needs_own_methods(&types);
        if compares {
            self.equality(&mut code, &name, &names, &types);
        }
        if shows {
            self.text_form(&mut code, &name, &names, &types);
        }
        code.close();
        let taken: Vec<&str> =
            references.iter().copied().chain(["data", "order", "other", "that", "hash"]).collect();
        self.file(&short_locals(&code.text(), &taken))
    }

    fn parse(
        &self,
        code: &mut Code,
        def: &MessageDef,
        header: &StructDef,
        name: &str,
        parts: &[Part],
        trailing: bool,
    ) {
        let memory = self.flavour.memory();
        let either = self.is_either(header);
        let finds = either && header.roles.byte_order.is_some();
        let owner = literal::string(&def.name);
        let header_class = self.names.class_in_code(&header.name);
        // The parts are variables of the same method.
        let is_part = |name: &&str| parts.iter().any(|part| part.name == *name);
        let data = ["data", "bytes", "source"]
            .into_iter()
            .find(|name| !is_part(name))
            .unwrap_or("rbgenData")
            .to_owned();
        for with_order in [either, false] {
            if !with_order && finds {
                self.parse_doc(with_order, &data).write(code);
                code.open(format!("public static {name} parse({memory} {data})"));
                code.line(format!("return parse({data}, {header_class}.rbgenOrder({data}));"));
                code.close();
                code.blank();
            } else if with_order || !either {
                let (param, given) = if with_order { (", ByteOrder order", ", order") } else { ("", "") };
                self.parse_doc(with_order, &data).write(code);
                code.open(format!("public static {name} parse({memory} {data}{param})"));
                code.line(format!(
                    "Prefix<{header_class}> rbgenPrefix = {header_class}.decodePrefix({data}{given});"
                ));
                code.line(format!("{header_class} header = rbgenPrefix.value();"));
                code.line(format!("{memory} rbgenRest = rbgenPrefix.rest();"));
                for part in parts {
                    self.parse_part(code, header, part, &owner, given);
                }
                let mut values = vec!["header".to_owned()];
                values.extend(parts.iter().map(|part| part.name.clone()));
                if trailing {
                    values.push("Rbgen.bytes(rbgenRest)".to_owned());
                }
                code.line(format!("return new {name}({});", values.join(", ")));
                code.close();
                code.blank();
            } else {
                continue;
            }
            let (param, given) = if with_order { (", ByteOrder order", ", order") } else { ("", "") };
            self.parse_doc(with_order, &data).write(code);
            code.open(format!("public static {name} parse(byte[] {data}{param})"));
            code.line(format!("return parse({}{given});", self.flavour.wrap(&data)));
            code.close();
            code.blank();
            if !either {
                break;
            }
        }
    }

    fn parse_doc(&self, with_order: bool, data: &str) -> Doc {
        let mut doc = Doc::new("The message in some bytes, every length checked.")
            .tag(format!("@param {data}"), "the bytes");
        if with_order {
            doc = doc.tag("@param order", "the byte order of its numbers");
        }
        doc.tag("@return", "the message")
            .tag("@throws DecodeException", "if they are not what the schema says")
    }

    fn parse_part(&self, code: &mut Code, header: &StructDef, part: &Part, owner: &str, given: &str) {
        let name = &part.name;
        let schema = literal::string(&part.schema);
        let length = |stated: &Stated, times: &str| {
            let member = &header.members[stated.member];
            let getter = format!("header.{}()", self.names.member(&header.name, &member.name));
            let number =
                if stated.scalar == Scalar::U64 { format!("Rbgen.unsigned({getter})") } else { getter };
            format!("Rbgen.length({number}, {times}, {}L, rbgenRest, {owner}, {schema})", stated.minus)
        };
        match &part.extent {
            Extent::Rest => code.line(format!("byte[] {name} = Rbgen.bytes(rbgenRest);")),
            Extent::Bytes(stated) => {
                let size = format!("rbgen{}Size", capital(name));
                code.line(format!("long {size} = {};", length(stated, &format!("{}L", stated.times))));
                code.line(format!("byte[] {name} = Rbgen.bytes(Rbgen.first(rbgenRest, {size}));"));
                code.line(format!("rbgenRest = Rbgen.from(rbgenRest, {size});"));
            }
            Extent::Records(id, stated) => {
                let record = &self.schema.structs[id.index()];
                let class = self.names.class_in_code(&record.name);
                let order = if self.is_either(record) { given } else { "" };
                let size = format!("rbgen{}Size", capital(name));
                code.line(format!("long {size} = {};", length(stated, &format!("{class}.SIZE"))));
                code.line(format!("List<{class}> {name} = new ArrayList<>();"));
                code.open(format!("for (long rbgenAt = 0; rbgenAt < {size}; rbgenAt += {class}.SIZE)"));
                code.line(format!("Prefix<{class}> rbgenRecord = {class}.decodePrefix(rbgenRest{order});"));
                code.line(format!("{name}.add(rbgenRecord.value());"));
                code.line("rbgenRest = rbgenRecord.rest();");
                code.close();
            }
        }
    }

    fn create(&self, code: &mut Code, def: &MessageDef, header: &StructDef, parts: &[Part], given: &str) {
        let either = self.is_either(header);
        let (param, order) = if either { (", ByteOrder order", "order") } else { ("", "") };
        let owner = literal::string(&def.name);
        let mut doc = Doc::new("The bytes of a message; lengths and counts of its parts are computed.")
            .tag("@param header", "the fields at the start");
        for part in parts {
            doc = doc.tag(format!("@param {}", part.name), part.text.clone());
        }
        if either {
            doc = doc.tag("@param order", "the byte order of its numbers");
        }
        doc.tag("@return", "a new array")
            .tag(
                "@throws EncodeException",
                "if the header can't state the length of a part, or a value has no bytes",
            )
            .write(code);
        code.open(format!("public static byte[] create({given}{param})"));
        let header_class = self.names.class_in_code(&header.name);
        let mut computed = Vec::new();
        let mut bytes = Vec::new();
        for part in parts {
            let schema = literal::string(&part.schema);
            let name = &part.name;
            let (stated, units, unit) = match &part.extent {
                Extent::Rest => {
                    bytes.push(name.clone());
                    continue;
                }
                Extent::Bytes(stated) => {
                    bytes.push(name.clone());
                    (stated, format!("{name}.length"), "1".to_owned())
                }
                Extent::Records(id, stated) => {
                    let class = self.names.class_in_code(&self.schema.structs[id.index()].name);
                    (stated, format!("{name}.size()"), format!("{class}.SIZE"))
                }
            };
            let member = self.names.member(&header.name, &header.members[stated.member].name);
            let local = format!("rbgen{}Stated", capital(&member));
            let (highest, most) = (unsigned(stated.highest), unsigned(stated.most));
            code.line(format!(
                "long {local} = Rbgen.stated({units}, {unit}, {}L, {}L, {highest}, {most}, {owner}, {schema});",
                stated.times, stated.minus
            ));
            let ty = member_type(header, &header.members[stated.member]);
            let number = match ty {
                WireType::Scalar(scalar) => host(scalar),
                _ => Host::Long,
            };
            let value = match number {
                Host::Long => local.clone(),
                Host::Big => format!("BigInteger.valueOf({local})"),
                other => format!("({}) {local}", other.name()),
            };
            computed.push(format!(".{member}({value})"));
            if let Extent::Records(id, _) = &part.extent {
                let record = &self.schema.structs[id.index()];
                let class = self.names.class_in_code(&record.name);
                let at = format!("rbgen{}Bytes", capital(name));
                code.line(format!("byte[] {at} = new byte[{name}.size() * {class}.SIZE];"));
                code.line(format!(
                    "{} rbgen{}Data = {};",
                    self.flavour.memory(),
                    capital(name),
                    self.flavour.wrap(&at)
                ));
                code.line("int rbgenAt = 0;".replace("rbgenAt", &format!("rbgen{}At", capital(name))));
                code.open(format!("for ({class} rbgenRecord : {name})"));
                let order = if self.is_either(record) { ", order" } else { "" };
                code.line(format!("rbgenRecord.rbgenWrite(rbgen{0}Data, rbgen{0}At{order});", capital(name)));
                code.line(format!("rbgen{}At += {class}.SIZE;", capital(name)));
                code.close();
                bytes.push(at);
            }
        }
        if !computed.is_empty() {
            let assigned = format!("{header_class} rbgenComplete =");
            super::operations::chain(code, &assigned, "header.toBuilder()", computed.clone());
        }
        let header_value = if computed.is_empty() { "header" } else { "rbgenComplete" };
        let first = format!("{header_value}.encode({order})");
        if bytes.is_empty() {
            code.line(format!("return {first};"));
        } else {
            code.line(format!("return Rbgen.joined({first}, {});", bytes.join(", ")));
        }
        code.close();
        code.blank();
        let mut doc = Doc::new("The bytes of this message; lengths and counts of its parts are computed.");
        if either {
            doc = doc.tag("@param order", "the byte order of its numbers");
        }
        doc.tag("@return", "a new array")
            .tag(
                "@throws EncodeException",
                "if the header can't state the length of a part, or a value has no bytes",
            )
            .write(code);
        code.open(format!("public byte[] encode({})", param.trim_start_matches(", ")));
        let mut values = vec!["header".to_owned()];
        values.extend(parts.iter().map(|part| part.name.clone()));
        if either {
            values.push("order".to_owned());
        }
        code.line(format!("return create({});", values.join(", ")));
        code.close();
    }

    fn helpers(&self, code: &mut Code, def: &MessageDef, header: &StructDef, parts: &[Part]) {
        let getter = |index: u32| {
            let member = &header.members[index as usize];
            let text = format!("header.{}()", self.names.member(&header.name, &member.name));
            (member_type(header, member), text)
        };
        for helper in &def.helpers {
            let name = self.names.member(&def.name, &helper.name);
            code.blank();
            match &helper.kind {
                HelperKind::Dimensions(members) => {
                    Doc::new("The dimensions as text, such as {@code 100x75}.")
                        .tag("@return", "the text")
                        .write(code);
                    code.open(format!("public String {name}()"));
                    let texts: Vec<String> = members
                        .iter()
                        .map(|member| {
                            let (ty, text) = getter(*member);
                            self.show(&ty, &text)
                        })
                        .collect();
                    let joined = texts.join(" + \"x\" + ");
                    code.line(if texts.len() == 1 {
                        format!("return \"\" + {joined};")
                    } else {
                        format!("return {joined};")
                    });
                    code.close();
                }
                HelperKind::Text(member, attribute) => {
                    let (ty, text) = getter(*member);
                    let WireType::Enum(id) = ty else { continue };
                    let of = &self.schema.enums[id.index()];
                    let method = self.names.member(&of.name, &of.text[*attribute as usize].name);
                    let class = self.names.class_in_code(&of.name);
                    Doc::new(format!("The {{@link {class}#{method}}} of the message."))
                        .tag("@return", "the text")
                        .write(code);
                    code.open(format!("public String {name}()"));
                    code.line(format!("return {text}.{method}();"));
                    code.close();
                }
                HelperKind::SizeKb(part) => {
                    let shown: Vec<&Part> = match part {
                        Some(index) => parts.get(*index as usize).into_iter().collect(),
                        None => parts.iter().collect(),
                    };
                    Doc::new("The size of the payload in units of 1024 bytes.")
                        .tag("@return", "the number")
                        .write(code);
                    code.open(format!("public double {name}()"));
                    let sizes: Vec<String> = shown
                        .iter()
                        .map(|part| match &part.extent {
                            Extent::Records(id, _) => {
                                let class = self.names.class_in_code(&self.schema.structs[id.index()].name);
                                format!("(double) {}.size() * {class}.SIZE", part.name)
                            }
                            Extent::Rest | Extent::Bytes(_) => format!("(double) {}.length", part.name),
                        })
                        .collect();
                    let text = match sizes.as_slice() {
                        [] => "0.0".to_owned(),
                        [one] => format!("{one} / 1024"),
                        many => format!("({}) / 1024", many.join(" + ")),
                    };
                    code.line(format!("return {text};"));
                    code.close();
                }
            }
        }
    }
}

/// The variables of a message's methods without the prefix that keeps them apart from parts, where no part is called so.
fn short_locals(text: &str, taken: &[&str]) -> String {
    const METHODS: [&str; 3] = ["rbgenOrder", "rbgenRead", "rbgenWrite"];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("rbgen") {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        let short = format!(
            "{}{}",
            word[5..].chars().take(1).collect::<String>().to_ascii_lowercase(),
            word.get(6..).unwrap_or_default()
        );
        let starts = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        out.push_str(before);
        let is_local =
            starts && !METHODS.contains(&word) && !taken.contains(&short.as_str()) && is_name(&short);
        out.push_str(if is_local { &short } else { word });
        rest = after;
    }
    out + rest
}

fn unsigned(number: u64) -> String {
    literal::int(Scalar::U64, Int::from(number))
}
