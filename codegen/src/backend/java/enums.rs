//! Enums and flag sets as values around their numbers.

use super::doc::{self, Doc};
use super::generator::Generator;
use super::literal;
use super::types::{Host, host};
use crate::backend::object::code::Code;
use crate::backend::object::names::capital;
use rbgen_schema::ir::{EnumDef, FlagValue, FlagsDef, Scalar, Unknown};

/// Parts of one expression at most.
const CHAIN: usize = 60;

impl<'a> Generator<'a> {
    /// The file of an enum.
    pub(super) fn enumeration(&self, def: &EnumDef) -> String {
        let name = self.names.class_in_code(&def.name);
        let number = host(def.repr);
        let mut code = self.code();
        let unknown = match def.unknown {
            Unknown::Keep => "A code without a name survives a round trip.",
            Unknown::Reject => "Decoding refuses a code without a name.",
        };
        Doc::schema(def.doc.as_deref(), format!("The enum {{@code {}}} of the schema.", def.name))
            .own(format!("A {{@code {}}}. {unknown}", def.repr.name()))
            .since(def.since)
            .tag("@param code", self.code_text(def.repr, "the number of the value"))
            .deprecated(def.deprecated.as_deref())
            .write(&mut code);
        if def.deprecated.is_some() {
            code.line("@Deprecated");
        }
        self.allow_deprecated(&mut code);
        code.open(format!("public record {name}({} code)", number.name()));
        for value in &def.values {
            let constant = self.names.value(&def.name, &value.name);
            Doc::schema(value.doc.as_deref(), format!("The value {{@code {}}}.", value.name))
                .since(value.since)
                .deprecated(value.deprecated.as_deref())
                .write(&mut code);
            if value.deprecated.is_some() {
                code.line("@Deprecated");
            }
            let made = match value.alias {
                Some(index) => self.names.value(&def.name, &def.values[index as usize].name),
                None => format!("new {name}({})", literal::int(def.repr, value.code)),
            };
            code.line(format!("public static final {name} {constant} = {made};"));
            code.blank();
        }
        Doc::new("The value of a code, known or not.")
            .tag("@param code", "the number")
            .tag("@return", "the constant of this code, or a value that only has the code")
            .write(&mut code);
        code.open(format!("public static {name} of({} code)", number.name()));
        let constants = def.values.iter().map(|value| self.names.value(&def.name, &value.name));
        self.choice(&mut code, def, &constants.collect::<Vec<_>>(), &format!("new {name}(code)"));
        code.close();
        code.blank();
        Doc::new("Whether the code has a name.")
            .tag("@return", "whether it is one of the constants")
            .write(&mut code);
        code.open("public boolean isKnown()");
        code.line("return rbgenKnows(code);");
        code.close();
        code.blank();
        code.open(format!("static boolean rbgenKnows({} code)", number.name()));
        if is_switched(def.repr) {
            let known = vec!["true".to_owned(); def.values.len()];
            self.grouped_choice(&mut code, def, &known, "false");
        } else {
            let tests = self.codes(def).into_iter().map(|(_, number)| is_code(def.repr, &number));
            let tests: Vec<String> = tests.collect();
            let mut runs = tests.chunks(CHAIN).map(|run| run.join(" || "));
            let last = runs.next_back().unwrap_or_else(|| "false".to_owned());
            for run in runs {
                code.open(format!("if ({run})"));
                code.line("return true;");
                code.close();
            }
            code.line(format!("return {last};"));
        }
        code.close();
        code.blank();
        Doc::new("The name of the code in the schema.")
            .tag("@return", "the name, or the number in decimal where it has none")
            .write(&mut code);
        code.open("public String name()");
        let names: Vec<String> = def.values.iter().map(|value| literal::string(&value.name)).collect();
        let decimal = match number {
            Host::Big => "code.toString()".to_owned(),
            Host::Long if def.repr == Scalar::U64 => "Long.toUnsignedString(code)".to_owned(),
            other => format!("{}.toString(code)", other.boxed()),
        };
        self.choice(&mut code, def, &names, &decimal);
        code.close();
        for (index, attribute) in def.text.iter().enumerate() {
            let method = self.names.member(&def.name, &attribute.name);
            code.blank();
            Doc::new(format!("The {{@code {}}} of the value.", attribute.name))
                .tag(
                    "@return",
                    format!(
                        "the text; {} for a code without a name",
                        doc::flat(&quoted(&attribute.fallback))
                    ),
                )
                .write(&mut code);
            code.open(format!("public String {method}()"));
            let texts: Vec<String> =
                def.values.iter().map(|value| literal::string(&value.text[index])).collect();
            self.grouped_choice(&mut code, def, &texts, &literal::string(&attribute.fallback));
            code.close();
        }
        code.blank();
        code.line("@Override");
        code.open("public String toString()");
        code.line("return name();");
        code.close();
        code.close();
        self.file(&code.text())
    }

