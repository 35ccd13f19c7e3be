//! Enums, flag sets and unions.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "bad-representation",
        summary: "an enum or flag set is represented by something else than an integer",
        explain: r#"Codes are numbers of a fixed size. Flag sets are always unsigned, since their values are sets of bits.

    type = "u32""#,
    },
    Rule {
        id: "empty-enum",
        summary: "an enum without values",
        explain: "Not every language can declare one. Give it at least one value, or use the integer type.",
    },
    Rule {
        id: "empty-flags",
        summary: "a flag set without values",
        explain: "Use the integer type where no bit has a name yet.",
    },
    Rule {
        id: "duplicate-code",
        summary: "two values of an enum have the same code",
        explain: r#"Which name a code decodes to couldn't be told. A second name for a code is an alias.

    { name = "JPG", alias = "JPEG" }"#,
    },
    Rule {
        id: "bad-alias",
        summary: "an alias names no value with a code of its own",
        explain: "An alias is another name for a value of the same enum that has a `value`; aliases of aliases are not allowed.",
    },
    Rule {
        id: "alias-with-value",
        summary: "an alias has a code or a text attribute of its own",
        explain: "An alias has the code, and the text attributes, of what it stands for. Take the alias or the other key away.",
    },
    Rule {
        id: "attribute-name",
        summary: "a text attribute is called like a key of enum values",
        explain: "`text` adds keys to the values of the enum, so an attribute can't be called `name`, `value`, `alias`, `doc`, `since` or
`deprecated`.",
    },
    Rule {
        id: "empty-union",
        summary: "a union without members",
        explain: "It would have no size. Give it at least one member.",
    },
    Rule {
        id: "union-member-type",
        summary: "a type that can't be a union member",
        explain: "Text depends on rules that a union has no place for, a union within a union has no tag of its own, and host types have
no fixed size. Put the value into a struct and make that the member, or use `bytes[N]`.",
    },
    Rule {
        id: "union-tag",
        summary: "a member doesn't say, or can't say, when it is meant",
        explain: r#"In a union with a `tag` each member has either `when`, the values of the tag that mean it, or `otherwise = true`, which one
member can have. In a union without a tag no member has them.

    { name = "rw", type = "ReadWrite", when = ["READ", "WRITE"] },
    { name = "raw", type = "bytes[24]", otherwise = true },"#,
    },
    Rule {
        id: "tag-missing",
        summary: "the struct that holds the union has no such tag",
        explain: "`tag` names a field, or a bit item as `field.item`, of every struct that holds the union.",
    },
    Rule {
        id: "tag-type",
        summary: "something can't be a tag, or is of another type elsewhere",
        explain: "A tag is an integer or an enum of at most 64 bits or a boolean, and of the same type in every struct that holds the union,
since `when` is written once for all of them.",
    },
    Rule {
        id: "tag-array",
        summary: "an array of a union with a tag",
        explain: "One tag couldn't say what each element is. Put the union and its tag into a struct, and make an array of that.",
    },
    Rule {
        id: "tag-unresolved",
        summary: "values of a tag whose type isn't known",
        explain: "No struct of these files holds the union, so names in `when` can't be looked up. Use the union as the type of a field, or
give numbers.",
    },
    Rule {
        id: "duplicate-when",
        summary: "a value of the tag means two members",
        explain: "Which member it means couldn't be told. Take it away from one of the two.",
    },
];
