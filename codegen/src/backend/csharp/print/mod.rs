//! Steps as statements.

mod test;
mod value;

use super::context::{Context, host};
use super::literal;
use super::names::Locals;
use crate::backend::object::code::Code;
use crate::backend::object::steps::{
    At, Failure, Function, Kind, Label, Order, Place, Shown, Step, TextOf, Ty, Value, Var, VarDef,
};
use rbgen_schema::Int;
use rbgen_schema::ir::{ByteOrder, Encoding, Pad, Scalar, StructDef, TextRules, WireType};

/// Names that a function's parameters have, so that no variable takes them.
const PARAMETERS: [&str; 12] = [
    "data",
    "order",
    "extent",
    "structName",
    "field",
    "value",
    "rest",
    "destination",
    "index",
    "length",
    "source",
    "text",
];

/// What a function is printed for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It throws what decoding throws.
    Decode,
    /// It throws what encoding throws.
    Encode,
}

/// Prints one function.
pub(crate) struct Printer<'p> {
    cx: &'p Context<'p>,
    /// The struct whose members are meant.
    def: Option<&'p StructDef>,
    mode: Mode,
    vars: &'p [VarDef],
    names: Vec<String>,
    /// Loops that are open.
    depth: usize,
    /// The names of loop counters by the number of their variable.
    counters: Vec<(usize, String)>,
    /// Variables that were declared before they are set.
    declared: Vec<usize>,
    /// What [`Value::Argument`] is.
    argument: &'static str,
    /// How a number of bytes is returned.
    bytes: Bytes,
}

/// The type of a function that answers a number of bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bytes {
    /// `int`: not more than there are.
    There,
    /// `long`: any number, cut off at the largest.
    Any,
}

