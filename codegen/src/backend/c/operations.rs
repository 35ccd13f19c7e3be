//! Calls over a transport.

use super::generator::{Code, Generator};
use super::names::{ItemNames, snake};
use super::text;
use super::types::Declared;
use crate::schema::ir::{
    FieldKind, ItemId, Literal, Many, MessageDef, Operation, OperationId, Param, ParamRole, Scalar,
    Value as Given, Via,
};
use rbgen_templates::c::{Declaration, Function, Group, Value};

impl Generator<'_> {
    pub(super) fn operation_value(&self, id: OperationId) -> Value {
        let def = &self.schema.operations[id.index()];
        let names = self.names.item(ItemId::Operation(id));
        let Via::Transport { request, response } = def.via;
        let message = &self.schema.messages[request.index()];
        let params_type = params_type(&names.base);
        let mut fields = Vec::new();
        for param in &def.params {
            let name = self.names.member(&def.name, &param.name);
            let doc = text::doc_comment(param.doc.as_slice(), 4);
            match param.role {
                ParamRole::Part(_) => {
                    fields.push(Declaration {
                        doc,
                        text: format!("const uint8_t *{name}"),
                        note: String::new(),
                    });
                    for what in self.part_numbers(message, param) {
                        let text = format!("size_t {}", self.names.part_number(&def.name, &param.name, what));
                        fields.push(Declaration { doc: String::new(), text, note: String::new() });
                    }
                }
                ParamRole::Member(_) => {
                    let declared = self.param_declared(message, param);
                    fields.push(Declaration { doc, text: declared.named(&name), note: String::new() });
                }
            }
        }
        if fields.is_empty() {
            fields.push(Declaration {
                doc: String::new(),
                text: "uint8_t rbgen_unused".into(),
                note: String::new(),
            });
        }
        let mut doc = vec![format!("What {} is called with.", names.stem)];
        doc.extend(def.deprecated.iter().map(|why| format!("Deprecated: {why}")));
        let response_type = &self.names.item(ItemId::Message(response)).ty;
        let mut before = String::new();
        for many in &def.many {
            before.push_str(&self.entry_type(message, def, &names.base, many));
        }
        let mut functions = vec![
            self.params_init(def, message, names),
            self.call_function(def, message, names, response_type),
        ];
        for many in &def.many {
            functions.push(self.many_function(def, message, names, many, response_type));
        }
        let timed = Group {
            open: "#ifndef RBGEN_FREESTANDING".to_owned(),
            functions: vec![self.timed_function(names, response_type, message)],
            close: "#endif".to_owned(),
        };
        Value {
            before,
            doc: text::doc_comment(&doc, 0),
            ty: params_type,
            fields,
            functions,
            groups: vec![timed],
        }
    }

    fn part_numbers(&self, message: &MessageDef, param: &Param) -> Vec<&'static str> {
        match param.role {
            ParamRole::Part(part) => match message.parts[part as usize].kind {
                crate::schema::ir::PartKind::Records(..) => vec!["size", "count"],
                _ => vec!["size"],
            },
            ParamRole::Member(_) => Vec::new(),
        }
    }

    /// The type of a parameter, its C name in the header, and the scalar its default is written in.
    fn param_target(
        &self,
        message: &MessageDef,
        param: &Param,
    ) -> Option<(String, Declared, Option<Scalar>)> {
        let ParamRole::Member(at) = param.role else { return None };
        let header = &self.schema.structs[message.header.index()];
        let member = header.members.get(at as usize)?;
        let field = header.fields.get(member.field as usize)?;
        let (declared, scalar) = match (&field.kind, member.item) {
            (FieldKind::Bits(_, items), Some(item)) => {
                let item = items.get(item as usize)?;
                let (ty, scalar) = self.item_type(item.kind, item.bits.width);
                (Declared { ty, dims: String::new() }, Some(scalar))
            }
            (FieldKind::Value(ty), _) => (self.value_type(ty, field.text), self.scalar(ty)),
            _ => (Declared { ty: "uint8_t".into(), dims: format!("[{}]", field.size) }, None),
        };
        Some((self.names.member(&header.name, &member.name), declared, scalar))
    }

    fn param_declared(&self, message: &MessageDef, param: &Param) -> Declared {
        self.param_target(message, param)
            .map_or(Declared { ty: "uint8_t".into(), dims: String::new() }, |(_, declared, _)| declared)
    }

    fn params_init(&self, def: &Operation, message: &MessageDef, names: &ItemNames) -> Function {
        let mut code = Code::body();
        code.line("memset(params, 0, sizeof *params);");
        for param in &def.params {
            let Some(default) = &param.default else { continue };
            let Some((_, declared, scalar)) = self.param_target(message, param) else { continue };
            let target = format!("params->{}", self.names.member(&def.name, &param.name));
            self.param_default(&mut code, &target, &declared, scalar, default);
        }
        Function {
            doc: text::doc_comment(&["Sets every parameter to its default, or to zero.".to_owned()], 0),
            name: format!("void {}_params_init", names.stem),
            parameters: format!("{} *params", params_type(&names.base)),
            body: code.finish(&[]),
        }
    }

    fn param_default(
        &self,
        code: &mut Code,
        target: &str,
        ty: &Declared,
        scalar: Option<Scalar>,
        default: &Literal,
    ) {
        match (&default.value, scalar) {
            (Given::Text(t), _) => {
                code.line(format!("memcpy({target}, {}, {});", text::string(t), t.len() + 1))
            }
            (Given::Bytes(b), _) => {
                let part = if ty.dims.is_empty() { ".bytes" } else { "" };
                code.line(format!("memcpy({target}{part}, {}, {});", text::bytes_string(b), b.len()));
            }
            (_, Some(scalar)) => code.line(format!("{target} = {};", self.literal(default, scalar))),
            (Given::List(list), None) => {
                for (i, value) in list.iter().enumerate() {
                    if let Given::Int(_) | Given::Float(_) | Given::Bool(_) = value {
                        code.line(format!("{target}[{i}] = {};", self.number(value, Scalar::U64)));
                    }
                }
            }
            (_, None) => {}
        }
    }

    fn call_function(
        &self,
        def: &Operation,
        message: &MessageDef,
        names: &ItemNames,
        response: &str,
    ) -> Function {
        let Via::Transport { request, response: answer } = def.via;
        let sent = self.names.item(ItemId::Message(request));
        let received = self.names.item(ItemId::Message(answer));
        let header = self.names.item(ItemId::Struct(message.header));
        let order = self.order_argument(message.header);
        let mut code = Code::body();
        code.line(format!("{} request;", sent.ty));
        code.line("size_t sent;");
        code.line("size_t received = 0;");
        code.line("int answer;");
        code.line("memset(&request, 0, sizeof request);");
        code.line(format!("{}_init(&request.header);", header.stem));
        for param in &def.params {
            let name = self.names.member(&def.name, &param.name);
            match param.role {
                ParamRole::Part(part) => {
                    let part = &message.parts[part as usize];
                    let target = self.names.member(&message.name, &part.name);
                    code.line(format!("request.{target} = params->{name};"));
                    for what in self.part_numbers(message, param) {
                        let to = self.names.part_number(&message.name, &part.name, what);
                        let from = self.names.part_number(&def.name, &param.name, what);
                        code.line(format!("request.{to} = params->{from};"));
                    }
                }
                ParamRole::Member(_) => {
                    let Some((target, declared, _)) = self.param_target(message, param) else { continue };
                    if declared.dims.is_empty() {
                        code.line(format!("request.header.{target} = params->{name};"));
                    } else {
                        code.line(format!(
                            "memcpy(request.header.{target}, params->{name}, sizeof request.header.{target});"
                        ));
                    }
                }
            }
        }
        code.attempt(&format!(
            "{}_create(&request, {order}buffers->request, buffers->request_capacity, &sent, error)",
            sent.stem
        ));
        code.line(format!(
            "answer = transport->call_raw(transport->context, {}_ID, buffers->request, sent, buffers->response, buffers->response_capacity, &received);",
            sent.upper
        ));
        code.return_if(
            "answer != 0",
            &format!(
                "rbgen_fail_i64(error, RBGEN_TRANSPORT, {}, \"\", \"\", answer)",
                text::string(&def.name)
            ),
        );
        let back = self.order_argument(self.schema.messages[answer.index()].header);
        code.line(format!(
            "return {}_parse(buffers->response, received, {back}response, error);",
            received.stem
        ));
        let unused: &[&str] =
            if self.call_order(message).is_empty() { &["params"] } else { &["params", "order"] };
        Function {
            doc: text::doc_comment(def.doc.as_slice(), 0),
            name: format!("rbgen_kind {}", names.own),
            parameters: self.call_parameters(message, names, &format!("{response} *response")),
            body: code.finish(unused),
        }
    }

    fn call_order(&self, message: &MessageDef) -> &'static str {
        self.order_parameter(message.header)
    }

    fn call_parameters(&self, message: &MessageDef, names: &ItemNames, then: &str) -> String {
        let params = params_type(&names.base);
        format!(
            "const rbgen_transport *transport, {}const {params} *params, const rbgen_buffers *buffers, {then}, rbgen_error *error",
            self.call_order(message)
        )
    }

    fn timed_function(&self, names: &ItemNames, response: &str, message: &MessageDef) -> Function {
        let order = self.order_argument(message.header);
        let mut code = Code::body();
        code.line("struct timespec start;");
        code.line("struct timespec end;");
        code.line("(void)timespec_get(&start, TIME_UTC);");
        code.assign_kind(&format!("{}(transport, {order}params, buffers, response, error)", names.own));
        code.line("(void)timespec_get(&end, TIME_UTC);");
        code.line(
            "*seconds = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;",
        );
        code.line("return kind;");
        Function {
            doc: text::doc_comment(&["The same call, with the seconds it took.".to_owned()], 0),
            name: format!("rbgen_kind {}_timed", names.stem),
            parameters: self.call_parameters(
                message,
                names,
                &format!("{response} *response, double *seconds"),
            ),
            body: code.finish(&[]),
        }
    }

    fn entry_type(&self, message: &MessageDef, def: &Operation, ty: &str, many: &Many) -> String {
        let name = entry_name(ty, many);
        let mut out = format!("/** One entry of the {}. */\ntypedef struct {name} {{\n", many.name);
        for at in &many.params {
            let param = &def.params[*at as usize];
            let declared = self.param_declared(message, param);
            out.push_str(&format!("    {};\n", declared.named(&self.names.member(&def.name, &param.name))));
        }
        out.push_str(&format!("}} {name};\n\n"));
        out
    }

    fn many_function(
        &self,
        def: &Operation,
        message: &MessageDef,
        names: &ItemNames,
        many: &Many,
        response: &str,
    ) -> Function {
        let order = self.order_argument(message.header);
        let mut code = Code::body();
        code.line(format!("{} each = *params;", params_type(&names.base)));
        code.open("for (size_t i = 0; i < count; i++) {");
        code.line(format!("{response} response;"));
        for at in &many.params {
            let param = &def.params[*at as usize];
            let name = self.names.member(&def.name, &param.name);
            if self.param_declared(message, param).dims.is_empty() {
                code.line(format!("each.{name} = entries[i].{name};"));
            } else {
                code.line(format!("memcpy(each.{name}, entries[i].{name}, sizeof each.{name});"));
            }
        }
        code.attempt(&format!("{}(transport, {order}&each, buffers, &response, error)", names.own));
        code.line("done(context, i, &response);");
        code.close();
        code.line("return RBGEN_OK;");
        Function {
            doc: text::doc_comment(
                &[format!("Calls once for each of the {} and hands over every response before the next call.", many.name)],
                0,
            ),
            name: format!("rbgen_kind {}_{}", names.stem, snake(&many.name)),
            parameters: self.call_parameters(
                message,
                names,
                &format!(
                    "const {} *entries, size_t count, void (*done)(void *context, size_t index, const {response} *response), void *context",
                    entry_name(&names.base, many)
                ),
            ),
            body: code.finish(&[]),
        }
    }
}

/// The type of an operation's parameters.
pub(super) fn params_type(ty: &str) -> String {
    if ty.starts_with(|c: char| c.is_ascii_uppercase()) {
        format!("{ty}Params")
    } else {
        format!("{ty}_params")
    }
}

/// The type of an entry of a list.
pub(super) fn entry_name(ty: &str, many: &Many) -> String {
    format!("{ty}_{}_entry", many.name)
}
