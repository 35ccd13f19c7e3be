//! Random schemas of the whole language: rules, codes, bits, unions, growth, messages and calls.
//!
//! What is drawn is proposed item by item and field by field, and stays where the front end and every backend take it, so
//! the rules of the language needn't be known here.

use super::fields::{Known, Tagged};
use crate::vectors::Rng;
use rbgen::BACKENDS;
use rbgen_schema::{Schema, Severity};
use std::fmt::Write as _;

/// A schema in the making.
pub(super) struct Draft {
    pub(super) rng: Rng,
    head: String,
    items: Vec<String>,
    /// What later items can use.
    pub(super) known: Known,
}

/// A random schema in TOML, always the same for a name; the name is also that of the schema.
pub fn whole(name: &str) -> String {
    let mut rng = Rng::named(name);
    let endian = ["little", "big", "either", "little"][rng.below(4)];
    let head = format!("[schema]\nedition = 1\nname = \"{name}\"\nversion = 3\nendian = \"{endian}\"\n");
    let mut draft = Draft { rng, head, items: Vec::new(), known: Known::new(endian == "either") };
    for _ in 0..2 {
        draft.constant();
        draft.enumeration();
        draft.flags();
    }
    for _ in 0..2 {
        draft.plain_struct(5);
        draft.union();
    }
    for _ in 0..3 {
        draft.plain_struct(12);
    }
    draft.growing_struct();
    draft.message();
    draft.text()
}

/// What front end and backends make of a text; nothing where one of them refuses it.
pub fn accepted(text: &str) -> Option<Schema> {
    let loaded = rbgen_schema::load_text("random.toml", text);
    let schema = loaded.schema?;
    let refuses = |backend: &&dyn rbgen::Backend| {
        backend.check(&schema).iter().any(|found| found.severity == Severity::Error)
    };
    (!BACKENDS.iter().any(refuses)).then_some(schema)
}

impl Draft {
    fn text(&self) -> String {
        self.head.clone() + &self.items.concat()
    }

    /// Keeps an item if the schema is good with it.
    pub(super) fn propose(&mut self, item: String) -> bool {
        self.items.push(item);
        let good = accepted(&self.text()).is_some();
        if !good {
            self.items.pop();
        }
        good
    }

    /// Adds fields to a struct one after the other, as far as they are taken; the number of those.
    fn fields(&mut self, start: &str, mut fields: Vec<String>, most: usize, since: u32) -> Vec<String> {
        let mut missed = 0;
        while fields.len() < most && missed < 20 {
            let index = fields.len();
            let drawn = self.field(index, since);
            let trial: Vec<String> = fields.iter().cloned().chain(drawn).collect();
            let item = format!("{start}fields = [\n{}]\n", trial.concat());
            if self.propose(item) {
                self.items.pop();
                fields = trial;
            } else {
                missed += 1;
            }
        }
        fields
    }

    fn plain_struct(&mut self, most: usize) {
        let name = format!("Struct{}", self.known.structs.len());
        let layout = [
            "padding = \"auto\"",
            "padding = \"auto\"",
            "layout = \"packed\"",
            "layout = \"packed\"\npack = 2\npadding = \"auto\"",
            "padding = \"auto\"\nalign = 16",
            "padding = \"auto\"\nusage = \"shm\"",
        ][self.rng.below(6)];
        let mut start = format!("\n[[struct]]\nname = \"{name}\"\ndoc = \"Drawn.\"\n{layout}\n");
        let other = ["little", "big"][self.rng.below(2)];
        if !self.known.either && self.rng.below(4) == 0 {
            let _ = writeln!(start, "endian = \"{other}\"");
        }
        let first = self.first_field();
        let fields = self.fields(&start, first, most, 0);
        if self.propose(format!("{start}fields = [\n{}]\n", fields.concat())) {
            self.known.structs.push(name);
        }
    }

