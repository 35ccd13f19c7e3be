//! Calls: extension methods of a transport.

use super::context::Context;
use super::doc::Doc;
use super::messages::{self, Given};
use super::names::Locals;
use super::{content, obsolete};
use crate::backend::object::code::Code;
use crate::backend::object::lower::member_type;
use rbgen_schema::ir::{
    ByteOrder, Many, MessageDef, Operation, OperationId, Param, ParamRole, PartKind, StructDef, Via,
};

/// How a call waits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wait {
    /// It holds up the thread.
    Blocking,
    /// It doesn't.
    Async,
}

struct Call<'c> {
    cx: &'c Context<'c>,
    def: &'c Operation,
    name: String,
    request: &'c MessageDef,
    header: &'c StructDef,
    request_name: String,
    response_name: String,
    /// Names of the parameters, in the order of the call.
    params: Vec<String>,
    transport: String,
    cancel: String,
    order: String,
    /// Variables.
    bytes: String,
    answer: String,
    start: String,
    answers: String,
    entry: String,
}

/// The methods of a call.
pub(crate) fn methods(cx: &Context<'_>, code: &mut Code, id: OperationId) {
    let def = &cx.schema.operations[id.index()];
    let Via::Transport { request, response } = def.via;
    let request = &cx.schema.messages[request.index()];
    let response = &cx.schema.messages[response.index()];
    let mut locals = Locals::default();
    let params: Vec<String> = def
        .params
        .iter()
        .map(|param| {
            let name = cx.names.param(def, &param.name);
            locals.reserve([name.as_str()]);
            name
        })
        .collect();
    let call = Call {
        cx,
        def,
        name: cx.names.item(&def.name),
        request,
        header: &cx.schema.structs[request.header.index()],
        request_name: cx.names.item(&request.name),
        response_name: cx.names.item(&response.name),
        params,
        transport: locals.fresh("transport"),
        cancel: locals.fresh("cancellation_token"),
        order: locals.fresh("order"),
        bytes: locals.fresh("request"),
        answer: locals.fresh("response"),
        start: locals.fresh("start"),
        answers: locals.fresh("responses"),
        entry: locals.fresh("entry"),
    };
    cx.needs.transport.set(true);
    for wait in [Wait::Blocking, Wait::Async] {
        call.plain(code, wait);
        call.timed(code, wait);
        for many in &def.many {
            call.many(code, many, wait);
        }
    }
}

/// The names that a call brings into the class of calls.
pub(crate) fn names(cx_name: &str, many: &[String]) -> Vec<String> {
    let mut out = vec![cx_name.to_owned(), format!("{cx_name}Timed")];
    out.extend(many.iter().map(|name| format!("{cx_name}{name}")));
    let waiting: Vec<String> = out.iter().map(|name| format!("{name}Async")).collect();
    out.extend(waiting);
    out
}

