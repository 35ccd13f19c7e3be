//! Languages rbgen doesn't know: a program `rbgen-gen-X` on PATH serves `--lang X`.
//!
//! It reads the checked schema as JSON (what `rbgen ir` prints) on standard input and answers on standard output with
//! `{"files": [{"path": "pkg/x.txt", "text": "..."}]}`, or with what it can't express:
//! `{"diagnostics": [{"severity": "error", "message": "...", "item": "Type", "help": "..."}]}`.

use crate::FileSet;
use crate::sync::refuse;
use rbgen_schema::Severity;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

/// How long a generator may take, unless told otherwise.
pub const TIMEOUT: Duration = Duration::from_secs(60);

/// The most that is read of an answer.
const MAX_ANSWER: u64 = 512 << 20;

/// A program that generates one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct External {
    /// The language.
    pub language: String,
    /// The program.
    pub program: PathBuf,
    /// How long it may take.
    pub timeout: Duration,
}

/// What a generator answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The files.
    pub files: FileSet,
    /// What it has to say about the schema.
    pub diagnostics: Vec<Remark>,
}

/// Something a generator has to say about the schema.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// `error` or `warning`.
    #[serde(default)]
    severity: RemarkSeverity,
    /// What is wrong.
    pub message: String,
    /// The item of the schema it is about.
    #[serde(default)]
    pub item: Option<String>,
    /// What to do.
    #[serde(default)]
    pub help: Option<String>,
}

impl Remark {
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self.severity {
            RemarkSeverity::Error => Severity::Error,
            RemarkSeverity::Warning => Severity::Warning,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RemarkSeverity {
    #[default]
    Error,
    Warning,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAnswer {
    #[serde(default)]
    files: Vec<RawFile>,
    #[serde(default)]
    diagnostics: Vec<Remark>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    path: String,
    text: String,
}

/// Why a generator gave no answer that can be used.
#[derive(Debug)]
pub struct ExternalError {
    program: PathBuf,
    reason: String,
}

impl fmt::Display for ExternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.program.display(), self.reason)
    }
}

impl std::error::Error for ExternalError {}

impl External {
    /// The generator of a language, if there is one on PATH.
    pub fn find(language: &str) -> Option<External> {
        if !is_language_name(language) {
            return None;
        }
        let names: Vec<String> = if cfg!(windows) {
            ["exe", "cmd", "bat"].map(|e| format!("rbgen-gen-{language}.{e}")).into()
        } else {
            vec![format!("rbgen-gen-{language}")]
        };
        let path = std::env::var_os("PATH")?;
        let program = std::env::split_paths(&path)
            .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
            .find(|candidate| is_program(candidate))?;
        Some(External { language: language.to_owned(), program, timeout: TIMEOUT })
    }

    /// Gives the schema to the program and waits for its answer.
    pub fn run(&self, ir_json: &str) -> Result<Answer, ExternalError> {
        let output = self.output(ir_json).map_err(|reason| self.error(reason))?;
        let raw: RawAnswer = serde_json::from_slice(&output).map_err(|error| {
            self.error(format!("answered something else than the expected JSON: {error}"))
        })?;
        let mut files = FileSet::new();
        let mut seen = BTreeSet::new();
        for file in raw.files {
            if let Some(reason) = refuse(&file.path) {
                return Err(
                    self.error(format!("answered with the path `{}`, which is refused: {reason}", file.path))
                );
            }
            if !seen.insert(file.path.clone()) {
                return Err(self.error(format!("answered with two files at `{}`", file.path)));
            }
            files.insert(file.path, file.text);
        }
        Ok(Answer { files, diagnostics: raw.diagnostics })
    }

    fn error(&self, reason: String) -> ExternalError {
        ExternalError { program: self.program.clone(), reason }
    }

