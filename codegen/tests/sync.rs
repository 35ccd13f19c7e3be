//! Files on the disk: what is written, what is kept, what is removed, what is never touched.

use rbgen::sync::{Action, Plan, Scope, SyncError, Tree, Wanted, manifest, plan};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// A tree of files that are all wanted by `c:a`, which this run speaks for.
fn tree(root: &Path, files: &[(&str, &str)]) -> Tree {
    tree_of(root, files, "c:a")
}

fn tree_of(root: &Path, files: &[(&str, &str)], origin: &str) -> Tree {
    let origins = BTreeSet::from([origin.to_owned()]);
    let wanted = |text: &str| Wanted { text: text.to_owned(), origins: origins.clone() };
    let files: BTreeMap<_, _> = files.iter().map(|(path, text)| ((*path).to_owned(), wanted(text))).collect();
    Tree { root: root.to_owned(), files, scope: Scope::Origins(origins), package_depth: 2 }
}

fn write(tree: &Tree) {
    plan(tree, true).and_then(Plan::apply).unwrap();
}

fn actions(plan: &Plan) -> Vec<(&str, Action)> {
    plan.changes.iter().filter(|c| !c.path.starts_with('.')).map(|c| (c.path.as_str(), c.action)).collect()
}

/// Every file below a folder that has no leading dot, with its text.
fn found(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.file_name().unwrap().to_string_lossy().starts_with('.') {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn names(root: &Path) -> Vec<String> {
    found(root).into_keys().collect()
}

fn set_old(path: &Path) -> SystemTime {
    let old = SystemTime::now() - Duration::from_secs(1000);
    fs::File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn only_what_changes_is_written() {
    let dir = TempDir::new().unwrap();
    write(&tree(dir.path(), &[("c/a/x.h", "x"), ("c/a/y.h", "y")]));
    let stamps: Vec<SystemTime> =
        ["c/a/x.h", manifest::NAME, ".gitattributes"].iter().map(|p| set_old(&dir.path().join(p))).collect();
    write(&tree(dir.path(), &[("c/a/x.h", "x"), ("c/a/y.h", "y")]));
    let now = |p: &str| fs::metadata(dir.path().join(p)).unwrap().modified().unwrap();
    assert_eq!([now("c/a/x.h"), now(manifest::NAME), now(".gitattributes")].to_vec(), stamps);

    write(&tree(dir.path(), &[("c/a/x.h", "x"), ("c/a/y.h", "new")]));
    assert_eq!(now("c/a/x.h"), stamps[0]);
    assert_eq!(found(dir.path())["c/a/y.h"], "new");
    assert!(now(manifest::NAME) > stamps[1], "the manifest has the new hash");
}

#[test]
fn stale_files_go_and_others_stay() {
    let dir = TempDir::new().unwrap();
    write(&tree(dir.path(), &[("c/a/x.h", "x"), ("c/a/sub/y.h", "y"), ("c/b/z.h", "z")]));
    fs::write(dir.path().join("c/b/mine.h"), "mine").unwrap();
    let next = tree(dir.path(), &[("c/a/x.h", "x")]);
    assert_eq!(
        actions(&plan(&next, false).unwrap()),
        [("c/a/sub/y.h", Action::Remove), ("c/a/x.h", Action::Keep), ("c/b/z.h", Action::Remove)]
    );
    write(&next);
    assert_eq!(names(dir.path()), ["c/a/x.h", "c/b/mine.h"]);
    assert!(!dir.path().join("c/a/sub").exists(), "empty folders go as well");

    write(&tree(dir.path(), &[]));
    assert_eq!(names(dir.path()), ["c/b/mine.h"]);
    assert!(!dir.path().join(manifest::NAME).exists() && !dir.path().join(".gitattributes").exists());
}

#[test]
fn a_run_speaks_only_for_what_it_generates() {
    let dir = TempDir::new().unwrap();
    write(&tree_of(dir.path(), &[("c/a.h", "a"), ("c/common.h", "1")], "c:a"));
    write(&tree_of(dir.path(), &[("c/b.h", "b"), ("c/common.h", "1")], "c:b"));
    assert_eq!(names(dir.path()), ["c/a.h", "c/b.h", "c/common.h"]);

    // b no longer wants the file they share, but a still does.
    write(&tree_of(dir.path(), &[("c/b.h", "b")], "c:b"));
    assert_eq!(names(dir.path()), ["c/a.h", "c/b.h", "c/common.h"]);
    write(&tree_of(dir.path(), &[("c/a.h", "a")], "c:a"));
    assert_eq!(names(dir.path()), ["c/a.h", "c/b.h"]);

    let mut whole_language = tree_of(dir.path(), &[("c/a.h", "a")], "c:a");
    whole_language.scope = Scope::Languages(BTreeSet::from(["python".to_owned()]));
    write(&whole_language);
    assert_eq!(names(dir.path()), ["c/a.h", "c/b.h"]);
    whole_language.scope = Scope::Languages(BTreeSet::from(["c".to_owned()]));
    write(&whole_language);
    assert_eq!(names(dir.path()), ["c/a.h"]);
}

#[test]
fn a_file_of_somebody_else_is_not_overwritten() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("c")).unwrap();
    fs::write(dir.path().join("c/a.h"), "int mine;\n").unwrap();
    let error = plan(&tree(dir.path(), &[("c/a.h", "a"), ("c/b.h", "b")]), true).unwrap_err();
    assert!(matches!(&error, SyncError::Foreign { .. }), "{error}");
    assert!(error.help().unwrap().contains("move it away"));
    assert_eq!(names(dir.path()), ["c/a.h"], "nothing is written at all");

    // One that equals what is to be written, or says that rbgen wrote it, is taken over.
    fs::write(dir.path().join("c/a.h"), "a").unwrap();
    fs::write(dir.path().join("c/b.h"), "/* @generated by rbgen from x.toml */\nold\n").unwrap();
    write(&tree(dir.path(), &[("c/a.h", "a"), ("c/b.h", "b")]));
    assert_eq!(found(dir.path())["c/b.h"], "b");
}

#[test]
fn edited_files_are_noticed() {
    let dir = TempDir::new().unwrap();
    write(&tree(dir.path(), &[("c/a.h", "a"), ("c/b.h", "b")]));
    fs::write(dir.path().join("c/a.h"), "edited").unwrap();
    fs::write(dir.path().join("c/b.h"), "edited").unwrap();
    let next = tree(dir.path(), &[("c/a.h", "a")]);
    let expected = [("c/a.h", Action::Overwrite), ("c/b.h", Action::Leave)];
    assert_eq!(actions(&plan(&next, false).unwrap()), expected);
    write(&next);
    assert_eq!(found(dir.path())["c/a.h"], "a");
    assert_eq!(found(dir.path())["c/b.h"], "edited");
    assert_eq!(actions(&plan(&next, false).unwrap())[1], expected[1], "and not forgotten");
}

#[test]
fn attributes_name_the_packages_and_never_replace_the_users() {
    let dir = TempDir::new().unwrap();
    write(&tree(dir.path(), &[("c/a/x.h", "x"), ("c/b.h", "b")]));
    let text = fs::read_to_string(dir.path().join(".gitattributes")).unwrap();
    assert!(
        text.contains("/c/a/** linguist-generated") && text.contains("/c/b.h linguist-generated"),
        "{text}"
    );

    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join(".gitattributes"), "* text\n").unwrap();
    write(&tree(dir.path(), &[("c/a/x.h", "x")]));
    assert_eq!(fs::read_to_string(dir.path().join(".gitattributes")).unwrap(), "* text\n");
    write(&tree(dir.path(), &[]));
    assert!(dir.path().join(".gitattributes").exists());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let (dir, outside) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    write(&tree(dir.path(), &[("c/a.h", "a")]));
    fs::write(outside.path().join("a.h"), "a").unwrap();
    fs::remove_dir_all(dir.path().join("c")).unwrap();
    std::os::unix::fs::symlink(outside.path(), dir.path().join("c")).unwrap();
    for next in [tree(dir.path(), &[("c/a.h", "new")]), tree(dir.path(), &[])] {
        let error = plan(&next, true).unwrap_err();
        assert!(error.to_string().contains("symbolic link"), "{error}");
    }
    assert_eq!(fs::read_to_string(outside.path().join("a.h")).unwrap(), "a");

    fs::remove_file(dir.path().join("c")).unwrap();
    fs::create_dir(dir.path().join("c")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("a.h"), dir.path().join("c/a.h")).unwrap();
    assert!(plan(&tree(dir.path(), &[("c/a.h", "new")]), true).is_err());
}

