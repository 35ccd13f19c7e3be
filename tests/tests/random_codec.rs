//! Random schemas: the reference codec decodes what it encoded, and every language agrees with it.

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rbgen::BACKENDS;
use rbgen_schema::ir::Evolution;
use rbgen_tests::random_schema::{accepted, structs, to_toml, whole};
use rbgen_tests::runner::{self, Task};
use rbgen_tests::vectors::{self, Op};
use std::path::Path;

/// Always the same schemas, each with its vectors: in turn layouts of plain structs, and the whole language.
fn drawn(schemas: usize) -> Vec<Task> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[23; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut one = |at: usize| {
        let name = format!("random_{at}");
        let text = if at.is_multiple_of(2) {
            let structs = structs().new_tree(&mut runner).expect("structs can be drawn").current();
            to_toml(&structs).replace("name = \"random\"", &format!("name = \"{name}\""))
        } else {
            whole(&name)
        };
        let schema = accepted(&text).unwrap_or_else(|| panic!("isn't accepted:\n{text}"));
        let vectors = vectors::generate(&name, &schema).vectors;
        Task { name, schema, vectors }
    };
    (0..schemas).map(&mut one).collect()
}

fn full() -> bool {
    std::env::var_os("RBGEN_FULL").is_some_and(|v| v == "1")
}

/// Valid values go to bytes and back; only bytes without a meaning may change on the way.
#[test]
fn decoding_what_was_encoded_gives_the_value() {
    let mut tried = 0;
    for task in drawn(if full() { 500 } else { 40 }) {
        // Where the version alone says how much there is, encoding raises an old one.
        let raises = |name: &str| {
            let def = task.schema.structs.iter().find(|def| def.name == name);
            def.is_some_and(|def| def.evolution == Evolution::Append && def.roles.size.is_none())
        };
        let encoded: Vec<_> = task
            .vectors
            .iter()
            .filter(|v| v.op == Op::Encode && v.error.is_none() && !raises(&v.ty))
            .collect();
        for vector in encoded {
            let hex = vector.hex.as_ref().expect("bytes");
            let decoded = task
                .vectors
                .iter()
                .find(|v| v.op == Op::Decode && v.ty == vector.ty && v.hex.as_ref() == Some(hex));
            if let Some(decoded) = decoded {
                assert_eq!(
                    (&decoded.values, &decoded.encodes_to),
                    (&vector.values, &None),
                    "{}",
                    vector.name
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "only {tried} values were tried");
}

#[test]
fn every_language_agrees_on_random_schemas() {
    let mut tasks = drawn(if full() { 100 } else { 50 });
    if !full() {
        // Many schemas say more than many values of each: what fails on random ones is mostly how code is generated.
        for task in &mut tasks {
            task.vectors = std::mem::take(&mut task.vectors).into_iter().step_by(3).collect();
        }
    }
    let mut failures = String::new();
    for backend in BACKENDS {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random").join(backend.name());
        let answers =
            runner::run(*backend, &tasks, &folder).unwrap_or_else(|e| panic!("{}: {e}", backend.name()));
        for (task, answers) in tasks.iter().zip(answers) {
            match answers {
                Ok(answers) => failures += &runner::mismatches(backend.name(), task, &answers),
                Err(why) => failures += &format!("{why}\n"),
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}
