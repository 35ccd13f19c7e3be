//! Values to bytes: everything that decoding would refuse is refused here, in the same order.
//!
//! The bytes that are written to are zero before, so padding and reserved runs need no step.

use super::lower::{Lower, Work, bit_limits, item_type, member_of, member_order, order, place};
use super::rules::{Held, number};
use super::steps::{At, Function, Kind, Place, Shown, Step, Test, TextOf, Ty, Value, Var};
use super::{decode, tables};
use rbgen_schema::Int;
use rbgen_schema::ir::{
    BitItem, BitKind, FieldDef, FieldKind, Literal, Policy, Role, Scalar, StructDef, TagUse, UnionId,
    Value as Stated, WireType,
};
use std::ops::Range;

/// A value that is encoded.
#[derive(Clone)]
struct Target<'s> {
    held: Held<'s>,
    hint: &'s str,
    /// The lowest number that is written.
    lowest: Option<u32>,
}

impl Lower<'_> {
    /// Encodes some fields of a struct; all of them make `encode`.
    pub(crate) fn encode(self, def: &StructDef, fields: Range<usize>) -> Function {
        let mut work = self.work();
        let mut steps = Vec::new();
        for index in fields {
            work.write_field(&mut steps, def, index, &|member| Value::Member(member));
        }
        work.finish(steps, Vec::new())
    }

    /// Encodes one member, given as [`Value::Argument`], at its place: what a setter of a view does. A bit item goes into
    /// the word that is there. The version is written as given, and a union's tag must be a constant or be there as
    /// [`Value::Member`].
    pub(crate) fn set(self, def: &StructDef, member: usize) -> Function {
        let mut work = self.work();
        let mut steps = Vec::new();
        let wanted = &def.members[member];
        let index = wanted.field as usize;
        let field = &def.fields[index];
        let value = |other: usize| if other == member { Value::Argument } else { Value::Member(other) };
        match (&field.kind, wanted.item) {
            (FieldKind::Bits(word, items), Some(item)) => {
                let item = &items[item as usize];
                let (scalar, number) = work.item_number(&mut steps, def, item, Value::Argument, None);
                let at = At { offset: field.offset, strides: Vec::new() };
                let (word, order) = (word.unsigned(), order(field.order));
                let there = Value::ReadNumber(word, order, at.clone());
                let replaced = Value::Replace(word, Box::new(there), item.bits, scalar, Box::new(number));
                steps.push(Step::WriteNumber(word, order, at, replaced));
            }
            (FieldKind::Value(ty), _) => {
                let target = Target { lowest: None, ..target(def, index, field, ty) };
                work.write(&mut steps, &target, Value::Argument, field.tag.map(|tag| (def, tag)));
            }
            _ => work.write_field(&mut steps, def, index, &value),
        }
        work.finish(steps, Vec::new())
    }

    /// Encodes one element of a member that is an array, given as [`Value::Argument`]. The first variables are the
    /// indices, one for each dimension.
    pub(crate) fn set_element(self, def: &StructDef, member: usize) -> Function {
        let mut work = self.work();
        let mut steps = Vec::new();
        let index = def.members[member].field as usize;
        let field = &def.fields[index];
        if let FieldKind::Value(ty) = &field.kind {
            let whole = target(def, index, field, ty);
            let (element, at) = work.element(ty, &whole.held.at);
            let target = Target { held: Held { ty: element, at, ..whole.held }, lowest: None, ..whole };
            work.write(&mut steps, &target, Value::Argument, None);
        }
        work.finish(steps, Vec::new())
    }

    /// Encodes a member of a union, given as [`Value::Argument`], where the function's data starts.
    pub(crate) fn encode_member(self, union: UnionId, member: usize, place: Place) -> Function {
        let mut work = self.work();
        let member = &self.schema.unions[union.index()].members[member];
        let mut steps = Vec::new();
        let held = Held::member(member, place, true);
        let target = Target { held, hint: &member.name, lowest: None };
        work.write(&mut steps, &target, Value::Argument, None);
        work.finish(steps, Vec::new())
    }
}

