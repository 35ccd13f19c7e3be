//! `[schema]` and `[lang.<x>]`.

use crate::diagnostic::Diagnostic;
use crate::ir::{ByteOrder, LangOption, LangOptions, OptionValue, Policy, Rename, Unknown, Usage};
use crate::raw::reader::{At, Reader, Slot};
use crate::raw::tree::{Entry, Kind, Table};
use crate::sink::Sink;
use crate::source::Span;

/// The words of `endian`.
pub(crate) const ENDIAN: &[(&str, ByteOrder)] = ByteOrder::WORDS;
/// The words of `usage`.
pub(crate) const USAGE: &[(&str, Usage)] = Usage::WORDS;
/// The words of `unknown`.
pub(crate) const UNKNOWN: &[(&str, Unknown)] = Unknown::WORDS;
/// The words of `policy`.
pub(crate) const POLICY: &[(&str, Policy)] = Policy::WORDS;

/// `[schema]`
#[derive(Debug)]
pub(crate) struct SchemaTable {
    pub(crate) name: Slot<String>,
    pub(crate) head: Span,
    pub(crate) edition: u32,
    pub(crate) version: Slot<u64>,
    pub(crate) endian: ByteOrder,
    pub(crate) import: Vec<At<String>>,
    pub(crate) usage: Usage,
    pub(crate) unknown: Unknown,
    pub(crate) policy: Policy,
    pub(crate) license: Slot<String>,
    pub(crate) doc: Slot<String>,
}

pub(crate) fn read(root: &mut Reader<'_>, start: Span) -> SchemaTable {
    let slot = root.table("schema");
    if slot.is_absent() {
        root.out.sink.add(
            Diagnostic::error("no-schema-table", start, "the file has no `[schema]` table")
                .label("it goes to the top")
                .fix(
                    "add the table",
                    Span { end: start.start, ..start },
                    "[schema]\nedition = 1\nname = \"example\"\nversion = 1\n\n",
                ),
        );
    }
    let Slot::Is(at) = slot else {
        return SchemaTable {
            name: Slot::Bad(start),
            head: start,
            edition: 1,
            version: Slot::Bad(start),
            endian: ByteOrder::Little,
            import: Vec::new(),
            usage: Usage::Wire,
            unknown: Unknown::Keep,
            policy: Policy::Zero,
            license: Slot::Absent,
            doc: Slot::Absent,
        };
    };
    let out = root.out;
    let mut r = Reader::new(out, at.value, "`[schema]`");
    let edition = r.int("edition");
    r.require("edition", &edition);
    if let Some(at) = edition.get()
        && at.value.to_u64() != Some(1)
    {
        out.sink.add(
            Diagnostic::error(
                "unknown-edition",
                at.span,
                format!("there is no edition {} of the language", at.value),
            )
            .fix("this program knows edition 1", at.span, "1"),
        );
    }
    let name = r.name();
    let version = r.whole("version", 1, u64::from(u32::MAX));
    r.require("version", &version);
    let endian = r.word("endian", ENDIAN).cloned().unwrap_or(ByteOrder::Little);
    let import = r.texts("import").cloned().unwrap_or_default();
    let mut defaults = r.table("defaults").cloned().map(|t| Reader::new(out, t, "`defaults`"));
    let (mut usage, mut unknown, mut policy) = (Usage::Wire, Unknown::Keep, Policy::Zero);
    if let Some(d) = &mut defaults {
        usage = d.word("usage", USAGE).cloned().unwrap_or(usage);
        unknown = d.word("unknown", UNKNOWN).cloned().unwrap_or(unknown);
        policy = d.word("policy", POLICY).cloned().unwrap_or(policy);
    }
    if let Some(d) = defaults {
        d.finish();
    }
    let license = r.filled_text("license");
    if let Some(at) = license.get() {
        check_license(out.sink, at);
    }
    let doc = r.doc();
    let head = r.head;
    r.finish();
    SchemaTable { name, head, edition: 1, version, endian, import, usage, unknown, policy, license, doc }
}

/// The licence stands in a comment of every generated file.
fn check_license(sink: &Sink, at: &At<String>) {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-' | '+' | '(' | ')' | ':');
    if let Some(bad) = at.value.chars().find(|c| !legal(*c)) {
        sink.add(
            Diagnostic::error("bad-license", at.span, format!("{bad:?} can't be part of an SPDX expression"))
                .help("give an expression such as `MIT OR Apache-2.0`"),
        );
    }
}

