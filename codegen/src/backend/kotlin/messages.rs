//! Messages: a header and what follows it.

use super::doc;
use super::equality::{self, Property};
use super::literal;
use super::names::Locals;
use super::number;
use super::types::Context;
use crate::backend::object::code::{Code, KOTLIN};
use crate::backend::object::lower::member_type;
use crate::backend::object::messages::{Extent, Stated, computed, extents};
use rbgen_schema::ir::{
    ByteOrder, HelperKind, MessageDef, MessageId, Part, PartKind, Scalar, StructDef, WireType,
};

/// Properties and functions that every message has.
pub(crate) const MEMBERS: [&str; 3] = ["header", "trailing", "Companion"];

/// A message while its class is written.
pub(crate) struct Message<'m, 's> {
    pub(crate) cx: &'m Context<'s>,
    pub(crate) def: &'m MessageDef,
    pub(crate) header: &'m StructDef,
    header_name: String,
    name: String,
    extents: Vec<Extent>,
    /// Members of the header that nobody gives.
    computed: Vec<usize>,
}

/// The type of a part.
pub(crate) fn part_type(cx: &Context<'_>, part: &Part) -> String {
    match part.kind {
        PartKind::Bytes(_) | PartKind::Rest => "ByteArray".to_owned(),
        PartKind::Records(id, _) => format!("List<{}>", cx.names.structure(id)),
    }
}

impl<'m, 's> Message<'m, 's> {
    /// A message of the schema.
    pub(crate) fn new(cx: &'m Context<'s>, id: MessageId) -> Message<'m, 's> {
        let def = &cx.schema.messages[id.index()];
        Message {
            cx,
            def,
            header: &cx.schema.structs[def.header.index()],
            header_name: cx.names.structure(def.header),
            name: cx.names.message(id),
            extents: extents(cx.schema, def),
            computed: computed(cx.schema, def),
        }
    }

    pub(crate) fn is_either(&self) -> bool {
        self.header.endian == ByteOrder::Either
    }

    /// Members of the header that `create` takes.
    pub(crate) fn given(&self) -> impl Iterator<Item = usize> {
        (0..self.header.members.len()).filter(|index| !self.computed.contains(index))
    }

    fn member(&self, index: usize) -> String {
        self.cx.names.member(self.header, &self.header.members[index])
    }

    /// The parameter of a member of the header, with its default.
    pub(crate) fn parameter(&self, index: usize) -> String {
        let member = &self.header.members[index];
        let ty = self.cx.ty(&member_type(self.header, member));
        let default = self.cx.default(self.header, member);
        let default = default.map_or(String::new(), |default| format!(" = {default}"));
        format!("{}: {ty}{default}", self.member(index))
    }
}

/// What is multiplied and taken off, where there is something.
fn factors(times: u64, minus: u64) -> String {
    let times = if times == 1 { String::new() } else { format!(", times = {times}uL") };
    let minus = if minus == 0 { String::new() } else { format!(", minus = {minus}uL") };
    times + &minus
}

/// The class of a message.
pub(crate) fn class(cx: &Context<'_>, id: MessageId) -> Code {
    let message = Message::new(cx, id);
    let def = message.def;
    let mut code = Code::at(KOTLIN, 0);
    let text = def.doc.clone().unwrap_or_else(|| format!("The message `{}` of the schema.", def.name));
    doc::block(&mut code, &[text], &[]);
    code.line(format!("public data class {}(", message.name));
    code.indent();
    doc::plain(&mut code, "The fields at the start.");
    code.line(format!("public val header: {},", message.header_name));
    let mut properties = vec![Property { name: "header".to_owned(), ty: WireType::Struct(def.header) }];
    for part in &def.parts {
        let text = part.doc.clone().unwrap_or_else(|| format!("The part `{}` of the payload.", part.name));
        doc::block(&mut code, &[text], &[]);
        let name = cx.names.part(def, &part.name);
        code.line(format!("public val {name}: {},", part_type(cx, part)));
        let ty = match part.kind {
            PartKind::Records(id, _) => WireType::Array(Box::new(WireType::Struct(id)), 0),
            _ => WireType::Bytes(0),
        };
        properties.push(Property { name, ty });
    }
    doc::plain(&mut code, "What followed the last part; it is ignored.");
    code.line("public val trailing: ByteArray = ByteArray(0),");
    properties.push(Property { name: "trailing".to_owned(), ty: WireType::Bytes(0) });
    code.dedent();
    code.open(")");
    message.properties(&mut code);
    message.helpers(&mut code);
    message.encode(&mut code);
    equality::methods(&mut code, &message.name, &properties, true);
    code.blank();
    doc::plain(&mut code, "What makes and reads messages.");
    code.open("public companion object");
    if let Some(id) = &def.id {
        doc::plain(&mut code, "The id that a transport knows the message by.");
        let value = cx.literal(&WireType::Scalar(Scalar::U32), id);
        code.line(format!("public const val ID: UInt = {value}"));
        code.blank();
    }
    message.create(&mut code);
    code.blank();
    message.parse(&mut code);
    code.close();
    code.close();
    code
}

