//! The command line: names, types and help texts, without behaviour.

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// One schema of binary structs, bindings for every language
///
/// rbgen reads fixed-layout binary structs, messages and calls from a TOML schema and writes packages that read and
/// write these bytes: the same bytes, the same values and the same errors in every language.
#[derive(Debug, Parser)]
#[command(
    name = "rbgen",
    version,
    propagate_version = true,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "\
Examples:
  rbgen init --lang python                          a first schema and rbgen.toml
  rbgen generate                                    what rbgen.toml says
  rbgen generate rbgen:thumbnail --lang python      one schema, one language
  rbgen layout thumbnail.toml                       offsets, holes and cache lines
  rbgen explain hidden-padding                      what an error means

Exit codes:
  0  clean
  1  findings: errors in a schema, or files that are not up to date
  2  usage or configuration
  3  input or output: a file or another program failed"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// What every verb understands.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// How errors and warnings are written to standard error
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        help_heading = "Messages"
    )]
    pub(crate) error_format: ErrorFormat,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", help_heading = "Messages")]
    pub(crate) color: Color,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Messages")]
    pub(crate) quiet: bool,
    /// Say what happens to each file
    #[arg(short, long, global = true, action = ArgAction::SetTrue, help_heading = "Messages")]
    pub(crate) verbose: bool,
}

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ErrorFormat {
    /// For people: the excerpt with labels, the picture and the help
    #[default]
    Text,
    /// For programs: one JSON object a line
    Json,
    /// For GitHub Actions: annotations in the pull request
    Github,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Generate(Generate),
    Check(Check),
    Layout(Layout),
    Ir(Ir),
    Schema(Schema),
    Init(Init),
    Explain(Explain),
    Completions(Completions),
    Man(Man),
}

/// Write the bindings
///
/// Without SCHEMA, rbgen.toml of this folder or of the nearest one above says what to generate. Only files that change
/// are written. Files that rbgen wrote earlier and nothing wants any more are removed; other files are never touched.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rbgen generate
  rbgen generate thumbnail.toml --lang python --lang rust --out generated
  rbgen generate rbgen:zerobuffer --lang c --stdout
  rbgen generate --check --diff                     in CI: fail when files are not up to date
  rbgen generate --dry-run
  rbgen generate x.toml --lang c --out build/gen --depfile build/gen.d")]
pub(crate) struct Generate {
    #[command(flatten)]
    pub(crate) sources: SourceArgs,
    /// Folder for the files, which go to DIR/<language>/<package>
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// Write nothing; fail with exit code 1 when a file is not up to date
    #[arg(long)]
    pub(crate) check: bool,
    /// Show what changes in each file as a unified diff
    #[arg(long)]
    pub(crate) diff: bool,
    /// Write the files of one schema and one language to standard output
    #[arg(long, conflicts_with_all = ["out", "check", "diff", "dry_run", "list_outputs"])]
    pub(crate) stdout: bool,
    /// Write nothing; list what would be written and removed
    #[arg(long, conflicts_with = "check")]
    pub(crate) dry_run: bool,
    /// Write nothing; list the paths of all generated files
    #[arg(long, conflicts_with_all = ["check", "diff", "dry_run"])]
    pub(crate) list_outputs: bool,
    /// Also write which files the output follows from, for Make and Ninja
    #[arg(
        long, value_name = "FILE", value_hint = ValueHint::FilePath,
        conflicts_with_all = ["check", "dry_run", "stdout", "list_outputs"]
    )]
    pub(crate) depfile: Option<PathBuf>,
}

/// Which schemas and languages.
#[derive(Debug, Args)]
pub(crate) struct SourceArgs {
    /// Schema files, or shipped schemas such as rbgen:thumbnail
    #[arg(value_name = "SCHEMA", value_hint = ValueHint::FilePath)]
    pub(crate) schemas: Vec<String>,
    /// Language to generate; may be repeated, and `all` is every built-in one
    #[arg(short, long = "lang", value_name = "LANG", value_delimiter = ',')]
    pub(crate) languages: Vec<String>,
    /// Configuration file in place of the nearest rbgen.toml
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "schemas")]
    pub(crate) config: Option<PathBuf>,
}

