//! Messages: a header and what follows it, in one buffer.

use super::codec::number_kind;
use super::generator::{Code, Generator};
use super::text;
use super::types::Declared;
use crate::schema::Int;
use crate::schema::ir::{
    FieldKind, Helper, HelperKind, ItemId, MemberIndex, MessageDef, MessageId, Part, PartKind, Scalar,
    StructId, WireType,
};
use rbgen_templates::c::{Declaration, Function, Value};

impl Generator<'_> {
    pub(super) fn message_value(&self, id: MessageId) -> Value {
        let def = &self.schema.messages[id.index()];
        let names = self.names.item(ItemId::Message(id));
        let header = self.names.item(ItemId::Struct(def.header));
        let mut before = String::new();
        if let Some(number) = &def.id {
            before = format!("#define {}_ID {}\n\n", names.upper, self.literal(number, Scalar::U32));
        }
        let plain = |text: String| Declaration { doc: String::new(), text, note: String::new() };
        let mut fields = vec![plain(format!("struct {} header", header.value))];
        for part in &def.parts {
            let name = self.names.member(&def.name, &part.name);
            let mut doc: Vec<String> = part.doc.iter().cloned().collect();
            if let PartKind::Records(record, _) = part.kind {
                doc.push(format!("Encoded {} back to back.", self.names.item(ItemId::Struct(record)).ty));
            }
            fields.push(Declaration {
                doc: text::doc_comment(&doc, 4),
                text: format!("const uint8_t *{name}"),
                note: String::new(),
            });
            fields.push(plain(format!("size_t {}", self.names.part_number(&def.name, &part.name, "size"))));
            if matches!(part.kind, PartKind::Records(..)) {
                fields.push(plain(format!(
                    "size_t {}",
                    self.names.part_number(&def.name, &part.name, "count")
                )));
            }
        }
        fields.push(Declaration {
            doc: text::doc_comment(&["What follows the last part; not written.".to_owned()], 4),
            text: "const uint8_t *trailing".to_owned(),
            note: String::new(),
        });
        fields.push(plain("size_t trailing_size".to_owned()));
        let mut functions = vec![self.parse_function(id), self.create_function(id)];
        functions.extend(def.helpers.iter().map(|h| self.helper_function(id, h)));
        let mut doc: Vec<String> = def.doc.iter().cloned().collect();
        doc.push("Parts point into the buffer that was parsed, or to what is to be sent.".to_owned());
        Value {
            before,
            doc: text::doc_comment(&doc, 0),
            ty: names.ty.clone(),
            fields,
            functions,
            groups: Vec::new(),
        }
    }

    fn header_member(&self, def: &MessageDef, member: MemberIndex) -> String {
        let header = &self.schema.structs[def.header.index()];
        self.names.member(&header.name, &header.members[member as usize].name)
    }

    /// The scalar of a header's member.
    fn member_scalar(&self, header: StructId, member: MemberIndex) -> Scalar {
        let header = &self.schema.structs[header.index()];
        let member = &header.members[member as usize];
        match (&header.fields[member.field as usize].kind, member.item) {
            (FieldKind::Bits(_, items), Some(at)) => {
                let item = &items[at as usize];
                self.item_type(item.kind, item.bits.width).1
            }
            (FieldKind::Value(ty), _) => self.scalar(ty).unwrap_or(Scalar::U64),
            _ => Scalar::U64,
        }
    }

    /// The largest number that a header's member holds, in a uint64_t.
    fn member_limit(&self, header: StructId, member: MemberIndex) -> (Declared, String) {
        let header = &self.schema.structs[header.index()];
        let member = &header.members[member as usize];
        let (ty, most) = match (&header.fields[member.field as usize].kind, member.item) {
            (FieldKind::Bits(_, items), Some(at)) => {
                let item = &items[at as usize];
                (self.item_type(item.kind, item.bits.width).0, Int::from(item.bits.value_mask()))
            }
            (FieldKind::Value(ty), _) => {
                let scalar = self.scalar(ty).unwrap_or(Scalar::U64);
                (self.value_type(ty, None).ty, scalar.max())
            }
            _ => ("uint64_t".to_owned(), Scalar::U64.max()),
        };
        let most = most.min(Scalar::U64.max());
        (Declared { ty, dims: String::new() }, text::int(most, Scalar::U64))
    }

    /// A member as sign and magnitude.
    fn stated(&self, def: &MessageDef, member: MemberIndex, value: &str) -> String {
        let ty = self.member_limit(def.header, member).0.ty;
        if ty.starts_with("int") {
            format!("{value} < 0, {value} < 0 ? 0 - (uint64_t){value} : (uint64_t){value}")
        } else {
            format!("false, (uint64_t){value}")
        }
    }

    fn parse_function(&self, id: MessageId) -> Function {
        let def = &self.schema.messages[id.index()];
        let names = self.names.item(ItemId::Message(id));
        let header = self.names.item(ItemId::Struct(def.header));
        let order = self.order_argument(def.header);
        let mut code = Code::body();
        code.line("const uint8_t *p = (const uint8_t *)data;");
        code.line("size_t at;");
        code.attempt(&format!("{}_decode_prefix(p, size, {order}&message->header, &at, error)", header.stem));
        for part in &def.parts {
            self.parse_part(&mut code, def, part);
        }
        code.line("message->trailing = p + at;");
        code.line("message->trailing_size = size - at;");
        code.line("return RBGEN_OK;");
        Function {
            doc: text::doc_comment(&["Reads a header and the parts behind it.".to_owned()], 0),
            name: format!("rbgen_kind {}_parse", names.stem),
            parameters: format!(
                "const void *data, size_t size, {}{} *message, rbgen_error *error",
                self.order_parameter(def.header),
                names.ty
            ),
            body: code.finish(&[]),
        }
    }

    /// The expressions of a part's size and count.
    fn part_lengths(&self, def: &MessageDef, part: &Part) -> (String, String) {
        let number = |what| format!("message->{}", self.names.part_number(&def.name, &part.name, what));
        (number("size"), number("count"))
    }

    fn parse_part(&self, code: &mut Code, def: &MessageDef, part: &Part) {
        let name = self.names.member(&def.name, &part.name);
        let (size, count) = self.part_lengths(def, part);
        let site = format!("{}, {}", text::string(&def.name), text::string(&part.name));
        code.line(format!("message->{name} = p + at;"));
        match &part.kind {
            PartKind::Bytes(length) => {
                let stated = self.header_member(def, length.member);
                code.attempt(&format!(
                    "rbgen_part_size({}, {}, {}, size - at, &{size}, error, {site})",
                    self.stated(def, length.member, &format!("message->header.{stated}")),
                    length.times,
                    length.minus,
                ));
                code.line(format!("at += {size};"));
            }
            PartKind::Rest => {
                code.line(format!("{size} = size - at;"));
                code.line("at = size;");
            }
            PartKind::Records(record, member) => {
                let stated = self.header_member(def, *member);
                let names = self.names.item(ItemId::Struct(*record));
                let each = self.schema.structs[record.index()].sizes.first().map_or(0, |s| s.size);
                code.attempt(&format!(
                    "rbgen_part_size({}, {each}, 0, size - at, &{size}, error, {site})",
                    self.stated(def, *member, &format!("message->header.{stated}")),
                ));
                code.line(format!("{count} = {size} / {each};"));
                code.open(format!("for (size_t i = 0; i < {count}; i++) {{"));
                code.line(format!("{} record;", names.value));
                code.line("size_t used;");
                let order = self.order_argument(*record);
                code.attempt(&format!(
                    "{}_decode_prefix(p + at, size - at, {order}&record, &used, error)",
                    names.stem
                ));
                code.line("at += used;");
                code.close();
                code.line(format!("{size} = (size_t)(p + at - message->{name});"));
            }
        }
    }

    fn create_function(&self, id: MessageId) -> Function {
        let def = &self.schema.messages[id.index()];
        let names = self.names.item(ItemId::Message(id));
        let header = self.names.item(ItemId::Struct(def.header));
        let order = self.order_argument(def.header);
        let mut code = Code::body();
        code.line("uint8_t *p = (uint8_t *)data;");
        code.line(format!("{} header = message->header;", header.value));
        code.line(format!("size_t at = {}_SIZE;", header.upper));
        code.line(format!("size_t size = {}_SIZE;", header.upper));
        let mut stated: Vec<MemberIndex> = Vec::new();
        let mut declared = false;
        for part in &def.parts {
            let site = format!("{}, {}", text::string(&def.name), text::string(&part.name));
            let (member, count, each, times, minus) = match &part.kind {
                PartKind::Bytes(l) => (l.member, self.part_lengths(def, part).0, 1, l.times, l.minus),
                PartKind::Records(record, member) => {
                    let size = self.schema.structs[record.index()].size;
                    (*member, self.part_lengths(def, part).1, size, 1, 0)
                }
                PartKind::Rest => continue,
            };
            if !declared {
                code.line("uint64_t stated;");
                declared = true;
            }
            let name = self.header_member(def, member);
            let (ty, most) = self.member_limit(def.header, member);
            code.attempt(&format!(
                "rbgen_part_stated({count}, {each}, {times}, {minus}, {most}, &stated, error, {site})"
            ));
            if stated.contains(&member) {
                code.return_if(
                    &format!("(uint64_t)header.{name} != stated"),
                    &format!("rbgen_fail_size(error, RBGEN_PAYLOAD_LENGTH, {site}, (uint64_t)header.{name}, stated)"),
                );
            } else {
                code.line(format!("header.{name} = ({})stated;", ty.ty));
                stated.push(member);
            }
        }
        for part in &def.parts {
            code.line(format!("size = rbgen_size_sum(size, {});", self.part_lengths(def, part).0));
        }
        code.return_if(
            "capacity < size",
            &format!(
                "rbgen_fail_size(error, RBGEN_NO_SPACE, {}, \"\", size, capacity)",
                text::string(&def.name)
            ),
        );
        code.attempt(&format!("{}_encode(&header, {order}p, capacity, error)", header.stem));
        for part in &def.parts {
            self.create_part(&mut code, def, part);
        }
        code.line("*written = at;");
        code.line("return RBGEN_OK;");
        Function {
            doc: text::doc_comment(
                &["Writes header and parts back to back; lengths and counts in the header are computed."
                    .to_owned()],
                0,
            ),
            name: format!("rbgen_kind {}_create", names.stem),
            parameters: format!(
                "const {} *message, {}void *data, size_t capacity, size_t *written, rbgen_error *error",
                names.ty,
                self.order_parameter(def.header)
            ),
            body: code.finish(&[]),
        }
    }

    fn create_part(&self, code: &mut Code, def: &MessageDef, part: &Part) {
        let name = self.names.member(&def.name, &part.name);
        let (size, count) = self.part_lengths(def, part);
        if let PartKind::Records(record, _) = part.kind {
            let names = self.names.item(ItemId::Struct(record));
            let order = self.order_argument(record);
            code.open("{");
            code.line("size_t from = 0;");
            code.open(format!("for (size_t i = 0; i < {count}; i++) {{"));
            code.line(format!("{} record;", names.value));
            code.line("size_t used;");
            code.attempt(&format!(
                "{}_decode_prefix(message->{name} + from, {size} - from, {order}&record, &used, error)",
                names.stem
            ));
            code.line("from += used;");
            code.close();
            code.return_if(
                &format!("from != {size}"),
                &format!(
                    "rbgen_fail_size(error, RBGEN_PAYLOAD_LENGTH, {}, {}, from, {size})",
                    text::string(&def.name),
                    text::string(&part.name)
                ),
            );
            code.close();
        }
        code.open(format!("if ({size} != 0) {{"));
        code.line(format!("memcpy(p + at, message->{name}, {size});"));
        code.close();
        code.line(format!("at += {size};"));
    }

    fn helper_function(&self, id: MessageId, helper: &Helper) -> Function {
        let def = &self.schema.messages[id.index()];
        let names = self.names.item(ItemId::Message(id));
        let mut code = Code::body();
        let message = format!("const {} *message", names.ty);
        let (about, result, parameters) = match &helper.kind {
            HelperKind::Dimensions(members) => {
                code.line("rbgen_out out = rbgen_out_to(text, size);");
                for (i, member) in members.iter().enumerate() {
                    if i > 0 {
                        code.line("rbgen_out_char(&out, 'x');");
                    }
                    let name = self.header_member(def, *member);
                    let kind = number_kind(self.member_scalar(def.header, *member));
                    code.line(format!("rbgen_out_{kind}(&out, message->header.{name});"));
                }
                code.line("return out.length;");
                (
                    "Writes the numbers as in \"100x75\" and returns the length; what doesn't fit is left out.",
                    "size_t",
                    format!("{message}, char *text, size_t size"),
                )
            }
            HelperKind::Text(member, attribute) => {
                let value = format!("message->header.{}", self.header_member(def, *member));
                if let Some((stem, name)) = self.text_attribute(def, *member, *attribute) {
                    code.line(format!("return {stem}_{name}({value});"));
                }
                ("The text that belongs to the header's code.", "const char *", message)
            }
            HelperKind::SizeKb(part) => {
                let parts =
                    def.parts.iter().enumerate().filter(|(i, _)| part.is_none_or(|p| p as usize == *i));
                let sizes: Vec<String> =
                    parts.map(|(_, p)| format!("(double){}", self.part_lengths(def, p).0)).collect();
                let sum = if sizes.is_empty() { "0.0".to_owned() } else { sizes.join(" + ") };
                let sum = if sizes.len() > 1 { format!("({sum})") } else { sum };
                code.line(format!("return {sum} / 1024.0;"));
                ("The size in units of 1024 bytes.", "double", message)
            }
        };
        let space = if result.ends_with('*') { "" } else { " " };
        let unused: &[&str] =
            if matches!(helper.kind, HelperKind::Dimensions(_)) { &[] } else { &["message"] };
        Function {
            doc: text::doc_comment(&[about.to_owned()], 0),
            name: format!("{result}{space}{}_{}", names.stem, super::names::snake(&helper.name)),
            parameters,
            body: code.finish(unused),
        }
    }

    fn text_attribute(
        &self,
        def: &MessageDef,
        member: MemberIndex,
        attribute: u32,
    ) -> Option<(String, String)> {
        let header = &self.schema.structs[def.header.index()];
        let member = &header.members[member as usize];
        let id = match (&header.fields[member.field as usize].kind, member.item) {
            (FieldKind::Value(WireType::Enum(id)), _) => *id,
            (FieldKind::Bits(_, items), Some(at)) => match items[at as usize].kind {
                crate::schema::ir::BitKind::Enum(id) => id,
                _ => return None,
            },
            _ => return None,
        };
        let text = self.schema.enums[id.index()].text.get(attribute as usize)?;
        Some((self.names.item(ItemId::Enum(id)).stem.clone(), super::names::snake(&text.name)))
    }
}
