//! Conversions between raw and physical values.

use super::generator::{Code, Generator};
use super::text;
use crate::schema::Int;
use crate::schema::ir::{BitKind, FieldKind, ItemId, Member, Scalar, Scale, StructId, ValueRules};
use rbgen_templates::c::Function;

impl Generator<'_> {
    /// The scale and unit of a member that has one, with the scalar of its raw values.
    pub(super) fn scaled(&self, id: StructId, member: &Member) -> Option<(Scale, &ValueRules, Scalar)> {
        let field = &self.schema.structs[id.index()].fields[member.field as usize];
        let (rules, scalar) = match (&field.kind, member.item) {
            (FieldKind::Bits(_, items), Some(at)) => {
                let item = &items[at as usize];
                (&item.rules, self.item_type(item.kind, item.bits.width).1)
            }
            (FieldKind::Value(ty), _) => (&field.rules, self.scalar(ty.element().0)?),
            _ => return None,
        };
        Some((rules.scale?, rules, scalar))
    }

    /// The functions that convert both ways.
    pub(super) fn scale_functions(&self, id: StructId, member: &Member) -> Vec<Function> {
        let Some((scale, rules, scalar)) = self.scaled(id, member) else { return Vec::new() };
        let def = &self.schema.structs[id.index()];
        let names = self.names.item(ItemId::Struct(id));
        let (ty, name) = (super::types::host(scalar), self.names.stem(&def.name, &member.name));
        let unit = rules.unit.as_ref().map_or(String::new(), |u| format!(" in {u}"));
        let product = format!("(double)raw * {:?}", scale.scale);
        let (sum, difference) = match scale.bias {
            0.0 => (product, "physical".to_owned()),
            bias if bias < 0.0 => (format!("{product} - {:?}", -bias), format!("(physical + {:?})", -bias)),
            bias => (format!("{product} + {bias:?}"), format!("(physical - {bias:?})")),
        };
        let number = format!("{difference} / {:?}", scale.scale);
        let (low, high) = self.limits(id, member, scalar);
        let limits = if scalar.is_signed() { vec![low, high] } else { vec![high] };
        let limits: Vec<String> = limits.iter().map(|limit| text::int(*limit, scalar)).collect();
        let kind = super::codec::number_kind(scalar);
        let nearest = match scalar {
            Scalar::F32 => format!("(float)({number})"),
            Scalar::F64 => number,
            _ => format!("({ty})rbgen_nearest_{kind}({number}, {})", limits.join(", ")),
        };
        let function = |doc: String, name: String, parameter: &str, result: String| {
            let mut code = Code::body();
            code.line(format!("return {result};"));
            Function {
                doc: text::doc_comment(&[doc], 0),
                name,
                parameters: parameter.to_owned(),
                body: code.finish(&[]),
            }
        };
        vec![
            function(
                format!("The physical value of `{}`{unit}.", member.name),
                format!("double {}_{name}_physical", names.stem),
                &format!("{ty} raw"),
                sum,
            ),
            function(
                format!(
                    "What `{}` is for a physical value{unit}: the nearest that it can hold.",
                    member.name
                ),
                format!("{ty} {}_{name}_raw", names.stem),
                "double physical",
                nearest,
            ),
        ]
    }

    /// The least and the largest number that a member can hold.
    fn limits(&self, id: StructId, member: &Member, scalar: Scalar) -> (Int, Int) {
        let field = &self.schema.structs[id.index()].fields[member.field as usize];
        let (FieldKind::Bits(_, items), Some(at)) = (&field.kind, member.item) else {
            return (scalar.min(), scalar.max());
        };
        let width = items[at as usize].bits.width;
        if items[at as usize].kind == BitKind::Signed {
            (Int::from_bits(1 << (width - 1), width, true), Int::from(u128::MAX >> (129 - width)))
        } else {
            (Int::ZERO, Int::from(items[at as usize].bits.value_mask()))
        }
    }
}
