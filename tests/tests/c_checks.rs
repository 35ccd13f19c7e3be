//! The generated C compiles without a warning as C11 and as C++17, its tests pass under sanitizers, and a changed
//! layout fails the compile with a message that names the field.

use rbgen::backend::c::C;
use rbgen::{Backend, FileSet};
use rbgen_schema::Schema;
use rbgen_tests::drivers::{Driver, Input};
use rbgen_tests::schemas;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const STRICT: [&str; 4] = ["-Wall", "-Wextra", "-Werror", "-pedantic"];

fn write(files: &FileSet, dir: &Path) {
    for (path, text) in files.iter() {
        let at = dir.join(path);
        std::fs::create_dir_all(at.parent().expect("a file has a folder")).expect("folders can be made");
        std::fs::write(at, text).expect("files can be written");
    }
}

fn emit(name: &str, schema: &Schema) -> FileSet {
    let found = C.check(schema);
    assert!(found.is_empty(), "{name}: {found:#?}");
    C.emit(schema)
}

fn file(files: &FileSet, dir: &Path, part: &str) -> PathBuf {
    let path = files.iter().map(|(p, _)| p).find(|p| p.contains(part));
    dir.join(path.unwrap_or_else(|| panic!("no {part} among the files")))
}

fn compile(compiler: &[&str], more: &[&str], include: &Path, source: &Path, to: &Path) -> Result<(), String> {
    let output = Command::new(compiler[0])
        .args(&compiler[1..])
        .args(STRICT)
        .args(more)
        .arg("-I")
        .arg(include)
        .arg(source)
        .arg("-o")
        .arg(to)
        .output()
        .unwrap_or_else(|e| panic!("{} can't be run ({e}): on Debian, apt install gcc g++", compiler[0]));
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

fn has(compiler: &str) -> bool {
    Command::new(compiler)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}

#[test]
fn headers_are_strict_c_and_cpp_and_their_tests_pass() {
    let mut compilers: Vec<Vec<&str>> = vec![vec!["gcc", "-std=c11"], vec!["g++", "-std=c++17", "-x", "c++"]];
    if has("clang") {
        compilers.push(vec!["clang", "-std=c11"]);
    }
    for (name, schema) in schemas::good() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let files = emit(&name, &schema);
        write(&files, dir.path());
        let include = file(&files, dir.path(), "include/rbgen_wire.h");
        let include = include.parent().expect("a file has a folder");
        let source = file(&files, dir.path(), "tests/test_");
        for compiler in &compilers {
            let program = dir.path().join("program");
            let sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
            let more: &[&str] = if compiler[0] == "gcc" { &sanitizers } else { &[] };
            if let Err(text) = compile(compiler, more, include, &source, &program) {
                panic!("{name}: {} refuses the generated code:\n{text}", compiler[0]);
            }
            let run = Command::new(&program).output().expect("the program runs");
            assert!(
                run.status.success(),
                "{name} with {}: {}",
                compiler[0],
                String::from_utf8_lossy(&run.stderr)
            );
        }
    }
}

#[test]
fn a_changed_layout_fails_the_compile_and_names_the_field() {
    let (_, schema) =
        schemas::good().into_iter().find(|(n, _)| n == "thumbnail").expect("thumbnail is shipped");
    let dir = tempfile::tempdir().expect("a temporary folder");
    let files = emit("thumbnail", &schema);
    write(&files, dir.path());
    let header = file(&files, dir.path(), "include/thumbnail.h");
    let include = header.parent().expect("a file has a folder");
    let source = file(&files, dir.path(), "tests/test_");
    let text = std::fs::read_to_string(&header).expect("it was just written");
    for (from, to) in [
        (
            "offsetof(ThumbnailRequestHeader, quality) == 16",
            "offsetof(ThumbnailRequestHeader, quality) == 20",
        ),
        ("    uint8_t reserved[3]; /* 1 */", "    uint8_t reserved[7]; /* 1 */"),
    ] {
        assert!(text.contains(from), "{from}");
        std::fs::write(&header, text.replacen(from, to, 1)).expect("it can be written again");
        let found = compile(&["gcc", "-std=c11"], &[], include, &source, &dir.path().join("program"));
        let message = found.expect_err("a wrong offset has to fail");
        assert!(message.contains("ThumbnailRequestHeader.quality"), "{message}");
        let found =
            compile(&["g++", "-std=c++17", "-x", "c++"], &[], include, &source, &dir.path().join("program"));
        let message = found.expect_err("a wrong offset has to fail");
        assert!(message.contains("ThumbnailRequestHeader.quality"), "{message}");
    }
}

/// Every offset, size and alignment a header states, each with a header in which it is one higher and the name that
/// the compiler has to say.
fn wrong_numbers(header: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut line_start = 0;
    let mut inside = String::new();
    for line in header.split_inclusive('\n') {
        let mut change = |from: &str, name: &str| {
            let at = line_start + line.find(from).expect("it is a part of the line");
            let digits: String = from.chars().filter(char::is_ascii_digit).collect();
            let number: u64 = digits.parse().expect("one number");
            let changed = from.replace(&digits, &(number + 1).to_string());
            found
                .push((format!("{}{changed}{}", &header[..at], &header[at + from.len()..]), name.to_owned()));
        };
        let words: Vec<&str> = line.split_whitespace().collect();
        if let Some((_, rest)) = line.split_once("static_assert(offsetof(") {
            let (path, rest) = rest.split_once(')').expect("offsetof ends");
            let number = rest.split(',').next().expect("a condition ends");
            // A keyword has an underscore in C; messages call fields as the schema does.
            change(number, &format!("{}:", path.replace(", ", ".").trim_end_matches('_')));
        }
        if let ["#define", name, number] = words[..]
            && (name.ends_with("_SIZE") || name.ends_with("_ALIGN"))
            && number.bytes().all(|b| b.is_ascii_digit())
        {
            let stated = format!("== {name},");
            let rest = header.split_once(&stated).unwrap_or_else(|| panic!("{name} is asserted")).1;
            let message = rest.split('"').nth(1).expect("an assertion has a message");
            change(&format!(" {number}\n"), message.split(' ').next().expect("it starts with the type"));
        }
        if let ["struct", .., name, "{"] = words[..] {
            inside = name.to_owned();
        } else if line.starts_with('}') {
            inside.clear();
        }
        if !inside.is_empty()
            && let Some((_, rest)) = line.split_once('[')
            && let Some((dimension, _)) = rest.split_once(']')
        {
            change(&format!("[{dimension}]"), &inside);
        }
        line_start += line.len();
    }
    found
}