    fn code_text(&self, scalar: Scalar, text: &str) -> String {
        if scalar == Scalar::U64 { format!("{text}, unsigned") } else { text.to_owned() }
    }

    /// Returns one of some expressions by the code. Values that only are other names are left out.
    fn choice(&self, code: &mut Code, def: &EnumDef, results: &[String], otherwise: &str) {
        let cases: Vec<(String, &String)> =
            self.codes(def).into_iter().map(|(at, number)| (number, &results[at])).collect();
        self.cases(code, def.repr, cases, otherwise);
    }

    /// The same with one case for all codes that have the same result.
    fn grouped_choice(&self, code: &mut Code, def: &EnumDef, results: &[String], otherwise: &str) {
        let is_switch = is_switched(def.repr);
        let mut groups: Vec<(String, &String)> = Vec::new();
        for (at, number) in self.codes(def) {
            let result = &results[at];
            if result == otherwise {
                continue;
            }
            match groups.iter_mut().find(|(_, other)| is_switch && *other == result) {
                Some((numbers, _)) => {
                    numbers.push_str(", ");
                    numbers.push_str(&number);
                }
                None => groups.push((number, result)),
            }
        }
        self.cases(code, def.repr, groups, otherwise);
    }

    /// The codes of values that are not other names, with their places in the list.
    fn codes(&self, def: &EnumDef) -> Vec<(usize, String)> {
        let own = def.values.iter().enumerate().filter(|(_, value)| value.alias.is_none());
        own.map(|(at, value)| {
            let number = match host(def.repr) {
                Host::Byte | Host::Short | Host::Int => value.code.to_string(),
                _ => literal::int(def.repr, value.code),
            };
            (at, number)
        })
        .collect()
    }

    fn cases(&self, code: &mut Code, scalar: Scalar, cases: Vec<(String, &String)>, otherwise: &str) {
        if cases.is_empty() {
            return code.line(format!("return {otherwise};"));
        }
        if is_switched(scalar) {
            code.open("return switch (code)");
            for (numbers, result) in cases {
                code.line(format!("case {numbers} -> {result};"));
            }
            code.line(format!("default -> {otherwise};"));
            return code.close_with(";");
        }
        for (number, result) in cases {
            code.open(format!("if ({})", is_code(scalar, &number)));
            code.line(format!("return {result};"));
            code.close();
        }
        code.line(format!("return {otherwise};"));
    }

    /// The file of a flag set.
    pub(super) fn flag_set(&self, def: &FlagsDef) -> String {
        let name = self.names.class_in_code(&def.name);
        let number = host(def.repr);
        let big = number == Host::Big;
        let mut code = self.code();
        Doc::schema(def.doc.as_deref(), format!("The flags {{@code {}}} of the schema.", def.name))
            .own(format!("A {{@code {}}}. Bits without a name are kept.", def.repr.name()))
            .tag("@param bits", self.code_text(def.repr, "the number of all bits"))
            .write(&mut code);
        code.open(format!("public record {name}({} bits)", number.name()));
        Doc::new("No flag.").write(&mut code);
        code.line(format!(
            "public static final {name} NONE = new {name}({});",
            literal::int(def.repr, rbgen_schema::Int::ZERO)
        ));
        code.blank();
        for value in def.values.iter().filter(|value| value.is_flag) {
            let constant = self.names.value(&def.name, &value.name);
            Doc::schema(value.doc.as_deref(), format!("The flag {{@code {}}}.", value.name)).write(&mut code);
            code.line(format!(
                "public static final {name} {constant} = new {name}({});",
                mask(def.repr, value.bits.mask())
            ));
            code.blank();
        }
        let operation = |code: &mut Code, text: &str, ret: &str, method: &str, body: String| {
            Doc::new(text).tag("@param other", "other flags").tag("@return", ret).write(code);
            code.open(format!("public {method}({name} other)"));
            code.line(format!("return {body};"));
            code.close();
            code.blank();
        };
        let (and, or, without) = if big {
            ("bits.and(other.bits)", "bits.or(other.bits)", "bits.andNot(other.bits)")
        } else {
            ("bits & other.bits", "bits | other.bits", "bits & ~other.bits")
        };
        let contains =
            if big { "bits.and(other.bits).equals(other.bits)" } else { "(bits & other.bits) == other.bits" };
        operation(
            &mut code,
            "Whether all of some flags are set.",
            "whether none of them is missing",
            "boolean contains",
            contains.to_owned(),
        );
        operation(
            &mut code,
            "These flags and others.",
            "the flags that are in either",
            &format!("{name} with"),
            format!("new {name}({or})"),
        );
        operation(
            &mut code,
            "These flags but for others.",
            "the flags that are only in this",
            &format!("{name} without"),
            format!("new {name}({without})"),
        );
        operation(
            &mut code,
            "The flags that are in both.",
            "the flags in common",
            &format!("{name} and"),
            format!("new {name}({and})"),
        );
        Doc::new("Whether no bit is set.").tag("@return", "whether the number is zero").write(&mut code);
        code.open("public boolean isEmpty()");
        code.line(if big { "return bits.signum() == 0;" } else { "return bits == 0;" });
        code.close();
        for value in def.values.iter().filter(|value| !value.is_flag) {
            self.flag_number(&mut code, def, value, &name);
        }
        self.flag_text(&mut code, def);
        code.close();
        self.file(&code.text())
    }

