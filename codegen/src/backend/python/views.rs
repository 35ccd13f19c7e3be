//! The ctypes view of a struct: its bytes in memory, with typed attributes.

use super::context::Context;
use super::layout::{Code, Expr};
use super::structs::render;
use super::{decode, doc, element, literal, scalar};
use rbgen_schema::Schema;
use rbgen_schema::ir::{
    BitKind, ByteOrder, DataModel, Encoding, Evolution, FieldDef, FieldKind, HostType, Scalar, StructDef,
    StructId, Unknown, WireType,
};
use rbgen_templates::python as view;
use std::collections::BTreeMap;

/// The classes over memory: one, or one for each byte order. None for shared memory that Python can't write safely.
pub(crate) fn classes(cx: &Context<'_>, id: StructId) -> Vec<(String, String)> {
    let def = &cx.schema.structs[id.index()];
    if has_atomics(cx.schema, def) {
        return Vec::new();
    }
    let name = cx.names.item(&def.name);
    if !def.has_codec() {
        return vec![(name.clone(), class(cx, def, name, ByteOrder::Little))];
    }
    if def.endian == ByteOrder::Either {
        return [("View", ByteOrder::Little), ("ViewBig", ByteOrder::Big)]
            .map(|(suffix, order)| {
                (format!("{name}{suffix}"), class(cx, def, format!("{name}{suffix}"), order))
            })
            .to_vec();
    }
    let name = format!("{name}View");
    vec![(name.clone(), class(cx, def, name, def.endian))]
}

/// Whether a struct, or one in it, is changed while others read.
pub(crate) fn has_atomics(schema: &Schema, def: &StructDef) -> bool {
    def.fields.iter().any(|field| {
        field.atomic.is_some()
            || match &field.kind {
                FieldKind::Value(ty) => match ty.element().0 {
                    WireType::Struct(id) => has_atomics(schema, &schema.structs[id.index()]),
                    _ => false,
                },
                _ => false,
            }
    })
}

fn resolved(order: ByteOrder, of_view: ByteOrder) -> ByteOrder {
    if order == ByteOrder::Either { of_view } else { order }
}

/// What ctypes aligns structs to when it isn't told otherwise. Each is found out once: they nest deeply.
#[derive(Default)]
struct Aligns(BTreeMap<StructId, u64>);

impl Aligns {
    fn of_type(&mut self, cx: &Context<'_>, ty: &WireType) -> u64 {
        match ty.element().0 {
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                element::representation(cx, ty.element().0)
                    .filter(|scalar| scalar::carrier(*scalar).ctypes.is_some())
                    .map_or(1, Scalar::size)
            }
            WireType::Struct(id) => self.of_struct(cx, *id),
            WireType::Host(host) => host.size(DataModel::Lp64),
            _ => 1,
        }
    }

    /// The alignment that the widest field asks for, where that gives the layout of the schema.
    fn natural(&mut self, cx: &Context<'_>, def: &StructDef) -> Option<u64> {
        let (mut widest, mut aligned) = (1, true);
        for field in &def.fields {
            let align = match &field.kind {
                FieldKind::Value(ty) => self.of_type(cx, ty),
                FieldKind::Bits(scalar, _) => self.of_type(cx, &WireType::Scalar(scalar.unsigned())),
                FieldKind::Reserved(_) | FieldKind::Padding => 1,
            };
            aligned &= field.offset.is_multiple_of(align);
            widest = widest.max(align);
        }
        (aligned && def.size.is_multiple_of(widest)).then_some(widest)
    }

    fn of_struct(&mut self, cx: &Context<'_>, id: StructId) -> u64 {
        if let Some(known) = self.0.get(&id) {
            return *known;
        }
        let align = self.natural(cx, &cx.schema.structs[id.index()]).unwrap_or(1);
        self.0.insert(id, align);
        align
    }
}

fn needs_pack(cx: &Context<'_>, def: &StructDef) -> bool {
    Aligns::default().natural(cx, def).is_none()
}

