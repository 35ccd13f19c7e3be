//! Which features of the schema language the vectors exercise: the support table of `docs/support.md`.

use crate::runner::Task;
use rbgen_schema::Schema;
use rbgen_schema::ir::{
    BitKind, ByteOrder, Encoding, Evolution, FieldDef, FieldKind, LayoutRule, PartKind, Policy, Role, Scalar,
    StructDef, Unknown, Usage, WireType,
};
use std::fmt::Write as _;

/// What a feature is looked for in.
enum In {
    Struct(fn(&Schema, &StructDef) -> bool),
    Field(fn(&Schema, &FieldDef) -> bool),
    Type(fn(&Schema, &WireType) -> bool),
    Part(fn(&PartKind) -> bool),
}

/// Every feature that can be seen in bytes, by the words of the manual.
const FEATURES: &[(&str, In)] = &[
    (
        "integers of 8 to 64 bits",
        In::Type(|_, t| {
            scalar(t).is_some_and(|s| s.is_integer() && s.size().is_power_of_two() && s.size() < 16)
        }),
    ),
    ("`u128`, `i128`", In::Type(|_, t| scalar(t).is_some_and(|s| s.is_integer() && s.size() == 16))),
    ("odd widths (`u24` to `i56`)", In::Type(|_, t| scalar(t).is_some_and(|s| !s.size().is_power_of_two()))),
    ("`f32`, `f64`", In::Type(|_, t| scalar(t).is_some_and(Scalar::is_float))),
    ("`bool8`", In::Type(|_, t| scalar(t) == Some(Scalar::Bool8))),
    ("`bool32`", In::Type(|_, t| scalar(t) == Some(Scalar::Bool32))),
    ("`truthy`", In::Field(|_, f| f.truthy)),
    ("`char[N]` in ASCII", In::Field(|_, f| f.text.is_some_and(|t| t.encoding == Encoding::Ascii))),
    ("`char[N]` in UTF-8", In::Field(|_, f| f.text.is_some_and(|t| t.encoding == Encoding::Utf8))),
    ("`char[N]` in Latin-1", In::Field(|_, f| f.text.is_some_and(|t| t.encoding == Encoding::Latin1))),
    ("`char16[N]`", In::Field(|_, f| f.text.is_some_and(|t| t.encoding == Encoding::Utf16))),
    ("`pad`, `terminated`", In::Field(|_, f| f.text.is_some_and(|t| t.terminated))),
    ("`invalid = \"replace\"`", In::Field(|_, f| f.text.is_some_and(|t| t.replace_invalid))),
    ("`bytes[N]`", In::Type(|_, t| matches!(t, WireType::Bytes(_)))),
    ("`guid`", In::Type(|_, t| matches!(t, WireType::Guid))),
    ("`uuid`", In::Type(|_, t| matches!(t, WireType::Uuid))),
    ("arrays", In::Field(|_, f| matches!(&f.kind, FieldKind::Value(WireType::Array(..))))),
    (
        "enums that keep unknown codes",
        In::Type(|s, t| matches!(t, WireType::Enum(e) if s.enums[e.index()].unknown == Unknown::Keep)),
    ),
    (
        "enums that reject them",
        In::Type(|s, t| matches!(t, WireType::Enum(e) if s.enums[e.index()].unknown == Unknown::Reject)),
    ),
    ("flags", In::Type(|_, t| matches!(t, WireType::Flags(_)))),
    (
        "unions without a tag",
        In::Type(|s, t| matches!(t, WireType::Union(u) if s.unions[u.index()].tag.is_none())),
    ),
    ("unions with a tag", In::Field(|_, f| f.tag.is_some())),
    ("nested structs", In::Type(|_, t| matches!(t, WireType::Struct(_)))),
    ("`bits`", In::Field(|_, f| matches!(f.kind, FieldKind::Bits(..)))),
    ("signed bits", In::Field(|_, f| items(f, |k| k == BitKind::Signed))),
    (
        "enums and flags in bits",
        In::Field(|_, f| items(f, |k| matches!(k, BitKind::Enum(_) | BitKind::Flags(_)))),
    ),
    ("`reserved`, zero", In::Field(|_, f| f.kind == FieldKind::Reserved(Policy::Zero))),
    ("`reserved`, ignored", In::Field(|_, f| f.kind == FieldKind::Reserved(Policy::Ignore))),
    ("`reserved`, preserved", In::Field(|_, f| f.kind == FieldKind::Reserved(Policy::Preserve))),
    ("`padding = \"auto\"`", In::Field(|_, f| f.kind == FieldKind::Padding)),
    ("`const`", In::Field(|_, f| f.rules.constant.is_some())),
    ("`one_of`", In::Field(|_, f| !f.rules.one_of.is_empty())),
    ("`range`", In::Field(|_, f| f.rules.range.as_ref().is_some_and(|r| r.on_decode))),
    ("`enforce = \"encode\"`", In::Field(|_, f| f.rules.range.as_ref().is_some_and(|r| !r.on_decode))),
    ("big-endian", In::Field(|_, f| f.order == ByteOrder::Big)),
    ("`endian = \"either\"`", In::Struct(|_, s| s.endian == ByteOrder::Either)),
    ("`role = \"byte_order\"`", In::Struct(|_, s| s.roles.byte_order.is_some())),
    ("`role = \"version\"`", In::Field(|_, f| f.role == Some(Role::Version))),
    (
        "`role = \"size\"`, sealed",
        In::Struct(|_, s| s.roles.size.is_some() && s.evolution == Evolution::Sealed),
    ),
    (
        "`evolution = \"append\"` by size",
        In::Struct(|_, s| s.roles.size.is_some() && s.evolution == Evolution::Append),
    ),
    (
        "`evolution = \"append\"` by version",
        In::Struct(|_, s| s.roles.size.is_none() && s.evolution == Evolution::Append),
    ),
    ("packed layout", In::Struct(|_, s| s.layout == LayoutRule::Packed(1))),
    ("`pack = N`", In::Struct(|_, s| matches!(s.layout, LayoutRule::Packed(n) if n > 1))),
    ("explicit layout", In::Struct(|_, s| s.layout == LayoutRule::Explicit)),
    ("raised `align`", In::Struct(|_, s| s.align_raised)),
    ("`usage = \"shm\"` values", In::Struct(|_, s| s.usage == Usage::Shm)),
    ("`usage = \"ffi\"` values", In::Struct(|_, s| s.usage == Usage::Ffi)),
    ("message parts of bytes", In::Part(|p| matches!(p, PartKind::Bytes(_)))),
    ("message parts of records", In::Part(|p| matches!(p, PartKind::Records(..)))),
    ("message parts that are the rest", In::Part(|p| matches!(p, PartKind::Rest))),
];

