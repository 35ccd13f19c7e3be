//! Constants, enums and flag sets.

use super::doc;
use super::literal;
use super::types::{Context, number_type};
use crate::backend::object::code::{Code, KOTLIN};
use crate::backend::object::names::capital;
use rbgen_schema::Int;
use rbgen_schema::ir::{ConstId, EnumDef, EnumId, FlagValue, FlagsDef, FlagsId, Scalar, Unknown, WireType};

/// Enum values that one `when` looks at; a method of the JVM may have 64 KB.
const ARMS: usize = 1000;

/// Adds what else documentation says: since when, and why not to use it any more.
pub(crate) fn history(paragraphs: &mut Vec<String>, since: Option<u32>, deprecated: Option<&String>) {
    paragraphs.extend(since.map(|since| format!("Since version {since}.")));
    paragraphs.extend(deprecated.map(|why| format!("Deprecated: {why}")));
}

/// The annotation of what should not be used any more.
pub(crate) fn deprecation(code: &mut Code, deprecated: Option<&String>) {
    if let Some(why) = deprecated {
        code.line(format!("@Deprecated({})", literal::string(why)));
    }
}

/// A constant.
pub(crate) fn constant(cx: &Context<'_>, code: &mut Code, id: ConstId) {
    let def = &cx.schema.consts[id.index()];
    let text = def.doc.clone().unwrap_or_else(|| format!("The constant `{}` of the schema.", def.name));
    doc::block(code, &[text], &[]);
    let (name, ty, value) = (cx.names.constant(id), cx.ty(&def.ty), cx.literal(&def.ty, &def.value));
    match def.ty {
        // Nobody shall change the constant of others.
        WireType::Bytes(_) => code.line(format!("public val {name}: {ty} get() = {value}")),
        _ if is_const(&def.ty) => code.line(format!("public const val {name}: {ty} = {value}")),
        _ => code.line(format!("public val {name}: {ty} = {value}")),
    }
}

/// Whether the JVM has constants of a type.
pub(crate) fn is_const(ty: &WireType) -> bool {
    match ty {
        WireType::Scalar(scalar) => scalar.size() < 16,
        WireType::Char(_) | WireType::Char16(_) => true,
        _ => false,
    }
}

/// An enum: a code, with a constant for each known one.
pub(crate) fn enumeration(cx: &Context<'_>, id: EnumId) -> Code {
    let def = &cx.schema.enums[id.index()];
    let name = cx.names.enumeration(id);
    let mut code = Code::at(KOTLIN, 0);
    let mut paragraphs =
        vec![def.doc.clone().unwrap_or_else(|| format!("The enum `{}` of the schema.", def.name))];
    paragraphs.push(match def.unknown {
        Unknown::Keep => format!("A {}. An unknown code survives a round trip.", def.repr.name()),
        Unknown::Reject => format!("A {}. Decoding and encoding refuse an unknown code.", def.repr.name()),
    });
    history(&mut paragraphs, def.since, def.deprecated.as_ref());
    doc::block(&mut code, &paragraphs, &[]);
    deprecation(&mut code, def.deprecated.as_ref());
    code.line("@JvmInline");
    code.line(format!("public value class {name}("));
    code.indent();
    doc::plain(&mut code, "The code.");
    code.line(format!("public val code: {},", number_type(def.repr)));
    code.dedent();
    code.open(")");
    doc::plain(&mut code, "Whether the schema lists the code.");
    code.line("public val isKnown: Boolean");
    code.indent();
    code.line("get() = name != null");
    code.dedent();
    code.blank();
    doc::plain(&mut code, "The name in the schema; null for an unknown code.");
    let known: Vec<usize> =
        (0..def.values.len()).filter(|index| def.values[*index].alias.is_none()).collect();
    let names = |index: usize| Some(literal::string(&def.values[index].name));
    lookup(&mut code, def, "name", "String?", "null", &known, names);
    for (index, attribute) in def.text.iter().enumerate() {
        code.blank();
        let text =
            format!("The `{}` of the value, or {:?} where it has none.", attribute.name, attribute.fallback);
        doc::block(&mut code, &[text], &[]);
        let fallback = literal::string(&attribute.fallback);
        let texts = |value: usize| {
            let text = literal::string(&def.values[value].text[index]);
            (text != fallback).then_some(text)
        };
        let property = cx.names.inner(&def.name, &attribute.name);
        lookup(&mut code, def, &property, "String", &fallback, &known, texts);
    }
    code.blank();
    code.line(format!("override fun toString(): String = name ?: \"{name}($code)\""));
    code.blank();
    doc::plain(&mut code, "The known values.");
    code.open("public companion object");
    for (index, value) in def.values.iter().enumerate() {
        if index > 0 {
            code.blank();
        }
        let mut paragraphs =
            vec![value.doc.clone().unwrap_or_else(|| format!("The value `{}`.", value.name))];
        history(&mut paragraphs, value.since, value.deprecated.as_ref());
        doc::block(&mut code, &paragraphs, &[]);
        deprecation(&mut code, value.deprecated.as_ref());
        let constant = cx.names.value(&def.name, &value.name);
        code.line(format!("public val {constant}: {name}"));
        code.indent();
        code.line(format!("get() = {name}({})", literal::typed(value.code, def.repr)));
        code.dedent();
    }
    code.close();
    code.close();
    code
}

