//! Structs in memory that other processes write: a handle for each side.

use super::context::{Context, host};
use super::doc::Doc;
use super::structs::site;
use super::{literal, obsolete};
use crate::backend::object::code::{CSHARP, Code};
use crate::backend::object::lower::member_type;
use rbgen_schema::ir::{
    Atomic, ByteOrder, FieldDef, FieldKind, Owner, Scalar, StructDef, StructId, Usage, WireType,
};

/// The sides a handle exists for, with the ends of their names.
const SIDES: [(Owner, &str); 3] =
    [(Owner::Creator, "Creator"), (Owner::Writer, "Writer"), (Owner::Reader, "Reader")];

/// Names that every handle has for itself.
pub(crate) const OWN: [&str; 3] = ["AsSpan", "Snapshot", "memory"];

/// The sides that own a field of a struct.
pub(crate) fn sides(def: &StructDef) -> Vec<(Owner, &'static str)> {
    if def.usage != Usage::Shm || !def.has_codec() {
        return Vec::new();
    }
    let owners: Vec<Owner> = def.fields.iter().filter_map(|field| field.owner).collect();
    let owns = |side: Owner| {
        owners.iter().any(|owner| *owner == side || (*owner == Owner::Both && side != Owner::Creator))
    };
    SIDES.into_iter().filter(|(side, _)| owns(*side)).collect()
}

/// The integer that a field is, where an access to it can't be torn.
fn cell(cx: &Context<'_>, field: &FieldDef) -> Option<Scalar> {
    let FieldKind::Value(ty) = &field.kind else { return None };
    let repr = match ty {
        WireType::Scalar(scalar) if scalar.is_bool() => {
            if *scalar == Scalar::Bool8 {
                Scalar::U8
            } else {
                Scalar::U32
            }
        }
        WireType::Scalar(scalar) if scalar.is_integer() => *scalar,
        WireType::Enum(id) => cx.schema.enums[id.index()].repr,
        WireType::Flags(id) => cx.schema.flags[id.index()].repr,
        _ => return None,
    };
    let whole = matches!(repr.size(), 1 | 2 | 4 | 8) && field.offset.is_multiple_of(repr.size());
    (whole && field.order != ByteOrder::Either).then_some(repr)
}

/// The handles of a struct, below its `using` lines; nothing for a struct that isn't shared.
pub(crate) fn file(cx: &Context<'_>, id: StructId) -> Option<String> {
    let def = &cx.schema.structs[id.index()];
    let sides = sides(def);
    if sides.is_empty() {
        return None;
    }
    cx.needs.shared.set(true);
    let mut code = Code::at(CSHARP, 0);
    for (side, name) in sides {
        code.gap();
        handle(cx, &mut code, def, &cx.struct_name(id), side, name);
        code.gap();
    }
    Some(code.text())
}

fn handle(cx: &Context<'_>, code: &mut Code, def: &StructDef, value: &str, side: Owner, side_name: &str) {
    let name = format!("{}{side_name}", value.trim_start_matches('@'));
    let span = cx.system("Span");
    let either = def.endian == ByteOrder::Either;
    Doc::new([
        format!(
            "The {}'s handle of {} in shared memory: it sets only what the {0} owns.",
            side_name.to_lowercase(),
            def.name
        ),
        "The memory must not be moved: a span over a mapping or another pinned place.".to_owned(),
    ])
    .write(code);
    obsolete(cx, code, def.deprecated.as_deref());
    code.open(format!("public readonly ref struct {name}"));
    code.line(format!("private readonly {span}<byte> memory;"));
    code.gap();
    let exception = cx.system("ArgumentException");
    Doc::new(["A handle of the struct at the start of this memory.".to_owned()])
        .param("memory", "The memory.")
        .throws(&exception, "The memory is too small or not aligned.")
        .write(code);
    code.open(format!("public {name}({span}<byte> memory)"));
    let (shared, owner) = (cx.expression("RbgenShared"), cx.expression(value));
    code.line(format!("this.memory = {shared}.At(memory, {owner}.Size, {owner}.Align);"));
    code.close();
    code.gap();
    Doc::new(["The bytes of the struct.".to_owned()]).returns("The same memory.").write(code);
    code.line(format!("public {span}<byte> AsSpan() => memory;"));
    code.gap();
    let doc = Doc::new([
        "A copy of all bytes, checked. Fields that another side writes meanwhile may be of different moments.".to_owned(),
    ]);
    let doc = if either { doc.param("order", "The order of the bytes.") } else { doc };
    doc.returns("The value.")
        .throws("DecodeException", "The bytes are not what the schema says.")
        .write(code);
    let (parameter, argument) =
        if either { (format!("{} order", cx.ty("ByteOrder")), ", order") } else { (String::new(), "") };
    code.line(format!(
        "public {} Snapshot({parameter}) => {owner}.Decode({shared}.Copy(memory, {owner}.Align){argument});",
        cx.ty(value)
    ));
    code.gap();
    for member in def.members.iter().filter(|member| member.item.is_none()) {
        let (field, _) = site(def, member);
        if let Some(repr) = cell(cx, field) {
            let property = cx.names.member(def, member);
            accessor(cx, code, field, repr, &property, &member_type(def, member), side);
        }
    }
    code.close();
}

