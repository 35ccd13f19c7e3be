//! Bit ranges and the words they split.

use crate::check::applicable;
use crate::check::value_rules;
use crate::diagnostic::Diagnostic;
use crate::edit;
use crate::int::Int;
use crate::ir::WireType;
use crate::ir::{BitItem, BitKind, BitRange, Literal, ModuleId, Policy, Scalar, Value, ValueRules};
use crate::raw::structs::{Bit, Field};
use crate::raw::{At, Slot};
use crate::resolve::values::Want;
use crate::resolve::{Ctx, types};
use crate::source::Span;

/// The bits that `bit = N` or `bits = "H:L"` names, and the place to show.
pub(crate) fn range(
    ctx: &Ctx<'_>,
    bit: &Slot<u64>,
    bits: &Slot<String>,
    whole: Span,
    width: u32,
) -> Option<(BitRange, Span)> {
    let (range, span) = match (bit.get(), bits.get()) {
        (Some(bit), Some(bits)) => {
            ctx.sink.add(
                Diagnostic::error("bad-bits", bits.span, "`bit` and `bits` are both given")
                    .other(bit.span, "the single bit")
                    .help("keep one of the two"),
            );
            return None;
        }
        (Some(bit), None) => (BitRange { low: bit.value as u32, width: 1 }, bit.span),
        (None, Some(bits)) => (parse(ctx, bits)?, bits.span),
        (None, None) => {
            if bit.is_absent() && bits.is_absent() {
                ctx.sink.add(
                    Diagnostic::error("bad-bits", whole, "nothing says which bits these are")
                        .help("add `bit = 0`, or `bits = \"high:low\"` for several"),
                );
            }
            return None;
        }
    };
    if range.low + range.width > width {
        ctx.sink.add(
            Diagnostic::error("bad-bits", span, format!("there are only {width} bits"))
                .label(format!("0 to {}", width - 1))
                .help("use a wider type, or lower bits; bit 0 is the least significant one"),
        );
        return None;
    }
    Some((range, span))
}

fn parse(ctx: &Ctx<'_>, at: &At<String>) -> Option<BitRange> {
    let number =
        |t: &str| t.parse::<u32>().ok().filter(|n| *n < 128 && t.bytes().all(|b| b.is_ascii_digit()));
    let error = || {
        Diagnostic::error(
            "bad-bits",
            at.span,
            format!("`{}` is not a range of bits", crate::raw::reader::shorten(&at.value)),
        )
    };
    let parts = at.value.split_once(':').map(|(h, l)| (number(h), number(l)));
    match parts {
        Some((Some(high), Some(low))) if high >= low => Some(BitRange { low, width: high - low + 1 }),
        Some((Some(high), Some(low))) => {
            ctx.sink.add(error().fix("the higher bit comes first", at.span, format!("\"{low}:{high}\"")));
            None
        }
        None if number(&at.value).is_some() => {
            ctx.sink.add(error().fix(
                "write the bit as both ends of the range",
                at.span,
                format!("\"{0}:{0}\"", at.value),
            ));
            None
        }
        _ => {
            ctx.sink.add(error().help("write high:low, both included, as in `\"7:4\"`"));
            None
        }
    }
}

/// Bits that something claimed.
#[derive(Default)]
pub(crate) struct Taken {
    ranges: Vec<(BitRange, Span)>,
    mask: u128,
}

impl Taken {
    /// Claims bits; reports those claimed before.
    pub(crate) fn add(&mut self, ctx: &Ctx<'_>, range: BitRange, span: Span) {
        if self.mask & range.mask() != 0
            && let Some((_, first)) = self.ranges.iter().find(|(r, _)| r.mask() & range.mask() != 0)
        {
            ctx.sink.add(
                Diagnostic::error(
                    "bits-overlap",
                    span,
                    format!("{} used twice", shown(self.mask & range.mask())),
                )
                .label("again here")
                .other(*first, "first here")
                .help("give each its own bits"),
            );
        }
        self.mask |= range.mask();
        self.ranges.push((range, span));
    }
}

fn shown(mask: u128) -> String {
    let low = mask.trailing_zeros();
    let high = 127 - mask.leading_zeros();
    if low == high { format!("bit {low} is") } else { format!("bits {high}:{low} are") }
}

/// The items of a bit word. None after an error that makes them unusable.
pub(crate) fn items(ctx: &Ctx<'_>, module: ModuleId, field: &Field, word: Scalar) -> Option<Vec<BitItem>> {
    let before = ctx.sink.errors();
    let width = word.size() as u32 * 8;
    let mut taken = Taken::default();
    let mut items = Vec::with_capacity(field.bits.len());
    let mut complete = true;
    if field.bits.is_empty() {
        let span = field.bits_slot.get().map_or(field.whole, |at| at.span);
        ctx.sink.add(
            Diagnostic::error("bad-bits", span, "no bit has a meaning")
                .help("list the items, or take `bits` away where the field is one number"),
        );
        return None;
    }
    for bit in &field.bits {
        let Some((range, place)) = range(ctx, &bit.bit, &bit.bits, bit.whole, width) else {
            complete = false;
            continue;
        };
        taken.add(ctx, range, place);
        items.extend(item(ctx, module, field, bit, range));
    }
    let all = BitRange { low: 0, width }.mask();
    if complete && taken.mask & all != all {
        uncovered(ctx, field, width, !taken.mask & all);
    }
    (ctx.sink.errors() == before).then_some(items)
}