impl Call<'_> {
    fn is_ordered(&self) -> bool {
        self.header.endian == ByteOrder::Either
    }

    /// A parameter of a method.
    fn parameter(&self, at: usize, wait: Wait) -> Given {
        let (cx, param, name) = (self.cx, &self.def.params[at], &self.params[at]);
        match param.role {
            ParamRole::Part(part) => {
                let span = match wait {
                    Wait::Blocking => cx.system("ReadOnlySpan"),
                    // A span can't wait.
                    Wait::Async => cx.system("ReadOnlyMemory"),
                };
                let element = match self.request.parts[part as usize].kind {
                    PartKind::Records(id, _) => content::struct_type(cx, id),
                    PartKind::Bytes(_) | PartKind::Rest => "byte".to_owned(),
                };
                let value = if wait == Wait::Async { format!("{name}.Span") } else { name.clone() };
                Given { declared: format!("{span}<{element}> {name}"), default: String::new(), value }
            }
            ParamRole::Member(index) => {
                let member = &self.header.members[index as usize];
                let ty = member_type(self.header, member);
                messages::given(cx, name, &ty, param.default.as_ref(), None)
            }
        }
    }

    fn document_parameter(&self, param: &Param) -> String {
        param.doc.clone().unwrap_or_else(|| match param.role {
            ParamRole::Part(part) => {
                let part = &self.request.parts[part as usize];
                part.doc.clone().unwrap_or_else(|| format!("The part {} of the request.", part.name))
            }
            ParamRole::Member(index) => messages::document(self.header, &self.header.members[index as usize]),
        })
    }

    fn doc(&self, last: &str) -> Doc {
        let text =
            self.def.doc.clone().unwrap_or_else(|| format!("The call {} of the schema.", self.def.name));
        let last = (!last.is_empty()).then(|| last.to_owned());
        Doc::new(std::iter::once(text).chain(last)).param(&self.transport, "What carries the request.")
    }

    /// Writes the documentation, and answers the parameters of a method as they are declared.
    fn head(
        &self,
        code: &mut Code,
        last: &str,
        result: &str,
        wait: Wait,
        list: Option<(&Many, String)>,
    ) -> String {
        let cx = self.cx;
        let mut doc = self.doc(last);
        let interface = match wait {
            Wait::Blocking => cx.ty("ITransport"),
            Wait::Async => cx.ty("IAsyncTransport"),
        };
        let mut declared = vec![format!("this {interface} {}", self.transport)];
        let skipped = |at: usize| list.as_ref().is_some_and(|(many, _)| many.params.contains(&(at as u32)));
        let all: Vec<(usize, Given)> = (0..self.params.len())
            .filter(|at| !skipped(*at))
            .map(|at| (at, self.parameter(at, wait)))
            .collect();
        let text = |at: usize| self.document_parameter(&self.def.params[at]);
        for (at, given) in all.iter().filter(|(_, given)| given.default.is_empty()) {
            declared.push(given.declared.clone());
            doc = doc.param(&self.params[*at], &text(*at));
        }
        if let Some((many, ty)) = &list {
            let name = self.list_name(many);
            declared.push(format!("{ty} {name}"));
            doc = doc.param(&name, "What to call with, one call for each.");
        }
        if self.is_ordered() {
            declared.push(format!("{} {}", cx.ty("ByteOrder"), self.order));
            doc = doc.param(&self.order, "The order of the bytes.");
        }
        for (at, given) in all.iter().filter(|(_, given)| !given.default.is_empty()) {
            declared.push(format!("{}{}", given.declared, given.default));
            doc = doc.param(&self.params[*at], &text(*at));
        }
        if wait == Wait::Async {
            declared.push(format!("{} {} = default", cx.system("CancellationToken"), self.cancel));
            doc = doc.param(&self.cancel, "Ends the wait.");
        }
        doc.returns(result).write(code);
        obsolete(cx, code, self.def.deprecated.as_deref());
        declared.join(", ")
    }

    fn list_name(&self, many: &Many) -> String {
        let mut locals = Locals::default();
        locals.reserve(self.params.iter().map(String::as_str));
        let own = [&self.transport, &self.cancel, &self.order, &self.answers, &self.entry];
        locals.reserve(own.map(String::as_str));
        locals.fresh(&many.name)
    }

    /// The statements that create the request, and the expression of its bytes.
    fn request(&self, wait: Wait) -> String {
        let mut arguments = Vec::new();
        for (at, param) in self.def.params.iter().enumerate() {
            let value = self.parameter(at, wait).value;
            arguments.push(match param.role {
                ParamRole::Part(_) => value,
                ParamRole::Member(index) => {
                    let name = self.create_parameter(index as usize);
                    format!("{name}: {value}")
                }
            });
        }
        if self.is_ordered() {
            arguments.push(format!("order: {}", self.order));
        }
        format!("{}.Create({})", self.cx.expression(&self.request_name), arguments.join(", "))
    }

    /// The name of the parameter of `Create` that a member of the header has.
    fn create_parameter(&self, index: usize) -> String {
        messages::create_parameters(self.cx, self.request)
            .into_iter()
            .find_map(|(member, name)| (member == index).then_some(name))
            .unwrap_or_default()
    }

    /// `, order` for parsing.
    fn parse_argument(&self) -> String {
        let Via::Transport { response, .. } = self.def.via;
        let response = &self.cx.schema.messages[response.index()];
        let header = &self.cx.schema.structs[response.header.index()];
        match (header.endian, self.is_ordered()) {
            (ByteOrder::Either, true) => format!(", {}", self.order),
            (ByteOrder::Either, false) if header.roles.byte_order.is_none() => {
                format!(", {}.Little", self.cx.expression("ByteOrder"))
            }
            _ => String::new(),
        }
    }

    fn plain(&self, code: &mut Code, wait: Wait) {
        let (cx, response) = (self.cx, &self.response_name);
        code.gap();
        let parameters = self.head(code, "", "The response.", wait, None);
        let id = format!("{}.Id", cx.expression(&self.request_name));
        let parse = format!("{}.Parse", cx.expression(response));
        let (transport, bytes, order) = (&self.transport, &self.bytes, self.parse_argument());
        let answer = &self.answer;
        match wait {
            Wait::Blocking => {
                code.open(format!("public static {response} {}({parameters})", self.name));
                code.line(format!("byte[] {bytes} = {};", self.request(wait)));
                code.line(format!("return {parse}({transport}.CallRaw({id}, {bytes}){order});"));
            }
            Wait::Async => {
                let task = cx.system("Task");
                code.open(format!("public static async {task}<{response}> {}Async({parameters})", self.name));
                code.line(format!("byte[] {bytes} = {};", self.request(wait)));
                code.line(format!(
                    "byte[] {answer} = await {transport}.CallRawAsync({id}, {bytes}, {}).ConfigureAwait(false);",
                    self.cancel
                ));
                code.line(format!("return {parse}({answer}{order});"));
            }
        }
        code.close();
        code.gap();
    }

    /// The call itself, with every parameter passed on but those that stand for something else.
    fn pass_on(&self, replaced: &[(usize, String)], wait: Wait) -> String {
        let mut arguments = Vec::new();
        for (at, param) in self.def.params.iter().enumerate() {
            let value = replaced.iter().find_map(|(of, value)| (*of == at).then(|| value.clone()));
            let value = value.unwrap_or_else(|| self.params[at].clone());
            arguments.push(match param.role {
                ParamRole::Part(_) => value,
                ParamRole::Member(_) => format!("{}: {value}", self.params[at]),
            });
        }
        if self.is_ordered() {
            arguments.push(format!("{0}: {0}", self.order));
        }
        let (transport, name) = (&self.transport, &self.name);
        match wait {
            Wait::Blocking => format!("{transport}.{name}({})", arguments.join(", ")),
            Wait::Async => {
                arguments.push(format!("{0}: {0}", self.cancel));
                format!("await {transport}.{name}Async({}).ConfigureAwait(false)", arguments.join(", "))
            }
        }
    }

    fn timed(&self, code: &mut Code, wait: Wait) {
        let (cx, response) = (self.cx, &self.response_name);
        let parameters = self.head(
            code,
            "Also says how long it took.",
            "The response, and the time from the creation of the request to the end of parsing.",
            wait,
            None,
        );
        let result = format!("({response} Response, {} Elapsed)", cx.system("TimeSpan"));
        match wait {
            Wait::Blocking => code.open(format!("public static {result} {}Timed({parameters})", self.name)),
            Wait::Async => {
                let task = cx.system("Task");
                code.open(format!(
                    "public static async {task}<{result}> {}TimedAsync({parameters})",
                    self.name
                ));
            }
        }
        let stopwatch = cx.system("Stopwatch");
        let (start, answer) = (&self.start, &self.answer);
        code.line(format!("long {start} = {stopwatch}.GetTimestamp();"));
        code.line(format!("{response} {answer} = {};", self.pass_on(&[], wait)));
        code.line(format!("return ({answer}, {stopwatch}.GetElapsedTime({start}));"));
        code.close();
        code.gap();
    }

    fn many(&self, code: &mut Code, many: &Many, wait: Wait) {
        let (cx, response) = (self.cx, &self.response_name);
        let list = self.list_name(many);
        let (answers, one) = (&self.answers, &self.entry);
        let types: Vec<(usize, String)> = many
            .params
            .iter()
            .map(|at| {
                let at = *at as usize;
                (at, self.entry_type(at))
            })
            .collect();
        let single = types.len() == 1;
        let property = |at: usize| super::names::value_case(self.params[at].trim_start_matches('@'));
        let entry = if single {
            types[0].1.clone()
        } else {
            let fields: Vec<String> =
                types.iter().map(|(at, ty)| format!("{ty} {}", property(*at))).collect();
            format!("({})", fields.join(", "))
        };
        let result = if single {
            format!("({} {}, {response} Response)", types[0].1, property(types[0].0))
        } else {
            response.clone()
        };
        let enumerable = cx.system("IEnumerable");
        let (last, returns) = if single {
            ("Calls once for each entry of a list.", "Each entry with its response.")
        } else {
            ("Calls once for each entry of a list.", "The responses, in the order of the list.")
        };
        let parameters = self.head(code, last, returns, wait, Some((many, format!("{enumerable}<{entry}>"))));
        let name = format!("{}{}", self.name, super::names::value_case(&many.name));
        let list_of = format!("{}<{result}>", cx.system("List"));
        match wait {
            Wait::Blocking => code.open(format!("public static {list_of} {name}({parameters})")),
            Wait::Async => {
                let task = cx.system("Task");
                code.open(format!("public static async {task}<{list_of}> {name}Async({parameters})"));
            }
        }
        code.line(format!("var {answers} = new {list_of}();"));
        code.open(format!("foreach ({entry} {one} in {list})"));
        let replaced: Vec<(usize, String)> = if single {
            vec![(types[0].0, one.clone())]
        } else {
            types.iter().map(|(at, _)| (*at, format!("{one}.{}", property(*at)))).collect()
        };
        let call = self.pass_on(&replaced, wait);
        if single {
            code.line(format!("{answers}.Add(({one}, {call}));"));
        } else {
            code.line(format!("{answers}.Add({call});"));
        }
        code.close();
        code.gap();
        code.line(format!("return {answers};"));
        code.close();
        code.gap();
    }

    /// The type of a parameter as an element of a list, which a span can't be.
    fn entry_type(&self, at: usize) -> String {
        match self.def.params[at].role {
            ParamRole::Part(part) => match self.request.parts[part as usize].kind {
                PartKind::Records(id, _) => format!("{}[]", content::struct_type(self.cx, id)),
                PartKind::Bytes(_) | PartKind::Rest => "byte[]".to_owned(),
            },
            ParamRole::Member(index) => {
                let member = &self.header.members[index as usize];
                self.cx.value_type(&member_type(self.header, member))
            }
        }
    }
}
