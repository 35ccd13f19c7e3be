//! Shared memory: a handle for each side, which reads every field and sets what the side owns.

use super::doc::Doc;
use super::flavour::Flavour;
use super::generator::Generator;
use super::literal;
use super::members::Member;
use super::steps::{Printer, raw_type, stem};
use super::types::host;
use super::views::handle_name;
use crate::backend::object::code::Code;
use crate::backend::object::lower::order;
use crate::backend::object::names::capital;
use rbgen_schema::ir::{Atomic, ByteOrder, FieldDef, FieldKind, Owner, Scalar, StructDef, Usage, WireType};

/// The sides a handle exists for, with the end of its name.
const SIDES: [(Owner, &str); 3] =
    [(Owner::Creator, "Creator"), (Owner::Writer, "Writer"), (Owner::Reader, "Reader")];

/// The sides of a struct that own a field of it.
pub(super) fn sides(def: &StructDef) -> Vec<(Owner, &'static str)> {
    let owns = |side: Owner| {
        let mut owners = def.fields.iter().filter_map(|field| field.owner);
        owners.any(|owner| owner == side || owner == Owner::Both && side != Owner::Creator)
    };
    SIDES.into_iter().filter(|(side, _)| owns(*side)).collect()
}

impl<'a> Generator<'a> {
    /// The number that a field is accessed as, if that is one that is read and written at once.
    pub(super) fn cell(&self, def: &StructDef, field: &FieldDef) -> Option<Scalar> {
        let FieldKind::Value(ty) = &field.kind else { return None };
        let scalar = match ty {
            WireType::Scalar(scalar) if scalar.is_integer() => *scalar,
            WireType::Enum(id) => self.schema.enums[id.index()].repr,
            WireType::Flags(id) => self.schema.flags[id.index()].repr,
            _ => return None,
        };
        let is_whole = matches!(scalar.size(), 1 | 2 | 4 | 8) && field.offset.is_multiple_of(scalar.size());
        let is_fixed = field.order != ByteOrder::Either && def.align.is_multiple_of(scalar.size());
        (is_whole && is_fixed && def.usage == Usage::Shm).then_some(scalar)
    }

