//! Structs: the class of the values, and its functions.

use super::codes::{deprecation, history, is_const};
use super::doc;
use super::literal;
use super::names::quoted;
use super::printer::{Printer, Task, own};
use super::types::{Context, member_rules};
use super::{builder, equality, layout};
use crate::backend::object::code::{Code, KOTLIN};
use crate::backend::object::describe;
use crate::backend::object::lower::{item_type, member_type};
use crate::backend::object::steps::Function;
use rbgen_schema::ir::{
    BitItem, ByteOrder, Evolution, FieldDef, FieldKind, Member, Scalar, StructDef, StructId, ValueRules,
    WireType,
};
use rbgen_schema::{Int, Span};

/// A struct while its class is written.
pub(crate) struct Written<'w, 's> {
    pub(crate) cx: &'w Context<'s>,
    pub(crate) def: &'w StructDef,
    /// The name of the class.
    pub(crate) name: String,
}

/// The field, and the bit item in it, that a member is.
pub(crate) fn origin<'d>(def: &'d StructDef, member: &Member) -> (&'d FieldDef, Option<&'d BitItem>) {
    let field = &def.fields[member.field as usize];
    let item = match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => items.get(item as usize),
        _ => None,
    };
    (field, item)
}

impl Written<'_, '_> {
    /// Whether functions take a byte order.
    pub(crate) fn is_either(&self) -> bool {
        self.def.endian == ByteOrder::Either
    }

    fn grows(&self) -> bool {
        self.def.evolution == Evolution::Append
    }

    /// `, order: ByteOrder` where one is needed.
    fn order_param(&self) -> &'static str {
        if self.is_either() { ", order: ByteOrder" } else { "" }
    }

    /// The parameter of functions that read: what tells the order itself may be left to do so.
    fn read_order_param(&self) -> &'static str {
        match (self.is_either(), self.def.roles.byte_order) {
            (false, _) => "",
            (true, None) => ", order: ByteOrder",
            (true, Some(_)) => ", order: ByteOrder? = null",
        }
    }

    fn order_argument(&self) -> &'static str {
        if self.is_either() { ", order" } else { "" }
    }

    fn printer<'p>(&'p self, function: &'p Function, task: Task) -> Printer<'p, 'p> {
        // What decodes stands in the companion, where there are no members.
        let members = if task == Task::Encode { self.def.members.as_slice() } else { &[] };
        let taken = members.iter().map(|member| self.cx.names.member(self.def, member));
        Printer::new(self.cx, Some(self.def), function, task, taken)
    }
}

/// The class of a struct that has bytes.
pub(crate) fn class(cx: &Context<'_>, id: StructId) -> Code {
    let def = &cx.schema.structs[id.index()];
    let written = Written { cx, def, name: cx.names.structure(id) };
    let mut code = Code::at(KOTLIN, 0);
    let mut paragraphs =
        vec![def.doc.clone().unwrap_or_else(|| format!("The struct `{}` of the schema.", def.name))];
    history(&mut paragraphs, def.since, def.deprecated.as_ref());
    doc::block(&mut code, &paragraphs, &describe::table(cx.schema, def));
    deprecation(&mut code, def.deprecated.as_ref());
    written.head(&mut code);
    written.encoders(&mut code);
    written.scales(&mut code);
    equality::members(&written, &mut code);
    code.blank();
    written.companion(&mut code);
    code.close();
    code
}

impl Written<'_, '_> {
    /// The members, as parameters of the constructor.
    fn head(&self, code: &mut Code) {
        if self.def.members.is_empty() {
            return code.open(format!("public class {}", self.name));
        }
        if builder::is_needed(self.def) {
            return builder::head(self, code);
        }
        code.line(format!("public data class {}(", self.name));
        code.indent();
        for member in &self.def.members {
            self.parameter(code, member);
        }
        code.dedent();
        code.open(")");
    }

    fn parameter(&self, code: &mut Code, member: &Member) {
        let (field, item) = origin(self.def, member);
        doc::block(code, &describe::member_doc(self.cx.schema, field, item), &[]);
        deprecation(code, field.deprecated.as_ref());
        let (name, ty) = (self.cx.names.member(self.def, member), self.cx.ty(&member_type(self.def, member)));
        let default = self.cx.default(self.def, member);
        let default = default.map_or(String::new(), |default| format!(" = {default}"));
        code.line(format!("public val {name}: {ty}{default},"));
    }

