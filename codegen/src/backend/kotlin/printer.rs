//! Prints the steps of a function.

use super::literal;
use super::names::{Locals, is_local};
use super::number::{self, atom};
use super::types::{Context, number_type};
use crate::backend::object::code::Code;
use crate::backend::object::names::screaming;
use crate::backend::object::steps::{
    At, Failure, Function, Kind, Label, Order, Place, Shown, Step, Test, TextOf, Ty, Value, Var, VarDef,
};
use rbgen_schema::ir::{Encoding, EnumId, Pad, Scalar, StructDef, StructId, UnionId, WireType};

/// What is done with the value whose steps are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    Decode,
    Encode,
}

/// Prints one function.
pub(crate) struct Printer<'p, 's> {
    cx: &'p Context<'s>,
    /// The struct whose members are meant; none in the functions of unions.
    def: Option<&'p StructDef>,
    function: &'p Function,
    /// The names of the variables.
    vars: Vec<String>,
    /// Variables that are declared before they are set.
    declared: Vec<Var>,
    task: Task,
    /// Where the struct starts: a parameter, or nothing where it starts with the segment.
    base: &'static str,
    /// The union inside whose sealed interface the function stands.
    union: Option<UnionId>,
}

impl<'p, 's> Printer<'p, 's> {
    /// A printer of a function that reads or writes at its parameter `base`.
    pub(crate) fn new(
        cx: &'p Context<'s>,
        def: Option<&'p StructDef>,
        function: &'p Function,
        task: Task,
        taken: impl IntoIterator<Item = String>,
    ) -> Printer<'p, 's> {
        let mut locals = Locals::new(taken);
        let mut aliases = Vec::new();
        collect_aliases(&function.steps, &mut aliases);
        let name = |(index, var): (usize, &VarDef)| match aliases.iter().find(|(alias, _)| alias.0 == index) {
            // Another name for a member would only hide it.
            Some((_, value)) => alias(cx, def, value),
            None => locals.fresh(&var.hint),
        };
        let vars = function.vars.iter().enumerate().map(name).collect();
        let mut declared = Vec::new();
        collect_declared(&function.steps, &mut declared);
        Printer { cx, def, function, vars, declared, task, base: "base", union: None }
    }

    /// Reads and writes from the start of the segment.
    pub(crate) fn at_start(mut self) -> Self {
        self.base = "";
        self
    }

    /// Stands inside the sealed interface of a union.
    pub(crate) fn within(mut self, union: UnionId) -> Self {
        self.union = Some(union);
        self
    }

    /// All steps.
    pub(crate) fn print(&self, code: &mut Code) {
        self.steps(code, &self.function.steps);
    }

    fn var(&self, var: Var) -> &str {
        self.vars.get(var.0).map_or("", String::as_str)
    }

    fn enumeration(&self, id: EnumId) -> String {
        self.cx.name_within(self.union, self.cx.names.enumeration(id))
    }

    fn ty(&self, var: Var) -> String {
        match self.function.vars.get(var.0).map(|var| &var.ty) {
            Some(Ty::Value(ty)) => self.cx.ty_within(self.union, ty),
            Some(Ty::Number(scalar)) => number_type(*scalar).to_owned(),
            Some(Ty::Table(scalar)) => format!("List<{}>", number_type(*scalar)),
            Some(Ty::Index) | None => "Int".to_owned(),
        }
    }

