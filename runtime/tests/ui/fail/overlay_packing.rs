use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
#[repr(C)]
struct Tight {
    tag: u8,
    value: u32,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml")]
#[repr(C, packed)]
struct Pair {
    first: u32,
    second: u32,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml", name = "Pair")]
#[repr(packed)]
struct Reordered {
    first: u32,
    second: u32,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/record.toml", name = "Pair")]
#[repr(C, align(16))]
struct Aligned {
    first: u32,
    second: u32,
}

fn main() {}