    fn encoders(&self, code: &mut Code) {
        let size = self.def.size;
        let (order, pass) = (self.order_param().trim_start_matches(", "), self.order_argument());
        doc::plain(code, &format!("The {size} bytes of this value; refuses what decoding would refuse."));
        code.open(format!("public fun encode({order}): ByteArray"));
        code.line("val bytes = ByteArray(SIZE)");
        code.line(format!("rbgenWrite(MemorySegment.ofArray(bytes), 0L{pass})"));
        code.line("return bytes");
        code.close();
        code.blank();
        doc::plain(code, "Writes the bytes of this value to [segment], from [offset] on.");
        code.open(format!(
            "public fun encodeInto(segment: MemorySegment{}, offset: Long = 0L)",
            self.order_param()
        ));
        code.line("val place: MemorySegment = segment.asSlice(offset, SIZE.toLong())");
        code.line("place.fill(0)");
        code.line(format!("rbgenWrite(place, 0L{pass})"));
        code.close();
        code.blank();
        doc::plain(code, "Writes the bytes of this value to [bytes], from [offset] on.");
        code.open(format!("public fun encodeInto(bytes: ByteArray{}, offset: Int = 0)", self.order_param()));
        code.line(format!("encodeInto(MemorySegment.ofArray(bytes){pass}, offset.toLong())"));
        code.close();
        code.blank();
        let pieces = builder::pieces(self.def);
        let params = format!("segment: MemorySegment, base: Long{}", self.order_param());
        if pieces.len() > 1 {
            code.open(format!("internal fun rbgenWrite({params})"));
            for index in 0..pieces.len() {
                code.line(format!("rbgenWrite{index}(segment, base{pass})"));
            }
            code.close();
            code.blank();
        }
        for (index, fields) in pieces.iter().enumerate() {
            let head = match pieces.len() {
                1 => "internal fun rbgenWrite".to_owned(),
                _ => format!("private fun rbgenWrite{index}"),
            };
            let function = self.cx.lower().encode(self.def, fields.clone());
            code.open(format!("{head}({params})"));
            self.printer(&function, Task::Encode).print(code);
            code.close();
            if index + 1 < pieces.len() {
                code.blank();
            }
        }
    }

    /// Functions between raw and physical values.
    fn scales(&self, code: &mut Code) {
        for member in &self.def.members {
            let rules = member_rules(self.def, member);
            let (Some(scale), WireType::Scalar(scalar)) = (rules.scale, member_type(self.def, member)) else {
                continue;
            };
            let (plain, name) =
                (self.cx.names.plain(&self.def.name, &member.name), self.cx.names.member(self.def, member));
            let unit = rules.unit.as_ref().map_or(String::new(), |unit| format!(" in {unit}"));
            code.blank();
            doc::block(code, &[format!("The physical value of `{}`{unit}.", member.name)], &[]);
            code.line(format!("public val {plain}Physical: Double"));
            code.indent();
            // In a getter, `field` alone is something else.
            let name = own(&name);
            let raw = if scalar == Scalar::F64 { name } else { format!("{name}.toDouble()") };
            let product = format!("{raw} * {}", literal::float(scale.scale, Scalar::F64));
            code.line(format!("get() = {}", sum(&product, scale.bias)));
            code.dedent();
        }
    }

    fn companion(&self, code: &mut Code) {
        let def = self.def;
        doc::plain(code, "The layout, and what makes values of bytes.");
        code.open("public companion object");
        for (text, ty, name, value) in [
            ("Bytes of the struct.", "Int", "SIZE", def.size.to_string()),
            (
                "Alignment in memory; bytes may be decoded from anywhere.",
                "Int",
                "ALIGN",
                def.align.to_string(),
            ),
            (
                "Hash of the layout, equal exactly when the layouts are.",
                "ULong",
                "LAYOUT_HASH",
                format!("0x{:016x}uL", def.layout_hash),
            ),
        ] {
            doc::plain(code, text);
            code.line(format!("public const val {name}: {ty} = {value}"));
            code.blank();
        }
        self.fixed(code);
        layout::constant(self, code);
        self.decoders(code);
        self.raws(code);
        self.readers(code);
        builder::companion(self, code);
        code.close();
    }

