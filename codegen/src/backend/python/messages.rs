//! Messages: a header and what follows it.

use super::context::Context;
use super::layout::{Code, Expr};
use super::structs::{self, render};
use super::{doc, literal};
use rbgen_schema::Int;
use rbgen_schema::ir::{
    BitKind, ByteOrder, FieldKind, HelperKind, Length, MemberIndex, MessageDef, MessageId, Part, PartKind,
    StructDef, Value, WireType,
};
use rbgen_templates::python as view;

/// Attributes every message has.
pub(crate) const MEMBERS: &[&str] =
    &["ID", "header", "trailing", "create", "parse", "encode", "to_dict", "from_dict"];

/// The class of a message.
pub(crate) fn class(cx: &Context<'_>, id: MessageId) -> String {
    let def = &cx.schema.messages[id.index()];
    let name = cx.names.item(&def.name);
    let header = &cx.schema.structs[def.header.index()];
    let header_name = cx.struct_name(def.header);
    let parts: Vec<String> = def.parts.iter().map(|part| cx.names.part(def, part)).collect();
    cx.codec("Content");
    let mut slot_names = vec!["\"header\"".to_owned()];
    slot_names.extend(parts.iter().map(|part| literal::string(part)));
    slot_names.push("\"trailing\"".to_owned());
    let mut slots = Code::at(1);
    slots.assign("__slots__", Expr::tuple(slot_names));
    let mut methods = vec![constants(cx, def, &header_name, &parts)];
    methods.push(init(cx, def, &header_name, &parts));
    methods.push(create(cx, def, header, &header_name, &parts));
    methods.push(parse(cx, def, header, &name, &header_name));
    methods.push(encode(cx, def, header, &parts));
    methods.extend(properties(cx, def, header, &parts));
    methods.extend(helpers(cx, def, header, &parts));
    let mut class_doc = Code::at(1);
    let text = def.doc.clone().unwrap_or_else(|| format!("The message `{}` of the schema.", def.name));
    doc::docstring(&mut class_doc, 1, &[text], &[]);
    render(&view::Class {
        name,
        base: "Content".to_owned(),
        doc: class_doc.text(),
        slots: slots.text(),
        attributes: attributes(cx, def, &header_name, &parts),
        methods,
    })
}

fn part_annotation(cx: &Context<'_>, part: &Part) -> String {
    match &part.kind {
        PartKind::Bytes(_) | PartKind::Rest => "bytes".to_owned(),
        PartKind::Records(id, _) => format!("{}[{}]", cx.import("typing", "List"), cx.struct_name(*id)),
    }
}

/// The parameter type of a part.
pub(crate) fn part_parameter(cx: &Context<'_>, part: &Part) -> String {
    match &part.kind {
        PartKind::Bytes(_) | PartKind::Rest => cx.codec("Buffer"),
        PartKind::Records(id, _) => format!("{}[{}]", cx.import("typing", "Sequence"), cx.struct_name(*id)),
    }
}

fn attributes(cx: &Context<'_>, def: &MessageDef, header: &str, parts: &[String]) -> Vec<String> {
    let mut rows = vec![("header".to_owned(), header.to_owned(), "The fields at the start.".to_owned())];
    for (part, name) in def.parts.iter().zip(parts) {
        let text = part.doc.clone().unwrap_or_else(|| format!("The part `{}` of the payload.", part.name));
        rows.push((name.clone(), part_annotation(cx, part), text));
    }
    rows.push((
        "trailing".to_owned(),
        "bytes".to_owned(),
        "What followed the last part; it is ignored.".to_owned(),
    ));
    let write = |(name, annotation, text): (String, String, String)| {
        let mut code = Code::at(1);
        code.annotated(&name, &annotation);
        doc::docstring(&mut code, 1, &[text], &[]);
        code.text()
    };
    rows.into_iter().map(write).collect()
}

