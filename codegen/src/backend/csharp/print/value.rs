//! Values as expressions.

use super::{Printer, grouped, text_size, word_host};
use crate::backend::csharp::context::{Context, host_scalar};
use crate::backend::csharp::{defaults, literal};
use crate::backend::object::lower;
use crate::backend::object::steps::{Order, Value, Var};
use rbgen_schema::Int;
use rbgen_schema::ir::{BitRange, ByteOrder, Evolution, Scalar, UnionId};

impl Printer<'_> {
    /// A value as an expression of the type of the place it stands at.
    pub(crate) fn value(&self, value: &Value) -> String {
        let cx = self.cx;
        match value {
            Value::Var(var) => self.name(*var).to_owned(),
            Value::Member(index) => match self.def {
                Some(def) => cx.names.member(def, &def.members[*index]),
                None => String::new(),
            },
            Value::Argument => self.argument.to_owned(),
            Value::Available => "(ulong)data.Length".to_owned(),
            Value::Minus(left, right) => format!("{} - {}", self.operand(left), self.operand(right)),
            Value::Entry(var, indices) => {
                let one = indices.len() == 1;
                let terms = indices.iter().map(|(index, factor)| match factor {
                    1 => self.name(*index).to_owned(),
                    _ if one => format!("{} * {factor}", self.name(*index)),
                    _ => format!("({} * {factor})", self.name(*index)),
                });
                format!("{}[{}]", self.name(*var), terms.collect::<Vec<_>>().join(" + "))
            }
            Value::Element(of, indices) => format!("{}{}", self.operand(of), self.subscripts(indices)),
            Value::Literal(ty, literal) => literal::value(cx, ty, literal),
            Value::Int(scalar, number) => literal::typed(*scalar, *number),
            Value::Default(index) => match self.def {
                Some(def) => defaults::member(cx, def, &def.members[*index]),
                None => "default".to_owned(),
            },
            Value::ReadNumber(scalar, order, at) => match scalar.size() {
                1 if scalar.is_signed() => format!("(sbyte)data[{}]", self.offset(at)),
                1 => format!("data[{}]", self.offset(at)),
                _ => {
                    let (function, order) = self.accessor("Read", *scalar, *order);
                    format!("{function}({}{order})", self.from(at))
                }
            },
            Value::ReadBytes(size, at) => format!("{}.ToArray()", self.slice(at, *size)),
            Value::ReadText(text, at) => {
                cx.needs.text.set(true);
                let from = self.slice(at, text_size(text));
                format!("{}.Read({from}, {})", cx.expression("RbgenText"), self.text_arguments(text))
            }
            Value::ReadUuid(true, at) => format!("new {}({})", cx.system("Guid"), self.slice(at, 16)),
            Value::ReadUuid(false, at) => {
                format!("new {}({}, bigEndian: true)", cx.system("Guid"), self.slice(at, 16))
            }
            Value::ReadStruct(id, order, at) => {
                let def = &cx.schema.structs[id.index()];
                // What a struct that grows says about itself is looked at wherever it stands.
                let function = if def.evolution == Evolution::Append { "Decode" } else { "RbgenRead" };
                let name = cx.expression(&cx.struct_name(*id));
                format!(
                    "{name}.{function}({}{})",
                    self.slice(at, def.size),
                    self.order_argument(def.endian, *order)
                )
            }
            Value::ReadUnion(id, at) => {
                let size = cx.schema.unions[id.index()].size;
                format!("new {}({})", cx.ty(&cx.union_name(*id)), self.slice(at, size))
            }
            Value::ReadMember(id, member, _, at, place) => {
                let def = &cx.schema.unions[id.index()];
                let order = self.member_order(*id, *member);
                let (class, from) = (self.member_class(*id, *member), self.slice(at, def.size));
                format!("{class}.RbgenRead({from}{order}, {})", self.place(place))
            }
            Value::EnumOf(id, of) => format!("({}){}", cx.ty(&cx.enum_name(*id)), self.operand(of)),
            Value::FlagsOf(id, of) => format!("({}){}", cx.ty(&cx.flags_name(*id)), self.operand(of)),
            Value::CodeOf(id, of) => {
                format!("({}){}", cx.number(cx.schema.enums[id.index()].repr), self.operand(of))
            }
            Value::BitsOf(id, of) => {
                format!("({}){}", cx.number(cx.schema.flags[id.index()].repr), self.operand(of))
            }
            Value::BoolOf(scalar, of) => {
                format!("{} != {}", self.operand(of), literal::int(*scalar, Int::ZERO))
            }
            Value::NumberOf(scalar, of) => {
                let [one, zero] = [Int::from(1u64), Int::ZERO].map(|n| literal::typed(*scalar, n));
                format!("{} ? {one} : {zero}", self.operand(of))
            }
            Value::Unpack(word, of, bits, scalar) => self.unpack(*word, of, *bits, *scalar),
            Value::Pack(word, parts) => self.pack(*word, parts),
            Value::Replace(word, there, bits, scalar, new) => {
                let kept = !bits.mask() & (u128::MAX >> (128 - word.size() * 8));
                let part = self.part(*word, *bits, *scalar, new);
                let kept = format!("({} & {})", grouped(&self.word(*word, there)), mask(*word, kept));
                self.narrow(*word, &format!("{kept} | {part}"))
            }
            Value::AtLeast(scalar, of, least) => {
                if scalar.host_bits() > 64 {
                    let host = cx.number(*scalar);
                    return format!("{host}.Max({}, {})", self.value(of), literal::int(*scalar, *least));
                }
                format!("{}.Max({}, {})", cx.system("Math"), self.value(of), literal::typed(*scalar, *least))
            }
            Value::IfCovered(end, scalar, of, other) => {
                format!("extent >= {end} ? {} : {}", self.operand(of), literal::typed(*scalar, *other))
            }
            Value::Convert(_, scalar, of) => format!("({}){}", cx.number(*scalar), self.operand(of)),
        }
    }

    /// A value where an operator binds.
    pub(super) fn operand(&self, value: &Value) -> String {
        grouped(&self.value(value))
    }

    pub(super) fn subscripts(&self, indices: &[Var]) -> String {
        indices.iter().map(|index| format!("[{}]", self.name(*index))).collect()
    }

    /// `, order` where the type has no order of its own.
    fn order_argument(&self, of: ByteOrder, order: Order) -> String {
        if of == ByteOrder::Either { format!(", {}", self.order(order)) } else { String::new() }
    }

    /// `, order` where the functions of a union's member take it: then it is the one that the caller gave.
    pub(super) fn member_order(&self, id: UnionId, member: usize) -> &'static str {
        let member = &self.cx.schema.unions[id.index()].members[member];
        if lower::takes_order(self.cx.schema, &member.ty, member.order) { ", order" } else { "" }
    }

    /// The class of a union's member.
    pub(super) fn member_class(&self, id: UnionId, member: usize) -> String {
        let def = &self.cx.schema.unions[id.index()];
        let name = self.cx.expression(&self.cx.union_name(id));
        format!("{name}.{}", self.cx.names.inner(&def.name, &def.members[member].name))
    }

    /// A word in the type that its bits are worked with in.
    fn word(&self, word: Scalar, value: &Value) -> String {
        let text = self.value(value);
        // Bytes and shorts become integers with a sign by themselves.
        if word.size() < 3 { format!("(uint){}", grouped(&text)) } else { text }
    }

    fn unpack(&self, word: Scalar, of: &Value, bits: BitRange, scalar: Scalar) -> String {
        let whole = word.size() as u32 * 8;
        let mut text = self.operand(of);
        let small = word.size() < 3;
        if bits.low > 0 {
            text = format!("{text} >> {}", bits.low);
        }
        if bits.low + bits.width < whole {
            text = format!("{} & {}", grouped(&text), mask_of(word, bits.value_mask(), small));
        }
        if scalar.is_signed() {
            let bits_of = if small { format!("(uint){}", grouped(&text)) } else { text };
            let wire = self.cx.expression("RbgenWire");
            let signed = format!("{wire}.Signed({bits_of}, {})", bits.width);
            let natural = match word.size() {
                0..=4 => Scalar::I32,
                5..=8 => Scalar::I64,
                _ => Scalar::I128,
            };
            return if host_scalar(scalar) == natural {
                signed
            } else {
                format!("({}){signed}", self.cx.number(scalar))
            };
        }
        let natural = match word.size() {
            1 if text == self.operand(of) => Scalar::U8,
            2 if text == self.operand(of) => Scalar::U16,
            // What is worked out of a byte or a short is an `int`.
            1 | 2 => Scalar::I32,
            3..=4 => Scalar::U32,
            5..=8 => Scalar::U64,
            _ => Scalar::U128,
        };
        if host_scalar(scalar) == natural {
            text
        } else {
            format!("({}){}", self.cx.number(scalar), grouped(&text))
        }
    }

    fn pack(&self, word: Scalar, parts: &[(BitRange, Scalar, Value)]) -> String {
        let mut fixed = 0u128;
        let mut terms = Vec::new();
        for (bits, scalar, value) in parts {
            match value {
                Value::Int(_, number) => fixed |= (number.bits() & bits.value_mask()) << bits.low,
                value => terms.push(self.part(word, *bits, *scalar, value)),
            }
        }
        if fixed != 0 {
            terms.push(mask(word, fixed));
        }
        let text = terms.join(" | ");
        self.narrow(word, &text)
    }

    /// The bits of a number at their place in a word.
    fn part(&self, word: Scalar, bits: BitRange, scalar: Scalar, value: &Value) -> String {
        let host = word_host(word);
        let natural = match host {
            "uint" => Scalar::U32,
            "ulong" => Scalar::U64,
            _ => Scalar::U128,
        };
        let host = if natural == Scalar::U128 { self.cx.number(natural) } else { host.to_owned() };
        let mut text = match value {
            Value::NumberOf(_, of) => {
                let one = mask(word, 1u128 << bits.low);
                return format!("({} ? {one} : {})", self.operand(of), literal::int(natural, Int::ZERO));
            }
            value if host_scalar(scalar) == natural => self.operand(value),
            value => format!("({host}){}", self.operand(value)),
        };
        if scalar.is_signed() && bits.width < natural.size() as u32 * 8 {
            text = format!("({text} & {})", mask(word, bits.value_mask()));
        }
        if bits.low == 0 {
            return text;
        }
        format!("({text} << {})", bits.low)
    }

    /// What was worked out of a word, in its own type.
    fn narrow(&self, word: Scalar, text: &str) -> String {
        match word.size() {
            1 | 2 => format!("({}){}", Context::number(self.cx, word), grouped(text)),
            _ => text.to_owned(),
        }
    }
}

/// A mask in the type that a word's bits are worked with in.
fn mask(word: Scalar, mask: u128) -> String {
    mask_of(word, mask, false)
}

fn mask_of(word: Scalar, mask: u128, plain: bool) -> String {
    match word.size() {
        _ if plain => format!("0x{mask:X}"),
        0..=4 => format!("0x{mask:X}u"),
        5..=8 => format!("0x{mask:X}ul"),
        _ => literal::int(Scalar::U128, Int::from(mask)),
    }
}
