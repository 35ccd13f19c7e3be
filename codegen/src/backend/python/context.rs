//! What one generated module knows and what it turned out to need.

use super::literal;
use super::names::{self, Names};
use rbgen_schema::Schema;
use rbgen_schema::ir::{
    ConstId, DataModel, EnumId, FlagsId, Literal, ModuleId, Site, StructId, UnionId, Value, ValueName,
    WireType,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The state of writing one module: lookups, and the imports collected on the way.
pub(crate) struct Context<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) names: &'a Names,
    pub(crate) module: ModuleId,
    imports: RefCell<BTreeMap<String, BTreeSet<String>>>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(schema: &'a Schema, names: &'a Names, module: ModuleId) -> Context<'a> {
        Context { schema, names, module, imports: RefCell::default() }
    }

    /// Imports a name from a module and answers it.
    pub(crate) fn import(&self, module: &str, name: &str) -> String {
        // What `typing` once had and the language or its library has since 3.9.
        let module = match (module, name) {
            ("typing", "List" | "Dict" | "Tuple") => return name.to_lowercase(),
            ("typing", "Mapping" | "Sequence" | "Callable") => "collections.abc",
            _ => module,
        };
        let mut imports = self.imports.borrow_mut();
        if !imports.get(module).is_some_and(|names| names.contains(name)) {
            imports.entry(module.to_owned()).or_default().insert(name.to_owned());
        }
        name.to_owned()
    }

    /// Imports a helper of the package.
    pub(crate) fn codec(&self, name: &str) -> String {
        self.import("._codec", name)
    }

    /// Imports an error class.
    pub(crate) fn error(&self, name: &str) -> String {
        self.import("._errors", name)
    }

    /// The imports so far, by module.
    pub(crate) fn imports(&self) -> BTreeMap<String, BTreeSet<String>> {
        self.imports.borrow().clone()
    }

    fn named(&self, site: &Site, name: String) -> String {
        if site.module != self.module {
            self.import(&format!(".{}", names::module(self.schema, site.module)), &name);
        }
        name
    }

    pub(crate) fn const_name(&self, id: ConstId) -> String {
        let def = &self.schema.consts[id.index()];
        self.named(&def.site, self.names.item(&def.name))
    }

    pub(crate) fn enum_name(&self, id: EnumId) -> String {
        let def = &self.schema.enums[id.index()];
        self.named(&def.site, self.names.item(&def.name))
    }

    /// The function that turns a code into a member, or answers its second argument.
    pub(crate) fn enum_lookup(&self, id: EnumId) -> String {
        let def = &self.schema.enums[id.index()];
        self.named(&def.site, format!("_{}_of", self.names.item(&def.name)))
    }

    pub(crate) fn flags_name(&self, id: FlagsId) -> String {
        let def = &self.schema.flags[id.index()];
        self.named(&def.site, self.names.item(&def.name))
    }

    pub(crate) fn struct_name(&self, id: StructId) -> String {
        let def = &self.schema.structs[id.index()];
        self.named(&def.site, self.names.item(&def.name))
    }

    /// The view of a struct: one of little-endian data where the struct has either order.
    pub(crate) fn view_name(&self, id: StructId) -> String {
        let def = &self.schema.structs[id.index()];
        let suffix = if def.has_codec() { "View" } else { "" };
        self.named(&def.site, format!("{}{suffix}", self.names.item(&def.name)))
    }

    pub(crate) fn union_name(&self, id: UnionId) -> String {
        let def = &self.schema.unions[id.index()];
        self.named(&def.site, self.names.item(&def.name))
    }

    /// A value of the schema, by the names it was spelt with where it was.
    pub(crate) fn literal(&self, literal: &Literal, ty: &WireType) -> String {
        let is_list = matches!(literal.value, Value::List(_));
        let element = ty.element().0;
        if !is_list && !literal.named.is_empty() {
            let names: Vec<String> = literal.named.iter().map(|name| self.value_name(*name)).collect();
            return names.join(" | ");
        }
        match (&literal.value, element) {
            (Value::List(items), WireType::Enum(_) | WireType::Flags(_)) => {
                let inner = if let WireType::Array(inner, _) = ty { inner } else { ty };
                let items = items.iter().map(|value| {
                    let item = Literal { value: value.clone(), named: Vec::new(), span: literal.span };
                    self.literal(&item, inner)
                });
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
            (Value::Int(code), WireType::Enum(id)) => {
                let def = &self.schema.enums[id.index()];
                match def.values.iter().position(|value| value.code == *code) {
                    Some(index) => self.value_name(ValueName::Enum(*id, index as u32)),
                    None => code.to_string(),
                }
            }
            (Value::Int(bits), WireType::Flags(id)) => format!("{}({bits})", self.flags_name(*id)),
            (Value::Bytes(_), WireType::Guid | WireType::Uuid) => {
                self.import("uuid", "UUID");
                literal::value(&literal.value, ty)
            }
            _ => literal::value(&literal.value, ty),
        }
    }

    fn value_name(&self, name: ValueName) -> String {
        match name {
            ValueName::Const(id) => self.const_name(id),
            ValueName::Enum(id, index) => {
                let def = &self.schema.enums[id.index()];
                format!(
                    "{}.{}",
                    self.enum_name(id),
                    self.names.value(&def.name, &def.values[index as usize].name)
                )
            }
            ValueName::Flag(id, index) => {
                let def = &self.schema.flags[id.index()];
                format!(
                    "{}.{}",
                    self.flags_name(id),
                    self.names.value(&def.name, &def.values[index as usize].name)
                )
            }
        }
    }

    /// Bytes of a type; host types have those of LP64.
    pub(crate) fn size(&self, ty: &WireType) -> u64 {
        self.schema.size_of(ty, DataModel::Lp64)
    }

    /// The annotation of a value's attribute.
    pub(crate) fn annotation(&self, ty: &WireType) -> String {
        match ty {
            WireType::Scalar(scalar) => match super::scalar::annotation(*scalar) {
                "Float32" => self.codec("Float32"),
                builtin => builtin.to_owned(),
            },
            WireType::Char(_) | WireType::Char16(_) => "str".to_owned(),
            WireType::Bytes(_) => "bytes".to_owned(),
            WireType::Guid => self.codec("Guid"),
            WireType::Uuid => self.import("uuid", "UUID"),
            WireType::Enum(id) => {
                let name = self.enum_name(*id);
                match self.schema.enums[id.index()].unknown {
                    rbgen_schema::ir::Unknown::Keep => {
                        format!("{}[{name}, int]", self.import("typing", "Union"))
                    }
                    rbgen_schema::ir::Unknown::Reject => name,
                }
            }
            WireType::Flags(id) => self.flags_name(*id),
            WireType::Struct(id) => self.struct_name(*id),
            WireType::Union(id) => self.union_name(*id),
            WireType::Array(inner, _) => {
                format!("{}[{}]", self.import("typing", "List"), self.annotation(inner))
            }
            WireType::Host(_) => "int".to_owned(),
        }
    }
}
