//! `rbgen generate`

use super::args::Generate;
use super::job::Job;
use super::progress::Progress;
use super::report::{Stop, Ui, counted};
use rbgen::depfile;
use rbgen::generate::{self, Unit};
use rbgen::sync::{self, Action, Change, Plan, SyncError, Tree, display, manifest};
use similar::TextDiff;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Generates in memory, then writes, compares or lists.
pub(crate) fn run(ui: &Ui, args: &Generate) -> Result<(), Stop> {
    let mut job = Job::load(ui, &args.sources)?;
    if job.languages.is_empty() {
        return Err(Stop::usage("no language is named").help(format!(
            "add --lang with one of {} or `all`",
            rbgen::BACKENDS.iter().map(|b| b.name()).collect::<Vec<_>>().join(", ")
        )));
    }
    if args.stdout && (job.inputs.len() != 1 || job.languages.len() != 1) {
        return Err(Stop::usage("--stdout takes exactly one schema and one language"));
    }
    if let Some(out) = &args.out {
        job.redirect(out);
    }
    job.report(ui);
    job.stop_on_errors(ui)?;
    let units = generate_all(ui, &mut job)?;
    if args.stdout {
        return ui.print(&all_texts(&units));
    }
    let scope = job.scope(units.iter().map(Unit::origin));
    let trees = generate::place(&units, &job.places, &scope).map_err(|clash| {
        Stop::usage(clash.to_string()).help("generate these schemas into different folders by separate runs")
    })?;
    if args.list_outputs {
        return ui.print(&outputs(&trees).iter().fold(String::new(), |text, path| text + path + "\n"));
    }
    let write = !args.check && !args.dry_run;
    let plans =
        trees.iter().map(|tree| sync::plan(tree, write)).collect::<Result<Vec<_>, _>>().map_err(refused)?;
    if args.diff {
        ui.print(&diff(&plans))?;
    }
    if args.check {
        return check(ui, args, &job, &plans);
    }
    if args.dry_run {
        return ui.print(&dry_run(&plans));
    }
    let summary = summary(ui, &job, &units, &plans);
    warn_of_edits(ui, &plans);
    for plan in plans {
        plan.apply().map_err(refused)?;
    }
    if let Some(path) = &args.depfile {
        let inputs: Vec<String> = job
            .files
            .iter()
            .filter(|f| !f.to_string_lossy().starts_with("rbgen:"))
            .map(|f| display(f))
            .collect();
        sync::write_file(path, &depfile::text(&outputs(&trees), &inputs)).map_err(refused)?;
    }
    ui.status(&summary)
}

fn generate_all(ui: &Ui, job: &mut Job) -> Result<Vec<Unit>, Stop> {
    let progress = Progress::new(ui);
    let total = job.inputs.len() * job.languages.len();
    let mut units = Vec::new();
    for language in job.languages.clone() {
        for input in &mut job.inputs {
            let name = input.name().unwrap_or_default();
            progress.show(&format!("generating {}/{total}  {}  {name}", units.len() + 1, language.name()));
            let unit = generate::generate(input, &language).map_err(|error| Stop::io(error.to_string()))?;
            units.extend(unit);
        }
    }
    progress.clear();
    job.report(ui);
    job.stop_on_errors(ui)?;
    Ok(units)
}

fn refused(error: SyncError) -> Stop {
    let stop = if error.is_io() { Stop::io(error.to_string()) } else { Stop::usage(error.to_string()) };
    match error.help() {
        Some(help) => stop.help(help),
        None => stop,
    }
}

/// The paths of all generated files, as build systems have to know them.
fn outputs(trees: &[Tree]) -> Vec<String> {
    trees.iter().flat_map(|tree| tree.files.keys().map(|path| shown(&tree.root, path))).collect()
}

fn shown(root: &Path, path: &str) -> String {
    display(&root.join(path))
}

fn all_texts(units: &[Unit]) -> String {
    let files: Vec<(&str, &str)> = units.iter().flat_map(|u| u.files.iter()).collect();
    if let [(_, text)] = files.as_slice() {
        return (*text).to_owned();
    }
    let mut all = String::new();
    for (path, text) in files {
        let _ = write!(all, "{}==> {path} <==\n{text}", if all.is_empty() { "" } else { "\n" });
        if !text.is_empty() && !text.ends_with('\n') {
            all.push('\n');
        }
    }
    all
}

fn differences(plans: &[Plan]) -> impl Iterator<Item = (&Plan, &Change)> {
    plans
        .iter()
        .flat_map(|plan| plan.changes.iter().map(move |c| (plan, c)))
        .filter(|(_, c)| c.is_difference())
}

