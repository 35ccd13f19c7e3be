//! The byte vectors: that the files are what the schemas give, and that every language answers them.
//!
//! `RBGEN_BLESS=1` renews the files. `RBGEN_MUTATE=1` spoils each expectation and demands that every language fails on
//! it.

use rbgen::BACKENDS;
use rbgen_tests::reference::{self, Reference};
use rbgen_tests::runner::{self, Programs, Task};
use rbgen_tests::vectors::Op;
use rbgen_tests::{bless, mutation, schemas, support, vectors};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The stored vectors of every schema, those of real bytes behind the others.
fn stored() -> Vec<Task> {
    let read = |path: &str| {
        let full = schemas::root().join(path);
        let text =
            full.exists().then(|| std::fs::read_to_string(&full).unwrap_or_else(|e| panic!("{path}: {e}")));
        text.map_or(Vec::new(), |t| {
            vectors::File::from_json(&t).unwrap_or_else(|e| panic!("{path}: {e}")).vectors
        })
    };
    let task = |(name, schema): (String, rbgen_schema::Schema)| {
        let mut vectors = read(&vectors::path(&name));
        assert!(!vectors.is_empty(), "{name} has no vectors");
        vectors.extend(read(&vectors::real_path(&name)));
        Task { name, schema, vectors }
    };
    schemas::good().into_iter().map(task).collect()
}

fn folder(language: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("vectors").join(language)
}

