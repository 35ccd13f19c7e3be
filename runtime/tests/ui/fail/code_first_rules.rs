use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[repr(C)]
struct HiddenPadding {
    tag: u8,
    value: u32,
}

#[derive(WireStruct)]
#[wire(size = 12)]
struct WrongSize {
    first: u32,
    second: u32,
}

#[derive(WireStruct)]
struct Rules {
    #[wire(range = 0..=300)]
    level: u8,
    #[wire(role = "colour")]
    kind: u8,
}

#[derive(WireStruct)]
#[repr(C)]
struct BigOverlay {
    #[wire(endian = "big")]
    port: u16,
}

#[derive(WireStruct)]
struct NotWhatItSays {
    #[wire(type = "u16")]
    port: u32,
}

fn main() {}
