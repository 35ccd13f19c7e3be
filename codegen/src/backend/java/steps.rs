//! Prints the steps of functions as Java statements.

use super::flavour::Flavour;
use super::generator::Generator;
use super::literal;
use super::names::escape;
use super::types::{Host, host};
use crate::backend::object::code::Code;
use crate::backend::object::names::camel;
use crate::backend::object::steps::{
    At, Failure, Function, Kind, Label, Order, Place, Shown, Step, TextOf, Ty, Value, Var,
};
use rbgen_schema::ir::{Encoding, Pad, Scalar, StructDef, WireType};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Names that functions use for their parameters and helpers.
const PARAMETERS: [&str; 9] =
    ["data", "at", "order", "extent", "available", "value", "owner", "field", "rest"];

/// The longest name that a variable takes over from its field.
const LONGEST_LOCAL: usize = 30;

/// What a function is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Decode,
    Encode,
}

/// The handles that a view could have, and those that it uses.
#[derive(Debug, Default)]
pub(super) struct Handles {
    /// The constant of the handle by the offset and the primitive of the field.
    pub(super) names: HashMap<(u64, &'static str), String>,
    /// The offsets of fields whose handle is used.
    pub(super) used: RefCell<BTreeSet<u64>>,
}

/// Prints one function.
pub(super) struct Printer<'g, 'a> {
    pub(super) generator: &'g Generator<'a>,
    pub(super) direction: Direction,
    /// The struct whose members the function reads.
    pub(super) def: Option<&'g StructDef>,
    /// Whether members are read by the getters of a view.
    pub(super) is_view: bool,
    /// The place where the struct starts; empty where it is the start of the memory.
    pub(super) base: String,
    /// The memory.
    pub(super) data: String,
    /// The names of the variables.
    vars: Vec<String>,
    types: Vec<Ty>,
    /// In a view: the fields that have a handle.
    pub(super) handles: Option<&'g Handles>,
    /// Variables that were declared before they are set.
    declared: RefCell<HashSet<usize>>,
}

impl<'g, 'a> Printer<'g, 'a> {
    /// For the variables of a function; none of them is called as one of `taken`.
    pub(super) fn new(
        generator: &'g Generator<'a>,
        direction: Direction,
        def: Option<&'g StructDef>,
        function: &Function,
        taken: impl IntoIterator<Item = String>,
    ) -> Printer<'g, 'a> {
        let mut taken: HashSet<String> = taken.into_iter().collect();
        taken.extend(PARAMETERS.map(str::to_owned));
        let copied: HashMap<usize, String> = match (direction, def) {
            (Direction::Encode, Some(def)) => copies(generator, def, &function.steps),
            _ => HashMap::new(),
        };
        let mut vars = Vec::new();
        for (index, var) in function.vars.iter().enumerate() {
            let hint = if var.ty == Ty::Index { "i".to_owned() } else { camel(&var.hint) };
            let mut name = escape(hint);
            if name.len() > LONGEST_LOCAL {
                name = format!("field{index}");
            }
            if let Some(member) = copied.get(&index) {
                // Nothing else is called so.
                vars.push(member.clone());
                continue;
            }
            if taken.contains(&name) && matches!(var.ty, Ty::Number(_)) {
                name.push_str("Number");
            }
            let stem = name.clone();
            let mut number = 2;
            while !taken.insert(name.clone()) {
                name = format!("{stem}{number}");
                number += 1;
            }
            vars.push(name);
        }
        Printer {
            generator,
            direction,
            def,
            is_view: false,
            base: "at".to_owned(),
            data: "data".to_owned(),
            vars,
            types: function.vars.iter().map(|var| var.ty.clone()).collect(),
            handles: None,
            declared: RefCell::default(),
        }
    }

    /// The name of a variable.
    pub(super) fn var(&self, var: Var) -> &str {
        &self.vars[var.0]
    }

