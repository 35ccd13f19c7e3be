//! Whatever the input, the answer comes quickly, without a panic and without memory out of proportion.

mod support;

use rbgen_schema::{Loaded, Loader, load, load_text};
use std::fmt::Write;
use std::time::{Duration, Instant};
use support::{data, schemas};

const HEAD: &str = "[schema]\nedition = 1\nname = \"example\"\nversion = 1\n";

fn ids(loaded: &Loaded) -> Vec<&'static str> {
    loaded.diagnostics.iter().map(|d| d.id).collect()
}

/// Loads within a time that a quadratic reader would exceed.
fn quickly(text: &str) -> Loaded {
    let start = Instant::now();
    let loaded = load_text("test.toml", text);
    assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
    loaded
}

#[test]
fn a_file_that_is_too_large_is_refused_at_once() {
    let text = " ".repeat(100 << 20);
    assert_eq!(ids(&quickly(&text)), ["file-too-large"]);
}

#[test]
fn depth_is_refused() {
    for (open, close) in [("[", "]"), ("{ a = ", " }"), ("[{ a = ", " }]")] {
        let text = format!("x = {}1{}", open.repeat(10_000), close.repeat(10_000));
        let found = ids(&quickly(&text));
        assert!(found.contains(&"nested-too-deep"), "{found:?}");
    }
    let text = format!("x{} = 1", ".x".repeat(10_000));
    assert!(ids(&quickly(&text)).contains(&"nested-too-deep"));
    let text = format!("[x{}]", ".x".repeat(10_000));
    assert!(ids(&quickly(&text)).contains(&"nested-too-deep"));
    let text = format!(
        "{HEAD}[[struct]]\nname = \"S\"\nfields = [ {{ name = \"a\", type = \"u8{}\" }} ]",
        "[1]".repeat(100_000)
    );
    assert_eq!(ids(&quickly(&text)), ["too-many-dimensions"]);
}

#[test]
fn many_structs_of_many_values_are_refused() {
    let mut text = HEAD.to_owned();
    text.push_str("[[struct]]\nname = \"S0\"\nfields = [ { name = \"a\", type = \"u8\" } ]\n");
    let mut add = |name: String, inner: usize, twice: &str| {
        let _ = write!(
            text,
            "[[struct]]\nname = \"{name}\"\nfields = [ {{ name = \"a\", type = \"S{inner}\" }}{twice} ]\n"
        );
    };
    for i in 1..16 {
        add(format!("S{i}"), i - 1, &format!(", {{ name = \"b\", type = \"S{}\" }}", i - 1));
    }
    for i in 0..1_000 {
        add(format!("T{i}"), 15, "");
    }
    assert_eq!(ids(&quickly(&text)), ["too-many-values"]);
}

#[test]
fn a_long_chain_of_structs_is_refused() {
    let mut text = HEAD.to_owned();
    for i in 0..20_000 {
        let _ = write!(
            text,
            "[[struct]]\nname = \"S{i}\"\nfields = [ {{ name = \"a\", type = \"S{}\" }} ]\n",
            i + 1
        );
    }
    text.push_str("[[struct]]\nname = \"S20000\"\nfields = [ { name = \"a\", type = \"u8\" } ]\n");
    assert_eq!(ids(&quickly(&text)), ["structs-too-deep"]);
}

#[test]
fn doubling_structs_is_refused() {
    let mut text =
        format!("{HEAD}[[struct]]\nname = \"S0\"\nfields = [ {{ name = \"a\", type = \"u8\" }} ]\n");
    for i in 1..60 {
        let p = i - 1;
        let _ = write!(
            text,
            "[[struct]]\nname = \"S{i}\"\nfields = [ {{ name = \"a\", type = \"S{p}\" }}, {{ name = \"b\", type = \"S{p}\" }} ]\n"
        );
    }
    let found = ids(&quickly(&text));
    assert!(found.contains(&"too-many-values") && found.contains(&"too-large"), "{found:?}");
}

