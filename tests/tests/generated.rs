//! `generated/` is what `rbgen generate` makes of the shipped schemas, with nothing besides.

use rbgen::config;
use rbgen::generate::{self, Language, Places, has_error};
use rbgen::loader::FsLoader;
use rbgen::schema::render;
use rbgen::sync::{Plan, Scope, Tree, manifest, plan};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const COMMAND: &str = "run: cargo run --release --bin rbgen -- generate";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// What the configuration of the repository gives.
fn trees() -> Vec<Tree> {
    let loaded = config::load(&root().join(config::NAME)).unwrap();
    let config = loaded.config.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let paths: Vec<String> = config.schemas.iter().map(|s| s.text.clone()).collect();
    let mut units = Vec::new();
    for mut input in generate::load(&paths, &FsLoader::new()) {
        for language in &config.languages {
            let language = Language::find(&language.text).unwrap_or_else(|unknown| panic!("{unknown}"));
            units.extend(generate::generate(&mut input, &language).unwrap());
        }
        let said: String =
            input.loaded.diagnostics.iter().map(|d| render::render(&input.loaded.sources, d)).collect();
        assert!(!has_error(&input.loaded.diagnostics), "{said}");
    }
    let places = Places { out: config.out, own: Default::default() };
    generate::place(&units, &places, &Scope::All).unwrap()
}

#[test]
fn the_files_are_up_to_date() {
    let plans: Vec<Plan> = trees().iter().map(|tree| plan(tree, false).unwrap()).collect();
    let changes = plans.iter().flat_map(|p| &p.changes).filter(|c| c.is_difference());
    let wrong: Vec<String> = changes.map(|c| format!("{:?} generated/{}", c.action, c.path)).collect();
    assert!(wrong.is_empty(), "{}\n{COMMAND}", wrong.join("\n"));
}

#[test]
fn there_is_no_file_besides() {
    let mut wanted: BTreeSet<String> = trees().iter().flat_map(|tree| tree.files.keys().cloned()).collect();
    wanted.extend([manifest::NAME.to_owned(), ".gitattributes".to_owned()]);
    let root = root().join("generated");
    // What compilers and interpreters leave behind is ignored by version control as well.
    let built = ["target", "__pycache__", "build", "dist", "bin", "obj", "Cargo.lock"];
    let mut folders = vec![root.clone()];
    let mut orphans = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let relative = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            if built.contains(&name.as_str()) || name.ends_with(".egg-info") || wanted.contains(&relative) {
                continue;
            }
            if path.is_dir() { folders.push(path) } else { orphans.push(relative) }
        }
    }
    assert!(orphans.is_empty(), "nothing generates these files below generated/: {orphans:?}\n{COMMAND}");
}
