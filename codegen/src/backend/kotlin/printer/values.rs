//! Prints values and conditions.

use super::{Printer, accessor, alias, text_size};
use crate::backend::kotlin::literal;
use crate::backend::kotlin::number::{self, atom};
use crate::backend::object::chain;
use crate::backend::object::steps::{Test, Value};
use rbgen_schema::Int;
use rbgen_schema::ir::{BitRange, Scalar, WireType};

impl Printer<'_, '_> {
    /// A value where its type follows from the place it stands in.
    pub(crate) fn typed(&self, value: &Value) -> String {
        match value {
            Value::Int(scalar, number) => literal::typed(*number, *scalar),
            Value::NumberOf(_, value) => format!("if ({}) 1u else 0u", self.value(value)),
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
            Value::BoolOf(scalar, number) => match &**number {
                Value::Unpack(word, value, bits, _) => {
                    let whole = number::word_type(*word);
                    let bit = number::unpack(&self.value(value), *word, *bits, whole);
                    number::is_none_of(&bit, whole, &[Int::ZERO])
                }
                number => number::is_none_of(&self.value(number), *scalar, &[Int::ZERO]),
            },
            Value::NumberOf(scalar, value) => {
                let choice = format!("if ({}) 1u else 0u", self.value(value));
                number::convert(&choice, Scalar::U32, *scalar)
            }
            Value::Unpack(word, value, bits, to) => number::unpack(&self.value(value), *word, *bits, *to),
            Value::Pack(word, parts) => {
                let part = |(bits, of, value): &(BitRange, Scalar, Value)| {
                    let (of, text) = self.part(*word, *of, value);
                    (*bits, of, text)
                };
                number::pack(*word, &parts.iter().map(part).collect::<Vec<_>>())
            }
            Value::Replace(word, old, bits, of, value) => {
                let (of, text) = self.part(*word, *of, value);
                number::replace(&self.value(old), *word, *bits, of, &text)
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

    /// A number that becomes part of a word, and the scalar it is of: what has no type yet gets that of the word.
    pub(super) fn part(&self, word: Scalar, of: Scalar, value: &Value) -> (Scalar, String) {
        let word = number::word_type(word);
        match value {
            Value::Int(_, number) => (word, literal::typed(*number, word)),
            Value::NumberOf(_, value) => {
                let [one, zero] = [1u64, 0].map(|bit| literal::typed(Int::from(bit), word));
                (word, format!("if ({}) {one} else {zero}", self.value(value)))
            }
            other => (of, self.value(other)),
        }
    }

    /// A number of bytes as a `Long`, which holds all that there can be; none of what may be more.
    pub(super) fn long(&self, value: &Value) -> Option<String> {
        match value {
            Value::Available => Some("segment.byteSize()".to_owned()),
            Value::Int(_, number) => Some(literal::typed(*number, Scalar::I64)),
            Value::Convert(from, _, value) if from.host_bits() < 64 => {
                Some(number::convert(&self.value(value), *from, Scalar::I64))
            }
            Value::Minus(a, b) => Some(format!("{} - {}", self.long(a)?, atom(&self.long(b)?))),
            _ => None,
        }
    }

    /// A condition.
    pub(super) fn test(&self, test: &Test) -> String {
        let none_of = |value: &str, literals: Vec<String>| {
            let tests: Vec<String> = literals.iter().map(|literal| format!("{value} != {literal}")).collect();
            chain::all(tests)
        };
        match test {
            Test::Covers(end) => format!("extent >= {end}L"),
            Test::NumberIsNot(scalar, value, numbers) => {
                number::is_none_of(&self.value(value), *scalar, numbers)
            }
            Test::NumbersDiffer(_, a, b) => {
                format!("{} != {}", atom(&self.value(a)), atom(&self.value(b)))
            }
            Test::Exceeds(a, b) => match (self.long(a), self.long(b), a) {
                // A number on the left reads the wrong way round.
                (Some(a), Some(b), Value::Int(..)) => format!("{b} < {a}"),
                (Some(a), Some(b), _) => format!("{} > {}", atom(&a), atom(&b)),
                _ => format!("{} > {}", atom(&self.value(a)), atom(&self.value(b))),
            },
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
                chain::all(tests)
            }
            Test::UuidIsNot(is_guid, value, ids) => {
                let ids = ids.iter().map(|id| literal::uuid(id, *is_guid)).collect();
                none_of(&atom(&self.value(value)), ids)
            }
            Test::UnknownCode(_, Value::CodeOf(_, value)) => format!("!{}.isKnown", atom(&self.value(value))),
            Test::UnknownCode(id, value) => {
                let code = self.value(value);
                match code.strip_suffix(".code") {
                    Some(own) => format!("!{own}.isKnown"),
                    None => format!("!{}({code}).isKnown", self.enumeration(*id)),
                }
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
