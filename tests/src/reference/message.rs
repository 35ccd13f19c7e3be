//! Messages: a header and the parts that follow it.

use super::value::{Failure, Kind, Order, Val};
use super::{Reference, encode, number};
use rbgen_schema::Int;
use rbgen_schema::ir::{BitKind, FieldKind, Length, MessageDef, PartKind, StructDef, WireType};

/// A parsed message.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The header's value.
    pub header: Val,
    /// One value for each part: bytes, or a list of records.
    pub parts: Vec<Val>,
    /// What follows the last part.
    pub trailing: Vec<u8>,
}

impl Reference<'_> {
    /// Decodes the header and cuts the parts out of what follows it.
    pub fn parse(self, message: &MessageDef, bytes: &[u8], order: Option<Order>) -> Result<Parsed, Failure> {
        let header_def = &self.schema.structs[message.header.index()];
        let (header, mut rest) = self.decode_prefix(header_def, bytes, order)?;
        let mut parts = Vec::new();
        for part in &message.parts {
            let take = |wanted: i128, rest: &[u8]| match usize::try_from(wanted) {
                Ok(n) if n <= rest.len() => Ok(n),
                _ => Err(Failure::new(Kind::PayloadLength, &message.name, &part.name, wanted, rest.len())),
            };
            match &part.kind {
                PartKind::Rest => {
                    parts.push(Val::Bytes(rest.to_vec()));
                    rest = &[];
                }
                PartKind::Bytes(length) => {
                    let stated = header_number(&header, length.member) * i128::from(length.times);
                    let len = take(stated - i128::from(length.minus), rest)?;
                    parts.push(Val::Bytes(rest[..len].to_vec()));
                    rest = &rest[len..];
                }
                PartKind::Records(id, count) => {
                    let record = &self.schema.structs[id.index()];
                    let count = header_number(&header, *count);
                    take(count.saturating_mul(i128::from(record.size)), rest)?;
                    let mut records = Vec::new();
                    for _ in 0..count {
                        let (value, after) = self.decode_prefix(record, rest, order)?;
                        records.push(value);
                        rest = after;
                    }
                    parts.push(Val::List(records));
                }
            }
        }
        Ok(Parsed { header, parts, trailing: rest.to_vec() })
    }

    /// Header and parts back to back, every length and count computed.
    pub fn create(self, message: &MessageDef, parsed: &Parsed, order: Order) -> Result<Vec<u8>, Failure> {
        let header_def = &self.schema.structs[message.header.index()];
        let Val::Struct(mut header) = parsed.header.clone() else { return Ok(Vec::new()) };
        let mut payload = Vec::new();
        for (part, value) in message.parts.iter().zip(&parsed.parts) {
            let refuse = |length: Length, each: u64, len: u64| {
                let unit = u128::from(length.times) * u128::from(each);
                let most =
                    highest_length(header_def, length).bits().saturating_mul(unit).min(u64::MAX.into());
                let room = most.saturating_sub(length.minus.into());
                Failure::new(Kind::PayloadLength, &message.name, &part.name, room, len * each)
            };
            match (&part.kind, value) {
                (PartKind::Bytes(length), Val::Bytes(bytes)) => {
                    let len = bytes.len() as u64;
                    let stated = stated(header_def, *length, len).ok_or_else(|| refuse(*length, 1, len))?;
                    header[length.member as usize] = Val::Int(stated);
                    payload.extend(bytes);
                }
                (PartKind::Records(id, count), Val::List(records)) => {
                    let record = &self.schema.structs[id.index()];
                    let length = Length { member: *count, times: 1, minus: 0 };
                    let len = records.len() as u64;
                    let stated =
                        stated(header_def, length, len).ok_or_else(|| refuse(length, record.size, len))?;
                    header[*count as usize] = Val::Int(stated);
                    for value in records {
                        payload.extend(self.encode(record, value, order)?);
                    }
                }
                (_, Val::Bytes(bytes)) => payload.extend(bytes),
                _ => {}
            }
        }
        let mut out = self.encode(header_def, &Val::Struct(header), order)?;
        out.extend(payload);
        Ok(out)
    }

    /// A message from its columns.
    pub fn unflatten_message(self, message: &MessageDef, columns: &[&str]) -> Result<Parsed, String> {
        let below = |prefix: &str| -> Vec<&str> {
            columns.iter().filter_map(|column| column.strip_prefix(prefix)).collect()
        };
        let header = self.unflatten(&self.schema.structs[message.header.index()], &below("header."))?;
        let mut parts = Vec::new();
        for part in &message.parts {
            parts.push(match &part.kind {
                PartKind::Records(id, _) => {
                    let record = &self.schema.structs[id.index()];
                    let mut records = Vec::new();
                    loop {
                        let own = below(&format!("{}[{}].", part.name, records.len()));
                        if own.is_empty() {
                            break Val::List(records);
                        }
                        records.push(self.unflatten(record, &own)?);
                    }
                }
                PartKind::Bytes(_) | PartKind::Rest => {
                    let hex = below(&format!("{}=", part.name));
                    let hex = hex.first().ok_or_else(|| format!("no `{}`", part.name))?;
                    Val::Bytes(number::unhex(hex).ok_or_else(|| format!("`{hex}` is not hex"))?)
                }
            });
        }
        Ok(Parsed { header, parts, trailing: Vec::new() })
    }

    /// The columns of a parsed message.
    pub fn flatten_message(self, message: &MessageDef, parsed: &Parsed) -> Vec<String> {
        let header_def = &self.schema.structs[message.header.index()];
        let mut out = self.flatten(header_def, &parsed.header, "header.");
        for (part, value) in message.parts.iter().zip(&parsed.parts) {
            match (&part.kind, value) {
                (PartKind::Records(id, _), Val::List(records)) => {
                    let record = &self.schema.structs[id.index()];
                    for (i, value) in records.iter().enumerate() {
                        out.extend(self.flatten(record, value, &format!("{}[{i}].", part.name)));
                    }
                }
                (_, Val::Bytes(bytes)) => out.push(format!("{}={}", part.name, number::hex(bytes))),
                _ => {}
            }
        }
        out
    }
}

fn header_number(header: &Val, member: u32) -> i128 {
    let Val::Struct(values) = header else { return 0 };
    match values.get(member as usize) {
        Some(Val::Int(n)) => n.to_i128().unwrap_or(i128::MAX),
        _ => 0,
    }
}

/// What a header member says of a part of `len` bytes, if it can.
fn stated(header: &StructDef, length: Length, len: u64) -> Option<Int> {
    let sum = len.checked_add(length.minus)?;
    if !sum.is_multiple_of(length.times) {
        return None;
    }
    let number = Int::from(sum / length.times);
    (number <= highest_length(header, length)).then_some(number)
}

/// The highest number that a header member can hold.
pub(crate) fn highest_length(header: &StructDef, length: Length) -> Int {
    let member = &header.members[length.member as usize];
    let field = &header.fields[member.field as usize];
    match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(i)) => {
            let item = &items[i as usize];
            encode::bit_limits(item.bits.width, item.kind == BitKind::Signed).1
        }
        (FieldKind::Value(WireType::Scalar(s)), _) => s.max(),
        _ => Int::ZERO,
    }
}
