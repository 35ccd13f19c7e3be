//! The smaller verbs.

use crate::project::{BAD_SCHEMA, Project, schema};

#[test]
fn check_is_clean_or_says_how_much_is_wrong() {
    let project = Project::new(&[("alpha.toml", &schema("alpha")), ("bad.toml", BAD_SCHEMA)]);
    assert_eq!(project.ok(&["check", "alpha.toml", "rbgen:zerobuffer"]), "2 schemas checked: no errors\n");
    let ran = project.run(&["check", "alpha.toml", "bad.toml"]);
    assert_eq!((ran.code, ran.err.lines().last()), (1, Some("1 error in 2 schemas")));
    project.write("rbgen.toml", "schemas = [\"alpha.toml\"]\nlanguages = [\"c\", \"python\"]\n");
    assert_eq!(project.ok(&["check"]), "1 schema checked for c, python: no errors\n");
}

#[test]
fn check_without_a_language_looks_at_those_the_schema_mentions() {
    let mentioned =
        schema("alpha") + "\n[lang.python]\npackage = \"alpha_py\"\n\n[lang.elsewhere]\nany = 1\n";
    let project =
        Project::new(&[("alpha.toml", &mentioned), ("wrong.toml", &mentioned.replace("package", "pakage"))]);
    assert_eq!(project.ok(&["check", "alpha.toml"]), "1 schema checked for python: no errors\n");
    let ran = project.run(&["check", "wrong.toml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[lang-unknown-option]: python has no option `pakage`"), "{}", ran.err);
    assert_eq!(project.ok(&["check", "wrong.toml", "--lang", "c"]), "1 schema checked for c: no errors\n");
}

#[test]
fn layout_shows_offsets_in_four_forms() {
    let project = Project::new(&[("alpha.toml", &schema("alpha"))]);
    let layout = |args: &[&str]| project.ok(&[&["layout", "alpha.toml"], args].concat());
    assert!(layout(&[]).contains("AlphaHeader"));
    let json: serde_json::Value = serde_json::from_str(&layout(&["--format", "json"])).unwrap();
    assert_eq!(json["structs"][0]["name"], "AlphaHeader");
    assert!(layout(&["--format", "markdown"]).contains('|'));
    assert!(layout(&["--format", "svg"]).starts_with("<svg"));
    assert_eq!(layout(&["AlphaHeader"]), layout(&[]));
    let ran = project.run(&["layout", "alpha.toml", "AlphaHaeder"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `AlphaHeader`?"), "{}", ran.err);
    assert_eq!(project.run(&["layout", "missing.toml"]).code, 3);
}

#[test]
fn ir_is_versioned_json() {
    let project = Project::new(&[("alpha.toml", &schema("alpha")), ("bad.toml", BAD_SCHEMA)]);
    let ir: serde_json::Value =
        serde_json::from_str(&project.ok(&["ir", "alpha.toml", "--format", "json"])).unwrap();
    assert_eq!((&ir["format"], &ir["version"]), (&"rbgen-ir".into(), &1.into()));
    assert_eq!(project.run(&["ir", "bad.toml"]).code, 1);
}

#[test]
fn init_writes_a_project_that_generates_and_never_overwrites() {
    let project = Project::new(&[("build.rs", "mine")]);
    let said = project.ok(&["init", "--lang", "all", "--build", "cargo", "--name", "sensors"]);
    assert!(
        said.contains("created schema/sensors.toml\ncreated rbgen.toml\nexists, left alone: build.rs\n"),
        "{said}"
    );
    assert_eq!(project.read("build.rs"), "mine");
    project.ok(&["check"]);
    project.ok(&["generate"]);
    project.ok(&["generate", "--check"]);
    assert!(project.files("generated").keys().any(|p| p.contains("sensors")));
    project.write("rbgen.toml", "mine too");
    project.ok(&["init", "--lang", "all", "--name", "sensors"]);
    assert_eq!(project.read("rbgen.toml"), "mine too");
}

#[test]
fn init_knows_build_systems_and_refuses_names_that_are_paths() {
    let project = Project::new(&[]);
    let all = ["cargo", "hatch", "setuptools", "cmake", "make", "maven", "gradle", "msbuild"];
    let flags: Vec<&str> = all.iter().flat_map(|system| ["--build", system]).collect();
    let said = project.ok(&[&["init", "sub", "--lang", "c"], &flags[..]].concat());
    let files = project.files("sub");
    assert_eq!(files.len(), all.len() + 2, "{said}");
    for (path, text) in files {
        let text = String::from_utf8(text).unwrap();
        assert!(
            !["{name}", "{version}", "{languages}", "{calls}"].iter().any(|gap| text.contains(gap)),
            "{path} has a gap left"
        );
    }
    for name in ["../x", "a/b", "A", "", "1a"] {
        let ran = project.run(&["init", "--lang", "c", "--name", name]);
        assert_eq!(ran.code, 2, "{name}");
    }
    assert!(!project.exists("schema"));
}

#[test]
fn schema_is_a_json_schema() {
    let project = Project::new(&[]);
    let schema: serde_json::Value = serde_json::from_str(&project.ok(&["schema"])).unwrap();
    assert!(schema["$schema"].as_str().unwrap().contains("json-schema.org"));
    assert!(schema["properties"]["struct"].is_object());
}

#[test]
fn explain_knows_every_id_and_the_nearest() {
    let project = Project::new(&[]);
    let list = project.ok(&["explain", "--list"]);
    let ids: Vec<&str> = list.lines().map(|l| l.split_whitespace().next().unwrap()).collect();
    assert!(ids.windows(2).all(|w| w[0] < w[1]), "sorted, each once: {ids:?}");
    assert!(ids.contains(&"size-mismatch") && ids.contains(&"config-unknown-key"), "{ids:?}");
    for id in ids {
        assert!(project.ok(&["explain", id]).starts_with(id), "{id}");
    }
    let ran = project.run(&["explain", "size-mismacth"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `size-mismatch`?"), "{}", ran.err);
    assert_eq!(project.ok(&["explain", "error[size-mismatch]"]), project.ok(&["explain", "size-mismatch"]));
}

#[test]
fn completions_and_manual_pages_come_from_the_same_definitions() {
    let project = Project::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = project.ok(&["completions", shell]);
        assert!(text.contains("generate") && text.contains("list-outputs"), "{shell}");
    }
    assert!(project.ok(&["man"]).contains(".TH rbgen 1"));
    assert_eq!(project.ok(&["man", "--out", "man"]), "10 pages written\n");
    let page = project.read("man/rbgen-generate.1");
    assert!(page.contains(".TH rbgen-generate 1") && page.contains("\\-\\-depfile"), "{page}");
}
