//! Constants, enums and flags.

use super::generator::Generator;
use super::text;
use super::types::{DEFAULT_TEXT, host};
use super::wire;
use crate::schema::Int;
use crate::schema::ir::{ConstId, EnumDef, EnumId, EnumValue, FlagsId, ItemId, Scalar, Value, WireType};
use rbgen_templates::c::{Const, Constant, Enum, EnumText, Flags};

impl Generator<'_> {
    pub(super) fn const_view(&self, id: ConstId) -> Const {
        let def = &self.schema.consts[id.index()];
        let name = self.names.item(ItemId::Const(id)).own.clone();
        let value = match &def.value.value {
            Value::Text(t) => text::string(t),
            Value::Bytes(b) => text::bytes_string(b),
            value => match self.scalar(&def.ty) {
                Some(scalar) if def.value.named.is_empty() => {
                    exact(value, scalar).unwrap_or_else(|| enclosed(self.number(value, scalar)))
                }
                Some(scalar) => self.literal(&def.value, scalar),
                None => text::bytes_string(&wire::bytes(
                    &def.ty,
                    false,
                    Some(DEFAULT_TEXT),
                    value,
                    self.size_of(&def.ty),
                )),
            },
        };
        let mut doc: Vec<String> = def.doc.iter().cloned().collect();
        if let WireType::Bytes(n) = def.ty {
            doc.push(format!("{n} bytes."));
        }
        Const { constant: Constant { doc: text::doc_comment(&doc, 0), name, value } }
    }

    pub(super) fn enum_view(&self, id: EnumId) -> Enum {
        let def = &self.schema.enums[id.index()];
        let names = self.names.item(ItemId::Enum(id));
        let fits = are_enumerators(def);
        let constant = |v: &EnumValue| self.names.constant(ItemId::Enum(id), &v.name);
        let constants: Vec<Constant> = def
            .values
            .iter()
            .map(|v| Constant {
                doc: text::doc_comment(&value_doc(v), if fits { 4 } else { 0 }),
                name: constant(v),
                value: if fits { enumerator(v.code) } else { exact_int(v.code, def.repr) },
            })
            .collect();
        let distinct: Vec<&EnumValue> = def.values.iter().filter(|v| v.alias.is_none()).collect();
        let case = |v: &EnumValue, of: &str| Constant {
            doc: String::new(),
            name: constant(v),
            value: text::string(of),
        };
        let (enumerators, macros) = if fits { (constants, Vec::new()) } else { (Vec::new(), constants) };
        Enum {
            doc: text::doc_comment(&enum_doc(def), 0),
            ty: names.ty.clone(),
            repr: host(def.repr).to_owned(),
            stem: names.stem.clone(),
            enumerators,
            macros,
            names: distinct.iter().map(|v| case(v, &v.name)).collect(),
            texts: def
                .text
                .iter()
                .enumerate()
                .map(|(i, t)| EnumText {
                    function: format!("{}_{}", names.stem, super::names::snake(&t.name)),
                    about: text::doc_comment(
                        &[format!("The {} of a code; {} for an unknown one.", t.name, quoted(&t.fallback))],
                        0,
                    ),
                    cases: distinct
                        .iter()
                        .filter(|v| v.text.get(i).is_some_and(|own| *own != t.fallback))
                        .map(|v| case(v, v.text.get(i).map_or("", String::as_str)))
                        .collect(),
                    fallback: text::string(&t.fallback),
                })
                .collect(),
            format: self.enum_format(id),
        }
    }

    pub(super) fn flags_view(&self, id: FlagsId) -> Flags {
        let def = &self.schema.flags[id.index()];
        let names = self.names.item(ItemId::Flags(id));
        let mut macros = Vec::new();
        for value in &def.values {
            let name = self.names.constant(ItemId::Flags(id), &value.name);
            let mask = exact_int(Int::from(value.bits.mask()), def.repr);
            let mut doc: Vec<String> = value.doc.iter().cloned().collect();
            if value.is_flag {
                macros.push(Constant { doc: text::doc_comment(&doc, 0), name, value: mask });
                continue;
            }
            doc.push(format!(
                "A number in bits {} to {}: (flags & {name}) >> {name}_SHIFT.",
                value.bits.low,
                value.bits.low + value.bits.width - 1
            ));
            macros.push(Constant { doc: text::doc_comment(&doc, 0), name: name.clone(), value: mask });
            let shift = value.bits.low.to_string();
            macros.push(Constant { doc: String::new(), name: format!("{name}_SHIFT"), value: shift });
        }
        let mut doc: Vec<String> = def.doc.iter().cloned().collect();
        doc.push(format!("A set of bits in a {}; unknown ones are kept.", def.repr.name()));
        Flags {
            doc: text::doc_comment(&doc, 0),
            ty: names.ty.clone(),
            repr: host(def.repr).to_owned(),
            macros,
            format: self.flags_format(id),
        }
    }
}

/// Whether all codes of an enum fit C's enumerators, which have the type `int`; else they are macros.
pub(super) fn are_enumerators(def: &EnumDef) -> bool {
    def.values.iter().all(|v| v.code >= Scalar::I32.min() && v.code <= Scalar::I32.max())
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// `INT_MIN` can't be written as a negated literal.
fn enumerator(code: Int) -> String {
    if code == Scalar::I32.min() { "-2147483647 - 1".to_owned() } else { code.to_string() }
}

/// A constant of exactly the type of a scalar, usable in `#if` where the width allows.
fn exact_int(value: Int, scalar: Scalar) -> String {
    match (scalar.is_signed(), scalar.host_bits()) {
        (false, bits @ (8 | 16 | 32 | 64)) => format!("UINT{bits}_C({value})"),
        (true, bits @ (8 | 16 | 32 | 64)) if value > scalar_min(bits) => {
            let sign = if value.is_negative() { "-" } else { "" };
            enclosed(format!("{sign}INT{bits}_C({})", value.magnitude()))
        }
        _ => enclosed(text::int(value, scalar)),
    }
}

/// A macro's value as one operand, whatever stands around it.
pub(super) fn enclosed(value: String) -> String {
    if value.starts_with('-') { format!("({value})") } else { value }
}

fn scalar_min(bits: u32) -> Int {
    Scalar::of_width(bits, true).min()
}

fn exact(value: &Value, scalar: Scalar) -> Option<String> {
    match value {
        Value::Int(i) if scalar.is_integer() => Some(exact_int(*i, scalar)),
        _ => None,
    }
}

fn value_doc(value: &EnumValue) -> Vec<String> {
    let mut doc: Vec<String> = value.doc.iter().cloned().collect();
    doc.extend(value.since.map(|v| format!("Since version {v}.")));
    doc.extend(value.deprecated.iter().map(|why| format!("Deprecated: {why}")));
    doc
}

fn enum_doc(def: &EnumDef) -> Vec<String> {
    let mut doc: Vec<String> = def.doc.iter().cloned().collect();
    doc.push(match def.unknown {
        crate::schema::ir::Unknown::Keep => {
            format!("A code in a {}; unknown ones are kept.", def.repr.name())
        }
        crate::schema::ir::Unknown::Reject => {
            format!("A code in a {}; unknown ones are refused.", def.repr.name())
        }
    });
    doc.extend(def.since.map(|v| format!("Since version {v}.")));
    doc.extend(def.deprecated.iter().map(|why| format!("Deprecated: {why}")));
    doc
}
