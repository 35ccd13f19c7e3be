//! Classes of the library that generated code uses, and their imports.

use std::collections::HashSet;

/// Stands before the name of a schema's own class while sources are made, where the library has one of that name.
pub(super) const OWN: char = '\u{1}';

/// Classes that generated code uses, by their packages.
const LIBRARY: &[(&str, &str)] = &[
    ("Boolean", "java.lang"),
    ("Byte", "java.lang"),
    ("Character", "java.lang"),
    ("Deprecated", "java.lang"),
    ("Double", "java.lang"),
    ("Float", "java.lang"),
    ("FunctionalInterface", "java.lang"),
    ("IllegalArgumentException", "java.lang"),
    ("IllegalStateException", "java.lang"),
    ("IndexOutOfBoundsException", "java.lang"),
    ("Integer", "java.lang"),
    ("Iterable", "java.lang"),
    ("Long", "java.lang"),
    ("Math", "java.lang"),
    ("Object", "java.lang"),
    ("Override", "java.lang"),
    ("RuntimeException", "java.lang"),
    ("Short", "java.lang"),
    ("String", "java.lang"),
    ("StringBuilder", "java.lang"),
    ("SuppressWarnings", "java.lang"),
    ("System", "java.lang"),
    ("Linker", "java.lang.foreign"),
    ("MemoryLayout", "java.lang.foreign"),
    ("MemorySegment", "java.lang.foreign"),
    ("StructLayout", "java.lang.foreign"),
    ("ValueLayout", "java.lang.foreign"),
    ("MethodHandles", "java.lang.invoke"),
    ("VarHandle", "java.lang.invoke"),
    ("Array", "java.lang.reflect"),
    ("BigDecimal", "java.math"),
    ("BigInteger", "java.math"),
    ("ByteBuffer", "java.nio"),
    ("ByteOrder", "java.nio"),
    ("CharBuffer", "java.nio"),
    ("Charset", "java.nio.charset"),
    ("CharsetDecoder", "java.nio.charset"),
    ("CodingErrorAction", "java.nio.charset"),
    ("StandardCharsets", "java.nio.charset"),
    ("Duration", "java.time"),
    ("ArrayList", "java.util"),
    ("Arrays", "java.util"),
    ("HexFormat", "java.util"),
    ("Iterator", "java.util"),
    ("List", "java.util"),
    ("Map", "java.util"),
    ("NoSuchElementException", "java.util"),
    ("Objects", "java.util"),
    ("StringJoiner", "java.util"),
    ("UUID", "java.util"),
    ("Function", "java.util.function"),
    ("Stream", "java.util.stream"),
];

/// Whether the library has a class of this name that generated code uses.
pub(super) fn is_known(name: &str) -> bool {
    LIBRARY.iter().any(|(class, _)| *class == name)
}

/// A piece of source text.
enum Piece<'t> {
    Word(&'t str),
    Other(&'t str),
}

/// The words of the code in a line, and all else: what separates them, text in quotes, comments.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    let start = line.trim_start();
    if start.starts_with('*') || start.starts_with("/*") || start.starts_with("//") {
        return vec![Piece::Other(line)];
    }
    let mut pieces = Vec::new();
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == OWN;
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let end = if first == '"' || first == '\'' {
            let mut escaped = true;
            let close = rest.char_indices().find(|(at, c)| {
                let closes = *c == first && !escaped && *at > 0;
                escaped = *c == '\\' && !escaped;
                closes
            });
            close.map_or(rest.len(), |(at, _)| at + 1)
        } else {
            rest.find(|c: char| is_word(c) != is_word(first) || c == '"' || c == '\'')
                .unwrap_or(rest.len())
                .max(1)
        };
        let (piece, after) = rest.split_at(end);
        pieces.push(if is_word(first) { Piece::Word(piece) } else { Piece::Other(piece) });
        rest = after;
    }
    pieces
}

/// The import lines of some code.
pub(super) fn imports(code: &str) -> String {
    let mut words = HashSet::new();
    for line in code.lines() {
        words.extend(pieces(line).into_iter().filter_map(|piece| match piece {
            Piece::Word(word) => Some(word),
            Piece::Other(_) => None,
        }));
    }
    let used = LIBRARY.iter().filter(|(class, package)| words.contains(class) && *package != "java.lang");
    used.map(|(class, package)| format!("import {package}.{class};")).collect::<Vec<_>>().join("\n")
}

/// Source text in which the library's classes that are called as some of the schema's have their full names.
pub(super) fn resolve(code: &str, own: &[String]) -> String {
    let clashes = |word: &str| own.iter().any(|class| class == word);
    if own.is_empty() {
        return code.to_owned();
    }
    let mut out = String::with_capacity(code.len());
    for line in code.split_inclusive('\n') {
        if line.starts_with("import ") && line.trim_end().rsplit(['.', ';']).any(clashes) {
            continue;
        }
        for piece in pieces(line) {
            match piece {
                Piece::Word(word) if clashes(word) => {
                    let known = LIBRARY.iter().find(|(class, _)| *class == word);
                    out.push_str(
                        &known.map_or(word.to_owned(), |(class, package)| format!("{package}.{class}")),
                    );
                }
                Piece::Word(text) | Piece::Other(text) => out.extend(text.chars().filter(|c| *c != OWN)),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{OWN, imports, resolve};

    #[test]
    fn classes_of_the_schema_and_the_library_are_told_apart() {
        let own = ["Arrays".to_owned()];
        let code = format!(
            "import java.util.Arrays;\n{OWN}Arrays a = f(\"Arrays\", Arrays.hashCode(b));\n// Arrays\n"
        );
        assert_eq!(
            resolve(&code, &own),
            "Arrays a = f(\"Arrays\", java.util.Arrays.hashCode(b));\n// Arrays\n"
        );
    }

    #[test]
    fn imports_are_what_the_code_uses() {
        let code = "/** A List. */\nMap<UUID, String> x = f(\"Arrays\");\n";
        assert_eq!(imports(code), "import java.util.Map;\nimport java.util.UUID;");
    }
}
