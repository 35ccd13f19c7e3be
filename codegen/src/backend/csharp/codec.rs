//! Decoding and encoding of a struct.

use super::context::Context;
use super::defaults;
use super::doc::Doc;
use super::print::{Bytes, Mode, Printer};
use crate::backend::object::code::Code;
use crate::backend::object::gaps::gaps;
use crate::backend::object::steps::Function;
use rbgen_schema::ir::{ByteOrder, Evolution, StructDef};

const BAD_BYTES: &str = "The bytes are not what the schema says.";
const BAD_VALUE: &str = "The value has no bytes: decoding would refuse them.";

/// What the functions of one struct have in common.
struct Codec<'c> {
    cx: &'c Context<'c>,
    def: &'c StructDef,
    name: String,
    either: bool,
    grows: bool,
    finds: bool,
}

/// The functions that are members of the struct.
pub(crate) fn functions(cx: &Context<'_>, code: &mut Code, def: &StructDef, name: &str) {
    let either = def.endian == ByteOrder::Either;
    let codec = Codec {
        cx,
        def,
        name: name.to_owned(),
        either,
        grows: def.evolution == Evolution::Append,
        finds: either && def.roles.byte_order.is_some(),
    };
    codec.decode(code);
    codec.decode_prefix(code);
    codec.encode(code);
    codec.iterate(code);
    codec.needed(code);
    codec.dump(code);
    codec.interface(code);
    codec.read(code);
    codec.write(code);
    codec.growth(code);
}

