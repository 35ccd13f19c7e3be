//! A struct as a value class.

use super::context::Context;
use super::layout::{Code, Expr};
use super::plan::{self, Slot};
use super::{constants, decode, defaults, doc, encode, evolve, literal, plain};
use crate::backend::object::describe;
use askama::Template;
use rbgen_schema::ir::{ByteOrder, Evolution, FieldKind, Member, StructDef, StructId, ValueRules, WireType};
use rbgen_templates::python as view;

/// The class, or nothing for a struct that has no bytes of its own.
pub(crate) fn class(cx: &Context<'_>, id: StructId) -> Option<String> {
    let def = &cx.schema.structs[id.index()];
    if !def.has_codec() {
        return None;
    }
    let name = cx.struct_name(id);
    let mut locals = cx.names.locals();
    let slots = plan::slots(cx, def, &mut locals);
    let mut methods = vec![init(cx, def)];
    methods.extend(evolve::methods(cx, def));
    methods.push(decode_method(cx, def, &name, &slots));
    methods.push(encode_method(cx, def, &name, &slots));
    methods.extend(def.members.iter().filter_map(|member| physical(cx, def, member)));
    methods.retain(|method| !method.is_empty());
    let mut slots_code = Code::at(1);
    let slotted = def.members.iter().map(|member| literal::string(&cx.names.member(def, member)));
    slots_code.assign("__slots__", Expr::tuple(slotted));
    let class_var = cx.import("typing", "ClassVar");
    let mut table = Code::at(1);
    table.statement(&format!("LAYOUT: {class_var}[{}] = ", cx.codec("Layout")), layout(cx, def), "");
    if let Some(plain) = plain::table(cx, def) {
        table.statement(
            &format!(
                "_rbgen_plain: {class_var}[{}[str, {}[[{any}], {any}]]] = ",
                cx.import("typing", "Mapping"),
                cx.import("typing", "Callable"),
                any = cx.import("typing", "Any"),
            ),
            plain,
            "",
        );
    }
    let pairs = def.members.iter().map(|member| (cx.names.member(def, member), member.name.clone()));
    renamed(cx, &mut table, pairs);
    let either = def.endian == ByteOrder::Either;
    let rendered = view::Struct {
        formats: formats(cx, def, &name, &slots),
        name,
        base: cx.codec(if either { "OrderedRecord" } else { "Record" }),
        doc: class_doc(cx, def),
        slots: slots_code.text(),
        attributes: attributes(cx, def),
        size: def.size.to_string(),
        align: def.align.to_string(),
        hash: format!("0x{:016X}", def.layout_hash),
        layout: table.text(),
        methods,
    };
    Some(render(&rendered))
}

/// The schema's names of attributes that are called otherwise in Python.
pub(crate) fn renamed(cx: &Context<'_>, code: &mut Code, pairs: impl Iterator<Item = (String, String)>) {
    let entries: Vec<_> = pairs
        .filter(|(attribute, name)| attribute != name)
        .map(|(attribute, name)| (literal::string(&attribute), Expr::Atom(literal::string(&name))))
        .collect();
    if !entries.is_empty() {
        let (class_var, mapping) = (cx.import("typing", "ClassVar"), cx.import("typing", "Mapping"));
        code.statement(
            &format!("_rbgen_renamed: {class_var}[{mapping}[str, str]] = "),
            Expr::dict(entries),
            "",
        );
    }
}

/// Prints a view. Templates only print text, which doesn't fail.
pub(crate) fn render(template: &impl Template) -> String {
    template.render().unwrap_or_default()
}

fn class_doc(cx: &Context<'_>, def: &StructDef) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    paragraphs.push(def.doc.clone().unwrap_or_else(|| format!("The struct `{}` of the schema.", def.name)));
    if let Some(since) = def.since {
        paragraphs.push(format!("Since version {since} of the schema."));
    }
    if let Some(why) = &def.deprecated {
        paragraphs.push(format!("Deprecated: {why}"));
    }
    if def.fields.iter().any(|field| field.atomic.is_some()) {
        paragraphs.push(
            "Python has no atomic access to memory: this class is a value or a copied snapshot, and there is no \
             view that could be changed while another process reads."
                .to_owned(),
        );
    }
    let mut code = Code::at(1);
    doc::docstring(&mut code, 1, &paragraphs, &describe::table(cx.schema, def));
    code.text()
}

