//! The part of a driver in C that shows the members of a value and assigns to them.

use super::Writer;
use rbgen_schema::Int;
use rbgen_schema::ir::{BitKind, FieldKind, ItemId, Scalar, StructId, WireType};
use std::fmt::Write as _;

/// A value in C: the expression, and what it is called in errors.
pub(super) struct Target<'s> {
    pub(super) value: String,
    pub(super) owner: &'s str,
    pub(super) field: &'s str,
    /// The call of the setter for text, up to the text.
    pub(super) setter: String,
}

impl Writer<'_> {
    pub(super) fn struct_functions(&self, out: &mut String, id: StructId) {
        let def = &self.schema.structs[id.index()];
        let (stem, value) = self.struct_names(id);
        let _ = writeln!(out, "static void show_{stem}(const {value} *v)\n{{\n    (void)v;");
        for member in &def.members {
            let field = &def.fields[member.field as usize];
            let name = self.names.member(&def.name, &member.name);
            let _ = writeln!(out, "    {{ const size_t n = push(\"{}\");", member.name);
            let value = format!("v->{name}");
            match (&field.kind, member.item) {
                (FieldKind::Bits(_, items), Some(at)) => {
                    let signed = items[at as usize].kind == BitKind::Signed;
                    show_int(out, &value, signed);
                }
                (FieldKind::Value(ty), _) => self.show(out, ty, &value, 0),
                _ => show_bytes(out, &value, field.size),
            }
            out.push_str("    pop(n); }\n");
        }
        out.push_str("}\n\n");
        let _ = writeln!(
            out,
            "static rbgen_kind assign_{stem}({value} *v, const char *at, const char *text, rbgen_error *e)\n{{\n    \
             const char *rest;\n    (void)v;\n    (void)text;\n    (void)e;\n    (void)rest;"
        );
        for member in &def.members {
            let field = &def.fields[member.field as usize];
            let name = self.names.member(&def.name, &member.name);
            let _ = writeln!(out, "    if ((rest = after(at, \"{}\")) != NULL) {{", member.name);
            let target = Target {
                value: format!("v->{name}"),
                owner: &def.name,
                field: &member.name,
                setter: format!("{}(v", self.names.text_setter(id, &member.name)),
            };
            match (&field.kind, member.item) {
                (FieldKind::Bits(_, items), Some(at)) => {
                    let item = &items[at as usize];
                    let bits = match item.kind {
                        BitKind::Enum(id) => self.schema.enums[id.index()].repr.host_bits(),
                        BitKind::Flags(id) => self.schema.flags[id.index()].repr.host_bits(),
                        _ => item.bits.width.next_power_of_two().max(8),
                    };
                    let (low, high) = host_limits(bits, item.kind == BitKind::Signed);
                    assign_int(out, &target, low, high, item.kind == BitKind::Bool);
                }
                (FieldKind::Value(ty), _) => self.assign(out, ty, &target, 0),
                _ => assign_bytes(out, &target.value, field.size),
            }
            out.push_str("        return RBGEN_OK;\n    }\n");
        }
        out.push_str("    give_up(\"no such member\", at);\n    return RBGEN_OK;\n}\n\n");
    }

    pub(super) fn show(&self, out: &mut String, ty: &WireType, value: &str, depth: usize) {
        match ty {
            WireType::Array(inner, len) => {
                let _ = writeln!(out, "    for (size_t i{depth} = 0; i{depth} < {len}; i{depth}++) {{");
                let _ = writeln!(out, "    const size_t n{depth} = push_index(i{depth});");
                self.show(out, inner, &format!("{value}[i{depth}]"), depth + 1);
                let _ = writeln!(out, "    pop(n{depth}); }}");
            }
            WireType::Scalar(Scalar::F32) => {
                let _ = writeln!(
                    out,
                    "    put_path(); (void)fprintf(out, \"%08\" PRIx32, rbgen_f32_bits({value}));"
                );
            }
            WireType::Scalar(Scalar::F64) => {
                let _ = writeln!(
                    out,
                    "    put_path(); (void)fprintf(out, \"%016\" PRIx64, rbgen_f64_bits({value}));"
                );
            }
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                show_int(out, value, self.scalar(ty).is_some_and(Scalar::is_signed));
            }
            WireType::Char(_) | WireType::Char16(_) => {
                let _ = writeln!(out, "    put_path(); put_hex((const uint8_t *){value}, strlen({value}));");
            }
            WireType::Bytes(n) => show_bytes(out, value, *n),
            WireType::Guid | WireType::Uuid => show_bytes(out, &format!("{value}.bytes"), 16),
            WireType::Struct(id) => {
                let (stem, _) = self.struct_names(*id);
                let _ = writeln!(out, "    (void)push(\".\"); show_{stem}(&{value});");
            }
            WireType::Union(id) => {
                let def = &self.schema.unions[id.index()];
                if def.tag.is_some() {
                    let stem = self.names.stem(ItemId::Union(*id));
                    let _ = writeln!(out, "    (void)push(\".\"); show_{stem}(&{value});");
                } else {
                    show_bytes(out, &format!("{value}.bytes"), def.size);
                }
            }
            WireType::Host(_) => {}
        }
    }

    pub(super) fn assign(&self, out: &mut String, ty: &WireType, target: &Target<'_>, depth: usize) {
        let value = &target.value;
        match ty {
            WireType::Array(inner, len) => {
                let _ = writeln!(out, "        size_t i{depth}; rest = subscript(rest, {len}, &i{depth});");
                let element = Target {
                    value: format!("{value}[i{depth}]"),
                    setter: format!("{}, i{depth}", target.setter),
                    ..*target
                };
                self.assign(out, inner, &element, depth + 1);
            }
            WireType::Scalar(Scalar::F32) => {
                let _ = writeln!(
                    out,
                    "        uint8_t b[4]; unhex_exactly(text, b, 4); {value} = rbgen_f32(rbgen_get_be32(b));"
                );
            }
            WireType::Scalar(Scalar::F64) => {
                let _ = writeln!(
                    out,
                    "        uint8_t b[8]; unhex_exactly(text, b, 8); {value} = rbgen_f64(rbgen_get_be64(b));"
                );
            }
            WireType::Scalar(s) if s.is_bool() => {
                let _ = writeln!(out, "        {value} = bits_of(parse_number(text)) != 0;");
            }
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                if let Some(scalar) = self.scalar(ty) {
                    let (low, high) = host_limits(scalar.host_bits(), scalar.is_signed());
                    assign_int(out, target, low, high, false);
                }
            }
            WireType::Char(_) | WireType::Char16(_) => {
                let _ = writeln!(
                    out,
                    "        size_t n; uint8_t *t = unhex(text, &n);\n        const rbgen_kind k = {}, (const char *)t, \
                     n, e);\n        free(t);\n        return k;",
                    target.setter
                );
            }
            WireType::Bytes(n) => assign_bytes(out, value, *n),
            WireType::Guid | WireType::Uuid => assign_bytes(out, &format!("{value}.bytes"), 16),
            WireType::Struct(id) => {
                let (stem, _) = self.struct_names(*id);
                let _ = writeln!(out, "        return assign_{stem}(&{value}, inside(rest), text, e);");
            }
            WireType::Union(id) => {
                let def = &self.schema.unions[id.index()];
                if def.tag.is_some() {
                    let stem = self.names.stem(ItemId::Union(*id));
                    let (owner, field) = (target.owner, target.field);
                    let _ = writeln!(
                        out,
                        "        return assign_{stem}(&{value}, inside(rest), text, e, \"{owner}\", \"{field}\");"
                    );
                } else {
                    assign_bytes(out, &format!("{value}.bytes"), def.size);
                }
            }
            WireType::Host(_) => {}
        }
    }
}

