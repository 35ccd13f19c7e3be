//! Kotlin types, and the values that the schema states in them.

use super::literal;
use super::names::Names;
use crate::backend::object::lower::{Lower, member_type};
use crate::backend::object::steps::{Label, Order, Place};
use rbgen_schema::Int;
use rbgen_schema::Schema;
use rbgen_schema::ir::{
    ByteOrder, FieldKind, HostType, Literal, Member, Scalar, StructDef, StructId, UnionId, Value, ValueName,
    ValueRules, WireType,
};

use std::collections::BTreeSet;

/// What the parts of the backend need to know of a schema.
#[derive(Debug)]
pub(crate) struct Context<'s> {
    pub(crate) schema: &'s Schema,
    pub(crate) names: Names<'s>,
    /// The package as it is written in source.
    pub(crate) package: String,
    /// Names that a companion has of its own, which hide constants of the package.
    hidden: BTreeSet<String>,
}

/// The type of a number, or of a boolean's number.
pub(crate) fn number_type(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::U8 | Scalar::Bool8 => "UByte",
        Scalar::U16 => "UShort",
        Scalar::U24 | Scalar::U32 | Scalar::Bool32 => "UInt",
        Scalar::U40 | Scalar::U48 | Scalar::U56 | Scalar::U64 => "ULong",
        Scalar::I8 => "Byte",
        Scalar::I16 => "Short",
        Scalar::I24 | Scalar::I32 => "Int",
        Scalar::I40 | Scalar::I48 | Scalar::I56 | Scalar::I64 => "Long",
        Scalar::U128 | Scalar::I128 => "BigInteger",
        Scalar::F32 => "Float",
        Scalar::F64 => "Double",
    }
}

/// The type of a scalar's value.
pub(crate) fn scalar_type(scalar: Scalar) -> &'static str {
    if scalar.is_bool() { "Boolean" } else { number_type(scalar) }
}

/// The rules for a member's value.
pub(crate) fn member_rules<'d>(def: &'d StructDef, member: &Member) -> &'d ValueRules {
    let field = &def.fields[member.field as usize];
    match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => &items[item as usize].rules,
        _ => &field.rules,
    }
}

/// The limits of what a number's type holds.
pub(crate) fn holds(scalar: Scalar) -> (Int, Int) {
    let host = match scalar {
        // A `BigInteger` holds all that can be told.
        Scalar::U128 | Scalar::I128 => return (Int::from(i128::MIN), Int::from(u128::MAX)),
        Scalar::Bool8 => Scalar::U8,
        Scalar::Bool32 => Scalar::U32,
        other => Scalar::of_width(other.host_bits(), other.is_signed()),
    };
    (host.min(), host.max())
}

impl<'s> Context<'s> {
    /// The context of a schema.
    pub(crate) fn new(schema: &'s Schema) -> Context<'s> {
        let names = Names::new(schema);
        let mut hidden: BTreeSet<String> =
            ["SIZE", "ALIGN", "LAYOUT", "LAYOUT_HASH", "ID", "NONE"].map(str::to_owned).into();
        for def in &schema.structs {
            for field in &def.fields {
                hidden.insert(names.fixed(&def.name, &field.name));
                if let FieldKind::Bits(_, items) = &field.kind {
                    hidden.extend(items.iter().map(|item| names.fixed(&def.name, &item.name)));
                }
            }
        }
        Context { schema, names, package: super::names::quoted_package(schema), hidden }
    }

    /// What finds the steps of functions.
    pub(crate) fn lower(&self) -> Lower<'s> {
        Lower { schema: self.schema, holds }
    }

    /// Whether the functions of a struct take a byte order.
    pub(crate) fn takes_order(&self, id: StructId) -> bool {
        self.schema.structs[id.index()].endian == ByteOrder::Either
    }

    /// Whether the functions of a union's member take a byte order, and whom errors are about.
    pub(crate) fn member_takes(&self, id: UnionId, member: usize) -> (bool, bool) {
        let place = || Place { owner: Label::Argument, field: Label::Argument };
        let decode = self.lower().decode_member(id, member, place()).uses();
        let encode = self.lower().encode_member(id, member, place()).uses();
        let union = &self.schema.unions[id.index()];
        let has_rest = union.members[member].size < union.size;
        (decode.order || encode.order, decode.labels || encode.labels || has_rest)
    }

