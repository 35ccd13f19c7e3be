//! The vectors of one struct.

use super::leaves::{LeafKind, at_mut, leaves, slots};
use super::{Fill, Op, Rng, Sampler, Vector, bad, evolution};
use crate::reference::{self, Order, Reference, Val, number::hex};
use rbgen_schema::ir::{ByteOrder, Evolution, FieldKind, Scalar, Schema, StructDef, WireType};
use std::collections::HashSet;

/// Vectors a struct has at most. What is cut off when there are more is walking bits and spoilt elements, evenly.
const MOST: usize = 300;
/// Walking bits of one struct at most.
const MOST_BITS: usize = 96;
/// Values spoilt on each side at most.
const MOST_SPOILT: usize = 110;

/// Collects the vectors of one type, answered by the reference codec.
pub(crate) struct Cases<'a> {
    pub(crate) codec: Reference<'a>,
    pub(crate) def: &'a StructDef,
    seen: HashSet<String>,
    pub(crate) out: Vec<Vector>,
}

/// The vectors of a struct.
pub(crate) fn of_struct(schema: &Schema, def: &StructDef) -> Vec<Vector> {
    let codec = Reference::new(schema);
    let mut cases = Cases { codec, def, seen: HashSet::new(), out: Vec::new() };
    let mut sampler = Sampler { codec, rng: Rng::named(&def.name) };
    for (order, word) in orders(def) {
        cases.valid(&mut sampler, order, word);
        cases.sizes(&mut sampler, order, word);
    }
    cases.unions(&mut sampler);
    evolution::add(&mut cases, &mut sampler);
    cases.spoilt_bytes(&mut sampler);
    cases.spoilt_values(&mut sampler);
    cases.walking_bits(&mut sampler);
    cases.out.truncate(MOST);
    cases.out
}

/// The orders to ask for, with the word a line has for it.
pub(crate) fn orders(def: &StructDef) -> Vec<(Order, &'static str)> {
    match def.endian {
        ByteOrder::Either => vec![(Order::Little, "little"), (Order::Big, "big")],
        _ => vec![(Order::Little, "-")],
    }
}