    /// What is always the same.
    fn fixed(&self, code: &mut Code) {
        for Fixed { name, ty, rules, doc: paragraphs, .. } in fixed_values(self.cx, self.def) {
            let Some(constant) = &rules.constant else { continue };
            let name = quoted(&name);
            doc::block(code, &paragraphs, &[]);
            let (shown, value) = (self.cx.ty(&ty), self.cx.literal(&ty, constant));
            let value =
                if matches!(ty, WireType::Array(..)) { self.cx.array_default(&ty, constant) } else { value };
            match &ty {
                WireType::Bytes(_) => {
                    code.line(format!("public val {name}: {shown}"));
                    code.indent();
                    code.line(format!("get() = {value}"));
                    code.dedent();
                }
                _ if is_const(&ty) => code.line(format!("public const val {name}: {shown} = {value}")),
                _ => code.line(format!("public val {name}: {shown} = {value}")),
            }
            code.blank();
        }
    }

    fn decoders(&self, code: &mut Code) {
        let name = &self.name;
        let (param, pass) = (self.read_order_param(), self.order_argument());
        let owner = literal::string(&self.def.name);
        let tells = self.is_either() && self.def.roles.byte_order.is_some();
        let exactly = if self.grows() {
            "The value in [segment], which must have as many bytes as it states."
        } else {
            "The value in [segment], which must have [SIZE] bytes."
        };
        code.blank();
        doc::plain(code, exactly);
        code.open(format!("public fun decode(segment: MemorySegment{param}): {name}"));
        if self.grows() {
            self.known_order(code, tells);
            code.line(format!("val extent: Long = rbgenExtent(segment{})", self.known_argument(tells)));
            let later = self.cx.lower().is_later(self.def).is_some();
            let test = "segment.byteSize() > extent";
            if later {
                code.open(format!("if ({test} && !rbgenIsLater(segment{}))", self.known_argument(tells)));
            } else {
                code.open(format!("if ({test})"));
            }
            code.line(format!(
                "throw DecodeException(ErrorKind.TOO_LONG, {owner}, \"\", extent.toString(), segment.byteSize().toString())"
            ));
            code.close();
            code.line(format!("return rbgenRead(segment, 0L{}, extent)", self.known_argument(tells)));
        } else {
            code.line(format!("rbgenCheckSize({owner}, SIZE, segment, exact = true)"));
            self.known_order(code, tells);
            code.line(format!("return rbgenRead(segment, 0L{})", self.known_argument(tells)));
        }
        code.close();
        code.blank();
        doc::plain(code, &exactly.replace("[segment]", "[bytes]"));
        code.line(format!(
            "public fun decode(bytes: ByteArray{param}): {name} = decode(MemorySegment.ofArray(bytes){pass})"
        ));
        code.blank();
        doc::plain(code, "The value at the start of [segment], and what follows it.");
        code.open(format!(
            "public fun decodePrefix(segment: MemorySegment{param}): Pair<{name}, MemorySegment>"
        ));
        if self.grows() {
            self.known_order(code, tells);
            code.line(format!("val extent: Long = rbgenExtent(segment{})", self.known_argument(tells)));
            code.line(format!(
                "return Pair(rbgenRead(segment, 0L{}, extent), segment.asSlice(extent))",
                self.known_argument(tells)
            ));
        } else {
            code.line(format!("rbgenCheckSize({owner}, SIZE, segment)"));
            self.known_order(code, tells);
            code.line(format!(
                "return Pair(rbgenRead(segment, 0L{}), segment.asSlice(SIZE.toLong()))",
                self.known_argument(tells)
            ));
        }
        code.close();
        code.blank();
        doc::plain(code, "The value at the start of [bytes], and what follows it.");
        code.line(format!(
            "public fun decodePrefix(bytes: ByteArray{param}): Pair<{name}, MemorySegment> = decodePrefix(MemorySegment.ofArray(bytes){pass})"
        ));
        code.blank();
        doc::plain(
            code,
            "The values in [segment], one behind the other; decoded one by one as they are asked for.",
        );
        code.line(format!(
            "public fun iterFrom(segment: MemorySegment{param}): Sequence<{name}> = rbgenRecords(segment) {{ decodePrefix(it{pass}) }}"
        ));
        code.blank();
        doc::plain(
            code,
            "The values in [bytes], one behind the other; decoded one by one as they are asked for.",
        );
        code.line(format!(
            "public fun iterFrom(bytes: ByteArray{param}): Sequence<{name}> = iterFrom(MemorySegment.ofArray(bytes){pass})"
        ));
        code.blank();
        self.needed(code, tells);
        code.blank();
        doc::plain(
            code,
            "The bytes in hexadecimal digits with the names of the members, whether they are valid or not.",
        );
        code.line("public fun dump(segment: MemorySegment): String = rbgenDump(LAYOUT, segment)");
        code.blank();
        doc::plain(
            code,
            "The bytes in hexadecimal digits with the names of the members, whether they are valid or not.",
        );
        code.line("public fun dump(bytes: ByteArray): String = dump(MemorySegment.ofArray(bytes))");
    }

