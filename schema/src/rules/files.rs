//! Reading files and TOML.

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "toml-syntax",
        summary: "the file is not valid TOML",
        explain: r#"Nothing else of the file is checked before its syntax is right, since what was meant can't be told.
The message says what was expected at the place.

    { name = "a" type = "u8" }      # a comma is missing
    { name = "a", type = "u8" }"#,
    },
    Rule {
        id: "toml-1-1",
        summary: "something that TOML 1.1 has and TOML 1.0 doesn't",
        explain: r#"Schemas are TOML 1.0, so that every TOML reader and editor can read them. Keep an inline table on one line and without a
comma at its end; write escapes as \u00XX.

    { name = "a", type = "u8", }    # TOML 1.1
    { name = "a", type = "u8" }"#,
    },
    Rule {
        id: "duplicate-key",
        summary: "a key is given twice in one table",
        explain: r#"Which of the two was meant can't be told. Keep one.

    { name = "a", type = "u8", type = "u16" }"#,
    },
    Rule {
        id: "nested-too-deep",
        summary: "lists or tables within each other more than 80 deep",
        explain: "No schema needs more than a few levels. Usually a bracket is missing somewhere before.",
    },
    Rule {
        id: "number-too-large",
        summary: "a whole number needs more than 128 bits",
        explain: r#"Whole numbers of a schema go from -2^127 to 2^128 - 1, which covers every integer type. Longer values are bytes.

    { name = "key", type = "bytes[32]", const = "hex:00..." }"#,
    },
    Rule {
        id: "file-too-large",
        summary: "a schema file has more than 32 MiB",
        explain: "Schemas are written and read by people. Split the file and import the parts.",
    },
    Rule {
        id: "too-many-files",
        summary: "a schema consists of more than 256 files",
        explain: "Most likely files import each other in a way that never ends. Otherwise join some of them.",
    },
    Rule {
        id: "cannot-read",
        summary: "a file can't be read",
        explain: r#"Paths in `import` are relative to the file that has them. The schemas that ship with rbgen are written `rbgen:<name>` and
can be imported from anywhere.

    import = ["common.toml", "rbgen:thumbnail"]"#,
    },
    Rule {
        id: "import-cycle",
        summary: "files import each other in a circle",
        explain: "Each file becomes a module of its own, and a module can only use those that are there before it. Move what both files
need into a third one, and import that from both.",
    },
    Rule {
        id: "duplicate-import",
        summary: "a file is imported twice",
        explain: r#"Two spellings of one path are one file. Take one of them away.

    import = ["common.toml", "./common.toml"]"#,
    },
    Rule {
        id: "duplicate-module",
        summary: "two files have the same name in `[schema]`",
        explain: "`name` is the stem of the packages, modules and headers that are generated for a file; two files of one name would
overwrite each other. Give one of them another name.",
    },
    Rule {
        id: "no-schema-table",
        summary: "the file has no `[schema]` table",
        explain: r#"It says which edition of the language the file is written in, how the schema is called and which version it has.

    [schema]
    edition = 1
    name = "thumbnail"
    version = 1"#,
    },
    Rule {
        id: "unknown-edition",
        summary: "the edition of the language is not known",
        explain: "`edition` says which rules the file is written for, so that the language can change without changing what files mean.
This program knows edition 1; a newer edition needs a newer rbgen. It is not the version of the schema: that is `version`.",
    },
    Rule {
        id: "too-many-errors",
        summary: "more errors in one file than are shown",
        explain: "The first errors of a file are shown, in order of place. Mend those: later ones often go away with them.",
    },
];
