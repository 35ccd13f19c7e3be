//! The constants that say where the fields of a struct are.

use super::doc::Doc;
use super::flavour::Flavour;
use super::generator::Generator;
use super::literal;
use super::members::PIECE;
use super::steps::{Printer, stem};
use crate::backend::object::code::Code;
use crate::backend::object::lower::{order, representation};
use crate::backend::object::steps::Order;
use rbgen_schema::ir::{ByteOrder, DataModel, FieldDef, FieldKind, Scalar, StructDef, WireType};

impl<'a> Generator<'a> {
    /// `LAYOUT`, and the check of it when the class is initialised.
    pub(super) fn layout(&self, code: &mut Code, def: &StructDef) {
        let fields: Vec<String> = def
            .fields
            .iter()
            .filter(|field| field.kind != FieldKind::Padding)
            .map(|field| self.wire_field(def, field))
            .collect();
        let owner = literal::string(&def.name);
        match self.flavour {
            Flavour::Ffm => {
                let orders = if def.endian == ByteOrder::Either {
                    ", its numbers as if they were little-endian"
                } else {
                    ""
                };
                Doc::new(format!("Where the fields are in memory{orders}.")).write(code);
                code.line("public static final StructLayout LAYOUT =");
                code.indent();
                code.indent();
                let members = self.layout_members(def);
                let pieces: Vec<&[String]> = members.chunks(PIECE).collect();
                if let [one] = pieces.as_slice() {
                    self.struct_layout(
                        code,
                        one,
                        &format!(".withName({owner}){}", self.layout_alignment(def)),
                    );
                } else {
                    let calls: Vec<String> =
                        (0..pieces.len()).map(|at| format!("rbgenLayout{at}()")).collect();
                    code.line(format!(
                        "MemoryLayout.structLayout(Rbgen.joined({})).withName({owner}){};",
                        calls.join(", "),
                        self.layout_alignment(def)
                    ));
                }
                code.dedent();
                code.dedent();
                code.blank();
                self.field_list(code, "private static final", "FIELDS", &fields);
                code.blank();
                code.open("static");
                code.line(format!("Rbgen.checkLayout({owner}, SIZE, ALIGN, LAYOUT, FIELDS);"));
                code.close();
                code.blank();
                if pieces.len() > 1 {
                    for (at, piece) in pieces.iter().enumerate() {
                        code.open(format!("private static MemoryLayout[] rbgenLayout{at}()"));
                        code.line("return new MemoryLayout[] {");
                        code.indent();
                        piece.iter().for_each(|member| code.line(format!("{member},")));
                        code.dedent();
                        code.line("};");
                        code.close();
                        code.blank();
                    }
                }
            }
            Flavour::ByteBuffer => {
                Doc::new("Where the fields are in memory.").write(code);
                self.field_list(code, "public static final", "LAYOUT", &fields);
                code.blank();
                code.open("static");
                code.line(format!("Rbgen.checkLayout({owner}, SIZE, LAYOUT);"));
                code.close();
                code.blank();
            }
        }
    }