    /// The file of a side's handle.
    pub(super) fn handle(&self, def: &'a StructDef, side: Owner, end: &str) -> String {
        let class = self.names.class_in_code(&def.name);
        let name = format!("{}{end}", self.names.class(&def.name));
        let memory = self.flavour.memory();
        let mut code = self.code();
        let words = match self.flavour {
            Flavour::Ffm => "The caller owns the memory and its arena.",
            Flavour::ByteBuffer => {
                "The buffer must be direct, as a mapped one is: other ones have no access that other processes see in order."
            }
        };
        Doc::new(format!(
            "The {}'s handle of {{@link {class}}} in shared memory: it sets only what the {0} owns.",
            end.to_lowercase()
        ))
        .own(words)
        .write(&mut code);
        self.allow_deprecated(&mut code);
        code.open(format!("public final class {name}"));
        let members: Vec<(Member<'a>, Scalar)> = self
            .members(def)
            .into_iter()
            .filter(|member| member.item.is_none())
            .filter_map(|member| self.cell(def, member.field).map(|scalar| (member, scalar)))
            .collect();
        if self.flavour == Flavour::Ffm {
            for (member, _) in &members {
                code.line(format!(
                    "private static final VarHandle {} = rbgenHandle({});",
                    handle_name(def, member.field),
                    literal::string(&member.field.name)
                ));
            }
            if !members.is_empty() {
                code.blank();
            }
        }
        code.line(format!("private final {memory} data;"));
        code.blank();
        Doc::new("A handle of the struct at the start of some memory.")
            .tag(
                "@param data",
                format!(
                    "the memory, at least {{@link {class}#SIZE}} bytes, aligned to {{@link {class}#ALIGN}}"
                ),
            )
            .tag("@throws IndexOutOfBoundsException", "if there are fewer bytes")
            .tag(
                "@throws IllegalArgumentException",
                "if the memory isn't aligned, or not the kind of memory this needs",
            )
            .write(&mut code);
        code.open(format!("public {name}({memory} data)"));
        match self.flavour {
            Flavour::Ffm => code.line(format!("this.data = data.asSlice(0, {class}.SIZE, {class}.ALIGN);")),
            Flavour::ByteBuffer => {
                code.open(format!(
                    "if (!data.isDirect() || data.alignmentOffset(data.position(), {class}.ALIGN) != 0)"
                ));
                code.line("throw new IllegalArgumentException(\"the buffer must be direct and aligned\");");
                code.close();
                code.line(format!("this.data = data.slice(data.position(), {class}.SIZE);"));
            }
        }
        code.close();
        code.blank();
        if self.flavour == Flavour::Ffm && !members.is_empty() {
            code.open("private static VarHandle rbgenHandle(String field)");
            code.line(format!(
                "return {class}.LAYOUT.varHandle(MemoryLayout.PathElement.groupElement(field));"
            ));
            code.close();
            code.blank();
        }
        let (param, given) = if self.is_either(def) { ("ByteOrder order", ", order") } else { ("", "") };
        let mut doc = Doc::new(
            "A copy of all fields. Those that another side writes meanwhile may be of different moments.",
        );
        if self.is_either(def) {
            doc = doc.tag("@param order", "the byte order of its numbers");
        }
        doc.tag("@return", "the value")
            .tag("@throws DecodeException", "if some bytes are not what the schema says")
            .write(&mut code);
        code.open(format!("public {class} snapshot({param})"));
        code.line(format!("return {class}.decode(Rbgen.bytes(data, 0, {class}.SIZE){given});"));
        code.close();
        for (member, scalar) in &members {
            self.load(&mut code, def, member, *scalar);
            let owns = member.field.owner.is_none_or(|owner| owner == side || owner == Owner::Both);
            if owns {
                self.store(&mut code, def, member, *scalar);
            }
        }
        code.close();
        self.file(&code.text())
    }

    /// The access to a number, with `get` or `set` and its arguments.
    fn access(
        &self,
        def: &StructDef,
        member: &Member<'_>,
        scalar: Scalar,
        mode: &str,
        value: &str,
    ) -> String {
        let place = member.field.offset;
        let handle = match (self.flavour, stem(scalar)) {
            (Flavour::Ffm, _) => {
                return format!("{}.{mode}(data, 0L{value})", handle_name(def, member.field));
            }
            (_, Some(stem)) => Printer::handle(stem, order(member.field.order)),
            (_, None) => String::new(),
        };
        format!("{handle}.{mode}(data, {place}{value})")
    }

    fn load(&self, code: &mut Code, def: &StructDef, member: &Member<'_>, scalar: Scalar) {
        let raw = stem(scalar).map_or("long", raw_type);
        let (mode, _, words, _) = modes(member.field.atomic);
        code.blank();
        Doc::new(self.member_text(member))
            .own(format!("Read {words}."))
            .tag("@return", "the value in memory")
            .write(code);
        code.open(format!("public {} {}()", self.type_name(&member.ty), member.name));
        let is_byte = raw == "byte" && self.flavour == Flavour::ByteBuffer;
        if is_byte {
            // Java has no handle for the bytes of a buffer; each is read and written at once anyway.
            code.line(format!("byte raw = data.get({});", member.field.offset));
            if let Some(fence) = fence(member.field.atomic, false) {
                code.line(format!("VarHandle.{fence}();"));
            }
        } else {
            let read = format!("({raw}) {}", self.access(def, member, scalar, mode, ""));
            let value = self.seen(member, &Printer::raised(scalar, &read));
            code.line(format!("return {value};"));
            return code.close();
        }
        let value = self.seen(member, &Printer::raised(scalar, "raw"));
        code.line(format!("return {value};"));
        code.close();
    }

    /// A number as the value of a member.
    fn seen(&self, member: &Member<'_>, number: &str) -> String {
        match &member.ty {
            WireType::Enum(_) => format!("{}.of({number})", self.type_name(&member.ty)),
            WireType::Flags(_) => format!("new {}({number})", self.type_name(&member.ty)),
            _ => number.to_owned(),
        }
    }

    fn store(&self, code: &mut Code, def: &StructDef, member: &Member<'_>, scalar: Scalar) {
        let raw = stem(scalar).map_or("long", raw_type);
        let (_, mode, _, words) = modes(member.field.atomic);
        code.blank();
        Doc::new(format!("Sets {{@code {}}}. Written {words}.", member.name))
            .tag("@param value", "what is written")
            .tag("@throws EncodeException", "if the field can't hold it")
            .write(code);
        code.open(format!("public void set{}({} value)", capital(&member.name), self.type_name(&member.ty)));
        let number = match &member.ty {
            WireType::Enum(_) => "value.code()",
            WireType::Flags(_) => "value.bits()",
            _ => "value",
        };
        let (least, most) = super::structs::holds(scalar);
        if scalar.min() > least || scalar.max() < most {
            let (low, high) = (scalar.min(), scalar.max());
            code.open(format!("if ({number} < {low} || {number} > {})", literal::int(scalar, high)));
            code.line(format!(
                "throw new EncodeException(ErrorKind.OUT_OF_RANGE, {}, {}, \"{low}..{high}\", {}.toString({number}));",
                literal::string(&def.name),
                literal::string(&member.field.name),
                host(scalar).boxed()
            ));
            code.close();
        }
        let value = Printer::lowered(scalar, number);
        if raw == "byte" && self.flavour == Flavour::ByteBuffer {
            if let Some(fence) = fence(member.field.atomic, true) {
                code.line(format!("VarHandle.{fence}();"));
            }
            code.line(format!("data.put({}, {value});", member.field.offset));
            if member.field.atomic == Some(Atomic::SeqCst) {
                code.line("VarHandle.fullFence();");
            }
        } else {
            code.line(format!("{};", self.access(def, member, scalar, mode, &format!(", {value}"))));
        }
        code.close();
    }
}

/// How a field is read and written, and both in words.
fn modes(atomic: Option<Atomic>) -> (&'static str, &'static str, &'static str, &'static str) {
    match atomic {
        Some(Atomic::AcquireRelease) => {
            ("getAcquire", "setRelease", "with acquire order", "with release order")
        }
        Some(Atomic::SeqCst) => {
            ("getVolatile", "setVolatile", "as a volatile field is", "as a volatile field is")
        }
        Some(Atomic::Relaxed) | None => {
            ("getOpaque", "setOpaque", "in no order with other fields", "in no order with other fields")
        }
    }
}

/// The fence after a read or before a write.
fn fence(atomic: Option<Atomic>, is_write: bool) -> Option<&'static str> {
    match atomic {
        Some(Atomic::AcquireRelease) => Some(if is_write { "releaseFence" } else { "acquireFence" }),
        Some(Atomic::SeqCst) => Some("fullFence"),
        Some(Atomic::Relaxed) | None => None,
    }
}
