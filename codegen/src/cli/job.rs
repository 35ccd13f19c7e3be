//! What a command is to work on: the schemas and languages it names, or those of `rbgen.toml`.

use super::args::SourceArgs;
use super::report::{Count, Exit, Stop, Ui, counted};
use rbgen::config::{self, Config, DEFAULT_OUT, LoadedConfig};
use rbgen::generate::{self, Input, Language, Places, UNREADABLE};
use rbgen::loader::FsLoader;
use rbgen::schema::shipped::PREFIX;
use rbgen::schema::{Diagnostic, Schema, Sources};
use rbgen::sync::{Scope, display};
use rbgen::{BACKENDS, backend};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Schemas and languages to work on.
pub(crate) struct Job {
    /// The schemas, loaded.
    pub(crate) inputs: Vec<Input>,
    /// The languages.
    pub(crate) languages: Vec<Language>,
    /// Which folders the files of each language go to.
    pub(crate) places: Places,
    /// Every file that was asked for, the configuration included.
    pub(crate) files: BTreeSet<PathBuf>,
    config: Option<(Sources, Config)>,
    filtered: bool,
    said: BTreeSet<String>,
    count: Count,
}

impl Job {
    /// Finds out what to work on and loads it.
    pub(crate) fn load(ui: &Ui, args: &SourceArgs) -> Result<Job, Stop> {
        let loaded = if args.schemas.is_empty() { Some(find_config(ui, args)?) } else { None };
        let config = loaded.and_then(|l| l.config.map(|c| (l.sources, c)));
        let mut languages = named_languages(&args.languages)?;
        if let (true, Some((sources, config))) = (languages.is_empty(), &config) {
            languages = configured_languages(ui, sources, config)?;
        }
        let paths: Vec<String> = match &config {
            Some((_, config)) => config.schemas.iter().map(|s| s.text.clone()).collect(),
            None => args.schemas.clone(),
        };
        let loader = FsLoader::new();
        let mut inputs = generate::load(&paths, &loader);
        generate::refuse_same_names(&mut inputs);
        let mut files = loader.files();
        files.extend(config.as_ref().map(|(sources, _)| PathBuf::from(config::text(sources).0)));
        let places = match &config {
            Some((_, c)) => Places {
                out: c.out.clone(),
                own: c.lang.iter().filter_map(|(name, l)| Some((name.clone(), l.out.clone()?))).collect(),
            },
            None => Places { out: PathBuf::from(DEFAULT_OUT), own: BTreeMap::new() },
        };
        let mut job = Job {
            inputs,
            languages,
            places,
            files,
            config,
            filtered: !args.languages.is_empty(),
            said: BTreeSet::new(),
            count: Count::default(),
        };
        job.give_options(ui)?;
        Ok(job)
    }

    /// Sends every file to `DIR/<language>`, whatever the configuration says.
    pub(crate) fn redirect(&mut self, out: &Path) {
        self.places = Places { out: out.to_owned(), own: BTreeMap::new() };
    }

    /// Which of the files found below the output folders this run speaks for.
    pub(crate) fn scope(&self, origins: impl Iterator<Item = String>) -> Scope {
        match (&self.config, self.filtered) {
            (None, _) => Scope::Origins(origins.collect()),
            (Some(_), false) => Scope::All,
            (Some(_), true) => Scope::Languages(self.languages.iter().map(|l| l.name().to_owned()).collect()),
        }
    }

    /// Says what there is to say about the schemas that was not said before.
    pub(crate) fn report(&mut self, ui: &Ui) {
        for input in &self.inputs {
            self.count.add(ui.diagnostics(&input.loaded.sources, &input.loaded.diagnostics, &mut self.said));
        }
    }

    /// Stops when an error was reported, also when it was one of reading a file.
    pub(crate) fn stop_on_errors(&self, ui: &Ui) -> Result<(), Stop> {
        if self.count.errors == 0 {
            return Ok(());
        }
        Err(stop_on_errors(ui, self.count, &self.inputs))
    }

    /// The number of warnings so far, in words.
    pub(crate) fn warnings(&self) -> Option<String> {
        self.count.text()
    }

