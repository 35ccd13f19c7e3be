//! The value of a union and its functions.

use super::codec::Slot;
use super::generator::{Code, Generator, Place};
use super::text;
use super::types::Declared;
use super::wire;
use crate::schema::Int;
use crate::schema::ir::{ItemId, Scalar, UnionDef, UnionId, UnionMember, ValueRules, WireType};
use rbgen_templates::c::{Declaration, Function, Value};

impl Generator<'_> {
    pub(super) fn union_value(&self, id: UnionId) -> Value {
        let mut value = if self.schema.unions[id.index()].tag.is_some() {
            self.tagged_value(id)
        } else {
            self.plain_value(id)
        };
        value.functions.push(self.union_equal(id));
        value.functions.extend(self.union_format(id));
        value
    }

    fn slot<'s>(
        &self,
        member: &'s UnionMember,
        rules: &'s ValueRules,
        owner: &str,
        field: &str,
        value: String,
    ) -> Slot<'s> {
        Slot {
            ty: &member.ty,
            order: member.order,
            rules,
            text: None,
            truthy: false,
            role: None,
            owner: owner.to_owned(),
            field: field.to_owned(),
            tag: None,
            value: Some(value),
            place: Place::start(),
        }
    }

    /// Without a tag: the bytes, read and written as one member at a time.
    fn plain_value(&self, id: UnionId) -> Value {
        let def = &self.schema.unions[id.index()];
        let names = self.names.item(ItemId::Union(id));
        let order = if self.union_takes_order(id) { "rbgen_order order, " } else { "" };
        let mut functions = Vec::new();
        let rules = ValueRules::default();
        for member in &def.members {
            let declared = self.value_type(&member.ty, None);
            let name = self.names.stem(&def.name, &member.name);
            let (owner, field) = (text::string(&def.name), text::string(&member.name));
            // A single value goes through a pointer, an array is one already.
            let (parameter, target) = if declared.dims.is_empty() {
                (format!("{} *out", declared.ty), "(*out)".to_owned())
            } else {
                (declared.named("out"), "out".to_owned())
            };
            let slot = self.slot(member, &rules, &owner, &field, target);
            let mut get = Code::body();
            get.line("const uint8_t *p = value->bytes;");
            self.decode_slot(&mut get, &slot, 0);
            get.line("return RBGEN_OK;");
            let mut set = Code::body();
            set.line("uint8_t *p = value->bytes;");
            set.line(format!("memset(p, 0, {}_SIZE);", names.upper));
            self.encode_slot(&mut set, &slot, 0);
            set.line("return RBGEN_OK;");
            let unused: &[&str] = if order.is_empty() { &["error"] } else { &["error", "order"] };
            functions.push(Function {
                doc: text::doc_comment(&[format!("Reads the bytes as `{}`.", member.name)], 0),
                name: format!("rbgen_kind {}_get_{name}", names.stem),
                parameters: format!("const {} *value, {order}{parameter}, rbgen_error *error", names.value),
                body: get.finish(unused),
            });
            let constant = if declared.dims.matches('[').count() > 1 { "" } else { "const " };
            functions.push(Function {
                doc: text::doc_comment(
                    &[format!("Makes it `{}`; bytes beyond become zero.", member.name)],
                    0,
                ),
                name: format!("rbgen_kind {}_set_{name}", names.stem),
                parameters: format!(
                    "{} *value, {order}{constant}{parameter}, rbgen_error *error",
                    names.value
                ),
                body: set.finish(unused),
            });
        }
        Value {
            before: String::new(),
            doc: text::doc_comment(&[format!("The value of a {}: its bytes.", names.ty)], 0),
            ty: names.value.clone(),
            fields: vec![Declaration {
                doc: String::new(),
                text: format!("uint8_t bytes[{}]", def.size),
                note: String::new(),
            }],
            functions,
            groups: Vec::new(),
        }
    }

    /// With a tag: one member, and the bytes beyond it.
    fn tagged_value(&self, id: UnionId) -> Value {
        let def = &self.schema.unions[id.index()];
        let names = self.names.item(ItemId::Union(id));
        let kind_type = format!("{}Member", names.base);
        let smallest = def.members.iter().map(|m| m.size).min().unwrap_or(def.size);
        let mut before =
            format!("/** Which member a {} holds. */\ntypedef enum {kind_type} {{\n", names.value);
        for (i, member) in def.members.iter().enumerate() {
            let comma = if i + 1 == def.members.len() { "" } else { "," };
            before
                .push_str(&format!("    {}{comma}\n", self.names.constant(ItemId::Union(id), &member.name)));
        }
        before.push_str(&format!("}} {kind_type};\n\n"));
        let mut held = String::from("union {\n");
        for member in &def.members {
            let declared = self.value_type(&member.ty, None);
            held.push_str(&format!(
                "        {};\n",
                declared.named(&self.names.member(&def.name, &member.name))
            ));
        }
        held.push_str("    } as");
        let mut fields = vec![
            Declaration { doc: String::new(), text: format!("{kind_type} member"), note: String::new() },
            Declaration { doc: String::new(), text: held, note: String::new() },
        ];
        if smallest < def.size {
            fields.push(Declaration {
                doc: text::doc_comment(&["The bytes of the union beyond the member.".to_owned()], 4),
                text: Declared { ty: "uint8_t".to_owned(), dims: format!("[{}]", def.size - smallest) }
                    .named("rest"),
                note: String::new(),
            });
        }
        Value {
            before,
            doc: text::doc_comment(&[format!("The value of a {}.", names.ty)], 0),
            ty: names.value.clone(),
            fields,
            functions: vec![
                self.member_function(id, &kind_type),
                self.tagged_codec(id, true),
                self.tagged_codec(id, false),
            ],
            groups: Vec::new(),
        }
    }

    fn member_function(&self, id: UnionId, kind_type: &str) -> Function {
        let def = &self.schema.unions[id.index()];
        let names = self.names.item(ItemId::Union(id));
        let mut code = Code::body();
        code.line("switch (tag) {");
        for member in def.members.iter().filter(|m| !m.when.is_empty()) {
            for when in &member.when {
                // Negative tags are compared as the bits that a conversion to uint64_t gives them.
                let bits = Int::from(wire::int_of(when).bits() as u64);
                code.line(format!("case {}:", text::int(bits, Scalar::U64)));
            }
            code.line(format!("    *member = {};", self.names.constant(ItemId::Union(id), &member.name)));
            code.line("    return true;");
        }
        code.line("default:");
        match def.members.iter().find(|m| m.otherwise) {
            Some(member) => {
                code.line(format!("    *member = {};", self.names.constant(ItemId::Union(id), &member.name)));
                code.line("    return true;");
            }
            None => code.line("    return false;"),
        }
        code.line("}");
        Function {
            doc: text::doc_comment(&["Which member a tag means; false if none.".to_owned()], 0),
            name: format!("bool {}_member_of", names.stem),
            parameters: format!("uint64_t tag, {kind_type} *member"),
            body: code.finish(&["member"]),
        }
    }

    fn tagged_codec(&self, id: UnionId, decoding: bool) -> Function {
        let def = &self.schema.unions[id.index()];
        let names = self.names.item(ItemId::Union(id));
        let order = if self.union_takes_order(id) { "rbgen_order order, " } else { "" };
        let rules = ValueRules::default();
        let tag = if self.tag_is_signed(def) {
            "rbgen_fail_i64(error, RBGEN_NO_MEMBER, type, field, \"\", (int64_t)tag)"
        } else {
            "rbgen_fail_u64(error, RBGEN_NO_MEMBER, type, field, \"\", tag)"
        };
        let mut code = Code::body();
        if decoding {
            code.return_if(&format!("!{}_member_of(tag, &value->member)", names.stem), tag);
        } else {
            code.line(format!("{}Member member;", names.base));
            code.return_if(
                &format!("!{}_member_of(tag, &member) || member != value->member", names.stem),
                tag,
            );
        }
        code.line("switch (value->member) {");
        for member in &def.members {
            let target = format!("value->as.{}", self.names.member(&def.name, &member.name));
            code.open(format!("case {}: {{", self.names.constant(ItemId::Union(id), &member.name)));
            let slot = self.slot(member, &rules, "type", "field", target);
            if decoding {
                self.decode_slot(&mut code, &slot, 0);
            } else {
                self.encode_slot(&mut code, &slot, 0);
            }
            if def.size > member.size {
                let held = self.memory_size(&member.ty, member.order);
                let (p, rest) = (Place::start().plus(&held).pointer(), "value->rest");
                let copy = if decoding { format!("{rest}, {p}") } else { format!("{p}, {rest}") };
                code.line(format!("memcpy({copy}, {}_SIZE - {held});", names.upper));
            }
            code.line("break;");
            code.close();
        }
        code.line("}");
        code.line("return RBGEN_OK;");
        let (what, data, value) = if decoding {
            ("read", "const uint8_t *p", format!("{} *value", names.value))
        } else {
            ("write", "uint8_t *p", format!("const {} *value", names.value))
        };
        let unused: &[&str] = if order.is_empty() { &[] } else { &["order"] };
        Function {
            doc: String::new(),
            name: format!("rbgen_kind {}_rbgen_{what}", names.stem),
            parameters: format!(
                "{data}, {order}uint64_t tag, {value}, rbgen_error *error, const char *type, const char *field"
            ),
            body: code.finish(unused),
        }
    }

    /// Whether any struct holds the union with a signed tag.
    fn tag_is_signed(&self, def: &UnionDef) -> bool {
        def.members.iter().flat_map(|m| &m.when).any(|w| wire::int_of(w).is_negative())
            || self.schema.structs.iter().flat_map(|s| s.fields.iter().map(move |f| (s, f))).any(|(s, f)| {
                let holds = matches!(&f.kind, crate::schema::ir::FieldKind::Value(ty)
                    if matches!(ty.element().0, WireType::Union(u) if std::ptr::eq(&self.schema.unions[u.index()], def)));
                holds && f.tag.is_some_and(|t| self.is_signed_source(s, t.field, t.item))
            })
    }

    fn is_signed_source(&self, def: &crate::schema::ir::StructDef, field: u32, item: Option<u32>) -> bool {
        use crate::schema::ir::{BitKind, FieldKind};
        match def.fields.get(field as usize).map(|f| &f.kind) {
            Some(FieldKind::Bits(_, items)) => {
                item.and_then(|i| items.get(i as usize)).is_some_and(|i| i.kind == BitKind::Signed)
            }
            Some(FieldKind::Value(ty)) => self.scalar(ty).is_some_and(Scalar::is_signed),
            _ => false,
        }
    }
}
