//! Python: one program, `tests/drivers/python/driver.py`, that imports whichever package it is given.

use super::{Driver, Input, write_files};
use crate::schemas::root;
use std::path::Path;
use std::process::Command;

/// The driver of the Python backend.
pub(crate) struct Python;

impl Driver for Python {
    fn language(&self) -> &'static str {
        "python"
    }

    fn build(&self, inputs: &[Input<'_>], dir: &Path) -> Result<Vec<Command>, String> {
        let driver = root().join("tests/drivers/python/driver.py");
        let one = |input: &Input<'_>| {
            let folder = dir.join(input.name);
            write_files(&input.files, &folder)?;
            let init = input.files.iter().map(|(path, _)| path).find(|path| path.ends_with("/__init__.py"));
            let package = init.and_then(|path| Path::new(path).parent());
            let (Some(package), Some(parent)) = (package, package.and_then(Path::parent)) else {
                return Err(format!("{}: no __init__.py was generated", input.name));
            };
            let name = package.file_name().unwrap_or_default();
            let mut command = Command::new("python3");
            // -S: nothing but the standard library may be needed; -B: no caches beside the sources
            command.args(["-S", "-B"]).arg(&driver).arg(name).env("PYTHONPATH", folder.join(parent));
            Ok(command)
        };
        inputs.iter().map(one).collect()
    }
}
