//! Equality, hash and text of values that a data class would get wrong: of bytes, of floats, and of what isn't a data
//! class.

use super::builder;
use super::printer::own;
use super::structs::Written;
use crate::backend::object::code::Code;
use crate::backend::object::lower::member_type;
use rbgen_schema::ir::WireType;

/// Properties that one expression compares or shows; the compiler goes one deeper for each.
const LONG: usize = 100;

/// Whether Kotlin compares values of a type otherwise than by content.
pub(crate) fn is_special(ty: &WireType) -> bool {
    match ty.element().0 {
        WireType::Scalar(scalar) => scalar.is_float(),
        WireType::Bytes(_) => true,
        _ => false,
    }
}

/// Whether Kotlin shows values of a type by their identity.
fn is_opaque(ty: &WireType) -> bool {
    matches!(ty.element().0, WireType::Bytes(_))
}

/// One property of a class.
pub(crate) struct Property {
    /// The name in source.
    pub(crate) name: String,
    /// The type of its value.
    pub(crate) ty: WireType,
}

/// The methods of a struct's class, where it needs its own.
pub(crate) fn members(written: &Written<'_, '_>, code: &mut Code) {
    let def = written.def;
    let property =
        |member| Property { name: written.cx.names.member(def, member), ty: member_type(def, member) };
    let properties: Vec<Property> = def.members.iter().map(property).collect();
    let is_data = !properties.is_empty() && !builder::is_needed(def);
    methods(code, &written.name, &properties, is_data);
}

/// `equals`, `hashCode` and `toString` of a class, as far as a data class doesn't have the right ones.
pub(crate) fn methods(code: &mut Code, class: &str, properties: &[Property], is_data: bool) {
    if is_data && !properties.iter().any(|property| is_special(&property.ty)) {
        return;
    }
    code.blank();
    let mut tests = vec![format!("other is {class}")];
    tests.extend(properties.iter().map(same));
    let flat = format!("override fun equals(other: Any?): Boolean = {}", tests.join(" && "));
    if properties.len() > LONG {
        code.open("override fun equals(other: Any?): Boolean");
        code.line(format!("if (other !is {class}) return false"));
        properties.iter().for_each(|property| code.line(format!("if ({}) return false", differs(property))));
        code.line("return true");
        code.close();
    } else if flat.len() <= code.room() {
        code.line(flat);
    } else {
        code.line("override fun equals(other: Any?): Boolean =");
        code.indent();
        for (index, test) in tests.iter().enumerate() {
            let end = if index + 1 < tests.len() { " &&" } else { "" };
            code.line(format!("{test}{end}"));
            if index == 0 {
                code.indent();
            }
        }
        code.dedent();
        code.dedent();
    }
    code.blank();
    match properties {
        [] => code.line(format!("override fun hashCode(): Int = {}", class.len())),
        [only] => code.line(format!("override fun hashCode(): Int = {}", hash(only))),
        [first, rest @ ..] => {
            code.open("override fun hashCode(): Int");
            code.line(format!("var result: Int = {}", hash(first)));
            for property in rest {
                code.line(format!("result = 31 * result + {}", hash(property)));
            }
            code.line("return result");
            code.close();
        }
    }
    if is_data && !properties.iter().any(|property| is_opaque(&property.ty)) {
        return;
    }
    code.blank();
    shown(code, class, properties);
}

fn same(property: &Property) -> String {
    let (name, own) = (&property.name, own(&property.name));
    match &property.ty {
        WireType::Scalar(scalar) if scalar.is_float() => {
            format!("{own}.toRawBits() == other.{name}.toRawBits()")
        }
        WireType::Bytes(_) => format!("{own}.contentEquals(other.{name})"),
        ty if is_special(ty) => format!("rbgenSame({own}, other.{name})"),
        _ => format!("{own} == other.{name}"),
    }
}

fn differs(property: &Property) -> String {
    let same = same(property);
    // All but calls compare by one operator.
    match same.split_once(" == ") {
        Some((own, other)) => format!("{own} != {other}"),
        None => format!("!{same}"),
    }
}

fn hash(property: &Property) -> String {
    let name = own(&property.name);
    match &property.ty {
        WireType::Scalar(scalar) if scalar.is_float() => format!("{name}.toRawBits().hashCode()"),
        WireType::Bytes(_) => format!("{name}.contentHashCode()"),
        ty if is_special(ty) => format!("rbgenHash({name})"),
        _ => format!("{name}.hashCode()"),
    }
}

fn shown(code: &mut Code, class: &str, properties: &[Property]) {
    let piece = |property: &Property| {
        let (name, label) = (&property.name, property.name.trim_matches('`'));
        match &property.ty {
            // The payload of a message may be long.
            WireType::Bytes(0) => format!("{label}=${{{name}.size}} bytes"),
            WireType::Bytes(_) => format!("{label}=${{{name}.toHexString()}}"),
            ty if is_opaque(ty) => format!("{label}=${{rbgenShow({name})}}"),
            _ if name.starts_with('`') => format!("{label}=${{{name}}}"),
            _ => format!("{label}=${name}"),
        }
    };
    let mut lines: Vec<String> = vec![format!("{class}(")];
    for (index, property) in properties.iter().enumerate() {
        let mut piece = piece(property);
        if index + 1 < properties.len() {
            piece.push_str(", ");
        }
        match lines.last_mut() {
            Some(line) if line.len() + piece.len() < 90 => line.push_str(&piece),
            _ => lines.push(piece),
        }
    }
    if let Some(line) = lines.last_mut() {
        line.push(')');
    }
    match lines.as_slice() {
        lines if properties.len() > LONG => {
            code.verbatim("override fun toString(): String =");
            code.indent();
            code.open("buildString");
            lines.iter().for_each(|line| code.verbatim(format!("append(\"{line}\")")));
            code.close();
            code.dedent();
        }
        [only] => code.verbatim(format!("override fun toString(): String = \"{only}\"")),
        lines => {
            code.line("override fun toString(): String =");
            code.indent();
            for (index, line) in lines.iter().enumerate() {
                let end = if index + 1 < lines.len() { " +" } else { "" };
                code.verbatim(format!("\"{line}\"{end}"));
                if index == 0 {
                    code.indent();
                }
            }
            code.dedent();
            code.dedent();
        }
    }
}
