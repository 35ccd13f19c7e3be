//! Structs that grow: what of them is there in data of some version.

use super::generator::{Code, Generator};
use super::text;
use crate::schema::ir::{ItemId, Member, StructDef, StructId};
use rbgen_templates::c::Function;

/// Where a member ends that data of the oldest version doesn't have.
pub(super) fn added(def: &StructDef, member: &Member) -> Option<u64> {
    let field = &def.fields[member.field as usize];
    let end = field.offset + field.size;
    def.sizes.first().filter(|first| def.has_codec() && end > first.size).map(|_| end)
}

impl Generator<'_> {
    /// For each member that was added later, whether data has it.
    pub(super) fn presence_functions(&self, id: StructId) -> Vec<Function> {
        let def = &self.schema.structs[id.index()];
        let stem = &self.names.item(ItemId::Struct(id)).stem;
        let (parameter, argument) =
            if self.struct_takes_order(id) { (", rbgen_order order", ", order") } else { ("", "") };
        let one = |member: &Member| {
            let end = added(def, member)?;
            let mut code = Code::body();
            let stated = format!("{stem}_rbgen_stated((const uint8_t *)data{argument})");
            let end = self.end_at(def, end);
            code.line(format!("return size >= {end} && {stated} >= {end};"));
            Some(Function {
                doc: text::doc_comment(&[format!("Whether data of `size` bytes has `{}`.", member.name)], 0),
                name: format!("bool {stem}_has_{}", self.names.stem(&def.name, &member.name)),
                parameters: format!("const void *data, size_t size{parameter}"),
                body: code.finish(&[]),
            })
        };
        def.members.iter().filter_map(one).collect()
    }
}