fn accessor(
    cx: &Context<'_>,
    code: &mut Code,
    field: &FieldDef,
    repr: Scalar,
    property: &str,
    ty: &WireType,
    side: Owner,
) {
    let number = host(repr);
    let order = match field.atomic {
        Some(Atomic::AcquireRelease) => "acquire and release",
        Some(Atomic::SeqCst) => "sequentially consistent",
        Some(Atomic::Relaxed) | None => "relaxed",
    };
    let owns = field.owner.is_none_or(|owner| owner == side || owner == Owner::Both);
    let mut paragraphs: Vec<String> = field.doc.iter().cloned().collect();
    let facts = format!("Offset {}, {}; {order}.", field.offset, cx.schema.type_name(ty));
    paragraphs.push(facts);
    let value_type = cx.value_type(ty);
    let (volatile, shared) = (cx.system("Volatile"), cx.expression("RbgenShared"));
    let cell = format!("ref {shared}.Cell<{number}>(memory, {})", field.offset);
    let swaps = repr.size() > 1;
    let ordered = |text: String| match field.order {
        _ if !swaps => text,
        ByteOrder::Big => format!("{shared}.Big({text})"),
        _ => format!("{shared}.Little({text})"),
    };
    let loaded = ordered(format!("{volatile}.Read({cell})"));
    let loaded = match ty {
        WireType::Enum(_) | WireType::Flags(_) => format!("({value_type}){loaded}"),
        WireType::Scalar(scalar) if scalar.is_bool() => format!("{loaded} != 0"),
        _ => loaded,
    };
    let given = match ty {
        WireType::Enum(_) | WireType::Flags(_) => format!("({number})value"),
        WireType::Scalar(scalar) if scalar.is_bool() => format!(
            "value ? {} : {}",
            literal::typed(repr, rbgen_schema::Int::from(1u64)),
            literal::typed(repr, rbgen_schema::Int::ZERO)
        ),
        _ => "value".to_owned(),
    };
    Doc::new(paragraphs).write(code);
    obsolete(cx, code, field.deprecated.as_deref());
    if !owns {
        code.line(format!("public {value_type} {property} => {loaded};"));
        return code.gap();
    }
    code.open(format!("public {value_type} {property}"));
    code.line(format!("get => {loaded};"));
    let store = format!("{volatile}.Write({cell}, {});", ordered(given));
    if field.atomic == Some(Atomic::SeqCst) {
        code.open("set");
        code.line(store);
        code.line(format!("{}.MemoryBarrier();", cx.system("Interlocked")));
        code.close();
    } else {
        code.line(format!("set => {store}"));
    }
    code.close();
    code.gap();
    let adds = field.owner == Some(Owner::Both)
        && matches!(repr.size(), 4 | 8)
        && field.order == ByteOrder::Little
        && matches!(ty, WireType::Scalar(scalar) if scalar.is_integer());
    if adds {
        let bare = property.trim_start_matches('@');
        Doc::new([format!("Adds to {} in one step, wrapping around.", field.name)])
            .param("amount", "What is added.")
            .returns("What there was before.")
            .write(code);
        code.line(format!(
            "public {value_type} Add{bare}({value_type} amount) => {shared}.Add({cell}, amount);"
        ));
        code.gap();
    }
}
