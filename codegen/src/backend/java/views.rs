//! Views: a struct in memory, read and written field by field.

use super::doc::Doc;
use super::flavour::Flavour;
use super::generator::Generator;
use super::literal;
use super::members::Member;
use super::steps::{Direction, Handles, Printer, can_fail, stem};
use crate::backend::object::code::Code;
use crate::backend::object::lower::representation;
use crate::backend::object::names::{capital, screaming};
use rbgen_schema::ir::{FieldDef, FieldKind, StructDef, WireType};

/// Whether a setter writes some bytes before it has checked all of the value, so that a refused value leaves a trace.
fn is_written_late(member: &Member<'_>) -> bool {
    let rules = member.rules();
    match &member.ty {
        WireType::Array(..) | WireType::Struct(_) | WireType::Union(_) => true,
        WireType::Scalar(scalar) if !scalar.is_float() => false,
        WireType::Enum(_) | WireType::Flags(_) => false,
        _ => rules.range.is_some() || !rules.one_of.is_empty(),
    }
}

/// The line that handles are put in place of.
const FIRST: &str = "  // handles\n";

/// The letters of a name in lower case.
fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase())
}

/// The constant of a field's handle; with the offset where fields differ in case only. Its ending keeps it apart from
/// the names of classes, of which some are capitals alone.
pub(super) fn handle_name(def: &StructDef, field: &FieldDef) -> String {
    let is_shared =
        def.fields.iter().filter(|other| letters(&other.name).eq(letters(&field.name))).count() > 1;
    let name = screaming(&field.name);
    if is_shared { format!("{name}_{}_HANDLE", field.offset) } else { format!("{name}_HANDLE") }
}

impl<'a> Generator<'a> {
    /// The handles that the accessors of a view could use.
    fn handles(&self, def: &StructDef) -> Option<Handles> {
        if self.flavour != Flavour::Ffm || self.is_either(def) {
            return None;
        }
        let mut handles = Handles::default();
        for field in &def.fields {
            let scalar = match &field.kind {
                FieldKind::Value(ty) => match ty {
                    WireType::Scalar(scalar) if scalar.is_float() => Some(*scalar),
                    ty => representation(self.schema, ty),
                },
                FieldKind::Bits(scalar, _) => Some(*scalar),
                FieldKind::Reserved(_) | FieldKind::Padding => None,
            };
            if let Some(stem) = scalar.and_then(stem) {
                handles.names.insert((field.offset, stem), handle_name(def, field));
            }
        }
        Some(handles)
    }

    fn declare_handles(&self, code: &mut Code, def: &StructDef, class: &str, handles: &Handles) {
        let used = handles.used.borrow();
        for field in def.fields.iter().filter(|field| used.contains(&field.offset)) {
            let (constant, name) = (handle_name(def, field), literal::string(&field.name));
            code.line(format!("private static final VarHandle {constant} = rbgenHandle({name});"));
        }
        if used.is_empty() {
            return;
        }
        code.blank();
        code.open("private static VarHandle rbgenHandle(String field)");
        code.line(format!("return {class}.LAYOUT.varHandle(MemoryLayout.PathElement.groupElement(field));"));
        code.close();
        code.blank();
    }

    /// The name of the view of a struct.
    pub(super) fn view_name(&self, def: &StructDef) -> String {
        format!("{}View", self.names.class(&def.name))
    }

