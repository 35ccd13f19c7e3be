//! Messages: a header and the parts that follow it.

use super::content::{self, Property};
use super::context::Context;
use super::doc::Doc;
use super::names::Locals;
use super::structs::site;
use super::{defaults, literal};
use crate::backend::object::code::{CSHARP, Code};
use crate::backend::object::lower::member_type;
use crate::backend::object::messages::{Extent, Stated, computed, extents};
use rbgen_schema::ir::{
    BitKind, ByteOrder, FieldKind, HelperKind, Literal, Member, MessageDef, MessageId, PartKind, StructDef,
    WireType,
};

/// What writing a message needs to know of it.
pub(crate) struct Message<'m> {
    cx: &'m Context<'m>,
    pub(crate) def: &'m MessageDef,
    pub(crate) header: &'m StructDef,
    header_name: String,
    name: String,
    extents: Vec<Extent>,
    /// Members of the header that are computed.
    computed: Vec<usize>,
}

/// A parameter that a member of the header is given by.
pub(crate) struct Given {
    /// Its type and name.
    pub(crate) declared: String,
    /// ` = 85`, or nothing where it must be given.
    pub(crate) default: String,
    /// The value of the member: the parameter, or where C# can't state its default what stands for it.
    pub(crate) value: String,
}

/// A parameter with a default, if it has one.
pub(crate) fn given(
    cx: &Context<'_>,
    name: &str,
    ty: &WireType,
    default: Option<&Literal>,
    zero: Option<String>,
) -> Given {
    let declared = cx.value_type(ty);
    let (text, constant) = match (default, zero) {
        (Some(default), _) => (literal::value(cx, ty, default), literal::is_constant(cx, ty, &default.value)),
        (None, Some(zero)) => {
            let simple = matches!(
                ty,
                WireType::Scalar(_)
                    | WireType::Enum(_)
                    | WireType::Flags(_)
                    | WireType::Guid
                    | WireType::Uuid
            );
            let text = if simple && !matches!(ty, WireType::Scalar(_) | WireType::Enum(_)) {
                "default".to_owned()
            } else {
                zero
            };
            let wide = matches!(ty, WireType::Scalar(scalar) if scalar.host_bits() > 64);
            let text = if wide { "default".to_owned() } else { text };
            (text, simple || matches!(ty, WireType::Char(_) | WireType::Char16(_)))
        }
        (None, None) => {
            return Given {
                declared: format!("{declared} {name}"),
                default: String::new(),
                value: name.to_owned(),
            };
        }
    };
    if constant {
        return Given {
            declared: format!("{declared} {name}"),
            default: format!(" = {text}"),
            value: name.to_owned(),
        };
    }
    // What isn't a constant of C# is made when nothing is given.
    let text = if text == "default" { format!("default({declared})") } else { text };
    Given {
        declared: format!("{declared}? {name}"),
        default: " = null".to_owned(),
        value: format!("{name} ?? {text}"),
    }
}

/// What a member of a header is when a message is created without it; none where it must be given.
pub(crate) fn zero_of(cx: &Context<'_>, def: &StructDef, member: &Member) -> Option<String> {
    (!member.required).then(|| defaults::zero(cx, &member_type(def, member)))
}

/// The file of a message, below its `using` lines.
pub(crate) fn file(cx: &Context<'_>, id: MessageId) -> String {
    let def = &cx.schema.messages[id.index()];
    let message = Message {
        cx,
        def,
        header: &cx.schema.structs[def.header.index()],
        header_name: cx.ty(&cx.struct_name(def.header)),
        name: cx.names.item(&def.name),
        extents: extents(cx.schema, def),
        computed: computed(cx.schema, def),
    };
    message.write()
}

/// The names of a message's properties, for what names mean in it.
pub(crate) fn scope(cx: &Context<'_>, def: &MessageDef) -> Vec<(String, String)> {
    let header = cx.struct_name(def.header);
    let mut out = vec![("Header".to_owned(), header), ("Trailing".to_owned(), "byte[]".to_owned())];
    out.extend(def.parts.iter().map(|part| (cx.names.inner(&def.name, &part.name), String::new())));
    out.extend(def.helpers.iter().map(|helper| (cx.names.inner(&def.name, &helper.name), String::new())));
    out.extend(shortcuts(cx, def).into_iter().map(|(name, member)| {
        let header = &cx.schema.structs[def.header.index()];
        (name, cx.value_type(&member_type(header, member)))
    }));
    out
}

