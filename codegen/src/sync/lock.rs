//! One run at a time in a folder.

use super::manifest::hash;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Holds back other runs in a folder until dropped. The operating system lets go of it when the process dies.
#[derive(Debug)]
pub(super) struct Lock {
    file: Option<File>,
}

impl Lock {
    /// Waits until no other run reads or writes below `root`, which must exist.
    ///
    /// Where the file system knows no locks there is none: each file is still replaced in one step.
    pub(super) fn exclusive(root: &Path) -> Lock {
        Lock { file: open(root).and_then(|file| fs4::FileExt::lock(&file).map(|()| file)).ok() }
    }

    /// Whether the file system gave the lock.
    pub(super) fn is_held(&self) -> bool {
        self.file.is_some()
    }

    /// Waits until no other run writes below `root`.
    pub(super) fn shared(root: &Path) -> Lock {
        Lock { file: open(root).and_then(|file| fs4::FileExt::lock_shared(&file).map(|()| file)).ok() }
    }
}

/// What the lock is on: the folder itself, so that no lock file is left lying about; on Windows, where folders can't be
/// locked, a file of the temporary folder.
fn open(root: &Path) -> io::Result<File> {
    if cfg!(unix) {
        return File::open(root);
    }
    let name = hash(root.canonicalize()?.to_string_lossy().as_bytes());
    let path = std::env::temp_dir().join(format!("rbgen-{}.lock", &name[..16]));
    OpenOptions::new().create(true).truncate(false).write(true).open(path)
}
