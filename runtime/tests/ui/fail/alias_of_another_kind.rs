use rbgen_runtime::WireStruct;

mod record {
    rbgen_runtime::wire_schema!("tests/schemas/record.toml");
}

mod unions {
    rbgen_runtime::wire_schema!("../tests/data/ok/unions.toml");
}

type Number = u32;

#[derive(WireStruct)]
#[wire(schema = "../tests/data/ok/unions.toml")]
struct Command {
    opcode: Number,
    word: [Number; 2],
    fuse: Number,
    psdt: u8,
    specific: unions::ReadWrite,
    data: unions::Opcode,
    end: [u8; 8],
}

// Beside a wrong field, one whose unknown codes are refused.
#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
struct Strict {
    level: record::Level,
    number: Number,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
#[repr(C)]
struct Pair {
    first: core::primitive::u8,
    second: Number,
}

fn main() {
    // What uses the structs is right, and nothing is said about it.
    let bytes = Pair { first: 1, second: 2 }.encode();
    let _ = Command::decode(&bytes.unwrap_or_default());
}