fn formats(cx: &Context<'_>, def: &StructDef, name: &str, slots: &[Slot<'_>]) -> String {
    let mut code = Code::at(0);
    let packer = cx.import("struct", "Struct");
    let format = plan::format(slots);
    match def.endian {
        ByteOrder::Little => {
            code.assign(&format!("_{name}"), Expr::call(packer, [literal::string(&format!("<{format}"))]));
        }
        ByteOrder::Big => {
            code.assign(&format!("_{name}"), Expr::call(packer, [literal::string(&format!(">{format}"))]));
        }
        ByteOrder::Either => {
            for (suffix, mark) in [("little", '<'), ("big", '>')] {
                let format = literal::string(&format!("{mark}{format}"));
                code.assign(&format!("_{name}_{suffix}"), Expr::call(packer.clone(), [format]));
            }
        }
    }
    code.text()
}

/// The `LAYOUT` of a struct: every byte run that is looked at.
fn layout(cx: &Context<'_>, def: &StructDef) -> Expr {
    let fields: Vec<_> = def
        .fields
        .iter()
        .filter(|field| {
            !matches!(field.kind, FieldKind::Padding | FieldKind::Reserved(rbgen_schema::ir::Policy::Ignore))
        })
        .collect();
    Expr::dict([
        ("\"names\"".to_owned(), Expr::list(fields.iter().map(|field| literal::string(&field.name)))),
        ("\"formats\"".to_owned(), Expr::list(fields.iter().map(|field| plan::numpy(cx, field)))),
        ("\"offsets\"".to_owned(), Expr::list(fields.iter().map(|field| field.offset.to_string()))),
        ("\"itemsize\"".to_owned(), Expr::atom(def.size.to_string())),
    ])
}

/// The annotation of a member.
pub(crate) fn member_annotation(cx: &Context<'_>, def: &StructDef, member: &Member) -> String {
    let field = &def.fields[member.field as usize];
    match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => cx.annotation(&decode::bit_type(&items[item as usize])),
        (FieldKind::Value(ty), _) => cx.annotation(ty),
        _ => "bytes".to_owned(),
    }
}

/// The attributes of instances and the constants of the class, in the order of the schema.
fn attributes(cx: &Context<'_>, def: &StructDef) -> Vec<String> {
    let mut out = Vec::new();
    for (index, field) in def.fields.iter().enumerate() {
        let mut placed: Vec<(Option<u32>, String)> = Vec::new();
        for member in def.members.iter().filter(|member| member.field as usize == index) {
            placed.push((member.item, attribute(cx, def, member)));
        }
        for constant in constants::of_field(def, field) {
            let name = cx.names.constant(def, &constant);
            placed.push((constant.position(), constant.attribute(cx, def, &name)));
        }
        placed.sort_by_key(|(item, _)| *item);
        out.extend(placed.into_iter().map(|(_, text)| text));
    }
    out
}

fn attribute(cx: &Context<'_>, def: &StructDef, member: &Member) -> String {
    let field = &def.fields[member.field as usize];
    let item = match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => Some(&items[item as usize]),
        _ => None,
    };
    let mut code = Code::at(1);
    code.annotated(&cx.names.member(def, member), &member_annotation(cx, def, member));
    doc::docstring(&mut code, 1, &describe::member_doc(cx.schema, field, item), &[]);
    code.text()
}

/// A parameter for a member, and what the attribute is set to.
pub(crate) fn parameter(cx: &Context<'_>, def: &StructDef, member: &Member) -> (String, Expr) {
    let name = cx.names.member(def, member);
    let mut annotation = member_annotation(cx, def, member);
    let is_array = matches!(def.fields[member.field as usize].kind, FieldKind::Value(WireType::Array(..)));
    if let Some(inner) = annotation.strip_prefix("list[").filter(|_| is_array) {
        annotation = format!("{}[{inner}", cx.import("typing", "Sequence"));
    }
    let stored = if is_array {
        let place = [name.clone(), literal::string(&def.name), literal::string(&member.name)];
        Expr::call(cx.codec("list_of"), place)
    } else {
        Expr::atom(name.clone())
    };
    if member.required {
        return (format!("{name}: {annotation}"), stored);
    }
    let default = defaults::member(cx, def, member);
    if default.shared {
        return (format!("{name}: {annotation} = {}", default.fresh), stored);
    }
    let optional = cx.import("typing", "Optional");
    (
        format!("{name}: {optional}[{annotation}] = None"),
        Expr::Choice(Box::new(Expr::of(&default.fresh)), format!("{name} is None"), Box::new(stored)),
    )
}

