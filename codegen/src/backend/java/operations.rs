//! Calls over a transport.

use super::doc::{self, Doc};
use super::generator::Generator;
use super::names::calls_class;
use super::types::slots;
use crate::backend::object::code::Code;
use crate::backend::object::lower::member_type;
use crate::backend::object::names::{capital, pascal};
use rbgen_schema::ir::{Many, MessageDef, Operation, ParamRole, PartKind, StructDef, Via};

/// A name for a variable that no parameter has.
fn local(name: &str, params: &[&Param]) -> String {
    let is_taken = params.iter().any(|param| param.name == name);
    if is_taken { format!("rbgen{}", capital(name)) } else { name.to_owned() }
}

/// A value that is built, with a line for each call where one line has no room for all.
pub(super) fn chain(code: &mut Code, assigned: &str, start: &str, calls: Vec<String>) {
    let all = format!("{start}{}.build();", calls.concat());
    if assigned.len() + 1 + all.len() <= code.room() || calls.len() < 2 {
        return code.line(format!("{assigned} {all}"));
    }
    code.line(assigned);
    (0..2).for_each(|_| code.indent());
    if all.len() <= code.room() {
        code.line(all);
        return (0..2).for_each(|_| code.dedent());
    }
    code.line(start);
    (0..2).for_each(|_| code.indent());
    calls.iter().for_each(|call| code.line(call));
    code.line(".build();");
    (0..4).for_each(|_| code.dedent());
}

/// A parameter as the methods have it.
pub(super) struct Param {
    pub(super) name: String,
    pub(super) ty: String,
    boxed: String,
    text: String,
    default: Option<String>,
    role: ParamRole,
    pub(super) slots: usize,
}

impl<'a> Generator<'a> {
    fn sides(&self, def: &Operation) -> (&'a MessageDef, &'a MessageDef, &'a StructDef) {
        let Via::Transport { request, response } = def.via;
        let request = &self.schema.messages[request.index()];
        (request, &self.schema.messages[response.index()], &self.schema.structs[request.header.index()])
    }

    /// The parameters of a call.
    pub(super) fn params(&self, def: &Operation) -> Vec<Param> {
        let (request, _, header) = self.sides(def);
        let param = |param: &rbgen_schema::ir::Param| {
            let name = self.names.member(&def.name, &param.name);
            let text = doc::flat(param.doc.as_deref().unwrap_or("as in the request"));
            let (ty, boxed, default, slots) = match param.role {
                ParamRole::Part(part) => {
                    let ty = match request.parts[part as usize].kind {
                        PartKind::Records(id, _) => {
                            format!(
                                "List<{}>",
                                self.names.class_in_code(&self.schema.structs[id.index()].name)
                            )
                        }
                        PartKind::Bytes(_) | PartKind::Rest => "byte[]".to_owned(),
                    };
                    (ty.clone(), ty, None, 1)
                }
                ParamRole::Member(index) => {
                    let ty = member_type(header, &header.members[index as usize]);
                    let default = param.default.as_ref().map(|literal| self.literal(&ty, literal));
                    (self.type_name(&ty), self.boxed_name(&ty), default, slots(&ty))
                }
            };
            Param { name, ty, boxed, text, default, role: param.role, slots }
        };
        def.params.iter().map(param).collect()
    }

    /// The file of all calls.
    pub(super) fn calls(&self) -> String {
        let name = calls_class(self.schema);
        let mut code = self.code();
        Doc::new("The calls of the schema over any {@link Transport}.").write(&mut code);
        self.allow_deprecated(&mut code);
        code.open(format!("public final class {name}"));
        code.line(format!("private {name}() {{}}"));
        for def in &self.schema.operations {
            self.call(&mut code, def);
        }
        code.close();
        self.file(&code.text())
    }

    fn call(&self, code: &mut Code, def: &Operation) {
        let method = self.names.method(&def.name);
        let params = self.params(def);
        let (_, response, _) = self.sides(def);
        let answer = self.names.class_in_code(&response.name);
        let all: Vec<&Param> = params.iter().collect();
        let given: Vec<&Param> = params.iter().filter(|param| param.default.is_none()).collect();
        self.once(code, def, &method, &all, &answer);
        if given.len() < all.len() {
            self.forward(code, def, &method, &answer, &given, &all, false);
        }
        self.timed(code, def, &method, &all, &answer);
        if given.len() < all.len() {
            self.forward(
                code,
                def,
                &format!("{method}Timed"),
                &format!("Timed<{answer}>"),
                &given,
                &all,
                true,
            );
        }
        for many in &def.many {
            self.many(code, def, many, &method, &params, &answer);
        }
    }

    fn is_ordered(&self, def: &Operation) -> bool {
        self.is_either(self.sides(def).2)
    }

