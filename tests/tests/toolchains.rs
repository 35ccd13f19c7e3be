//! The compilers of the set-up: a sound source compiles and runs, and each demand on sources is really made.

use rbgen_tests::toolchain::java::{Demand, Release};
use rbgen_tests::toolchain::{csharp, java, junit, kotlin, run};
use std::path::{Path, PathBuf};

fn write(folder: &Path, name: &str, text: &str) -> Vec<PathBuf> {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a source");
    vec![path]
}

/// That a source is refused, and why.
fn refused<T: std::fmt::Debug>(result: Result<T, String>, because: &str) {
    let why = result.expect_err("a source that must not compile");
    assert!(why.contains(because), "{why}");
}

const JAVA: &str = "/** Says hello. */\npublic final class Hello {\n  private Hello() {}\n\n  /**\n   * Prints.\n   *\n   * @param args ignored\n   */\n  public static void main(String[] args) {\n    BODY\n  }\n}\n";

#[test]
fn java_is_compiled_strictly_and_runs() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let classes = temporary.path().join("classes");
    let compile = |text: &str, release, demand| {
        java::compile(&write(temporary.path(), "Hello.java", text), &[], &classes, release, demand)
    };
    for (release, body) in [
        (Release::Java17, "System.out.println(Runtime.version().feature());"),
        (Release::Java22, "System.out.println(java.lang.foreign.ValueLayout.JAVA_INT.byteSize() + 21);"),
    ] {
        let text = JAVA.replace("BODY", body);
        compile(&text, release, Demand::Documented).unwrap_or_else(|e| panic!("{e}"));
        let out = run(&mut java::run(std::slice::from_ref(&classes), "Hello", release).expect("java"));
        let wanted = if release == Release::Java17 { "17" } else { "25" };
        assert_eq!(out.as_deref().map(str::trim), Ok(wanted));
    }
    // Java 17 has no final foreign memory.
    let foreign = JAVA.replace("BODY", "System.out.println(java.lang.foreign.ValueLayout.JAVA_INT);");
    refused(compile(&foreign, Release::Java17, Demand::Clean), "foreign");
    let home = Release::Java22.home().expect("a JDK");
    if home.join("lib/javac").is_dir() {
        println!("the Eclipse compiler stands in for javac: lints are not checked");
        return;
    }
    let raw = JAVA.replace("BODY", "java.util.List x = null; System.out.println(x);");
    refused(compile(&raw, Release::Java22, Demand::Clean), "rawtypes");
    let bare = JAVA.replace("BODY", "").replace("   * @param args ignored\n", "");
    refused(compile(&bare, Release::Java22, Demand::Documented), "@param");
    compile(&bare, Release::Java22, Demand::Clean).unwrap_or_else(|e| panic!("{e}"));
}

#[test]
fn kotlin_is_compiled_strictly_and_runs() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let classes = temporary.path().join("classes");
    let compile = |text: &str| kotlin::compile(&write(temporary.path(), "Hello.kt", text), &[], &classes);
    compile("public fun main() {\n    println(listOf(1u, 2u).sum())\n}\n").unwrap_or_else(|e| panic!("{e}"));
    let out = run(&mut kotlin::run(std::slice::from_ref(&classes), "HelloKt").expect("java"));
    assert_eq!(out.as_deref().map(str::trim), Ok("3"));
    refused(compile("public fun main() {\n    println(1!!)\n}\n"), "non-null");
    refused(compile("fun main() {}\n"), "isibility");
}

#[test]
fn csharp_is_compiled_strictly_and_runs() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let folder = temporary.path().join("library");
    let compile = |text: &str| {
        let sources = write(temporary.path(), "Hello.cs", text);
        csharp::compile(&sources, &[], &folder, "hello", csharp::Kind::Library)
    };
    let text = "namespace Hello;\n\n/// <summary>A text.</summary>\npublic static class Texts\n{\n    /// <summary>Hello.</summary>\n    public static string? Hello => \"hello\";\n}\n";
    let library = compile(text).unwrap_or_else(|e| panic!("{e}"));
    let main = "System.Console.WriteLine(Hello.Texts.Hello);\n";
    let program = csharp::compile(
        &write(temporary.path(), "Main.cs", main),
        &[library],
        &temporary.path().join("program"),
        "main",
        csharp::Kind::Program,
    );
    let program = program.unwrap_or_else(|e| panic!("{e}"));
    let out = run(&mut csharp::run(&program).expect("dotnet"));
    assert_eq!(out.as_deref().map(str::trim), Ok("hello"));
    refused(compile(&text.replace("    /// <summary>Hello.</summary>\n", "")), "CS1591");
    refused(compile(&text.replace("string? Hello => \"hello\"", "string Hello => null")), "CS8603");
    refused(compile(&text.replace("\"hello\";", "field;")), "CS0103");
}

#[test]
fn junit_runs_tests_and_fails_with_them() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let classes = temporary.path().join("classes");
    let run_tests = |body: &str| {
        let text = format!(
            "import static org.junit.jupiter.api.Assertions.assertEquals;\n\nfinal class SumTest {{\n  {body}\n}}\n"
        );
        let sources = write(temporary.path(), "SumTest.java", &text);
        let junit = junit::library().expect("JUnit");
        java::compile(&sources, &[junit], &classes, Release::Java17, Demand::Clean)
            .unwrap_or_else(|e| panic!("{e}"));
        run(&mut junit::run(&classes, &[], Release::Java17).expect("java"))
    };
    let test = "@org.junit.jupiter.api.Test void sum() { assertEquals(WANTED, 1 + 1); }";
    let out = run_tests(&test.replace("WANTED", "2")).unwrap_or_else(|e| panic!("{e}"));
    assert!(out.contains("1 tests successful"), "{out}");
    refused(run_tests(&test.replace("WANTED", "3")), "expected: <3> but was: <2>");
    refused(run_tests("void sum() { assertEquals(2, 1 + 1); }"), "exit status");
}
