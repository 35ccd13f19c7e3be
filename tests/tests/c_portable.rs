//! Generated C on other compilers, modes and machines: what can be compiled here is, what can be run is.

use rbgen::Backend;
use rbgen::backend::c::C;
use rbgen_tests::{drivers, schemas};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Schemas with numbers of 128 bits, which compilers for 32-bit machines don't have.
const WIDE: [&str; 3] = ["bits", "every_key", "u128"];

/// The include folder of each schema, below a folder.
fn includes(dir: &Path) -> Vec<(String, PathBuf)> {
    let written = schemas::good().into_iter().map(|(name, schema)| {
        assert!(C.check(&schema).is_empty(), "{name}");
        drivers::write_files(&C.emit(&schema), &dir.join(&name)).unwrap_or_else(|e| panic!("{e}"));
        let package = schema.modules.last().expect("a root").name.clone();
        (package.clone(), dir.join(name).join(package).join("include"))
    });
    written.collect()
}

/// Whether a compiler takes a program of one text, and what it says.
fn compile(command: &mut Command, include: &Path, text: &str) -> (bool, String) {
    use std::io::Write as _;
    let command = command.arg("-I").arg(include).arg("-").current_dir(include);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("{command:?} can't be run ({e}): on Debian, apt install gcc g++"));
    child.stdin.take().expect("it is piped").write_all(text.as_bytes()).expect("the compiler reads");
    let output = child.wait_with_output().expect("the compiler ends");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn accepts(command: &mut Command, include: &Path, text: &str) {
    let (ok, said) = compile(command, include, text);
    assert!(ok, "{command:?}:\n{}", said.chars().take(3000).collect::<String>());
}

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success())
}

fn freestanding() -> PathBuf {
    schemas::root().join("tests/drivers/c/freestanding")
}

#[test]
fn every_mode_of_the_compilers_is_content() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let strict = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only"];
    let mut modes: Vec<Vec<&str>> = vec![
        vec![
            "gcc",
            "-xc",
            "-std=c11",
            "-O2",
            "-Wconversion",
            "-Wsign-conversion",
            "-Wshadow",
            "-Wcast-qual",
            "-Wundef",
        ],
        vec!["gcc", "-xc", "-std=c11", "-funsigned-char", "-fshort-enums", "-Wstrict-prototypes"],
        vec!["gcc", "-xc", "-std=gnu2x"],
        vec!["g++", "-xc++", "-std=c++11", "-Wconversion", "-Wsign-conversion", "-Wshadow"],
        vec!["g++", "-xc++", "-std=c++17"],
        vec!["g++", "-xc++", "-std=c++20", "-funsigned-char", "-fshort-enums"],
    ];
    if has("clang") {
        // Everything but remarks about C++98, padding, and what only one of two readers of a header uses.
        let everything = ["clang", "-xc", "-std=c11", "-Weverything", "-Wno-c++98-compat", "-Wno-padded"];
        let kept = ["-Wno-unused-macros", "-Wno-covered-switch-default", "-Wno-declaration-after-statement"];
        let macros = ["-Wno-disabled-macro-expansion"];
        modes.push(everything.into_iter().chain(kept).chain(macros).collect());
        modes.push(vec!["clang++", "-xc++", "-std=c++11"]);
    }
    for (package, include) in includes(dir.path()) {
        for mode in &modes {
            accepts(
                Command::new(mode[0]).args(&mode[1..]).args(strict),
                &include,
                &format!("#include \"{package}.h\"\n"),
            );
        }
    }
}

/// Sizes and offsets are asserted, so a target whose layout differs would fail.
#[test]
fn layouts_hold_on_other_machines() {
    if !has("clang") {
        return; // GCC compiles for one machine only
    }
    let dir = tempfile::tempdir().expect("a temporary folder");
    let includes = includes(dir.path());
    for target in [
        "i386-unknown-linux-gnu",
        "x86_64-pc-windows-msvc",
        "i686-pc-windows-msvc",
        "arm-unknown-eabi",
        "aarch64-unknown-none",
        "powerpc64-unknown-linux-gnu",
        "powerpc-unknown-eabi",
        "mips-unknown-linux-gnu",
        "riscv32-unknown-elf",
        "s390x-linux-gnu",
        "sparc-unknown-elf",
    ] {
        let is_64 = ["x86_64", "aarch64", "powerpc64", "s390x"].iter().any(|start| target.starts_with(start));
        for (package, include) in &includes {
            let mut clang = Command::new("clang");
            clang.arg(format!("--target={target}")).args([
                "-xc",
                "-std=c11",
                "-ffreestanding",
                "-nostdlibinc",
            ]);
            clang
                .args(["-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only", "-isystem"])
                .arg(freestanding());
            let (ok, said) = compile(&mut clang, include, &format!("#include \"{package}.h\"\n"));
            // Structs with pointers follow the rules of the machine alone, and there numbers of 8 bytes lie on 4.
            let by_c_rules = target.starts_with("i386") && package == "ffi";
            let wide = WIDE.contains(&package.as_str()) && (!is_64 || said.contains("128 bits"));
            if wide {
                assert!(said.contains("numbers of 128 bits, and the compiler has none"), "{target}: {said}");
            } else if !by_c_rules {
                assert!(ok, "{target}, {package}:\n{}", &said[..said.len().min(3000)]);
            }
        }
    }
}

