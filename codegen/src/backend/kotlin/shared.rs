//! Structs in shared memory: a handle for each side, which sets only what the side owns.

use super::doc;
use super::types::{Context, number_type};
use crate::backend::object::code::{Code, KOTLIN};
use crate::backend::object::lower::{member_type, representation};
use crate::backend::object::names::capital;
use rbgen_schema::ir::{
    Atomic, ByteOrder, FieldDef, FieldKind, Member, Owner, Scalar, StructDef, StructId, WireType,
};

/// The sides a handle exists for, with what their handle's name ends in.
const SIDES: [(Owner, &str); 3] =
    [(Owner::Creator, "Creator"), (Owner::Writer, "Writer"), (Owner::Reader, "Reader")];

/// What the names of a struct's handles end in.
pub(crate) fn sides(def: &StructDef) -> impl Iterator<Item = (Owner, &'static str)> {
    let owners: Vec<Owner> = def.fields.iter().filter_map(|field| field.owner).collect();
    SIDES.into_iter().filter(move |(side, _)| {
        owners.iter().any(|owner| owner == side || (*owner == Owner::Both && *side != Owner::Creator))
    })
}

/// The number that a field is accessed as, if the JVM does so in one go.
fn cell(cx: &Context<'_>, field: &FieldDef) -> Option<Scalar> {
    let FieldKind::Value(ty) = &field.kind else { return None };
    if matches!(ty, WireType::Scalar(scalar) if scalar.is_bool() || scalar.is_float()) {
        return None;
    }
    let scalar = representation(cx.schema, ty)?;
    let fits = matches!(scalar.size(), 1 | 2 | 4 | 8) && field.offset.is_multiple_of(scalar.size());
    (fits && field.order != ByteOrder::Either).then_some(scalar)
}

/// How the JVM loads and stores by a memory order, and what documentation calls these.
fn access(atomic: Option<Atomic>) -> [(&'static str, &'static str); 2] {
    match atomic {
        Some(Atomic::AcquireRelease) => [("getAcquire", "acquire"), ("setRelease", "release")],
        Some(Atomic::SeqCst) => {
            [("getVolatile", "sequentially consistent"), ("setVolatile", "sequentially consistent")]
        }
        Some(Atomic::Relaxed) | None => [("getOpaque", "relaxed"), ("setOpaque", "relaxed")],
    }
}

/// The handles of a struct.
pub(crate) fn handles(cx: &Context<'_>, id: StructId) -> Vec<Code> {
    let def = &cx.schema.structs[id.index()];
    sides(def).map(|(side, suffix)| handle(cx, id, def, side, suffix)).collect()
}

/// What the memory holds for a number: the type of the JVM.
fn stored(scalar: Scalar) -> &'static str {
    number_type(Scalar::of_width(scalar.host_bits(), true))
}

fn handle(cx: &Context<'_>, id: StructId, def: &StructDef, side: Owner, suffix: &str) -> Code {
    let name = cx.names.structure(id);
    let mut code = Code::at(KOTLIN, 0);
    let who = suffix.to_lowercase();
    doc::block(
        &mut code,
        &[
            format!(
                "The {who}'s handle of `{}` in shared memory: it sets only what the {who} owns.",
                def.name
            ),
            "The segment must be aligned, as mapped memory is; an array of bytes is not.".to_owned(),
        ],
        &[],
    );
    code.open(format!("public class {name}{suffix}(segment: MemorySegment)"));
    code.line(format!(
        "private val memory: MemorySegment = segment.asSlice(0L, {name}.SIZE.toLong(), {name}.ALIGN.toLong())"
    ));
    code.blank();
    doc::plain(
        &mut code,
        "A copy of all members, checked. Those that another side writes meanwhile may be of different moments.",
    );
    let grows = def.evolution == rbgen_schema::ir::Evolution::Append;
    let (param, order) =
        if def.endian == ByteOrder::Either { ("order: ByteOrder", ", order") } else { ("", "") };
    code.open(format!("public fun snapshot({param}): {name}"));
    code.line("val copy: MemorySegment = MemorySegment.ofArray(memory.toArray(ValueLayout.JAVA_BYTE))");
    let extent = if grows { format!(", {name}.rbgenExtent(copy{order})") } else { String::new() };
    code.line(format!("return {name}.rbgenRead(copy, 0L{order}{extent})"));
    code.close();
    for member in def.members.iter().filter(|member| member.item.is_none()) {
        accessor(cx, &mut code, def, member, side);
    }
    code.close();
    code
}

fn accessor(cx: &Context<'_>, code: &mut Code, def: &StructDef, member: &Member, side: Owner) {
    let field = &def.fields[member.field as usize];
    let Some(scalar) = cell(cx, field) else { return };
    let ty = member_type(def, member);
    let shown = cx.ty(&ty);
    let (plain, name) = (cx.names.plain(&def.name, &member.name), cx.names.member(def, member));
    let [(load, load_order), (store, store_order)] = access(field.atomic);
    let big = field.order == ByteOrder::Big && scalar.size() > 1;
    let handle =
        format!("RBGEN_ATOMIC_{}{}", stored(scalar).to_ascii_uppercase(), if big { "_BE" } else { "" });
    let (host, jvm) = (number_type(scalar), stored(scalar));
    let owns = field.owner.is_none_or(|owner| owner == side || owner == Owner::Both);
    let mut paragraphs: Vec<String> = field.doc.iter().cloned().collect();
    let bits = scalar.size() * 8;
    paragraphs.push(if owns {
        format!("The {bits} bits at offset {}; loads are {load_order}, stores {store_order}.", field.offset)
    } else {
        format!("The {bits} bits at offset {}; loads are {load_order}.", field.offset)
    });
    code.blank();
    doc::block(code, &paragraphs, &[]);
    super::codes::deprecation(code, field.deprecated.as_ref());
    code.line(format!("public {} {name}: {shown}", if owns { "var" } else { "val" }));
    code.indent();
    let place = format!("memory, {}L", field.offset);
    let raw = format!("{handle}.{load}({place}) as {jvm}");
    let number = if host == jvm { raw.clone() } else { format!("({raw}).to{host}()") };
    let value = if matches!(ty, WireType::Scalar(_)) { number } else { format!("{shown}({number})") };
    code.line(format!("get() = {value}"));
    if owns {
        let number = match ty {
            WireType::Enum(_) => "value.code",
            WireType::Flags(_) => "value.bits",
            _ => "value",
        };
        let number = if host == jvm { number.to_owned() } else { format!("{number}.to{jvm}()") };
        code.open("set(value)");
        code.line(format!("{handle}.{store}({place}, {number})"));
        code.close();
    }
    code.dedent();
    let counts = matches!(ty, WireType::Scalar(_)) && scalar.size() >= 4 && !big;
    if owns && field.owner == Some(Owner::Both) && counts {
        for (verb, what, sign) in [("Add", "Adds to", ""), ("Sub", "Subtracts from", "-")] {
            code.blank();
            doc::block(
                code,
                &[format!("{what} `{}` at once and answers what it was before.", member.name)],
                &[],
            );
            let amount = if host == jvm { "amount".to_owned() } else { format!("amount.to{jvm}()") };
            let old = format!("{handle}.getAndAdd({place}, {sign}{amount}) as {jvm}");
            let old = if host == jvm { old } else { format!("({old}).to{host}()") };
            code.line(format!("public fun fetch{verb}{}(amount: {shown}): {shown} = {old}", capital(&plain)));
        }
    }
}