    /// The parameter for the byte order, where the request takes one.
    fn order_param(&self, def: &Operation) -> Option<(&'static str, &'static str)> {
        self.is_ordered(def).then_some(("ByteOrder order", "order"))
    }

    fn signature(&self, def: &Operation, params: &[&Param]) -> String {
        let mut list = vec!["Transport transport".to_owned()];
        list.extend(params.iter().map(|param| format!("{} {}", param.ty, param.name)));
        list.extend(self.order_param(def).map(|(param, _)| param.to_owned()));
        list.join(", ")
    }

    fn method_doc(&self, def: &Operation, more: &str, params: &[&Param], answer: &str) -> Doc {
        let mut doc =
            Doc::schema(def.doc.as_deref(), format!("The call {{@code {}}} of the schema.", def.name));
        if !more.is_empty() {
            doc = doc.own(more);
        }
        doc = doc.tag("@param transport", "carries the request to the other side");
        for param in params {
            doc = doc.tag(format!("@param {}", param.name), param.text.clone());
        }
        if self.is_ordered(def) {
            doc = doc.tag("@param order", "the byte order of both messages");
        }
        doc.tag("@return", answer)
            .tag("@throws EncodeException", "if a value has no bytes")
            .tag("@throws DecodeException", "if the answer is not what the schema says")
            .deprecated(def.deprecated.as_deref())
    }

    fn head(&self, code: &mut Code, def: &Operation, ret: &str, method: &str, params: &[&Param]) {
        if def.deprecated.is_some() {
            code.line("@Deprecated");
        }
        code.open(format!("public static {ret} {method}({})", self.signature(def, params)));
    }

    fn once(&self, code: &mut Code, def: &Operation, method: &str, all: &[&Param], answer: &str) {
        let (request, response, header) = self.sides(def);
        code.blank();
        self.method_doc(def, "", all, "the answer").write(code);
        self.head(code, def, answer, method, all);
        let header_class = self.names.class_in_code(&header.name);
        let mut built = Vec::new();
        for param in all {
            if let ParamRole::Member(index) = param.role {
                let member = self.names.member(&header.name, &header.members[index as usize].name);
                built.push(format!(".{member}({})", param.name));
            }
        }
        let required = crate::backend::object::messages::computed(self.schema, request);
        for index in required {
            // A length that must be given is computed all the same.
            let member = &header.members[index];
            if member.required {
                let ty = member_type(header, member);
                let name = self.names.member(&header.name, &member.name);
                built.push(format!(".{name}({})", self.zero(&ty)));
            }
        }
        let header_name = local("header", all);
        chain(code, &format!("{header_class} {header_name} ="), &format!("{header_class}.builder()"), built);
        let mut values = vec![header_name];
        for (index, _) in request.parts.iter().enumerate() {
            let own = |param: &&&Param| param.role == ParamRole::Part(index as u32);
            values.extend(all.iter().find(own).map(|param| param.name.clone()));
        }
        let order = self.order_param(def).map(|(_, name)| name.to_owned());
        values.extend(order.clone());
        let request_class = self.names.class_in_code(&request.name);
        let request_name = local("request", all);
        code.line(format!("byte[] {request_name} = {request_class}.create({});", values.join(", ")));
        let response_header = &self.schema.structs[response.header.index()];
        let given = if self.is_either(response_header) {
            match &order {
                Some(order) => format!(", {order}"),
                None if response_header.roles.byte_order.is_some() => String::new(),
                None => ", ByteOrder.LITTLE_ENDIAN".to_owned(),
            }
        } else {
            String::new()
        };
        code.line(format!(
            "return {answer}.parse(transport.call({request_class}.ID, {request_name}){given});"
        ));
        code.close();
    }

    /// An overload with the defaults of the call.
    #[allow(clippy::too_many_arguments)]
    fn forward(
        &self,
        code: &mut Code,
        def: &Operation,
        method: &str,
        ret: &str,
        given: &[&Param],
        all: &[&Param],
        timed: bool,
    ) {
        code.blank();
        let answer = if timed { "the answer, and how long it took" } else { "the answer" };
        self.method_doc(def, "What isn't given has its default.", given, answer).write(code);
        self.head(code, def, ret, method, given);
        let mut values = vec!["transport".to_owned()];
        values.extend(all.iter().map(|param| param.default.clone().unwrap_or_else(|| param.name.clone())));
        values.extend(self.order_param(def).map(|(_, name)| name.to_owned()));
        code.line(format!("return {method}({});", values.join(", ")));
        code.close();
    }

