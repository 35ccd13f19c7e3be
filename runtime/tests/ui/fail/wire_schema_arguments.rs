mod no_path {
    rbgen_runtime::wire_schema!(thumbnail);
}
mod unknown_option {
    rbgen_runtime::wire_schema!("rbgen:thumbnail", zero_copy);
}
mod too_much {
    rbgen_runtime::wire_schema!("rbgen:thumbnail", zerocopy; more);
}

fn main() {}