#[test]
fn vectors_are_those_of_the_schemas() {
    let mut failures = Vec::new();
    for (name, schema) in schemas::good() {
        let file = vectors::generate(&name, &schema);
        assert_eq!(vectors::File::from_json(&file.to_json()).as_ref(), Ok(&file), "{name}");
        failures.extend(bless::check(&vectors::path(&name), &file.to_json()).err());
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn real_bytes_are_there() {
    for (name, least) in [("thumbnail", 70), ("zerobuffer", 70)] {
        let path = schemas::root().join(vectors::real_path(name));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let file = vectors::File::from_json(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(file.vectors.len() >= least, "{name}: {}", file.vectors.len());
    }
}

/// The runner's own test: the reference codec stands in for a language, once as it is and once with a fault.
#[test]
fn the_runner_notices_wrong_answers() {
    for task in stored() {
        let codec = Reference::new(&task.schema);
        let lines: Vec<String> = task.vectors.iter().enumerate().map(|(id, v)| v.line(id)).collect();
        let mut answers: Vec<String> =
            reference::serve(codec, &lines.join("\n")).lines().map(str::to_owned).collect();
        assert_eq!(runner::mismatches("reference", &task, &answers), "");
        if let Some(last) = answers.last_mut() {
            last.push('0');
            assert_ne!(runner::mismatches("reference", &task, &answers), "", "{}", task.name);
        }
    }
}

/// What each language was built into, once for all tests. Only the schemas of the tasks matter.
fn programs() -> &'static [Result<Programs, String>] {
    static PROGRAMS: OnceLock<Vec<Result<Programs, String>>> = OnceLock::new();
    PROGRAMS.get_or_init(|| {
        let tasks = stored();
        BACKENDS.iter().map(|backend| Programs::build(*backend, &tasks, &folder(backend.name()))).collect()
    })
}

#[test]
fn every_language_answers_every_vector() {
    let mut tasks = stored();
    let vectors: usize = tasks.iter().map(|t| t.vectors.len()).sum();
    let mutate = std::env::var_os("RBGEN_MUTATE").is_some_and(|v| v == "1");
    // Questions with spoilt bytes go along with the others, so that each program still runs once.
    let spoilt: Vec<Vec<_>> =
        tasks.iter().map(|t| if mutate { mutation::inputs(t, 60) } else { Vec::new() }).collect();
    for (task, spoilt) in tasks.iter_mut().zip(&spoilt) {
        task.vectors.extend(spoilt.iter().map(|(_, spoilt)| spoilt.clone()));
    }
    let (mut counts, mut languages) = (Vec::new(), Vec::new());
    let mut failures = String::new();
    for (backend, programs) in BACKENDS.iter().zip(programs()) {
        let language = backend.name();
        let (mut executed, before) = (0, failures.len());
        let answers = match programs {
            Ok(programs) => programs.ask_all(&tasks),
            Err(why) => {
                failures += &format!("{language}: {why}\n");
                Vec::new()
            }
        };
        for ((task, answers), spoilt) in tasks.iter().zip(answers).zip(&spoilt) {
            match answers {
                Ok(answers) => {
                    failures += &runner::mismatches(language, task, &answers);
                    executed += answers.len() - spoilt.len();
                    if mutate {
                        failures += &survivors(language, task, &answers, spoilt);
                    }
                }
                Err(why) => failures += &format!("{why}\n"),
            }
        }
        println!("{language}: {executed} vectors");
        counts.push((language, executed));
        languages.push((language, failures.len() == before && executed == vectors));
    }
    assert!(failures.is_empty(), "\n{failures}");
    assert!(counts.iter().all(|(_, n)| *n == vectors), "of {vectors} vectors: {counts:?}");
    for (task, spoilt) in tasks.iter_mut().zip(&spoilt) {
        task.vectors.truncate(task.vectors.len() - spoilt.len());
    }
    let (table, untested) = support::table(&tasks, &languages);
    assert!(untested.is_empty(), "features without vectors: {untested:?}");
    bless::check("docs/support.md", &table).unwrap_or_else(|e| panic!("{e}"));
}

/// What one language encodes every language decodes to the same values, and to the same bytes again.
#[test]
fn every_pair_of_languages_understands_each_other() {
    let tasks = stored();
    let mut failures = Vec::new();
    let mut spoken = 0;
    let languages = || BACKENDS.iter().map(|b| b.name()).zip(programs());
    for (at, task) in tasks.iter().enumerate() {
        let questions: Vec<&vectors::Vector> =
            task.vectors.iter().filter(|v| v.op.takes_values() && v.error.is_none()).collect();
        let encode: Vec<String> = questions.iter().enumerate().map(|(id, v)| v.line(id)).collect();
        // The lines that ask to decode what a language encoded; languages after one another, each with all its bytes.
        let mut decode = Vec::new();
        for (language, programs) in languages() {
            let answers = programs.as_ref().map_err(String::clone).and_then(|p| p.ask(at, &encode));
            for (vector, answer) in
                questions.iter().zip(answers.unwrap_or_else(|e| panic!("{language}: {e}")))
            {
                let Some((_, hex)) = answer.split_once("\tok\t") else {
                    failures.push(format!("{language} doesn't encode {}: {answer}", vector.name));
                    continue;
                };
                let op = if vector.op == Op::Encode { Op::Decode } else { Op::Parse };
                let name = format!("{}, encoded by {language}", vector.name);
                let mut question = vectors::Vector::question(name, op, &vector.ty, &vector.order);
                question.hex = Some(hex.to_owned());
                decode.push(question);
            }
        }
        let lines: Vec<String> = decode.iter().enumerate().map(|(id, v)| v.line(id)).collect();
        let wanted = reference::serve(Reference::new(&task.schema), &lines.join("\n"));
        for (language, programs) in languages() {
            let answers = programs.as_ref().map_err(String::clone).and_then(|p| p.ask(at, &lines));
            let answers = answers.unwrap_or_else(|e| panic!("{language}: {e}"));
            for ((vector, answer), wanted) in decode.iter().zip(&answers).zip(wanted.lines()) {
                if !answer.contains("\tok\t") || answer != wanted {
                    failures.push(format!("{language} reads {}: {answer}, not {wanted}", vector.name));
                }
            }
            spoken += answers.len();
        }
    }
    println!("{spoken} values went from one of {} languages to another", BACKENDS.len());
    assert!(
        failures.is_empty(),
        "{} differ:\n{}",
        failures.len(),
        failures[..failures.len().min(10)].join("\n")
    );
    let encoded = tasks.iter().flat_map(|t| &t.vectors).filter(|v| v.op.takes_values() && v.error.is_none());
    assert_eq!(spoken, encoded.count() * BACKENDS.len() * BACKENDS.len());
}

/// A feature without vectors is called untested, of any language and whether or not the rest passes.
#[test]
fn the_table_notices_features_without_vectors() {
    let languages = [("one", true), ("other", false)];
    let (whole, untested) = support::table(&stored(), &languages);
    assert_eq!(untested, Vec::<&str>::new());
    for feature in ["`pad`, `terminated`", "message parts of records"] {
        let mut tasks = stored();
        let all: usize = tasks.iter().map(|t| t.vectors.len()).sum();
        for task in &mut tasks {
            let without = |v: &vectors::Vector| !support::exercises(&task.schema, &v.ty, feature);
            task.vectors.retain(without);
        }
        assert!(tasks.iter().map(|t| t.vectors.len()).sum::<usize>() < all, "{feature}");
        let (table, untested) = support::table(&tasks, &languages);
        assert!(untested.contains(&feature), "{feature}: {untested:?}");
        assert!(table.contains(&format!("| {feature} | untested | untested |\n")), "{table}");
        assert!(whole.contains(&format!("| {feature} | ")) && !whole.contains("untested"), "{whole}");
    }
    assert!(whole.lines().filter(|l| l.starts_with("| `")).all(|l| l.ends_with(" failing |")), "{whole}");
}

/// Spoilt expectations that the answers of a language agree with.
///
/// The program is not run again for each of them. It never sees an expectation, so its answer to a question can't
/// depend on one: comparing the one answer with each spoilt expectation is what running it again would do.
fn survivors(
    language: &str,
    task: &Task,
    answers: &[String],
    spoilt: &[(vectors::Vector, vectors::Vector)],
) -> String {
    let mut report = String::new();
    let mut tried = 0;
    for (id, (vector, answer)) in task.vectors.iter().zip(answers).enumerate() {
        for mutant in mutation::expectations(vector) {
            tried += 1;
            if runner::agrees(&mutant, id, answer) {
                report += &format!("{language}, {}: agrees with a spoilt {}\n", task.name, vector.name);
            }
        }
    }
    // Spoilt bytes that mean something else must not be answered as the good ones were.
    let first = task.vectors.len() - spoilt.len();
    for (i, (good, bad)) in spoilt.iter().enumerate() {
        let id = first + i;
        if good.answer(id) != bad.answer(id) && runner::agrees(good, id, &answers[id]) {
            report += &format!(
                "{language}, {}: answers spoilt bytes of {} as the good ones\n",
                task.name, good.name
            );
        }
    }
    println!("{language}, {}: {tried} spoilt expectations, {} spoilt inputs", task.name, spoilt.len());
    report
}
