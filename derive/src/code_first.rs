//! A struct without a schema describes itself: its TOML is written here, and then held to the same rules as any other.

use crate::errors::Errors;
use crate::item::{Field, Item, unraw};
use crate::toml::quote;
use proc_macro2::Span;
use std::ops::Range;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprLit, GenericArgument, Lit, PathArguments, Type};

/// The TOML of a struct, with the way back from its bytes to the user's code.
#[derive(Debug, Default)]
pub(crate) struct Described {
    /// The schema.
    pub(crate) text: String,
    places: Vec<(Range<usize>, Span)>,
}

impl Described {
    /// The user's tokens that a place of the text was made from; `None` for what no token stands for.
    pub(crate) fn origin(&self, place: Range<usize>) -> Option<Span> {
        self.places
            .iter()
            .filter(|(range, _)| range.start <= place.start && place.start < range.end)
            .min_by_key(|(range, _)| range.len())
            .map(|(_, span)| *span)
    }

    /// Writes text that stands for tokens.
    fn put(&mut self, text: &str, span: Span) {
        let start = self.text.len();
        self.text.push_str(text);
        self.places.push((start..self.text.len(), span));
    }

    /// Notes that everything from `start` on stands for tokens.
    fn cover(&mut self, start: usize, span: Span) {
        self.places.push((start..self.text.len(), span));
    }
}

/// Writes the schema of a struct. What the Rust code doesn't tell is reported.
pub(crate) fn describe(item: &Item, errors: &mut Errors) -> Described {
    let mut out = Described::default();
    let name = item.attrs.name.as_ref().map_or_else(|| unraw(&item.ident), syn::LitStr::value);
    let key = |key: &str| item.attrs.code.iter().find(|entry| entry.key == key);

    out.text.push_str("[schema]\nedition = 1\nname = ");
    match key("module") {
        Some(module) => out.put(&module.value, module.span),
        None => out.put(&quote(&rbgen_rust::names::snake(&name)), item.span()),
    }
    out.text.push_str("\nversion = ");
    match key("version") {
        Some(version) => out.put(&version.value, version.span),
        None => out.text.push('1'),
    }
    out.text.push_str("\nendian = ");
    match key("endian") {
        Some(endian) => out.put(&endian.value, endian.span),
        None => out.text.push_str("\"little\""),
    }
    if !item.attrs.imports.is_empty() {
        out.text.push_str("\nimport = [");
        for (i, import) in item.attrs.imports.iter().enumerate() {
            out.text.push_str(if i == 0 { "" } else { ", " });
            out.put(&quote(&import.value()), import.span());
        }
        out.text.push(']');
    }

    out.text.push_str("\n\n");
    let whole = out.text.len();
    out.text.push_str("[[struct]]\nname = ");
    out.put(&quote(&name), item.attrs.name.as_ref().map_or(item.span(), syn::LitStr::span));
    if let Some(doc) = &item.doc {
        out.text.push_str("\ndoc = ");
        out.text.push_str(&quote(doc));
    }
    layout_keys(item, &mut out, errors);
    for entry in &item.attrs.code {
        if !["module", "version", "endian"].contains(&entry.key.as_str()) {
            out.text.push_str(&format!("\n{} = ", entry.key));
            out.put(&entry.value, entry.span);
        }
    }
    out.text.push_str("\nfields = [\n");
    for field in &item.fields {
        describe_field(field, !item.attrs.imports.is_empty(), &mut out, errors);
    }
    out.text.push_str("]\n");
    out.cover(whole, item.span());
    out
}

/// The layout is what `#[repr]` says; a value struct without it may say `layout` itself.
fn layout_keys(item: &Item, out: &mut Described, errors: &mut Errors) {
    if !item.repr.c {
        return;
    }
    if let Some(pack) = item.repr.packed {
        out.text.push_str("\nlayout = \"packed\"");
        if pack > 1 {
            out.text.push_str(&format!("\npack = {pack}"));
        }
    }
    if let Some(align) = item.repr.align {
        out.text.push_str(&format!("\nalign = {align}"));
    }
    for entry in &item.attrs.code {
        if matches!(entry.key.as_str(), "layout" | "pack" | "align") {
            errors.add(
                entry.span,
                format!("`#[repr(C)]` decides `{}`\n  = help: say it there, as `packed`, `packed(N)` or `align(N)`", entry.key),
            );
        }
    }
}

