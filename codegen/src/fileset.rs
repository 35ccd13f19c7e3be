//! The files a generator wants to exist, before anything touches the disk.

use std::collections::BTreeMap;

/// Texts by relative path with `/` between folders, sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet {
    files: BTreeMap<String, String>,
}

impl FileSet {
    /// No files.
    pub fn new() -> FileSet {
        FileSet::default()
    }

    /// Adds a file. Two files at one path are a bug in a backend.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let (path, text) = (path.into(), text.into());
        debug_assert!(
            !path.starts_with('/') && !path.split('/').any(|p| p == ".." || p.is_empty()),
            "{path}"
        );
        let old = self.files.insert(path.clone(), text);
        assert!(old.is_none(), "two generated files at {path}");
    }

    /// The files in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(p, t)| (p.as_str(), t.as_str()))
    }

    /// The text at a path.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
