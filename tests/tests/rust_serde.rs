//! The feature `serde` of generated crates and of the runtime: plain data in JSON, the same that Python writes.

use rbgen_tests::crates::{cargo, file, workspace, write};
use rbgen_tests::drivers::write_files;
use rbgen_tests::schemas;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const MANIFEST: &str = r#"[package]
name = "shows"
version = "0.0.0"
edition = "2024"

[dependencies]
plain = { path = "../plain", features = ["serde"] }
rbgen-runtime = { version = "0.1", features = ["serde"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#;

/// Values that differ in what plain data can show of them, as Python makes them.
const VALUES: &str = r#"
import json, sys
from plain import Mode, Point, Rights, Shape, Specimen, Strict, Vast, Word
from uuid import UUID

two = Specimen(
    strict=Strict.FAR, mode=Mode.FAST, rights=Rights.READ | Rights(0x8050), shape=Shape.from_twoPoints([Point(x=-1, y=2), Point(x=3, y=-32768)]),
    word=Word.from_number(0x01020304), wideName="h\u00e9\"\\\n\U0001F600", tags=["\u20acab", "\U0001F600"], key=bytes(range(216, 256)),
    keys=[b"\x00\x01", b"\xfe\xff"], many=list(range(40)), grid=[[1, 2, 3], [4, 5, 65535]], points=[Point(x=1, y=1), Point(x=0, y=0)],
    high=2**128 - 1, low=-(2**127), vast=Vast.END, real=-0.1, type=True, level=15, on=True, kept=5, spare=b"\x07\x08",
    uuid=UUID("00112233-4455-6677-8899-aabbccddeeff"), guid=UUID("c12a7328-f81f-11d2-ba4b-00a0c93ec93b"),
)
one = Specimen(strict=Strict.NEAR, mode=Mode.SLOW, shape=Shape("point", Point(x=1, y=2), b"\x01\x02\x03\x04"))
raw = Specimen(strict=Strict.NEAR, mode=999, shape=Shape.from_raw(bytes(8)), vast=12345, real=1e300)
for value in [one, two, raw]:
    assert Specimen.from_dict(json.loads(json.dumps(value.to_dict()))) == value
    print(value.encode().hex(), json.dumps(value.to_dict()), sep="\t")
"#;

fn run(command: &mut Command, input: &str) -> String {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("{command:?}: {e}"));
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{command:?}:\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn plain_data_is_the_same_in_rust_and_python() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    let data = schemas::root().join("tests/data/plain");
    let schema = schemas::load(&data.join("plain.toml")).schema.expect("the schema loads");
    let python = rbgen::backend::find("python").expect("the backend is registered");
    assert!(python.check(&schema).is_empty());
    write_files(&python.emit(&schema), folder).expect("the package");
    let source = folder.join("plain/src");
    let values = run(Command::new("python3").args(["-c", VALUES]).env("PYTHONPATH", &source), "");
    assert_eq!(values.lines().count(), 3);

    let crates = folder.join("rust");
    let krate = write(&schema, &crates);
    file(&crates.join("shows/Cargo.toml"), MANIFEST);
    for (from, to) in [("main.rs", "src/main.rs"), ("plain.toml", "plain.toml")] {
        let text = std::fs::read_to_string(data.join(from)).expect("it is there");
        file(&crates.join("shows").join(to), &text);
    }
    workspace(&crates, &[krate, "shows".to_owned()]);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rust_serde");
    for arguments in
        [&["build", "--workspace"][..], &["clippy", "--workspace", "--all-features", "--", "-D", "warnings"]]
    {
        let (ok, text) = cargo(&crates, &target, arguments);
        assert!(ok, "cargo {arguments:?}:\n{text}");
    }
    let shown = run(&mut Command::new(target.join("debug/shows")), &values);
    assert_eq!(shown.lines().count(), 3);
}
