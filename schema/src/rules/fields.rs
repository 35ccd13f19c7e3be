//! Keys of fields, bit items and roles.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "key-not-applicable",
        summary: "a key means nothing on this field or struct",
        explain: r#"Refused, since whoever wrote it expects it to do something. `encoding` is for text, `range` for numbers, `owner` and
`atomic` for structs in shared memory, `policy` for reserved bytes. A nested struct keeps its own byte order, so `endian`
stands on its fields.

    { name = "width", type = "u32", encoding = "ascii" }
    { name = "width", type = "u32" }"#,
    },
    Rule {
        id: "bad-encoding",
        summary: "a text type can't have this encoding",
        explain: "`char[N]` is `ascii`, `utf-8` or `latin-1`; `char16[N]` is always `utf-16`.",
    },
    Rule {
        id: "reserved-with-type",
        summary: "a field is reserved and has a type",
        explain: r#"Reserved bytes have no meaning yet, so they have a number of bytes in place of a type.

    { name = "spare", reserved = 4 }"#,
    },
    Rule {
        id: "either-in-fixed",
        summary: "something of either byte order within a struct of one order",
        explain: r#"A struct with `endian = "either"` learns its order when it is read. A struct of one order has none to pass on to it. Make
the outer struct `either`, or fix the order of what is in it."#,
    },
    Rule {
        id: "bad-bits",
        summary: "something is not a range of bits",
        explain: r#"One bit is `bit = 14`; several are `bits = "high:low"`, both included. Bit 0 is the least significant bit of the number as
decoded, so byte order has no part in it.

    bits = "4:7"
    bits = "7:4""#,
    },
    Rule {
        id: "bits-overlap",
        summary: "bits are used twice",
        explain: "Each bit belongs to one item. Give each its own.",
    },
    Rule {
        id: "bits-uncovered",
        summary: "bits that no item covers",
        explain: r#"What is not said about bits is a guess in every program that reads them. Say that they are reserved; the help line has
the items to add.

    bits = [ { name = "ihl", bits = "3:0" }, { bits = "7:4", reserved = true } ]"#,
    },
    Rule {
        id: "bit-type",
        summary: "bits can't be of this type",
        explain: "Only integer fields split into bits. Items are integers, booleans of one bit, enums or flag sets, and the type of an item
has at least as many bits as the item.",
    },
    Rule {
        id: "duplicate-role",
        summary: "two fields of a struct have the same role",
        explain: "A role says which field the schema itself rests on: there is one version, one size, one payload length and one byte
order mark.",
    },
    Rule {
        id: "role-conflict",
        summary: r#"a field with `role = "size"` says more about its value"#,
        explain: r#"Encoding writes the struct's size into the field, so a const, default or range of its own would be wrong or redundant.

    { name = "size", type = "u32", role = "size" }"#,
    },
    Rule {
        id: "role-type",
        summary: "a field can't hold what its role means",
        explain: "The size is a single unsigned integer that is wide enough for the struct's own size. A version that says how much of a
struct is there is an unsigned integer of at most 64 bits that holds the version of the last growth.",
    },
    Rule {
        id: "byte-order-role",
        summary: "the byte order can't be found from this field",
        explain: r#"In a struct with `endian = "either"`, the field with `role = "byte_order"` is read in both orders, and the one in which it is
right is the order of the data. So it needs a `const` or `one_of` with numbers that differ when their bytes are reversed.

    { name = "magic", type = "u32", const = 0xa1b2c3d4, role = "byte_order" }"#,
    },
    Rule {
        id: "append-without-role",
        summary: "a struct that may grow doesn't say how much of it is there",
        explain: r#"Whoever reads older or newer data has to know which fields it has. Give a field `role = "size"` (bytes as written), or
`role = "version"`."#,
    },
    Rule {
        id: "append-const-version",
        summary: "a const version in a struct that grows by its version",
        explain: r#"A const refuses every other value, so data of older and newer versions could never be read. Use `default`.

    { name = "version", type = "u16", role = "version", default = 2 }"#,
    },
    Rule {
        id: "append-order",
        summary: "an older field after a newer one",
        explain: "Older data ends where its version ends. Fields are only added at the end, so `since` never gets smaller.",
    },
    Rule {
        id: "append-without-default",
        summary: "an added field has no valid value for older data",
        explain: r#"When older data is read, fields it doesn't have take their defaults, or zero. If zero is not valid, say what is.

    { name = "depth", type = "u8", since = 2, range = [1, 64], default = 24 }"#,
    },
    Rule {
        id: "append-in-padding",
        summary: "an added field lies in what was padding",
        explain: "The older version of the struct ended with padding, so its data has bytes there that mean nothing, and they would be read
as the new field. Declare the padding as reserved bytes, and add the field behind it.",
    },
    Rule {
        id: "append-nested",
        summary: "a struct that may grow within another struct",
        explain: "It couldn't grow there without moving what comes after it. Make it sealed, or let it follow as a part of a message.",
    },
    Rule {
        id: "bad-atomic",
        summary: "a field can't be read and written at once",
        explain: "Machines do that for single integers of 1, 2, 4 or 8 bytes at multiples of their size, in one byte order.",
    },
    Rule {
        id: "group-spans-lines",
        summary: "fields of one group don't share a cache line",
        explain: "`group` says which fields are meant to lie in one cache line of 64 bytes, as counted from the start of the struct. Move
the fields together, or name the groups by line.",
    },
];
