//! The order in which sizes can be computed: what a type holds comes before it.

use crate::diagnostic::Diagnostic;
use crate::ir::{ItemId, StructId, UnionId, WireType};
use crate::resolve::Ctx;
use crate::source::Span;

/// Structs within structs.
const MAX_DEPTH: usize = 64;

/// The resolved types of what can hold other types, each with the place it was written at.
pub(crate) struct FieldTypes {
    /// For each struct, for each raw field; none for reserved runs and after an error.
    pub(crate) structs: Vec<Vec<Option<(WireType, Span)>>>,
    /// For each union, for each raw member.
    pub(crate) unions: Vec<Vec<Option<(WireType, Span)>>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Structs and unions, those held before those that hold them. Those in a cycle, or too deep, are left out.
pub(crate) fn sort(ctx: &Ctx<'_>, types: &FieldTypes) -> Vec<ItemId> {
    let structs = types.structs.len();
    let total = structs + types.unions.len();
    let id_of = |n: usize| {
        if n < structs {
            ItemId::Struct(StructId(n as u32))
        } else {
            ItemId::Union(UnionId((n - structs) as u32))
        }
    };
    let fields = |n: usize| if n < structs { &types.structs[n] } else { &types.unions[n - structs] };
    let mut state = vec![State::New; total];
    let mut depth = vec![1usize; total];
    let mut bad = vec![false; total];
    let mut order = Vec::with_capacity(total);
    for root in 0..total {
        if state[root] != State::New {
            continue;
        }
        // Nodes on the way down, each with the next field to look at.
        let mut stack = vec![(root, 0usize)];
        state[root] = State::Open;
        while let Some((node, next)) = stack.last_mut() {
            let node = *node;
            if let Some(field) = fields(node).get(*next) {
                *next += 1;
                let Some((ty, span)) = field else { continue };
                let held = match ty.element().0 {
                    WireType::Struct(id) => id.index(),
                    WireType::Union(id) => structs + id.index(),
                    _ => continue,
                };
                match state[held] {
                    State::New => {
                        state[held] = State::Open;
                        stack.push((held, 0));
                    }
                    State::Open => {
                        let from = stack.iter().position(|(n, _)| *n == held).unwrap_or(0);
                        let names: Vec<&str> =
                            stack[from..].iter().map(|(n, _)| ctx.name_of(id_of(*n))).collect();
                        ctx.sink.add(cycle(ctx, &names, id_of(held), *span));
                        stack[from..].iter().for_each(|(n, _)| bad[*n] = true);
                    }
                    State::Done => {}
                }
                continue;
            }
            stack.pop();
            state[node] = State::Done;
            for (ty, span) in fields(node).iter().flatten() {
                let held = match ty.element().0 {
                    WireType::Struct(id) => id.index(),
                    WireType::Union(id) => structs + id.index(),
                    _ => continue,
                };
                bad[node] |= bad[held];
                if depth[held] + 1 > depth[node] {
                    depth[node] = depth[held] + 1;
                    if depth[node] == MAX_DEPTH + 1 {
                        bad[node] = true;
                        ctx.sink.add(
                            Diagnostic::error(
                                "structs-too-deep",
                                *span,
                                format!("structs within structs more than {MAX_DEPTH} deep"),
                            )
                            .help("flatten some of them"),
                        );
                    }
                }
            }
            if !bad[node] {
                order.push(id_of(node));
            }
        }
    }
    order
}

fn cycle(ctx: &Ctx<'_>, names: &[&str], held: ItemId, span: Span) -> Diagnostic {
    let way = match names {
        [one] => format!("`{one}` holds itself"),
        names => {
            let shown: Vec<String> = names.iter().take(8).map(|n| format!("`{n}`")).collect();
            format!("{} hold each other", shown.join(", "))
        }
    };
    let mut e = Diagnostic::error("type-cycle", span, format!("{way}, so that the size would be infinite"))
        .label("this closes the circle")
        .help("a struct can't contain itself: hold an index or an offset in its place");
    if let Some(site) = ctx.site_of(held) {
        e = e.other(site, "the type");
    }
    e
}
