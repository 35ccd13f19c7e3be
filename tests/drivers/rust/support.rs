//! What every driver of the Rust backend is made with: lines in, answers out, and values as `path=value` pairs.

use rbgen_wire::{DecodeError, EncodeError};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::BufRead;

/// One column after the other of a line's values.
pub type Given = HashMap<String, String>;

/// Why there is no answer but an error.
pub enum Failed {
    Decode(DecodeError),
    Encode(EncodeError),
    Unknown(String),
}

impl From<DecodeError> for Failed {
    fn from(e: DecodeError) -> Failed {
        Failed::Decode(e)
    }
}

impl From<EncodeError> for Failed {
    fn from(e: EncodeError) -> Failed {
        Failed::Encode(e)
    }
}

pub fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

pub fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).filter_map(|i| u8::from_str_radix(&text[i * 2..i * 2 + 2], 16).ok()).collect()
}

pub fn array<const N: usize>(text: &str) -> Result<[u8; N], Failed> {
    unhex(text).try_into().map_err(|_| Failed::Unknown(format!("{N} bytes: {text}")))
}

pub fn get<'a>(given: &'a Given, path: &str) -> Result<&'a str, Failed> {
    given.get(path).map(String::as_str).ok_or_else(|| Failed::Unknown(path.to_owned()))
}

/// Whether any value below a path is given.
pub fn has(given: &Given, path: &str) -> bool {
    given.keys().any(|k| k.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '['])))
}

pub fn number<T: std::str::FromStr>(text: &str) -> Result<T, Failed> {
    text.parse().map_err(|_| Failed::Unknown(text.to_owned()))
}

pub fn text(text: &str) -> Result<String, Failed> {
    String::from_utf8(unhex(text)).map_err(|_| Failed::Unknown(text.to_owned()))
}

/// What a decoded value encodes to.
pub fn again<B: AsRef<[u8]>>(encoded: Result<B, EncodeError>) -> String {
    match encoded {
        Ok(bytes) => hex(bytes),
        Err(e) => format!("!{}", e.kind().name()),
    }
}

/// Answers every line.
pub fn run(answer: impl Fn(&str, &str, &str, &[&str]) -> Result<Vec<String>, Failed>) {
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { return };
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, verb, name, order, rest @ ..] = &columns[..] else { continue };
        let shown = match answer(verb, name, order, rest) {
            Ok(columns) => std::iter::once("ok".to_owned()).chain(columns).collect::<Vec<_>>().join("\t"),
            Err(Failed::Decode(e)) => {
                format!("err\t{}\t{}\t{}\t{}\t{}", e.kind().name(), e.type_name(), e.field(), e.wanted(), e.got())
            }
            Err(Failed::Encode(e)) => {
                format!("err\t{}\t{}\t{}\t{}\t{}", e.kind().name(), e.type_name(), e.field(), e.wanted(), e.got())
            }
            Err(Failed::Unknown(what)) => format!("err\tdriver\t\t\t\t{what}"),
        };
        println!("{id}\t{shown}");
    }
}
