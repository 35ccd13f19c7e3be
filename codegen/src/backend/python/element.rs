//! Decoding and encoding of one value: the statements that check it and the expression that converts it.

use super::context::Context;
use super::layout::{Code, Expr};
use super::{literal, scalar};
use crate::backend::sample;
use rbgen_schema::ir::{
    ByteOrder, Encoding, Evolution, Literal, Pad, Role, Scalar, TextRules, Unknown, Value, ValueRules,
    WireType,
};

/// Where an error happened, as Python expressions.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) owner: String,
    pub(crate) field: String,
}

impl Place {
    /// A field of a struct, by their schema names.
    pub(crate) fn field(owner: &str, field: &str) -> Place {
        Place { owner: literal::string(owner), field: literal::string(field) }
    }
}

/// One value and what holds for it.
#[derive(Debug, Clone)]
pub(crate) struct Element<'a> {
    pub(crate) ty: &'a WireType,
    pub(crate) order: ByteOrder,
    pub(crate) rules: Option<&'a ValueRules>,
    pub(crate) text: Option<&'a TextRules>,
    pub(crate) truthy: bool,
    pub(crate) role: Option<Role>,
    pub(crate) place: Place,
    /// Whether `struct` converts it: the variable holds a number, not bytes.
    pub(crate) native: bool,
}

impl Element<'_> {
    /// `raise DecodeError(...)` or `raise EncodeError(...)` with the place of this value.
    pub(crate) fn raise(&self, cx: &Context<'_>, code: &mut Code, error: &str, kind: &str, detail: &[&str]) {
        let mut args = vec![literal::string(kind), self.place.owner.clone(), self.place.field.clone()];
        args.extend(detail.iter().map(|text| (*text).to_owned()));
        code.statement("raise ", Expr::call(cx.error(error), args), "");
    }

    fn refuse(
        &self,
        cx: &Context<'_>,
        code: &mut Code,
        when: &str,
        error: &str,
        kind: &str,
        detail: &[&str],
    ) {
        code.statement("if ", when, ":");
        code.indent();
        self.raise(cx, code, error, kind, detail);
        code.dedent();
    }
}

/// The scalar below an enum or flag set, or the scalar itself.
pub(crate) fn representation(cx: &Context<'_>, ty: &WireType) -> Option<Scalar> {
    match ty {
        WireType::Scalar(scalar) => Some(*scalar),
        WireType::Enum(id) => Some(cx.schema.enums[id.index()].repr),
        WireType::Flags(id) => Some(cx.schema.flags[id.index()].repr),
        _ => None,
    }
}

/// The format character with which a struct of order `own` carries a value of this type and order, if it has one.
pub(crate) fn native_code(cx: &Context<'_>, ty: &WireType, order: ByteOrder, own: ByteOrder) -> Option<char> {
    let scalar = representation(cx, ty)?;
    let fits = scalar.size() == 1 || order == own;
    scalar::carrier(scalar).code.filter(|_| fits)
}

/// The `struct` format of a lone value, as an expression; `order` is a variable where the order is an argument.
fn lone_format(order: ByteOrder, code: char) -> String {
    match order {
        ByteOrder::Little => format!("\"<{code}\""),
        ByteOrder::Big => format!("\">{code}\""),
        ByteOrder::Either => format!("\">{code}\" if order == \"big\" else \"<{code}\""),
    }
}