fn ctypes(cx: &Context<'_>, ty: &WireType, order: ByteOrder) -> String {
    match ty {
        WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
            match element::representation(cx, ty) {
                Some(scalar) => scalar_ctypes(cx, scalar, order),
                None => bytes_type(cx, cx.size(ty)),
            }
        }
        WireType::Struct(id) => {
            let suffix = match (cx.schema.structs[id.index()].endian, order) {
                (ByteOrder::Either, ByteOrder::Big) => "Big",
                _ => "",
            };
            if suffix.is_empty() { cx.view_name(*id) } else { format!("{}{suffix}", cx.view_name(*id)) }
        }
        WireType::Array(inner, len) => {
            let inner = ctypes(cx, inner, order);
            if inner.contains(" * ") { format!("({inner}) * {len}") } else { format!("{inner} * {len}") }
        }
        WireType::Host(host) => {
            let name = match host {
                HostType::Usize => "c_size_t",
                HostType::Isize => "c_ssize_t",
                HostType::CLong => "c_long",
                HostType::Ptr => "c_void_p",
                HostType::CStr | HostType::CStrNullable => "c_char_p",
            };
            cx.import("ctypes", name)
        }
        WireType::Char(_)
        | WireType::Char16(_)
        | WireType::Bytes(_)
        | WireType::Guid
        | WireType::Uuid
        | WireType::Union(_) => bytes_type(cx, cx.size(ty)),
    }
}

fn bytes_type(cx: &Context<'_>, size: u64) -> String {
    format!("{} * {size}", cx.import("ctypes", "c_uint8"))
}

fn scalar_ctypes(cx: &Context<'_>, scalar: Scalar, order: ByteOrder) -> String {
    match scalar::carrier(scalar).ctypes {
        None => bytes_type(cx, scalar.size()),
        Some(name) => match scalar::ordered_ctypes(scalar, order) {
            Some(helper) => cx.codec(&helper),
            None => cx.import("ctypes", name),
        },
    }
}

/// Whether the ctypes attribute itself is what users see: arrays and nested structs.
fn is_direct(field: &FieldDef) -> bool {
    matches!(&field.kind, FieldKind::Value(WireType::Array(..) | WireType::Struct(_) | WireType::Host(_)))
}

/// The name of a field in `_fields_`: in a mirror of C's memory, what is used as it is has its own name.
fn raw_name(cx: &Context<'_>, def: &StructDef, field: &FieldDef) -> String {
    if is_direct(field) && !def.has_codec() {
        cx.names.field(def, field)
    } else {
        format!("_rbgen_{}", field.name)
    }
}

fn class(cx: &Context<'_>, def: &StructDef, name: String, order: ByteOrder) -> String {
    let ffi = !def.has_codec();
    cx.import("ctypes", "Structure");
    let mut rows: Vec<Expr> = Vec::new();
    let mut attributes: Vec<String> = Vec::new();
    for field in &def.fields {
        if ffi && field.kind == FieldKind::Padding {
            continue;
        }
        let raw = raw_name(cx, def, field);
        let of_view = order;
        let order = resolved(field.order, order);
        let ty = match &field.kind {
            FieldKind::Value(ty) => ctypes(cx, ty, order),
            FieldKind::Bits(scalar, _) => scalar_ctypes(cx, scalar.unsigned(), order),
            FieldKind::Reserved(_) | FieldKind::Padding => bytes_type(cx, field.size),
        };
        rows.push(Expr::tuple([literal::string(&raw), ty]));
        attributes.extend(descriptors(cx, def, field, &raw, [order, of_view]));
    }
    if !ffi && def.evolution == Evolution::Append {
        attributes.push(of(cx, def, &name, order));
    }
    let mut fields = Code::at(1);
    fields.assign("_fields_", Expr::list(rows));
    let packs = if !ffi && needs_pack(cx, def) {
        vec!["    _pack_ = 1\n    _layout_ = \"ms\"".to_owned()]
    } else {
        Vec::new()
    };
    let mut doc_code = Code::at(1);
    let mut paragraphs = vec![if ffi {
        def.doc.clone().unwrap_or_else(|| format!("`{}` as C has it in memory.", def.name))
    } else {
        format!("`{}` in memory: ``from_buffer`` shares bytes, ``from_buffer_copy`` copies them.", def.name)
    }];
    if !ffi {
        paragraphs
            .push("Nothing is checked when it is made; attributes are checked as they are used.".to_owned());
    }
    doc::docstring(&mut doc_code, 1, &paragraphs, &[]);
    render(&view::View { name, doc: doc_code.text(), packs, fields: fields.text(), attributes })
}

/// The function that tells from the bytes of a view how many of them are there.
fn stated(cx: &Context<'_>, def: &StructDef, order: ByteOrder) -> Expr {
    let function = format!("{}._rbgen_stated", cx.names.item(&def.name));
    if def.endian != ByteOrder::Either {
        return Expr::Atom(function);
    }
    let order = format!("order={}", scalar::order_argument(order));
    Expr::call(cx.import("functools", "partial"), [function, order])
}

