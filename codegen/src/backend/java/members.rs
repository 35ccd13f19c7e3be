//! The members of a struct as Java has them, their defaults, and what a field always is.

use super::generator::Generator;
use super::types::{Host, host, is_primitive, slots};
use crate::backend::object::describe;
use crate::backend::object::lower::{item_type, member_type};
use rbgen_schema::Int;
use rbgen_schema::ir::{
    BitItem, FieldDef, FieldKind, Literal, Role, Scalar, Scale, StructDef, Value, ValueRules, WireType,
};

/// Parameter slots that a constructor has besides `this`.
const MOST_SLOTS: usize = 254;

/// Fields and bit items that one generated method handles at most.
pub(super) const PIECE: usize = 120;

/// A member of a struct.
pub(super) struct Member<'a> {
    pub(super) name: String,
    pub(super) ty: WireType,
    pub(super) field: &'a FieldDef,
    pub(super) item: Option<&'a BitItem>,
    pub(super) required: bool,
}

impl Member<'_> {
    /// Its rules.
    pub(super) fn rules(&self) -> &ValueRules {
        self.item.map_or(&self.field.rules, |item| &item.rules)
    }

    /// How physical values are found, of a single number.
    pub(super) fn scale(&self) -> Option<Scale> {
        match self.ty {
            WireType::Scalar(_) => self.rules().scale,
            _ => None,
        }
    }

    /// The type of its number where it is a scaled one.
    pub(super) fn host(&self) -> Option<Host> {
        match self.ty {
            WireType::Scalar(scalar) => Some(host(scalar)),
            _ => None,
        }
    }
}

/// What a field or bit item always is.
pub(super) struct Constant<'a> {
    pub(super) name: &'a str,
    pub(super) ty: WireType,
    pub(super) value: &'a Literal,
    pub(super) field: &'a FieldDef,
    pub(super) item: Option<&'a BitItem>,
}

/// Constants that every struct has.
pub(super) const STRUCT_CONSTANTS: [&str; 5] = ["SIZE", "ALIGN", "LAYOUT_HASH", "LAYOUT", "HEADROOM"];

/// Fields and items with a constant that nobody can change and that a program may ask for.
pub(super) fn constants(def: &StructDef) -> Vec<Constant<'_>> {
    let single = |ty: &WireType| {
        matches!(
            ty,
            WireType::Scalar(_)
                | WireType::Enum(_)
                | WireType::Flags(_)
                | WireType::Char(_)
                | WireType::Char16(_)
                | WireType::Guid
                | WireType::Uuid
        )
    };
    let mut found = Vec::new();
    for field in &def.fields {
        match &field.kind {
            FieldKind::Value(ty) => {
                if let Some(value) = field.rules.constant.as_ref().filter(|_| single(ty)) {
                    found.push(Constant { name: &field.name, ty: ty.clone(), value, field, item: None });
                }
            }
            FieldKind::Bits(_, items) => {
                for item in items {
                    if let Some(value) = &item.rules.constant {
                        found.push(Constant {
                            name: &item.name,
                            ty: item_type(item),
                            value,
                            field,
                            item: Some(item),
                        });
                    }
                }
            }
            FieldKind::Reserved(_) | FieldKind::Padding => {}
        }
    }
    found
}

impl<'a> Generator<'a> {
    /// The members of a struct, in order.
    pub(super) fn members(&self, def: &'a StructDef) -> Vec<Member<'a>> {
        let member = |member: &'a rbgen_schema::ir::Member| {
            let field = &def.fields[member.field as usize];
            let item = match (&field.kind, member.item) {
                (FieldKind::Bits(_, items), Some(item)) => items.get(item as usize),
                _ => None,
            };
            Member {
                name: self.names.member(&def.name, &member.name),
                ty: member_type(def, member),
                field,
                item,
                required: member.required,
            }
        };
        def.members.iter().map(member).collect()
    }

    /// Whether a struct has more than a record and its methods can hold: it becomes a class that its builder makes.
    pub(super) fn is_wide(&self, def: &StructDef) -> bool {
        let taken: usize = def.members.iter().map(|member| slots(&member_type(def, member))).sum();
        taken > MOST_SLOTS || self.pieces(def).len() > 1
    }

    /// The fields of a struct in runs that one method handles each.
    pub(super) fn pieces(&self, def: &StructDef) -> Vec<std::ops::Range<usize>> {
        let (mut pieces, mut start, mut weight) = (Vec::new(), 0, 0);
        for (index, field) in def.fields.iter().enumerate() {
            let own = match &field.kind {
                FieldKind::Bits(_, items) => items.len(),
                _ => 1,
            };
            if weight + own > PIECE && index > start {
                pieces.push(start..index);
                (start, weight) = (index, 0);
            }
            weight += own;
        }
        pieces.push(start..def.fields.len());
        pieces
    }

