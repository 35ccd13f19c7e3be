//! Which Java type stands for which type of the schema.

use super::generator::Generator;
use rbgen_schema::ir::{Scalar, WireType};

/// The Java type of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Host {
    Byte,
    Short,
    Int,
    Long,
    Big,
    Float,
    Double,
    Boolean,
}

/// The Java type of a scalar: the next wider signed one where it is unsigned and its largest value wouldn't fit.
pub(super) fn host(scalar: Scalar) -> Host {
    match scalar {
        Scalar::I8 => Host::Byte,
        Scalar::I16 => Host::Short,
        Scalar::U8 | Scalar::U16 | Scalar::U24 | Scalar::I24 | Scalar::I32 => Host::Int,
        Scalar::U32
        | Scalar::U40
        | Scalar::U48
        | Scalar::U56
        | Scalar::U64
        | Scalar::I40
        | Scalar::I48
        | Scalar::I56
        | Scalar::I64 => Host::Long,
        Scalar::U128 | Scalar::I128 => Host::Big,
        Scalar::F32 => Host::Float,
        Scalar::F64 => Host::Double,
        Scalar::Bool8 | Scalar::Bool32 => Host::Boolean,
    }
}

impl Host {
    /// The type.
    pub(super) fn name(self) -> &'static str {
        match self {
            Host::Byte => "byte",
            Host::Short => "short",
            Host::Int => "int",
            Host::Long => "long",
            Host::Big => "BigInteger",
            Host::Float => "float",
            Host::Double => "double",
            Host::Boolean => "boolean",
        }
    }

    /// The class that holds it where a class is needed.
    pub(super) fn boxed(self) -> &'static str {
        match self {
            Host::Byte => "Byte",
            Host::Short => "Short",
            Host::Int => "Integer",
            Host::Long => "Long",
            Host::Big => "BigInteger",
            Host::Float => "Float",
            Host::Double => "Double",
            Host::Boolean => "Boolean",
        }
    }

    /// Bits of its value; none for those that aren't primitive integers.
    pub(super) fn bits(self) -> Option<u32> {
        match self {
            Host::Byte => Some(8),
            Host::Short => Some(16),
            Host::Int => Some(32),
            Host::Long => Some(64),
            Host::Big | Host::Float | Host::Double | Host::Boolean => None,
        }
    }
}

impl Generator<'_> {
    /// The type of a value.
    pub(super) fn type_name(&self, ty: &WireType) -> String {
        match ty {
            WireType::Scalar(scalar) => host(*scalar).name().to_owned(),
            WireType::Char(_) | WireType::Char16(_) => "String".to_owned(),
            WireType::Bytes(_) => "byte[]".to_owned(),
            WireType::Guid | WireType::Uuid => "UUID".to_owned(),
            WireType::Enum(id) => self.names.class_in_code(&self.schema.enums[id.index()].name),
            WireType::Flags(id) => self.names.class_in_code(&self.schema.flags[id.index()].name),
            WireType::Union(id) => self.names.class_in_code(&self.schema.unions[id.index()].name),
            WireType::Struct(id) => self.names.class_in_code(&self.schema.structs[id.index()].name),
            WireType::Array(inner, _) => format!("{}[]", self.type_name(inner)),
            WireType::Host(_) => "long".to_owned(),
        }
    }

    /// The class of a value, for type arguments.
    pub(super) fn boxed_name(&self, ty: &WireType) -> String {
        match ty {
            WireType::Scalar(scalar) => host(*scalar).boxed().to_owned(),
            _ => self.type_name(ty),
        }
    }
}

/// Whether values are compared with `==`.
pub(super) fn is_primitive(ty: &WireType) -> bool {
    match ty {
        WireType::Scalar(scalar) => host(*scalar) != Host::Big,
        WireType::Host(_) => true,
        _ => false,
    }
}

/// Parameter slots of a value of the type.
pub(super) fn slots(ty: &WireType) -> usize {
    match ty {
        WireType::Scalar(scalar) if matches!(host(*scalar), Host::Long | Host::Double) => 2,
        _ => 1,
    }
}

/// Whether the innermost elements are floats.
pub(super) fn holds_floats(ty: &WireType) -> bool {
    matches!(ty.element().0, WireType::Scalar(scalar) if scalar.is_float())
}