    fn steps(&self, code: &mut Code, steps: &[Step]) {
        let mut at = 0;
        while let Some(step) = steps.get(at) {
            match (step, steps.get(at + 1)) {
                (Step::NewArray(var, dims), Some(Step::Loop(index, count, body))) if !dims.is_empty() => {
                    let head = if self.declared.contains(var) {
                        format!("{} = ", self.var(*var))
                    } else {
                        format!("val {}: {} = ", self.var(*var), self.ty(*var))
                    };
                    self.list(code, &head, *var, *index, *count, body);
                    at += 1;
                }
                (Step::Declare(var), Some(Step::If(test, then, otherwise))) => {
                    match (self.only_set(*var, then), self.only_set(*var, otherwise)) {
                        (Some(then), Some(otherwise)) => {
                            let (name, ty, test) = (self.var(*var), self.ty(*var), self.test(test));
                            code.line(format!("val {name}: {ty} = if ({test}) {then} else {otherwise}"));
                            at += 1;
                        }
                        _ => self.step(code, step),
                    }
                }
                (Step::Declare(var), Some(Step::Select(scalar, value, arms, otherwise)))
                    if arms.iter().all(|(_, steps)| self.only_set(*var, steps).is_some()) =>
                {
                    let (name, ty) = (self.var(*var), self.ty(*var));
                    let subject = number::subject(&self.value(value), *scalar);
                    code.open(format!("val {name}: {ty} = when ({subject})"));
                    self.choices(code, *var, *scalar, arms, otherwise);
                    at += 1;
                }
                _ => self.step(code, step),
            }
            at += 1;
        }
    }

    /// The arms of a `when` whose value a variable takes.
    fn choices(
        &self,
        code: &mut Code,
        var: Var,
        scalar: Scalar,
        arms: &[(Vec<rbgen_schema::Int>, Vec<Step>)],
        otherwise: &[Step],
    ) {
        for (numbers, steps) in arms {
            let value = self.only_set(var, steps).unwrap_or_default();
            code.line(format!("{} -> {value}", number::arm(scalar, numbers)));
        }
        match (self.only_set(var, otherwise), otherwise) {
            (Some(value), _) => code.line(format!("else -> {value}")),
            (None, [Step::Fail(failure)]) => code.line(format!("else -> {}", self.failure(failure))),
            (None, steps) => {
                code.open("else ->");
                self.steps(code, steps);
                code.close();
            }
        }
        code.close();
    }

    /// The value that steps give to a variable, where they do nothing else.
    fn only_set(&self, var: Var, steps: &[Step]) -> Option<String> {
        match steps {
            [Step::Set(target, value)] if *target == var => Some(self.typed(value)),
            _ => None,
        }
    }

    /// A list whose elements the body of a loop makes, one after the other.
    fn list(&self, code: &mut Code, head: &str, var: Var, index: Var, count: u64, body: &[Step]) {
        let index = self.var(index);
        match body {
            [Step::SetElement(target, _, value)] if *target == var => {
                let used = self.mentions(value, index);
                let index = if used { format!("{index} -> ") } else { String::new() };
                code.line(format!("{head}List({count}) {{ {index}{} }}", self.typed(value)));
            }
            [before @ .., Step::SetElement(target, _, value)] if *target == var => {
                code.verbatim(format!("{head}List({count}) {{ {index} ->"));
                code.indent();
                self.steps(code, before);
                code.line(self.typed(value));
                code.close();
            }
            [before @ .., Step::Loop(inner, inner_count, inner_body)] => {
                code.verbatim(format!("{head}List({count}) {{ {index} ->"));
                code.indent();
                self.steps(code, before);
                self.list(code, "", var, *inner, *inner_count, inner_body);
                code.close();
            }
            _ => {
                code.verbatim(format!("{head}List({count}) {{ {index} ->"));
                code.indent();
                self.steps(code, body);
                code.close();
            }
        }
    }

    /// Whether a value depends on a variable.
    fn mentions(&self, value: &Value, name: &str) -> bool {
        let text = self.typed(value);
        text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
    }

