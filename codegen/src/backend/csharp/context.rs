//! What writing one type needs to know: the schema, the names, and what its file refers to.

use super::names::Names;
use crate::backend::object::lower::Lower;
use rbgen_schema::ir::{EnumId, FlagsId, Scalar, StructId, UnionId, WireType};
use rbgen_schema::{Int, Schema};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};

/// Types of the framework that generated code names, with their namespaces. Nothing of a schema can be called so.
pub(crate) const FRAMEWORK: [(&str, &str); 37] = [
    ("Array", "System"),
    ("CLong", "System.Runtime.InteropServices"),
    ("ArgumentException", "System"),
    ("ArgumentOutOfRangeException", "System"),
    ("BinaryPrimitives", "System.Buffers.Binary"),
    ("BitConverter", "System"),
    ("CancellationToken", "System.Threading"),
    ("Convert", "System"),
    ("CultureInfo", "System.Globalization"),
    ("EqualityComparer", "System.Collections.Generic"),
    ("Exception", "System"),
    ("FieldOffset", "System.Runtime.InteropServices"),
    ("Flags", "System"),
    ("Func", "System"),
    ("Guid", "System"),
    ("HashCode", "System"),
    ("IEnumerable", "System.Collections.Generic"),
    ("IReadOnlyList", "System.Collections.Generic"),
    ("IEquatable", "System"),
    ("InlineArray", "System.Runtime.CompilerServices"),
    ("Int128", "System"),
    ("Interlocked", "System.Threading"),
    ("LayoutKind", "System.Runtime.InteropServices"),
    ("List", "System.Collections.Generic"),
    ("Math", "System"),
    ("MemoryMarshal", "System.Runtime.InteropServices"),
    ("ModuleInitializer", "System.Runtime.CompilerServices"),
    ("Obsolete", "System"),
    ("ReadOnlyMemory", "System"),
    ("ReadOnlySpan", "System"),
    ("Span", "System"),
    ("Stopwatch", "System.Diagnostics"),
    ("StringBuilder", "System.Text"),
    ("StructLayout", "System.Runtime.InteropServices"),
    ("Task", "System.Threading.Tasks"),
    ("TimeSpan", "System"),
    ("UInt128", "System"),
];

/// Further ones, which only some files name.
pub(crate) const FURTHER: [(&str, &str); 3] = [
    ("SetsRequiredMembers", "System.Diagnostics.CodeAnalysis"),
    ("Unsafe", "System.Runtime.CompilerServices"),
    ("Volatile", "System.Threading"),
];

/// Which support files a package needs besides those that all have.
#[derive(Debug, Default)]
pub(crate) struct Needs {
    pub(crate) odd: Cell<bool>,
    pub(crate) ordered: Cell<bool>,
    pub(crate) text: Cell<bool>,
    pub(crate) content: Cell<bool>,
    pub(crate) shared: Cell<bool>,
    pub(crate) transport: Cell<bool>,
}

/// What a file of the package is written with.
pub(crate) struct Context<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) names: &'a Names,
    pub(crate) needs: &'a Needs,
    pub(crate) namespace: &'a str,
    usings: RefCell<BTreeSet<&'static str>>,
    /// Members of the type that is written, with their types: a name in an expression means the member.
    members: HashMap<String, String>,
    /// Types inside it.
    nested: BTreeSet<String>,
}

