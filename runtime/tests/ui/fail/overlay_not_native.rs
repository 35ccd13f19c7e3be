use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
#[repr(C, packed)]
struct Mixed {
    tag: u8,
    length: u32,
    port: u16,
}

#[derive(WireStruct)]
#[wire(schema = "../tests/data/ok/unions.toml")]
#[repr(C)]
struct TagBehind {
    specific: u32,
    opcode: unions::Opcode,
    spare: [u8; 7],
}

#[derive(WireStruct)]
#[wire(schema = "../tests/data/ok/either.toml")]
#[repr(C)]
struct PcapRecord {
    seconds: u32,
    fraction: u32,
    captured: u32,
    length: u32,
}

#[derive(WireStruct)]
#[wire(schema = "../tests/data/ok/append.toml", name = "Settings")]
#[repr(C)]
struct Growing {
    size: u8,
}

mod unions {
    rbgen_runtime::wire_schema!("../tests/data/ok/unions.toml");
}

fn main() {}
