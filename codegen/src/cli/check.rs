//! `rbgen check`

use super::args::Check;
use super::job::Job;
use super::report::{Stop, Ui, counted};
use rbgen::BACKENDS;
use rbgen::generate::{self, Language};

/// Checks schemas, and whether the languages can express them.
pub(crate) fn run(ui: &Ui, args: &Check) -> Result<(), Stop> {
    let mut job = Job::load(ui, &args.sources)?;
    let mut whom: Vec<&str> = job.languages.iter().map(Language::name).collect();
    let nobody_named = whom.is_empty();
    for input in &mut job.inputs {
        let Some(schema) = &input.loaded.schema else { continue };
        let mut said = Vec::new();
        for backend in BACKENDS {
            let name = backend.name();
            // A schema that has something to say to a language means it.
            let is_meant = || schema.modules.iter().any(|module| module.lang.contains_key(name));
            if nobody_named && is_meant() && !whom.contains(&name) {
                whom.push(name);
            }
            // What an external generator has to say is known only when it generates.
            let is_asked = if nobody_named { is_meant() } else { whom.contains(&name) };
            if is_asked {
                said.extend(generate::check(schema, *backend));
            }
        }
        input.loaded.diagnostics.extend(said);
    }
    let whom = if whom.is_empty() { String::new() } else { format!(" for {}", whom.join(", ")) };
    job.report(ui);
    job.stop_on_errors(ui)?;
    let warnings = job.warnings().map(|w| format!(", {w}")).unwrap_or_default();
    ui.status(&format!("{} checked{whom}: no errors{warnings}\n", counted(job.inputs.len(), "schema")))
}
