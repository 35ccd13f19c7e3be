//! Offsets, padding and sizes.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "hidden-padding",
        summary: "bytes that the layout leaves without saying so",
        explain: r#"Compilers put such bytes between fields so that each is aligned. They are part of the data: programs that forget them
disagree about every offset behind, and they leak what was in memory. Declare them. The help line has the entries to add,
or `layout = "packed"` where the size you gave says that there are none.

    { name = "version", type = "u8" },
    { name = "reserved", reserved = 3 },     # was hidden
    { name = "width", type = "u32" },

`padding = "auto"` on the struct accepts the padding as it is: written zero, not looked at."#,
    },
    Rule {
        id: "wrong-offset",
        summary: "a field lies elsewhere than `at` says",
        explain: r#"`at` asserts an offset, in every layout. Either a field before it is missing or has another size, or `at` is wrong.
Offsets are only chosen by `at` under `layout = "explicit"`."#,
    },
    Rule {
        id: "missing-at",
        summary: "a field without `at` under explicit layout",
        explain: r#"With `layout = "explicit"` nothing is computed: every field says where it is.

    { name = "width", type = "u32", at = 4 }"#,
    },
    Rule {
        id: "overlap",
        summary: "two fields share bytes",
        explain: r#"Under `layout = "explicit"` no byte belongs to two fields. Where the same bytes have several meanings, declare a union and
use it as the type of one field."#,
    },
    Rule {
        id: "size-mismatch",
        summary: "the struct has another size than `size` says",
        explain: "`size` asserts and never changes anything. Either a field is missing or has another type, or the number is wrong; the
picture shows the end of the struct.",
    },
    Rule {
        id: "align-lowers",
        summary: "`align` is lower than what the fields need",
        explain: r#"`align` raises the alignment of a struct, as `alignas` does in C. To lower it, pack the struct.

    layout = "packed""#,
    },
    Rule {
        id: "not-a-power-of-two",
        summary: "an alignment or `pack` is not a power of two",
        explain: "Machines know no other alignments. Give 1, 2, 4, 8 and so on.",
    },
    Rule {
        id: "empty-struct",
        summary: "a struct without fields",
        explain: "C and other languages give it different sizes. A message without a payload needs a header with a field too.",
    },
];
