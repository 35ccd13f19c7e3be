//! Calls: extension functions of a transport.

use super::doc;
use super::literal;
use super::messages::{Message, part_type};
use super::names::quoted;
use super::types::Context;
use crate::backend::object::code::{Code, KOTLIN};
use crate::backend::object::lower::member_type;
use crate::backend::object::names::capital;
use rbgen_schema::ir::{Many, Operation, OperationId, Param, ParamRole, Via, WireType};

/// A call while its functions are written.
struct Call<'c, 's> {
    cx: &'c Context<'s>,
    def: &'c Operation,
    name: String,
    request: Message<'c, 's>,
    request_name: String,
    response: String,
}

/// The functions of a call.
pub(crate) fn functions(cx: &Context<'_>, id: OperationId) -> Code {
    let def = &cx.schema.operations[id.index()];
    let Via::Transport { request, response } = def.via;
    let call = Call {
        cx,
        def,
        name: cx.names.call(&def.name),
        request: Message::new(cx, request),
        request_name: cx.names.message(request),
        response: cx.names.message(response),
    };
    let mut code = Code::at(KOTLIN, 0);
    call.once(&mut code);
    code.blank();
    call.timed(&mut code);
    for many in &def.many {
        code.blank();
        call.many(&mut code, many);
    }
    code
}

/// The class of the entries of a list, where they have more numbers than Kotlin's own classes hold.
pub(crate) fn entry_class(cx: &Context<'_>, def: &Operation, many: &Many) -> Option<String> {
    (many.params.len() > 3).then(|| {
        format!(
            "{}{}Entry",
            capital(&cx.names.call(&def.name)),
            capital(&cx.names.plain(&def.name, &many.name))
        )
    })
}

impl Call<'_, '_> {
    fn doc(&self, code: &mut Code, last: &str) {
        let text =
            self.def.doc.clone().unwrap_or_else(|| format!("The call `{}` of the schema.", self.def.name));
        let mut paragraphs = vec![text];
        if !last.is_empty() {
            paragraphs.push(last.to_owned());
        }
        paragraphs.extend(self.def.deprecated.as_ref().map(|why| format!("Deprecated: {why}")));
        doc::block(code, &paragraphs, &[]);
        if let Some(why) = &self.def.deprecated {
            code.line(format!("@Deprecated({})", literal::string(why)));
        }
    }

    fn param_name(&self, param: &Param) -> String {
        self.cx.names.inner(&self.def.name, &param.name)
    }

    fn param_type(&self, param: &Param) -> String {
        match param.role {
            ParamRole::Part(index) => part_type(self.cx, &self.request.def.parts[index as usize]),
            ParamRole::Member(index) => self.cx.ty(&self.member_type(index)),
        }
    }

    fn member_type(&self, index: u32) -> WireType {
        member_type(self.request.header, &self.request.header.members[index as usize])
    }

    fn param(&self, param: &Param) -> String {
        let (name, ty) = (self.param_name(param), self.param_type(param));
        let default = match (&param.default, param.role) {
            (Some(default), ParamRole::Member(index)) => {
                let ty = self.member_type(index);
                let value = match ty {
                    WireType::Array(..) => self.cx.array_default(&ty, default),
                    _ => self.cx.literal(&ty, default),
                };
                format!(" = {value}")
            }
            _ => String::new(),
        };
        format!("{name}: {ty}{default},")
    }

    fn head(&self, code: &mut Code, params: &[String], result: &str) {
        code.line(format!("public fun Transport.{}(", quoted(&self.name)));
        code.indent();
        params.iter().for_each(|param| code.line(param));
        code.dedent();
        code.open(format!("): {result}"));
    }

    /// The head of a function that is one expression, which follows.
    fn signature(&self, code: &mut Code, suffix: &str, params: &[String], result: &str) {
        code.line(format!("public fun Transport.{}(", quoted(&format!("{}{suffix}", self.name))));
        code.indent();
        params.iter().for_each(|param| code.line(param));
        code.dedent();
        code.line(format!("): {result} ="));
        code.indent();
    }

    fn params(&self) -> Vec<String> {
        let order = self.request.is_either().then(|| "order: ByteOrder,".to_owned());
        let (given, stated): (Vec<&Param>, Vec<&Param>) =
            self.def.params.iter().partition(|param| param.default.is_none());
        let given = given.into_iter().map(|param| self.param(param));
        given.chain(order).chain(stated.into_iter().map(|param| self.param(param))).collect()
    }