/// Names that every message has for itself.
pub(crate) const OWN: [&str; 10] = [
    "Create",
    "Encode",
    "Header",
    "Id",
    "Parse",
    "Trailing",
    "EqualityContract",
    "PrintMembers",
    "Deconstruct",
    "Clone",
];

/// Members of the header that can be read from the message itself: those whose names are free.
pub(crate) fn shortcuts<'c>(cx: &Context<'c>, def: &MessageDef) -> Vec<(String, &'c Member)> {
    let header = &cx.schema.structs[def.header.index()];
    let parts = def.parts.iter().map(|part| cx.names.inner(&def.name, &part.name));
    let helpers = def.helpers.iter().map(|helper| cx.names.inner(&def.name, &helper.name));
    let taken: Vec<String> = parts.chain(helpers).collect();
    let own = cx.names.item(&def.name);
    let members = header.members.iter().map(|member| (cx.names.member(header, member), member));
    members
        .filter(|(name, _)| !taken.contains(name) && !OWN.contains(&name.as_str()) && *name != own)
        .collect()
}

/// The parameters of `Create`: names for the parts, and for the members of the header that aren't computed.
fn parameters(cx: &Context<'_>, def: &MessageDef) -> (Vec<String>, Vec<(usize, String)>) {
    let header = &cx.schema.structs[def.header.index()];
    let computed = computed(cx.schema, def);
    let mut locals = Locals::default();
    locals.reserve(["order", "header"]);
    let parts = def.parts.iter().map(|part| locals.fresh(&part.name)).collect();
    let given = (0..header.members.len()).filter(|index| !computed.contains(index));
    let members = given
        .map(|index| {
            let name = cx.names.member(header, &header.members[index]);
            (index, locals.fresh(name.trim_start_matches('@')))
        })
        .collect();
    (parts, members)
}

/// The parameters of `Create` that are members of the header: their indices and names.
pub(crate) fn create_parameters(cx: &Context<'_>, def: &MessageDef) -> Vec<(usize, String)> {
    parameters(cx, def).1
}

