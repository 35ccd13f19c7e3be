//! Values to bytes.

use super::decode::{BOOL, WIDE, bare, item_place, place, text_failure};
use super::rules::{Place, Way, literal};
use super::value::{Failure, Kind, Order, Val};
use super::{Reference, constant_tag, field_order, member_index, number, tag_member, text};
use rbgen_schema::Int;
use rbgen_schema::ir::{
    BitItem, BitKind, FieldKind, Policy, Role, Scalar, StructDef, TagUse, UnionId, Value, WireType,
};

impl Reference<'_> {
    /// The bytes of a struct's value. `value` must have the struct's shape.
    pub fn encode(self, def: &StructDef, value: &Val, order: Order) -> Result<Vec<u8>, Failure> {
        let Val::Struct(members) = value else { return Err(misshapen(&def.name)) };
        let members = &written(def, members);
        let mut out = vec![0; def.size as usize];
        for (index, field) in def.fields.iter().enumerate() {
            let own = &mut out[field.offset as usize..(field.offset + field.size) as usize];
            let member = member_index(def, index, None).and_then(|m| members.get(m));
            match &field.kind {
                FieldKind::Padding | FieldKind::Reserved(Policy::Zero | Policy::Ignore) => {}
                FieldKind::Reserved(Policy::Preserve) => match member {
                    Some(Val::Bytes(bytes)) if bytes.len() == own.len() => own.copy_from_slice(bytes),
                    _ => return Err(misshapen(&def.name)),
                },
                FieldKind::Value(_) if field.role == Some(Role::Size) => {
                    let order = field_order(field.order, order);
                    own.copy_from_slice(&number::write(u128::from(def.size), own.len(), order));
                }
                FieldKind::Value(ty) => {
                    let tag = match field.tag {
                        Some(tag) => Some(tag_value(def, tag, members)?),
                        None => None,
                    };
                    let at = Place { tag, ..place(def, field, order) };
                    let bytes = match (member, &field.rules.constant) {
                        (Some(value), _) => self.put(ty, value, at)?,
                        (None, Some(constant)) => self.put(ty, &literal(ty, &constant.value), at)?,
                        (None, None) => return Err(misshapen(&def.name)),
                    };
                    own.copy_from_slice(&bytes);
                }
                FieldKind::Bits(_, items) => {
                    let mut word = 0;
                    for (i, item) in items.iter().enumerate() {
                        let member = member_index(def, index, Some(i)).and_then(|m| members.get(m));
                        word |= self.put_item(def, item, member)?;
                    }
                    own.copy_from_slice(&number::write(word, own.len(), field_order(field.order, order)));
                }
            }
        }
        Ok(out)
    }

    /// The bits of an item at their place.
    fn put_item(self, def: &StructDef, item: &BitItem, member: Option<&Val>) -> Result<u128, Failure> {
        let number = match (member, &item.rules.constant) {
            (Some(Val::Int(n)), _) => *n,
            (Some(Val::Bool(b)), _) => Int::from(u64::from(*b)),
            (None, Some(constant)) => literal_int(&constant.value),
            (None, None) if item.role == Some(Role::Size) => Int::from(def.size),
            _ => Int::ZERO,
        };
        let at = item_place(def, item);
        let (low, high) = bit_limits(item.bits.width, item.kind == BitKind::Signed);
        if number < low || number > high {
            return Err(at.fail(Kind::OutOfRange, format!("{low}..{high}"), number));
        }
        match (item.kind, member) {
            (BitKind::Enum(id), _) if self.refuses(&WireType::Enum(id), number) => {
                return Err(at.fail(Kind::UnknownCode, "", number));
            }
            (BitKind::Bool, Some(value)) => self.check(&BOOL, value, &[], &at, Way::Encode)?,
            (BitKind::Reserved(_), _) | (_, None) => {}
            (_, Some(value)) => self.check(&WIDE, value, &[], &at, Way::Encode)?,
        }
        Ok((number.bits() << item.bits.low) & item.bits.mask())
    }

    fn put(self, ty: &WireType, value: &Val, at: Place<'_>) -> Result<Vec<u8>, Failure> {
        let bytes = match (ty, value) {
            (WireType::Array(inner, len), Val::List(list)) if list.len() as u64 == *len => {
                let mut out = Vec::new();
                for (i, value) in list.iter().enumerate() {
                    out.extend(self.put(inner, value, at.element(i))?);
                }
                return Ok(out);
            }
            (WireType::Struct(id), value) => {
                return self.encode(&self.schema.structs[id.index()], value, at.outer);
            }
            (WireType::Union(id), value) => return self.put_union(*id, value, at),
            (WireType::Scalar(s), Val::Bool(b)) => number::write(u128::from(*b), s.size() as usize, at.order),
            (WireType::Scalar(s), Val::Float(bits)) => {
                number::write(u128::from(*bits), s.size() as usize, at.order)
            }
            (WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_), Val::Int(n)) => {
                let repr = self.repr(ty).unwrap_or(Scalar::U128);
                if *n < repr.min() || *n > repr.max() {
                    return Err(at.fail(Kind::OutOfRange, format!("{}..{}", repr.min(), repr.max()), n));
                }
                if self.refuses(ty, *n) {
                    return Err(at.fail(Kind::UnknownCode, "", n));
                }
                number::write(n.bits(), repr.size() as usize, at.order)
            }
            (WireType::Char(n) | WireType::Char16(n), Val::Text(t)) => {
                let unit = if matches!(ty, WireType::Char(_)) { 1 } else { 2 };
                let Some(rules) = at.text else { return Err(misshapen(at.owner)) };
                let units = text::encode(t, *n as usize, rules).map_err(|fault| text_failure(fault, &at))?;
                units.iter().flat_map(|u| number::write(u128::from(*u), unit, at.order)).collect()
            }
            (WireType::Bytes(_) | WireType::Guid | WireType::Uuid, Val::Bytes(b))
                if b.len() as u64 == self.size(ty) =>
            {
                b.clone()
            }
            _ => return Err(misshapen(at.owner)),
        };
        self.check(ty, value, &bytes, &at, Way::Encode)?;
        Ok(bytes)
    }

    fn put_union(self, id: UnionId, value: &Val, at: Place<'_>) -> Result<Vec<u8>, Failure> {
        let union = &self.schema.unions[id.index()];
        match (value, at.tag) {
            (Val::Bytes(bytes), None) if bytes.len() as u64 == union.size => Ok(bytes.clone()),
            (Val::Tagged { member, value, rest }, Some(tag)) => {
                if self.member_of(union, tag) != Some(*member) {
                    return Err(at.fail(Kind::NoMember, "", tag));
                }
                let def = &union.members[*member];
                let order = field_order(def.order, at.outer);
                let mut out = self.put(&def.ty, value, Place { order, ..bare(&at) })?;
                out.extend(rest);
                out.resize(union.size as usize, 0);
                Ok(out)
            }
            _ => Err(misshapen(at.owner)),
        }
    }
}

