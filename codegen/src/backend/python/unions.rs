//! Unions: with a tag one member and its value, without one the bytes.

use super::context::Context;
use super::element::{self, Element, Place};
use super::layout::{Code, Expr};
use super::structs::render;
use super::{decode, doc, encode, literal, plain, scalar};
use rbgen_schema::ir::{ByteOrder, UnionDef, UnionId, UnionMember, Value, WireType};
use rbgen_templates::python as view;

/// Whether decoding a member needs a byte order.
pub(crate) fn is_ordered(def: &UnionDef) -> bool {
    def.members.iter().any(|member| member.order == ByteOrder::Either)
}

/// The class of a union.
pub(crate) fn class(cx: &Context<'_>, id: UnionId) -> String {
    let def = &cx.schema.unions[id.index()];
    let name = cx.union_name(id);
    if def.tag.is_some() { tagged(cx, def, name) } else { untagged(cx, def, name) }
}

fn class_doc(def: &UnionDef, what: &str) -> String {
    let mut code = Code::at(1);
    let mut paragraphs =
        vec![def.doc.clone().unwrap_or_else(|| format!("The union `{}` of the schema.", def.name))];
    paragraphs.push(what.to_owned());
    doc::docstring(&mut code, 1, &paragraphs, &[]);
    code.text()
}

fn slots(names: &[&str]) -> String {
    let mut code = Code::at(1);
    code.assign("__slots__", Expr::tuple(names.iter().map(|name| literal::string(name))));
    code.text()
}

/// A member as an element. Errors in it name what `place` says.
fn member_element<'a>(member: &'a UnionMember, ty: &'a WireType, place: Place) -> Element<'a> {
    Element {
        ty,
        order: member.order,
        rules: None,
        text: None,
        truthy: false,
        role: None,
        place,
        native: false,
    }
}

/// Statements that decode `raw`, and the expression of the value.
fn decode_member(cx: &Context<'_>, code: &mut Code, member: &UnionMember, place: &Place) -> String {
    let (inner, dims) = member.ty.element();
    let element = member_element(member, inner, place.clone());
    if dims.is_empty() {
        decode_lone(cx, code, &element)
    } else {
        decode::array(cx, code, &element, &dims, "data")
    }
}

fn decode_lone(cx: &Context<'_>, code: &mut Code, element: &Element<'_>) -> String {
    let is_number = element::representation(cx, element.ty).is_some();
    if is_number && !is_float(element.ty) {
        let order = scalar::order_argument(element.order);
        let signed = element::representation(cx, element.ty).is_some_and(|s| s.is_signed());
        let signed = if signed { ", signed=True" } else { "" };
        code.assign("number", format!("int.from_bytes(data, {order}{signed})"));
        let native = Element { native: true, ..element.clone() };
        return element::decode(cx, code, &native, "number");
    }
    element::decode(cx, code, element, "data")
}

fn is_float(ty: &WireType) -> bool {
    matches!(ty, WireType::Scalar(scalar) if scalar.is_float())
}

/// Statements that leave the bytes of `value` in `data`.
fn encode_member(cx: &Context<'_>, code: &mut Code, member: &UnionMember, place: &Place) {
    let (inner, dims) = member.ty.element();
    let element = member_element(member, inner, place.clone());
    let data = if dims.is_empty() {
        element::encode(cx, code, &element, "value", lone_target(&member.ty))
    } else {
        encode::array(cx, code, &element, &dims, "value", "items")
    };
    if data != "data" {
        code.assign("data", data);
    }
}

fn order_param(cx: &Context<'_>, def: &UnionDef, params: &mut Vec<String>) {
    if is_ordered(def) {
        params.push(format!("order: {}", cx.codec("ByteOrder")));
    }
}

