//! The support file of a package: the helpers that its other files use, and what these use in turn.

use super::imports::all_words as words;
use rbgen_schema::ir::Scalar;
use rbgen_templates::kotlin::HELPERS;
use std::collections::BTreeSet;

/// How helpers call a scalar: `U32`.
pub(crate) fn scalar_word(scalar: Scalar) -> String {
    scalar.name().to_ascii_uppercase()
}

/// One helper: its text, the name it defines and those it uses.
struct Helper {
    text: String,
    defines: String,
    uses: BTreeSet<String>,
}

impl Helper {
    fn new(text: &str) -> Helper {
        let uses: BTreeSet<String> = words(text).filter(|word| is_helper(word)).map(str::to_owned).collect();
        let declaration = text.lines().find(|line| line.starts_with("internal ")).unwrap_or_default();
        let defines = words(declaration).find(|word| is_helper(word)).unwrap_or_default().to_owned();
        Helper { text: text.trim_end().to_owned(), defines, uses }
    }
}

fn is_helper(word: &str) -> bool {
    ["rbgen", "Rbgen", "RBGEN_"].iter().any(|start| word.starts_with(start))
}

/// The helpers that these files use, apart by an empty line.
pub(crate) fn helpers<'t>(files: impl IntoIterator<Item = &'t str>) -> String {
    // Each helper starts with its documentation at the start of a line.
    let pieces = HELPERS.iter().flat_map(|file| file.split("\n\n/** "));
    let fixed = pieces.map(|text| format!("/** {}", text.trim_start_matches("/** ").trim_end()));
    let helpers: Vec<Helper> = fixed.chain(accessors()).map(|text| Helper::new(&text)).collect();
    let mut taken = vec![false; helpers.len()];
    let mut open: BTreeSet<String> =
        files.into_iter().flat_map(words).filter(|word| is_helper(word)).map(str::to_owned).collect();
    while let Some(name) = open.pop_first() {
        for (index, helper) in helpers.iter().enumerate() {
            if helper.defines == name && !taken[index] {
                taken[index] = true;
                open.extend(helper.uses.iter().cloned());
            }
        }
    }
    let chosen = helpers.iter().zip(&taken).filter(|(_, taken)| **taken);
    chosen.map(|(helper, _)| helper.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// The functions that read and write numbers, for each scalar and byte order.
fn accessors() -> impl Iterator<Item = String> {
    Scalar::ALL.into_iter().filter(|scalar| !scalar.is_bool()).flat_map(|scalar| {
        let orders: &[&str] = if scalar.size() == 1 { &[""] } else { &["", "Be", "In"] };
        orders.iter().flat_map(move |order| [reader(scalar, order), writer(scalar, order)])
    })
}

/// What documentation calls a byte order.
fn said(scalar: Scalar, order: &str) -> &'static str {
    match order {
        _ if scalar.size() == 1 => "",
        "Be" => ", the highest byte first",
        "In" => " in a byte order",
        _ => ", the lowest byte first",
    }
}

/// The layout that reads a scalar of a size the JVM has.
fn layout(scalar: Scalar) -> Option<(&'static str, &'static str)> {
    Some(match scalar {
        Scalar::F32 => ("RBGEN_FLOAT", "Float"),
        Scalar::F64 => ("RBGEN_DOUBLE", "Double"),
        _ => match scalar.size() {
            1 => ("ValueLayout.JAVA_BYTE", "Byte"),
            2 => ("RBGEN_SHORT", "Short"),
            4 => ("RBGEN_INT", "Int"),
            8 => ("RBGEN_LONG", "Long"),
            _ => return None,
        },
    })
}

fn reader(scalar: Scalar, order: &str) -> String {
    let (name, word) = (scalar.name(), scalar_word(scalar));
    let host = super::types::number_type(scalar);
    let head = format!(
        "/** Reads a {name}{}. */\ninternal fun MemorySegment.rbgen{word}{order}",
        said(scalar, order)
    );
    if order == "In" {
        return format!(
            "{head}(at: Long, order: ByteOrder): {host} =\n    if (order == ByteOrder.BIG_ENDIAN) rbgen{word}Be(at) else rbgen{word}(at)"
        );
    }
    let suffix = if order == "Be" { "_BE" } else { "" };
    let body = match layout(scalar) {
        Some((layout, stored)) => {
            let suffix = if scalar.size() == 1 { "" } else { suffix };
            let conversion = if stored == host { String::new() } else { format!(".to{host}()") };
            format!("get({layout}{suffix}, at){conversion}")
        }
        None if scalar.size() == 16 => format!("rbgenWide{order}(at, signed = {})", scalar.is_signed()),
        None => {
            let size = scalar.size();
            let raw = format!("rbgenOdd{order}(at, {size})");
            match (scalar.is_signed(), host) {
                (true, "Long") => format!("rbgenSigned({raw}, {size})"),
                (true, _) => format!("rbgenSigned({raw}, {size}).to{host}()"),
                (false, _) => format!("{raw}.to{host}()"),
            }
        }
    };
    format!("{head}(at: Long): {host} = {body}")
}

fn writer(scalar: Scalar, order: &str) -> String {
    let (name, word) = (scalar.name(), scalar_word(scalar));
    let host = super::types::number_type(scalar);
    let head = format!(
        "/** Writes a {name}{}. */\ninternal fun MemorySegment.rbgenPut{word}{order}",
        said(scalar, order)
    );
    if order == "In" {
        return format!(
            "{head}(at: Long, value: {host}, order: ByteOrder) {{\n    if (order == ByteOrder.BIG_ENDIAN) rbgenPut{word}Be(at, value) else rbgenPut{word}(at, value)\n}}"
        );
    }
    let suffix = if order == "Be" { "_BE" } else { "" };
    let body = match layout(scalar) {
        Some((layout, stored)) => {
            let suffix = if scalar.size() == 1 { "" } else { suffix };
            let conversion = if stored == host { String::new() } else { format!(".to{stored}()") };
            format!("set({layout}{suffix}, at, value{conversion})")
        }
        None if scalar.size() == 16 => format!("rbgenPutWide{order}(at, value)"),
        None => {
            let conversion = if host == "Long" { "" } else { ".toLong()" };
            format!("rbgenPutOdd{order}(at, {}, value{conversion})", scalar.size())
        }
    };
    format!("{head}(at: Long, value: {host}) {{\n    {body}\n}}")
}

#[cfg(test)]
mod tests {
    use super::helpers;

    #[test]
    fn only_what_is_used_is_written() {
        let text = helpers(["x.rbgenU24In(0L, order)"]);
        for name in ["rbgenU24In(", "rbgenU24Be(", "rbgenOdd(", "rbgenOddBe("] {
            assert!(text.contains(&format!("fun MemorySegment.{name}")), "{name}: {text}");
        }
        assert!(!text.contains("rbgenU32"), "{text}");
        assert_eq!(helpers([""]), "");
    }

    #[test]
    fn every_helper_is_documented_and_has_a_name() {
        let all = "rbgenText rbgenPutText rbgenUtf16 rbgenBytes rbgenHex rbgenFirstSet rbgenCheckLayout rbgenDump \
                   rbgenGuid rbgenPutGuid rbgenUuid rbgenPutUuid rbgenWide rbgenBits rbgenSignedBits";
        let text = helpers([all]);
        for name in all.split_whitespace() {
            assert!(text.contains(&format!("{name}(")), "{name}");
        }
        assert!(
            text.lines().filter(|line| line.starts_with("internal ")).count() <= text.matches("/**").count()
        );
    }
}
