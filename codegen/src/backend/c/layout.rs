//! Structs and unions as they lie in memory.

use super::generator::Generator;
use super::text;
use super::types::Declared;
use crate::schema::ir::{
    ConstId, DataModel, FieldDef, FieldKind, ItemId, LayoutRule, Scale, StructDef, StructId, UnionId, Value,
    ValueRules, WireType,
};
use rbgen_templates::c::{Assertion, Constant, Declaration, Layout};

/// How a compiler is told a layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rules {
    /// The argument of `#pragma pack`, where C's own rules give another layout.
    pack: Option<u64>,
    /// The alignment to ask for, where the fields give less.
    raise: Option<u64>,
}

impl Generator<'_> {
    pub(super) fn struct_layout(&self, id: StructId) -> Layout {
        let def = &self.schema.structs[id.index()];
        let names = self.names.item(ItemId::Struct(id));
        let rules = self.layout_rules(def);
        // Under C's own rules padding is where each data model puts it.
        let shown: Vec<&FieldDef> =
            def.fields.iter().filter(|f| def.models.is_empty() || f.kind != FieldKind::Padding).collect();
        let declared: Vec<(String, Declared)> =
            shown.iter().map(|f| (self.field_name(def, f), self.field_memory(f, rules.pack))).collect();
        let fields = shown
            .iter()
            .zip(&declared)
            .map(|(f, (name, declared))| Declaration {
                doc: text::doc_comment(&field_doc(f), 4),
                text: declared.named(name),
                note: if def.models.is_empty() { format!(" /* {} */", f.offset) } else { String::new() },
            })
            .collect();
        let hash = format!("UINT64_C({:#018x})", def.layout_hash);
        let mut constants = vec![constant(&names.upper, "SIZE", &def.size.to_string())];
        constants.push(constant(&names.upper, "ALIGN", &def.align.to_string()));
        constants.push(constant(&names.upper, "LAYOUT_HASH", &hash));
        if def.headroom > 0 {
            constants.push(constant(&names.upper, "HEADROOM", &def.headroom.to_string()));
        }
        constants.extend(self.fixed(def, &names.upper).into_iter().map(|fixed| fixed.constant));
        let upper = def.models.is_empty().then(|| names.upper.clone());
        let at = |size: u64, align: u64, offsets: &[u64]| {
            let mut all = size_assertions(&names.ty, &names.schema, size, align, &upper);
            all.extend(shown.iter().zip(offsets).map(|(f, offset)| {
                let name = self.field_name(def, f);
                offset_assertion(&names.ty, &name, &format!("{}.{}", def.name, f.name), *offset)
            }));
            all
        };
        let offsets: Vec<u64> = def.fields.iter().map(|f| f.offset).collect();
        let models =
            def.models.iter().map(|m| (model_macro(m.model).to_owned(), at(m.size, m.align, &m.offsets)));
        let head = match rules.raise {
            Some(align) => format!("struct RBGEN_ALIGNED({align}) {}", names.ty),
            None if def.align == 8 && def.models.is_empty() => format!("struct RBGEN_ALIGN_8 {}", names.ty),
            None => format!("struct {}", names.ty),
        };
        Layout {
            doc: text::doc_comment(&struct_doc(def), 0),
            pack: rules.pack.map_or_else(String::new, |n| format!("#pragma pack(push, {n})\n")),
            unpack: rules.pack.map_or_else(String::new, |_| "#pragma pack(pop)\n".to_owned()),
            head,
            tagged: format!("struct {}", names.ty),
            ty: names.ty.clone(),
            fields,
            assertions: if def.models.is_empty() { at(def.size, def.align, &offsets) } else { Vec::new() },
            models: models.collect(),
            constants: if def.models.is_empty() {
                self.unless_declared(constants)
            } else {
                host_constants(&names.ty, &names.upper, &hash)
            },
        }
    }

    /// Leaves out constants that the schema declares itself, with the same value.
    fn unless_declared(&self, mut constants: Vec<Constant>) -> Vec<Constant> {
        constants.retain(|c| !self.is_declared(&c.name, &c.value));
        constants
    }

    /// Whether the schema has a constant of this C name and value.
    pub(super) fn is_declared(&self, name: &str, value: &str) -> bool {
        self.schema.consts.iter().enumerate().any(|(i, c)| {
            self.names.item(ItemId::Const(ConstId(i as u32))).own == name
                && matches!(&c.value.value, Value::Int(v) if v.to_string() == value)
        })
    }

    pub(super) fn union_layout(&self, id: UnionId) -> Layout {
        let def = &self.schema.unions[id.index()];
        let names = self.names.item(ItemId::Union(id));
        let fields = def
            .members
            .iter()
            .map(|m| Declaration {
                doc: text::doc_comment(m.doc.as_slice(), 4),
                text: self.memory_type(&m.ty, m.order).named(&self.names.member(&def.name, &m.name)),
                note: String::new(),
            })
            .collect();
        let mut doc: Vec<String> = def.doc.iter().cloned().collect();
        doc.push(format!("{} bytes, alignment {}, in memory.", def.size, def.align));
        Layout {
            constants: vec![
                constant(&names.upper, "SIZE", &def.size.to_string()),
                constant(&names.upper, "ALIGN", &def.align.to_string()),
            ],
            doc: text::doc_comment(&doc, 0),
            pack: String::new(),
            unpack: String::new(),
            head: format!("union {}{}", if def.align == 8 { "RBGEN_ALIGN_8 " } else { "" }, names.ty),
            tagged: format!("union {}", names.ty),
            ty: names.ty.clone(),
            fields,
            assertions: size_assertions(
                &names.ty,
                &names.schema,
                def.size,
                def.align,
                &Some(names.upper.clone()),
            ),
            models: Vec::new(),
        }
    }

    fn field_memory(&self, field: &FieldDef, pack: Option<u64>) -> Declared {
        match &field.kind {
            // A struct of raised alignment in a packed one draws a warning: it stands as its bytes.
            FieldKind::Value(ty) if pack.is_some() && self.has_raised(ty) => byte_array(field.size),
            FieldKind::Value(ty) => self.memory_type(ty, field.order),
            FieldKind::Bits(word, _) => self.memory_type(&WireType::Scalar(*word), field.order),
            FieldKind::Reserved(_) | FieldKind::Padding => byte_array(field.size),
        }
    }

    fn has_raised(&self, ty: &WireType) -> bool {
        match ty.element().0 {
            WireType::Struct(id) => {
                let def = &self.schema.structs[id.index()];
                self.layout_rules(def).raise.is_some()
                    || def
                        .fields
                        .iter()
                        .any(|f| matches!(&f.kind, FieldKind::Value(ty) if self.has_raised(ty)))
            }
            WireType::Union(id) => {
                self.schema.unions[id.index()].members.iter().any(|m| self.has_raised(&m.ty))
            }
            _ => false,
        }
    }

    fn layout_rules(&self, def: &StructDef) -> Rules {
        let raise = def.align_raised.then_some(def.align);
        if def.layout == LayoutRule::Natural || !def.models.is_empty() {
            return Rules { pack: None, raise };
        }
        let aligns: Vec<u64> = def
            .fields
            .iter()
            .map(|f| match &f.kind {
                FieldKind::Value(ty) => self.align_of(ty),
                FieldKind::Bits(word, _) => word.align(),
                FieldKind::Reserved(_) | FieldKind::Padding => 1,
            })
            .collect();
        let natural = aligns.iter().copied().max().unwrap_or(1);
        let placed = def.fields.iter().zip(&aligns).all(|(f, align)| f.offset % align == 0);
        let fits = natural == def.align || (natural < def.align && raise.is_some());
        if placed && fits {
            return Rules { pack: None, raise: raise.filter(|r| *r > natural) };
        }
        let pack = match def.layout {
            LayoutRule::Packed(n) => n,
            LayoutRule::Natural | LayoutRule::Explicit => 1,
        };
        Rules { pack: Some(pack), raise }
    }
}