fn constants(cx: &Context<'_>, def: &MessageDef, header: &str, parts: &[String]) -> String {
    let class_var = cx.import("typing", "ClassVar");
    let mut code = Code::at(1);
    if let Some(id) = &def.id {
        let ty = WireType::Scalar(rbgen_schema::ir::Scalar::U32);
        code.statement(&format!("ID: {class_var}[int] = "), cx.literal(id, &ty), "");
    }
    let any = cx.import("typing", "Any");
    let mut entries = vec![("\"header\"".to_owned(), Expr::Atom(format!("{header}.from_dict")))];
    for (part, name) in def.parts.iter().zip(parts) {
        let reader = match &part.kind {
            PartKind::Bytes(_) | PartKind::Rest => cx.codec("plain_bytes"),
            PartKind::Records(id, _) => {
                format!("{}({}.from_dict)", cx.codec("plain_list"), cx.struct_name(*id))
            }
        };
        entries.push((literal::string(name), Expr::of(&reader)));
    }
    entries.push(("\"trailing\"".to_owned(), Expr::Atom(cx.codec("plain_bytes"))));
    let (mapping, callable) = (cx.import("typing", "Mapping"), cx.import("typing", "Callable"));
    let prefix = format!("_rbgen_plain: {class_var}[{mapping}[str, {callable}[[{any}], {any}]]] = ");
    code.statement(&prefix, Expr::dict(entries), "");
    let pairs = def.parts.iter().zip(parts).map(|(part, name)| (name.clone(), part.name.clone()));
    structs::renamed(cx, &mut code, pairs);
    code.text()
}

fn init(cx: &Context<'_>, def: &MessageDef, header: &str, parts: &[String]) -> String {
    let mut code = Code::at(1);
    let mut params = vec!["self".to_owned(), format!("header: {header}")];
    for (part, name) in def.parts.iter().zip(parts) {
        params.push(format!("{name}: {}", part_annotation(cx, part)));
    }
    params.push("trailing: bytes = b\"\"".to_owned());
    code.def("__init__", &params, "None");
    code.indent();
    code.line("self.header = header");
    for name in parts {
        code.assign(&format!("self.{name}"), name.as_str());
    }
    code.line("self.trailing = trailing");
    code.text()
}

/// The member a part's length or count stands in.
fn length_member(part: &Part) -> Option<MemberIndex> {
    match &part.kind {
        PartKind::Bytes(length) => Some(length.member),
        PartKind::Records(_, member) => Some(*member),
        PartKind::Rest => None,
    }
}

/// Header members that `create` takes: all that no length is computed for.
pub(crate) fn given(def: &MessageDef, header: &StructDef) -> Vec<usize> {
    let computed: Vec<usize> = def.parts.iter().filter_map(length_member).map(|m| m as usize).collect();
    (0..header.members.len()).filter(|index| !computed.contains(index)).collect()
}

fn is_ordered(header: &StructDef) -> bool {
    header.endian == ByteOrder::Either
}

/// The largest number that the header can state as a length.
fn limit(header: &StructDef, member: MemberIndex) -> Int {
    let member = &header.members[member as usize];
    let field = &header.fields[member.field as usize];
    let (rules, top) = match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => {
            let item = &items[item as usize];
            (&item.rules, Int::from(item.bits.value_mask()))
        }
        (FieldKind::Value(WireType::Scalar(scalar)), _) => (&field.rules, scalar.max()),
        _ => (&field.rules, Int::from(u64::MAX)),
    };
    match rules.range.as_ref().map(|range| &range.high.value) {
        Some(Value::Int(high)) => *high,
        _ => top,
    }
}

