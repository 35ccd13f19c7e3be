//! Random schemas: here structs of every scalar, text, identifiers, arrays and nested structs, natural and packed, as C
//! compilers lay them out too; in [`whole()`] the rest of the language.

mod fields;
mod whole;

pub use whole::{accepted, whole};

use proptest::prelude::*;
use proptest::sample::select;
use std::fmt::Write as _;

/// A field of a random struct.
#[derive(Debug, Clone)]
pub struct Field {
    /// The element's type.
    pub ty: Type,
    /// Array dimensions, from the outermost in.
    pub dims: Vec<u64>,
}

/// The type of an element.
#[derive(Debug, Clone)]
pub enum Type {
    /// A type by its name in the schema language.
    Plain(&'static str),
    /// The struct at an index below the own one.
    Struct(usize),
}

/// A random struct.
#[derive(Debug, Clone)]
pub struct Struct {
    /// 0 for natural layout, else the argument of `#pragma pack`.
    pub pack: u64,
    /// The fields.
    pub fields: Vec<Field>,
}

/// The element types that are drawn from.
pub const PLAIN: &[&str] = &[
    "u8",
    "u16",
    "u24",
    "u32",
    "u40",
    "u48",
    "u56",
    "u64",
    "u128",
    "i8",
    "i16",
    "i24",
    "i32",
    "i40",
    "i48",
    "i56",
    "i64",
    "i128",
    "f32",
    "f64",
    "bool8",
    "bool32",
    "char[5]",
    "char16[3]",
    "bytes[7]",
    "guid",
    "uuid",
];

/// Structs that may hold those before them.
pub fn structs() -> impl Strategy<Value = Vec<Struct>> {
    let field = (0usize..100, select(PLAIN), prop::collection::vec(1u64..4, 0..3), 0usize..64);
    let one = (select(&[0u64, 0, 1, 2, 4, 8][..]), prop::collection::vec(field, 1..8));
    prop::collection::vec(one, 1..6).prop_map(|drawn| {
        drawn
            .into_iter()
            .enumerate()
            .map(|(at, (pack, fields))| Struct {
                pack,
                fields: fields
                    .into_iter()
                    .map(|(kind, plain, dims, which)| Field {
                        ty: if at > 0 && kind < 20 { Type::Struct(which % at) } else { Type::Plain(plain) },
                        dims,
                    })
                    .collect(),
            })
            .collect()
    })
}

/// The schema in TOML; struct `i` is called `S<i>` and its fields `f<j>`.
pub fn to_toml(structs: &[Struct]) -> String {
    let mut out = String::from("[schema]\nedition = 1\nname = \"random\"\nversion = 1\n");
    for (i, def) in structs.iter().enumerate() {
        let _ = write!(out, "\n[[struct]]\nname = \"S{i}\"\n");
        let _ = match def.pack {
            0 => writeln!(out, "padding = \"auto\""),
            1 => writeln!(out, "layout = \"packed\""),
            n => writeln!(out, "layout = \"packed\"\npack = {n}\npadding = \"auto\""),
        };
        out.push_str("fields = [\n");
        for (j, field) in def.fields.iter().enumerate() {
            let base = match field.ty {
                Type::Plain(name) => name.to_owned(),
                Type::Struct(at) => format!("S{at}"),
            };
            // The count of `char[5]` is the innermost: outer dimensions stand before it.
            let (stem, inner) = base.split_at(base.find('[').unwrap_or(base.len()));
            let dims: String = field.dims.iter().map(|d| format!("[{d}]")).collect();
            let _ = writeln!(out, "  {{ name = \"f{j}\", type = \"{stem}{dims}{inner}\" }},");
        }
        out.push_str("]\n");
    }
    out
}