    fn step(&self, code: &mut Code, step: &Step) {
        match step {
            Step::Let(_, value) if is_alias(value) => {}
            Step::Let(var, value) => {
                code.line(format!("val {}: {} = {}", self.var(*var), self.ty(*var), self.typed(value)));
            }
            Step::Declare(var) => code.line(format!("val {}: {}", self.var(*var), self.ty(*var))),
            Step::Set(var, value) => code.line(format!("{} = {}", self.var(*var), self.typed(value))),
            Step::NewArray(var, _) => {
                code.line(format!("val {}: {} = emptyList()", self.var(*var), self.ty(*var)));
            }
            // Only ever in the loop that `list` prints.
            Step::SetElement(_, _, value) => code.line(self.typed(value)),
            Step::Loop(var, count, body) => {
                code.open(format!("for ({}: Int in 0 until {count})", self.var(*var)));
                self.steps(code, body);
                code.close();
            }
            Step::If(test, then, otherwise) => {
                code.open(format!("if ({})", self.test(test)));
                self.steps(code, then);
                let mut rest = otherwise.as_slice();
                while let [Step::If(test, then, otherwise)] = rest {
                    code.next(format!("else if ({})", self.test(test)));
                    self.steps(code, then);
                    rest = otherwise;
                }
                if !rest.is_empty() {
                    code.next("else");
                    self.steps(code, rest);
                }
                code.close();
            }
            Step::Table(var, scalar, numbers) => {
                let numbers: Vec<String> = numbers.iter().map(|n| literal::typed(*n, *scalar)).collect();
                let (name, ty) = (self.var(*var), self.ty(*var));
                code.line(format!("val {name}: {ty} = listOf({})", numbers.join(", ")));
            }
            Step::Select(scalar, value, arms, otherwise) => {
                code.open(format!("when ({})", number::subject(&self.value(value), *scalar)));
                for (numbers, steps) in arms {
                    code.open(format!("{} ->", number::arm(*scalar, numbers)));
                    self.steps(code, steps);
                    code.close();
                }
                code.open("else ->");
                self.steps(code, otherwise);
                code.close();
                code.close();
            }
            Step::Fail(failure) => code.line(self.failure(failure)),
            Step::Return(value) => code.line(format!("return {}.toLong()", atom(&self.value(value)))),
            Step::ReturnOrder(order) => code.line(format!("return {}", Context::passed_order(*order))),
            Step::ReturnWhether(test) => code.line(format!("return {}", self.test(test))),
            Step::Length(value, count, place) => {
                let value = atom(&self.value(value));
                code.open(format!("if ({value}.size != {count})"));
                let wanted = literal::string(&count.to_string());
                let got = format!("{value}.size.toString()");
                code.line(self.throw(Kind::WrongLength, place, Some(wanted), Some(got)));
                code.close();
            }
            Step::WriteNumber(scalar, order, at, value) => {
                let (name, order) = accessor("rbgenPut", *scalar, *order);
                code.line(format!("segment.{name}({}, {}{order})", self.at(at), self.typed(value)));
            }
            Step::WriteBytes(_, at, value) => {
                code.line(format!("segment.rbgenPutBytes({}, {})", self.at(at), self.value(value)));
            }
            Step::WriteText(text, at, value) => {
                let (form, names, options) = self.text(text);
                let (at, value, size) = (self.at(at), self.value(value), text_size(&text.ty));
                code.line(format!("segment.rbgenPutText({at}, {size}L, {form}, {value}, {names}{options})"));
            }
            Step::WriteUuid(is_guid, at, value) => {
                let name = if *is_guid { "Guid" } else { "Uuid" };
                code.line(format!("segment.rbgenPut{name}({}, {})", self.at(at), self.value(value)));
            }
            Step::WriteStruct(id, order, at, value) => {
                let order = self.passed(*id, *order);
                code.line(format!(
                    "{}.rbgenWrite(segment, {}{order})",
                    atom(&self.value(value)),
                    self.at(at)
                ));
            }
            Step::WriteUnion(_, at, value) => {
                let value = atom(&self.value(value));
                code.line(format!("segment.rbgenPutBytes({}, {value}.bytes)", self.at(at)));
            }
            Step::WriteMember(id, member, order, at, value, place) => {
                let arguments = self.member_arguments(*id, *member, *order, at, place);
                code.line(format!("{}.rbgenWrite({arguments})", atom(&self.value(value))));
            }
        }
    }

    fn failure(&self, failure: &Failure) -> String {
        let (wanted, got) = (self.shown(&failure.wanted), self.shown(&failure.got));
        self.throw(failure.kind, &failure.place, wanted, got)
    }

