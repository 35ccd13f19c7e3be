//! From a path to a checked schema.

use crate::check;
use crate::diagnostic::Diagnostic;
use crate::hash::layout_hash;
use crate::ir::{Module, ModuleId, Schema, StructId, UnionId};
use crate::nearest::nearest;
use crate::raw::{self, At, Body};
use crate::resolve::order::{self, FieldTypes};
use crate::resolve::{Ctx, index, types};
use crate::shipped;
use crate::sink::Sink;
use crate::source::{Sources, Span};
use crate::{Loaded, Loader};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Bytes a schema file may have.
const MAX_FILE: usize = 32 << 20;
/// Files a schema may consist of.
const MAX_FILES: usize = 256;

/// Loads the schema at `path` and everything it imports. `rbgen:<name>` names a shipped schema, here and in imports.
pub fn load(path: &str, loader: &dyn Loader) -> Loaded {
    let mut files = Files { loader, sources: Sources::default(), sink: Sink::new(), by_path: HashMap::new() };
    let order = files.read_all(path);
    let Files { sources, sink, by_path: _, .. } = files;
    let schema = order.and_then(|read| build(&sources, &sink, read));
    let schema = schema.filter(|_| sink.errors() == 0);
    let diagnostics = sink.finish(&sources);
    Loaded { sources, diagnostics, schema }
}

/// Loads one text; it can import shipped schemas only.
pub fn load_text(name: &str, text: &str) -> Loaded {
    struct One<'a>(&'a str, &'a str);
    impl Loader for One<'_> {
        fn read(&self, path: &str) -> Result<String, String> {
            if path == self.0 {
                Ok(self.1.to_owned())
            } else {
                Err("there are no files beside this text".into())
            }
        }
    }
    load(name, &One(name, text))
}

/// Files in the order of modules, with what each imports.
struct Read {
    files: Vec<raw::File>,
    imports: Vec<Vec<ModuleId>>,
    /// Those that lack a file they import.
    incomplete: BTreeSet<ModuleId>,
}

#[derive(Clone, Copy)]
enum State {
    /// On the way down from the root.
    Open,
    Done(ModuleId),
    /// Couldn't be read; reported.
    Failed,
}

struct Files<'a> {
    loader: &'a dyn Loader,
    sources: Sources,
    sink: Sink,
    by_path: HashMap<String, State>,
}

/// A file whose imports are being read.
struct Frame {
    path: String,
    file: raw::File,
    next: usize,
    imports: Vec<ModuleId>,
    /// Whether an import is missing or unreadable, which was reported.
    incomplete: bool,
}