    /// The standard output of the program, or why there is none.
    fn output(&self, input: &str) -> Result<Vec<u8>, String> {
        let end = Instant::now() + self.timeout;
        let mut child = Command::new(&self.program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("can't be started: {error}"))?;
        if let Some(mut stdin) = child.stdin.take() {
            let input = input.to_owned();
            // A program that needs only part of the input may close it early.
            std::thread::spawn(move || stdin.write_all(input.as_bytes()).ok());
        }
        let stdout = child.stdout.take().map(|pipe| read_in_background(pipe, MAX_ANSWER));
        let stderr = child.stderr.take().map(|pipe| read_in_background(pipe, 64 << 10));
        let answer = stdout.and_then(|pipe| received(&pipe, end));
        let status = match (answer.is_some(), wait_until(&mut child, end)) {
            (true, Ok(Some(status))) => status,
            (_, Err(error)) => return Err(format!("can't be waited for: {error}")),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("did not finish within {} seconds", self.timeout.as_secs_f64()));
            }
        };
        let said = stderr.and_then(|pipe| received(&pipe, end)).and_then(Result::ok).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        let said = match said.trim() {
            "" => String::new(),
            said => format!("; it said: {said}"),
        };
        if !status.success() {
            return Err(format!("failed ({status}){said}"));
        }
        let answer =
            answer.unwrap_or_else(|| Ok(Vec::new())).map_err(|e| format!("can't be read from: {e}"))?;
        if answer.len() as u64 > MAX_ANSWER {
            return Err(format!("answered with more than {} MiB", MAX_ANSWER >> 20));
        }
        Ok(answer)
    }
}

/// Whether a language can be called so: the name becomes part of a program's name and of paths.
pub fn is_language_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

fn read_in_background(mut pipe: impl Read + Send + 'static, limit: u64) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = (&mut pipe).take(limit + 1).read_to_end(&mut bytes);
        let _ = sender.send(read.map(|_| bytes));
        // What comes beyond the limit is swallowed, so that the program isn't stopped by a full pipe.
        let _ = io::copy(&mut pipe, &mut io::sink());
    });
    receiver
}

/// What came through the pipe before the end of the time; nothing when it is still open then.
fn received(pipe: &Receiver<io::Result<Vec<u8>>>, end: Instant) -> Option<io::Result<Vec<u8>>> {
    pipe.recv_timeout(end.saturating_duration_since(Instant::now())).ok()
}

fn wait_until(child: &mut Child, end: Instant) -> io::Result<Option<std::process::ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= end {
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[cfg(unix)]
fn is_program(path: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &std::path::Path) -> bool {
    path.is_file()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::sync::Mutex;

    /// A process started while another thread writes its script would keep that script busy.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

    /// What a generator that is this shell script makes of the input `{"a":1}`.
    fn run(script: &str) -> Result<Answer, String> {
        let _one = ONE_AT_A_TIME.lock();
        let dir = tempfile::tempdir().unwrap();
        let program = dir.path().join("rbgen-gen-x");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let external = External { language: "x".to_owned(), program, timeout: Duration::from_millis(800) };
        external.run("{\"a\":1}").map_err(|e| e.to_string().split_once("` ").unwrap().1.to_owned())
    }

    #[test]
    fn files_and_remarks_are_taken() {
        let answer = run("in=$(cat); test \"$in\" = '{\"a\":1}' && echo '{\"files\":[{\"path\":\"p/a.txt\",\"text\":\"hi\"}]}'").unwrap();
        assert_eq!(answer.files.get("p/a.txt"), Some("hi"));
        let answer = run("echo '{\"diagnostics\":[{\"message\":\"no u24\",\"item\":\"A\"}]}'").unwrap();
        assert_eq!(
            (answer.diagnostics[0].message.as_str(), answer.diagnostics[0].severity()),
            ("no u24", Severity::Error)
        );
    }

    #[test]
    fn each_failure_is_told_apart() {
        let fails = |script: &str, reason: &str| {
            let error = run(script).unwrap_err();
            assert!(error.starts_with(reason), "{script}: {error}");
        };
        fails("echo nonsense", "answered something else than the expected JSON");
        fails("echo '{\"file\":[]}'", "answered something else than the expected JSON: unknown field `file`");
        fails("echo broken >&2; exit 3", "failed (exit status: 3); it said: broken");
        fails("sleep 5", "did not finish within 0.8 seconds");
        fails("exec >&-; sleep 5", "did not finish within 0.8 seconds");
        fails(
            "echo '{\"files\":[{\"path\":\"../a\",\"text\":\"\"}]}'",
            "answered with the path `../a`, which is refused",
        );
        fails(
            "echo '{\"files\":[{\"path\":\"/a\",\"text\":\"\"}]}'",
            "answered with the path `/a`, which is refused",
        );
        let twice = "echo '{\"files\":[{\"path\":\"a\",\"text\":\"\"},{\"path\":\"a\",\"text\":\"\"}]}'";
        fails(twice, "answered with two files at `a`");
    }

    #[test]
    fn names_that_could_leave_the_folder_are_no_languages() {
        for name in ["", "../x", "a/b", "X", "1a", "a b", "a:b"] {
            assert!(!is_language_name(name) && External::find(name).is_none(), "{name}");
        }
        assert!(is_language_name("go") && is_language_name("c-sharp_2"));
    }
}
