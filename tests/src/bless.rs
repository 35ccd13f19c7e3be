//! Files that a test computes and the repository holds.

use crate::schemas::root;

/// Compares a checked-in file with what it should be. With `RBGEN_BLESS=1` it is written instead.
pub fn check(path: &str, wanted: &str) -> Result<(), String> {
    let full = root().join(path);
    let found = std::fs::read_to_string(&full).unwrap_or_default();
    if found == wanted {
        return Ok(());
    }
    if std::env::var_os("RBGEN_BLESS").is_some_and(|v| v == "1") {
        if let Some(folder) = full.parent() {
            std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        }
        return std::fs::write(&full, wanted).map_err(|e| format!("{path}: {e}"));
    }
    let line = found.lines().zip(wanted.lines()).position(|(a, b)| a != b);
    let line = line.unwrap_or_else(|| found.lines().count().min(wanted.lines().count()));
    Err(format!(
        "{path} differs from what is generated, first in line {}:\n  there:     {}\n  generated: {}\nrun: RBGEN_BLESS=1 cargo test -p rbgen-tests --test vectors",
        line + 1,
        found.lines().nth(line).unwrap_or("(nothing)"),
        wanted.lines().nth(line).unwrap_or("(nothing)"),
    ))
}
