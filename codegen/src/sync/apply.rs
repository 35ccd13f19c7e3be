//! Carrying a plan out.

use super::STALE;
use super::error::SyncError;
use super::lock::Lock;
use super::manifest::{self, Manifest};
use super::path::join;
use super::plan::{Action, Plan};
use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// How names of temporary files begin ...
const TEMP_PREFIX: &str = ".rbgen-tmp-";
/// ... and end.
const TEMP_SUFFIX: &str = ".tmp";

/// A file that is written under another name and waits to be moved to its place.
struct Staged {
    temp: TempPath,
    target: PathBuf,
}

impl Plan {
    /// Brings the disk to what was planned.
    ///
    /// All new texts are first written beside their places under temporary names; when one can't be, they are removed
    /// again and nothing has changed. Then each is moved to its place in one step.
    pub fn apply(self) -> Result<(), SyncError> {
        if self.is_clean() {
            return Ok(());
        }
        if self.lock.as_ref().is_some_and(Lock::is_held) {
            self.remove_leftovers();
        }
        let mut made = Made::default();
        let mut staged = Vec::new();
        for change in self.changes.iter().filter(|c| c.path != manifest::NAME) {
            if let Some(text) = &change.new {
                staged.push(stage(&join(&self.root, &change.path), text, &mut made)?);
            }
        }
        // Between the moves the manifest must own both what is coming and what is going: a run that is cut off then
        // leaves no file that nobody answers for.
        let removed: Vec<&str> = self
            .changes
            .iter()
            .filter(|c| c.action == Action::Remove && c.path != manifest::NAME)
            .map(|c| c.path.as_str())
            .collect();
        if !removed.is_empty() || !staged.is_empty() {
            self.write_manifest(&self.transitional(), &mut made)?;
        }
        made.keep();
        for Staged { temp, target } in staged {
            temp.persist(&target).map_err(|e| SyncError::io("can't write", &target)(e.error))?;
        }
        for path in removed {
            let path = join(&self.root, path);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(SyncError::io("can't remove", &path)(error));
                }
                _ => remove_empty_parents(&path, &self.root),
            }
        }
        self.write_manifest(&self.manifest, &mut Made::default())
    }

    /// Removes temporary files of runs that were killed, in the folders that are written to. While the lock is held they
    /// belong to nobody else.
    fn remove_leftovers(&self) {
        let changed = self.changes.iter().filter(|c| c.new.is_some());
        let folders: BTreeSet<PathBuf> =
            changed.filter_map(|c| Some(join(&self.root, &c.path).parent()?.to_owned())).collect();
        for entry in folders.iter().filter_map(|f| fs::read_dir(f).ok()).flatten().flatten() {
            let name = entry.file_name();
            if name.to_str().is_some_and(|n| n.starts_with(TEMP_PREFIX) && n.ends_with(TEMP_SUFFIX)) {
                // One that can't be removed does no harm.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// The manifest with what is about to be removed.
    fn transitional(&self) -> Manifest {
        let mut manifest = self.manifest.clone();
        for change in self.changes.iter().filter(|c| c.action == Action::Remove && c.path != manifest::NAME) {
            let hash = manifest::hash(change.old.as_deref().unwrap_or_default());
            let origins = std::iter::once(STALE.to_owned()).collect();
            manifest.files.insert(change.path.clone(), manifest::Owned { hash, origins });
        }
        manifest
    }

    fn write_manifest(&self, manifest: &Manifest, made: &mut Made) -> Result<(), SyncError> {
        let target = self.root.join(manifest::NAME);
        if manifest.files.is_empty() {
            return match fs::remove_file(&target) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    Err(SyncError::io("can't remove", &target)(error))
                }
                _ => Ok(()),
            };
        }
        let text = manifest.text();
        if fs::read(&target).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(());
        }
        let staged = stage(&target, &text, made)?;
        staged.temp.persist(&target).map_err(|e| SyncError::io("can't write", &target)(e.error))
    }
}

/// Folders made for a run that may yet fail; dropped, they are removed again.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
}

impl Made {
    fn keep(&mut self) {
        self.folders.clear();
    }

    fn folder(&mut self, path: &Path) -> Result<(), SyncError> {
        let missing: Vec<&Path> =
            path.ancestors().take_while(|p| !p.as_os_str().is_empty() && !p.exists()).collect();
        for folder in missing.into_iter().rev() {
            match fs::create_dir(folder) {
                Ok(()) => self.folders.push(folder.to_owned()),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(SyncError::io("can't create the folder", folder)(error)),
            }
        }
        Ok(())
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for folder in self.folders.iter().rev() {
            // One that is not empty holds what is still being dropped, or another's file: it stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Writes one file in one step, whatever was there.
pub fn write_file(target: &Path, text: &str) -> Result<(), SyncError> {
    let mut made = Made::default();
    let staged = stage(target, text, &mut made)?;
    made.keep();
    staged.temp.persist(target).map_err(|e| SyncError::io("can't write", target)(e.error))
}

fn stage(target: &Path, text: &str, made: &mut Made) -> Result<Staged, SyncError> {
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    made.folder(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMP_PREFIX).suffix(TEMP_SUFFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let failed = |error: std::io::Error| SyncError::Io {
        action: "can't write",
        path: target.to_owned(),
        source: plain(error),
    };
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    file.as_file_mut().write_all(text.as_bytes()).map_err(failed)?;
    Ok(Staged { temp: file.into_temp_path(), target: target.to_owned() })
}

/// The error without the temporary name that `tempfile` adds to it, and behind which it hides the system's own.
fn plain(error: std::io::Error) -> std::io::Error {
    if error.get_ref().is_some() { error.kind().into() } else { error }
}

fn remove_empty_parents(path: &Path, root: &Path) {
    for folder in path.ancestors().skip(1).take_while(|f| *f != root) {
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}
