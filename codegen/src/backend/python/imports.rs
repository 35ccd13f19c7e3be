//! Import statements.

use super::layout::{Code, Expr};
use std::collections::{BTreeMap, BTreeSet};

/// The names imported from each module.
pub(crate) type Imports = BTreeMap<String, BTreeSet<String>>;

/// Import statements in two groups: the standard library, then the package's own modules.
pub(crate) fn groups(imports: &Imports) -> Vec<String> {
    let write = |own: bool| {
        let mut code = Code::at(0);
        for (module, names) in imports.iter().filter(|(module, _)| module.starts_with('.') == own) {
            let (renamed, plain): (BTreeSet<String>, _) =
                names.iter().cloned().partition(|n| n.contains(" as "));
            if !plain.is_empty() {
                statement(&mut code, module, &plain);
            }
            for name in renamed {
                statement(&mut code, module, &BTreeSet::from([name]));
            }
        }
        code.text()
    };
    [write(false), write(true)].into_iter().filter(|group| !group.is_empty()).collect()
}

fn statement(code: &mut Code, module: &str, names: &BTreeSet<String>) {
    let names = sorted(names.iter().map(String::as_str));
    let line = format!("from {module} import {}", names.join(", "));
    if line.chars().count() <= 88 {
        return code.line(line);
    }
    let names: Vec<Expr> = names.into_iter().map(Expr::atom).collect();
    code.statement(&format!("from {module} import "), Expr::Display('(', names, ')'), "");
}

/// Names as import sorters have them.
pub(crate) fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = names.collect();
    names.sort_by_key(|name| (rank(name), *name));
    names
}

/// Constants, then classes, then the rest, as import sorters have it.
fn rank(name: &str) -> u8 {
    let first = name.chars().find(|c| *c != '_').unwrap_or('a');
    if name.chars().any(char::is_lowercase) {
        if first.is_uppercase() { 1 } else { 2 }
    } else if name.len() > 1 {
        0
    } else {
        1
    }
}
