//! What a value must be, as steps that throw where it isn't.

use super::lower::{Work, order, place};
use super::steps::{At, Failure, Kind, Order, Place, Shown, Step, Test, Value};
use crate::backend::sample;
use rbgen_schema::Int;
use rbgen_schema::ir::{
    BitItem, ByteOrder, FieldDef, Role, Scalar, StructDef, TextRules, UnionMember, Unknown, Value as Stated,
    ValueRules, WireType,
};

/// One value, where it is, and what it is held to.
#[derive(Clone)]
pub(super) struct Held<'r> {
    pub(super) ty: &'r WireType,
    pub(super) rules: &'r ValueRules,
    /// The constant of this element, once inside an array.
    pub(super) constant: Option<&'r Stated>,
    pub(super) role: Option<Role>,
    pub(super) text: Option<TextRules>,
    pub(super) order: Order,
    pub(super) place: Place,
    /// Where its bytes are.
    pub(super) at: At,
    pub(super) encoding: bool,
}

static NO_RULES: ValueRules =
    ValueRules { constant: None, one_of: Vec::new(), default: None, range: None, unit: None, scale: None };

impl<'r> Held<'r> {
    /// A field's value at its place.
    pub(super) fn field(def: &StructDef, field: &'r FieldDef, ty: &'r WireType, encoding: bool) -> Held<'r> {
        Held {
            ty,
            rules: &field.rules,
            constant: field.rules.constant.as_ref().map(|literal| &literal.value),
            role: field.role,
            text: field.text,
            order: order(field.order),
            place: place(def, &field.name),
            at: At { offset: field.offset, strides: Vec::new() },
            encoding,
        }
    }

    /// A bit item's value, which has no place of its own.
    pub(super) fn item(def: &StructDef, item: &'r BitItem, ty: &'r WireType, encoding: bool) -> Held<'r> {
        Held {
            ty,
            rules: &item.rules,
            constant: item.rules.constant.as_ref().map(|literal| &literal.value),
            role: item.role,
            text: None,
            order: Order::Little,
            place: place(def, &item.name),
            at: At { offset: 0, strides: Vec::new() },
            encoding,
        }
    }

    /// A union's member, which starts where the union does and has no rules of its own.
    pub(super) fn member(member: &'r UnionMember, place: Place, encoding: bool) -> Held<'r> {
        Held {
            ty: &member.ty,
            rules: &NO_RULES,
            constant: None,
            role: None,
            text: None,
            order: order(member.order),
            place,
            at: At { offset: 0, strides: Vec::new() },
            encoding,
        }
    }

    pub(super) fn fail(&self, kind: Kind, wanted: Shown, got: Shown) -> Step {
        Step::Fail(Failure { kind, place: self.place.clone(), wanted, got })
    }

    /// Not the constant, or none of those that are allowed.
    pub(super) fn wrong(&self, wanted: Shown, got: Shown) -> Vec<Step> {
        let version = self.role == Some(Role::Version);
        let kind = if version { Kind::UnsupportedVersion } else { Kind::WrongConst };
        vec![self.fail(kind, wanted, got)]
    }

    /// The values it may have; none where all are allowed.
    fn allowed(&self) -> Vec<&Stated> {
        match self.constant {
            Some(constant) => vec![constant],
            None => self.rules.one_of.iter().map(|literal| &literal.value).collect(),
        }
    }
}

/// A rule's number.
pub(super) fn number(value: &Stated) -> Option<Int> {
    match value {
        Stated::Int(n) => Some(*n),
        Stated::Bool(set) => Some(Int::from(u64::from(*set))),
        _ => None,
    }
}

/// The bits of a float of the schema in a scalar.
fn float_bits(scalar: Scalar, value: &Stated) -> u64 {
    let value = match value {
        Stated::Float(value) => *value,
        Stated::Int(n) => n.to_f64(),
        _ => 0.0,
    };
    if scalar == Scalar::F32 { u64::from((value as f32).to_bits()) } else { value.to_bits() }
}

