//! Structs that grow, and structs whose byte order is found by looking.

use super::context::Context;
use super::element::{Element, Place, representation, rules};
use super::layout::{Code, Expr};
use super::{literal, scalar};
use rbgen_schema::ir::{
    ByteOrder, Evolution, FieldDef, FieldKind, Role, Scalar, StructDef, Value, ValueRules,
};

/// The private methods that a struct's `decode` and `decode_prefix` rest on.
pub(crate) fn methods(cx: &Context<'_>, def: &StructDef) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(index) = def.roles.byte_order {
        out.extend(find_order(cx, def, &def.fields[index as usize]));
    }
    if def.evolution == Evolution::Append {
        out.push(stated(cx, def));
        out.push(extent(cx, def));
        out.push(needed(cx, def));
        if def.roles.size.is_none() {
            out.push(is_later(cx, def));
        }
    }
    out
}

fn find_order(cx: &Context<'_>, def: &StructDef, field: &FieldDef) -> Option<String> {
    let FieldKind::Value(ty) = &field.kind else { return None };
    let mut code = Code::at(1);
    code.line("@classmethod");
    code.def("_rbgen_order", &["cls".to_owned(), "view: memoryview".to_owned()], &cx.codec("ByteOrder"));
    code.indent();
    code.line(format!("raw = bytes(view[{}:{}])", field.offset, field.offset + field.size));
    let swapped = candidates(field).into_iter().map(|data| literal::bytes(&data));
    code.statement("if raw in ", Expr::tuple(swapped), ":");
    code.indent();
    code.line("return \"big\"");
    code.dedent();
    // Right in neither order is an error about this field, wherever it lies; too few bytes are one about the struct.
    code.line(format!("if len(raw) == {}:", field.size));
    code.indent();
    let signed = representation(cx, ty).is_some_and(Scalar::is_signed);
    let mut args = vec!["raw", "\"little\""];
    args.extend(signed.then_some("signed=True"));
    code.statement("value = ", Expr::call("int.from_bytes", args), "");
    let choice = ValueRules { range: None, ..field.rules.clone() };
    let element = Element {
        ty,
        order: field.order,
        rules: Some(&choice),
        text: None,
        truthy: false,
        role: field.role,
        place: Place::field(&def.name, &field.name),
        native: true,
    };
    rules(cx, &mut code, &element, "value", "raw", "DecodeError");
    code.dedent();
    code.line("return \"little\"");
    Some(code.text())
}

/// The big-endian bytes of each value that the field may have.
fn candidates(field: &FieldDef) -> Vec<Vec<u8>> {
    let size = field.size as usize;
    let literals = field.rules.constant.iter().chain(&field.rules.one_of);
    literals
        .filter_map(|literal| match &literal.value {
            Value::Int(number) => Some(number.bits().to_be_bytes()[16 - size..].to_vec()),
            _ => None,
        })
        .collect()
}

fn slice(field: &FieldDef) -> String {
    let order = scalar::order_argument(field.order);
    format!("int.from_bytes(view[{}:{}], {order})", field.offset, field.offset + field.size)
}

fn order_param(cx: &Context<'_>, def: &StructDef, params: &mut Vec<String>) {
    if def.endian == ByteOrder::Either {
        params.push(format!("order: {}[{}]", cx.import("typing", "Optional"), cx.codec("ByteOrder")));
    }
}

fn resolve_order(code: &mut Code, def: &StructDef) {
    if def.endian == ByteOrder::Either {
        code.line("if order is None:");
        code.indent();
        code.line("order = cls._rbgen_order(view)");
        code.dedent();
    }
}

