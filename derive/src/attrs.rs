//! `#[wire(...)]`: which keys there are, and what they may hold.

use crate::errors::Errors;
use crate::toml::{self, Entry};
use proc_macro2::Span;
use rbgen_schema::nearest::nearest;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr};

/// Keys that say what to compare with and how to expand.
const STRUCT_KEYS: [&str; 5] = ["schema", "name", "crate", "zerocopy", "import"];

/// Keys of a code-first struct, as the schema language has them.
const CODE_STRUCT_KEYS: [&str; 12] = [
    "module",
    "version",
    "endian",
    "size",
    "align",
    "layout",
    "pack",
    "usage",
    "evolution",
    "headroom",
    "padding",
    "since",
];

/// Keys of a code-first field, as the schema language has them.
const CODE_FIELD_KEYS: [&str; 25] = [
    "type",
    "at",
    "endian",
    "const",
    "one_of",
    "default",
    "range",
    "enforce",
    "unit",
    "scale",
    "bias",
    "since",
    "deprecated",
    "reserved",
    "policy",
    "bits",
    "role",
    "owner",
    "atomic",
    "group",
    "encoding",
    "pad",
    "terminated",
    "invalid",
    "truthy",
];

/// `#[wire(...)]` of a struct.
#[derive(Debug, Default)]
pub(crate) struct StructAttrs {
    /// Where the schema is. Without it the struct describes itself.
    pub(crate) schema: Option<LitStr>,
    /// The struct's name in the schema, where it differs.
    pub(crate) name: Option<LitStr>,
    /// Where the expansion finds the runtime.
    pub(crate) krate: Option<syn::Path>,
    /// Whether the user's zerocopy derives must be there.
    pub(crate) zerocopy: Option<Span>,
    /// Code first: schemas whose types the fields name.
    pub(crate) imports: Vec<LitStr>,
    /// Code first: keys of the schema language.
    pub(crate) code: Vec<Entry>,
}

/// `#[wire(...)]` of a field.
#[derive(Debug, Default)]
pub(crate) struct FieldAttrs {
    /// The field's name in the schema, where it differs.
    pub(crate) name: Option<LitStr>,
    /// Code first: keys of the schema language.
    pub(crate) code: Vec<Entry>,
}

impl FieldAttrs {
    /// The entry of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.code.iter().find(|entry| entry.key == key)
    }
}

impl StructAttrs {
    /// Reads the attributes of a struct.
    pub(crate) fn parse(attributes: &[Attribute], errors: &mut Errors) -> StructAttrs {
        let mut attrs = StructAttrs::default();
        let mut seen = Vec::new();
        for_each_key(attributes, errors, |key, meta| {
            let span = meta.path.segments[0].ident.span();
            if key != "import" {
                once(key, span, &mut seen)?;
            }
            match key {
                "schema" => attrs.schema = Some(text_value(key, meta)?),
                "name" => attrs.name = Some(text_value(key, meta)?),
                "crate" => attrs.krate = Some(path_value(meta)?),
                "zerocopy" => attrs.zerocopy = Some(span),
                "import" => attrs.imports.push(text_value(key, meta)?),
                key if CODE_STRUCT_KEYS.contains(&key) => attrs.code.push(toml::entry(key, meta)?),
                _ => return Err(unknown(meta, key, STRUCT_KEYS.iter().chain(&CODE_STRUCT_KEYS))),
            }
            Ok(())
        });
        if attrs.schema.is_some() {
            for entry in &attrs.code {
                errors.add(entry.span, already_said(&entry.key));
            }
            for import in &attrs.imports {
                errors.add(import.span(), "the schema states its own imports\n  = help: remove `import`");
            }
        }
        attrs
    }
}

impl FieldAttrs {
    /// Reads the attributes of a field.
    pub(crate) fn parse(attributes: &[Attribute], errors: &mut Errors) -> FieldAttrs {
        let mut attrs = FieldAttrs::default();
        let mut seen = Vec::new();
        for_each_key(attributes, errors, |key, meta| {
            once(key, meta.path.segments[0].ident.span(), &mut seen)?;
            match key {
                "name" => attrs.name = Some(text_value(key, meta)?),
                key if CODE_FIELD_KEYS.contains(&key) => attrs.code.push(toml::entry(key, meta)?),
                _ => return Err(unknown(meta, key, ["name"].iter().chain(&CODE_FIELD_KEYS))),
            }
            Ok(())
        });
        attrs
    }
}

