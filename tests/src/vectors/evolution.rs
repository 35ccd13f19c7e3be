//! Vectors of structs that grow: data of older and newer writers.

use super::cases::{Cases, orders};
use super::{Fill, Op, Sampler};
use crate::reference::{Val, field_order, number, role_item};
use rbgen_schema::Int;
use rbgen_schema::ir::{Evolution, FieldKind, Role};

/// Adds them, if the struct grows.
pub(crate) fn add(cases: &mut Cases<'_>, sampler: &mut Sampler<'_>) {
    let def = cases.def;
    if def.evolution != Evolution::Append {
        return;
    }
    let (role, index) = match (def.roles.size, def.roles.version) {
        (Some(index), _) => (Role::Size, index),
        (None, Some(index)) => (Role::Version, index),
        (None, None) => return,
    };
    let field = &def.fields[index as usize];
    for (order, word) in orders(def) {
        let full = cases.encoded(&sampler.of(def, Fill::Random), order);
        let state = |bytes: &mut Vec<u8>, number: u64| {
            let own = &mut bytes[field.offset as usize..(field.offset + field.size) as usize];
            let order = field_order(field.order, order);
            let bits = match (&field.kind, role_item(field, role)) {
                (FieldKind::Bits(..), Some(item)) => {
                    let word = number::read(own, order) & !item.bits.mask();
                    word | (u128::from(number) << item.bits.low) & item.bits.mask()
                }
                _ => u128::from(number),
            };
            own.copy_from_slice(&number::write(bits, own.len(), order));
        };
        for (i, version) in def.sizes.iter().enumerate() {
            let stated = if role == Role::Size { version.size } else { u64::from(version.version) };
            let mut bytes = full.clone();
            state(&mut bytes, stated);
            bytes.truncate(version.size as usize);
            let name = format!("as of version {}", version.version);
            cases.bytes(&name, Op::Decode, word, &bytes);
            cases.bytes(&format!("{name}, prefix"), Op::Prefix, word, &[bytes.as_slice(), &[9; 5]].concat());
            cases.bytes(
                &format!("{name}, one byte more"),
                Op::Decode,
                word,
                &[bytes.as_slice(), &[0]].concat(),
            );
            cases.bytes(&format!("{name}, one byte short"), Op::Decode, word, &bytes[..bytes.len() - 1]);
            cases.bytes(&format!("{name}, needed"), Op::Needed, "-", &bytes[..bytes.len() - 1]);
            cases.bytes(&format!("{name}, two records"), Op::Iter, word, &[bytes.as_slice(), &full].concat());
            if i == 0 && role == Role::Size {
                state(&mut bytes, stated - 1);
                cases.bytes("states less than version 1 has", Op::Decode, word, &bytes);
                cases.bytes("states less than version 1 has, records", Op::Iter, word, &bytes);
            }
        }
        let newer = [full.as_slice(), &[0xab; 6]].concat();
        if role == Role::Size {
            let mut partly = full.clone();
            state(&mut partly, def.size - 1);
            partly.truncate(def.size as usize - 1);
            cases.bytes("one byte less than SIZE", Op::Decode, word, &partly);
            let mut bytes = newer.clone();
            state(&mut bytes, def.size + 6);
            cases.bytes("of a newer writer", Op::Decode, word, &bytes);
            cases.bytes("of a newer writer, prefix", Op::Prefix, word, &[bytes.as_slice(), &[7; 2]].concat());
            cases.bytes("of a newer writer, cut", Op::Prefix, word, &bytes[..bytes.len() - 1]);
            cases.bytes(
                "of a newer writer, needed",
                Op::Needed,
                "-",
                &full_stating(&full, |b| state(b, def.size + 6)),
            );
        } else {
            let newest = u64::from(def.sizes.last().map_or(1, |s| s.version));
            let mut bytes = newer;
            state(&mut bytes, newest + 1);
            cases.bytes("of a newer version", Op::Decode, word, &bytes);
            cases.bytes("of a newer version, prefix", Op::Prefix, word, &bytes);
            cases.bytes("of a newer version, cut", Op::Decode, word, &bytes[..def.size as usize - 1]);
            let mut bytes = full.clone();
            state(&mut bytes, 0);
            bytes.truncate(def.sizes[0].size as usize);
            cases.bytes("version 0", Op::Decode, word, &bytes);
            let first = u64::from(def.sizes[0].version);
            for stated in [0, first, newest - 1, newest, newest + 1] {
                let mut value = sampler.of(def, Fill::Random);
                let Val::Struct(members) = &mut value else { continue };
                for (member, own) in def.members.iter().zip(members) {
                    if def.lowest_written_version(member.field, member.item).is_some() {
                        *own = Val::Int(Int::from(stated));
                    }
                }
                cases.encode(&format!("written by a value of version {stated}"), word, &value);
            }
        }
    }
}

fn full_stating(full: &[u8], state: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = full.to_vec();
    state(&mut bytes);
    bytes
}
