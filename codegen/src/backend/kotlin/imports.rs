//! Imports: of the names that generated files know, those that a file uses.

/// What generated files import, in the order of imports.
pub(crate) const IMPORTS: &[(&str, &str)] = &[
    ("Arena", "java.lang.foreign.Arena"),
    ("Linker", "java.lang.foreign.Linker"),
    ("MemoryLayout", "java.lang.foreign.MemoryLayout"),
    ("MemorySegment", "java.lang.foreign.MemorySegment"),
    ("StructLayout", "java.lang.foreign.StructLayout"),
    ("ValueLayout", "java.lang.foreign.ValueLayout"),
    ("VarHandle", "java.lang.invoke.VarHandle"),
    ("BigDecimal", "java.math.BigDecimal"),
    ("BigInteger", "java.math.BigInteger"),
    ("ByteBuffer", "java.nio.ByteBuffer"),
    ("ByteOrder", "java.nio.ByteOrder"),
    ("CharBuffer", "java.nio.CharBuffer"),
    ("Charset", "java.nio.charset.Charset"),
    ("CharsetDecoder", "java.nio.charset.CharsetDecoder"),
    ("CoderResult", "java.nio.charset.CoderResult"),
    ("UUID", "java.util.UUID"),
    ("TimedValue", "kotlin.time.TimedValue"),
    ("measureTimedValue", "kotlin.time.measureTimedValue"),
];

/// The words of source, comments aside.
pub(crate) fn all_words(source: &str) -> impl Iterator<Item = &str> {
    code_lines(source)
        .flat_map(|line| line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'))
        .filter(|word| !word.is_empty())
}

fn code_lines(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter(|line| {
        let line = line.trim_start();
        let is_comment = line.starts_with("/**") && line.ends_with("*/");
        !(is_comment || line.starts_with("*") || line.starts_with("//"))
    })
}

/// The words of source, comments and strings aside.
pub(crate) fn words(source: &str) -> impl Iterator<Item = &str> {
    code_lines(source)
        .flat_map(|line| {
            // Every second piece is inside quotes; an escaped quote is no end.
            let mut pieces: Vec<&str> = Vec::new();
            let (mut start, mut in_string, mut escaped) = (0, false, false);
            for (at, byte) in line.bytes().enumerate() {
                if byte == b'"' && !escaped {
                    if !in_string {
                        pieces.push(&line[start..at]);
                    }
                    in_string = !in_string;
                    start = at + 1;
                }
                escaped = byte == b'\\' && !escaped && in_string;
            }
            if !in_string {
                pieces.push(&line[start..]);
            }
            pieces
        })
        .flat_map(|piece| piece.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'))
        .filter(|word| !word.is_empty())
}

/// What a package's own tests import besides.
pub(crate) const TEST_IMPORTS: &[(&str, &str)] = &[
    ("assertEquals", "org.junit.jupiter.api.Assertions.assertEquals"),
    ("Test", "org.junit.jupiter.api.Test"),
    ("assertThrows", "org.junit.jupiter.api.assertThrows"),
];

/// The import lines of a file with this text, and an empty line behind them where there are any. `more` are names of
/// this kind of file.
pub(crate) fn lines(source: &str, more: &[(&str, &str)]) -> String {
    let used: std::collections::BTreeSet<&str> = words(source).collect();
    let lines: Vec<String> = IMPORTS
        .iter()
        .chain(more)
        .filter(|(name, _)| used.contains(name))
        .map(|(_, path)| format!("import {path}\n"))
        .collect();
    if lines.is_empty() { String::new() } else { format!("{}\n", lines.concat()) }
}

#[cfg(test)]
mod tests {
    use super::{IMPORTS, TEST_IMPORTS, lines};

    #[test]
    fn imports_are_in_order() {
        assert!(IMPORTS.iter().chain(TEST_IMPORTS).is_sorted_by_key(|(_, path)| path));
    }

    #[test]
    fn only_code_imports() {
        assert_eq!(lines("/** A UUID. */\nval a: String = \"a \\\" UUID\"\n", &[]), "");
        assert_eq!(lines("val a: UUID = UUID(0L, 0L)\n", &[]), "import java.util.UUID\n\n");
    }
}
