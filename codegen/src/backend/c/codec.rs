//! What decoding and encoding have in common: slots, loads, stores, and the checks of rules.

use super::generator::{Code, Generator, Place};
use super::text;
use super::types::unsigned;
use super::wire;
use crate::schema::Int;
use crate::schema::ir::{
    BitItem, BitKind, ByteOrder, Encoding, FieldDef, FieldKind, ItemId, Literal, Pad, Role, Scalar,
    StructDef, TextRules, Unknown, Value, ValueRules, WireType,
};

/// The longest text of `wanted` in an error: RBGEN_ERROR_TEXT without the NUL.
const ERROR_TEXT: usize = 255;

/// A field, a bit item or a union's member on its way between bytes and a value.
#[derive(Debug, Clone)]
pub(super) struct Slot<'s> {
    /// The type; of one element while inside arrays.
    pub(super) ty: &'s WireType,
    pub(super) order: ByteOrder,
    pub(super) rules: &'s ValueRules,
    pub(super) text: Option<TextRules>,
    pub(super) truthy: bool,
    pub(super) role: Option<Role>,
    /// C expressions of the struct's and field's names, for errors.
    pub(super) owner: String,
    pub(super) field: String,
    /// The C expression of the tag, for unions with one.
    pub(super) tag: Option<String>,
    /// Where the value is; none for what is no member.
    pub(super) value: Option<String>,
    pub(super) place: Place,
}

impl Slot<'_> {
    /// The place and field arguments of the functions that make an error.
    pub(super) fn site(&self) -> String {
        format!("{}, {}", self.owner, self.field)
    }
}

/// A load of a number's bits.
pub(super) fn load(scalar: Scalar, order: ByteOrder, place: &Place) -> String {
    let bits = scalar.size() * 8;
    let at = place.pointer();
    match order {
        _ if bits == 8 => place.byte(),
        ByteOrder::Little => format!("rbgen_get_le{bits}({at})"),
        ByteOrder::Big => format!("rbgen_get_be{bits}({at})"),
        ByteOrder::Either => format!("rbgen_get{bits}({at}, order)"),
    }
}

/// A load of a number's value.
pub(super) fn load_value(scalar: Scalar, order: ByteOrder, place: &Place) -> String {
    let raw = load(scalar, order, place);
    let bits = scalar.size() * 8;
    match scalar {
        Scalar::U8
        | Scalar::U16
        | Scalar::U24
        | Scalar::U32
        | Scalar::U40
        | Scalar::U48
        | Scalar::U56
        | Scalar::U64
        | Scalar::U128 => raw,
        Scalar::I8 | Scalar::I16 | Scalar::I32 | Scalar::I64 | Scalar::I128 => {
            format!("({}){raw}", super::types::host(scalar))
        }
        Scalar::I24 => format!("rbgen_signed32({raw}, {bits})"),
        Scalar::I40 | Scalar::I48 | Scalar::I56 => format!("rbgen_signed64({raw}, {bits})"),
        Scalar::F32 => format!("rbgen_f32({raw})"),
        Scalar::F64 => format!("rbgen_f64({raw})"),
        Scalar::Bool8 | Scalar::Bool32 => format!("{raw} != 0"),
    }
}

/// Writes a store of a number's bits.
pub(super) fn store(code: &mut Code, scalar: Scalar, order: ByteOrder, place: &Place, value: &str) {
    let bits = scalar.size() * 8;
    let at = place.pointer();
    let bits_of = match scalar {
        Scalar::F32 => format!("rbgen_f32_bits({value})"),
        Scalar::F64 => format!("rbgen_f64_bits({value})"),
        Scalar::Bool8 | Scalar::Bool32 => match value {
            "true" => "1".to_owned(),
            "false" => "0".to_owned(),
            _ => format!("{value} ? 1 : 0"),
        },
        s if s.is_signed() => format!("({}){value}", unsigned(bits)),
        _ => value.to_owned(),
    };
    match order {
        _ if bits == 8 => code.line(format!("{} = {bits_of};", place.byte())),
        ByteOrder::Little => code.line(format!("rbgen_put_le{bits}({at}, {bits_of});")),
        ByteOrder::Big => code.line(format!("rbgen_put_be{bits}({at}, {bits_of});")),
        ByteOrder::Either => code.line(format!("rbgen_put{bits}({at}, {bits_of}, order);")),
    }
}

