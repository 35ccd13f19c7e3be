//! Structs with host types: the memory that C has of them.

use super::codes::{deprecation, history};
use super::doc;
use super::literal;
use super::names::quoted;
use super::types::{Context, number_type};
use crate::backend::object::code::{Code, KOTLIN};
use crate::backend::object::lower::representation;
use rbgen_schema::ir::{DataModel, FieldDef, FieldKind, HostType, Scalar, StructDef, StructId, WireType};

/// How a data model is told: the bytes of a pointer and of C's `long`.
fn model_key(model: DataModel) -> &'static str {
    match model {
        DataModel::Lp64 => "8L to 8L",
        DataModel::Llp64 => "8L to 4L",
        DataModel::Ilp32 => "4L to 4L",
    }
}

/// The mirror of a struct.
pub(crate) fn mirror(cx: &Context<'_>, id: StructId) -> Code {
    let def = &cx.schema.structs[id.index()];
    let name = cx.names.structure(id);
    let mut code = Code::at(KOTLIN, 0);
    let mut paragraphs =
        vec![def.doc.clone().unwrap_or_else(|| format!("The struct `{}` of the schema.", def.name))];
    paragraphs.push("The struct as C has it in memory on the platform that runs this.".to_owned());
    history(&mut paragraphs, def.since, def.deprecated.as_ref());
    doc::block(&mut code, &paragraphs, &[]);
    deprecation(&mut code, def.deprecated.as_ref());
    code.line("@JvmInline");
    code.line(format!("public value class {name}("));
    code.indent();
    doc::plain(&mut code, "The memory; the struct is at its start.");
    code.line("public val segment: MemorySegment,");
    code.dedent();
    code.open(")");
    let fields: Vec<&FieldDef> = def.fields.iter().filter(|field| field.kind != FieldKind::Padding).collect();
    for (index, field) in fields.iter().enumerate() {
        property(cx, &mut code, def, field, index);
    }
    companion(cx, &mut code, def, &name, &fields);
    code.close();
    code
}

/// The layout that reads a type, and the type it has on the JVM; none for what is only bytes.
fn access(cx: &Context<'_>, ty: &WireType) -> Option<(&'static str, &'static str)> {
    let of_size = |size: u64| match size {
        1 => Some(("ValueLayout.JAVA_BYTE", "Byte")),
        2 => Some(("ValueLayout.JAVA_SHORT_UNALIGNED", "Short")),
        4 => Some(("ValueLayout.JAVA_INT_UNALIGNED", "Int")),
        8 => Some(("ValueLayout.JAVA_LONG_UNALIGNED", "Long")),
        _ => None,
    };
    match ty {
        WireType::Host(HostType::Ptr | HostType::CStr | HostType::CStrNullable) => {
            Some(("ValueLayout.ADDRESS_UNALIGNED", "MemorySegment"))
        }
        WireType::Scalar(Scalar::F32) => Some(("ValueLayout.JAVA_FLOAT_UNALIGNED", "Float")),
        WireType::Scalar(Scalar::F64) => Some(("ValueLayout.JAVA_DOUBLE_UNALIGNED", "Double")),
        WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
            of_size(representation(cx.schema, ty)?.size())
        }
        _ => None,
    }
}

