//! What C# is generated for each small schema.

use rbgen::Backend;
use rbgen::backend::csharp::CSharp;
use rbgen_tests::schemas;
use std::collections::BTreeMap;

/// Files that are the same for all schemas, but for the namespace.
const SUPPORT: &str = "/src/Wire/";

/// Whether a line can't be two: a string, documentation, one name that is as long as that, or no C#.
fn is_whole(line: &str) -> bool {
    let line = line.trim_start();
    line.contains('"')
        || line.starts_with("///")
        || line.starts_with('|')
        || line.contains("_123456789")
        || line.contains("56789123456789")
}

#[test]
fn generated_csharp_of_every_small_schema() {
    let mut support = BTreeMap::new();
    for path in schemas::files("tests/data/ok") {
        let name = schemas::name(&path);
        let schema = schemas::load(&path).schema.unwrap_or_else(|| panic!("{name} doesn't load"));
        let files = CSharp.emit(&schema);
        assert_eq!(files, CSharp.emit(&schema), "{name}: emitting twice gives the same bytes");
        let mut all = String::new();
        for (path, text) in files.iter() {
            assert!(text.ends_with('\n') && !text.contains('\r'), "{path}");
            if let Some((_, file)) = path.split_once(SUPPORT) {
                let lines =
                    text.lines().filter(|line| !line.starts_with("// ") && !line.starts_with("namespace "));
                let body: String = lines.map(|line| format!("{line}\n")).collect();
                // What is checked when an assembly is loaded is of its schema.
                if file == "RbgenChecks.cs" {
                    all.push_str(&format!("==> {path} <==\n{text}\n"));
                } else if let Some(other) = support.insert(file.to_owned(), body.clone()) {
                    assert_eq!(other, body, "{name}: {file}");
                }
                continue;
            }
            let long = text.lines().find(|line| line.len() > 120 && line.contains(' ') && !is_whole(line));
            assert_eq!(long, None, "{path}: a line that could be two");
            all.push_str(&format!("==> {path} <==\n{text}\n"));
        }
        snapshot(&name, &all);
    }
    let all: String = support.iter().map(|(file, text)| format!("==> {file} <==\n{text}\n")).collect();
    snapshot("_support", &all);
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots/csharp" }, {
        insta::assert_snapshot!(name, text);
    });
}
