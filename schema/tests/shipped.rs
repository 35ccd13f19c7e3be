//! The shipped schemas load, and have the layouts they are known to have.

use rbgen_schema::ir::{FieldKind, PartKind, Schema};
use rbgen_schema::{Loaded, load_text, shipped};

fn load(name: &str) -> Schema {
    let Loaded { diagnostics, schema, sources } = load_text(&format!("rbgen:{name}"), "");
    let shown: Vec<String> = diagnostics
        .iter()
        .map(|d| format!("{}: {}: {}", sources.place(d.primary.span), d.id, d.message))
        .collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    schema.expect("a schema without errors")
}

#[test]
fn all_load() {
    for (name, _) in shipped::ALL {
        assert_eq!(load(name).modules.last().map(|m| m.name.as_str()), Some(name));
    }
}

fn offsets(schema: &Schema, name: &str) -> (u64, Vec<(String, u64)>) {
    let def = schema.structs.iter().find(|s| s.name == name).expect("a struct of this name");
    (def.size, def.fields.iter().map(|f| (f.name.clone(), f.offset)).collect())
}

#[test]
fn thumbnail_headers() {
    let s = load("thumbnail");
    let (size, fields) = offsets(&s, "ThumbnailRequestHeader");
    assert_eq!(size, 24);
    let numbers: Vec<u64> = fields.iter().map(|f| f.1).collect();
    assert_eq!(numbers, [0, 1, 4, 8, 12, 16, 20]);
    let (size, fields) = offsets(&s, "ThumbnailResponseHeader");
    assert_eq!((size, fields.last().map(|f| f.1)), (20, Some(16)));
    let call = &s.operations[0];
    let params: Vec<&str> = call.params.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(params, ["image", "width", "height", "format", "quality"]);
    let many: Vec<(&str, &[u32])> =
        call.many.iter().map(|m| (m.name.as_str(), m.params.as_slice())).collect();
    assert_eq!(many, [("sizes", &[1, 2][..]), ("qualities", &[4][..])]);
    assert!(matches!(s.messages[0].parts[0].kind, PartKind::Bytes(l) if l.times == 1 && l.minus == 0));
}

#[test]
fn control_block() {
    let s = load("zerobuffer");
    let (size, fields) = offsets(&s, "Oieb");
    assert_eq!(size, 128);
    let numbers: Vec<u64> = fields.iter().map(|f| f.1).collect();
    assert_eq!(numbers, [0, 4, 8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96]);
    let oieb = s.structs.iter().find(|s| s.name == "Oieb").expect("declared");
    assert!(matches!(oieb.fields[13].kind, FieldKind::Reserved(_)));
    assert_eq!(offsets(&s, "FrameHeader").0, 16);
    assert_eq!(offsets(&s, "ProtocolVersion").0, 4);
}
