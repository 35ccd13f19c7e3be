//! Unions: with a tag a sealed hierarchy, without one the bytes.

use super::doc::Doc;
use super::generator::Generator;
use super::literal;
use super::steps::{Direction, Printer};
use crate::backend::object::code::Code;
use crate::backend::object::lower::takes_order;
use crate::backend::object::names::capital;
use crate::backend::object::steps::{Label, Place};
use rbgen_schema::ir::{UnionDef, UnionId, UnionMember, WireType};

impl<'a> Generator<'a> {
    /// The record of a member of a union with a tag.
    pub(super) fn variant(&self, id: UnionId, index: usize) -> String {
        let def = &self.schema.unions[id.index()];
        format!(
            "{}.{}",
            self.names.class_in_code(&def.name),
            self.names.variant(&def.name, &def.members[index].name)
        )
    }

    /// Whether functions of a member take the byte order.
    pub(super) fn member_takes_order(&self, id: UnionId, index: usize) -> bool {
        let member = &self.schema.unions[id.index()].members[index];
        takes_order(self.schema, &member.ty, member.order)
    }

    /// The file of a union.
    pub(super) fn union(&self, id: UnionId) -> String {
        let def = &self.schema.unions[id.index()];
        let mut code = self.code();
        if def.tag.is_some() {
            self.tagged(&mut code, id, def)
        } else {
            self.untagged(&mut code, id, def)
        }
        self.file(&code.text())
    }

    fn sizes(&self, code: &mut Code, def: &UnionDef, modifiers: &str) {
        Doc::new("Bytes.").write(code);
        code.line(format!("{modifiers}int SIZE = {};", def.size));
        code.blank();
        Doc::new("Alignment in bytes.").write(code);
        code.line(format!("{modifiers}int ALIGN = {};", def.align));
    }

    fn tagged(&self, code: &mut Code, id: UnionId, def: &UnionDef) {
        let name = self.names.class_in_code(&def.name);
        Doc::schema(def.doc.as_deref(), format!("The union {{@code {}}} of the schema.", def.name))
            .own("Which member it is, a tag beside it says.")
            .write(code);
        self.allow_deprecated(code);
        code.open(format!("public sealed interface {name}"));
        self.sizes(code, def, "");
        for (index, member) in def.members.iter().enumerate() {
            code.blank();
            self.tagged_member(code, id, def, index, member, &name);
        }
        code.close();
    }

    fn tagged_member(
        &self,
        code: &mut Code,
        id: UnionId,
        def: &UnionDef,
        index: usize,
        member: &UnionMember,
        union: &str,
    ) {
        let name = self.names.variant(&def.name, &member.name);
        let rest = def.size - member.size;
        let ty = self.type_name(&member.ty);
        let (memory, at) = (self.flavour.memory(), self.flavour.at());
        let mut doc = Doc::schema(member.doc.as_deref(), format!("The member {{@code {}}}.", member.name))
            .tag("@param value", "what it holds");
        if rest > 0 {
            doc = doc.tag("@param rest", format!("the {rest} bytes of the union beyond it"));
        }
        doc.write(code);
        let rest_part = if rest > 0 { ", byte[] rest" } else { "" };
        code.open(format!("record {name}({ty} value{rest_part}) implements {union}"));
        let mut gap = false;
        let by_reference: Vec<&str> =
            [(!super::types::is_primitive(&member.ty), "value"), (rest > 0, "rest")]
                .into_iter()
                .filter_map(|(is_one, name)| is_one.then_some(name))
                .collect();
        if !by_reference.is_empty() {
            Doc::new("A member of all its parts; none of them may be null.").write(code);
            code.open(format!("public {name}"));
            by_reference
                .iter()
                .for_each(|name| code.line(format!("Objects.requireNonNull({name}, \"{name}\");")));
            code.close();
            gap = true;
        }
        if rest > 0 {
            if gap {
                code.blank();
            }
            Doc::new("The member, and zeros beyond it.").tag("@param value", "what it holds").write(code);
            code.open(format!("public {name}({ty} value)"));
            code.line(format!("this(value, new byte[{rest}]);"));
            code.close();
        }
        if gap || rest > 0 {
            code.blank();
        }
        let place = Place { owner: Label::Argument, field: Label::Argument };
        let param = if self.member_takes_order(id, index) { ", ByteOrder order" } else { "" };
        code.open(format!(
            "static {name} rbgenRead({memory} data, {at} at{param}, String owner, String field)"
        ));
        let function = self.lower().decode_member(id, index, place.clone());
        let printer = Printer::new(self, Direction::Decode, None, &function, []);
        printer.steps(code, &function.steps);
        let value = function.found.first().map_or_else(String::new, |(_, value)| printer.value(value));
        let tail = if rest > 0 {
            format!(", Rbgen.bytes(data, at + {}, {rest})", member.size)
        } else {
            String::new()
        };
        code.line(format!("return new {name}({value}{tail});"));
        code.close();
        code.blank();
        code.open(format!("void rbgenWrite({memory} data, {at} at{param}, String owner, String field)"));
        let function = self.lower().encode_member(id, index, place);
        let printer = Printer::new(self, Direction::Encode, None, &function, []);
        printer.steps(code, &function.steps);
        if rest > 0 {
            code.open(format!("if (rest.length != {rest})"));
            code.line(format!(
                "throw new EncodeException(ErrorKind.WRONG_LENGTH, owner, field, \"{rest}\", Integer.toString(rest.length));"
            ));
            code.close();
            code.line(format!("Rbgen.put(data, at + {}, rest);", member.size));
        }
        code.close();
        let mut names = vec!["value".to_owned()];
        let mut types = vec![member.ty.clone()];
        if rest > 0 {
            names.push("rest".to_owned());
            types.push(WireType::Bytes(rest));
        }
        let (compares, shows) = self.needs_own_methods(&types);
        if compares {
            self.equality(code, &name, &names, &types);
        }
        if shows {
            self.text_form(code, &name, &names, &types);
        }
        code.close();
    }

