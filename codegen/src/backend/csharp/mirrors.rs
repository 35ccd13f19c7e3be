//! Structs and unions as they lie in memory, for native code.

use super::context::{Context, host};
use super::doc::Doc;
use super::print::function_name;
use super::{literal, obsolete};
use crate::backend::object::code::{CSHARP, Code};
use crate::backend::object::describe;
use rbgen_schema::Schema;
use rbgen_schema::ir::{
    ByteOrder, DataModel, FieldDef, FieldKind, HostType, Scalar, StructDef, StructId, UnionId, WireType,
};
use std::collections::BTreeMap;

/// The run time refuses larger inline arrays.
const LARGEST: u64 = 1 << 20;

/// Whether a struct gets a mirror.
pub(crate) fn has(def: &StructDef) -> bool {
    def.size <= LARGEST
}

/// The name of the mirror: of a struct that has no value, its own.
pub(crate) fn name(def: &StructDef, of: &str) -> String {
    if def.has_codec() { raw(of) } else { of.to_owned() }
}

fn raw(of: &str) -> String {
    format!("{}Raw", of.trim_start_matches('@'))
}

/// How a field lies in memory.
struct Memory {
    ty: String,
    /// The number it is, where its bytes are in an order of their own.
    accessor: Option<(Scalar, ByteOrder)>,
}

/// One mirror while it is written.
struct Writer<'w> {
    cx: &'w Context<'w>,
    /// Inline arrays that are declared inside it: their name by the type of the element and the length.
    arrays: BTreeMap<(String, u64), String>,
}

/// The mirror of a struct, below its `using` lines.
pub(crate) fn structure(cx: &Context<'_>, id: StructId) -> String {
    let def = &cx.schema.structs[id.index()];
    let mut writer = Writer { cx, arrays: BTreeMap::new() };
    let mut code = Code::at(CSHARP, 0);
    let name = name(def, &cx.struct_name(id));
    let order = match def.endian {
        ByteOrder::Either => "Numbers are as bytes: their order is known only with the data.",
        _ if def.has_codec() => "Numbers of other hosts' byte order are properties.",
        _ => "It is laid out by the rules of C for the host that it is used on.",
    };
    let doc = def.doc.clone().filter(|_| !def.has_codec());
    let what = format!("{} as it lies in memory, for native code.", def.name);
    let paragraphs = doc.into_iter().chain([what, order.to_owned()]);
    let rows = if def.has_codec() { Vec::new() } else { describe::table(cx.schema, def) };
    Doc::new(paragraphs).rows(rows).write(&mut code);
    obsolete(cx, &mut code, def.deprecated.as_deref());
    let (attribute, kind) = (cx.system("StructLayout"), cx.system("LayoutKind"));
    if def.models.is_empty() {
        code.line(format!(
            "[{attribute}({kind}.Explicit, Size = {}, Pack = {})]",
            def.size,
            def.align.min(128)
        ));
    } else {
        code.line(format!("[{attribute}({kind}.Sequential)]"));
    }
    code.open(format!("public struct {name}"));
    if !def.has_codec() {
        Doc::new(["Hash of the layout, equal exactly when the layouts are.".to_owned()]).write(&mut code);
        code.line(format!("public const ulong LayoutHash = 0x{:016X};", def.layout_hash));
        code.gap();
    }
    // By C's own rules padding is where each host puts it.
    let shown: Vec<&FieldDef> = def.fields.iter().filter(|field| field.kind != FieldKind::Padding).collect();
    let mut checked = Vec::new();
    for field in &shown {
        let memory = writer.memory(field);
        let field_name = cx.names.inner(&def.name, &field.name);
        let at = def.models.is_empty().then_some(field.offset);
        writer.field(&mut code, &field_name, field_doc(cx, field), at, &memory, is_hidden(field));
        let own =
            if memory.accessor.is_some() || is_hidden(field) { hidden(&field_name) } else { field_name };
        checked.push((format!("{}.{}", def.name, field.name), own, memory.ty, *field));
    }
    writer.check(&mut code, def, &name, &checked);
    writer.declare_arrays(&mut code);
    code.close();
    code.text()
}

/// Reserved bytes are there to take room only.
fn is_hidden(field: &FieldDef) -> bool {
    matches!(field.kind, FieldKind::Reserved(_))
}

