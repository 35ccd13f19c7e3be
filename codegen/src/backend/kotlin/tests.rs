//! The package's own tests: literal bytes that each struct is held to.

use super::literal;
use super::names::module_stem;
use super::types::Context;
use crate::backend::object::code::{Code, KOTLIN};
use crate::backend::object::lower::member_type;
use crate::backend::object::messages::{Extent, computed, extents};
use crate::backend::sample;
use rbgen_schema::ir::{
    ByteOrder, Evolution, MessageDef, MessageId, ModuleId, StructDef, StructId, WireType,
};

/// The test file of a module, or nothing when there is nothing to test.
pub(crate) fn module(cx: &Context<'_>, id: ModuleId) -> Option<String> {
    let mut body = Code::at(KOTLIN, 1);
    for (index, def) in cx.schema.structs.iter().enumerate() {
        if def.site.module == id && def.has_codec() {
            structure(cx, &mut body, StructId(index as u32), def);
        }
    }
    for (index, def) in cx.schema.messages.iter().enumerate() {
        if def.site.module == id {
            message(cx, &mut body, MessageId(index as u32), def);
        }
    }
    if body.is_empty() {
        return None;
    }
    let mut code = Code::at(KOTLIN, 0);
    code.open(format!("internal class {}Test", module_stem(cx.schema, id)));
    code.append(&body);
    code.close();
    Some(code.text())
}

/// A test of what its name says.
fn case(code: &mut Code, name: &str, body: impl FnOnce(&mut Code)) {
    if !code.is_empty() {
        code.blank();
    }
    code.line("@Test");
    code.open(format!("fun `{name}`()"));
    body(code);
    code.close();
}

fn same(code: &mut Code, wanted: &str, got: &str) {
    code.line(format!("assertEquals({wanted}, {got})"));
}

fn fails(code: &mut Code, error: &str, statement: &str) {
    code.line(format!("val error: {error} = assertThrows {{ {statement} }}"));
}

/// The lines that hold the bytes of a test.
fn given(hex: &str) -> Vec<String> {
    let pieces: Vec<&str> = (0..hex.len()).step_by(64).map(|at| &hex[at..hex.len().min(at + 64)]).collect();
    match pieces.as_slice() {
        [] | [_] => vec![format!("val bytes: ByteArray = \"{hex}\".hexToByteArray()")],
        [rest @ .., last] => {
            let mut lines = vec!["val bytes: ByteArray =".to_owned(), "    (".to_owned()];
            lines.extend(rest.iter().map(|piece| format!("        \"{piece}\" +")));
            lines.push(format!("        \"{last}\""));
            lines.push("    ).hexToByteArray()".to_owned());
            lines
        }
    }
}

fn structure(cx: &Context<'_>, code: &mut Code, id: StructId, def: &StructDef) {
    let name = cx.names.structure(id);
    let either = def.endian == ByteOrder::Either;
    let (order, only) =
        if either { (", ByteOrder.LITTLE_ENDIAN", "ByteOrder.LITTLE_ENDIAN") } else { ("", "") };
    if let Some(sample) = sample::of_struct(cx.schema, def, ByteOrder::Little) {
        let hex = literal::hex(&sample.bytes);
        let bytes = given(&hex);
        case(code, &format!("{name} has its values and gives its bytes back"), |code| {
            bytes.iter().for_each(|line| code.verbatim(line));
            code.line(format!("val value: {name} = {name}.decode(bytes{order})"));
            for (index, number) in &sample.numbers {
                let member = &def.members[*index];
                let property = format!("value.{}", cx.names.member(def, member));
                match member_type(def, member) {
                    WireType::Scalar(scalar) => same(code, &literal::number(*number, scalar), &property),
                    WireType::Enum(_) => {
                        same(code, &format!("\"{number}\""), &format!("{property}.code.toString()"))
                    }
                    WireType::Flags(_) => {
                        same(code, &format!("\"{number}\""), &format!("{property}.bits.toString()"))
                    }
                    _ => {}
                }
            }
            same(code, "bytes.toHexString()", &format!("value.encode({only}).toHexString()"));
            code.line(format!("val again: {name} = {name}.decode(bytes{order})"));
            same(code, "value", "again");
            same(code, "value.hashCode()", "again.hashCode()");
            same(code, "value.toString()", "again.toString()");
        });
        case(code, &format!("{name} is read from a prefix and from records"), |code| {
            bytes.iter().for_each(|line| code.verbatim(line));
            code.line(format!("val (value, rest) = {name}.decodePrefix(bytes + byteArrayOf(1, 2){order})"));
            same(code, &format!("{name}.decode(bytes{order})"), "value");
            same(code, "2L", "rest.byteSize()");
            same(code, "3", &format!("{name}.iterFrom(bytes + bytes + bytes{order}).count()"));
            same(
                code,
                "0",
                &format!(
                    "{name}.bytesNeeded(bytes{})",
                    if def.evolution == Evolution::Append { order } else { "" }
                ),
            );
        });
        if def.evolution == Evolution::Sealed {
            case(code, &format!("{name} refuses what follows it"), |code| {
                bytes.iter().for_each(|line| code.verbatim(line));
                fails(code, "DecodeException", &format!("{name}.decode(bytes + byteArrayOf(0){order})"));
                same(code, "ErrorKind.TOO_LONG", "error.kind");
            });
        }
        unions(cx, code, &name, def, [order, only]);
    }
    case(code, &format!("{name} needs its bytes"), |code| {
        fails(code, "DecodeException", &format!("{name}.decode(ByteArray(0){order})"));
        same(code, "ErrorKind.TOO_SHORT", "error.kind");
        same(code, "\"0\"", "error.got");
    });
}

