//! Spoilt vectors, which every language must fail on: a comparison that can't fail proves nothing.

use crate::reference::{self, Reference};
use crate::runner::Task;
use crate::vectors::{self, Op, Vector};

/// Every copy of a vector with one digit or letter of its expectation changed: in the bytes, in each value, in each
/// part of an error.
pub fn expectations(vector: &Vector) -> Vec<Vector> {
    let mut out = Vec::new();
    let mut push = |change: &dyn Fn(&mut Vector)| {
        let mut spoilt = vector.clone();
        change(&mut spoilt);
        out.push(spoilt);
    };
    if let Some(error) = &vector.error {
        push(&|v| v.error.as_mut().into_iter().for_each(|e| e.kind = next_kind(e.kind)));
        push(&|v| v.error.as_mut().into_iter().for_each(|e| e.owner = other(&error.owner)));
        push(&|v| v.error.as_mut().into_iter().for_each(|e| e.field = other(&error.field)));
        push(&|v| v.error.as_mut().into_iter().for_each(|e| e.wanted = other(&error.wanted)));
        push(&|v| v.error.as_mut().into_iter().for_each(|e| e.got = other(&error.got)));
        return out;
    }
    match vector.op {
        Op::Decode | Op::Parse => {
            let expected = vector.encodes_to.as_ref().or(vector.hex.as_ref());
            push(&|v| v.encodes_to = expected.map(|e| other(e)));
        }
        Op::Prefix => push(&|v| v.rest = vector.rest.as_deref().map(other)),
        Op::Encode | Op::Create => push(&|v| v.hex = vector.hex.as_deref().map(other)),
        Op::Needed | Op::Iter => push(&|v| v.number = vector.number.map(|n| n ^ 1)),
    }
    if !vector.op.takes_values() {
        for at in 0..vector.values.len() {
            push(&|v| v.values[at] = other(&vector.values[at]));
        }
    }
    out
}

/// The text with its last character changed; of empty text, one character.
fn other(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    match chars.pop() {
        Some('0') | None => chars.push('1'),
        Some(_) => chars.push('0'),
    }
    chars.into_iter().collect()
}

fn next_kind(kind: reference::Kind) -> reference::Kind {
    let all = reference::Kind::ALL;
    let at = all.iter().position(|k| *k == kind).unwrap_or(0);
    all[(at + 1) % all.len()]
}

/// At most `most` of a task's vectors with one bit of the bytes that are read changed, answered by the reference codec.
/// Each comes with the vector it was made from.
pub fn inputs(task: &Task, most: usize) -> Vec<(Vector, Vector)> {
    let codec = Reference::new(&task.schema);
    let read: Vec<&Vector> = task
        .vectors
        .iter()
        .filter(|v| {
            !v.op.takes_values() && v.op != Op::Needed && v.hex.as_ref().is_some_and(|h| !h.is_empty())
        })
        .collect();
    let step = read.len().div_ceil(most.max(1)).max(1);
    let mut out = Vec::new();
    for (i, vector) in read.into_iter().step_by(step).enumerate() {
        let Some(mut bytes) = vector.hex.as_deref().and_then(reference::unhex) else { continue };
        let at = i * 7 % bytes.len();
        bytes[at] ^= 1 << (i % 8);
        if !vectors::portable(&task.schema, &vector.ty, &bytes) {
            continue;
        }
        let spoilt = Vector::question(vector.name.clone(), vector.op, &vector.ty, &vector.order);
        let spoilt = Vector { hex: Some(reference::hex(&bytes)), ..spoilt };
        let answer = reference::answer(codec, &spoilt.line(0));
        out.push((vector.clone(), spoilt.answered(&answer)));
    }
    out
}
