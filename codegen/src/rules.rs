//! What the diagnostics of the program itself mean; those of the language are in `rbgen_schema::rules`.

/// An id, what it means in a line, and what to know about it.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The id.
    pub id: &'static str,
    /// In one line.
    pub title: &'static str,
    /// What it is about and what to do.
    pub text: &'static str,
}

/// Every diagnostic that doesn't come from the schema language.
pub const RULES: &[Rule] = &[
    Rule {
        id: "config-folder",
        title: "a folder in rbgen.toml has no name",
        text: "`out` names the folder for generated files, relative to the folder of rbgen.toml. \".\" is that folder itself.",
    },
    Rule {
        id: "config-language",
        title: "rbgen.toml names a language that nobody knows, or names one twice",
        text: "`languages` lists what `rbgen generate` writes. A language that rbgen doesn't know needs a program\n\
               `rbgen-gen-X` on PATH. A table [lang.x] belongs to a language of that list.",
    },
    Rule {
        id: "config-missing",
        title: "rbgen.toml lacks a required key",
        text: "`schemas` and `languages` must be there and not be empty. `rbgen init` writes an rbgen.toml to start from.",
    },
    Rule {
        id: "config-schemas",
        title: "an entry of `schemas` stands for no file",
        text: "Paths and globs (`*`, `?`, `[a-z]`, `**`) are relative to the folder of rbgen.toml. Shipped schemas are\n\
               written `rbgen:thumbnail`.",
    },
    Rule {
        id: "config-syntax",
        title: "rbgen.toml is not TOML",
        text: "The message says what was expected at the place.",
    },
    Rule {
        id: "config-type",
        title: "a value in rbgen.toml has the wrong type",
        text: "The message says what is expected and what was found.",
    },
    Rule {
        id: "config-unknown-key",
        title: "rbgen.toml has a key that rbgen doesn't know",
        text: "The keys are required-version, schemas, languages, out and lang. A table [lang.x] takes `out` and the\n\
               options of that language, as in a schema; `rename` stays in the schema.",
    },
    Rule {
        id: "config-version",
        title: "the project needs another version of rbgen",
        text: "`required-version` is a requirement as in Cargo.toml. With another version the generated files could differ,\n\
               so nothing is done.",
    },
    Rule {
        id: "edited-by-hand",
        title: "a generated file was changed since rbgen wrote it",
        text: "rbgen keeps the hash of every file it writes in .rbgen-manifest. An edited file that is still wanted is\n\
               written anew; one that nothing wants any more stays until somebody removes it.",
    },
    Rule {
        id: "external-generator",
        title: "a generator on PATH refuses the schema",
        text: "The program `rbgen-gen-X` that serves `--lang X` answered with this diagnostic.",
    },
    Rule {
        id: "io",
        title: "a file or another program failed",
        text: "The message has the path and the reason the operating system gave. No generated file is left half written.",
    },
    Rule {
        id: "not-up-to-date",
        title: "generated files are not what the schemas give",
        text: "`rbgen generate --check` found files that are missing, differ, are stale or were edited. The help line has\n\
               the command that brings them up to date; --diff shows the differences.",
    },
    Rule {
        id: "schema-name-taken",
        title: "two schema files have the same name",
        text: "The `name` of a schema is the stem of its packages, so both would write the same files. Rename one.",
    },
    Rule {
        id: "usage",
        title: "the command can't be carried out as it was given",
        text: "The message says why, and the help line what to do. `rbgen <verb> --help` has examples.",
    },
];

/// Every diagnostic rbgen can give, sorted by id.
pub fn all() -> impl Iterator<Item = Rule> {
    RULES.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sorted_and_unique() {
        assert!(RULES.windows(2).all(|w| w[0].id < w[1].id));
    }
}