fn untagged(cx: &Context<'_>, def: &UnionDef, name: String) -> String {
    let size = def.size.to_string();
    let mut init = Code::at(1);
    init.def("__init__", &["self".to_owned(), format!("wire_bytes: bytes = bytes({size})")], "None");
    init.indent();
    let args = ["wire_bytes", &size, &literal::string(&def.name), "\"wire_bytes\""].map(str::to_owned);
    init.assign("self.wire_bytes", Expr::call(cx.codec("sized"), args));
    let mut methods = vec![init.text()];
    for member in &def.members {
        let attribute = cx.names.union_member(&def.name, &member.name);
        let place = Place::field(&def.name, &member.name);
        let annotation = cx.annotation(&member.ty);
        let mut code = Code::at(1);
        let mut params = vec!["self".to_owned()];
        order_param(cx, def, &mut params);
        if !is_ordered(def) {
            code.line("@property");
        }
        code.def(&attribute, &params, &annotation);
        code.indent();
        let text = member.doc.clone().unwrap_or_else(|| format!("The bytes as `{}`.", member.name));
        doc::docstring(&mut code, 2, &[text], &[]);
        code.line(format!("data: Any = self.wire_bytes[:{}]", member.size));
        cx.import("typing", "Any");
        let mut body = Code::at(2);
        let value = decode_member(cx, &mut body, member, &place);
        append_declared(cx, &mut code, body);
        typed_return(&mut code, &annotation, value);
        code.dedent();
        code.line("");
        code.append(from_member(cx, def, &name, member, &attribute, &annotation, true));
        methods.push(code.text());
    }
    cx.codec("Content");
    let class_var = cx.import("typing", "ClassVar");
    let mut table = Code::at(1);
    table.line(format!("SIZE: {class_var}[int] = {size}"));
    let plain_type = plain_type(cx);
    let reader = Expr::Atom(cx.codec("plain_bytes"));
    table.statement(
        &format!("_rbgen_plain: {plain_type} = "),
        Expr::dict([("\"wire_bytes\"".to_owned(), reader)]),
        "",
    );
    methods.insert(0, table.text());
    render(&view::Class {
        name,
        base: "Content".to_owned(),
        doc: class_doc(
            def,
            &format!("A union of {size} bytes without a tag: each member reads the same bytes."),
        ),
        slots: slots(&["wire_bytes"]),
        attributes: vec!["    wire_bytes: bytes\n    \"\"\"All bytes of the union.\"\"\"".to_owned()],
        methods,
    })
}

/// Returns a value whose type the checker can't see.
fn typed_return(code: &mut Code, annotation: &str, value: String) {
    // What a lookup of an enum finds is only known to the one who declares it.
    let called = value.contains('(') && !value.starts_with('_');
    let known = called || value.contains("!=") || value == "number" && annotation == "int";
    if known {
        code.statement("return ", value, "");
    } else {
        code.statement(&format!("value: {annotation} = "), value, "");
        code.line("return value");
    }
}

fn plain_type(cx: &Context<'_>) -> String {
    let any = cx.import("typing", "Any");
    format!(
        "{}[{}[str, {}[[{any}], {any}]]]",
        cx.import("typing", "ClassVar"),
        cx.import("typing", "Mapping"),
        cx.import("typing", "Callable")
    )
}

fn from_member(
    cx: &Context<'_>,
    def: &UnionDef,
    name: &str,
    member: &UnionMember,
    attribute: &str,
    annotation: &str,
    bytes_only: bool,
) -> Code {
    let mut code = Code::at(1);
    code.line("@classmethod");
    let mut params = vec!["cls".to_owned(), format!("value: {annotation}")];
    if bytes_only {
        order_param(cx, def, &mut params);
    }
    params.push("rest: bytes = b\"\"".to_owned());
    code.def(&format!("from_{attribute}"), &params, name);
    code.indent();
    doc::docstring(&mut code, 2, &[format!("The union with the member `{}`.", member.name)], &[]);
    if bytes_only {
        let place = Place::field(&def.name, &member.name);
        let mut body = Code::at(2);
        body.line("try:");
        body.indent();
        encode_member(cx, &mut body, member, &place);
        append_declared(cx, &mut code, body);
        cx.import("struct", "error as struct_error");
        code.line("except (AttributeError, TypeError, struct_error):");
        code.indent();
        let args = ["value", annotation, &place.owner, &place.field];
        code.statement("", Expr::call(cx.codec("require"), args), "");
        code.line("raise");
        code.dedent();
        let rest = ["rest".to_owned(), place.owner, "\"rest\"".to_owned()];
        code.statement("data += ", Expr::call(cx.codec("buffer_of"), rest), "");
        code.statement("return ", format!("cls(data.ljust({}, b\"\\0\"))", def.size), "");
    } else {
        code.statement(
            "return ",
            Expr::call("cls", [literal::string(&member.name), "value".into(), "rest".into()]),
            "",
        );
    }
    code
}

/// The variable for a member's number or bytes: `value` itself where its type stays the same.
fn lone_target(ty: &WireType) -> &'static str {
    match ty {
        WireType::Scalar(scalar) if scalar.is_bool() => "number",
        WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) | WireType::Guid | WireType::Uuid => {
            "value"
        }
        _ => "data",
    }
}