impl Cases<'_> {
    /// Asks about bytes.
    pub(crate) fn bytes(&mut self, name: &str, op: Op, word: &str, bytes: &[u8]) {
        // How much is needed is asked without an order, which then has to be found.
        let unknown = self.def.endian == ByteOrder::Either && self.def.roles.byte_order.is_none();
        let unanswerable = op == Op::Needed && unknown && self.def.evolution == Evolution::Append;
        if unanswerable || holds_signalling(self.codec, self.def, bytes) {
            return;
        }
        let question = Vector::question(format!("{}: {name}", self.def.name), op, &self.def.name, word);
        self.add(Vector { hex: Some(hex(bytes)), ..question });
    }

    /// Asks what a value encodes to.
    pub(crate) fn encode(&mut self, name: &str, word: &str, value: &Val) {
        let question =
            Vector::question(format!("{}: {name}", self.def.name), Op::Encode, &self.def.name, word);
        self.add(Vector { values: self.codec.flatten(self.def, value, ""), ..question });
    }

    fn add(&mut self, question: Vector) {
        let line = question.line(0);
        if self.seen.insert(line.clone()) {
            self.out.push(question.answered(&reference::answer(self.codec, &line)));
        }
    }

    /// The bytes of a value that the sampler made.
    pub(crate) fn encoded(&self, value: &Val, order: Order) -> Vec<u8> {
        self.codec.encode(self.def, value, order).unwrap_or_default()
    }

    fn valid(&mut self, sampler: &mut Sampler<'_>, order: Order, word: &str) {
        let fills = [Fill::Min, Fill::Max, Fill::Random, Fill::Random, Fill::Random, Fill::Random];
        for (i, fill) in fills.into_iter().enumerate() {
            let value = sampler.of(self.def, fill);
            let bytes = self.encoded(&value, order);
            let name = match fill {
                Fill::Min => "min".to_owned(),
                Fill::Max => "max".to_owned(),
                Fill::Random => format!("random {}", i - 2),
            };
            self.bytes(&name, Op::Decode, word, &bytes);
            if i < 3 {
                self.encode(&name, word, &value);
            }
            if self.def.roles.byte_order.is_some() && word != "-" {
                self.bytes(&format!("{name}, order found"), Op::Decode, "-", &bytes);
                let other = if order == Order::Little { "big" } else { "little" };
                self.bytes(&format!("{name}, read in the other order"), Op::Decode, other, &bytes);
            }
        }
        if self.def.roles.byte_order.is_some() {
            self.bytes("right in neither order", Op::Decode, "-", &vec![0x5a; self.def.size as usize]);
        }
    }

    fn sizes(&mut self, sampler: &mut Sampler<'_>, order: Order, word: &str) {
        let first = self.encoded(&sampler.of(self.def, Fill::Random), order);
        let second = self.encoded(&sampler.of(self.def, Fill::Random), order);
        let extra = [first.as_slice(), &[0xee]].concat();
        let short = &first[..first.len().saturating_sub(1)];
        self.bytes("no bytes", Op::Decode, word, &[]);
        self.bytes("one byte short", Op::Decode, word, short);
        self.bytes("one byte more", Op::Decode, word, &extra);
        self.bytes("prefix, nothing after it", Op::Prefix, word, &first);
        self.bytes(
            "prefix, three bytes after it",
            Op::Prefix,
            word,
            &[first.as_slice(), &[1, 2, 3]].concat(),
        );
        self.bytes("prefix, one byte short", Op::Prefix, word, short);
        let both = [first.as_slice(), &second].concat();
        self.bytes("no records", Op::Iter, word, &[]);
        self.bytes("one record", Op::Iter, word, &first);
        self.bytes("three records", Op::Iter, word, &[both.as_slice(), &first].concat());
        self.bytes("two records and a part of one", Op::Iter, word, &[both.as_slice(), short].concat());
        let found_by_order = self.def.endian == ByteOrder::Either && self.def.evolution == Evolution::Append;
        if !found_by_order {
            self.bytes("needed at first", Op::Needed, "-", &[]);
            self.bytes("needed after one byte", Op::Needed, "-", &first[..1]);
            self.bytes("needed before the last byte", Op::Needed, "-", short);
            self.bytes("nothing needed", Op::Needed, "-", &first);
            self.bytes("nothing needed, more there", Op::Needed, "-", &extra);
        }
    }

    /// Each tag value of each union, each with its member, and each member with a tag that doesn't mean it.
    fn unions(&mut self, sampler: &mut Sampler<'_>) {
        let word = orders(self.def)[0].1;
        for (at, member) in self.def.members.iter().enumerate() {
            let field = &self.def.fields[member.field as usize];
            let (Some(tag), FieldKind::Value(ty)) = (field.tag, &field.kind) else { continue };
            let (WireType::Union(id), _) = ty.element() else { continue };
            let union = &self.codec.schema.unions[id.index()];
            let Some(tag_at) = reference::tag_member(self.def, tag) else { continue };
            let Val::Struct(base) = sampler.of(self.def, Fill::Random) else { continue };
            let named = union.members.iter().flat_map(|m| m.when.iter().map(move |w| (m, w)));
            for (member, when) in named {
                let mut values = base.clone();
                values[tag_at] = super::sample::as_like(&base[tag_at], &when.value);
                let kept = Val::Struct(values.clone());
                self.encode(&format!("{} kept while the tag changes", field.name), word, &kept);
                sampler.fit_unions(self.def, &mut values, Fill::Random);
                let value = Val::Struct(values);
                let bytes = self.encoded(&value, orders(self.def)[0].0);
                self.bytes(&format!("{}.{}", field.name, member.name), Op::Decode, word, &bytes);
                self.encode(&format!("{}.{}", field.name, member.name), word, &value);
            }
            for member in 0..union.members.len() {
                let mut values = base.clone();
                if matches!(values[at], Val::Tagged { .. }) {
                    values[at] = sampler.tagged(*id, member, Fill::Random);
                    let name = &union.members[member].name;
                    self.encode(&format!("{}.{name} given", field.name), word, &Val::Struct(values));
                }
            }
        }
    }

    fn spoilt_bytes(&mut self, sampler: &mut Sampler<'_>) {
        let (order, word) = orders(self.def)[self.def.name.len() % orders(self.def).len()];
        let valid = self.encoded(&sampler.of(self.def, Fill::Random), order);
        let mut found = Vec::new();
        for leaf in leaves(self.codec, self.def) {
            let own = leaf.offset..leaf.offset + leaf.size;
            for (what, bytes) in bad::bytes(self.codec, &leaf, &valid[own.clone()], order) {
                let mut spoilt = valid.clone();
                spoilt[own.clone()].copy_from_slice(&bytes);
                found.push((format!("{} {what}", leaf.name), spoilt));
            }
        }
        for (name, bytes) in evenly(found, MOST_SPOILT) {
            self.bytes(&name, Op::Decode, word, &bytes);
        }
    }

    fn spoilt_values(&mut self, sampler: &mut Sampler<'_>) {
        let word = orders(self.def)[0].1;
        let valid = sampler.of(self.def, Fill::Random);
        let mut found = Vec::new();
        for slot in slots(self.codec, self.def) {
            for (what, value) in bad::values(self.codec, &slot) {
                let mut spoilt = valid.clone();
                if let Some(place) = at_mut(&mut spoilt, &slot.path) {
                    *place = value;
                    found.push((format!("{} {what}", slot.name), spoilt));
                }
            }
        }
        for (name, value) in evenly(found, MOST_SPOILT) {
            self.encode(&name, word, &value);
        }
    }

    /// One bit after the other changed in a valid struct.
    fn walking_bits(&mut self, sampler: &mut Sampler<'_>) {
        let (order, word) = orders(self.def)[0];
        let valid = self.encoded(&sampler.of(self.def, Fill::Min), order);
        let mut bits = Vec::new();
        for field in &self.def.fields {
            let own: Vec<usize> =
                (field.offset as usize * 8..(field.offset + field.size) as usize * 8).collect();
            let share = (MOST_BITS / self.def.fields.len()).clamp(2, 64);
            bits.extend(evenly(own, share).into_iter().map(|bit| (field, bit)));
        }
        for (field, bit) in evenly(bits, MOST_BITS) {
            let mut walked = valid.clone();
            walked[bit / 8] ^= 1 << (bit % 8);
            let name = format!("{} bit {}", field.name, bit - field.offset as usize * 8);
            self.bytes(&name, Op::Decode, word, &walked);
        }
    }
}

/// At most `most` of a list, the first and the last among them.
fn evenly<T>(list: Vec<T>, most: usize) -> Vec<T> {
    let len = list.len();
    if len <= most {
        return list;
    }
    let wanted: HashSet<usize> = (0..most).map(|i| i * (len - 1) / (most - 1)).collect();
    list.into_iter().enumerate().filter(|(i, _)| wanted.contains(i)).map(|(_, t)| t).collect()
}

/// Whether an f32 in these bytes is a signalling NaN, which a language that holds it in 64 bits can't keep.
pub(crate) fn holds_signalling(codec: Reference<'_>, def: &StructDef, bytes: &[u8]) -> bool {
    leaves(codec, def).iter().any(|leaf| {
        let LeafKind::Type(WireType::Scalar(Scalar::F32)) = leaf.kind else { return false };
        let Some(own) = bytes.get(leaf.offset..leaf.offset + 4) else { return false };
        [Order::Little, Order::Big].iter().any(|order| {
            let bits = reference::number::read(own, *order);
            bits & 0x7f80_0000 == 0x7f80_0000 && bits & 0x003f_ffff != 0 && bits & 0x0040_0000 == 0
        })
    })
}
