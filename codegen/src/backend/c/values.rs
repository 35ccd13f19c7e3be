//! The value of a struct and its functions.

use super::codec::{encoding, text_flags};
use super::generator::{Code, Generator, index};
use super::layout::{field_doc, rules_doc};
use super::text;
use super::types::{DEFAULT_TEXT, Declared, text_capacity};
use super::wire;
use crate::schema::ir::{
    ByteOrder, Evolution, FieldDef, FieldKind, ItemId, Literal, Member, Role, StructDef, StructId,
    Value as Given, WireType,
};
use rbgen_templates::c::{Declaration, Function, Value};

impl Generator<'_> {
    pub(super) fn struct_value(&self, id: StructId) -> Value {
        let def = &self.schema.structs[id.index()];
        let names = self.names.item(ItemId::Struct(id));
        let mut functions = vec![self.init_function(id)];
        if def.evolution == Evolution::Append {
            functions.push(self.stated_function(id));
        }
        functions.extend([self.read_function(id), self.write_function(id)]);
        functions.extend(self.entry_functions(id));
        functions.push(self.struct_equal(id));
        functions.extend(self.struct_format(id));
        functions.extend(self.presence_functions(id));
        for member in &def.members {
            functions.extend(self.text_setter(id, member));
            functions.extend(self.scale_functions(id, member));
        }
        let mut fields: Vec<Declaration> = def
            .members
            .iter()
            .map(|m| {
                let (field, name) = (&def.fields[m.field as usize], self.names.member(&def.name, &m.name));
                let (doc, declared) = self.member_declared(field, m);
                Declaration {
                    doc: text::doc_comment(&doc, 4),
                    text: declared.named(&name),
                    note: String::new(),
                }
            })
            .collect();
        if fields.is_empty() {
            fields.push(Declaration {
                doc: String::new(),
                text: "uint8_t rbgen_unused".to_owned(),
                note: " /* C has no empty structs */".to_owned(),
            });
        }
        Value {
            before: String::new(),
            doc: text::doc_comment(&[format!("The value of a {}.", names.ty)], 0),
            ty: names.value.clone(),
            fields,
            functions,
            groups: self.shared_functions(id),
        }
    }

    pub(super) fn member_declared(&self, field: &FieldDef, member: &Member) -> (Vec<String>, Declared) {
        match (&field.kind, member.item) {
            (FieldKind::Bits(_, items), Some(at)) => {
                let item = &items[at as usize];
                let mut doc: Vec<String> = item.doc.iter().cloned().collect();
                doc.extend(rules_doc(&item.rules));
                (doc, Declared { ty: self.item_type(item.kind, item.bits.width).0, dims: String::new() })
            }
            (FieldKind::Value(ty), _) => (field_doc(field), self.value_type(ty, field.text)),
            _ => (field_doc(field), Declared { ty: "uint8_t".to_owned(), dims: format!("[{}]", field.size) }),
        }
    }

    /// The order parameter of a struct's functions, with its comma.
    pub(super) fn order_parameter(&self, id: StructId) -> &'static str {
        if self.struct_takes_order(id) { "rbgen_order order, " } else { "" }
    }

    /// The order argument, with its comma.
    pub(super) fn order_argument(&self, id: StructId) -> &'static str {
        if self.struct_takes_order(id) { "order, " } else { "" }
    }

    fn init_function(&self, id: StructId) -> Function {
        let def = &self.schema.structs[id.index()];
        let names = self.names.item(ItemId::Struct(id));
        let mut code = Code::body();
        code.line("memset(value, 0, sizeof *value);");
        for member in &def.members {
            let target = format!("value->{}", self.names.member(&def.name, &member.name));
            let field = &def.fields[member.field as usize];
            match (&field.kind, member.item) {
                (FieldKind::Bits(_, items), Some(at)) => {
                    let item = &items[at as usize];
                    if let Some(default) = &item.rules.default {
                        let scalar = self.item_type(item.kind, item.bits.width).1;
                        code.line(format!("{target} = {};", self.literal(default, scalar)));
                    }
                }
                (FieldKind::Value(ty), _) => match &field.rules.default {
                    Some(default) => self.set_default(&mut code, ty, &target, default, 0),
                    None => self.init_nested(&mut code, ty, &target, 0),
                },
                _ => {}
            }
        }
        let required: Vec<&str> =
            def.members.iter().filter(|m| m.required).map(|m| m.name.as_str()).collect();
        let mut doc = vec!["Sets every member to its default, or to zero.".to_owned()];
        if !required.is_empty() {
            doc.push(format!("Zero is not valid for {}, to be set before encoding.", required.join(", ")));
        }
        Function {
            doc: text::doc_comment(&doc, 0),
            name: format!("void {}_init", names.stem),
            parameters: format!("{} *value", names.value),
            body: code.finish(&[]),
        }
    }

    fn has_defaults(&self, ty: &WireType) -> bool {
        let WireType::Struct(id) = ty.element().0 else { return false };
        self.schema.structs[id.index()].fields.iter().any(|f| match &f.kind {
            FieldKind::Value(ty) => f.rules.default.is_some() || self.has_defaults(ty),
            FieldKind::Bits(_, items) => items.iter().any(|i| i.rules.default.is_some()),
            _ => false,
        })
    }

    fn init_nested(&self, code: &mut Code, ty: &WireType, target: &str, depth: usize) {
        if !self.has_defaults(ty) {
            return;
        }
        match ty {
            WireType::Array(inner, len) => {
                let i = index(depth);
                code.open(format!("for (size_t {i} = 0; {i} < {len}; {i}++) {{"));
                self.init_nested(code, inner, &format!("{target}[{i}]"), depth + 1);
                code.close();
            }
            WireType::Struct(id) => {
                code.line(format!("{}_init(&{target});", self.names.item(ItemId::Struct(*id)).stem));
            }
            _ => {}
        }
    }

    fn set_default(&self, code: &mut Code, ty: &WireType, target: &str, default: &Literal, depth: usize) {
        match (ty, &default.value) {
            (WireType::Array(inner, _), Given::List(list)) => {
                for (i, value) in list.iter().enumerate() {
                    let each = Literal { value: value.clone(), named: Vec::new(), span: default.span };
                    self.set_default(code, inner, &format!("{target}[{i}]"), &each, depth);
                }
            }
            (WireType::Array(inner, len), _) => {
                let i = index(depth);
                code.open(format!("for (size_t {i} = 0; {i} < {len}; {i}++) {{"));
                self.set_default(code, inner, &format!("{target}[{i}]"), default, depth + 1);
                code.close();
            }
            (WireType::Char(_) | WireType::Char16(_), Given::Text(t)) => {
                code.line(format!("memcpy({target}, {}, {});", text::string(t), t.len() + 1));
            }
            (WireType::Bytes(_), Given::Bytes(b)) => {
                code.line(format!("memcpy({target}, {}, {});", text::bytes_string(b), b.len()));
            }
            (WireType::Guid | WireType::Uuid, Given::Bytes(b)) => {
                code.line(format!("memcpy({target}.bytes, {}, {});", text::bytes_string(b), b.len()));
            }
            _ => {
                if let Some(scalar) = self.scalar(ty) {
                    code.line(format!("{target} = {};", self.literal(default, scalar)));
                }
            }
        }
    }

    /// How many bytes an appendable struct says it has.
    fn stated_function(&self, id: StructId) -> Function {
        let def = &self.schema.structs[id.index()];
        let names = self.names.item(ItemId::Struct(id));
        let mut code = Code::body();
        match (def.roles.size, def.roles.version) {
            (Some(at), _) => code.line(format!("return {};", self.role_value(def, at))),
            (None, Some(at)) => {
                let version = self.role_value(def, at);
                for pair in def.sizes.windows(2) {
                    code.return_if(
                        &format!("{version} < {}", pair[1].version),
                        &self.end_at(def, pair[0].size),
                    );
                }
                code.line(format!("return {};", self.size_macro(def)));
            }
            (None, None) => code.line(format!("return {};", self.size_macro(def))),
        }
        let mut parameters = vec!["p"];
        if self.struct_takes_order(id) {
            parameters.push("order");
        }
        Function {
            doc: String::new(),
            name: format!("uint64_t {}_rbgen_stated", names.stem),
            parameters: format!(
                "const uint8_t *p{}",
                if self.struct_takes_order(id) { ", rbgen_order order" } else { "" }
            ),
            body: code.finish(&parameters),
        }
    }

    fn role_value(&self, def: &StructDef, at: u32) -> String {
        let field = &def.fields[at as usize];
        let place = self.field_place(def, field);
        match &field.kind {
            FieldKind::Value(ty) => {
                let scalar = self.scalar(ty).unwrap_or(crate::schema::ir::Scalar::U32);
                format!("(uint64_t){}", super::codec::load(scalar, field.order, &place))
            }
            FieldKind::Bits(word, items) => {
                let raw = super::codec::load(*word, field.order, &place);
                let role = items.iter().find(|i| i.role == Some(Role::Version));
                role.map_or("0".to_owned(), |i| {
                    format!("(uint64_t){}", self.item_bits(i, *word).replace("bits", &raw))
                })
            }
            FieldKind::Reserved(_) | FieldKind::Padding => "0".to_owned(),
        }
    }

    fn read_function(&self, id: StructId) -> Function {
        let def = &self.schema.structs[id.index()];
        let names = self.names.item(ItemId::Struct(id));
        let mut code = self.decode_body(id);
        if def.evolution == Evolution::Append {
            let mut start = Code::body();
            let order = if self.struct_takes_order(id) { ", order" } else { "" };
            let first = self.first_size(def);
            start.line(format!("const uint64_t size = {}_rbgen_stated(p{order});", names.stem));
            start.return_if(
                &format!("size < {first}"),
                &format!(
                    "rbgen_fail_size(error, RBGEN_TOO_SHORT, {}, \"\", {first}, size)",
                    text::string(&def.name)
                ),
            );
            start.line(format!("{}_init(value);", names.stem));
            start.append(code);
            code = start;
        }
        Function {
            doc: String::new(),
            name: format!("rbgen_kind {}_rbgen_read", names.stem),
            parameters: format!(
                "const uint8_t *p, {}{} *value, rbgen_error *error",
                self.order_parameter(id),
                names.value
            ),
            body: code.finish(&self.codec_parameters(id)),
        }
    }

    fn write_function(&self, id: StructId) -> Function {
        let names = self.names.item(ItemId::Struct(id));
        Function {
            doc: String::new(),
            name: format!("rbgen_kind {}_rbgen_write", names.stem),
            parameters: format!(
                "uint8_t *p, {}const {} *value, rbgen_error *error",
                self.order_parameter(id),
                names.value
            ),
            body: self.encode_body(id).finish(&self.codec_parameters(id)),
        }
    }

    fn codec_parameters(&self, id: StructId) -> Vec<&'static str> {
        let mut parameters = vec!["p", "value", "error"];
        if self.struct_takes_order(id) {
            parameters.insert(1, "order");
        }
        parameters
    }

    fn entry_functions(&self, id: StructId) -> Vec<Function> {
        let def = &self.schema.structs[id.index()];
        let names = self.names.item(ItemId::Struct(id));
        let (stem, upper, value) = (&names.stem, &names.upper, &names.value);
        let (order, with_order) = (self.order_parameter(id), self.order_argument(id));
        let schema = text::string(&def.name);
        let append = def.evolution == Evolution::Append;
        let first = self.first_size(def);
        let stated = format!("{stem}_rbgen_stated(p{})", if with_order.is_empty() { "" } else { ", order" });
        let function = |doc: &str, name: String, parameters: String, code: Code| Function {
            doc: text::doc_comment(&[doc.to_owned()], 0),
            name,
            parameters,
            body: code.finish(&[]),
        };
        let wanted = if append { "stated".to_owned() } else { format!("{upper}_SIZE") };

        let mut prefix = Code::body();
        prefix.line("const uint8_t *p = (const uint8_t *)data;");
        let short = |code: &mut Code, limit: &str| {
            code.return_if(
                &format!("size < {limit}"),
                &format!("rbgen_fail_size(error, RBGEN_TOO_SHORT, {schema}, \"\", {limit}, size)"),
            );
        };
        if append {
            short(&mut prefix, &first);
            prefix.line(format!("const uint64_t stated = {stated};"));
        }
        short(&mut prefix, &wanted);
        prefix.line("if (used != NULL) {");
        prefix.line(format!("    *used = (size_t){wanted};"));
        prefix.line("}");
        prefix.line(format!("return {stem}_rbgen_read(p, {with_order}value, error);"));

        let mut exact = Code::body();
        if append {
            exact.line("size_t used;");
            exact.attempt(&format!("{stem}_decode_prefix(data, size, {with_order}value, &used, error)"));
            if let (None, Some(at)) = (def.roles.size, def.roles.version) {
                // A newer version may have grown by any number of bytes.
                let newest = def.sizes.last().map_or(0, |s| s.version);
                exact.line("const uint8_t *p = (const uint8_t *)data;");
                exact.return_if(&format!("{} > {newest}", self.role_value(def, at)), "RBGEN_OK");
            }
            exact.return_if(
                "size > used",
                &format!("rbgen_fail_size(error, RBGEN_TOO_LONG, {schema}, \"\", used, size)"),
            );
            exact.line("return RBGEN_OK;");
        } else {
            short(&mut exact, &wanted);
            exact.return_if(
                &format!("size > {wanted}"),
                &format!("rbgen_fail_size(error, RBGEN_TOO_LONG, {schema}, \"\", {wanted}, size)"),
            );
            exact.line(format!("return {stem}_rbgen_read((const uint8_t *)data, {with_order}value, error);"));
        }

        let mut needed = Code::body();
        if append {
            needed.line("const uint8_t *p = (const uint8_t *)data;");
            needed.return_if(&format!("size < {first}"), &format!("{first} - size"));
            needed.line(format!("const uint64_t stated = {stated};"));
            needed.line("return stated > size ? (size_t)(stated - size) : 0;");
        } else {
            needed.line("(void)data;");
            if !with_order.is_empty() {
                needed.line("(void)order;");
            }
            needed.line(format!("return size < {upper}_SIZE ? {upper}_SIZE - size : 0;"));
        }

        let mut encode = Code::body();
        encode.return_if(
            &format!("size < {upper}_SIZE"),
            &format!("rbgen_fail_size(error, RBGEN_NO_SPACE, {schema}, \"\", {upper}_SIZE, size)"),
        );
        encode.line(format!("return {stem}_rbgen_write((uint8_t *)data, {with_order}value, error);"));

        let decode_parameters = |used: &str| {
            format!("const void *data, size_t size, {order}{value} *value,{used} rbgen_error *error")
        };
        let exact_name = format!("rbgen_kind {stem}_decode");
        let exact_doc = if append {
            "Reads exactly the bytes that the data states."
        } else {
            "Reads exactly SIZE bytes."
        };
        let prefix_function = function(
            "Reads from the start of a buffer; *used, unless NULL, becomes how many bytes were read.",
            format!("rbgen_kind {stem}_decode_prefix"),
            decode_parameters(" size_t *used,"),
            prefix,
        );
        let exact_function = function(exact_doc, exact_name, decode_parameters(""), exact);
        let mut all = vec![prefix_function, exact_function];
        all.extend(self.find_order_function(id));
        all.push(function(
            "Writes SIZE bytes.",
            format!("rbgen_kind {stem}_encode"),
            format!("const {value} *value, {order}void *data, size_t size, rbgen_error *error"),
            encode,
        ));
        all.push(function(
            "How many more bytes a buffer that holds `size` of them needs before it can be decoded.",
            format!("size_t {stem}_bytes_needed"),
            format!(
                "const void *data, size_t size{}",
                if order.is_empty() { "" } else { ", rbgen_order order" }
            ),
            needed,
        ));
        all
    }

    /// Finds the byte order by the field that reads right in one order only.
    fn find_order_function(&self, id: StructId) -> Option<Function> {
        let def = &self.schema.structs[id.index()];
        let names = self.names.item(ItemId::Struct(id));
        let field = def.fields.get(def.roles.byte_order? as usize)?;
        let FieldKind::Value(ty) = &field.kind else { return None };
        if def.endian != ByteOrder::Either {
            return None;
        }
        let scalar = self.scalar(ty)?;
        let end = self.field_end(def, field);
        let mut code = Code::body();
        code.line("const uint8_t *p = (const uint8_t *)data;");
        code.return_if(
            &format!("size < {end}"),
            &format!(
                "rbgen_fail_size(error, RBGEN_TOO_SHORT, {}, \"\", {}_SIZE, size)",
                text::string(&def.name),
                names.upper
            ),
        );
        let literals: Vec<&Literal> = field.rules.constant.iter().chain(&field.rules.one_of).collect();
        let right = |order: ByteOrder| {
            let value = super::codec::load_value(scalar, order, &self.field_place(def, field));
            let tests: Vec<String> =
                literals.iter().map(|l| format!("{value} == {}", self.literal(l, scalar))).collect();
            tests.join(" || ")
        };
        for (order, name) in [(ByteOrder::Little, "RBGEN_LITTLE"), (ByteOrder::Big, "RBGEN_BIG")] {
            code.open(format!("if ({}) {{", right(order)));
            code.line(format!("*order = {name};"));
            code.line("return RBGEN_OK;");
            code.close();
        }
        let wanted: Vec<String> = literals.iter().map(|l| wire::int_of(l).to_string()).collect();
        let site = format!("{}, {}", text::string(&def.name), text::string(&field.name));
        let got = super::codec::load_value(scalar, ByteOrder::Little, &self.field_place(def, field));
        let kind = "RBGEN_WRONG_CONST";
        code.line(format!(
            "return {};",
            super::codec::fail(scalar, kind, &site, &text::string(&wanted.join("|")), &got)
        ));
        Some(Function {
            doc: text::doc_comment(
                &[format!(
                    "Finds the byte order of data by `{}`, which reads right in one order only.",
                    field.name
                )],
                0,
            ),
            name: format!("rbgen_kind {}_find_order", names.stem),
            parameters: "const void *data, size_t size, rbgen_order *order, rbgen_error *error".to_owned(),
            body: code.finish(&[]),
        })
    }

    fn text_setter(&self, id: StructId, member: &Member) -> Option<Function> {
        let def = &self.schema.structs[id.index()];
        let names = self.names.item(ItemId::Struct(id));
        let field = &def.fields[member.field as usize];
        let FieldKind::Value(ty) = &field.kind else { return None };
        let (element, dims) = ty.element();
        let (WireType::Char(units) | WireType::Char16(units)) = element else { return None };
        let rules = field.text.unwrap_or(DEFAULT_TEXT);
        let order = if field.order == ByteOrder::Either { ByteOrder::Little } else { field.order };
        let name = self.names.member(&def.name, &member.name);
        let indices: String = (0..dims.len()).map(|d| format!("size_t {}, ", index(d))).collect();
        let target: String = (0..dims.len()).map(|d| format!("[{}]", index(d))).collect();
        let mut code = Code::body();
        code.line(format!(
            "return rbgen_text_set(value->{name}{target}, {}, {units}, {}, {}, text, length, error, {}, {});",
            text_capacity(*units, rules),
            encoding(rules, order),
            text_flags(rules),
            text::string(&def.name),
            text::string(&member.name),
        ));
        Some(Function {
            doc: text::doc_comment(&[format!("Sets `{}` to UTF-8 text of `length` bytes.", member.name)], 0),
            name: format!("rbgen_kind {}_set_{}", names.stem, self.names.stem(&def.name, &member.name)),
            parameters: format!(
                "{} *value, {indices}const char *text, size_t length, rbgen_error *error",
                names.value
            ),
            body: code.finish(&[]),
        })
    }
}
