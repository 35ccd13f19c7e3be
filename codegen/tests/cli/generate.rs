//! `rbgen generate`: what it writes, compares, lists and refuses.

use crate::project::{BAD_SCHEMA, Project, ran, schema};
use std::fs;
use std::time::{Duration, SystemTime};

const CONFIG: &str = "schemas = [\"schema/*.toml\"]\nlanguages = [\"c\"]\n";

fn configured() -> Project {
    Project::new(&[
        ("rbgen.toml", CONFIG),
        ("schema/alpha.toml", &schema("alpha")),
        ("schema/beta.toml", &schema("beta")),
    ])
}

/// The generated paths below `generated`, without rbgen's own.
fn generated(project: &Project) -> Vec<String> {
    project.files("generated").into_keys().filter(|p| !p.starts_with('.')).collect()
}

#[test]
fn one_schema_and_one_language_go_where_they_are_sent() {
    let project = Project::new(&[("alpha.toml", &schema("alpha"))]);
    let out = project.ok(&["generate", "alpha.toml", "--lang", "python", "--out", "X"]);
    let files = project.files("X");
    let listed = files.keys().filter(|p| !p.starts_with('.')).count();
    assert_eq!(out, format!("python  alpha  {listed} files ({listed} written, 0 unchanged)\n"));
    assert!(files.keys().all(|p| p.starts_with("python/alpha") || p.starts_with('.')), "{:?}", files.keys());
    let out = project.ok(&["generate", "alpha.toml", "--lang", "python", "--out", "X"]);
    assert_eq!(out, format!("python  alpha  {listed} files (0 written, {listed} unchanged)\n"));
    assert_eq!(project.files("X"), files);
}

#[test]
fn a_schema_named_twice_is_generated_once() {
    let project = Project::new(&[("alpha.toml", &schema("alpha"))]);
    let once = project.run(&["generate", "alpha.toml", "--lang", "c", "--out", "X", "--dry-run"]);
    let twice = project.run(&[
        "generate",
        "alpha.toml",
        "./alpha.toml",
        "alpha.toml",
        "--lang",
        "c",
        "--out",
        "X",
        "--dry-run",
    ]);
    assert_eq!(once, twice);
    assert_eq!(project.ok(&["check", "alpha.toml", "./alpha.toml"]), "1 schema checked: no errors\n");
}

