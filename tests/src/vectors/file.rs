//! Vectors as JSON, and as driver lines.

use crate::reference::Failure;
use serde::{Deserialize, Serialize};

/// What a driver is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // the variants are the words of docs/semantics.md
pub enum Op {
    Decode,
    Prefix,
    Encode,
    Needed,
    Iter,
    Parse,
    Create,
}

impl Op {
    /// Whether the question is values, and the answer bytes.
    pub fn takes_values(self) -> bool {
        matches!(self, Op::Encode | Op::Create)
    }

    /// The word in a driver line.
    pub fn name(self) -> &'static str {
        match self {
            Op::Decode => "decode",
            Op::Prefix => "prefix",
            Op::Encode => "encode",
            Op::Needed => "needed",
            Op::Iter => "iter",
            Op::Parse => "parse",
            Op::Create => "create",
        }
    }
}

/// One question and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vector {
    /// What it is about.
    pub name: String,
    /// What is done.
    pub op: Op,
    /// The struct or message.
    #[serde(rename = "type")]
    pub ty: String,
    /// `little`, `big` or `-`.
    pub order: String,
    /// The bytes: read by all but `encode` and `create`, which write them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hex: Option<String>,
    /// The values as `path=value`: written by all but `encode` and `create`, which read them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// What `decode` and `parse` encode to again, where it isn't `hex`; `!` and a kind where that is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encodes_to: Option<String>,
    /// What `prefix` leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<String>,
    /// What `needed` and `iter` count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// The expected error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Failure>,
}

impl Vector {
    /// A question without its answer.
    pub fn question(name: String, op: Op, ty: &str, order: &str) -> Vector {
        let (ty, order) = (ty.to_owned(), order.to_owned());
        let (hex, values, encodes_to, rest, number, error) = (None, Vec::new(), None, None, None, None);
        Vector { name, op, ty, order, hex, values, encodes_to, rest, number, error }
    }

    /// The line that asks a driver.
    pub fn line(&self, id: usize) -> String {
        let mut columns = vec![id.to_string(), self.op.name().into(), self.ty.clone(), self.order.clone()];
        match self.op {
            Op::Encode | Op::Create => columns.extend(self.values.iter().cloned()),
            _ => columns.push(self.hex.clone().unwrap_or_default()),
        }
        columns.join("\t")
    }

    /// The line a driver must answer.
    pub fn answer(&self, id: usize) -> String {
        let mut columns = vec![id.to_string()];
        if let Some(failure) = &self.error {
            columns.push("err".into());
            columns.extend(crate::reference::failure_columns(failure).map(str::to_owned));
            return columns.join("\t");
        }
        columns.push("ok".into());
        match self.op {
            Op::Decode | Op::Parse => {
                columns.extend(self.encodes_to.clone().or_else(|| self.hex.clone()));
                columns.extend(self.values.iter().cloned());
            }
            Op::Prefix => {
                columns.extend(self.rest.clone());
                columns.extend(self.values.iter().cloned());
            }
            Op::Encode | Op::Create => columns.extend(self.hex.clone()),
            Op::Needed | Op::Iter => columns.extend(self.number.map(|n| n.to_string())),
        }
        columns.join("\t")
    }

    /// Takes over what the reference codec answered. A question that it doesn't understand is a bug in the generator.
    pub(crate) fn answered(mut self, line: &str) -> Vector {
        let columns: Vec<&str> = line.split('\t').collect();
        match columns.as_slice() {
            [_, "ok", first, values @ ..] => {
                let first = (*first).to_owned();
                match self.op {
                    Op::Decode | Op::Parse => {
                        self.encodes_to = (self.hex.as_ref() != Some(&first)).then_some(first)
                    }
                    Op::Prefix => self.rest = Some(first),
                    Op::Encode | Op::Create => self.hex = Some(first),
                    Op::Needed | Op::Iter => self.number = first.parse().ok(),
                }
                if !self.op.takes_values() {
                    self.values = values.iter().map(|v| (*v).to_owned()).collect();
                }
            }
            [_, "err", kind, owner, field, wanted, got] => {
                let kind =
                    crate::reference::Kind::named(kind).unwrap_or_else(|| panic!("no such error: {line}"));
                let [owner, field, wanted, got] = [owner, field, wanted, got].map(|s| (*s).to_owned());
                self.error = Some(Failure { kind, owner, field, wanted, got });
            }
            _ => panic!("{}: {line}", self.name),
        }
        self
    }
}

/// The vectors of one schema.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// The schema's name among those of the tests.
    pub schema: String,
    /// The vectors, in the order of the schema.
    pub vectors: Vec<Vector>,
}

impl File {
    /// The one form it is stored in: a vector a line.
    pub fn to_json(&self) -> String {
        let line = |v: &Vector| serde_json::to_string(v).unwrap_or_default();
        let lines: Vec<String> = self.vectors.iter().map(line).collect();
        let schema = serde_json::Value::from(self.schema.as_str());
        format!("{{\"schema\":{schema},\"vectors\":[\n{}\n]}}\n", lines.join(",\n"))
    }

    /// Reads the stored form.
    pub fn from_json(text: &str) -> Result<File, String> {
        serde_json::from_str(text).map_err(|e| e.to_string())
    }
}
