//! The package's own tests: literal bytes that each struct is held to, with JUnit.

use super::generator::Generator;
use super::literal;
use super::names::{package, root};
use super::types::{Host, host};
use crate::backend::object::code::Code;
use crate::backend::object::describe::hex;
use crate::backend::object::lower::member_type;
use crate::backend::object::names::{camel, pascal};
use crate::backend::sample;
use rbgen_schema::Int;
use rbgen_schema::ir::{ByteOrder, Evolution, MessageDef, PartKind, StructDef, WireType};

impl<'a> Generator<'a> {
    /// The class of the package's tests.
    pub(super) fn test_name(&self) -> String {
        format!("{}Test", pascal(&root(self.schema).name.replace(['-', '.'], "_")))
    }

    /// The package's tests with the name of their class; none where there is nothing to test.
    pub(super) fn tests(&self) -> Option<(String, String)> {
        let name = self.test_name();
        let mut code = self.code();
        code.line("/** Holds the generated classes to literal bytes. */");
        self.allow_deprecated(&mut code);
        code.open(format!("class {name}"));
        let mut count = 0;
        for def in self.schema.structs.iter().filter(|def| def.has_codec()) {
            count += self.struct_tests(&mut code, def, count > 0);
        }
        for def in &self.schema.messages {
            count += self.message_test(&mut code, def, count > 0);
        }
        code.close();
        if count == 0 {
            return None;
        }
        let body = code.text();
        let imports = super::library::imports(&body);
        let statics = ["assertArrayEquals", "assertEquals", "assertThrows", "assertTrue"];
        let used = statics.iter().filter(|name| body.contains(&format!("{name}(")));
        let statics: Vec<String> =
            used.map(|name| format!("import static org.junit.jupiter.api.Assertions.{name};\n")).collect();
        let gap = if imports.is_empty() { "" } else { "\n" };
        let text = format!(
            "{}\npackage {};\n\n{}\n{imports}{gap}import org.junit.jupiter.api.Test;\n\n{body}",
            self.header(),
            package(self.schema),
            statics.concat()
        );
        Some((name, self.resolved(&text)))
    }

    fn case(&self, code: &mut Code, name: &str, gap: bool, body: impl FnOnce(&mut Code)) {
        if gap {
            code.blank();
        }
        code.line("@Test");
        code.open(format!("void {name}()"));
        body(code);
        code.close();
    }

    fn struct_tests(&self, code: &mut Code, def: &StructDef, gap: bool) -> usize {
        let class = self.names.class_in_code(&def.name);
        let stem = super::names::escape(camel(&def.name));
        let either = self.is_either(def);
        let (with, alone) =
            if either { (", ByteOrder.LITTLE_ENDIAN", "ByteOrder.LITTLE_ENDIAN") } else { ("", "") };
        let sample = sample::of_struct(self.schema, def, ByteOrder::Little)
            .filter(|sample| sample.bytes.len() < 20_000);
        let mut count = 0;
        if let Some(sample) = &sample {
            self.case(code, &format!("{stem}HasItsBytes"), gap, |code| {
                self.sample_bytes(code, &sample.bytes);
                code.line(format!("{class} value = {class}.decode(data{with});"));
                for (member, number) in &sample.numbers {
                    let ty = member_type(def, &def.members[*member]);
                    let name = self.names.member(&def.name, &def.members[*member].name);
                    if let WireType::Scalar(scalar) = ty {
                        let text = match host(scalar) {
                            Host::Big => format!("new BigInteger(\"{number}\")"),
                            _ => literal::int(
                                scalar,
                                Int::from_bits(number.bits(), scalar.size() as u32 * 8, scalar.is_signed()),
                            ),
                        };
                        code.line(format!("assertEquals({text}, value.{name}());"));
                    }
                }
                code.line(format!("assertArrayEquals(data, value.encode({alone}));"));
                code.line(format!("{class} again = {class}.decode(data.clone(){with});"));
                code.line("assertEquals(value, again);");
                code.line("assertEquals(value.hashCode(), again.hashCode());");
                code.line("assertEquals(value, value.toBuilder().build());");
            });
            self.case(code, &format!("{stem}IsFoundInLongerData"), true, |code| {
                self.sample_bytes(code, &sample.bytes);
                code.line("byte[] two = Arrays.copyOf(data, 2 * data.length);");
                code.line("System.arraycopy(data, 0, two, data.length, data.length);");
                code.line(format!("Prefix<{class}> prefix = {class}.decodePrefix(two{with});"));
                code.line(format!("assertEquals(prefix.value(), {class}.decode(prefix.rest(){with}));"));
            });
            if def.evolution == Evolution::Sealed {
                self.case(code, &format!("{stem}RefusesMoreBytes"), true, |code| {
                    self.sample_bytes(code, &sample.bytes);
                    code.line("byte[] longer = Arrays.copyOf(data, data.length + 1);");
                    self.refused(code, &format!("{class}.decode(longer{with})"), "TOO_LONG");
                });
                count += 1;
            }
            count += 2;
        }
        self.case(code, &format!("{stem}RefusesNoBytes"), gap || count > 0, |code| {
            self.refused(code, &format!("{class}.decode(new byte[0]{with})"), "TOO_SHORT");
        });
        count + 1
    }