#[test]
fn what_a_compiler_does_not_have_is_said() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let includes = includes(dir.path());
    let include = |name: &str| &includes.iter().find(|(n, _)| n == name).expect("a schema").1;
    // What the compiler says of itself, taken back before the schema's header reads it.
    let without = |name: &str, says: &str, macros: &str| {
        let text = format!("#include \"rbgen_wire.h\"\n#undef {says}\n{macros}\n#include \"{name}.h\"\n");
        compile(Command::new("gcc").args(["-xc", "-std=c11", "-fsyntax-only"]), include(name), &text)
    };
    let (ok, said) = without("shm", "__GNUC__", "");
    assert!(!ok && said.contains("access to Control in shared memory needs GCC or Clang"), "{said}");
    let (ok, said) = without("shm", "__GNUC__", "#define RBGEN_NO_ATOMICS");
    assert!(ok, "{said}");
    let (ok, said) = without("u128", "__SIZEOF_INT128__", "");
    assert!(!ok && said.contains("this schema has numbers of 128 bits, and the compiler has none"), "{said}");
}

/// Without an operating system, the functions that stay undefined are those the header promises.
#[test]
fn freestanding_code_calls_what_the_header_says() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (package, include) in includes(dir.path()) {
        let object = include.join("all.o");
        let mut gcc = Command::new("gcc");
        gcc.args([
            "-xc",
            "-std=c11",
            "-DRBGEN_FREESTANDING",
            "-fkeep-static-functions",
            "-fno-builtin",
            "-c",
            "-o",
        ]);
        accepts(gcc.arg(&object), &include, &format!("#include \"{package}.h\"\n"));
        let output = Command::new("nm").arg("-u").arg(&object).output().expect("nm is part of binutils");
        let names = String::from_utf8_lossy(&output.stdout);
        for name in names.split_whitespace().filter(|word| *word != "U") {
            let promised = ["memchr", "memcmp", "memcpy", "memmove", "memset", "strcmp"].contains(&name);
            assert!(promised, "{package}: {name} is called");
        }
    }
}

/// Two units that include the headers of several schemas, some of them twice, make one program.
#[test]
fn headers_go_together_in_a_program_of_two_units() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let includes = includes(dir.path());
    let chosen = ["thumbnail", "zerobuffer", "either", "text"];
    let lines: String = chosen.iter().chain(&chosen).map(|name| format!("#include \"{name}.h\"\n")).collect();
    let first = format!(
        "{lines}int other(void);\nint main(void)\n{{\n    return other() == OIEB_SIZE ? 0 : 1;\n}}\n"
    );
    let second = format!("{lines}int other(void);\nint other(void)\n{{\n    return (int)sizeof(Oieb);\n}}\n");
    for (compiler, standard) in [("gcc", "-std=c11"), ("g++", "-std=c++11")] {
        let extension = if compiler == "gcc" { "c" } else { "cpp" };
        let program = dir.path().join(compiler);
        let mut command = Command::new(compiler);
        command.args([standard, "-Wall", "-Wextra", "-Werror", "-pedantic", "-o"]).arg(&program);
        for (name, text) in [("first", &first), ("second", &second)] {
            let path = dir.path().join(format!("{name}.{extension}"));
            std::fs::write(&path, text).expect("the unit");
            command.arg(path);
        }
        for (_, include) in includes.iter().filter(|(name, _)| chosen.contains(&name.as_str())) {
            command.arg("-I").arg(include);
        }
        let output = command.output().expect("the compiler runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(Command::new(&program).status().expect("the program runs").success());
    }
}

/// What the small schemas don't have: numbers below zero where most are above.
const BELOW_ZERO: &str = r#"
[schema]
edition = 1
name = "below_zero"
version = 1

[[const]]
name = "LOWEST"
type = "i64"
value = -9223372036854775807

[[struct]]
name = "Corner"
fields = [
  { name = "left", type = "i16" },
  { name = "top", type = "u16", bits = [ { name = "high", bits = "15:8", type = "i8" }, { name = "low", bits = "7:0" } ] },
  { name = "fixed", type = "i32", const = -3 },
]

[[message]]
name = "Drawing"
header = "Corner"
derive = { dimensions = ["left", "high", "low"] }
payload = { name = "rest", length = "rest" }
"#;