    /// The arguments behind segment and place of the functions of a union's member.
    pub(crate) fn passed_order(order: Order) -> &'static str {
        match order {
            Order::Little => "ByteOrder.LITTLE_ENDIAN",
            Order::Big => "ByteOrder.BIG_ENDIAN",
            Order::Given => "order",
        }
    }

    /// The name of a type inside the sealed interface of a union, whose own classes come before those of the package.
    pub(crate) fn name_within(&self, union: Option<UnionId>, name: String) -> String {
        let hides = |id: UnionId| {
            let def = &self.schema.unions[id.index()];
            def.members.iter().any(|member| self.names.variant(def, &member.name) == name)
        };
        if union.is_some_and(hides) { format!("{}.{name}", self.package) } else { name }
    }

    /// The type of a value inside the sealed interface of a union.
    pub(crate) fn ty_within(&self, union: Option<UnionId>, ty: &WireType) -> String {
        match ty {
            WireType::Array(inner, _) => format!("List<{}>", self.ty_within(union, inner)),
            other => self.name_within(union, self.ty(other)),
        }
    }

    /// The type of a value.
    pub(crate) fn ty(&self, ty: &WireType) -> String {
        match ty {
            WireType::Scalar(scalar) => scalar_type(*scalar).to_owned(),
            WireType::Char(_) | WireType::Char16(_) => "String".to_owned(),
            WireType::Bytes(_) => "ByteArray".to_owned(),
            WireType::Guid | WireType::Uuid => "UUID".to_owned(),
            WireType::Enum(id) => self.names.enumeration(*id),
            WireType::Flags(id) => self.names.flags(*id),
            WireType::Union(id) => self.names.union(*id),
            WireType::Struct(id) => self.names.structure(*id),
            WireType::Array(inner, _) => format!("List<{}>", self.ty(inner)),
            WireType::Host(HostType::Usize) => "ULong".to_owned(),
            WireType::Host(HostType::Isize | HostType::CLong) => "Long".to_owned(),
            WireType::Host(HostType::Ptr | HostType::CStr | HostType::CStrNullable) => {
                "MemorySegment".to_owned()
            }
        }
    }

    /// A value that the schema states, where its type follows from the place it stands in.
    pub(crate) fn literal(&self, ty: &WireType, literal: &Literal) -> String {
        if let [ValueName::Const(id)] = literal.named[..]
            && self.schema.consts[id.index()].ty == *ty
            && !self.hidden.contains(&self.names.constant(id))
        {
            return self.names.constant(id);
        }
        match ty {
            WireType::Enum(id) => {
                let named = literal.named.iter().find_map(|name| match name {
                    ValueName::Enum(of, index) if of == id => Some(*index),
                    _ => None,
                });
                self.code(ty, &literal.value, named)
            }
            WireType::Flags(id) => {
                let def = &self.schema.flags[id.index()];
                let names: Vec<String> = literal
                    .named
                    .iter()
                    .filter_map(|name| match name {
                        ValueName::Flag(of, index) if of == id => {
                            let value = &def.values[*index as usize].name;
                            Some(format!("{}.{}", self.names.flags(*id), self.names.value(&def.name, value)))
                        }
                        _ => None,
                    })
                    .collect();
                if names.is_empty() { self.value(ty, &literal.value) } else { names.join(" + ") }
            }
            _ => self.value(ty, &literal.value),
        }
    }

    /// An enum by its code.
    fn code(&self, ty: &WireType, value: &Value, named: Option<u32>) -> String {
        let (WireType::Enum(id), Value::Int(code)) = (ty, value) else { return String::new() };
        let def = &self.schema.enums[id.index()];
        let name = self.names.enumeration(*id);
        let known = named
            .and_then(|index| def.values.get(index as usize))
            .or_else(|| def.values.iter().find(|value| value.alias.is_none() && value.code == *code));
        match known {
            Some(value) => format!("{name}.{}", self.names.value(&def.name, &value.name)),
            None => format!("{name}({})", literal::typed(*code, def.repr)),
        }
    }

    /// A value of the schema without the names it was spelt with.
    pub(crate) fn value(&self, ty: &WireType, value: &Value) -> String {
        match (ty, value) {
            (WireType::Scalar(scalar), Value::Float(number)) => literal::float(*number, *scalar),
            (WireType::Scalar(scalar), Value::Int(number)) if scalar.is_float() => {
                literal::float(number.to_f64(), *scalar)
            }
            (WireType::Scalar(scalar), Value::Int(number)) if scalar.is_bool() => {
                (*number != Int::ZERO).to_string()
            }
            (WireType::Scalar(scalar), Value::Int(number)) => literal::typed(*number, *scalar),
            (_, Value::Bool(flag)) => flag.to_string(),
            (WireType::Enum(_), Value::Int(_)) => self.code(ty, value, None),
            (WireType::Flags(id), Value::Int(bits)) => {
                let repr = self.schema.flags[id.index()].repr;
                format!("{}({})", self.names.flags(*id), literal::typed(*bits, repr))
            }
            (_, Value::Text(text)) => literal::string(text),
            (WireType::Guid, Value::Bytes(wire)) => literal::uuid(wire, true),
            (WireType::Uuid, Value::Bytes(wire)) => literal::uuid(wire, false),
            (_, Value::Bytes(data)) => literal::bytes(data),
            (WireType::Array(inner, _), Value::List(values)) => {
                let values: Vec<String> = values.iter().map(|value| self.value(inner, value)).collect();
                format!("listOf({})", values.join(", "))
            }
            (WireType::Array(inner, len), value) => format!("List({len}) {{ {} }}", self.value(inner, value)),
            (_, Value::Int(number)) => number.to_string(),
            (_, Value::Float(number)) => literal::float(*number, Scalar::F64),
            (_, Value::List(_)) => String::new(),
        }
    }

    /// What a member is when it isn't given; `None` where it must be.
    pub(crate) fn default(&self, def: &StructDef, member: &Member) -> Option<String> {
        if member.required {
            return None;
        }
        let (ty, rules) = (member_type(def, member), member_rules(def, member));
        let value = match &rules.default {
            Some(default) if matches!(ty, WireType::Array(..)) => self.array_default(&ty, default),
            Some(default) => self.literal(&ty, default),
            None => self.zero(&ty)?,
        };
        Some(value)
    }

    /// A default of an array: a list, or the one value of each element.
    pub(crate) fn array_default(&self, ty: &WireType, default: &Literal) -> String {
        match ty {
            WireType::Array(inner, len) if !matches!(default.value, Value::List(_)) => {
                format!("List({len}) {{ {} }}", self.array_default(inner, default))
            }
            WireType::Array(..) => self.value(ty, &default.value),
            _ => self.literal(ty, default),
        }
    }

    /// Zero of a type; `None` for what has none.
    fn zero(&self, ty: &WireType) -> Option<String> {
        Some(match ty {
            WireType::Scalar(scalar) if scalar.is_bool() => "false".to_owned(),
            WireType::Scalar(scalar) if scalar.is_float() => literal::float(0.0, *scalar),
            WireType::Scalar(scalar) => literal::typed(Int::ZERO, *scalar),
            WireType::Char(_) | WireType::Char16(_) => "\"\"".to_owned(),
            WireType::Bytes(len) => format!("ByteArray({len})"),
            WireType::Guid | WireType::Uuid => "UUID(0L, 0L)".to_owned(),
            WireType::Enum(_) => self.code(ty, &Value::Int(Int::ZERO), None),
            WireType::Flags(id) => format!("{}.NONE", self.names.flags(*id)),
            WireType::Struct(id) => format!("{}()", self.names.structure(*id)),
            WireType::Union(id) if self.schema.unions[id.index()].tag.is_some() => return None,
            WireType::Union(id) => format!("{}()", self.names.union(*id)),
            WireType::Array(inner, len) => {
                format!("List({len}) {{ {} }}", self.zero(inner)?)
            }
            WireType::Host(_) => return None,
        })
    }
}