impl Message<'_> {
    fn write(&self) -> String {
        let (cx, def) = (self.cx, self.def);
        let mut code = Code::at(CSHARP, 0);
        Doc::new([def.doc.clone().unwrap_or_else(|| format!("The message {} of the schema.", def.name))])
            .write(&mut code);
        code.open(format!("public sealed record {}", self.name));
        if let Some(rbgen_schema::ir::Value::Int(number)) = def.id.as_ref().map(|id| &id.value) {
            Doc::new(["The id of the message.".to_owned()]).write(&mut code);
            code.line(format!("public const uint Id = {number};"));
            code.gap();
        }
        Doc::new(["The fields at the start.".to_owned()]).write(&mut code);
        code.line(format!("public required {} Header {{ get; init; }}", self.header_name));
        code.gap();
        let mut properties = Vec::new();
        for (at, part) in def.parts.iter().enumerate() {
            let doc = part.doc.clone().unwrap_or_else(|| format!("The part {} of the message.", part.name));
            Doc::new([doc]).write(&mut code);
            let ty = self.part_type(at);
            let name = self.part_name(at);
            code.line(format!("public {} {name} {{ get; init; }} = [];", cx.value_type(&ty)));
            code.gap();
            properties.push(Property { name, ty });
        }
        Doc::new(["What followed the last part when the message was parsed; it is not encoded.".to_owned()])
            .write(&mut code);
        code.line("public byte[] Trailing { get; init; } = [];");
        code.gap();
        self.shortcuts(&mut code);
        self.helpers(&mut code);
        self.create(&mut code);
        self.parse(&mut code);
        self.encode(&mut code);
        self.join(&mut code);
        properties.insert(0, Property { name: "Header".to_owned(), ty: WireType::Struct(def.header) });
        properties.push(Property { name: "Trailing".to_owned(), ty: WireType::Bytes(0) });
        content::equality(cx, &mut code, &self.name, &properties, true);
        content::printing(cx, &mut code, &properties, "private");
        code.close();
        code.text()
    }

    fn is_ordered(&self) -> bool {
        self.header.endian == ByteOrder::Either
    }

    fn part_name(&self, at: usize) -> String {
        self.cx.names.inner(&self.def.name, &self.def.parts[at].name)
    }

    /// A part as a property.
    fn part_type(&self, at: usize) -> WireType {
        match self.def.parts[at].kind {
            PartKind::Records(id, _) => WireType::Array(Box::new(WireType::Struct(id)), 0),
            PartKind::Bytes(_) | PartKind::Rest => WireType::Bytes(0),
        }
    }

    /// A part as a parameter.
    fn part_parameter(&self, at: usize) -> String {
        let span = self.cx.system("ReadOnlySpan");
        match self.def.parts[at].kind {
            PartKind::Records(id, _) => format!("{span}<{}>", content::struct_type(self.cx, id)),
            PartKind::Bytes(_) | PartKind::Rest => format!("{span}<byte>"),
        }
    }

    fn shortcuts(&self, code: &mut Code) {
        for (name, member) in shortcuts(self.cx, self.def) {
            Doc::new([format!("The header's {}.", member.name)]).write(code);
            super::obsolete(self.cx, code, site(self.header, member).0.deprecated.as_deref());
            let ty = self.cx.value_type(&member_type(self.header, member));
            code.line(format!("public {ty} {name} => Header.{name};"));
            code.gap();
        }
    }

    fn helpers(&self, code: &mut Code) {
        let (cx, def) = (self.cx, self.def);
        let member = |index: u32| cx.names.member(self.header, &self.header.members[index as usize]);
        for helper in &def.helpers {
            let name = cx.names.inner(&def.name, &helper.name);
            match &helper.kind {
                HelperKind::Dimensions(members) => {
                    let invariant = format!("{}.InvariantCulture", cx.system("CultureInfo"));
                    Doc::new(["The dimensions as text, such as 100x75.".to_owned()]).write(code);
                    let numbers: Vec<String> =
                        members.iter().map(|index| format!("{{Header.{}}}", member(*index))).collect();
                    code.line(format!(
                        "public string {name} => string.Create({invariant}, $\"{}\");",
                        numbers.join("x")
                    ));
                }
                HelperKind::Text(index, attribute) => {
                    let of = &self.header.members[*index as usize];
                    Doc::new([format!("What the schema says of {}.", of.name)]).write(code);
                    let method = match enum_of(self.header, of) {
                        Some(id) => {
                            let of = &cx.schema.enums[id.index()];
                            of.text.get(*attribute as usize).map(|text| cx.names.inner(&of.name, &text.name))
                        }
                        None => None,
                    };
                    code.line(format!(
                        "public string {name} => Header.{}.{}();",
                        member(*index),
                        method.unwrap_or_default()
                    ));
                }
                HelperKind::SizeKb(part) => {
                    Doc::new(["The size of the payload in units of 1024 bytes.".to_owned()]).write(code);
                    let parts: Vec<usize> = match part {
                        Some(part) => vec![*part as usize],
                        None => (0..def.parts.len()).collect(),
                    };
                    let terms: Vec<String> =
                        parts.iter().map(|at| self.bytes_of(*at, &self.part_name(*at))).collect();
                    let sum = match terms.as_slice() {
                        [] => "0L".to_owned(),
                        [one] => one.clone(),
                        many => format!("({})", many.join(" + ")),
                    };
                    code.line(format!("public double {name} => {sum} / 1024.0;"));
                }
            }
            code.gap();
        }
    }

    /// How many bytes a part has.
    fn bytes_of(&self, at: usize, name: &str) -> String {
        match self.def.parts[at].kind {
            PartKind::Records(id, _) => {
                let record = self.cx.expression(&self.cx.struct_name(id));
                format!("{name}.Length * (long){record}.Size")
            }
            PartKind::Bytes(_) | PartKind::Rest => format!("{name}.Length"),
        }
    }

    fn create(&self, code: &mut Code) {
        let (cx, def) = (self.cx, self.def);
        let (parts, members) = parameters(cx, def);
        let mut doc =
            Doc::new(["Creates the bytes of a message; lengths and counts are computed.".to_owned()]);
        let (mut first, mut last) = (Vec::new(), Vec::new());
        for (at, name) in parts.iter().enumerate() {
            first.push(format!("{} {name}", self.part_parameter(at)));
            doc = doc.param(
                name,
                &def.parts[at].doc.clone().unwrap_or_else(|| format!("The part {}.", def.parts[at].name)),
            );
        }
        let mut given_members = Vec::new();
        let mut last_docs = Vec::new();
        for (index, name) in &members {
            let member = &self.header.members[*index];
            let ty = member_type(self.header, member);
            let default = defaults::rules(self.header, member).and_then(|rules| rules.default.as_ref());
            let given = given(cx, name, &ty, default, zero_of(cx, self.header, member));
            let text = document(self.header, member);
            if given.default.is_empty() {
                first.push(given.declared);
                doc = doc.param(name, &text);
            } else {
                last.push(given.declared + &given.default);
                last_docs.push((name.clone(), text));
            }
            given_members.push((cx.names.member(self.header, member), given.value));
        }
        if self.is_ordered() {
            first.push(format!("{} order", cx.ty("ByteOrder")));
            doc = doc.param("order", "The order of the bytes.");
        }
        for (name, text) in last_docs {
            doc = doc.param(&name, &text);
        }
        let doc = doc.returns("The bytes.");
        doc.throws("EncodeException", "The header can't state a length, or a value has no bytes.")
            .write(code);
        first.extend(last);
        code.open(format!("public static byte[] Create({})", first.join(", ")));
        if given_members.is_empty() {
            code.line(format!("{} header = default;", self.header_name));
        } else {
            let new = if self.computed.iter().any(|index| self.header.members[*index].required) {
                // The rest of what must be given is computed.
                format!("{} header = default({}) with", self.header_name, self.header_name)
            } else {
                format!("var header = new {}", self.header_name)
            };
            code.line(new);
            code.verbatim("{");
            code.indent();
            for (property, value) in given_members {
                code.line(format!("{property} = {value},"));
            }
            code.close_with(";");
        }
        let mut arguments = vec!["header".to_owned()];
        arguments.extend(parts);
        if self.is_ordered() {
            arguments.push("order".to_owned());
        }
        code.line(format!("return RbgenJoin({});", arguments.join(", ")));
        code.close();
        code.gap();
    }

    fn encode(&self, code: &mut Code) {
        let order =
            if self.is_ordered() { format!("{} order", self.cx.ty("ByteOrder")) } else { String::new() };
        let doc = Doc::new(["The bytes of this message; lengths and counts are computed.".to_owned()]);
        let doc = if self.is_ordered() { doc.param("order", "The order of the bytes.") } else { doc };
        let doc = doc.returns("The bytes.");
        doc.throws("EncodeException", "The header can't state a length, or a value has no bytes.")
            .write(code);
        let mut arguments = vec!["Header".to_owned()];
        arguments.extend((0..self.def.parts.len()).map(|at| self.part_name(at)));
        if self.is_ordered() {
            arguments.push("order".to_owned());
        }
        code.line(format!("public byte[] Encode({order}) => RbgenJoin({});", arguments.join(", ")));
        code.gap();
    }

    /// The function that states lengths in a header and puts the bytes together.
    fn join(&self, code: &mut Code) {
        let (cx, def) = (self.cx, self.def);
        let wire = cx.expression("RbgenParts");
        let mut locals = Locals::default();
        locals.reserve(["order", "header", "message", "at"]);
        let parts: Vec<String> = def.parts.iter().map(|part| locals.fresh(&part.name)).collect();
        let mut parameters = vec![format!("{} header", self.header_name)];
        parameters
            .extend(parts.iter().enumerate().map(|(at, name)| format!("{} {name}", self.part_parameter(at))));
        if self.is_ordered() {
            parameters.push(format!("{} order", cx.ty("ByteOrder")));
        }
        code.open(format!("private static byte[] RbgenJoin({})", parameters.join(", ")));
        let mut pieces = Vec::new();
        let mut stated_members = Vec::new();
        for (at, (part, name)) in def.parts.iter().zip(&parts).enumerate() {
            let place = format!("{}, {}", literal::string(&def.name), literal::string(&part.name));
            let stated = match &self.extents[at] {
                Extent::Rest => None,
                Extent::Bytes(stated) | Extent::Records(_, stated) => Some(*stated),
            };
            let unit = match &self.extents[at] {
                Extent::Records(id, _) => cx.schema.structs[id.index()].size,
                _ => 1,
            };
            if let Some(stated) = stated {
                let number = locals.fresh(&format!("{}_stated", part.name));
                code.line(self.state(&wire, &number, name, unit, &stated, &place));
                let member = cx.names.member(self.header, &self.header.members[stated.member]);
                stated_members.push(format!("{member} = {},", convert(cx, &stated, &number)));
            }
            match &self.extents[at] {
                Extent::Records(id, _) => {
                    let bytes = locals.fresh(&format!("{}_bytes", part.name));
                    let ty = content::struct_type(cx, *id);
                    code.line(format!(
                        "byte[] {bytes} = {wire}.Join<{ty}>({name}, {}, {ty}.Size);",
                        self.order_or_little()
                    ));
                    pieces.push(bytes);
                }
                Extent::Rest | Extent::Bytes(_) => pieces.push(name.clone()),
            }
        }
        if !stated_members.is_empty() {
            code.line("header = header with");
            code.verbatim("{");
            code.indent();
            for member in stated_members {
                code.line(member);
            }
            code.close_with(";");
        }
        let header_size = format!("{}.Size", cx.expression(&cx.struct_name(def.header)));
        let sizes: Vec<String> = std::iter::once(header_size.clone())
            .chain(pieces.iter().map(|piece| format!("{piece}.Length")))
            .collect();
        let order = if self.is_ordered() { "order" } else { "" };
        if pieces.is_empty() {
            code.line(format!("return header.Encode({order});"));
        } else {
            let order = if self.is_ordered() { ", order" } else { "" };
            code.line(format!("var message = new byte[{}];", sizes.join(" + ")));
            code.line(format!("header.EncodeInto(message{order});"));
            let mut at = header_size;
            for (index, piece) in pieces.iter().enumerate() {
                cx.use_system();
                code.line(format!("{piece}.CopyTo(message.AsSpan({at}));"));
                if index + 1 < pieces.len() {
                    at = format!("{at} + {piece}.Length");
                }
            }
            code.line("return message;");
        }
        code.close();
        code.gap();
    }

    fn order_or_little(&self) -> String {
        if self.is_ordered() {
            "order".to_owned()
        } else {
            format!("{}.Little", self.cx.expression("ByteOrder"))
        }
    }

    /// The statement that finds the number a header states for a part.
    fn state(&self, wire: &str, number: &str, part: &str, unit: u64, stated: &Stated, place: &str) -> String {
        let Stated { times, minus, highest, most, .. } = stated;
        let factors = if *times == 1 && *minus == 0 { String::new() } else { format!(", {times}, {minus}") };
        format!("ulong {number} = {wire}.State({part}.Length, {unit}, {highest}, {most}, {place}{factors});")
    }

    fn parse(&self, code: &mut Code) {
        let cx = self.cx;
        let finds = self.is_ordered() && self.header.roles.byte_order.is_some();
        let data = format!("{}<byte> data", cx.system("ReadOnlySpan"));
        let order = if self.is_ordered() { format!(", {} order", cx.ty("ByteOrder")) } else { String::new() };
        let doc = |text: &str| {
            Doc::new([text.to_owned()]).param("data", "The bytes; what follows the message is kept.")
        };
        let first = doc("Parses a message and checks every length.");
        let first = if self.is_ordered() { first.param("order", "The order of the bytes.") } else { first };
        let fails = "The bytes are not what the schema says.";
        first.returns("The message.").throws("DecodeException", fails).write(code);
        code.open(format!("public static {} Parse({data}{order})", self.name));
        let mut locals = Locals::default();
        locals.reserve(["data", "order", "header", "rest"]);
        let parts: Vec<String> = self.def.parts.iter().map(|part| locals.fresh(&part.name)).collect();
        let argument = if self.is_ordered() { ", order" } else { "" };
        let header = cx.expression(&cx.struct_name(self.def.header));
        code.line(format!(
            "{} header = {header}.DecodePrefix(data{argument}, out {}<byte> rest);",
            self.header_name,
            cx.system("ReadOnlySpan")
        ));
        let wire = cx.expression("RbgenParts");
        for (at, (part, name)) in self.def.parts.iter().zip(&parts).enumerate() {
            let place = format!("{}, {}", literal::string(&self.def.name), literal::string(&part.name));
            match &self.extents[at] {
                Extent::Rest => {
                    code.line(format!("byte[] {name} = rest.ToArray();"));
                    code.line("rest = default;");
                }
                Extent::Bytes(stated) => {
                    code.line(format!(
                        "byte[] {name} = {wire}.Take(ref rest, {}, {place});",
                        self.length(stated)
                    ));
                }
                Extent::Records(id, stated) => {
                    let ty = content::struct_type(cx, *id);
                    let order = self.order_or_little();
                    code.line(format!(
                        "{ty}[] {name} = {wire}.TakeRecords<{ty}>(ref rest, {}, {ty}.Size, {order}, {place});",
                        self.length(stated)
                    ));
                }
            }
        }
        let mut set = vec!["Header = header".to_owned()];
        set.extend(parts.iter().enumerate().map(|(at, name)| format!("{} = {name}", self.part_name(at))));
        set.push("Trailing = rest.ToArray()".to_owned());
        code.line(format!("return new {}", self.name));
        code.verbatim("{");
        code.indent();
        for one in set {
            code.line(format!("{one},"));
        }
        code.close_with(";");
        code.close();
        code.gap();
        if finds {
            let doc =
                doc("Parses a message whose header tells the order of the bytes, and checks every length.");
            doc.returns("The message.").throws("DecodeException", fails).write(code);
            code.line(format!(
                "public static {} Parse({data}) => Parse(data, {header}.FindOrder(data));",
                self.name
            ));
            code.gap();
        }
    }

    /// What a header states of a part.
    fn length(&self, stated: &Stated) -> String {
        let member = self.cx.names.member(self.header, &self.header.members[stated.member]);
        let mut text = format!("header.{member}");
        let small = stated.scalar.host_bits() <= 32 && stated.times <= 1 << 30 && stated.minus <= 1 << 62;
        if stated.times != 1 || stated.minus != 0 || !small {
            let ty = if small { "long".to_owned() } else { self.cx.system("Int128") };
            text = format!("({ty}){text}");
        }
        if stated.times != 1 {
            text = format!("{text} * {}", stated.times);
        }
        if stated.minus != 0 {
            text = format!("{text} - {}", stated.minus);
        }
        text
    }
}

/// What the documentation of a parameter says of a header's member.
pub(crate) fn document(def: &StructDef, member: &Member) -> String {
    let (field, item) = site(def, member);
    let doc = match item {
        Some(item) => item.doc.clone(),
        None => field.doc.clone(),
    };
    doc.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| format!("The member {} of the header.", member.name))
}

/// A number in the type of a header's member.
fn convert(cx: &Context<'_>, stated: &Stated, number: &str) -> String {
    if stated.scalar.host_bits() == 64 && !stated.scalar.is_signed() {
        return number.to_owned();
    }
    format!("({}){number}", cx.number(stated.scalar))
}

/// The enum that a member is of.
fn enum_of(def: &StructDef, member: &Member) -> Option<rbgen_schema::ir::EnumId> {
    let (field, item) = site(def, member);
    match (&field.kind, item.map(|item| item.kind)) {
        (_, Some(BitKind::Enum(id))) => Some(id),
        (FieldKind::Value(WireType::Enum(id)), None) => Some(*id),
        _ => None,
    }
}
