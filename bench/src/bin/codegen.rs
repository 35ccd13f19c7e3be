//! `rbgen generate` beside `flatc` for the same languages on an equivalent schema, and `cargo check` of derived structs.

use rbgen_bench::{Run, median, ms, root, run, weigh};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// rbgen's language and flatc's option for the nearest thing.
const LANGUAGES: [(&str, &str); 7] = [
    ("rust", "--rust"),
    ("python", "--python"),
    ("c", "--cpp"),
    ("csharp", "--csharp"),
    ("java", "--java"),
    // flatc's Java reads a ByteBuffer.
    ("java-bytebuffer", "--java"),
    ("kotlin", "--kotlin"),
];

const FIELDS: [(&str, &str, &str); 8] = [
    ("version", "u32", "uint"),
    ("flags", "u32", "uint"),
    ("sequence", "u64", "ulong"),
    ("offset", "i64", "long"),
    ("width", "u16", "ushort"),
    ("height", "u16", "ushort"),
    ("ratio", "f32", "float"),
    ("stamp", "f64", "double"),
];

fn main() {
    let flatc = Command::new("flatc").arg("--version").output();
    let version = match &flatc {
        Ok(out) => String::from_utf8_lossy(&out.stdout).trim().to_owned(),
        Err(e) => {
            eprintln!(
                "error: the peer is missing: flatc: {e} (Debian: apt-get install flatbuffers-compiler)"
            );
            std::process::exit(1);
        }
    };
    println!("rbgen beside {version}, interleaved, medians\n");
    println!(
        "| language | structs | folder | rbgen ms | flatc ms | ratio | rbgen ms/file | flatc ms/file | rbgen ms/MB | flatc ms/MB | ratio/MB | rbgen peak MiB | flatc peak MiB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (language, option) in LANGUAGES {
        let mut fresh = Vec::new();
        for count in [1, 100, 1_000, 10_000] {
            fresh.push(row(language, option, count));
        }
        println!("{language}: time(10,000) / time(1,000) = {:.2} (aim: <= 11)", fresh[3] / fresh[2]);
    }
    for count in [1, 100, 1_000] {
        all_at_once(count);
    }
    println!();
    for count in [100, 1_000] {
        derive_check(count);
    }
}

/// All languages in one run, beside as many of flatc in one run.
fn all_at_once(count: usize) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (toml, fbs) = schemas(dir.path(), count);
    // flatc has no second Java; Go stands in for it.
    let theirs: Vec<&str> = LANGUAGES
        .iter()
        .map(|(language, option)| if *language == "java-bytebuffer" { "--go" } else { option })
        .collect();
    let ours: String = LANGUAGES.map(|(language, _)| language).join(",");
    let mut runs = (Vec::new(), Vec::new());
    for i in 0..7 {
        let (a, b) = (dir.path().join(format!("ours{i}")), dir.path().join(format!("theirs{i}")));
        let mut command = Command::new(root().join("target/release/rbgen"));
        command.arg("generate").arg(&toml).args(["--quiet", "--lang", &ours, "--out"]).arg(&a);
        runs.0.push(run(&mut command));
        runs.1.push(run(Command::new("flatc").args(&theirs).arg("-o").arg(&b).arg(&fbs)));
    }
    let (x, y) = (time(&runs.0), time(&runs.1));
    println!(
        "all {} languages, {count} structs: rbgen {} ms, flatc {} ms, ratio {:.2}",
        LANGUAGES.len(),
        ms(x),
        ms(y),
        x.as_secs_f64() / y.as_secs_f64()
    );
}

/// Both forms of a schema with so many structs.
fn schemas(dir: &Path, count: usize) -> (PathBuf, PathBuf) {
    let (toml, fbs) = (dir.join("peer.toml"), dir.join("peer.fbs"));
    std::fs::write(&toml, our_schema(count)).expect("a schema can be written");
    std::fs::write(&fbs, their_schema(count)).expect("a schema can be written");
    (toml, fbs)
}

