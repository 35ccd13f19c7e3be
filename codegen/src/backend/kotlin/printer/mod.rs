//! Prints the steps of a function.

mod parts;
mod values;
mod vars;

use crate::backend::kotlin::literal;
use crate::backend::kotlin::names::Locals;
use crate::backend::kotlin::number::{self, atom};
use crate::backend::kotlin::types::{Context, number_type};
use crate::backend::object::code::Code;
use crate::backend::object::names::screaming;
use crate::backend::object::steps::{Function, Kind, Label, Order, Step, Ty, Value, Var, VarDef};
use rbgen_schema::Int;
use rbgen_schema::ir::{EnumId, Scalar, StructDef, UnionId, WireType};
pub(crate) use vars::own;
use vars::{alias, collect_aliases, collect_declared, is_alias};

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

    /// All steps of a function that finds one value; answers the value. A last variable that only holds it is left out.
    pub(crate) fn print_value(&self, code: &mut Code) -> String {
        let Some((_, value)) = self.function.found.first() else { return String::new() };
        match (value, self.function.steps.split_last()) {
            (Value::Var(var), Some((Step::Let(last, read), before))) if var == last => {
                self.steps(code, before);
                self.typed(read)
            }
            _ => {
                self.print(code);
                self.typed(value)
            }
        }
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
        arms: &[(Vec<Int>, Vec<Step>)],
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
            Step::Return(value) => {
                let long = self.long(value);
                let long = long.unwrap_or_else(|| format!("{}.toLong()", atom(&self.value(value))));
                code.line(format!("return {long}"));
            }
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