    /// What some structs begin with: a version, a size, or what tells the byte order.
    fn first_field(&mut self) -> Vec<String> {
        let drawn = match self.rng.below(6) {
            0 => "{ name = \"version\", type = \"u8\", const = 3, role = \"version\" }",
            1 => "{ name = \"version\", type = \"u16\", one_of = [2, 3], role = \"version\" }",
            2 => "{ name = \"size\", type = \"u16\", role = \"size\" }",
            3 if self.known.either => {
                "{ name = \"magic\", type = \"u32\", const = 0x01020304, role = \"byte_order\" }"
            }
            4 if self.known.either => {
                "{ name = \"mark\", type = \"i16\", one_of = [-2, 300], role = \"byte_order\", default = 300 }"
            }
            _ => return Vec::new(),
        };
        vec![format!("  {drawn},\n")]
    }

    fn growing_struct(&mut self) {
        let first = match self.rng.below(3) {
            0 => "  { name = \"size\", type = \"u32\", role = \"size\" },\n",
            1 => "  { name = \"version\", type = \"u8\", role = \"version\" },\n",
            _ => {
                "  { name = \"head\", type = \"u16\", bits = [ { name = \"version\", bits = \"15:12\", role = \"version\" }, { name = \"kind\", bits = \"11:0\" } ] },\n"
            }
        };
        let start =
            "\n[[struct]]\nname = \"Growing\"\nlayout = \"packed\"\nevolution = \"append\"\n".to_owned();
        let mut fields = vec![first.to_owned()];
        for (most, since) in [(4, 0), (6, 2), (9, 3)] {
            fields = self.fields(&start, fields, most, since);
        }
        self.propose(format!("{start}fields = [\n{}]\n", fields.concat()));
    }

    fn message(&mut self) {
        let count = ["u8", "u16", "u32", "i16"][self.rng.below(4)];
        let size = ["u8", "i8", "u16", "u64"][self.rng.below(4)];
        let header = format!(
            "\n[[struct]]\nname = \"Header\"\nlayout = \"packed\"\nfields = [\n  {{ name = \"entry_count\", type = \"{count}\" }},\n  \
             {{ name = \"data_size\", type = \"{size}\" }},\n  {{ name = \"word\", type = \"u16\", bits = [ {{ name = \"words\", bits = \"4:0\" }}, \
             {{ name = \"width\", bits = \"11:5\" }}, {{ name = \"height\", bits = \"15:12\" }} ] }},\n  {{ name = \"quality\", type = \"u8\", range = [1, 100], \
             default = 80 }},\n]\n"
        );
        if !self.propose(header) {
            return;
        }
        let record = self.known.structs[self.rng.below(self.known.structs.len())].clone();
        let (times, minus) = (1 + self.rng.below(4), self.rng.below(5));
        let parts = [
            "  { name = \"data\", length = \"data_size\" },\n".to_owned(),
            format!("  {{ name = \"entries\", type = \"{record}\", count = \"entry_count\" }},\n"),
            format!(
                "  {{ name = \"extra\", length = {{ field = \"word.words\", times = {times}, minus = {minus} }} }},\n"
            ),
            "  { name = \"tail\", length = \"rest\" },\n".to_owned(),
        ];
        let chosen: Vec<String> = parts.into_iter().filter(|_| self.rng.below(4) > 0).collect();
        let message = format!(
            "\n[[message]]\nname = \"Request\"\nid = 7\nheader = \"Header\"\npayload = [\n{}]\nderive = {{ dimensions = [\"width\", \"height\"] }}\n",
            chosen.concat()
        );
        if self.propose(message) {
            self.propose(
                "\n[[call]]\nname = \"send\"\nrequest = \"Request\"\nresponse = \"Request\"\ndefaults = { width = 9 }\nmany = { qualities = [\"quality\"] }\n"
                    .to_owned(),
            );
        }
    }

    fn constant(&mut self) {
        let name = format!("CONST_{}", self.items.len());
        let (ty, value) = match self.rng.below(6) {
            0 => ("u64", self.rng.next().to_string()),
            1 => ("i32", (self.rng.next() as i32).to_string()),
            2 => ("f64", format!("{:?}", self.rng.next() as i32 as f64 / 8.0)),
            3 => ("bool8", "true".to_owned()),
            4 => ("char[6]", "\"a\\\"$b\"".to_owned()),
            _ => ("bytes[3]", "\"hex:00ff7f\"".to_owned()),
        };
        self.propose(format!("\n[[const]]\nname = \"{name}\"\ntype = \"{ty}\"\nvalue = {value}\n"));
    }

