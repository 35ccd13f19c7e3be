//! What the diagnostics of the program itself mean; those of the language are in `rbgen_schema::rules`.

use rbgen_schema::rules::Rule;

/// Every diagnostic that doesn't come from the schema language.
pub const RULES: &[Rule] = &[
    Rule {
        id: "config-folder",
        summary: "a folder in rbgen.toml has no name",
        explain: "`out` names the folder for generated files, relative to the folder of rbgen.toml. \".\" is that folder itself.",
    },
    Rule {
        id: "config-language",
        summary: "rbgen.toml names a language that nobody knows, or names one twice",
        explain: "`languages` lists what `rbgen generate` writes. A language that rbgen doesn't know needs a program\n\
               `rbgen-gen-X` on PATH. A table [lang.x] belongs to a language of that list.",
    },
    Rule {
        id: "config-missing",
        summary: "rbgen.toml lacks a required key",
        explain: "`schemas` and `languages` must be there and not be empty. `rbgen init` writes an rbgen.toml to start from.",
    },
    Rule {
        id: "config-schemas",
        summary: "an entry of `schemas` stands for no file",
        explain: "Paths and globs (`*`, `?`, `[a-z]`, `**`) are relative to the folder of rbgen.toml. Shipped schemas are\n\
               written `rbgen:thumbnail`.",
    },
    Rule {
        id: "config-syntax",
        summary: "rbgen.toml is not TOML",
        explain: "The message says what was expected at the place.",
    },
    Rule {
        id: "config-type",
        summary: "a value in rbgen.toml has the wrong type",
        explain: "The message says what is expected and what was found.",
    },
    Rule {
        id: "config-unknown-key",
        summary: "rbgen.toml has a key that rbgen doesn't know",
        explain: "The keys are required-version, schemas, languages, out and lang. A table [lang.x] takes `out` and the\n\
               options of that language, as in a schema; `rename` stays in the schema.",
    },
    Rule {
        id: "config-version",
        summary: "the project needs another version of rbgen",
        explain: "`required-version` is a requirement as in Cargo.toml. With another version the generated files could differ,\n\
               so nothing is done.",
    },
    Rule {
        id: "edited-by-hand",
        summary: "a generated file was changed since rbgen wrote it",
        explain: "rbgen keeps the hash of every file it writes in .rbgen-manifest. An edited file that is still wanted is\n\
               written anew; one that nothing wants any more stays until somebody removes it.",
    },
    Rule {
        id: "external-generator",
        summary: "a generator on PATH refuses the schema",
        explain: "The program `rbgen-gen-X` that serves `--lang X` answered with this diagnostic.",
    },
    Rule {
        id: "io",
        summary: "a file or another program failed",
        explain: "The message has the path and the reason the operating system gave. No generated file is left half written.",
    },
    Rule {
        id: "lang-collision",
        summary: "two names of the schema become one in a target language",
        explain: "Casing, prefixes and the members every generated type has can make names meet. The help line has the `rename`\n\
               entry for the [lang.x] table of the schema that keeps them apart:\n\n\
               [lang.csharp]\n\
               rename = { \"Header.class\" = \"klass\" }",
    },
    Rule {
        id: "lang-limit",
        summary: "a schema has more of something than a language can hold",
        explain: "Java's virtual machine bounds the parameters of a method, the code of one, and what initialises a class. The message\n\
               says how many there may be, the help line what to do.",
    },
    Rule {
        id: "lang-name",
        summary: "a name of the schema can't be used in a target language",
        explain: "It is a keyword there, belongs to the language or its standard library, or is no identifier. Rename it for that\n\
               language alone:\n\n\
               [lang.c]\n\
               rename = { \"Header.errno\" = \"error_number\" }",
    },
    Rule {
        id: "lang-option",
        summary: "an option of a [lang.x] table has a value the language can't use",
        explain: "The message says what the option must be. `rbgen check --lang x` checks a schema for one language.",
    },
    Rule {
        id: "lang-unknown",
        summary: "a [lang.x] table is for a language that looks misspelt",
        explain: "A table for a language rbgen doesn't know is for an external generator and is left alone. This one has almost the\n\
               name of a language that rbgen knows.",
    },
    Rule {
        id: "lang-unknown-option",
        summary: "a [lang.x] table has an option that the language doesn't know",
        explain: "The help line lists the options of that language. `rename` is understood by every language.",
    },
    Rule {
        id: "not-up-to-date",
        summary: "generated files are not what the schemas give",
        explain: "`rbgen generate --check` found files that are missing, differ, are stale or were edited. The help line has\n\
               the command that brings them up to date; --diff shows the differences.",
    },
    Rule {
        id: "schema-name-taken",
        summary: "two schema files have the same name",
        explain: "The `name` of a schema is the stem of its packages, so both would write the same files. Rename one.",
    },
    Rule {
        id: "usage",
        summary: "the command can't be carried out as it was given",
        explain: "The message says why, and the help line what to do. `rbgen <verb> --help` has examples.",
    },
];

/// Every diagnostic rbgen can give, sorted by id.
pub fn all() -> Vec<Rule> {
    let mut all: Vec<Rule> = RULES.iter().chain(rbgen_schema::rules::RULES).copied().collect();
    all.sort_by_key(|rule| rule.id);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn ids_are_sorted_and_unique() {
        assert!(RULES.windows(2).all(|w| w[0].id < w[1].id));
        assert!(all().windows(2).all(|w| w[0].id < w[1].id));
    }

    /// Ids given to `Diagnostic::error` and `placeless` in the source, tests left out.
    fn reported(folder: &Path, ids: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                reported(&path, ids);
            } else if path.extension().is_some_and(|e| e == "rs")
                && path.file_name().is_some_and(|n| n != "tests.rs" && n != "rules.rs")
            {
                let text = std::fs::read_to_string(&path).unwrap();
                for call in ["Diagnostic::error(", "placeless(", "=> \"", "self.error("] {
                    for (at, _) in text.match_indices(call) {
                        let after = text[at + call.len() - usize::from(call.ends_with('"'))..].trim_start();
                        let id = after.strip_prefix('"').and_then(|a| a.split_once('"')).map(|(id, _)| id);
                        let known = id.filter(|id| !call.ends_with('"') || RULES.iter().any(|r| r.id == *id));
                        ids.extend(known.map(str::to_owned));
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_reported_is_explained_and_the_reverse() {
        let mut ids = BTreeSet::new();
        reported(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut ids);
        let explained: BTreeSet<String> = all().iter().map(|r| r.id.to_owned()).collect();
        let missing: Vec<_> = ids.difference(&explained).collect();
        let unused: Vec<_> = RULES.iter().filter(|r| !ids.contains(r.id)).map(|r| r.id).collect();
        assert!(
            missing.is_empty() && unused.is_empty(),
            "not explained: {missing:?}; never reported: {unused:?}"
        );
    }
}
