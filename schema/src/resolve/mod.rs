//! Names to ids, texts to types and values.

pub(crate) mod index;
pub(crate) mod order;
pub(crate) mod types;
pub(crate) mod values;

use crate::ir::{ItemId, ModuleId, Schema};
use crate::nearest;
use crate::raw;
use crate::sink::Sink;
use crate::source::{Sources, Span};
use index::Index;

/// Everything the rules look at, and the schema as far as it is built.
///
/// Each list of [`Schema`] has one entry for each raw item of its kind, also for those with errors, so that ids hold;
/// the flags say which entries mean something.
pub(crate) struct Ctx<'a> {
    pub(crate) sink: &'a Sink,
    pub(crate) sources: &'a Sources,
    /// In module order.
    pub(crate) files: &'a [raw::File],
    pub(crate) index: Index<'a>,
    pub(crate) schema: Schema,
    /// Whether an enum has a representation and values that can be relied on.
    pub(crate) enum_ok: Vec<bool>,
    pub(crate) flags_ok: Vec<bool>,
    pub(crate) const_ok: Vec<bool>,
    /// Whether size and alignment of a union are known.
    pub(crate) union_ok: Vec<bool>,
    /// Whether size, alignment and fields of a struct are known.
    pub(crate) struct_ok: Vec<bool>,
    /// Whether nothing at all is wrong in a struct, so that a name it doesn't have is one that was never there.
    pub(crate) struct_clean: Vec<bool>,
    /// Whether a message can be called with.
    pub(crate) message_ok: Vec<bool>,
    /// Values in each struct, everything nested written out.
    pub(crate) struct_leaves: Vec<u64>,
}

impl<'a> Ctx<'a> {
    /// The candidate that was probably meant.
    pub(crate) fn nearest<'n>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'n str>,
    ) -> Option<&'n str> {
        if self.sink.is_enough() { None } else { nearest::nearest(word, candidates) }
    }

    /// The name of an item of certain kinds that was probably meant.
    pub(crate) fn near(&self, name: &str, fits: impl Fn(ItemId) -> bool) -> Option<&'a str> {
        if self.sink.is_enough() { None } else { self.index.near(name, fits) }
    }

    /// The name of an item, for messages.
    pub(crate) fn name_of(&self, id: ItemId) -> &str {
        self.index.item(id).and_then(|(_, i)| i.name.as_ref()).map_or("?", |n| &n.value)
    }

    /// Where an item was named.
    pub(crate) fn site_of(&self, id: ItemId) -> Option<Span> {
        self.index.item(id).and_then(|(_, i)| i.name.as_ref()).map(|n| n.span)
    }

    /// The schema version of a module, for `since`.
    pub(crate) fn version_of(&self, module: ModuleId) -> Option<u64> {
        self.files[module.index()].schema.version.cloned()
    }
}