    /// Finds the byte order where it wasn't given.
    fn known_order(&self, code: &mut Code, tells: bool) {
        if tells {
            code.line("val known: ByteOrder = order ?: rbgenOrder(segment)");
        }
    }

    fn known_argument(&self, tells: bool) -> &'static str {
        if tells { ", known" } else { self.order_argument() }
    }

    fn needed(&self, code: &mut Code, tells: bool) {
        let param = if self.grows() { self.read_order_param() } else { "" };
        let pass = if self.grows() { self.order_argument() } else { "" };
        doc::plain(code, "How many more bytes [decodePrefix] needs after those of [prefix].");
        if self.grows() {
            let order =
                if tells { ", order ?: rbgenLikelyOrder(prefix)" } else { self.known_argument(tells) };
            code.line(format!(
                "public fun bytesNeeded(prefix: MemorySegment{param}): Long = rbgenNeeded(prefix{order})"
            ));
        } else {
            code.line(
                "public fun bytesNeeded(prefix: MemorySegment): Long = maxOf(0L, SIZE.toLong() - prefix.byteSize())",
            );
        }
        code.blank();
        doc::plain(code, "How many more bytes [decodePrefix] needs after those of [prefix].");
        code.line(format!(
            "public fun bytesNeeded(prefix: ByteArray{param}): Int = bytesNeeded(MemorySegment.ofArray(prefix){pass}).toInt()"
        ));
    }

    /// The nearest raw value of a physical one.
    fn raws(&self, code: &mut Code) {
        for member in &self.def.members {
            let rules = member_rules(self.def, member);
            let (Some(scale), WireType::Scalar(scalar)) = (rules.scale, member_type(self.def, member)) else {
                continue;
            };
            let plain = self.cx.names.plain(&self.def.name, &member.name);
            let unit = rules.unit.as_ref().map_or(String::new(), |unit| format!(" in {unit}"));
            code.blank();
            let text = format!(
                "What `{}` is for a physical value{unit}: the nearest that it can hold.",
                member.name
            );
            doc::block(code, &[text], &[]);
            let number = format!(
                "{} / {}",
                super::number::atom(&sum("physical", -scale.bias)),
                literal::float(scale.scale, Scalar::F64)
            );
            let ty = super::types::number_type(scalar);
            let body = match scalar {
                Scalar::F64 => number,
                Scalar::F32 => format!("({number}).toFloat()"),
                _ => {
                    let (low, high) = raw_limits(self.def, member, scalar);
                    super::number::nearest(&number, scalar, low, high)
                }
            };
            code.line(format!("public fun {plain}Raw(physical: Double): {ty} = {body}"));
        }
    }

    /// The functions that work on memory.
    fn readers(&self, code: &mut Code) {
        let lower = self.cx.lower();
        let order = self.order_param();
        if let Some(function) = lower.find_order(self.def).filter(|_| self.is_either()) {
            let field = self.def.roles.byte_order.map(|index| &self.def.fields[index as usize]);
            let end = field.map_or(0, |field| field.offset + field.size);
            code.blank();
            code.open("internal fun rbgenOrder(segment: MemorySegment): ByteOrder");
            if self.grows() {
                code.line(format!("if (segment.byteSize() < {end}L) return ByteOrder.LITTLE_ENDIAN"));
            }
            self.printer(&function, Task::Decode).at_start().print(code);
            code.close();
            if self.grows() {
                code.blank();
                code.open("private fun rbgenLikelyOrder(segment: MemorySegment): ByteOrder");
                code.open("return try");
                code.line("rbgenOrder(segment)");
                code.next("catch (_: DecodeException)");
                code.line("ByteOrder.LITTLE_ENDIAN");
                code.close();
                code.close();
            }
        }
        if self.grows() {
            for (head, function) in [
                ("internal fun rbgenExtent", lower.extent(self.def)),
                ("private fun rbgenNeeded", lower.needed(self.def)),
            ] {
                code.blank();
                code.open(format!("{head}(segment: MemorySegment{order}): Long"));
                self.printer(&function, Task::Decode).at_start().print(code);
                code.close();
            }
            if let Some(function) = lower.is_later(self.def) {
                code.blank();
                code.open(format!("private fun rbgenIsLater(segment: MemorySegment{order}): Boolean"));
                self.printer(&function, Task::Decode).at_start().print(code);
                code.close();
            }
        }
        let extent = if self.grows() { ", extent: Long" } else { "" };
        let params = format!("segment: MemorySegment, base: Long{order}{extent}");
        code.blank();
        if builder::is_needed(self.def) {
            return builder::reader(self, code, &params);
        }
        let function = lower.decode(self.def, 0..self.def.fields.len());
        code.open(format!("internal fun rbgenRead({params}): {}", self.name));
        let values = self.read(code, &function);
        if values.is_empty() {
            code.line(format!("return {}()", self.name));
        } else {
            code.line(format!("return {}(", self.name));
            code.indent();
            for (name, value) in values {
                code.line(format!("{name} = {value},"));
            }
            code.dedent();
            code.line(")");
        }
        code.close();
    }

    /// Prints a function that decodes; answers the members with their values.
    pub(crate) fn read(&self, code: &mut Code, function: &Function) -> Vec<(String, String)> {
        let printer = self.printer(function, Task::Decode);
        printer.print(code);
        let mut found: Vec<_> = function.found.iter().collect();
        found.sort_by_key(|(member, _)| *member);
        let name = |member: usize| self.cx.names.member(self.def, &self.def.members[member]);
        found.into_iter().map(|(member, value)| (name(*member), printer.typed(value))).collect()
    }
}