fn create(
    cx: &Context<'_>,
    def: &MessageDef,
    header: &StructDef,
    header_name: &str,
    parts: &[String],
) -> String {
    let mut code = Code::at(1);
    code.line("@classmethod");
    let mut params = vec!["cls".to_owned()];
    for (part, name) in def.parts.iter().zip(parts) {
        params.push(format!("{name}: {}", part_parameter(cx, part)));
    }
    let given = given(def, header);
    if !given.is_empty() || is_ordered(header) {
        params.push("*".to_owned());
    }
    if is_ordered(header) {
        params.push(format!("order: {}", cx.codec("ByteOrder")));
    }
    for index in &given {
        params.push(structs::parameter(cx, header, &header.members[*index]).0);
    }
    code.def("create", &params, "bytes");
    code.indent();
    let text = if def.parts.is_empty() {
        "The bytes of a message."
    } else {
        "The bytes of a message; lengths and counts are computed."
    };
    doc::docstring(&mut code, 2, &[text.to_owned()], &[]);
    let mut arguments: Vec<Expr> = Vec::new();
    for index in given {
        let name = cx.names.member(header, &header.members[index]);
        arguments.push(Expr::named(&name, name.as_str()));
    }
    let mut locals = cx.names.locals();
    locals.take(parts.iter().cloned());
    locals.take(header.members.iter().map(|member| cx.names.member(header, member)));
    let left = locals.fresh("left", 0);
    let made = locals.fresh("header", 0);
    let lengths: Vec<String> = (def.parts.iter().enumerate())
        .map(|(index, part)| locals.fresh(&format!("{}_length", part.name), index))
        .collect();
    let mut joined: Vec<String> = Vec::new();
    let mut stated: Vec<MemberIndex> = Vec::new();
    for (index, (part, name)) in def.parts.iter().zip(parts).enumerate() {
        let data = locals.fresh(&format!("{}_bytes", part.name), index);
        let count = &lengths[index];
        joined.push(data.clone());
        match &part.kind {
            PartKind::Bytes(length) => {
                code.assign(&data, given_bytes(cx, def, part, name));
                state(
                    cx,
                    &mut code,
                    def,
                    part,
                    *length,
                    limit(header, length.member),
                    &format!("{data}.nbytes"),
                    [count, &left],
                );
            }
            PartKind::Rest => code.assign(&data, given_bytes(cx, def, part, name)),
            PartKind::Records(id, member) => {
                let size = cx.schema.structs[id.index()].size;
                let mut args = vec![
                    name.clone(),
                    cx.struct_name(*id),
                    literal::string(&def.name),
                    literal::string(&part.name),
                ];
                if is_ordered(&cx.schema.structs[id.index()]) {
                    args.push("order".to_owned());
                }
                code.assign(&data, Expr::call(cx.codec("join_records"), args));
                let length = Length { member: *member, times: size, minus: 0 };
                let bytes = format!("{data}.nbytes");
                state(cx, &mut code, def, part, length, limit(header, *member), &bytes, [count, &left]);
            }
        }
        if let Some(member) = length_member(part) {
            if let Some(first) = stated.iter().position(|other| *other == member) {
                let first =
                    def.parts.iter().position(|p| length_member(p) == Some(stated[first])).unwrap_or(0);
                let first = &lengths[first];
                code.line(format!("if {count} != {first}:"));
                code.indent();
                raise_length(cx, &mut code, "EncodeError", def, part, first, count);
                code.dedent();
            } else {
                let attribute = cx.names.member(header, &header.members[member as usize]);
                arguments.push(Expr::named(&attribute, count.as_str()));
                stated.push(member);
            }
        }
    }
    code.assign(&made, Expr::Call(header_name.to_owned(), arguments));
    let encoded = format!("{made}.encode({})", if is_ordered(header) { "order" } else { "" });
    if joined.is_empty() {
        code.line(format!("return {encoded}"));
    } else {
        joined.insert(0, encoded);
        code.statement("return ", Expr::call("b\"\".join", [Expr::list(joined)]), "");
    }
    code.text()
}

/// The bytes that were given for a part.
fn given_bytes(cx: &Context<'_>, def: &MessageDef, part: &Part, name: &str) -> Expr {
    let place = [name.to_owned(), literal::string(&def.name), literal::string(&part.name)];
    Expr::call(cx.codec("buffer_of"), place)
}

/// Computes a length, and what is left of it, and refuses what the header can't state.
#[allow(clippy::too_many_arguments)] // one statement sequence that needs all of these
fn state(
    cx: &Context<'_>,
    code: &mut Code,
    def: &MessageDef,
    part: &Part,
    length: Length,
    limit: Int,
    bytes: &str,
    [count, left]: [&str; 2],
) {
    let sum = if length.minus == 0 { bytes.to_owned() } else { format!("{bytes} + {}", length.minus) };
    let room = limit.magnitude().saturating_mul(length.times.into()).min(u64::MAX.into());
    let limit_bytes = Int::from(room.saturating_sub(length.minus.into()));
    let over = format!("{count} > {limit}");
    let when = if length.times == 1 {
        code.assign(count, sum);
        over
    } else {
        code.assign(&format!("{count}, {left}"), format!("divmod({sum}, {})", length.times));
        format!("{left} or {over}")
    };
    code.line(format!("if {when}:"));
    code.indent();
    raise_length(cx, code, "EncodeError", def, part, &limit_bytes.to_string(), bytes);
    code.dedent();
}

fn raise_length(
    cx: &Context<'_>,
    code: &mut Code,
    error: &str,
    def: &MessageDef,
    part: &Part,
    wanted: &str,
    got: &str,
) {
    let args = ["\"payload-length\"", &literal::string(&def.name), &literal::string(&part.name), wanted, got];
    code.statement("raise ", Expr::call(cx.error(error), args), "");
}

