//! `rbgen check`

use super::args::Check;
use super::job::Job;
use super::report::{Stop, Ui, counted};
use rbgen::generate::{self, Language};

/// Checks schemas, and whether the languages can express them.
pub(crate) fn run(ui: &Ui, args: &Check) -> Result<(), Stop> {
    let mut job = Job::load(ui, &args.sources)?;
    for language in job.languages.clone() {
        // What an external generator has to say is known only when it generates.
        if let Language::Builtin(backend) = language {
            for input in &mut job.inputs {
                let said = input.loaded.schema.as_ref().map(|schema| generate::check(schema, backend));
                input.loaded.diagnostics.extend(said.unwrap_or_default());
            }
        }
    }
    job.report(ui);
    job.stop_on_errors(ui)?;
    let languages: Vec<&str> = job.languages.iter().map(Language::name).collect();
    let whom = if languages.is_empty() { String::new() } else { format!(" for {}", languages.join(", ")) };
    let warnings = job.warnings().map(|w| format!(", {w}")).unwrap_or_default();
    ui.status(&format!("{} checked{whom}: no errors{warnings}\n", counted(job.inputs.len(), "schema")))
}
