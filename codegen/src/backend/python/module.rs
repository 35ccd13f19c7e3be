//! A module: the items of one schema file, each after what it needs.

use super::context::Context;
use super::layout::{Code, Expr};
use super::names::Names;
use super::{doc, enums, imports, literal, messages, operations, structs, unions, views};
use askama::Template;
use rbgen_schema::Schema;
use rbgen_schema::ir::{FieldKind, ItemId, Literal, ModuleId, PartKind, ValueName, Via, WireType};
use rbgen_templates::python as view;
use std::collections::{BTreeSet, HashSet};

/// A written module.
pub(crate) struct Written {
    pub(crate) text: String,
    /// Public names, in the order of definition.
    pub(crate) exports: Vec<String>,
    /// Helpers of the package that it uses.
    pub(crate) helpers: BTreeSet<String>,
}

/// Writes a module.
pub(crate) fn write(schema: &Schema, names: &Names, id: ModuleId, header: &str) -> Written {
    let cx = Context::new(schema, names, id);
    let module = &schema.modules[id.index()];
    let mut items = String::new();
    let mut exports: Vec<String> = Vec::new();
    let mut after_constant = false;
    for item in ordered(schema, id) {
        let is_constant = matches!(item, ItemId::Const(_));
        for (names, text) in item_texts(&cx, item) {
            // Constants stand together; everything else has two empty lines around it.
            let gap = if is_constant && after_constant && !text.contains('\n') { "" } else { "\n\n" };
            let gap =
                if is_constant && (after_constant || items.is_empty()) && gap == "\n\n" { "\n" } else { gap };
            items.push('\n');
            items.push_str(gap);
            items.push_str(&text);
            exports.extend(names);
            after_constant = is_constant;
        }
    }
    let mut all = Code::at(0);
    let sorted = imports::sorted(exports.iter().map(String::as_str));
    all.assign("__all__", Expr::list(sorted.into_iter().map(literal::string)));
    let mut module_doc = Code::at(0);
    let text = module.doc.clone().unwrap_or_else(|| format!("The schema `{}`.", module.name));
    doc::docstring(&mut module_doc, 0, &[text], &[]);
    let imported = cx.imports();
    let rendered = view::Module {
        header,
        doc: module_doc.text(),
        imports: imports::groups(&imported),
        all: all.text(),
        items,
    };
    // Most of a package is this text: it is copied once.
    let mut text = String::with_capacity(rendered.items.len() + rendered.all.len() + (1 << 14));
    let printed = rendered.render_into(&mut text);
    debug_assert!(printed.is_ok(), "templates only print text");
    drop(rendered);
    text.push('\n');
    Written { text, exports, helpers: imported.get("._codec").cloned().unwrap_or_default() }
}

/// The texts of an item with the public names each defines.
fn item_texts(cx: &Context<'_>, item: ItemId) -> Vec<(Vec<String>, String)> {
    match item {
        ItemId::Const(id) => vec![(vec![cx.const_name(id)], enums::constant(cx, id))],
        ItemId::Enum(id) => vec![(vec![cx.enum_name(id)], enums::enumeration(cx, id))],
        ItemId::Flags(id) => vec![(vec![cx.flags_name(id)], enums::flags(cx, id))],
        ItemId::Union(id) => vec![(vec![cx.union_name(id)], unions::class(cx, id))],
        ItemId::Struct(id) => {
            let mut out = Vec::new();
            if let Some(class) = structs::class(cx, id) {
                out.push((vec![cx.struct_name(id)], class));
            }
            out.extend(views::classes(cx, id).into_iter().map(|(name, text)| (vec![name], text)));
            out.push((Vec::new(), views::checks(cx, id)));
            out
        }
        ItemId::Message(id) => {
            let name = cx.names.item(&cx.schema.messages[id.index()].name);
            vec![(vec![name], messages::class(cx, id))]
        }
        ItemId::Operation(id) => {
            let def = &cx.schema.operations[id.index()];
            let name = cx.names.item(&def.name);
            let mut exported = vec![name.clone(), format!("{name}_timed")];
            exported.extend(def.many.iter().map(|many| format!("{name}_{}", many.name)));
            exported.into_iter().map(|name| vec![name]).zip(operations::functions(cx, id)).collect()
        }
    }
}

