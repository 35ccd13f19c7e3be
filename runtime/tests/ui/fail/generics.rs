use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml", name = "Point")]
struct OfType<T> {
    x: T,
    y: T,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml", name = "Point")]
struct OfLifetime<'a> {
    x: &'a i32,
    y: i32,
}

#[derive(WireStruct)]
struct OfLength<const N: usize>
where
    [u8; N]: Sized,
{
    bytes: [u8; N],
}

fn main() {}