fn describe_field(field: &Field, has_imports: bool, out: &mut Described, errors: &mut Errors) {
    out.text.push_str("  ");
    let start = out.text.len();
    out.text.push_str("{ name = ");
    out.put(&quote(&field.name()), field.attrs.name.as_ref().map_or(field.ident.span(), syn::LitStr::span));
    match (field.attrs.get("reserved"), field.attrs.get("type")) {
        (Some(reserved), ty) => {
            if let Some(ty) = ty {
                errors.add(ty.span, "reserved bytes have no type\n  = help: remove `type`");
            }
            if reserved.has_value {
                errors.add(
                    reserved.span,
                    "the type says how many bytes are reserved\n  = help: write only `reserved`",
                );
            }
            out.text.push_str(", reserved = ");
            match byte_count(&field.ty) {
                Some(count) => out.put(&count.to_string(), field.ty.span()),
                None => {
                    out.text.push('1');
                    errors.add(field.ty.span(), "reserved bytes are a `[u8; N]`, with N as a number");
                }
            }
        }
        (None, Some(ty)) => {
            out.text.push_str(", type = ");
            out.put(&ty.value, ty.span);
        }
        (None, None) => {
            out.text.push_str(", type = ");
            let text = match wire_type(&field.ty, has_imports) {
                Ok(text) => text,
                Err(problem) => {
                    errors.add(field.ty.span(), problem);
                    "u8".to_owned()
                }
            };
            out.put(&quote(&text), field.ty.span());
        }
    }
    for entry in &field.attrs.code {
        if !["type", "reserved"].contains(&entry.key.as_str()) {
            out.text.push_str(&format!(", {} = ", entry.key));
            out.put(&entry.value, entry.span);
        }
    }
    if let Some(doc) = &field.doc {
        out.text.push_str(", doc = ");
        out.text.push_str(&quote(doc));
    }
    out.text.push_str(" }");
    out.cover(start, field.ident.span());
    out.text.push_str(",\n");
}

/// The N of `[u8; N]`.
fn byte_count(ty: &Type) -> Option<u64> {
    match ty {
        Type::Array(array) if matches!(&*array.elem, Type::Path(path) if path.path.is_ident("u8")) => {
            literal(&array.len)
        }
        Type::Group(group) => byte_count(&group.elem),
        Type::Paren(paren) => byte_count(&paren.elem),
        _ => None,
    }
}

fn literal(len: &Expr) -> Option<u64> {
    match len {
        Expr::Lit(ExprLit { lit: Lit::Int(int), .. }) => int.base10_parse().ok(),
        Expr::Group(group) => literal(&group.expr),
        _ => None,
    }
}

const SAY_TYPE: &str = "  = help: say what it is on the wire: `#[wire(type = \"u32\")]`";

/// The schema's type for a Rust type, or why there is none.
fn wire_type(ty: &Type, has_imports: bool) -> Result<String, String> {
    match ty {
        Type::Group(group) => wire_type(&group.elem, has_imports),
        Type::Paren(paren) => wire_type(&paren.elem, has_imports),
        Type::Array(_) => {
            let mut dimensions = String::new();
            let mut element = ty;
            while let Type::Array(array) = element {
                let len = literal(&array.len).ok_or_else(|| {
                    format!("the length is not a plain number, which is all a derive can read\n{SAY_TYPE}")
                })?;
                dimensions.push_str(&format!("[{len}]"));
                element = &array.elem;
            }
            let element = match element {
                // A run of octets; an array of numbers needs `type = "u8[N]"`.
                Type::Path(path) if path.path.is_ident("u8") => return Ok(format!("bytes{dimensions}")),
                element => wire_type(element, has_imports)?,
            };
            // `Text<8>` in an array is `char[N][8]`: the dimensions of the array come first.
            Ok(match element.split_once('[') {
                Some((name, own)) => format!("{name}{dimensions}[{own}"),
                None => format!("{element}{dimensions}"),
            })
        }
        Type::Path(path) if path.qself.is_none() => named_type(&path.path, has_imports),
        _ => Err(format!(
            "only values have a place on the wire: numbers, booleans, texts, arrays, structs\n{SAY_TYPE}"
        )),
    }
}

