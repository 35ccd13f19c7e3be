//! The statements that write a struct or a union into bytes, with the checks in the order of decoding.

use super::codec::{Slot, encoding, mask, store, text_flags, word_type};
use super::decode::reference;
use super::generator::{Code, Generator, index};
use super::text;
use super::types::DEFAULT_TEXT;
use super::wire;
use crate::schema::Int;
use crate::schema::ir::{
    BitItem, BitKind, ByteOrder, FieldDef, FieldKind, ItemId, Policy, Role, Scalar, StructDef, StructId,
    Value, WireType,
};

/// The local of the version that is written, where that isn't always the value's.
pub(super) const WRITTEN_VERSION: &str = "version";

/// Bytes behind a constant text that stand in the literal; more are filled up when it is written.
const MOST_FILL: u64 = 64;

/// Whether encoding writes a later version than some values have.
pub(super) fn raises_version(def: &StructDef) -> bool {
    def.members.iter().any(|m| def.lowest_written_version(m.field, m.item).is_some())
}

impl Generator<'_> {
    /// The statements that write every field of `value` at `p`.
    pub(super) fn encode_body(&self, id: StructId) -> Code {
        let def = &self.schema.structs[id.index()];
        let mut code = Code::body();
        self.raise_version(&mut code, def);
        for field in &def.fields {
            self.encode_field(&mut code, def, field);
        }
        code.line("return RBGEN_OK;");
        code
    }

    /// A local for the version that is written where that isn't always the value's.
    fn raise_version(&self, code: &mut Code, def: &StructDef) {
        for member in &def.members {
            let Some(lowest) = def.lowest_written_version(member.field, member.item) else { continue };
            let field = &def.fields[member.field as usize];
            let (_, declared) = self.member_declared(field, member);
            let given = format!("value->{}", self.names.member(&def.name, &member.name));
            code.line("/* The whole struct is written, so no version before its last growth. */");
            code.line(format!(
                "const {} = {given} < {lowest} ? {lowest} : {given};",
                declared.named(WRITTEN_VERSION)
            ));
        }
    }

    fn encode_field(&self, code: &mut Code, def: &StructDef, field: &FieldDef) {
        let place = self.field_place(def, field);
        match &field.kind {
            FieldKind::Value(ty) if field.role == Some(Role::Size) => {
                let scalar = self.scalar(ty).unwrap_or(Scalar::U32);
                store(code, scalar, field.order, &place, &self.size_macro(def));
            }
            FieldKind::Value(ty) => {
                let mut slot = self.field_slot(def, field, ty, self.tag_of_value(def, field));
                if field.role == Some(Role::Version) && raises_version(def) {
                    slot.value = Some(WRITTEN_VERSION.to_owned());
                }
                self.encode_slot(code, &slot, 0);
            }
            FieldKind::Bits(word, items) => self.encode_bits(code, def, field, *word, items),
            FieldKind::Reserved(Policy::Preserve) => {
                let name = self.field_name(def, field);
                code.line(format!(
                    "memcpy({}, value->{name}, {});",
                    place.pointer(),
                    self.field_size(def, field)
                ));
            }
            FieldKind::Reserved(Policy::Zero | Policy::Ignore) | FieldKind::Padding => match field.size {
                1 => code.line(format!("{} = 0;", place.byte())),
                _ => code.line(format!("memset({}, 0, {});", place.pointer(), self.field_size(def, field))),
            },
        }
    }

    /// Writes one slot; arrays become loops.
    pub(super) fn encode_slot(&self, code: &mut Code, slot: &Slot<'_>, depth: usize) {
        if let WireType::Array(inner, len) = slot.ty {
            if let Some(Value::List(list)) = slot.rules.constant.as_ref().map(|c| &c.value) {
                self.each_constant(slot, inner, list, |element| self.encode_slot(code, element, depth));
                return;
            }
            let i = index(depth);
            code.open(format!("for (size_t {i} = 0; {i} < {len}; {i}++) {{"));
            let element = Slot {
                ty: inner,
                value: slot.value.as_ref().map(|v| format!("{v}[{i}]")),
                place: self.element(&slot.place, &i, inner, slot.order),
                ..slot.clone()
            };
            self.encode_slot(code, &element, depth + 1);
            code.close();
            return;
        }
        match &slot.value {
            Some(value) => self.encode_value(code, slot, value),
            None => self.encode_constant(code, slot),
        }
    }

    fn encode_constant(&self, code: &mut Code, slot: &Slot<'_>) {
        let Some(constant) = &slot.rules.constant else { return };
        if let Some(scalar) = self.scalar(slot.ty) {
            store(code, scalar, slot.order, &slot.place, &self.literal(constant, scalar));
            return;
        }
        let size = self.size_of(slot.ty);
        if let (WireType::Char(units) | WireType::Char16(units), Value::Text(given)) =
            (slot.ty, &constant.value)
            && size > given.len() as u64 + MOST_FILL
        {
            let rules = slot.text.unwrap_or(DEFAULT_TEXT);
            code.attempt(&format!(
                "rbgen_text_put({}, {units}, {}, {}, {}, {}, error, {})",
                slot.place.pointer(),
                encoding(rules, slot.order),
                text_flags(rules),
                text::string(given),
                given.len(),
                slot.site(),
            ));
            return;
        }
        let bytes = |big| text::bytes_string(&wire::bytes(slot.ty, big, slot.text, &constant.value, size));
        let source = match slot.order {
            ByteOrder::Either if bytes(true) != bytes(false) => {
                format!("order == RBGEN_BIG ? {} : {}", bytes(true), bytes(false))
            }
            order => bytes(wire::is_big(order)),
        };
        code.line(format!("memcpy({}, {source}, {size});", slot.place.pointer()));
    }

    fn encode_value(&self, code: &mut Code, slot: &Slot<'_>, value: &str) {
        let (site, at) = (slot.site(), slot.place.pointer());
        match slot.ty {
            WireType::Scalar(scalar) if scalar.is_float() => {
                store(code, *scalar, slot.order, &slot.place, value);
                self.check_float(code, *scalar, slot, value, false);
            }
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                let Some(scalar) = self.scalar(slot.ty) else { return };
                if scalar.is_integer() {
                    super::codec::check_within(code, scalar, scalar.min(), scalar.max(), &site, value);
                }
                self.check_code(code, slot.ty, &site, value);
                if scalar.is_bool() {
                    let number = format!("(uint32_t){value}");
                    self.check_number(code, scalar, slot.rules, slot.role, &site, &number, false);
                } else {
                    self.check_number(code, scalar, slot.rules, slot.role, &site, value, false);
                }
                store(code, scalar, slot.order, &slot.place, value);
            }
            WireType::Char(units) | WireType::Char16(units) => {
                let rules = slot.text.unwrap_or(DEFAULT_TEXT);
                let (encoding, flags) = (encoding(rules, slot.order), text_flags(rules));
                code.attempt(&format!(
                    "rbgen_text_put({at}, {units}, {encoding}, {flags}, {value}, \
                     rbgen_text_length({value}, sizeof {value}), error, {site})"
                ));
                self.check_text(code, slot, value);
            }
            WireType::Bytes(size) => {
                code.line(format!("memcpy({at}, {value}, {size});"));
                self.check_bytes(code, slot);
            }
            WireType::Guid | WireType::Uuid => {
                code.line(format!("memcpy({at}, {value}.bytes, 16);"));
                self.check_bytes(code, slot);
            }
            WireType::Struct(id) => {
                let stem = &self.names.item(ItemId::Struct(*id)).stem;
                let order = if self.struct_takes_order(*id) { "order, " } else { "" };
                code.attempt(&format!("{stem}_rbgen_write({at}, {order}{}, error)", reference(value)));
            }
            WireType::Union(id) => {
                let stem = &self.names.item(ItemId::Union(*id)).stem;
                match &slot.tag {
                    Some(tag) => {
                        let order = if self.union_takes_order(*id) { "order, " } else { "" };
                        let value = reference(value);
                        code.attempt(&format!(
                            "{stem}_rbgen_write({at}, {order}{tag}, {value}, error, {site})"
                        ));
                    }
                    None => code.line(format!("memcpy({at}, {value}.bytes, {});", self.size_of(slot.ty))),
                }
            }
            WireType::Host(_) | WireType::Array(..) => {}
        }
    }

    fn encode_bits(
        &self,
        code: &mut Code,
        def: &StructDef,
        field: &FieldDef,
        word: Scalar,
        items: &[BitItem],
    ) {
        let (word_ty, _) = word_type(word);
        code.open("{");
        code.line(format!("{word_ty} bits = 0;"));
        for item in items {
            let site = format!("{}, {}", text::string(&def.name), text::string(&item.name));
            let (_, scalar) = self.item_type(item.kind, item.bits.width);
            let shift = |bits: &str| match item.bits.low {
                0 => format!("bits |= {bits};"),
                low => format!("bits |= {bits} << {low};"),
            };
            if let Some(name) = self.item_member(def, field, item) {
                let value = if item.role == Some(Role::Version) && raises_version(def) {
                    WRITTEN_VERSION.to_owned()
                } else {
                    format!("value->{name}")
                };
                if !scalar.is_bool() {
                    let low = if scalar.is_signed() {
                        Int::from_bits(1u128 << (item.bits.width - 1), item.bits.width, true)
                    } else {
                        Int::ZERO
                    };
                    let high =
                        if scalar.is_signed() { item.bits.value_mask() >> 1 } else { item.bits.value_mask() };
                    super::codec::check_within(code, scalar, low, Int::from(high), &site, &value);
                }
                if let BitKind::Enum(id) = item.kind {
                    self.check_code(code, &WireType::Enum(id), &site, &value);
                }
                let number = if scalar.is_bool() { format!("(uint32_t){value}") } else { value.clone() };
                self.check_number(code, scalar, &item.rules, item.role, &site, &number, false);
                if scalar.is_signed() {
                    let mask = mask(item.bits.value_mask(), word);
                    code.line(shift(&format!("(({word_ty}){value} & {mask})")));
                } else {
                    code.line(shift(&format!("({word_ty}){value}")));
                }
            } else if let Some(constant) = &item.rules.constant {
                let bits = wire::int_of(constant).bits() & item.bits.value_mask();
                if bits != 0 {
                    code.line(format!("bits |= {};", mask(bits << item.bits.low, word)));
                }
            }
        }
        let unsigned = match word {
            Scalar::I24 => Scalar::U24,
            Scalar::I40 => Scalar::U40,
            Scalar::I48 => Scalar::U48,
            Scalar::I56 => Scalar::U56,
            word => Scalar::of_width((word.size() * 8) as u32, false),
        };
        let unsigned = if word.size().is_power_of_two() || word.is_signed() { unsigned } else { word };
        let cast = if word.size() < 4 && word.size() != 3 {
            format!("(uint{}_t)bits", word.size() * 8)
        } else {
            "bits".to_owned()
        };
        store(code, unsigned, field.order, &self.field_place(def, field), &cast);
        code.close();
    }
}