/// Writes the checks of decoding and answers the expression of the value. `var` may be assigned to.
pub(crate) fn decode(cx: &Context<'_>, code: &mut Code, element: &Element<'_>, var: &str) -> String {
    let order = scalar::order_argument(element.order);
    if let (Some(scalar), false) = (representation(cx, element.ty), element.native) {
        match scalar::carrier(scalar).code {
            Some(form) if scalar.is_float() => {
                let unpack = cx.import("struct", "unpack");
                code.assign(var, format!("{unpack}({}, {var})[0]", lone_format(element.order, form)));
            }
            _ if scalar.is_signed() => {
                code.assign(var, Expr::call("int.from_bytes", [var, order, "signed=True"]));
            }
            _ => code.assign(var, Expr::call("int.from_bytes", [var, order])),
        }
    }
    let expression = match element.ty {
        WireType::Scalar(scalar) if scalar.is_bool() => {
            if !element.truthy {
                element.refuse(cx, code, &format!("{var} > 1"), "DecodeError", "not-bool", &["\"\"", var]);
            }
            format!("{var} != 0")
        }
        WireType::Scalar(_) => var.to_owned(),
        WireType::Char(_) | WireType::Char16(_) => {
            if element.rules.is_some_and(|rules| rules.constant.is_some() || !rules.one_of.is_empty()) {
                code.assign("raw", var);
            }
            code.assign(var, read_text(cx, element, var));
            var.to_owned()
        }
        WireType::Bytes(_) => var.to_owned(),
        WireType::Guid => format!("{}(bytes_le={var})", cx.import("uuid", "UUID")),
        WireType::Uuid => format!("{}(bytes={var})", cx.import("uuid", "UUID")),
        WireType::Enum(id) => {
            let lookup = cx.enum_lookup(*id);
            match cx.schema.enums[id.index()].unknown {
                Unknown::Keep => format!("{lookup}({var}, {var})"),
                Unknown::Reject => {
                    code.assign("found", Expr::call(&lookup, [var]));
                    code.line("if found is None:");
                    code.indent();
                    element.raise(cx, code, "DecodeError", "unknown-code", &["\"\"", var]);
                    code.dedent();
                    code.assign(var, "found");
                    var.to_owned()
                }
            }
        }
        WireType::Flags(id) => format!("{}({var})", cx.flags_name(*id)),
        WireType::Struct(id) => {
            let def = &cx.schema.structs[id.index()];
            let name = cx.struct_name(*id);
            let args = if def.endian == ByteOrder::Either { format!("{var}, order") } else { var.to_owned() };
            if def.evolution == Evolution::Append {
                format!("{name}.decode_prefix({args})[0]")
            } else {
                format!("{name}.decode({args})")
            }
        }
        WireType::Union(id) => format!("{}({var})", cx.union_name(*id)),
        WireType::Array(..) | WireType::Host(_) => var.to_owned(),
    };
    let has_rules = element.rules.is_some_and(|r| {
        r.constant.is_some() || !r.one_of.is_empty() || r.range.as_ref().is_some_and(|r| r.on_decode)
    });
    // Rules compare the number or text in the variable; a UUID is compared as it comes out.
    if has_rules {
        let converted = matches!(element.ty, WireType::Guid | WireType::Uuid);
        if converted {
            code.assign(var, expression.clone());
        }
        rules(cx, code, element, var, "raw", "DecodeError");
        if converted {
            return var.to_owned();
        }
    }
    expression
}

/// The checks of `const`, `one_of` and `range`. For text, `bytes` is the variable of its wire bytes.
pub(crate) fn rules(
    cx: &Context<'_>,
    code: &mut Code,
    element: &Element<'_>,
    var: &str,
    bytes: &str,
    error: &str,
) {
    let Some(rules) = element.rules else { return };
    let applies = rules.constant.is_some() && error == "DecodeError"
        || !rules.one_of.is_empty()
        || rules.range.as_ref().is_some_and(|range| range.on_decode || error == "EncodeError");
    if !applies {
        return;
    }
    let got = if element.text.is_some() { bytes.to_owned() } else { got(cx, element, var) };
    let kind = if element.role == Some(Role::Version) { "unsupported-version" } else { "wrong-const" };
    if let (Some(constant), "DecodeError") = (&rules.constant, error) {
        code.statement("if ", differs(cx, element, var, constant), ":");
        code.indent();
        let wanted = by_order(code, element, |order| wanted(element, constant, order));
        element.raise(cx, code, error, kind, &[&wanted, &got]);
        code.dedent();
    }
    if !rules.one_of.is_empty() {
        let (tested, choices) = if is_float(cx, element.ty) {
            (bits_of_float(cx, element, var), rules.one_of.iter().map(|l| wanted_bytes(element, l)).collect())
        } else {
            let literals: Vec<String> = rules.one_of.iter().map(|l| cx.literal(l, element.ty)).collect();
            (var.to_owned(), literals)
        };
        let items = choices.iter().map(|choice| Expr::atom(choice.as_str()));
        code.statement(&format!("if {tested} not in "), Expr::tuple(items), ":");
        code.indent();
        let wanted = by_order(code, element, |order| {
            let each = rules.one_of.iter().map(|l| wanted(element, l, order).trim_matches('"').to_owned());
            literal::string(&each.collect::<Vec<_>>().join("|"))
        });
        element.raise(cx, code, error, kind, &[&wanted, &got]);
        code.dedent();
    }
    if let Some(range) = &rules.range {
        if error == "DecodeError" && !range.on_decode {
            return;
        }
        let (low, high) = (cx.literal(&range.low, element.ty), cx.literal(&range.high, element.ty));
        let when = format!("not {low} <= {var} <= {high}");
        if when.len() > 68 {
            code.statement("if ", Expr::call(cx.codec("outside"), [var, &low, &high]), ":");
        } else {
            code.statement("if ", when, ":");
        }
        code.indent();
        let limits = by_order(code, element, |order| {
            let [low, high] = [&range.low, &range.high].map(|bound| wanted(element, bound, order));
            literal::string(&format!("{}..{}", low.trim_matches('"'), high.trim_matches('"')))
        });
        element.raise(cx, code, error, "out-of-range", &[&limits, &got]);
        code.dedent();
    }
}