/// Prints the rows for one language and size; the time into an empty folder, in seconds.
fn row(language: &str, option: &str, count: usize) -> f64 {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (toml, fbs) = schemas(dir.path(), count);
    let repeat = match count {
        10_000 => 3,
        1_000 => 5,
        _ => 11,
    };
    let ours = |out: &Path| {
        let mut command = Command::new(root().join("target/release/rbgen"));
        run(command.arg("generate").arg(&toml).args(["--quiet", "--lang", language, "--out"]).arg(out))
    };
    let theirs = |out: &Path| run(Command::new("flatc").arg(option).arg("-o").arg(out).arg(&fbs));

    let mut fresh = (Vec::new(), Vec::new());
    let mut again = (Vec::new(), Vec::new());
    let mut weights = ((0, 0), (0, 0));
    for i in 0..repeat {
        let (a, b) = (dir.path().join(format!("ours{i}")), dir.path().join(format!("theirs{i}")));
        fresh.0.push(ours(&a));
        fresh.1.push(theirs(&b));
        again.0.push(ours(&a));
        again.1.push(theirs(&b));
        weights = (weigh(&a), weigh(&b));
        std::fs::remove_dir_all(&a).expect("a folder just written");
        std::fs::remove_dir_all(&b).expect("a folder just written");
    }
    for (folder, (a, b)) in [("empty", &fresh), ("unchanged", &again)] {
        let (x, y) = (time(a), time(b));
        let ((our_files, our_bytes), (their_files, their_bytes)) = weights;
        let per = |t: Duration, n: f64| t.as_secs_f64() * 1e3 / n;
        let (our_mb, their_mb) = (per(x, our_bytes as f64 / 1e6), per(y, their_bytes as f64 / 1e6));
        println!(
            "| {language} | {count} | {folder} | {} | {} | {:.2} | {:.3} | {:.3} | {our_mb:.2} | {their_mb:.2} | {:.2} | {:.1} | {:.1} |",
            ms(x),
            ms(y),
            x.as_secs_f64() / y.as_secs_f64(),
            per(x, our_files as f64),
            per(y, their_files as f64),
            our_mb / their_mb,
            peak(a),
            peak(b),
        );
    }
    time(&fresh.0).as_secs_f64()
}

fn time(runs: &[Run]) -> Duration {
    median(runs.iter().map(|r| r.time).collect())
}

fn peak(runs: &[Run]) -> f64 {
    runs.iter().map(|r| r.memory).max().unwrap_or(0) as f64 / (1 << 20) as f64
}

fn our_schema(count: usize) -> String {
    let mut text = "[schema]\nedition = 1\nname = \"peer\"\nversion = 1\n".to_owned();
    for i in 0..count {
        let _ = write!(text, "\n[[struct]]\nname = \"Record{i}\"\ndoc = \"Record {i}.\"\nfields = [\n");
        for (name, ours, _) in FIELDS {
            let _ = writeln!(text, "  {{ name = \"{name}\", type = \"{ours}\" }},");
        }
        text.push_str("]\n");
    }
    text
}

fn their_schema(count: usize) -> String {
    let mut text = "namespace peer;\n".to_owned();
    for i in 0..count {
        let _ = writeln!(text, "\n/// Record {i}.\nstruct Record{i} {{");
        for (name, _, theirs) in FIELDS {
            let _ = writeln!(text, "  {name}: {theirs};");
        }
        text.push_str("}\n");
    }
    text
}

/// `cargo check` of a crate with so many derived structs, beside the same structs without the derive.
fn derive_check(count: usize) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let source = |derive: bool| {
        let mut text = "#![allow(dead_code)]\n".to_owned();
        for i in 0..count {
            if derive {
                let _ = writeln!(
                    text,
                    "#[derive(rbgen_runtime::WireStruct)]\n#[wire(schema = \"peer.toml\", name = \"Record{i}\")]"
                );
            }
            let _ = writeln!(text, "pub struct Record{i} {{");
            for (name, ty, _) in FIELDS {
                let _ = writeln!(text, "    pub {name}: {ty},");
            }
            text.push_str("}\n");
        }
        text
    };
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    };
    write("peer.toml", &our_schema(count));
    write(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"derived\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nrbgen-runtime = {{ path = {:?} }}\n",
            root().join("runtime")
        ),
    );
    let check = || {
        let mut command = Command::new("cargo");
        command.args(["check", "--quiet", "--offline"]).current_dir(dir.path());
        command.env("CARGO_TARGET_DIR", dir.path().join("target"));
        run(&mut command)
    };
    std::fs::copy(root().join("Cargo.lock"), dir.path().join("Cargo.lock"))
        .expect("the lock file of the repository");
    write("src/lib.rs", "");
    check(); // builds the dependencies
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for i in 0..3 {
        write("src/lib.rs", &format!("{}// {i}\n", source(false)));
        without.push(check());
        write("src/lib.rs", &format!("{}// {i}\n", source(true)));
        with.push(check());
    }
    println!(
        "cargo check, {count} structs: derived {} ms, plain {} ms, {:.2} ms a derive, peak {:.0} MiB",
        ms(time(&with)),
        ms(time(&without)),
        (time(&with).as_secs_f64() - time(&without).as_secs_f64()) * 1e3 / count as f64,
        peak(&with),
    );
}
