//! Values as the `path=value` columns of driver lines.

use super::value::Val;
use super::{Reference, number};
use rbgen_schema::Int;
use rbgen_schema::ir::{BitKind, FieldKind, Scalar, StructDef, UnionId, WireType};
use std::collections::HashMap;

impl Reference<'_> {
    /// The columns of a struct's value, each path beginning with `prefix`.
    pub fn flatten(self, def: &StructDef, value: &Val, prefix: &str) -> Vec<String> {
        let mut out = Vec::new();
        self.flat_struct(def, value, prefix, &mut out);
        out
    }

    fn flat_struct(self, def: &StructDef, value: &Val, prefix: &str, out: &mut Vec<String>) {
        let Val::Struct(values) = value else { return };
        for (member, value) in def.members.iter().zip(values) {
            let path = format!("{prefix}{}", member.name);
            self.flat(&member_type(def, member.field, member.item), value, &path, out);
        }
    }

    fn flat(self, ty: &WireType, value: &Val, path: &str, out: &mut Vec<String>) {
        match (ty, value) {
            (WireType::Array(inner, _), Val::List(list)) => {
                for (i, value) in list.iter().enumerate() {
                    self.flat(inner, value, &format!("{path}[{i}]"), out);
                }
            }
            (WireType::Struct(id), value) => {
                self.flat_struct(&self.schema.structs[id.index()], value, &format!("{path}."), out);
            }
            (WireType::Union(id), Val::Tagged { member, value, rest }) => {
                let member = &self.schema.unions[id.index()].members[*member];
                out.push(format!("{path}.@member={}", member.name));
                self.flat(&member.ty, value, &format!("{path}.{}", member.name), out);
                if !rest.is_empty() {
                    out.push(format!("{path}.@rest={}", number::hex(rest)));
                }
            }
            (_, Val::Int(n)) => out.push(format!("{path}={n}")),
            (_, Val::Bool(b)) => out.push(format!("{path}={}", u8::from(*b))),
            (_, Val::Float(bits)) => {
                let digits = if *ty == WireType::Scalar(Scalar::F32) { 8 } else { 16 };
                out.push(format!("{path}={bits:0digits$x}"));
            }
            (_, Val::Text(t)) => out.push(format!("{path}={}", number::hex(t.as_bytes()))),
            (_, Val::Bytes(b)) => out.push(format!("{path}={}", number::hex(b))),
            _ => {}
        }
    }

    /// The value that columns describe, or what is wrong with them.
    pub fn unflatten(self, def: &StructDef, columns: &[&str]) -> Result<Val, String> {
        let mut given = HashMap::new();
        for column in columns {
            let (path, value) = column.split_once('=').ok_or_else(|| format!("`{column}` has no `=`"))?;
            given.insert(path, value);
        }
        self.read_struct(def, &given, "")
    }

    fn read_struct(self, def: &StructDef, given: &HashMap<&str, &str>, prefix: &str) -> Result<Val, String> {
        let read = |m: &rbgen_schema::ir::Member| {
            let ty = member_type(def, m.field, m.item);
            let tagged = def.fields[m.field as usize].tag.is_some();
            self.read(&ty, given, &format!("{prefix}{}", m.name), tagged)
        };
        def.members.iter().map(read).collect::<Result<_, _>>().map(Val::Struct)
    }

    fn read(
        self,
        ty: &WireType,
        given: &HashMap<&str, &str>,
        path: &str,
        tagged: bool,
    ) -> Result<Val, String> {
        match ty {
            WireType::Array(inner, len) => {
                let element = |i| self.read(inner, given, &format!("{path}[{i}]"), tagged);
                return (0..*len).map(element).collect::<Result<_, _>>().map(Val::List);
            }
            WireType::Struct(id) => {
                return self.read_struct(&self.schema.structs[id.index()], given, &format!("{path}."));
            }
            WireType::Union(id) if tagged => return self.read_union(*id, given, path),
            _ => {}
        }
        let text = *given.get(path).ok_or_else(|| format!("no `{path}`"))?;
        let bad = || format!("`{path}` can't be `{text}`");
        match ty {
            WireType::Scalar(s) if s.is_float() => {
                u64::from_str_radix(text, 16).map(Val::Float).map_err(|_| bad())
            }
            WireType::Scalar(s) if s.is_bool() => match text {
                "0" => Ok(Val::Bool(false)),
                "1" => Ok(Val::Bool(true)),
                _ => Err(bad()),
            },
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                Int::parse(text).map(Val::Int).ok_or_else(bad)
            }
            WireType::Char(_) | WireType::Char16(_) => {
                let bytes = number::unhex(text).ok_or_else(bad)?;
                String::from_utf8(bytes).map(Val::Text).map_err(|_| bad())
            }
            _ => number::unhex(text).map(Val::Bytes).ok_or_else(bad),
        }
    }

    fn read_union(self, id: UnionId, given: &HashMap<&str, &str>, path: &str) -> Result<Val, String> {
        let union = &self.schema.unions[id.index()];
        let name =
            *given.get(format!("{path}.@member").as_str()).ok_or_else(|| format!("no `{path}.@member`"))?;
        let member = union.members.iter().position(|m| m.name == name);
        let member = member.ok_or_else(|| format!("`{path}` has no member `{name}`"))?;
        let def = &union.members[member];
        let value = Box::new(self.read(&def.ty, given, &format!("{path}.{name}"), false)?);
        let rest = given.get(format!("{path}.@rest").as_str()).copied().unwrap_or("");
        let rest = number::unhex(rest).ok_or_else(|| format!("`{path}.@rest` is not hex"))?;
        Ok(Val::Tagged { member, value, rest })
    }
}

/// The type of a member: of bit items a stand-in of the same kind, of preserved bytes `bytes[N]`.
pub(crate) fn member_type(def: &StructDef, field: u32, item: Option<u32>) -> WireType {
    let field = &def.fields[field as usize];
    match (&field.kind, item) {
        (FieldKind::Value(ty), _) => ty.clone(),
        (FieldKind::Bits(_, items), Some(i)) if items[i as usize].kind == BitKind::Bool => {
            WireType::Scalar(Scalar::Bool8)
        }
        (FieldKind::Bits(..), _) => WireType::Scalar(Scalar::I128),
        _ => WireType::Bytes(field.size),
    }
}
