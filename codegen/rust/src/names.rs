//! Names of a schema as Rust has them.

use proc_macro2::{Ident, Span};
use rbgen_schema::Schema;
use rbgen_schema::ir::{Module, ModuleId};

/// Words that can't be an identifier even as `r#word`.
const NEVER_RAW: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// Words that need `r#`, in every edition.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether a name can be written as an identifier, keywords in their raw form included.
pub fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c == '_' || c.is_ascii_alphabetic())
        && chars.all(|c| c == '_' || c.is_ascii_alphanumeric())
        && name != "_"
}

/// A name as an identifier: keywords as `r#type`, the few that can't be raw with a `_` behind.
pub fn ident(name: &str) -> Ident {
    let span = Span::call_site();
    if NEVER_RAW.contains(&name) {
        Ident::new(&format!("{name}_"), span)
    } else if KEYWORDS.contains(&name) {
        Ident::new_raw(name, span)
    } else {
        Ident::new(name, span)
    }
}

/// An identifier with something appended.
pub fn suffixed(name: &Ident, suffix: &str) -> Ident {
    let name = name.to_string();
    ident(&format!("{}{suffix}", name.strip_prefix("r#").unwrap_or(&name)))
}

/// An identifier with something before it.
pub fn prefixed(prefix: &str, name: &Ident) -> Ident {
    let name = name.to_string();
    ident(&format!("{prefix}{}", name.strip_prefix("r#").unwrap_or(&name)))
}

/// A name after `name` that is an identifier and not taken.
pub fn free(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let stem = name.trim_start_matches("r#").trim_matches('_');
    let start = if stem.starts_with(|c: char| c.is_ascii_alphabetic()) { "" } else { "n" };
    let mut numbered = (2_u32..).map(|number| format!("{start}{stem}_{number}"));
    numbered.find(|name| !taken(name)).unwrap_or_default()
}

/// The words of a name, split at `_` and where the case changes.
fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| chars[i]);
        let starts = c.is_uppercase()
            && (before.is_some_and(|b| b.is_lowercase() || b.is_ascii_digit())
                || before.is_some_and(char::is_uppercase)
                    && chars.get(i + 1).is_some_and(|n| n.is_lowercase()));
        if (c == '_' || starts) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c != '_' {
            word.push(c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// `target_width`; a leading underscore stays.
pub fn snake(name: &str) -> String {
    cased(name, "_", |word| word.to_lowercase())
}

/// `TARGET_WIDTH`
pub fn screaming(name: &str) -> String {
    cased(name, "_", |word| word.to_uppercase())
}

/// `TargetWidth`. A name that has capitals already keeps them.
pub fn pascal(name: &str) -> String {
    cased(name, "", |word| {
        let mut chars = word.chars();
        let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
        let rest = chars.as_str();
        let shout = !name.chars().any(char::is_lowercase) && name.contains('_');
        if shout { first + &rest.to_lowercase() } else { first + rest }
    })
}

fn cased(name: &str, between: &str, word: impl Fn(&str) -> String) -> String {
    let joined = words(name).iter().map(|w| word(w)).collect::<Vec<_>>().join(between);
    if joined.is_empty() || joined.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{joined}")
    } else {
        joined
    }
}

/// The name that a file's `[lang.rust]` table gives to something.
pub fn renamed<'a>(schema: &'a Schema, module: ModuleId, target: &str) -> Option<&'a str> {
    // the file that declares it and the root may both rename; the root has the last word
    let root = schema.modules.last();
    let own = schema.modules.get(module.index());
    [root, own].into_iter().flatten().find_map(|module| {
        let renames = &module.lang.get("rust")?.renames;
        renames.iter().find(|r| r.target == target).map(|r| r.name.as_str())
    })
}

fn choose(schema: &Schema, module: ModuleId, target: &str, case: impl FnOnce() -> String) -> Ident {
    ident(&renamed(schema, module, target).map_or_else(case, str::to_owned))
}

/// The module of an imported file.
pub fn module(module: &Module) -> Ident {
    ident(&snake(&module.name))
}

/// A type.
pub fn type_name(schema: &Schema, module: ModuleId, name: &str) -> Ident {
    choose(schema, module, name, || pascal(name))
}

/// A `[[const]]`.
pub fn const_name(schema: &Schema, module: ModuleId, name: &str) -> Ident {
    choose(schema, module, name, || screaming(name))
}

/// A value of an enum, or a flag.
pub fn value_name(schema: &Schema, module: ModuleId, owner: &str, name: &str) -> Ident {
    choose(schema, module, &format!("{owner}.{name}"), || screaming(name))
}

/// The function that reads a number in a flag set.
pub fn number_name(schema: &Schema, module: ModuleId, owner: &str, name: &str) -> Ident {
    let target = format!("{owner}.{name}");
    ident(&snake(renamed(schema, module, &target).unwrap_or(name)))
}

/// A member of a struct, a part of a message, or the function of a union's member.
pub fn member_name(schema: &Schema, module: ModuleId, owner: &str, name: &str) -> Ident {
    choose(schema, module, &format!("{owner}.{name}"), || snake(name))
}

/// The variant of a tagged union's member.
pub fn variant_name(schema: &Schema, module: ModuleId, owner: &str, name: &str) -> Ident {
    choose(schema, module, &format!("{owner}.{name}"), || pascal(name))
}

/// A function of the module.
pub fn function_name(schema: &Schema, module: ModuleId, name: &str) -> Ident {
    choose(schema, module, name, || snake(name))
}

/// The constant that holds a field's offset.
pub fn offset_name(schema: &Schema, module: ModuleId, owner: &str, field: &str) -> Ident {
    let name = renamed(schema, module, &format!("{owner}.{field}")).unwrap_or(field);
    ident(&format!("OFFSET_{}", screaming(name).trim_start_matches('_')))
}

/// Constants that every struct has.
pub const STRUCT_CONSTANTS: [&str; 4] = ["SIZE", "ALIGN", "LAYOUT_HASH", "LAYOUT"];

/// The constant that holds what a field always is; none where every struct has one of that name.
pub fn fixed_name(schema: &Schema, module: ModuleId, owner: &str, field: &str) -> Option<Ident> {
    let name = screaming(renamed(schema, module, &format!("{owner}.{field}")).unwrap_or(field));
    (!STRUCT_CONSTANTS.contains(&name.as_str())).then(|| ident(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn casing_splits_words() {
        for (name, s, p, u) in [
            ("target_width", "target_width", "TargetWidth", "TARGET_WIDTH"),
            ("bgTexHeight", "bg_tex_height", "BgTexHeight", "BG_TEX_HEIGHT"),
            ("OIEB", "oieb", "OIEB", "OIEB"),
            ("GPTHeader", "gpt_header", "GPTHeader", "GPT_HEADER"),
            ("elf64_ehdr", "elf64_ehdr", "Elf64Ehdr", "ELF64_EHDR"),
            ("MSG_CREATE", "msg_create", "MsgCreate", "MSG_CREATE"),
        ] {
            assert_eq!(
                (snake(name).as_str(), pascal(name).as_str(), screaming(name).as_str()),
                (s, p, u),
                "{name}"
            );
        }
    }

    #[test]
    fn keywords_are_raw_or_suffixed() {
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("self").to_string(), "self_");
        assert_eq!(suffixed(&ident("type"), "_bytes").to_string(), "type_bytes");
    }
}
