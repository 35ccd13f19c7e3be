//! Calls: a function over a transport, a timed one, and ones that call once for each of a list.

use super::context::Context;
use super::layout::{Code, Expr};
use super::messages;
use super::structs::member_annotation;
use super::{defaults, doc};
use rbgen_schema::ir::{ByteOrder, Many, Operation, OperationId, Param, ParamRole, StructDef, Via, WireType};
use rbgen_schema::ir::{FieldKind, MessageDef};

/// Parameters that every generated function has.
const TRANSPORT: &str = "transport";

struct Call<'a> {
    def: &'a Operation,
    name: String,
    request: &'a MessageDef,
    response: String,
    header: &'a StructDef,
    /// The name of the transport parameter, which no schema name takes.
    transport: String,
    params: Vec<String>,
}

/// The functions of a call.
pub(crate) fn functions(cx: &Context<'_>, id: OperationId) -> Vec<String> {
    let def = &cx.schema.operations[id.index()];
    let Via::Transport { request, response } = def.via;
    let request = &cx.schema.messages[request.index()];
    let mut transport = TRANSPORT.to_owned();
    while def.params.iter().any(|param| cx.names.param(def, &param.name) == transport) {
        transport.push('_');
    }
    let response = &cx.schema.messages[response.index()];
    let response_name = cx.names.item(&response.name);
    for message in [request, response] {
        if message.site.module != cx.module {
            let module = super::names::module(cx.schema, message.site.module);
            cx.import(&format!(".{module}"), &cx.names.item(&message.name));
        }
    }
    let call = Call {
        def,
        name: cx.names.item(&def.name),
        request,
        response: response_name,
        header: &cx.schema.structs[request.header.index()],
        transport,
        params: def.params.iter().map(|param| cx.names.param(def, &param.name)).collect(),
    };
    let mut out = vec![plain(cx, &call), timed(cx, &call)];
    out.extend(def.many.iter().map(|many| once_each(cx, &call, many)));
    out
}

impl Call<'_> {
    fn is_ordered(&self) -> bool {
        self.header.endian == ByteOrder::Either
    }

    /// A variable that is no parameter.
    fn local(&self, name: &str) -> String {
        let mut name = name.to_owned();
        while self.params.contains(&name) {
            name.push('_');
        }
        name
    }

    fn doc(&self, code: &mut Code, last: &str) {
        let mut paragraphs: Vec<String> = Vec::new();
        paragraphs.push(
            self.def.doc.clone().unwrap_or_else(|| format!("The call `{}` of the schema.", self.def.name)),
        );
        if !last.is_empty() {
            paragraphs.push(last.to_owned());
        }
        paragraphs.extend(self.def.deprecated.as_ref().map(|why| format!("Deprecated: {why}")));
        doc::docstring(code, 1, &paragraphs, &[]);
    }

    fn transport_param(&self, cx: &Context<'_>) -> String {
        let (transport, bytes) = (cx.codec("Transport"), cx.codec("BytesTransport"));
        format!("{}: {}[{transport}, {bytes}]", self.transport, cx.import("typing", "Union"))
    }

    fn param(&self, cx: &Context<'_>, param: &Param) -> String {
        let name = cx.names.param(self.def, &param.name);
        let annotation = self.annotation(cx, param);
        match (&param.default, param.role) {
            (Some(_), ParamRole::Member(index)) if self.is_array(index) => {
                format!("{name}: {}[{annotation}] = None", cx.import("typing", "Optional"))
            }
            (Some(default), ParamRole::Member(index)) => {
                format!("{name}: {annotation} = {}", cx.literal(default, &self.member_type(index)))
            }
            _ => format!("{name}: {annotation}"),
        }
    }

    fn is_array(&self, index: u32) -> bool {
        matches!(self.member_type(index), WireType::Array(..))
    }

    fn member_type(&self, index: u32) -> WireType {
        let member = &self.header.members[index as usize];
        match (&self.header.fields[member.field as usize].kind, member.item) {
            (FieldKind::Bits(_, items), Some(item)) => super::decode::bit_type(&items[item as usize]),
            (FieldKind::Value(ty), _) => ty.clone(),
            (FieldKind::Reserved(_) | FieldKind::Padding | FieldKind::Bits(..), _) => {
                WireType::Bytes(self.header.fields[member.field as usize].size)
            }
        }
    }

    fn annotation(&self, cx: &Context<'_>, param: &Param) -> String {
        match param.role {
            ParamRole::Part(index) => messages::part_parameter(cx, &self.request.parts[index as usize]),
            ParamRole::Member(index) => {
                let annotation = member_annotation(cx, self.header, &self.header.members[index as usize]);
                match annotation.strip_prefix("list[") {
                    Some(inner) => format!("{}[{inner}", cx.import("typing", "Sequence")),
                    None => annotation,
                }
            }
        }
    }

    /// The arguments that pass every parameter on.
    fn pass_on(&self, cx: &Context<'_>) -> Vec<Expr> {
        let mut args = vec![Expr::atom(self.transport.clone())];
        for param in &self.def.params {
            let name = cx.names.param(self.def, &param.name);
            args.push(match param.role {
                ParamRole::Part(_) => Expr::atom(name),
                ParamRole::Member(_) => Expr::named(&name, name.as_str()),
            });
        }
        if self.is_ordered() {
            args.push(Expr::named("order", "order"));
        }
        args
    }

    fn params(&self, cx: &Context<'_>) -> Vec<String> {
        let mut params = vec![self.transport_param(cx)];
        params.extend(self.def.params.iter().map(|param| self.param(cx, param)));
        self.order_param(cx, &mut params);
        params
    }

    fn order_param(&self, cx: &Context<'_>, params: &mut Vec<String>) {
        if self.is_ordered() {
            params.extend(["*".to_owned(), format!("order: {}", cx.codec("ByteOrder"))]);
        }
    }
}

