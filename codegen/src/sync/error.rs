//! Why generated files could not be brought to the disk.

use super::path::display;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why generated files could not be brought to the disk.
#[derive(Debug)]
pub enum SyncError {
    /// A file that rbgen didn't write is where one is to be written.
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Something that is no file, or no folder, is where one is to be.
    InTheWay {
        /// The place.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// A generated path that is not plain and relative.
    BadPath {
        /// The path as generated.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Two generated paths that differ only in the case of letters.
    Case {
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// A manifest that rbgen didn't write like that.
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// The operating system refused.
    Io {
        /// What was tried, as in "can't write".
        action: &'static str,
        /// On which path.
        path: PathBuf,
        /// Its reason.
        source: io::Error,
    },
}

impl SyncError {
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> SyncError {
        move |source| SyncError::Io { action, path: path.to_owned(), source }
    }

    /// What to do about it, where there is something to say.
    pub fn help(&self) -> Option<String> {
        match self {
            SyncError::Foreign { .. } => Some("move it away, or choose another folder with --out".to_owned()),
            SyncError::InTheWay { .. } => Some("remove it, or choose another folder with --out".to_owned()),
            SyncError::Manifest { path, .. } => Some(format!(
                "restore `{}` from version control, or delete it and generate again",
                display(path)
            )),
            SyncError::Case { .. } => Some("rename one of them: some file systems see one file".to_owned()),
            SyncError::BadPath { .. } | SyncError::Io { .. } => None,
        }
    }

    /// Whether the operating system is to blame, rather than what was asked for.
    pub fn is_io(&self) -> bool {
        matches!(self, SyncError::Io { .. })
    }
}

impl fmt::Display for SyncError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SyncError::Foreign { path } => {
                write!(f, "`{}` was not written by rbgen and is left alone", display(path))
            }
            SyncError::InTheWay { path, what } => write!(f, "`{}` is {what}", display(path)),
            SyncError::BadPath { path, reason } => {
                write!(f, "the generated path `{path}` is refused: {reason}")
            }
            SyncError::Case { first, second } => {
                write!(f, "the generated files `{first}` and `{second}` differ only in the case of letters")
            }
            SyncError::Manifest { path, line, reason } => write!(f, "{}:{line}: {reason}", display(path)),
            SyncError::Io { action, path, source } => write!(f, "{action} `{}`: {source}", display(path)),
        }
    }
}

impl std::error::Error for SyncError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            SyncError::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
