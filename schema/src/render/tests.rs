use super::{github, json, render, render_styled};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources, Span};

fn span(file: u32, start: u32, end: u32) -> Span {
    Span { file: FileId(file), start, end }
}

fn at(sources: &Sources, file: u32, needle: &str) -> Span {
    let start = sources.get(FileId(file)).text.find(needle).unwrap() as u32;
    span(file, start, start + needle.len() as u32)
}

fn two_files() -> Sources {
    let mut sources = Sources::default();
    sources.add(
        "a/main.toml",
        "[[struct]]\nname = \"Header\"\nsize = 8\nfields = [\n  { name = \"x\", type = \"u32\" },\n]\n",
    );
    sources.add("a/common.toml", "[[const]]\nname = \"LEN\"\n");
    sources
}

fn sample(sources: &Sources) -> Diagnostic {
    let size = at(sources, 0, "8");
    Diagnostic::error("size-mismatch", size, "`Header` has 4 bytes, not 8")
        .label("asserted here")
        .other(at(sources, 0, "\"u32\""), "the last field ends at 4")
        .other(at(sources, 1, "\"LEN\""), "see also")
        .picture("00  x x x x\n04  . . . .")
        .note("sizes are asserted, never requested")
        .fix("assert what the fields need", size, "4")
}

#[test]
fn shows_places_picture_notes_and_the_edit() {
    let sources = two_files();
    let want = "\
error[size-mismatch]: `Header` has 4 bytes, not 8
 --> a/main.toml:3:8
  |
3 | size = 8
  |        ^ asserted here
4 | fields = [
5 |   { name = \"x\", type = \"u32\" },
  |                        ----- the last field ends at 4
  |
 ::: a/common.toml:2:8
  |
2 | name = \"LEN\"
  |        ----- see also
  |
  = 00  x x x x
    04  . . . .
  = note: sizes are asserted, never requested
help: assert what the fields need
  |
3 - size = 8
3 + size = 4
  |
";
    assert_eq!(render(&sources, &sample(&sources)), want);
}

#[test]
fn colours_are_only_added() {
    let sources = two_files();
    let styled = render_styled(&sources, &sample(&sources));
    assert!(styled.contains("\u{1b}["));
    assert!(!render(&sources, &sample(&sources)).contains('\u{1b}'));
}

#[test]
fn github_is_one_escaped_line() {
    let mut sources = Sources::default();
    sources.add("a,b:c%.toml", "x = 1\ny = 22\n");
    let d = Diagnostic::error("wrong-kind", span(0, 10, 12), "100% wrong\nreally")
        .label("here, see: there")
        .help("try y = 2");
    assert_eq!(
        github(&sources, &d),
        "::error file=a%2Cb%3Ac%25.toml,line=2,endLine=2,col=5,endColumn=7,title=wrong-kind\
         ::100%25 wrong%0Areally: here, see: there%0Ahelp: try y = 2"
    );
}

#[test]
fn json_has_places_and_edits_in_bytes() {
    let sources = two_files();
    let out = json(&sources, &sample(&sources));
    assert_eq!(out["id"], "size-mismatch");
    assert_eq!(out["severity"], "error");
    assert_eq!((&out["line"], &out["column"], &out["end_column"]), (&3.into(), &8.into(), &9.into()));
    assert_eq!(out["labels"][1]["file"], "a/common.toml");
    assert_eq!(out["edits"][0]["replacement"], "4");
    let start = out["edits"][0]["start"].as_u64().unwrap() as usize;
    assert_eq!(&sources.get(FileId(0)).text[start..start + 1], "8");
    assert_eq!(out["notes"][0], "sizes are asserted, never requested");
}

#[test]
fn no_span_makes_it_panic() {
    let long = format!("a = \"{}\"\n", "ä".repeat(50_000));
    let texts = [
        "",
        "\n",
        "\r\n",
        "a = 1",
        "a\t= \"ä€\"\r\nb = 2\r\n\tc = 3\r",
        "\u{feff}x = 1\n",
        "\0\u{1b}[31m\u{202e}",
        &long,
    ];
    for text in texts {
        let mut sources = Sources::default();
        sources.add("t.toml", text);
        let far = text.len() as u32;
        let mut places: Vec<u32> = (0..far.min(24)).collect();
        places.extend([far / 2, far.saturating_sub(1), far, far + 1, u32::MAX]);
        for &start in &places {
            for &end in &places {
                let d = Diagnostic::error("x", span(0, start, end), "m")
                    .other(span(0, end, start), "other")
                    .other(span(7, start, end), "in no file")
                    .fix("do", span(0, start, end), "new\ntext")
                    .fix("do", span(0, end, end), "")
                    .fix("do", span(9, 0, 0), "nowhere");
                let plain = render(&sources, &d);
                assert!(plain.starts_with("error[x]: m\n") && plain.len() < 4_000, "{plain}");
                assert!(!plain.contains('\u{1b}') && !plain.contains('\u{202e}'), "{plain:?}");
                assert!(!github(&sources, &d).contains('\n'));
                assert!(json(&sources, &d)["message"] == "m");
            }
        }
    }
}

#[test]
fn a_cut_line_keeps_its_columns() {
    let mut sources = Sources::default();
    let fields: String = (0..40).map(|i| format!("{{ name = \"f{i}\", type = \"u8\" }}, ")).collect();
    sources.add("long.toml", format!("é{fields}WRONG, {fields}AGAIN {fields}\n"));
    let (wrong, again) = (at(&sources, 0, "WRONG"), at(&sources, 0, "AGAIN"));
    let column = sources.line_col(wrong).1;
    assert!(column > 1000);
    let one = render(&sources, &Diagnostic::error("wrong-kind", wrong, "wrong"));
    assert!(one.contains(&format!("--> long.toml:1:{column}\n")), "{one}");
    let both = render(&sources, &Diagnostic::error("wrong-kind", again, "wrong").other(wrong, "first"));
    assert!(both.contains(&format!("--> long.toml:1:{}\n", sources.line_col(again).1)), "{both}");
    assert!(both.lines().all(|line| line.chars().count() < 300), "{both}");
}