    fn untagged(&self, code: &mut Code, id: UnionId, def: &UnionDef) {
        let name = self.names.class_in_code(&def.name);
        Doc::schema(def.doc.as_deref(), format!("The union {{@code {}}} of the schema.", def.name))
            .own("Nothing says which member it is: it holds the bytes, and reads them as the member that is asked for.")
            .tag("@param wireBytes", format!("the {} bytes", def.size))
            .write(code);
        self.allow_deprecated(code);
        code.open(format!("public record {name}(byte[] wireBytes)"));
        self.sizes(code, def, "public static final ");
        code.blank();
        Doc::new("The union of its bytes.")
            .tag("@throws EncodeException", "if there are more of them or fewer")
            .write(code);
        code.open(format!("public {name}"));
        code.open("if (wireBytes.length != SIZE)");
        code.line(format!(
            "throw new EncodeException(ErrorKind.WRONG_LENGTH, {}, \"wire_bytes\", \"{}\", Integer.toString(wireBytes.length));",
            literal::string(&def.name),
            def.size
        ));
        code.close();
        code.close();
        for (index, member) in def.members.iter().enumerate() {
            self.untagged_member(code, id, def, index, member, &name);
        }
        let (names, types) = (["wireBytes".to_owned()], [WireType::Bytes(def.size)]);
        self.equality(code, &name, &names, &types);
        self.text_form(code, &name, &names, &types);
        code.close();
    }

    fn untagged_member(
        &self,
        code: &mut Code,
        id: UnionId,
        def: &UnionDef,
        index: usize,
        member: &UnionMember,
        union: &str,
    ) {
        let name = self.names.member(&def.name, &member.name);
        let ty = self.type_name(&member.ty);
        let ordered = self.member_takes_order(id, index);
        let place = Place { owner: Label::Text(def.name.clone()), field: Label::Text(member.name.clone()) };
        let param = if ordered { "ByteOrder order" } else { "" };
        let comma = if ordered { ", " } else { "" };
        let memory = self.flavour.memory();
        let text = || Doc::schema(member.doc.as_deref(), format!("The member {{@code {}}}.", member.name));
        let with_order =
            |doc: Doc| if ordered { doc.tag("@param order", "the byte order of its numbers") } else { doc };
        code.blank();
        with_order(text())
            .tag("@return", "the bytes read as this member")
            .tag("@throws DecodeException", "if they are not one")
            .write(code);
        code.open(format!("public {ty} {name}({param})"));
        code.line(format!("{memory} data = {};", self.flavour.wrap("wireBytes")));
        let function = self.lower().decode_member(id, index, place.clone());
        let mut printer = Printer::new(self, Direction::Decode, None, &function, ["wireBytes".to_owned()]);
        printer.base = String::new();
        printer.steps(code, &function.steps);
        let value = function.found.first().map_or_else(String::new, |(_, value)| printer.value(value));
        code.line(format!("return {value};"));
        code.close();
        code.blank();
        with_order(text().tag("@param value", "the member"))
            .tag("@return", "a union of its bytes; those beyond it are zero")
            .tag("@throws EncodeException", "if the value has no bytes")
            .write(code);
        code.open(format!("public static {union} from{}({ty} value{comma}{param})", capital(&name)));
        code.line("byte[] wireBytes = new byte[SIZE];");
        code.line(format!("{memory} data = {};", self.flavour.wrap("wireBytes")));
        let function = self.lower().encode_member(id, index, place);
        let mut printer = Printer::new(self, Direction::Encode, None, &function, ["wireBytes".to_owned()]);
        printer.base = String::new();
        printer.steps(code, &function.steps);
        code.line(format!("return new {union}(wireBytes);"));
        code.close();
    }
}
