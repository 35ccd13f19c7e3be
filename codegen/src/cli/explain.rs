//! `rbgen explain`

use super::args::Explain;
use super::report::{Stop, Ui};
use rbgen::rules;
use rbgen::schema::nearest;
use rbgen::schema::rules::Rule;

/// Says what a diagnostic means, or lists them all.
pub(crate) fn run(ui: &Ui, args: &Explain) -> Result<(), Stop> {
    let rules = rules::all();
    let Some(id) = &args.id else {
        let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
        let line = |rule: &Rule| format!("{:<width$}  {}\n", rule.id, rule.summary);
        return ui.print(&rules.iter().map(line).collect::<String>());
    };
    // As copied from a message.
    let id = id.trim_start_matches("error[").trim_start_matches("warning[").trim_matches([']', ':', '`']);
    match rules.iter().find(|rule| rule.id == id) {
        Some(rule) => ui.print(&rule.page()),
        None => {
            let stop = Stop::usage(format!("no diagnostic has the id `{id}`"));
            Err(stop.help(match nearest(id, rules.iter().map(|rule| rule.id)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`rbgen explain --list` lists all ids".to_owned(),
            }))
        }
    }
}
