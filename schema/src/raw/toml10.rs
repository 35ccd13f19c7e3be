//! A schema is TOML 1.0, so that every TOML reader reads it; the parser knows 1.1 as well.

use crate::diagnostic::Diagnostic;
use crate::sink::Sink;
use crate::source::{FileId, Span};
use toml_parser::decoder::Encoding;
use toml_parser::parser::{Event, EventKind, parse_document};

/// Reports what only TOML 1.1 has. The text is known to parse, which also bounds its depth.
pub(crate) fn check(file: FileId, text: &str, sink: &Sink) {
    let tokens: Vec<_> = toml_parser::Source::new(text).lex().collect();
    let mut state = State { file, text, sink, open: Vec::new(), comma: None };
    let mut receiver = |event: Event| state.event(&event);
    parse_document(&tokens, &mut receiver, &mut ());
}

struct State<'a> {
    file: FileId,
    text: &'a str,
    sink: &'a Sink,
    /// The inline tables (true) and lists (false) around this place; the flag is cleared once a table was reported.
    open: Vec<(bool, bool)>,
    /// A comma that nothing has followed yet.
    comma: Option<Span>,
}

impl State<'_> {
    fn event(&mut self, event: &Event) {
        let span =
            Span { file: self.file, start: event.span().start() as u32, end: event.span().end() as u32 };
        match event.kind() {
            EventKind::InlineTableOpen => self.open.push((true, true)),
            EventKind::ArrayOpen => self.open.push((false, false)),
            EventKind::ArrayClose => {
                self.open.pop();
            }
            EventKind::InlineTableClose => {
                if let Some(comma) = self.comma {
                    let d = self.newer(comma, "a comma before the closing brace");
                    self.sink.add(d.fix("take the comma away", comma, ""));
                }
                self.open.pop();
            }
            EventKind::Newline => {
                if let Some((true, fresh)) = self.open.last_mut()
                    && std::mem::take(fresh)
                {
                    let d = self.newer(span, "a line break inside of `{ }`");
                    self.sink
                        .add(d.help("write the table on one line, or the entry as a table with a header"));
                }
                return;
            }
            EventKind::ValueSep => {
                self.comma = Some(span);
                return;
            }
            EventKind::Whitespace | EventKind::Comment => return,
            EventKind::Scalar | EventKind::SimpleKey => self.scalar(span, event.encoding()),
            _ => {}
        }
        self.comma = None;
    }

    fn newer(&self, span: Span, what: &str) -> Diagnostic {
        Diagnostic::error("toml-1-1", span, format!("{what} is TOML 1.1; schemas are TOML 1.0"))
    }

    fn scalar(&self, span: Span, encoding: Option<Encoding>) {
        let text = self.text.get(span.start as usize..span.end as usize).unwrap_or("");
        match encoding {
            Some(Encoding::BasicString | Encoding::MlBasicString) => {
                let bytes = text.as_bytes();
                let mut at = 0;
                while at + 1 < bytes.len() {
                    if bytes[at] != b'\\' {
                        at += 1;
                        continue;
                    }
                    let start = span.start + at as u32;
                    let (len, code) = match bytes[at + 1] {
                        b'e' => (2, Some("001b".to_owned())),
                        b'x' => (4, text.get(at + 2..at + 4).map(|hex| format!("00{hex}"))),
                        _ => (0, None),
                    };
                    if let Some(code) = code {
                        let place = Span { file: self.file, start, end: start + len };
                        let help = format!("write `\\u{code}`");
                        self.sink.add(self.newer(place, "this escape").fix(
                            help,
                            place,
                            format!("\\u{code}"),
                        ));
                    }
                    at += 2;
                }
            }
            _ => {
                // A time without seconds; a schema has no use for times, so the value is refused where it stands too.
                let mut parts = text.split(':');
                if encoding.is_none()
                    && parts.next().is_some_and(|p| p.ends_with(|c: char| c.is_ascii_digit()))
                    && parts.next().is_some_and(|p| p.starts_with(|c: char| c.is_ascii_digit()))
                    && parts.next().is_none()
                {
                    let d = self.newer(span, "a time without seconds");
                    self.sink.add(d.help("no key of a schema takes a time: take it away"));
                }
            }
        }
    }
}