/// The message for a key that belongs in the TOML, beside a `schema`.
pub(crate) fn already_said(key: &str) -> String {
    format!(
        "the schema says `{key}`, the Rust code can't say it again\n  = help: remove it here, or state it in the schema"
    )
}

/// Calls `take` for each key of each `#[wire(...)]`; an error ends its attribute, not the others.
fn for_each_key(
    attributes: &[Attribute],
    errors: &mut Errors,
    mut take: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    for attribute in attributes.iter().filter(|a| a.path().is_ident("wire")) {
        errors.push(attribute.parse_nested_meta(|meta| {
            let key = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            take(&key, &meta)
        }));
    }
}

fn once(key: &str, span: Span, seen: &mut Vec<String>) -> syn::Result<()> {
    if seen.iter().any(|other| other == key) {
        return Err(syn::Error::new(span, format!("`{key}` is given twice")));
    }
    seen.push(key.to_owned());
    Ok(())
}

/// The text after `key =`.
fn text_value(key: &str, meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    let example = if key == "name" { "Name" } else { "schema.toml" };
    meta.value()
        .and_then(|input| input.parse())
        .map_err(|error| syn::Error::new(error.span(), format!("write `{key} = \"{example}\"`")))
}

/// The path after `crate =`, with or without quotes.
fn path_value(meta: &ParseNestedMeta<'_>) -> syn::Result<syn::Path> {
    let input = meta.value()?;
    if input.peek(LitStr) {
        return input.parse::<LitStr>()?.parse_with(syn::Path::parse_mod_style);
    }
    input.call(syn::Path::parse_mod_style)
}

fn unknown<'a>(
    meta: &ParseNestedMeta<'_>,
    key: &str,
    known: impl Iterator<Item = &'a &'static str>,
) -> syn::Error {
    let known: Vec<&str> = known.copied().collect();
    let help = match key {
        "packed" => "the layout is what `#[repr(C)]` or `#[repr(C, packed)]` says".to_owned(),
        "doc" => "the documentation is the doc comment".to_owned(),
        "rename" => "did you mean `name`?".to_owned(),
        _ => match nearest(key, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", known.join(", ")),
        },
    };
    meta.error(format!("unknown key `{key}` in `#[wire(...)]`\n  = help: {help}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn struct_errors(attributes: &[Attribute]) -> Vec<String> {
        let mut errors = Errors::default();
        StructAttrs::parse(attributes, &mut errors);
        errors.messages()
    }

    #[test]
    fn every_key_is_read() {
        let mut errors = Errors::default();
        let attrs = StructAttrs::parse(
            &[
                parse_quote!(#[wire(schema = "a.toml", name = "B", crate = my::rt, zerocopy)]),
                parse_quote!(#[derive(Clone)]),
            ],
            &mut errors,
        );
        assert_eq!(errors.messages(), [""; 0]);
        assert_eq!(attrs.schema.unwrap().value(), "a.toml");
        assert_eq!(attrs.name.unwrap().value(), "B");
        assert_eq!(attrs.krate.unwrap().segments.len(), 2);
        assert!(attrs.zerocopy.is_some());
    }

    #[test]
    fn keys_that_are_also_keywords_are_read() {
        let mut errors = Errors::default();
        let attrs = FieldAttrs::parse(
            &[parse_quote!(#[wire(const = 1, type = "u24", range = -1..=100, truthy)])],
            &mut errors,
        );
        assert_eq!(errors.messages(), [""; 0]);
        let text: Vec<String> = attrs.code.iter().map(|e| format!("{} = {}", e.key, e.value)).collect();
        assert_eq!(text, ["const = 1", "type = \"u24\"", "range = [-1, 100]", "truthy = true"]);
    }

    #[test]
    fn unknown_keys_name_the_nearest_one() {
        let errors = struct_errors(&[parse_quote!(#[wire(shema = "a.toml")])]);
        assert_eq!(errors, ["unknown key `shema` in `#[wire(...)]`\n  = help: did you mean `schema`?"]);
    }

    #[test]
    fn a_key_given_twice_and_one_the_schema_decides_are_refused() {
        let twice = struct_errors(&[parse_quote!(#[wire(name = "A")]), parse_quote!(#[wire(name = "B")])]);
        assert_eq!(twice, ["`name` is given twice"]);
        let said = struct_errors(&[parse_quote!(#[wire(schema = "a.toml", size = 24)])]);
        assert!(said[0].starts_with("the schema says `size`"), "{said:?}");
    }
}