/// Schemas of which each number of the layout is changed once: the shipped ones, packed and explicit layouts, arrays of
/// structs, bit words, raised alignment.
const LAID_OUT: [&str; 6] = ["thumbnail", "zerobuffer", "odd_offsets", "nested", "bits", "shm"];

#[test]
fn every_number_of_a_layout_is_held_by_an_assertion_that_names_it() {
    let shipped: Vec<_> =
        schemas::good().into_iter().filter(|(n, _)| LAID_OUT.contains(&n.as_str())).collect();
    assert_eq!(shipped.len(), LAID_OUT.len());
    for (name, schema) in shipped {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let files = emit(&name, &schema);
        write(&files, dir.path());
        let path = file(&files, dir.path(), &format!("include/{name}.h"));
        let header = std::fs::read_to_string(&path).expect("it was just written");
        let include = path.parent().expect("a file has a folder");
        let numbers = wrong_numbers(&header);
        let fields: usize = schema.structs.iter().map(|s| s.fields.len()).sum();
        assert!(numbers.len() >= fields + 2 * schema.structs.len(), "{name}: only {}", numbers.len());
        for start in ["p + ", "p["] {
            let literal = header
                .match_indices(start)
                .find(|(at, _)| header[at + start.len()..].starts_with(|c: char| c.is_ascii_digit()));
            assert_eq!(literal, None, "{name}: an offset that no assertion sees");
        }
        let sources: Vec<PathBuf> =
            (0..numbers.len()).map(|i| include.join(format!("wrong_{i}.c"))).collect();
        for (source, (text, _)) in sources.iter().zip(&numbers) {
            std::fs::write(source, text).expect("it can be written");
        }
        let output = Command::new("gcc")
            .args(["-std=c11", "-fsyntax-only", "-fdiagnostics-color=never"])
            .args(&sources)
            .output()
            .expect("gcc runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        for (i, (_, field)) in numbers.iter().enumerate() {
            let said = errors.lines().any(|l| {
                l.contains(&format!("wrong_{i}.c:"))
                    && l.contains("error: static assertion failed")
                    && l.contains(&format!("\"{field}"))
            });
            assert!(said, "{name}: number {i} of {field} can be wrong:\n{errors}");
        }
    }
}

#[test]
fn drivers_build_and_answer() {
    let good = schemas::good();
    let inputs: Vec<Input<'_>> =
        good.iter().map(|(name, schema)| Input { name, schema, files: emit(name, schema) }).collect();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let programs = rbgen_tests::drivers::c::C.build(&inputs, dir.path()).unwrap_or_else(|e| panic!("{e}"));
    let at = good.iter().position(|(n, _)| n == "thumbnail").expect("thumbnail is shipped");
    let mut program = programs.into_iter().nth(at).expect("a program for each input");
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the driver runs");
    let header = "010000006400000064000000000000005500000003000000";
    let lines = format!(
        "1\tdecode\tThumbnailRequestHeader\t-\t{header}\n\
         2\tdecode\tThumbnailRequestHeader\t-\t02{}\n\
         3\tneeded\tThumbnailRequestHeader\t-\t0100\n\
         4\tencode\tThumbnailRequestHeader\t-\ttarget_width=1\tquality=101\n\
         5\titer\tThumbnailRequestHeader\t-\t{header}{header}\n\
         6\tparse\tThumbnailRequest\t-\t{header}aabbccdd\n\
         7\tencode\tThumbnailRequestHeader\t-\ttarget_width=4294967296\n",
        &header[2..]
    );
    child.stdin.take().expect("it is piped").write_all(lines.as_bytes()).expect("the driver reads");
    let output = child.wait_with_output().expect("the driver ends");
    let answers = String::from_utf8(output.stdout).expect("answers are text");
    let values = "target_width=100\ttarget_height=100\toutput_format=0\tquality=85\tpayload_size=3";
    let prefixed = format!("header.{}", values.replace('\t', "\theader."));
    let expected = [
        format!("1\tok\t{header}\t{values}"),
        "2\terr\tunsupported-version\tThumbnailRequestHeader\tversion\t1\t2".to_owned(),
        "3\tok\t22".to_owned(),
        "4\terr\tout-of-range\tThumbnailRequestHeader\tquality\t0..100\t101".to_owned(),
        "5\tok\t2".to_owned(),
        format!("6\tok\t{header}aabbcc\t{prefixed}\timage=aabbcc"),
        "7\terr\tout-of-range\tThumbnailRequestHeader\ttarget_width\t0..4294967295\t4294967296".to_owned(),
    ];
    assert_eq!(answers.lines().collect::<Vec<_>>(), expected);
}
