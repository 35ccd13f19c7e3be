//! Structs in structs in structs: the time a backend takes grows with their number, not with the ways through them.

use rbgen::BACKENDS;
use rbgen_tests::schemas;
use std::fmt::Write as _;
use std::sync::mpsc;
use std::time::Duration;

/// The deepest nesting that the schema language has, each struct holding `fields` of the next.
fn deep(levels: usize, fields: usize) -> String {
    let mut text = "[schema]\nedition = 1\nname = \"deep\"\nversion = 1\n".to_owned();
    for level in 0..levels {
        let ty = if level + 1 < levels { format!("S{}", level + 1) } else { "u8".to_owned() };
        let _ = write!(text, "\n[[struct]]\nname = \"S{level}\"\nfields = [\n");
        for field in 0..fields {
            let _ = writeln!(text, "  {{ name = \"f{field}\", type = \"{ty}\" }},");
        }
        text.push_str("]\n");
    }
    text
}

#[test]
fn every_backend_emits_deep_schemas_in_time() {
    for (levels, fields) in [(60, 1), (16, 2)] {
        for backend in BACKENDS {
            let (done, waited) = mpsc::channel();
            let work = std::thread::spawn(move || {
                let schema = schemas::of_text(&deep(levels, fields));
                let refused = backend.check(&schema);
                let files = if refused.is_empty() { backend.emit(&schema).iter().count() } else { 0 };
                // The test may have given up on it.
                let _ = done.send((refused, files));
            });
            let (refused, files) = waited
                .recv_timeout(Duration::from_secs(30))
                .unwrap_or_else(|e| panic!("{} with {levels} levels: {e}", backend.name()));
            assert!(refused.is_empty() && files > 0, "{}: {refused:?}", backend.name());
            work.join().expect("it ended");
        }
    }
}
