//! `LAYOUT`: a struct as the JVM's foreign memory describes it, and the check that this is what the schema says.

use super::doc;
use super::literal;
use super::structs::Written;
use super::types::Context;
use crate::backend::object::code::Code;
use crate::backend::object::lower::representation;
use rbgen_schema::ir::{ByteOrder, DataModel, FieldDef, FieldKind, Scalar, WireType};

/// Members that one method describes.
const PIECE: usize = 200;

/// The constant, and its check when the class is initialised.
pub(crate) fn constant(written: &Written<'_, '_>, code: &mut Code) {
    let def = written.def;
    let order = if written.is_either() { "; the numbers in it are little-endian" } else { "" };
    doc::plain(code, &format!("The members with their places in memory{order}."));
    let members: Vec<String> = def.fields.iter().map(|field| member(written.cx, field)).collect();
    let offsets: Vec<String> = def.fields.iter().map(|field| format!("{}L", field.offset)).collect();
    let tail = format!(".withByteAlignment({}L).withName({})", def.align, literal::string(&def.name));
    code.line("public val LAYOUT: StructLayout =");
    code.indent();
    if members.len() <= PIECE {
        code.line("MemoryLayout.structLayout(");
        code.indent();
        for member in &members {
            code.line(format!("{member},"));
        }
        code.dedent();
        code.line(format!("){tail}"));
    } else {
        let calls: Vec<String> =
            (0..members.len().div_ceil(PIECE)).map(|index| format!("*rbgenMembers{index}()")).collect();
        code.line(format!("MemoryLayout.structLayout({}){tail}", calls.join(", ")));
    }
    code.dedent();
    code.blank();
    code.open("init");
    if members.len() <= PIECE {
        let sizes = [format!("{}L", def.size), format!("{}L", def.align)];
        let head = format!("rbgenCheckLayout(LAYOUT, {}, ", sizes.join(", "));
        numbers(code, &head, &format!("rbgenCheckLayout(LAYOUT, {},", sizes.join(", ")), &offsets);
    } else {
        let calls: Vec<String> =
            (0..members.len().div_ceil(PIECE)).map(|index| format!("*rbgenOffsets{index}()")).collect();
        code.line(format!("rbgenCheckLayout(LAYOUT, {}L, {}L, {})", def.size, def.align, calls.join(", ")));
    }
    code.close();
    if members.len() > PIECE {
        for (index, (members, offsets)) in members.chunks(PIECE).zip(offsets.chunks(PIECE)).enumerate() {
            code.blank();
            code.line(format!("private fun rbgenMembers{index}(): Array<MemoryLayout> ="));
            code.indent();
            code.line("arrayOf(");
            code.indent();
            members.iter().for_each(|member| code.line(format!("{member},")));
            code.dedent();
            code.line(")");
            code.dedent();
            code.blank();
            code.line(format!("private fun rbgenOffsets{index}(): LongArray ="));
            code.indent();
            numbers(code, "longArrayOf(", "longArrayOf(", offsets);
            code.dedent();
        }
    }
}

/// A call with many numbers: on one line, else as many on each as there is room for. `start` is the head where it has a
/// line of its own.
pub(crate) fn numbers(code: &mut Code, head: &str, start: &str, numbers: &[String]) {
    let flat = format!("{head}{})", numbers.join(", "));
    if flat.len() <= code.room() {
        return code.line(flat);
    }
    code.verbatim(start);
    code.indent();
    let mut line = String::new();
    for number in numbers {
        if line.len() + number.len() + 2 > code.room() {
            code.verbatim(line.trim_end());
            line.clear();
        }
        line.push_str(number);
        line.push_str(", ");
    }
    code.verbatim(line.trim_end());
    code.dedent();
    code.verbatim(")");
}

/// The layout of one field.
fn member(cx: &Context<'_>, field: &FieldDef) -> String {
    let layout = match &field.kind {
        FieldKind::Value(ty) => of_type(cx, ty, field.order),
        FieldKind::Bits(word, _) => of_scalar(*word, field.order),
        FieldKind::Reserved(_) => bytes(field.size),
        FieldKind::Padding => format!("MemoryLayout.paddingLayout({}L)", field.size),
    };
    format!("{layout}.withName({})", literal::string(&field.name))
}

fn bytes(size: u64) -> String {
    if size == 1 {
        "ValueLayout.JAVA_BYTE".to_owned()
    } else {
        format!("MemoryLayout.sequenceLayout({size}L, ValueLayout.JAVA_BYTE)")
    }
}

fn of_scalar(scalar: Scalar, order: ByteOrder) -> String {
    let name = match (scalar, scalar.size()) {
        (Scalar::F32, _) => "RBGEN_FLOAT",
        (Scalar::F64, _) => "RBGEN_DOUBLE",
        (_, 2) => "RBGEN_SHORT",
        (_, 4) => "RBGEN_INT",
        (_, 8) => "RBGEN_LONG",
        (_, size) => return bytes(size),
    };
    if order == ByteOrder::Big { format!("{name}_BE") } else { name.to_owned() }
}

fn of_type(cx: &Context<'_>, ty: &WireType, order: ByteOrder) -> String {
    match ty {
        WireType::Scalar(Scalar::Bool8) => bytes(1),
        WireType::Scalar(Scalar::Bool32) => of_scalar(Scalar::U32, order),
        WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
            representation_of(cx, ty).map_or_else(String::new, |scalar| of_scalar(scalar, order))
        }
        WireType::Char(_)
        | WireType::Char16(_)
        | WireType::Bytes(_)
        | WireType::Guid
        | WireType::Uuid
        | WireType::Union(_)
        | WireType::Host(_) => bytes(cx.schema.size_of(ty, DataModel::Lp64)),
        WireType::Struct(id) => {
            // A layout may be aligned less than asked for, but not less than its members are.
            let def = &cx.schema.structs[id.index()];
            let lowered = if def.align > 1 { ".withByteAlignment(1L)" } else { "" };
            format!("{}.LAYOUT{lowered}", cx.names.structure(*id))
        }
        WireType::Array(inner, len) => {
            format!("MemoryLayout.sequenceLayout({len}L, {})", of_type(cx, inner, order))
        }
    }
}

fn representation_of(cx: &Context<'_>, ty: &WireType) -> Option<Scalar> {
    match ty {
        WireType::Scalar(scalar) if scalar.is_float() => Some(*scalar),
        _ => representation(cx.schema, ty),
    }
}