/// The call that answers an error with a number in it.
pub(super) fn fail(scalar: Scalar, kind: &str, site: &str, wanted: &str, got: &str) -> String {
    format!("rbgen_fail_{}(error, {kind}, {site}, {wanted}, {got})", number_kind(scalar))
}

/// The part of a function's name that says what numbers it is for.
pub(super) fn number_kind(scalar: Scalar) -> &'static str {
    match (scalar.is_signed(), scalar.host_bits()) {
        (false, 128) => "u128",
        (true, 128) => "i128",
        (true, _) => "i64",
        (false, _) => "u64",
    }
}

/// The encoding argument of the text functions.
pub(super) fn encoding(rules: TextRules, order: ByteOrder) -> &'static str {
    match (rules.encoding, order) {
        (Encoding::Ascii, _) => "RBGEN_ASCII",
        (Encoding::Utf8, _) => "RBGEN_UTF8",
        (Encoding::Latin1, _) => "RBGEN_LATIN1",
        (Encoding::Utf16, ByteOrder::Little) => "RBGEN_UTF16LE",
        (Encoding::Utf16, ByteOrder::Big) => "RBGEN_UTF16BE",
        (Encoding::Utf16, ByteOrder::Either) => "order == RBGEN_BIG ? RBGEN_UTF16BE : RBGEN_UTF16LE",
    }
}

/// The rules argument of the text functions.
pub(super) fn text_flags(rules: TextRules) -> String {
    let mut flags = Vec::new();
    if rules.pad == Pad::Space {
        flags.push("RBGEN_PAD_SPACE");
    }
    if rules.terminated {
        flags.push("RBGEN_TERMINATED");
    }
    if rules.replace_invalid {
        flags.push("RBGEN_REPLACE");
    }
    if flags.is_empty() { "0".to_owned() } else { flags.join(" | ") }
}

/// What a wrong constant is called: a wrong version has a kind of its own.
fn const_kind(role: Option<Role>) -> &'static str {
    if role == Some(Role::Version) { "RBGEN_UNSUPPORTED_VERSION" } else { "RBGEN_WRONG_CONST" }
}

/// The values a rule allows, where it lists them.
fn allowed(rules: &ValueRules) -> Vec<&Literal> {
    match &rules.constant {
        Some(constant) => vec![constant],
        None => rules.one_of.iter().collect(),
    }
}

