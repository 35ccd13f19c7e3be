//! Unions: bytes with an accessor for each member, or a sealed interface with a class for each.

use super::doc;
use super::equality::{self, Property};
use super::printer::{Printer, Task};
use super::types::Context;
use crate::backend::object::code::{Code, KOTLIN};
use crate::backend::object::names::capital;
use crate::backend::object::steps::{Label, Place};
use rbgen_schema::ir::{UnionDef, UnionId, UnionMember, WireType};

fn union_doc(def: &UnionDef, more: &str) -> Vec<String> {
    let text = def.doc.clone().unwrap_or_else(|| format!("The union `{}` of the schema.", def.name));
    vec![text, more.to_owned()]
}

fn member_doc(cx: &Context<'_>, member: &UnionMember) -> String {
    let ty = cx.schema.type_name(&member.ty);
    let text = member.doc.clone().unwrap_or_else(|| format!("The member `{}`.", member.name));
    format!("{text}\n\n{ty}, {} bytes.", member.size)
}

/// The class or interface of a union.
pub(crate) fn class(cx: &Context<'_>, id: UnionId) -> Code {
    let def = &cx.schema.unions[id.index()];
    if def.tag.is_some() { sealed(cx, id, def) } else { plain(cx, id, def) }
}

fn plain(cx: &Context<'_>, id: UnionId, def: &UnionDef) -> Code {
    let name = cx.names.union(id);
    let mut code = Code::at(KOTLIN, 0);
    doc::block(
        &mut code,
        &union_doc(def, &format!("{} bytes; nothing says which member they are.", def.size)),
        &[],
    );
    code.line(format!("public class {name}("));
    code.indent();
    doc::plain(&mut code, "All bytes.");
    code.line(format!("public val bytes: ByteArray = ByteArray({}),", def.size));
    code.dedent();
    code.open(")");
    code.open("init");
    code.open("if (bytes.size != SIZE)");
    code.line(format!(
        "throw EncodeException(ErrorKind.WRONG_LENGTH, {}, \"\", SIZE.toString(), bytes.size.toString())",
        super::literal::string(&def.name)
    ));
    code.close();
    code.close();
    let place = || Place { owner: Label::Text(def.name.clone()), field: Label::Text(String::new()) };
    for (index, member) in def.members.iter().enumerate() {
        let function = cx.lower().decode_member(id, index, member_place(&place(), member));
        let order = if function.uses().order { "order: ByteOrder" } else { "" };
        let stem = capital(&cx.names.plain(&def.name, &member.name));
        code.blank();
        doc::block(&mut code, &[member_doc(cx, member), "Decoded from the bytes.".to_owned()], &[]);
        code.open(format!("public fun to{stem}({order}): {}", cx.ty(&member.ty)));
        code.line("val segment: MemorySegment = MemorySegment.ofArray(bytes)");
        let printer = Printer::new(cx, None, &function, Task::Decode, ["bytes".to_owned()]).at_start();
        let value = printer.print_value(&mut code);
        code.line(format!("return {value}"));
        code.close();
    }
    let bytes = Property { name: "bytes".to_owned(), ty: WireType::Bytes(def.size) };
    equality::methods(&mut code, &name, &[bytes], false);
    code.blank();
    doc::plain(&mut code, "Unions of their members.");
    code.open("public companion object");
    doc::plain(&mut code, "Bytes of the union.");
    code.line(format!("public const val SIZE: Int = {}", def.size));
    for (index, member) in def.members.iter().enumerate() {
        let function = cx.lower().encode_member(id, index, member_place(&place(), member));
        let order = if function.uses().order { ", order: ByteOrder" } else { "" };
        let stem = capital(&cx.names.plain(&def.name, &member.name));
        code.blank();
        doc::block(&mut code, &[format!("A union whose member `{}` is this.", member.name)], &[]);
        code.open(format!("public fun of{stem}(value: {}{order}): {name}", cx.ty(&member.ty)));
        code.line("val bytes = ByteArray(SIZE)");
        code.line("val segment: MemorySegment = MemorySegment.ofArray(bytes)");
        Printer::new(cx, None, &function, Task::Encode, std::iter::empty()).at_start().print(&mut code);
        code.line(format!("return {name}(bytes)"));
        code.close();
    }
    code.close();
    code.close();
    code
}

fn member_place(place: &Place, member: &UnionMember) -> Place {
    Place { owner: place.owner.clone(), field: Label::Text(member.name.clone()) }
}

fn sealed(cx: &Context<'_>, id: UnionId, def: &UnionDef) -> Code {
    let name = cx.names.union(id);
    let mut code = Code::at(KOTLIN, 0);
    let tag = def.tag.clone().unwrap_or_default();
    let more = format!("{} bytes; `{tag}` of the struct says which member they are.", def.size);
    doc::block(&mut code, &union_doc(def, &more), &[]);
    code.open(format!("public sealed interface {name}"));
    for index in 0..def.members.len() {
        if index > 0 {
            code.blank();
        }
        variant(cx, &mut code, id, index);
    }
    code.close();
    code
}

fn variant(cx: &Context<'_>, code: &mut Code, id: UnionId, index: usize) {
    let def = &cx.schema.unions[id.index()];
    let member = &def.members[index];
    let (name, union) = (cx.names.variant(def, &member.name), cx.names.union(id));
    let ty = cx.ty_within(Some(id), &member.ty);
    let rest = def.size - member.size;
    doc::block(code, &[member_doc(cx, member)], &[]);
    code.line(format!("public data class {name}("));
    code.indent();
    doc::plain(code, "The value.");
    code.line(format!("public val value: {ty},"));
    let mut properties = vec![Property { name: "value".to_owned(), ty: member.ty.clone() }];
    if rest > 0 {
        doc::plain(code, "The bytes of the union beyond the value.");
        code.line(format!("public val rest: ByteArray = ByteArray({rest}),"));
        properties.push(Property { name: "rest".to_owned(), ty: WireType::Bytes(rest) });
    }
    code.dedent();
    code.open(format!(") : {union}"));
    let (takes_order, takes_place) = cx.member_takes(id, index);
    let order = if takes_order { ", order: ByteOrder" } else { "" };
    let place = if takes_place { ", owner: String, field: String" } else { "" };
    let label = || Place { owner: Label::Argument, field: Label::Argument };
    let function = cx.lower().encode_member(id, index, label());
    code.open(format!("internal fun rbgenWrite(segment: MemorySegment, base: Long{order}{place})"));
    Printer::new(cx, None, &function, Task::Encode, std::iter::empty()).within(id).print(code);
    if rest > 0 {
        code.open(format!("if (rest.size != {rest})"));
        code.line(format!(
            "throw EncodeException(ErrorKind.WRONG_LENGTH, owner, field, \"{rest}\", rest.size.toString())"
        ));
        code.close();
        code.line(format!("segment.rbgenPutBytes(base + {}L, rest)", member.size));
    }
    code.close();
    equality::methods(code, &name, &properties, true);
    code.blank();
    code.open("internal companion object");
    let function = cx.lower().decode_member(id, index, label());
    code.open(format!("internal fun rbgenRead(segment: MemorySegment, base: Long{order}{place}): {name}"));
    let printer = Printer::new(cx, None, &function, Task::Decode, std::iter::empty()).within(id);
    let value = printer.print_value(code);
    let rest = if rest > 0 {
        format!(", segment.rbgenBytes(base + {}L, {rest}L)", member.size)
    } else {
        String::new()
    };
    code.line(format!("return {name}({value}{rest})"));
    code.close();
    code.close();
    code.close();
}