/// Whether a member can be below zero, and so a length read from it.
fn is_signed(header: &StructDef, member: u32) -> bool {
    let member = &header.members[member as usize];
    match (&header.fields[member.field as usize].kind, member.item) {
        (FieldKind::Value(WireType::Scalar(scalar)), _) => scalar.is_signed(),
        (FieldKind::Bits(_, items), Some(item)) => items[item as usize].kind == BitKind::Signed,
        _ => false,
    }
}

fn parse(cx: &Context<'_>, def: &MessageDef, header: &StructDef, name: &str, header_name: &str) -> String {
    let mut code = Code::at(1);
    code.line("@classmethod");
    let mut params = vec!["cls".to_owned(), format!("buf: {}", cx.codec("Buffer"))];
    if is_ordered(header) {
        params.push(format!("order: {}[{}] = None", cx.import("typing", "Optional"), cx.codec("ByteOrder")));
    }
    code.def("parse", &params, name);
    code.indent();
    doc::docstring(&mut code, 2, &["The message in a buffer, every length checked.".to_owned()], &[]);
    let order = if is_ordered(header) { ", order" } else { "" };
    code.assign("header, rest", Expr::call(format!("{header_name}.decode_prefix"), [format!("buf{order}")]));
    let mut arguments = vec![Expr::atom("header")];
    let mut locals = cx.names.locals();
    locals.take(["count", "header"].map(str::to_owned));
    for (index, part) in def.parts.iter().enumerate() {
        let data = locals.fresh(&part.name, index);
        match &part.kind {
            PartKind::Bytes(length) => {
                let member = cx.names.member(header, &header.members[length.member as usize]);
                let mut text = format!("header.{member}");
                if length.times != 1 {
                    text.push_str(&format!(" * {}", length.times));
                }
                if length.minus != 0 {
                    text.push_str(&format!(" - {}", length.minus));
                }
                code.assign("size", text);
                let negative = length.minus != 0 || is_signed(header, length.member);
                check_size(cx, &mut code, def, part, negative);
                code.line(format!("{data}, rest = bytes(rest[:size]), rest[size:]"));
            }
            PartKind::Rest => {
                code.line(format!("{data}, rest = bytes(rest), rest[:0]"));
            }
            PartKind::Records(id, member) => {
                let record = &cx.schema.structs[id.index()];
                let record_name = cx.struct_name(*id);
                let count = cx.names.member(header, &header.members[*member as usize]);
                code.assign("count", format!("header.{count}"));
                code.assign(
                    "size",
                    format!("count * {}", record.sizes.first().map_or(record.size, |s| s.size)),
                );
                check_size(cx, &mut code, def, part, is_signed(header, *member));
                code.line(format!("{data}: {}[{record_name}] = []", cx.import("typing", "List")));
                code.line("for _ in range(count):");
                code.indent();
                let args = if is_ordered(record) { "rest, order" } else { "rest" };
                code.assign("record, rest", Expr::call(format!("{record_name}.decode_prefix"), [args]));
                code.line(format!("{data}.append(record)"));
                code.dedent();
            }
        }
        arguments.push(Expr::atom(data));
    }
    arguments.push(Expr::atom("bytes(rest)"));
    code.statement("return ", Expr::call("cls", arguments), "");
    code.text()
}

fn check_size(cx: &Context<'_>, code: &mut Code, def: &MessageDef, part: &Part, negative: bool) {
    code.line(if negative { "if size < 0 or size > rest.nbytes:" } else { "if size > rest.nbytes:" });
    code.indent();
    raise_length(cx, code, "DecodeError", def, part, "size", "rest.nbytes");
    code.dedent();
}

fn encode(cx: &Context<'_>, def: &MessageDef, header: &StructDef, parts: &[String]) -> String {
    let mut code = Code::at(1);
    let mut params = vec!["self".to_owned()];
    if is_ordered(header) {
        params.push(format!("order: {}", cx.codec("ByteOrder")));
    }
    code.def("encode", &params, "bytes");
    code.indent();
    doc::docstring(
        &mut code,
        2,
        &["The bytes of this message; lengths and counts are computed.".to_owned()],
        &[],
    );
    let given = given(def, header);
    let mut arguments: Vec<Expr> = parts.iter().map(|part| Expr::Atom(format!("self.{part}"))).collect();
    if !given.is_empty() {
        let header = cx.struct_name(def.header);
        let args = ["self.header", &header, &literal::string(&def.name), "\"header\""].map(str::to_owned);
        code.assign("header", Expr::call(cx.codec("checked"), args));
    }
    if is_ordered(header) {
        arguments.push(Expr::named("order", "order"));
    }
    for index in given {
        let name = cx.names.member(header, &header.members[index]);
        arguments.push(Expr::named(&name, format!("header.{name}")));
    }
    code.statement("return ", Expr::call("self.create", arguments), "");
    code.text()
}

