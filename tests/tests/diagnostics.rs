//! The text of every diagnostic, as people see it.

use rbgen_schema::render::{github, json, render};
use rbgen_schema::{Loaded, Loader, load};
use rbgen_tests::schemas;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Files of a folder by paths relative to it, so that messages are the same on every machine.
struct Folder(PathBuf);

impl Loader for Folder {
    fn read(&self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(self.0.join(path)).map_err(|_| "there is no such file".to_owned())
    }
}

fn cases() -> Vec<(String, Loaded)> {
    let folder = schemas::root().join("tests/data/err");
    let files = schemas::files("tests/data/err");
    assert!(files.len() > 100, "{}", folder.display());
    files
        .iter()
        .map(|path| {
            let relative = path.strip_prefix(&folder).expect("a file of the folder");
            let relative = relative.to_string_lossy().replace('\\', "/");
            (schemas::name(path), load(&relative, &Folder(folder.clone())))
        })
        .collect()
}

/// All messages; of many with one id only the first.
fn shown(loaded: &Loaded) -> String {
    let mut seen = BTreeMap::new();
    let mut text = String::new();
    for d in &loaded.diagnostics {
        let count = seen.entry(d.id).or_insert(0);
        *count += 1;
        if *count <= 3 {
            text.push_str(&render(&loaded.sources, d));
            text.push('\n');
        }
    }
    for (id, count) in seen.into_iter().filter(|(_, count)| *count > 3) {
        text.push_str(&format!("({count} of {id})\n"));
    }
    text
}

#[test]
fn every_bad_schema() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/diagnostics");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        for (name, loaded) in cases() {
            insta::assert_snapshot!(name, shown(&loaded));
        }
    });
}

#[test]
fn every_format_tells_the_same() {
    for (name, loaded) in cases() {
        for d in &loaded.diagnostics {
            let text = render(&loaded.sources, d);
            assert!(text.starts_with("error[") || text.starts_with("warning["), "{name}: {text}");
            assert!(text.contains(d.id) && !text.contains('\u{1b}'), "{name}: {text}");
            let line = github(&loaded.sources, d);
            assert!(line.contains(&format!("title={}::", d.id)) && !line.contains('\n'), "{name}: {line}");
            let object = json(&loaded.sources, d);
            let (file, from, to) = (&object["file"], &object["start"], &object["end"]);
            let source = &loaded.sources.get(d.primary.span.file).text;
            let range = from.as_u64().expect("a number") as usize..to.as_u64().expect("a number") as usize;
            assert!(source.get(range).is_some(), "{name}: {file} {from}..{to}");
        }
    }
}
