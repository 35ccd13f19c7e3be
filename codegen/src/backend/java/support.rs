//! The classes that stand in every package: errors, layouts, and what the generated classes share.

use super::flavour::Flavour;
use super::generator::Generator;
use super::library::imports;
use super::names;
use crate::FileSet;
use crate::backend::object::steps::Kind;
use askama::Template;
use rbgen_templates::java as view;

/// What the message of a kind says after the place.
fn message(kind: Kind) -> &'static str {
    match kind {
        Kind::TooShort => "{wanted} bytes are needed, {got} are there",
        Kind::TooLong => "{wanted} bytes are expected, {got} are there",
        Kind::WrongConst => "must be {wanted}, is {got}",
        Kind::UnsupportedVersion => "version {got} is not supported, only {wanted}",
        Kind::OutOfRange => "{got} is outside {wanted}",
        Kind::UnknownCode => "{got} is not a known code",
        Kind::NotBool => "{got} is neither 0 nor 1",
        Kind::ReservedNotZero => "reserved bytes must be zero, found {got}",
        Kind::BadText => "unit {wanted} of the text is not valid: {got}",
        Kind::NotTerminated => "the text has no terminating NUL",
        Kind::TextTooLong => "the text has {got} units, there is room for {wanted}",
        Kind::NoMember => "the tag {got} means no member, or another one",
        Kind::PayloadLength => "{wanted} bytes are stated, {got} are there",
        Kind::WrongLength => "there must be {wanted} of them, {got} are there",
    }
}

/// A template with its end.
pub(super) fn render(template: &impl Template) -> String {
    // A template with its values can't fail; nothing of this would be written silently empty in the tests.
    let mut text = template.render().unwrap_or_default();
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

impl Generator<'_> {
    /// Writes the classes that all packages have; of the shared class only what `used`, the other sources, call.
    pub(super) fn support(&self, files: &mut FileSet, folder: &str, used: &str) {
        let head = self.header();
        let header = head.as_str();
        let package = names::package(self.schema);
        let package = package.as_str();
        let (memory, at) = (self.flavour.memory(), self.flavour.at());
        let kinds = Kind::ALL.iter().map(|(kind, text, doc)| view::Kind {
            name: super::steps::kind_name(*kind),
            text,
            doc,
            message: message(*kind),
        });
        let mut file =
            |name: &str, text: String| files.insert(format!("{folder}/{name}.java"), self.resolved(&text));
        file("WireException", render(&view::WireException { header, package }));
        file("DecodeException", render(&view::DecodeException { header, package }));
        file("EncodeException", render(&view::EncodeException { header, package }));
        file("ErrorKind", render(&view::ErrorKind { header, package, kinds: kinds.collect() }));
        file("WireField", render(&view::WireField { header, package }));
        file("Prefix", render(&view::Prefix { header, package, imports: imports(memory), memory }));
        if !self.schema.operations.is_empty() {
            file("Timed", render(&view::Timed { header, package }));
            file("Transport", render(&view::Transport { header, package, id: self.id_type() }));
        }
        let calls = |names: &[&str]| names.iter().any(|name| used.contains(&format!("Rbgen.{name}(")));
        let mut parts = String::new();
        if used.contains("Rbgen.DATA_MODEL") {
            parts.push_str(&render(&view::Host));
            parts.push('\n');
        }
        if calls(&["text", "text16", "putText", "putText16"]) {
            parts.push_str(&render(&view::Text { memory, at }));
            parts.push('\n');
        }
        if calls(&["uuid", "guid", "putUuid", "putGuid"]) {
            parts.push_str(&render(&view::Uuid { memory, at }));
            parts.push('\n');
        }
        let wide =
            ["getWide", "getWideSigned", "setWide", "getBig", "setBig", "bits", "signedBits", "replaced"];
        if calls(&wide) {
            parts.push_str(&render(&view::Wide { memory, at }));
            parts.push('\n');
        }
        parts.push_str(&render(&view::Common { memory, at }));
        let parts = parts.trim_end();
        let shared = |imports: String| match self.flavour {
            Flavour::Ffm => render(&view::RbgenFfm { header, package, imports, parts }),
            Flavour::ByteBuffer => render(&view::RbgenBytebuffer { header, package, imports, parts }),
        };
        file("Rbgen", shared(imports(&shared(String::new()))));
    }
}
