use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
#[repr(C, packed)]
struct Mixed {
    tag: u8,
    length: u32,
    port: u16,
}

fn main() {}