    /// Gives the options of `rbgen.toml` to the schemas. Those a language doesn't know are errors of the configuration.
    fn give_options(&mut self, ui: &Ui) -> Result<(), Stop> {
        let Some((sources, config)) = &self.config else { return Ok(()) };
        let mut wrong = Vec::new();
        for (name, table) in &config.lang {
            let Some(language) = self.languages.iter().find(|l| l.name() == name) else {
                let listed = config.languages.iter().any(|l| l.text == *name);
                if !listed && backend::find(name).is_none() {
                    let message = format!("`{name}` is not among the languages");
                    wrong.push(Diagnostic::error("config-language", table.name, message));
                }
                continue;
            };
            if let Language::Builtin(backend) = language {
                for option in &table.options {
                    let known = || backend.options().iter().map(|(key, _)| *key).chain(["out"]);
                    if !known().any(|key| key == option.key) {
                        let message = format!("{name} has no option `{}`", option.key);
                        let diagnostic = Diagnostic::error("config-unknown-key", option.key_span, message);
                        let list = known().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
                        wrong.push(diagnostic.help(format!("its options are {list}")));
                    }
                }
            }
            for input in &mut self.inputs {
                generate::add_options(input, sources, name, &table.options);
            }
        }
        refuse_config(ui, sources, &wrong)
    }
}

fn find_config(ui: &Ui, args: &SourceArgs) -> Result<LoadedConfig, Stop> {
    let path = args.config.clone().or_else(config::find).ok_or_else(|| {
        Stop::usage(format!("no schema is named, and there is no {} in this folder or above", config::NAME))
            .help("name a schema, as in `rbgen generate thumbnail.toml --lang python`, or begin with `rbgen init`")
    })?;
    let loaded =
        config::load(&path).map_err(|why| Stop::io(format!("can't read `{}`: {why}", display(&path))))?;
    refuse_config(ui, &loaded.sources, &loaded.diagnostics)?;
    Ok(loaded)
}

fn refuse_config(ui: &Ui, sources: &Sources, diagnostics: &[Diagnostic]) -> Result<(), Stop> {
    let count = ui.diagnostics(sources, diagnostics, &mut BTreeSet::new());
    if count.errors > 0 { Err(Stop::Reported(Exit::Usage)) } else { Ok(()) }
}

/// The languages of `--lang`, each once.
pub(crate) fn named_languages(names: &[String]) -> Result<Vec<Language>, Stop> {
    let mut languages: Vec<Language> = Vec::new();
    for name in names {
        let found = match name.as_str() {
            "all" => BACKENDS.iter().copied().map(Language::Builtin).collect(),
            name => {
                let found = Language::find(name);
                vec![found.map_err(|unknown| Stop::usage(unknown.to_string()).help(unknown.help()))?]
            }
        };
        for language in found {
            if !languages.iter().any(|l| l.name() == language.name()) {
                languages.push(language);
            }
        }
    }
    Ok(languages)
}

fn configured_languages(ui: &Ui, sources: &Sources, config: &Config) -> Result<Vec<Language>, Stop> {
    let mut languages = Vec::new();
    let mut wrong = Vec::new();
    for language in &config.languages {
        match Language::find(&language.text) {
            Ok(found) => languages.push(found),
            Err(unknown) => {
                let diagnostic = Diagnostic::error("config-language", language.span, unknown.to_string());
                wrong.push(diagnostic.help(unknown.help()));
            }
        }
    }
    refuse_config(ui, sources, &wrong)?;
    Ok(languages)
}

/// The schema at a path, when it has no error.
pub(crate) fn load_one(ui: &Ui, path: &str) -> Result<Schema, Stop> {
    let mut inputs = generate::load(&[path.to_owned()], &FsLoader::new());
    let mut count = Count::default();
    for Input { loaded, .. } in &inputs {
        count.add(ui.diagnostics(&loaded.sources, &loaded.diagnostics, &mut BTreeSet::new()));
    }
    let schema = inputs.iter_mut().find_map(|input| input.loaded.schema.take());
    schema.ok_or_else(|| stop_on_errors(ui, count, &inputs))
}

/// Counts the errors that were reported, and tells those of a schema from those of reading it.
fn stop_on_errors(ui: &Ui, count: Count, inputs: &[Input]) -> Stop {
    ui.tally(&format!("{} in {}", count.text().unwrap_or_default(), counted(inputs.len(), "schema")));
    let unreadable = inputs.iter().find(|input| input.loaded.diagnostics.iter().any(|d| d.id == UNREADABLE));
    Stop::Reported(match unreadable {
        Some(input) if input.path.starts_with(PREFIX) => Exit::Usage,
        Some(_) => Exit::Io,
        None => Exit::Findings,
    })
}