    /// The type of a variable in the schema's words.
    pub(super) fn ty(&self, var: Var) -> &Ty {
        &self.types[var.0]
    }

    fn type_name(&self, ty: &Ty) -> String {
        match ty {
            Ty::Value(ty) => self.generator.type_name(ty),
            Ty::Number(scalar) => host(*scalar).name().to_owned(),
            Ty::Index => "int".to_owned(),
            Ty::Table(scalar) => format!("{}[]", host(*scalar).name()),
        }
    }

    /// Prints steps.
    pub(super) fn steps(&self, code: &mut Code, steps: &[Step]) {
        for step in steps {
            self.step(code, step);
        }
    }

    /// Prints a function that returns one value.
    pub(super) fn body(&self, code: &mut Code, function: &Function, value: Option<&Value>) {
        let Some(value) = value else { return self.steps(code, &function.steps) };
        if let (Some((Step::Let(last, read), before)), Value::Var(var)) = (function.steps.split_last(), value)
            && last == var
        {
            self.steps(code, before);
            return code.line(format!("return {};", self.value(read)));
        }
        self.steps(code, &function.steps);
        code.line(format!("return {};", self.value(value)));
    }

    fn step(&self, code: &mut Code, step: &Step) {
        match step {
            // A member is final, so it needs no copy.
            Step::Let(var, Value::Member(index))
                if !self.is_view && self.var(*var) == self.member(*index) => {}
            Step::Let(var, value) => {
                let ty = self.type_name(self.ty(*var));
                code.line(format!("{ty} {} = {};", self.var(*var), self.value(value)));
            }
            Step::Declare(var) => {
                self.declared.borrow_mut().insert(var.0);
                code.line(format!("{} {};", self.type_name(self.ty(*var)), self.var(*var)));
            }
            Step::Set(var, value) => code.line(format!("{} = {};", self.var(*var), self.value(value))),
            Step::NewArray(var, dims) => {
                let name = self.type_name(self.ty(*var));
                let element = name.trim_end_matches("[]");
                let all = (name.len() - element.len()) / 2;
                let mut sizes: String = dims.iter().map(|len| format!("[{len}]")).collect();
                sizes.push_str(&"[]".repeat(all.saturating_sub(dims.len())));
                let new =
                    if self.declared.borrow().contains(&var.0) { String::new() } else { format!("{name} ") };
                code.line(format!("{new}{} = new {element}{sizes};", self.var(*var)));
            }
            Step::SetElement(var, indices, value) => {
                let at: String = indices.iter().map(|index| format!("[{}]", self.var(*index))).collect();
                code.line(format!("{}{at} = {};", self.var(*var), self.value(value)));
            }
            Step::Loop(index, count, body) => {
                let name = self.var(*index);
                code.open(format!("for (int {name} = 0; {name} < {count}; {name}++)"));
                self.steps(code, body);
                code.close();
            }
            Step::If(test, body, otherwise) => {
                code.open(format!("if ({})", self.test(test)));
                self.steps(code, body);
                if !otherwise.is_empty() {
                    code.next("else");
                    self.steps(code, otherwise);
                }
                code.close();
            }
            Step::Select(scalar, value, arms, otherwise) => {
                self.select(code, *scalar, value, arms, otherwise)
            }
            Step::Table(var, scalar, numbers) => {
                let numbers: Vec<String> =
                    numbers.iter().map(|number| literal::int(*scalar, *number)).collect();
                let ty = host(*scalar).name();
                code.line(format!("{ty}[] {} = {{{}}};", self.var(*var), numbers.join(", ")));
            }
            Step::Fail(failure) => self.fail(code, failure),
            Step::Return(value) => code.line(format!("return {};", self.value(value))),
            Step::ReturnOrder(order) => code.line(format!("return {};", self.order(*order))),
            Step::ReturnWhether(test) => code.line(format!("return {};", self.test(test))),
            Step::Length(value, wanted, place) => {
                let value = self.operand(value);
                code.open(format!("if ({value}.length != {wanted})"));
                let got = format!("Integer.toString({value}.length)");
                self.throw(code, Kind::WrongLength, place, &literal::string(&wanted.to_string()), &got);
                code.close();
            }
            Step::WriteNumber(scalar, order, at, value) => {
                self.write_number(code, *scalar, *order, at, value)
            }
            Step::WriteBytes(_, at, value) => {
                let value = self.value(value);
                code.line(format!("Rbgen.put({}, {}, {value});", self.data, self.place(at)));
            }
            Step::WriteText(text, at, value) => self.write_text(code, text, at, &self.value(value)),
            Step::WriteUuid(is_guid, at, value) => {
                let name = if *is_guid { "putGuid" } else { "putUuid" };
                let value = self.value(value);
                code.line(format!("Rbgen.{name}({}, {}, {value});", self.data, self.place(at)));
            }
            Step::WriteStruct(id, order, at, value) => {
                let def = &self.generator.schema.structs[id.index()];
                let order = if self.generator.is_either(def) {
                    format!(", {}", self.order(*order))
                } else {
                    String::new()
                };
                let value = self.operand(value);
                code.line(format!("{value}.rbgenWrite({}, {}{order});", self.data, self.place(at)));
            }
            Step::WriteUnion(_, at, value) => {
                let value = self.operand(value);
                code.line(format!("Rbgen.put({}, {}, {value}.wireBytes());", self.data, self.place(at)));
            }
            Step::WriteMember(id, index, order, at, value, place) => {
                let variant = self.generator.variant(*id, *index);
                let order = self.member_order(*id, *index, *order);
                let value = self.value(value);
                let (owner, field) = (self.label(&place.owner, true), self.label(&place.field, false));
                let at = self.place(at);
                code.line(format!(
                    "(({variant}) {value}).rbgenWrite({}, {at}{order}, {owner}, {field});",
                    self.data
                ));
            }
        }
    }