fn tagged(cx: &Context<'_>, def: &UnionDef, name: String) -> String {
    let size = def.size;
    cx.codec("Content");
    let (any, class_var) = (cx.import("typing", "Any"), cx.import("typing", "ClassVar"));
    let mut types: Vec<String> = Vec::new();
    for member in &def.members {
        let annotation = cx.annotation(&member.ty);
        let union = annotation.strip_prefix("Union[").and_then(|inner| inner.strip_suffix(']'));
        let options = union.map_or(vec![annotation.as_str()], |inner| inner.split(", ").collect());
        for option in options {
            if !types.iter().any(|known| known == option) {
                types.push(option.to_owned());
            }
        }
    }
    let value_type = if types.len() == 1 {
        types[0].clone()
    } else {
        format!("{}[{}]", cx.import("typing", "Union"), types.join(", "))
    };
    let names: Vec<String> = def.members.iter().map(|member| literal::string(&member.name)).collect();
    let mut attributes = Vec::new();
    let literal = format!("{}[{}]", cx.import("typing", "Literal"), names.join(", "));
    for (name, annotation, doc) in [
        ("member", literal.as_str(), "Which member it is."),
        ("value", &value_type, "The member's value."),
        ("rest", "bytes", "The bytes of the union beyond the member."),
    ] {
        let mut code = Code::at(1);
        code.annotated(name, annotation);
        doc::docstring(&mut code, 1, &[doc.to_owned()], &[]);
        attributes.push(code.text());
    }
    let mut table = Code::at(1);
    table.line(format!("SIZE: {class_var}[int] = {size}"));
    let entries = def.members.iter().flat_map(|member| {
        member.when.iter().filter_map(|when| match &when.value {
            Value::Int(code) => Some((code.to_string(), Expr::atom(literal::string(&member.name)))),
            Value::Bool(flag) => {
                Some((u8::from(*flag).to_string(), Expr::atom(literal::string(&member.name))))
            }
            _ => None,
        })
    });
    let dict = cx.import("typing", "Dict");
    table.statement(&format!("_rbgen_tags: {class_var}[{dict}[int, str]] = "), Expr::dict(entries), "");
    let hints = def
        .members
        .iter()
        .map(|member| (literal::string(&member.name), Expr::Atom(cx.annotation(&member.ty))));
    table.statement(&format!("_rbgen_types: {class_var}[{dict}[str, {any}]] = "), Expr::dict(hints), "");
    if same_size(def).is_none() {
        let sizes = def.members.iter().map(|m| (literal::string(&m.name), Expr::atom(m.size.to_string())));
        table.statement(&format!("_rbgen_sizes: {class_var}[{dict}[str, int]] = "), Expr::dict(sizes), "");
    }
    let mut methods = vec![table.text()];
    let mut init = Code::at(1);
    let params = ["self", "member: str", &format!("value: {any}"), "rest: bytes = b\"\""].map(str::to_owned);
    init.def("__init__", &params, "None");
    init.indent();
    init.line("if member not in self._rbgen_types:");
    init.indent();
    init.line("known = \" or \".join(self._rbgen_types)");
    let owner = literal::string(&def.name);
    let wrong = ["member", "known", &owner, "\"member\""].map(str::to_owned);
    init.statement("raise ", Expr::call(cx.codec("wrong_type"), wrong), "");
    init.dedent();
    init.line(format!("chosen: {any} = member"));
    init.line("self.member = chosen");
    init.line("self.value = value");
    init.line(format!("self.rest = {}(rest, {owner}, \"rest\").tobytes()", cx.codec("buffer_of")));
    // As decoding would give it, so that equal bytes are equal values.
    match same_size(def) {
        Some(first) if first == size => {}
        Some(first) => init.line(format!("self.rest = self.rest.ljust({}, b\"\\0\")", size - first)),
        None => {
            init.line(format!("self.rest = self.rest.ljust({size} - self._rbgen_sizes[member], b\"\\0\")"));
        }
    }
    methods.push(init.text());
    for member in &def.members {
        let attribute = cx.names.union_member(&def.name, &member.name);
        let annotation = cx.annotation(&member.ty);
        methods.push(from_member(cx, def, &name, member, &attribute, &annotation, false).text());
    }
    let other = def.members.iter().find(|member| member.otherwise);
    let lookup = match other {
        Some(member) => format!("cls._rbgen_tags.get(tag, {})", literal::string(&member.name)),
        None => "cls._rbgen_tags.get(tag)".to_owned(),
    };
    methods.push(decode_tagged(cx, def, &name, &lookup));
    methods.push(encode_tagged(cx, def, &name, &lookup));
    methods.push(from_dict(cx, def, &name));
    render(&view::Class {
        name,
        base: "Content".to_owned(),
        doc: class_doc(def, &format!("A union of {size} bytes: one member, chosen by the tag beside it.")),
        slots: slots(&["member", "value", "rest"]),
        attributes,
        methods,
    })
}

fn context_place() -> Place {
    Place { owner: "struct".to_owned(), field: "field".to_owned() }
}

/// The size of every member, where they have the same.
fn same_size(def: &UnionDef) -> Option<u64> {
    let first = def.members[0].size;
    def.members.iter().all(|member| member.size == first).then_some(first)
}

