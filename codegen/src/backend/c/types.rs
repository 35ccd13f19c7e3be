//! C types of a schema's types: one map for values, one for memory.

use super::generator::Generator;
use crate::schema::ir::{
    BitKind, ByteOrder, DataModel, Encoding, HostType, ItemId, Scalar, TextRules, WireType,
};

/// The type a value of a scalar has in host byte order.
pub(super) fn host(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::U8 => "uint8_t",
        Scalar::U16 => "uint16_t",
        Scalar::U24 | Scalar::U32 => "uint32_t",
        Scalar::U40 | Scalar::U48 | Scalar::U56 | Scalar::U64 => "uint64_t",
        Scalar::U128 => "rbgen_u128",
        Scalar::I8 => "int8_t",
        Scalar::I16 => "int16_t",
        Scalar::I24 | Scalar::I32 => "int32_t",
        Scalar::I40 | Scalar::I48 | Scalar::I56 | Scalar::I64 => "int64_t",
        Scalar::I128 => "rbgen_i128",
        Scalar::F32 => "float",
        Scalar::F64 => "double",
        Scalar::Bool8 | Scalar::Bool32 => "bool",
    }
}

/// The type that holds the bits of a number without meaning: what is loaded and stored.
pub(super) fn unsigned(bits: u64) -> &'static str {
    host(Scalar::of_width(bits as u32, false))
}

/// The type a scalar has in memory, and the array dimension behind its name.
fn memory_scalar(scalar: Scalar, order: ByteOrder) -> (String, String) {
    let size = scalar.size();
    if !size.is_power_of_two() {
        return ("uint8_t".to_owned(), format!("[{size}]"));
    }
    if size == 1 || order == ByteOrder::Little {
        let ty = match scalar {
            // Any other bit pattern in a `bool` is undefined behaviour.
            Scalar::Bool8 => "uint8_t",
            Scalar::Bool32 => "uint32_t",
            other => host(other),
        };
        return (ty.to_owned(), String::new());
    }
    let kind = if order == ByteOrder::Big { "be" } else { "raw" };
    (format!("rbgen_{kind}{}", size * 8), String::new())
}

/// Bytes of UTF-8, with the NUL, that any text of so many units fits.
pub(super) fn text_capacity(units: u64, rules: TextRules) -> u64 {
    let each = match rules.encoding {
        Encoding::Utf16 => 3,
        _ if rules.replace_invalid => 3,
        Encoding::Latin1 => 2,
        Encoding::Ascii | Encoding::Utf8 => 1,
    };
    units * each + 1
}

/// A declaration: what stands before and after the name.
#[derive(Debug, Clone)]
pub(super) struct Declared {
    pub(super) ty: String,
    pub(super) dims: String,
}

impl Declared {
    pub(super) fn named(&self, name: &str) -> String {
        let space = if self.ty.ends_with('*') { "" } else { " " };
        format!("{}{space}{name}{}", self.ty, self.dims)
    }
}