/// The members as they are written: what is written has the size of the last growth, so it states no older version.
fn written(def: &StructDef, members: &[Val]) -> Vec<Val> {
    let mut members = members.to_vec();
    for (member, value) in def.members.iter().zip(&mut members) {
        if let (Val::Int(stated), Some(lowest)) =
            (&*value, def.lowest_written_version(member.field, member.item))
        {
            *value = Val::Int((*stated).max(Int::from(lowest)));
        }
    }
    members
}

/// The smallest and largest number that fits some bits.
pub(crate) fn bit_limits(width: u32, signed: bool) -> (Int, Int) {
    match signed {
        false => (Int::ZERO, Int::from_bits(u128::MAX, width, false)),
        true => {
            let lowest = Int::from_bits(1 << (width - 1), width, true);
            (lowest, Int::from((1u128 << (width - 1)) - 1))
        }
    }
}

fn literal_int(value: &Value) -> Int {
    match value {
        Value::Int(n) => *n,
        Value::Bool(b) => Int::from(u64::from(*b)),
        _ => Int::ZERO,
    }
}

/// What the tag of a union in this struct is.
fn tag_value(def: &StructDef, tag: TagUse, members: &[Val]) -> Result<Int, Failure> {
    match tag_member(def, tag).and_then(|m| members.get(m)) {
        Some(Val::Int(n)) => Ok(*n),
        Some(Val::Bool(b)) => Ok(Int::from(u64::from(*b))),
        Some(_) => Err(misshapen(&def.name)),
        None => Ok(constant_tag(def, tag).unwrap_or(Int::ZERO)),
    }
}

/// The answer to a value that isn't of the struct's shape. No language can be given one, so no vector has it.
fn misshapen(owner: &str) -> Failure {
    Failure::new(Kind::NoMember, owner, "", "a value of the struct's shape", "")
}
