//! What may be a name.

use crate::diagnostic::Diagnostic;
use crate::raw::reader::shorten;
use crate::sink::Sink;
use crate::source::Span;

/// The longest name; longer ones break the line width of every formatter.
pub(crate) const MAX_NAME: usize = 60;

/// Reports a name that no language could carry.
pub(crate) fn check(sink: &Sink, name: &str, span: Span) -> bool {
    let error = |what: String| Diagnostic::error("bad-name", span, what);
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let legal = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let has_substance = name.bytes().any(|b| b.is_ascii_alphanumeric());
    if starts && legal && has_substance && name.len() <= MAX_NAME {
        if !name.to_ascii_lowercase().starts_with("rbgen") {
            return true;
        }
        sink.add(
            error(format!(
                "names that start with `rbgen` are kept for generated helpers, as in `{}`",
                shorten(name)
            ))
            .help("choose another name"),
        );
        return false;
    }
    let quoted = shorten(name);
    if starts && legal && has_substance {
        sink.add(
            error(format!("a name of {} letters is too long", name.len()))
                .help(format!("a name has at most {MAX_NAME} letters")),
        );
        return false;
    }
    let mut proposal: String =
        name.chars().take(MAX_NAME).map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if proposal.starts_with(|c: char| c.is_ascii_digit()) {
        proposal = format!("_{}", &proposal[..proposal.len().min(MAX_NAME - 1)]);
    }
    let text = "a name starts with a letter or `_` and goes on with letters, digits and `_` (all of ASCII)";
    let what = if name.is_empty() {
        "a name can't be empty".to_owned()
    } else {
        format!("`{quoted}` can't be a name")
    };
    let error = error(what).note(text);
    let usable = proposal.bytes().any(|b| b.is_ascii_alphanumeric())
        && !proposal.to_ascii_lowercase().starts_with("rbgen");
    sink.add(if usable {
        error.fix(format!("call it `{proposal}`"), span, format!("\"{proposal}\""))
    } else {
        error.help("choose a name of letters and digits")
    });
    false
}
