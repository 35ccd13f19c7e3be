//! One field: what it is and which values it takes. Where it lies is decided in [`crate::check::structs`].

use crate::check::applicable::{self, Shape};
use crate::check::{bits, since, value_rules};
use crate::diagnostic::Diagnostic;
use crate::edit;
use crate::ir::{
    ByteOrder, Encoding, FieldDef, FieldKind, ModuleId, Pad, TextRules, Usage, ValueRules, WireType,
};
use crate::layout::{self, Extent};
use crate::raw::structs::Field;
use crate::resolve::Ctx;
use crate::resolve::types::too_large;
use crate::resolve::values::Want;
use crate::source::Span;

/// What a field needs to know of its struct.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings {
    pub(crate) module: ModuleId,
    pub(crate) endian: ByteOrder,
    pub(crate) usage: Usage,
}

/// A field without its offset.
pub(crate) struct Built {
    pub(crate) def: FieldDef,
    pub(crate) extent: Extent,
}

/// Builds a field. None where its bytes aren't known.
pub(crate) fn build(
    ctx: &Ctx<'_>,
    around: Surroundings,
    raw: &Field,
    ty: Option<&(WireType, Span)>,
) -> Option<Built> {
    if let (Some(reserved), Some(at)) = (raw.reserved.get(), raw.ty.get()) {
        let e = Diagnostic::error("reserved-with-type", at.key, "reserved bytes have no type")
            .other(reserved.span, "the number of bytes");
        ctx.sink.add(match edit::removal(ctx.sources, at.key, at.span, raw.inline) {
            Some(place) => e.fix("take `type` away, or `reserved` where the field has a meaning", place, ""),
            None => e.help("take `type` away, or `reserved` where the field has a meaning"),
        });
        return None;
    }
    if let Some(reserved) = raw.reserved.get() {
        return Some(reserved_run(ctx, around, raw, reserved.value, reserved.span));
    }
    let (ty, type_span) = ty?;
    let extent = layout::extent(ctx, ty)?;
    if extent.size > crate::ir::MAX_STRUCT_SIZE {
        ctx.sink.add(too_large(*type_span, Some(extent.size)));
        return None;
    }
    let order = order(ctx, around, raw, ty);
    let mut def = blank(ctx, around, raw, extent.size, *type_span);
    def.order = order;
    if raw.bits_slot.is_absent() {
        applicable::field(ctx, raw, Shape::of(ctx, ty), around.usage);
        def.text = text_rules(ctx, raw, ty);
        def.truthy = raw.truthy.cloned().unwrap_or(false);
        if let Some(want) = Want::of(ctx, ty, def.text)
            && usable(ctx, ty)
        {
            def.rules = value_rules::build(ctx, around.module, &raw.rules, &want);
        }
        def.kind = FieldKind::Value(ty.clone());
    } else {
        let word = applicable::bits_word(ctx, ty, *type_span)?;
        applicable::field(ctx, raw, Shape::Bits { size: word.size() }, around.usage);
        if raw.bits_slot.is_bad() {
            return None;
        }
        def.kind = FieldKind::Bits(word, bits::items(ctx, around.module, raw, word).unwrap_or_default());
    }
    Some(Built { def, extent })
}

/// Whether values of a type can be looked at.
fn usable(ctx: &Ctx<'_>, ty: &WireType) -> bool {
    match ty.element().0 {
        WireType::Enum(id) => ctx.enum_ok[id.index()],
        WireType::Flags(id) => ctx.flags_ok[id.index()],
        _ => true,
    }
}

fn blank(ctx: &Ctx<'_>, around: Surroundings, raw: &Field, size: u64, type_span: Span) -> FieldDef {
    FieldDef {
        name: raw.name.cloned().unwrap_or_default(),
        name_span: raw.name.get().map_or(raw.head, |n| n.span),
        type_span,
        span: raw.whole,
        doc: raw.doc.cloned(),
        offset: 0,
        size,
        kind: FieldKind::Padding,
        order: ByteOrder::Little,
        rules: ValueRules::default(),
        text: None,
        truthy: false,
        since: since(ctx, around.module, &raw.life),
        deprecated: raw.life.deprecated.cloned(),
        role: raw.role.cloned(),
        tag: None,
        owner: raw.owner.cloned(),
        atomic: raw.atomic.cloned(),
        group: raw.group.cloned(),
    }
}

