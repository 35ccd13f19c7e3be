//! The package's own tests: literal bytes that each struct is held to, in a program that needs no test framework.

use super::context::Context;
use super::messages;
use super::{literal, views};
use crate::backend::object::code::{CSHARP, Code};
use crate::backend::object::describe::hex;
use crate::backend::object::lower::member_type;
use crate::backend::sample;
use rbgen_schema::ir::{ByteOrder, Evolution, MessageDef, PartKind, Scalar, StructDef, WireType};
use rbgen_templates::csharp::Test;

/// The tests of a package.
pub(crate) fn all(cx: &Context<'_>) -> Vec<Test> {
    let mut out = Vec::new();
    for def in cx.schema.structs.iter().filter(|def| def.has_codec()) {
        out.extend(structure(cx, def));
        out.push(too_short(cx, def));
        out.extend(unions(cx, def));
    }
    for def in &cx.schema.messages {
        out.extend(message(cx, def));
    }
    out
}

fn test(name: String, body: impl FnOnce(&mut Code)) -> Test {
    let name = name.replace('@', "");
    let mut code = Code::at(CSHARP, 1);
    code.open(format!("private static void {name}()"));
    body(&mut code);
    code.close();
    Test { name, body: code.text().trim_end().to_owned() }
}

fn order(def: &StructDef) -> &'static str {
    if def.endian == ByteOrder::Either { ", ByteOrder.Little" } else { "" }
}

fn structure(cx: &Context<'_>, def: &StructDef) -> Option<Test> {
    let name = cx.names.item(&def.name);
    let sample = sample::of_struct(cx.schema, def, ByteOrder::Little)?;
    let order = order(def);
    Some(test(format!("{name}Values"), |code| {
        code.line(format!("byte[] data = Convert.FromHexString({});", literal::string(&hex(&sample.bytes))));
        code.line(format!("{name} value = {name}.Decode(data{order});"));
        for (index, number) in &sample.numbers {
            let member = &def.members[*index];
            let WireType::Scalar(scalar) = member_type(def, member) else { continue };
            let property = cx.names.member(def, member);
            // The name may be one of 128 bits, which has no constants.
            let wanted = match scalar {
                Scalar::U128 | Scalar::I128 => {
                    format!("({}){}", cx.number(scalar), literal::int(scalar, *number))
                }
                _ => literal::typed(scalar, *number),
            };
            code.line(format!("Equal({wanted}, value.{property});"));
        }
        code.line(format!("Same(data, value.Encode({}));", order.trim_start_matches(", ")));
        code.line(format!("{name} again = {name}.Decode(data{order});"));
        code.line("Equal(value, again);");
        code.line("Equal(value.GetHashCode(), again.GetHashCode());");
        code.line(format!(
            "Equal(true, value.ToString().StartsWith({}, StringComparison.Ordinal));",
            literal::string(name.trim_start_matches('@'))
        ));
        code.line(format!(
            "Equal(true, {name}.Dump(data).Contains({}, StringComparison.Ordinal));",
            literal::string(&def.name)
        ));
        code.line(format!("{name}.DecodePrefix([.. data, 1, 2]{order}, out ReadOnlySpan<byte> rest);"));
        code.line("Same([1, 2], rest);");
        code.line("int count = 0;");
        code.open(format!("foreach ({name} record in {name}.IterFrom([.. data, .. data, .. data]{order}))"));
        code.line("Equal(value, record);");
        code.line("count++;");
        code.close();
        code.gap();
        code.line("Equal(3, count);");
        if views::has(cx.schema, def) {
            let view = views::name(&name);
            code.line(format!("Equal(value, new {view}(data{order}).ToValue());"));
        }
        if def.evolution == Evolution::Sealed {
            code.line(format!(
                "Fails<DecodeException>(ErrorKind.TooLong, () => {name}.Decode([.. data, 1]{order}));"
            ));
        }
    }))
}