/// Check schemas, and what languages can't express, without generating
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rbgen check
  rbgen check thumbnail.toml
  rbgen check thumbnail.toml --lang c
  rbgen check --error-format github")]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) sources: SourceArgs,
}

/// Show offsets, sizes, holes and cache lines
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rbgen layout thumbnail.toml
  rbgen layout rbgen:zerobuffer Oieb --format svg > oieb.svg
  rbgen layout thumbnail.toml --format json | jq '.structs[].layout_hash'")]
pub(crate) struct Layout {
    /// Schema file, or a shipped schema such as rbgen:thumbnail
    #[arg(value_name = "SCHEMA", value_hint = ValueHint::FilePath)]
    pub(crate) schema: String,
    /// Only these structs; without, all that the file declares
    #[arg(value_name = "STRUCT")]
    pub(crate) structs: Vec<String>,
    /// Form of the table
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: LayoutFormat,
}

/// Form of a layout table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LayoutFormat {
    /// A table for the terminal
    #[default]
    Text,
    /// For programs, with layout hashes
    Json,
    /// For a README
    Markdown,
    /// A picture of the bytes
    Svg,
}

/// Print the checked schema for tools and for generators of other languages
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  rbgen ir rbgen:thumbnail --format json | jq '.structs[].name'

A program `rbgen-gen-X` on PATH that reads this on standard input and answers
{\"files\": [{\"path\": \"...\", \"text\": \"...\"}]} serves `rbgen generate --lang X`.")]
pub(crate) struct Ir {
    /// Schema file, or a shipped schema such as rbgen:thumbnail
    #[arg(value_name = "SCHEMA", value_hint = ValueHint::FilePath)]
    pub(crate) schema: String,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: IrFormat,
}

/// Form of the checked schema.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum IrFormat {
    /// JSON, with a version of its own
    #[default]
    Json,
}

/// Print the JSON Schema of the schema language, for editors
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  rbgen schema > rbgen.schema.json

Editors with a TOML language server then complete and check a schema that starts with
  #:schema ./rbgen.schema.json")]
pub(crate) struct Schema {}

/// Write a first schema, rbgen.toml and the build-system snippet
///
/// Files that exist are never overwritten.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rbgen init
  rbgen init --lang python --lang c
  rbgen init --lang c --build gradle --name telemetry
  rbgen init --lang rust sensors/")]
pub(crate) struct Init {
    /// Folder of the project
    #[arg(default_value = ".", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
    /// Language to generate; may be repeated, and `all` is every built-in one
    #[arg(short, long = "lang", value_name = "LANG", value_delimiter = ',')]
    pub(crate) languages: Vec<String>,
    /// Name of the schema
    #[arg(long, default_value = "example", value_name = "NAME")]
    pub(crate) name: String,
    /// Build system to write a snippet for; without it, the usual one of each language
    #[arg(long = "build", value_enum, value_name = "SYSTEM")]
    pub(crate) systems: Vec<BuildSystem>,
}

/// A build system `init` knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum BuildSystem {
    /// build.rs
    Cargo,
    /// A hatch build hook
    Hatch,
    /// setup.py
    Setuptools,
    /// A CMake module
    Cmake,
    /// A makefile to include
    Make,
    /// A profile for pom.xml
    Maven,
    /// A script plugin
    Gradle,
    /// A targets file
    Msbuild,
}

/// Say what a diagnostic means and what to do
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rbgen explain hidden-padding
  rbgen explain --list")]
pub(crate) struct Explain {
    /// The id of a diagnostic, as in error[hidden-padding]
    #[arg(required_unless_present = "list")]
    pub(crate) id: Option<String>,
    /// List all ids
    #[arg(long, conflicts_with = "id")]
    pub(crate) list: bool,
}

/// Print shell completions
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rbgen completions bash > ~/.local/share/bash-completion/completions/rbgen
  rbgen completions zsh > ~/.zfunc/_rbgen
  rbgen completions fish > ~/.config/fish/completions/rbgen.fish
  rbgen completions powershell >> $PROFILE")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Print the manual page, or write the pages of all verbs
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rbgen man | man -l -
  rbgen man --out ~/.local/share/man/man1")]
pub(crate) struct Man {
    /// Write rbgen.1 and a page for each verb to this folder
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
}