    /// The argument for the byte order of a union member's function, with its comma.
    pub(super) fn member_order(&self, id: rbgen_schema::ir::UnionId, index: usize, order: Order) -> String {
        if self.generator.member_takes_order(id, index) {
            format!(", {}", self.order(order))
        } else {
            String::new()
        }
    }

    fn select(
        &self,
        code: &mut Code,
        scalar: Scalar,
        value: &Value,
        arms: &[(Vec<rbgen_schema::Int>, Vec<Step>)],
        otherwise: &[Step],
    ) {
        if arms.is_empty() {
            return self.steps(code, otherwise);
        }
        let number = host(scalar);
        if matches!(number, Host::Byte | Host::Short | Host::Int) {
            code.open(format!("switch ({})", self.value(value)));
            for (numbers, body) in arms {
                let labels: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                self.arm(code, &format!("case {} ->", labels.join(", ")), body);
            }
            self.arm(code, "default ->", otherwise);
            return code.close();
        }
        let value = self.operand(value);
        for (at, (numbers, body)) in arms.iter().enumerate() {
            let tests: Vec<String> = numbers.iter().map(|n| self.equals(scalar, &value, *n, true)).collect();
            let head = format!("if ({})", tests.join(" || "));
            if at == 0 {
                code.open(head)
            } else {
                code.next(format!("else {head}"))
            }
            self.steps(code, body);
        }
        if !otherwise.is_empty() {
            code.next("else");
            self.steps(code, otherwise);
        }
        code.close();
    }

    /// One case of a `switch`: without braces where it is one statement that has room.
    fn arm(&self, code: &mut Code, head: &str, body: &[Step]) {
        if let [Step::Set(..) | Step::Fail(_)] = body {
            let mut inner = code.inner();
            self.steps(&mut inner, body);
            let text = inner.text();
            let text = text.trim();
            if !text.contains('\n') && head.len() + 1 + text.len() <= code.room() {
                return code.verbatim(format!("{head} {text}"));
            }
        }
        code.open(head);
        self.steps(code, body);
        code.close();
    }

