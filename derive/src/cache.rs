//! Schemas that were loaded already: a crate with a thousand derives reads and checks its schema once.

use crate::locate::Located;
use rbgen_schema::{Loaded, Loader};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// A loaded schema and the files it came from.
#[derive(Debug)]
pub(crate) struct Cached {
    /// What loading came to.
    pub(crate) loaded: Loaded,
    /// Every file that exists and was read, for `include_bytes!`.
    pub(crate) files: Vec<PathBuf>,
    /// State of every file that was asked for when it was read, the missing ones included.
    stamps: Vec<(PathBuf, Stamp)>,
}

impl Cached {
    /// Whether there is anything, even if no file, where the root should be.
    pub(crate) fn root_exists(&self) -> bool {
        self.stamps.first().is_some_and(|(path, _)| path.exists())
    }
}

/// What tells one version of a file from the next; `None` for a file that can't be read.
type Stamp = Option<(SystemTime, u64)>;

static SCHEMAS: Mutex<Option<HashMap<Located, Arc<Cached>>>> = Mutex::new(None);

/// Loads a schema, or hands out the copy loaded earlier when no file of it has changed since.
pub(crate) fn load(root: &Located) -> Arc<Cached> {
    // The map holds finished entries only, so one left by a panicking thread is sound.
    let mut schemas = SCHEMAS.lock().unwrap_or_else(PoisonError::into_inner);
    let schemas = schemas.get_or_insert_with(HashMap::new);
    if let Some(known) = schemas.get(root)
        && known.stamps.iter().all(|(path, then)| stamp(path) == *then)
    {
        return Arc::clone(known);
    }
    let fresh = Arc::new(load_fresh(root, None));
    schemas.insert(root.clone(), Arc::clone(&fresh));
    fresh
}

/// Loads a schema whose root is a text rather than a file. Each text is different, so nothing is kept.
pub(crate) fn load_text(root: &Located, text: &str) -> Cached {
    load_fresh(root, Some(text))
}

fn load_fresh(root: &Located, text: Option<&str>) -> Cached {
    let loader = Files { root, text, asked: RefCell::default(), stamps: RefCell::default() };
    let loaded = rbgen_schema::load(&root.shown, &loader);
    let stamps = loader.stamps.into_inner();
    let files = stamps.iter().filter(|(_, stamp)| stamp.is_some()).map(|(path, _)| path.clone()).collect();
    Cached { loaded, files, stamps }
}

/// Files of the disk, each noted with its state before it was read.
struct Files<'a> {
    root: &'a Located,
    /// What the root holds, where it is no file.
    text: Option<&'a str>,
    asked: RefCell<BTreeSet<PathBuf>>,
    stamps: RefCell<Vec<(PathBuf, Stamp)>>,
}

impl Loader for Files<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        if let Some(text) = self.text
            && path == self.root.shown
        {
            return Ok(text.to_owned());
        }
        let file = self.root.file(path);
        if self.asked.borrow_mut().insert(file.clone()) {
            self.stamps.borrow_mut().push((file.clone(), stamp(&file)));
        }
        std::fs::read_to_string(&file).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => format!("there is no file {}", file.display()),
            std::io::ErrorKind::InvalidData => "it is not UTF-8".to_owned(),
            std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
            _ => error.to_string(),
        })
    }
}

fn stamp(path: &Path) -> Stamp {
    let meta = std::fs::metadata(path).ok().filter(|meta| meta.is_file())?;
    Some((meta.modified().ok()?, meta.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = "[schema]\nedition = 1\nname = \"a\"\nversion = 1\nendian = \"little\"\n";

    #[test]
    fn a_schema_is_read_again_only_when_one_of_its_files_changed() {
        let dir = tempfile::tempdir().unwrap();
        let root = Located { base: dir.path().to_owned(), shown: "a.toml".to_owned() };
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();

        let missing = load(&root);
        assert!(missing.loaded.schema.is_none() && missing.files.is_empty());

        write("a.toml", &format!("{SCHEMA}import = [\"b.toml\"]\n"));
        let broken = load(&root);
        assert!(broken.loaded.schema.is_none());
        assert_eq!(broken.files, [dir.path().join("a.toml")]);

        write("b.toml", &SCHEMA.replace("\"a\"", "\"b\""));
        let whole = load(&root);
        assert!(whole.loaded.schema.is_some(), "{:?}", whole.loaded.diagnostics);
        assert_eq!(whole.files.len(), 2);
        assert!(Arc::ptr_eq(&whole, &load(&root)), "nothing changed");

        write("b.toml", &SCHEMA.replace("\"a\"", "\"other\""));
        assert!(!Arc::ptr_eq(&whole, &load(&root)), "an import changed");
    }
}