/// What a value is called, compared and converted to, with sanitizers, and with `char` and enums as on other machines.
#[test]
fn values_compare_print_and_convert() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut includes = includes(dir.path());
    drivers::write_files(&C.emit(&schemas::of_text(BELOW_ZERO)), dir.path())
        .unwrap_or_else(|e| panic!("{e}"));
    includes.push((String::new(), dir.path().join("below_zero/include")));
    let sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
    for (compiler, more) in [
        (["gcc", "-std=c11"], &sanitizers[..]),
        (["gcc", "-std=c11"], &["-O2", "-funsigned-char", "-fshort-enums"][..]),
        (["g++", "-std=c++17"], &["-xc++", "-O1"][..]),
    ] {
        let program = dir.path().join("values");
        let mut command = Command::new(compiler[0]);
        command.args([compiler[1], "-Wall", "-Wextra", "-Werror", "-pedantic"]).args(more);
        for (_, include) in &includes {
            command.arg("-I").arg(include);
        }
        command.arg("-o").arg(&program).arg(schemas::root().join("tests/drivers/c/values.c"));
        let output = command.output().expect("the compiler runs");
        assert!(output.status.success(), "{command:?}:\n{}", String::from_utf8_lossy(&output.stderr));
        let run = Command::new(&program).output().expect("the program runs");
        assert!(run.status.success(), "{command:?}: {}", String::from_utf8_lossy(&run.stderr));
    }
}

/// The package builds, passes its tests, installs, and is found by another project; also with a name that CMake keeps.
#[test]
fn packages_are_for_cmake() {
    if !has("cmake") {
        return; // the headers need no build system
    }
    let succeeds = |command: &mut Command| {
        let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?}:\n{said}");
    };
    for (name, target) in [("frames", "frames"), ("test", "test_schema")] {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let text = BELOW_ZERO.replace("below_zero", name);
        drivers::write_files(&C.emit(&schemas::of_text(&text)), dir.path()).unwrap_or_else(|e| panic!("{e}"));
        let (build, prefix, app) =
            (dir.path().join("build"), dir.path().join("prefix"), dir.path().join("app"));
        let project = format!(
            "cmake_minimum_required(VERSION 3.16)\nproject(app C)\nfind_package({target} REQUIRED)\n\
             add_executable(app app.c)\ntarget_link_libraries(app PRIVATE {target}::{target})\n"
        );
        let program =
            format!("#include \"{name}.h\"\nint main(void)\n{{\n    return CORNER_SIZE == 8 ? 0 : 1;\n}}\n");
        std::fs::create_dir(&app).expect("a folder");
        std::fs::write(app.join("CMakeLists.txt"), project).expect("the project");
        std::fs::write(app.join("app.c"), program).expect("the program");
        let defined = |key: &str| format!("-D{key}={}", prefix.display());
        let package = dir.path().join(name);
        let configured =
            ["-S", &package.display().to_string(), "-B", &build.display().to_string()].map(str::to_owned);
        succeeds(Command::new("cmake").args(configured).arg(defined("CMAKE_INSTALL_PREFIX")));
        succeeds(Command::new("cmake").arg("--build").arg(&build));
        succeeds(Command::new("ctest").arg("--output-on-failure").current_dir(&build));
        succeeds(Command::new("cmake").arg("--install").arg(&build));
        let (from, to) = (app.display().to_string(), app.join("build"));
        succeeds(Command::new("cmake").args(["-S", &from, "-B"]).arg(&to).arg(defined("CMAKE_PREFIX_PATH")));
        succeeds(Command::new("cmake").arg("--build").arg(&to));
        succeeds(&mut Command::new(to.join("app")));
    }
}

/// A few letters of a schema never become a header of megabytes, and what is as large as that compiles.
#[test]
fn large_fields_are_no_large_headers() {
    let text = BELOW_ZERO.replace(
        "[[message]]",
        "[[struct]]\nname = \"Large\"\nfields = [\n\
         { name = \"t\", type = \"char[300000]\", const = \"x\" },\n\
         { name = \"w\", type = \"char16[100000]\", one_of = [\"a\", \"b\"], default = \"a\" },\n\
         { name = \"z\", type = \"bytes[300000000]\" },\n]\n[[message]]",
    );
    let files = C.emit(&schemas::of_text(&text));
    let header = files.iter().find(|(path, _)| path.ends_with("below_zero.h")).expect("the header").1;
    assert!(header.len() < 40_000, "{} bytes", header.len());
    let dir = tempfile::tempdir().expect("a temporary folder");
    drivers::write_files(&files, dir.path()).unwrap_or_else(|e| panic!("{e}"));
    let include = dir.path().join("below_zero/include");
    let mut gcc = Command::new("gcc");
    gcc.args(["-xc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only"]);
    accepts(&mut gcc, &include, "#include \"below_zero.h\"\n");
}