    fn flag_number(&self, code: &mut Code, def: &FlagsDef, value: &FlagValue, name: &str) {
        let (low, width) = (value.bits.low, value.bits.width);
        let method = self.names.member(&def.name, &value.name);
        let scalar = Scalar::of_width(width, false);
        let ty = host(scalar);
        let text = || Doc::schema(value.doc.as_deref(), format!("The number {{@code {}}}.", value.name));
        let place = format!("Bits {}:{low}.", low + width - 1);
        code.blank();
        text().own(place.clone()).tag("@return", "the number").write(code);
        code.open(format!("public {} {method}()", ty.name()));
        let mask_text = mask(def.repr, value.bits.value_mask());
        let shifted = if low == 0 { "bits".to_owned() } else { format!("(bits >>> {low})") };
        let number = match (host(def.repr), ty) {
            (Host::Big, Host::Big) => format!("Rbgen.bits(bits, {low}, {width})"),
            (Host::Big, Host::Long) => format!("Rbgen.bits(bits, {low}, {width}).longValue()"),
            (Host::Big, _) => format!("Rbgen.bits(bits, {low}, {width}).intValue()"),
            (Host::Long, Host::Int) => format!("(int) ({shifted} & {mask_text})"),
            _ => format!("{shifted} & {mask_text}"),
        };
        code.line(format!("return {number};"));
        code.close();
        code.blank();
        text()
            .own(place)
            .tag("@param number", "the new number; bits that it has no room for are dropped")
            .tag("@return", "these flags with another number")
            .write(code);
        code.open(format!("public {name} with{}({} number)", capital(&method), ty.name()));
        let body = match host(def.repr) {
            Host::Big => {
                let given = if ty == Host::Big {
                    "number".to_owned()
                } else {
                    "BigInteger.valueOf(number)".to_owned()
                };
                format!("Rbgen.replaced(bits, {low}, {width}, Rbgen.bits({given}, 0, {width}))")
            }
            of => {
                let given = if of == Host::Long && ty == Host::Int { "(long) number" } else { "number" };
                let given = if given == "number" { "number".to_owned() } else { format!("({given})") };
                let up = if low == 0 { String::new() } else { format!(" << {low}") };
                format!("bits & ~{} | ({given} & {mask_text}){up}", mask(def.repr, value.bits.mask()))
            }
        };
        code.line(format!("return new {name}({body});"));
        code.close();
    }

    fn flag_text(&self, code: &mut Code, def: &FlagsDef) {
        code.blank();
        code.line("@Override");
        code.open("public String toString()");
        code.line("StringJoiner joiner = new StringJoiner(\"|\");");
        let big = host(def.repr) == Host::Big;
        code.line(format!("{} rest = bits;", host(def.repr).name()));
        for value in def.values.iter().filter(|value| value.is_flag) {
            let constant = self.names.value(&def.name, &value.name);
            code.open(format!("if (contains({constant}))"));
            code.line(format!("joiner.add({});", literal::string(&value.name)));
            let rest = if big {
                format!("rest.andNot({constant}.bits)")
            } else {
                format!("rest & ~{constant}.bits")
            };
            code.line(format!("rest = {rest};"));
            code.close();
        }
        code.open(if big {
            "if (rest.signum() != 0 || joiner.length() == 0)"
        } else {
            "if (rest != 0 || joiner.length() == 0)"
        });
        let digits = match host(def.repr) {
            Host::Big => "rest.toString(16)",
            Host::Long => "Long.toHexString(rest)",
            _ => "Integer.toHexString(rest)",
        };
        code.line(format!("joiner.add(\"0x\" + {digits});"));
        code.close();
        code.line("return joiner.toString();");
        code.close();
    }
}

/// Whether Java can switch on the type of a number.
fn is_switched(scalar: Scalar) -> bool {
    matches!(host(scalar), Host::Byte | Host::Short | Host::Int)
}

/// The test for one code.
fn is_code(scalar: Scalar, number: &str) -> String {
    if host(scalar) == Host::Big { format!("code.equals({number})") } else { format!("code == {number}") }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// Bits as a number in hexadecimal.
fn mask(scalar: Scalar, bits: u128) -> String {
    match host(scalar) {
        Host::Big => format!("new BigInteger(\"{bits:x}\", 16)"),
        Host::Long => format!("0x{:X}L", bits as u64),
        _ => format!("0x{bits:X}"),
    }
}
