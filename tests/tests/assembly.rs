//! The machine code of hot accessors, committed for one compiler and compared when that compiler is the one at hand.
//!
//! `RBGEN_BLESS=1 cargo test -p rbgen-tests --test assembly` records it again.

use std::path::Path;
use std::process::Command;

const FUNCTIONS: [&str; 3] = ["decode", "view_width", "encode_into"];

/// The instructions of a function, without directives, local labels renumbered from 0.
fn body(assembly: &str, function: &str) -> String {
    let mut labels: Vec<String> = Vec::new();
    let mut out = format!("{function}:\n");
    let lines = assembly.lines().skip_while(|l| *l != format!("{function}:")).skip(1);
    for line in lines.take_while(|l| !l.starts_with(".Lfunc_end")) {
        let code = line.trim();
        let directive = code.starts_with('.') && !code.ends_with(':');
        if directive || code.is_empty() || code.starts_with('#') {
            continue;
        }
        let mut text = line.trim_end().replace('\t', "    ");
        for word in code.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_')) {
            if word.starts_with(".L") {
                let index = labels.iter().position(|l| l == word).unwrap_or_else(|| {
                    labels.push(word.to_owned());
                    labels.len() - 1
                });
                text = text.replace(word, &format!("@{index}"));
            }
        }
        // The hash in a mangled name is not part of what the code does.
        if let Some(at) = text.find("17h").filter(|at| text.len() >= at + 20) {
            text.replace_range(at + 3..at + 19, "_");
        }
        out.push_str(&text);
        out.push('\n');
    }
    out
}

#[test]
fn accessors_compile_to_what_is_recorded() {
    if !cfg!(all(target_arch = "x86_64", target_os = "linux")) {
        println!("recorded for x86-64 Linux only");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let dir = tempfile::tempdir().expect("a temporary folder");
    let manifest = format!(
        "[package]\nname = \"accessors\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n\n[lib]\npath = {:?}\n\n\
         [dependencies]\nthumbnail = {{ path = {:?} }}\nrbgen-wire = {{ path = {:?} }}\n\n\
         [patch.crates-io]\nrbgen-wire = {{ path = {:?} }}\n\n[profile.release]\npanic = \"abort\"\ncodegen-units = 1\n",
        root.join("tests/asm/accessors.rs"),
        root.join("generated/rust/thumbnail"),
        root.join("runtime/wire"),
        root.join("runtime/wire"),
    );
    std::fs::write(dir.path().join("Cargo.toml"), manifest).expect("a manifest");
    let target = root.join("target/assembly");
    let out = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["rustc", "--release", "--offline", "--quiet", "--", "--emit", "asm", "-Cdebuginfo=0"])
        .current_dir(dir.path())
        .env("CARGO_TARGET_DIR", &target)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let newest = std::fs::read_dir(target.join("release/deps"))
        .expect("the build's folder")
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "s"))
        .max_by_key(|p| std::fs::metadata(p).and_then(|m| m.modified()).ok())
        .expect("an assembly file");
    let assembly = std::fs::read_to_string(newest).expect("an assembly file");

    let rustc = Command::new("rustc").arg("--version").output().expect("rustc runs").stdout;
    let version = String::from_utf8_lossy(&rustc).split(' ').nth(1).unwrap_or_default().to_owned();
    let mut got = format!("rustc {version}, x86-64 Linux, opt-level 3\n");
    for function in FUNCTIONS {
        got.push('\n');
        let body = body(&assembly, function);
        assert!(body.lines().count() > 1, "{function} is not in the assembly");
        got.push_str(&body);
    }
    let recorded = root.join("tests/asm/accessors.s");
    if std::env::var_os("RBGEN_BLESS").is_some() {
        std::fs::write(&recorded, &got).expect("the record can be written");
        return;
    }
    let want = std::fs::read_to_string(&recorded).expect("a record");
    if want.lines().next() != got.lines().next() {
        println!("recorded for another compiler: {}", want.lines().next().unwrap_or_default());
        return;
    }
    assert_eq!(got, want, "the machine code changed; look at it, then record it with RBGEN_BLESS=1");
}
