//! What `init` writes for C's build systems, built with them. A machine without one of them has nothing to try.

use crate::project::Project;
use std::path::PathBuf;
use std::process::{Command, Output};

/// Runs a build tool in the project with rbgen on `PATH`; none where there is no such tool.
fn tool(project: &Project, program: &str, args: &[&str]) -> Option<String> {
    let own = PathBuf::from(env!("CARGO_BIN_EXE_rbgen"));
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let folders = own.parent().map(PathBuf::from).into_iter().chain(std::env::split_paths(&folders));
    let ran = Command::new(program)
        .args(args)
        .current_dir(project.path("."))
        .env("PATH", std::env::join_paths(folders).unwrap())
        .env_remove("MAKEFLAGS")
        .output();
    let Output { status, stdout, stderr } = ran.ok()?;
    let said = [stdout, stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(status.success(), "{program} {args:?}: {said}");
    Some(said)
}

fn project(system: &str) -> Project {
    let main = "#include <demo.h>\n#include <stdio.h>\n\nint main(void) {\n    printf(\"%u\\n\", (unsigned)READING_SIZE);\n    return 0;\n}\n";
    let project = Project::new(&[("main.c", main)]);
    project.ok(&["init", "--lang", "c", "--build", system, "--name", "demo"]);
    project
}

/// Makes the struct 4 bytes longer.
fn grow(project: &Project) {
    let schema = project.read("schema/demo.toml").replace("size = 16", "size = 20");
    let (start, end) = schema.rsplit_once("]\n").unwrap();
    project.write("schema/demo.toml", format!("{start}  {{ name = \"more\", type = \"u32\" }},\n]\n{end}"));
}

#[test]
fn make_compiles_again_only_what_changed() {
    let project = project("make");
    project.write(
        "Makefile",
        "all: app\n\ninclude rbgen.mk\n\napp: main.c $(RBGEN_OUTPUTS)\n\t$(CC) $(RBGEN_INCLUDES) main.c -o $@\n",
    );
    let Some(first) = tool(&project, "make", &[]) else { return };
    assert!(first.contains("main.c"), "{first}");
    assert_eq!(tool(&project, "./app", &[]).as_deref(), Some("16\n"));
    let again = tool(&project, "make", &[]).unwrap();
    assert!(!again.contains("main.c"), "{again}");
    grow(&project);
    tool(&project, "make", &[]);
    assert_eq!(tool(&project, "./app", &[]).as_deref(), Some("20\n"));
}

#[test]
fn cmake_generates_before_it_compiles() {
    let project = project("cmake");
    project.write(
        "CMakeLists.txt",
        "cmake_minimum_required(VERSION 3.20)\nproject(app C)\ninclude(cmake/Rbgen.cmake)\nrbgen_generate(demo schema/demo.toml)\n\
         add_executable(app main.c)\ntarget_link_libraries(app PRIVATE demo)\n",
    );
    if tool(&project, "cmake", &["-S", ".", "-B", "build"]).is_none() {
        return;
    }
    tool(&project, "cmake", &["--build", "build"]);
    assert_eq!(tool(&project, "build/app", &[]).as_deref(), Some("16\n"));
    grow(&project);
    tool(&project, "cmake", &["--build", "build"]);
    assert_eq!(tool(&project, "build/app", &[]).as_deref(), Some("20\n"));
}
