//! Enums and flag sets: an `enum` with extension methods, or a struct around a number of 128 bits.

use super::context::Context;
use super::doc::Doc;
use super::{literal, obsolete};
use crate::backend::object::code::{CSHARP, Code};
use rbgen_schema::Int;
use rbgen_schema::ir::{EnumDef, EnumId, FlagValue, FlagsDef, FlagsId, Scalar, Unknown};
use std::collections::BTreeSet;

/// The file of an enum, below its `using` lines.
pub(crate) fn enumeration(cx: &Context<'_>, id: EnumId) -> String {
    let def = &cx.schema.enums[id.index()];
    let name = cx.enum_name(id);
    let wide = Context::is_wide(def.repr);
    let mut code = Code::at(CSHARP, 0);
    let keeps = match def.unknown {
        Unknown::Keep => "A code without a name stays what it is and survives a round trip.",
        Unknown::Reject => "A code without a name can't be decoded or encoded.",
    };
    let repr = format!("As {} on the wire. {keeps}", def.repr.name());
    let mut paragraphs =
        vec![def.doc.clone().unwrap_or_else(|| format!("The enum {} of the schema.", def.name)), repr];
    paragraphs.extend(def.since.map(|version| format!("Since version {version} of the schema.")));
    Doc::new(paragraphs).write(&mut code);
    obsolete(cx, &mut code, def.deprecated.as_deref());
    if wide {
        wide_head(cx, &mut code, &name, def.repr);
        for value in &def.values {
            let member = cx.names.value(&def.name, &value.name);
            let mut paragraphs =
                vec![value.doc.clone().unwrap_or_else(|| format!("The code {}.", value.code))];
            paragraphs.extend(value.since.map(|version| format!("Since version {version} of the schema.")));
            code.gap();
            Doc::new(paragraphs).write(&mut code);
            obsolete(cx, &mut code, value.deprecated.as_deref());
            code.line(format!(
                "public static readonly {name} {member} = new({});",
                literal::int(def.repr, value.code)
            ));
        }
        attributes(cx, &mut code, def, &name, true);
        to_string(cx, &mut code, def);
        code.close();
        return code.text();
    }
    code.open(format!("public enum {name} : {}", cx.number(def.repr)));
    for value in &def.values {
        let member = cx.names.value(&def.name, &value.name);
        let mut paragraphs = vec![value.doc.clone().unwrap_or_else(|| format!("The code {}.", value.code))];
        paragraphs.extend(value.since.map(|version| format!("Since version {version} of the schema.")));
        Doc::new(paragraphs).write(&mut code);
        obsolete(cx, &mut code, value.deprecated.as_deref());
        code.line(format!("{member} = {},", value.code));
        code.gap();
    }
    code.close();
    code.blank();
    Doc::new([format!("What the schema says of the values of {}.", def.name)]).write(&mut code);
    code.open(format!("public static class {name}Extensions"));
    attributes(cx, &mut code, def, &name, false);
    code.close();
    code.text()
}

/// The start of a struct that stands in for an enum: C# has none of 128 bits.
fn wide_head(cx: &Context<'_>, code: &mut Code, name: &str, repr: Scalar) {
    let number = cx.number(repr);
    code.line(format!("public readonly record struct {name}({number} Value)"));
    code.verbatim("{");
    code.indent();
    Doc::new(["The number.".to_owned()]).write(code);
    code.line(format!("public {number} Value {{ get; init; }} = Value;"));
    code.gap();
    Doc::new(["The value of a number.".to_owned()]).param("value", "The number.").write(code);
    code.line(format!("public static explicit operator {name}({number} value) => new(value);"));
    code.gap();
    Doc::new(["The number of a value.".to_owned()]).param("value", "The value.").write(code);
    code.line(format!("public static explicit operator {number}({name} value) => value.Value;"));
}

