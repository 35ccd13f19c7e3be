//! What a run would change.

use super::error::SyncError;
use super::lock::Lock;
use super::manifest::{self, Manifest, Owned, hash};
use super::{Tree, attributes, path};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The origin of what belongs to the folder itself.
const FOLDER_ORIGIN: &str = "rbgen";

/// What happens to one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is new.
    Create,
    /// It has other contents now.
    Update,
    /// It was changed since rbgen wrote it, and is written again.
    Overwrite,
    /// It is as it should be, and keeps its time stamp.
    Keep,
    /// rbgen wrote it and nothing wants it any more.
    Remove,
    /// Nothing wants it any more, but it was changed since rbgen wrote it: it stays until someone removes it.
    Leave,
}

/// One file of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its path relative to the folder.
    pub path: String,
    /// What happens to it.
    pub action: Action,
    /// What is on the disk now; only where it differs.
    pub old: Option<Vec<u8>>,
    /// What will be there; none where it is removed or left alone.
    pub new: Option<String>,
}

impl Change {
    /// Whether the disk is not as it should be.
    pub fn is_difference(&self) -> bool {
        self.action != Action::Keep
    }
}

/// What a run would change below a folder. The folder stays locked while a plan that [`plan()`] made for writing lives.
#[derive(Debug)]
pub struct Plan {
    /// The folder.
    pub root: PathBuf,
    /// The files that are wanted or owned, by path.
    pub changes: Vec<Change>,
    /// The manifest as it should be afterwards.
    pub(super) manifest: Manifest,
    pub(super) lock: Option<Lock>,
}

impl Plan {
    /// Whether everything is as it should be.
    pub fn is_clean(&self) -> bool {
        !self.changes.iter().any(Change::is_difference)
    }
}

/// Compares what should be below a folder with what is there. With `write`, the folder is made and locked, so that no
/// other run changes anything before [`Plan::apply`]; without, nothing is touched.
pub fn plan(tree: &Tree, write: bool) -> Result<Plan, SyncError> {
    refuse_paths(tree)?;
    let root = tree.root.as_path();
    if write {
        fs::create_dir_all(root).map_err(SyncError::io("can't create the folder", root))?;
    }
    let lock = root.is_dir().then(|| if write { Lock::exclusive(root) } else { Lock::shared(root) });

    let manifest_path = root.join(manifest::NAME);
    let manifest_bytes = on_disk(root, manifest::NAME)?;
    let old = match &manifest_bytes {
        Some(bytes) => Manifest::parse(&String::from_utf8_lossy(bytes), &manifest_path)?,
        None => Manifest::default(),
    };

    let mut manifest = Manifest::default();
    let mut changes = Vec::new();
    for (path, wanted) in &tree.files {
        let owned = old.files.get(path);
        changes.push(compare(root, path, &wanted.text, owned)?);
        let mut origins = wanted.origins.clone();
        origins.extend(owned.into_iter().flat_map(|o| kept_origins(o, tree)));
        manifest.files.insert(path.clone(), Owned { hash: hash(wanted.text.as_bytes()), origins });
    }
    for (path, owned) in
        old.files.iter().filter(|(path, _)| !tree.files.contains_key(*path) && *path != attributes::NAME)
    {
        let origins: BTreeSet<_> = kept_origins(owned, tree).collect();
        let stale = origins.is_empty();
        let owned = if stale { owned.clone() } else { Owned { hash: owned.hash.clone(), origins } };
        match stale.then(|| on_disk(root, path)).transpose()?.flatten() {
            Some(bytes) if hash(&bytes) == owned.hash => {
                changes.push(change(path, Action::Remove, Some(bytes), None))
            }
            Some(bytes) => {
                changes.push(change(path, Action::Leave, Some(bytes), None));
                manifest.files.insert(path.clone(), owned);
            }
            None if stale => {}
            None => {
                manifest.files.insert(path.clone(), owned);
            }
        }
    }
    plan_attributes(tree, &old, &mut manifest, &mut changes)?;
    changes.extend(compare_manifest(&manifest, manifest_bytes));
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Plan { root: root.to_owned(), changes, manifest, lock })
}

/// The origins of an owned file that this run says nothing about.
fn kept_origins<'a>(owned: &'a Owned, tree: &'a Tree) -> impl Iterator<Item = String> + 'a {
    owned.origins.iter().filter(|origin| !tree.scope.covers(origin)).cloned()
}

