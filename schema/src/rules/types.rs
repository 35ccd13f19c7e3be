//! Types.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "bad-type",
        summary: "a text is not a type",
        explain: r#"A type is a name with array lengths behind it, without blanks.

    type = "u16 [3]"
    type = "u16[3]""#,
    },
    Rule {
        id: "unknown-type",
        summary: "there is no type of this name",
        explain: "Types are the built-in ones (`u32`, `f64`, `char[16]`, `bytes[4]`, `guid` and so on) and the enums, flag sets, unions and
structs of this file and those it imports. Names of other languages are not known: `uint32_t` is `u32` here.",
    },
    Rule {
        id: "not-a-type",
        summary: "a name that is not a type",
        explain: "Consts, messages and calls have names but can't be the type of a field.",
    },
    Rule {
        id: "bad-length",
        summary: "something can't be an array length",
        explain: r#"A length is a whole number of at least 1, or a const with such a value. Text and bytes always have one: `char[16]`.

    type = "u8[0]"        # nothing can be stored in it"#,
    },
    Rule {
        id: "too-many-dimensions",
        summary: "an array has more than 8 dimensions",
        explain: "Declare a struct for the inner ones and make an array of it.",
    },
    Rule {
        id: "too-large",
        summary: "a type or struct has more than 2^30 bytes",
        explain: r#"Every offset has to fit the index types of every language. Long data is not part of a struct: it follows it, as the
payload of a message.

    payload = { name = "image", length = "image_size" }"#,
    },
    Rule {
        id: "type-cycle",
        summary: "a struct holds itself",
        explain: r#"Its size would be infinite. What refers to another record does so by an index or an offset.

    { name = "next", type = "Node" }
    { name = "next_index", type = "u32" }"#,
    },
    Rule {
        id: "structs-too-deep",
        summary: "structs within structs more than 64 deep",
        explain: "Generated code follows the nesting. Flatten some of the structs.",
    },
    Rule {
        id: "too-many-values",
        summary: "a struct has more than 65,536 values in it, or all structs together more than two million",
        explain: "Counted with everything that is nested in each; an array counts once. Use arrays in place of many fields.",
    },
    Rule {
        id: "const-type",
        summary: "a const can't be of this type",
        explain: "Consts are numbers, booleans, `char[N]`, `bytes[N]`, enums and flag sets: what every language can write as a literal.",
    },
    Rule {
        id: "host-type",
        summary: "the size of a type depends on the host",
        explain: r#"`usize`, `isize`, `clong`, `ptr`, `cstr` and `cstr?` have other sizes on other machines. Only structs that are passed to a C
library in memory may hold them; what is sent or stored has the same bytes everywhere.

    usage = "ffi"         # on the struct, when it never leaves the process"#,
    },
];
