use rbgen_runtime::WireStruct;

#[derive(WireStruct)]
#[wire(shema = "tests/schemas/common.toml")]
struct Unknown {
    x: i32,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml", size = 8)]
struct Point {
    x: i32,
    y: i32,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml", name = "Point")]
struct Said {
    #[wire(range = 0..=9)]
    x: i32,
    y: i32,
}

#[derive(WireStruct)]
struct Values {
    #[wire(range = 0..9, unti = "px")]
    x: i32,
    #[wire(const = MAX)]
    y: i32,
}

#[derive(WireStruct)]
#[wire(schema)]
struct Empty {
    x: i32,
}

#[derive(WireStruct)]
#[wire(schema = "tests/schemas/common.toml", name = Point)]
struct Unquoted {
    x: i32,
}

#[derive(WireStruct)]
struct Tagged {
    #[wire(tag = "x")]
    x: i32,
}

fn main() {}