/// What an error says is wanted, where it is raised: a literal, or in data of either byte order what that comes to.
fn by_order(code: &mut Code, element: &Element<'_>, text: impl Fn(ByteOrder) -> String) -> String {
    if element.order != ByteOrder::Either {
        return text(element.order);
    }
    let [big, little] = [ByteOrder::Big, ByteOrder::Little].map(text);
    if big == little {
        return little;
    }
    let choice =
        Expr::Choice(Box::new(Expr::Atom(big)), "order == \"big\"".to_owned(), Box::new(Expr::Atom(little)));
    code.assign("wanted", choice);
    "wanted".to_owned()
}

/// How an element of an array is compared with the variable `constant`: the condition that they differ, and what an
/// error says was wanted and found.
pub(crate) fn comparison(cx: &Context<'_>, element: &Element<'_>, item: &str) -> (String, [String; 2]) {
    if element.text.is_some() {
        return (format!("{item} != constant"), [padded(element), "raw".to_owned()]);
    }
    let (wanted, found) = (got(cx, element, "constant"), got(cx, element, "item"));
    let differ = if is_float(cx, element.ty) {
        format!("{found} != {wanted}")
    } else if matches!(element.ty, WireType::Guid | WireType::Uuid) {
        format!("{item} != constant")
    } else {
        "item != constant".to_owned()
    };
    let found = if matches!(element.ty, WireType::Guid | WireType::Uuid) { "item".to_owned() } else { found };
    (differ, [wanted, found])
}

/// The bytes of the text `constant` in a field: with its terminator and the pad.
fn padded(element: &Element<'_>) -> String {
    let Some(rules) = element.text else { return "b\"\"".to_owned() };
    let text = if rules.terminated { "(constant + \"\\0\")" } else { "constant" };
    let pad = if rules.pad == Pad::Space { " " } else { "\\0" };
    let codec = codec_name(element);
    match element.ty {
        WireType::Char16(len) => format!("{text}.ljust({len}, \"{pad}\").encode({codec})"),
        WireType::Char(len) => format!("{text}.encode({codec}).ljust({len}, b\"{pad}\")"),
        _ => format!("{text}.encode({codec})"),
    }
}

fn is_float(cx: &Context<'_>, ty: &WireType) -> bool {
    representation(cx, ty).is_some_and(Scalar::is_float)
}

/// What an error says a value was: the number, or the wire bytes of what is no number.
fn got(cx: &Context<'_>, element: &Element<'_>, var: &str) -> String {
    match element.ty {
        WireType::Scalar(scalar) if scalar.is_float() => {
            let form = scalar::carrier(*scalar).code.unwrap_or('d');
            format!("{}({}, {var})", cx.import("struct", "pack"), lone_format(element.order, form))
        }
        WireType::Guid => format!("{var}.bytes_le"),
        WireType::Uuid => format!("{var}.bytes"),
        _ => var.to_owned(),
    }
}

