//! Any schema that the front end accepts: every backend refuses it with a reason or writes its files, and Rust is Rust.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rbgen::schema;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some(checked) = schema::load_text("fuzz.toml", text).schema else { return };
    for backend in rbgen::BACKENDS {
        let errors = backend.check(&checked);
        if errors.iter().all(|d| d.severity != schema::Severity::Error) {
            let files = backend.emit(&checked);
            assert!(!files.is_empty());
            for (path, source) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
                if let Err(error) = syn::parse_file(source) {
                    panic!("{path}: {error} at {:?}", error.span().start());
                }
            }
        }
    }
});
