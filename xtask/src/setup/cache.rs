//! The folder for downloads, and what is put there.
//!
//! Everything lies under a name that holds its version. It is made beside its place and moved there when it is whole,
//! so what is there is complete.

use crate::process;
use fs4::FileExt;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder for downloads. No other set-up works in it as long as this value lives.
pub(super) struct Cache {
    folder: PathBuf,
    _lock: File,
}

impl Cache {
    /// Makes the folder where it isn't there, and waits for other set-ups.
    pub(super) fn open() -> Result<Self, String> {
        let folder = folder()?;
        std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        if FileExt::try_lock(&lock).is_err() {
            println!("setup: waiting for another set-up in {}", folder.display());
            FileExt::lock(&lock).map_err(|e| format!("{}: {e}", path.display()))?;
        }
        Ok(Self { folder, _lock: lock })
    }

    /// The place of something.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Makes something that isn't there yet: `make` gets the place where it is put together.
    pub(super) fn make(
        &self,
        name: &str,
        make: impl FnOnce(&Path) -> Result<(), String>,
    ) -> Result<PathBuf, String> {
        let place = self.path(name);
        if place.exists() {
            return Ok(place);
        }
        let started = self.path(&format!("{name}.part"));
        let remove = || {
            // What isn't there needn't be removed; what can't be is reported when it is written anew.
            let _ = if started.is_dir() {
                std::fs::remove_dir_all(&started)
            } else {
                std::fs::remove_file(&started)
            };
        };
        remove();
        make(&started).inspect_err(|_| remove())?;
        std::fs::rename(&started, &place).map_err(|e| format!("{}: {e}", place.display()))?;
        Ok(place)
    }
}

fn folder() -> Result<PathBuf, String> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let found = set("RBGEN_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|dir| dir.join("rbgen")))
        .or_else(|| set("HOME").map(|home| home.join(".cache/rbgen")));
    let folder = found.ok_or("no folder for downloads: set RBGEN_CACHE or HOME")?;
    std::path::absolute(&folder).map_err(|e| format!("{}: {e}", folder.display()))
}

/// A file of a registry with a checksum.
pub(super) struct Download {
    /// Its name in the cache, with the version.
    pub(super) name: &'static str,
    /// Where it is.
    pub(super) url: &'static str,
    /// `sha256-` and hex digits, or `sha512-` and base64 as npm states it.
    pub(super) digest: &'static str,
    /// Of an archive, the folder that is kept; a file is kept as it is.
    pub(super) inside: Option<&'static str>,
}

/// Fetches what isn't in the cache. Python does the work: it is needed anyway, and knows HTTPS, proxies and archives.
pub(super) struct Fetcher<'a> {
    /// Where to.
    pub(super) cache: &'a Cache,
    python: Option<PathBuf>,
}

impl<'a> Fetcher<'a> {
    /// A fetcher that runs the Python of a virtual environment.
    pub(super) fn new(cache: &'a Cache, environment: Option<&Path>) -> Self {
        Self { cache, python: environment.map(|e| e.join("bin/python")) }
    }

    /// The Python to run.
    pub(super) fn python(&self) -> Result<Command, String> {
        self.python.as_ref().map(Command::new).ok_or_else(|| "it can't be fetched without Python".to_owned())
    }

    /// A file or an unpacked archive.
    pub(super) fn fetch(&self, download: &Download) -> Result<PathBuf, String> {
        self.cache.make(download.name, |place| {
            let mut command = self.python()?;
            command.arg(process::root().join("xtask/python/fetch.py"));
            command.args([download.url, download.digest]).arg(place).args(download.inside);
            process::run(&mut command).map_err(|e| format!("{} can't be fetched: {e}", download.url))
        })
    }

    /// The wheels that a file below `xtask/python` pins with checksums, unpacked.
    pub(super) fn wheels(&self, name: &str, requirements: &str) -> Result<PathBuf, String> {
        self.cache.make(name, |place| {
            let mut pip = self.python()?;
            println!("setup: fetching {name} from the Python package index");
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]);
            pip.args(["--only-binary=:all:", "--require-hashes", "--target"]).arg(place).arg("-r");
            pip.arg(process::root().join("xtask/python").join(requirements)).stdout(Stdio::null());
            process::run(&mut pip).map_err(|e| format!("what xtask/python/{requirements} pins: {e}"))
        })
    }
}

/// A short name for what something was made from.
pub(super) fn key(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().iter().take(6).map(|b| format!("{b:02x}")).collect()
}
