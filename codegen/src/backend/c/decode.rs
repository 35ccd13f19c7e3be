//! The statements that read a struct or a union from bytes.

use super::codec::{Slot, encoding, fail, load, load_value, text_flags, word_type};
use super::generator::{Code, Generator, index};
use super::text;
use super::types::{DEFAULT_TEXT, text_capacity};
use crate::schema::Int;
use crate::schema::ir::{
    BitItem, BitKind, Evolution, FieldDef, FieldKind, ItemId, Policy, Role, Scalar, StructDef, StructId,
    Value, WireType,
};

impl Generator<'_> {
    /// The statements that read every field of a struct at `p` into `value`.
    pub(super) fn decode_body(&self, id: StructId) -> Code {
        let def = &self.schema.structs[id.index()];
        let mut code = Code::body();
        let first = def.sizes.first().map_or(def.size, |s| s.size);
        for field in &def.fields {
            if def.evolution == Evolution::Append && field.offset + field.size > first {
                code.return_if(&format!("size < {}", self.field_end(def, field)), "RBGEN_OK");
            }
            self.decode_field(&mut code, def, field);
        }
        code.line("return RBGEN_OK;");
        code
    }

    fn decode_field(&self, code: &mut Code, def: &StructDef, field: &FieldDef) {
        match &field.kind {
            FieldKind::Value(_) if field.role == Some(Role::Size) => {
                if def.evolution == Evolution::Sealed
                    && let FieldKind::Value(ty) = &field.kind
                {
                    let scalar = self.scalar(ty).unwrap_or(Scalar::U32);
                    let slot = self.field_slot(def, field, ty, None);
                    let got = load_value(scalar, field.order, &slot.place);
                    let wanted = text::string(&def.size.to_string());
                    code.return_if(
                        &format!("{got} != {}", self.size_macro(def)),
                        &fail(scalar, "RBGEN_WRONG_CONST", &slot.site(), &wanted, &got),
                    );
                }
            }
            FieldKind::Value(ty) => {
                let tag = self.tag_of_bytes(def, field).map(|read| self.or_absent(def, field, read));
                let slot = self.field_slot(def, field, ty, tag);
                self.decode_slot(code, &slot, 0);
            }
            FieldKind::Bits(word, items) => self.decode_bits(code, def, field, *word, items),
            FieldKind::Reserved(Policy::Zero) => {
                let at = self.field_place(def, field);
                let site = format!("{}, {}", text::string(&def.name), text::string(&field.name));
                if field.size == 1 {
                    let byte = at.byte();
                    code.return_if(
                        &format!("{byte} != 0"),
                        &format!("rbgen_fail_u64(error, RBGEN_RESERVED_NOT_ZERO, {site}, \"0\", {byte})"),
                    );
                } else {
                    let size = self.field_size(def, field);
                    code.open("{");
                    code.line(format!("const size_t at = rbgen_not_zero({}, {size});", at.pointer()));
                    let byte = at.plus("at").byte();
                    code.return_if(
                        &format!("at != {size}"),
                        &format!("rbgen_fail_u64(error, RBGEN_RESERVED_NOT_ZERO, {site}, \"0\", {byte})"),
                    );
                    code.close();
                }
            }
            FieldKind::Reserved(Policy::Preserve) => {
                let name = self.field_name(def, field);
                let at = self.field_place(def, field).pointer();
                code.line(format!("memcpy(value->{name}, {at}, {});", self.field_size(def, field)));
            }
            FieldKind::Reserved(Policy::Ignore) | FieldKind::Padding => {}
        }
    }

    /// A tag that data may end before, as an expression that reads it only where it is.
    fn or_absent(&self, def: &StructDef, field: &FieldDef, read: String) -> String {
        let absent = def.absent_tag(field).zip(field.tag);
        let Some((default, tag)) = absent else { return read };
        let end = self.field_end(def, &def.fields[tag.field as usize]);
        let default = text::int(Int::from(default.bits() as u64), Scalar::U64);
        format!("size >= {end} ? {read} : {default}")
    }

    /// Reads one slot; arrays become loops.
    pub(super) fn decode_slot(&self, code: &mut Code, slot: &Slot<'_>, depth: usize) {
        if let WireType::Array(inner, len) = slot.ty {
            if let Some(Value::List(list)) = slot.rules.constant.as_ref().map(|c| &c.value) {
                self.each_constant(slot, inner, list, |element| self.decode_slot(code, element, depth));
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
            self.decode_slot(code, &element, depth + 1);
            code.close();
            return;
        }
        self.decode_element(code, slot);
    }

    /// Runs over the elements of an array whose constants differ.
    pub(super) fn each_constant(
        &self,
        slot: &Slot<'_>,
        inner: &WireType,
        list: &[Value],
        mut each: impl FnMut(&Slot<'_>),
    ) {
        for (i, value) in list.iter().enumerate() {
            let mut rules = slot.rules.clone();
            if let Some(constant) = &mut rules.constant {
                constant.value = value.clone();
                constant.named.clear();
            }
            each(&Slot {
                ty: inner,
                rules: &rules,
                place: self.element(&slot.place, &i.to_string(), inner, slot.order),
                ..slot.clone()
            });
        }
    }

    fn decode_element(&self, code: &mut Code, slot: &Slot<'_>) {
        let (site, at) = (slot.site(), slot.place.pointer());
        match slot.ty {
            WireType::Scalar(scalar) if scalar.is_float() => {
                let loaded = load_value(*scalar, slot.order, &slot.place);
                let value = self.assign(code, slot, &loaded);
                self.check_float(code, *scalar, slot, &value, true);
            }
            WireType::Scalar(scalar) if scalar.is_bool() => {
                let raw = load(*scalar, slot.order, &slot.place);
                if !slot.truthy {
                    code.return_if(
                        &format!("{raw} > 1"),
                        &fail(*scalar, "RBGEN_NOT_BOOL", &site, "\"\"", &raw),
                    );
                }
                self.assign(code, slot, &format!("{raw} != 0"));
                let number = if slot.truthy { format!("(uint32_t)({raw} != 0)") } else { raw };
                self.check_number(code, *scalar, slot.rules, slot.role, &site, &number, true);
            }
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                let Some(scalar) = self.scalar(slot.ty) else { return };
                let loaded = load_value(scalar, slot.order, &slot.place);
                let value = self.assign(code, slot, &loaded);
                self.check_code(code, slot.ty, &site, &value);
                self.check_number(code, scalar, slot.rules, slot.role, &site, &value, true);
            }
            WireType::Char(units) | WireType::Char16(units) => {
                let rules = slot.text.unwrap_or(DEFAULT_TEXT);
                let (encoding, flags) = (encoding(rules, slot.order), text_flags(rules));
                let read = |out: &str| {
                    format!("rbgen_text_get({at}, {units}, {encoding}, {flags}, {out}, error, {site})")
                };
                match &slot.value {
                    Some(value) => {
                        code.attempt(&read(value));
                        self.check_text(code, slot, value);
                    }
                    None => {
                        code.open("{");
                        code.line(format!("char text[{}];", text_capacity(*units, rules)));
                        code.attempt(&read("text"));
                        self.check_text(code, slot, "text");
                        code.close();
                    }
                }
            }
            WireType::Bytes(size) => {
                if let Some(value) = &slot.value {
                    code.line(format!("memcpy({value}, {at}, {size});"));
                }
                self.check_bytes(code, slot);
            }
            WireType::Guid | WireType::Uuid => {
                if let Some(value) = &slot.value {
                    code.line(format!("memcpy({value}.bytes, {at}, 16);"));
                }
                self.check_bytes(code, slot);
            }
            WireType::Struct(id) => {
                let stem = &self.names.item(ItemId::Struct(*id)).stem;
                let order = if self.struct_takes_order(*id) { "order, " } else { "" };
                let value = slot.value.as_deref().map_or_else(String::new, reference);
                code.attempt(&format!("{stem}_rbgen_read({at}, {order}{value}, error)"));
            }
            WireType::Union(id) => {
                let names = self.names.item(ItemId::Union(*id));
                let value = slot.value.as_deref().unwrap_or_default();
                match &slot.tag {
                    Some(tag) => {
                        let order = if self.union_takes_order(*id) { "order, " } else { "" };
                        let (stem, value) = (&names.stem, reference(value));
                        code.attempt(&format!(
                            "{stem}_rbgen_read({at}, {order}{tag}, {value}, error, {site})"
                        ));
                    }
                    None => code.line(format!("memcpy({value}.bytes, {at}, {});", self.size_of(slot.ty))),
                }
            }
            // Structs with host types have no codec, and arrays are loops.
            WireType::Host(_) | WireType::Array(..) => {}
        }
    }

    /// Assigns to the member, if the slot is one, and answers what to check.
    fn assign(&self, code: &mut Code, slot: &Slot<'_>, loaded: &str) -> String {
        match &slot.value {
            Some(value) => {
                code.line(format!("{value} = {};", loaded));
                value.clone()
            }
            None => loaded.to_owned(),
        }
    }

    fn decode_bits(
        &self,
        code: &mut Code,
        def: &StructDef,
        field: &FieldDef,
        word: Scalar,
        items: &[BitItem],
    ) {
        let skipped = |i: &BitItem| matches!(i.kind, BitKind::Reserved(Policy::Ignore));
        if items.iter().all(skipped) {
            return;
        }
        let raw = load(word, field.order, &self.field_place(def, field));
        code.open("{");
        code.line(format!("const {} bits = {};", word_type(word).0, raw));
        for item in items.iter().filter(|i| !skipped(i)) {
            let site = format!("{}, {}", text::string(&def.name), text::string(&item.name));
            let (c_type, scalar) = self.item_type(item.kind, item.bits.width);
            let bits = self.item_bits(item, word);
            if let BitKind::Reserved(Policy::Zero) = item.kind {
                code.return_if(
                    &format!("{bits} != 0"),
                    &fail(scalar, "RBGEN_RESERVED_NOT_ZERO", &site, "\"0\"", &bits),
                );
                continue;
            }
            let loaded = self.item_value(item, word);
            let value = match self.item_member(def, field, item) {
                Some(name) => {
                    let cast = if scalar.is_bool() { String::new() } else { format!("({c_type})") };
                    code.line(format!("value->{name} = {cast}{loaded};"));
                    format!("value->{name}")
                }
                None if scalar.is_bool() => bits.clone(),
                None => format!("({c_type}){loaded}"),
            };
            if let BitKind::Enum(id) = item.kind {
                self.check_code(code, &WireType::Enum(id), &site, &value);
            }
            let number = if scalar.is_bool() { bits } else { value };
            self.check_number(code, scalar, &item.rules, item.role, &site, &number, true);
        }
        code.close();
    }

    /// The C name of the member that a bit item is, if it is one.
    pub(super) fn item_member(&self, def: &StructDef, field: &FieldDef, item: &BitItem) -> Option<String> {
        let FieldKind::Bits(_, items) = &field.kind else { return None };
        let at = items.iter().position(|i| i.name == item.name && i.bits == item.bits)?;
        let index = def.fields.iter().position(|f| std::ptr::eq(f, field))?;
        def.members
            .iter()
            .find(|m| m.field as usize == index && m.item == Some(at as u32))
            .map(|m| self.names.member(&def.name, &m.name))
    }
}

/// The address of a place in a value; `(*out)` is `out`.
pub(super) fn reference(value: &str) -> String {
    match value.strip_prefix("(*").and_then(|v| v.strip_suffix(')')) {
        Some(pointer) => pointer.to_owned(),
        None => format!("&{value}"),
    }
}
