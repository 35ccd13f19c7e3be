//! Fields and bit items that always have the same value: attributes of the class, not of its instances.

use super::context::Context;
use super::layout::{Code, Expr};
use super::{decode, doc};
use crate::backend::object::describe;
use rbgen_schema::ir::{BitItem, Evolution, FieldDef, FieldKind, Literal, Role, StructDef, Value, WireType};
use rbgen_schema::{Int, Span};

/// One of them.
pub(crate) struct Constant<'a> {
    pub(crate) field: &'a FieldDef,
    pub(crate) item: Option<&'a BitItem>,
}

impl<'a> Constant<'a> {
    /// The name in the schema.
    pub(crate) fn schema_name(&self) -> &'a str {
        self.item.map_or(&self.field.name, |item| &item.name)
    }

    /// The place in the bit word.
    pub(crate) fn position(&self) -> Option<u32> {
        let (FieldKind::Bits(_, items), Some(item)) = (&self.field.kind, self.item) else { return None };
        items.iter().position(|other| std::ptr::eq(other, item)).map(|index| index as u32)
    }

    /// Where that name stands.
    pub(crate) fn span(&self) -> Span {
        self.item.map_or(self.field.name_span, |item| item.name_span)
    }

    /// The value as a Python expression that nothing can change.
    pub(crate) fn value(&self, cx: &Context<'_>, def: &StructDef) -> Expr {
        let (rules, ty) = match (self.item, &self.field.kind) {
            (Some(item), _) => (&item.rules, decode::bit_type(item)),
            (None, FieldKind::Value(ty)) => (&self.field.rules, ty.clone()),
            (None, _) => return Expr::atom("b\"\""),
        };
        match &rules.constant {
            Some(constant) => frozen(cx, constant, &ty),
            None => Expr::atom(def.size.to_string()),
        }
    }

    /// The value where it is a whole number.
    pub(crate) fn number(&self, def: &StructDef) -> Option<Int> {
        let rules = self.item.map_or(&self.field.rules, |item| &item.rules);
        match rules.constant.as_ref().map(|constant| &constant.value) {
            Some(Value::Int(number)) if self.dims() == 0 => Some(*number),
            Some(_) => None,
            None => Some(Int::from(def.size)),
        }
    }

    fn dims(&self) -> usize {
        match &self.field.kind {
            FieldKind::Value(ty) => ty.element().1.len(),
            FieldKind::Bits(..) | FieldKind::Reserved(_) | FieldKind::Padding => 0,
        }
    }

    /// The annotated assignment in the class, with its docstring.
    pub(crate) fn attribute(&self, cx: &Context<'_>, def: &StructDef, name: &str) -> String {
        let annotation = match (self.item, &self.field.kind) {
            (Some(item), _) => cx.annotation(&decode::bit_type(item)),
            (None, FieldKind::Value(ty)) => {
                let (element, dims) = ty.element();
                let tuple = if dims.is_empty() { String::new() } else { cx.import("typing", "Tuple") };
                dims.iter().fold(cx.annotation(element), |inner, _| format!("{tuple}[{inner}, ...]"))
            }
            (None, _) => "bytes".to_owned(),
        };
        let mut code = Code::at(1);
        let prefix = format!("{name}: {}[{annotation}] = ", cx.import("typing", "ClassVar"));
        code.statement(&prefix, self.value(cx, def), "");
        let mut paragraphs = describe::member_doc(cx.schema, self.field, self.item);
        if self.item.is_none() && self.field.rules.constant.is_none() {
            paragraphs.push("Always the size of the struct.".to_owned());
        }
        doc::docstring(&mut code, 1, &paragraphs, &[]);
        code.text()
    }
}

/// The constants among the parts of one field.
pub(crate) fn of_field<'a>(def: &StructDef, field: &'a FieldDef) -> Vec<Constant<'a>> {
    match &field.kind {
        FieldKind::Value(_) => {
            let is_size = field.role == Some(Role::Size) && def.evolution == Evolution::Sealed;
            let constant = is_size || field.rules.constant.is_some();
            constant.then_some(Constant { field, item: None }).into_iter().collect()
        }
        FieldKind::Bits(_, items) => {
            let items = items.iter().filter(|item| item.rules.constant.is_some());
            items.map(|item| Constant { field, item: Some(item) }).collect()
        }
        FieldKind::Reserved(_) | FieldKind::Padding => Vec::new(),
    }
}

/// All constants of a struct, in the order of the schema.
pub(crate) fn of_struct(def: &StructDef) -> impl Iterator<Item = Constant<'_>> {
    def.fields.iter().flat_map(|field| of_field(def, field))
}

/// A constant as numbers, texts and tuples.
fn frozen(cx: &Context<'_>, constant: &Literal, ty: &WireType) -> Expr {
    match (&constant.value, ty) {
        (Value::List(items), WireType::Array(inner, _)) => {
            let items = items.iter().map(|value| {
                let item = Literal { value: value.clone(), named: Vec::new(), span: constant.span };
                frozen(cx, &item, inner)
            });
            Expr::tuple(items.collect::<Vec<_>>())
        }
        (_, WireType::Array(inner, len)) => {
            let one = frozen(cx, constant, inner).flat();
            Expr::atom(format!("({one},) * {len}"))
        }
        (Value::Int(number), WireType::Scalar(scalar)) if scalar.is_bool() => {
            Expr::atom(if *number == Int::ZERO { "False" } else { "True" })
        }
        (Value::Bytes(_), WireType::Guid | WireType::Uuid) => {
            let text = cx.literal(constant, ty);
            match text.split_once('(') {
                Some((head, argument)) => Expr::call(head, [argument.trim_end_matches(')')]),
                None => Expr::atom(text),
            }
        }
        _ => Expr::atom(cx.literal(constant, ty)),
    }
}
