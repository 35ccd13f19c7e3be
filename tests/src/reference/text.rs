//! Text of fixed fields, read from and written to units: bytes, or the numbers of UTF-16.

use super::value::Kind;
use rbgen_schema::ir::{Encoding, Pad, TextRules};

/// A fault with the two numbers an error carries, where it has any.
pub(crate) type Fault = (Kind, Option<(usize, u32)>);

/// The text in the units of a field.
pub(crate) fn decode(units: &[u16], rules: TextRules) -> Result<String, Fault> {
    let end = units.iter().position(|u| *u == 0);
    if rules.terminated && end.is_none() {
        return Err((Kind::NotTerminated, None));
    }
    let units = &units[..end.unwrap_or(units.len())];
    let text = match rules.encoding {
        Encoding::Latin1 => units.iter().map(|u| char::from(*u as u8)).collect(),
        Encoding::Ascii => ascii(units, rules.replace_invalid)?,
        Encoding::Utf8 => utf8(units, rules.replace_invalid)?,
        Encoding::Utf16 => utf16(units, rules.replace_invalid)?,
    };
    Ok(match rules.pad {
        Pad::Nul => text,
        Pad::Space => text.trim_end_matches(' ').to_owned(),
    })
}

fn bad(index: usize, unit: u16) -> Fault {
    (Kind::BadText, Some((index, u32::from(unit))))
}

fn ascii(units: &[u16], replace: bool) -> Result<String, Fault> {
    let read = |(i, u): (usize, &u16)| match u {
        0..128 => Ok(char::from(*u as u8)),
        _ if replace => Ok(char::REPLACEMENT_CHARACTER),
        _ => Err(bad(i, *u)),
    };
    units.iter().enumerate().map(read).collect()
}

fn utf8(units: &[u16], replace: bool) -> Result<String, Fault> {
    let bytes: Vec<u8> = units.iter().map(|u| *u as u8).collect();
    if replace {
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        bad(at, units[at])
    })
}

fn utf16(units: &[u16], replace: bool) -> Result<String, Fault> {
    let mut text = String::new();
    let mut at = 0;
    for c in char::decode_utf16(units.iter().copied()) {
        match c {
            Ok(c) => {
                text.push(c);
                at += c.len_utf16();
            }
            Err(_) if replace => {
                text.push(char::REPLACEMENT_CHARACTER);
                at += 1;
            }
            Err(e) => return Err(bad(at, e.unpaired_surrogate())),
        }
    }
    Ok(text)
}

/// The units of a field of `len` units that hold a text.
pub(crate) fn encode(text: &str, len: usize, rules: TextRules) -> Result<Vec<u16>, Fault> {
    let mut units: Vec<u16> = Vec::new();
    for (i, c) in text.chars().enumerate() {
        let code = u32::from(c);
        let fits = match rules.encoding {
            Encoding::Ascii => code < 128,
            Encoding::Latin1 => code < 256,
            Encoding::Utf8 | Encoding::Utf16 => true,
        };
        if code == 0 || !fits {
            return Err((Kind::BadText, Some((i, code))));
        }
        match rules.encoding {
            Encoding::Ascii | Encoding::Latin1 => units.push(code as u16),
            Encoding::Utf8 => units.extend(c.encode_utf8(&mut [0; 4]).bytes().map(u16::from)),
            Encoding::Utf16 => units.extend_from_slice(c.encode_utf16(&mut [0; 2])),
        }
    }
    let room = len - usize::from(rules.terminated);
    if units.len() > room {
        return Err((Kind::TextTooLong, Some((room, units.len() as u32))));
    }
    if rules.terminated {
        units.push(0);
    }
    units.resize(len, if rules.pad == Pad::Space { u16::from(b' ') } else { 0 });
    Ok(units)
}