#[test]
fn many_errors_are_cut() {
    let mut text = format!("{HEAD}[[struct]]\nname = \"S\"\nfields = [\n");
    for i in 0..50_000 {
        let _ = writeln!(text, "  {{ name = \"a\", type = \"Nothing{i}\", colour = {i} }},");
    }
    text.push_str("]\n");
    let loaded = quickly(&text);
    assert!(loaded.diagnostics.len() <= 101);
    assert_eq!(ids(&loaded).last(), Some(&"too-many-errors"));
}

#[test]
fn odd_texts_are_read() {
    assert_eq!(ids(&quickly("")), ["no-schema-table"]);
    assert!(ids(&quickly("\0")).contains(&"toml-syntax"));
    let body = "[[const]]\nname = \"A\"\ntype = \"u8\"\nvalue = 1\n";
    let with_mark = format!("\u{feff}{HEAD}{body}");
    assert_eq!(ids(&quickly(&with_mark)), [""; 0]);
    let windows = format!("{HEAD}{body}").replace('\n', "\r\n");
    assert_eq!(ids(&quickly(&windows)), [""; 0]);
}

/// Every file imports the next.
struct Endless;

impl Loader for Endless {
    fn read(&self, path: &str) -> Result<String, String> {
        let n: u32 = path.trim_end_matches(".toml").parse().map_err(|_| "no such file".to_owned())?;
        Ok(format!("{}import = [\"{}.toml\"]\n", HEAD.replace("example", &format!("f{n}")), n + 1))
    }
}

#[test]
fn endless_imports_end() {
    assert_eq!(ids(&load("0.toml", &Endless)), ["too-many-files"]);
}

#[test]
fn what_cannot_be_read_is_said() {
    assert_eq!(ids(&load("missing.toml", &Endless)), ["cannot-read"]);
    assert_eq!(ids(&load_text("rbgen:nothing", "")), ["cannot-read"]);
}

/// A small generator of numbers, the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// Cuts at a place between characters.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[test]
fn mutated_schemas_never_panic() {
    let texts: Vec<String> =
        schemas(&data("ok")).iter().map(|p| std::fs::read_to_string(p).expect("readable")).collect();
    let words = [
        "\"",
        "[",
        "]",
        "{",
        "}",
        "=",
        ",",
        "\n",
        "0",
        "-1",
        "4294967296",
        "99999999999999999999999999",
        "u128",
        "bits",
        "reserved = 1",
        "at = 7",
        "[3]",
        "true",
        "1.5",
        "\"a\"",
        "\u{1f600}",
        "\0",
        "[[struct]]\n",
        "either",
    ];
    let mut numbers = Numbers(0x5eed);
    let (mut clean, mut found) = (0, 0);
    for round in 0..4000 {
        let mut text = texts[round % texts.len()].clone();
        for _ in 0..=numbers.below(3) {
            let start = numbers.below(text.len() + 1);
            let start = floor(&text, start);
            let end = floor(&text, (start + numbers.below(40)).min(text.len()));
            match numbers.below(4) {
                0 => text.replace_range(start..end, ""),
                1 => {
                    let copy = text[start..end].to_owned();
                    let at = numbers.below(text.len() + 1);
                    let at = floor(&text, at);
                    text.insert_str(at, &copy);
                }
                2 => text.replace_range(start..end, words[numbers.below(words.len())]),
                _ => text.insert_str(start, words[numbers.below(words.len())]),
            }
        }
        let loaded = load_text("mutated.toml", &text);
        assert_eq!(loaded.schema.is_some(), loaded.diagnostics.is_empty(), "{text}");
        for d in &loaded.diagnostics {
            let spans = d.secondary.iter().map(|l| l.span).chain([d.primary.span]);
            let edits = d.help.iter().flat_map(|h| h.edits.iter().map(|e| e.span));
            for span in spans.chain(edits) {
                let text = &loaded.sources.get(span.file).text;
                assert!(
                    text.get(span.start as usize..span.end as usize).is_some(),
                    "{}: {span:?}\n{text}",
                    d.id
                );
            }
        }
        *(if loaded.schema.is_some() { &mut clean } else { &mut found }) += 1;
    }
    assert!(clean > 50 && found > 2000, "{clean} clean, {found} with errors");
}