    fn throw(&self, kind: Kind, place: &Place, wanted: Option<String>, got: Option<String>) -> String {
        let class = match self.task {
            Task::Decode => "DecodeException",
            Task::Encode => "EncodeException",
        };
        let mut arguments = vec![format!("ErrorKind.{}", kind_name(kind)), label(&place.owner, "owner")];
        let field = label(&place.field, "field");
        if field != "\"\"" {
            arguments.push(field);
        } else if wanted.is_some() || got.is_some() {
            arguments.push("\"\"".to_owned());
        }
        match (wanted, got) {
            (Some(wanted), got) => {
                arguments.push(wanted);
                arguments.extend(got);
            }
            (None, Some(got)) => arguments.push(format!("got = {got}")),
            (None, None) => {}
        }
        format!("throw {class}({})", arguments.join(", "))
    }

    /// A text that an error shows; none where it shows nothing.
    fn shown(&self, shown: &Shown) -> Option<String> {
        Some(match shown {
            Shown::Nothing => return None,
            Shown::Text(text) if text.is_empty() => return None,
            Shown::Text(text) => literal::string(text),
            Shown::ByOrder(little, big) => format!(
                "if (order == ByteOrder.BIG_ENDIAN) {} else {}",
                literal::string(big),
                literal::string(little)
            ),
            Shown::Number(_, Value::NumberOf(_, value)) => {
                format!("if ({}) \"1\" else \"0\"", self.value(value))
            }
            Shown::Number(_, value) => format!("{}.toString()", atom(&self.value(value))),
            Shown::Bytes(size, at) => format!("segment.rbgenHex({}, {size}L)", self.at(at)),
            Shown::FirstSet(size, at) => {
                format!("segment.rbgenFirstSet({}, {size}L).toString()", self.at(at))
            }
        })
    }

