//! Keys and names.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "unknown-key",
        summary: "a key that the language doesn't have",
        explain: r#"A key that nobody reads would be a rule that nobody follows, so it is refused. The message names the nearest known
key. Some keys that may be expected are not in edition 1; the help line then says what to do instead.

    { nmae = "width", type = "u32" }
    { name = "width", type = "u32" }"#,
    },
    Rule {
        id: "missing-key",
        summary: "a required key is not there",
        explain: r#"The message says what needs which key.

    { name = "width" }                   # of which type?
    { name = "width", type = "u32" }"#,
    },
    Rule {
        id: "wrong-kind",
        summary: "a key has a value of the wrong kind",
        explain: r#"Sizes are numbers, names and types are texts, lists stand in brackets.

    size = "24"
    size = 24"#,
    },
    Rule {
        id: "single-brackets",
        summary: "`[struct]` in place of `[[struct]]`",
        explain: "There may be several structs, enums and so on, so each has double brackets, which in TOML start an entry of a list.

    [struct]
    [[struct]]",
    },
    Rule {
        id: "number-out-of-range",
        summary: "a number is outside of what the key takes",
        explain: "The message says from where to where. Sizes, alignments and offsets are bounded so that they fit every language.",
    },
    Rule {
        id: "unknown-word",
        summary: "a key has a word it doesn't take",
        explain: r#"The message lists the words.

    layout = "pakced"
    layout = "packed""#,
    },
    Rule {
        id: "empty-text",
        summary: "a text that has to say something is empty",
        explain: "`unit`, `deprecated`, `group` and `license` stand in generated code; an empty one says nothing. Take the key away.",
    },
    Rule {
        id: "bad-text",
        summary: "a text has characters that no source file can show",
        explain: "Documentation, units and labels stand in generated source code. Control characters, and those that reorder what is
shown, are refused by compilers or hide what the code says. Tabs and, in documentation, line breaks are fine.",
    },
    Rule {
        id: "bad-license",
        summary: "the licence is not an SPDX expression",
        explain: r#"It stands in the first lines of every generated file.

    license = "MIT OR Apache-2.0""#,
    },
    Rule {
        id: "bad-name",
        summary: "something can't be a name",
        explain: r#"A name becomes an identifier in every language: it starts with a letter or `_`, goes on with letters, digits and `_` (all
of ASCII) and has at most 60 of them. Names that start with `rbgen` are kept for generated helpers. Keywords of a
language are fine: its backend escapes them.

    { name = "image width", type = "u32" }
    { name = "image_width", type = "u32" }"#,
    },
    Rule {
        id: "built-in-name",
        summary: "an item is called like a built-in type",
        explain: "A type `u8` of your own could not be told from the built-in one. Choose another name.",
    },
    Rule {
        id: "duplicate-name",
        summary: "two items have the same name",
        explain: "Names are unique over all kinds of items and over all files of a schema, since each language puts them into one
namespace. Rename one of the two. If only one language has trouble with a name, use `rename` in its `[lang.<x>]` table.",
    },
    Rule {
        id: "duplicate-part",
        summary: "two parts of one item have the same name",
        explain: "Fields of a struct, values of an enum, members of a union, and the fields, parts and helpers of a message stand
beside each other in generated code. Rename one of the two.",
    },
    Rule {
        id: "ambiguous-member",
        summary: "a bit item is called like another member of the struct",
        explain: r#"In values the items of a bit word stand beside the fields, by their own names, so all of these differ.

    { name = "flags", type = "u8", bits = [ { name = "width", bits = "7:0" } ] },
    { name = "width", type = "u32" },

Rename one of the two, for example to `width_shift`."#,
    },
    Rule {
        id: "not-imported",
        summary: "a name of a file that isn't imported",
        explain: r#"A file sees its own names and those of the files it imports, directly or not. Two files that are imported side by side
don't see each other.

    [schema]
    import = ["common.toml"]"#,
    },
    Rule {
        id: "unknown-rename",
        summary: "`rename` names something that isn't declared in the file",
        explain: r#"The target is `Type`, `Type.field`, `Enum.VALUE`, `Message.part`, `call` or `call.param`. Types of an imported file are
renamed in that file, since they are generated once, under one name.

    [lang.java]
    rename = { "RequestHeader.class" = "klass" }"#,
    },
    Rule {
        id: "since-in-the-future",
        summary: "`since` is above the version of the schema",
        explain: "`since = N` says that something was added in version N of the schema. Adding it raises the schema's `version` to N.",
    },
];