/// The bytes that a float is compared by: in the order of the data, or where that is either, the same for both.
fn bits_of_float(cx: &Context<'_>, element: &Element<'_>, var: &str) -> String {
    let order = if element.order == ByteOrder::Little { ByteOrder::Little } else { ByteOrder::Big };
    got(cx, &Element { order, place: element.place.clone(), ..*element }, var)
}

fn wanted_bytes(element: &Element<'_>, constant: &Literal) -> String {
    let WireType::Scalar(scalar) = element.ty else { return "b\"\"".to_owned() };
    let value = match &constant.value {
        Value::Int(number) => number.to_f64(),
        Value::Float(number) => *number,
        _ => 0.0,
    };
    literal::bytes(&sample::float_bytes(value, *scalar, element.order != ByteOrder::Little))
}

fn wanted(element: &Element<'_>, constant: &Literal, order: ByteOrder) -> String {
    match (&constant.value, element.text, element.ty) {
        (text @ Value::Text(_), Some(rules), WireType::Char(len)) => {
            literal::string(&literal::hex(&sample::text(Some(text), rules, *len as usize, 1, order)))
        }
        (text @ Value::Text(_), Some(rules), WireType::Char16(len)) => {
            literal::string(&literal::hex(&sample::text(Some(text), rules, *len as usize * 2, 2, order)))
        }
        _ => literal::wanted(&constant.value, element.ty, order == ByteOrder::Big),
    }
}

fn differs(cx: &Context<'_>, element: &Element<'_>, var: &str, constant: &Literal) -> String {
    if is_float(cx, element.ty) {
        return format!("{} != {}", bits_of_float(cx, element, var), wanted_bytes(element, constant));
    }
    match (&constant.value, element.ty) {
        (Value::Bool(true), _) => format!("not {var}"),
        (Value::Bool(false), _) => var.to_owned(),
        _ => format!("{var} != {}", cx.literal(constant, element.ty)),
    }
}

fn codec_name(element: &Element<'_>) -> String {
    match element.text.map_or(Encoding::Utf8, |rules| rules.encoding) {
        Encoding::Ascii => "\"ascii\"".to_owned(),
        Encoding::Utf8 => "\"utf-8\"".to_owned(),
        Encoding::Latin1 => "\"latin-1\"".to_owned(),
        Encoding::Utf16 => match element.order {
            ByteOrder::Little => "\"utf-16-le\"".to_owned(),
            ByteOrder::Big => "\"utf-16-be\"".to_owned(),
            ByteOrder::Either => "\"utf-16-be\" if order == \"big\" else \"utf-16-le\"".to_owned(),
        },
    }
}

/// `read_text(...)`
fn read_text(cx: &Context<'_>, element: &Element<'_>, var: &str) -> Expr {
    let Some(rules) = element.text else { return Expr::atom(var) };
    let wide = rules.encoding == Encoding::Utf16;
    let mut args = vec![
        var.to_owned(),
        if wide { scalar::order_argument(element.order).to_owned() } else { codec_name(element) },
        element.place.owner.clone(),
        element.place.field.clone(),
    ];
    if rules.pad == Pad::Space {
        args.push("pad=\" \"".to_owned());
    }
    if rules.terminated {
        args.push("terminated=True".to_owned());
    }
    if rules.replace_invalid {
        args.push("errors=\"replace\"".to_owned());
    }
    Expr::call(cx.codec(if wide { "read_text16" } else { "read_text" }), args)
}

/// `write_text(...)`
fn write_text(cx: &Context<'_>, element: &Element<'_>, var: &str) -> Expr {
    let Some(rules) = element.text else { return Expr::atom(var) };
    let wide = rules.encoding == Encoding::Utf16;
    let mut args = vec![
        var.to_owned(),
        cx.size(element.ty).to_string(),
        if wide { scalar::order_argument(element.order).to_owned() } else { codec_name(element) },
        element.place.owner.clone(),
        element.place.field.clone(),
    ];
    if rules.pad == Pad::Space {
        args.push(if wide { "pad=\" \"" } else { "pad=b\" \"" }.to_owned());
    }
    if rules.terminated {
        args.push("terminated=True".to_owned());
    }
    Expr::call(cx.codec(if wide { "write_text16" } else { "write_text" }), args)
}

