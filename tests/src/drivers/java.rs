//! The drivers of both Java backends: a class for each schema over what the backend wrote, all of them compiled at once.

mod program;

use super::{Driver, Input, write_files};
use crate::toolchain::java::{self, Demand, Release};
use rbgen::backend::java::naming::Naming;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds drivers in Java over `java.lang.foreign`.
#[derive(Debug)]
pub struct Java;

/// Builds drivers in Java over `java.nio.ByteBuffer`.
#[derive(Debug)]
pub struct JavaByteBuffer;

impl Driver for Java {
    fn language(&self) -> &'static str {
        "java"
    }

    fn build(&self, inputs: &[Input<'_>], dir: &Path) -> Result<Vec<Command>, String> {
        build(inputs, dir, Release::Java22)
    }
}

impl Driver for JavaByteBuffer {
    fn language(&self) -> &'static str {
        "java-bytebuffer"
    }

    fn build(&self, inputs: &[Input<'_>], dir: &Path) -> Result<Vec<Command>, String> {
        build(inputs, dir, Release::Java17)
    }
}

/// Memory of the first flavour: off the heap, and at an odd address.
const FFM: &str = "static java.lang.foreign.MemorySegment memory(byte[] data) {
    java.lang.foreign.Arena arena = java.lang.foreign.Arena.ofAuto();
    java.lang.foreign.MemorySegment whole = arena.allocate(data.length + 1, 8);
    java.lang.foreign.MemorySegment own = whole.asSlice(1);
    own.copyFrom(java.lang.foreign.MemorySegment.ofArray(data));
    return own;
  }

  static java.lang.foreign.MemorySegment sharedMemory(int size) {
    return java.lang.foreign.Arena.ofAuto().allocate(size, 64);
  }

  static java.lang.foreign.MemorySegment odd() {
    return java.lang.foreign.Arena.ofAuto().allocate(256, 64).asSlice(4);
  }

  static String hex(java.lang.foreign.MemorySegment data) {
    return hex(data.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
  }";

/// Memory of the second flavour: off the heap, at an odd place of the buffer, with an order that means nothing.
const BUFFER: &str = "static ByteBuffer memory(byte[] data) {
    ByteBuffer whole = ByteBuffer.allocateDirect(data.length + 2).order(ByteOrder.BIG_ENDIAN);
    whole.put(1, data);
    return whole.position(1).limit(1 + data.length);
  }

  static ByteBuffer sharedMemory(int size) {
    return ByteBuffer.allocateDirect(size + 64).alignedSlice(64).limit(size);
  }

  static ByteBuffer odd() {
    return ByteBuffer.allocateDirect(256).alignedSlice(64).position(4);
  }

  static String hex(ByteBuffer data) {
    byte[] copy = new byte[data.remaining()];
    data.get(data.position(), copy);
    return hex(copy);
  }";

/// The class with helpers for memory that programs of the tests use.
pub fn support(release: Release) -> String {
    let memory = if release == Release::Java22 { FFM } else { BUFFER };
    include_str!("../../drivers/java/Support.java").replace("/*MEMORY*/", memory)
}

fn build(inputs: &[Input<'_>], dir: &Path, release: Release) -> Result<Vec<Command>, String> {
    let support = support(release);
    // Schemas of one name have one package, so they can't be compiled together.
    let mut batches: Vec<(BTreeSet<String>, Vec<PathBuf>)> = Vec::new();
    let mut places = Vec::new();
    for input in inputs {
        let package = Naming::new(input.schema).package();
        let at = batches.iter().position(|(packages, _)| !packages.contains(&package));
        let at = at.unwrap_or_else(|| {
            batches.push((BTreeSet::new(), Vec::new()));
            batches.len() - 1
        });
        let batch = &mut batches[at];
        batch.0.insert(package);
        let folder = dir.join(input.name);
        write_files(&input.files, &folder)?;
        let sources = input.files.iter().map(|(path, _)| path).filter(|path| path.contains("/src/main/"));
        batch.1.extend(sources.filter(|path| path.ends_with(".java")).map(|path| folder.join(path)));
        let main = folder.join("drive").join(format!("Drive_{}.java", input.name));
        write(&main, &program::source(input.schema, input.name))?;
        batch.1.push(main);
        places.push(at);
    }
    let folders: Vec<PathBuf> = (0..batches.len()).map(|at| dir.join(format!("classes_{at}"))).collect();
    for ((_, mut sources), classes) in batches.into_iter().zip(&folders) {
        let shared = dir.join("Support.java");
        write(&shared, &support)?;
        sources.push(shared);
        java::compile(&sources, &[], classes, release, Demand::Clean)?;
    }
    let program = |(input, at): (&Input<'_>, usize)| {
        java::run(std::slice::from_ref(&folders[at]), &format!("drive.Drive_{}", input.name), release)
    };
    inputs.iter().zip(places).map(program).collect()
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(path, text)).map_err(|e| format!("{}: {e}", path.display()))
}
