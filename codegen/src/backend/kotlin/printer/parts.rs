//! Prints what errors say, places in the data, and arguments.

use super::{Printer, Task, kind_name, label};
use crate::backend::kotlin::literal;
use crate::backend::kotlin::number::atom;
use crate::backend::kotlin::types::Context;
use crate::backend::object::steps::{At, Failure, Kind, Order, Place, Shown, TextOf, Value};
use rbgen_schema::ir::{Encoding, Pad, StructId, UnionId};

impl Printer<'_, '_> {
    pub(super) fn failure(&self, failure: &Failure) -> String {
        let (wanted, got) = (self.shown(&failure.wanted), self.shown(&failure.got));
        self.throw(failure.kind, &failure.place, wanted, got)
    }

    pub(super) fn throw(
        &self,
        kind: Kind,
        place: &Place,
        wanted: Option<String>,
        got: Option<String>,
    ) -> String {
        let class = match self.task {
            Task::Decode => "DecodeException",
            Task::Encode => "EncodeException",
        };
        let mut arguments = vec![format!("ErrorKind.{}", kind_name(kind)), label(&place.owner, "owner")];
        let field = label(&place.field, "field");
        if field != "\"\"" {
            arguments.push(field);
        } else if wanted.is_some() || got.is_some() {
            arguments.push("\"\"".to_owned());
        }
        match (wanted, got) {
            (Some(wanted), got) => {
                arguments.push(wanted);
                arguments.extend(got);
            }
            (None, Some(got)) => arguments.push(format!("got = {got}")),
            (None, None) => {}
        }
        format!("throw {class}({})", arguments.join(", "))
    }

    /// A text that an error shows; none where it shows nothing.
    pub(super) fn shown(&self, shown: &Shown) -> Option<String> {
        Some(match shown {
            Shown::Nothing => return None,
            Shown::Text(text) if text.is_empty() => return None,
            Shown::Text(text) => literal::string(text),
            Shown::ByOrder(little, big) => format!(
                "if (order == ByteOrder.BIG_ENDIAN) {} else {}",
                literal::string(big),
                literal::string(little)
            ),
            Shown::Number(_, Value::NumberOf(_, value)) => {
                format!("if ({}) \"1\" else \"0\"", self.value(value))
            }
            Shown::Number(_, value @ (Value::Available | Value::Convert(..))) => {
                let number = self.long(value).unwrap_or_else(|| self.value(value));
                format!("{}.toString()", atom(&number))
            }
            Shown::Number(_, value) => format!("{}.toString()", atom(&self.value(value))),
            Shown::Bytes(size, at) => format!("segment.rbgenHex({}, {size}L)", self.at(at)),
            Shown::FirstSet(size, at) => {
                format!("segment.rbgenFirstSet({}, {size}L).toString()", self.at(at))
            }
        })
    }

    /// A place in the segment.
    pub(super) fn at(&self, at: &At) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !self.base.is_empty() {
            parts.push(self.base.to_owned());
        }
        if at.offset != 0 || parts.is_empty() {
            parts.push(format!("{}L", at.offset));
        }
        for (index, stride) in &at.strides {
            let index = self.var(*index);
            parts.push(if *stride == 1 { index.to_owned() } else { format!("{index} * {stride}L") });
        }
        parts.join(" + ")
    }

    /// How text is read: the form, the names in errors, and what differs from plain text.
    pub(super) fn text(&self, text: &TextOf) -> (String, String, String) {
        let rules = text.rules;
        let form = match (rules.encoding, text.order) {
            (Encoding::Ascii, _) => "RbgenText.ASCII",
            (Encoding::Latin1, _) => "RbgenText.LATIN1",
            (Encoding::Utf8, _) => "RbgenText.UTF8",
            (Encoding::Utf16, Order::Little) => "RbgenText.UTF16",
            (Encoding::Utf16, Order::Big) => "RbgenText.UTF16_BE",
            (Encoding::Utf16, Order::Given) => "rbgenUtf16(order)",
        };
        let names = format!("{}, {}", label(&text.place.owner, "owner"), label(&text.place.field, "field"));
        let mut options = String::new();
        if rules.pad == Pad::Space {
            options.push_str(", padded = true");
        }
        if rules.terminated {
            options.push_str(", terminated = true");
        }
        if rules.replace_invalid && self.task == Task::Decode {
            options.push_str(", replace = true");
        }
        (form.to_owned(), names, options)
    }

    /// The byte order handed to a struct that takes one.
    pub(super) fn passed(&self, id: StructId, order: Order) -> String {
        let takes = self.cx.takes_order(id);
        if takes { format!(", {}", Context::passed_order(order)) } else { String::new() }
    }

    pub(super) fn member_arguments(
        &self,
        id: UnionId,
        member: usize,
        order: Order,
        at: &At,
        place: &Place,
    ) -> String {
        let mut arguments = vec!["segment".to_owned(), self.at(at)];
        let (takes_order, takes_place) = self.cx.member_takes(id, member);
        if takes_order {
            arguments.push(Context::passed_order(order).to_owned());
        }
        if takes_place {
            arguments.extend([label(&place.owner, "owner"), label(&place.field, "field")]);
        }
        arguments.join(", ")
    }
}
