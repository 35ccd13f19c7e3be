//! Prints the values and conditions of functions as Java expressions.

use super::literal;
use super::steps::{Printer, raw_type, stem};
use super::types::{Host, host};
use crate::backend::object::chain;
use crate::backend::object::names::capital;
use crate::backend::object::steps::{At, Order, Test, Value};
use rbgen_schema::Int;
use rbgen_schema::ir::{BitRange, Scalar};

/// Whether an expression has to be put in brackets where it is a part of another one.
fn is_compound(text: &str) -> bool {
    if text.starts_with('(') && !text.starts_with("((") && text.contains(") ") {
        // A cast binds less than a selector.
        return true;
    }
    let mut depth = 0;
    let mut quoted = false;
    let mut escaped = false;
    for c in text.chars() {
        match c {
            '"' if !escaped => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ' ' if !quoted && depth == 0 => return true,
            '-' if !quoted && depth == 0 => return true,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    false
}

/// In brackets where that is needed.
fn atom(text: String) -> String {
    if is_compound(&text) && !text.starts_with("new ") { format!("({text})") } else { text }
}

/// The primitive that bits are taken out of and put together in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lane {
    Int,
    Long,
    Big,
}

impl Lane {
    fn of(scalar: Scalar) -> Lane {
        match host(scalar) {
            Host::Long => Lane::Long,
            Host::Big => Lane::Big,
            _ => Lane::Int,
        }
    }

    fn bits(self) -> u32 {
        match self {
            Lane::Int => 32,
            Lane::Long => 64,
            Lane::Big => 128,
        }
    }

    /// A mask of low bits.
    fn mask(self, bits: u128) -> String {
        match self {
            Lane::Int => format!("0x{:X}", bits as u32),
            Lane::Long | Lane::Big => format!("0x{:X}L", bits as u64),
        }
    }
}

impl Printer<'_, '_> {
    /// A value in brackets where it needs them.
    pub(super) fn operand(&self, value: &Value) -> String {
        atom(self.value(value))
    }

    /// A value.
    pub(super) fn value(&self, value: &Value) -> String {
        match value {
            Value::Var(var) => self.var(*var).to_owned(),
            Value::Member(index) => self.member(*index),
            Value::Argument => "value".to_owned(),
            Value::Available => "available".to_owned(),
            Value::Minus(left, right) => format!("{} - {}", self.operand(left), self.operand(right)),
            Value::Entry(table, indices) => {
                let parts = indices.iter().map(|(index, factor)| match factor {
                    1 => self.var(*index).to_owned(),
                    factor => format!("{} * {factor}", self.var(*index)),
                });
                format!("{}[{}]", self.var(*table), parts.collect::<Vec<_>>().join(" + "))
            }
            Value::Element(of, indices) => {
                let at: String = indices.iter().map(|index| format!("[{}]", self.var(*index))).collect();
                format!("{}{at}", self.operand(of))
            }
            Value::Literal(ty, value) => self.generator.literal(ty, value),
            Value::Int(scalar, number) => literal::int(*scalar, *number),
            Value::Default(index) => self.default(*index),
            Value::ReadNumber(scalar, order, at) => self.read_number(*scalar, *order, at),
            Value::ReadBytes(size, at) => format!("Rbgen.bytes({}, {}, {size})", self.data, self.place(at)),
            Value::ReadText(text, at) => self.read_text(text, at),
            Value::ReadUuid(is_guid, at) => {
                let name = if *is_guid { "guid" } else { "uuid" };
                format!("Rbgen.{name}({}, {})", self.data, self.place(at))
            }
            Value::ReadStruct(id, order, at) => {
                let def = &self.generator.schema.structs[id.index()];
                let class = self.generator.names.class_in_code(&def.name);
                let order = if self.generator.is_either(def) {
                    format!(", {}", self.order(*order))
                } else {
                    String::new()
                };
                format!("{class}.rbgenRead({}, {}{order})", self.data, self.place(at))
            }
            Value::ReadUnion(id, at) => {
                let def = &self.generator.schema.unions[id.index()];
                let class = self.generator.names.class_in_code(&def.name);
                format!("new {class}(Rbgen.bytes({}, {}, {}))", self.data, self.place(at), def.size)
            }
            Value::ReadMember(id, index, order, at, place) => {
                let variant = self.generator.variant(*id, *index);
                let order = self.member_order(*id, *index, *order);
                let (owner, field) = (self.label(&place.owner, true), self.label(&place.field, false));
                format!("{variant}.rbgenRead({}, {}{order}, {owner}, {field})", self.data, self.place(at))
            }
            Value::EnumOf(id, code) => {
                let class = self.generator.names.class_in_code(&self.generator.schema.enums[id.index()].name);
                format!("{class}.of({})", self.value(code))
            }
            Value::CodeOf(_, of) => format!("{}.code()", self.operand(of)),
            Value::FlagsOf(id, bits) => {
                let class = self.generator.names.class_in_code(&self.generator.schema.flags[id.index()].name);
                format!("new {class}({})", self.value(bits))
            }
            Value::BitsOf(_, of) => format!("{}.bits()", self.operand(of)),
            Value::BoolOf(scalar, of) => match host(*scalar) {
                Host::Big => format!("{}.signum() != 0", self.operand(of)),
                _ => format!("{} != 0", self.operand(of)),
            },
            Value::NumberOf(scalar, of) => {
                let (one, zero) = (literal::int(*scalar, Int::from(1_u32)), literal::int(*scalar, Int::ZERO));
                format!("{} ? {one} : {zero}", self.operand(of))
            }
            Value::Unpack(word, of, bits, scalar) => self.unpack(*word, of, *bits, *scalar),
            Value::Pack(word, parts) => self.pack(*word, parts),
            Value::Replace(word, of, bits, scalar, number) => self.replace(*word, of, *bits, *scalar, number),
            Value::AtLeast(scalar, of, least) => self.at_least(*scalar, of, *least),
            Value::IfCovered(byte, scalar, of, other) => {
                let other = literal::int(*scalar, *other);
                format!("extent >= {byte} ? {} : {other}", self.value(of))
            }
            Value::Convert(from, to, of) => self.convert(*from, *to, of),
        }
    }

    /// A member of the value or the view.
    pub(super) fn member(&self, index: usize) -> String {
        let Some(def) = self.def else { return String::new() };
        if self.is_view {
            return format!("{}()", self.generator.names.member(&def.name, &def.members[index].name));
        }
        super::steps::member_read(self.generator, def, index)
    }

    fn default(&self, index: usize) -> String {
        self.def.map_or_else(String::new, |def| self.generator.default(def, index))
    }

    fn read_number(&self, scalar: Scalar, order: Order, at: &At) -> String {
        let Some(stem) = stem(scalar) else {
            let (data, place, order) = (&self.data, self.place(at), self.order(order));
            let signed = if scalar.is_signed() { "Signed" } else { "" };
            return match host(scalar) {
                Host::Big => format!("Rbgen.getBig({data}, {place}, {order}, {})", scalar.is_signed()),
                Host::Int => {
                    format!("(int) Rbgen.getWide{signed}({data}, {place}, {}, {order})", scalar.size())
                }
                _ => format!("Rbgen.getWide{signed}({data}, {place}, {}, {order})", scalar.size()),
            };
        };
        let raw = self.read_raw(stem, order, at);
        match scalar {
            Scalar::U8 => format!("Byte.toUnsignedInt({raw})"),
            Scalar::U16 => format!("Short.toUnsignedInt({raw})"),
            Scalar::U32 => format!("Integer.toUnsignedLong({raw})"),
            _ => raw,
        }
    }

    fn unpack(&self, word: Scalar, of: &Value, bits: BitRange, scalar: Scalar) -> String {
        let lane = Lane::of(word);
        let text = self.operand(of);
        let (low, width) = (bits.low, bits.width);
        if lane == Lane::Big {
            let signed = if scalar.is_signed() { "signedBits" } else { "bits" };
            let text = format!("Rbgen.{signed}({text}, {low}, {width})");
            return match host(scalar) {
                Host::Big => text,
                Host::Long => format!("{text}.longValue()"),
                Host::Byte => format!("{text}.byteValue()"),
                Host::Short => format!("{text}.shortValue()"),
                _ => format!("{text}.intValue()"),
            };
        }
        let taken = if scalar.is_signed() {
            let (up, down) = (lane.bits() - low - width, lane.bits() - width);
            match (up, down) {
                (_, 0) => text,
                (0, down) => format!("{text} >> {down}"),
                (up, down) => format!("{text} << {up} >> {down}"),
            }
        } else {
            let shifted = if low == 0 { text } else { format!("{text} >>> {low}") };
            let is_whole = u64::from(low + width) == word.size() * 8 && !word.is_signed();
            if is_whole || width == lane.bits() {
                shifted
            } else {
                format!("{} & {}", atom(shifted), lane.mask(bits.value_mask()))
            }
        };
        lane_to_host(lane, scalar, taken)
    }

    /// A number in a lane; of a signed one only its bits.
    fn to_lane(&self, lane: Lane, scalar: Scalar, bits: BitRange, value: &Value) -> String {
        let text = self.operand(value);
        let mask = lane.mask(bits.value_mask());
        let is_signed = scalar.is_signed();
        match (lane, host(scalar)) {
            (Lane::Big, Host::Big) if is_signed => format!("Rbgen.bits({text}, 0, {})", bits.width),
            (Lane::Big, Host::Big) => text,
            (Lane::Big, _) if is_signed => {
                format!("Rbgen.bits(BigInteger.valueOf({text}), 0, {})", bits.width)
            }
            (Lane::Big, Host::Long) => format!("Rbgen.bits(BigInteger.valueOf({text}), 0, {})", bits.width),
            (Lane::Big, _) => format!("BigInteger.valueOf({text})"),
            (_, _) if is_signed => format!("{text} & {mask}"),
            (Lane::Long, Host::Long) | (Lane::Int, Host::Int) => text,
            (Lane::Long, _) => format!("(long) {text}"),
            (Lane::Int, _) => format!("(int) {text}"),
        }
    }

    fn pack(&self, word: Scalar, parts: &[(BitRange, Scalar, Value)]) -> String {
        let lane = Lane::of(word);
        let shifted = parts.iter().map(|(bits, scalar, value)| {
            let text = atom(self.to_lane(lane, *scalar, *bits, value));
            match (lane, bits.low) {
                (_, 0) => text,
                (Lane::Big, low) => format!("{text}.shiftLeft({low})"),
                (_, low) if parts.len() == 1 => format!("{text} << {low}"),
                (_, low) => format!("({text} << {low})"),
            }
        });
        let shifted: Vec<String> = shifted.collect();
        if lane == Lane::Big {
            let mut parts = shifted.into_iter();
            let first = parts.next().unwrap_or_else(|| "BigInteger.ZERO".to_owned());
            return parts.fold(first, |text, part| format!("{text}.or({part})"));
        }
        shifted.join(" | ")
    }

    fn replace(&self, word: Scalar, of: &Value, bits: BitRange, scalar: Scalar, number: &Value) -> String {
        let lane = Lane::of(word);
        let number = atom(self.to_lane(lane, scalar, bits, number));
        let there = self.operand(of);
        if lane == Lane::Big {
            let low = bits.low;
            return format!("Rbgen.replaced({there}, {low}, {}, {number})", bits.width);
        }
        let all = if lane == Lane::Int { u128::from(u32::MAX) } else { u128::from(u64::MAX) };
        let kept = lane.mask(!bits.mask() & all & (u128::MAX >> (128 - word.size() * 8)));
        let shifted = if bits.low == 0 { number } else { format!("({number} << {})", bits.low) };
        format!("({there} & {kept}) | {shifted}")
    }

    fn at_least(&self, scalar: Scalar, of: &Value, least: Int) -> String {
        let (text, number) = (self.operand(of), literal::int(scalar, least));
        match host(scalar) {
            Host::Big => format!("{text}.max({number})"),
            Host::Long if scalar == Scalar::U64 => {
                format!("Long.compareUnsigned({text}, {number}) < 0 ? {number} : {text}")
            }
            Host::Byte | Host::Short => format!("({}) Math.max({text}, {least})", host(scalar).name()),
            _ => format!("Math.max({text}, {number})"),
        }
    }

    fn convert(&self, from: Scalar, to: Scalar, of: &Value) -> String {
        let text = self.value(of);
        match (host(from), host(to)) {
            (a, b) if a == b => text,
            (Host::Big, Host::Long) => format!("{}.longValue()", atom(text)),
            (Host::Big, Host::Int) => format!("{}.intValue()", atom(text)),
            (_, Host::Big) if from == Scalar::U64 => format!("new BigInteger(Long.toUnsignedString({text}))"),
            (_, Host::Big) => format!("BigInteger.valueOf({text})"),
            (_, wanted) => format!("({}) {}", wanted.name(), atom(text)),
        }
    }

    /// Whether a number is, or isn't, another one.
    pub(super) fn equals(&self, scalar: Scalar, value: &str, number: Int, wanted: bool) -> String {
        let literal = literal::int(scalar, number);
        match (host(scalar), wanted) {
            (Host::Big, true) => format!("{value}.equals({literal})"),
            (Host::Big, false) => format!("!{value}.equals({literal})"),
            (Host::Byte | Host::Short, true) => format!("{value} == {number}"),
            (Host::Byte | Host::Short, false) => format!("{value} != {number}"),
            (_, true) => format!("{value} == {literal}"),
            (_, false) => format!("{value} != {literal}"),
        }
    }

    /// A condition.
    pub(super) fn test(&self, test: &Test) -> String {
        match test {
            Test::Covers(byte) => format!("extent >= {byte}"),
            Test::NumberIsNot(scalar, value, numbers) => {
                let value = self.operand(value);
                let tests = numbers.iter().map(|number| self.equals(*scalar, &value, *number, false));
                chain::all(tests.collect())
            }
            Test::NumbersDiffer(scalar, left, right) => {
                let (left, right) = (self.operand(left), self.operand(right));
                if host(*scalar) == Host::Big {
                    format!("!{left}.equals({right})")
                } else {
                    format!("{left} != {right}")
                }
            }
            Test::Exceeds(left, right) => self.exceeds(left, right),
            Test::NumberOutside(scalar, value, low, high) => self.outside(*scalar, value, *low, *high),
            Test::BoolIsNot(value, allowed) => match allowed.as_slice() {
                [true] => format!("!{}", self.operand(value)),
                [false] => self.value(value),
                _ => "false".to_owned(),
            },
            Test::FloatIsNot(scalar, value, bits) => {
                let value = self.value(value);
                let tests = bits.iter().map(|bits| match scalar {
                    Scalar::F32 => format!("Float.floatToRawIntBits({value}) != 0x{:08X}", *bits as u32),
                    _ => format!("Double.doubleToRawLongBits({value}) != 0x{bits:016X}L"),
                });
                chain::all(tests.collect())
            }
            Test::FloatOutside(scalar, value, low, high) => {
                let value = self.operand(value);
                let (low, high) = (literal::float(*scalar, *low), literal::float(*scalar, *high));
                format!("!({value} >= {low} && {value} <= {high})")
            }
            Test::TextIsNot(value, texts) => {
                let value = self.operand(value);
                let tests = texts.iter().map(|text| format!("!{value}.equals({})", literal::string(text)));
                chain::all(tests.collect())
            }
            Test::BytesAreNot(value, runs) => {
                let value = self.value(value);
                let tests =
                    runs.iter().map(|run| format!("!Arrays.equals({value}, {})", literal::bytes(run)));
                chain::all(tests.collect())
            }
            Test::UuidIsNot(is_guid, value, uuids) => {
                let value = self.operand(value);
                let tests =
                    uuids.iter().map(|uuid| format!("!{value}.equals({})", literal::uuid(*is_guid, uuid)));
                chain::all(tests.collect())
            }
            Test::UnknownCode(id, code) => {
                let class = self.generator.names.class_in_code(&self.generator.schema.enums[id.index()].name);
                format!("!{class}.rbgenKnows({})", self.value(code))
            }
            Test::AnyByteSet(size, at) => format!("Rbgen.anySet({}, {}, {size})", self.data, self.place(at)),
            Test::IsNotMember(id, index, value) => {
                format!("!({} instanceof {})", self.operand(value), self.generator.variant(*id, *index))
            }
        }
    }

    /// Numbers of bytes: what is stated is unsigned, what there is isn't beyond `long`.
    fn exceeds(&self, left: &Value, right: &Value) -> String {
        let small = |value: &Value| match value {
            Value::Int(..) | Value::Available => true,
            Value::Convert(from, _, _) => *from != Scalar::U64 && host(*from) != Host::Big,
            _ => false,
        };
        match (left, right) {
            (Value::Int(..), right) if small(right) => {
                format!("{} < {}", self.operand(right), self.operand(left))
            }
            _ if small(left) && small(right) => format!("{} > {}", self.operand(left), self.operand(right)),
            _ => format!("Long.compareUnsigned({}, {}) > 0", self.value(left), self.value(right)),
        }
    }

    fn outside(&self, scalar: Scalar, value: &Value, low: Int, high: Int) -> String {
        let text = self.operand(value);
        let (least, most) = super::structs::holds(scalar);
        let compare = |sign: &str, number: Int| match host(scalar) {
            Host::Big if number == Int::ZERO => format!("{text}.signum() {sign} 0"),
            Host::Big => format!("{text}.compareTo({}) {sign} 0", literal::int(scalar, number)),
            Host::Byte | Host::Short => format!("{text} {sign} {number}"),
            _ if scalar == Scalar::U64 => {
                format!("Long.compareUnsigned({text}, {}) {sign} 0", literal::int(scalar, number))
            }
            _ => format!("{text} {sign} {}", literal::int(scalar, number)),
        };
        let mut tests = Vec::new();
        let is_big = host(scalar) == Host::Big;
        if low > least || is_big {
            tests.push(compare("<", low));
        }
        if high < most || is_big {
            tests.push(compare(">", high));
        }
        if tests.is_empty() { "false".to_owned() } else { tests.join(" || ") }
    }

    /// Sets a raw number through a helper; for handles of shared memory.
    pub(super) fn lowered(scalar: Scalar, text: &str) -> String {
        let wanted = stem(scalar).map_or("long", raw_type);
        if wanted == host(scalar).name() {
            text.to_owned()
        } else {
            format!("({wanted}) {}", atom(text.to_owned()))
        }
    }

    /// A raw number as users see it.
    pub(super) fn raised(scalar: Scalar, raw: &str) -> String {
        let wanted = stem(scalar).map_or("long", raw_type);
        match scalar {
            Scalar::U8 | Scalar::U16 | Scalar::U32 => {
                let to = host(scalar).name();
                let class = if wanted == "int" { "Integer".to_owned() } else { capital(wanted) };
                format!("{class}.toUnsigned{}({raw})", capital(to))
            }
            _ => raw.to_owned(),
        }
    }
}

/// A number of a lane in the type of its scalar.
fn lane_to_host(lane: Lane, scalar: Scalar, text: String) -> String {
    let wanted = host(scalar);
    match (lane, wanted) {
        (Lane::Int, Host::Int) | (Lane::Long, Host::Long) => text,
        (Lane::Int, Host::Long) if !scalar.is_signed() => format!("Integer.toUnsignedLong({text})"),
        (_, Host::Big) => format!("BigInteger.valueOf({text})"),
        _ => format!("({}) {}", wanted.name(), atom(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::is_compound;

    #[test]
    fn operators_and_casts_are_compound() {
        for text in ["a + b", "(int) x", "-1", "a ? b : c"] {
            assert!(is_compound(text), "{text}");
        }
        for text in ["a", "f(a, b)", "a[i + 1]", "\"a b\"", "(a + b)"] {
            assert!(!is_compound(text), "{text}");
        }
    }
}