    /// The file of a view.
    pub(super) fn view(&self, def: &'a StructDef) -> String {
        let class = self.names.class_in_code(&def.name);
        let name = self.view_name(def);
        let either = self.is_either(def);
        let memory = self.flavour.memory();
        let mut code = self.code();
        let owner = match self.flavour {
            Flavour::Ffm => {
                "The caller owns the memory and its arena; nothing is copied until a member is read."
            }
            Flavour::ByteBuffer => {
                "The view shares its bytes with the caller's buffer and leaves the position and the order of that alone."
            }
        };
        Doc::new(format!("{{@link {class}}} in memory."))
            .own(owner)
            .own("Each member is checked when it is read or written; what is between them isn't looked at.")
            .deprecated(def.deprecated.as_deref())
            .write(&mut code);
        if def.deprecated.is_some() {
            code.line("@Deprecated");
        }
        self.allow_deprecated(&mut code);
        code.open(format!("public final class {name}"));
        code.verbatim(FIRST.trim());
        code.line(format!("private final {memory} data;"));
        if either {
            code.line("private final ByteOrder order;");
        }
        code.blank();
        let (start, param) = match self.flavour {
            Flavour::Ffm => {
                ("data.asSlice(0, {class}.SIZE)", "the memory, at least {@link {class}#SIZE} bytes")
            }
            Flavour::ByteBuffer => (
                "data.slice(data.position(), {class}.SIZE)",
                "the memory from the buffer's position on, at least {@link {class}#SIZE} bytes",
            ),
        };
        let mut doc = Doc::new("A view of the start of some memory.")
            .tag("@param data", param.replace("{class}", &class));
        if either {
            doc = doc.tag("@param order", "the byte order of its numbers");
        }
        doc.tag("@throws IndexOutOfBoundsException", "if there are fewer bytes").write(&mut code);
        let order_param = if either { ", ByteOrder order" } else { "" };
        code.open(format!("public {name}({memory} data{order_param})"));
        code.line(format!("this.data = {};", start.replace("{class}", &class)));
        if either {
            code.line("this.order = order;");
        }
        code.close();
        code.blank();
        Doc::new("The memory of the struct.")
            .tag("@return", format!("{{@link {class}#SIZE}} bytes, shared"))
            .write(&mut code);
        code.open(format!("public {memory} memory()"));
        code.line(match self.flavour {
            Flavour::Ffm => "return data;",
            Flavour::ByteBuffer => "return data.duplicate();",
        });
        code.close();
        code.blank();
        Doc::new("A copy of all members.")
            .tag("@return", "the value")
            .tag("@throws DecodeException", "if some bytes are not what the schema says")
            .write(&mut code);
        let order = if either { ", order" } else { "" };
        code.open(format!("public {class} decode()"));
        code.line(format!("return {class}.decode(data{order});"));
        code.close();
        code.blank();
        Doc::new("Writes all members.")
            .tag("@param value", "what is written")
            .tag("@throws EncodeException", "if it has no bytes; some may have been written then")
            .write(&mut code);
        code.open(format!("public void encode({class} value)"));
        code.line(format!("value.encodeInto(data{order});"));
        code.close();
        let handles = self.handles(def);
        let mut accessors = code.inner();
        for (index, member) in self.members(def).iter().enumerate() {
            self.getter(&mut accessors, def, index, member, handles.as_ref());
            self.setter(&mut accessors, def, index, member, handles.as_ref());
        }
        code.append(&accessors);
        code.close();
        let mut declared = code.inner();
        declared.indent();
        if let Some(handles) = handles {
            self.declare_handles(&mut declared, def, &class, &handles);
        }
        // Which handles there are is known only now; they stand first.
        let (head, body) = code.text().split_once(FIRST).map_or_else(
            || (String::new(), String::new()),
            |(head, body)| (head.to_owned(), body.to_owned()),
        );
        self.file(&format!("{head}{}{body}", declared.text()))
    }

    fn getter(
        &self,
        code: &mut Code,
        def: &StructDef,
        index: usize,
        member: &Member<'_>,
        handles: Option<&Handles>,
    ) {
        let function = self.lower().get(def, index);
        code.blank();
        let mut doc = Doc::new(self.member_text(member)).tag("@return", "the value in memory");
        if can_fail(&function) {
            doc = doc.tag("@throws DecodeException", "if its bytes are not what the schema says");
        }
        doc.write(code);
        if member.field.deprecated.is_some() {
            code.line("@Deprecated");
        }
        code.open(format!("public {} {}()", self.type_name(&member.ty), member.name));
        let mut printer = Printer::new(self, Direction::Decode, Some(def), &function, []);
        printer.base = String::new();
        printer.handles = handles;
        self.extent_line(code, def, function.uses().extent);
        let value = function.found.first().map(|(_, value)| value);
        printer.body(code, &function, value);
        code.close();
    }

    fn extent_line(&self, code: &mut Code, def: &StructDef, is_used: bool) {
        if is_used {
            code.line(format!("long extent = {}.SIZE;", self.names.class_in_code(&def.name)));
        }
    }

    fn setter(
        &self,
        code: &mut Code,
        def: &StructDef,
        index: usize,
        member: &Member<'_>,
        handles: Option<&Handles>,
    ) {
        let function = self.lower().set(def, index);
        code.blank();
        Doc::new(format!("Sets {{@code {}}}.", member.name))
            .tag("@param value", "what is written")
            .tag("@throws EncodeException", "if the value is one that decoding would refuse, or has no bytes")
            .write(code);
        if member.field.deprecated.is_some() {
            code.line("@Deprecated");
        }
        let ty = self.type_name(&member.ty);
        code.open(format!("public void set{}({ty} value)", capital(&member.name)));
        let mut printer = Printer::new(
            self,
            Direction::Encode,
            Some(def),
            &function,
            ["before".to_owned(), "e".to_owned()],
        );
        printer.base = String::new();
        printer.is_view = true;
        printer.handles = handles;
        self.extent_line(code, def, function.uses().extent);
        if !is_written_late(member) {
            printer.steps(code, &function.steps);
            return code.close();
        }
        let (offset, size) = (member.field.offset, member.field.size);
        code.line(format!("byte[] before = Rbgen.bytes(data, {offset}, {size});"));
        code.open("try");
        if matches!(member.ty.element().0, WireType::Struct(_) | WireType::Union(_)) {
            code.line(format!("Rbgen.clear(data, {offset}, {size});"));
        }
        printer.steps(code, &function.steps);
        code.next("catch (EncodeException e)");
        code.line(format!("Rbgen.put(data, {offset}, before);"));
        code.line("throw e;");
        code.close();
        code.close();
    }
}
