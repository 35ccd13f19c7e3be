//! A struct in memory that stays where it is.

use super::context::Context;
use super::doc::Doc;
use super::print::{Mode, Printer};
use super::structs::site;
use super::{literal, obsolete};
use crate::backend::object::code::{CSHARP, Code, Style};
use crate::backend::object::describe;
use crate::backend::object::lower::member_type;
use crate::backend::object::steps::{Function, Step, Value};
use rbgen_schema::ir::{ByteOrder, Evolution, FieldKind, Member, StructDef, StructId, WireType};

/// Whether a struct gets a view: memory that others change at any time is reached by handles instead.
pub(crate) fn has(schema: &rbgen_schema::Schema, def: &StructDef) -> bool {
    def.has_codec() && def.fields.iter().all(|field| is_still(schema, field))
}

fn is_still(schema: &rbgen_schema::Schema, field: &rbgen_schema::ir::FieldDef) -> bool {
    let inside = match &field.kind {
        FieldKind::Value(ty) => match ty.element().0 {
            WireType::Struct(id) => has(schema, &schema.structs[id.index()]),
            _ => true,
        },
        _ => true,
    };
    field.atomic.is_none() && inside
}

/// Names that every view has for itself.
pub(crate) const OWN: [&str; 4] = ["AsSpan", "Order", "ToValue", "data"];

/// The name of a view.
pub(crate) fn name(of: &str) -> String {
    format!("{}View", of.trim_start_matches('@'))
}

/// The view of a struct, below the value in the same file.
pub(crate) fn file(cx: &Context<'_>, id: StructId) -> String {
    let def = &cx.schema.structs[id.index()];
    let mut code = Code::at(CSHARP, 0);
    let value = cx.struct_name(id);
    let view = name(&value);
    let either = def.endian == ByteOrder::Either;
    let span = cx.system("Span");
    Doc::new([
        format!("The members of {} in memory that stays where it is.", def.name),
        "Nothing is checked when it is made but the number of bytes; members are checked as they are read or set. \
         What is set takes no memory of its own."
            .to_owned(),
    ])
    .write(&mut code);
    obsolete(cx, &mut code, def.deprecated.as_deref());
    code.open(format!("public readonly ref struct {view}"));
    code.line(format!("private readonly {span}<byte> data;"));
    if either {
        code.line(format!("private readonly {} order;", cx.ty("ByteOrder")));
    }
    code.gap();
    let doc =
        Doc::new(["A view of these bytes.".to_owned()]).param("data", "As many bytes as the struct has.");
    let doc = if either { doc.param("order", "The order of the bytes.") } else { doc };
    doc.throws("DecodeException", "There are more or fewer bytes.").write(&mut code);
    let order = if either { format!(", {} order", cx.ty("ByteOrder")) } else { String::new() };
    code.open(format!("public {view}({span}<byte> data{order})"));
    let wire = cx.expression("RbgenWire");
    let size = format!("{}.Size", cx.expression(&value));
    code.line(format!("this.data = {wire}.Exactly(data, {size}, {});", literal::string(&def.name)));
    if either {
        code.line("this.order = order;");
    }
    code.close();
    code.gap();
    Doc::new(["The bytes.".to_owned()]).returns("The same memory.").write(&mut code);
    code.line(format!("public {span}<byte> AsSpan() => data;"));
    code.gap();
    Doc::new(["Checks all bytes and makes a value of them.".to_owned()])
        .returns("The value.")
        .throws("DecodeException", "The bytes are not what the schema says.")
        .write(&mut code);
    let order = if either { ", order" } else { "" };
    code.line(format!(
        "public {} ToValue() => {}.Decode(data{order});",
        cx.ty(&value),
        cx.expression(&value)
    ));
    code.gap();
    for (at, member) in def.members.iter().enumerate() {
        self::member(cx, &mut code, def, at, member);
    }
    code.close();
    code.text()
}

fn member(cx: &Context<'_>, code: &mut Code, def: &StructDef, at: usize, member: &Member) {
    let (field, item) = site(def, member);
    let name = cx.names.member(def, member);
    let ty = member_type(def, member);
    let doc = || Doc::new(describe::member_doc(cx.schema, field, item));
    let span = cx.system("Span");
    match &ty {
        WireType::Bytes(size) => {
            doc().write(code);
            obsolete(cx, code, field.deprecated.as_deref());
            code.line(format!("public {span}<byte> {name} => data.Slice({}, {size});", field.offset));
        }
        WireType::Struct(id) => {
            let view = self::name(&cx.struct_name(*id));
            doc().write(code);
            obsolete(cx, code, field.deprecated.as_deref());
            let order = inner_order(cx, *id);
            code.line(format!(
                "public {view} {name} => new(data.Slice({}, {}){order});",
                field.offset, field.size
            ));
        }
        WireType::Array(..) => element(cx, code, def, at, member, &ty),
        _ => {
            doc().write(code);
            obsolete(cx, code, field.deprecated.as_deref());
            code.open(format!("public {} {name}", cx.value_type(&ty)));
            getter(cx, code, def, &cx.lower().get(def, at));
            code.gap();
            let plain = matches!(ty, WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_));
            // What is beyond a text or a union's member is cleared.
            let cleared = (!plain).then(|| format!("data.Slice({}, {}).Clear();", field.offset, field.size));
            setter(cx, code, def, &cx.lower().set(def, at), cleared);
            code.close();
        }
    }
    code.gap();
}

