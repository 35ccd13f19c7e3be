//! Structs with types of the host: their layout for the data model of the platform that runs.

use super::doc::Doc;
use super::generator::Generator;
use super::literal;
use super::steps::{Printer, stem};
use crate::backend::object::describe;
use crate::backend::object::lower::{order, representation};
use rbgen_schema::ir::{DataModel, FieldDef, FieldKind, HostType, ModelLayout, Scalar, StructDef, WireType};

impl<'a> Generator<'a> {
    /// The file of a struct that has no bytes that are the same everywhere.
    pub(super) fn host_struct(&self, def: &'a StructDef) -> String {
        let name = self.names.class_in_code(&def.name);
        let mut code = self.code();
        Doc::schema(def.doc.as_deref(), format!("The struct {{@code {}}} of the schema.", def.name))
            .own("Its layout depends on the platform: on the size of pointers and of the {@code long} of C. {@link #LAYOUT} is that of the platform that runs.")
            .own("With pointers and {@code long} of 8 bytes each:")
            .table(&describe::table(self.schema, def))
            .deprecated(def.deprecated.as_deref())
            .write(&mut code);
        if def.deprecated.is_some() {
            code.line("@Deprecated");
        }
        self.allow_deprecated(&mut code);
        code.open(format!("public final class {name}"));
        Doc::new("Where the fields are in memory, on this platform.").write(&mut code);
        code.line("public static final StructLayout LAYOUT =");
        code.indent();
        code.indent();
        code.open("switch (Rbgen.DATA_MODEL)");
        for model in &def.models {
            code.line(format!(
                "case \"{}\" -> layout{}();",
                model_name(model.model),
                capital_model(model.model)
            ));
        }
        code.line("default -> throw new IllegalStateException(Rbgen.DATA_MODEL);");
        code.close_with(";");
        code.dedent();
        code.dedent();
        code.blank();
        Doc::new("Bytes, on this platform.").write(&mut code);
        code.line("public static final long SIZE = LAYOUT.byteSize();");
        code.blank();
        Doc::new("Alignment in bytes, on this platform.").write(&mut code);
        code.line("public static final long ALIGN = LAYOUT.byteAlignment();");
        code.blank();
        Doc::new("A number that changes when the layout does.").write(&mut code);
        code.line(format!("public static final long LAYOUT_HASH = 0x{:016X}L;", def.layout_hash));
        code.blank();
        code.line(format!("private {name}() {{}}"));
        for model in &def.models {
            code.blank();
            code.open(format!("private static StructLayout layout{}()", capital_model(model.model)));
            let (members, fields) = self.model_members(def, model);
            code.line("StructLayout layout =");
            code.indent();
            code.indent();
            code.line(format!(
                "MemoryLayout.structLayout({}).withByteAlignment({}).withName({});",
                members.join(", "),
                model.align,
                literal::string(&def.name)
            ));
            code.dedent();
            code.dedent();
            code.line(format!(
                "Rbgen.checkLayout({}, {}, {}, layout, List.of({}));",
                literal::string(&def.name),
                model.size,
                model.align,
                fields.join(", ")
            ));
            code.line("return layout;");
            code.close();
        }
        code.close();
        self.file(&code.text())
    }

    /// The parts of a layout under one data model, padding included, and where each field has to be.
    fn model_members(&self, def: &StructDef, model: &ModelLayout) -> (Vec<String>, Vec<String>) {
        let (mut members, mut fields) = (Vec::new(), Vec::new());
        let mut end = 0;
        let shown = def.fields.iter().filter(|field| field.kind != FieldKind::Padding);
        for (field, offset) in shown.zip(&model.offsets) {
            if *offset > end {
                members.push(format!("MemoryLayout.paddingLayout({})", offset - end));
            }
            let size = self.field_size(field, model.model);
            let name = literal::string(&field.name);
            members.push(format!("{}.withName({name})", self.host_field(field, model.model)));
            fields.push(format!("new WireField({name}, {offset}, {size}, \"\", ByteOrder.nativeOrder())"));
            end = offset + size;
        }
        if model.size > end {
            members.push(format!("MemoryLayout.paddingLayout({})", model.size - end));
        }
        (members, fields)
    }

    fn field_size(&self, field: &FieldDef, model: DataModel) -> u64 {
        match &field.kind {
            FieldKind::Value(ty) => self.schema.size_of(ty, model),
            _ => field.size,
        }
    }

    fn host_field(&self, field: &FieldDef, model: DataModel) -> String {
        match &field.kind {
            FieldKind::Value(ty) => self.host_layout(ty, field, model),
            FieldKind::Bits(scalar, _) => self.host_scalar(*scalar, field),
            FieldKind::Reserved(_) | FieldKind::Padding => {
                format!("MemoryLayout.sequenceLayout({}, Rbgen.BYTE)", field.size)
            }
        }
    }

    fn host_scalar(&self, scalar: Scalar, field: &FieldDef) -> String {
        match stem(scalar) {
            Some("BYTE") => "Rbgen.BYTE".to_owned(),
            Some(stem) => Printer::handle(stem, order(field.order)),
            None => format!("MemoryLayout.sequenceLayout({}, Rbgen.BYTE)", scalar.size()),
        }
    }

    fn host_layout(&self, ty: &WireType, field: &FieldDef, model: DataModel) -> String {
        match ty {
            WireType::Array(inner, len) => {
                format!("MemoryLayout.sequenceLayout({len}, {})", self.host_layout(inner, field, model))
            }
            WireType::Host(HostType::Ptr | HostType::CStr | HostType::CStrNullable) => {
                "ValueLayout.ADDRESS_UNALIGNED".to_owned()
            }
            WireType::Host(host) => match host.size(model) {
                4 => "ValueLayout.JAVA_INT_UNALIGNED".to_owned(),
                _ => "ValueLayout.JAVA_LONG_UNALIGNED".to_owned(),
            },
            WireType::Struct(id) => {
                format!("{}.LAYOUT", self.names.class_in_code(&self.schema.structs[id.index()].name))
            }
            _ => match representation(self.schema, ty) {
                Some(scalar) => self.host_scalar(scalar, field),
                None => match ty {
                    WireType::Scalar(scalar) => self.host_scalar(*scalar, field),
                    _ => {
                        format!("MemoryLayout.sequenceLayout({}, Rbgen.BYTE)", self.schema.size_of(ty, model))
                    }
                },
            },
        }
    }
}

fn model_name(model: DataModel) -> &'static str {
    match model {
        DataModel::Lp64 => "LP64",
        DataModel::Llp64 => "LLP64",
        DataModel::Ilp32 => "ILP32",
    }
}

fn capital_model(model: DataModel) -> &'static str {
    match model {
        DataModel::Lp64 => "Lp64",
        DataModel::Llp64 => "Llp64",
        DataModel::Ilp32 => "Ilp32",
    }
}