    /// The name of the list of fields.
    pub(super) fn fields_name(&self) -> &'static str {
        match self.flavour {
            Flavour::Ffm => "FIELDS",
            Flavour::ByteBuffer => "LAYOUT",
        }
    }

    fn field_list(&self, code: &mut Code, modifiers: &str, name: &str, fields: &[String]) {
        code.line(format!("{modifiers} List<WireField> {name} ="));
        code.indent();
        code.indent();
        let pieces: Vec<&[String]> = fields.chunks(PIECE).collect();
        if pieces.len() > 1 {
            let calls: Vec<String> = (0..pieces.len()).map(|at| format!("rbgenFields{at}()")).collect();
            code.line(format!("Rbgen.joined(List.of({}));", calls.join(", ")));
        } else {
            list(code, "List.of(", fields, ");");
        }
        code.dedent();
        code.dedent();
        if pieces.len() > 1 {
            for (at, piece) in pieces.iter().enumerate() {
                code.blank();
                code.open(format!("private static List<WireField> rbgenFields{at}()"));
                list(code, "return List.of(", piece, ");");
                code.close();
            }
        }
    }

    fn struct_layout(&self, code: &mut Code, members: &[String], end: &str) {
        if members.is_empty() {
            return code.line(format!("MemoryLayout.structLayout(){end};"));
        }
        let whole = format!("MemoryLayout.structLayout({}){end};", members.join(", "));
        if whole.len() <= code.room() {
            return code.line(whole);
        }
        code.line("MemoryLayout.structLayout(");
        (0..4).for_each(|_| code.indent());
        for (index, member) in members.iter().enumerate() {
            let comma = if index + 1 == members.len() { ")" } else { "," };
            code.line(format!("{member}{comma}"));
        }
        (0..2).for_each(|_| code.dedent());
        code.line(format!("{end};"));
        (0..2).for_each(|_| code.dedent());
    }

    fn layout_alignment(&self, def: &StructDef) -> String {
        if self.is_aligned(def) { ".withByteAlignment(ALIGN)".to_owned() } else { String::new() }
    }

    /// Whether the layout of a struct asks for the struct's alignment, as access to atomic fields does.
    pub(super) fn is_aligned(&self, def: &StructDef) -> bool {
        def.fields.iter().any(|field| match &field.kind {
            FieldKind::Value(ty) => match ty.element().0 {
                WireType::Struct(id) => self.is_aligned(&self.schema.structs[id.index()]),
                _ => field.atomic.is_some(),
            },
            _ => field.atomic.is_some(),
        })
    }

    fn wire_field(&self, def: &StructDef, field: &FieldDef) -> String {
        let (ty, is_ordered) = match &field.kind {
            FieldKind::Value(ty) => match representation(self.schema, ty) {
                Some(scalar) => (scalar.name().to_owned(), true),
                None => (self.schema.type_name(ty), matches!(ty, WireType::Scalar(_))),
            },
            FieldKind::Bits(scalar, _) => (scalar.unsigned().name().to_owned(), true),
            FieldKind::Reserved(_) | FieldKind::Padding => ("reserved".to_owned(), false),
        };
        let is_given = field.order == ByteOrder::Either && is_ordered && def.endian == ByteOrder::Either;
        let order = match field.order {
            _ if is_given => "null",
            ByteOrder::Big => "ByteOrder.BIG_ENDIAN",
            ByteOrder::Little | ByteOrder::Either => "ByteOrder.LITTLE_ENDIAN",
        };
        let (name, ty) = (literal::string(&field.name), literal::string(&ty));
        format!("new WireField({name}, {}, {}, {ty}, {order})", field.offset, field.size)
    }

    fn layout_members(&self, def: &StructDef) -> Vec<String> {
        let member = |field: &FieldDef| {
            if field.kind == FieldKind::Padding {
                return format!("MemoryLayout.paddingLayout({})", field.size);
            }
            format!("{}.withName({})", self.field_layout(field), literal::string(&field.name))
        };
        def.fields.iter().map(member).collect()
    }

    fn field_layout(&self, field: &FieldDef) -> String {
        let bytes = || format!("MemoryLayout.sequenceLayout({}, Rbgen.BYTE)", field.size);
        match &field.kind {
            FieldKind::Value(ty) => {
                let layout = self.type_layout(ty, order(field.order));
                let size = self.schema.size_of(ty.element().0, DataModel::Lp64);
                let aligned = field.atomic.is_some() && size > 1;
                if aligned { format!("{layout}.withByteAlignment({size})") } else { layout }
            }
            FieldKind::Bits(scalar, _) => self.scalar_layout(*scalar, order(field.order)),
            FieldKind::Reserved(_) | FieldKind::Padding => bytes(),
        }
    }

    fn scalar_layout(&self, scalar: Scalar, order: Order) -> String {
        match stem(scalar) {
            Some("BYTE") => "Rbgen.BYTE".to_owned(),
            Some(stem) => Printer::handle(stem, order),
            None => format!("MemoryLayout.sequenceLayout({}, Rbgen.BYTE)", scalar.size()),
        }
    }

    fn type_layout(&self, ty: &WireType, order: Order) -> String {
        match ty {
            WireType::Array(inner, len) => {
                format!("MemoryLayout.sequenceLayout({len}, {})", self.type_layout(inner, order))
            }
            WireType::Struct(id) => {
                let def = &self.schema.structs[id.index()];
                format!("{}.LAYOUT", self.names.class_in_code(&def.name))
            }
            WireType::Char16(len) => {
                format!("MemoryLayout.sequenceLayout({len}, {})", Printer::handle("SHORT", order))
            }
            WireType::Scalar(scalar) if !scalar.is_bool() => self.scalar_layout(*scalar, order),
            _ => match representation(self.schema, ty) {
                Some(scalar) => self.scalar_layout(scalar, order),
                None => {
                    let size = self.schema.size_of(ty, DataModel::Lp64);
                    format!("MemoryLayout.sequenceLayout({size}, Rbgen.BYTE)")
                }
            },
        }
    }
}

/// A list with a line for each entry.
fn list(code: &mut Code, start: &str, entries: &[String], end: &str) {
    if entries.is_empty() {
        return code.line(format!("{start}{end}"));
    }
    let whole = format!("{start}{}{end}", entries.join(", "));
    if whole.len() <= code.room() {
        return code.line(whole);
    }
    code.line(start);
    code.indent();
    code.indent();
    for (index, entry) in entries.iter().enumerate() {
        let end = if index + 1 == entries.len() { end } else { "," };
        code.line(format!("{entry}{end}"));
    }
    code.dedent();
    code.dedent();
}
