//! The user's struct beside the schema's: every difference, each on the field it is about.

use crate::errors::Errors;
use crate::excerpt::Shown;
use crate::item::{Field, Item, unraw};
use crate::overlay;
use crate::slot::{Shape, Slot, slots, why_no_member};
use crate::verdict::{Verdict, verdict};
use quote::ToTokens as _;
use rbgen_schema::Span;
use rbgen_schema::ir::{FieldKind, Schema, StructDef};
use rbgen_schema::nearest::nearest;

/// A field of the user's struct with what the schema says about it.
#[derive(Debug)]
pub(crate) struct Pair<'a> {
    /// The user's.
    pub(crate) field: &'a Field,
    /// The schema's.
    pub(crate) slot: Slot<'a>,
    /// Whether the compiler has to compare the types.
    pub(crate) ask_compiler: bool,
}

/// Compares names, order and types. The pairs come in the schema's order.
pub(crate) fn compare<'a>(
    item: &'a Item,
    shape: Shape,
    schema: &'a Schema,
    def: &'a StructDef,
    shown: Shown<'_>,
    errors: &mut Errors,
) -> Vec<Pair<'a>> {
    let slots = slots(schema, def, shape);
    let matched = match_names(item, &slots);
    let places: Vec<Option<usize>> = (0..slots.len())
        .map(|slot| matched.iter().position(|m| matches!(m, Match::Slot(s) | Match::Slip(s) if *s == slot)))
        .collect();

    let report = Report { item, shape, def, slots: &slots, shown };
    for (field, found) in item.fields.iter().zip(&matched) {
        match found {
            Match::Slot(_) => {}
            Match::Slip(slot) => report.misspelt(field, &slots[*slot], errors),
            Match::None => report.extra(field, errors),
        }
    }
    for (index, place) in places.iter().enumerate() {
        if place.is_none() {
            let before = places[index + 1..].iter().flatten().next().map(|at| &item.fields[*at]);
            report.missing(&slots[index], before, errors);
        }
    }
    report.out_of_order(&matched, errors);

    let mut pairs = Vec::new();
    for (slot, place) in slots.iter().zip(places) {
        let Some(place) = place else { continue };
        let field = &item.fields[place];
        let found = verdict(&field.ty, &slot.wanted);
        // What no overlay can hold is said of the struct's kind, not of the type.
        let fits = shape != Shape::Overlay || overlay::unfit(slot.field).is_none();
        if found == Verdict::Different && fits {
            report.wrong_type(field, slot, errors);
        }
        pairs.push(Pair { field, slot: slot.clone(), ask_compiler: found == Verdict::AskCompiler });
    }
    pairs
}

/// What a field of the user's struct stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    /// The slot of its name.
    Slot(usize),
    /// The slot its name was probably meant for.
    Slip(usize),
    /// Nothing.
    None,
}

fn match_names(item: &Item, slots: &[Slot<'_>]) -> Vec<Match> {
    let mut taken = vec![false; slots.len()];
    let mut matched: Vec<Match> = Vec::new();
    for field in &item.fields {
        let name = field.name();
        let slot = (0..slots.len())
            .find(|&i| !taken[i] && (slots[i].name == name || unraw_text(&slots[i].rust_name) == name))
            // Reserved bytes have nothing to say, so `_reserved` or `_0` will do where they are next.
            .or_else(|| {
                let next = taken.iter().rposition(|taken| *taken).map_or(0, |i| i + 1);
                (name.starts_with('_') && slots.get(next)?.is_filler()).then_some(next)
            });
        if let Some(slot) = slot {
            taken[slot] = true;
        }
        matched.push(slot.map_or(Match::None, Match::Slot));
    }
    for (field, found) in item.fields.iter().zip(&mut matched) {
        if *found != Match::None {
            continue;
        }
        let free = (0..slots.len()).filter(|&i| !taken[i]);
        let name = field.name();
        if let Some(near) = nearest(&name, free.map(|i| slots[i].name))
            && let Some(slot) = slots.iter().position(|slot| slot.name == near)
        {
            taken[slot] = true;
            *found = Match::Slip(slot);
        }
    }
    matched
}

fn unraw_text(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Wording, in one place.
struct Report<'a> {
    item: &'a Item,
    shape: Shape,
    def: &'a StructDef,
    slots: &'a [Slot<'a>],
    shown: Shown<'a>,
}