fn byte_array(size: u64) -> Declared {
    Declared { ty: "uint8_t".to_owned(), dims: format!("[{size}]") }
}

fn constant(upper: &str, what: &str, value: &str) -> Constant {
    Constant { doc: String::new(), name: format!("{upper}_{what}"), value: value.to_owned() }
}

fn host_constants(ty: &str, upper: &str, hash: &str) -> Vec<Constant> {
    vec![
        constant(upper, "SIZE", &format!("sizeof({ty})")),
        constant(upper, "ALIGN", &format!("alignof({ty})")),
        constant(upper, "LAYOUT_HASH", hash),
    ]
}

fn model_macro(model: DataModel) -> &'static str {
    match model {
        DataModel::Lp64 => "RBGEN_LP64",
        DataModel::Llp64 => "RBGEN_LLP64",
        DataModel::Ilp32 => "RBGEN_ILP32",
    }
}

/// Assertions of the macros `<upper>_SIZE` and `<upper>_ALIGN`, or of the numbers where no macro has them.
fn size_assertions(ty: &str, schema: &str, size: u64, align: u64, upper: &Option<String>) -> Vec<Assertion> {
    let stated = |what: &str, number: u64| match upper {
        Some(upper) => format!("{upper}_{what}"),
        None => number.to_string(),
    };
    vec![
        Assertion {
            condition: format!("sizeof({ty}) == {}", stated("SIZE", size)),
            message: text::string(&format!("{schema}: the size must be {size}")),
        },
        Assertion {
            condition: format!("alignof({ty}) == {}", stated("ALIGN", align)),
            message: text::string(&format!("{schema}: the alignment must be {align}")),
        },
    ]
}