fn refuse_paths(tree: &Tree) -> Result<(), SyncError> {
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    for path in tree.files.keys() {
        let reserved =
            (path == manifest::NAME || path == attributes::NAME).then_some("rbgen needs the name itself");
        if let Some(reason) = path::refuse(path).or(reserved) {
            return Err(SyncError::BadPath { path: path.clone(), reason });
        }
        if let Some(first) = folded.insert(path.to_lowercase(), path) {
            return Err(SyncError::Case { first: first.to_owned(), second: path.clone() });
        }
    }
    Ok(())
}

fn change(path: &str, action: Action, old: Option<Vec<u8>>, new: Option<&str>) -> Change {
    Change { path: path.to_owned(), action, old, new: new.map(str::to_owned) }
}

fn compare(root: &Path, path: &str, text: &str, owned: Option<&Owned>) -> Result<Change, SyncError> {
    let Some(bytes) = on_disk(root, path)? else {
        return Ok(change(path, Action::Create, None, Some(text)));
    };
    if bytes == text.as_bytes() {
        return Ok(change(path, Action::Keep, None, None));
    }
    let action = match owned {
        Some(owned) if hash(&bytes) == owned.hash => Action::Update,
        Some(_) => Action::Overwrite,
        None if says_generated(&bytes) => Action::Update,
        None => return Err(SyncError::Foreign { path: path::join(root, path) }),
    };
    Ok(change(path, action, Some(bytes), Some(text)))
}

/// Whether one of the first lines says that rbgen generated the file.
fn says_generated(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    head.lines().take(3).any(|line| line.contains("@generated") && line.contains("rbgen"))
}

/// The `.gitattributes` of the folder follows from the files rbgen owns there. One that the user wrote stays.
fn plan_attributes(
    tree: &Tree,
    old: &Manifest,
    manifest: &mut Manifest,
    changes: &mut Vec<Change>,
) -> Result<(), SyncError> {
    let (root, name) = (tree.root.as_path(), attributes::NAME);
    let owned = old.files.get(name);
    if manifest.files.is_empty() {
        if let (Some(owned), Some(bytes)) = (owned, on_disk(root, name)?) {
            let action = if hash(&bytes) == owned.hash { Action::Remove } else { Action::Leave };
            changes.push(change(name, action, Some(bytes), None));
        }
        return Ok(());
    }
    let text = attributes::text(manifest.files.keys().map(String::as_str), tree.package_depth);
    match compare(root, name, &text, owned) {
        Ok(change) => changes.push(change),
        Err(SyncError::Foreign { .. }) => return Ok(()),
        Err(error) => return Err(error),
    }
    let origins = BTreeSet::from([FOLDER_ORIGIN.to_owned()]);
    manifest.files.insert(name.to_owned(), Owned { hash: hash(text.as_bytes()), origins });
    Ok(())
}

fn compare_manifest(manifest: &Manifest, old: Option<Vec<u8>>) -> Option<Change> {
    let text = manifest.text();
    match old {
        None if manifest.files.is_empty() => None,
        Some(old) if manifest.files.is_empty() => {
            Some(change(manifest::NAME, Action::Remove, Some(old), None))
        }
        None => Some(change(manifest::NAME, Action::Create, None, Some(&text))),
        Some(old) if old == text.as_bytes() => Some(change(manifest::NAME, Action::Keep, None, None)),
        old => Some(change(manifest::NAME, Action::Update, old, Some(&text))),
    }
}

/// The bytes of the file at a generated path, or nothing where there is none. Links are not followed below the root:
/// what they lead to is not rbgen's.
fn on_disk(root: &Path, path: &str) -> Result<Option<Vec<u8>>, SyncError> {
    let names: Vec<&str> = path.split('/').collect();
    let mut at = root.to_owned();
    for (index, name) in names.iter().enumerate() {
        at.push(name);
        let kind = match fs::symlink_metadata(&at) {
            Ok(meta) => meta.file_type(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(SyncError::io("can't look at", &at)(error)),
        };
        let last = index + 1 == names.len();
        let what = match (kind.is_symlink(), last) {
            (true, _) => "a symbolic link, which rbgen doesn't follow",
            (false, true) if !kind.is_file() => "not a file, but one is to be written there",
            (false, false) if !kind.is_dir() => "not a folder, but files are to be written below it",
            _ => continue,
        };
        return Err(SyncError::InTheWay { path: at, what });
    }
    match fs::read(&at) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SyncError::io("can't read", &at)(error)),
    }
}