impl Message<'_, '_> {
    /// The members of the header, unless something of the message has their name.
    fn properties(&self, code: &mut Code) {
        let own = |name: &str| {
            MEMBERS.contains(&name)
                || self.def.parts.iter().any(|part| self.cx.names.part(self.def, &part.name) == name)
                || self
                    .def
                    .helpers
                    .iter()
                    .any(|helper| self.cx.names.inner(&self.def.name, &helper.name) == name)
        };
        for member in &self.header.members {
            let name = self.cx.names.member(self.header, member);
            if own(&name) {
                continue;
            }
            let ty = self.cx.ty(&member_type(self.header, member));
            doc::block(code, &[format!("`{}` of the header.", member.name)], &[]);
            code.line(format!("public val {name}: {ty}"));
            code.indent();
            code.line(format!("get() = header.{name}"));
            code.dedent();
            code.blank();
        }
    }

    fn helpers(&self, code: &mut Code) {
        for helper in &self.def.helpers {
            let name = self.cx.names.inner(&self.def.name, &helper.name);
            let (text, ty, value) = match &helper.kind {
                HelperKind::Dimensions(members) => {
                    let members: Vec<String> = members
                        .iter()
                        .map(|member| format!("${{header.{}}}", self.member(*member as usize)))
                        .collect();
                    (
                        "The dimensions as text, such as `100x75`.".to_owned(),
                        "String",
                        format!("\"{}\"", members.join("x")),
                    )
                }
                HelperKind::Text(member, text) => {
                    let member = &self.header.members[*member as usize];
                    let attribute = match member_type(self.header, member) {
                        WireType::Enum(id) => {
                            let def = &self.cx.schema.enums[id.index()];
                            self.cx.names.inner(&def.name, &def.text[*text as usize].name)
                        }
                        _ => continue,
                    };
                    let of = self.cx.names.member(self.header, member);
                    (
                        format!("What the schema says of `{}`, or its fallback.", member.name),
                        "String",
                        format!("header.{of}.{attribute}"),
                    )
                }
                HelperKind::SizeKb(part) => {
                    let parts: Vec<&Part> = match part {
                        Some(index) => self.def.parts.iter().skip(*index as usize).take(1).collect(),
                        None => self.def.parts.iter().collect(),
                    };
                    let sizes: Vec<String> = parts.iter().map(|part| self.part_size(part)).collect();
                    let sum = if sizes.is_empty() { "0".to_owned() } else { sizes.join(" + ") };
                    (
                        "The size of the payload in units of 1024 bytes.".to_owned(),
                        "Double",
                        format!("{} / 1024.0", number::atom(&sum)),
                    )
                }
            };
            doc::block(code, &[text], &[]);
            code.line(format!("public val {name}: {ty}"));
            code.indent();
            code.line(format!("get() = {value}"));
            code.dedent();
            code.blank();
        }
    }

    fn part_size(&self, part: &Part) -> String {
        let name = self.cx.names.part(self.def, &part.name);
        match part.kind {
            PartKind::Records(id, _) => {
                format!("{name}.size.toLong() * {}.SIZE", self.cx.names.structure(id))
            }
            _ => format!("{name}.size"),
        }
    }