fn decode_tagged(cx: &Context<'_>, def: &UnionDef, name: &str, lookup: &str) -> String {
    let mut code = Code::at(1);
    code.line("@classmethod");
    let mut params =
        ["cls", "data: Any", "tag: int", "struct: str", "field: str"].map(str::to_owned).to_vec();
    order_param(cx, def, &mut params);
    code.def("_rbgen_decode", &params, name);
    code.indent();
    code.assign("member", lookup);
    if !def.members.iter().any(|member| member.otherwise) {
        code.line("if member is None:");
        code.indent();
        let args = ["\"no-member\"", "struct", "field", "\"\"", "int(tag)"];
        code.statement("raise ", Expr::call(cx.error("DecodeError"), args), "");
        code.dedent();
    }
    code.line("value: Any");
    if let Some(first) = same_size(def) {
        code.line(format!("data, rest = data[:{first}], data[{first}:]"));
    } else {
        // Each member splits the bytes at its own end.
        code.line("size = cls._rbgen_sizes[member]");
        code.line("data, rest = data[:size], data[size:]");
    }
    let mut body = Code::at(2);
    branches(cx, &mut body, def, |cx, code, member| {
        let value = decode_member(cx, code, member, &context_place());
        code.assign("value", value);
    });
    append_declared(cx, &mut code, body);
    code.line("return cls(member, value, rest)");
    code.text()
}

/// Statements, after the declaration of the list that elements of arrays are collected in.
fn append_declared(cx: &Context<'_>, code: &mut Code, body: Code) {
    if body.has("items = []") {
        code.line(format!("items: list[{}]", cx.import("typing", "Any")));
    }
    code.append(body);
}

/// One branch a member; the last needs no condition.
fn branches(
    cx: &Context<'_>,
    code: &mut Code,
    def: &UnionDef,
    mut write: impl FnMut(&Context<'_>, &mut Code, &UnionMember),
) {
    let last = def.members.len() - 1;
    for (index, member) in def.members.iter().enumerate() {
        let name = literal::string(&member.name);
        match (index, last) {
            (0, 0) => {
                write(cx, code, member);
                return;
            }
            (0, _) => code.line(format!("if member == {name}:")),
            (index, last) if index == last => code.line("else:"),
            _ => code.line(format!("elif member == {name}:")),
        }
        code.indent();
        write(cx, code, member);
        code.dedent();
    }
}

fn encode_tagged(cx: &Context<'_>, def: &UnionDef, name: &str, lookup: &str) -> String {
    let mut code = Code::at(1);
    code.line("@classmethod");
    let union = format!("union: {name}");
    let mut params = ["cls", &union, "tag: int", "struct: str", "field: str"].map(str::to_owned).to_vec();
    order_param(cx, def, &mut params);
    code.def("_rbgen_encode", &params, "bytes");
    code.indent();
    code.line(format!("member = {}(union, cls, struct, field).member", cx.codec("checked")));
    code.statement("if member != ", lookup, ":");
    code.indent();
    code.statement("raise ", Expr::call(cx.codec("no_member"), ["tag", "struct", "field"]), "");
    code.dedent();
    code.line("value: Any = union.value");
    code.line("data: bytes");
    let mut body = Code::at(2);
    branches(cx, &mut body, def, |cx, code, member| {
        encode_member(cx, code, member, &context_place());
    });
    append_declared(cx, &mut code, body);
    code.assign("data", format!("(data + union.rest).ljust({}, b\"\\0\")", def.size));
    let args = ["data".to_owned(), def.size.to_string(), "struct".to_owned(), "field".to_owned()];
    code.statement("return ", Expr::call(cx.codec("sized"), args), "");
    code.text()
}

fn from_dict(cx: &Context<'_>, def: &UnionDef, name: &str) -> String {
    let mut code = Code::at(1);
    code.line("@classmethod");
    let params = ["cls".to_owned(), format!("values: {}[str, Any]", cx.import("typing", "Mapping"))];
    code.def("from_dict", &params, name);
    code.indent();
    code.line("\"\"\"The value with these attributes; the opposite of ``to_dict``.\"\"\"");
    let readers = def.members.iter().filter_map(|member| {
        let reader = plain::reader(cx, &member.ty)?;
        Some((literal::string(&member.name), plain::call(&reader)))
    });
    let readers: Vec<_> = readers.collect();
    let annotation =
        format!("{}[str, {}[[Any], Any]]", cx.import("typing", "Dict"), cx.import("typing", "Callable"));
    code.statement(&format!("readers: {annotation} = "), Expr::dict(readers), "");
    code.line("read = readers.get(values[\"member\"])");
    code.line("value = values[\"value\"]");
    code.line(format!("rest = {}(values.get(\"rest\", b\"\"))", cx.codec("plain_bytes")));
    code.line("return cls(values[\"member\"], read(value) if read else value, rest)");
    code.text()
}