fn diff(plans: &[Plan]) -> String {
    let mut text = String::new();
    let shown_files = |c: &Change| c.action != Action::Leave && c.path != manifest::NAME;
    for (plan, change) in differences(plans).filter(|(_, c)| shown_files(c)) {
        let path = shown(&plan.root, &change.path);
        let old = change.old.as_deref().map(String::from_utf8_lossy);
        let (old_name, new_name) = match (&old, &change.new) {
            (None, _) => ("/dev/null".to_owned(), format!("b/{path}")),
            (_, None) => (format!("a/{path}"), "/dev/null".to_owned()),
            _ => (format!("a/{path}"), format!("b/{path}")),
        };
        let (old, new) = (old.unwrap_or_default(), change.new.as_deref().unwrap_or_default());
        if old.is_empty() && new.is_empty() {
            let _ = writeln!(text, "--- {old_name}\n+++ {new_name}");
        }
        let lines = TextDiff::from_lines(old.as_ref(), new);
        let _ = write!(text, "{}", lines.unified_diff().header(&old_name, &new_name));
    }
    text
}

/// Reports what is not up to date.
fn check(ui: &Ui, args: &Generate, job: &Job, plans: &[Plan]) -> Result<(), Stop> {
    let mut list = String::new();
    let mut count = 0;
    for (plan, change) in differences(plans) {
        let what = match change.action {
            Action::Create => "missing",
            Action::Update => "differs",
            Action::Overwrite => "edited by hand",
            Action::Remove => "stale",
            Action::Leave => "stale, and edited by hand: remove it yourself",
            Action::Keep => continue,
        };
        count += 1;
        let _ = writeln!(list, "{}: {what}", shown(&plan.root, &change.path));
    }
    if count > 0 {
        ui.print(&list)?;
        let are = if count == 1 { "is" } else { "are" };
        let message = format!("{} {are} not what the schemas give", counted(count, "file"));
        return Err(Stop::finding(message).help(format!("run `{}`", command(args))));
    }
    let files: usize = plans.iter().map(|p| p.changes.len()).sum();
    let schemas = counted(job.inputs.len(), "schema");
    ui.status(&format!("{} of {schemas}: up to date\n", counted(files, "file")))
}

/// The command that brings up to date what these arguments check.
fn command(args: &Generate) -> String {
    let mut words = vec!["rbgen".to_owned(), "generate".to_owned()];
    words.extend(args.sources.schemas.iter().map(|s| quoted(s)));
    if let Some(config) = &args.sources.config {
        words.extend(["--config".to_owned(), quoted(&config.to_string_lossy())]);
    }
    for language in &args.sources.languages {
        words.extend(["--lang".to_owned(), quoted(language)]);
    }
    if let Some(out) = &args.out {
        words.extend(["--out".to_owned(), quoted(&out.to_string_lossy())]);
    }
    words.join(" ")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

fn dry_run(plans: &[Plan]) -> String {
    let mut text = String::new();
    for (plan, change) in plans.iter().flat_map(|plan| plan.changes.iter().map(move |c| (plan, c))) {
        let _ = writeln!(text, "{:<9}  {}", verb(change.action), shown(&plan.root, &change.path));
    }
    text
}

fn verb(action: Action) -> &'static str {
    match action {
        Action::Create | Action::Update | Action::Overwrite => "write",
        Action::Keep => "unchanged",
        Action::Remove => "remove",
        Action::Leave => "leave",
    }
}

/// A line for each language and schema, and one for what is removed.
fn summary(ui: &Ui, job: &Job, units: &[Unit], plans: &[Plan]) -> String {
    let actions: BTreeMap<String, Action> = plans
        .iter()
        .flat_map(|plan| plan.changes.iter().map(|c| (shown(&plan.root, &c.path), c.action)))
        .collect();
    let mut text = if ui.verbose { dry_run(plans) } else { String::new() };
    let width = |of: fn(&Unit) -> &str| units.iter().map(|u| of(u).len()).max().unwrap_or(0);
    let (languages, schemas) = (width(|u| &u.language), width(|u| &u.schema));
    for unit in units {
        let root = match job.places.own.get(&unit.language) {
            Some(own) => own.clone(),
            None => job.places.out.join(&unit.language),
        };
        let kept = unit
            .files
            .iter()
            .filter(|(path, _)| actions.get(&shown(&root, path)) == Some(&Action::Keep))
            .count();
        let files = counted(unit.files.len(), "file");
        let _ = writeln!(
            text,
            "{:<languages$}  {:<schemas$}  {files} ({} written, {kept} unchanged)",
            unit.language,
            unit.schema,
            unit.files.len() - kept,
        );
    }
    let removed = actions.values().filter(|a| **a == Action::Remove).count();
    if removed > 0 {
        let _ = writeln!(text, "{} removed", counted(removed, "stale file"));
    }
    text
}

fn warn_of_edits(ui: &Ui, plans: &[Plan]) {
    for (plan, change) in differences(plans) {
        let path = shown(&plan.root, &change.path);
        match change.action {
            Action::Overwrite => {
                let help = "change the schema, not the generated file";
                ui.warn_edited(&format!("`{path}` was edited by hand and is written anew"), Some(help));
            }
            Action::Leave => {
                let message = format!("`{path}` is stale, but it was edited by hand and stays");
                ui.warn_edited(&message, Some("remove it yourself"));
            }
            Action::Create | Action::Update | Action::Keep | Action::Remove => {}
        }
    }
}
