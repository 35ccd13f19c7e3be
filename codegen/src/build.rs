//! rbgen from a Cargo build script.
//!
//! ```no_run
//! // build.rs: writes to OUT_DIR
//! fn main() -> Result<(), rbgen::build::BuildError> {
//!     rbgen::build::Build::new().schema("schema/telemetry.toml").lang("rust").generate()
//! }
//! ```
//!
//! For Rust there is a file beside each generated crate that makes it a module:
//!
//! ```text
//! include!(concat!(env!("OUT_DIR"), "/rust/telemetry.rs"));   // pub mod telemetry
//! ```
//!
//! With [`Build::check_committed`] in place of [`Build::generate`] the files stay in the repository, and the build fails
//! with the command to run when they are not what the schema gives.

use crate::generate::{self, Language, Places, Unit, has_error};
use crate::loader::FsLoader;
use crate::sync::{self, Scope, Tree, Wanted, display};
use rbgen_schema::{Severity, render};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

/// What to generate, and from what.
#[derive(Debug, Clone, Default)]
#[must_use = "nothing happens before `generate` or `check_committed`"]
pub struct Build {
    schemas: Vec<String>,
    languages: Vec<String>,
    out_dir: Option<PathBuf>,
}

/// Why a build script can't go on. Its debug form is the message, because that is what Cargo shows of an error that
/// `main` returns.
pub struct BuildError(String);

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BuildError {}

impl Build {
    /// Nothing yet.
    pub fn new() -> Build {
        Build::default()
    }

    /// Adds a schema: a path relative to the package, or a shipped one such as `rbgen:thumbnail`.
    pub fn schema(mut self, path: impl AsRef<Path>) -> Build {
        self.schemas.push(path.as_ref().to_string_lossy().into_owned());
        self
    }

    /// Adds a language.
    pub fn lang(mut self, language: impl Into<String>) -> Build {
        self.languages.push(language.into());
        self
    }

    /// Chooses the folder that [`Build::generate`] writes to, in place of Cargo's `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Build {
        self.out_dir = Some(folder.into());
        self
    }

    /// Writes what changed to `<folder>/<language>/<package>`, and tells Cargo which files to watch.
    pub fn generate(self) -> Result<(), BuildError> {
        let out = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => std::env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| {
                BuildError(
                    "OUT_DIR is not set: call this from a build script, or choose a folder with `out_dir`"
                        .to_owned(),
                )
            })?,
        };
        for mut tree in self.trees(&out)? {
            add_modules(&mut tree)?;
            sync::plan(&tree, true)
                .and_then(sync::Plan::apply)
                .map_err(|error| BuildError(error.to_string()))?;
        }
        Ok(())
    }

    /// Compares the files below `folder` with what the schemas give, and writes nothing.
    pub fn check_committed(self, folder: impl AsRef<Path>) -> Result<(), BuildError> {
        let folder = folder.as_ref();
        println!("cargo:rerun-if-changed={}", folder.display());
        let mut wrong = Vec::new();
        for tree in self.trees(folder)? {
            let plan = sync::plan(&tree, false).map_err(|error| BuildError(error.to_string()))?;
            let differences = plan.changes.iter().filter(|c| c.is_difference());
            wrong.extend(differences.map(|c| display(&tree.root.join(&c.path))));
        }
        if wrong.is_empty() {
            return Ok(());
        }
        let languages: String = self.languages.iter().map(|l| format!(" --lang {l}")).collect();
        Err(BuildError(format!(
            "these files are not what the schema gives:\n  {}\nrun: rbgen generate {}{languages} --out {}",
            wrong.join("\n  "),
            self.schemas.join(" "),
            folder.display()
        )))
    }

    /// Generates everything in memory.
    fn trees(&self, out: &Path) -> Result<Vec<Tree>, BuildError> {
        if self.schemas.is_empty() || self.languages.is_empty() {
            return Err(BuildError("name at least one schema and one language".to_owned()));
        }
        let loader = FsLoader::new();
        let mut inputs = generate::load(&self.schemas, &loader);
        // Also on failure: mending a file has to run the script again.
        for file in loader.files() {
            println!("cargo:rerun-if-changed={}", file.display());
        }
        generate::refuse_same_names(&mut inputs);
        let mut units: Vec<Unit> = Vec::new();
        for name in &self.languages {
            let language = Language::find(name)
                .map_err(|unknown| BuildError(format!("{unknown}: {}", unknown.help())))?;
            for input in inputs.iter_mut().filter(|input| !has_error(&input.loaded.diagnostics)) {
                let unit =
                    generate::generate(input, &language).map_err(|error| BuildError(error.to_string()))?;
                units.extend(unit);
            }
        }
        report(&inputs)?;
        let places = Places { out: out.to_owned(), own: BTreeMap::new() };
        let scope = Scope::Origins(units.iter().map(Unit::origin).collect());
        generate::place(&units, &places, &scope).map_err(|clash| BuildError(clash.to_string()))
    }
}

/// Adds to each Rust crate `rust/<name>/src/lib.rs` the file `rust/<name>.rs` that declares it as a module: a crate's root
/// begins with attributes and docs of its own, which `include!` doesn't take.
fn add_modules(tree: &mut Tree) -> Result<(), BuildError> {
    let root = std::path::absolute(&tree.root)
        .map_err(|error| BuildError(format!("can't tell where `{}` is: {error}", tree.root.display())))?;
    let mut modules = Vec::new();
    for (path, wanted) in &tree.files {
        if let ["rust", name, "src", "lib.rs"] = path.split('/').collect::<Vec<_>>().as_slice() {
            let text = format!(
                "// @generated by rbgen\n#[path = {:?}]\n#[allow(unused_attributes)] // those of a crate's root\npub mod {};\n",
                root.join(path).to_string_lossy(),
                name.replace('-', "_")
            );
            modules.push((format!("rust/{name}.rs"), Wanted { text, origins: wanted.origins.clone() }));
        }
    }
    tree.files.extend(modules);
    Ok(())
}

/// Hands warnings to Cargo and fails on errors.
fn report(inputs: &[generate::Input]) -> Result<(), BuildError> {
    let mut errors = String::from("\n");
    let mut said = BTreeSet::new();
    for input in inputs {
        let sources = &input.loaded.sources;
        for diagnostic in &input.loaded.diagnostics {
            let text = render::render(sources, diagnostic);
            if !said.insert(text.clone()) {
                continue;
            }
            match diagnostic.severity {
                Severity::Error => errors += &(text + "\n"),
                Severity::Warning => {
                    println!(
                        "cargo:warning={}: {}",
                        sources.place(diagnostic.primary.span),
                        diagnostic.message
                    );
                }
            }
        }
    }
    if errors.len() > 1 { Err(BuildError(errors)) } else { Ok(()) }
}
