//! The one namespace of a schema and the ids of everything in it.

use crate::diagnostic::Diagnostic;
use crate::ir::{
    ConstId, EnumId, FlagsId, ItemId, MessageId, ModuleId, OperationId, Scalar, Site, StructId, UnionId,
};
use crate::nearest::nearest;
use crate::raw::{self, Body};
use crate::sink::Sink;
use crate::source::Span;
use std::collections::{BTreeSet, HashMap};

/// A raw item with its module.
pub(crate) type Entry<'a> = (ModuleId, &'a raw::Item);

/// What names mean.
#[derive(Default)]
pub(crate) struct Index<'a> {
    names: HashMap<&'a str, ItemId>,
    pub(crate) consts: Vec<Entry<'a>>,
    pub(crate) enums: Vec<Entry<'a>>,
    pub(crate) flags: Vec<Entry<'a>>,
    pub(crate) unions: Vec<Entry<'a>>,
    pub(crate) structs: Vec<Entry<'a>>,
    pub(crate) messages: Vec<Entry<'a>>,
    pub(crate) calls: Vec<Entry<'a>>,
    /// Items of each module, in the order written.
    pub(crate) items: Vec<Vec<ItemId>>,
    /// The modules each module sees: itself and everything it imports, directly or not.
    visible: Vec<BTreeSet<ModuleId>>,
    /// Modules that would see more, had everything been read: a name they lack may be there.
    incomplete: BTreeSet<ModuleId>,
}

/// Names of types that every schema knows.
pub(crate) const BUILT_IN: [&str; 11] =
    ["char", "char16", "bytes", "guid", "uuid", "usize", "isize", "clong", "ptr", "cstr", "bool"];

/// Builds the index; reports names given twice and names of built-in types.
pub(crate) fn build<'a>(
    files: &'a [raw::File],
    imports: &[Vec<ModuleId>],
    incomplete: BTreeSet<ModuleId>,
    sink: &Sink,
) -> Index<'a> {
    let mut index = Index { incomplete, ..Index::default() };
    for (m, file) in files.iter().enumerate() {
        let module = ModuleId(m as u32);
        let mut seen = BTreeSet::from([module]);
        for import in &imports[m] {
            seen.extend(index.visible.get(import.index()).into_iter().flatten().copied());
        }
        if !seen.is_disjoint(&index.incomplete) {
            index.incomplete.insert(module);
        }
        index.visible.push(seen);
        let mut ids = Vec::with_capacity(file.items.len());
        for item in &file.items {
            let id = index.add(module, item);
            ids.push(id);
            let Some(name) = &item.name else { continue };
            if BUILT_IN.contains(&name.value.as_str()) || Scalar::from_name(&name.value).is_some() {
                sink.add(
                    Diagnostic::error(
                        "built-in-name",
                        name.span,
                        format!("`{}` is a type of the language", name.value),
                    )
                    .help("choose another name"),
                );
                continue;
            }
            if let Some(first) = index.names.get(name.value.as_str()).copied() {
                duplicate(&index, first, item, sink);
            } else {
                index.names.insert(&name.value, id);
            }
        }
        index.items.push(ids);
    }
    index
}

fn duplicate(index: &Index<'_>, first: ItemId, item: &raw::Item, sink: &Sink) {
    let Some(name) = &item.name else { return };
    let mut error =
        Diagnostic::error("duplicate-name", name.span, format!("the name `{}` is taken", name.value))
            .label(format!("this {} needs another name", item.body.what()))
            .help("names are unique over all kinds of items and all files: rename one of the two");
    if let Some((_, other)) = index.item(first)
        && let Some(at) = &other.name
    {
        error = error.other(at.span, format!("taken by this {}", other.body.what()));
    }
    sink.add(error);
}

impl<'a> Index<'a> {
    fn add(&mut self, module: ModuleId, item: &'a raw::Item) -> ItemId {
        fn push<'a>(list: &mut Vec<Entry<'a>>, module: ModuleId, item: &'a raw::Item) -> u32 {
            list.push((module, item));
            (list.len() - 1) as u32
        }
        match &item.body {
            Body::Const(_) => ItemId::Const(ConstId(push(&mut self.consts, module, item))),
            Body::Enum(_) => ItemId::Enum(EnumId(push(&mut self.enums, module, item))),
            Body::Flags(_) => ItemId::Flags(FlagsId(push(&mut self.flags, module, item))),
            Body::Union(_) => ItemId::Union(UnionId(push(&mut self.unions, module, item))),
            Body::Struct(_) => ItemId::Struct(StructId(push(&mut self.structs, module, item))),
            Body::Message(_) => ItemId::Message(MessageId(push(&mut self.messages, module, item))),
            Body::Call(_) => ItemId::Operation(OperationId(push(&mut self.calls, module, item))),
        }
    }

    /// The raw item of an id.
    pub(crate) fn item(&self, id: ItemId) -> Option<Entry<'a>> {
        match id {
            ItemId::Const(id) => self.consts.get(id.index()),
            ItemId::Enum(id) => self.enums.get(id.index()),
            ItemId::Flags(id) => self.flags.get(id.index()),
            ItemId::Union(id) => self.unions.get(id.index()),
            ItemId::Struct(id) => self.structs.get(id.index()),
            ItemId::Message(id) => self.messages.get(id.index()),
            ItemId::Operation(id) => self.calls.get(id.index()),
        }
        .copied()
    }

    /// What a name means, wherever it is.
    pub(crate) fn anywhere(&self, name: &str) -> Option<ItemId> {
        self.names.get(name).copied()
    }

    /// Whether a module would see more, had everything been read.
    pub(crate) fn is_incomplete(&self, module: ModuleId) -> bool {
        self.incomplete.contains(&module)
    }

    /// Whether everything was read.
    pub(crate) fn is_whole(&self) -> bool {
        self.incomplete.is_empty()
    }

    /// What a name means in a module. Reports a name of a file that isn't imported.
    pub(crate) fn find(&self, module: ModuleId, name: &str, span: Span, sink: &Sink) -> Found {
        let found = self.anywhere(name).and_then(|id| Some((id, self.item(id)?)));
        if let Some((id, (owner, _))) = found
            && self.visible[module.index()].contains(&owner)
        {
            return Found::Item(id);
        }
        if self.is_incomplete(module) {
            return Found::Reported;
        }
        let Some((_, (_, item))) = found else { return Found::Nothing };
        let mut error = Diagnostic::error(
            "not-imported",
            span,
            format!("`{name}` is declared in a file that this one doesn't import"),
        )
        .help("add that file to `import` of this file's `[schema]`");
        if let Some(at) = &item.name {
            error = error.other(at.span, "declared here");
        }
        sink.add(error);
        Found::Reported
    }

    /// The name of an item of certain kinds that somebody probably meant.
    pub(crate) fn near(&self, name: &str, fits: impl Fn(ItemId) -> bool) -> Option<&'a str> {
        let mut all: Vec<&str> = self.names.iter().filter(|(_, id)| fits(**id)).map(|(n, _)| *n).collect();
        all.sort_unstable();
        nearest(name, all)
    }

    /// Where an item was written, for the schema.
    pub(crate) fn site(entry: Entry<'a>) -> Site {
        let (module, item) = entry;
        let name = item.name.as_ref().map_or(item.whole, |n| n.span);
        Site { module, name, whole: item.whole }
    }
}

/// What looking for a name came to.
pub(crate) enum Found {
    /// There is no such name.
    Nothing,
    /// An error was reported: about the name, or about the file it may be in.
    Reported,
    /// It is this.
    Item(ItemId),
}