fn too_short(cx: &Context<'_>, def: &StructDef) -> Test {
    let name = cx.names.item(&def.name);
    let order = order(def);
    test(format!("{name}TooShort"), |code| {
        code.line(format!("Fails<DecodeException>(ErrorKind.TooShort, () => {name}.Decode([]{order}));"));
        code.line(format!("Equal(true, {name}.BytesNeeded([]) > 0);"));
    })
}

/// Literal bytes for each member of each union with a tag.
fn unions(cx: &Context<'_>, def: &StructDef) -> Vec<Test> {
    let mut out = Vec::new();
    let (name, order) = (cx.names.item(&def.name), order(def));
    for (index, union, _) in sample::unions(def) {
        let union = &cx.schema.unions[union];
        let union_name = cx.names.item(&union.name);
        let Some(member) =
            def.members.iter().find(|member| member.field as usize == index && member.item.is_none())
        else {
            continue;
        };
        let property = cx.names.member(def, member);
        for (position, case) in union.members.iter().enumerate() {
            let picked = sample::with_member(cx.schema, def, ByteOrder::Little, Some((index, position)));
            let Some(sample) = picked else { continue };
            let class = cx.names.inner(&union.name, &case.name);
            out.push(test(format!("{name}{property}{class}"), |code| {
                code.line(format!(
                    "byte[] data = Convert.FromHexString({});",
                    literal::string(&hex(&sample.bytes))
                ));
                code.line(format!("{name} value = {name}.Decode(data{order});"));
                code.line(format!("Equal(true, value.{property} is {union_name}.{class});"));
                code.line(format!("Same(data, value.Encode({}));", order.trim_start_matches(", ")));
                code.line(format!("Equal(value, {name}.Decode(data{order}));"));
            }));
        }
    }
    out
}

/// A round trip of a message whose header can be made of defaults.
fn message(cx: &Context<'_>, def: &MessageDef) -> Option<Test> {
    let header = &cx.schema.structs[def.header.index()];
    let computed = crate::backend::object::messages::computed(cx.schema, def);
    let given = messages::create_parameters(cx, def);
    let missing = given.iter().any(|(index, _)| header.members[*index].required);
    let is_bound = |index: &usize| {
        let member = &header.members[*index];
        member.item.is_some() || header.fields[member.field as usize].rules.range.is_some()
    };
    if missing || computed.iter().any(is_bound) || def.parts.is_empty() {
        return None;
    }
    let name = cx.names.item(&def.name);
    let either = header.endian == ByteOrder::Either;
    let (order, last) = if either { (", ByteOrder.Big", ", order: ByteOrder.Big") } else { ("", "") };
    let parts: Vec<String> = def
        .parts
        .iter()
        .map(|part| match &part.kind {
            PartKind::Bytes(length) => {
                let times = length.times as usize;
                let len = times - (length.minus as usize % times);
                format!("new byte[{len}]")
            }
            PartKind::Rest => "new byte[5]".to_owned(),
            PartKind::Records(..) => "[]".to_owned(),
        })
        .collect();
    Some(test(format!("{name}RoundTrip"), |code| {
        code.line(format!("byte[] data = {name}.Create({}{last});", parts.join(", ")));
        code.line(format!("{name} message = {name}.Parse(data{order});"));
        for (part, given) in def.parts.iter().zip(&parts) {
            let property = cx.names.inner(&def.name, &part.name);
            if given == "[]" {
                code.line(format!("Equal(0, message.{property}.Length);"));
            } else {
                code.line(format!("Same({given}, message.{property});"));
            }
        }
        code.line(format!("Same(data, message.Encode({}));", order.trim_start_matches(", ")));
        code.line(format!("Equal(message, {name}.Parse(data{order}));"));
        if matches!(def.parts.last().map(|part| &part.kind), Some(PartKind::Bytes(_))) {
            code.line(format!(
                "Fails<DecodeException>(ErrorKind.PayloadLength, () => {name}.Parse(data.AsSpan(0, data.Length - 1){order}));"
            ));
        }
    }))
}