/// A property that a `when` over the code answers; in pieces where there are many codes.
fn lookup(
    code: &mut Code,
    def: &EnumDef,
    property: &str,
    ty: &str,
    fallback: &str,
    values: &[usize],
    text: impl Fn(usize) -> Option<String>,
) {
    let arms: Vec<(String, String)> = values
        .iter()
        .filter_map(|index| {
            let number = super::number::arm(def.repr, &[def.values[*index].code]);
            text(*index).map(|text| (number, text))
        })
        .collect();
    let subject = super::number::subject("code", def.repr);
    code.line(format!("public val {property}: {ty}"));
    code.indent();
    let pieces: Vec<&[(String, String)]> = arms.chunks(ARMS).collect();
    let helper = format!("rbgen{}", capital(property.trim_matches('`')));
    match pieces.as_slice() {
        [] => code.line(format!("get() = {fallback}")),
        [only] => {
            code.line("get() =");
            code.indent();
            choice(code, &subject, only, fallback);
            code.dedent();
        }
        many => {
            let calls: Vec<String> = (0..many.len()).map(|index| format!("{helper}{index}()")).collect();
            let end = if fallback == "null" { String::new() } else { format!(" ?: {fallback}") };
            code.line(format!("get() = {}{end}", calls.join(" ?: ")));
        }
    }
    code.dedent();
    if pieces.len() > 1 {
        for (index, piece) in pieces.iter().enumerate() {
            code.blank();
            code.line(format!("private fun {helper}{index}(): String? ="));
            code.indent();
            choice(code, &subject, piece, "null");
            code.dedent();
        }
    }
}

fn choice(code: &mut Code, subject: &str, arms: &[(String, String)], fallback: &str) {
    code.open(format!("when ({subject})"));
    for (number, text) in arms {
        code.verbatim(format!("{number} -> {text}"));
    }
    code.verbatim(format!("else -> {fallback}"));
    code.close();
}