fn float(scalar: Scalar, value: &Stated) -> f64 {
    let bits = float_bits(scalar, value);
    if scalar == Scalar::F32 { f64::from(f32::from_bits(bits as u32)) } else { f64::from_bits(bits) }
}

impl Work<'_> {
    /// Checks a number: of an integer, an enum's code, a flag set's bits.
    pub(super) fn check_number(&self, steps: &mut Vec<Step>, held: &Held<'_>, scalar: Scalar, value: &Value) {
        let got = || Shown::Number(scalar, value.clone());
        let allowed: Vec<Int> = held.allowed().into_iter().filter_map(number).collect();
        if !allowed.is_empty() {
            let wanted = joined(allowed.iter().map(Int::to_string));
            let test = Test::NumberIsNot(scalar, value.clone(), allowed);
            steps.push(Step::If(test, held.wrong(wanted, got()), Vec::new()));
        }
        let Some(range) = held.rules.range.as_ref().filter(|r| held.encoding || r.on_decode) else { return };
        let Some((low, high)) = number(&range.low.value).zip(number(&range.high.value)) else { return };
        self.check_limits(steps, held, scalar, value, (low, high), (scalar.min(), scalar.max()));
    }

    /// Checks that a number is within limits, as far as it could be outside: it is known to be within other limits.
    pub(super) fn check_limits(
        &self,
        steps: &mut Vec<Step>,
        held: &Held<'_>,
        scalar: Scalar,
        value: &Value,
        (low, high): (Int, Int),
        known: (Int, Int),
    ) {
        if let Some(test) = self.outside(scalar, value, (low, high), known) {
            let wanted = Shown::Text(format!("{low}..{high}"));
            let fail = held.fail(Kind::OutOfRange, wanted, Shown::Number(scalar, value.clone()));
            steps.push(Step::If(test, vec![fail], Vec::new()));
        }
    }

    /// The test that a number is outside of limits. Where it is known not to be beyond one, that limit becomes the one
    /// of its host type, so that nothing is compared.
    pub(super) fn outside(
        &self,
        scalar: Scalar,
        value: &Value,
        (low, high): (Int, Int),
        known: (Int, Int),
    ) -> Option<Test> {
        let host = self.host(scalar);
        let low = if low <= known.0 { host.0 } else { low };
        let high = if high >= known.1 { host.1 } else { high };
        (low > host.0 || high < host.1).then(|| Test::NumberOutside(scalar, value.clone(), low, high))
    }

    /// Refuses a code that a rejecting enum doesn't list.
    pub(super) fn check_code(&self, steps: &mut Vec<Step>, held: &Held<'_>, scalar: Scalar, number: &Value) {
        let (element, _) = held.ty.element();
        if let WireType::Enum(id) = element
            && self.schema.enums[id.index()].unknown == Unknown::Reject
        {
            let got = Shown::Number(scalar, number.clone());
            let fail = held.fail(Kind::UnknownCode, Shown::Nothing, got);
            steps.push(Step::If(Test::UnknownCode(*id, number.clone()), vec![fail], Vec::new()));
        }
    }

    /// Checks a boolean.
    pub(super) fn check_bool(&self, steps: &mut Vec<Step>, held: &Held<'_>, value: &Value) {
        let allowed: Vec<bool> =
            held.allowed().into_iter().filter_map(number).map(|n| n != Int::ZERO).collect();
        if !allowed.is_empty() {
            let wanted = joined(allowed.iter().map(|set| u8::from(*set).to_string()));
            let got = Shown::Number(Scalar::U8, Value::NumberOf(Scalar::U8, Box::new(value.clone())));
            let test = Test::BoolIsNot(value.clone(), allowed);
            steps.push(Step::If(test, held.wrong(wanted, got), Vec::new()));
        }
    }

    /// Checks a float, text, bytes or a UUID, whose bytes stand at their place.
    pub(super) fn check_bytes(&self, steps: &mut Vec<Step>, held: &Held<'_>, value: &Value) {
        let allowed = held.allowed();
        if !allowed.is_empty() {
            let test = match held.ty {
                WireType::Scalar(scalar) => {
                    let bits = allowed.iter().map(|v| float_bits(*scalar, v)).collect();
                    Test::FloatIsNot(*scalar, value.clone(), bits)
                }
                WireType::Char(_) | WireType::Char16(_) => {
                    let texts = allowed.iter().filter_map(|v| match v {
                        Stated::Text(text) => Some(text.clone()),
                        _ => None,
                    });
                    Test::TextIsNot(value.clone(), texts.collect())
                }
                WireType::Guid | WireType::Uuid => {
                    let uuids = allowed.iter().filter_map(|v| match v {
                        Stated::Bytes(bytes) => <[u8; 16]>::try_from(bytes.as_slice()).ok(),
                        _ => None,
                    });
                    Test::UuidIsNot(*held.ty == WireType::Guid, value.clone(), uuids.collect())
                }
                _ => {
                    let runs = allowed.iter().filter_map(|v| match v {
                        Stated::Bytes(bytes) => Some(bytes.clone()),
                        _ => None,
                    });
                    Test::BytesAreNot(value.clone(), runs.collect())
                }
            };
            let shown = [false, true].map(|big| {
                let each = allowed.iter().map(|v| hex(&self.plain_bytes(held, v, big)));
                each.collect::<Vec<_>>().join("|")
            });
            let wanted = by_order(held.order, shown);
            steps.push(Step::If(
                test,
                held.wrong(wanted, Shown::Bytes(self.size(held.ty), held.at.clone())),
                Vec::new(),
            ));
        }
        let Some(range) = held.rules.range.as_ref().filter(|r| held.encoding || r.on_decode) else { return };
        let WireType::Scalar(scalar) = held.ty else { return };
        let (low, high) = (float(*scalar, &range.low.value), float(*scalar, &range.high.value));
        let shown = [false, true].map(|big| {
            let [low, high] =
                [&range.low, &range.high].map(|bound| hex(&self.plain_bytes(held, &bound.value, big)));
            format!("{low}..{high}")
        });
        let fail = held.fail(
            Kind::OutOfRange,
            by_order(held.order, shown),
            Shown::Bytes(self.size(held.ty), held.at.clone()),
        );
        let test = Test::FloatOutside(*scalar, value.clone(), low, high);
        steps.push(Step::If(test, vec![fail], Vec::new()));
    }

    /// The bytes of a value of the schema that isn't a number.
    fn plain_bytes(&self, held: &Held<'_>, value: &Stated, big: bool) -> Vec<u8> {
        match (held.ty, value) {
            (WireType::Scalar(scalar), value) => sample::float_bytes(float(*scalar, value), *scalar, big),
            (_, Stated::Bytes(bytes)) => bytes.clone(),
            (ty, text) => match &held.text {
                Some(rules) => {
                    let unit = if matches!(ty, WireType::Char16(_)) { 2 } else { 1 };
                    let order = if big { ByteOrder::Big } else { ByteOrder::Little };
                    sample::text(Some(text), rules, self.size(held.ty) as usize, unit, order)
                }
                None => Vec::new(),
            },
        }
    }
}

fn by_order(order: Order, [little, big]: [String; 2]) -> Shown {
    match order {
        Order::Little => Shown::Text(little),
        Order::Big => Shown::Text(big),
        Order::Given if little == big => Shown::Text(little),
        Order::Given => Shown::ByOrder(little, big),
    }
}

fn joined(values: impl Iterator<Item = String>) -> Shown {
    Shown::Text(values.collect::<Vec<_>>().join("|"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