#[test]
fn paths_that_leave_the_folder_are_refused() {
    let dir = TempDir::new().unwrap();
    let root = dir.path().join("root");
    for path in ["../x", "/tmp/x", "a/../../x", ".rbgen-manifest", ".gitattributes"] {
        assert!(matches!(plan(&tree(&root, &[(path, "x")]), true), Err(SyncError::BadPath { .. })), "{path}");
    }
    assert!(matches!(plan(&tree(&root, &[("c/A.h", ""), ("c/a.h", "")]), true), Err(SyncError::Case { .. })));
    assert!(!root.exists());

    // A manifest that names files elsewhere removes nothing.
    let victim = dir.path().join("victim");
    fs::write(&victim, "").unwrap();
    fs::create_dir(&root).unwrap();
    let line = format!("{}\t../victim\tc:a\n", manifest::hash(b""));
    fs::write(root.join(manifest::NAME), line).unwrap();
    assert!(matches!(plan(&tree(&root, &[]), true), Err(SyncError::Manifest { line: 1, .. })));
    assert!(victim.exists());
}

#[test]
fn a_failure_before_the_first_move_changes_nothing() {
    let dir = TempDir::new().unwrap();
    write(&tree(dir.path(), &[("c/a.h", "old")]));
    let next = tree(dir.path(), &[("c/a.h", "new"), ("c/new/b.h", "b"), ("d/e/f.h", "f")]);
    let planned = plan(&next, true).unwrap();
    // Something gets in the way after the plan was made.
    fs::write(dir.path().join("d"), "").unwrap();
    let error = planned.apply().unwrap_err();
    assert!(error.is_io() && error.to_string().contains("d/e"), "{error}");
    assert_eq!(found(dir.path())["c/a.h"], "old");
    assert_eq!(names(dir.path()), ["c/a.h", "d"]);
    assert!(!dir.path().join("c/new").exists());
    let hidden = fs::read_dir(dir.path().join("c")).unwrap().count();
    assert_eq!(hidden, 1, "no temporary file is left");
}

