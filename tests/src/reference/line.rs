//! The reference codec as a driver: answers the lines of `docs/semantics.md`.

use super::value::{Failure, Order};
use super::{Reference, number};
use rbgen_schema::ir::ByteOrder;

/// Answers every line of a text.
pub fn serve(codec: Reference<'_>, lines: &str) -> String {
    lines.lines().map(|line| answer(codec, line) + "\n").collect()
}

/// Answers one line. A line that makes no sense is answered with what is wrong with it.
pub fn answer(codec: Reference<'_>, line: &str) -> String {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, op, ty, order, rest @ ..] = columns.as_slice() else { return format!("?\t{line}") };
    match reply(codec, op, ty, order, rest) {
        Ok(Ok(columns)) => {
            [*id, "ok"].into_iter().chain(columns.iter().map(String::as_str)).collect::<Vec<_>>().join("\t")
        }
        Ok(Err(failure)) => format!("{id}\terr\t{}", failure_columns(&failure).join("\t")),
        Err(why) => format!("{id}\tmisunderstood\t{why}"),
    }
}

/// The columns of an error after `err`.
pub(crate) fn failure_columns(failure: &Failure) -> [&str; 5] {
    [failure.kind.name(), &failure.owner, &failure.field, &failure.wanted, &failure.got]
}

type Reply = Result<Result<Vec<String>, Failure>, String>;

fn reply(codec: Reference<'_>, op: &str, ty: &str, order: &str, rest: &[&str]) -> Reply {
    let order = match order {
        "little" => Some(Order::Little),
        "big" => Some(Order::Big),
        "-" => None,
        _ => return Err(format!("no order `{order}`")),
    };
    let bytes = || match rest {
        [hex] => number::unhex(hex).ok_or_else(|| format!("`{hex}` is not hex")),
        _ => Err("one column of hex is wanted".to_owned()),
    };
    if op == "parse" {
        let message = codec.find_message(ty).ok_or_else(|| format!("no message `{ty}`"))?;
        let bytes = bytes()?;
        return Ok(codec.parse(message, &bytes, order).map(|parsed| {
            let again = codec.create(message, &parsed, order.unwrap_or(Order::Little));
            with_bytes(again, codec.flatten_message(message, &parsed))
        }));
    }
    if op == "create" {
        let message = codec.find_message(ty).ok_or_else(|| format!("no message `{ty}`"))?;
        let given = codec.unflatten_message(message, rest)?;
        let created = codec.create(message, &given, order.unwrap_or(Order::Little));
        return Ok(created.map(|bytes| vec![number::hex(&bytes)]));
    }
    let def = codec.find_struct(ty).ok_or_else(|| format!("no struct `{ty}`"))?;
    match op {
        "decode" => {
            let decoded = codec.decode(def, &bytes()?, order);
            Ok(decoded.map(|value| {
                let again = codec.encode(def, &value, order.unwrap_or(Order::Little));
                with_bytes(again, codec.flatten(def, &value, ""))
            }))
        }
        "prefix" => {
            let bytes = bytes()?;
            let decoded = codec.decode_prefix(def, &bytes, order);
            Ok(decoded.map(|(value, rest)| with_bytes(Ok(rest.to_vec()), codec.flatten(def, &value, ""))))
        }
        "encode" if order.is_none() && def.endian == ByteOrder::Either => {
            Err("an order is wanted".to_owned())
        }
        "encode" => {
            let value = codec.unflatten(def, rest)?;
            Ok(codec.encode(def, &value, order.unwrap_or(Order::Little)).map(|b| vec![number::hex(&b)]))
        }
        "needed" => Ok(Ok(vec![codec.needed(def, &bytes()?, order).to_string()])),
        "iter" => Ok(codec.count(def, &bytes()?, order).map(|n| vec![n.to_string()])),
        _ => Err(format!("no operation `{op}`")),
    }
}

fn with_bytes(bytes: Result<Vec<u8>, Failure>, values: Vec<String>) -> Vec<String> {
    let first = match bytes {
        Ok(bytes) => number::hex(&bytes),
        Err(failure) => format!("!{}", failure.kind.name()),
    };
    std::iter::once(first).chain(values).collect()
}