impl Report<'_> {
    fn show(&self, span: Span, label: &str) -> String {
        self.shown.excerpt(span, label)
    }

    fn misspelt(&self, field: &Field, slot: &Slot<'_>, errors: &mut Errors) {
        let message = format!(
            "struct `{}` of the schema has no field `{}`{}\n  = help: did you mean `{}`?",
            self.def.name,
            field.name(),
            self.show(slot.name_span(), "this one is missing here"),
            slot.rust_name,
        );
        errors.add(field.ident.span(), message);
    }

    fn extra(&self, field: &Field, errors: &mut Errors) {
        let name = field.name();
        let known = self.def.fields.iter().find(|known| known.name == name);
        if let Some((known, why)) = known.and_then(|known| Some((known, why_no_member(known)?)))
            && self.shape == Shape::Value
        {
            let items = match &known.kind {
                FieldKind::Bits(_, items) => {
                    let names: Vec<String> = items
                        .iter()
                        .filter(|item| self.slots.iter().any(|slot| slot.name == item.name))
                        .map(|item| format!("`{}`", item.name))
                        .collect();
                    format!("write {} in its place", names.join(", "))
                }
                _ => "remove the field, or describe every byte with `#[repr(C)]`".to_owned(),
            };
            let message = format!(
                "`{name}` {why}; a value struct doesn't hold it{}\n  = help: {items}",
                self.show(known.name_span, ""),
            );
            errors.add(field.ident.span(), message);
            return;
        }
        let whole = self.show(self.def.site.name, "this struct");
        let item_of = self.def.fields.iter().find(|known| match &known.kind {
            FieldKind::Bits(_, items) => items.iter().any(|item| item.name == name),
            _ => false,
        });
        let help = match (self.shape, item_of) {
            (Shape::Overlay | Shape::Fields, Some(word)) => {
                format!("an overlay holds the whole bit word: write `{}` in its place", word.name)
            }
            _ => "remove it, or add it to the schema".to_owned(),
        };
        errors.add(
            field.ident.span(),
            format!(
                "struct `{}` of the schema has no field `{name}`{whole}\n  = help: {help}",
                self.def.name
            ),
        );
    }

    fn missing(&self, slot: &Slot<'_>, before: Option<&Field>, errors: &mut Errors) {
        let (span, place) = match before {
            Some(field) => (field.ident.span(), format!("before `{}`", field.ident)),
            None => (
                self.item.fields.last().map_or(self.item.span(), |f| f.ident.span()),
                "at the end".to_owned(),
            ),
        };
        let span_in_schema =
            if matches!(slot.field.kind, FieldKind::Padding) { self.def.site.name } else { slot.name_span() };
        let why = match self.shape {
            Shape::Overlay if slot.is_filler() => "; an overlay describes every byte",
            _ => "",
        };
        let message = format!(
            "field `{}` of the schema is missing{why}{}\n  = help: add `{}: {},` {place}",
            slot.name,
            self.show(span_in_schema, &format!("at offset {}", slot.field.offset)),
            slot.rust_name,
            slot.wanted.text(),
        );
        errors.add(span, message);
    }

    /// Names the fewest fields whose move restores the order.
    fn out_of_order(&self, matched: &[Match], errors: &mut Errors) {
        let present: Vec<(usize, usize)> = matched
            .iter()
            .enumerate()
            .filter_map(|(at, found)| match found {
                Match::Slot(slot) | Match::Slip(slot) => Some((at, *slot)),
                Match::None => None,
            })
            .collect();
        let kept = longest_rising(&present.iter().map(|(_, slot)| *slot).collect::<Vec<_>>());
        for (index, (at, slot)) in present.iter().enumerate() {
            if kept.contains(&index) {
                continue;
            }
            let after = present.iter().filter(|(_, other)| other < slot).max_by_key(|(_, other)| *other);
            let place = match after {
                Some((other, _)) => format!("after `{}`", self.item.fields[*other].ident),
                None => "first".to_owned(),
            };
            let field = &self.item.fields[*at];
            let slot = &self.slots[*slot];
            errors.add(
                field.ident.span(),
                format!(
                    "field `{}` is out of order{}\n  = help: move it {place}",
                    unraw(&field.ident),
                    self.show(slot.name_span(), &format!("at offset {}", slot.field.offset)),
                ),
            );
        }
    }

    fn wrong_type(&self, field: &Field, slot: &Slot<'_>, errors: &mut Errors) {
        errors.on(
            &field.ty,
            format!(
                "field `{}` is `{}` here, but `{}` by {}{}\n  = help: write `{}`",
                unraw(&field.ident),
                type_text(&field.ty),
                slot.wanted.text(),
                self.shown.authority(),
                self.show(slot.type_span(), ""),
                slot.wanted.text(),
            ),
        );
    }
}

/// A type as it was written, without the blanks that token streams put between everything.
pub(crate) fn type_text(ty: &syn::Type) -> String {
    let text = ty.to_token_stream().to_string();
    let mut out = text;
    for (from, to) in
        [(" :: ", "::"), (":: ", "::"), (" <", "<"), ("< ", "<"), (" >", ">"), (" ;", ";"), ("& ", "&")]
    {
        out = out.replace(from, to);
    }
    out
}

/// Positions of a longest rising subsequence.
fn longest_rising(numbers: &[usize]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(numbers.len());
    for (i, number) in numbers.iter().enumerate() {
        let before =
            (0..i).filter(|j| numbers[*j] < *number).max_by_key(|j| (best[*j].0, std::cmp::Reverse(*j)));
        best.push((before.map_or(1, |j| best[j].0 + 1), before));
    }
    let mut at = (0..numbers.len()).max_by_key(|i| (best[*i].0, std::cmp::Reverse(*i)));
    let mut kept = Vec::new();
    while let Some(i) = at {
        kept.push(i);
        at = best[i].1;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::longest_rising;

    #[test]
    fn the_fewest_fields_move() {
        let mut kept = longest_rising(&[0, 4, 1, 2, 3]);
        kept.sort_unstable();
        assert_eq!(kept, [0, 2, 3, 4]);
        assert_eq!(longest_rising(&[1, 0]), [0]);
        assert_eq!(longest_rising(&[]), [0; 0]);
    }
}
