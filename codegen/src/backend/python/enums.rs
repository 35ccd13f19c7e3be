//! Constants, enums and flag sets.

use super::context::Context;
use super::layout::{Code, Expr};
use super::structs::render;
use super::{doc, literal};
use rbgen_schema::ir::{ConstId, EnumDef, EnumId, FlagsId, Unknown};
use rbgen_templates::python as view;

/// A constant.
pub(crate) fn constant(cx: &Context<'_>, id: ConstId) -> String {
    let def = &cx.schema.consts[id.index()];
    let mut code = Code::at(0);
    let annotation = match cx.annotation(&def.ty).as_str() {
        "Float32" => "float".to_owned(),
        "Guid" => cx.import("uuid", "UUID"),
        other => other.to_owned(),
    };
    let prefix = format!("{}: {}[{annotation}] = ", cx.const_name(id), cx.import("typing", "Final"));
    code.statement(&prefix, cx.literal(&def.value, &def.ty), "");
    doc::docstring(&mut code, 0, def.doc.as_slice(), &[]);
    code.text()
}

/// An enum as an `IntEnum`, with the lookup that decoding uses.
pub(crate) fn enumeration(cx: &Context<'_>, id: EnumId) -> String {
    let def = &cx.schema.enums[id.index()];
    let name = cx.enum_name(id);
    cx.import("enum", "IntEnum");
    let mut values = Vec::new();
    for value in &def.values {
        let mut code = Code::at(1);
        let named = cx.names.value(&def.name, &value.name);
        let code_text = match value.alias {
            Some(index) => cx.names.value(&def.name, &def.values[index as usize].name),
            None => value.code.to_string(),
        };
        code.assign(&named, code_text);
        let mut paragraphs: Vec<String> = value.doc.iter().cloned().collect();
        paragraphs.extend(value.since.map(|since| format!("Since version {since}.")));
        paragraphs.extend(value.deprecated.as_ref().map(|why| format!("Deprecated: {why}")));
        doc::docstring(&mut code, 1, &paragraphs, &[]);
        values.push(code.text());
    }
    let attributes = def.text.iter().map(|attribute| view::TextAttribute {
        name: cx.names.text(&def.name, &attribute.name),
        table: format!("_{name}_{}", cx.names.text(&def.name, &attribute.name)),
        fallback: literal::string(&attribute.fallback),
    });
    render(&view::Enum {
        doc: enum_doc(def),
        values: spaced(values),
        attributes: attributes.collect(),
        tables: tables(cx, def, &name),
        name,
    })
}

/// Values with docstrings stand apart; plain ones stand together below the class's docstring.
fn spaced(values: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for value in values {
        let plain = !value.contains('\n');
        match out.last_mut() {
            Some(last) if plain && !last.ends_with("\"\"\"") => {
                last.push('\n');
                last.push_str(&value);
            }
            _ => out.push(value),
        }
    }
    out
}

fn enum_doc(def: &EnumDef) -> String {
    let mut paragraphs =
        vec![def.doc.clone().unwrap_or_else(|| format!("The enum `{}` of the schema.", def.name))];
    paragraphs.push(match def.unknown {
        Unknown::Keep => {
            format!("A {}. An unknown code stays a plain `int` and survives a round trip.", def.repr.name())
        }
        Unknown::Reject => format!("A {}. Decoding refuses an unknown code.", def.repr.name()),
    });
    paragraphs.extend(def.since.map(|since| format!("Since version {since}.")));
    paragraphs.extend(def.deprecated.as_ref().map(|why| format!("Deprecated: {why}")));
    let mut code = Code::at(1);
    doc::docstring(&mut code, 1, &paragraphs, &[]);
    code.text()
}

