//! Checks that the generated code is what the schema gives. When it isn't, the build fails and says what to run.

use rbgen::build::{Build, BuildError};

fn main() -> Result<(), BuildError> {
    Build::new().schema("schema/{name}.toml"){calls}.check_committed("generated")
}
