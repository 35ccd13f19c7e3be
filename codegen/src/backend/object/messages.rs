//! The lengths of a message's parts: what the header states, and what it can state at most.

use super::lower::{bit_limits, item_type, representation};
use rbgen_schema::Schema;
use rbgen_schema::ir::{FieldKind, Length, MessageDef, PartKind, Scalar, StructId, WireType};

/// How long a part is, and where the header says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All bytes up to the end.
    Rest,
    /// So many bytes.
    Bytes(Stated),
    /// So many records of a struct.
    Records(StructId, Stated),
}

/// A length or count in the header: `units = member * times - minus`, where a unit is a byte or a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stated {
    /// Index of the header's member.
    pub(crate) member: usize,
    /// The member's number as users see it.
    pub(crate) scalar: Scalar,
    /// Factor, at least 1.
    pub(crate) times: u64,
    /// What is taken off.
    pub(crate) minus: u64,
    /// The highest number that the member can hold, cut off at 2^64 - 1.
    pub(crate) highest: u64,
    /// Bytes that the header can state at most, which errors of encoding show.
    pub(crate) most: u64,
}

/// The extent of each part of a message, in order.
pub(crate) fn extents(schema: &Schema, message: &MessageDef) -> Vec<Extent> {
    let extent = |kind: &PartKind| match *kind {
        PartKind::Rest => Extent::Rest,
        PartKind::Bytes(length) => Extent::Bytes(stated(schema, message, length, 1)),
        PartKind::Records(id, member) => {
            let length = Length { member, times: 1, minus: 0 };
            Extent::Records(id, stated(schema, message, length, schema.structs[id.index()].size))
        }
    };
    message.parts.iter().map(|part| extent(&part.kind)).collect()
}

/// Members of the header that are computed from the parts, so that nobody gives them.
pub(crate) fn computed(schema: &Schema, message: &MessageDef) -> Vec<usize> {
    let members = extents(schema, message).into_iter().filter_map(|extent| match extent {
        Extent::Rest => None,
        Extent::Bytes(stated) | Extent::Records(_, stated) => Some(stated.member),
    });
    members.collect()
}

fn stated(schema: &Schema, message: &MessageDef, length: Length, unit: u64) -> Stated {
    let header = &schema.structs[message.header.index()];
    let member = &header.members[length.member as usize];
    let field = &header.fields[member.field as usize];
    let (scalar, highest) = match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => {
            let item = &items[item as usize];
            let scalar = representation(schema, &item_type(item)).unwrap_or(Scalar::U64);
            (scalar, bit_limits(item).1)
        }
        (FieldKind::Value(WireType::Scalar(scalar)), _) => (*scalar, scalar.max()),
        _ => (Scalar::U64, Scalar::U64.max()),
    };
    let factor = u128::from(length.times) * u128::from(unit);
    let most = highest.bits().saturating_mul(factor).min(u64::MAX.into()) as u64;
    Stated {
        member: length.member as usize,
        scalar,
        times: length.times,
        minus: length.minus,
        highest: highest.to_u64().unwrap_or(u64::MAX),
        most: most.saturating_sub(length.minus),
    }
}
