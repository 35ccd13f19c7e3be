//! Which member each union of an example has, and the numbers in the tags that mean it.

use super::code;
use rbgen_schema::ir::{
    BitKind, FieldKind, StructDef, TagUse, UnionDef, UnionMember, Unknown, Value, ValueRules, WireType,
};
use rbgen_schema::{Int, Schema};

/// The choices for one example.
#[derive(Default)]
pub(super) struct Tags {
    /// The tags, by field and bit item, with their numbers.
    numbers: Vec<(TagUse, Int)>,
    /// The unions, by field, with the indices of their members.
    members: Vec<(usize, usize)>,
    ids: Vec<(usize, usize)>,
}

impl Tags {
    /// The number in a field or bit item that is a tag.
    pub(super) fn number(&self, field: usize, item: Option<usize>) -> Option<Int> {
        let is_it = |tag: &TagUse| tag.field as usize == field && tag.item.map(|at| at as usize) == item;
        self.numbers.iter().find(|(tag, _)| is_it(tag)).map(|(_, number)| *number)
    }

    /// The member in the union that a field is.
    pub(super) fn member<'s>(&self, schema: &'s Schema, field: usize) -> Option<&'s UnionMember> {
        let (_, member) = self.members.iter().find(|(at, _)| *at == field)?;
        let (_, union) = self.ids.iter().find(|(at, _)| *at == field)?;
        schema.unions[*union].members.get(*member)
    }
}

/// The tags and members of an example; `pick` asks for one member of one union. None where no tag means it, or where
/// the tag means no member of another union.
pub(super) fn chosen(schema: &Schema, def: &StructDef, pick: Option<(usize, usize)>) -> Option<Tags> {
    let mut tags = Tags::default();
    let mut unions = unions(def);
    // The member asked for decides what a tag is that two unions share.
    unions.sort_by_key(|(field, ..)| pick.is_none_or(|(asked, _)| asked != *field));
    for (field, union, tag) in unions {
        let at = (tag.field as usize, tag.item.map(|item| item as usize));
        let members = &schema.unions[union];
        let wanted = pick.filter(|(asked, _)| *asked == field).map(|(_, member)| member);
        let (member, number) = match tags.number(at.0, at.1) {
            Some(number) => (meant(members, number)?, number),
            None => decide(schema, def, members, tag, wanted)?,
        };
        tags.members.push((field, member));
        tags.ids.push((field, union));
        tags.numbers.push((tag, number));
    }
    Some(tags)
}

/// The unions with a tag: the index of the field, that of the union, the tag.
pub(crate) fn unions(def: &StructDef) -> Vec<(usize, usize, TagUse)> {
    let fields = def.fields.iter().enumerate();
    let found = fields.filter_map(|(index, field)| match (&field.kind, field.tag) {
        (FieldKind::Value(WireType::Union(id)), Some(tag)) => Some((index, id.index(), tag)),
        _ => None,
    });
    found.collect()
}

/// The member that a number means.
fn meant(def: &UnionDef, number: Int) -> Option<usize> {
    let means = |member: &UnionMember| member.when.iter().any(|when| as_number(&when.value) == Some(number));
    let named = def.members.iter().position(means);
    named.or_else(|| def.members.iter().position(|member| member.otherwise))
}

fn as_number(value: &Value) -> Option<Int> {
    match value {
        Value::Int(number) => Some(*number),
        Value::Bool(flag) => Some(Int::from(u32::from(*flag))),
        _ => None,
    }
}

/// A member and a number that means it: what the tag is anyhow, a number the schema lists, or the first other one.
fn decide(
    schema: &Schema,
    def: &StructDef,
    union: &UnionDef,
    tag: TagUse,
    wanted: Option<usize>,
) -> Option<(usize, Int)> {
    let (rules, known, most) = tag_facts(schema, def, tag)?;
    let usual = super::chosen(rules).and_then(as_number);
    let usual = usual.or(known.as_ref().map(|known| known.0)).unwrap_or(Int::ZERO);
    let listed =
        union.members.iter().flat_map(|member| &member.when).filter_map(|when| as_number(&when.value));
    let others = (0u32..=256).map(Int::from);
    let mut numbers = std::iter::once(usual).chain(listed).chain(others);
    numbers.find_map(|number| {
        let codes = known.as_ref().and_then(|known| known.1.as_ref());
        let allowed =
            permits(rules, number) && codes.is_none_or(|codes| codes.contains(&number)) && number <= most;
        let member = meant(union, number).filter(|member| wanted.is_none_or(|wanted| wanted == *member))?;
        allowed.then_some((member, number))
    })
}

/// Of an enum, its usual code, and all of them where no others decode.
type Known = Option<(Int, Option<Vec<Int>>)>;

/// The rules of a tag, what its enum knows, and the largest number it holds.
fn tag_facts<'a>(schema: &Schema, def: &'a StructDef, tag: TagUse) -> Option<(&'a ValueRules, Known, Int)> {
    let field = &def.fields[tag.field as usize];
    let of_enum = |id: rbgen_schema::ir::EnumId| {
        let def = &schema.enums[id.index()];
        let codes = (def.unknown == Unknown::Reject)
            .then(|| def.values.iter().map(|value| value.code).collect::<Vec<_>>());
        (code(def), codes)
    };
    match (&field.kind, tag.item) {
        (FieldKind::Bits(_, items), Some(item)) => {
            let item = &items[item as usize];
            let known = if let BitKind::Enum(id) = item.kind { Some(of_enum(id)) } else { None };
            Some((&item.rules, known, Int::from(item.bits.value_mask())))
        }
        (FieldKind::Value(WireType::Enum(id)), _) => {
            Some((&field.rules, Some(of_enum(*id)), schema.enums[id.index()].repr.max()))
        }
        (FieldKind::Value(WireType::Flags(id)), _) => {
            Some((&field.rules, None, schema.flags[id.index()].repr.max()))
        }
        (FieldKind::Value(WireType::Scalar(scalar)), _) => Some((&field.rules, None, scalar.max())),
        _ => None,
    }
}

/// Whether a tag's rules let it have a number.
fn permits(rules: &ValueRules, number: Int) -> bool {
    let is = |literal: &rbgen_schema::ir::Literal| as_number(&literal.value) == Some(number);
    let limit = |literal: &rbgen_schema::ir::Literal| as_number(&literal.value);
    rules.constant.as_ref().is_none_or(is)
        && (rules.one_of.is_empty() || rules.one_of.iter().any(is))
        && rules.range.as_ref().is_none_or(|range| {
            limit(&range.low).is_none_or(|low| low <= number)
                && limit(&range.high).is_none_or(|high| number <= high)
        })
}