/// Shortcuts to the header's members, where their names are free.
fn properties(cx: &Context<'_>, def: &MessageDef, header: &StructDef, parts: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    for member in &header.members {
        let name = cx.names.member(header, member);
        let taken = parts.contains(&name)
            || MEMBERS.contains(&name.as_str())
            || def.helpers.iter().any(|helper| cx.names.helper(def, &helper.name) == name);
        if taken {
            continue;
        }
        let mut code = Code::at(1);
        code.line("@property");
        code.def(&name, &["self".to_owned()], &structs::member_annotation(cx, header, member));
        code.indent();
        doc::docstring(&mut code, 2, &[format!("`{}` of the header.", member.name)], &[]);
        code.line(format!("return self.header.{name}"));
        out.push(code.text());
    }
    out
}

fn helpers(cx: &Context<'_>, def: &MessageDef, header: &StructDef, parts: &[String]) -> Vec<String> {
    let member = |index: &MemberIndex| cx.names.member(header, &header.members[*index as usize]);
    let part_bytes = |index: usize| match &def.parts[index].kind {
        PartKind::Records(id, _) => {
            format!("len(self.{}) * {}", parts[index], cx.schema.structs[id.index()].size)
        }
        PartKind::Bytes(_) | PartKind::Rest => format!("len(self.{})", parts[index]),
    };
    let mut out = Vec::new();
    for helper in &def.helpers {
        let mut code = Code::at(1);
        code.line("@property");
        let (annotation, text) = match &helper.kind {
            HelperKind::Dimensions(_) => ("str", "The dimensions as text, such as ``100x75``.".to_owned()),
            HelperKind::Text(index, _) => {
                let member = &header.members[*index as usize].name;
                ("str", format!("What the schema says of `{member}`, or its fallback."))
            }
            HelperKind::SizeKb(_) => ("float", "The size of the payload in units of 1024 bytes.".to_owned()),
        };
        code.def(&cx.names.helper(def, &helper.name), &["self".to_owned()], annotation);
        code.indent();
        doc::docstring(&mut code, 2, &[text], &[]);
        match &helper.kind {
            HelperKind::Dimensions(members) => {
                code.line("header = self.header");
                let numbers: Vec<String> =
                    members.iter().map(|index| format!("{{header.{}:d}}", member(index))).collect();
                code.statement("return ", format!("f\"{}\"", numbers.join("x")), "");
            }
            HelperKind::Text(index, attribute) => {
                let field = &header.members[*index as usize];
                let definition = &header.fields[field.field as usize];
                let id = match (&definition.kind, field.item) {
                    (FieldKind::Value(WireType::Enum(id)), _) => Some(*id),
                    (FieldKind::Bits(_, items), Some(item)) => match items[item as usize].kind {
                        rbgen_schema::ir::BitKind::Enum(id) => Some(id),
                        _ => None,
                    },
                    _ => None,
                };
                if let Some(id) = id {
                    let definition = &cx.schema.enums[id.index()];
                    let text = &definition.text[*attribute as usize];
                    let table = cx.names.text(&definition.name, &text.name);
                    let head = format!("{}.{table}_of", cx.enum_name(id));
                    code.statement(
                        "return ",
                        Expr::call(head, [format!("self.header.{}", member(index))]),
                        "",
                    );
                }
            }
            HelperKind::SizeKb(Some(index)) => {
                code.statement("return ", format!("{} / 1024", part_bytes(*index as usize)), "");
            }
            HelperKind::SizeKb(None) => {
                if let [_] = parts {
                    code.statement("return ", format!("{} / 1024", part_bytes(0)), "");
                } else {
                    code.line("size = 0");
                    for index in 0..parts.len() {
                        code.line(format!("size += {}", part_bytes(index)));
                    }
                    code.line("return size / 1024");
                }
            }
        }
        out.push(code.text());
    }
    out
}