impl Generator<'_> {
    /// The declaration of a value.
    pub(super) fn value_type(&self, ty: &WireType, text: Option<TextRules>) -> Declared {
        let (element, dims) = ty.element();
        let mut dims: String = dims.iter().map(|d| format!("[{d}]")).collect();
        let name = match element {
            WireType::Scalar(s) => host(*s).to_owned(),
            WireType::Char(n) | WireType::Char16(n) => {
                let rules = text.unwrap_or(DEFAULT_TEXT);
                dims.push_str(&format!("[{}]", text_capacity(*n, rules)));
                "char".to_owned()
            }
            WireType::Bytes(n) => {
                dims.push_str(&format!("[{n}]"));
                "uint8_t".to_owned()
            }
            WireType::Guid | WireType::Uuid => "rbgen_uuid".to_owned(),
            WireType::Enum(id) => self.names.item(ItemId::Enum(*id)).ty.clone(),
            WireType::Flags(id) => self.names.item(ItemId::Flags(*id)).ty.clone(),
            WireType::Union(id) => format!("struct {}", self.names.item(ItemId::Union(*id)).value),
            WireType::Struct(id) => format!("struct {}", self.names.item(ItemId::Struct(*id)).value),
            WireType::Array(..) => String::new(), // `element` looks below all arrays
            WireType::Host(h) => host_type(*h).to_owned(),
        };
        Declared { ty: name, dims }
    }

    /// The declaration of the same type in memory.
    pub(super) fn memory_type(&self, ty: &WireType, order: ByteOrder) -> Declared {
        let (element, dims) = ty.element();
        let mut dims: String = dims.iter().map(|d| format!("[{d}]")).collect();
        let (name, inner) = match element {
            WireType::Scalar(s) => memory_scalar(*s, order),
            WireType::Char(n) => ("char".to_owned(), format!("[{n}]")),
            WireType::Char16(n) => (memory_scalar(Scalar::U16, order).0, format!("[{n}]")),
            WireType::Bytes(n) => ("uint8_t".to_owned(), format!("[{n}]")),
            WireType::Guid => ("rbgen_guid".to_owned(), String::new()),
            WireType::Uuid => ("rbgen_uuid".to_owned(), String::new()),
            WireType::Enum(id) => {
                self.coded(self.schema.enums[id.index()].repr, order, &self.names.item(ItemId::Enum(*id)).ty)
            }
            WireType::Flags(id) => {
                self.coded(self.schema.flags[id.index()].repr, order, &self.names.item(ItemId::Flags(*id)).ty)
            }
            WireType::Union(id) => {
                (format!("union {}", self.names.item(ItemId::Union(*id)).ty), String::new())
            }
            WireType::Struct(id) => {
                (format!("struct {}", self.names.item(ItemId::Struct(*id)).ty), String::new())
            }
            WireType::Array(..) => (String::new(), String::new()),
            WireType::Host(h) => (host_type(*h).to_owned(), String::new()),
        };
        dims.push_str(&inner);
        Declared { ty: name, dims }
    }

    fn coded(&self, repr: Scalar, order: ByteOrder, name: &str) -> (String, String) {
        if repr.size().is_power_of_two() && (repr.size() == 1 || order == ByteOrder::Little) {
            (name.to_owned(), String::new())
        } else {
            memory_scalar(repr, order)
        }
    }

    /// The type of a bit item's value, with the scalar that stands for it.
    pub(super) fn item_type(&self, kind: BitKind, width: u32) -> (String, Scalar) {
        match kind {
            BitKind::Unsigned | BitKind::Reserved(_) => {
                let scalar = Scalar::of_width(width, false);
                (host(scalar).to_owned(), scalar)
            }
            BitKind::Signed => {
                let scalar = Scalar::of_width(width, true);
                (host(scalar).to_owned(), scalar)
            }
            BitKind::Bool => ("bool".to_owned(), Scalar::Bool8),
            BitKind::Enum(id) => {
                (self.names.item(ItemId::Enum(id)).ty.clone(), self.schema.enums[id.index()].repr)
            }
            BitKind::Flags(id) => {
                (self.names.item(ItemId::Flags(id)).ty.clone(), self.schema.flags[id.index()].repr)
            }
        }
    }

    /// The scalar of numbers, enums and flags.
    pub(super) fn scalar(&self, ty: &WireType) -> Option<Scalar> {
        match ty {
            WireType::Scalar(s) => Some(*s),
            WireType::Enum(id) => Some(self.schema.enums[id.index()].repr),
            WireType::Flags(id) => Some(self.schema.flags[id.index()].repr),
            _ => None,
        }
    }

    /// Bytes of a type; host types have those of LP64.
    pub(super) fn size_of(&self, ty: &WireType) -> u64 {
        self.schema.size_of(ty, DataModel::Lp64)
    }

    /// The alignment C gives to the memory type of a type.
    pub(super) fn align_of(&self, ty: &WireType) -> u64 {
        match ty {
            WireType::Char(_) | WireType::Bytes(_) | WireType::Uuid => 1,
            WireType::Char16(_) => 2,
            WireType::Guid => 4,
            WireType::Union(id) => self.schema.unions[id.index()].align,
            WireType::Struct(id) => self.schema.structs[id.index()].align,
            WireType::Array(inner, _) => self.align_of(inner),
            WireType::Host(_) => 8,
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                self.scalar(ty).map_or(1, Scalar::align)
            }
        }
    }
}

/// How text is read where a type stands without a field.
pub(super) const DEFAULT_TEXT: TextRules = TextRules {
    encoding: Encoding::Utf8,
    pad: crate::schema::ir::Pad::Nul,
    terminated: false,
    replace_invalid: false,
};

fn host_type(host: HostType) -> &'static str {
    match host {
        HostType::Usize => "size_t",
        HostType::Isize => "ptrdiff_t",
        HostType::CLong => "long",
        HostType::Ptr => "void *",
        HostType::CStr | HostType::CStrNullable => "const char *",
    }
}
