//! Whether two values are the same.

use super::generator::{Code, Generator, index};
use super::text;
use crate::schema::ir::{FieldKind, ItemId, StructId, UnionId, WireType};
use rbgen_templates::c::Function;

/// How one part of two values is compared.
struct Comparison {
    same: String,
    differs: String,
}

impl Comparison {
    fn call(function: &str, path: &str) -> Comparison {
        let same = format!("{function}(&a->{path}, &b->{path})");
        Comparison { differs: format!("!{same}"), same }
    }

    fn numbers(a: &str, b: &str) -> Comparison {
        Comparison { same: format!("{a} == {b}"), differs: format!("{a} != {b}") }
    }

    fn bytes(path: &str, size: &str) -> Comparison {
        let call = format!("memcmp(a->{path}, b->{path}, {size})");
        Comparison::numbers(&call, "0")
    }
}

impl Generator<'_> {
    /// Compares two values of a struct.
    pub(super) fn struct_equal(&self, id: StructId) -> Function {
        let def = &self.schema.structs[id.index()];
        let names = self.names.item(ItemId::Struct(id));
        let mut code = Code::body();
        let mut parts = Vec::new();
        for member in &def.members {
            let field = &def.fields[member.field as usize];
            let path = self.names.member(&def.name, &member.name);
            match (&field.kind, member.item) {
                (FieldKind::Value(ty), None) => self.compare(&mut code, &mut parts, ty, &path, 0),
                (FieldKind::Bits(..), _) => {
                    parts.push(Comparison::numbers(&format!("a->{path}"), &format!("b->{path}")));
                }
                _ => parts.push(Comparison::bytes(&path, &format!("sizeof a->{path}"))),
            }
        }
        return_all(&mut code, &parts);
        equal(&names.stem, &names.value, code)
    }

    /// Compares two values of a union: its bytes, or the member and the bytes beyond it.
    pub(super) fn union_equal(&self, id: UnionId) -> Function {
        let def = &self.schema.unions[id.index()];
        let names = self.names.item(ItemId::Union(id));
        let mut code = Code::body();
        if def.tag.is_none() {
            return_all(&mut code, &[Comparison::bytes("bytes", "sizeof a->bytes")]);
            return equal(&names.stem, &names.value, code);
        }
        code.return_if("a->member != b->member", "false");
        code.line("switch (a->member) {");
        for member in &def.members {
            code.open(format!("case {}: {{", self.names.constant(ItemId::Union(id), &member.name)));
            let path = format!("as.{}", self.names.member(&def.name, &member.name));
            let mut parts = Vec::new();
            self.compare(&mut code, &mut parts, &member.ty, &path, 0);
            if def.size > member.size {
                let held = self.memory_size(&member.ty, member.order);
                parts.push(Comparison::bytes("rest", &format!("{}_SIZE - {held}", names.upper)));
            }
            return_all(&mut code, &parts);
            code.close();
        }
        code.line("}");
        code.line("return false;");
        equal(&names.stem, &names.value, code)
    }

    /// Adds the comparison of what stands at a path; arrays of texts, structs and unions become loops.
    fn compare(&self, code: &mut Code, parts: &mut Vec<Comparison>, ty: &WireType, path: &str, depth: usize) {
        match ty {
            WireType::Array(inner, len) if is_loop(inner) => {
                let i = index(depth);
                code.open(format!("for (size_t {i} = 0; {i} < {len}; {i}++) {{"));
                let mut each = Vec::new();
                self.compare(code, &mut each, inner, &format!("{path}[{i}]"), depth + 1);
                for part in &each {
                    code.return_if(&part.differs, "false");
                }
                code.close();
            }
            // Numbers of equal bits are equal, floats too.
            WireType::Array(..) | WireType::Bytes(_) => {
                parts.push(Comparison::bytes(path, &format!("sizeof a->{path}")));
            }
            WireType::Guid | WireType::Uuid => {
                let path = format!("{path}.bytes");
                parts.push(Comparison::bytes(&path, &format!("sizeof a->{path}")));
            }
            WireType::Scalar(s) if s.is_float() => {
                let bits = |value: &str| format!("rbgen_f{}_bits({value}->{path})", s.size() * 8);
                parts.push(Comparison::numbers(&bits("a"), &bits("b")));
            }
            WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
                parts.push(Comparison::numbers(&format!("a->{path}"), &format!("b->{path}")));
            }
            WireType::Char(_) | WireType::Char16(_) => {
                parts.push(Comparison::numbers(&format!("strcmp(a->{path}, b->{path})"), "0"));
            }
            WireType::Struct(id) => {
                let stem = &self.names.item(ItemId::Struct(*id)).stem;
                parts.push(Comparison::call(&format!("{stem}_equal"), path));
            }
            WireType::Union(id) => {
                let stem = &self.names.item(ItemId::Union(*id)).stem;
                parts.push(Comparison::call(&format!("{stem}_equal"), path));
            }
            WireType::Host(_) => {} // structs with host types have no value
        }
    }
}

/// Whether elements are compared one by one rather than all at once.
fn is_loop(inner: &WireType) -> bool {
    matches!(
        inner.element().0,
        WireType::Char(_) | WireType::Char16(_) | WireType::Struct(_) | WireType::Union(_)
    )
}

fn return_all(code: &mut Code, parts: &[Comparison]) {
    let Some((last, before)) = parts.split_last() else {
        code.line("return true;");
        return;
    };
    let mut start = "return ";
    for part in before {
        code.line(format!("{start}{}", part.same));
        start = "    && ";
    }
    code.line(format!("{start}{};", last.same));
}

fn equal(stem: &str, value: &str, code: Code) -> Function {
    Function {
        doc: text::doc_comment(&["Whether two values are the same.".to_owned()], 0),
        name: format!("bool {stem}_equal"),
        parameters: format!("const {value} *a, const {value} *b"),
        body: code.finish(&["a", "b"]),
    }
}