fn init(cx: &Context<'_>, def: &StructDef) -> String {
    if def.members.is_empty() {
        return String::new();
    }
    let mut params = vec!["self".to_owned(), "*".to_owned()];
    let mut body = Code::at(2);
    for member in &def.members {
        let (param, stored) = parameter(cx, def, member);
        params.push(param);
        body.assign(&format!("self.{}", cx.names.member(def, member)), stored);
    }
    let mut code = Code::at(1);
    code.def("__init__", &params, "None");
    code.append(body);
    code.text()
}

fn decode_method(cx: &Context<'_>, def: &StructDef, name: &str, slots: &[Slot<'_>]) -> String {
    let mut code = Code::at(1);
    code.line("@classmethod");
    let mut params = vec!["cls".to_owned(), format!("buf: {}", cx.codec("Buffer"))];
    let mut text = format!("The value in exactly {} bytes.", def.size);
    if def.evolution == Evolution::Append {
        text = "The value in exactly as many bytes as it says it has.".to_owned();
    }
    let mut paragraphs = vec![text];
    if def.endian == ByteOrder::Either {
        params.push(format!("order: {}[{}] = None", cx.import("typing", "Optional"), cx.codec("ByteOrder")));
        if def.roles.byte_order.is_some() {
            paragraphs.push("Without an order, the field that tells it is looked at.".to_owned());
        }
    }
    code.def("decode", &params, name);
    code.indent();
    doc::docstring(&mut code, 2, &paragraphs, &[]);
    decode::body(cx, &mut code, def, name, slots);
    code.text()
}

fn encode_method(cx: &Context<'_>, def: &StructDef, name: &str, slots: &[Slot<'_>]) -> String {
    let mut code = Code::at(1);
    let mut params = vec!["self".to_owned()];
    if def.endian == ByteOrder::Either {
        params.push(format!("order: {}", cx.codec("ByteOrder")));
    }
    code.def("encode", &params, "bytes");
    code.indent();
    let text = format!("The {} bytes of this value; refuses what decoding would refuse.", def.size);
    doc::docstring(&mut code, 2, &[text], &[]);
    if def.members.is_empty() {
        encode::body(cx, &mut code, def, name, slots);
        return code.text();
    }
    code.line("try:");
    code.indent();
    encode::body(cx, &mut code, def, name, slots);
    code.dedent();
    cx.import("struct", "error as struct_error");
    code.line("except (AttributeError, TypeError, struct_error):");
    code.indent();
    code.statement("", Expr::call("self._rbgen_explain", [literal::string(&def.name)]), "");
    code.line("raise");
    code.dedent();
    code.text()
}

/// The property that converts between raw and physical values.
fn physical(cx: &Context<'_>, def: &StructDef, member: &Member) -> Option<String> {
    let field = &def.fields[member.field as usize];
    let (rules, is_float, depth): (&ValueRules, bool, usize) = match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => (&items[item as usize].rules, false, 0),
        (FieldKind::Value(ty), _) => {
            let (element, dims) = ty.element();
            let WireType::Scalar(scalar) = element else { return None };
            (&field.rules, scalar.is_float(), dims.len())
        }
        _ => return None,
    };
    let scale = rules.scale?;
    let name = cx.names.member(def, member);
    let (factor, bias) = (literal::float(scale.scale), literal::float(scale.bias));
    let unit = rules.unit.as_ref().map_or(String::new(), |unit| format!(" in {unit}"));
    let annotation = (0..depth).fold("float".to_owned(), |inner, _| format!("list[{inner}]"));
    let what = if depth == 0 { "as a physical value" } else { "as physical values" };
    let mut code = Code::at(1);
    code.line("@property");
    code.def(&format!("{name}_physical"), &["self".to_owned()], &annotation);
    code.indent();
    doc::docstring(&mut code, 2, &[format!("`{}` {what}{unit}.", member.name)], &[]);
    if depth == 0 {
        code.statement("return ", format!("self.{name} * {factor} + {bias}"), "");
    } else {
        let args = [format!("self.{name}"), factor.clone(), bias.clone()];
        code.statement("return ", Expr::call(cx.codec("scaled"), args), "");
    }
    code.dedent();
    code.line("");
    code.line(format!("@{name}_physical.setter"));
    let params = ["self".to_owned(), format!("value: {annotation}")];
    code.def(&format!("{name}_physical"), &params, "None");
    code.indent();
    if depth == 0 {
        let raw = format!("(value - {bias}) / {factor}");
        let raw = if is_float { raw } else { format!("round({raw})") };
        code.assign(&format!("self.{name}"), raw);
    } else {
        let mut args = vec!["value".to_owned(), factor, bias];
        args.extend((!is_float).then(|| "whole=True".to_owned()));
        code.assign(&format!("self.{name}"), Expr::call(cx.codec("unscaled"), args));
    }
    Some(code.text())
}
