//! The `rbgen` program.
#![forbid(unsafe_code)]

mod cli;

/// Emission makes and drops millions of small strings, for which the system's allocator takes half the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
