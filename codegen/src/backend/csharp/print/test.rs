//! Conditions.

use super::Printer;
use crate::backend::csharp::context::host_scalar;
use crate::backend::csharp::literal;
use crate::backend::object::chain;
use crate::backend::object::steps::{Test, Value};
use rbgen_schema::Int;
use rbgen_schema::ir::Scalar;

impl Printer<'_> {
    pub(super) fn test(&self, test: &Test) -> String {
        let cx = self.cx;
        match test {
            Test::Covers(end) => format!("extent >= {end}"),
            Test::NumberIsNot(scalar, value, numbers) => self.number_is_not(*scalar, value, numbers),
            Test::NumbersDiffer(_, left, right) => {
                format!("{} != {}", self.operand(left), self.operand(right))
            }
            Test::Exceeds(left, right) => format!("{} > {}", self.plain(left), self.plain(right)),
            Test::NumberOutside(scalar, value, low, high) => self.outside(*scalar, value, *low, *high),
            Test::BoolIsNot(value, allowed) => match allowed.as_slice() {
                [true] => format!("!{}", self.operand(value)),
                [false] => self.value(value),
                _ => "false".to_owned(),
            },
            Test::FloatIsNot(scalar, value, bits) => {
                let function =
                    if *scalar == Scalar::F32 { "SingleToUInt32Bits" } else { "DoubleToUInt64Bits" };
                let text = format!("{}.{function}({})", cx.system("BitConverter"), self.value(value));
                let bits: Vec<String> = bits.iter().map(|bits| literal::float_bits(*scalar, *bits)).collect();
                is_none_of(&text, &bits)
            }
            Test::FloatOutside(scalar, value, low, high) => {
                let value = self.operand(value);
                let [low, high] = [*low, *high].map(|n| literal::float(cx, *scalar, n));
                format!("!({value} >= {low} && {value} <= {high})")
            }
            Test::TextIsNot(value, texts) => {
                let texts: Vec<String> = texts.iter().map(|text| literal::string(text)).collect();
                is_none_of(&self.operand(value), &texts)
            }
            Test::BytesAreNot(value, runs) => {
                let span = cx.system("ReadOnlySpan");
                cx.use_system();
                let value = self.operand(value);
                let each = runs.iter().map(|data| {
                    format!("!{value}.AsSpan().SequenceEqual(({span}<byte>)[{}])", literal::byte_list(data))
                });
                chain::all(each.collect())
            }
            Test::UuidIsNot(is_guid, value, uuids) => {
                let value = self.operand(value);
                let each =
                    uuids.iter().map(|data| format!("{value} != {}", literal::guid(cx, data, *is_guid)));
                chain::all(each.collect())
            }
            Test::UnknownCode(id, value) => {
                let name = cx.enum_name(*id);
                format!("!(({}){}).IsKnown()", cx.ty(&name), self.operand(value))
            }
            Test::AnyByteSet(size, at) => {
                format!("{}.ContainsAnyExcept((byte)0)", self.slice(at, *size))
            }
            Test::IsNotMember(id, member, value) => {
                format!("{} is not {}", self.operand(value), self.member_class(*id, *member))
            }
        }
    }

    fn number_is_not(&self, scalar: Scalar, value: &Value, numbers: &[Int]) -> String {
        let value = self.operand(value);
        let numbers: Vec<String> = numbers.iter().map(|n| literal::int(scalar, *n)).collect();
        if scalar.host_bits() > 64 {
            let each = numbers.iter().map(|number| format!("{value} != {number}"));
            return chain::all(each.collect());
        }
        is_none_of(&value, &numbers)
    }

    fn outside(&self, scalar: Scalar, value: &Value, low: Int, high: Int) -> String {
        let host = host_scalar(scalar);
        let value = self.operand(value);
        let wide = scalar.host_bits() > 64;
        let [lowest, highest] = [low, high].map(|n| literal::int(scalar, n));
        match (low > host.min(), high < host.max()) {
            (true, true) if !wide => format!("{value} is < {lowest} or > {highest}"),
            (true, true) => format!("{value} < {lowest} || {value} > {highest}"),
            (true, false) => format!("{value} < {lowest}"),
            (false, true) => format!("{value} > {highest}"),
            (false, false) => "false".to_owned(),
        }
    }

    /// A number of bytes; comparisons take constants as they are.
    fn plain(&self, value: &Value) -> String {
        match value {
            Value::Int(scalar, number) => literal::int(*scalar, *number),
            value => self.operand(value),
        }
    }
}

/// A value that is none of some constants.
fn is_none_of(value: &str, constants: &[String]) -> String {
    match constants {
        [one] => format!("{value} != {one}"),
        many => {
            let groups = many.chunks(chain::LONGEST);
            chain::all(groups.map(|group| format!("{value} is not ({})", group.join(" or "))).collect())
        }
    }
}