/// Writes the checks of encoding and answers what `Struct.pack` is given: a number if the element is native, bytes
/// otherwise. The value is read from `source`; the variable `var` is free.
pub(crate) fn encode(
    cx: &Context<'_>,
    code: &mut Code,
    element: &Element<'_>,
    source: &str,
    var: &str,
) -> String {
    let order = scalar::order_argument(element.order);
    let (owner, field) = (element.place.owner.as_str(), element.place.field.as_str());
    match element.ty {
        WireType::Char(_) | WireType::Char16(_) => {
            code.assign(var, write_text(cx, element, source));
            rules(cx, code, element, source, var, "EncodeError");
            return var.to_owned();
        }
        WireType::Bytes(size) => {
            code.assign(var, Expr::call(cx.codec("sized"), [source, &size.to_string(), owner, field]));
            rules(cx, code, element, var, var, "EncodeError");
            return var.to_owned();
        }
        WireType::Struct(id) => {
            let mut args = vec![source.to_owned(), cx.struct_name(*id), owner.to_owned(), field.to_owned()];
            if cx.schema.structs[id.index()].endian == ByteOrder::Either {
                args.push("order".to_owned());
            }
            code.assign(var, Expr::call(cx.codec("encoded"), args));
            return var.to_owned();
        }
        WireType::Union(id) => {
            let args = [source, &cx.union_name(*id), owner, field];
            code.assign(var, Expr::call(cx.codec("wire_bytes"), args));
            return var.to_owned();
        }
        WireType::Scalar(scalar) if scalar.is_bool() => {
            code.assign(var, Expr::call(cx.codec("truth"), [source, owner, field]));
        }
        _ if source != var => code.assign(var, source),
        _ => {}
    }
    match element.ty {
        WireType::Scalar(Scalar::F32) => {
            code.assign(var, Expr::call(cx.codec("float32"), [var, owner, field]));
        }
        WireType::Scalar(Scalar::F64) => {}
        WireType::Scalar(scalar) if scalar.is_bool() => {}
        WireType::Enum(id) if cx.schema.enums[id.index()].unknown == Unknown::Reject => {
            code.assign("found", Expr::call(cx.enum_lookup(*id), [var]));
            code.line("if found is None:");
            code.indent();
            code.statement("raise ", Expr::call(cx.codec("unknown_code"), [var, owner, field]), "");
            code.dedent();
        }
        WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => {
            if let Some(scalar) = representation(cx, element.ty) {
                bounds(cx, code, element, var, scalar.size() as u32 * 8, scalar.is_signed());
            }
        }
        _ => {}
    }
    let bytes = match element.ty {
        WireType::Guid => format!("{var}.bytes_le"),
        WireType::Uuid => format!("{var}.bytes"),
        _ => var.to_owned(),
    };
    rules(cx, code, element, var, var, "EncodeError");
    let Some(scalar) = representation(cx, element.ty).filter(|_| !element.native) else { return bytes };
    match scalar::carrier(scalar).code {
        Some(form) if scalar.is_float() => {
            format!("{}({}, {var})", cx.import("struct", "pack"), lone_format(element.order, form))
        }
        _ if scalar.is_signed() => format!("{var}.to_bytes({}, {order}, signed=True)", scalar.size()),
        _ => format!("{var}.to_bytes({}, {order})", scalar.size()),
    }
}

/// Refuses a number that the bits can't hold.
pub(crate) fn bounds(
    cx: &Context<'_>,
    code: &mut Code,
    element: &Element<'_>,
    var: &str,
    bits: u32,
    signed: bool,
) {
    let limits = literal::string(&literal::limits(bits, signed));
    element.refuse(
        cx,
        code,
        &literal::outside(var, bits, signed),
        "EncodeError",
        "out-of-range",
        &[&limits, var],
    );
}