    fn enumeration(&mut self) {
        let name = format!("Code{}", self.known.enums.len());
        let (ty, codes): (&str, [i128; 3]) = [
            ("u8", [0, 1, 255]),
            ("i8", [-128, 0, 7]),
            ("u16", [1, 2, 40_000]),
            ("u24", [0, 5, 0xff_ffff]),
            ("i32", [-1, 0, i128::from(i32::MAX)]),
            ("u64", [0, 1, i128::from(u64::MAX)]),
            ("i64", [i128::from(i64::MIN), 3, 4]),
            ("u128", [2, 3, 1 << 100]),
        ][self.rng.below(8)];
        let unknown = ["keep", "reject"][self.rng.below(2)];
        let values: String = (0..3)
            .map(|i| format!("  {{ name = \"VALUE_{i}\", value = {}, label = \"v{i}\" }},\n", codes[i]))
            .collect();
        let text = format!(
            "\n[[enum]]\nname = \"{name}\"\ntype = \"{ty}\"\nunknown = \"{unknown}\"\ntext = {{ label = \"?\" }}\nvalues = [\n{values}  \
             {{ name = \"OTHER\", alias = \"VALUE_1\" }},\n]\n"
        );
        if self.propose(text) {
            self.known.enums.push((name, ty));
        }
    }

    fn flags(&mut self) {
        let name = format!("Set{}", self.known.flags.len());
        let ty = ["u8", "u16", "u32", "u64", "u24", "u128"][self.rng.below(6)];
        let text = format!(
            "\n[[flags]]\nname = \"{name}\"\ntype = \"{ty}\"\nvalues = [ {{ name = \"FIRST\", bit = 0 }}, {{ name = \"SECOND\", bit = 2 }}, \
             {{ name = \"LEVEL\", bits = \"6:4\" }} ]\n"
        );
        if self.propose(text) {
            self.known.flags.push(name);
        }
    }

    fn union(&mut self) {
        let index = self.known.unions.len();
        let name = format!("Union{index}");
        let by_code = self.rng.below(2) == 0;
        let record = self.known.structs.first().cloned();
        let kinds = ["u32", "i16", "bytes[5]", "f32", "bool8", "u16[3]", "uuid", "u128"];
        let mut types: Vec<String> = (0..2).map(|_| kinds[self.rng.below(kinds.len())].to_owned()).collect();
        types.extend(record);
        types.extend(self.known.enums.first().map(|(name, _)| name.clone()));
        let tagged = self.rng.below(3) > 0;
        let enumeration = self.known.enums.last().cloned().filter(|_| by_code);
        let members: String = types
            .iter()
            .enumerate()
            .map(|(i, ty)| {
                let when = match (tagged, &enumeration) {
                    (false, _) => String::new(),
                    (true, _) if i == 3 => ", otherwise = true".to_owned(),
                    (true, Some(_)) => format!(", when = [\"VALUE_{i}\"]"),
                    (true, None) => format!(", when = [{i}, {}]", 10 + i),
                };
                format!("  {{ name = \"member_{i}\", type = \"{ty}\"{when} }},\n")
            })
            .collect();
        let tag = format!("tag_{index}");
        let line = if tagged { format!("tag = \"{tag}\"\n") } else { String::new() };
        // The values of the tag are looked up in a struct that holds the union.
        let ty = enumeration.map_or("u8".to_owned(), |(name, _)| name);
        let text = format!("\n[[union]]\nname = \"{name}\"\n{line}members = [\n{members}]\n");
        let holder = format!(
            "\n[[struct]]\nname = \"Holder{index}\"\npadding = \"auto\"\nfields = [\n  {{ name = \"data\", type = \"{name}\" }},\n  \
             {{ name = \"{tag}\", type = \"{ty}\" }},\n]\n"
        );
        if self.propose(text + &holder) {
            let tag = tagged.then_some(Tagged { name: tag, ty });
            self.known.unions.push((name, tag));
        }
    }
}