    fn fail(&self, code: &mut Code, failure: &Failure) {
        let wanted = self.shown(&failure.wanted);
        let got = self.shown(&failure.got);
        self.throw(code, failure.kind, &failure.place, &wanted, &got);
    }

    fn throw(&self, code: &mut Code, kind: Kind, place: &Place, wanted: &str, got: &str) {
        let class = match self.direction {
            Direction::Decode => "DecodeException",
            Direction::Encode => "EncodeException",
        };
        let (owner, field) = (self.label(&place.owner, true), self.label(&place.field, false));
        code.line(format!(
            "throw new {class}(ErrorKind.{}, {owner}, {field}, {wanted}, {got});",
            kind_name(kind)
        ));
    }

    /// A name in an error.
    pub(super) fn label(&self, label: &Label, is_owner: bool) -> String {
        match label {
            Label::Text(text) => literal::string(text),
            Label::Argument => if is_owner { "owner" } else { "field" }.to_owned(),
        }
    }

    fn shown(&self, shown: &Shown) -> String {
        match shown {
            Shown::Nothing => "\"\"".to_owned(),
            Shown::Text(text) => literal::string(text),
            Shown::ByOrder(little, big) => {
                let (little, big) = (literal::string(little), literal::string(big));
                format!("order == ByteOrder.BIG_ENDIAN ? {big} : {little}")
            }
            Shown::Number(scalar, value) => {
                let text = self.operand(value);
                match host(*scalar) {
                    Host::Big => format!("{text}.toString()"),
                    Host::Long if *scalar == Scalar::U64 => format!("Long.toUnsignedString({text})"),
                    Host::Boolean => format!("{text} ? \"1\" : \"0\""),
                    number => format!("{}.toString({text})", number.boxed()),
                }
            }
            Shown::Bytes(size, at) => format!("Rbgen.hex({}, {}, {size})", self.data, self.place(at)),
            Shown::FirstSet(size, at) => format!("Rbgen.firstSet({}, {}, {size})", self.data, self.place(at)),
        }
    }

    /// A place in memory.
    pub(super) fn place(&self, at: &At) -> String {
        let mut text = self.base.clone();
        let mut add = |part: String| {
            if !text.is_empty() {
                text.push_str(" + ");
            }
            text.push_str(&part);
        };
        if at.offset > 0 {
            add(at.offset.to_string());
        }
        for (index, stride) in &at.strides {
            let index = self.var(*index);
            add(if *stride == 1 { index.to_owned() } else { format!("{index} * {stride}") });
        }
        if text.is_empty() { "0".to_owned() } else { text }
    }

    /// A byte order as an argument.
    pub(super) fn order(&self, order: Order) -> &'static str {
        match order {
            Order::Little => "ByteOrder.LITTLE_ENDIAN",
            Order::Big => "ByteOrder.BIG_ENDIAN",
            Order::Given => "order",
        }
    }

    /// The name of a layout or handle of the support class.
    pub(super) fn handle(stem: &str, order: Order) -> String {
        format!("Rbgen.{stem}_{}", if order == Order::Big { "BE" } else { "LE" })
    }

    /// The primitive at a place, without a change of its sign.
    pub(super) fn read_raw(&self, stem: &'static str, order: Order, at: &At) -> String {
        let (data, place) = (&self.data, self.place(at));
        let lower = stem.to_ascii_lowercase();
        if let Some(handle) = self.own_handle(stem, order, at) {
            return format!("({lower}) {handle}.get({data}, 0L)");
        }
        match (stem, order, self.generator.flavour) {
            ("BYTE", _, Flavour::Ffm) => format!("{data}.get(Rbgen.BYTE, {place})"),
            ("BYTE", _, Flavour::ByteBuffer) => format!("{data}.get({place})"),
            ("FLOAT", Order::Given, _) => {
                format!("Float.intBitsToFloat(Rbgen.getInt({data}, {place}, order))")
            }
            ("DOUBLE", Order::Given, _) => {
                format!("Double.longBitsToDouble(Rbgen.getLong({data}, {place}, order))")
            }
            (_, Order::Given, _) => {
                format!("Rbgen.get{}({data}, {place}, order)", crate::backend::object::names::capital(&lower))
            }
            (_, _, Flavour::Ffm) => format!("{data}.get({}, {place})", Self::handle(stem, order)),
            (_, _, Flavour::ByteBuffer) => {
                format!("({lower}) {}.get({data}, {place})", Self::handle(stem, order))
            }
        }
    }