    /// A place in the segment.
    fn at(&self, at: &At) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !self.base.is_empty() {
            parts.push(self.base.to_owned());
        }
        if at.offset != 0 || parts.is_empty() {
            parts.push(format!("{}L", at.offset));
        }
        for (index, stride) in &at.strides {
            let index = self.var(*index);
            parts.push(if *stride == 1 { index.to_owned() } else { format!("{index} * {stride}L") });
        }
        parts.join(" + ")
    }

    /// How text is read: the form, the names in errors, and what differs from plain text.
    fn text(&self, text: &TextOf) -> (String, String, String) {
        let rules = text.rules;
        let form = match (rules.encoding, text.order) {
            (Encoding::Ascii, _) => "RbgenText.ASCII",
            (Encoding::Latin1, _) => "RbgenText.LATIN1",
            (Encoding::Utf8, _) => "RbgenText.UTF8",
            (Encoding::Utf16, Order::Little) => "RbgenText.UTF16",
            (Encoding::Utf16, Order::Big) => "RbgenText.UTF16_BE",
            (Encoding::Utf16, Order::Given) => "rbgenUtf16(order)",
        };
        let names = format!("{}, {}", label(&text.place.owner, "owner"), label(&text.place.field, "field"));
        let mut options = String::new();
        if rules.pad == Pad::Space {
            options.push_str(", padded = true");
        }
        if rules.terminated {
            options.push_str(", terminated = true");
        }
        if rules.replace_invalid && self.task == Task::Decode {
            options.push_str(", replace = true");
        }
        (form.to_owned(), names, options)
    }

    /// The byte order handed to a struct that takes one.
    fn passed(&self, id: StructId, order: Order) -> String {
        let takes = self.cx.takes_order(id);
        if takes { format!(", {}", Context::passed_order(order)) } else { String::new() }
    }

    fn member_arguments(&self, id: UnionId, member: usize, order: Order, at: &At, place: &Place) -> String {
        let mut arguments = vec!["segment".to_owned(), self.at(at)];
        let (takes_order, takes_place) = self.cx.member_takes(id, member);
        if takes_order {
            arguments.push(Context::passed_order(order).to_owned());
        }
        if takes_place {
            arguments.extend([label(&place.owner, "owner"), label(&place.field, "field")]);
        }
        arguments.join(", ")
    }

    /// A value where its type follows from the place it stands in.
    pub(crate) fn typed(&self, value: &Value) -> String {
        match value {
            Value::Int(scalar, number) => literal::typed(*number, *scalar),
            Value::IfCovered(end, scalar, value, number) => format!(
                "if (extent >= {end}L) {} else {}",
                self.typed(value),
                literal::typed(*number, *scalar)
            ),
            other => self.value(other),
        }
    }

    /// A value that has its type wherever it stands.
    pub(crate) fn value(&self, value: &Value) -> String {
        match value {
            Value::Var(var) => self.var(*var).to_owned(),
            Value::Member(_) | Value::Argument => alias(self.cx, self.def, value),
            Value::Available => "segment.byteSize().toULong()".to_owned(),
            Value::Minus(a, b) => format!("{} - {}", self.value(a), atom(&self.value(b))),
            Value::Entry(table, indices) => {
                let index: Vec<String> = indices
                    .iter()
                    .map(|(index, factor)| match factor {
                        1 => self.var(*index).to_owned(),
                        _ => format!("{} * {factor}", self.var(*index)),
                    })
                    .collect();
                format!("{}[{}]", self.var(*table), index.join(" + "))
            }
            Value::Element(array, indices) => {
                let indices: String = indices.iter().map(|index| format!("[{}]", self.var(*index))).collect();
                format!("{}{indices}", atom(&self.value(array)))
            }
            Value::Literal(ty, literal) => match ty {
                WireType::Array(..) => self.cx.array_default(ty, literal),
                _ => self.cx.literal(ty, literal),
            },
            Value::Int(scalar, number) => literal::number(*number, *scalar),
            Value::Default(index) => self
                .def
                .and_then(|def| def.members.get(*index).and_then(|member| self.cx.default(def, member)))
                .unwrap_or_default(),
            Value::ReadNumber(scalar, order, at) => {
                let (name, order) = accessor("rbgen", *scalar, *order);
                format!("segment.{name}({}{order})", self.at(at))
            }
            Value::ReadBytes(size, at) => format!("segment.rbgenBytes({}, {size}L)", self.at(at)),
            Value::ReadText(text, at) => {
                let (form, names, options) = self.text(text);
                format!(
                    "segment.rbgenText({}, {}L, {form}, {names}{options})",
                    self.at(at),
                    text_size(&text.ty)
                )
            }
            Value::ReadUuid(is_guid, at) => {
                format!("segment.rbgen{}({})", if *is_guid { "Guid" } else { "Uuid" }, self.at(at))
            }
            Value::ReadStruct(id, order, at) => format!(
                "{}.rbgenRead(segment, {}{})",
                self.cx.name_within(self.union, self.cx.names.structure(*id)),
                self.at(at),
                self.passed(*id, *order)
            ),
            Value::ReadUnion(id, at) => {
                let size = self.cx.schema.unions[id.index()].size;
                format!("{}(segment.rbgenBytes({}, {size}L))", self.cx.names.union(*id), self.at(at))
            }
            Value::ReadMember(id, member, order, at, place) => {
                let def = &self.cx.schema.unions[id.index()];
                let variant = self.cx.names.variant(def, &def.members[*member].name);
                format!(
                    "{}.{variant}.rbgenRead({})",
                    self.cx.names.union(*id),
                    self.member_arguments(*id, *member, *order, at, place)
                )
            }
            Value::EnumOf(id, code) => format!("{}({})", self.enumeration(*id), self.value(code)),
            Value::CodeOf(_, value) => format!("{}.code", atom(&self.value(value))),
            Value::FlagsOf(id, bits) => {
                let name = self.cx.name_within(self.union, self.cx.names.flags(*id));
                format!("{name}({})", self.value(bits))
            }
            Value::BitsOf(_, value) => format!("{}.bits", atom(&self.value(value))),
            Value::BoolOf(scalar, number) => {
                number::is_none_of(&self.value(number), *scalar, &[rbgen_schema::Int::ZERO])
            }
            Value::NumberOf(scalar, value) => {
                let choice = format!("if ({}) 1u else 0u", self.value(value));
                number::convert(&choice, Scalar::U32, *scalar)
            }
            Value::Unpack(word, value, bits, to) => number::unpack(&self.value(value), *word, *bits, *to),
            Value::Pack(word, parts) => {
                let parts: Vec<_> =
                    parts.iter().map(|(bits, of, value)| (*bits, *of, self.value(value))).collect();
                number::pack(*word, &parts)
            }
            Value::Replace(word, old, bits, of, value) => {
                number::replace(&self.value(old), *word, *bits, *of, &self.value(value))
            }
            Value::AtLeast(scalar, value, least) => {
                let (value, least) = (atom(&self.value(value)), literal::typed(*least, *scalar));
                let name = if number::is_wide(*scalar) { "max" } else { "coerceAtLeast" };
                format!("{value}.{name}({least})")
            }
            Value::IfCovered(end, scalar, value, number) => format!(
                "if (extent >= {end}L) {} else {}",
                self.value(value),
                literal::number(*number, *scalar)
            ),
            Value::Convert(from, to, value) => number::convert(&self.value(value), *from, *to),
        }
    }

    /// A condition.
    fn test(&self, test: &Test) -> String {
        let none_of = |value: &str, literals: Vec<String>| {
            let tests: Vec<String> = literals.iter().map(|literal| format!("{value} != {literal}")).collect();
            tests.join(" && ")
        };
        match test {
            Test::Covers(end) => format!("extent >= {end}L"),
            Test::NumberIsNot(scalar, value, numbers) => {
                number::is_none_of(&self.value(value), *scalar, numbers)
            }
            Test::NumbersDiffer(_, a, b) => {
                format!("{} != {}", atom(&self.value(a)), atom(&self.value(b)))
            }
            Test::Exceeds(a, b) => format!("{} > {}", atom(&self.value(a)), atom(&self.value(b))),
            Test::NumberOutside(scalar, value, low, high) => {
                number::is_outside(&self.value(value), *scalar, *low, *high)
            }
            Test::BoolIsNot(value, flags) => match flags[..] {
                [true] => format!("!{}", atom(&self.value(value))),
                [false] => self.value(value),
                _ => "false".to_owned(),
            },
            Test::FloatIsNot(scalar, value, bits) => {
                let value = format!("{}.toRawBits()", atom(&self.value(value)));
                let literal = |bits: &u64| match scalar {
                    Scalar::F32 => format!("0x{bits:08x}u.toInt()"),
                    _ => format!("0x{bits:016x}uL.toLong()"),
                };
                none_of(&value, bits.iter().map(literal).collect())
            }
            Test::FloatOutside(scalar, value, low, high) => {
                let (low, high) = (literal::float(*low, *scalar), literal::float(*high, *scalar));
                format!("{} !in {low}..{high}", atom(&self.value(value)))
            }
            Test::TextIsNot(value, texts) => {
                none_of(&atom(&self.value(value)), texts.iter().map(|text| literal::string(text)).collect())
            }
            Test::BytesAreNot(value, runs) => {
                let value = atom(&self.value(value));
                let tests: Vec<String> = runs
                    .iter()
                    .map(|run| format!("!{value}.contentEquals({})", literal::bytes(run)))
                    .collect();
                tests.join(" && ")
            }
            Test::UuidIsNot(is_guid, value, ids) => {
                let ids = ids.iter().map(|id| literal::uuid(id, *is_guid)).collect();
                none_of(&atom(&self.value(value)), ids)
            }
            Test::UnknownCode(_, Value::CodeOf(_, value)) => format!("!{}.isKnown", atom(&self.value(value))),
            Test::UnknownCode(id, value) => {
                format!("!{}({}).isKnown", self.enumeration(*id), self.value(value))
            }
            Test::AnyByteSet(size, at) => format!("segment.rbgenFirstSet({}, {size}L) != 0", self.at(at)),
            Test::IsNotMember(id, member, value) => {
                let def = &self.cx.schema.unions[id.index()];
                let variant = self.cx.names.variant(def, &def.members[*member].name);
                format!("{} !is {}.{variant}", atom(&self.value(value)), self.cx.names.union(*id))
            }
        }
    }
}