/// A flag set: bits, of which some have names.
pub(crate) fn flags(cx: &Context<'_>, id: FlagsId) -> Code {
    let def = &cx.schema.flags[id.index()];
    let name = cx.names.flags(id);
    let mut code = Code::at(KOTLIN, 0);
    let mut paragraphs =
        vec![def.doc.clone().unwrap_or_else(|| format!("The flags `{}` of the schema.", def.name))];
    paragraphs.push(format!("A {}. Unknown bits are kept.", def.repr.name()));
    doc::block(&mut code, &paragraphs, &[]);
    code.line("@JvmInline");
    code.line(format!("public value class {name}("));
    code.indent();
    doc::plain(&mut code, "All bits.");
    code.line(format!("public val bits: {},", number_type(def.repr)));
    code.dedent();
    code.open(")");
    for value in def.values.iter().filter(|value| !value.is_flag) {
        number(cx, &mut code, def, &name, value);
    }
    doc::plain(&mut code, "Whether all bits of [other] are set.");
    code.line(format!(
        "public operator fun contains(other: {name}): Boolean = (bits and other.bits) == other.bits"
    ));
    code.blank();
    doc::plain(&mut code, "The bits of both.");
    code.line(format!("public operator fun plus(other: {name}): {name} = {name}(bits or other.bits)"));
    code.blank();
    doc::plain(&mut code, "These bits without those of [other].");
    code.line(format!(
        "public operator fun minus(other: {name}): {name} = {name}(bits and other.bits.inv())"
    ));
    code.blank();
    shown(cx, &mut code, def, &name);
    code.blank();
    doc::plain(&mut code, "The named bits.");
    code.open("public companion object");
    doc::plain(&mut code, "No bits.");
    code.line(format!("public val NONE: {name}"));
    getter(&mut code, &format!("{name}({})", literal::typed(Int::ZERO, def.repr)));
    for value in def.values.iter().filter(|value| value.is_flag) {
        code.blank();
        let text = value.doc.clone().unwrap_or_else(|| format!("The flag `{}`.", value.name));
        doc::block(&mut code, &[text, format!("Bit {}.", value.bits.low)], &[]);
        code.line(format!("public val {}: {name}", cx.names.value(&def.name, &value.name)));
        let mask = literal::typed(Int::from(value.bits.mask()), def.repr);
        getter(&mut code, &format!("{name}({mask})"));
    }
    code.close();
    code.close();
    code
}

fn getter(code: &mut Code, value: &str) {
    code.indent();
    code.line(format!("get() = {value}"));
    code.dedent();
}

/// The property and the function for a number of several bits.
fn number(cx: &Context<'_>, code: &mut Code, def: &FlagsDef, name: &str, value: &FlagValue) {
    let (plain, property) = (cx.names.plain(&def.name, &value.name), cx.names.inner(&def.name, &value.name));
    let bits = value.bits;
    let high = bits.low + bits.width - 1;
    let scalar = Scalar::of_width(bits.width, false);
    let ty = number_type(scalar);
    let text = value.doc.clone().unwrap_or_else(|| format!("The number `{}`.", value.name));
    doc::block(code, &[text, format!("Bits {high}:{}.", bits.low)], &[]);
    code.line(format!("public val {property}: {ty}"));
    getter(code, &super::number::unpack("bits", def.repr, bits, scalar));
    code.blank();
    doc::plain(code, &format!("These flags with another number in bits {high}:{}.", bits.low));
    code.open(format!("public fun with{}(number: {ty}): {name}", capital(&plain)));
    let most = Int::from(bits.value_mask());
    if let Some(test) = super::number::beyond("number", scalar, most) {
        code.open(format!("if ({test})"));
        code.line(format!(
            "throw EncodeException(ErrorKind.OUT_OF_RANGE, {}, {}, \"0..{most}\", number.toString())",
            literal::string(&def.name),
            literal::string(&value.name)
        ));
        code.close();
    }
    code.line(format!("return {name}({})", super::number::replace("bits", def.repr, bits, scalar, "number")));
    code.close();
    code.blank();
}

/// `toString`: the names of the bits that are set, and what is left in hexadecimal digits.
fn shown(cx: &Context<'_>, code: &mut Code, def: &FlagsDef, name: &str) {
    let flags: Vec<&FlagValue> = def.values.iter().filter(|value| value.is_flag).collect();
    code.open("override fun toString(): String");
    code.line("val names: MutableList<String> = mutableListOf()");
    for value in &flags {
        let constant = cx.names.value(&def.name, &value.name);
        code.line(format!("if ({constant} in this) names.add({})", literal::string(&value.name)));
    }
    let known = flags.iter().fold(0, |known, value| known | value.bits.mask());
    let zero = literal::number(Int::ZERO, def.repr);
    let all = if known == 0 {
        "bits".to_owned()
    } else {
        format!("bits and {}.inv()", literal::number(Int::from(known), def.repr))
    };
    code.line(format!("val rest: {} = {all}", number_type(def.repr)));
    code.line(format!("if (rest != {zero}) names.add(\"0x${{rest.toString(16)}}\")"));
    code.line(format!("return names.joinToString(\" + \", \"{name}(\", \")\")"));
    code.close();
}
