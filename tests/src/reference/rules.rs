//! What a single value may be, and how it is shown in an error.

use super::value::{Failure, Kind, Order, Val};
use super::{Reference, number, text};
use rbgen_schema::Int;
use rbgen_schema::ir::{Scalar, TextRules, Value, ValueRange, ValueRules, WireType};

/// Where a value stands: what its errors say, and which rules hold for it.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) owner: &'a str,
    pub(crate) field: &'a str,
    pub(crate) order: Order,
    /// The order that nested structs of either order are read in.
    pub(crate) outer: Order,
    pub(crate) rules: &'a ValueRules,
    /// The constant of this element, once inside an array.
    pub(crate) constant: Option<&'a Value>,
    pub(crate) text: Option<TextRules>,
    pub(crate) truthy: bool,
    pub(crate) tag: Option<Int>,
    pub(crate) version: bool,
}

/// Which way a value goes.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Way {
    Decode,
    Encode,
}

impl<'a> Place<'a> {
    pub(crate) fn fail(&self, kind: Kind, wanted: impl ToString, got: impl ToString) -> Failure {
        Failure::new(kind, self.owner, self.field, wanted, got)
    }

    /// The place of one element of an array here.
    pub(crate) fn element(self, index: usize) -> Place<'a> {
        let constant = match self.constant {
            Some(Value::List(list)) => list.get(index),
            other => other,
        };
        Place { constant, ..self }
    }
}

/// Whether a literal is this number.
pub(crate) fn is_int(literal: &Value, number: Int) -> bool {
    match literal {
        Value::Int(n) => *n == number,
        Value::Bool(b) => Int::from(u64::from(*b)) == number,
        _ => false,
    }
}

/// A literal as a value of a type; one literal for an array stands for each element.
pub(crate) fn literal(ty: &WireType, value: &Value) -> Val {
    match (ty, value) {
        (WireType::Array(inner, _), Value::List(list)) => {
            Val::List(list.iter().map(|v| literal(inner, v)).collect())
        }
        (WireType::Array(inner, len), one) => Val::List((0..*len).map(|_| literal(inner, one)).collect()),
        (WireType::Scalar(s), Value::Float(f)) => Val::Float(number::float_bits(*s, *f)),
        (WireType::Scalar(s), Value::Int(n)) if s.is_float() => {
            Val::Float(number::float_bits(*s, n.to_f64()))
        }
        (_, Value::Int(n)) => Val::Int(*n),
        (_, Value::Float(f)) => Val::Float(f.to_bits()),
        (_, Value::Bool(b)) => Val::Bool(*b),
        (_, Value::Text(t)) => Val::Text(t.clone()),
        (_, Value::Bytes(b)) => Val::Bytes(b.clone()),
        (_, Value::List(list)) => Val::List(list.iter().map(|v| literal(ty, v)).collect()),
    }
}

impl Reference<'_> {
    /// Holds a value, whose representation is right, to its rules.
    pub(crate) fn check(
        self,
        ty: &WireType,
        value: &Val,
        raw: &[u8],
        at: &Place<'_>,
        way: Way,
    ) -> Result<(), Failure> {
        let got = || shown(value, raw);
        let allowed: Vec<Val> = match at.constant {
            Some(constant) => vec![literal(ty, constant)],
            None => at.rules.one_of.iter().map(|l| literal(ty, &l.value)).collect(),
        };
        if !allowed.is_empty() && !allowed.contains(value) {
            let wanted: Vec<String> = allowed.iter().map(|v| self.shown_value(ty, v, at)).collect();
            let kind = if at.version { Kind::UnsupportedVersion } else { Kind::WrongConst };
            return Err(at.fail(kind, wanted.join("|"), got()));
        }
        match &at.rules.range {
            Some(range) if (way == Way::Encode || range.on_decode) && !within(ty, range, value) => {
                let bound = |v: &Value| self.shown_value(ty, &literal(ty, v), at);
                let wanted = format!("{}..{}", bound(&range.low.value), bound(&range.high.value));
                Err(at.fail(Kind::OutOfRange, wanted, got()))
            }
            _ => Ok(()),
        }
    }

    /// A value of the schema as an error shows it.
    fn shown_value(self, ty: &WireType, value: &Val, at: &Place<'_>) -> String {
        shown(value, &plain_bytes(ty, value, at))
    }
}

/// How an error shows a value with these wire bytes.
fn shown(value: &Val, raw: &[u8]) -> String {
    match value {
        Val::Int(n) => n.to_string(),
        Val::Bool(b) => u8::from(*b).to_string(),
        _ => number::hex(raw),
    }
}

/// The wire bytes of a valid constant that isn't a number.
fn plain_bytes(ty: &WireType, value: &Val, at: &Place<'_>) -> Vec<u8> {
    match (ty, value) {
        (WireType::Scalar(s), Val::Float(bits)) => {
            number::write(u128::from(*bits), s.size() as usize, at.order)
        }
        (_, Val::Bytes(bytes)) => bytes.clone(),
        (WireType::Char(n) | WireType::Char16(n), Val::Text(t)) => {
            let unit = if matches!(ty, WireType::Char(_)) { 1 } else { 2 };
            let units =
                at.text.and_then(|rules| text::encode(t, *n as usize, rules).ok()).unwrap_or_default();
            units.iter().flat_map(|u| number::write(u128::from(*u), unit, at.order)).collect()
        }
        _ => Vec::new(),
    }
}

fn within(ty: &WireType, range: &ValueRange, value: &Val) -> bool {
    match (value, &range.low.value, &range.high.value) {
        (Val::Int(n), Value::Int(low), Value::Int(high)) => low <= n && n <= high,
        (Val::Float(bits), low, high) => {
            let WireType::Scalar(scalar) = ty else { return true };
            let value = number::float(*scalar, *bits);
            bound(*scalar, low) <= value && value <= bound(*scalar, high)
        }
        _ => true,
    }
}

fn bound(scalar: Scalar, value: &Value) -> f64 {
    match value {
        Value::Int(n) => n.to_f64(),
        Value::Float(f) => number::float(scalar, number::float_bits(scalar, *f)),
        _ => f64::NAN,
    }
}
