//! The bytes that encoding doesn't write, because they are always zero.

use rbgen_schema::ir::{FieldKind, Policy, StructDef, WireType};
use std::ops::Range;

/// More runs than these are cleared at once, with everything between them.
const MOST: usize = 4;

/// The runs of bytes of a struct that must be zero before it is written: padding and reserved bytes. A part of the struct
/// that may leave some of its own bytes as they are makes it all of them.
pub(crate) fn gaps(def: &StructDef) -> Vec<Range<u64>> {
    let whole = || std::iter::once(0..def.size).collect();
    let mut runs: Vec<Range<u64>> = Vec::new();
    for (index, field) in def.fields.iter().enumerate() {
        let is_gap = match &field.kind {
            FieldKind::Padding | FieldKind::Reserved(Policy::Zero | Policy::Ignore) => true,
            FieldKind::Reserved(Policy::Preserve) => false,
            // A word is written where one of its items is.
            FieldKind::Bits(..) => super::lower::members_of(def, index).is_empty(),
            FieldKind::Value(ty) => match ty.element().0 {
                WireType::Scalar(_)
                | WireType::Enum(_)
                | WireType::Flags(_)
                | WireType::Bytes(_)
                | WireType::Guid
                | WireType::Uuid => false,
                WireType::Char(_)
                | WireType::Char16(_)
                | WireType::Struct(_)
                | WireType::Union(_)
                | WireType::Array(..)
                | WireType::Host(_) => return whole(),
            },
        };
        match runs.last_mut() {
            _ if !is_gap => {}
            Some(last) if last.end == field.offset => last.end += field.size,
            _ => runs.push(field.offset..field.offset + field.size),
        }
    }
    if runs.len() > MOST { whole() } else { runs }
}

#[cfg(test)]
mod tests {
    use super::gaps;

    /// The gaps of a struct with these fields.
    fn of(fields: &str) -> Vec<(u64, u64)> {
        let text = format!(
            "[schema]\nedition = 1\nname = \"s\"\nversion = 1\n[[struct]]\nname = \"S\"\npadding = \"auto\"\nfields = [\n{fields}\n]\n"
        );
        let loaded = rbgen_schema::load_text("s.toml", &text);
        let schema = loaded.schema.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
        gaps(&schema.structs[0]).into_iter().map(|run| (run.start, run.end)).collect()
    }

    #[test]
    fn what_is_always_written_is_no_gap() {
        assert_eq!(of("{ name = \"a\", type = \"u32\" }, { name = \"b\", type = \"bytes[4]\" }"), []);
        let kept = "{ name = \"a\", type = \"u8\" }, { name = \"b\", reserved = 3, policy = \"preserve\" }";
        assert_eq!(of(kept), []);
    }

    #[test]
    fn padding_and_reserved_bytes_are() {
        let fields = "{ name = \"a\", type = \"u8\" }, { name = \"r\", reserved = 1 }, { name = \"b\", type = \"u32\" }, \
                      { name = \"s\", reserved = 2, policy = \"ignore\" }";
        assert_eq!(of(fields), [(1, 4), (8, 12)]);
        let word = "{ name = \"w\", type = \"u16\", bits = [ { bits = \"15:0\", reserved = true } ] }";
        assert_eq!(of(&format!("{word}, {{ name = \"a\", type = \"u16\" }}")), [(0, 2)]);
    }

    #[test]
    fn what_may_leave_bytes_makes_it_all() {
        assert_eq!(of("{ name = \"a\", type = \"u32\" }, { name = \"t\", type = \"char[4]\" }"), [(0, 8)]);
        let many: Vec<String> = (0..5)
            .map(|i| format!("{{ name = \"a{i}\", type = \"u8\" }}, {{ name = \"r{i}\", reserved = 1 }}"))
            .collect();
        assert_eq!(of(&many.join(", ")), [(0, 10)]);
    }
}