impl<'p> Printer<'p> {
    /// For a function of a struct, or of a union's member.
    pub(crate) fn new(
        cx: &'p Context<'p>,
        def: Option<&'p StructDef>,
        mode: Mode,
        function: &'p Function,
    ) -> Printer<'p> {
        let mut locals = Locals::default();
        locals.reserve(PARAMETERS);
        let members: Vec<String> = def.map_or_else(Vec::new, |def| {
            let renamed = def.members.iter().map(|member| cx.names.member(def, member));
            // Only a renamed member could be called as a variable is.
            renamed.filter(|name| name.starts_with(|c: char| !c.is_ascii_uppercase())).collect()
        });
        locals.reserve(members.iter().map(String::as_str));
        let name = |var: &VarDef| if var.ty == Ty::Index { String::new() } else { locals.fresh(&var.hint) };
        let names = function.vars.iter().map(name).collect();
        Printer {
            cx,
            def,
            mode,
            vars: &function.vars,
            names,
            depth: 0,
            counters: Vec::new(),
            declared: Vec::new(),
            argument: "value",
            bytes: Bytes::There,
        }
    }

    /// Gives the counters of a function's first variables, which are parameters of it.
    pub(crate) fn with_counters(mut self, names: &[&str]) -> Printer<'p> {
        self.counters = names.iter().enumerate().map(|(at, name)| (at, (*name).to_owned())).collect();
        self.depth = names.len();
        self
    }

    /// Gives the argument another name.
    pub(crate) fn with_argument(mut self, name: &'static str) -> Printer<'p> {
        self.argument = name;
        self
    }

    /// Makes a function that answers any number of bytes.
    pub(crate) fn with_bytes(mut self, bytes: Bytes) -> Printer<'p> {
        self.bytes = bytes;
        self
    }

    /// The statements.
    pub(crate) fn steps(&mut self, code: &mut Code, steps: &[Step]) {
        for step in steps {
            self.step(code, step);
        }
    }

    fn name(&self, var: Var) -> &str {
        match self.counters.iter().rev().find(|(of, _)| *of == var.0) {
            Some((_, name)) => name,
            None => self.names.get(var.0).map_or("", String::as_str),
        }
    }

    fn ty(&self, var: Var) -> String {
        match self.vars.get(var.0).map(|var| &var.ty) {
            Some(Ty::Value(ty)) => self.cx.value_type(ty),
            Some(Ty::Number(scalar)) => self.cx.number(*scalar),
            Some(Ty::Table(scalar)) => {
                format!("{}<{}>", self.cx.system("ReadOnlySpan"), self.cx.number(*scalar))
            }
            Some(Ty::Index) | None => "int".to_owned(),
        }
    }

    fn step(&mut self, code: &mut Code, step: &Step) {
        match step {
            Step::Let(var, value) => {
                code.line(format!("{} {} = {};", self.ty(*var), self.name(*var), self.value(value)));
            }
            Step::Declare(var) => {
                self.declared.push(var.0);
                code.line(format!("{} {};", self.ty(*var), self.name(*var)));
            }
            Step::Set(var, value) => code.line(format!("{} = {};", self.name(*var), self.value(value))),
            Step::NewArray(var, dims) => self.new_array(code, *var, dims),
            Step::SetElement(var, indices, value) => {
                let element = format!("{}{}", self.name(*var), self.subscripts(indices));
                code.line(format!("{element} = {};", self.value(value)));
            }
            Step::Loop(var, count, body) => self.counted(code, *var, *count, body),
            Step::If(test, then, otherwise) => {
                code.open(format!("if ({})", self.test(test)));
                self.steps(code, then);
                if !otherwise.is_empty() {
                    code.next("else");
                    self.steps(code, otherwise);
                }
                code.close();
                code.gap();
            }
            Step::Table(var, scalar, numbers) => {
                let numbers: Vec<String> = numbers.iter().map(|n| literal::int(*scalar, *n)).collect();
                code.line(format!("{} {} = [{}];", self.ty(*var), self.name(*var), numbers.join(", ")));
            }
            Step::Select(scalar, value, arms, none) => self.select(code, *scalar, value, arms, none),
            Step::Fail(failure) => code.line(format!("throw {};", self.failure(failure))),
            Step::Return(value) => code.line(format!("return {};", self.returned(value))),
            Step::ReturnOrder(order) => code.line(format!("return {};", self.order(*order))),
            Step::ReturnWhether(test) => code.line(format!("return {};", self.test(test))),
            Step::Length(value, length, place) => {
                let place = self.place(place);
                let wire = self.cx.expression("RbgenWire");
                code.line(format!("{wire}.RequireLength({}, {length}, {place});", self.value(value)));
            }
            Step::WriteNumber(scalar, order, at, value) => {
                self.write_number(code, *scalar, *order, at, value)
            }
            Step::WriteBytes(size, at, value) => {
                let to = self.slice(at, *size);
                let value = match value {
                    Value::Literal(_, literal) => match &literal.value {
                        rbgen_schema::ir::Value::Bytes(data) => {
                            let span = self.cx.system("ReadOnlySpan");
                            format!("(({span}<byte>)[{}])", literal::byte_list(data))
                        }
                        _ => self.value(value),
                    },
                    value => self.value(value),
                };
                code.line(format!("{value}.CopyTo({to});"));
            }
            Step::WriteText(text, at, value) => {
                self.cx.needs.text.set(true);
                let to = self.slice(at, text_size(text));
                let value = self.value(value);
                let call = format!("{}.Write", self.cx.expression("RbgenText"));
                code.line(format!("{call}({to}, {value}, {});", self.text_arguments(text)));
            }
            Step::WriteUuid(is_guid, at, value) => {
                let (to, value) = (self.slice(at, 16), self.operand(value));
                let order = if *is_guid { "" } else { ", bigEndian: true, out _" };
                code.line(format!("{value}.TryWriteBytes({to}{order});"));
            }
            Step::WriteStruct(id, order, at, value) => {
                let def = &self.cx.schema.structs[id.index()];
                let (to, value) = (self.slice(at, def.size), self.operand(value));
                let order = if def.endian == ByteOrder::Either {
                    format!(", {}", self.order(*order))
                } else {
                    String::new()
                };
                code.line(format!("{value}.RbgenWrite({to}{order});"));
            }
            Step::WriteUnion(id, at, value) => {
                let size = self.cx.schema.unions[id.index()].size;
                let (to, value) = (self.slice(at, size), self.operand(value));
                code.line(format!("{value}.Bytes.CopyTo({to});"));
            }
            Step::WriteMember(id, member, _, at, value, place) => {
                let def = &self.cx.schema.unions[id.index()];
                let to = self.slice(at, def.size);
                let name = self.member_class(*id, *member);
                let order = self.member_order(*id, *member);
                let (value, place) = (self.value(value), self.place(place));
                code.line(format!("(({name}){value}).RbgenWrite({to}{order}, {place});"));
            }
        }
    }

    fn returned(&self, value: &Value) -> String {
        match (value, self.bytes) {
            (Value::Int(_, number), _) => number.to_string(),
            (value, Bytes::There) => format!("(int){}", self.operand(value)),
            (value, Bytes::Any) => {
                format!("(long){}.Min({}, long.MaxValue)", self.cx.system("Math"), self.value(value))
            }
        }
    }

    fn new_array(&mut self, code: &mut Code, var: Var, dims: &[u64]) {
        let ty = self.ty(var);
        let stem = &ty[..ty.len() - 2 * dims.len().min(ty.len() / 2)];
        let Some((first, inner)) = dims.split_first() else { return };
        let mut made = String::new();
        for (depth, len) in inner.iter().enumerate().rev() {
            let rest = "[]".repeat(inner.len() - 1 - depth);
            made = if made.is_empty() {
                // The brackets of the elements' own type come last: `new byte[4][]`.
                let (element, brackets) = split_brackets(stem);
                format!("new {element}[{len}]{brackets}")
            } else {
                let wire = self.cx.expression("RbgenWire");
                format!("{wire}.Repeat<{stem}{rest}>({len}, static () => {made})")
            };
        }
        let value = if made.is_empty() {
            let (element, brackets) = split_brackets(stem);
            format!("new {element}[{first}]{brackets}")
        } else {
            let wire = self.cx.expression("RbgenWire");
            format!("{wire}.Repeat<{stem}{}>({first}, static () => {made})", "[]".repeat(inner.len()))
        };
        let declaration = if self.declared.contains(&var.0) { String::new() } else { format!("{ty} ") };
        code.line(format!("{declaration}{} = {value};", self.name(var)));
    }

    fn counted(&mut self, code: &mut Code, var: Var, count: u64, body: &[Step]) {
        let name = match self.depth {
            0 => "i".to_owned(),
            1 => "j".to_owned(),
            2 => "k".to_owned(),
            depth => format!("i{}", depth + 1),
        };
        code.open(format!("for (int {name} = 0; {name} < {count}; {name}++)"));
        self.counters.push((var.0, name));
        self.depth += 1;
        self.steps(code, body);
        self.depth -= 1;
        self.counters.pop();
        code.close();
        code.gap();
    }

    fn select(
        &mut self,
        code: &mut Code,
        scalar: Scalar,
        value: &Value,
        arms: &[(Vec<Int>, Vec<Step>)],
        none: &[Step],
    ) {
        if scalar.host_bits() > 64 {
            // There are no constants of this type to switch by.
            let value = self.operand(value);
            for (index, (codes, steps)) in arms.iter().enumerate() {
                let tests: Vec<String> =
                    codes.iter().map(|n| format!("{value} == {}", literal::int(scalar, *n))).collect();
                let head = format!("if ({})", tests.join(" || "));
                if index == 0 {
                    code.open(head)
                } else {
                    code.next(format!("else {head}"))
                }
                self.steps(code, steps);
            }
            if arms.is_empty() {
                return self.steps(code, none);
            }
            code.next("else");
            self.steps(code, none);
            code.close();
            return code.gap();
        }
        code.open(format!("switch ({})", self.value(value)));
        for (codes, steps) in arms {
            for number in codes {
                code.line(format!("case {}:", literal::int(scalar, *number)));
            }
            self.section(code, steps);
        }
        code.line("default:");
        self.section(code, none);
        code.close();
        code.gap();
    }

    fn section(&mut self, code: &mut Code, steps: &[Step]) {
        code.indent();
        self.steps(code, steps);
        if !matches!(steps.last(), Some(Step::Fail(_))) {
            code.no_gap();
            code.line("break;");
        }
        code.dedent();
    }

    /// The call that makes the exception.
    fn failure(&self, failure: &Failure) -> String {
        let exception = match self.mode {
            Mode::Decode => "DecodeException",
            Mode::Encode => "EncodeException",
        };
        let kind = format!("{}.{}", self.cx.expression("ErrorKind"), kind_name(failure.kind));
        let mut arguments = vec![kind, self.label(&failure.place.owner, "structName")];
        let last = [
            self.label(&failure.place.field, "field"),
            self.shown(&failure.wanted),
            self.shown(&failure.got),
        ];
        let used = last.iter().rposition(|text| text != "\"\"").map_or(0, |at| at + 1);
        arguments.extend(last.into_iter().take(used));
        format!("new {}({})", self.cx.ty(exception), arguments.join(", "))
    }

    fn shown(&self, shown: &Shown) -> String {
        let wire = self.cx.expression("RbgenWire");
        match shown {
            Shown::Nothing => "\"\"".to_owned(),
            Shown::Text(text) => literal::string(text),
            Shown::ByOrder(little, big) => {
                let order = self.order(Order::Big);
                format!("order == {order} ? {} : {}", literal::string(big), literal::string(little))
            }
            Shown::Number(_, value) => format!("{wire}.Show({})", self.value(value)),
            Shown::Bytes(size, at) => format!("{wire}.Hex({})", self.slice(at, *size)),
            Shown::FirstSet(size, at) => format!("{wire}.FirstSet({})", self.slice(at, *size)),
        }
    }

    fn label(&self, label: &Label, parameter: &str) -> String {
        match label {
            Label::Text(text) => literal::string(text),
            Label::Argument => parameter.to_owned(),
        }
    }

    /// The struct and the field as arguments.
    fn place(&self, place: &Place) -> String {
        format!("{}, {}", self.label(&place.owner, "structName"), self.label(&place.field, "field"))
    }

    /// A byte order as an expression.
    fn order(&self, order: Order) -> String {
        match order {
            Order::Given => "order".to_owned(),
            Order::Little => format!("{}.Little", self.cx.expression("ByteOrder")),
            Order::Big => format!("{}.Big", self.cx.expression("ByteOrder")),
        }
    }

    /// The offset of a place.
    fn offset(&self, at: &At) -> String {
        let mut terms: Vec<String> = Vec::new();
        if at.offset > 0 || at.strides.is_empty() {
            terms.push(at.offset.to_string());
        }
        terms.extend(at.strides.iter().map(|(var, stride)| match stride {
            1 => self.name(*var).to_owned(),
            _ if terms_are_one(at) => format!("{} * {stride}", self.name(*var)),
            _ => format!("({} * {stride})", self.name(*var)),
        }));
        terms.join(" + ")
    }

    /// The data from a place on.
    fn from(&self, at: &At) -> String {
        if at.offset == 0 && at.strides.is_empty() {
            "data".to_owned()
        } else {
            format!("data.Slice({})", self.offset(at))
        }
    }

    /// So many bytes of the data.
    fn slice(&self, at: &At, size: u64) -> String {
        format!("data.Slice({}, {size})", self.offset(at))
    }

    /// What the functions for text want to know after the data.
    fn text_arguments(&self, text: &TextOf) -> String {
        let first = match (text.rules.encoding, &text.ty) {
            (_, WireType::Char16(_)) | (Encoding::Utf16, _) => self.order(text.order),
            (Encoding::Ascii, _) => format!("{}.Ascii", self.cx.expression("RbgenEncoding")),
            (Encoding::Utf8, _) => format!("{}.Utf8", self.cx.expression("RbgenEncoding")),
            (Encoding::Latin1, _) => format!("{}.Latin1", self.cx.expression("RbgenEncoding")),
        };
        format!("{first}, {}, {}", self.text_rules(text.rules), self.place(&text.place))
    }

    fn text_rules(&self, rules: TextRules) -> String {
        let name = self.cx.expression("RbgenTextRules");
        let mut set = Vec::new();
        if rules.pad == Pad::Space {
            set.push(format!("{name}.PadSpace"));
        }
        if rules.terminated {
            set.push(format!("{name}.Terminated"));
        }
        if rules.replace_invalid {
            set.push(format!("{name}.Replace"));
        }
        if set.is_empty() { format!("{name}.None") } else { set.join(" | ") }
    }

    fn write_number(&self, code: &mut Code, scalar: Scalar, order: Order, at: &At, value: &Value) {
        let value = match value {
            Value::Int(_, number) if scalar.size() == 1 => (number.bits() & 0xFF).to_string(),
            Value::Int(of, number) => literal::int(*of, *number),
            value => self.value(value),
        };
        match scalar.size() {
            1 if scalar.is_signed() => {
                code.line(format!("data[{}] = (byte){};", self.offset(at), grouped(&value)))
            }
            1 => code.line(format!("data[{}] = {value};", self.offset(at))),
            _ => {
                let (function, order) = self.accessor("Write", scalar, order);
                code.line(format!("{function}({}, {value}{order});", self.from(at)));
            }
        }
    }

    /// The function that reads or writes a number of more than one byte, and its last argument.
    fn accessor(&self, verb: &str, scalar: Scalar, order: Order) -> (String, &'static str) {
        let is_odd = !scalar.size().is_power_of_two();
        let name = function_name(scalar);
        if order == Order::Given {
            self.cx.needs.ordered.set(true);
            self.cx.needs.odd.set(true);
            return (format!("{}.{verb}{name}", self.cx.expression("RbgenOrdered")), ", order");
        }
        let class = if is_odd {
            self.cx.needs.odd.set(true);
            self.cx.expression("RbgenOdd")
        } else {
            self.cx.system("BinaryPrimitives")
        };
        let order = if order == Order::Big { "BigEndian" } else { "LittleEndian" };
        (format!("{class}.{verb}{name}{order}"), "")
    }
}