    /// What a member is when it isn't given.
    pub(super) fn default(&self, def: &StructDef, index: usize) -> String {
        let member = &def.members[index];
        let field = &def.fields[member.field as usize];
        let ty = member_type(def, member);
        let item = match (&field.kind, member.item) {
            (FieldKind::Bits(_, items), Some(item)) => items.get(item as usize),
            _ => None,
        };
        let (rules, role) = item.map_or((&field.rules, field.role), |item| (&item.rules, item.role));
        if let Some(default) = &rules.default {
            return self.literal(&ty, default);
        }
        if role == Some(Role::Version)
            && let Some(scalar) = crate::backend::object::lower::representation(self.schema, &ty)
            && let Some(version) = self.default_version(def, rules, scalar)
        {
            let value = Value::Int(version);
            let literal = Literal { value, named: Vec::new(), span: def.site.name };
            return self.literal(&ty, &literal);
        }
        self.zero(&ty)
    }

    /// The version of the schema, where the rules of its field take it.
    fn default_version(&self, def: &StructDef, rules: &ValueRules, scalar: Scalar) -> Option<Int> {
        let version = Int::from(self.schema.modules[def.site.module.index()].version);
        let int = |literal: &Literal| match literal.value {
            Value::Int(number) => Some(number),
            _ => None,
        };
        let listed = rules.one_of.is_empty() || rules.one_of.iter().any(|value| int(value) == Some(version));
        let within = rules.range.as_ref().is_none_or(|range| {
            int(&range.low).is_none_or(|low| low <= version)
                && int(&range.high).is_none_or(|high| version <= high)
        });
        (listed && within && version <= scalar.max()).then_some(version)
    }

    /// What documentation says of a member in one sentence each.
    pub(super) fn member_text(&self, member: &Member<'_>) -> String {
        let mut texts = describe::member_doc(self.schema, member.field, member.item);
        if matches!(member.ty.element().0, WireType::Scalar(Scalar::U64)) {
            texts.push("Unsigned.".to_owned());
        }
        let ended = texts.iter().map(|text| {
            let text = text.trim();
            if text.is_empty() || text.ends_with(['.', '!', '?', ':', ';']) {
                text.to_owned()
            } else {
                format!("{text}.")
            }
        });
        super::doc::flat(&ended.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" "))
    }

    /// What the documentation of a class says of the numbers that Java has no type for.
    pub(super) fn unsigned_text(&self, members: &[Member<'_>]) -> Option<&'static str> {
        let is_unsigned =
            |member: &Member<'_>| matches!(member.ty.element().0, WireType::Scalar(Scalar::U64));
        let text = "A number that is called unsigned uses all bits of its {@code long}: compare it with {@link \
                    Long#compareUnsigned}, print it with {@link Long#toUnsignedString}.";
        members.iter().any(is_unsigned).then_some(text)
    }

    /// The comparison of two values.
    pub(super) fn equal(&self, ty: &WireType, left: &str, right: &str) -> String {
        match ty {
            WireType::Scalar(Scalar::F32) => {
                format!("Float.floatToRawIntBits({left}) == Float.floatToRawIntBits({right})")
            }
            WireType::Scalar(Scalar::F64) => {
                format!("Double.doubleToRawLongBits({left}) == Double.doubleToRawLongBits({right})")
            }
            _ if is_primitive(ty) => format!("{left} == {right}"),
            WireType::Bytes(_) => format!("Arrays.equals({left}, {right})"),
            WireType::Array(inner, _) => match &**inner {
                _ if super::types::holds_floats(ty) => format!("Rbgen.equal({left}, {right})"),
                WireType::Array(..) | WireType::Bytes(_) => format!("Arrays.deepEquals({left}, {right})"),
                _ => format!("Arrays.equals({left}, {right})"),
            },
            _ => format!("{left}.equals({right})"),
        }
    }

    /// The hash of a value.
    pub(super) fn hash(&self, ty: &WireType, value: &str) -> String {
        match ty {
            WireType::Scalar(scalar) if is_primitive(ty) => {
                format!("{}.hashCode({value})", host(*scalar).boxed())
            }
            WireType::Bytes(_) => format!("Arrays.hashCode({value})"),
            WireType::Array(inner, _) => match &**inner {
                WireType::Array(..) | WireType::Bytes(_) => format!("Arrays.deepHashCode({value})"),
                _ => format!("Arrays.hashCode({value})"),
            },
            WireType::Host(_) => format!("Long.hashCode({value})"),
            _ => format!("{value}.hashCode()"),
        }
    }

    /// The text of a value.
    pub(super) fn show(&self, ty: &WireType, value: &str) -> String {
        let is_unsigned = matches!(ty.element().0, WireType::Scalar(Scalar::U64));
        match ty {
            WireType::Scalar(_) if is_unsigned => format!("Long.toUnsignedString({value})"),
            WireType::Array(..) if is_unsigned => format!("Rbgen.showUnsigned({value})"),
            WireType::Bytes(_) => format!("Rbgen.hex({value})"),
            WireType::Array(..) => format!("Rbgen.show({value})"),
            _ => value.to_owned(),
        }
    }

    /// Whether the methods that a record has by itself would compare or print something wrongly.
    pub(super) fn needs_own_methods(&self, types: &[WireType]) -> (bool, bool) {
        let by_reference = |ty: &WireType| matches!(ty, WireType::Bytes(_) | WireType::Array(..));
        let is_unsigned = |ty: &WireType| matches!(ty.element().0, WireType::Scalar(Scalar::U64));
        let compares = types.iter().any(|ty| by_reference(ty) || super::types::holds_floats(ty));
        let shows = types.iter().any(|ty| by_reference(ty) || is_unsigned(ty));
        (compares, shows)
    }
}
