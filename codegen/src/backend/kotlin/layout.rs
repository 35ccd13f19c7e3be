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
        code.line(format!("rbgenCheckLayout(LAYOUT, {}L, {}L, {})", def.size, def.align, offsets.join(", ")));
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
            code.line(format!("longArrayOf({})", offsets.join(", ")));
            code.dedent();
        }
    }
}

/// The layout of one field.
fn member(cx: &Context<'_>, field: &FieldDef) -> String {
    let layout = match &field.kind {
        FieldKind::Value(ty) => of_type(cx, ty, field.order, field.offset),
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

fn of_type(cx: &Context<'_>, ty: &WireType, order: ByteOrder, offset: u64) -> String {
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
            let def = &cx.schema.structs[id.index()];
            let name = format!("{}.LAYOUT", cx.names.structure(*id));
            if offset.is_multiple_of(def.align) { name } else { format!("{name}.withByteAlignment(1L)") }
        }
        WireType::Array(inner, len) => {
            // Elements are only where the first one is when their size is a multiple of the alignment.
            let size = cx.schema.size_of(inner, DataModel::Lp64);
            let place = if size == 0 { offset } else { offset | size };
            format!("MemoryLayout.sequenceLayout({len}L, {})", of_type(cx, inner, order, place))
        }
    }
}

fn representation_of(cx: &Context<'_>, ty: &WireType) -> Option<Scalar> {
    match ty {
        WireType::Scalar(scalar) if scalar.is_float() => Some(*scalar),
        _ => representation(cx.schema, ty),
    }
}
