//! Bytes to values.

use super::rules::{Place, Way, literal};
use super::value::{Failure, Kind, Order, Val};
use super::{
    Extent, Reference, constant_tag, field_order, member_index, number, role_item, tag_member, text,
};
use rbgen_schema::Int;
use rbgen_schema::ir::{
    BitItem, BitKind, Evolution, FieldDef, FieldKind, Policy, Role, Scalar, StructDef, TagUse, UnionId,
    Unknown, ValueRules, WireType,
};

impl Reference<'_> {
    /// Decodes exactly the bytes of one struct.
    pub fn decode(self, def: &StructDef, bytes: &[u8], order: Option<Order>) -> Result<Val, Failure> {
        let extent = self.extent(def, bytes, order)?;
        let there = bytes.len() as u64;
        if there > extent.stated && !extent.open {
            return Err(Failure::new(Kind::TooLong, &def.name, "", extent.stated, there));
        }
        self.fields(def, bytes, self.find_order(def, bytes, order)?, extent.stated)
    }

    /// Decodes the struct at the start and answers what follows it.
    pub fn decode_prefix<'b>(
        self,
        def: &StructDef,
        bytes: &'b [u8],
        order: Option<Order>,
    ) -> Result<(Val, &'b [u8]), Failure> {
        let extent = self.extent(def, bytes, order)?;
        let (own, rest) = bytes.split_at(extent.stated as usize);
        Ok((self.fields(def, own, self.find_order(def, own, order)?, extent.stated)?, rest))
    }

    /// How many more bytes a prefix needs.
    pub fn needed(self, def: &StructDef, bytes: &[u8], order: Option<Order>) -> u64 {
        let there = bytes.len() as u64;
        let wanted = match self.stated(def, bytes, order) {
            Ok(extent) => extent.stated,
            Err(_) => def.sizes[0].size,
        };
        wanted.saturating_sub(there)
    }

    /// How many records a buffer holds.
    pub fn count(self, def: &StructDef, bytes: &[u8], order: Option<Order>) -> Result<u64, Failure> {
        let (mut rest, mut count) = (bytes, 0);
        while !rest.is_empty() {
            (_, rest) = self.decode_prefix(def, rest, order)?;
            count += 1;
        }
        Ok(count)
    }

    /// The stated extent, which must be there.
    fn extent(self, def: &StructDef, bytes: &[u8], order: Option<Order>) -> Result<Extent, Failure> {
        let extent = self.stated(def, bytes, order)?;
        if (bytes.len() as u64) < extent.stated {
            return Err(Failure::new(Kind::TooShort, &def.name, "", extent.stated, bytes.len()));
        }
        Ok(extent)
    }

    fn stated(self, def: &StructDef, bytes: &[u8], order: Option<Order>) -> Result<Extent, Failure> {
        if def.evolution == Evolution::Sealed {
            return Ok(Extent { stated: def.size, open: false });
        }
        let least = def.sizes[0].size;
        if (bytes.len() as u64) < least {
            return Err(Failure::new(Kind::TooShort, &def.name, "", least, bytes.len()));
        }
        let order = self.find_order(def, bytes, order)?;
        if let Some(field) = def.roles.size {
            let stated = self.role_value(&def.fields[field as usize], Role::Size, bytes, order);
            return match stated.to_u64().filter(|s| *s >= least) {
                Some(stated) => Ok(Extent { stated, open: false }),
                None => Err(Failure::new(Kind::TooShort, &def.name, "", least, stated)),
            };
        }
        let Some(field) = def.roles.version else { return Ok(Extent { stated: def.size, open: false }) };
        let version = self.role_value(&def.fields[field as usize], Role::Version, bytes, order);
        let known = def.sizes.iter().rev().find(|s| Int::from(s.version) <= version);
        let newest = def.sizes.last().map_or(1, |s| s.version);
        Ok(Extent { stated: known.map_or(least, |s| s.size), open: version > Int::from(newest) })
    }

    /// The order to read in: the given one, or the one in which the field with role `byte_order` is right.
    fn find_order(self, def: &StructDef, bytes: &[u8], order: Option<Order>) -> Result<Order, Failure> {
        let Some(index) = def.roles.byte_order else { return Ok(order.unwrap_or(Order::Little)) };
        if let Some(order) = order {
            return Ok(order);
        }
        if (bytes.len() as u64) < def.sizes[0].size {
            return Ok(Order::Little);
        }
        let right = |order| self.field(def, index as usize, bytes, order, def.size).map(|_| order);
        right(Order::Little).or_else(|error| right(Order::Big).map_err(|_| error))
    }

    /// The number in the field, or the item of it, that has a role.
    fn role_value(self, field: &FieldDef, role: Role, bytes: &[u8], order: Order) -> Int {
        let own = &bytes[field.offset as usize..(field.offset + field.size) as usize];
        let word = number::read(own, field_order(field.order, order));
        match (role_item(field, role), &field.kind) {
            (Some(item), _) => self.item_value(item, word),
            (None, FieldKind::Value(ty)) => Int::from_bits(word, field.size as u32 * 8, self.signed(ty)),
            _ => Int::from(word),
        }
    }

    pub(crate) fn signed(self, ty: &WireType) -> bool {
        self.repr(ty).is_some_and(Scalar::is_signed)
    }

    /// The scalar behind a number, an enum or a flag set.
    pub(crate) fn repr(self, ty: &WireType) -> Option<Scalar> {
        match ty {
            WireType::Scalar(s) => Some(*s),
            WireType::Enum(id) => Some(self.schema.enums[id.index()].repr),
            WireType::Flags(id) => Some(self.schema.flags[id.index()].repr),
            _ => None,
        }
    }

    /// Every field, in order of offset.
    fn fields(self, def: &StructDef, bytes: &[u8], order: Order, extent: u64) -> Result<Val, Failure> {
        let mut members: Vec<Option<Val>> = vec![None; def.members.len()];
        for index in 0..def.fields.len() {
            for (item, value) in self.field(def, index, bytes, order, extent)? {
                if let Some(member) = member_index(def, index, item) {
                    members[member] = Some(value);
                }
            }
        }
        let mut values = Vec::new();
        for (index, value) in members.into_iter().enumerate() {
            values.push(match value {
                Some(value) => value,
                None => self.default_member(def, index)?,
            });
        }
        Ok(Val::Struct(values))
    }

    /// The values in a field with the index of the bit item each is in; nothing for a field beyond the extent.
    fn field(
        self,
        def: &StructDef,
        index: usize,
        bytes: &[u8],
        order: Order,
        extent: u64,
    ) -> Result<Vec<(Option<usize>, Val)>, Failure> {
        let field = &def.fields[index];
        if field.offset + field.size > extent {
            return Ok(Vec::new());
        }
        let own = &bytes[field.offset as usize..(field.offset + field.size) as usize];
        match &field.kind {
            FieldKind::Padding | FieldKind::Reserved(Policy::Ignore) => Ok(Vec::new()),
            FieldKind::Reserved(Policy::Preserve) => Ok(vec![(None, Val::Bytes(own.to_vec()))]),
            FieldKind::Reserved(Policy::Zero) => match own.iter().find(|b| **b != 0) {
                None => Ok(Vec::new()),
                Some(b) => Err(Failure::new(Kind::ReservedNotZero, &def.name, &field.name, 0, b)),
            },
            FieldKind::Value(_) if field.role == Some(Role::Size) => {
                let stated = self.role_value(field, Role::Size, bytes, order);
                size_is_right(def, &field.name, stated).map(|()| Vec::new())
            }
            FieldKind::Value(ty) => {
                let tag = field.tag.map(|tag| self.tag(def, tag, bytes, order, extent)).transpose()?;
                let place = Place { tag, ..place(def, field, order) };
                Ok(vec![(None, self.value(ty, own, place)?)])
            }
            FieldKind::Bits(_, items) => {
                let word = number::read(own, field_order(field.order, order));
                let mut values = Vec::new();
                for (i, item) in items.iter().enumerate() {
                    values.push((Some(i), self.item(def, item, word)?));
                }
                Ok(values)
            }
        }
    }

    fn item(self, def: &StructDef, item: &BitItem, word: u128) -> Result<Val, Failure> {
        let number = self.item_value(item, word);
        let fail = |kind, wanted: &str| Failure::new(kind, &def.name, &item.name, wanted, number);
        match item.kind {
            BitKind::Reserved(Policy::Zero) if number != Int::ZERO => Err(fail(Kind::ReservedNotZero, "0")),
            BitKind::Reserved(_) => Ok(Val::Int(number)),
            _ if item.role == Some(Role::Size) => {
                size_is_right(def, &item.name, number).map(|()| Val::Int(number))
            }
            BitKind::Bool => {
                let value = Val::Bool(number != Int::ZERO);
                self.check(&BOOL, &value, &[], &item_place(def, item), Way::Decode)?;
                Ok(value)
            }
            BitKind::Enum(id) if self.refuses(&WireType::Enum(id), number) => {
                Err(fail(Kind::UnknownCode, ""))
            }
            BitKind::Enum(_) | BitKind::Flags(_) | BitKind::Signed | BitKind::Unsigned => {
                let value = Val::Int(number);
                self.check(&WIDE, &value, &[], &item_place(def, item), Way::Decode)?;
                Ok(value)
            }
        }
    }

    /// Whether a code is one that a rejecting enum doesn't list.
    pub(crate) fn refuses(self, ty: &WireType, code: Int) -> bool {
        let WireType::Enum(id) = ty else { return false };
        let def = &self.schema.enums[id.index()];
        def.unknown == Unknown::Reject && def.values.iter().all(|v| v.code != code)
    }

    /// The tag's number as it stands in the bytes, valid or not.
    fn tag(
        self,
        def: &StructDef,
        tag: TagUse,
        bytes: &[u8],
        order: Order,
        extent: u64,
    ) -> Result<Int, Failure> {
        let field = &def.fields[tag.field as usize];
        if field.offset + field.size > extent {
            return self.default_tag(def, tag);
        }
        let own = &bytes[field.offset as usize..(field.offset + field.size) as usize];
        let word = number::read(own, field_order(field.order, order));
        Ok(match (&field.kind, tag.item) {
            (FieldKind::Bits(_, items), Some(i)) => self.item_value(&items[i as usize], word),
            (FieldKind::Value(ty), _) => Int::from_bits(word, field.size as u32 * 8, self.signed(ty)),
            _ => Int::from(word),
        })
    }

    /// A value of any type.
    fn value(self, ty: &WireType, raw: &[u8], at: Place<'_>) -> Result<Val, Failure> {
        let value = match ty {
            WireType::Array(inner, len) => {
                let step = self.size(inner) as usize;
                let element = |i: usize| self.value(inner, &raw[i * step..(i + 1) * step], at.element(i));
                return (0..*len as usize).map(element).collect::<Result<_, _>>().map(Val::List);
            }
            WireType::Struct(id) => {
                return self.decode(&self.schema.structs[id.index()], raw, Some(at.outer));
            }
            WireType::Union(id) => return self.union(*id, raw, at),
            WireType::Scalar(s) if s.is_bool() => match number::read(raw, at.order) {
                0 => Val::Bool(false),
                1 => Val::Bool(true),
                _ if at.truthy => Val::Bool(true),
                n => return Err(at.fail(Kind::NotBool, "", n)),
            },
            WireType::Scalar(s) if s.is_float() => Val::Float(number::read(raw, at.order) as u64),
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                let bits = number::read(raw, at.order);
                let code = Int::from_bits(bits, raw.len() as u32 * 8, self.signed(ty));
                if self.refuses(ty, code) {
                    return Err(at.fail(Kind::UnknownCode, "", code));
                }
                Val::Int(code)
            }
            WireType::Char(_) | WireType::Char16(_) => Val::Text(decode_text(ty, raw, &at)?),
            WireType::Bytes(_) | WireType::Guid | WireType::Uuid | WireType::Host(_) => {
                Val::Bytes(raw.to_vec())
            }
        };
        self.check(ty, &value, raw, &at, Way::Decode)?;
        Ok(value)
    }

    fn union(self, id: UnionId, raw: &[u8], at: Place<'_>) -> Result<Val, Failure> {
        let union = &self.schema.unions[id.index()];
        let Some(tag) = at.tag else { return Ok(Val::Bytes(raw.to_vec())) };
        let Some(index) = self.member_of(union, tag) else { return Err(at.fail(Kind::NoMember, "", tag)) };
        let member = &union.members[index];
        let (own, rest) = raw.split_at(member.size as usize);
        let order = field_order(member.order, at.outer);
        let value = self.value(&member.ty, own, Place { order, ..bare(&at) })?;
        Ok(Val::Tagged { member: index, value: Box::new(value), rest: rest.to_vec() })
    }

    /// What a member is that nobody gave.
    fn default_member(self, def: &StructDef, index: usize) -> Result<Val, Failure> {
        let member = &def.members[index];
        let field = &def.fields[member.field as usize];
        match (&field.kind, member.item) {
            (FieldKind::Bits(_, items), Some(i)) => {
                let item = &items[i as usize];
                let ty = if item.kind == BitKind::Bool { &BOOL } else { &WIDE };
                match &item.rules.default {
                    Some(default) => Ok(literal(ty, &default.value)),
                    None => self.zero(ty, def, field),
                }
            }
            (FieldKind::Value(ty), _) => match &field.rules.default {
                Some(default) => Ok(literal(ty, &default.value)),
                None => self.zero(ty, def, field),
            },
            _ => Ok(Val::Bytes(vec![0; field.size as usize])),
        }
    }

    fn default_tag(self, def: &StructDef, tag: TagUse) -> Result<Int, Failure> {
        if let Some(constant) = constant_tag(def, tag) {
            return Ok(constant);
        }
        match tag_member(def, tag).map(|m| self.default_member(def, m)).transpose()? {
            Some(Val::Int(n)) => Ok(n),
            Some(Val::Bool(b)) => Ok(Int::from(u64::from(b))),
            _ => Ok(Int::ZERO),
        }
    }

    fn zero(self, ty: &WireType, def: &StructDef, field: &FieldDef) -> Result<Val, Failure> {
        Ok(match ty {
            WireType::Scalar(s) if s.is_bool() => Val::Bool(false),
            WireType::Scalar(s) if s.is_float() => Val::Float(0),
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => Val::Int(Int::ZERO),
            WireType::Char(_) | WireType::Char16(_) => Val::Text(String::new()),
            WireType::Bytes(_) | WireType::Guid | WireType::Uuid | WireType::Host(_) => {
                Val::Bytes(vec![0; self.size(ty) as usize])
            }
            WireType::Array(inner, len) => {
                Val::List((0..*len).map(|_| self.zero(inner, def, field)).collect::<Result<_, _>>()?)
            }
            WireType::Struct(id) => {
                let inner = &self.schema.structs[id.index()];
                let members = (0..inner.members.len()).map(|m| self.default_member(inner, m));
                Val::Struct(members.collect::<Result<_, _>>()?)
            }
            WireType::Union(id) => {
                let union = &self.schema.unions[id.index()];
                let Some(tag) = field.tag else { return Ok(Val::Bytes(vec![0; union.size as usize])) };
                let tag = self.default_tag(def, tag)?;
                let Some(member) = self.member_of(union, tag) else {
                    return Err(Failure::new(Kind::NoMember, &def.name, &field.name, "", tag));
                };
                let chosen = &union.members[member];
                let rest = vec![0; (union.size - chosen.size) as usize];
                Val::Tagged { member, value: Box::new(self.zero(&chosen.ty, def, field)?), rest }
            }
        })
    }
}