/// How packages are built and tested: the language, by what, and whether the test run does it.
const BUILDS: &[(&str, &str, &str)] = &[
    ("rust", "Cargo", "run"),
    ("python", "pip: a wheel, installed in an empty place", "run"),
    ("c", "gcc and g++, with the tests of the package", "run"),
    ("c", "CMake", "run where CMake is"),
    ("csharp", "Roslyn: an assembly, tested in an empty place", "run"),
    (
        "csharp",
        "`dotnet build`, `dotnet pack` (NuGet), `dotnet test`",
        "not run here: needs a .NET SDK and NuGet",
    ),
    ("java", "Maven: a jar, tested in an empty place", "run"),
    ("java-bytebuffer", "Maven: a jar, tested in an empty place on Java 17", "run"),
    ("kotlin", "Maven: a jar, tested in an empty place", "run"),
    ("kotlin", "Gradle: `build.gradle.kts`", "not run here: needs Gradle and its plugins"),
];

fn scalar(ty: &WireType) -> Option<Scalar> {
    match ty {
        WireType::Scalar(s) => Some(*s),
        _ => None,
    }
}

fn items(field: &FieldDef, is: fn(BitKind) -> bool) -> bool {
    matches!(&field.kind, FieldKind::Bits(_, items) if items.iter().any(|i| is(i.kind)))
}

/// Whether a struct itself, not one nested in it, has a feature.
fn has(schema: &Schema, def: &StructDef, feature: &In) -> bool {
    match feature {
        In::Struct(is) => is(schema, def),
        In::Field(is) => def.fields.iter().any(|f| is(schema, f)),
        In::Type(is) => def.fields.iter().any(|f| match &f.kind {
            FieldKind::Value(ty) => is(schema, ty.element().0),
            _ => false,
        }),
        In::Part(_) => false,
    }
}

/// Whether vectors of a struct or message exercise a feature, by its words in the table.
pub fn exercises(schema: &Schema, ty: &str, feature: &str) -> bool {
    FEATURES.iter().any(|(name, found_in)| *name == feature && exercised(schema, ty, found_in))
}

fn exercised(schema: &Schema, ty: &str, feature: &In) -> bool {
    match feature {
        In::Part(is) => schema.messages.iter().any(|m| m.name == ty && m.parts.iter().any(|p| is(&p.kind))),
        other => schema.structs.iter().any(|s| s.name == ty && has(schema, s, other)),
    }
}

/// How many vectors exercise each feature: those of the structs and messages that have it.
fn counts(tasks: &[Task]) -> Vec<(&'static str, usize)> {
    let count = |feature: &In| -> usize {
        let of =
            |task: &Task| task.vectors.iter().filter(|v| exercised(&task.schema, &v.ty, feature)).count();
        tasks.iter().map(of).sum()
    };
    FEATURES.iter().map(|(name, feature)| (*name, count(feature))).collect()
}

/// The table, and the features without vectors. `executed` says for each language whether it answered every vector
/// of every task as expected; where it didn't, its column reads "failing".
pub fn table(tasks: &[Task], executed: &[(&str, bool)]) -> (String, Vec<&'static str>) {
    let counts = counts(tasks);
    let mut out = String::from(
        "# What each language supports\n\nWritten by the test of the byte vectors, from what it executed: how many vectors exercise a feature, in each\nlanguage. Renew it with `RBGEN_BLESS=1 cargo test -p rbgen-tests --test vectors`.\n\n| feature |",
    );
    for (language, _) in executed {
        let _ = write!(out, " {language} |");
    }
    let _ = writeln!(out, "\n|---|{}", "---|".repeat(executed.len()));
    for (name, count) in &counts {
        let _ = write!(out, "| {name} |");
        for (_, passed) in executed {
            let cell = match (count, passed) {
                (0, _) => "untested".to_owned(),
                (_, false) => "failing".to_owned(),
                (n, true) => n.to_string(),
            };
            let _ = write!(out, " {cell} |");
        }
        out.push('\n');
    }
    out.push_str("\n## Packages\n\n| language | built by | in the test run |\n|---|---|---|\n");
    for (language, by, state) in BUILDS.iter().filter(|(l, ..)| executed.iter().any(|(e, _)| e == l)) {
        let _ = writeln!(out, "| {language} | {by} | {state} |");
    }
    let untested = counts.iter().filter(|(_, n)| *n == 0).map(|(name, _)| *name).collect();
    (out, untested)
}