    fn arguments(&self, def: &Operation, all: &[&Param]) -> String {
        let mut values = vec!["transport".to_owned()];
        values.extend(all.iter().map(|param| param.name.clone()));
        values.extend(self.order_param(def).map(|(_, name)| name.to_owned()));
        values.join(", ")
    }

    fn timed(&self, code: &mut Code, def: &Operation, method: &str, all: &[&Param], answer: &str) {
        code.blank();
        self.method_doc(def, "The time is measured.", all, "the answer, and how long it took").write(code);
        self.head(code, def, &format!("Timed<{answer}>"), &format!("{method}Timed"), all);
        let (start, value) = (local("start", all), local("answer", all));
        code.line(format!("long {start} = System.nanoTime();"));
        code.line(format!("{answer} {value} = {method}({});", self.arguments(def, all)));
        code.line(format!("return new Timed<>({value}, Duration.ofNanos(System.nanoTime() - {start}));"));
        code.close();
    }

    /// The record of the entries of a list.
    pub(super) fn entry_name(&self, def: &Operation, many: &Many) -> String {
        let list = self.names.member(&def.name, &many.name);
        format!("{}{}Entry", pascal(&self.names.method(&def.name)), capital(&list))
    }

    fn many(
        &self,
        code: &mut Code,
        def: &Operation,
        many: &Many,
        method: &str,
        params: &[Param],
        answer: &str,
    ) {
        let list = self.names.member(&def.name, &many.name);
        let each: Vec<&Param> = many.params.iter().map(|index| &params[*index as usize]).collect();
        let rest: Vec<&Param> = params
            .iter()
            .enumerate()
            .filter(|(at, _)| !many.params.contains(&(*at as u32)))
            .map(|(_, p)| p)
            .collect();
        let single = each.len() == 1;
        let (entry, ret) = if single {
            (each[0].boxed.clone(), format!("List<Map.Entry<{}, {answer}>>", each[0].boxed))
        } else {
            let entry = self.entry_name(def, many);
            code.blank();
            let mut doc =
                Doc::new(format!("What is given for each call of {{@code {method}{}}}.", capital(&list)));
            for param in &each {
                doc = doc.tag(format!("@param {}", param.name), param.text.clone());
            }
            doc.write(code);
            let parts: Vec<String> =
                each.iter().map(|param| format!("{} {}", param.ty, param.name)).collect();
            code.line(format!("public record {entry}({}) {{}}", parts.join(", ")));
            (entry, format!("List<{answer}>"))
        };
        let own = Param {
            name: list.clone(),
            ty: format!("List<{entry}>"),
            boxed: String::new(),
            text: "what to call with, one after the other".to_owned(),
            default: None,
            role: ParamRole::Part(u32::MAX),
            slots: 1,
        };
        let at = rest.iter().position(|param| param.default.is_some()).unwrap_or(rest.len());
        let mut all = rest.clone();
        all.insert(at, &own);
        let name = format!("{method}{}", capital(&list));
        let text = if single { "the entries with their answers, in order" } else { "the answers, in order" };
        code.blank();
        self.method_doc(def, "Calls once for each entry of a list.", &all, text).write(code);
        self.head(code, def, &ret, &name, &all);
        let mut in_scope: Vec<&Param> = params.iter().collect();
        in_scope.push(&own);
        let (answers, one) = (local("answers", &in_scope), local("entry", &in_scope));
        code.line(format!("{ret} {answers} = new ArrayList<>();"));
        code.open(format!("for ({entry} {one} : {list})"));
        let mut values = vec!["transport".to_owned()];
        for (index, param) in params.iter().enumerate() {
            values.push(match (many.params.contains(&(index as u32)), single) {
                (true, true) => one.clone(),
                (true, false) => format!("{one}.{}()", param.name),
                (false, _) => param.name.clone(),
            });
        }
        values.extend(self.order_param(def).map(|(_, name)| name.to_owned()));
        let call = format!("{method}({})", values.join(", "));
        code.line(if single {
            format!("{answers}.add(Map.entry({one}, {call}));")
        } else {
            format!("{answers}.add({call});")
        });
        code.close();
        code.line(format!("return {answers};"));
        code.close();
        let given: Vec<&Param> = all.iter().copied().filter(|param| param.default.is_none()).collect();
        if given.len() < all.len() {
            code.blank();
            self.method_doc(
                def,
                "Calls once for each entry of a list. What isn't given has its default.",
                &given,
                text,
            )
            .write(code);
            self.head(code, def, &ret, &name, &given);
            let mut values = vec!["transport".to_owned()];
            values
                .extend(all.iter().map(|param| param.default.clone().unwrap_or_else(|| param.name.clone())));
            values.extend(self.order_param(def).map(|(_, name)| name.to_owned()));
            code.line(format!("return {name}({});", values.join(", ")));
            code.close();
        }
    }
}