/// A getter: an expression where that is all.
fn getter(cx: &Context<'_>, code: &mut Code, def: &StructDef, function: &Function) {
    let mut printer = Printer::new(cx, Some(def), Mode::Decode, function);
    let Some((_, found)) = function.found.first() else { return };
    if let ([Step::Let(var, value)], Value::Var(found)) = (function.steps.as_slice(), found)
        && var == found
    {
        return code.line(format!("get => {};", printer.value(value)));
    }
    code.open("get");
    extent(code, def, function.uses().extent);
    printer.steps(code, &function.steps);
    code.line(format!("return {};", printer.value(found)));
    code.close();
}

/// A setter: an expression where that is all.
fn setter(cx: &Context<'_>, code: &mut Code, def: &StructDef, function: &Function, first: Option<String>) {
    let mut printer = Printer::new(cx, Some(def), Mode::Encode, function);
    if let ([only], None) = (function.steps.as_slice(), &first)
        && !matches!(only, Step::If(..) | Step::Select(..) | Step::Loop(..))
    {
        let mut body = Code::at(Style { width: usize::MAX, ..CSHARP }, 0);
        printer.steps(&mut body, &function.steps);
        return code.line(format!("set => {}", body.text().trim_end()));
    }
    code.open("set");
    first.into_iter().for_each(|line| code.line(line));
    printer.steps(code, &function.steps);
    code.close();
}

/// A view is of a whole struct, so everything is there.
fn extent(code: &mut Code, def: &StructDef, used: bool) {
    if used && def.evolution == Evolution::Append {
        code.line(format!("const int extent = {};", def.size));
    }
}

fn inner_order(cx: &Context<'_>, id: StructId) -> &'static str {
    if cx.schema.structs[id.index()].endian == ByteOrder::Either { ", order" } else { "" }
}

/// Accessors of the elements of an array.
fn element(cx: &Context<'_>, code: &mut Code, def: &StructDef, at: usize, member: &Member, ty: &WireType) {
    let (field, item) = site(def, member);
    let name = cx.names.member(def, member);
    let bare = name.trim_start_matches('@');
    let (element, dims) = ty.element();
    let indices: Vec<&str> = match dims.len() {
        1 => vec!["index"],
        2 => vec!["row", "column"],
        _ => ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]
            [..dims.len().min(8)]
            .to_vec(),
    };
    if indices.len() < dims.len() {
        return;
    }
    let parameters: Vec<String> = indices.iter().map(|index| format!("int {index}")).collect();
    let documented = |doc: Doc| {
        indices
            .iter()
            .zip(&dims)
            .fold(doc, |doc, (index, len)| doc.param(index, &format!("From 0 to {}.", len - 1)))
    };
    let check = |code: &mut Code| {
        for (index, len) in indices.iter().zip(&dims) {
            let exception = cx.system("ArgumentOutOfRangeException");
            code.line(format!(
                "{exception}.ThrowIfGreaterThanOrEqual((uint){index}, {len}u, nameof({index}));"
            ));
        }
    };
    let exception = cx.system("ArgumentOutOfRangeException");
    let beyond = "There is no such element.";
    let mut paragraphs = describe::member_doc(cx.schema, field, item);
    paragraphs.insert(0, format!("An element of {}.", member.name));
    let doc = documented(Doc::new(paragraphs)).returns("The element.").throws(&exception, beyond);
    let size = cx.lower().schema.size_of(element, rbgen_schema::ir::DataModel::Lp64);
    let offset = || {
        let mut terms = vec![field.offset.to_string()];
        for (depth, index) in indices.iter().enumerate() {
            terms.push(format!("({index} * {})", size * dims[depth + 1..].iter().product::<u64>()));
        }
        terms.join(" + ")
    };
    doc.write(code);
    obsolete(cx, code, field.deprecated.as_deref());
    match element {
        WireType::Struct(id) => {
            let view = self::name(&cx.struct_name(*id));
            code.open(format!("public {view} Get{bare}({})", parameters.join(", ")));
            check(code);
            code.line(format!(
                "return new {view}(data.Slice({}, {size}){});",
                offset(),
                inner_order(cx, *id)
            ));
            return code.close();
        }
        WireType::Bytes(_) => {
            code.open(format!("public {}<byte> Get{bare}({})", cx.system("Span"), parameters.join(", ")));
            check(code);
            code.line(format!("return data.Slice({}, {size});", offset()));
            return code.close();
        }
        _ => {}
    }
    let ty = cx.value_type(element);
    let function = cx.lower().get_element(def, at);
    code.open(format!("public {ty} Get{bare}({})", parameters.join(", ")));
    check(code);
    let mut printer = Printer::new(cx, Some(def), Mode::Decode, &function).with_counters(&indices);
    printer.steps(code, &function.steps);
    if let Some((_, value)) = function.found.first() {
        code.line(format!("return {};", printer.value(value)));
    }
    code.close();
    code.gap();
    let doc = documented(Doc::new([format!("Sets an element of {}.", member.name)]));
    let doc = doc.param("value", "The element.").throws(&exception, beyond);
    doc.throws("EncodeException", "It can't be such an element.").write(code);
    obsolete(cx, code, field.deprecated.as_deref());
    let function = cx.lower().set_element(def, at);
    code.open(format!("public void Set{bare}({}, {ty} value)", parameters.join(", ")));
    check(code);
    Printer::new(cx, Some(def), Mode::Encode, &function).with_counters(&indices).steps(code, &function.steps);
    code.close();
}
