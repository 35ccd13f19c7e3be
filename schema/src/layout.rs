//! Sizes, alignments and offsets: computed here and nowhere else.

use crate::ir::{ByteOrder, DataModel, LayoutRule, WireType};
use crate::resolve::Ctx;

/// Size and alignment of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) size: u64,
    pub(crate) align: u64,
}

/// Rounds up to a power of two. Sizes are bounded far below overflow.
pub(crate) fn align_up(offset: u64, align: u64) -> u64 {
    offset.saturating_add(align - 1) & !(align - 1)
}

/// Size and alignment of a type on hosts where it matters not, or under LP64. None where a part of it has errors.
pub(crate) fn extent(ctx: &Ctx<'_>, ty: &WireType) -> Option<Extent> {
    extent_on(ctx, ty, DataModel::Lp64)
}

/// Size and alignment of a type under a data model.
pub(crate) fn extent_on(ctx: &Ctx<'_>, ty: &WireType, model: DataModel) -> Option<Extent> {
    let (element, dims) = ty.element();
    let one = match element {
        WireType::Scalar(s) => Extent { size: s.size(), align: s.align() },
        WireType::Char(n) | WireType::Bytes(n) => Extent { size: *n, align: 1 },
        WireType::Char16(n) => Extent { size: n.checked_mul(2)?, align: 2 },
        WireType::Guid => Extent { size: 16, align: 4 },
        WireType::Uuid => Extent { size: 16, align: 1 },
        WireType::Enum(id) => {
            let repr = ctx.schema.enums[id.index()].repr;
            Extent { size: repr.size(), align: repr.align() }
        }
        WireType::Flags(id) => {
            let repr = ctx.schema.flags[id.index()].repr;
            Extent { size: repr.size(), align: repr.align() }
        }
        WireType::Union(id) => {
            let def = &ctx.schema.unions[id.index()];
            ctx.union_ok[id.index()].then_some(Extent { size: def.size, align: def.align })?
        }
        WireType::Struct(id) => {
            let def = ctx.schema.structs.get(id.index()).filter(|_| ctx.struct_ok[id.index()])?;
            match def.models.iter().find(|m| m.model == model) {
                Some(m) => Extent { size: m.size, align: m.align },
                None => Extent { size: def.size, align: def.align },
            }
        }
        WireType::Host(h) => Extent { size: h.size(model), align: h.size(model) },
        WireType::Array(..) => return None,
    };
    let size = dims.iter().try_fold(one.size, |total, len| total.checked_mul(*len))?;
    Some(Extent { size, align: one.align })
}

/// The byte order of the scalars of a type whose surroundings have `order`; none where there is nothing to order.
pub(crate) fn order_of(ctx: &Ctx<'_>, ty: &WireType, order: ByteOrder) -> Option<ByteOrder> {
    let size = match ty.element().0 {
        WireType::Scalar(s) => s.size(),
        WireType::Char16(_) | WireType::Host(_) => 2,
        WireType::Enum(id) => ctx.schema.enums[id.index()].repr.size(),
        WireType::Flags(id) => ctx.schema.flags[id.index()].repr.size(),
        _ => 1,
    };
    (size > 1).then_some(order)
}

/// A field's place in a struct.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Where it would come without padding before it.
    pub(crate) cursor: u64,
    /// Where it comes.
    pub(crate) offset: u64,
    pub(crate) size: u64,
}

/// Places fields one after the other by C's rules, with an alignment of at most `pack`. Also gives the struct's own
/// extent, with `raised` as its least alignment. None where it gets too large.
pub(crate) fn place(fields: &[Extent], rule: LayoutRule, raised: u64) -> (Vec<Slot>, Extent, u64) {
    let pack = match rule {
        LayoutRule::Packed(pack) => pack,
        LayoutRule::Natural | LayoutRule::Explicit => u64::MAX,
    };
    let mut cursor = 0u64;
    let mut align = 1;
    let mut slots = Vec::with_capacity(fields.len());
    for field in fields {
        let own = field.align.min(pack);
        align = align.max(own);
        let offset = align_up(cursor, own);
        slots.push(Slot { cursor, offset, size: field.size });
        cursor = offset.saturating_add(field.size);
    }
    let natural = align;
    (slots, Extent { size: align_up(cursor, align.max(raised)), align: align.max(raised) }, natural)
}

#[cfg(test)]
mod tests {
    use super::{Extent, align_up, place};
    use crate::ir::LayoutRule;

    const U8: Extent = Extent { size: 1, align: 1 };
    const U32: Extent = Extent { size: 4, align: 4 };
    const U64: Extent = Extent { size: 8, align: 8 };

    #[test]
    fn rounds_up() {
        assert_eq!(align_up(0, 8), 0);
        assert_eq!(align_up(1, 8), 8);
        assert_eq!(align_up(9, 1), 9);
    }

    #[test]
    fn places_as_c_does() {
        let offsets = |rule| {
            let (slots, extent, _) = place(&[U8, U64, U32], rule, 1);
            (slots.iter().map(|s| s.offset).collect::<Vec<_>>(), extent.size, extent.align)
        };
        assert_eq!(offsets(LayoutRule::Natural), (vec![0, 8, 16], 24, 8));
        assert_eq!(offsets(LayoutRule::Packed(1)), (vec![0, 1, 9], 13, 1));
        assert_eq!(offsets(LayoutRule::Packed(2)), (vec![0, 2, 10], 14, 2));
        assert_eq!(offsets(LayoutRule::Packed(4)), (vec![0, 4, 12], 16, 4));
        assert_eq!(place(&[U8], LayoutRule::Natural, 16).1, Extent { size: 16, align: 16 });
    }
}
