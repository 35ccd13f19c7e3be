//! Every bad schema of `tests/data/err` reports the error it is named after and nothing else, and the edits that a
//! message proposes make that error go away.

mod support;

use rbgen_schema::rules::RULES;
use rbgen_schema::{Diagnostic, Edit, FileId, Loaded, Loader, load};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::{Disk, data, load_file, report, schemas};

/// The root schemas with the name of their case.
fn cases() -> Vec<(String, PathBuf)> {
    let folder = data("err");
    let mut cases = Vec::new();
    for path in schemas(&folder) {
        let inside = path.strip_prefix(&folder).expect("below the folder");
        let (case, is_root) = match inside.parent().filter(|p| !p.as_os_str().is_empty()) {
            Some(parent) => {
                (parent.to_string_lossy().into_owned(), path.file_name() == Some("main.toml".as_ref()))
            }
            None => (path.file_stem().expect("a name").to_string_lossy().into_owned(), true),
        };
        if is_root {
            cases.push((case, path));
        }
    }
    cases
}

/// Whether a case shows this error: its name is the id, or the id and a word about the variant.
fn shows(case: &str, id: &str) -> bool {
    case == id || case.strip_prefix(id).is_some_and(|rest| rest.starts_with('-'))
}

/// The errors a case may report beside its own, from a comment `# also: <ids>` in its first line.
fn also(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("readable");
    let first = text.lines().next().and_then(|l| l.strip_prefix("# also:")).unwrap_or("");
    first.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn each_reports_its_own_error_only() {
    let mut problems = Vec::new();
    for (case, path) in cases() {
        let loaded = load_file(&path);
        let also = also(&path);
        let own = loaded.diagnostics.iter().filter(|d| shows(&case, d.id)).count();
        let strangers =
            loaded.diagnostics.iter().filter(|d| !shows(&case, d.id) && !also.iter().any(|a| a == d.id));
        if own == 0 || strangers.count() > 0 || loaded.schema.is_some() {
            problems.push(format!("== {case}\n{}", report(&loaded)));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn each_says_what_to_do() {
    for (case, path) in cases() {
        for d in load_file(&path).diagnostics {
            assert!(d.help.as_ref().is_some_and(|h| !h.text.is_empty()), "{case}: no help");
            let words = [Some(&d.message), d.help.as_ref().map(|h| &h.text)];
            assert!(words.into_iter().flatten().all(|t| !t.contains('\n')), "{case}: several lines");
        }
    }
}

/// Files with edits in place of what is on disk.
struct Edited(BTreeMap<String, String>);

impl Loader for Edited {
    fn read(&self, path: &str) -> Result<String, String> {
        self.0.get(path).map_or_else(|| Disk.read(path), |text| Ok(text.clone()))
    }
}

fn apply(loaded: &Loaded, edits: &[Edit]) -> Edited {
    let mut files = BTreeMap::new();
    for (id, source) in loaded.sources.iter() {
        let mut of_file: Vec<&Edit> = edits.iter().filter(|e| e.span.file == id).collect();
        // From the last, so that places stay right; of several at one place the first written comes first.
        of_file.reverse();
        of_file.sort_by_key(|e| std::cmp::Reverse(e.span.start));
        let mut text = source.text.to_string();
        for e in &of_file {
            text.replace_range(e.span.start as usize..e.span.end as usize, &e.replacement);
        }
        if !of_file.is_empty() {
            files.insert(source.path.clone(), text);
        }
    }
    Edited(files)
}

#[test]
fn every_edit_mends_its_error() {
    let mut edited = 0;
    let mut problems = Vec::new();
    for (case, path) in cases() {
        let loaded = load_file(&path);
        let root = loaded.sources.get(FileId(0)).path.clone();
        let count = |l: &Loaded, d: &Diagnostic| l.diagnostics.iter().filter(|o| o.id == d.id).count();
        for d in &loaded.diagnostics {
            let Some(help) = d.help.as_ref().filter(|h| !h.edits.is_empty()) else { continue };
            edited += 1;
            let after = load(&root, &apply(&loaded, &help.edits));
            let new: Vec<&str> = after
                .diagnostics
                .iter()
                .filter(|n| !loaded.diagnostics.iter().any(|o| o.id == n.id))
                .map(|n| n.id)
                .collect();
            if count(&after, d) + 1 != count(&loaded, d) || !new.is_empty() {
                problems.push(format!("== {case}: {}\n{:?}\n{}", help.text, help.edits, report(&after)));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(edited > 60, "only {edited} messages with edits");
}

/// Errors that no small file shows; `limits.rs` does.
const SHOWN_ELSEWHERE: [&str; 2] = ["file-too-large", "too-many-files"];

#[test]
fn every_rule_has_a_case() {
    let cases = cases();
    let without: Vec<&str> = RULES
        .iter()
        .map(|r| r.id)
        .filter(|id| !SHOWN_ELSEWHERE.contains(id))
        .filter(|id| {
            !cases.iter().any(|(case, path)| {
                shows(case, id) && load_file(path).diagnostics.iter().any(|d| d.id == *id)
            })
        })
        .collect();
    assert!(without.is_empty(), "no file in tests/data/err shows {without:?}");
}
