//! What each scalar is in Python.

use rbgen_schema::ir::{ByteOrder, Scalar};

/// How `struct`, numpy and ctypes carry a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Carrier {
    /// The format character of the `struct` module; none where it has no such width.
    pub(crate) code: Option<char>,
    /// The kind and width of the numpy format.
    pub(crate) numpy: &'static str,
    /// The ctypes type; none where bytes stand in.
    pub(crate) ctypes: Option<&'static str>,
}

/// The carrier of a scalar.
pub(crate) fn carrier(scalar: Scalar) -> Carrier {
    let (code, numpy, ctypes) = match scalar {
        Scalar::U8 | Scalar::Bool8 => (Some('B'), "u1", Some("c_uint8")),
        Scalar::U16 => (Some('H'), "u2", Some("c_uint16")),
        Scalar::U24 | Scalar::I24 => (None, "V3", None),
        Scalar::U32 | Scalar::Bool32 => (Some('I'), "u4", Some("c_uint32")),
        Scalar::U40 | Scalar::I40 => (None, "V5", None),
        Scalar::U48 | Scalar::I48 => (None, "V6", None),
        Scalar::U56 | Scalar::I56 => (None, "V7", None),
        Scalar::U64 => (Some('Q'), "u8", Some("c_uint64")),
        Scalar::U128 | Scalar::I128 => (None, "V16", None),
        Scalar::I8 => (Some('b'), "i1", Some("c_int8")),
        Scalar::I16 => (Some('h'), "i2", Some("c_int16")),
        Scalar::I32 => (Some('i'), "i4", Some("c_int32")),
        Scalar::I64 => (Some('q'), "i8", Some("c_int64")),
        Scalar::F32 => (Some('f'), "f4", Some("c_float")),
        Scalar::F64 => (Some('d'), "f8", Some("c_double")),
    };
    Carrier { code, numpy, ctypes }
}

/// The helper that is a scalar's ctypes type in one byte order, where the order matters.
pub(crate) fn ordered_ctypes(scalar: Scalar, order: ByteOrder) -> Option<String> {
    let numpy = carrier(scalar).numpy;
    let bits = scalar.size() * 8;
    let kind = numpy.chars().next().filter(|kind| *kind != 'V' && bits > 8)?;
    let order = if order == ByteOrder::Big { "be" } else { "le" };
    Some(format!("{kind}{bits}_{order}"))
}

/// The annotation of a scalar. `Float32` is a `float` that says its width.
pub(crate) fn annotation(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::U8
        | Scalar::U16
        | Scalar::U24
        | Scalar::U32
        | Scalar::U40
        | Scalar::U48
        | Scalar::U56
        | Scalar::U64
        | Scalar::U128
        | Scalar::I8
        | Scalar::I16
        | Scalar::I24
        | Scalar::I32
        | Scalar::I40
        | Scalar::I48
        | Scalar::I56
        | Scalar::I64
        | Scalar::I128 => "int",
        Scalar::F32 => "Float32",
        Scalar::F64 => "float",
        Scalar::Bool8 | Scalar::Bool32 => "bool",
    }
}

/// The character that states a byte order to `struct` and numpy. Data of either order is described as little-endian.
pub(crate) fn order_mark(order: ByteOrder) -> char {
    match order {
        ByteOrder::Little | ByteOrder::Either => '<',
        ByteOrder::Big => '>',
    }
}

/// The order as `int.from_bytes` takes it; `order` is the argument of decode and encode.
pub(crate) fn order_argument(order: ByteOrder) -> &'static str {
    match order {
        ByteOrder::Little => "\"little\"",
        ByteOrder::Big => "\"big\"",
        ByteOrder::Either => "order",
    }
}