#[test]
fn what_a_killed_run_left_is_cleared_away() {
    let dir = TempDir::new().unwrap();
    write(&tree(dir.path(), &[("c/a.h", "a")]));
    fs::write(dir.path().join("c/.rbgen-tmp-x1y2z3.tmp"), "half").unwrap();
    fs::write(dir.path().join("c/.other.tmp"), "mine").unwrap();
    write(&tree(dir.path(), &[("c/a.h", "b")]));
    let left: BTreeSet<_> = fs::read_dir(dir.path().join("c"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(left, BTreeSet::from([".other.tmp".to_owned(), "a.h".to_owned()]));
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error_with_path_and_reason() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("file"), "").unwrap();
    let error = plan(&tree(&dir.path().join("file/out"), &[("c/a.h", "a")]), true).unwrap_err();
    assert!(error.is_io(), "{error}");
    assert!(error.to_string().contains("file/out`: "), "{error}");
}

#[cfg(unix)]
#[test]
fn new_files_have_the_usual_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = TempDir::new().unwrap();
    write(&tree(dir.path(), &[("c/a.h", "a")]));
    fs::write(dir.path().join("plain"), "").unwrap();
    let mode = |p: &str| fs::metadata(dir.path().join(p)).unwrap().permissions().mode();
    assert_eq!(mode("c/a.h"), mode("plain"));
}