impl Files<'_> {
    /// Reads the root and what it imports, depth first. None when the root is missing or unreadable.
    fn read_all(&mut self, root: &str) -> Option<Read> {
        let mut read = Read { files: Vec::new(), imports: Vec::new(), incomplete: BTreeSet::new() };
        let mut stack = vec![self.open(root, None)?];
        while let Some(frame) = stack.last_mut() {
            let Some(import) = frame.file.schema.import.get(frame.next).cloned() else {
                let frame = stack.pop()?;
                let id = ModuleId(read.files.len() as u32);
                self.by_path.insert(frame.path, State::Done(id));
                read.files.push(frame.file);
                read.imports.push(frame.imports);
                if frame.incomplete {
                    read.incomplete.insert(id);
                }
                if let Some(above) = stack.last_mut()
                    && !above.imports.contains(&id)
                {
                    above.imports.push(id);
                }
                continue;
            };
            frame.next += 1;
            let target = self.loader.resolve(&frame.path, &import.value);
            match self.by_path.get(&target) {
                Some(State::Done(id)) => {
                    if frame.imports.contains(id) {
                        self.sink.add(
                            Diagnostic::error("duplicate-import", import.span, "this file is imported twice")
                                .help("take one of the two away"),
                        );
                    } else {
                        frame.imports.push(*id);
                    }
                }
                Some(State::Open) => {
                    frame.incomplete = true;
                    let own = frame.path == target;
                    self.sink.add(
                        Diagnostic::error(
                            "import-cycle",
                            import.span,
                            if own {
                                "a file can't import itself".to_owned()
                            } else {
                                format!(
                                    "`{}` imports this file, directly or not",
                                    raw::reader::shorten(&import.value)
                                )
                            },
                        )
                        .help("move what both need into a third file"),
                    );
                }
                Some(State::Failed) => frame.incomplete = true,
                None => match self.open(&target, Some(&import)) {
                    Some(frame) => stack.push(frame),
                    None => {
                        frame.incomplete = true;
                        self.by_path.insert(target, State::Failed);
                    }
                },
            }
        }
        Some(read)
    }

    fn open(&mut self, path: &str, import: Option<&At<String>>) -> Option<Frame> {
        let text = self.text(path, import)?;
        let id = self.sources.add(path, text);
        let file = raw::read(id, &self.sources, &self.sink)?;
        self.by_path.insert(path.to_owned(), State::Open);
        Some(Frame { path: path.to_owned(), file, next: 0, imports: Vec::new(), incomplete: false })
    }

    fn text(&mut self, path: &str, import: Option<&At<String>>) -> Option<String> {
        let fail = |files: &mut Self, id, what: String, help: String| {
            // A root that can't be read has no text to point into.
            let span = import
                .map_or_else(|| Span { file: files.sources.add(path, ""), start: 0, end: 0 }, |at| at.span);
            files.sink.add(Diagnostic::error(id, span, what).help(help));
            None
        };
        if self.by_path.len() >= MAX_FILES {
            return fail(
                self,
                "too-many-files",
                format!("more than {MAX_FILES} files are too many for one schema"),
                "join some of them".into(),
            );
        }
        let text = match shipped::text(path) {
            Some(text) => text.to_owned(),
            None if path.starts_with(shipped::PREFIX) => {
                let near = nearest(&path[shipped::PREFIX.len()..], shipped::ALL.iter().map(|(n, _)| *n));
                let names: Vec<String> =
                    shipped::ALL.iter().map(|(n, _)| format!("`{}{n}`", shipped::PREFIX)).collect();
                if let (Some(near), Some(at)) = (near, import) {
                    let right = format!("{}{near}", shipped::PREFIX);
                    self.sink.add(
                        Diagnostic::error(
                            "cannot-read",
                            at.span,
                            format!("no schema `{path}` ships with rbgen"),
                        )
                        .fix(
                            format!("write `{right}`"),
                            at.span,
                            format!("\"{right}\""),
                        ),
                    );
                    return None;
                }
                return fail(
                    self,
                    "cannot-read",
                    format!("no schema `{path}` ships with rbgen"),
                    format!("those that do are {}", names.join(", ")),
                );
            }
            None => match self.loader.read(path) {
                Ok(text) => text,
                Err(why) => {
                    let help = match import {
                        Some(_) => {
                            "an import is a file of UTF-8 text, named relative to the file that has it"
                        }
                        None => "a schema is a file of UTF-8 text",
                    };
                    return fail(
                        self,
                        "cannot-read",
                        format!("`{}` can't be read: {why}", raw::reader::shorten(path)),
                        help.into(),
                    );
                }
            },
        };
        if text.len() > MAX_FILE {
            return fail(
                self,
                "file-too-large",
                format!("{} bytes are too many for a schema file", text.len()),
                format!("a schema file has at most {MAX_FILE} bytes: split it"),
            );
        }
        Some(text)
    }
}