/// The constructor from data of any version.
fn of(cx: &Context<'_>, def: &StructDef, view: &str, order: ByteOrder) -> String {
    let name = cx.names.item(&def.name);
    let mut code = Code::at(1);
    code.line("@classmethod");
    code.def("of", &["cls".to_owned(), format!("data: {}", cx.codec("Buffer"))], view);
    code.indent();
    code.line("\"\"\"A view of a copy of data of any version; what it lacks is None.\"\"\"");
    code.assign("there", Expr::call(cx.codec("octets"), ["data"]));
    let mut args = vec!["there".to_owned()];
    if def.endian == ByteOrder::Either {
        args.push(scalar::order_argument(order).to_owned());
    }
    code.statement("size = ", Expr::call(format!("{name}._rbgen_extent"), args), "");
    code.line(format!("known = bytes(there[: min(size, {})])", def.size));
    code.line(format!("return cls.from_buffer_copy(known.ljust({}, b\"\\0\"))", def.size));
    code.text()
}

/// The attributes of a field, each one class-level assignment.
fn descriptors(
    cx: &Context<'_>,
    def: &StructDef,
    field: &FieldDef,
    raw: &str,
    [order, of_view]: [ByteOrder; 2],
) -> Vec<String> {
    let raw = literal::string(raw);
    let mut out = Vec::new();
    let end = field.offset + field.size;
    let added = def.has_codec() && def.sizes.first().is_some_and(|first| end > first.size);
    let mut write = |attribute: &str, value: Expr| {
        let mut code = Code::at(1);
        let value = if added {
            let since = [value, Expr::atom(end.to_string()), stated(cx, def, of_view)];
            Expr::Call(cx.codec("SinceField"), since.to_vec())
        } else {
            value
        };
        code.assign(attribute, value);
        out.push(code.text());
    };
    match &field.kind {
        FieldKind::Value(_) if is_direct(field) => {
            if def.has_codec() {
                write(&cx.names.field(def, field), Expr::call(cx.codec("DirectField"), [raw]));
            }
        }
        FieldKind::Value(ty) => write(&cx.names.field(def, field), descriptor(cx, field, ty, raw, order)),
        FieldKind::Bits(scalar, items) => {
            let word = if scalar::carrier(*scalar).ctypes.is_some() { None } else { Some(order) };
            for item in items {
                if matches!(item.kind, BitKind::Reserved(_)) {
                    continue;
                }
                let ty = decode::bit_type(item);
                let mut args = vec![raw.clone(), item.bits.low.to_string(), item.bits.width.to_string()];
                let head = match item.kind {
                    BitKind::Bool => "BitField",
                    BitKind::Signed => {
                        args.push("signed=True".to_owned());
                        "BitsField"
                    }
                    BitKind::Enum(_) | BitKind::Flags(_) => {
                        args.push(converter(cx, &ty));
                        "BitsAsField"
                    }
                    BitKind::Unsigned | BitKind::Reserved(_) => "BitsField",
                };
                if let Some(order) = word {
                    args.push(format!("order={}", scalar::order_argument(order)));
                }
                write(&cx.names.bit_item(def, item), Expr::call(cx.codec(head), args));
            }
        }
        FieldKind::Reserved(rbgen_schema::ir::Policy::Preserve) => {
            write(&cx.names.field(def, field), Expr::call(cx.codec("BytesField"), [raw]));
        }
        FieldKind::Reserved(_) | FieldKind::Padding => {}
    }
    out
}

/// The function that turns a code into an enum member or a flag set.
fn converter(cx: &Context<'_>, ty: &WireType) -> String {
    match ty {
        WireType::Enum(id) => match cx.schema.enums[id.index()].unknown {
            Unknown::Keep => format!("{}({})", cx.codec("open_enum"), cx.enum_name(*id)),
            Unknown::Reject => cx.enum_name(*id),
        },
        WireType::Flags(id) => cx.flags_name(*id),
        _ => "int".to_owned(),
    }
}

