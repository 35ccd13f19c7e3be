//! `rbgen init`

use super::args::{BuildSystem, Init};
use super::job::named_languages;
use super::report::{Stop, Ui};
use rbgen::sync::display;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

/// A file that a build system needs to run rbgen.
struct Snippet {
    path: &'static str,
    text: &'static str,
    /// What is left to do by hand.
    next: &'static str,
}

fn snippet(system: BuildSystem) -> Snippet {
    match system {
        BuildSystem::Cargo => Snippet {
            path: "build.rs",
            text: include_str!("starter/build.rs"),
            next: "cargo add --build rbgen --no-default-features, and cargo add rbgen-wire",
        },
        BuildSystem::Hatch => Snippet {
            path: "hatch_build.py",
            text: include_str!("starter/hatch_build.py"),
            next: "add the table [tool.hatch.build.hooks.custom] to pyproject.toml",
        },
        BuildSystem::Setuptools => Snippet {
            path: "setup.py",
            text: include_str!("starter/setup.py"),
            next: "let [build-system] of pyproject.toml name setuptools, and MANIFEST.in say: graft schema, include rbgen.toml",
        },
        BuildSystem::Cmake => Snippet {
            path: "cmake/Rbgen.cmake",
            text: include_str!("starter/Rbgen.cmake"),
            next: "in CMakeLists.txt: include(cmake/Rbgen.cmake), then rbgen_generate({name} schema/{name}.toml)",
        },
        BuildSystem::Make => Snippet {
            path: "rbgen.mk",
            text: include_str!("starter/rbgen.mk"),
            next: "in the Makefile, after its first target: include rbgen.mk; what uses the generated files depends on $(RBGEN_OUTPUTS)",
        },
        BuildSystem::Maven => Snippet {
            path: "rbgen-maven.xml",
            text: include_str!("starter/rbgen-maven.xml"),
            next: "copy the plugin from rbgen-maven.xml into <build><plugins> of pom.xml",
        },
        BuildSystem::Gradle => Snippet {
            path: "rbgen.gradle",
            text: include_str!("starter/rbgen.gradle"),
            next: "in build.gradle: apply from: 'rbgen.gradle' (build.gradle.kts: apply(from = \"rbgen.gradle\"))",
        },
        BuildSystem::Msbuild => Snippet {
            path: "Rbgen.targets",
            text: include_str!("starter/Rbgen.targets"),
            next: "in the project file: <Import Project=\"Rbgen.targets\" />",
        },
    }
}

/// The build system that projects of a language usually have.
fn usual_system(language: &str) -> Option<BuildSystem> {
    match language {
        "rust" => Some(BuildSystem::Cargo),
        "python" => Some(BuildSystem::Hatch),
        "c" => Some(BuildSystem::Cmake),
        "csharp" => Some(BuildSystem::Msbuild),
        "java" => Some(BuildSystem::Maven),
        "kotlin" => Some(BuildSystem::Gradle),
        _ => None,
    }
}

/// Writes a project to start from, around whatever is there.
pub(crate) fn run(ui: &Ui, args: &Init) -> Result<(), Stop> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !args.name.starts_with(|c: char| c.is_ascii_lowercase()) || !args.name.chars().all(plain) {
        return Err(Stop::usage(format!("`{}` can't be the name of a schema", args.name))
            .help("use lower-case letters, digits and underscores, and begin with a letter"));
    }
    let named = named_languages(&args.languages)?;
    let mut languages: Vec<&str> = named.iter().map(|l| l.name()).collect();
    if languages.is_empty() {
        languages.extend(rbgen::BACKENDS.iter().map(|b| b.name()).find(|name| *name == "python"));
    }
    let mut systems = args.systems.clone();
    if systems.is_empty() {
        systems.extend(languages.iter().filter_map(|language| usual_system(language)));
    }
    systems.sort();
    systems.dedup();

    let quoted: Vec<String> = languages.iter().map(|l| format!("\"{l}\"")).collect();
    let calls: String = languages.iter().map(|l| format!(".lang(\"{l}\")")).collect();
    let fill = |text: &str| {
        text.replace("{name}", &args.name)
            .replace("{version}", env!("CARGO_PKG_VERSION"))
            .replace("{languages}", &quoted.join(", "))
            .replace("{calls}", &calls)
    };
    let schema = format!("schema/{}.toml", args.name);
    let mut files = vec![
        (schema.as_str(), fill(include_str!("starter/schema.toml"))),
        (rbgen::config::NAME, fill(include_str!("starter/rbgen.toml"))),
    ];
    let snippets: Vec<Snippet> = systems.into_iter().map(snippet).collect();
    files.extend(snippets.iter().map(|s| (s.path, fill(s.text))));

    let mut said = String::new();
    for (path, text) in files {
        let path = args.folder.join(path);
        let what = if create(&path, &text)? { "created" } else { "exists, left alone:" };
        said += &format!("{what} {}\n", display(&path));
    }
    said += "\nNext:\n  rbgen generate\n";
    for snippet in &snippets {
        said += &format!("  {}\n", fill(snippet.next));
    }
    ui.status(&said)
}

/// Writes a file that isn't there yet; tells whether it did.
fn create(path: &Path, text: &str) -> Result<bool, Stop> {
    let failed = |error: std::io::Error| Stop::io(format!("can't write `{}`: {error}", display(path)));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).map(|()| true).map_err(failed),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed(error)),
    }
}