/// `IsKnown` and the text attributes.
fn attributes(cx: &Context<'_>, code: &mut Code, def: &EnumDef, name: &str, wide: bool) {
    let codes: Vec<&rbgen_schema::ir::EnumValue> =
        def.values.iter().filter(|value| value.alias.is_none()).collect();
    let test = |this: &str| {
        let each = codes.iter().map(|value| {
            let member = format!("{name}.{}", cx.names.value(&def.name, &value.name));
            if wide { format!("{this} == {member}") } else { member }
        });
        let each: Vec<String> = each.collect();
        if wide { each.join(" || ") } else { format!("{this} is {}", each.join(" or ")) }
    };
    let is_known = Doc::new(["Whether the schema has a name for the code.".to_owned()]);
    code.gap();
    if wide {
        is_known.returns("True for the codes of the schema.").write(code);
        code.line(format!("public bool IsKnown() => {};", test("this")));
    } else {
        is_known.param("value", "The value.").returns("True for the codes of the schema.").write(code);
        code.line(format!("public static bool IsKnown(this {name} value) => {};", test("value")));
    }
    for (at, text) in def.text.iter().enumerate() {
        let method = cx.names.inner(&def.name, &text.name);
        let doc = Doc::new([format!("The {} of a value.", text.name.replace('_', " "))]);
        let doc = if wide { doc } else { doc.param("value", "The value.") };
        code.gap();
        doc.returns("The text; of codes that the schema doesn't know, what it says of those.").write(code);
        let value = if wide { "this" } else { "value" };
        if wide {
            code.line(format!("public string {method}() => {value} switch"));
        } else {
            code.line(format!("public static string {method}(this {name} value) => {value} switch"));
        }
        code.verbatim("{");
        code.indent();
        for known in &codes {
            let shown = known.text.get(at).unwrap_or(&text.fallback);
            let member = format!("{name}.{}", cx.names.value(&def.name, &known.name));
            if wide {
                code.line(format!("_ when {value} == {member} => {},", literal::string(shown)));
            } else {
                code.line(format!("{member} => {},", literal::string(shown)));
            }
        }
        code.line(format!("_ => {},", literal::string(&text.fallback)));
        code.close_with(";");
    }
}

/// The name of a wide enum's value, or its number.
fn to_string(cx: &Context<'_>, code: &mut Code, def: &EnumDef) {
    code.gap();
    Doc::new(["The name of the value, or its number.".to_owned()]).returns("The text.").write(code);
    code.line("public override string ToString() => this switch");
    code.verbatim("{");
    code.indent();
    for known in def.values.iter().filter(|value| value.alias.is_none()) {
        let member = cx.names.value(&def.name, &known.name);
        code.line(format!("_ when this == {member} => {},", literal::string(member.trim_start_matches('@'))));
    }
    code.line(format!("_ => Value.ToString({}.InvariantCulture),", cx.system("CultureInfo")));
    code.close_with(";");
}

/// The file of a flag set, below its `using` lines.
pub(crate) fn flags(cx: &Context<'_>, id: FlagsId) -> String {
    let def = &cx.schema.flags[id.index()];
    let name = cx.flags_name(id);
    let wide = Context::is_wide(def.repr);
    let mut code = Code::at(CSHARP, 0);
    let repr = format!("As {} on the wire. Bits without a name survive a round trip.", def.repr.name());
    let doc = def.doc.clone().unwrap_or_else(|| format!("The flag set {} of the schema.", def.name));
    Doc::new([doc, repr]).write(&mut code);
    if wide {
        wide_head(cx, &mut code, &name, def.repr);
        wide_operators(&mut code, &name);
    } else {
        code.line(format!("[{}]", cx.system("Flags")));
        code.open(format!("public enum {name} : {}", cx.number(def.repr)));
    }
    let none = none_name(cx, def);
    if let Some(none) = none.filter(|_| !wide) {
        code.gap();
        Doc::new(["No bit is set.".to_owned()]).write(&mut code);
        code.line(format!("{none} = 0,"));
    }
    for value in def.values.iter().filter(|value| value.is_flag) {
        let member = cx.names.value(&def.name, &value.name);
        code.gap();
        Doc::new([value.doc.clone().unwrap_or_else(|| format!("Bit {}.", value.bits.low))]).write(&mut code);
        let bits = literal::int(def.repr, Int::from(value.bits.mask()));
        if wide {
            code.line(format!("public static readonly {name} {member} = new({bits});"));
        } else {
            code.line(format!("{member} = {},", hex(value.bits.mask())));
        }
    }
    if wide {
        numbers(cx, &mut code, def, &name, true);
        code.close();
        return code.text();
    }
    code.close();
    if def.values.iter().any(|value| !value.is_flag) {
        code.blank();
        Doc::new([format!("The numbers in the bits of {}.", def.name)]).write(&mut code);
        code.open(format!("public static class {name}Extensions"));
        numbers(cx, &mut code, def, &name, false);
        code.close();
    }
    code.text()
}