fn show_int(out: &mut String, value: &str, signed: bool) {
    let function = if signed { "put_signed" } else { "put_unsigned" };
    let _ = writeln!(out, "    put_path(); {function}({value});");
}

fn show_bytes(out: &mut String, value: &str, size: u64) {
    let _ = writeln!(out, "    put_path(); put_hex({value}, {size});");
}

fn assign_bytes(out: &mut String, value: &str, size: u64) {
    let _ = writeln!(out, "        unhex_exactly(text, {value}, {size});");
}

/// What an integer of the C language holds: what lies beyond the schema's type is for the generated code to refuse.
fn host_limits(bits: u32, signed: bool) -> (Int, Int) {
    match signed {
        true => (Int::from_bits(1 << (bits - 1), bits, true), Int::from(u128::MAX >> (129 - bits))),
        false => (Int::ZERO, Int::from_bits(u128::MAX, bits, false)),
    }
}

/// A number that the host type can't hold is refused here, as the compiler of a program would.
fn assign_int(out: &mut String, target: &Target<'_>, low: Int, high: Int, is_bool: bool) {
    let halves =
        |m: u128| format!("RBGEN_U128(UINT64_C({:#x}), UINT64_C({:#x}))", (m >> 64) as u64, m as u64);
    let value = &target.value;
    let cast = if is_bool { "(bool)" } else { "" };
    let minus = if low.is_negative() { low.magnitude() } else { 0 };
    let _ = writeln!(
        out,
        "        const number x = parse_number(text);\n        if (!fits(x, {}, {})) {{ return rbgen_fail(e, \
         RBGEN_OUT_OF_RANGE, \"{}\", \"{}\", \"{low}..{high}\", text); }}",
        halves(minus),
        halves(high.magnitude()),
        target.owner,
        target.field
    );
    if low.is_negative() {
        let _ = writeln!(out, "        {value} = (rbgen_i128)bits_of(x);");
    } else {
        let _ = writeln!(out, "        {value} = {cast}bits_of(x);");
    }
}