/// A sum with a bias that may be negative or nothing.
fn sum(text: &str, bias: f64) -> String {
    if bias == 0.0 {
        text.to_owned()
    } else if bias < 0.0 {
        format!("{text} - {}", literal::float(-bias, Scalar::F64))
    } else {
        format!("{text} + {}", literal::float(bias, Scalar::F64))
    }
}

/// The least and the largest number that a member can hold.
fn raw_limits(def: &StructDef, member: &Member, scalar: Scalar) -> (Int, Int) {
    match origin(def, member).1 {
        Some(item) if scalar.is_signed() => {
            let width = item.bits.width;
            (Int::from_bits(1 << (width - 1), width, true), Int::from(item.bits.value_mask() >> 1))
        }
        Some(item) => (Int::ZERO, Int::from(item.bits.value_mask())),
        None => (scalar.min(), scalar.max()),
    }
}

/// A field or bit item that is always the same.
pub(crate) struct Fixed<'d> {
    /// The constant's name.
    pub(crate) name: String,
    pub(crate) ty: WireType,
    pub(crate) rules: &'d ValueRules,
    /// What the schema calls it, and where.
    pub(crate) target: (&'d str, Span),
    pub(crate) doc: Vec<String>,
}

/// Fields and items that are always the same.
pub(crate) fn fixed_values<'d>(cx: &Context<'_>, def: &'d StructDef) -> Vec<Fixed<'d>> {
    let mut out = Vec::new();
    for field in &def.fields {
        match &field.kind {
            FieldKind::Value(ty) if field.rules.constant.is_some() => out.push(Fixed {
                name: cx.names.fixed(&def.name, &field.name),
                ty: ty.clone(),
                rules: &field.rules,
                target: (&field.name, field.name_span),
                doc: describe::member_doc(cx.schema, field, None),
            }),
            FieldKind::Bits(_, items) => {
                out.extend(items.iter().filter(|item| item.rules.constant.is_some()).map(|item| Fixed {
                    name: cx.names.fixed(&def.name, &item.name),
                    ty: item_type(item),
                    rules: &item.rules,
                    target: (&item.name, item.name_span),
                    doc: describe::member_doc(cx.schema, field, Some(item)),
                }));
            }
            _ => {}
        }
    }
    out
}