fn offset_assertion(ty: &str, member: &str, path: &str, offset: u64) -> Assertion {
    Assertion {
        condition: format!("offsetof({ty}, {member}) == {offset}"),
        message: text::string(&format!("{path}: the offset must be {offset}")),
    }
}

fn struct_doc(def: &StructDef) -> Vec<String> {
    let mut doc: Vec<String> = def.doc.iter().cloned().collect();
    doc.push(if def.models.is_empty() {
        format!("{} bytes, alignment {}, in memory.", def.size, def.align)
    } else {
        "In memory; the size depends on the host's data model.".to_owned()
    });
    doc.extend(def.since.map(|v| format!("Since version {v}.")));
    doc.extend(def.deprecated.iter().map(|why| format!("Deprecated: {why}")));
    doc
}

/// What there is to say of a field.
pub(super) fn field_doc(field: &FieldDef) -> Vec<String> {
    let mut doc: Vec<String> = field.doc.iter().cloned().collect();
    doc.extend(rules_doc(&field.rules));
    doc.extend(field.since.map(|v| format!("Since version {v}.")));
    doc.extend(field.deprecated.iter().map(|why| format!("Deprecated: {why}")));
    doc
}

/// How a physical value comes of a raw one.
fn physical(scale: Scale) -> String {
    let Scale { scale, bias } = scale;
    let product = format!("raw * {scale}");
    if bias == 0.0 {
        product
    } else if bias < 0.0 {
        format!("{product} - {}", -bias)
    } else {
        format!("{product} + {bias}")
    }
}

/// What there is to say of rules.
pub(super) fn rules_doc(rules: &ValueRules) -> Vec<String> {
    let mut doc = Vec::new();
    doc.extend(rules.unit.iter().map(|u| format!("Unit: {u}.")));
    doc.extend(rules.scale.map(|s| format!("Physical value: {}.", physical(s))));
    doc
}
