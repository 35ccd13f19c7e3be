//! Valid values of structs.

use super::Rng;
use crate::reference::number::float_bits;
use crate::reference::rules::literal;
use crate::reference::{Reference, Val, encode};
use rbgen_schema::Int;
use rbgen_schema::ir::{
    BitItem, BitKind, Encoding, Evolution, FieldDef, FieldKind, Literal, Role, Scalar, StructDef, TextRules,
    UnionId, Unknown, Value, ValueRules, WireType,
};

/// Which of the valid values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    /// The lowest numbers, the shortest texts, the first of several.
    Min,
    /// The highest numbers, the longest texts, the last of several.
    Max,
    /// Any.
    Random,
}

/// Makes valid values.
pub(crate) struct Sampler<'a> {
    pub(crate) codec: Reference<'a>,
    pub(crate) rng: Rng,
}

impl Sampler<'_> {
    /// A valid value of a struct. Each tag names the member its union holds.
    pub(crate) fn of(&mut self, def: &StructDef, fill: Fill) -> Val {
        let mut values: Vec<Val> = Vec::new();
        for member in &def.members {
            let field = &def.fields[member.field as usize];
            values.push(match (&field.kind, member.item) {
                (FieldKind::Bits(_, items), Some(i)) => self.item(&items[i as usize], fill),
                (FieldKind::Value(_), _) if by_version(def, field) => {
                    Val::Int(Int::from(def.sizes.last().map_or(1, |s| s.version)))
                }
                (FieldKind::Value(ty), _) if field.tag.is_none() => {
                    self.value(ty, &field.rules, field.text, fill)
                }
                (FieldKind::Value(_), _) => Val::Bytes(Vec::new()), // made to fit its tag below
                _ => Val::Bytes(self.bytes(field.size as usize, fill)),
            });
        }
        self.fit_unions(def, &mut values, fill);
        Val::Struct(values)
    }

    /// Gives every union with a tag the member that the tag means; a tag that means none is changed.
    pub(crate) fn fit_unions(&mut self, def: &StructDef, values: &mut [Val], fill: Fill) {
        for at in 0..def.members.len() {
            let field = &def.fields[def.members[at].field as usize];
            let (Some(tag), FieldKind::Value(ty)) = (field.tag, &field.kind) else { continue };
            let (WireType::Union(id), dims) = ty.element() else { continue };
            let union = &self.codec.schema.unions[id.index()];
            let tag_at = crate::reference::tag_member(def, tag);
            let constant = || crate::reference::constant_tag(def, tag).unwrap_or(Int::ZERO);
            let now = tag_at.map_or_else(constant, |t| as_int(&values[t]));
            let member = self.codec.member_of(union, now).unwrap_or_else(|| {
                let named: Vec<usize> =
                    (0..union.members.len()).filter(|m| !union.members[*m].when.is_empty()).collect();
                let member = named[self.pick(named.len(), fill)];
                if let (Some(t), Some(when)) = (tag_at, union.members[member].when.first()) {
                    values[t] = as_like(&values[t], &when.value);
                }
                member
            });
            let len = dims.iter().product::<u64>().max(1);
            let made: Vec<Val> = (0..len).map(|_| self.tagged(*id, member, fill)).collect();
            values[at] = nest(&dims, made);
        }
    }

    /// A value of a union that holds a member.
    pub(crate) fn tagged(&mut self, id: UnionId, member: usize, fill: Fill) -> Val {
        let union = &self.codec.schema.unions[id.index()];
        let def = &union.members[member];
        let value = Box::new(self.value(&def.ty, &ValueRules::default(), None, fill));
        let rest = self.bytes((union.size - def.size) as usize, fill);
        Val::Tagged { member, value, rest }
    }

    fn pick(&mut self, len: usize, fill: Fill) -> usize {
        match fill {
            Fill::Min => 0,
            Fill::Max => len - 1,
            Fill::Random => self.rng.below(len),
        }
    }

    fn bytes(&mut self, len: usize, fill: Fill) -> Vec<u8> {
        match fill {
            Fill::Min => vec![0; len],
            Fill::Max => vec![0xff; len],
            Fill::Random => self.rng.bytes(len),
        }
    }

    /// A valid value of a bit item.
    fn item(&mut self, item: &BitItem, fill: Fill) -> Val {
        let (low, high) = encode::bit_limits(item.bits.width, item.kind == BitKind::Signed);
        match item.kind {
            BitKind::Bool => match item.rules.one_of.is_empty() {
                true => Val::Bool(self.pick(2, fill) == 1),
                false => self.one_of(&WireType::Scalar(Scalar::Bool8), &item.rules.one_of, fill),
            },
            BitKind::Enum(id) => self.code(&WireType::Enum(id), &item.rules, low, high, fill),
            _ => self.number(&item.rules, low, high, fill),
        }
    }

    fn one_of(&mut self, ty: &WireType, list: &[Literal], fill: Fill) -> Val {
        literal(ty, &list[self.pick(list.len(), fill)].value)
    }

    fn number(&mut self, rules: &ValueRules, low: Int, high: Int, fill: Fill) -> Val {
        if !rules.one_of.is_empty() {
            return self.one_of(&WireType::Scalar(Scalar::U128), &rules.one_of, fill);
        }
        let (low, high) = match rules.range.as_ref().map(|r| (&r.low.value, &r.high.value)) {
            Some((Value::Int(l), Value::Int(h))) => (*l, *h),
            _ => (low, high),
        };
        Val::Int(match fill {
            Fill::Min => low,
            Fill::Max => high,
            Fill::Random => self.between(low, high),
        })
    }

    fn between(&mut self, low: Int, high: Int) -> Int {
        let span = high.bits().wrapping_sub(low.bits());
        let step = if span == u128::MAX { self.rng.wide() } else { self.rng.wide() % (span + 1) };
        let bits = low.bits().wrapping_add(step);
        if low.is_negative() { Int::from(bits as i128) } else { Int::from(bits) }
    }

    fn code(&mut self, ty: &WireType, rules: &ValueRules, low: Int, high: Int, fill: Fill) -> Val {
        let WireType::Enum(id) = ty else { return Val::Int(low) };
        let def = &self.codec.schema.enums[id.index()];
        let mut codes: Vec<Int> = def.values.iter().filter(|v| v.alias.is_none()).map(|v| v.code).collect();
        codes.sort();
        if rules.one_of.is_empty() && def.unknown == Unknown::Keep {
            codes.push(high);
            codes.push(self.between(low, high));
        }
        match (fill, rules.one_of.is_empty()) {
            (_, false) => self.one_of(ty, &rules.one_of, fill),
            (Fill::Max, true) if def.unknown == Unknown::Keep => Val::Int(high),
            _ => Val::Int(codes[self.pick(codes.len(), fill)]),
        }
    }

    /// A valid value of a type.
    pub(crate) fn value(
        &mut self,
        ty: &WireType,
        rules: &ValueRules,
        text: Option<TextRules>,
        fill: Fill,
    ) -> Val {
        match ty {
            WireType::Array(inner, len) => {
                Val::List((0..*len).map(|_| self.value(inner, rules, text, fill)).collect())
            }
            WireType::Struct(id) => self.of(&self.codec.schema.structs[id.index()], fill),
            _ if !rules.one_of.is_empty() => self.one_of(ty, &rules.one_of, fill),
            WireType::Scalar(s) if s.is_bool() => Val::Bool(self.pick(2, fill) == 1),
            WireType::Scalar(s) if s.is_float() => Val::Float(self.float(*s, rules, fill)),
            WireType::Scalar(s) => self.number(rules, s.min(), s.max(), fill),
            WireType::Enum(id) => {
                let repr = self.codec.schema.enums[id.index()].repr;
                self.code(ty, rules, repr.min(), repr.max(), fill)
            }
            WireType::Flags(id) => {
                let repr = self.codec.schema.flags[id.index()].repr;
                self.number(rules, repr.min(), repr.max(), fill)
            }
            WireType::Char(n) | WireType::Char16(n) => {
                Val::Text(text.map(|rules| self.text(*n as usize, rules, fill)).unwrap_or_default())
            }
            WireType::Bytes(_) | WireType::Guid | WireType::Uuid | WireType::Union(_) | WireType::Host(_) => {
                Val::Bytes(self.bytes(self.codec.size(ty) as usize, fill))
            }
        }
    }

    fn float(&mut self, scalar: Scalar, rules: &ValueRules, fill: Fill) -> u64 {
        let largest = if scalar == Scalar::F32 { f64::from(f32::MAX) } else { f64::MAX };
        let bound = |v: &Value| match v {
            Value::Int(n) => n.to_f64(),
            Value::Float(f) => *f,
            _ => 0.0,
        };
        let (low, high) =
            rules.range.as_ref().map_or((-largest, largest), |r| (bound(&r.low.value), bound(&r.high.value)));
        let unit = (self.rng.next() >> 11) as f64 / (1u64 << 53) as f64;
        float_bits(
            scalar,
            match fill {
                Fill::Min => low,
                Fill::Max => high,
                Fill::Random if rules.range.is_some() => low + (high - low) * unit,
                Fill::Random => (unit - 0.5) * 1e6,
            },
        )
    }

    fn text(&mut self, len: usize, rules: TextRules, fill: Fill) -> String {
        let room = len - usize::from(rules.terminated);
        let alphabet: &[char] = match rules.encoding {
            Encoding::Ascii => &['a', 'Z', '~', '!'],
            Encoding::Latin1 => &['a', 'é', 'ÿ', '\u{80}'],
            Encoding::Utf8 => &['a', 'é', '€', '😀'],
            Encoding::Utf16 => &['a', 'é', '€', '😀'],
        };
        let mut text = String::new();
        let mut left = match fill {
            Fill::Min => 0,
            Fill::Max => room,
            Fill::Random => self.rng.below(room + 1),
        };
        while left > 0 {
            let c = alphabet[self.rng.below(alphabet.len())];
            let units = match rules.encoding {
                Encoding::Utf8 => c.len_utf8(),
                Encoding::Utf16 => c.len_utf16(),
                _ => 1,
            };
            if units <= left {
                text.push(c);
                left -= units;
            }
        }
        text
    }
}