impl Generator<'_> {
    /// Checks a number, an enum's code, a flag set or a boolean that was read as a number.
    #[expect(clippy::too_many_arguments, reason = "fields and bit items have no type in common")]
    pub(super) fn check_number(
        &self,
        code: &mut Code,
        scalar: Scalar,
        rules: &ValueRules,
        role: Option<Role>,
        site: &str,
        value: &str,
        decoding: bool,
    ) {
        let literals = allowed(rules);
        if !literals.is_empty() {
            let host = if scalar.is_bool() { Scalar::U32 } else { scalar };
            let differs: Vec<String> = literals
                .iter()
                .map(|l| match &l.value {
                    Value::Bool(b) => format!("{value} != {}u", u32::from(*b)),
                    _ => format!("{value} != {}", self.literal(l, host)),
                })
                .collect();
            let wanted: Vec<String> = literals.iter().map(|l| wire::int_of(l).to_string()).collect();
            let wanted = text::string(&wanted.join("|"));
            code.return_if(&differs.join(" && "), &fail(host, const_kind(role), site, &wanted, value));
        }
        let Some(range) = rules.range.as_ref().filter(|r| !decoding || r.on_decode) else { return };
        let (low, high) = (wire::int_of(&range.low), wire::int_of(&range.high));
        check_within(code, scalar, low, high, site, value);
    }

    /// Refuses codes that a rejecting enum doesn't know.
    pub(super) fn check_code(&self, code: &mut Code, ty: &WireType, site: &str, value: &str) {
        if let WireType::Enum(id) = ty {
            let def = &self.schema.enums[id.index()];
            if def.unknown == Unknown::Reject {
                let stem = &self.names.item(ItemId::Enum(*id)).stem;
                let condition = format!("!{stem}_is_known({value})");
                code.return_if(&condition, &fail(def.repr, "RBGEN_UNKNOWN_CODE", site, "\"\"", value));
            }
        }
    }

    /// A string literal of the hex of wire bytes, which the byte order may decide.
    fn hex_of(&self, slot: &Slot<'_>, literals: &[&Literal], separator: &str) -> String {
        // An error has no room for more; a text of a few letters can be as long as a struct is allowed to be.
        let size = self.size_of(slot.ty).min(ERROR_TEXT as u64);
        let joined = |big: bool| {
            let texts: Vec<String> = literals
                .iter()
                .map(|l| text::hex(&wire::bytes(slot.ty, big, slot.text, &l.value, size)))
                .collect();
            let mut texts = texts.join(separator);
            texts.truncate(ERROR_TEXT);
            text::string(&texts)
        };
        match slot.order {
            ByteOrder::Either if joined(true) != joined(false) => {
                format!("order == RBGEN_BIG ? {} : {}", joined(true), joined(false))
            }
            order => joined(wire::is_big(order)),
        }
    }

    /// Checks a float by the bits at the slot's place.
    pub(super) fn check_float(
        &self,
        code: &mut Code,
        scalar: Scalar,
        slot: &Slot<'_>,
        value: &str,
        decoding: bool,
    ) {
        let site = slot.site();
        let at = slot.place.pointer();
        let size = scalar.size();
        let literals = allowed(slot.rules);
        if !literals.is_empty() {
            let bits = load(scalar, slot.order, &slot.place);
            let differs: Vec<String> = literals
                .iter()
                .map(|l| {
                    let want = wire::bytes(slot.ty, true, None, &l.value, size);
                    if size == 4 {
                        format!("{bits} != UINT32_C(0x{})", text::hex(&want))
                    } else {
                        format!("{bits} != UINT64_C(0x{})", text::hex(&want))
                    }
                })
                .collect();
            let wanted = self.hex_of(slot, &literals, "|");
            let kind = const_kind(slot.role);
            code.return_if(
                &differs.join(" && "),
                &format!("rbgen_fail_hex(error, {kind}, {site}, {wanted}, {at}, {size})"),
            );
        }
        if let Some(range) = slot.rules.range.as_ref().filter(|r| !decoding || r.on_decode) {
            let low = self.number(&range.low.value, scalar);
            let high = self.number(&range.high.value, scalar);
            let wanted = self.hex_of(slot, &[&range.low, &range.high], "..");
            code.return_if(
                &format!("!({value} >= {low} && {value} <= {high})"),
                &format!("rbgen_fail_hex(error, RBGEN_OUT_OF_RANGE, {site}, {wanted}, {at}, {size})"),
            );
        }
    }

    /// Checks text that was read into `value`, showing the bytes at the slot's place.
    pub(super) fn check_text(&self, code: &mut Code, slot: &Slot<'_>, value: &str) {
        let literals = allowed(slot.rules);
        if literals.is_empty() {
            return;
        }
        let differs: Vec<String> = literals
            .iter()
            .map(|l| match &l.value {
                Value::Text(t) => format!("strcmp({value}, {}) != 0", text::string(t)),
                _ => "true".to_owned(),
            })
            .collect();
        self.fail_bytes(code, slot, &literals, &differs.join(" && "));
    }

    /// Checks the bytes at the slot's place.
    pub(super) fn check_bytes(&self, code: &mut Code, slot: &Slot<'_>) {
        let literals = allowed(slot.rules);
        if literals.is_empty() {
            return;
        }
        let size = self.size_of(slot.ty);
        let at = slot.place.pointer();
        let differs: Vec<String> = literals
            .iter()
            .map(|l| {
                let want = wire::bytes(slot.ty, false, None, &l.value, size);
                format!("memcmp({at}, {}, {size}) != 0", text::bytes_string(&want))
            })
            .collect();
        self.fail_bytes(code, slot, &literals, &differs.join(" && "));
    }

    fn fail_bytes(&self, code: &mut Code, slot: &Slot<'_>, literals: &[&Literal], condition: &str) {
        let wanted = self.hex_of(slot, literals, "|");
        let (site, at, size) = (slot.site(), slot.place.pointer(), self.size_of(slot.ty));
        let kind = const_kind(slot.role);
        code.return_if(condition, &format!("rbgen_fail_hex(error, {kind}, {site}, {wanted}, {at}, {size})"));
    }

    /// The slot of a field that holds a value.
    pub(super) fn field_slot<'s>(
        &self,
        def: &'s StructDef,
        field: &'s FieldDef,
        ty: &'s WireType,
        tag: Option<String>,
    ) -> Slot<'s> {
        let index = def.fields.iter().position(|f| std::ptr::eq(f, field));
        let is_member = def.members.iter().any(|m| m.item.is_none() && Some(m.field as usize) == index);
        Slot {
            ty,
            order: field.order,
            rules: &field.rules,
            text: field.text,
            truthy: field.truthy,
            role: field.role,
            owner: text::string(&def.name),
            field: text::string(&field.name),
            tag,
            value: is_member.then(|| format!("value->{}", self.field_name(def, field))),
            place: self.field_place(def, field),
        }
    }

    /// The bits of an item as they stand in the word `bits`.
    pub(super) fn item_bits(&self, item: &BitItem, word: Scalar) -> String {
        let word_bits = (word.size() * 8) as u32;
        let down =
            if item.bits.low == 0 { "bits".to_owned() } else { format!("(bits >> {})", item.bits.low) };
        if item.bits.low + item.bits.width == word_bits {
            return down;
        }
        format!("({down} & {})", mask(item.bits.value_mask(), word))
    }

    /// The value of an item, with its sign.
    pub(super) fn item_value(&self, item: &BitItem, word: Scalar) -> String {
        let bits = self.item_bits(item, word);
        match item.kind {
            BitKind::Signed => format!("rbgen_signed{}({bits}, {})", word_type(word).1, item.bits.width),
            BitKind::Bool => format!("{bits} != 0"),
            _ => bits,
        }
    }

    /// The tag of a union, read from the struct's bytes.
    pub(super) fn tag_of_bytes(&self, def: &StructDef, field: &FieldDef) -> Option<String> {
        let tag = field.tag?;
        let source = def.fields.get(tag.field as usize)?;
        let place = self.field_place(def, source);
        match (&source.kind, tag.item) {
            (FieldKind::Bits(word, items), Some(item)) => {
                let item = items.get(item as usize)?;
                let word_bits = load(*word, source.order, &place);
                let expression = self.item_value(item, *word).replace("bits", &word_bits);
                Some(format!("(uint64_t)({expression})"))
            }
            (FieldKind::Value(ty), _) => {
                let scalar = self.scalar(ty)?;
                Some(format!("(uint64_t)({})", load_value(scalar, source.order, &place)))
            }
            _ => None,
        }
    }

    /// The tag of a union, from the struct's value.
    pub(super) fn tag_of_value(&self, def: &StructDef, field: &FieldDef) -> Option<String> {
        let tag = field.tag?;
        let source = def.fields.get(tag.field as usize)?;
        let member = def.members.iter().find(|m| m.field == tag.field && m.item == tag.item);
        if let Some(member) = member {
            if def.lowest_written_version(member.field, member.item).is_some() {
                return Some(format!("(uint64_t){}", super::encode::WRITTEN_VERSION));
            }
            return Some(format!("(uint64_t)value->{}", self.names.member(&def.name, &member.name)));
        }
        let constant = match (&source.kind, tag.item) {
            (FieldKind::Bits(_, items), Some(item)) => items.get(item as usize)?.rules.constant.as_ref()?,
            _ => source.rules.constant.as_ref()?,
        };
        Some(text::int(Int::from(wire::int_of(constant).bits() as u64), Scalar::U64))
    }
}