/// Bits that no item covers; proposes the reserved items.
fn uncovered(ctx: &Ctx<'_>, field: &Field, width: u32, mut mask: u128) {
    let span = field.bits_slot.get().map_or(field.whole, |at| at.span);
    let what = if mask.count_ones() == 1 { "is" } else { "are" };
    let mut runs = Vec::new();
    while mask != 0 {
        let low = mask.trailing_zeros();
        let width = (!(mask >> low)).trailing_zeros().min(128 - low);
        runs.push((low, width));
        mask &= !(BitRange { low, width }.mask());
    }
    let names: Vec<String> = runs
        .iter()
        .map(|(low, w)| if *w == 1 { format!("{low}") } else { format!("{}:{low}", low + w - 1) })
        .collect();
    let mut e = Diagnostic::error(
        "bits-uncovered",
        span,
        format!("no item covers bit{} {}", if what == "is" { "" } else { "s" }, names.join(", ")),
    )
    .picture(picture(field, width));
    if let Some(last) = field.bits.last() {
        let mut text = String::new();
        for (low, w) in &runs {
            let bits =
                if *w == 1 { format!("bit = {low}") } else { format!("bits = \"{}:{low}\"", low + w - 1) };
            let keys = [bits, "reserved = true".to_owned()];
            text.push_str(
                &edit::new_element(ctx.sources, last.whole, last.inline, "struct.fields.bits", false, &keys)
                    .1,
            );
        }
        let place = Span { start: last.whole.end, ..last.whole };
        e = e.fix("say that they are reserved", place, text);
    }
    ctx.sink.add(e);
}

/// One letter a bit, the highest first; dots where nothing is.
fn picture(field: &Field, width: u32) -> String {
    let mut row = vec!['.'; width as usize];
    let mut legend = Vec::new();
    for (i, bit) in field.bits.iter().enumerate() {
        let letter = char::from(b'a' + (i % 26) as u8);
        let (high, low) = match (bit.bit.value(), bit.bits.value()) {
            (Some(b), _) => (*b as u32, *b as u32),
            (_, Some(r)) => match r.split_once(':').map(|(h, l)| (h.parse(), l.parse())) {
                Some((Ok(h), Ok(l))) => (h, l),
                _ => continue,
            },
            _ => continue,
        };
        for b in low..=high.min(width - 1) {
            row[(width - 1 - b) as usize] = letter;
        }
        if i < 26 {
            legend.push(format!("{letter} = {}", bit.name.value().map_or("reserved", |n| n)));
        }
    }
    let groups: Vec<String> = row.chunks(8).map(|c| c.iter().collect()).collect();
    format!("bit {} on the left, bit 0 on the right\n{}\n{}", width - 1, groups.join(" "), legend.join("  "))
}

fn item(ctx: &Ctx<'_>, module: ModuleId, field: &Field, bit: &Bit, range: BitRange) -> Option<BitItem> {
    let mut item = BitItem {
        name: bit.name.cloned().unwrap_or_default(),
        name_span: bit.name.get().map_or(bit.whole, |n| n.span),
        doc: bit.doc.cloned(),
        bits: range,
        kind: BitKind::Unsigned,
        rules: ValueRules::default(),
        role: bit.role.cloned(),
    };
    if bit.reserved.value() == Some(&true) {
        return reserved(ctx, module, field, bit, item);
    }
    if let Some(at) = bit.policy.get() {
        applicable::refuse_bit(ctx, bit, "policy", at.key, "only reserved bits have a policy");
    }
    let (kind, want) = kind(ctx, module, bit, range)?;
    item.kind = kind;
    applicable::bit_item(ctx, bit, kind);
    if matches!(kind, BitKind::Enum(id) if !ctx.enum_ok[id.index()])
        || matches!(kind, BitKind::Flags(id) if !ctx.flags_ok[id.index()])
    {
        return None;
    }
    item.rules = value_rules::build(ctx, module, &bit.rules, &want);
    Some(item)
}

