//! The work table of lowering: variables, and how a value comes into one.

use super::steps::{At, Function, Label, Order, Place, Step, Ty, Value, Var, VarDef};
use rbgen_schema::ir::{
    BitItem, BitKind, ByteOrder, DataModel, FieldDef, FieldKind, Member, Scalar, StructDef, TagUse, UnionDef,
    UnionMember, WireType,
};
use rbgen_schema::{Int, Schema};
use std::ops::Range;

/// The smallest and the largest number that the host type of an integer holds.
pub(crate) type Holds = fn(Scalar) -> (Int, Int);

/// Lowers the parts of one schema for one language.
#[derive(Clone, Copy)]
pub(crate) struct Lower<'a> {
    /// The schema.
    pub(crate) schema: &'a Schema,
    /// What the language's types hold, so that only what they could get wrong is checked.
    pub(crate) holds: Holds,
}

/// One function while it is made.
pub(super) struct Work<'a> {
    pub(super) schema: &'a Schema,
    holds: Holds,
    vars: Vec<VarDef>,
    /// The fields and items that tell which member a union is; found when first asked for.
    union_tags: Option<Vec<TagUse>>,
    /// Tags that a variable holds already: the field, the item, and the number's variable.
    pub(super) tags: Vec<(TagUse, Var)>,
}

impl<'a> Lower<'a> {
    pub(super) fn work(self) -> Work<'a> {
        Work { schema: self.schema, holds: self.holds, vars: Vec::new(), union_tags: None, tags: Vec::new() }
    }
}

impl Work<'_> {
    pub(super) fn var(&mut self, hint: &str, ty: Ty) -> Var {
        self.vars.push(VarDef { hint: hint.to_owned(), ty });
        Var(self.vars.len() - 1)
    }

    /// Bytes of a type.
    pub(super) fn size(&self, ty: &WireType) -> u64 {
        self.schema.size_of(ty, DataModel::Lp64)
    }

    /// What the host type of an integer holds.
    pub(super) fn host(&self, scalar: Scalar) -> (Int, Int) {
        (self.holds)(scalar)
    }

    pub(super) fn vars_len(&self) -> usize {
        self.vars.len()
    }

    pub(super) fn ty(&self, var: Var) -> &Ty {
        &self.vars[var.0].ty
    }

    /// Takes back a variable that isn't used after all.
    pub(super) fn forget(&mut self, var: Var) {
        if var.0 + 1 == self.vars.len() {
            self.vars.pop();
        }
    }

    /// Whether a union of the struct looks at this field or item.
    pub(super) fn is_tag(&mut self, def: &StructDef, field: usize, item: Option<usize>) -> bool {
        let tags = self.union_tags.get_or_insert_with(|| def.fields.iter().filter_map(|f| f.tag).collect());
        tags.iter().any(|tag| tag.field as usize == field && tag.item.map(|i| i as usize) == item)
    }

    /// The elements of an array, and the place of the one that new variables are the indices of.
    pub(super) fn element<'t>(&mut self, ty: &'t WireType, at: &At) -> (&'t WireType, At) {
        let (element, dims) = ty.element();
        let size = self.size(element);
        let mut at = at.clone();
        for depth in 0..dims.len() {
            let index = self.var("index", Ty::Index);
            at.strides.push((index, size * dims[depth + 1..].iter().product::<u64>()));
        }
        (element, at)
    }

    /// Puts a value into a variable: the one that waits for it, else a new one.
    pub(super) fn bind(
        &mut self,
        steps: &mut Vec<Step>,
        into: Option<Var>,
        hint: &str,
        ty: Ty,
        value: Value,
    ) -> Value {
        match into {
            Some(var) => {
                steps.push(Step::Set(var, value));
                Value::Var(var)
            }
            None => {
                let var = self.var(hint, ty);
                steps.push(Step::Let(var, value));
                Value::Var(var)
            }
        }
    }

    pub(super) fn finish(self, steps: Vec<Step>, found: Vec<(usize, Value)>) -> Function {
        Function { vars: self.vars, steps, found }
    }

    /// The integer that stands for a value of this type in the data, if one does.
    pub(super) fn representation(&self, ty: &WireType) -> Option<Scalar> {
        representation(self.schema, ty)
    }
}

