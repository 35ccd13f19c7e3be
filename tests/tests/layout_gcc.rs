//! Layouts of random structs are what gcc gives to the same structs in C.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rbgen_schema::ir::FieldKind;
use rbgen_tests::random_schema::{Struct, Type, structs, to_toml};
use rbgen_tests::schemas;
use std::fmt::Write as _;
use std::process::Command;

fn c_type(name: &str) -> (&str, &str) {
    match name {
        "u8" | "bool8" => ("uint8_t", ""),
        "u16" => ("uint16_t", ""),
        "u32" | "bool32" => ("uint32_t", ""),
        "u64" => ("uint64_t", ""),
        "u128" => ("unsigned __int128", ""),
        "i8" => ("int8_t", ""),
        "i16" => ("int16_t", ""),
        "i32" => ("int32_t", ""),
        "i64" => ("int64_t", ""),
        "i128" => ("__int128", ""),
        "u24" | "i24" => ("uint8_t", "[3]"),
        "u40" | "i40" => ("uint8_t", "[5]"),
        "u48" | "i48" => ("uint8_t", "[6]"),
        "u56" | "i56" => ("uint8_t", "[7]"),
        "f32" => ("float", ""),
        "f64" => ("double", ""),
        "char[5]" => ("char", "[5]"),
        "char16[3]" => ("uint16_t", "[3]"),
        "bytes[7]" => ("uint8_t", "[7]"),
        "guid" => ("struct guid", ""),
        "uuid" => ("uint8_t", "[16]"),
        other => panic!("no C type for {other}"),
    }
}

/// Declares the structs of one case and prints size, alignment and offsets of each, a line a struct.
fn to_c(case: usize, structs: &[Struct], declared: &mut String, printed: &mut String) {
    for (i, def) in structs.iter().enumerate() {
        if def.pack > 0 {
            let _ = writeln!(declared, "#pragma pack(push, {})", def.pack);
        }
        let _ = writeln!(declared, "struct s{case}_{i} {{");
        let _ =
            write!(printed, "printf(\"%zu %zu\", sizeof(struct s{case}_{i}), _Alignof(struct s{case}_{i}));");
        for (j, field) in def.fields.iter().enumerate() {
            let dims: String = field.dims.iter().map(|d| format!("[{d}]")).collect();
            let _ = match field.ty {
                Type::Plain(name) => {
                    let (ty, inner) = c_type(name);
                    writeln!(declared, "    {ty} f{j}{dims}{inner};")
                }
                Type::Struct(at) => writeln!(declared, "    struct s{case}_{at} f{j}{dims};"),
            };
            let _ = write!(printed, "printf(\" %zu\", offsetof(struct s{case}_{i}, f{j}));");
        }
        declared.push_str("};\n");
        if def.pack > 0 {
            declared.push_str("#pragma pack(pop)\n");
        }
        printed.push_str("puts(\"\");\n");
    }
}

/// What the front end computed, in the same form.
fn ours(structs: &[Struct]) -> Vec<String> {
    schemas::of_text(&to_toml(structs))
        .structs
        .iter()
        .map(|def| {
            let mut line = format!("{} {}", def.size, def.align);
            for field in def.fields.iter().filter(|f| f.kind != FieldKind::Padding) {
                let _ = write!(line, " {}", field.offset);
            }
            line
        })
        .collect()
}

#[test]
fn layouts_are_those_of_gcc() {
    let full = std::env::var_os("RBGEN_FULL").is_some_and(|v| v == "1");
    let cases = if full { 5_000 } else { 200 };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let drawn: Vec<Vec<Struct>> = (0..cases)
        .map(|_| structs().new_tree(&mut runner).expect("structs can be drawn").current())
        .collect();
    let mut declared = String::from(
        "#include <stddef.h>\n#include <stdint.h>\n#include <stdio.h>\n\
         struct guid { uint32_t a; uint16_t b, c; uint8_t d[8]; };\n",
    );
    let mut printed = String::new();
    for (i, structs) in drawn.iter().enumerate() {
        to_c(i, structs, &mut declared, &mut printed);
    }
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (source, program) = (dir.path().join("layouts.c"), dir.path().join("layouts"));
    std::fs::write(&source, format!("{declared}int main(void) {{\n{printed}return 0; }}\n"))
        .expect("it can be written");
    let compiled = Command::new("gcc")
        .args(["-std=gnu11", "-O0", "-o"])
        .arg(&program)
        .arg(&source)
        .output()
        .unwrap_or_else(|e| panic!("gcc can't be run ({e}): on Debian, apt install gcc"));
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    let output = Command::new(&program).output().expect("the program runs");
    let answers = String::from_utf8(output.stdout).expect("answers are text");
    let mut answers = answers.lines();
    for structs in &drawn {
        for (i, line) in ours(structs).iter().enumerate() {
            assert_eq!(Some(line.as_str()), answers.next(), "S{i} of\n{}", to_toml(structs));
        }
    }
    assert_eq!(answers.next(), None);
}

#[test]
fn emitting_twice_gives_the_same_bytes() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for _ in 0..20 {
        let text = to_toml(&structs().new_tree(&mut runner).expect("structs can be drawn").current());
        let (one, other) = (schemas::of_text(&text), schemas::of_text(&text));
        for backend in rbgen::BACKENDS {
            assert_eq!(backend.emit(&one), backend.emit(&other), "{} of\n{text}", backend.name());
        }
    }
}