/// Whether a value is a member, or the number of one, as it is.
fn is_alias(value: &Value) -> bool {
    match value {
        Value::Member(_) | Value::Argument => true,
        Value::CodeOf(_, value) | Value::BitsOf(_, value) => is_alias(value),
        _ => false,
    }
}

/// A property where a parameter or variable of the function may have its name.
pub(crate) fn own(property: &str) -> String {
    if is_local(property) { format!("this.{property}") } else { property.to_owned() }
}

/// How a value that is an alias is written.
fn alias(cx: &Context<'_>, def: Option<&StructDef>, value: &Value) -> String {
    match value {
        Value::Member(index) => def
            .and_then(|def| def.members.get(*index).map(|member| cx.names.member(def, member)))
            .map(|name| own(&name))
            .unwrap_or_default(),
        Value::CodeOf(_, value) => format!("{}.code", alias(cx, def, value)),
        Value::BitsOf(_, value) => format!("{}.bits", alias(cx, def, value)),
        _ => "value".to_owned(),
    }
}

fn collect_aliases<'f>(steps: &'f [Step], aliases: &mut Vec<(Var, &'f Value)>) {
    for step in steps {
        match step {
            Step::Let(var, value) if is_alias(value) => aliases.push((*var, value)),
            Step::If(_, then, otherwise) => {
                collect_aliases(then, aliases);
                collect_aliases(otherwise, aliases);
            }
            Step::Loop(_, _, body) => collect_aliases(body, aliases),
            Step::Select(_, _, arms, otherwise) => {
                arms.iter().for_each(|(_, steps)| collect_aliases(steps, aliases));
                collect_aliases(otherwise, aliases);
            }
            _ => {}
        }
    }
}