fn terms_are_one(at: &At) -> bool {
    at.offset == 0 && at.strides.len() == 1
}

/// A type and the brackets behind it.
fn split_brackets(ty: &str) -> (&str, &str) {
    ty.split_at(ty.find("[]").unwrap_or(ty.len()))
}

fn text_size(text: &TextOf) -> u64 {
    match &text.ty {
        WireType::Char16(len) => len * 2,
        WireType::Char(len) => *len,
        _ => 0,
    }
}

/// `UInt32` as in `ReadUInt32LittleEndian`.
pub(crate) fn function_name(scalar: Scalar) -> String {
    match scalar {
        Scalar::F32 => "Single".to_owned(),
        Scalar::F64 => "Double".to_owned(),
        Scalar::Bool8 | Scalar::Bool32 => format!("UInt{}", scalar.size() * 8),
        other if other.is_signed() => format!("Int{}", other.size() * 8),
        other => format!("UInt{}", other.size() * 8),
    }
}

/// An expression that can stand beside an operator or behind a cast.
fn grouped(text: &str) -> String {
    let is_simple = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '@'));
    if is_simple || is_call(text) { text.to_owned() } else { format!("({text})") }
}

/// Whether a text is one call or subscript, as in `a.b(c)[d]`, to its end.
fn is_call(text: &str) -> bool {
    let Some(open) = text.find(['(', '[']) else { return false };
    let head = &text[..open];
    let named = !head.is_empty()
        && head.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '@' | ':'));
    let mut depth = 0i32;
    let mut inside = true;
    for c in text[open..].chars() {
        match c {
            '(' | '[' => {
                depth += 1;
                inside = true;
            }
            ')' | ']' => {
                depth -= 1;
                inside = depth > 0;
            }
            c if !(inside || c.is_ascii_alphanumeric() || matches!(c, '_' | '.')) => return false,
            _ => {}
        }
    }
    named && depth == 0
}

/// The name of a kind in `ErrorKind`.
pub(crate) fn kind_name(kind: Kind) -> String {
    let known = Kind::ALL.iter().find(|(of, ..)| *of == kind).map_or("", |(_, name, _)| name);
    known.split('-').map(crate::backend::object::names::capital).collect()
}

/// The keyword of the type that bits of a word are worked with in.
fn word_host(word: Scalar) -> &'static str {
    match word.size() {
        0..=4 => "uint",
        5..=8 => "ulong",
        _ => host(Scalar::U128),
    }
}