/// Whether the field says, alone, how much of a growing struct is there.
fn by_version(def: &StructDef, field: &FieldDef) -> bool {
    def.evolution == Evolution::Append && def.roles.size.is_none() && field.role == Some(Role::Version)
}

fn as_int(value: &Val) -> Int {
    match value {
        Val::Int(n) => *n,
        Val::Bool(b) => Int::from(u64::from(*b)),
        _ => Int::ZERO,
    }
}

/// A literal as a value of the same kind as another.
pub(crate) fn as_like(like: &Val, value: &Value) -> Val {
    match (like, value) {
        (Val::Bool(_), Value::Int(n)) => Val::Bool(*n != Int::ZERO),
        (_, Value::Int(n)) => Val::Int(*n),
        (_, Value::Bool(b)) => Val::Bool(*b),
        _ => like.clone(),
    }
}

/// Values in the nesting of an array's dimensions; without dimensions the one value.
fn nest(dims: &[u64], mut flat: Vec<Val>) -> Val {
    match dims {
        [] => flat.pop().unwrap_or(Val::Bytes(Vec::new())),
        [_] => Val::List(flat),
        [first, rest @ ..] => {
            let step = flat.len() / *first as usize;
            Val::List(flat.chunks(step).map(|c| nest(rest, c.to_vec())).collect())
        }
    }
}
