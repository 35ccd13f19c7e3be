use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/no_such_file.toml")]
struct Point {
    x: i32,
}

#[derive(WireStruct)]
#[wire(schema = "rbgen:thumbnial")]
struct ThumbnailRequestHeader {
    quality: u32,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/bad_import.toml")]
struct First {
    first: u8,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas")]
struct Folder {
    first: u8,
}

fn main() {}