    /// The handle of a view's own for a number that is a field.
    fn own_handle(&self, stem: &'static str, order: Order, at: &At) -> Option<String> {
        let fields = self.handles?;
        let name = fields.names.get(&(at.offset, stem))?;
        if order == Order::Given || !at.strides.is_empty() {
            return None;
        }
        fields.used.borrow_mut().insert(at.offset);
        Some(name.clone())
    }

    fn write_number(&self, code: &mut Code, scalar: Scalar, order: Order, at: &At, value: &Value) {
        let (data, place) = (&self.data, self.place(at));
        let stem = stem(scalar);
        let Some(stem) = stem else {
            let (order, value) = (self.order(order), self.value(value));
            let size = scalar.size();
            return code.line(match host(scalar) {
                Host::Big => format!("Rbgen.setBig({data}, {place}, {order}, {value});"),
                _ => format!("Rbgen.setWide({data}, {place}, {size}, {order}, {value});"),
            });
        };
        let raw = raw_type(stem);
        let value = if raw == host(scalar).name() {
            self.value(value)
        } else {
            format!("({raw}) {}", self.operand(value))
        };
        let lower = crate::backend::object::names::capital(raw);
        if let Some(handle) = self.own_handle(stem, order, at) {
            return code.line(format!("{handle}.set({data}, 0L, {value});"));
        }
        code.line(match (stem, order, self.generator.flavour) {
            ("BYTE", _, Flavour::Ffm) => format!("{data}.set(Rbgen.BYTE, {place}, {value});"),
            ("BYTE", _, Flavour::ByteBuffer) => format!("{data}.put({place}, {value});"),
            ("FLOAT", Order::Given, _) => {
                format!("Rbgen.setInt({data}, {place}, order, Float.floatToRawIntBits({value}));")
            }
            ("DOUBLE", Order::Given, _) => {
                format!("Rbgen.setLong({data}, {place}, order, Double.doubleToRawLongBits({value}));")
            }
            (_, Order::Given, _) => format!("Rbgen.set{lower}({data}, {place}, order, {value});"),
            (_, _, Flavour::Ffm) => format!("{data}.set({}, {place}, {value});", Self::handle(stem, order)),
            (_, _, Flavour::ByteBuffer) => {
                format!("{}.set({data}, {place}, {value});", Self::handle(stem, order))
            }
        });
    }

    /// The rules of text as the support class takes them.
    fn text_rules(text: &TextOf) -> String {
        let mut rules = vec![match text.rules.encoding {
            Encoding::Ascii => "Rbgen.ASCII",
            Encoding::Utf8 => "Rbgen.UTF_8",
            Encoding::Latin1 => "Rbgen.LATIN_1",
            Encoding::Utf16 => "",
        }];
        let more = [
            (text.rules.pad == Pad::Space, "Rbgen.SPACE"),
            (text.rules.terminated, "Rbgen.TERMINATED"),
            (text.rules.replace_invalid, "Rbgen.REPLACE"),
        ];
        rules.extend(more.iter().filter(|(is_set, _)| *is_set).map(|(_, name)| *name));
        rules.retain(|name| !name.is_empty());
        if rules.is_empty() { "0".to_owned() } else { rules.join(" | ") }
    }

