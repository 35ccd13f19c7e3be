//! The methods of a struct that turn bytes into values and values into bytes.

use super::doc::Doc;
use super::flavour::Flavour;
use super::generator::Generator;
use super::steps::{Direction, Printer};
use super::structs::holds;
use crate::backend::object::code::Code;
use crate::backend::object::gaps::gaps;
use crate::backend::object::lower::Lower;
use crate::backend::object::steps::Function;
use rbgen_schema::ir::{ByteOrder, Evolution, StructDef};

/// What errors of decoding are thrown for.
const THROWS: &str = "if they are not what the schema says";

impl<'a> Generator<'a> {
    /// Lowers functions as this language needs them.
    pub(super) fn lower(&self) -> Lower<'a> {
        Lower { schema: self.schema, holds }
    }

    /// The start of the data of a public method.
    pub(super) fn start(&self) -> &'static str {
        match self.flavour {
            Flavour::Ffm => "0",
            Flavour::ByteBuffer => "data.position()",
        }
    }

    /// How many bytes the data of a public method has.
    pub(super) fn available(&self) -> &'static str {
        match self.flavour {
            Flavour::Ffm => "data.byteSize()",
            Flavour::ByteBuffer => "data.remaining()",
        }
    }

    /// Names that no variable of a function of this struct may have: its members and constants.
    pub(super) fn taken(&self, def: &StructDef) -> Vec<String> {
        def.members.iter().map(|member| self.names.member(&def.name, &member.name)).collect()
    }

    /// The statements of a function.
    pub(super) fn printed(
        &self,
        code: &mut Code,
        def: &StructDef,
        function: &Function,
        direction: Direction,
    ) {
        let taken = if direction == Direction::Encode { self.taken(def) } else { Vec::new() };
        let printer = Printer::new(self, direction, Some(def), function, taken);
        printer.steps(code, &function.steps);
    }

    pub(super) fn decode_methods(&self, code: &mut Code, def: &StructDef, name: &str, wide: bool) {
        let grows = def.evolution == Evolution::Append;
        let either = self.is_either(def);
        let finds = either && def.roles.byte_order.is_some();
        let memory = self.flavour.memory();
        let words = self.flavour.memory_words();
        let bytes = |doc: Doc| doc.tag("@param data", format!("the bytes, all of the {words}"));
        let ordered =
            |doc: Doc| if either { doc.tag("@param order", "the byte order of its numbers") } else { doc };
        let (param, given) = if either { (", ByteOrder order", ", order") } else { ("", "") };
        let exact = if grows { "Decodes all of the bytes." } else { "Decodes exactly {@link #SIZE} bytes." };
        let value = |doc: Doc| doc.tag("@return", "the value").tag("@throws DecodeException", THROWS);
        // Exactly the bytes of one value.
        value(ordered(bytes(Doc::new(exact)))).write(code);
        code.open(format!("public static {name} decode({memory} data{param})"));
        self.extent_lines(code, def, true);
        let extent = if grows { ", extent" } else { "" };
        code.line(format!("return rbgenRead(data, {}{extent}{given});", self.start()));
        code.close();
        code.blank();
        if finds {
            let doc =
                Doc::new(exact).own("The byte order is the one in which the field that tells it is right.");
            value(bytes(doc)).write(code);
            code.open(format!("public static {name} decode({memory} data)"));
            code.line("return decode(data, rbgenOrder(data));");
            code.close();
            code.blank();
        }
        self.array_overloads(code, def, "decode", name, exact);
        // A prefix.
        let prefix = "Decodes the value that the bytes start with.";
        let answer = |doc: Doc| {
            doc.tag("@return", "the value, and the bytes after it").tag("@throws DecodeException", THROWS)
        };
        answer(ordered(bytes(Doc::new(prefix)))).write(code);
        code.open(format!("public static Prefix<{name}> decodePrefix({memory} data{param})"));
        self.extent_lines(code, def, false);
        code.line(format!("{name} value = rbgenRead(data, {}{extent}{given});", self.start()));
        code.line(format!(
            "return new Prefix<>(value, Rbgen.from(data, {}));",
            if grows { "extent" } else { "SIZE" }
        ));
        code.close();
        code.blank();
        if finds {
            let doc =
                Doc::new(prefix).own("The byte order is the one in which the field that tells it is right.");
            answer(bytes(doc)).write(code);
            code.open(format!("public static Prefix<{name}> decodePrefix({memory} data)"));
            code.line("return decodePrefix(data, rbgenOrder(data));");
            code.close();
            code.blank();
        }
        self.array_overloads(code, def, "decodePrefix", &format!("Prefix<{name}>"), prefix);
        self.iterator(code, def, name, finds);
        self.needed(code, def);
        self.dump(code, def);
        self.private_decode(code, def, name, wide);
    }

    /// The same method for byte arrays.
    fn array_overloads(&self, code: &mut Code, def: &StructDef, method: &str, result: &str, text: &str) {
        let either = self.is_either(def);
        let finds = either && def.roles.byte_order.is_some();
        for with_order in [either, false] {
            if !with_order && either && !finds {
                continue;
            }
            let (param, given) = if with_order { (", ByteOrder order", ", order") } else { ("", "") };
            let answer = if method == "decode" { "the value" } else { "the value, and the bytes after it" };
            let mut doc = Doc::new(text).tag("@param data", "the bytes");
            if with_order {
                doc = doc.tag("@param order", "the byte order of its numbers");
            }
            doc.tag("@return", answer).tag("@throws DecodeException", THROWS).write(code);
            code.open(format!("public static {result} {method}(byte[] data{param})"));
            code.line(format!("return {method}({}{given});", self.flavour.wrap("data")));
            code.close();
            code.blank();
            if !either {
                break;
            }
        }
    }

    /// The lines that find out how many bytes the value has; `exact` where no others may follow.
    fn extent_lines(&self, code: &mut Code, def: &StructDef, exact: bool) {
        let owner = super::literal::string(&def.name);
        let given = if self.is_either(def) { ", order" } else { "" };
        if def.evolution != Evolution::Append {
            let sign = if exact { "!=" } else { "<" };
            code.open(format!("if ({} {sign} SIZE)", self.available()));
            code.line(format!("throw Rbgen.wrongSize({owner}, SIZE, {});", self.available()));
            return code.close();
        }
        code.line(format!("long available = {};", self.available()));
        code.line(format!("long extent = rbgenExtent(data, {}, available{given});", self.start()));
        if exact {
            let later = if self.lower().is_later(def).is_some() {
                format!(" && !rbgenIsLater(data, {}{given})", self.start())
            } else {
                String::new()
            };
            code.open(format!("if (available > extent{later})"));
            code.line(format!("throw Rbgen.wrongSize({owner}, extent, available);"));
            code.close();
        }
    }

    fn iterator(&self, code: &mut Code, def: &StructDef, name: &str, finds: bool) {
        let memory = self.flavour.memory();
        let either = self.is_either(def);
        let text = "The values that the bytes hold one after the other; each is decoded as it is asked for.";
        for with_order in [either, false] {
            if !with_order && either && !finds {
                continue;
            }
            let mut doc = Doc::new(text).tag("@param data", "the bytes of a whole number of values");
            if with_order {
                doc = doc.tag("@param order", "the byte order of their numbers");
            }
            doc.tag(
                "@return",
                "the values; asking for one throws {@link DecodeException} if its bytes are wrong",
            )
            .write(code);
            let param = if with_order { ", ByteOrder order" } else { "" };
            code.open(format!("public static Iterable<{name}> iterFrom({memory} data{param})"));
            if with_order {
                code.line("return Rbgen.records(data, rest -> decodePrefix(rest, order));");
            } else {
                code.line(format!("return Rbgen.records(data, {name}::decodePrefix);"));
            }
            code.close();
            code.blank();
            if !either {
                break;
            }
        }
    }

    fn needed(&self, code: &mut Code, def: &StructDef) {
        let memory = self.flavour.memory();
        let grows = def.evolution == Evolution::Append;
        let text = "How many more bytes {@code decodePrefix} needs than there are so far.";
        let doc = || Doc::new(text).tag("@param data", "the bytes so far");
        let result = "the number of bytes; 0 where there are enough";
        if grows && self.is_either(def) {
            doc().tag("@param order", "the byte order of its numbers").tag("@return", result).write(code);
            code.open(format!("public static long bytesNeeded({memory} data, ByteOrder order)"));
            code.line(format!("return rbgenNeeded(data, {}, {}, order);", self.start(), self.available()));
            code.close();
            code.blank();
        }
        if grows && self.is_either(def) && def.roles.byte_order.is_none() {
            return;
        }
        doc().tag("@return", result).write(code);
        code.open(format!("public static long bytesNeeded({memory} data)"));
        match (grows, self.is_either(def)) {
            (false, _) => code.line(format!("return Math.max(0, SIZE - {});", self.available())),
            (true, false) => {
                code.line(format!("return rbgenNeeded(data, {}, {});", self.start(), self.available()));
            }
            (true, true) => {
                code.open(format!("if ({} < {})", self.available(), def.sizes[0].size));
                code.line(format!("return {} - {};", def.sizes[0].size, self.available()));
                code.close();
                code.open("try");
                code.line("return bytesNeeded(data, rbgenOrder(data));");
                code.next("catch (DecodeException e)");
                code.line("// More bytes don't mend the field that tells the order.");
                code.line("return 0;");
                code.close();
            }
        }
        code.close();
        code.blank();
    }

    fn dump(&self, code: &mut Code, def: &StructDef) {
        let memory = self.flavour.memory();
        let fields = self.fields_name();
        let order = match (self.is_either(def), def.endian) {
            (true, _) => "order",
            (_, ByteOrder::Big) => "ByteOrder.BIG_ENDIAN",
            _ => "ByteOrder.LITTLE_ENDIAN",
        };
        let param = if self.is_either(def) { ", ByteOrder order" } else { "" };
        let mut doc =
            Doc::new("The bytes as annotated hexadecimal text, a line for each field. Nothing is checked.")
                .tag("@param data", "the bytes, as many as there are");
        if self.is_either(def) {
            doc = doc.tag("@param order", "the byte order of its numbers");
        }
        doc.tag("@return", "the text").write(code);
        code.open(format!("public static String dump({memory} data{param})"));
        code.line(format!("return Rbgen.dump(data, {fields}, {order});"));
        code.close();
        code.blank();
    }

    fn private_decode(&self, code: &mut Code, def: &StructDef, name: &str, wide: bool) {
        let (memory, at) = (self.flavour.memory(), self.flavour.at());
        let either = self.is_either(def);
        let param = if either { ", ByteOrder order" } else { "" };
        let grows = def.evolution == Evolution::Append;
        if grows {
            code.line("/** How many bytes the data means; they are there. */");
            code.open(format!(
                "private static long rbgenExtent({memory} data, {at} at, long available{param})"
            ));
            self.printed(code, def, &self.lower().extent(def), Direction::Decode);
            code.close();
            code.blank();
            code.open(format!(
                "private static long rbgenNeeded({memory} data, {at} at, long available{param})"
            ));
            self.printed(code, def, &self.lower().needed(def), Direction::Decode);
            code.close();
            code.blank();
        }
        if let Some(function) = self.lower().is_later(def) {
            code.line("/** Whether the data is of a version that isn't known, which may have added more. */");
            code.open(format!("private static boolean rbgenIsLater({memory} data, {at} at{param})"));
            self.printed(code, def, &function, Direction::Decode);
            code.close();
            code.blank();
        }
        if either && let Some(function) = self.lower().find_order(def) {
            code.line("/** The byte order in which the field that tells it is right. */");
            code.open(format!("static ByteOrder rbgenOrder({memory} data)"));
            code.open(format!("if ({} < {})", self.available(), def.sizes[0].size));
            let owner = super::literal::string(&def.name);
            code.line(format!(
                "throw Rbgen.wrongSize({owner}, {}, {});",
                def.sizes[0].size,
                self.available()
            ));
            code.close();
            code.line(format!("{at} at = {};", self.start()));
            self.printed(code, def, &function, Direction::Decode);
            code.close();
            code.blank();
        }
        let extent = if grows { ", long extent" } else { "" };
        code.line("/** Reads the value at a place; its bytes are there. */");
        code.open(format!("static {name} rbgenRead({memory} data, {at} at{extent}{param})"));
        if !wide {
            let function = self.lower().decode(def, 0..def.fields.len());
            let printer = Printer::new(self, Direction::Decode, Some(def), &function, []);
            printer.steps(code, &function.steps);
            let mut found: Vec<(usize, String)> =
                function.found.iter().map(|(index, value)| (*index, printer.value(value))).collect();
            found.sort_by_key(|(index, _)| *index);
            let values: Vec<String> = found.into_iter().map(|(_, value)| value).collect();
            code.line(format!("return new {name}({});", values.join(", ")));
            code.close();
            code.blank();
            return;
        }
        let (extent_given, given) =
            (if grows { ", extent" } else { "" }, if either { ", order" } else { "" });
        code.line("Builder builder = new Builder();");
        let pieces = self.pieces(def);
        for at in 0..pieces.len() {
            code.line(format!("rbgenRead{at}(builder, data, at{extent_given}{given});"));
        }
        code.line("return builder.build();");
        code.close();
        code.blank();
        for (number, piece) in pieces.into_iter().enumerate() {
            let function = self.lower().decode(def, piece);
            code.open(format!(
                "private static void rbgenRead{number}(Builder builder, {memory} data, {at} at{extent}{param})"
            ));
            let printer = Printer::new(self, Direction::Decode, Some(def), &function, ["builder".to_owned()]);
            printer.steps(code, &function.steps);
            for (index, value) in &function.found {
                let member = self.names.member(&def.name, &def.members[*index].name);
                code.line(format!("builder.{member} = {};", printer.value(value)));
            }
            code.close();
            code.blank();
        }
    }

    pub(super) fn encode_methods(&self, code: &mut Code, def: &StructDef) {
        let (memory, at) = (self.flavour.memory(), self.flavour.at());
        let either = self.is_either(def);
        let (param, given) = if either { ("ByteOrder order", ", order") } else { ("", "") };
        let ordered =
            |doc: Doc| if either { doc.tag("@param order", "the byte order of its numbers") } else { doc };
        let throws = "if a member has a value that decoding would refuse, or that has no bytes";
        ordered(Doc::new("The {@link #SIZE} bytes of this value."))
            .tag("@return", "a new array")
            .tag("@throws EncodeException", throws)
            .write(code);
        code.open(format!("public byte[] encode({param})"));
        code.line("byte[] data = new byte[SIZE];");
        code.line(format!("rbgenWrite({}, 0{given});", self.flavour.wrap("data")));
        code.line("return data;");
        code.close();
        code.blank();
        let start = match self.flavour {
            Flavour::Ffm => "at the start of a memory segment",
            Flavour::ByteBuffer => "at the position of a buffer, which stays where it is",
        };
        let comma = if either { ", " } else { "" };
        let doc = Doc::new(format!("Writes the {{@link #SIZE}} bytes of this value {start}."))
            .tag("@param data", "where they go");
        ordered(doc)
            .tag("@throws EncodeException", throws)
            .tag("@throws IndexOutOfBoundsException", "if there is no room for them")
            .write(code);
        code.open(format!("public void encodeInto({memory} data{comma}{param})"));
        code.line(format!("Objects.checkFromIndexSize(0, SIZE, {});", self.available()));
        for run in gaps(def) {
            let (at, size) = (run.start, run.end - run.start);
            let place = match (at, self.start()) {
                (0, start) => start.to_owned(),
                (at, "0") => at.to_string(),
                (at, start) => format!("{start} + {at}"),
            };
            let size = if size == def.size { "SIZE".to_owned() } else { size.to_string() };
            code.line(format!("Rbgen.clear(data, {place}, {size});"));
        }
        code.line(format!("rbgenWrite(data, {}{given});", self.start()));
        code.close();
        code.blank();
        code.line("/** Writes this value at a place whose bytes are zero. */");
        code.open(format!("void rbgenWrite({memory} data, {at} at{comma}{param})"));
        let pieces = self.pieces(def);
        if let [whole] = pieces.as_slice() {
            self.printed(code, def, &self.lower().encode(def, whole.clone()), Direction::Encode);
            code.close();
        } else {
            for number in 0..pieces.len() {
                code.line(format!("rbgenWrite{number}(data, at{given});"));
            }
            code.close();
            for (number, piece) in pieces.into_iter().enumerate() {
                code.blank();
                code.open(format!("private void rbgenWrite{number}({memory} data, {at} at{comma}{param})"));
                self.printed(code, def, &self.lower().encode(def, piece), Direction::Encode);
                code.close();
            }
        }
    }
}
