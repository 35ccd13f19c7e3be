//! What all parts of the backend share: the schema, its names, and a writer of C lines.

use super::names::{ItemNames, Names};
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
                ValueName::Const(id) => self.names.item(ItemId::Const(*id)).own.clone(),
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

    /// The two arguments by which `offsetof` and the like know a field.
    fn field_arguments(&self, def: &StructDef, field: &FieldDef) -> String {
        format!("{}, {}", self.struct_names(def).ty, self.field_name(def, field))
    }

    /// The macro of a struct's size.
    pub(super) fn size_macro(&self, def: &StructDef) -> String {
        format!("{}_SIZE", self.struct_names(def).upper)
    }

    fn struct_names(&self, def: &StructDef) -> &ItemNames {
        self.names.item(ItemId::Struct(self.schema.struct_id(def).unwrap_or(StructId(0))))
    }

    /// The place of a field.
    pub(super) fn field_place(&self, def: &StructDef, field: &FieldDef) -> Place {
        Place::start().plus(format!("offsetof({})", self.field_arguments(def, field)))
    }

    /// The C expression of a field's size.
    pub(super) fn field_size(&self, def: &StructDef, field: &FieldDef) -> String {
        format!("RBGEN_SIZEOF({})", self.field_arguments(def, field))
    }

    /// The C expression of the offset behind a field.
    pub(super) fn field_end(&self, def: &StructDef, field: &FieldDef) -> String {
        format!("RBGEN_END({})", self.field_arguments(def, field))
    }

    /// The C expression of the size of a struct's oldest version.
    pub(super) fn first_size(&self, def: &StructDef) -> String {
        self.end_at(def, def.sizes.first().map_or(def.size, |s| s.size))
    }

    /// The C expression of so many bytes from the start, which are the whole struct or end with a field.
    pub(super) fn end_at(&self, def: &StructDef, size: u64) -> String {
        if size == def.size {
            return self.size_macro(def);
        }
        match def.fields.iter().find(|f| f.offset + f.size == size) {
            Some(field) => self.field_end(def, field),
            None => size.to_string(),
        }
    }

    /// The C expression of the size of a type in memory, which is its size on the wire.
    pub(super) fn memory_size(&self, ty: &WireType, order: ByteOrder) -> String {
        let declared = self.memory_type(ty, order);
        format!("sizeof({}{})", declared.ty, declared.dims)
    }

    /// The place of an array's element.
    pub(super) fn element(&self, place: &Place, index: &str, ty: &WireType, order: ByteOrder) -> Place {
        match (index, self.size_of(ty)) {
            ("0", _) => place.clone(),
            (_, 1) => place.plus(index),
            _ => place.plus(format!("{index} * {}", self.memory_size(ty, order))),
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
    /// Whether a statement assigns the local `kind`.
    assigns_kind: bool,
}

impl Code {
    /// Starts inside a function.
    pub(super) fn body() -> Code {
        Code { depth: 1, ..Code::default() }
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

    /// Calls a function that answers a kind, which the local `kind` becomes.
    pub(super) fn assign_kind(&mut self, call: &str) {
        self.assigns_kind = true;
        self.line(format!("kind = {call};"));
    }

    /// Calls a function that answers a kind and passes a failure on.
    pub(super) fn attempt(&mut self, call: &str) {
        self.assign_kind(call);
        self.return_if("kind != RBGEN_OK", "kind");
    }

    /// The lines of another after these.
    pub(super) fn append(&mut self, other: Code) {
        self.text.push_str(&other.text);
        self.assigns_kind |= other.assigns_kind;
    }

    /// The body of a function: what is used is declared first, parameters that aren't used are said to be.
    pub(super) fn finish(self, parameters: &[&str]) -> String {
        let mut out = String::new();
        if self.assigns_kind {
            out.push_str("    rbgen_kind kind;\n");
        }
        let text = without_fields(&without_strings(&self.text));
        for parameter in parameters {
            if !mentions(&text, parameter) {
                out.push_str(&format!("    (void){parameter};\n"));
            }
        }
        out + &self.text
    }
}

/// The text without what stands in string literals.
fn without_strings(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        if !quoted {
            out.push(c);
        }
    }
    out
}

/// The text without the arguments that name a type and a field: a field may be called as a parameter is.
fn without_fields(text: &str) -> String {
    let mut out = text.to_owned();
    for name in ["offsetof(", "RBGEN_SIZEOF(", "RBGEN_END("] {
        let mut parts = out.split(name);
        let mut kept = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            kept.push_str(part.split_once(')').map_or(part, |(_, after)| after));
        }
        out = kept;
    }
    out
}

fn mentions(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let before = text[..at].chars().next_back().is_some_and(|c| is_word(c) || c == '>');
        let after =
            text[at + word.len()..].chars().next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        !before && !after
    })
}

/// A place in the data: `p + offsetof(X, field) + i * sizeof(uint16_t)`.
///
/// Offsets are always the compiler's own, so that the assertions beside a struct hold for its codec as well.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    terms: Vec<String>,
}

impl Place {
    /// The first byte.
    pub(super) fn start() -> Place {
        Place::default()
    }

    /// This many bytes, a C expression, further on.
    pub(super) fn plus(&self, bytes: impl Into<String>) -> Place {
        let mut place = self.clone();
        place.terms.push(bytes.into());
        place
    }

    fn sum(&self) -> String {
        self.terms.join(" + ")
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