/// The mirror of a union.
pub(crate) fn union(cx: &Context<'_>, id: UnionId) -> String {
    let def = &cx.schema.unions[id.index()];
    let mut writer = Writer { cx, arrays: BTreeMap::new() };
    let mut code = Code::at(CSHARP, 0);
    Doc::new([format!("{} as it lies in memory, for native code.", def.name)]).write(&mut code);
    let (attribute, kind) = (cx.system("StructLayout"), cx.system("LayoutKind"));
    code.line(format!("[{attribute}({kind}.Explicit, Size = {}, Pack = {})]", def.size, def.align.min(128)));
    code.open(format!("public struct {}", raw(&cx.union_name(id))));
    for member in &def.members {
        let memory = writer.ty(&member.ty, member.order);
        let name = cx.names.inner(&def.name, &member.name);
        let doc = member.doc.clone().unwrap_or_else(|| format!("The member {}.", member.name));
        writer.field(&mut code, &name, vec![doc], Some(0), &memory, false);
    }
    writer.declare_arrays(&mut code);
    code.close();
    code.text()
}

/// Whether a union gets a mirror.
pub(crate) fn union_has(schema: &Schema, id: UnionId) -> bool {
    schema.unions[id.index()].size <= LARGEST
}

fn field_doc(cx: &Context<'_>, field: &FieldDef) -> Vec<String> {
    let mut doc: Vec<String> = field.doc.iter().cloned().collect();
    let ty = match &field.kind {
        FieldKind::Value(ty) => cx.schema.type_name(ty),
        FieldKind::Bits(word, items) => {
            let items: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
            format!("{} with the bits of {}", word.name(), items.join(", "))
        }
        FieldKind::Reserved(_) | FieldKind::Padding => "reserved".to_owned(),
    };
    doc.push(format!("Offset {}, {ty}.", field.offset));
    doc
}

fn hidden(name: &str) -> String {
    format!("rbgen{}", name.trim_start_matches('@'))
}