/// One `[lang.<x>]` table.
#[derive(Debug)]
pub(crate) struct Lang {
    pub(crate) name: String,
    pub(crate) options: LangOptions,
}

pub(crate) fn read_langs(root: &mut Reader<'_>) -> Vec<Lang> {
    let out = root.out;
    let Slot::Is(at) = root.table("lang") else { return Vec::new() };
    let mut langs = Vec::new();
    for entry in at.value.entries {
        match entry.value.kind {
            Kind::Table(t) => langs.push(Lang { name: entry.key, options: read_lang(out.sink, t) }),
            Kind::Bad => {}
            kind => out.sink.add(
                Diagnostic::error(
                    "wrong-kind",
                    entry.value.span,
                    format!("`lang.{}` is a table, not {}", entry.key.escape_debug(), kind.what()),
                )
                .help("write the language's options below a header such as `[lang.python]`"),
            ),
        }
    }
    langs
}

fn read_lang(sink: &Sink, table: Table) -> LangOptions {
    let mut options = LangOptions::default();
    for Entry { key, key_span, value } in table.entries {
        if key == "rename" {
            read_renames(sink, value, &mut options.renames);
            continue;
        }
        let span = value.span;
        let value = match value.kind {
            Kind::Text(t) => OptionValue::Text(t),
            Kind::Bool(b) => OptionValue::Bool(b),
            Kind::Int(i) => match i.to_i128().and_then(|i| i64::try_from(i).ok()) {
                Some(i) => OptionValue::Int(i),
                None => {
                    sink.add(
                        Diagnostic::error("number-out-of-range", span, format!("{i} doesn't fit 64 bits"))
                            .help("give a smaller number"),
                    );
                    continue;
                }
            },
            Kind::List(list) => {
                let mut texts = Vec::new();
                for node in list {
                    match node.kind {
                        Kind::Text(t) => texts.push(t),
                        Kind::Bad => {}
                        kind => sink.add(option_kind(node.span, &kind)),
                    }
                }
                OptionValue::List(texts)
            }
            Kind::Bad => continue,
            kind => {
                sink.add(option_kind(span, &kind));
                continue;
            }
        };
        options.options.push(LangOption { key, key_span, value, value_span: span });
    }
    options
}

fn option_kind(span: Span, kind: &Kind) -> Diagnostic {
    Diagnostic::error("wrong-kind", span, format!("an option of a language can't be {}", kind.what()))
        .help("give a text, a boolean, a whole number or a list of texts")
}

fn read_renames(sink: &Sink, value: crate::raw::tree::Node, renames: &mut Vec<Rename>) {
    let Kind::Table(table) = value.kind else {
        if !matches!(value.kind, Kind::Bad) {
            sink.add(
                Diagnostic::error(
                    "wrong-kind",
                    value.span,
                    format!("`rename` is a table, not {}", value.kind.what()),
                )
                .help("write `rename = { \"Type.field\" = \"name\" }`"),
            );
        }
        return;
    };
    // A bare `Type.field = "x"` is a dotted key, so a table in here is one level of a target.
    for entry in table.entries {
        match entry.value.kind {
            Kind::Text(name) => {
                renames.push(Rename { target: entry.key, name, span: entry.value.span });
            }
            Kind::Table(inner) => {
                for e in inner.entries {
                    match e.value.kind {
                        Kind::Text(name) => renames.push(Rename {
                            target: format!("{}.{}", entry.key, e.key),
                            name,
                            span: e.value.span,
                        }),
                        Kind::Bad => {}
                        kind => sink.add(rename_kind(e.value.span, &kind)),
                    }
                }
            }
            Kind::Bad => {}
            kind => sink.add(rename_kind(entry.value.span, &kind)),
        }
    }
    for rename in renames.iter() {
        if rename.name.is_empty() || rename.name.chars().any(|c| c.is_control() || c.is_whitespace()) {
            sink.add(
                Diagnostic::error("bad-name", rename.span, "a new name can't be empty or have blanks in it")
                    .help("give the name as it shall stand in the generated code"),
            );
        }
    }
}

fn rename_kind(span: Span, kind: &Kind) -> Diagnostic {
    Diagnostic::error("wrong-kind", span, format!("a new name is a text, not {}", kind.what()))
        .help("give the new name as a text")
}