    /// The arguments of a function for text that follow the place, up to the labels.
    fn text_arguments(&self, text: &TextOf) -> (String, &'static str) {
        let rules = Self::text_rules(text);
        match &text.ty {
            WireType::Char16(units) => (format!("{units}, {rules}, {}", self.order(text.order)), "16"),
            WireType::Char(size) => (format!("{size}, {rules}"), ""),
            _ => (rules, ""),
        }
    }

    /// The expression that reads text.
    pub(super) fn read_text(&self, text: &TextOf, at: &At) -> String {
        let (arguments, suffix) = self.text_arguments(text);
        let (owner, field) = (self.label(&text.place.owner, true), self.label(&text.place.field, false));
        format!("Rbgen.text{suffix}({}, {}, {arguments}, {owner}, {field})", self.data, self.place(at))
    }

    fn write_text(&self, code: &mut Code, text: &TextOf, at: &At, value: &str) {
        let (arguments, suffix) = self.text_arguments(text);
        let (owner, field) = (self.label(&text.place.owner, true), self.label(&text.place.field, false));
        let place = self.place(at);
        code.line(format!(
            "Rbgen.putText{suffix}({}, {place}, {arguments}, {value}, {owner}, {field});",
            self.data
        ));
    }
}

/// Whether decoding a value can throw.
pub(super) fn can_fail(function: &Function) -> bool {
    function.steps.iter().any(fails) || function.found.iter().any(|(_, value)| throws(value))
}

fn fails(step: &Step) -> bool {
    match step {
        Step::Fail(_) => true,
        Step::Let(_, value) | Step::Set(_, value) | Step::SetElement(_, _, value) => throws(value),
        Step::Loop(_, _, body) => body.iter().any(fails),
        Step::If(_, body, otherwise) => body.iter().chain(otherwise).any(fails),
        Step::Select(_, _, arms, otherwise) => {
            arms.iter().flat_map(|(_, body)| body).chain(otherwise).any(fails)
        }
        _ => false,
    }
}

fn throws(value: &Value) -> bool {
    matches!(value, Value::ReadText(..) | Value::ReadStruct(..) | Value::ReadMember(..))
}

/// A member where it is read: by its name, or as a part of `this` where a parameter is called so.
pub(super) fn member_read(generator: &Generator<'_>, def: &StructDef, index: usize) -> String {
    let name = generator.names.member(&def.name, &def.members[index].name);
    if PARAMETERS.contains(&name.as_str()) { format!("this.{name}") } else { name }
}

/// Variables that only are another name for a member.
fn copies(generator: &Generator<'_>, def: &StructDef, steps: &[Step]) -> HashMap<usize, String> {
    let copy = |step: &Step| match step {
        Step::Let(var, Value::Member(index)) => Some((var.0, member_read(generator, def, *index))),
        _ => None,
    };
    steps.iter().filter_map(copy).collect()
}

/// The primitive of a number's size; none for sizes that Java has no primitive of.
pub(super) fn stem(scalar: Scalar) -> Option<&'static str> {
    match (scalar, scalar.size()) {
        (Scalar::F32, _) => Some("FLOAT"),
        (Scalar::F64, _) => Some("DOUBLE"),
        (_, 1) => Some("BYTE"),
        (_, 2) => Some("SHORT"),
        (_, 4) => Some("INT"),
        (_, 8) => Some("LONG"),
        _ => None,
    }
}

/// The type of a primitive.
pub(super) fn raw_type(stem: &str) -> &'static str {
    match stem {
        "BYTE" => "byte",
        "SHORT" => "short",
        "INT" => "int",
        "FLOAT" => "float",
        "DOUBLE" => "double",
        _ => "long",
    }
}

/// The constant of a kind.
pub(super) fn kind_name(kind: Kind) -> String {
    let name = Kind::ALL.iter().find(|(other, _, _)| *other == kind).map_or("", |(_, name, _)| name);
    name.replace('-', "_").to_ascii_uppercase()
}
