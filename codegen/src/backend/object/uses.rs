//! Which parameters a function needs.

use super::steps::{Failure, Function, Label, Order, Place, Shown, Step, Test, TextOf, Value};

/// Parameters that a function looks at besides its data.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Uses {
    /// The byte order.
    pub(crate) order: bool,
    /// How much of the struct there is.
    pub(crate) extent: bool,
    /// Whom errors are about.
    pub(crate) labels: bool,
}

impl Function {
    /// What this function needs.
    pub(crate) fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        uses.steps(&self.steps);
        self.found.iter().for_each(|(_, value)| uses.value(value));
        uses
    }
}

impl Uses {
    fn steps(&mut self, steps: &[Step]) {
        steps.iter().for_each(|step| self.step(step));
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Declare(_) | Step::NewArray(..) | Step::Table(..) => {}
            Step::Let(_, value)
            | Step::Set(_, value)
            | Step::SetElement(_, _, value)
            | Step::Return(value)
            | Step::WriteBytes(_, _, value)
            | Step::WriteUuid(_, _, value)
            | Step::WriteUnion(_, _, value) => self.value(value),
            Step::Loop(_, _, body) => self.steps(body),
            Step::If(test, then, otherwise) => {
                self.test(test);
                self.steps(then);
                self.steps(otherwise);
            }
            Step::Select(_, value, arms, none) => {
                self.value(value);
                arms.iter().for_each(|(_, steps)| self.steps(steps));
                self.steps(none);
            }
            Step::Fail(failure) => self.failure(failure),
            Step::ReturnOrder(order) => self.order(*order),
            Step::ReturnWhether(test) => self.test(test),
            Step::Length(value, _, place) => {
                self.value(value);
                self.place(place);
            }
            Step::WriteNumber(_, order, _, value) | Step::WriteStruct(_, order, _, value) => {
                self.order(*order);
                self.value(value);
            }
            Step::WriteText(text, _, value) => {
                self.text(text);
                self.value(value);
            }
            Step::WriteMember(_, _, order, _, value, place) => {
                self.order(*order);
                self.value(value);
                self.place(place);
            }
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Var(_)
            | Value::Member(_)
            | Value::Argument
            | Value::Available
            | Value::Entry(..)
            | Value::Literal(..)
            | Value::Int(..)
            | Value::Default(_)
            | Value::ReadBytes(..)
            | Value::ReadUuid(..)
            | Value::ReadUnion(..) => {}
            Value::Minus(left, right) => {
                self.value(left);
                self.value(right);
            }
            Value::Element(of, _)
            | Value::EnumOf(_, of)
            | Value::CodeOf(_, of)
            | Value::FlagsOf(_, of)
            | Value::BitsOf(_, of)
            | Value::BoolOf(_, of)
            | Value::NumberOf(_, of)
            | Value::Unpack(_, of, _, _)
            | Value::AtLeast(_, of, _)
            | Value::Convert(_, _, of) => self.value(of),
            Value::ReadNumber(_, order, _) | Value::ReadStruct(_, order, _) => self.order(*order),
            Value::ReadText(text, _) => self.text(text),
            Value::ReadMember(_, _, order, _, place) => {
                self.order(*order);
                self.place(place);
            }
            Value::Pack(_, parts) => parts.iter().for_each(|(_, _, part)| self.value(part)),
            Value::Replace(_, word, _, _, number) => {
                self.value(word);
                self.value(number);
            }
            Value::IfCovered(_, _, value, _) => {
                self.extent = true;
                self.value(value);
            }
        }
    }

    fn test(&mut self, test: &Test) {
        match test {
            Test::Covers(_) => self.extent = true,
            Test::AnyByteSet(..) => {}
            Test::NumberIsNot(_, value, _)
            | Test::NumberOutside(_, value, _, _)
            | Test::BoolIsNot(value, _)
            | Test::FloatIsNot(_, value, _)
            | Test::FloatOutside(_, value, _, _)
            | Test::TextIsNot(value, _)
            | Test::BytesAreNot(value, _)
            | Test::UuidIsNot(_, value, _)
            | Test::UnknownCode(_, value)
            | Test::IsNotMember(_, _, value) => self.value(value),
            Test::NumbersDiffer(_, left, right) | Test::Exceeds(left, right) => {
                self.value(left);
                self.value(right);
            }
        }
    }

    fn failure(&mut self, failure: &Failure) {
        self.place(&failure.place);
        for shown in [&failure.wanted, &failure.got] {
            match shown {
                Shown::ByOrder(..) => self.order = true,
                Shown::Number(_, value) => self.value(value),
                Shown::Nothing | Shown::Text(_) | Shown::Bytes(..) | Shown::FirstSet(..) => {}
            }
        }
    }

    fn text(&mut self, text: &TextOf) {
        self.order(text.order);
        self.place(&text.place);
    }

    fn place(&mut self, place: &Place) {
        self.labels |= place.owner == Label::Argument || place.field == Label::Argument;
    }

    fn order(&mut self, order: Order) {
        self.order |= order == Order::Given;
    }
}