    fn encode(&self, code: &mut Code) {
        doc::plain(code, "The bytes of this message; lengths and counts are computed.");
        let order = if self.is_either() { "order: ByteOrder" } else { "" };
        code.line(format!("public fun encode({order}): ByteArray ="));
        code.indent();
        let mut arguments: Vec<String> =
            self.def.parts.iter().map(|part| self.cx.names.part(self.def, &part.name)).collect();
        if self.is_either() {
            arguments.push("order".to_owned());
        }
        for index in self.given() {
            let name = self.member(index);
            arguments.push(format!("{name} = header.{name}"));
        }
        code.line(format!("create({})", arguments.join(", ")));
        code.dedent();
    }

    fn create(&self, code: &mut Code) {
        let text = if self.def.parts.is_empty() {
            "The bytes of a message."
        } else {
            "The bytes of a message; lengths and counts are computed."
        };
        doc::plain(code, text);
        let parts: Vec<String> =
            self.def.parts.iter().map(|part| self.cx.names.part(self.def, &part.name)).collect();
        code.line("public fun create(");
        code.indent();
        for (part, name) in self.def.parts.iter().zip(&parts) {
            code.line(format!("{name}: {},", part_type(self.cx, part)));
        }
        if self.is_either() {
            code.line("order: ByteOrder,");
        }
        for index in self.given() {
            code.line(format!("{},", self.parameter(index)));
        }
        code.dedent();
        code.open("): ByteArray");
        let mut locals =
            Locals::new(parts.iter().cloned().chain(self.given().map(|index| self.member(index))));
        let mut runs = Vec::new();
        let mut stated: Vec<String> = Vec::new();
        for ((part, name), extent) in self.def.parts.iter().zip(&parts).zip(&self.extents) {
            let run = match extent {
                Extent::Records(id, _) => {
                    let run = locals.fresh(&format!("{}_bytes", part.name));
                    let record = self.cx.names.structure(*id);
                    let order = if self.cx.takes_order(*id) { ", order" } else { "" };
                    code.line(format!("val {run}: ByteArray ="));
                    code.indent();
                    let [value, target, at] = ["record", "target", "at"].map(|hint| locals.fresh(hint));
                    code.verbatim(format!("rbgenJoin({name}, {record}.SIZE) {{ {value}, {target}, {at} ->"));
                    code.indent();
                    code.line(format!("{value}.rbgenWrite({target}, {at}{order})"));
                    code.close();
                    code.dedent();
                    run
                }
                Extent::Rest | Extent::Bytes(_) => name.clone(),
            };
            let (Extent::Bytes(of) | Extent::Records(_, of)) = extent else {
                runs.push(run);
                continue;
            };
            let unit = match extent {
                Extent::Records(id, _) => self.cx.schema.structs[id.index()].size,
                _ => 1,
            };
            let count = locals.fresh(&format!("{}_stated", part.name));
            let (owner, label) = (literal::string(&self.def.name), literal::string(&part.name));
            let mut options = factors(of.times.saturating_mul(unit), of.minus);
            if of.most != of.highest {
                options.push_str(&format!(", most = {}uL", of.most));
            }
            code.line(format!(
                "val {count}: ULong = rbgenStated({run}.size, {owner}, {label}, highest = {}uL{options})",
                of.highest
            ));
            let number = number::convert(&count, Scalar::U64, of.scalar);
            stated.push(format!("{} = {number}", self.member(of.member)));
            runs.push(run);
        }
        let made = locals.fresh("made");
        let mut arguments: Vec<String> =
            self.given().map(|index| format!("{0} = {0}", self.member(index))).collect();
        arguments.extend(stated);
        code.line(format!("val {made} = {}(", self.header_name));
        code.indent();
        arguments.iter().for_each(|argument| code.line(format!("{argument},")));
        code.dedent();
        code.line(")");
        let order = if self.is_either() { "order" } else { "" };
        let encoded = format!("{made}.encode({order})");
        if runs.is_empty() {
            code.line(format!("return {encoded}"));
        } else {
            code.line(format!("return rbgenConcat({encoded}, {})", runs.join(", ")));
        }
        code.close();
    }