fn property(cx: &Context<'_>, code: &mut Code, def: &StructDef, field: &FieldDef, index: usize) {
    let FieldKind::Value(ty) = &field.kind else { return };
    let name = quoted(&cx.names.plain(&def.name, &field.name));
    let at = format!("rbgenMirror.offsets[{index}]");
    let mut paragraphs: Vec<String> = field.doc.iter().cloned().collect();
    paragraphs.push(format!("Type `{}`.", cx.schema.type_name(ty)));
    doc::block(code, &paragraphs, &[]);
    deprecation(code, field.deprecated.as_ref());
    match ty {
        WireType::Host(host @ (HostType::Usize | HostType::Isize | HostType::CLong)) => {
            let (shown, from, to) = if *host == HostType::Usize {
                ("ULong", ".toULong()", ".toLong()")
            } else {
                ("Long", "", "")
            };
            let signed = *host != HostType::Usize;
            let bytes =
                if *host == HostType::CLong { "RBGEN_C_LONG" } else { "ValueLayout.ADDRESS.byteSize()" };
            code.line(format!("public var {name}: {shown}"));
            code.indent();
            code.line(format!("get() = segment.rbgenWord({at}, {bytes}, signed = {signed}){from}"));
            code.open("set(value)");
            code.line(format!("segment.rbgenPutWord({at}, {bytes}, value{to})"));
            code.close();
            code.dedent();
        }
        _ => match access(cx, ty) {
            Some((layout, stored)) => {
                let shown = cx.ty(ty);
                let raw = format!("segment.get({layout}, {at})");
                let host = match ty {
                    WireType::Enum(_) | WireType::Flags(_) | WireType::Scalar(_) => {
                        representation(cx.schema, ty).map_or(stored, number_type)
                    }
                    _ => stored,
                };
                let number = if host == stored { raw } else { format!("{raw}.to{host}()") };
                let (get, set) = match ty {
                    WireType::Enum(_) => (format!("{shown}({number})"), "value.code"),
                    WireType::Flags(_) => (format!("{shown}({number})"), "value.bits"),
                    WireType::Scalar(scalar) if scalar.is_bool() => {
                        let zero = if scalar.size() == 1 { ".toUInt() != 0u" } else { " != 0u" };
                        (format!("{number}{zero}"), "(if (value) 1 else 0)")
                    }
                    _ => (number, "value"),
                };
                let bool_host = matches!(ty, WireType::Scalar(scalar) if scalar.is_bool());
                let set = if (host == stored && !bool_host) || (bool_host && stored == "Int") {
                    set.to_owned()
                } else {
                    format!("{set}.to{stored}()")
                };
                code.line(format!("public var {name}: {shown}"));
                code.indent();
                code.line(format!("get() = {get}"));
                code.open("set(value)");
                code.line(format!("segment.set({layout}, {at}, {set})"));
                code.close();
                code.dedent();
            }
            None => {
                code.line(format!("public val {name}: MemorySegment"));
                code.indent();
                code.line(format!("get() = segment.asSlice({at}, rbgenMirror.sizes[{index}])"));
                code.dedent();
            }
        },
    }
    code.blank();
}

/// Bytes of a field under a data model.
fn sizes(cx: &Context<'_>, fields: &[&FieldDef], model: DataModel) -> Vec<String> {
    let size = |field: &&FieldDef| match &field.kind {
        FieldKind::Value(ty) => cx.schema.size_of(ty, model),
        _ => field.size,
    };
    fields.iter().map(|field| format!("{}L", size(field))).collect()
}

fn companion(cx: &Context<'_>, code: &mut Code, def: &StructDef, name: &str, fields: &[&FieldDef]) {
    doc::plain(code, "The layout on the platform that runs this.");
    code.open("public companion object");
    let names: Vec<String> = fields.iter().map(|field| literal::string(&field.name)).collect();
    code.line("private val rbgenMirror: RbgenMirror =");
    code.indent();
    code.open("when (ValueLayout.ADDRESS.byteSize() to RBGEN_C_LONG)");
    for of in &def.models {
        let offsets: Vec<String> = of.offsets.iter().map(|offset| format!("{offset}L")).collect();
        code.line(format!("{} ->", model_key(of.model)));
        code.indent();
        code.line(format!(
            "RbgenMirror({}L, {}L, longArrayOf({}), longArrayOf({}))",
            of.size,
            of.align,
            offsets.join(", "),
            sizes(cx, fields, of.model).join(", ")
        ));
        code.dedent();
    }
    code.line("else -> error(\"no C compiler is known to have such pointers\")");
    code.close();
    code.dedent();
    code.blank();
    doc::plain(code, "The members with their places in memory.");
    code.line("public val LAYOUT: StructLayout =");
    code.indent();
    code.line(format!("rbgenMirror.layout({}, {})", literal::string(&def.name), names.join(", ")));
    code.dedent();
    code.blank();
    doc::plain(code, "Bytes of the struct.");
    code.line("public val SIZE: Int = LAYOUT.byteSize().toInt()");
    code.blank();
    doc::plain(code, "Alignment in memory.");
    code.line("public val ALIGN: Int = LAYOUT.byteAlignment().toInt()");
    code.blank();
    doc::plain(code, "Hash of the layout, equal exactly when the layouts are.");
    code.line(format!("public const val LAYOUT_HASH: ULong = 0x{:016x}uL", def.layout_hash));
    code.blank();
    doc::plain(code, "New memory, all of it zero.");
    code.line(format!("public fun allocate(arena: Arena): {name} = {name}(arena.allocate(LAYOUT))"));
    code.close();
}