fn named_type(path: &syn::Path, has_imports: bool) -> Result<String, String> {
    let Some(last) = path.segments.last() else { return Err(SAY_TYPE.to_owned()) };
    let name = unraw(&last.ident);
    if let PathArguments::AngleBracketed(arguments) = &last.arguments {
        let len = match arguments.args.first() {
            Some(GenericArgument::Const(len)) if arguments.args.len() == 1 => literal(len),
            _ => None,
        };
        return match (name.as_str(), len) {
            ("Text", Some(len)) => Ok(format!("char[{len}]")),
            _ => Err(format!("`{name}<...>` is unknown to the schema language\n{SAY_TYPE}")),
        };
    }
    match name.as_str() {
        "bool" => Ok("bool8".to_owned()),
        "u8" | "u16" | "u32" | "u64" | "u128" | "i8" | "i16" | "i32" | "i64" | "i128" | "f32" | "f64" => Ok(name),
        "usize" | "isize" => Err(format!(
            "`{name}` has another size on another machine\n  = help: write `{}64`, or a smaller one",
            &name[..1]
        )),
        "char" => Err("a Rust `char` is not what a `char[N]` holds\n  = help: write `Text<N>` for text, `u32` for a code point".to_owned()),
        "String" | "str" => Err("text on a wire has a fixed length\n  = help: write `Text<N>`".to_owned()),
        "Vec" => Err("a field has a fixed length\n  = help: write an array; what follows the struct is a message's payload".to_owned()),
        "Guid" => Ok("guid".to_owned()),
        "Uuid" => Ok("uuid".to_owned()),
        _ if has_imports => Ok(name),
        _ => Err(format!(
            "a derive can't see what `{name}` is\n  = help: say it: `#[wire(type = \"u32\")]` for another name of a number, or \
             `#[wire(import = \"file.toml\")]` on the struct for a type of a schema"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn described(input: syn::DeriveInput) -> (Described, Vec<String>) {
        let mut errors = Errors::default();
        let item = Item::parse(&input, &mut errors).expect("a struct with named fields");
        let described = describe(&item, &mut errors);
        (described, errors.messages())
    }

    #[test]
    fn a_struct_becomes_a_schema() {
        let (described, errors) = described(parse_quote! {
            /// Of a record.
            #[repr(C, packed(2))]
            #[wire(endian = "little", size = 24)]
            struct RecordHeader {
                /// Layout "version".
                #[wire(const = 1, role = "version")]
                version: u8,
                #[wire(reserved, policy = "ignore")]
                _pad: [u8; 3],
                r#type: u32,
                name: rt::Text<8>,
                grid: [[i16; 3]; 2],
                names: [Text<4>; 2],
                id: [u8; 16],
                #[wire(type = "u24", bits(low = "3:0", high(bits = "22:4"), top = 23))]
                word: u32,
            }
        });
        assert_eq!(errors, [""; 0]);
        assert_eq!(
            described.text,
            r#"[schema]
edition = 1
name = "record_header"
version = 1
endian = "little"

[[struct]]
name = "RecordHeader"
doc = "Of a record."
layout = "packed"
pack = 2
size = 24
fields = [
  { name = "version", type = "u8", const = 1, role = "version", doc = "Layout \"version\"." },
  { name = "_pad", reserved = 3, policy = "ignore" },
  { name = "type", type = "u32" },
  { name = "name", type = "char[8]" },
  { name = "grid", type = "i16[2][3]" },
  { name = "names", type = "char[2][4]" },
  { name = "id", type = "bytes[16]" },
  { name = "word", type = "u24", bits = [ { name = "low", bits = "3:0" }, { name = "high", bits = "22:4" }, { name = "top", bit = 23 } ] },
]
"#
        );
    }

    #[test]
    fn what_rust_does_not_tell_is_asked_for() {
        let (_, errors) = described(parse_quote! {
            struct X {
                a: Width,
                b: usize,
                c: [u16; LEN],
                d: &'static u8,
                e: String,
                #[wire(reserved)]
                f: u32,
                #[wire(reserved)]
                g: u8,
                #[wire(reserved = 4)]
                h: [u8; 4],
            }
        });
        let starts = [
            "a derive can't see what `Width` is",
            "`usize` has another size",
            "the length is not a plain number",
            "only values have a place on the wire",
            "text on a wire has a fixed length",
            "reserved bytes are a `[u8; N]`",
            "reserved bytes are a `[u8; N]`",
            "the type says how many bytes are reserved",
        ];
        assert_eq!(errors.len(), starts.len(), "{errors:?}");
        for (error, start) in errors.iter().zip(starts) {
            assert!(error.starts_with(start), "{error}");
        }
    }
}