fn tables(cx: &Context<'_>, def: &EnumDef, name: &str) -> String {
    let mut code = Code::at(0);
    for (index, attribute) in def.text.iter().enumerate() {
        let entries = def.values.iter().filter(|value| value.alias.is_none()).map(|value| {
            let key = format!("{name}.{}", cx.names.value(&def.name, &value.name));
            (key, Expr::Atom(literal::string(&value.text[index])))
        });
        let annotation = format!("{}[int, str]", cx.import("typing", "Dict"));
        let table = format!("_{name}_{}", cx.names.text(&def.name, &attribute.name));
        code.statement(&format!("{table}: {annotation} = "), Expr::dict(entries), "");
    }
    code.assign(&format!("_{name}_of"), Expr::call(cx.codec("lookup"), [name]));
    code.text()
}

/// A flag set as an `int` with names.
pub(crate) fn flags(cx: &Context<'_>, id: FlagsId) -> String {
    let def = &cx.schema.flags[id.index()];
    let name = cx.flags_name(id);
    cx.codec("FlagSet");
    let class_var = cx.import("typing", "ClassVar");
    let mut names = Code::at(1);
    let pairs = def.values.iter().filter(|value| value.is_flag).map(|value| {
        let pair = [literal::string(&value.name), format!("0x{:X}", value.bits.mask())];
        Expr::tuple(pair)
    });
    let annotation =
        format!("{class_var}[{tuple}[{tuple}[str, int], ...]]", tuple = cx.import("typing", "Tuple"));
    names.statement(&format!("_rbgen_names: {annotation} = "), Expr::tuple(pairs.collect::<Vec<_>>()), "");
    let (mut values, mut numbers, mut assignments) = (Vec::new(), Vec::new(), Code::at(0));
    for value in &def.values {
        let attribute = cx.names.value(&def.name, &value.name);
        let mut code = Code::at(1);
        if value.is_flag {
            code.line(format!("{attribute}: {class_var}[{name}]"));
            doc::docstring(&mut code, 1, value.doc.as_slice(), &[]);
            values.push(code.text());
            assignments.assign(
                &format!("{name}.{attribute}"),
                Expr::call(name.clone(), [format!("0x{:X}", value.bits.mask())]),
            );
            continue;
        }
        let (low, mask) = (value.bits.low, value.bits.value_mask());
        let high = low + value.bits.width - 1;
        code.line("@property");
        code.def(&attribute, &["self".to_owned()], "int");
        code.indent();
        let mut paragraphs: Vec<String> = value.doc.iter().cloned().collect();
        paragraphs.push(format!("The number in bits {high}:{low}."));
        doc::docstring(&mut code, 2, &paragraphs, &[]);
        code.line(if low == 0 {
            format!("return int(self) & 0x{mask:X}")
        } else {
            format!("return (int(self) >> {low}) & 0x{mask:X}")
        });
        code.dedent();
        code.line("");
        code.def(&format!("with_{attribute}"), &["self".to_owned(), "number: int".to_owned()], &name);
        code.indent();
        let text = format!("These flags with another number in bits {high}:{low}.");
        doc::docstring(&mut code, 2, &[text], &[]);
        let args = ["number".to_owned(), low.to_string(), format!("0x{mask:X}")];
        code.statement("return ", Expr::call("self._rbgen_with", args), "");
        numbers.push(code.text());
    }
    let mut doc_code = Code::at(1);
    let mut paragraphs =
        vec![def.doc.clone().unwrap_or_else(|| format!("The flags `{}` of the schema.", def.name))];
    paragraphs.push(format!("A {}. Unknown bits are kept.", def.repr.name()));
    doc::docstring(&mut doc_code, 1, &paragraphs, &[]);
    render(&view::Flags {
        name,
        doc: doc_code.text(),
        mask: literal::mask(def.repr.size() as u32 * 8),
        names: names.text(),
        values: spaced(values),
        numbers,
        assignments: if assignments.is_empty() {
            Vec::new()
        } else {
            vec![format!("\n\n{}", assignments.text())]
        },
    })
}
