//! What all parts of the backend share: the schema, its names, and a writer of C lines.

use super::names::Names;
use super::text;
use crate::schema::ir::{
    ByteOrder, FieldDef, FieldKind, ItemId, Literal, Scalar, Schema, StructDef, StructId, UnionId, Value,
    ValueName, WireType,
};

/// A schema on its way to C.
#[derive(Debug)]
pub(super) struct Generator<'a> {
    pub(super) schema: &'a Schema,
    pub(super) names: Names,
}

impl<'a> Generator<'a> {
    pub(super) fn new(schema: &'a Schema) -> Generator<'a> {
        Generator { schema, names: Names::new(schema) }
    }

    /// Whether decoding a struct takes a byte order.
    pub(super) fn struct_takes_order(&self, id: StructId) -> bool {
        let def = &self.schema.structs[id.index()];
        def.endian == ByteOrder::Either
            || def.fields.iter().any(|f| match &f.kind {
                FieldKind::Value(ty) => f.order == ByteOrder::Either || self.type_takes_order(ty),
                FieldKind::Bits(..) => f.order == ByteOrder::Either,
                FieldKind::Reserved(_) | FieldKind::Padding => false,
            })
    }

    /// Whether decoding a union takes a byte order.
    pub(super) fn union_takes_order(&self, id: UnionId) -> bool {
        let def = &self.schema.unions[id.index()];
        def.members.iter().any(|m| m.order == ByteOrder::Either || self.type_takes_order(&m.ty))
    }

    fn type_takes_order(&self, ty: &WireType) -> bool {
        match ty.element().0 {
            WireType::Struct(id) => self.struct_takes_order(*id),
            WireType::Union(id) => self.union_takes_order(*id),
            _ => false,
        }
    }

    /// A number, spelt with the names the schema spelt it with.
    pub(super) fn literal(&self, literal: &Literal, scalar: Scalar) -> String {
        let names: Vec<String> = literal
            .named
            .iter()
            .map(|n| match n {
                ValueName::Const(id) => self.names.item(ItemId::Const(*id)).upper.clone(),
                ValueName::Enum(id, i) => self
                    .names
                    .constant(ItemId::Enum(*id), &self.schema.enums[id.index()].values[*i as usize].name),
                ValueName::Flag(id, i) => self
                    .names
                    .constant(ItemId::Flags(*id), &self.schema.flags[id.index()].values[*i as usize].name),
            })
            .collect();
        match (&literal.value, names.as_slice()) {
            (Value::Int(_), [name]) => name.clone(),
            (Value::Int(_), [_, ..]) => format!("({})", names.join(" | ")),
            (value, _) => self.number(value, scalar),
        }
    }

    /// A number of a scalar's type.
    pub(super) fn number(&self, value: &Value, scalar: Scalar) -> String {
        match value {
            Value::Int(i) if scalar.is_float() => text::float(i.to_f64(), scalar),
            Value::Int(i) => text::int(*i, scalar),
            Value::Float(f) => text::float(*f, scalar),
            Value::Bool(b) => b.to_string(),
            Value::Text(_) | Value::Bytes(_) | Value::List(_) => text::int(crate::schema::Int::ZERO, scalar),
        }
    }

    /// The name of a struct's field in C.
    pub(super) fn field_name(&self, def: &StructDef, field: &FieldDef) -> String {
        self.names.member(&def.name, &field.name)
    }
}

/// Lines of C with an indentation.
#[derive(Debug, Default)]
pub(super) struct Code {
    text: String,
    depth: usize,
}

impl Code {
    /// Starts inside a function.
    pub(super) fn body() -> Code {
        Code { text: String::new(), depth: 1 }
    }

    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        for _ in 0..self.depth {
            self.text.push_str("    ");
        }
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    /// A line that opens a block.
    pub(super) fn open(&mut self, line: impl AsRef<str>) {
        self.line(line);
        self.depth += 1;
    }

    pub(super) fn close(&mut self) {
        self.depth -= 1;
        self.line("}");
    }

    /// `if (condition) { return what; }`
    pub(super) fn return_if(&mut self, condition: &str, what: &str) {
        self.open(format!("if ({condition}) {{"));
        self.line(format!("return {what};"));
        self.close();
    }

    /// Calls a function that answers a kind and passes a failure on.
    pub(super) fn attempt(&mut self, call: &str) {
        self.line(format!("kind = {call};"));
        self.return_if("kind != RBGEN_OK", "kind");
    }

    /// The lines of another after these.
    pub(super) fn append(&mut self, other: Code) {
        self.text.push_str(&other.text);
    }

    /// The body of a function: what is used is declared first, parameters that aren't used are said to be.
    pub(super) fn finish(self, parameters: &[&str]) -> String {
        let mut out = String::new();
        if self.text.contains(" kind = ") {
            out.push_str("    rbgen_kind kind;\n");
        }
        for parameter in parameters {
            if !mentions(&self.text, parameter) {
                out.push_str(&format!("    (void){parameter};\n"));
            }
        }
        out + &self.text
    }
}

fn mentions(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.' || c == '"';
        let before = text[..at].chars().next_back().is_some_and(|c| is_word(c) || c == '>');
        let after =
            text[at + word.len()..].chars().next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        !before && !after
    })
}

/// A place in the data: `p + 4 + 2 * i`.
#[derive(Debug, Clone)]
pub(super) struct Place {
    offset: u64,
    terms: Vec<String>,
}

impl Place {
    pub(super) fn at(offset: u64) -> Place {
        Place { offset, terms: Vec::new() }
    }

    pub(super) fn element(&self, index: &str, stride: u64) -> Place {
        let mut place = self.clone();
        place.terms.push(if stride == 1 { index.to_owned() } else { format!("{stride} * {index}") });
        place
    }

    pub(super) fn plus(&self, bytes: u64) -> Place {
        Place { offset: self.offset + bytes, terms: self.terms.clone() }
    }

    fn sum(&self) -> String {
        let mut parts = Vec::new();
        if self.offset != 0 {
            parts.push(self.offset.to_string());
        }
        parts.extend(self.terms.iter().cloned());
        parts.join(" + ")
    }

    pub(super) fn pointer(&self) -> String {
        let sum = self.sum();
        if sum.is_empty() { "p".to_owned() } else { format!("p + {sum}") }
    }

    pub(super) fn byte(&self) -> String {
        let sum = self.sum();
        format!("p[{}]", if sum.is_empty() { "0" } else { &sum })
    }
}

/// The name of the index at a depth of nested loops.
pub(super) fn index(depth: usize) -> String {
    match b"ijklmn".get(depth) {
        Some(c) => char::from(*c).to_string(),
        None => format!("i{depth}"),
    }
}