/// The C type that bits of a word are worked with in, and its width.
pub(super) fn word_type(word: Scalar) -> (&'static str, u32) {
    match word.size() {
        0..=4 => ("uint32_t", 32),
        5..=8 => ("uint64_t", 64),
        _ => ("rbgen_u128", 128),
    }
}

/// A mask in the type of a word.
pub(super) fn mask(mask: u128, word: Scalar) -> String {
    match word_type(word).1 {
        32 => format!("{mask:#x}u"),
        64 => format!("UINT64_C({mask:#x})"),
        _ => format!("RBGEN_U128(UINT64_C({:#x}), UINT64_C({:#x}))", (mask >> 64) as u64, mask as u64),
    }
}

/// Refuses a number outside limits, as far as its host type goes beyond them.
pub(super) fn check_within(code: &mut Code, scalar: Scalar, low: Int, high: Int, site: &str, value: &str) {
    let host = Scalar::of_width(scalar.host_bits(), scalar.is_signed());
    // Comparisons that the type makes always false draw warnings.
    let mut outside = Vec::new();
    if low > host.min() {
        outside.push(format!("{value} < {}", text::int(low, scalar)));
    }
    if high < host.max() {
        outside.push(format!("{value} > {}", text::int(high, scalar)));
    }
    if !outside.is_empty() {
        let wanted = text::string(&format!("{low}..{high}"));
        code.return_if(&outside.join(" || "), &fail(scalar, "RBGEN_OUT_OF_RANGE", site, &wanted, value));
    }
}
