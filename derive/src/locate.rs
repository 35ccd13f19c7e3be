//! Where a schema named in an attribute is on the disk.

use std::path::{Path, PathBuf};

/// Where an invocation of a macro stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Site {
    /// Folder of the package that is compiled, as Cargo says.
    pub(crate) package: Option<PathBuf>,
    /// The source file of the invocation, if the compiler knows it.
    pub(crate) source: Option<PathBuf>,
}

impl Site {
    /// The site of an invocation, from a span of the user's own tokens.
    pub(crate) fn of(span: proc_macro::Span) -> Site {
        Site { package: std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from), source: span.local_file() }
    }
}

/// A schema's root, found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Located {
    /// The folder relative paths start from.
    pub(crate) base: PathBuf,
    /// The path as messages show it, with `/`; also the key of a shipped schema.
    pub(crate) shown: String,
}

impl Located {
    /// The file of a path that a loader names.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.base.join(path)
    }
}

/// Finds the schema written as `path`. A relative path starts at the package's folder. Tools such as trybuild compile
/// a source file under another package: then the nearest `Cargo.toml` above the source file decides.
pub(crate) fn locate(path: &str, site: &Site) -> Located {
    let path = path.replace('\\', "/");
    if path.starts_with("rbgen:") || Path::new(&path).is_absolute() {
        return Located { base: PathBuf::new(), shown: path };
    }
    let package = site.package.clone();
    let owner = site.source.as_deref().and_then(package_above);
    let base = [package.clone(), owner]
        .into_iter()
        .flatten()
        .find(|base| base.join(&path).exists())
        .or(package)
        .unwrap_or_default();
    Located { base, shown: path }
}

/// The nearest folder above a file that holds a `Cargo.toml`.
fn package_above(file: &Path) -> Option<PathBuf> {
    let file = std::path::absolute(file).ok()?;
    file.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file()).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_comes_first_then_the_owner_of_the_source_file() {
        let dir = tempfile::tempdir().unwrap();
        let at = |path: &str| dir.path().join(path);
        std::fs::create_dir_all(at("real/src/deep")).unwrap();
        std::fs::create_dir_all(at("build")).unwrap();
        std::fs::write(at("real/Cargo.toml"), "").unwrap();
        std::fs::write(at("real/a.toml"), "").unwrap();
        let site = Site { package: Some(at("build")), source: Some(at("real/src/deep/lib.rs")) };

        assert_eq!(locate("a.toml", &site), Located { base: at("real"), shown: "a.toml".into() });
        std::fs::write(at("build/a.toml"), "").unwrap();
        assert_eq!(locate("a.toml", &site).base, at("build"));
        assert_eq!(
            locate("missing.toml", &site).base,
            at("build"),
            "a file that is nowhere belongs to the package"
        );
    }

    #[test]
    fn shipped_and_absolute_paths_stand_for_themselves() {
        let site = Site { package: Some("/pkg".into()), source: None };
        let shipped = locate("rbgen:thumbnail", &site);
        assert_eq!((shipped.base, shipped.shown.as_str()), (PathBuf::new(), "rbgen:thumbnail"));
        assert_eq!(locate("/x/y.toml", &site).file("/x/y.toml"), PathBuf::from("/x/y.toml"));
        assert_eq!(locate("sub\\y.toml", &site).shown, "sub/y.toml");
    }
}
