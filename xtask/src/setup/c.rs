//! C: compilers come from the system.

use crate::process;

/// What the tests can't do without.
pub(super) fn missing() -> Vec<String> {
    let mut missing = Vec::new();
    for (program, what) in [("gcc", "a C compiler"), ("g++", "a C++ compiler")] {
        match process::first_line(program, &["--version"]) {
            Some(version) => println!("setup: {version}"),
            None => missing.push(format!("{what} (`{program}`; Debian: apt-get install build-essential)")),
        }
    }
    missing
}

/// What some tests use where it is, and what goes unchecked where it isn't.
const OPTIONAL: [(&str, &str); 3] = [
    ("clang", "C headers under clang and for other machines than this one"),
    ("cmake", "C packages and the starter of `rbgen init` in CMake"),
    ("make", "the starter of `rbgen init` for Make"),
];

/// What stays unchecked on this machine.
pub(super) fn unchecked() -> impl Iterator<Item = String> {
    let missing = |program: &str| process::first_line(program, &["--version"]).is_none();
    let lost = OPTIONAL.into_iter().filter(move |(program, _)| missing(program));
    lost.map(|(program, what)| format!("{what}: `{program}` is missing"))
}
