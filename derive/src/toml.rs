//! From the values in `#[wire(...)]` to TOML, and the TOML of a code-first struct.

use proc_macro2::Span;
use std::fmt::Write as _;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned as _;
use syn::{Expr, Lit, UnOp};

/// A key with its value as TOML text.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: String,
    /// The value, ready to stand after `=`.
    pub(crate) value: String,
    /// Where both stand in the user's code.
    pub(crate) span: Span,
    /// Whether a value was written; without one it is `true`.
    pub(crate) has_value: bool,
}

/// Reads `key`, `key = value` or, for `bits`, `key(...)`.
pub(crate) fn entry(key: &str, meta: &ParseNestedMeta<'_>) -> syn::Result<Entry> {
    let key_span = meta.path.segments[0].ident.span();
    if key == "bits" && meta.input.peek(syn::token::Paren) {
        let value = bit_items(meta)?;
        return Ok(Entry { key: key.to_owned(), value, span: key_span, has_value: true });
    }
    if !meta.input.peek(syn::Token![=]) {
        return Ok(Entry { key: key.to_owned(), value: "true".to_owned(), span: key_span, has_value: false });
    }
    let expr: Expr = meta.value()?.parse()?;
    let mut value = String::new();
    write_value(&expr, &mut value)?;
    Ok(Entry { key: key.to_owned(), value, span: expr.span(), has_value: true })
}

/// `bits(low = "3:0", high(bits = "7:4", const = 4), reserved(bits = "15:8", policy = "ignore"))`
fn bit_items(meta: &ParseNestedMeta<'_>) -> syn::Result<String> {
    let mut out = String::from("[");
    meta.parse_nested_meta(|item| {
        let name = item.path.require_ident()?.to_string();
        let (name_key, name_value) =
            if name == "reserved" { ("reserved", "true".to_owned()) } else { ("name", quote(&name)) };
        let separator = if out.len() > 1 { ", " } else { " " };
        write!(out, "{separator}{{ {name_key} = {name_value}").ok();
        if item.input.peek(syn::token::Paren) {
            item.parse_nested_meta(|inner| {
                let key = inner.path.require_ident()?.to_string();
                let Entry { value, .. } = entry(&key, &inner)?;
                write!(out, ", {} = {value}", if key == "ty" { "type" } else { &key }).ok();
                Ok(())
            })?;
        } else {
            let Entry { value, .. } = entry(&name, &item)?;
            let key = if value.starts_with('"') { "bits" } else { "bit" };
            write!(out, ", {key} = {value}").ok();
        }
        out.push_str(" }");
        Ok(())
    })?;
    out.push_str(" ]");
    Ok(out)
}

fn write_value(expr: &Expr, out: &mut String) -> syn::Result<()> {
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Str(text) => out.push_str(&quote(&text.value())),
            Lit::Int(int) => out.push_str(int.base10_digits()),
            Lit::Float(float) => out.push_str(&float_text(float.base10_digits())),
            Lit::Bool(b) => out.push_str(if b.value { "true" } else { "false" }),
            Lit::ByteStr(bytes) => {
                let hex: String = bytes.value().iter().map(|byte| format!("{byte:02x}")).collect();
                out.push_str(&quote(&format!("hex:{hex}")));
            }
            other => return Err(not_a_value(other.span())),
        },
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
            out.push('-');
            write_value(&unary.expr, out)?;
        }
        Expr::Range(range) => {
            let (Some(low), Some(high), syn::RangeLimits::Closed(_)) =
                (&range.start, &range.end, &range.limits)
            else {
                return Err(syn::Error::new(
                    range.span(),
                    "a range names both ends, which belong to it: `0..=100`",
                ));
            };
            out.push('[');
            write_value(low, out)?;
            out.push_str(", ");
            write_value(high, out)?;
            out.push(']');
        }
        Expr::Array(array) => {
            out.push('[');
            for (i, element) in array.elems.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { ", " });
                write_value(element, out)?;
            }
            out.push(']');
        }
        Expr::Group(group) => write_value(&group.expr, out)?,
        Expr::Paren(paren) => write_value(&paren.expr, out)?,
        other => return Err(not_a_value(other.span())),
    }
    Ok(())
}

fn not_a_value(span: Span) -> syn::Error {
    syn::Error::new(span, "write a number, a text, `true` or `false`, a list, or a range such as `0..=100`")
}

/// TOML wants a digit on both sides of the point.
fn float_text(digits: &str) -> String {
    match digits.split_once('.') {
        Some((whole, "")) => format!("{whole}.0"),
        Some(_) => digits.to_owned(),
        None if digits.contains(['e', 'E']) => digits.to_owned(),
        None => format!("{digits}.0"),
    }
}

/// A TOML basic string.
pub(crate) fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if (c as u32) < 0x20 || c == '\u{7f}' => {
                write!(out, "\\u{:04x}", c as u32).ok();
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn text(expr: Expr) -> Result<String, String> {
        let mut out = String::new();
        write_value(&expr, &mut out).map(|()| out).map_err(|error| error.to_string())
    }

    #[test]
    fn values_become_toml() {
        for (expr, want) in [
            (parse_quote!(0xff_u32), "255"),
            (
                parse_quote!(340282366920938463463374607431768211455),
                "340282366920938463463374607431768211455",
            ),
            (parse_quote!(-1), "-1"),
            (parse_quote!(1.), "1.0"),
            (parse_quote!(1f32), "1"),
            (parse_quote!(-2.5..=3.5), "[-2.5, 3.5]"),
            (parse_quote!(["A", "B"]), "[\"A\", \"B\"]"),
            (parse_quote!(b"\x7fELF"), "\"hex:7f454c46\""),
            (parse_quote!("a\"b\\c\nd\u{1}"), "\"a\\\"b\\\\c\\nd\\u0001\""),
            (parse_quote!(true), "true"),
        ] {
            assert_eq!(text(expr).as_deref(), Ok(want));
        }
    }

    #[test]
    fn half_open_ranges_and_expressions_are_refused() {
        assert!(text(parse_quote!(0..100)).unwrap_err().contains("`0..=100`"));
        assert!(text(parse_quote!(MAX)).unwrap_err().starts_with("write a number"));
        assert!(text(parse_quote!('c')).unwrap_err().starts_with("write a number"));
    }
}