/// How many bytes the data says it has.
fn extent(cx: &Context<'_>, def: &StructDef) -> String {
    let owner = literal::string(&def.name);
    let least = def.sizes[0].size.to_string();
    let mut code = Code::at(1);
    code.line("@classmethod");
    let mut params = vec!["cls".to_owned(), "view: memoryview".to_owned()];
    order_param(cx, def, &mut params);
    code.def("_rbgen_extent", &params, "int");
    code.indent();
    code.line(format!("if view.nbytes < {least}:"));
    code.indent();
    code.statement("raise ", Expr::call(cx.codec("wrong_size"), [owner.as_str(), &least, "view"]), "");
    code.dedent();
    resolve_order(&mut code, def);
    assign_stated(&mut code, def);
    if def.roles.size.is_some() {
        code.line(format!("if size < {least}:"));
        code.indent();
        code.statement(
            "raise ",
            Expr::call(cx.error("DecodeError"), ["\"too-short\"", &owner, "\"\"", &least, "size"]),
            "",
        );
        code.dedent();
    }
    code.line("if view.nbytes < size:");
    code.indent();
    code.statement("raise ", Expr::call(cx.codec("wrong_size"), [owner.as_str(), "size", "view"]), "");
    code.dedent();
    code.line("return size");
    code.text()
}

/// What the field of role size says, or the size of the version.
fn stated(cx: &Context<'_>, def: &StructDef) -> String {
    let mut code = Code::at(1);
    code.line("@staticmethod");
    let mut params = vec!["view: memoryview".to_owned()];
    if def.endian == ByteOrder::Either {
        params.push(format!("order: {}", cx.codec("ByteOrder")));
    }
    code.def("_rbgen_stated", &params, "int");
    code.indent();
    if let Some(index) = def.roles.size {
        code.statement("return ", slice(&def.fields[index as usize]), "");
        return code.text();
    }
    if let Some(index) = def.roles.version.filter(|_| def.sizes.len() > 1) {
        code.assign("version", version(&def.fields[index as usize]));
        for pair in def.sizes.windows(2) {
            code.line(format!("if version < {}:", pair[1].version));
            code.indent();
            code.line(format!("return {}", pair[0].size));
            code.dedent();
        }
    }
    code.line(format!("return {}", def.size));
    code.text()
}

fn assign_stated(code: &mut Code, def: &StructDef) {
    let args = if def.endian == ByteOrder::Either { vec!["view", "order"] } else { vec!["view"] };
    code.statement("size = ", Expr::call("cls._rbgen_stated", args), "");
}

fn version(field: &FieldDef) -> String {
    match &field.kind {
        FieldKind::Bits(_, items) => match items.iter().find(|item| item.role == Some(Role::Version)) {
            Some(item) => format!("({} >> {}) & 0x{:X}", slice(field), item.bits.low, item.bits.value_mask()),
            None => slice(field),
        },
        _ => slice(field),
    }
}

/// `bytes_needed` of a struct that states its size.
fn needed(cx: &Context<'_>, def: &StructDef) -> String {
    let least = def.sizes[0].size;
    let mut code = Code::at(1);
    code.line("@classmethod");
    let mut params = vec!["cls".to_owned(), format!("prefix: {}", cx.codec("Buffer"))];
    if def.endian == ByteOrder::Either {
        params.push(format!("order: {}[{}] = None", cx.import("typing", "Optional"), cx.codec("ByteOrder")));
    }
    code.def("bytes_needed", &params, "int");
    code.indent();
    code.line("\"\"\"How many more bytes ``decode_prefix`` needs after these.\"\"\"");
    code.line(format!("view = {}(prefix)", cx.codec("octets")));
    code.line(format!("if view.nbytes < {least}:"));
    code.indent();
    code.line(format!("return {least} - view.nbytes"));
    code.dedent();
    resolve_order(&mut code, def);
    assign_stated(&mut code, def);
    code.line("return max(0, size - view.nbytes)");
    code.text()
}

/// Whether the data was written by a version this code doesn't know, whose size can't be known.
fn is_later(cx: &Context<'_>, def: &StructDef) -> String {
    let mut code = Code::at(1);
    code.line("@classmethod");
    let mut params = vec!["cls".to_owned(), "view: memoryview".to_owned()];
    order_param(cx, def, &mut params);
    code.def("_rbgen_is_later", &params, "bool");
    code.indent();
    let last = def.sizes.last().map_or(0, |size| size.version);
    match def.roles.version {
        Some(index) => {
            resolve_order(&mut code, def);
            code.line(format!("later = {} > {last}", version(&def.fields[index as usize])));
            code.line(format!("return later and view.nbytes > {}", def.size));
        }
        None => code.line("return False"),
    }
    code.text()
}