impl<'a> Context<'a> {
    /// For one file of a package.
    pub(crate) fn new(
        schema: &'a Schema,
        names: &'a Names,
        needs: &'a Needs,
        namespace: &'a str,
    ) -> Context<'a> {
        Context {
            schema,
            names,
            needs,
            namespace,
            usings: RefCell::default(),
            members: HashMap::new(),
            nested: BTreeSet::new(),
        }
    }

    /// The same with the members of the type that is written: names and types.
    pub(crate) fn with_members(mut self, members: impl IntoIterator<Item = (String, String)>) -> Context<'a> {
        self.members = members.into_iter().collect();
        self
    }

    /// The same with types inside the type that is written.
    pub(crate) fn with_nested(mut self, nested: impl IntoIterator<Item = String>) -> Context<'a> {
        self.nested = nested.into_iter().collect();
        self
    }

    /// The `using` lines of the file.
    pub(crate) fn usings(&self) -> Vec<String> {
        self.usings.borrow().iter().map(|namespace| format!("using {namespace};")).collect()
    }

    /// Lowers for C#.
    pub(crate) fn lower(&self) -> Lower<'a> {
        Lower { schema: self.schema, holds }
    }

    /// A type of the framework, in an expression or as a type.
    pub(crate) fn system(&self, name: &'static str) -> String {
        let known = FRAMEWORK.iter().chain(&FURTHER).find(|(known, _)| *known == name);
        let Some((_, namespace)) = known else { return name.to_owned() };
        if self.members.contains_key(name) || self.nested.contains(name) {
            return format!("global::{namespace}.{name}");
        }
        self.usings.borrow_mut().insert(namespace);
        name.to_owned()
    }

    /// Imports `System`, for its extension methods.
    pub(crate) fn use_system(&self) {
        self.usings.borrow_mut().insert("System");
    }

    /// A type of the package, as a type.
    pub(crate) fn ty(&self, name: &str) -> String {
        if self.nested.contains(name) { self.global(name) } else { name.to_owned() }
    }

    /// A type of the package, in an expression: there a member of the same name comes first, unless it is of this
    /// very type.
    pub(crate) fn expression(&self, name: &str) -> String {
        match self.members.get(name) {
            Some(ty) if ty != name => self.global(name),
            _ => self.ty(name),
        }
    }

    fn global(&self, name: &str) -> String {
        format!("global::{}.{name}", self.namespace)
    }

    pub(crate) fn enum_name(&self, id: EnumId) -> String {
        self.names.item(&self.schema.enums[id.index()].name)
    }

    pub(crate) fn flags_name(&self, id: FlagsId) -> String {
        self.names.item(&self.schema.flags[id.index()].name)
    }

    pub(crate) fn struct_name(&self, id: StructId) -> String {
        self.names.item(&self.schema.structs[id.index()].name)
    }

    pub(crate) fn union_name(&self, id: UnionId) -> String {
        self.names.item(&self.schema.unions[id.index()].name)
    }

    /// The type of a value.
    pub(crate) fn value_type(&self, ty: &WireType) -> String {
        match ty {
            WireType::Scalar(Scalar::Bool8 | Scalar::Bool32) => "bool".to_owned(),
            WireType::Scalar(scalar) => self.number(*scalar),
            WireType::Char(_) | WireType::Char16(_) => "string".to_owned(),
            WireType::Bytes(_) => "byte[]".to_owned(),
            WireType::Guid | WireType::Uuid => self.system("Guid"),
            WireType::Enum(id) => self.ty(&self.enum_name(*id)),
            WireType::Flags(id) => self.ty(&self.flags_name(*id)),
            WireType::Union(id) => self.ty(&self.union_name(*id)),
            WireType::Struct(id) => self.ty(&self.struct_name(*id)),
            WireType::Array(inner, _) => format!("{}[]", self.value_type(inner)),
            WireType::Host(_) => "nint".to_owned(),
        }
    }

    /// The host type of a number; of a boolean, of the number that stands for it.
    pub(crate) fn number(&self, scalar: Scalar) -> String {
        match scalar {
            Scalar::U128 => self.system("UInt128"),
            Scalar::I128 => self.system("Int128"),
            other => host(other).to_owned(),
        }
    }

    /// Whether an enum or a flag set is wider than any `enum` of C#.
    pub(crate) fn is_wide(repr: Scalar) -> bool {
        repr.size() > 8
    }
}

/// The keyword of a number's type; those of 128 bits have none.
pub(crate) fn host(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::U8 | Scalar::Bool8 => "byte",
        Scalar::U16 => "ushort",
        Scalar::U24 | Scalar::U32 | Scalar::Bool32 => "uint",
        Scalar::U40 | Scalar::U48 | Scalar::U56 | Scalar::U64 => "ulong",
        Scalar::U128 => "UInt128",
        Scalar::I8 => "sbyte",
        Scalar::I16 => "short",
        Scalar::I24 | Scalar::I32 => "int",
        Scalar::I40 | Scalar::I48 | Scalar::I56 | Scalar::I64 => "long",
        Scalar::I128 => "Int128",
        Scalar::F32 => "float",
        Scalar::F64 => "double",
    }
}

/// The scalar that fills the host type of a number.
pub(crate) fn host_scalar(scalar: Scalar) -> Scalar {
    Scalar::of_width(scalar.host_bits(), scalar.is_signed())
}

/// The limits of the host types.
fn holds(scalar: Scalar) -> (Int, Int) {
    let host = host_scalar(scalar);
    (host.min(), host.max())
}
