use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "rbgen:thumbnail")]
#[repr(C)]
struct ThumbnailResponseHeader {
    version: u8,
    width: u32,
    height: u32,
    format: OutputFormat,
    payload_size: u32,
}

mod thumbnail {
    rbgen_runtime::wire_schema!("rbgen:thumbnail");
}
use thumbnail::OutputFormat;

fn main() {}