fn reserved(ctx: &Ctx<'_>, module: ModuleId, field: &Field, bit: &Bit, mut item: BitItem) -> Option<BitItem> {
    let policy = bit.policy.cloned().unwrap_or(ctx.files[module.index()].schema.policy);
    for key in &bit.keys {
        if key.name != "policy" {
            applicable::refuse_bit(ctx, bit, key.name, key.key, "reserved bits have no value");
        }
    }
    if bit.name.is_absent() {
        if policy == Policy::Preserve {
            ctx.sink.add(
                Diagnostic::error(
                    "missing-key",
                    bit.whole,
                    "preserved bits need a `name`, since values hold them",
                )
                .help("add `name = \"...\"`"),
            );
        }
        item.name = format!("{}_reserved_{}", field.name.value().map_or("", |n| n), item.bits.low);
    }
    item.kind = BitKind::Reserved(policy);
    Some(item)
}

/// What the bits are, and which values they take.
fn kind(ctx: &Ctx<'_>, module: ModuleId, bit: &Bit, range: BitRange) -> Option<(BitKind, Want)> {
    let unsigned = || Want::Int { low: Int::ZERO, high: Int::from(range.value_mask()) };
    let Some(at) = bit.ty.get() else {
        if bit.ty.is_bad() {
            return None;
        }
        // A single bit without a type is a flag.
        return Some(if range.width == 1 && !bit.bit.is_absent() && !is_numeric(&bit.rules) {
            (BitKind::Bool, Want::Bool)
        } else {
            (BitKind::Unsigned, unsigned())
        });
    };
    let refuse = |what: String, help: &str| {
        ctx.sink.add(Diagnostic::error("bit-type", at.span, what).help(help));
        None
    };
    match types::resolve(ctx, module, at)? {
        WireType::Scalar(s) if s.is_bool() => {
            if range.width != 1 {
                return refuse(
                    format!("a boolean is one bit, not {}", range.width),
                    "use `bit`, or an integer type",
                );
            }
            Some((BitKind::Bool, Want::Bool))
        }
        WireType::Scalar(s) if s.is_integer() => {
            if u64::from(range.width) > s.size() * 8 {
                return refuse(
                    format!("{} bits don't fit `{}`", range.width, s.name()),
                    "use a wider type; the type says how the value is held, the bits how many there are",
                );
            }
            if s.is_signed() {
                let half = 1u128 << (range.width - 1);
                let low = Int::from_bits(half, range.width, true);
                Some((BitKind::Signed, Want::Int { low, high: Int::from(half - 1) }))
            } else {
                Some((BitKind::Unsigned, unsigned()))
            }
        }
        WireType::Enum(id) => {
            let Want::Int { low, high } = unsigned() else { return None };
            if ctx.enum_ok[id.index()]
                && let Some(v) =
                    ctx.schema.enums[id.index()].values.iter().find(|v| v.code < low || v.code > high)
            {
                ctx.sink.add(
                    Diagnostic::error(
                        "value-does-not-fit",
                        at.span,
                        format!("`{}` = {} doesn't fit {} bits", v.name, v.code, range.width),
                    )
                    .other(v.name_span, "this value")
                    .help("use more bits, or an enum with smaller codes"),
                );
                return None;
            }
            Some((BitKind::Enum(id), Want::Enum { id, low, high }))
        }
        WireType::Flags(id) => {
            let high = Int::from(range.value_mask());
            if ctx.flags_ok[id.index()]
                && let Some(v) = ctx.schema.flags[id.index()]
                    .values
                    .iter()
                    .find(|v| v.bits.low + v.bits.width > range.width)
            {
                ctx.sink.add(
                    Diagnostic::error(
                        "value-does-not-fit",
                        at.span,
                        format!("`{}` is beyond the {} bits there are", v.name, range.width),
                    )
                    .other(v.name_span, "this flag")
                    .help("use more bits, or a flag set with lower bits"),
                );
                return None;
            }
            Some((BitKind::Flags(id), Want::Flags { id, high }))
        }
        _ => refuse(
            format!("bits can't be of type `{}`", at.value),
            "use an integer type, `bool8`, an enum or a flag set",
        ),
    }
}

/// Whether the rules of a single bit speak of it as a number.
fn is_numeric(rules: &crate::raw::structs::Rules) -> bool {
    use crate::raw::tree::Kind;
    let number = |slot: &Slot<crate::raw::tree::Node>| {
        slot.value().is_some_and(|n| matches!(n.kind, Kind::Int(_) | Kind::Text(_)))
    };
    number(&rules.constant)
        || number(&rules.default)
        || !rules.one_of.is_absent()
        || !rules.range.is_absent()
        || !rules.scale.is_absent()
        || !rules.bias.is_absent()
}

/// Whether zero is a value the rules allow.
pub(crate) fn zero_is_valid(
    kind: BitKind,
    rules: &ValueRules,
    enum_has_zero: impl Fn(crate::ir::EnumId) -> bool,
) -> bool {
    if let BitKind::Enum(id) = kind
        && !enum_has_zero(id)
    {
        return false;
    }
    let is_zero = |l: &Literal| match &l.value {
        Value::Int(i) => *i == Int::ZERO,
        Value::Bool(b) => !*b,
        _ => false,
    };
    value_rules::zero_in_rules(rules, is_zero)
}