/// Literal bytes for each member of each union with a tag.
fn unions(cx: &Context<'_>, code: &mut Code, name: &str, def: &StructDef, [order, only]: [&str; 2]) {
    for (index, union, _) in sample::unions(def) {
        let (field, union) = (&def.fields[index], &cx.schema.unions[union]);
        let property = cx.names.inner(&def.name, &field.name);
        for (position, member) in union.members.iter().enumerate() {
            let picked = sample::with_member(cx.schema, def, ByteOrder::Little, Some((index, position)));
            let Some(sample) = picked else { continue };
            let variant = cx.names.variant(union, &member.name);
            case(code, &format!("{name} holds {variant} in {}", field.name), |code| {
                given(&literal::hex(&sample.bytes)).iter().for_each(|line| code.verbatim(line));
                code.line(format!("val value: {name} = {name}.decode(bytes{order})"));
                let class = format!("{}.{variant}", cx.names.type_name(&union.name));
                same(code, "true", &format!("value.{property} is {class}"));
                same(code, "bytes.toHexString()", &format!("value.encode({only}).toHexString()"));
            });
        }
    }
}

/// A round trip of a message whose header can be made of defaults.
fn message(cx: &Context<'_>, code: &mut Code, id: MessageId, def: &MessageDef) {
    let header = &cx.schema.structs[def.header.index()];
    let computed = computed(cx.schema, def);
    let mut distinct = computed.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let is_bound = |index: &usize| {
        let member = &header.members[*index];
        member.item.is_some() || header.fields[member.field as usize].rules.range.is_some()
    };
    let missing = header
        .members
        .iter()
        .enumerate()
        .any(|(index, member)| member.required && !computed.contains(&index));
    if missing || distinct.len() != computed.len() || computed.iter().any(is_bound) || def.parts.is_empty() {
        return;
    }
    let name = cx.names.message(id);
    let either = header.endian == ByteOrder::Either;
    let order = if either { ", ByteOrder.BIG_ENDIAN" } else { "" };
    let only = if either { "ByteOrder.BIG_ENDIAN" } else { "" };
    let mut arguments: Vec<String> = Vec::new();
    let mut sizes: Vec<(String, usize)> = Vec::new();
    for (part, extent) in def.parts.iter().zip(extents(cx.schema, def)) {
        let property = cx.names.part(def, &part.name);
        let (value, size) = match extent {
            Extent::Bytes(stated) => {
                let times = stated.times as usize;
                let len = times - (stated.minus as usize % times);
                (format!("ByteArray({len}) {{ 7 }}"), len)
            }
            Extent::Rest => ("byteArrayOf(1, 2, 3)".to_owned(), 3),
            Extent::Records(..) => ("emptyList()".to_owned(), 0),
        };
        arguments.push(format!("{property} = {value}"));
        sizes.push((property, size));
    }
    if either {
        arguments.push(format!("order = {only}"));
    }
    case(code, &format!("{name} is read as it was created"), |code| {
        code.line(format!("val bytes: ByteArray = {name}.create({})", arguments.join(", ")));
        code.line(format!("val message: {name} = {name}.parse(bytes{order})"));
        for (property, size) in &sizes {
            same(code, &size.to_string(), &format!("message.{property}.size"));
        }
        same(code, "bytes.toHexString()", &format!("message.encode({only}).toHexString()"));
        same(code, "message", &format!("{name}.parse(bytes{order})"));
    });
    if let Some((property, 1..)) = sizes.last().map(|(property, size)| (property, *size))
        && !matches!(extents(cx.schema, def).last(), Some(Extent::Rest))
    {
        case(code, &format!("{name} needs all bytes of {}", property.trim_matches('`')), |code| {
            code.line(format!("val bytes: ByteArray = {name}.create({})", arguments.join(", ")));
            fails(code, "DecodeException", &format!("{name}.parse(bytes.copyOf(bytes.size - 1){order})"));
            same(code, "ErrorKind.PAYLOAD_LENGTH", "error.kind");
        });
    }
}