impl Work<'_> {
    fn write_field(
        &mut self,
        steps: &mut Vec<Step>,
        def: &StructDef,
        index: usize,
        given: &dyn Fn(usize) -> Value,
    ) {
        let field = &def.fields[index];
        let at = At { offset: field.offset, strides: Vec::new() };
        let member = member_of(def, index, None).map(given);
        match &field.kind {
            FieldKind::Padding | FieldKind::Reserved(Policy::Zero | Policy::Ignore) => {}
            FieldKind::Reserved(Policy::Preserve) => {
                if let Some(value) = member {
                    steps.push(Step::Length(value.clone(), field.size, place(def, &field.name)));
                    steps.push(Step::WriteBytes(field.size, at, value));
                }
            }
            FieldKind::Value(WireType::Scalar(scalar)) if field.role == Some(Role::Size) => {
                let size = Value::Int(*scalar, Int::from(def.size));
                steps.push(Step::WriteNumber(*scalar, order(field.order), at, size));
            }
            FieldKind::Value(ty) => {
                let target = target(def, index, field, ty);
                match (member, &field.rules.constant) {
                    (Some(value), _) => self.write(steps, &target, value, field.tag.map(|tag| (def, tag))),
                    (None, Some(constant)) => self.constant(steps, &target.held, constant, &field.name),
                    (None, None) => {}
                }
            }
            FieldKind::Bits(word, items) => {
                let mut parts = Vec::new();
                for (i, item) in items.iter().enumerate() {
                    let member = member_of(def, index, Some(i)).map(given);
                    let lowest = def.lowest_written_version(index as u32, Some(i as u32));
                    let fixed = match (&item.rules.constant, item.role) {
                        (Some(constant), _) => number(&constant.value),
                        (None, Some(Role::Size)) => Some(Int::from(def.size)),
                        _ => None,
                    };
                    match (member, fixed) {
                        (Some(value), _) => {
                            let (scalar, number) = self.item_number(steps, def, item, value, lowest);
                            parts.push((item.bits, scalar, number));
                        }
                        (None, Some(fixed)) if fixed != Int::ZERO => {
                            let scalar = item_scalar(self, item);
                            parts.push((item.bits, scalar, Value::Int(scalar, fixed)));
                        }
                        _ => {}
                    }
                }
                if !parts.is_empty() {
                    let word = word.unsigned();
                    let value = Value::Pack(word, parts);
                    steps.push(Step::WriteNumber(word, order(field.order), at, value));
                }
            }
        }
    }

    /// The number of a bit item's value, checked.
    fn item_number(
        &mut self,
        steps: &mut Vec<Step>,
        def: &StructDef,
        item: &BitItem,
        value: Value,
        lowest: Option<u32>,
    ) -> (Scalar, Value) {
        let ty = item_type(item);
        let scalar = item_scalar(self, item);
        let held = Held { constant: None, ..Held::item(def, item, &ty, true) };
        if item.kind == BitKind::Bool {
            self.check_bool(steps, &held, &value);
            return (scalar, Value::NumberOf(scalar, Box::new(value)));
        }
        let mut raw = raw_number(&ty, scalar, value);
        if let Some(lowest) = lowest {
            raw = Value::AtLeast(scalar, Box::new(raw), Int::from(lowest));
        }
        let mut checks = Vec::new();
        let var = self.var(&item.name, Ty::Number(scalar));
        let number = Value::Var(var);
        self.check_limits(&mut checks, &held, scalar, &number, bit_limits(item), self.host(scalar));
        self.check_code(&mut checks, &held, scalar, &number);
        if !matches!(item.kind, BitKind::Reserved(_)) {
            self.check_number(&mut checks, &held, scalar, &number);
        }
        (scalar, self.named(steps, checks, var, raw))
    }

    /// The variable with its checks, or the value itself where nothing is checked.
    fn named(&mut self, steps: &mut Vec<Step>, checks: Vec<Step>, var: Var, value: Value) -> Value {
        if checks.is_empty() {
            self.forget(var);
            return value;
        }
        steps.push(Step::Let(var, value));
        steps.extend(checks);
        Value::Var(var)
    }

    /// Writes a value of any type.
    fn write(
        &mut self,
        steps: &mut Vec<Step>,
        target: &Target<'_>,
        value: Value,
        tag: Option<(&StructDef, TagUse)>,
    ) {
        let held = &target.held;
        let (ty, at) = (held.ty, held.at.clone());
        match ty {
            WireType::Array(..) => self.write_array(steps, target, value, Vec::new()),
            WireType::Struct(id) => {
                let order = order(self.schema.structs[id.index()].endian);
                steps.push(Step::WriteStruct(*id, order, at, value));
            }
            WireType::Union(id) => match tag {
                Some((def, tag)) => self.write_union(steps, *id, def, tag, held, value),
                None => steps.push(Step::WriteUnion(*id, at, value)),
            },
            WireType::Scalar(scalar) if scalar.is_float() => {
                let value = self.once(steps, target, value);
                steps.push(Step::WriteNumber(*scalar, held.order, at, value.clone()));
                self.check_bytes(steps, held, &value);
            }
            WireType::Scalar(scalar) if scalar.is_bool() => {
                let raw = self.representation(ty).unwrap_or(*scalar);
                self.check_bool(steps, held, &value);
                let number = Value::NumberOf(raw, Box::new(value));
                steps.push(Step::WriteNumber(raw, held.order, at, number));
            }
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                let scalar = self.representation(ty).unwrap_or(Scalar::U64);
                let mut raw = raw_number(ty, scalar, value);
                if let Some(lowest) = target.lowest {
                    raw = Value::AtLeast(scalar, Box::new(raw), Int::from(lowest));
                }
                let mut checks = Vec::new();
                let var = self.var(target.hint, Ty::Number(scalar));
                let number = Value::Var(var);
                let limits = (scalar.min(), scalar.max());
                self.check_limits(&mut checks, held, scalar, &number, limits, self.host(scalar));
                self.check_code(&mut checks, held, scalar, &number);
                self.check_number(&mut checks, held, scalar, &number);
                let number = self.named(steps, checks, var, raw);
                steps.push(Step::WriteNumber(scalar, held.order, at, number));
            }
            WireType::Char(_) | WireType::Char16(_) => {
                let Some(rules) = held.text else { return };
                let text = TextOf { ty: ty.clone(), rules, order: held.order, place: held.place.clone() };
                let value = self.once(steps, target, value);
                steps.push(Step::WriteText(text, at, value.clone()));
                self.check_bytes(steps, held, &value);
            }
            WireType::Bytes(size) => {
                let value = self.once(steps, target, value);
                steps.push(Step::Length(value.clone(), *size, held.place.clone()));
                steps.push(Step::WriteBytes(*size, at, value.clone()));
                self.check_bytes(steps, held, &value);
            }
            WireType::Guid | WireType::Uuid => {
                let value = self.once(steps, target, value);
                steps.push(Step::WriteUuid(*ty == WireType::Guid, at, value.clone()));
                self.check_bytes(steps, held, &value);
            }
            // Structs with such types have no codec.
            WireType::Host(_) => {}
        }
    }

    /// Puts an element of an array into a variable, as it is used more than once.
    fn once(&mut self, steps: &mut Vec<Step>, target: &Target<'_>, value: Value) -> Value {
        match value {
            Value::Element(..) => {
                self.bind(steps, None, target.hint, Ty::Value(target.held.ty.clone()), value)
            }
            other => other,
        }
    }

    fn write_array<'s>(
        &mut self,
        steps: &mut Vec<Step>,
        target: &Target<'s>,
        value: Value,
        mut indices: Vec<Var>,
    ) {
        let held = &target.held;
        let WireType::Array(inner, len) = held.ty else {
            return self.write(steps, target, Value::Element(Box::new(value), indices), None);
        };
        let own = match indices.is_empty() {
            true => value.clone(),
            false => Value::Element(Box::new(value.clone()), indices.clone()),
        };
        steps.push(Step::Length(own, *len, held.place.clone()));
        let index = self.var("index", Ty::Index);
        let mut at = held.at.clone();
        at.strides.push((index, self.size(inner)));
        indices.push(index);
        let mut body = Vec::new();
        let element = Target { held: Held { ty: inner, at, ..held.clone() }, ..*target };
        self.write_array(&mut body, &element, value, indices);
        steps.push(Step::Loop(index, *len, body));
    }

    /// Writes what the schema says a field always is.
    fn constant<'s>(&mut self, steps: &mut Vec<Step>, held: &Held<'s>, constant: &Literal, hint: &str) {
        let (element, dims) = held.ty.element();
        let single = |at: At| Held { ty: element, at, ..held.clone() };
        if let (Some(scalar), Some(numbers)) =
            (self.representation(element), tables::table(Some(&constant.value)))
        {
            let table = self.var(&format!("{hint}_written"), Ty::Table(scalar));
            steps.push(Step::Table(table, scalar, numbers));
            let indices = self.indices(&dims);
            let at = tables::at(&held.at, &indices, scalar.size());
            let entry = Value::Entry(table, indices.clone());
            let body = vec![Step::WriteNumber(scalar, held.order, at, entry)];
            steps.extend(tables::loops(&indices, &dims, body));
        } else if matches!(constant.value, Stated::List(_)) {
            self.constant_list(steps, held, &constant.value, constant);
        } else {
            let indices = self.indices(&dims);
            let at = tables::at(&held.at, &indices, self.size(element));
            let mut body = Vec::new();
            self.constant_value(&mut body, &single(at), &constant.value, constant);
            steps.extend(tables::loops(&indices, &dims, body));
        }
    }

    fn constant_list(&mut self, steps: &mut Vec<Step>, held: &Held<'_>, value: &Stated, whole: &Literal) {
        let (WireType::Array(inner, _), Stated::List(list)) = (held.ty, value) else {
            return self.constant_value(steps, held, value, whole);
        };
        for (index, own) in (0..).zip(list) {
            let offset = held.at.offset + index * self.size(inner);
            let at = At { offset, strides: held.at.strides.clone() };
            self.constant_list(steps, &Held { ty: inner, at, ..held.clone() }, own, whole);
        }
    }

    fn constant_value(&mut self, steps: &mut Vec<Step>, held: &Held<'_>, value: &Stated, whole: &Literal) {
        let (ty, at) = (held.ty, held.at.clone());
        let named = if *value == whole.value { whole.named.clone() } else { Vec::new() };
        let literal = Value::Literal(ty.clone(), Literal { value: value.clone(), named, span: whole.span });
        match ty {
            WireType::Scalar(scalar) if scalar.is_float() => {
                steps.push(Step::WriteNumber(*scalar, held.order, at, literal));
            }
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                let scalar = self.representation(ty).unwrap_or(Scalar::U64);
                let number = Value::Int(scalar, number(value).unwrap_or(Int::ZERO));
                steps.push(Step::WriteNumber(scalar, held.order, at, number));
            }
            WireType::Char(_) | WireType::Char16(_) => {
                let Some(rules) = held.text else { return };
                let text = TextOf { ty: ty.clone(), rules, order: held.order, place: held.place.clone() };
                steps.push(Step::WriteText(text, at, literal));
            }
            WireType::Bytes(size) => steps.push(Step::WriteBytes(*size, at, literal)),
            WireType::Guid | WireType::Uuid => {
                steps.push(Step::WriteUuid(*ty == WireType::Guid, at, literal));
            }
            WireType::Array(..) | WireType::Struct(_) | WireType::Union(_) | WireType::Host(_) => {}
        }
    }

    fn write_union(
        &mut self,
        steps: &mut Vec<Step>,
        id: UnionId,
        def: &StructDef,
        tag: TagUse,
        held: &Held<'_>,
        value: Value,
    ) {
        let union = &self.schema.unions[id.index()];
        let field = &def.fields[tag.field as usize];
        let member = member_of(def, tag.field as usize, tag.item.map(|i| i as usize));
        let (ty, rules) = match (&field.kind, tag.item) {
            (FieldKind::Bits(_, items), Some(item)) => {
                let item = &items[item as usize];
                (item_type(item), &item.rules)
            }
            (FieldKind::Value(ty), _) => (ty.clone(), &field.rules),
            _ => return,
        };
        let scalar = self.representation(&ty).unwrap_or(Scalar::U64);
        let number = match member {
            Some(member) => {
                let mut raw = raw_number(&ty, scalar, Value::Member(member));
                if let Some(lowest) = def.lowest_written_version(tag.field, tag.item) {
                    raw = Value::AtLeast(scalar, Box::new(raw), Int::from(lowest));
                }
                self.bind(steps, None, &format!("{}_tag", target_hint(held)), Ty::Number(scalar), raw)
            }
            None => {
                let constant = rules.constant.as_ref().and_then(|literal| number(&literal.value));
                Value::Int(scalar, constant.unwrap_or(Int::ZERO))
            }
        };
        let got = Shown::Number(scalar, number.clone());
        let fail = || vec![held.fail(Kind::NoMember, Shown::Nothing, got.clone())];
        let write = |index: usize| {
            let other = Step::If(Test::IsNotMember(id, index, value.clone()), fail(), Vec::new());
            let order = member_order(self.schema, &union.members[index]);
            let write =
                Step::WriteMember(id, index, order, held.at.clone(), value.clone(), held.place.clone());
            vec![other, write]
        };
        match &number {
            // A constant tag means one member.
            Value::Int(_, fixed) => {
                let meant = union.members.iter().position(|m| {
                    m.when.iter().any(|when| super::rules::number(&when.value) == Some(*fixed))
                });
                let meant = meant.or_else(|| union.members.iter().position(|m| m.otherwise));
                steps.extend(meant.map_or_else(&fail, write));
            }
            _ => steps.push(decode::select(union, scalar, number.clone(), write, fail())),
        }
    }
}

fn target_hint(held: &Held<'_>) -> String {
    match &held.place.field {
        super::steps::Label::Text(name) => name.clone(),
        super::steps::Label::Argument => "union".to_owned(),
    }
}

fn item_scalar(work: &Work<'_>, item: &BitItem) -> Scalar {
    work.representation(&item_type(item)).unwrap_or(Scalar::U64)
}

/// The number that stands for a value.
fn raw_number(ty: &WireType, scalar: Scalar, value: Value) -> Value {
    match ty {
        WireType::Enum(id) => Value::CodeOf(*id, Box::new(value)),
        WireType::Flags(id) => Value::BitsOf(*id, Box::new(value)),
        WireType::Scalar(of) if of.is_bool() => Value::NumberOf(scalar, Box::new(value)),
        _ => value,
    }
}

fn target<'s>(def: &StructDef, index: usize, field: &'s FieldDef, ty: &'s WireType) -> Target<'s> {
    Target {
        held: Held { constant: None, ..Held::field(def, field, ty, true) },
        hint: &field.name,
        lowest: def.lowest_written_version(index as u32, None),
    }
}