fn collect_declared(steps: &[Step], declared: &mut Vec<Var>) {
    for step in steps {
        match step {
            Step::Declare(var) => declared.push(*var),
            Step::If(_, then, otherwise) => {
                collect_declared(then, declared);
                collect_declared(otherwise, declared);
            }
            Step::Loop(_, _, body) => collect_declared(body, declared),
            Step::Select(_, _, arms, otherwise) => {
                arms.iter().for_each(|(_, steps)| collect_declared(steps, declared));
                collect_declared(otherwise, declared);
            }
            _ => {}
        }
    }
}

/// The constant of a kind of error.
pub(crate) fn kind_name(kind: Kind) -> String {
    let name = Kind::ALL.iter().find(|(other, _, _)| *other == kind).map_or("", |(_, name, _)| name);
    screaming(&name.replace('-', "_"))
}

/// A name in an error.
fn label(label: &Label, parameter: &str) -> String {
    match label {
        Label::Text(text) => literal::string(text),
        Label::Argument => parameter.to_owned(),
    }
}

/// Bytes of a text.
fn text_size(ty: &WireType) -> u64 {
    match ty {
        WireType::Char(len) => *len,
        WireType::Char16(len) => len * 2,
        _ => 0,
    }
}

/// The function that reads or writes a number, and its last argument.
pub(crate) fn accessor(prefix: &str, scalar: Scalar, order: Order) -> (String, &'static str) {
    let name = super::wire::scalar_word(scalar);
    match order {
        _ if scalar.size() == 1 => (format!("{prefix}{name}"), ""),
        Order::Little => (format!("{prefix}{name}"), ""),
        Order::Big => (format!("{prefix}{name}Be"), ""),
        Order::Given => (format!("{prefix}{name}In"), ", order"),
    }
}