fn reserved_run(ctx: &Ctx<'_>, around: Surroundings, raw: &Field, size: u64, span: Span) -> Built {
    applicable::field(ctx, raw, Shape::Reserved, around.usage);
    if let Some(at) = raw.bits_slot.get() {
        let e = Diagnostic::error("reserved-with-type", at.key, "reserved bytes have no bits")
            .help("give the field a type in place of `reserved`");
        ctx.sink.add(e);
    }
    let mut def = blank(ctx, around, raw, size, span);
    let policy = raw.policy.cloned().unwrap_or(ctx.files[around.module.index()].schema.policy);
    def.kind = FieldKind::Reserved(policy);
    def.role = None;
    Built { def, extent: Extent { size, align: 1 } }
}

fn order(ctx: &Ctx<'_>, around: Surroundings, raw: &Field, ty: &WireType) -> ByteOrder {
    let chosen = raw.endian.cloned().unwrap_or(around.endian);
    if let Some(at) = raw.endian.get()
        && at.value == ByteOrder::Either
        && around.endian != ByteOrder::Either
    {
        ctx.sink.add(
            Diagnostic::error(
                "either-in-fixed",
                at.span,
                "a field can't have either order in a struct that has one",
            )
            .help("say `endian = \"either\"` on the struct, or `little` or `big` here"),
        );
    }
    either_within(ctx, around, raw, ty);
    // A host's types have the host's order.
    if matches!(ty.element().0, WireType::Host(_)) {
        return ByteOrder::Little;
    }
    layout::order_of(ctx, ty, chosen).unwrap_or(ByteOrder::Little)
}

/// A struct of one order can't pass an order on.
fn either_within(ctx: &Ctx<'_>, around: Surroundings, raw: &Field, ty: &WireType) {
    if around.endian == ByteOrder::Either {
        return;
    }
    let (id, what, site) = match ty.element().0 {
        WireType::Struct(id) => {
            let def = &ctx.schema.structs[id.index()];
            (def.endian == ByteOrder::Either, "struct", def.site.name)
        }
        WireType::Union(id) => {
            let def = &ctx.schema.unions[id.index()];
            let either = def.members.iter().any(|m| {
                m.order == ByteOrder::Either
                    || matches!(m.ty.element().0, WireType::Struct(s)
                        if ctx.schema.structs[s.index()].endian == ByteOrder::Either)
            });
            (either, "union", def.site.name)
        }
        _ => return,
    };
    if !id {
        return;
    }
    let span = raw.ty.get().map_or(raw.whole, |at| at.span);
    ctx.sink.add(
        Diagnostic::error(
            "either-in-fixed",
            span,
            format!("this {what} is of either byte order, the struct around it of one"),
        )
        .other(site, format!("the {what}"))
        .help("say `endian = \"either\"` on the outer struct, or fix the order of the inner one"),
    );
}

fn text_rules(ctx: &Ctx<'_>, raw: &Field, ty: &WireType) -> Option<TextRules> {
    let wide = match ty.element().0 {
        WireType::Char(_) => false,
        WireType::Char16(_) => true,
        _ => return None,
    };
    let default = if wide { Encoding::Utf16 } else { Encoding::Utf8 };
    let mut encoding = raw.encoding.cloned().unwrap_or(default);
    if (encoding == Encoding::Utf16) != wide
        && let Some(at) = raw.encoding.get()
    {
        let (what, word) = if wide { ("char16", "utf-16") } else { ("char", "utf-8") };
        ctx.sink.add(
            Diagnostic::error("bad-encoding", at.span, format!("`{what}` can't have this encoding")).fix(
                format!("write `{word}`"),
                at.span,
                format!("\"{word}\""),
            ),
        );
        encoding = default;
    }
    Some(TextRules {
        encoding,
        pad: raw.pad.cloned().unwrap_or(Pad::Nul),
        terminated: raw.terminated.cloned().unwrap_or(false),
        replace_invalid: raw.invalid.cloned().unwrap_or(false),
    })
}
