//! Constants.

use crate::diagnostic::Diagnostic;
use crate::int::Int;
use crate::ir::{ConstDef, Encoding, Literal, Pad, Scalar, TextRules, Value, WireType};
use crate::raw::Body;
use crate::raw::tree::Kind;
use crate::resolve::Ctx;
use crate::resolve::index::Index;
use crate::resolve::types;
use crate::resolve::values::{Want, literal};

/// Builds every const.
pub(crate) fn build(ctx: &mut Ctx<'_>) {
    for entry in ctx.index.consts.clone() {
        let (module, item) = entry;
        let Body::Const(raw) = &item.body else { continue };
        let before = ctx.sink.errors();
        let ty = raw.ty.get().and_then(|at| {
            let ty = types::resolve(ctx, module, at)?;
            let suits = match &ty {
                WireType::Scalar(_) | WireType::Char(_) | WireType::Bytes(_) => true,
                WireType::Enum(id) => return ctx.enum_ok[id.index()].then_some(ty),
                WireType::Flags(id) => return ctx.flags_ok[id.index()].then_some(ty),
                _ => false,
            };
            if suits {
                return Some(ty);
            }
            ctx.sink.add(
                Diagnostic::error("const-type", at.span, format!("a const can't be of type `{}`", at.value))
                    .help("a const is a number, a boolean, `char[N]`, `bytes[N]`, an enum or a flag set"),
            );
            None
        });
        let value = match (&ty, raw.value.get()) {
            (Some(ty), Some(at)) => {
                let rules = TextRules {
                    encoding: Encoding::Utf8,
                    pad: Pad::Nul,
                    terminated: false,
                    replace_invalid: false,
                };
                // A const that names another would make their order matter.
                let names_const = matches!(
                    (ty, &at.value.kind),
                    (WireType::Scalar(s), Kind::Text(_)) if !s.is_bool()
                );
                if names_const {
                    ctx.sink.add(
                        Diagnostic::error(
                            "wrong-value",
                            at.span,
                            "the value of a const of this type is a number",
                        )
                        .help("give the number"),
                    );
                    None
                } else {
                    Want::of(ctx, ty, Some(rules)).and_then(|w| literal(ctx, module, &at.value, &w))
                }
            }
            _ => None,
        };
        let ok = value.is_some() && ctx.sink.errors() == before;
        ctx.schema.consts.push(ConstDef {
            site: Index::site(entry),
            name: item.name.as_ref().map(|n| n.value.clone()).unwrap_or_default(),
            doc: raw.doc.cloned(),
            ty: ty.unwrap_or(WireType::Scalar(Scalar::U32)),
            value: value.unwrap_or(Literal {
                value: Value::Int(Int::ZERO),
                named: Vec::new(),
                span: item.whole,
            }),
        });
        ctx.const_ok.push(ok);
    }
}
