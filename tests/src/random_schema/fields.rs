//! Random fields: a type with what is said about its values.

use super::whole::Draft;
use crate::vectors::Rng;
use std::fmt::Write as _;

/// What items before this one declare.
pub(super) struct Known {
    /// Whether the byte order is an argument.
    pub(super) either: bool,
    pub(super) enums: Vec<(String, &'static str)>,
    pub(super) flags: Vec<String>,
    pub(super) structs: Vec<String>,
    pub(super) unions: Vec<(String, Option<Tagged>)>,
}

/// The tag that a union asks for.
#[derive(Clone)]
pub(super) struct Tagged {
    pub(super) name: String,
    pub(super) ty: String,
}

/// Names of fields, with keywords and common members of the languages among them.
const NAMES: [&str; 24] = [
    "width", "kind", "value", "data", "order", "count", "next", "index", "name", "type", "at", "object",
    "class", "length", "buffer", "offset", "result", "struct", "in", "self", "this", "extent", "owner",
    "field",
];

const INTEGERS: [(&str, u32, bool); 18] = [
    ("u8", 8, false),
    ("u16", 16, false),
    ("u24", 24, false),
    ("u32", 32, false),
    ("u40", 40, false),
    ("u48", 48, false),
    ("u56", 56, false),
    ("u64", 64, false),
    ("u128", 128, false),
    ("i8", 8, true),
    ("i16", 16, true),
    ("i24", 24, true),
    ("i32", 32, true),
    ("i40", 40, true),
    ("i48", 48, true),
    ("i56", 56, true),
    ("i64", 64, true),
    ("i128", 128, true),
];

impl Known {
    pub(super) fn new(either: bool) -> Known {
        Known { either, enums: Vec::new(), flags: Vec::new(), structs: Vec::new(), unions: Vec::new() }
    }
}

impl Draft {
    /// A field, or a union with its tag; one line each.
    pub(super) fn field(&mut self, index: usize, since: u32) -> Vec<String> {
        let word = NAMES[self.rng.below(NAMES.len())];
        // Most names occur once, so that short ones are seen too.
        let name = if self.rng.below(2) == 0 { word.to_owned() } else { format!("{word}_{index}") };
        let since = if since == 0 { String::new() } else { format!(", since = {since}") };
        if self.rng.below(9) == 0 && !self.known.unions.is_empty() {
            return self.union_field(&name, &since);
        }
        let (ty, rules) = self.value();
        vec![format!("  {{ name = \"{name}\", {ty}{rules}{since} }},\n")]
    }

    fn union_field(&mut self, name: &str, since: &str) -> Vec<String> {
        let (union, tag) = self.known.unions[self.rng.below(self.known.unions.len())].clone();
        let union = format!("  {{ name = \"{name}\", type = \"{union}\"{since} }},\n");
        let Some(tag) = tag else { return vec![union] };
        let tag = format!("  {{ name = \"{}\", type = \"{}\"{since} }},\n", tag.name, tag.ty);
        if self.rng.below(2) == 0 { vec![tag, union] } else { vec![union, tag] }
    }

    /// The type and the rules of a value.
    fn value(&mut self) -> (String, String) {
        let rng = &mut self.rng;
        match rng.below(14) {
            0..=3 => {
                let (ty, width, signed) = INTEGERS[rng.below(INTEGERS.len())];
                let dims = dims(rng);
                let mut rules = integer_rules(rng, width, signed, dims.len());
                if !self.known.either && rng.below(5) == 0 && width > 8 {
                    rules.push_str(", endian = \"big\"");
                }
                (array(ty, &dims), rules)
            }
            4 => {
                let ty = ["f32", "f64"][rng.below(2)];
                let rules = [
                    "",
                    ", range = [-1.5, 1024.25]",
                    ", one_of = [0.5, -2.0]",
                    ", const = 3.25",
                    ", default = -0.0",
                ];
                (array(ty, &dims(rng)), rules[rng.below(rules.len())].to_owned())
            }
            5 => {
                let ty = ["bool8", "bool32"][rng.below(2)];
                let rules = ["", ", truthy = true", ", const = true", ", default = true"];
                (array(ty, &dims(rng)), rules[rng.below(rules.len())].to_owned())
            }
            6 => text(rng),
            7 => {
                let (ty, value) = [
                    ("bytes[3]", "hex:01ff00"),
                    ("guid", "c12a7328-f81f-11d2-ba4b-00a0c93ec93b"),
                    ("uuid", "00112233-4455-6677-8899-aabbccddeeff"),
                ][rng.below(3)];
                let rules = match rng.below(4) {
                    0 => format!(", const = \"{value}\""),
                    1 => format!(", one_of = [\"{value}\"]"),
                    2 => format!(", default = \"{value}\""),
                    _ => String::new(),
                };
                (format!("type = \"{ty}\""), rules)
            }
            8 => {
                let policy = ["zero", "ignore", "preserve"][rng.below(3)];
                (format!("reserved = {}", 1 + rng.below(9)), format!(", policy = \"{policy}\""))
            }
            9 if !self.known.enums.is_empty() => {
                let (ty, _) = &self.known.enums[rng.below(self.known.enums.len())];
                let rules = [
                    "",
                    ", default = \"VALUE_1\"",
                    ", const = \"VALUE_0\"",
                    ", one_of = [\"VALUE_2\", \"OTHER\"], default = \"VALUE_2\"",
                ];
                (array(ty, &dims(rng)), rules[rng.below(rules.len())].to_owned())
            }
            10 if !self.known.flags.is_empty() => {
                let ty = &self.known.flags[rng.below(self.known.flags.len())];
                let rules = ["", ", default = [\"FIRST\"]", ", const = [\"FIRST\", \"SECOND\"]"];
                (array(ty, &dims(rng)), rules[rng.below(rules.len())].to_owned())
            }
            11 if !self.known.structs.is_empty() => {
                let ty = &self.known.structs[rng.below(self.known.structs.len())];
                (array(ty, &dims(rng)), String::new())
            }
            _ => self.word(),
        }
    }

