//! The field that says which version of the schema data was written by.

use crate::check::value_rules::refused_by;
use crate::diagnostic::Diagnostic;
use crate::int::Int;
use crate::ir::{
    BitKind, Evolution, FieldKind, Literal, ModuleId, Role, Scalar, StructDef, Value, ValueRules, WireType,
};
use crate::resolve::Ctx;
use crate::source::Span;

/// A field or bit item with `role = "version"`.
struct Versioned<'a> {
    rules: &'a mut ValueRules,
    width: u32,
    signed: bool,
    name: Span,
}

fn find(def: &mut StructDef) -> Option<Versioned<'_>> {
    let field = def.fields.get_mut(def.roles.version? as usize)?;
    match &mut field.kind {
        FieldKind::Bits(_, items) => {
            let item = items.iter_mut().find(|item| item.role == Some(Role::Version))?;
            let signed = item.kind == BitKind::Signed;
            Some(Versioned { rules: &mut item.rules, width: item.bits.width, signed, name: item.name_span })
        }
        FieldKind::Value(WireType::Scalar(scalar)) => {
            let (width, signed) = (scalar.size() as u32 * 8, Scalar::is_signed(*scalar));
            Some(Versioned { rules: &mut field.rules, width, signed, name: field.name_span })
        }
        _ => None,
    }
}

fn fits(version: Int, width: u32, signed: bool) -> bool {
    Int::from_bits(version.bits(), width, signed) == version
}

/// A version that nobody states is the schema's own, so that a value made of defaults reads back as what it is.
pub(crate) fn default(ctx: &Ctx<'_>, module: ModuleId, def: &mut StructDef) {
    let Some(version) = ctx.version_of(module).map(Int::from) else { return };
    let Some(Versioned { rules, width, signed, name }) = find(def) else { return };
    let value = Value::Int(version);
    if rules.constant.is_none()
        && rules.default.is_none()
        && fits(version, width, signed)
        && !refused_by(rules, &value)
    {
        rules.default = Some(Literal { value, named: Vec::new(), span: name });
    }
}

/// Where the version alone says how much is there, each version that changed the size has to be one the field can hold.
pub(crate) fn states_growth(ctx: &Ctx<'_>, def: &mut StructDef) {
    if def.evolution != Evolution::Append || def.roles.size.is_some() {
        return;
    }
    let last = def.sizes.last().map_or(1, |size| size.version);
    let Some(Versioned { width, signed, name, .. }) = find(def) else { return };
    let help = "use an unsigned integer such as `u16`";
    if signed || width > 64 {
        ctx.sink.add(
            Diagnostic::error(
                "role-type",
                name,
                "a version that says how much is there is an unsigned integer of at most 64 bits",
            )
            .help(help),
        );
    } else if !fits(Int::from(last), width, signed) {
        ctx.sink.add(
            Diagnostic::error("role-type", name, format!("version {last} doesn't fit this type"))
                .label(format!("has {width} bits"))
                .help("use a wider unsigned integer"),
        );
    }
}