impl Writer<'_> {
    fn memory(&mut self, field: &FieldDef) -> Memory {
        match &field.kind {
            FieldKind::Value(ty) => self.ty(ty, field.order),
            FieldKind::Bits(word, _) => self.number(*word, field.order),
            FieldKind::Reserved(_) | FieldKind::Padding => self.bytes(field.size),
        }
    }

    fn plain(ty: impl Into<String>) -> Memory {
        Memory { ty: ty.into(), accessor: None }
    }

    fn bytes(&mut self, len: u64) -> Memory {
        let ty = if len == 1 { "byte".to_owned() } else { self.array("byte", len) };
        Writer::plain(ty)
    }

    /// A number: of the host's order as it is, of another one with an accessor, of an odd width as bytes.
    fn number(&mut self, scalar: Scalar, order: ByteOrder) -> Memory {
        match (scalar.size(), order) {
            (1, _) => Writer::plain(host(scalar)),
            (2 | 4 | 8, ByteOrder::Little) => Writer::plain(host(scalar)),
            (_, ByteOrder::Either) => self.bytes(scalar.size()),
            (size, order) => Memory { ty: self.array("byte", size), accessor: Some((scalar, order)) },
        }
    }

    fn ty(&mut self, ty: &WireType, order: ByteOrder) -> Memory {
        let cx = self.cx;
        match ty {
            WireType::Scalar(scalar) => self.number(*scalar, order),
            WireType::Char(len) | WireType::Bytes(len) => self.bytes(*len),
            WireType::Char16(len) if order == ByteOrder::Little => {
                let ty = if *len == 1 { "ushort".to_owned() } else { self.array("ushort", *len) };
                Writer::plain(ty)
            }
            WireType::Char16(len) => self.bytes(len * 2),
            WireType::Guid => Writer::plain(cx.system("Guid")),
            WireType::Uuid => self.bytes(16),
            WireType::Enum(id) => {
                let repr = cx.schema.enums[id.index()].repr;
                let name = cx.ty(&cx.enum_name(*id));
                self.coded(repr, order, name)
            }
            WireType::Flags(id) => {
                let repr = cx.schema.flags[id.index()].repr;
                let name = cx.ty(&cx.flags_name(*id));
                self.coded(repr, order, name)
            }
            WireType::Union(id) => Writer::plain(raw(&cx.union_name(*id))),
            WireType::Struct(id) => {
                let def = &cx.schema.structs[id.index()];
                Writer::plain(name(def, &cx.struct_name(*id)))
            }
            WireType::Array(inner, len) => {
                let element = self.ty(inner, order).ty;
                Writer::plain(self.array(&element, *len))
            }
            WireType::Host(host) => Writer::plain(match host {
                HostType::Usize => "nuint".to_owned(),
                HostType::Isize | HostType::Ptr | HostType::CStr | HostType::CStrNullable => {
                    "nint".to_owned()
                }
                HostType::CLong => cx.system("CLong"),
            }),
        }
    }

    /// An enum whose representation is a host's number.
    fn coded(&mut self, repr: Scalar, order: ByteOrder, name: String) -> Memory {
        let memory = self.number(repr, order);
        if memory.ty == host(repr) { Writer::plain(name) } else { memory }
    }

    /// The inline array of so many elements, declared inside the mirror.
    fn array(&mut self, element: &str, len: u64) -> String {
        let key = (element.to_owned(), len);
        if let Some(known) = self.arrays.get(&key) {
            return known.clone();
        }
        let stem: String = element.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        let name = format!("Rbgen{}{len}", crate::backend::object::names::capital(&stem));
        self.arrays.insert(key, name.clone());
        name
    }

    fn field(
        &self,
        code: &mut Code,
        name: &str,
        doc: Vec<String>,
        at: Option<u64>,
        memory: &Memory,
        is_hidden: bool,
    ) {
        let cx = self.cx;
        let offset = at.map(|at| format!("[{}({at})]", cx.system("FieldOffset")));
        let doc = Doc::new(doc);
        match memory.accessor {
            Some((scalar, order)) => {
                let own = hidden(name);
                code.gap();
                offset.into_iter().for_each(|line| code.line(line));
                code.line(format!("private {} {own};", memory.ty));
                code.gap();
                doc.write(code);
                let order = if order == ByteOrder::Big { "BigEndian" } else { "LittleEndian" };
                let class = if scalar.size().is_power_of_two() {
                    cx.system("BinaryPrimitives")
                } else {
                    cx.needs.odd.set(true);
                    cx.expression("RbgenOdd")
                };
                let function = function_name(scalar);
                code.open(format!("public {} {name}", cx.number(scalar)));
                code.line(format!("readonly get => {class}.Read{function}{order}({own});"));
                code.line(format!("set => {class}.Write{function}{order}({own}, value);"));
                code.close();
            }
            None if is_hidden => {
                code.gap();
                // It is never read: it is there for its size.
                code.line("#pragma warning disable CS0169, IDE0051");
                offset.into_iter().for_each(|line| code.line(line));
                code.line(format!("private {} {};", memory.ty, hidden(name)));
                code.line("#pragma warning restore CS0169, IDE0051");
            }
            None => {
                code.gap();
                doc.write(code);
                offset.into_iter().for_each(|line| code.line(line));
                code.line(format!("public {} {name};", memory.ty));
            }
        }
        code.gap();
    }

    fn declare_arrays(&self, code: &mut Code) {
        for ((element, len), name) in &self.arrays {
            let attribute = self.cx.system("InlineArray");
            code.gap();
            Doc::new([format!("{len} elements of type {element}.")]).write(code);
            code.line(format!("[{attribute}({len})]"));
            code.open(format!("public struct {name}"));
            code.line(format!("private {element} rbgenElement;"));
            code.close();
        }
    }

    /// The function that compares size and offsets with what the run time made of the mirror.
    fn check(
        &self,
        code: &mut Code,
        def: &StructDef,
        name: &str,
        fields: &[(String, String, String, &FieldDef)],
    ) {
        let cx = self.cx;
        let unsafe_class = cx.system("Unsafe");
        let checks = cx.expression("RbgenChecks");
        code.gap();
        code.open("internal static void RbgenCheck()");
        let number = |numbers: [u64; 3]| match numbers {
            [a, b, c] if a == b && b == c => a.to_string(),
            [lp64, llp64, ilp32] => {
                let wide = if lp64 == llp64 {
                    lp64.to_string()
                } else {
                    format!("({checks}.LongIs8 ? {lp64} : {llp64})")
                };
                format!("{checks}.PointerIs8 ? {wide} : {ilp32}")
            }
        };
        let model = |of: &dyn Fn(&rbgen_schema::ir::ModelLayout) -> u64, whole: u64| {
            DataModel::ALL.map(|wanted| def.models.iter().find(|m| m.model == wanted).map_or(whole, of))
        };
        code.line(format!("{name} raw = default;"));
        code.line(format!("ref byte start = ref {unsafe_class}.As<{name}, byte>(ref raw);"));
        let size = number(model(&|m| m.size, def.size));
        code.line(format!(
            "{checks}.Size({}, {unsafe_class}.SizeOf<{name}>(), {size});",
            literal::string(&def.name)
        ));
        for (at, (label, field, ty, _)) in fields.iter().enumerate() {
            let offset =
                number(model(&|m| m.offsets.get(at).copied().unwrap_or_default(), fields[at].3.offset));
            let place = format!("ref {unsafe_class}.As<{ty}, byte>(ref raw.{field})");
            code.line(format!("{checks}.Offset({}, ref start, {place}, {offset});", literal::string(label)));
        }
        code.close();
    }
}