#[test]
fn shipped_schemas_need_no_file() {
    let project = Project::new(&[]);
    project.ok(&["generate", "rbgen:thumbnail", "--lang", "c", "--out", "X"]);
    assert!(project.files("X").keys().any(|p| p.starts_with("c/") && p.contains("thumbnail")));
    let ran = project.run(&["generate", "rbgen:thumbnial", "--lang", "c"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("rbgen:thumbnail"), "{}", ran.err);
}

#[test]
fn the_configuration_is_found_from_below() {
    let project = configured();
    fs::create_dir_all(project.path("deep/er")).unwrap();
    let output = ran(&project.command_in("deep/er", &["generate"]).output().unwrap());
    assert_eq!(output.code, 0, "{}", output.err);
    let lines: Vec<&str> = output.out.lines().collect();
    assert!(
        lines.len() == 2 && lines[0].starts_with("c  alpha  ") && lines[1].starts_with("c  beta   "),
        "{lines:?}"
    );
    assert!(generated(&project).iter().any(|p| p.contains("alpha")));
    assert!(!project.exists("deep/er/generated"));
}

#[test]
fn a_language_can_have_a_folder_of_its_own() {
    let project = configured();
    project.write("rbgen.toml", format!("{CONFIG}[lang.c]\nout = \"include\"\n"));
    project.ok(&["generate"]);
    assert!(project.files("include").keys().any(|p| p.contains("alpha")));
    assert!(!project.exists("generated"));
}

#[test]
fn files_that_do_not_change_keep_their_time_stamp() {
    let project = configured();
    project.ok(&["generate"]);
    let old = SystemTime::now() - Duration::from_secs(1000);
    for path in generated(&project) {
        fs::File::options()
            .write(true)
            .open(project.path("generated").join(path))
            .unwrap()
            .set_modified(old)
            .unwrap();
    }
    project.write("schema/beta.toml", schema("beta").replace("length", "count"));
    project.ok(&["generate"]);
    let changed = |path: &String| {
        let stamp = fs::metadata(project.path("generated").join(path)).unwrap().modified().unwrap();
        stamp > old + Duration::from_secs(1)
    };
    let changed: Vec<String> = generated(&project).into_iter().filter(changed).collect();
    assert!(changed.contains(&"c/beta/include/beta.h".to_owned()), "{changed:?}");
    assert!(changed.iter().all(|path| path.starts_with("c/beta/")), "{changed:?}");
}

#[test]
fn what_a_schema_no_longer_gives_is_removed_and_nothing_else() {
    let project = configured();
    project.ok(&["generate"]);
    project.write("generated/c/mine.txt", "mine");
    fs::remove_file(project.path("schema/beta.toml")).unwrap();
    let dry = project.ok(&["generate", "--dry-run"]);
    assert!(dry.lines().any(|l| l.starts_with("remove     generated/c/") && l.contains("beta")), "{dry}");
    assert!(dry.lines().any(|l| l.starts_with("unchanged  generated/c/") && l.contains("alpha")), "{dry}");
    assert!(generated(&project).iter().any(|p| p.contains("beta")));
    let out = project.ok(&["generate"]);
    assert!(out.contains(" removed\n"), "{out}");
    let left = generated(&project);
    assert!(left.iter().all(|p| !p.contains("beta")) && left.contains(&"c/mine.txt".to_owned()), "{left:?}");
}

#[test]
fn check_says_what_differs_and_how_to_mend_it() {
    let project = configured();
    let args = ["generate", "--check"];
    let ran = project.run(&args);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains(": missing\n") && ran.err.contains("run `rbgen generate`"), "{ran:?}");
    assert!(!project.exists("generated"), "--check writes nothing");

    project.ok(&["generate"]);
    assert!(project.ok(&args).ends_with("of 2 schemas: up to date\n"));
    let before = project.files("generated");
    let path = generated(&project).into_iter().find(|p| p.contains("alpha")).unwrap();
    let full = format!("generated/{path}");
    project.write(&full, project.read(&full) + "edited\n");
    fs::remove_file(project.path("schema/beta.toml")).unwrap();
    let ran = project.run(&["generate", "--check", "--diff"]);
    assert_eq!(ran.code, 1);
    for part in [
        &format!("--- a/{full}\n+++ b/{full}\n@@ "),
        "\n-edited\n",
        &format!("{full}: edited by hand\n"),
        "+++ /dev/null\n",
        ": stale\n",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
    assert_eq!(project.files("generated").len(), before.len());

    let ran = project.run(&["generate", "schema/alpha.toml", "--lang", "c", "--out", "my dir", "--check"]);
    assert!(
        ran.err.contains("run `rbgen generate schema/alpha.toml --lang c --out 'my dir'`"),
        "{}",
        ran.err
    );
}

#[test]
fn outputs_can_be_listed_printed_and_made_to_depend() {
    let project = Project::new(&[
        (
            "my dir/alpha.toml",
            &schema("alpha").replace("version = 1\n", "version = 1\nimport = [\"../be$ta.toml\"]\n"),
        ),
        ("be$ta.toml", &schema("beta")),
    ]);
    let args = ["generate", "my dir/alpha.toml", "--lang", "c", "--out", "X"];
    let listed = project.ok(&[&args[..], &["--list-outputs"]].concat());
    assert!(!project.exists("X"));
    project.ok(&[&args[..], &["--depfile", "deps/x.d"]].concat());
    assert!(listed.lines().count() > 0 && listed.lines().all(|p| project.exists(p)), "{listed}");
    let dep = project.read("deps/x.d");
    assert!(dep.starts_with(listed.lines().next().unwrap()), "{dep}");
    assert!(dep.contains(" \\\n  my\\ dir/alpha.toml") && dep.contains(" \\\n  be$$ta.toml"), "{dep}");

    let printed = project.ok(&["generate", "be$ta.toml", "--lang", "c", "--stdout"]);
    assert!(printed.contains("BetaHeader") && printed.contains("length"), "{printed}");
    let ran = project.run(&["generate", "be$ta.toml", "--lang", "c,python", "--stdout"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("exactly one schema and one language"), "{}", ran.err);
}

#[test]
fn an_error_in_one_schema_writes_nothing_at_all() {
    let project = configured();
    project.write("schema/bad.toml", BAD_SCHEMA);
    let ran = project.run(&["generate"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err.contains("schema/bad.toml:8") && ran.err.ends_with("1 error in 3 schemas\n"),
        "{}",
        ran.err
    );
    assert!(!project.exists("generated"));
}

#[test]
fn each_kind_of_trouble_has_its_exit_code() {
    let project = Project::new(&[("alpha.toml", &schema("alpha")), ("bad.toml", BAD_SCHEMA), ("file", "")]);
    let code = |args: &[&str]| project.run(args).code;
    assert_eq!(code(&["generate", "alpha.toml", "--lang", "c"]), 0);
    assert_eq!(code(&["generate", "bad.toml", "--lang", "c"]), 1);
    assert_eq!(code(&["generate"]), 2);
    assert_eq!(code(&["generate", "alpha.toml"]), 2);
    assert_eq!(code(&["generate", "alpha.toml", "--lang", "pyhton"]), 2);
    assert_eq!(code(&["generate", "--unknown"]), 2);
    assert_eq!(code(&["generate", "missing.toml", "--lang", "c"]), 3);
    assert_eq!(code(&["generate", "alpha.toml", "--lang", "c", "--out", "file/x"]), 3);
    assert_eq!(code(&["generate", "--config", "missing.toml"]), 3);
    assert_eq!(code(&["generate", ".", "--lang", "c"]), 3);
    let ran = project.run(&["generate", "alpha.toml", "--lang", "c", "--out", "file/x"]);
    assert!(ran.err.contains("can't create the folder `file/x`: "), "{}", ran.err);
}

#[test]
fn two_schemas_of_one_name_are_refused() {
    let project = configured();
    project.write("schema/copy.toml", schema("alpha"));
    let ran = project.run(&["generate"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("schema-name-taken") && ran.err.contains("schema/alpha.toml:3"), "{}", ran.err);
}

#[test]
fn schemas_that_share_an_import_share_its_files() {
    let importing =
        |name: &str| schema(name).replace("version = 1\n", "version = 1\nimport = [\"common.toml\"]\n");
    let languages: Vec<&str> = rbgen::BACKENDS.iter().map(|b| b.name()).collect();
    let project = Project::new(&[
        ("rbgen.toml", &format!("schemas = [\"*.toml\"]\nlanguages = {languages:?}\n")),
        ("alpha.toml", &importing("alpha")),
        ("beta.toml", &importing("beta")),
        ("common.toml", &schema("common")),
    ]);
    project.ok(&["generate"]);
    assert!(project.ok(&["generate", "--check"]).contains("3 schemas: up to date"));
}

#[test]
fn files_with_a_byte_order_mark_or_crlf_give_the_same() {
    let text = schema("alpha");
    let project = Project::new(&[("alpha.toml", &text)]);
    let args = ["generate", "alpha.toml", "--lang", "c", "--stdout"];
    let plain = project.ok(&args);
    project.write("alpha.toml", text.replace('\n', "\r\n"));
    assert_eq!(project.ok(&args), plain);
    project.write("alpha.toml", format!("\u{feff}{text}"));
    assert_eq!(project.ok(&args), plain);
    project.write("alpha.toml", [text.as_bytes(), b"# \xff\n"].concat());
    let ran = project.run(&args);
    assert_eq!(ran.code, 3);
    assert!(
        ran.err.contains(&format!("it is not UTF-8: byte {} starts no character", text.len() + 2)),
        "{}",
        ran.err
    );
}

#[test]
fn runs_at_the_same_time_do_no_harm() {
    let project = configured();
    project.ok(&["generate"]);
    let clean = project.files("generated");
    for round in 0..5 {
        // Half of the runs write another version of beta, so that all of them write.
        let other = project.path("other.toml");
        fs::write(&other, schema("beta").replace("length", "count")).unwrap();
        let children: Vec<_> = (0..6)
            .map(|i| {
                let args: &[&str] = if i % 2 == 0 {
                    &["generate"]
                } else {
                    &["generate", "other.toml", "--lang", "c", "--out", "generated"]
                };
                project
                    .command(args)
                    .stdout(std::process::Stdio::piped())
                    .stderr(std::process::Stdio::piped())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for child in children {
            let output = ran(&child.wait_with_output().unwrap());
            assert_eq!(output.code, 0, "round {round}: {}", output.err);
        }
        let now = project.files("generated");
        assert_eq!(
            now.keys().collect::<Vec<_>>(),
            clean.keys().collect::<Vec<_>>(),
            "round {round}: no file too many"
        );
        project.ok(&["generate"]);
        assert_eq!(project.files("generated"), clean, "round {round}");
    }
}

#[test]
fn wrong_options_in_the_configuration_have_a_place() {
    let project = configured();
    project.write("rbgen.toml", format!("{CONFIG}[lang.c]\nprefxi = 1\n[lang.cobol]\nout = \"x\"\n"));
    let ran = project.run(&["generate"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("c has no option `prefxi`") && ran.err.contains("rbgen.toml:4:1"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("`cobol` is not among the languages"), "{}", ran.err);

    project.write("rbgen.toml", "schemas = [\"schema/*.toml\"]\nlanguages = [\"c\", \"pyhton\"]\n");
    let ran = project.run(&["generate"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("rbgen.toml:2:19") && ran.err.contains("did you mean `python`?"), "{}", ran.err);
}

/// A limit on the size of files stands in for a full disk.
#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_leaves_no_partial_file() {
    let project = Project::new(&[("alpha.toml", &schema("alpha"))]);
    project.ok(&["generate", "alpha.toml", "--lang", "c", "--out", "X"]);
    let before = project.files("X");
    project.write("alpha.toml", schema("alpha").replace("length", "count"));
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" generate alpha.toml --lang c --out X";
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_rbgen")]).current_dir(project.path("."));
    let ran = ran(&shell.output().unwrap());
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("error[io]: can't write `X/c/") && ran.err.contains("too large"), "{}", ran.err);
    assert!(!ran.err.contains(".rbgen-tmp"), "a name that nobody knows: {}", ran.err);
    assert_eq!(project.files("X"), before);
}
