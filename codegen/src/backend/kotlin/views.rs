//! Views: the members of a struct in memory that stays where it is.

use super::codes::deprecation;
use super::doc;
use super::printer::{Printer, Task};
use super::structs::{Written, origin};
use super::types::Context;
use crate::backend::object::code::{Code, KOTLIN};
use crate::backend::object::describe;
use crate::backend::object::lower::{is_younger, member_type};
use crate::backend::object::names::capital;
use rbgen_schema::ir::{Evolution, FieldDef, FieldKind, Member, StructDef, StructId};

/// Whether a struct has a view of all its members: none that sides in shared memory must agree about.
pub(crate) fn has_view(def: &StructDef) -> bool {
    def.has_codec() && !def.fields.iter().any(|field| field.atomic.is_some())
}

/// The view of a struct.
pub(crate) fn class(cx: &Context<'_>, id: StructId) -> Code {
    let def = &cx.schema.structs[id.index()];
    let written = Written { cx, def, name: cx.names.structure(id) };
    let name = &written.name;
    let mut code = Code::at(KOTLIN, 0);
    let text =
        "Nothing is checked when it is made but the size; members are checked as they are read and written.";
    doc::block(
        &mut code,
        &[format!("`{}` in memory that stays where it is.", def.name), text.to_owned()],
        &[],
    );
    deprecation(&mut code, def.deprecated.as_ref());
    let either = written.is_either();
    if !either {
        code.line("@JvmInline");
    }
    let head = if either { "public class" } else { "public value class" };
    code.line(format!("{head} {name}View("));
    code.indent();
    doc::plain(&mut code, "The memory; the struct is at its start.");
    code.line("public val segment: MemorySegment,");
    if either {
        doc::plain(&mut code, "The byte order of the numbers in it.");
        code.line("public val order: ByteOrder,");
    }
    code.dedent();
    code.open(")");
    let least = def.sizes.first().map_or(def.size, |size| size.size);
    let owner = super::literal::string(&def.name);
    code.open("init");
    code.line(format!("rbgenCheckSize({owner}, {least}, segment)"));
    code.close();
    for index in 0..def.members.len() {
        member(&written, &mut code, index);
    }
    code.blank();
    doc::plain(&mut code, "All members, checked.");
    let order = if either { ", order" } else { "" };
    let extent = if def.evolution == Evolution::Append {
        format!(", {name}.rbgenExtent(segment{order})")
    } else {
        String::new()
    };
    code.line(format!("public fun toValue(): {name} = {name}.rbgenRead(segment, 0L{order}{extent})"));
    code.close();
    code
}

fn member(written: &Written<'_, '_>, code: &mut Code, index: usize) {
    let (cx, def) = (written.cx, written.def);
    let member: &Member = &def.members[index];
    let (field, item) = origin(def, member);
    let (name, plain) = (cx.names.member(def, member), cx.names.plain(&def.name, &member.name));
    let ty = cx.ty(&member_type(def, member));
    let younger = def.evolution == Evolution::Append && is_younger(def, field);
    code.blank();
    let mut paragraphs = describe::member_doc(cx.schema, field, item);
    if younger {
        paragraphs.push("Null where the data ends before it.".to_owned());
    }
    doc::block(code, &paragraphs, &[]);
    deprecation(code, field.deprecated.as_ref());
    let settable = is_settable(def, field);
    let (keyword, null) = match (settable && !younger, younger) {
        (true, _) => ("var", ""),
        (false, true) => ("val", "?"),
        (false, false) => ("val", ""),
    };
    code.line(format!("public {keyword} {name}: {ty}{null}"));
    code.indent();
    getter(written, code, index, younger.then_some(field));
    if settable && !younger {
        code.open("set(value)");
        setter(written, code, index);
        code.close();
    }
    code.dedent();
    if settable && younger {
        code.blank();
        doc::block(
            code,
            &[format!("Writes `{}`, whether the data states that it is there or not.", member.name)],
            &[],
        );
        deprecation(code, field.deprecated.as_ref());
        code.open(format!("public fun set{}(value: {ty})", capital(&plain)));
        setter(written, code, index);
        code.close();
    }
}

/// Whether a single member can be written: all but unions whose tag could be another one's.
fn is_settable(def: &StructDef, field: &FieldDef) -> bool {
    let Some(tag) = field.tag else { return true };
    // The tag must be there to be looked at.
    let of = &def.fields[tag.field as usize];
    !is_younger(def, of) || of.rules.constant.is_some()
}

fn taken(def: &StructDef, cx: &Context<'_>) -> Vec<String> {
    def.members.iter().map(|member| cx.names.member(def, member)).collect()
}

fn getter(written: &Written<'_, '_>, code: &mut Code, index: usize, younger: Option<&FieldDef>) {
    let (cx, def) = (written.cx, written.def);
    let function = cx.lower().get(def, index);
    let printer = Printer::new(cx, Some(def), &function, Task::Decode, taken(def, cx)).at_start();
    let mut body = code.inner();
    body.indent();
    let value = printer.print_value(&mut body);
    let order = if written.is_either() { ", order" } else { "" };
    let extent = format!("{}.rbgenExtent(segment{order})", written.name);
    let uses_extent = function.uses().extent;
    if body.is_empty() && younger.is_none() && !uses_extent {
        return code.line(format!("get() = {value}"));
    }
    code.open("get()");
    if uses_extent {
        code.line(format!("val extent: Long = {extent}"));
    }
    if let Some(field) = younger {
        let extent = if uses_extent { "extent" } else { &extent };
        code.line(format!("if ({extent} < {}L) return null", field.offset + field.size));
    }
    code.append(&body);
    code.line(format!("return {value}"));
    code.close();
}

fn setter(written: &Written<'_, '_>, code: &mut Code, index: usize) {
    let (cx, def) = (written.cx, written.def);
    let (field, item) = origin(def, &def.members[index]);
    let function = cx.lower().set(def, index);
    // What is written must not show what was there before behind it.
    let zeroed = item.is_none()
        && matches!(
            &field.kind,
            FieldKind::Value(
                rbgen_schema::ir::WireType::Struct(_)
                    | rbgen_schema::ir::WireType::Union(_)
                    | rbgen_schema::ir::WireType::Array(..)
            )
        );
    let printer = Printer::new(cx, Some(def), &function, Task::Encode, taken(def, cx)).at_start();
    if zeroed {
        code.line(format!("segment.asSlice({}L, {}L).fill(0)", field.offset, field.size));
    }
    printer.print(code);
}