fn descriptor(cx: &Context<'_>, field: &FieldDef, ty: &WireType, raw: String, order: ByteOrder) -> Expr {
    let order_argument = scalar::order_argument(order);
    match ty {
        WireType::Scalar(scalar) if scalar.is_float() => Expr::call(cx.codec("FloatField"), [raw]),
        WireType::Scalar(scalar) if scalar.is_bool() => Expr::call(cx.codec("BoolField"), [raw]),
        WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
            let scalar = element::representation(cx, ty).unwrap_or(Scalar::U8);
            let mut args = vec![raw, (scalar.size() * 8).to_string()];
            let plain = matches!(ty, WireType::Scalar(_));
            if !plain {
                args.push(converter(cx, ty));
            }
            if scalar.is_signed() {
                args.push("signed=True".to_owned());
            }
            if scalar::carrier(scalar).ctypes.is_none() {
                args.push(format!("order={order_argument}"));
            }
            Expr::call(cx.codec(if plain { "IntField" } else { "IntAsField" }), args)
        }
        WireType::Char(_) | WireType::Char16(_) => {
            let encoding = match field.text.as_ref().map_or(Encoding::Utf8, |text| text.encoding) {
                Encoding::Ascii => "\"ascii\"",
                Encoding::Utf8 => "\"utf-8\"",
                Encoding::Latin1 => "\"latin-1\"",
                Encoding::Utf16 if order == ByteOrder::Big => "\"utf-16-be\"",
                Encoding::Utf16 => "\"utf-16-le\"",
            };
            let mut args = vec![raw, encoding.to_owned()];
            if let Some(text) = &field.text {
                if text.pad == rbgen_schema::ir::Pad::Space {
                    args.push("pad=\" \"".to_owned());
                }
                if text.terminated {
                    args.push("terminated=True".to_owned());
                }
                if text.replace_invalid {
                    args.push("errors=\"replace\"".to_owned());
                }
            }
            Expr::call(cx.codec("TextField"), args)
        }
        WireType::Guid => Expr::call(cx.codec("UuidField"), [raw, "guid=True".to_owned()]),
        WireType::Uuid => Expr::call(cx.codec("UuidField"), [raw]),
        WireType::Bytes(_)
        | WireType::Union(_)
        | WireType::Struct(_)
        | WireType::Array(..)
        | WireType::Host(_) => Expr::call(cx.codec("BytesField"), [raw]),
    }
}

/// The statements that compare the layout in all its places, run at import.
pub(crate) fn checks(cx: &Context<'_>, id: StructId) -> String {
    let def = &cx.schema.structs[id.index()];
    let name = cx.names.item(&def.name);
    let mut code = Code::at(0);
    if !def.has_codec() {
        return ffi_checks(cx, def, &name);
    }
    let head = cx.codec("check_layout");
    let owner = literal::string(&name);
    let class_args = [owner, format!("{name}.SIZE"), format!("{name}.ALIGN"), format!("{name}.LAYOUT")];
    let has_view = !has_atomics(cx.schema, def);
    let pairs: Vec<(String, Option<String>)> = match def.endian {
        ByteOrder::Either => vec![
            (format!("_{name}_little"), has_view.then(|| format!("{name}View"))),
            (format!("_{name}_big"), has_view.then(|| format!("{name}ViewBig"))),
        ],
        ByteOrder::Little | ByteOrder::Big => {
            vec![(format!("_{name}"), has_view.then(|| format!("{name}View")))]
        }
    };
    for (packed, view) in pairs {
        let mut args: Vec<String> = class_args.to_vec();
        args.push(packed);
        args.extend(view);
        if def.endian == ByteOrder::Either {
            args.push("either=True".to_owned());
        }
        code.statement("", Expr::call(head.clone(), args), "");
    }
    code.text()
}

fn ffi_checks(cx: &Context<'_>, def: &StructDef, name: &str) -> String {
    let fields: Vec<&FieldDef> = def.fields.iter().filter(|field| field.kind != FieldKind::Padding).collect();
    let models = def.models.iter().map(|model| {
        let key = match model.model {
            DataModel::Lp64 => "(8, 8)",
            DataModel::Llp64 => "(8, 4)",
            DataModel::Ilp32 => "(4, 4)",
        };
        let mut numbers = vec![model.size.to_string()];
        numbers.extend(model.offsets.iter().map(u64::to_string));
        (key.to_owned(), Expr::list(numbers))
    });
    let names = fields.iter().map(|field| literal::string(&raw_name(cx, def, field)));
    let mut code = Code::at(0);
    let args =
        vec![Expr::atom(name), Expr::list(names.collect::<Vec<_>>()), Expr::dict(models.collect::<Vec<_>>())];
    code.statement("", Expr::Call(cx.codec("check_models"), args), "");
    code.text()
}