/// Runs every stage after reading.
fn build(sources: &Sources, sink: &Sink, read: Read) -> Option<Schema> {
    let Read { files, imports, incomplete } = read;
    module_names(&files, sink);
    let index = index::build(&files, &imports, incomplete, sink);
    let mut ctx = Ctx {
        sink,
        sources,
        files: &files,
        schema: Schema {
            modules: modules(sources, &files, &imports, &index),
            consts: Vec::new(),
            enums: Vec::new(),
            flags: Vec::new(),
            unions: Vec::new(),
            structs: Vec::new(),
            messages: Vec::new(),
            operations: Vec::new(),
        },
        enum_ok: Vec::new(),
        flags_ok: Vec::new(),
        const_ok: Vec::new(),
        union_ok: Vec::new(),
        struct_ok: Vec::new(),
        struct_clean: Vec::new(),
        message_ok: Vec::new(),
        struct_leaves: vec![0; index.structs.len()],
        index,
    };
    check::enums::build(&mut ctx);
    check::flags::build(&mut ctx);
    check::consts::build(&mut ctx);
    check::unions::declare(&mut ctx);
    check::structs::declare(&mut ctx);
    let types = field_types(&ctx);
    for item in order::sort(&ctx, &types) {
        match item {
            crate::ir::ItemId::Union(UnionId(n)) => {
                check::unions::build(&mut ctx, UnionId(n), &types.unions[n as usize]);
            }
            crate::ir::ItemId::Struct(StructId(n)) => {
                check::structs::build(&mut ctx, StructId(n), &types.structs[n as usize]);
            }
            _ => {}
        }
    }
    check::structs::all_leaves(&ctx);
    check::tags::build(&mut ctx);
    check::messages::build(&mut ctx);
    check::calls::build(&mut ctx);
    check::langs::check(&ctx);
    let mut schema = ctx.schema;
    if sink.errors() > 0 {
        return None;
    }
    for n in 0..schema.structs.len() {
        schema.structs[n].layout_hash = layout_hash(&schema, StructId(n as u32));
    }
    Some(schema)
}

/// The types of all fields and members.
fn field_types(ctx: &Ctx<'_>) -> FieldTypes {
    let resolve = |module, at: Option<&At<String>>| {
        let at = at?;
        Some((types::resolve(ctx, module, at)?, at.span))
    };
    let structs = ctx.index.structs.iter().map(|(module, item)| match &item.body {
        Body::Struct(raw) => raw.fields.iter().map(|f| resolve(*module, f.ty.get())).collect(),
        _ => Vec::new(),
    });
    let structs = structs.collect();
    let unions = ctx.index.unions.iter().map(|(module, item)| match &item.body {
        Body::Union(raw) => raw.members.iter().map(|m| resolve(*module, m.ty.get())).collect(),
        _ => Vec::new(),
    });
    FieldTypes { structs, unions: unions.collect() }
}

/// Each module is a package or header of its own.
fn module_names(files: &[raw::File], sink: &Sink) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for file in files {
        let Some(name) = file.schema.name.get() else { continue };
        match seen.get(name.value.as_str()) {
            Some(first) => sink.add(
                Diagnostic::error(
                    "duplicate-module",
                    name.span,
                    format!("two files have the name `{}`", name.value),
                )
                .other(*first, "the other one")
                .help("each file becomes a module of its own: give one of them another name"),
            ),
            None => {
                seen.insert(&name.value, name.span);
            }
        }
    }
}

fn modules(
    sources: &Sources,
    files: &[raw::File],
    imports: &[Vec<ModuleId>],
    index: &index::Index<'_>,
) -> Vec<Module> {
    let module = |(m, file): (usize, &raw::File)| {
        let source = sources.get(file.id);
        let schema = &file.schema;
        let mut lang = BTreeMap::new();
        for l in &file.langs {
            lang.insert(l.name.clone(), l.options.clone());
        }
        Module {
            file: file.id,
            path: source.path.clone(),
            text: source.text.clone(),
            name: schema.name.cloned().unwrap_or_default(),
            name_span: schema.name.get().map_or(schema.head, |n| n.span),
            edition: schema.edition,
            version: schema.version.cloned().map_or(1, |v| v as u32),
            endian: schema.endian,
            license: schema.license.cloned(),
            doc: schema.doc.cloned(),
            imports: imports[m].clone(),
            items: index.items[m].clone(),
            lang,
        }
    };
    files.iter().enumerate().map(module).collect()
}

/// Places in files are 32 bits wide.
const _: () = assert!(MAX_FILE < u32::MAX as usize);
