//! Every schema of `tests/data/ok` loads without a word.

mod support;

use support::{data, load_file, report, schemas};

#[test]
fn all_are_clean() {
    let files = schemas(&data("ok"));
    assert!(files.len() >= 18, "only {} schemas found", files.len());
    let mut problems = Vec::new();
    for file in files {
        let loaded = load_file(&file);
        if !loaded.diagnostics.is_empty() || loaded.schema.is_none() {
            problems.push(report(&loaded));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
