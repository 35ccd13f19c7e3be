use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
struct Mixed {
    length: u16,
    tag: u8,
    prot: u16,
    colour: bool,
}

fn main() {}
