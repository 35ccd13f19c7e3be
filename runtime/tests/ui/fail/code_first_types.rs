use rbgen_runtime::WireStruct;

type Width = u32;
const LEN: usize = 4;

#[derive(WireStruct)]
struct Own {
    width: Width,
    count: usize,
    grid: [u16; LEN],
    name: String,
    #[wire(reserved)]
    _pad: u32,
}

fn main() {}
