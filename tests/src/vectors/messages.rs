//! The vectors of one message.

use super::cases::orders;
use super::{Fill, Op, Rng, Sampler, Vector};
use crate::reference::{self, Order, Parsed, Reference, Val, number::hex};
use rbgen_schema::Int;
use rbgen_schema::ir::{Length, MessageDef, PartKind, Schema};

/// The vectors of a message: parts of several lengths, cut and followed by more, and headers that state too much.
pub(crate) fn of_message(schema: &Schema, message: &MessageDef) -> Vec<Vector> {
    let codec = Reference::new(schema);
    let header = &schema.structs[message.header.index()];
    let mut sampler = Sampler { codec, rng: Rng::named(&message.name) };
    let mut out: Vec<Vector> = Vec::new();
    let mut ask = |name: String, word: &str, bytes: &[u8]| {
        let question = Vector::question(format!("{}: {name}", message.name), Op::Parse, &message.name, word);
        let question = Vector { hex: Some(hex(bytes)), ..question };
        let answer = reference::answer(codec, &question.line(0));
        if out.iter().all(|v| v.order != question.order || v.hex != question.hex) {
            out.push(question.answered(&answer));
        }
    };
    for (order, word) in orders(header) {
        for round in 0..6usize {
            let parsed = sample(codec, message, &mut sampler, round);
            let Ok(bytes) = codec.create(message, &parsed, order) else { continue };
            ask(format!("{round} of each part"), word, &bytes);
            ask(
                format!("{round} of each part, more after them"),
                word,
                &[bytes.as_slice(), &[0xcc; 3]].concat(),
            );
            if round == 2 || round == 3 {
                cut(&bytes, header.size as usize, |at, bytes| ask(format!("cut at {at}"), word, bytes));
                for (name, bytes) in overstated(codec, message, &parsed, order) {
                    ask(name, word, &bytes);
                }
            }
        }
        ask("no bytes".into(), word, &[]);
    }
    for (_, word) in orders(header) {
        for (name, parsed) in made(codec, message, &mut sampler) {
            let question =
                Vector::question(format!("{}: {name}", message.name), Op::Create, &message.name, word);
            let question = Vector { values: codec.flatten_message(message, &parsed), ..question };
            let answer = reference::answer(codec, &question.line(0));
            out.push(question.answered(&answer));
        }
    }
    out
}

/// Bytes or records of a part that are still tried, when the header can state so many.
const LONGEST: u64 = 300;

/// Messages to create: some of each part, and parts about as long as the header can state.
fn made(codec: Reference<'_>, message: &MessageDef, sampler: &mut Sampler<'_>) -> Vec<(String, Parsed)> {
    let header = &codec.schema.structs[message.header.index()];
    let mut out: Vec<(String, Parsed)> =
        (0..3).map(|round| (format!("{round} made"), sample(codec, message, sampler, round))).collect();
    for (at, part) in message.parts.iter().enumerate() {
        let (length, record) = match &part.kind {
            PartKind::Rest => continue,
            PartKind::Bytes(length) => (*length, None),
            PartKind::Records(id, member) => (Length { member: *member, times: 1, minus: 0 }, Some(*id)),
        };
        let highest = reference::highest_length(header, length).to_u64().unwrap_or(u64::MAX);
        let longest = highest.saturating_mul(length.times).saturating_sub(length.minus);
        let mut lengths =
            if longest <= LONGEST { vec![longest, longest + 1, longest + length.times] } else { Vec::new() };
        if length.times > 1 {
            lengths.push(length.times + 1);
        }
        lengths.dedup();
        for len in lengths {
            let mut parsed = sample(codec, message, sampler, 1);
            parsed.parts[at] = match record {
                None => Val::Bytes(sampler.rng.bytes(len as usize)),
                Some(id) => {
                    let record = &codec.schema.structs[id.index()];
                    Val::List((0..len).map(|_| sampler.of(record, Fill::Random)).collect())
                }
            };
            out.push((format!("{} of {len}", part.name), parsed));
        }
    }
    out
}

/// A message with `round` of everything.
fn sample(codec: Reference<'_>, message: &MessageDef, sampler: &mut Sampler<'_>, round: usize) -> Parsed {
    let header_def = &codec.schema.structs[message.header.index()];
    let fill = match round {
        0 => Fill::Min,
        1 => Fill::Max,
        _ => Fill::Random,
    };
    let header = sampler.of(header_def, fill);
    let mut parts = Vec::new();
    for part in &message.parts {
        parts.push(match &part.kind {
            PartKind::Rest => Val::Bytes(sampler.rng.bytes(round * 3)),
            PartKind::Bytes(length) => {
                // the shortest length that can be stated, and then one more unit each round
                let least = (length.times - length.minus % length.times) % length.times;
                Val::Bytes(sampler.rng.bytes((least + length.times * round as u64) as usize))
            }
            PartKind::Records(id, _) => {
                let record = &codec.schema.structs[id.index()];
                Val::List((0..round).map(|_| sampler.of(record, Fill::Random)).collect())
            }
        });
    }
    Parsed { header, parts, trailing: Vec::new() }
}

/// The message cut at the ends of the header and of itself, and between.
fn cut(bytes: &[u8], header: usize, mut ask: impl FnMut(usize, &[u8])) {
    for at in [header.saturating_sub(1), header, header + 1, bytes.len() * 2 / 3, bytes.len() - 1] {
        if let Some(cut) = bytes.get(..at) {
            ask(at, cut);
        }
    }
}

/// The message with each length and count as low and as high as its member goes.
fn overstated(
    codec: Reference<'_>,
    message: &MessageDef,
    parsed: &Parsed,
    order: Order,
) -> Vec<(String, Vec<u8>)> {
    let header_def = &codec.schema.structs[message.header.index()];
    let Ok(bytes) = codec.create(message, parsed, order) else { return Vec::new() };
    let Ok(again) = codec.parse(message, &bytes, Some(order)) else { return Vec::new() };
    let payload = &bytes[header_def.size as usize..];
    let mut out = Vec::new();
    for part in &message.parts {
        let member = match &part.kind {
            PartKind::Rest => continue,
            PartKind::Bytes(length) => length.member as usize,
            PartKind::Records(_, count) => *count as usize,
        };
        // Below zero is possible only where the member is signed; encoding the header refuses it elsewhere.
        for number in [0i64, 1, 15, 255, 65535, i64::from(u32::MAX), -1] {
            let mut header = again.header.clone();
            if let Val::Struct(values) = &mut header {
                values[member] = Val::Int(Int::from(number));
            }
            if let Ok(header) = codec.encode(header_def, &header, order) {
                out.push((format!("{} states {number}", part.name), [header.as_slice(), payload].concat()));
            }
        }
    }
    out
}