/// Stands in for the type of a bit item that is a number.
pub(crate) const WIDE: WireType = WireType::Scalar(Scalar::U128);
/// Stands in for the type of a bit item that is a boolean.
pub(crate) const BOOL: WireType = WireType::Scalar(Scalar::Bool8);

static NO_RULES: ValueRules =
    ValueRules { constant: None, one_of: Vec::new(), default: None, range: None, unit: None, scale: None };

/// The place of a field's value.
pub(crate) fn place<'a>(def: &'a StructDef, field: &'a FieldDef, order: Order) -> Place<'a> {
    Place {
        owner: &def.name,
        field: &field.name,
        order: field_order(field.order, order),
        outer: order,
        rules: &field.rules,
        constant: field.rules.constant.as_ref().map(|l| &l.value),
        text: field.text,
        truthy: field.truthy,
        tag: None,
        version: field.role == Some(Role::Version),
    }
}

/// The place of a union member's value: its own rules are none.
pub(crate) fn bare<'a>(at: &Place<'a>) -> Place<'a> {
    Place { rules: &NO_RULES, constant: None, text: None, truthy: false, tag: None, version: false, ..*at }
}

/// The place of a bit item's value.
pub(crate) fn item_place<'a>(def: &'a StructDef, item: &'a BitItem) -> Place<'a> {
    Place {
        owner: &def.name,
        field: &item.name,
        order: Order::Little,
        outer: Order::Little,
        rules: &item.rules,
        constant: item.rules.constant.as_ref().map(|l| &l.value),
        text: None,
        truthy: false,
        tag: None,
        version: item.role == Some(Role::Version),
    }
}

fn size_is_right(def: &StructDef, field: &str, stated: Int) -> Result<(), Failure> {
    if def.evolution == Evolution::Append || stated == Int::from(def.size) {
        return Ok(());
    }
    Err(Failure::new(Kind::WrongConst, &def.name, field, def.size, stated))
}

fn decode_text(ty: &WireType, raw: &[u8], at: &Place<'_>) -> Result<String, Failure> {
    let unit = if matches!(ty, WireType::Char(_)) { 1 } else { 2 };
    let units: Vec<u16> = raw.chunks(unit).map(|c| number::read(c, at.order) as u16).collect();
    let Some(rules) = at.text else { return Ok(String::new()) };
    text::decode(&units, rules).map_err(|fault| text_failure(fault, at))
}

/// The error of a text fault.
pub(crate) fn text_failure((kind, numbers): text::Fault, at: &Place<'_>) -> Failure {
    match numbers {
        Some((wanted, got)) => at.fail(kind, wanted, got),
        None => at.fail(kind, "", ""),
    }
}
