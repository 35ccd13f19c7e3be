//! Equality, hash and text of values that C# would compare by reference.

use super::context::Context;
use crate::backend::object::code::Code;
use rbgen_schema::ir::{StructId, WireType};

/// A property whose content counts.
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) ty: WireType,
}

/// Whether C# compares and shows a value of this type as its content.
pub(crate) fn is_plain(ty: &WireType) -> bool {
    match ty {
        WireType::Scalar(scalar) => !scalar.is_float(),
        WireType::Char(_)
        | WireType::Char16(_)
        | WireType::Guid
        | WireType::Uuid
        | WireType::Enum(_)
        | WireType::Flags(_)
        | WireType::Union(_)
        | WireType::Struct(_)
        | WireType::Host(_) => true,
        WireType::Bytes(_) | WireType::Array(..) => false,
    }
}

/// An expression that is true when two values are the same.
pub(crate) fn same(cx: &Context<'_>, ty: &WireType, left: &str, right: &str) -> String {
    match ty {
        ty if is_plain(ty) => match ty {
            WireType::Scalar(_)
            | WireType::Enum(_)
            | WireType::Flags(_)
            | WireType::Char(_)
            | WireType::Char16(_) => {
                format!("{left} == {right}")
            }
            WireType::Union(id) if cx.schema.unions[id.index()].tag.is_some() => format!("{left} == {right}"),
            _ => format!("{left}.Equals({right})"),
        },
        WireType::Array(inner, _) if !is_plain(inner) => {
            let each = lambda(&["left", "right"], &same(cx, inner, "left", "right"));
            format!("{}.Same({left}, {right}, {each})", content(cx))
        }
        _ => format!("{}.Same({left}, {right})", content(cx)),
    }
}

fn content(cx: &Context<'_>) -> String {
    cx.needs.content.set(true);
    cx.expression("RbgenContent")
}

/// A function of one expression; one that only passes its parameters on is the function it calls.
fn lambda(parameters: &[&str], body: &str) -> String {
    let joined = parameters.join(", ");
    match parameters {
        [one] => format!("static {one} => {body}"),
        _ => format!("static ({joined}) => {body}"),
    }
}

/// An expression whose value is equal for equal values.
fn hashed(cx: &Context<'_>, ty: &WireType, value: &str) -> String {
    match ty {
        WireType::Array(inner, _) if !is_plain(inner) => {
            format!("{}.Hash({value}, {})", content(cx), lambda(&["value"], &hashed(cx, inner, "value")))
        }
        ty if is_plain(ty) => value.to_owned(),
        _ => format!("{}.Hash({value})", content(cx)),
    }
}

/// An expression that is the text of a value.
pub(crate) fn shown(cx: &Context<'_>, ty: &WireType, value: &str) -> String {
    match ty {
        WireType::Array(inner, _) if matches!(**inner, WireType::Array(..) | WireType::Bytes(_)) => {
            format!("{}.Show({value}, {})", content(cx), lambda(&["value"], &shown(cx, inner, "value")))
        }
        WireType::Array(..) | WireType::Bytes(_) => format!("{}.Show({value})", content(cx)),
        _ => value.to_owned(),
    }
}

/// `Equals` and `GetHashCode` of a record that has something in it that C# compares by reference.
pub(crate) fn equality(
    cx: &Context<'_>,
    code: &mut Code,
    name: &str,
    properties: &[Property],
    is_class: bool,
) {
    if properties.iter().all(|property| is_plain(&property.ty)) {
        return;
    }
    code.gap();
    code.line("/// <inheritdoc/>");
    let terms = properties
        .iter()
        .map(|property| same(cx, &property.ty, &property.name, &format!("other.{}", property.name)));
    let null = is_class.then(|| "other is not null".to_owned());
    let terms: Vec<String> = null.into_iter().chain(terms).collect();
    if is_class {
        code.line(format!("public bool Equals({name}? other) =>"));
    } else {
        code.line(format!("public bool Equals({name} other) =>"));
    }
    code.indent();
    let last = terms.len() - 1;
    for (at, term) in terms.iter().enumerate() {
        let before = if at == 0 { "" } else { "&& " };
        code.line(format!("{before}{term}{}", if at == last { ";" } else { "" }));
    }
    code.dedent();
    code.gap();
    code.line("/// <inheritdoc/>");
    code.open("public override int GetHashCode()");
    code.line(format!("var hash = default({});", cx.system("HashCode")));
    for property in properties {
        code.line(format!("hash.Add({});", hashed(cx, &property.ty, &property.name)));
    }
    code.line("return hash.ToHashCode();");
    code.close();
    code.gap();
}

/// `PrintMembers` of a record whose text would name the type of an array in place of its elements.
pub(crate) fn printing(cx: &Context<'_>, code: &mut Code, properties: &[Property], head: &str) {
    let opaque = |ty: &WireType| matches!(ty, WireType::Array(..) | WireType::Bytes(_));
    if !properties.iter().any(|property| opaque(&property.ty)) {
        return;
    }
    code.gap();
    if head.starts_with("protected") {
        code.line("/// <inheritdoc/>");
    }
    code.open(format!("{head} bool PrintMembers({} builder)", cx.system("StringBuilder")));
    for (at, property) in properties.iter().enumerate() {
        let before = if at == 0 { "" } else { ", " };
        let name = property.name.trim_start_matches('@');
        let value = shown(cx, &property.ty, &property.name);
        let append = if matches!(property.ty, WireType::Scalar(_)) {
            format!("Append({}.InvariantCulture, $\"{{{value}}}\")", cx.system("CultureInfo"))
        } else {
            format!("Append({value})")
        };
        code.line(format!("builder.Append(\"{before}{name} = \").{append};"));
    }
    code.line("return true;");
    code.close();
    code.gap();
}

/// The name of a struct's type.
pub(crate) fn struct_type(cx: &Context<'_>, id: StructId) -> String {
    cx.ty(&cx.struct_name(id))
}
