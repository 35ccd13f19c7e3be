//! Values.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "wrong-value",
        summary: "a value is not of the field's type",
        explain: r#"Numbers for numbers, `true` and `false` for booleans, texts for `char[N]`, `"hex:..."` for bytes, names for enum values and
lists of names for flags.

    { name = "format", type = "Format", default = 1 }
    { name = "format", type = "Format", default = "PNG" }"#,
    },
    Rule {
        id: "value-does-not-fit",
        summary: "a value is outside of what the type or the bits can hold",
        explain: r#"Use a wider type, more bits, or another value.

    { name = "count", type = "u8", default = 256 }
    { name = "count", type = "u16", default = 256 }"#,
    },
    Rule {
        id: "not-finite",
        summary: "a number is infinite or not a number",
        explain: "Not every language can write such a literal, and NaN isn't equal to itself. Fields may still hold such values.",
    },
    Rule {
        id: "unknown-const",
        summary: "there is no const of this name",
        explain: "Where a number is wanted, a text is the name of a const. Declare it, import the file that does, or write the number.",
    },
    Rule {
        id: "unknown-enum-value",
        summary: "the enum has no value of this name",
        explain: "Values of an enum are given by their names. The message names the nearest one.",
    },
    Rule {
        id: "unknown-flag",
        summary: "the flag set has no flag of this name",
        explain: r#"A default of a flag set is a list of the names of its flags. A number of several bits in it has no name for each of its
values: give the whole value as one number then.

    default = ["READ", "WRITE"]
    default = 0x13"#,
    },
    Rule {
        id: "text-not-encodable",
        summary: "a text can't be written and read back",
        explain: r#"It has characters that the encoding doesn't have, a NUL (which ends a text), or trailing spaces in a field padded with
spaces. Choose another encoding or another text.

    { name = "label", type = "char[8]", encoding = "ascii", default = "größe" }
    { name = "label", type = "char[8]", encoding = "utf-8", default = "größe" }"#,
    },
    Rule {
        id: "text-too-long",
        summary: "a text is longer than the field",
        explain: "Text is never cut. `char[8]` has room for 8 bytes, and with `terminated = true` for 7 and the NUL.",
    },
    Rule {
        id: "bad-bytes",
        summary: "a text doesn't stand for bytes of this type",
        explain: r#"Bytes are written in hex, two digits each; blanks and `_` may stand between them. `guid` and `uuid` also take the usual form.

    const = "hex:7f 45 4c 46"
    const = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b""#,
    },
    Rule {
        id: "list-length",
        summary: "a list has more or fewer values than the array",
        explain: r#"Give one value for each element. A `default` may also be a single value, which then stands for each element; a `const`
is always the whole list.

    { name = "mark", type = "u8[2]", const = [0x4d, 0x5a] }"#,
    },
    Rule {
        id: "bad-range",
        summary: "a range is not a lowest and a highest value",
        explain: "Both ends are included and the lowest comes first.

    range = [100, 0]
    range = [0, 100]",
    },
    Rule {
        id: "empty-one-of",
        summary: "`one_of` lists no value",
        explain: "No data could ever be right. List the values that are, or take the key away.",
    },
    Rule {
        id: "duplicate-value",
        summary: "`one_of` lists a value twice",
        explain: "Take one of the two away; often another value was meant.",
    },
    Rule {
        id: "value-refused",
        summary: "a default is a value that encoding refuses",
        explain: r#"A value with its defaults could never be written.

    { name = "quality", type = "u8", range = [1, 100], default = 0 }
    { name = "quality", type = "u8", range = [1, 100], default = 85 }"#,
    },
    Rule {
        id: "conflicting-keys",
        summary: "two keys say different things about one value",
        explain: "A `const` needs no default and no range; `one_of` lists all values that are right, so a range adds nothing; records are
counted and have no `length`. Keep the one that is meant.",
    },
    Rule {
        id: "enforce-without-range",
        summary: "`enforce` without a `range`",
        explain: r#"`enforce` says who checks the range: both sides, or only who encodes. Without a range there is nothing to check.

    range = [0, 100], enforce = "encode""#,
    },
    Rule {
        id: "zero-scale",
        summary: "a scale of 0",
        explain: "physical = raw * scale + bias: with 0 every raw value would mean the same, and nothing could be converted back.",
    },
];
