//! Which folder each generated file belongs into.

use super::Unit;
use crate::sync::{Scope, Tree, Wanted, manifest};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

/// Where the files of each language go.
#[derive(Debug, Clone)]
pub struct Places {
    /// The folder under which each language has its own.
    pub out: PathBuf,
    /// Languages with a folder elsewhere.
    pub own: BTreeMap<String, PathBuf>,
}

/// Two schemas that want different texts in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The file.
    pub path: String,
    /// Who wants one text, as `language:schema`.
    pub first: String,
    /// Who wants the other.
    pub second: String,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` comes out differently for {} and for {}", self.path, self.first, self.second)
    }
}

impl std::error::Error for Clash {}

/// Sorts what was generated into one tree for each folder. Files that several schemas share are there once.
pub fn place(units: &[Unit], places: &Places, scope: &Scope) -> Result<Vec<Tree>, Clash> {
    let mut trees: BTreeMap<&Path, Tree> = BTreeMap::new();
    let tree = |root: &Path, package_depth| Tree {
        root: root.to_owned(),
        files: BTreeMap::new(),
        scope: scope.clone(),
        package_depth,
    };
    for unit in units {
        let (root, folder, depth) = match places.own.get(&unit.language) {
            Some(own) => (own.as_path(), String::new(), 1),
            None => (places.out.as_path(), format!("{}/", unit.language), 2),
        };
        let tree = trees.entry(root).or_insert_with(|| tree(root, depth));
        for (path, text) in unit.files.iter() {
            let path = format!("{folder}{path}");
            let new = || Wanted { text: text.to_owned(), origins: BTreeSet::new() };
            let wanted = tree.files.entry(path.clone()).or_insert_with(new);
            if wanted.text != text {
                let first = wanted.origins.first().cloned().unwrap_or_default();
                return Err(Clash { path, first, second: unit.origin() });
            }
            wanted.origins.insert(unit.origin());
        }
    }
    // A folder that got files before and gets none now still has stale ones to lose.
    if *scope == Scope::All && places.out.join(manifest::NAME).is_file() {
        trees.entry(&places.out).or_insert_with(|| tree(&places.out, 2));
    }
    Ok(trees.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FileSet;

    fn unit(language: &str, schema: &str, files: &[(&str, &str)]) -> Unit {
        let mut set = FileSet::new();
        for (path, text) in files {
            set.insert(*path, *text);
        }
        Unit { language: language.to_owned(), schema: schema.to_owned(), files: set }
    }

    fn places() -> Places {
        Places {
            out: PathBuf::from("out"),
            own: BTreeMap::from([("c".to_owned(), PathBuf::from("include"))]),
        }
    }

    #[test]
    fn a_language_has_its_folder_and_shared_files_are_there_once() {
        let units = [
            unit("c", "a", &[("common.h", "x"), ("a.h", "a")]),
            unit("c", "b", &[("common.h", "x"), ("b.h", "b")]),
            unit("python", "a", &[("a/__init__.py", "")]),
        ];
        let trees = place(&units, &places(), &Scope::All).unwrap();
        let paths: Vec<(String, Vec<&str>)> = trees
            .iter()
            .map(|t| (t.root.display().to_string(), t.files.keys().map(String::as_str).collect()))
            .collect();
        assert_eq!(
            paths,
            [
                ("include".to_owned(), vec!["a.h", "b.h", "common.h"]),
                ("out".to_owned(), vec!["python/a/__init__.py"])
            ]
        );
        assert_eq!(trees[0].files["common.h"].origins, BTreeSet::from(["c:a".to_owned(), "c:b".to_owned()]));
    }

    #[test]
    fn different_texts_for_one_file_are_refused() {
        let units = [unit("c", "a", &[("common.h", "x")]), unit("c", "b", &[("common.h", "y")])];
        let clash = place(&units, &places(), &Scope::All).unwrap_err();
        assert_eq!(clash.to_string(), "`common.h` comes out differently for c:a and for c:b");
    }
}
