//! Any text: the front end answers with diagnostics or a schema.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rbgen::schema;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let loaded = schema::load_text("fuzz.toml", text);
    // A few are enough: rendering is the slow part, and which ones come first varies with the input.
    for diagnostic in loaded.diagnostics.iter().take(3) {
        assert!(!schema::render::render(&loaded.sources, diagnostic).is_empty());
    }
    assert!(loaded.schema.is_some() || !loaded.diagnostics.is_empty(), "refused without a reason");
});