/// The integer that stands for a value of this type in the data: of an enum or a flag set its own, of a boolean the
/// unsigned one of its size.
pub(crate) fn representation(schema: &Schema, ty: &WireType) -> Option<Scalar> {
    match ty {
        WireType::Scalar(Scalar::Bool8) => Some(Scalar::U8),
        WireType::Scalar(Scalar::Bool32) => Some(Scalar::U32),
        WireType::Scalar(scalar) if scalar.is_integer() => Some(*scalar),
        WireType::Enum(id) => Some(schema.enums[id.index()].repr),
        WireType::Flags(id) => Some(schema.flags[id.index()].repr),
        _ => None,
    }
}

/// The type of a member as users see it. Numbers of bit items have the smallest integer of their width.
pub(crate) fn member_type(def: &StructDef, member: &Member) -> WireType {
    let field = &def.fields[member.field as usize];
    match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => item_type(&items[item as usize]),
        (FieldKind::Value(ty), _) => ty.clone(),
        (FieldKind::Bits(word, _), None) => WireType::Scalar(*word),
        (FieldKind::Reserved(_) | FieldKind::Padding, _) => WireType::Bytes(field.size),
    }
}

/// The type of a bit item as users see it.
pub(crate) fn item_type(item: &BitItem) -> WireType {
    match item.kind {
        BitKind::Bool => WireType::Scalar(Scalar::Bool8),
        BitKind::Enum(id) => WireType::Enum(id),
        BitKind::Flags(id) => WireType::Flags(id),
        BitKind::Unsigned | BitKind::Signed | BitKind::Reserved(_) => {
            WireType::Scalar(Scalar::of_width(item.bits.width, item.kind == BitKind::Signed))
        }
    }
}

/// The smallest and largest number that fits some bits.
pub(super) fn bit_limits(item: &BitItem) -> (Int, Int) {
    let width = item.bits.width;
    match item.kind {
        BitKind::Signed => (
            Int::from_bits(1 << (width - 1), width, true),
            Int::from_bits(item.bits.value_mask() >> 1, width, false),
        ),
        _ => (Int::ZERO, Int::from(item.bits.value_mask())),
    }
}

/// The order of a field's scalars.
pub(crate) fn order(order: ByteOrder) -> Order {
    match order {
        ByteOrder::Little => Order::Little,
        ByteOrder::Big => Order::Big,
        ByteOrder::Either => Order::Given,
    }
}

/// The place of a field or bit item in errors.
pub(super) fn place(def: &StructDef, field: &str) -> Place {
    Place { owner: Label::Text(def.name.clone()), field: Label::Text(field.to_owned()) }
}

/// The index of the member that a field, or an item of it, is.
pub(crate) fn member_of(def: &StructDef, field: usize, item: Option<usize>) -> Option<usize> {
    let own = |m: &Member| m.item.map(|i| i as usize) == item;
    members_of(def, field).find(|index| own(&def.members[*index]))
}

/// The indices of the members that a field is made of.
pub(crate) fn members_of(def: &StructDef, field: usize) -> Range<usize> {
    // Members come in the order of their fields.
    let start = def.members.partition_point(|m| (m.field as usize) < field);
    let end = def.members.partition_point(|m| (m.field as usize) <= field);
    start..end
}

/// Whether a field is missing from data of the oldest version.
pub(crate) fn is_younger(def: &StructDef, field: &FieldDef) -> bool {
    def.sizes.first().is_some_and(|first| field.offset + field.size > first.size)
}

/// Whether reading a value depends on the byte order that the caller gives.
pub(crate) fn takes_order(schema: &Schema, ty: &WireType, order: ByteOrder) -> bool {
    match ty {
        WireType::Array(inner, _) => takes_order(schema, inner, order),
        WireType::Struct(id) => schema.structs[id.index()].endian == ByteOrder::Either,
        WireType::Union(id) => union_takes_order(schema, &schema.unions[id.index()]),
        _ => order == ByteOrder::Either,
    }
}

/// The order that a member of a union is read in: that of its numbers, or the given one where a struct in it needs one.
pub(super) fn member_order(schema: &Schema, member: &UnionMember) -> Order {
    if takes_order(schema, &member.ty, member.order) { Order::Given } else { order(member.order) }
}

/// Whether reading a member of a union depends on the byte order that the caller gives.
pub(crate) fn union_takes_order(schema: &Schema, union: &UnionDef) -> bool {
    union.members.iter().any(|member| takes_order(schema, &member.ty, member.order))
}