    fn sample_bytes(&self, code: &mut Code, data: &[u8]) {
        let digits = hex(data);
        let lines: Vec<&str> = if digits.len() + 24 < code.room() {
            vec![digits.as_str()]
        } else {
            digits.as_bytes().chunks(64).filter_map(|run| std::str::from_utf8(run).ok()).collect()
        };
        match lines.as_slice() {
            [] => code.line("byte[] data = new byte[0];"),
            [one] => code.line(format!("byte[] data = Rbgen.unhex(\"{one}\");")),
            [first, rest @ ..] => {
                code.line("byte[] data =");
                code.indent();
                code.indent();
                code.line("Rbgen.unhex(");
                code.indent();
                code.indent();
                code.line(format!("\"{first}\""));
                code.indent();
                code.indent();
                for (at, line) in rest.iter().enumerate() {
                    let end = if at + 1 == rest.len() { ");" } else { "" };
                    code.line(format!("+ \"{line}\"{end}"));
                }
                (0..6).for_each(|_| code.dedent());
            }
        }
    }

    fn refused(&self, code: &mut Code, call: &str, kind: &str) {
        code.line(format!("DecodeException e = assertThrows(DecodeException.class, () -> {call});"));
        code.line(format!("assertEquals(ErrorKind.{kind}, e.kind());"));
    }

    /// A round trip of a message whose header can be made of defaults.
    fn message_test(&self, code: &mut Code, def: &MessageDef, gap: bool) -> usize {
        let header = &self.schema.structs[def.header.index()];
        let computed: Vec<u32> = def
            .parts
            .iter()
            .filter_map(|part| match &part.kind {
                PartKind::Bytes(length) => Some(length.member),
                PartKind::Records(_, member) => Some(*member),
                PartKind::Rest => None,
            })
            .collect();
        let is_shared = computed.iter().enumerate().any(|(at, index)| computed[..at].contains(index));
        let is_bound = |index: &u32| {
            let member = &header.members[*index as usize];
            member.item.is_some() || header.fields[member.field as usize].rules.range.is_some()
        };
        let is_missing = header.members.iter().any(|member| member.required);
        if is_missing || is_shared || computed.iter().any(is_bound) || def.parts.is_empty() {
            return 0;
        }
        let class = self.names.class_in_code(&def.name);
        let either = self.is_either(header);
        let (with, alone) =
            if either { (", ByteOrder.BIG_ENDIAN", "ByteOrder.BIG_ENDIAN") } else { ("", "") };
        let mut args = vec![format!("{}.builder().build()", self.names.class_in_code(&header.name))];
        args.extend(def.parts.iter().map(|part| match &part.kind {
            PartKind::Bytes(length) => {
                let times = length.times as usize;
                format!("new byte[{}]", times - (length.minus as usize % times))
            }
            PartKind::Rest => "new byte[4]".to_owned(),
            PartKind::Records(..) => "List.of()".to_owned(),
        }));
        let last = matches!(def.parts.last().map(|part| &part.kind), Some(PartKind::Bytes(_)));
        self.case(
            code,
            &format!("{}IsParsedAsCreated", super::names::escape(camel(&def.name))),
            gap,
            |code| {
                code.line(format!("byte[] data = {class}.create({}{with});", args.join(", ")));
                code.line(format!("{class} message = {class}.parse(data{with});"));
                code.line(format!("assertArrayEquals(data, message.encode({alone}));"));
                if last {
                    code.line("byte[] shorter = Arrays.copyOf(data, data.length - 1);");
                    self.refused(code, &format!("{class}.parse(shorter{with})"), "PAYLOAD_LENGTH");
                }
            },
        );
        1
    }
}
