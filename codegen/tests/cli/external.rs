//! Languages served by a program on PATH.

use crate::project::{Project, make_program, schema};

fn project(script: &str) -> Project {
    let project = Project::new(&[
        ("alpha.toml", &schema("alpha")),
        ("bin/rbgen-gen-demo", &format!("#!/bin/sh\n{script}\n")),
    ]);
    make_program(&project.path("bin/rbgen-gen-demo"));
    project
}

const ARGS: [&str; 6] = ["generate", "alpha.toml", "--lang", "demo", "--out", "X"];

#[test]
fn a_program_gets_the_checked_schema_and_gives_files() {
    let script = "grep -q AlphaHeader && printf %s '{\"files\":[{\"path\":\"alpha/a.txt\",\"text\":\"one\\n\"},{\"path\":\"b.txt\",\"text\":\"\"}]}'";
    let project = project(script);
    let ran = project.run_with_path("bin", &ARGS);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (0, "demo  alpha  2 files (2 written, 0 unchanged)\n"),
        "{}",
        ran.err
    );
    assert_eq!(project.read("X/demo/alpha/a.txt"), "one\n");
    assert_eq!(project.run_with_path("bin", &[&ARGS[..], &["--check"]].concat()).code, 0);
}

#[test]
fn a_program_can_refuse_a_schema() {
    let answer = "cat >/dev/null; echo '{\"diagnostics\":[{\"message\":\"no unsigned\",\"item\":\"AlphaHeader\",\"help\":\"use i32\"}]}'";
    let project = project(answer);
    let ran = project.run_with_path("bin", &ARGS);
    assert_eq!(ran.code, 1, "{ran:?}");
    for part in ["error[external-generator]: no unsigned", "alpha.toml:7:8", "help: use i32"] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
    assert!(!project.exists("X"));
}

#[test]
fn a_program_that_fails_or_reaches_out_of_its_folder_writes_nothing() {
    for (script, reason) in [
        ("echo sorry >&2; exit 7", "failed (exit status: 7); it said: sorry"),
        (
            "cat > /dev/null; echo '{\"files\":[{\"path\":\"../../a\",\"text\":\"\"}]}'",
            "answered with the path `../../a`",
        ),
    ] {
        let project = project(script);
        let ran = project.run_with_path("bin", &ARGS);
        assert_eq!(ran.code, 3, "{ran:?}");
        assert!(ran.err.contains(reason), "{}", ran.err);
        assert!(!project.exists("X"));
    }
}

#[test]
fn a_language_nobody_knows_is_named_with_what_to_do() {
    let project = Project::new(&[("alpha.toml", &schema("alpha"))]);
    let ran = project.run(&["generate", "alpha.toml", "--lang", "cobol"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("unknown language `cobol`") && ran.err.contains("`rbgen-gen-cobol` on PATH"),
        "{}",
        ran.err
    );
}