    fn parse(&self, code: &mut Code) {
        let (name, header) = (&self.name, &self.header_name);
        let param = match (self.is_either(), self.header.roles.byte_order) {
            (false, _) => "",
            (true, None) => ", order: ByteOrder",
            (true, Some(_)) => ", order: ByteOrder? = null",
        };
        let pass = if self.is_either() { ", order" } else { "" };
        doc::plain(code, "The message in [segment], every length checked.");
        code.open(format!("public fun parse(segment: MemorySegment{param}): {name}"));
        let mut locals = Locals::new(["header".to_owned()]);
        let mut arguments = vec!["header".to_owned()];
        let mut rest = locals.fresh("after_header");
        code.line(format!(
            "val (header: {header}, {rest}: MemorySegment) = {header}.decodePrefix(segment{pass})"
        ));
        let records = self.extents.iter().filter_map(|extent| match extent {
            Extent::Records(id, _) => Some(*id),
            _ => None,
        });
        let mut order = "order".to_owned();
        if param.ends_with("null") && records.into_iter().any(|id| self.cx.takes_order(id)) {
            order = locals.fresh("known");
            code.line(format!("val {order}: ByteOrder = order ?: {header}.rbgenOrder(segment)"));
        }
        for (part, extent) in self.def.parts.iter().zip(&self.extents) {
            let value = locals.fresh(&part.name);
            match extent {
                Extent::Rest => {
                    code.line(format!("val {value}: ByteArray = {rest}.toArray(ValueLayout.JAVA_BYTE)"));
                    let after = locals.fresh(&format!("after_{}", part.name));
                    code.line(format!("val {after}: MemorySegment = {rest}.asSlice({rest}.byteSize())"));
                    rest = after;
                }
                Extent::Bytes(of) => {
                    let size = self.size(code, &mut locals, part, *of, of.times, &rest);
                    code.line(format!("val {value}: ByteArray = {rest}.rbgenBytes(0L, {size})"));
                    let after = locals.fresh(&format!("after_{}", part.name));
                    code.line(format!("val {after}: MemorySegment = {rest}.asSlice({size})"));
                    rest = after;
                }
                Extent::Records(id, of) => {
                    let def = &self.cx.schema.structs[id.index()];
                    let record = self.cx.names.structure(*id);
                    let least = def.sizes.first().map_or(def.size, |size| size.size);
                    let size = self.size(code, &mut locals, part, *of, least, &rest);
                    let passed =
                        if def.endian == ByteOrder::Either { format!(", {order}") } else { String::new() };
                    let after = locals.fresh(&format!("after_{}", part.name));
                    code.line(format!("var {after}: MemorySegment = {rest}"));
                    code.verbatim(format!("val {value}: List<{record}> ="));
                    code.indent();
                    code.open(format!("List(({size} / {least}L).toInt())"));
                    let (read, behind) = (locals.fresh("record"), locals.fresh("behind"));
                    code.line(format!(
                        "val ({read}: {record}, {behind}: MemorySegment) = {record}.decodePrefix({after}{passed})"
                    ));
                    code.line(format!("{after} = {behind}"));
                    code.line(read);
                    code.close();
                    code.dedent();
                    rest = after;
                }
            }
            arguments.push(value);
        }
        arguments.push(format!("{rest}.toArray(ValueLayout.JAVA_BYTE)"));
        code.line(format!("return {name}({})", arguments.join(", ")));
        code.close();
        code.blank();
        doc::plain(code, "The message in [bytes], every length checked.");
        code.line(format!(
            "public fun parse(bytes: ByteArray{param}): {name} = parse(MemorySegment.ofArray(bytes){pass})"
        ));
    }

    /// The variable with the checked number of bytes of a part.
    fn size(
        &self,
        code: &mut Code,
        locals: &mut Locals,
        part: &Part,
        of: Stated,
        times: u64,
        rest: &str,
    ) -> String {
        let size = locals.fresh(&format!("{}_size", part.name));
        let is_long = of.scalar.host_bits() < 64 || of.scalar.host_bits() == 64 && of.scalar.is_signed();
        let (function, to) =
            if is_long { ("rbgenPartSize", Scalar::I64) } else { ("rbgenWidePartSize", Scalar::U128) };
        let number = number::convert(&format!("header.{}", self.member(of.member)), of.scalar, to);
        code.line(format!(
            "val {size}: Long = {function}({number}, {rest}, {}, {}{})",
            literal::string(&self.def.name),
            literal::string(&part.name),
            factors(times, of.minus)
        ));
        size
    }
}
