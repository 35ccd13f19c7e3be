//! Access to the fields of shared-memory structs, in place.

use super::generator::{Code, Generator};
use super::text;
use crate::schema::ir::{Atomic, ByteOrder, FieldDef, FieldKind, ItemId, Owner, Scalar, StructDef, StructId};
use rbgen_templates::c::{Function, Group};

impl Generator<'_> {
    /// Loads and stores of the fields that say how they are published; sums for those that both sides write.
    pub(super) fn shared_functions(&self, id: StructId) -> Vec<Group> {
        let def = &self.schema.structs[id.index()];
        let functions: Vec<Function> =
            def.fields.iter().flat_map(|f| self.field_access(id, def, f)).collect();
        if functions.is_empty() {
            return Vec::new();
        }
        let ty = &self.names.item(ItemId::Struct(id)).ty;
        vec![Group {
            open: "#if defined(__GNUC__) || defined(__clang__)".to_owned(),
            functions,
            close: format!(
                "#elif !defined(RBGEN_NO_ATOMICS)\n#error \"access to {ty} in shared memory needs GCC or Clang; \
                 define RBGEN_NO_ATOMICS to do without\"\n#endif"
            ),
        }]
    }

    fn field_access(&self, id: StructId, def: &StructDef, field: &FieldDef) -> Vec<Function> {
        let (Some(atomic), FieldKind::Value(ty)) = (field.atomic, &field.kind) else { return Vec::new() };
        let Some(scalar) = self.scalar(ty).filter(|s| lock_free(*s)) else { return Vec::new() };
        if field.order != ByteOrder::Little && scalar.size() > 1 {
            return Vec::new();
        }
        let names = self.names.item(ItemId::Struct(id));
        let c_type = self.memory_type(ty, field.order).ty;
        let place = format!("&memory->{}", self.field_name(def, field));
        let name = self.names.stem(&def.name, &field.name);
        let (load, store, both) = match atomic {
            Atomic::Relaxed => ("__ATOMIC_RELAXED", "__ATOMIC_RELAXED", "__ATOMIC_RELAXED"),
            Atomic::AcquireRelease => ("__ATOMIC_ACQUIRE", "__ATOMIC_RELEASE", "__ATOMIC_ACQ_REL"),
            Atomic::SeqCst => ("__ATOMIC_SEQ_CST", "__ATOMIC_SEQ_CST", "__ATOMIC_SEQ_CST"),
        };
        let function = |doc: String, what: &str, result: &str, parameters: String, body: String| {
            let mut code = Code::body();
            code.line(body);
            Function {
                doc: text::doc_comment(&[doc], 0),
                name: format!("{result} {}_{what}_{name}", names.stem),
                parameters,
                body: code.finish(&[]),
            }
        };
        let writer = match field.owner {
            Some(Owner::Creator) => "; the creator writes it",
            Some(Owner::Writer) => "; the writer writes it",
            Some(Owner::Reader) => "; the reader writes it",
            Some(Owner::Both) => "; both sides write it",
            None => "",
        };
        let mut all = vec![
            function(
                format!("Reads `{}` in shared memory.", field.name),
                "load",
                &c_type,
                format!("const {} *memory", names.ty),
                format!("return __atomic_load_n({place}, {load});"),
            ),
            function(
                format!("Writes `{}` in shared memory{writer}.", field.name),
                "store",
                "void",
                format!("{} *memory, {c_type} value", names.ty),
                format!("__atomic_store_n({place}, value, {store});"),
            ),
        ];
        if field.owner == Some(Owner::Both) && scalar.is_integer() {
            for (what, verb) in [("add", "Adds to"), ("sub", "Subtracts from")] {
                all.push(function(
                    format!("{verb} `{}` in shared memory and returns what it was.", field.name),
                    &format!("fetch_{what}"),
                    &c_type,
                    format!("{} *memory, {c_type} amount", names.ty),
                    format!("return __atomic_fetch_{what}({place}, amount, {both});"),
                ));
            }
        }
        all
    }
}

fn lock_free(scalar: Scalar) -> bool {
    (scalar.is_integer() || scalar.is_bool()) && scalar.size().is_power_of_two() && scalar.size() <= 8
}
