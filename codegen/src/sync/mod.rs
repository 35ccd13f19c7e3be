//! Generated files to the disk: write what changed, remove what is stale, touch nothing else.
//!
//! A [`Tree`] says what should be below a folder. [`plan()`] compares it with the disk and with the [`manifest`] of what
//! rbgen wrote there before; [`Plan::apply`] carries the plan out. Every text exists before the first byte is written,
//! each file appears in one step, and a run that fails half-way leaves whole files only.

mod apply;
mod attributes;
mod error;
mod lock;
pub mod manifest;
mod path;
mod plan;

pub use apply::write_file;
pub use error::SyncError;
pub use path::{display, refuse};
pub use plan::{Action, Change, Plan, plan};

use manifest::Origin;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A file that should exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its text.
    pub text: String,
    /// Who wants it.
    pub origins: BTreeSet<Origin>,
}

/// What should be below a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The folder.
    pub root: PathBuf,
    /// The files, by path relative to it.
    pub files: BTreeMap<String, Wanted>,
    /// Whose files are listed completely: what else these own there is stale.
    pub scope: Scope,
    /// How many leading parts of a path name a package: 2 for `python/thumbnail/...`, 1 for `thumbnail/...`.
    pub package_depth: usize,
}

/// The origins that a run speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All: the folder is generated as a whole.
    All,
    /// Everything of these languages.
    Languages(BTreeSet<String>),
    /// Just these.
    Origins(BTreeSet<Origin>),
}

/// The origin of files that a run was about to remove when it was cut off: every run may.
const STALE: &str = "rbgen:stale";

impl Scope {
    fn covers(&self, origin: &str) -> bool {
        match self {
            _ if origin == STALE => true,
            Scope::All => true,
            Scope::Languages(languages) => {
                origin.split_once(':').is_some_and(|(language, _)| languages.contains(language))
            }
            Scope::Origins(origins) => origins.contains(origin),
        }
    }
}