    /// An integer whose bits are items.
    fn word(&mut self) -> (String, String) {
        let (ty, width, _) = INTEGERS[self.rng.below(9)];
        let mut items = String::new();
        let mut low = 0;
        let mut index = 0;
        while low < width {
            let most = (width - low) as usize;
            let bits = if index == 5 { most } else { 1 + self.rng.below(most) } as u32;
            let high = low + bits - 1;
            let range = format!("bits = \"{high}:{low}\"");
            let name = format!("name = \"item_{index}_{}\"", NAMES[self.rng.below(NAMES.len())]);
            let item = match self.rng.below(8) {
                0 => format!("{{ {range}, reserved = true }}"),
                1 => format!("{{ {range}, reserved = true, policy = \"ignore\" }}"),
                2 => format!("{{ {name}, {range}, reserved = true, policy = \"preserve\" }}"),
                3 if bits == 1 => format!("{{ {name}, bit = {low} }}"),
                4 => format!("{{ {name}, {range}, type = \"i{}\" }}", bits.next_power_of_two().max(8)),
                5 => format!("{{ {name}, {range}, const = 1 }}"),
                6 if bits > 2 => format!("{{ {name}, {range}, range = [1, 5], default = 2 }}"),
                _ => format!("{{ {name}, {range} }}"),
            };
            let _ = write!(items, "\n    {item},");
            low += bits;
            index += 1;
        }
        (format!("type = \"{ty}\""), format!(", bits = [{items}\n  ]"))
    }
}

/// Dimensions of an array; mostly none.
fn dims(rng: &mut Rng) -> Vec<usize> {
    let count = [0, 0, 0, 1, 2][rng.below(5)];
    (0..count).map(|_| 1 + rng.below(3)).collect()
}

fn array(ty: &str, dims: &[usize]) -> String {
    let dims: String = dims.iter().map(|len| format!("[{len}]")).collect();
    format!("type = \"{ty}{dims}\"")
}

fn integer_rules(rng: &mut Rng, width: u32, signed: bool, dims: usize) -> String {
    let most: i128 = if width >= 127 { i128::MAX } else { (1 << (width - u32::from(signed))) - 1 };
    let least = if signed { -most - 1 } else { 0 };
    let some = |rng: &mut Rng| {
        let raw = rng.wide() as i128;
        match rng.below(4) {
            0 => least,
            1 => most,
            _ => raw.rem_euclid(most.min(1 << 100)).max(least),
        }
    };
    let (a, b) = (some(rng), some(rng));
    let (low, high) = (a.min(b), a.max(b));
    match rng.below(9) {
        0 => format!(", const = {a}"),
        1 => format!(", one_of = [{low}, {high}], default = {high}"),
        2 => format!(", range = [{low}, {high}]"),
        3 => format!(", range = [{low}, {high}], enforce = \"encode\", default = {low}"),
        4 => format!(", default = {a}"),
        5 => ", scale = 0.5, bias = -3.0, unit = \"V\"".to_owned(),
        6 if dims == 1 => format!(", const = [{a}, {b}]"),
        _ => String::new(),
    }
}

fn text(rng: &mut Rng) -> (String, String) {
    let (ty, encoding) = [
        ("char[7]", "ascii"),
        ("char[7]", "utf-8"),
        ("char[7]", "latin-1"),
        ("char16[6]", "utf-16"),
        ("char[3][5]", "utf-8"),
    ][rng.below(5)];
    let mut rules = format!(", encoding = \"{encoding}\"");
    for rule in [", pad = \"space\"", ", terminated = true", ", invalid = \"replace\""] {
        if rng.below(3) == 0 {
            rules.push_str(rule);
        }
    }
    rules.push_str(
        ["", "", ", default = \"ab\"", ", const = \"xyz\"", ", one_of = [\"on\", \"off\"], default = \"on\""]
            [rng.below(5)],
    );
    (format!("type = \"{ty}\""), rules)
}
