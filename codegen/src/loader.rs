//! Schema files from the disk.

use rbgen_schema::Loader;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// The largest schema file that is read.
pub const MAX_FILE: u64 = 32 << 20;

/// Reads schema files and remembers which, for build systems.
#[derive(Debug, Default)]
pub struct FsLoader {
    read: RefCell<BTreeSet<PathBuf>>,
}

impl FsLoader {
    /// A loader that has read nothing yet.
    pub fn new() -> FsLoader {
        FsLoader::default()
    }

    /// Every file that was asked for, also those that could not be read: making one of them changes the outcome.
    pub fn files(&self) -> BTreeSet<PathBuf> {
        self.read.borrow().clone()
    }
}

impl Loader for FsLoader {
    fn read(&self, path: &str) -> Result<String, String> {
        let path = Path::new(path);
        self.read.borrow_mut().insert(path.to_owned());
        read_text(path, MAX_FILE)
    }
}

/// The text of a file of at most `limit` bytes, or in words why it can't be had.
pub fn read_text(path: &Path, limit: u64) -> Result<String, String> {
    let mut file = File::open(path).map_err(|error| reason(path, &error))?;
    let meta = file.metadata().map_err(|error| reason(path, &error))?;
    if meta.is_dir() {
        return Err("it is a folder, not a file".to_owned());
    }
    let too_large = || format!("it is larger than {} MiB, the most that is read", limit >> 20);
    if meta.len() > limit {
        return Err(too_large());
    }
    // The length of a pipe or a device is not known beforehand.
    let mut bytes = Vec::new();
    (&mut file).take(limit + 1).read_to_end(&mut bytes).map_err(|error| reason(path, &error))?;
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    String::from_utf8(bytes).map_err(|error| {
        format!("it is not UTF-8: byte {} starts no character", error.utf8_error().valid_up_to())
    })
}

fn reason(path: &Path, error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        ErrorKind::NotADirectory => "part of the path is a file, not a folder".to_owned(),
        _ if path.is_dir() => "it is a folder, not a file".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_fail_has_its_own_words() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.toml");
        let read = |path: &Path| read_text(path, 16).unwrap_err();

        assert_eq!(read(&file), "there is no such file");
        assert_eq!(read(dir.path()), "it is a folder, not a file");
        std::fs::write(&file, b"name = \"\xff\"").unwrap();
        assert_eq!(read(&file), "it is not UTF-8: byte 8 starts no character");
        assert_eq!(read(&file.join("b.toml")), "part of the path is a file, not a folder");
        std::fs::write(&file, [b'a'; 17]).unwrap();
        assert!(read(&file).starts_with("it is larger than"));
        std::fs::write(&file, [b'a'; 16]).unwrap();
        assert_eq!(read_text(&file, 16).unwrap().len(), 16);
    }

    #[test]
    fn files_that_were_missing_are_remembered_too() {
        let loader = FsLoader::new();
        assert!(loader.read("no/such.toml").is_err());
        assert_eq!(loader.files(), BTreeSet::from([PathBuf::from("no/such.toml")]));
    }
}