/// A name for the empty set, which analyzers ask for, where the schema has none of its own.
pub(crate) fn none_name(cx: &Context<'_>, def: &FlagsDef) -> Option<&'static str> {
    let names: BTreeSet<String> =
        def.values.iter().map(|value| cx.names.value(&def.name, &value.name)).collect();
    (!names.contains("None")).then_some("None")
}

fn hex(bits: u128) -> String {
    format!("0x{bits:X}")
}

fn wide_operators(code: &mut Code, name: &str) {
    for (operator, what) in [("|", "All bits of both."), ("&", "The bits that both have.")] {
        code.gap();
        let doc = Doc::new([what.to_owned()]).param("left", "The one set.").param("right", "The other set.");
        doc.returns("The set.").write(code);
        code.line(format!(
            "public static {name} operator {operator}({name} left, {name} right) => new(left.Value {operator} right.Value);"
        ));
    }
    code.gap();
    Doc::new(["Whether all bits of a set are in this one.".to_owned()])
        .param("flag", "The set.")
        .returns("True if they are.")
        .write(code);
    code.line(format!("public bool HasFlag({name} flag) => (Value & flag.Value) == flag.Value;"));
}

/// Getters and setters of the numbers of several bits.
fn numbers(cx: &Context<'_>, code: &mut Code, def: &FlagsDef, name: &str, wide: bool) {
    for value in def.values.iter().filter(|value| !value.is_flag) {
        let member = cx.names.value(&def.name, &value.name);
        let scalar = Scalar::of_width(value.bits.width, false);
        let number = cx.number(scalar);
        let repr = cx.number(def.repr);
        let this = if wide { "Value".to_owned() } else { format!("({repr})value") };
        let doc = || {
            let text =
                format!("Bits {}:{} as a number.", value.bits.low + value.bits.width - 1, value.bits.low);
            Doc::new(value.doc.iter().cloned().chain([text]))
        };
        let ops = word(cx, def.repr, &this);
        let low = value.bits.low;
        let value_mask = literal_mask(def.repr, value.bits.value_mask());
        let taken = if low == 0 { ops.clone() } else { format!("({ops} >> {low})") };
        code.gap();
        if wide {
            doc().returns("The number.").write(code);
            code.line(format!("public {number} {member}() => ({number})({taken} & {value_mask});"));
        } else {
            doc().param("value", "The set.").returns("The number.").write(code);
            code.line(format!(
                "public static {number} {member}(this {name} value) => ({number})({taken} & {value_mask});"
            ));
        }
        code.gap();
        setter(cx, code, def, value, name, wide);
    }
}

fn setter(cx: &Context<'_>, code: &mut Code, def: &FlagsDef, value: &FlagValue, name: &str, wide: bool) {
    let member = cx.names.value(&def.name, &value.name);
    let scalar = Scalar::of_width(value.bits.width, false);
    let number = cx.number(scalar);
    let repr = cx.number(def.repr);
    let this = if wide { "Value".to_owned() } else { format!("({repr})value") };
    let ops = word(cx, def.repr, &this);
    let mask = literal_mask(def.repr, value.bits.mask());
    let host = word_name(cx, def.repr);
    let most = literal::int(scalar, Int::from(value.bits.value_mask()));
    let doc = Doc::new([format!("The set with the bits of {member} replaced.")]);
    let doc = if wide { doc } else { doc.param("value", "The set.") };
    let exception = cx.system("ArgumentOutOfRangeException");
    doc.param("number", "The number.")
        .returns("The set.")
        .throws(&exception, "The number has more bits than there are.")
        .write(code);
    let head = if wide {
        format!("public {name} With{member}({number} number)")
    } else {
        format!("public static {name} With{member}(this {name} value, {number} number)")
    };
    code.open(head);
    let full = Scalar::of_width(value.bits.width, false).size() * 8 == u64::from(value.bits.width);
    if !full {
        code.open(format!("if (number > {most})"));
        code.line(format!("throw new {exception}(nameof(number));"));
        code.close();
        code.gap();
    }
    let cleared = format!("({ops} & ~{mask})");
    let part = if value.bits.low == 0 {
        format!("({host})number")
    } else {
        format!("(({host})number << {})", value.bits.low)
    };
    if wide {
        code.line(format!("return new({cleared} | {part});"));
    } else {
        code.line(format!("return ({name})({cleared} | {part});"));
    }
    code.close();
}

/// A number in the type that its bits are worked with in.
fn word(cx: &Context<'_>, repr: Scalar, text: &str) -> String {
    if repr.host_bits() < 32 { format!("({})({text})", word_name(cx, repr)) } else { format!("({text})") }
}

fn word_name(cx: &Context<'_>, repr: Scalar) -> String {
    match repr.host_bits() {
        0..=32 => "uint".to_owned(),
        33..=64 => "ulong".to_owned(),
        _ => cx.number(Scalar::U128),
    }
}

fn literal_mask(repr: Scalar, mask: u128) -> String {
    match repr.host_bits() {
        0..=32 => format!("0x{mask:X}u"),
        33..=64 => format!("0x{mask:X}ul"),
        _ => format!("({})", literal::int(Scalar::U128, Int::from(mask))),
    }
}
