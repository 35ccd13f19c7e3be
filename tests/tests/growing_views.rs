//! Generated Python and C say what older data of a struct that grows doesn't have. The Rust views are tested beside the
//! runtime.

use rbgen::backend;
use rbgen_tests::{drivers, schemas};
use std::path::Path;
use std::process::Command;

fn generate(language: &str, folder: &Path) {
    let (_, schema) = schemas::good().into_iter().find(|(name, _)| name == "append").expect("it is there");
    let backend = backend::find(language).expect("the backend is registered");
    drivers::write_files(&backend.emit(&schema), folder).unwrap_or_else(|e| panic!("{e}"));
}

fn succeeds(command: &mut Command) {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(output.status.success(), "{command:?}:\n{}", String::from_utf8_lossy(&output.stderr));
}

const PYTHON: &str = r#"
from append import ByVersionView, DecodeError, SettingsView

first = ByVersionView.of(bytes([1, 1, 7, 0]))
if (first.version, first.count) != (1, 7):
    raise SystemExit("members of version 1 are wrong")
if (first.limit, first.names, first.total, first.rest) != (None, None, None, None):
    raise SystemExit("version 1 has nothing of the later ones")

shared = bytearray(32)
view = ByVersionView.from_buffer(shared)
view.version, view.limit = 1, 9
if view.limit is not None:
    raise SystemExit("the version in memory says that there is no limit")
view.version = 2
if (view.limit, view.total, shared[4]) != (9, None, 9):
    raise SystemExit("version 2 has a limit and no total")
view.version = 200
if (view.total, view.rest) != (0, bytes(4)):
    raise SystemExit("a later version has all that is known")

settings = SettingsView.of(bytes([12, 0, 3, 0, 0, 0, 0, 0, 5, 0, 0, 0, 1, 1, 1, 1]))
if (settings.height, settings.depth) != (5, None):
    raise SystemExit("12 bytes have a height and no depth")
settings = SettingsView.of(bytes([11, 0, 3, 0, 0, 0, 0, 0, 5, 0, 0]))
if settings.height is not None:
    raise SystemExit("half of a member is none of it")
for wrong in ([8] * 7, [7, 0, 0, 0, 0, 0, 0, 0], [12, 0, 0, 0, 0, 0, 0, 0]):
    try:
        SettingsView.of(bytes(wrong))
    except DecodeError as error:
        if error.kind == "too-short":
            continue
    raise SystemExit(f"{wrong} is too short")
"#;

#[test]
fn attributes_of_python_views_are_none_in_older_data() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generate("python", folder.path());
    let package = folder.path().join("append/src");
    succeeds(Command::new("python3").args(["-B", "-c", PYTHON]).env("PYTHONPATH", package));
}

const PROGRAM: &str = r#"#include "append.h"

int main(void)
{
    uint8_t data[32] = {0};
    int wrong = 0;
    data[0] = 1;
    wrong += by_version_has_limit(data, sizeof data) || by_version_has_total(data, sizeof data);
    data[0] = 2;
    wrong += !by_version_has_limit(data, sizeof data) || !by_version_has_names(data, 16) || by_version_has_names(data, 15);
    wrong += by_version_has_total(data, sizeof data);
    data[0] = 200;
    wrong += !by_version_has_total(data, sizeof data) || by_version_has_limit(data, 0) || by_version_has_limit(data, 7);
    data[0] = 12;
    wrong += !settings_has_height(data, 12) || settings_has_depth(data, 16);
    data[0] = 11;
    wrong += settings_has_height(data, 16);
    data[0] = 0x20;
    wrong += !by_version_bits_has_second(data, 8) || by_version_bits_has_second(data, 7);
    data[0] = 0x1f;
    wrong += by_version_bits_has_second(data, 8);
    return wrong;
}
"#;

#[test]
fn c_says_whether_a_member_is_there() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generate("c", folder.path());
    let source = folder.path().join("program.c");
    std::fs::write(&source, PROGRAM).expect("the program is written");
    let program = folder.path().join("program");
    for compiler in [&["gcc", "-std=c11"][..], &["g++", "-std=c++17", "-x", "c++"]] {
        let strict = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-fsanitize=address,undefined"];
        let mut compile = Command::new(compiler[0]);
        compile.args(&compiler[1..]).args(strict).arg("-I").arg(folder.path().join("append/include"));
        succeeds(compile.arg(&source).arg("-o").arg(&program));
        succeeds(&mut Command::new(&program));
    }
}