fn plain(cx: &Context<'_>, call: &Call<'_>) -> String {
    let mut code = Code::at(0);
    code.def(&call.name, &call.params(cx), &call.response);
    code.indent();
    call.doc(&mut code, "");
    for param in &call.def.params {
        // A list in the signature would be the same one in every call.
        let (Some(default), ParamRole::Member(index)) = (&param.default, param.role) else { continue };
        if call.is_array(index) {
            let name = cx.names.param(call.def, &param.name);
            code.line(format!("if {name} is None:"));
            code.indent();
            let stated = defaults::stated(cx, &call.member_type(index), default);
            code.assign(&name, Expr::of(&stated.fresh));
            code.dedent();
        }
    }
    let mut args = Vec::new();
    for param in &call.def.params {
        let name = cx.names.param(call.def, &param.name);
        args.push(match param.role {
            ParamRole::Part(_) => Expr::atom(name),
            ParamRole::Member(index) => {
                let member = cx.names.member(call.header, &call.header.members[index as usize]);
                Expr::named(&member, name)
            }
        });
    }
    if call.is_ordered() {
        args.push(Expr::named("order", "order"));
    }
    let request = cx.names.item(&call.request.name);
    let data = call.local("data");
    code.assign(&data, Expr::Call(format!("{request}.create"), args));
    let args = [call.transport.clone(), format!("{request}.ID"), data.clone()];
    code.assign(&data, Expr::call(cx.codec("call_bytes"), args));
    let order = if call.is_ordered() { ", order" } else { "" };
    code.statement("return ", Expr::call(format!("{}.parse", call.response), [format!("{data}{order}")]), "");
    code.text()
}

fn timed(cx: &Context<'_>, call: &Call<'_>) -> String {
    let mut code = Code::at(0);
    let returns = format!("{}[{}, float]", cx.import("typing", "Tuple"), call.response);
    code.def(&format!("{}_timed", call.name), &call.params(cx), &returns);
    code.indent();
    call.doc(&mut code, "Answers the response and the seconds it took.");
    let (start, found) = (call.local("start"), call.local("found"));
    code.line(format!("{start} = {}()", cx.import("time", "perf_counter")));
    code.assign(&found, Expr::Call(call.name.clone(), call.pass_on(cx)));
    code.line(format!("return {found}, perf_counter() - {start}"));
    code.text()
}

fn once_each(cx: &Context<'_>, call: &Call<'_>, many: &Many) -> String {
    let mut code = Code::at(0);
    let single = many.params.len() == 1;
    let listed: Vec<&Param> = many.params.iter().map(|index| &call.def.params[*index as usize]).collect();
    let types: Vec<String> = listed.iter().map(|param| call.annotation(cx, param)).collect();
    let names: Vec<String> = listed.iter().map(|param| cx.names.param(call.def, &param.name)).collect();
    let (sequence, list) = (cx.import("typing", "Sequence"), cx.import("typing", "List"));
    let tuple = cx.import("typing", "Tuple");
    let entry = if single { types[0].clone() } else { format!("{tuple}[{}]", types.join(", ")) };
    let list_name = cx.names.many(call.def, &many.name);
    let mut params = vec![call.transport_param(cx)];
    let rest =
        || call.def.params.iter().enumerate().filter(|(index, _)| !many.params.contains(&(*index as u32)));
    params.extend(rest().filter(|(_, p)| p.default.is_none()).map(|(_, param)| call.param(cx, param)));
    params.push(format!("{list_name}: {sequence}[{entry}]"));
    params.extend(rest().filter(|(_, p)| p.default.is_some()).map(|(_, param)| call.param(cx, param)));
    call.order_param(cx, &mut params);
    let result =
        if single { format!("{tuple}[{}, {}]", types[0], call.response) } else { call.response.clone() };
    code.def(&format!("{}_{}", call.name, many.name), &params, &format!("{list}[{result}]"));
    code.indent();
    let last = if single {
        format!("Calls once for each of `{}` and answers pairs of it and the response.", many.name)
    } else {
        format!("Calls once for each of `{}` and answers the responses.", many.name)
    };
    call.doc(&mut code, &last);
    let item = call.local("item");
    let mut args = call.pass_on(cx);
    if single {
        args[1 + many.params[0] as usize] = match listed[0].role {
            ParamRole::Part(_) => Expr::atom(item.clone()),
            ParamRole::Member(_) => Expr::named(&names[0], item.clone()),
        };
    }
    let response = Expr::Call(call.name.clone(), args);
    let (element, targets) = if single {
        (Expr::tuple([Expr::atom(item.clone()), response]), vec![item])
    } else {
        (response, names)
    };
    code.statement("return ", Expr::Each(Box::new(element), targets, Box::new(Expr::Atom(list_name))), "");
    code.text()
}