impl Codec<'_> {
    /// `, ByteOrder order` of a struct that takes one.
    fn order_parameter(&self) -> String {
        if self.either { format!(", {} order", self.cx.ty("ByteOrder")) } else { String::new() }
    }

    fn order_argument(&self) -> &'static str {
        if self.either { ", order" } else { "" }
    }

    fn documented_order(&self, doc: Doc) -> Doc {
        if self.either { doc.param("order", "The order of the bytes.") } else { doc }
    }

    fn data(&self) -> String {
        format!("{}<byte> data", self.cx.system("ReadOnlySpan"))
    }

    fn wire(&self) -> String {
        self.cx.expression("RbgenWire")
    }

    fn fails(&self, doc: Doc) -> Doc {
        doc.throws("DecodeException", BAD_BYTES)
    }

    fn decode(&self, code: &mut Code) {
        let text = if self.grows {
            "The bytes, as many as they say."
        } else {
            "The bytes, exactly as many as the struct has."
        };
        let (name, data, order) = (&self.name, self.data(), self.order_parameter());
        let schema_name = super::literal::string(&self.def.name);
        let doc =
            Doc::new(["Decodes a value from bytes that hold nothing else.".to_owned()]).param("data", text);
        code.gap();
        self.fails(self.documented_order(doc).returns("The value.")).write(code);
        if self.grows {
            code.open(format!("public static {name} Decode({data}{order})"));
            self.body(code);
            code.close();
        } else {
            code.open(format!("public static {name} Decode({data}{order})"));
            code.open("if (data.Length != Size)");
            code.line(format!("throw {}.WrongSize({schema_name}, Size, data.Length);", self.wire()));
            code.close();
            code.gap();
            code.line(format!("return RbgenRead(data{});", self.order_argument()));
            code.close();
        }
        code.gap();
        if self.finds {
            let doc = Doc::new([
                "Decodes a value from bytes that hold nothing else; a field of it tells the order of the bytes.".to_owned(),
            ]);
            self.fails(doc.param("data", text).returns("The value.")).write(code);
            code.open(format!("public static {name} Decode({data})"));
            if self.grows {
                code.line("return Decode(data, FindOrder(data));");
            } else {
                code.open("if (data.Length != Size)");
                code.line(format!("throw {}.WrongSize({schema_name}, Size, data.Length);", self.wire()));
                code.close();
                code.gap();
                code.line("return RbgenRead(data, RbgenOrder(data));");
            }
            code.close();
            code.gap();
        }
    }

    /// Decodes exactly the data of a struct that grows.
    fn body(&self, code: &mut Code) {
        let order = self.order_argument();
        let extent_order = if self.extent_uses_order() { ", order" } else { "" };
        let schema_name = super::literal::string(&self.def.name);
        code.line(format!("int extent = RbgenExtent(data{extent_order});"));
        let test = match self.cx.lower().is_later(self.def) {
            Some(later) => {
                let later_order = if later.uses().order { ", order" } else { "" };
                format!("if (data.Length != extent && !RbgenIsLater(data{later_order}))")
            }
            None => "if (data.Length != extent)".to_owned(),
        };
        code.open(test);
        code.line(format!("throw {}.WrongSize({schema_name}, extent, data.Length);", self.wire()));
        code.close();
        code.gap();
        code.line(format!("return RbgenRead(data{order}{});", self.extent_argument()));
    }

    fn extent_uses_order(&self) -> bool {
        self.either && self.cx.lower().extent(self.def).uses().order
    }

    /// `, extent` where reading looks at it.
    fn extent_argument(&self) -> &'static str {
        if self.grows && self.read_function().uses().extent { ", extent" } else { "" }
    }

    fn decode_prefix(&self, code: &mut Code) {
        let (name, data, order) = (&self.name, self.data(), self.order_parameter());
        let span = self.cx.system("ReadOnlySpan");
        let schema_name = super::literal::string(&self.def.name);
        let text = "The data that starts with the value.";
        let doc = Doc::new(["Decodes the value at the start of the data.".to_owned()]).param("data", text);
        let doc = self.documented_order(doc).param("rest", "What follows the value.").returns("The value.");
        self.fails(doc).write(code);
        code.open(format!("public static {name} DecodePrefix({data}{order}, out {span}<byte> rest)"));
        if self.grows {
            let extent_order = if self.extent_uses_order() { ", order" } else { "" };
            code.line(format!("int extent = RbgenExtent(data{extent_order});"));
            let value = format!(
                "RbgenRead(data.Slice(0, extent){}{})",
                self.order_argument(),
                self.extent_argument()
            );
            code.line(format!("{name} value = {value};"));
            code.line("rest = data.Slice(extent);");
            code.line("return value;");
        } else {
            self.at_least(code, &schema_name);
            code.line(format!("{name} value = RbgenRead(data.Slice(0, Size){});", self.order_argument()));
            code.line("rest = data.Slice(Size);");
            code.line("return value;");
        }
        code.close();
        code.gap();
        if self.finds {
            let doc = Doc::new([
                "Decodes the value at the start of the data; a field of it tells the order of the bytes."
                    .to_owned(),
            ]);
            let doc = doc.param("data", text).param("rest", "What follows the value.").returns("The value.");
            self.fails(doc).write(code);
            code.line(format!("public static {name} DecodePrefix({data}, out {span}<byte> rest) =>"));
            code.line("    DecodePrefix(data, FindOrder(data), out rest);");
            code.gap();
            let least = if self.grows { self.def.sizes[0].size.to_string() } else { "Size".to_owned() };
            let doc = Doc::new(["Finds the order of the bytes by the field that tells it.".to_owned()]);
            let doc = doc.param("data", text).returns("The order in which that field is right.");
            doc.throws("DecodeException", "It is right in neither.").write(code);
            code.open(format!("public static {} FindOrder({data})", self.cx.ty("ByteOrder")));
            code.open(format!("if (data.Length < {least})"));
            code.line(format!("throw {}.WrongSize({schema_name}, {least}, data.Length);", self.wire()));
            code.close();
            code.gap();
            code.line("return RbgenOrder(data);");
            code.close();
            code.gap();
        }
    }

    fn at_least(&self, code: &mut Code, schema_name: &str) {
        code.open("if (data.Length < Size)");
        code.line(format!("throw {}.WrongSize({schema_name}, Size, data.Length);", self.wire()));
        code.close();
        code.gap();
    }

    fn encode(&self, code: &mut Code) {
        let order = if self.either { format!("{} order", self.cx.ty("ByteOrder")) } else { String::new() };
        let doc = Doc::new(["Encodes the value to new bytes.".to_owned()]);
        self.documented_order(doc).returns("The bytes.").throws("EncodeException", BAD_VALUE).write(code);
        code.open(format!("public byte[] Encode({order})"));
        code.line("var data = new byte[Size];");
        code.line(format!("RbgenWrite(data{});", self.order_argument()));
        code.line("return data;");
        code.close();
        code.gap();
        let doc = Doc::new(["Encodes the value to the start of a buffer.".to_owned()])
            .param("destination", "The buffer.");
        self.documented_order(doc)
            .returns("The number of bytes written.")
            .throws(&self.cx.system("ArgumentException"), "The buffer is too small.")
            .throws("EncodeException", BAD_VALUE)
            .write(code);
        let span = self.cx.system("Span");
        code.open(format!("public int EncodeInto({span}<byte> destination{})", self.order_parameter()));
        code.line(format!("{span}<byte> data = {}.Room(destination, Size);", self.wire()));
        for run in gaps(self.def) {
            let size = run.end - run.start;
            if size == self.def.size {
                code.line("data.Clear();");
            } else {
                code.line(format!("data.Slice({}, {size}).Clear();", run.start));
            }
        }
        code.line(format!("RbgenWrite(data{});", self.order_argument()));
        code.line("return Size;");
        code.close();
        code.gap();
    }

    fn iterate(&self, code: &mut Code) {
        let (name, data) = (&self.name, self.data());
        let text = "The data, which holds nothing else.";
        let doc = Doc::new(["The values of a buffer, decoded one by one as they are asked for.".to_owned()]);
        self.documented_order(doc.param("data", text)).returns("The values, for foreach.").write(code);
        let order = if self.either {
            "order".to_owned()
        } else {
            format!("{}.Little", self.cx.expression("ByteOrder"))
        };
        let records = self.cx.ty("Records");
        code.line(format!(
            "public static {records}<{name}> IterFrom({data}{}) => new(data, {order});",
            self.order_parameter()
        ));
        code.gap();
        if self.finds {
            let doc = Doc::new([
                "The values of a buffer, decoded one by one; the first tells the order of the bytes."
                    .to_owned(),
            ]);
            self.fails(doc.param("data", text).returns("The values, for foreach.")).write(code);
            let little = format!("{}.Little", self.cx.expression("ByteOrder"));
            code.line(format!(
                "public static {records}<{name}> IterFrom({data}) => new(data, data.IsEmpty ? {little} : FindOrder(data));"
            ));
            code.gap();
        }
    }

    fn needed(&self, code: &mut Code) {
        let doc = Doc::new(["How many more bytes a prefix needs before it can be decoded.".to_owned()]);
        let doc =
            doc.param("data", "The bytes there are.").returns("The number; 0 when decoding can be tried.");
        doc.write(code);
        let data = self.data();
        if !self.grows {
            code.line(format!(
                "public static long BytesNeeded({data}) => {}.Max(0, Size - data.Length);",
                self.cx.system("Math")
            ));
            return code.gap();
        }
        let function = self.cx.lower().needed(self.def);
        code.open(format!("public static long BytesNeeded({data})"));
        if function.uses().order {
            code.open(format!("if (data.Length < {})", self.def.sizes[0].size));
            code.line(format!("return {} - data.Length;", self.def.sizes[0].size));
            code.close();
            code.gap();
            code.line(format!("{} order;", self.cx.ty("ByteOrder")));
            code.open("try");
            code.line(if self.finds { "order = RbgenOrder(data);" } else { "order = default;" });
            code.next(format!("catch ({})", self.cx.ty("DecodeException")));
            code.line("return 0;");
            code.close();
            code.gap();
        }
        let printer = Printer::new(self.cx, Some(self.def), Mode::Decode, &function);
        printer.with_bytes(Bytes::Any).steps(code, &function.steps);
        code.close();
        code.gap();
    }

    fn steps(&self, code: &mut Code, function: &Function) {
        Printer::new(self.cx, Some(self.def), Mode::Decode, function).steps(code, &function.steps);
    }

    fn dump(&self, code: &mut Code) {
        let doc = Doc::new(["The bytes as annotated hex, whether they are valid or not.".to_owned()]);
        doc.param("data", "The bytes.").returns("A line or more for each field.").write(code);
        code.line(format!("public static string Dump({}) => Layout.Dump(data);", self.data()));
        code.gap();
    }

    fn interface(&self, code: &mut Code) {
        if self.either {
            return;
        }
        let (name, data) = (&self.name, self.data());
        let order = self.cx.ty("ByteOrder");
        let of = format!("{}<{name}>", self.cx.ty("IWireStruct"));
        let span = self.cx.system("ReadOnlySpan");
        code.line(format!(
            "static {name} {of}.DecodePrefix({data}, {order} order, out {span}<byte> rest) =>"
        ));
        code.line("    DecodePrefix(data, out rest);");
        code.gap();
        code.line(format!(
            "int {of}.EncodeInto({}<byte> destination, {order} order) => EncodeInto(destination);",
            self.cx.system("Span")
        ));
        code.gap();
    }

    fn read_function(&self) -> Function {
        self.cx.lower().decode(self.def, 0..self.def.fields.len())
    }

    /// The fields, from bytes that are all there.
    fn read(&self, code: &mut Code) {
        let function = self.read_function();
        let extent = if self.grows && function.uses().extent { ", int extent" } else { "" };
        let name = &self.name;
        let head =
            format!("internal static {name} RbgenRead({}{}{extent})", self.data(), self.order_parameter());
        code.open(head);
        if !self.grows {
            // Its length is known from here on, so that the accesses below need no checks of their own.
            code.line("data = data.Slice(0, Size);");
        }
        let mut printer = Printer::new(self.cx, Some(self.def), Mode::Decode, &function);
        printer.steps(code, &function.steps);
        let found: Vec<(String, String)> = function
            .found
            .iter()
            .map(|(member, value)| {
                (self.cx.names.member(self.def, &self.def.members[*member]), printer.value(value))
            })
            .collect();
        if found.is_empty() {
            code.line("return default;");
            code.close();
            return code.gap();
        }
        // Making the defaults only to replace them would cost an allocation for each array.
        let spare = defaults::allocates(self.cx, self.def);
        let new = if spare { format!("return default({name}) with") } else { format!("return new {name}") };
        code.line(new);
        code.verbatim("{");
        code.indent();
        for (property, value) in found {
            code.line(format!("{property} = {value},"));
        }
        code.close_with(";");
        code.close();
        code.gap();
    }

    /// The fields, to bytes that are zero.
    fn write(&self, code: &mut Code) {
        let function = self.cx.lower().encode(self.def, 0..self.def.fields.len());
        let span = self.cx.system("Span");
        code.open(format!("internal void RbgenWrite({span}<byte> data{})", self.order_parameter()));
        code.line("data = data.Slice(0, Size);");
        let mut printer = Printer::new(self.cx, Some(self.def), Mode::Encode, &function);
        printer.steps(code, &function.steps);
        code.close();
        code.gap();
    }

    /// How much of a struct that grows is there, and in which order a struct of either order is.
    fn growth(&self, code: &mut Code) {
        let lower = self.cx.lower();
        let data = self.data();
        if self.grows {
            let function = lower.extent(self.def);
            let order = if function.uses().order { self.order_parameter() } else { String::new() };
            code.open(format!("private static int RbgenExtent({data}{order})"));
            self.steps(code, &function);
            code.close();
            code.gap();
        }
        if let Some(function) = lower.is_later(self.def) {
            let order = if function.uses().order { self.order_parameter() } else { String::new() };
            code.open(format!("private static bool RbgenIsLater({data}{order})"));
            self.steps(code, &function);
            code.close();
            code.gap();
        }
        if let Some(function) = lower.find_order(self.def).filter(|_| self.finds) {
            code.open(format!("private static {} RbgenOrder({data})", self.cx.ty("ByteOrder")));
            self.steps(code, &function);
            code.close();
            code.gap();
        }
    }
}
