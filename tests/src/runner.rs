//! Asks every language the vectors and compares what it answers.

use crate::drivers::{DRIVERS, Driver, Input};
use crate::parallel;
use crate::vectors::Vector;
use rbgen::Backend;
use rbgen_schema::{Schema, Severity};
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// Mismatches shown of one schema.
const SHOWN: usize = 5;

/// One schema and the questions about it.
pub struct Task {
    /// A name unique among the tasks: letters, digits and `_`.
    pub name: String,
    /// The schema.
    pub schema: Schema,
    /// The questions, with their answers.
    pub vectors: Vec<Vector>,
}

/// The driver of a backend. A backend without one would go untested, so that is an error.
pub fn driver(backend: &dyn Backend) -> Result<&'static dyn Driver, String> {
    let found = DRIVERS.iter().copied().find(|d| d.language() == backend.name());
    found.ok_or_else(|| format!("there is no driver for {} in tests/src/drivers", backend.name()))
}

/// The programs of one language that answer the questions about each task, in order.
pub struct Programs {
    language: &'static str,
    commands: Vec<Mutex<Command>>,
}

impl Programs {
    /// Generates and builds below `dir`, which may hold an earlier build.
    pub fn build(backend: &dyn Backend, tasks: &[Task], dir: &Path) -> Result<Self, String> {
        let driver = driver(backend)?;
        let mut inputs = Vec::new();
        for task in tasks {
            let refused = backend.check(&task.schema).into_iter().find(|d| d.severity == Severity::Error);
            if let Some(diagnostic) = refused {
                return Err(format!("{} refuses {}: {}", backend.name(), task.name, diagnostic.message));
            }
            inputs.push(Input { name: &task.name, schema: &task.schema, files: backend.emit(&task.schema) });
        }
        std::fs::create_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
        let commands = driver.build(&inputs, dir)?;
        if commands.len() != tasks.len() {
            let (programs, schemas) = (commands.len(), tasks.len());
            return Err(format!("{}: {programs} programs for {schemas} schemas", backend.name()));
        }
        Ok(Self { language: backend.name(), commands: commands.into_iter().map(Mutex::new).collect() })
    }

    /// Asks the program of a task, by its place among those that were built.
    pub fn ask(&self, at: usize, lines: &[String]) -> Result<Vec<String>, String> {
        ask(&mut self.commands[at].lock().unwrap_or_else(|e| e.into_inner()), lines)
            .map_err(|e| format!("{}: {e}", self.language))
    }

    /// The answers to the vectors of each task, or why there are none.
    pub fn ask_all(&self, tasks: &[Task]) -> Vec<Result<Vec<String>, String>> {
        let places: Vec<usize> = (0..tasks.len()).collect();
        parallel::map(&places, |at| {
            let task = &tasks[*at];
            let lines: Vec<String> = task.vectors.iter().enumerate().map(|(id, v)| v.line(id)).collect();
            self.ask(*at, &lines).map_err(|e| format!("{}: {e}", task.name))
        })
    }
}

/// Generates, builds and asks one language: the answers to each task, or why there are none. Works below `dir`, which
/// may hold an earlier build.
pub fn run(
    backend: &dyn Backend,
    tasks: &[Task],
    dir: &Path,
) -> Result<Vec<Result<Vec<String>, String>>, String> {
    Ok(Programs::build(backend, tasks, dir)?.ask_all(tasks))
}

/// Feeds lines to a program and takes one line for each.
fn ask(command: &mut Command, lines: &[String]) -> Result<Vec<String>, String> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let shown = format!("{command:?}");
    let mut child = command.spawn().map_err(|e| format!("{shown}: {e}"))?;
    let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
    let text = lines.iter().map(|l| l.clone() + "\n").collect::<String>();
    // Written and drained beside the reading below, so that no full pipe can stop the program for good.
    let writer = std::thread::spawn(move || stdin.map(|mut s| s.write_all(text.as_bytes())));
    let errors = std::thread::spawn(move || {
        let mut text = String::new();
        stderr.map(|mut s| s.read_to_string(&mut text));
        text
    });
    let mut out = String::new();
    let read = child.stdout.take().map_or(Ok(0), |mut s| s.read_to_string(&mut out));
    let status = child.wait().map_err(|e| format!("{shown}: {e}"))?;
    let errors = errors.join().unwrap_or_default();
    // A program that ended early says why in its status; that its input broke off then says nothing more.
    let _ = writer.join();
    read.map_err(|e| format!("{shown}: {e}"))?;
    let answers: Vec<String> = out.lines().map(str::to_owned).collect();
    if !status.success() || answers.len() != lines.len() {
        let (got, wanted) = (answers.len(), lines.len());
        let at = lines.get(got).map_or("", String::as_str);
        return Err(format!(
            "{shown}: {status}, {got} answers to {wanted} lines; not answered: {at}\n{errors}"
        ));
    }
    Ok(answers)
}

/// Whether an answer is the one a vector expects.
pub fn agrees(vector: &Vector, id: usize, answer: &str) -> bool {
    vector.answer(id) == answer
}

/// A readable account of every vector that was answered otherwise; of many, the first ones. Empty when all agree.
pub fn mismatches(language: &str, task: &Task, answers: &[String]) -> String {
    let mut report = String::new();
    let wrong: Vec<(usize, &Vector)> =
        task.vectors.iter().enumerate().filter(|(id, v)| !agrees(v, *id, &answers[*id])).collect();
    if wrong.is_empty() {
        return report;
    }
    let _ = writeln!(
        report,
        "{language}, {}: {} of {} vectors differ",
        task.name,
        wrong.len(),
        task.vectors.len()
    );
    for (id, vector) in wrong.iter().take(SHOWN) {
        let asked = vector.line(*id);
        let _ = writeln!(report, "  {}\n    asked    {}", vector.name, asked.replace('\t', " "));
        let wanted = vector.answer(*id);
        let (wanted, got): (Vec<&str>, Vec<&str>) =
            (wanted.split('\t').collect(), answers[*id].split('\t').collect());
        if wanted.get(1) != got.get(1) || wanted.get(1) == Some(&"err") {
            let _ = writeln!(report, "    expected {}\n    answered {}", wanted.join(" | "), got.join(" | "));
            continue;
        }
        for at in 0..wanted.len().max(got.len()) {
            let (w, g) = (wanted.get(at).unwrap_or(&"(nothing)"), got.get(at).unwrap_or(&"(nothing)"));
            if w != g {
                let _ = writeln!(report, "    expected {w}\n    answered {g}");
            }
        }
    }
    report
}
