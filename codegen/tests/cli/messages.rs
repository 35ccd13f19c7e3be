//! How the program speaks: help texts, and errors as text, JSON and annotations.

use crate::project::{BAD_SCHEMA, Project, schema};

/// Every verb, from the program's own help.
fn verbs(project: &Project) -> Vec<String> {
    let help = project.ok(&["--help"]);
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    list.lines().map(|l| l.split_whitespace().next().unwrap().to_owned()).filter(|v| v != "help").collect()
}

#[test]
fn help_texts_are_as_reviewed() {
    let project = Project::new(&[]);
    insta::assert_snapshot!("help", project.ok(&["--help"]));
    let verbs = verbs(&project);
    assert_eq!(verbs.len(), 9, "{verbs:?}");
    for verb in &verbs {
        let help = project.ok(&[verb, "--help"]);
        assert!(help.contains("\nExample"), "{verb} has no example");
        insta::assert_snapshot!(format!("help_{verb}"), help);
    }
}

#[test]
fn an_error_reads_well_in_every_format() {
    let project = Project::new(&[("bad.toml", BAD_SCHEMA)]);
    for format in ["text", "json", "github"] {
        let ran = project.run(&["check", "bad.toml", "--error-format", format]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        insta::assert_snapshot!(format!("error_{format}"), ran.err);
    }
}

#[test]
fn a_failure_without_a_place_has_the_same_formats() {
    let project = Project::new(&[]);
    for format in ["text", "json", "github"] {
        let ran = project.run(&["generate", "--error-format", format]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        insta::assert_snapshot!(format!("failure_{format}"), ran.err);
    }
}

#[test]
fn json_is_one_object_a_line() {
    let project =
        Project::new(&[("bad.toml", &BAD_SCHEMA.replace("version = 1", "version = 1\ncolour = 1"))]);
    let ran = project.run(&["check", "bad.toml", "missing.toml", "--error-format", "json"]);
    let ids: Vec<String> = ran
        .err
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids, ["unknown-key", "size-mismatch", "cannot-read"]);
}

#[test]
fn a_misspelt_option_is_reported_in_the_format_asked_for() {
    let project = Project::new(&[]);
    for args in
        [["check", "--lnag=c", "--error-format=json", "x"], ["check", "--error-format", "json", "--lnag"]]
    {
        let ran = project.run(&args);
        assert_eq!(ran.code, 2);
        let said: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
        let message = said["message"].as_str().unwrap();
        assert!(message.contains("unexpected argument '--lnag'"), "{message}");
    }
    assert!(project.run(&["check", "--lnag"]).err.contains("--lang"));
}

#[test]
fn errors_of_the_configuration_look_like_those_of_a_schema() {
    let project = Project::new(&[("rbgen.toml", "schemas = [\"*.xml\"]\nlangauges = [\"c\"]\nout = 7\n")]);
    let ran = project.run(&["generate"]);
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!("error_config", ran.err);
}

#[test]
fn colours_and_progress_are_for_terminals() {
    let project = Project::new(&[("bad.toml", BAD_SCHEMA)]);
    let plain = project.run(&["check", "bad.toml"]).err;
    assert!(!plain.contains('\x1b') && !plain.contains('\r'), "{plain:?}");
    let styled = project.run(&["check", "bad.toml", "--color", "always"]).err;
    assert!(styled.contains("\x1b["), "{styled:?}");
    let unstyled: String = {
        let mut rest = styled.as_str();
        let mut text = String::new();
        while let Some((before, after)) = rest.split_once("\x1b[") {
            text += before;
            rest = after.split_once('m').unwrap().1;
        }
        text + rest
    };
    assert_eq!(unstyled.replace(' ', ""), plain.replace(' ', ""), "colours change nothing else");
}

#[test]
fn quiet_says_only_errors() {
    let project = Project::new(&[("alpha.toml", &schema("alpha")), ("bad.toml", BAD_SCHEMA)]);
    let ran = project.run(&["-q", "check", "alpha.toml"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    assert!(project.run(&["-q", "check", "bad.toml"]).err.contains("size-mismatch"));
}

#[test]
fn the_same_error_of_a_shared_import_is_said_once() {
    let importing =
        |name: &str| schema(name).replace("version = 1\n", "version = 1\nimport = [\"bad.toml\"]\n");
    let project = Project::new(&[
        ("alpha.toml", &importing("alpha")),
        ("beta.toml", &importing("beta")),
        ("bad.toml", BAD_SCHEMA),
    ]);
    let ran = project.run(&["check", "alpha.toml", "beta.toml"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.err.matches("error[size-mismatch]").count(), 1, "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let project = Project::new(&[]);
    let mut child =
        project.command(&["ir", "rbgen:zerobuffer"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
