//! Structs with more members than a constructor of the JVM takes, or with more fields than fit in one method: they are
//! built in a block, and read and written in pieces.

use super::codes::deprecation;
use super::doc;
use super::structs::{Written, origin};
use crate::backend::object::code::Code;
use crate::backend::object::describe;
use crate::backend::object::lower::member_type;
use rbgen_schema::ir::{FieldDef, FieldKind, StructDef, WireType};
use std::ops::Range;

/// Parameters that the JVM takes for one function, `long` and `double` counting twice.
const SLOTS: usize = 255;

/// Fields, bit items counted on their own, that one function reads or writes. A method of the JVM has at most 64 KB.
const PIECE: usize = 200;

/// Fields, bit items counted on their own, that a class has room for: the JVM refers to names by 16 bits.
pub(crate) const MOST: usize = 3000;

/// How much of a class a field takes.
fn weight(field: &FieldDef) -> usize {
    match &field.kind {
        FieldKind::Bits(_, items) => items.len(),
        _ => 1,
    }
}

/// How much of a class all fields take.
pub(crate) fn whole_weight(def: &StructDef) -> usize {
    def.fields.iter().map(weight).sum()
}

/// Whether a struct is too large for a constructor with a parameter for each member, or for one method.
pub(crate) fn is_needed(def: &StructDef) -> bool {
    if whole_weight(def) > PIECE {
        return true;
    }
    let slots = def.members.iter().map(|member| match member_type(def, member) {
        WireType::Scalar(scalar) if scalar.host_bits() == 64 => 2,
        // The code of an enum or the bits of a flag set may be a long.
        WireType::Enum(_) | WireType::Flags(_) => 2,
        _ => 1,
    });
    // Where there are defaults, functions have a bit for each of them, a marker, and the object.
    slots.sum::<usize>() + def.members.len().div_ceil(32) + 2 > SLOTS
}

/// The fields that each function reads or writes.
pub(crate) fn pieces(def: &StructDef) -> Vec<Range<usize>> {
    if !is_needed(def) {
        return std::iter::once(0..def.fields.len()).collect();
    }
    let (mut out, mut start, mut load) = (Vec::new(), 0, 0);
    for (index, field) in def.fields.iter().enumerate() {
        if load + weight(field) > PIECE && index > start {
            out.push(start..index);
            (start, load) = (index, 0);
        }
        load += weight(field);
    }
    out.push(start..def.fields.len());
    out
}

/// The head of the class, its properties and its builder.
pub(crate) fn head(written: &Written<'_, '_>, code: &mut Code) {
    let (cx, def, name) = (written.cx, written.def, &written.name);
    code.open(format!("public class {name} private constructor(builder: Builder)"));
    for member in &def.members {
        let (field, item) = origin(def, member);
        doc::block(code, &describe::member_doc(cx.schema, field, item), &[]);
        deprecation(code, field.deprecated.as_ref());
        let (property, ty) = (cx.names.member(def, member), cx.ty(&member_type(def, member)));
        match cx.default(def, member) {
            Some(_) => code.line(format!("public val {property}: {ty} = builder.{property}")),
            None => {
                let text = format!("{} must be given", member.name);
                code.line(format!(
                    "public val {property}: {ty} = requireNotNull(builder.{property}) {{ {} }}",
                    super::literal::string(&text)
                ));
            }
        }
        code.blank();
    }
    doc::plain(code, &format!("The members of a [{name}] while it is built."));
    code.open("public class Builder internal constructor()");
    for (index, member) in def.members.iter().enumerate() {
        if index > 0 {
            code.blank();
        }
        let field = origin(def, member).0;
        let (property, ty) = (cx.names.member(def, member), cx.ty(&member_type(def, member)));
        doc::block(code, &[format!("What `{}` will be.", member.name)], &[]);
        deprecation(code, field.deprecated.as_ref());
        match cx.default(def, member) {
            Some(default) => code.line(format!("public var {property}: {ty} = {default}")),
            None => code.line(format!("public var {property}: {ty}? = null")),
        }
    }
    code.close();
    code.blank();
}

/// What builds a value.
pub(crate) fn companion(written: &Written<'_, '_>, code: &mut Code) {
    if !is_needed(written.def) || written.def.members.is_empty() {
        return;
    }
    let name = &written.name;
    code.blank();
    doc::plain(code, "A value with the members that the block sets; the others have their defaults.");
    code.line(format!(
        "public operator fun invoke(build: Builder.() -> kotlin.Unit): {name} = {name}(Builder().apply(build))"
    ));
}

/// The functions that read a value piece by piece.
pub(crate) fn reader(written: &Written<'_, '_>, code: &mut Code, params: &str) {
    let def = written.def;
    let pieces = pieces(def);
    let arguments: Vec<&str> =
        params.split(", ").filter_map(|param| param.split_once(": ").map(|(name, _)| name)).collect();
    let arguments = arguments.join(", ");
    let has_members = !def.members.is_empty();
    code.open(format!("internal fun rbgenRead({params}): {}", written.name));
    if has_members {
        code.line("val builder = Builder()");
    }
    let pass = if has_members { ", builder" } else { "" };
    for index in 0..pieces.len() {
        code.line(format!("rbgenRead{index}({arguments}{pass})"));
    }
    let result = if has_members { "builder" } else { "" };
    code.line(format!("return {}({result})", written.name));
    code.close();
    let builder = if has_members { ", builder: Builder" } else { "" };
    for (index, fields) in pieces.into_iter().enumerate() {
        code.blank();
        let function = written.cx.lower().decode(def, fields);
        code.open(format!("private fun rbgenRead{index}({params}{builder})"));
        for (name, value) in written.read(code, &function) {
            code.line(format!("builder.{name} = {value}"));
        }
        code.close();
    }
}