    fn once(&self, code: &mut Code) {
        self.doc(code, "");
        self.head(code, &self.params(), &self.response);
        let request = self.local("request");
        code.line(format!("val {request}: ByteArray ="));
        code.indent();
        code.line(format!("{}.create(", self.request_name));
        code.indent();
        for param in &self.def.params {
            let name = self.param_name(param);
            let target = match param.role {
                ParamRole::Part(index) => {
                    let part = &self.request.def.parts[index as usize].name;
                    self.cx.names.part(self.request.def, part)
                }
                ParamRole::Member(index) => {
                    self.cx.names.member(self.request.header, &self.request.header.members[index as usize])
                }
            };
            code.line(format!("{target} = {name},"));
        }
        if self.request.is_either() {
            code.line("order = order,");
        }
        code.dedent();
        code.line(")");
        code.dedent();
        let order = if self.request.is_either() { ", order" } else { "" };
        let order = if self.response_takes_order() { order } else { "" };
        code.line(format!(
            "return {}.parse(callRaw({}.ID, {request}){order})",
            self.response, self.request_name
        ));
        code.close();
    }

    fn response_takes_order(&self) -> bool {
        let Via::Transport { response, .. } = self.def.via;
        Message::new(self.cx, response).is_either()
    }

    /// The arguments that pass every parameter on.
    fn pass_on(&self, replaced: &[(u32, String)]) -> String {
        let mut arguments: Vec<String> = Vec::new();
        for (index, param) in self.def.params.iter().enumerate() {
            let name = self.param_name(param);
            let value = replaced.iter().find(|(other, _)| *other == index as u32);
            let value = value.map_or(name.clone(), |(_, value)| value.clone());
            arguments.push(format!("{name} = {value}"));
        }
        if self.request.is_either() {
            arguments.push("order = order".to_owned());
        }
        format!("{}({})", quoted(&self.name), arguments.join(", "))
    }

    fn timed(&self, code: &mut Code) {
        self.doc(code, "Answers the response and the time it took.");
        self.signature(code, "Timed", &self.params(), &format!("TimedValue<{}>", self.response));
        code.open("measureTimedValue");
        code.line(self.pass_on(&[]));
        code.close();
        code.dedent();
    }

    fn many(&self, code: &mut Code, many: &Many) {
        let listed: Vec<&Param> = many.params.iter().map(|index| &self.def.params[*index as usize]).collect();
        let types: Vec<String> = listed.iter().map(|param| self.param_type(param)).collect();
        let entry = match (types.as_slice(), entry_class(self.cx, self.def, many)) {
            (_, Some(class)) => {
                doc::block(code, &[format!("One entry of `{}`.", many.name)], &[]);
                code.line(format!("public data class {class}("));
                code.indent();
                for param in &listed {
                    doc::block(code, &[format!("What `{}` is.", param.name)], &[]);
                    code.line(format!("public val {}: {},", self.param_name(param), self.param_type(param)));
                }
                code.dedent();
                code.line(")");
                code.blank();
                class
            }
            ([one], None) => one.clone(),
            ([_, _], None) => format!("Pair<{}>", types.join(", ")),
            (_, None) => format!("Triple<{}>", types.join(", ")),
        };
        let list = self.cx.names.inner(&self.def.name, &many.name);
        let rest = |with_default: bool| {
            self.def.params.iter().enumerate().filter(move |(index, param)| {
                !many.params.contains(&(*index as u32)) && param.default.is_some() == with_default
            })
        };
        let mut params: Vec<String> = rest(false).map(|(_, param)| self.param(param)).collect();
        params.push(format!("{list}: List<{entry}>,"));
        params.extend(self.request.is_either().then(|| "order: ByteOrder,".to_owned()));
        params.extend(rest(true).map(|(_, param)| self.param(param)));
        let single = many.params.len() == 1;
        let result = if single {
            format!("List<Pair<{}, {}>>", types[0], self.response)
        } else {
            format!("List<{}>", self.response)
        };
        let text = if single {
            format!("Calls once for each of `{}` and answers pairs of it and the response.", many.name)
        } else {
            format!("Calls once for each of `{}` and answers the responses.", many.name)
        };
        self.doc(code, &text);
        let suffix = capital(&self.cx.names.plain(&self.def.name, &many.name));
        self.signature(code, &suffix, &params, &result);
        let item = self.local("entry");
        let values = ["first", "second", "third"];
        let replaced: Vec<(u32, String)> = many
            .params
            .iter()
            .zip(&listed)
            .enumerate()
            .map(|(position, (index, param))| {
                let value = match listed.len() {
                    1 => item.clone(),
                    2 | 3 => format!("{item}.{}", values[position]),
                    _ => format!("{item}.{}", self.param_name(param)),
                };
                (*index, value)
            })
            .collect();
        let call = self.pass_on(&replaced);
        let value = if single { format!("Pair({item}, {call})") } else { call };
        code.verbatim(format!("{list}.map {{ {item}: {entry} ->"));
        code.indent();
        code.line(value);
        code.close();
        code.dedent();
    }

    /// A variable that is no parameter.
    fn local(&self, name: &str) -> String {
        let mut name = name.to_owned();
        let taken: Vec<String> = self
            .def
            .params
            .iter()
            .map(|param| self.param_name(param))
            .chain(self.def.many.iter().map(|many| self.cx.names.inner(&self.def.name, &many.name)))
            .collect();
        while taken.contains(&name) {
            name.push('_');
        }
        name
    }
}