/// The items of a module in the order written, but each after the items whose names it needs while it is defined.
fn ordered(schema: &Schema, id: ModuleId) -> Vec<ItemId> {
    let own = &schema.modules[id.index()].items;
    let mut out: Vec<ItemId> = Vec::new();
    let mut open: Vec<(ItemId, bool)> = own.iter().rev().map(|item| (*item, false)).collect();
    let mut left: HashSet<ItemId> = own.iter().copied().collect();
    while let Some((item, done)) = open.pop() {
        if done {
            out.push(item);
            continue;
        }
        if !left.remove(&item) {
            continue;
        }
        open.push((item, true));
        open.extend(needs(schema, item).into_iter().rev().map(|item| (item, false)));
    }
    out
}

fn needs(schema: &Schema, item: ItemId) -> Vec<ItemId> {
    let mut out = Vec::new();
    match item {
        ItemId::Const(id) => {
            let def = &schema.consts[id.index()];
            of_type(&def.ty, &mut out);
            of_literal(&def.value, &mut out);
        }
        ItemId::Enum(_) | ItemId::Flags(_) => {}
        ItemId::Union(id) => schema.unions[id.index()].members.iter().for_each(|m| of_type(&m.ty, &mut out)),
        ItemId::Struct(id) => {
            for field in &schema.structs[id.index()].fields {
                let mut all = vec![&field.rules];
                match &field.kind {
                    FieldKind::Value(ty) => of_type(ty, &mut out),
                    FieldKind::Bits(_, items) => {
                        for item in items {
                            of_type(&super::decode::bit_type(item), &mut out);
                            all.push(&item.rules);
                        }
                    }
                    FieldKind::Reserved(_) | FieldKind::Padding => {}
                }
                for rules in all {
                    rules.default.iter().for_each(|literal| of_literal(literal, &mut out));
                }
            }
        }
        ItemId::Message(id) => {
            let def = &schema.messages[id.index()];
            out.push(ItemId::Struct(def.header));
            def.id.iter().for_each(|literal| of_literal(literal, &mut out));
            out.extend(def.parts.iter().filter_map(|part| match part.kind {
                PartKind::Records(id, _) => Some(ItemId::Struct(id)),
                PartKind::Bytes(_) | PartKind::Rest => None,
            }));
            // Defaults of the header's members stand in the signature of `create`.
            out.extend(needs(schema, ItemId::Struct(def.header)));
        }
        ItemId::Operation(id) => {
            let def = &schema.operations[id.index()];
            let Via::Transport { request, response } = def.via;
            out.extend([ItemId::Message(request), ItemId::Message(response)]);
            def.params
                .iter()
                .filter_map(|param| param.default.as_ref())
                .for_each(|l| of_literal(l, &mut out));
        }
    }
    out
}

fn of_type(ty: &WireType, out: &mut Vec<ItemId>) {
    match ty.element().0 {
        WireType::Enum(id) => out.push(ItemId::Enum(*id)),
        WireType::Flags(id) => out.push(ItemId::Flags(*id)),
        WireType::Union(id) => out.push(ItemId::Union(*id)),
        WireType::Struct(id) => out.push(ItemId::Struct(*id)),
        _ => {}
    }
}

fn of_literal(literal: &Literal, out: &mut Vec<ItemId>) {
    out.extend(literal.named.iter().map(|name| match name {
        ValueName::Const(id) => ItemId::Const(*id),
        ValueName::Enum(id, _) => ItemId::Enum(*id),
        ValueName::Flag(id, _) => ItemId::Flags(*id),
    }));
}
