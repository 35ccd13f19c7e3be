//! Structs as records, or as classes where a record couldn't hold them.

use super::doc::{self, Doc};
use super::generator::Generator;
use super::literal;
use super::members::{Member, STRUCT_CONSTANTS, constants};
use super::types::{Host, host};
use crate::backend::object::code::Code;
use crate::backend::object::describe;
use rbgen_schema::Int;
use rbgen_schema::ir::{Scalar, StructDef, WireType};

/// Parts of one expression at most.
const CHAIN: usize = 60;

/// What the Java type of an integer holds. `BigInteger` holds more, so that both limits of it are always checked.
pub(super) fn holds(scalar: Scalar) -> (Int, Int) {
    match (scalar, host(scalar).bits()) {
        (Scalar::U64, _) => (scalar.min(), scalar.max()),
        (_, Some(bits)) => {
            let scalar = Scalar::of_width(bits, true);
            (scalar.min(), scalar.max())
        }
        _ => (Scalar::I128.min(), Scalar::U128.max()),
    }
}

impl<'a> Generator<'a> {
    /// The file of a struct's value.
    pub(super) fn structure(&self, def: &'a StructDef) -> String {
        let name = self.names.class_in_code(&def.name);
        let members = self.members(def);
        let wide = self.is_wide(def);
        let mut code = self.code();
        let mut text =
            Doc::schema(def.doc.as_deref(), format!("The struct {{@code {}}} of the schema.", def.name))
                .since(def.since);
        if members.iter().any(|member| matches!(member.ty, WireType::Bytes(_) | WireType::Array(..))) {
            text =
                text.own("Arrays are taken over and handed out without a copy: don't change what they hold.");
        }
        if let Some(unsigned) = self.unsigned_text(&members) {
            text = text.own(unsigned);
        }
        text = text.table(&describe::table(self.schema, def));
        if !wide {
            for member in &members {
                text = text.tag(format!("@param {}", member.name), self.member_text(member));
            }
        }
        text.deprecated(def.deprecated.as_deref()).write(&mut code);
        if def.deprecated.is_some() {
            code.line("@Deprecated");
        }
        self.allow_deprecated(&mut code);
        if wide {
            code.open(format!("public final class {name}"));
        } else {
            let parts: Vec<String> = members.iter().map(|member| self.component(member)).collect();
            code.open(format!("public record {name}({})", parts.join(", ")));
        }
        self.constants_of(&mut code, def);
        self.layout(&mut code, def);
        if wide {
            self.wide_members(&mut code, &members);
        } else {
            self.compact_constructor(&mut code, &members, &name);
        }
        self.scaled_members(&mut code, &members);
        self.builder_methods(&mut code, &members);
        self.decode_methods(&mut code, def, &name, wide);
        self.encode_methods(&mut code, def);
        self.object_methods(&mut code, &members, &name, wide);
        self.builder(&mut code, def, &members, &name, wide);
        code.close();
        self.file(&code.text())
    }

    fn component(&self, member: &Member<'_>) -> String {
        let deprecated = if member.field.deprecated.is_some() { "@Deprecated " } else { "" };
        format!("{deprecated}{} {}", self.type_name(&member.ty), member.name)
    }

    fn constants_of(&self, code: &mut Code, def: &StructDef) {
        let mut constant = |text: &str, line: String| {
            Doc::new(text).write(code);
            code.line(line);
            code.blank();
        };
        constant("Bytes.", format!("public static final int SIZE = {};", def.size));
        constant("Alignment in bytes.", format!("public static final int ALIGN = {};", def.align));
        if def.headroom > 0 {
            let line = format!("public static final int HEADROOM = {};", def.headroom);
            constant("Bytes that the mapping keeps free after the struct.", line);
        }
        let hash = format!("public static final long LAYOUT_HASH = 0x{:016X}L;", def.layout_hash);
        constant("A number that changes when the layout does.", hash);
        for fixed in constants(def) {
            let name = self.names.value(&def.name, fixed.name);
            if STRUCT_CONSTANTS.contains(&name.as_str()) {
                continue;
            }
            let text = describe::member_doc(self.schema, fixed.field, fixed.item);
            let mut doc = Doc::default();
            for part in &text {
                doc = doc.text(part);
            }
            doc.write(code);
            let value = self.literal(&fixed.ty, fixed.value);
            code.line(format!("public static final {} {name} = {value};", self.type_name(&fixed.ty)));
            code.blank();
        }
    }

    /// Members of a class that isn't a record.
    fn wide_members(&self, code: &mut Code, members: &[Member<'_>]) {
        for member in members {
            code.line(format!("private final {} {};", self.type_name(&member.ty), member.name));
        }
        code.blank();
        for member in members {
            Doc::new(self.member_text(member)).tag("@return", "the value").write(code);
            if member.field.deprecated.is_some() {
                code.line("@Deprecated");
            }
            code.open(format!("public {} {}()", self.type_name(&member.ty), member.name));
            code.line(format!("return {};", member.name));
            code.close();
            code.blank();
        }
    }

    fn compact_constructor(&self, code: &mut Code, members: &[Member<'_>], name: &str) {
        let references: Vec<&Member<'_>> =
            members.iter().filter(|member| !super::types::is_primitive(&member.ty)).collect();
        if references.is_empty() {
            return;
        }
        Doc::new("A value of all its members; none of them may be null.").write(code);
        code.open(format!("public {name}"));
        for member in references {
            code.line(format!("Objects.requireNonNull({}, \"{}\");", member.name, member.name));
        }
        code.close();
        code.blank();
    }

    fn scaled_members(&self, code: &mut Code, members: &[Member<'_>]) {
        for member in members {
            let Some((scale, number)) = member.scale().zip(member.host()) else { continue };
            let unit = member
                .rules()
                .unit
                .as_deref()
                .map_or_else(String::new, |unit| format!(" in {}", doc::flat(unit)));
            Doc::new(format!("The physical value of {{@code {}}}{unit}.", member.name))
                .tag("@return", "the number times its scale, plus its bias")
                .write(code);
            code.open(format!("public double {}Physical()", member.name));
            let raw = match number {
                Host::Big => format!("{}.doubleValue()", member.name),
                _ if matches!(member.ty, WireType::Scalar(Scalar::U64)) => {
                    format!("Rbgen.unsignedDouble({})", member.name)
                }
                _ => member.name.clone(),
            };
            let (factor, bias) = (scale.scale, literal::float(Scalar::F64, scale.bias));
            code.line(format!("return {raw} * {} + {bias};", literal::float(Scalar::F64, factor)));
            code.close();
            code.blank();
        }
    }

    fn object_methods(&self, code: &mut Code, members: &[Member<'_>], name: &str, wide: bool) {
        let types: Vec<WireType> = members.iter().map(|member| member.ty.clone()).collect();
        let names: Vec<String> = members.iter().map(|member| member.name.clone()).collect();
        let (compares, shows) = self.needs_own_methods(&types);
        if compares || wide {
            self.equality(code, name, &names, &types);
        }
        if shows || wide {
            self.text_form(code, name, &names, &types);
        }
    }

    /// `equals` and `hashCode` by content.
    pub(super) fn equality(&self, code: &mut Code, name: &str, names: &[String], types: &[WireType]) {
        let unusual = names.iter().any(|name| name == "other" || name == "that");
        let (object, that) = if unusual { ("rbgenOther", "rbgenThat") } else { ("other", "that") };
        code.blank();
        code.line("@Override");
        code.open(format!("public boolean equals(Object {object})"));
        let tests: Vec<String> = names
            .iter()
            .zip(types)
            .map(|(name, ty)| self.equal(ty, name, &format!("{that}.{name}")))
            .collect();
        if tests.len() > CHAIN {
            // One expression of all would be too deep for the compiler.
            code.open(format!("if (!({object} instanceof {name} {that}))"));
            code.line("return false;");
            code.close();
            for run in tests.chunks(CHAIN) {
                code.open(format!("if (!({}))", run.join(" && ")));
                code.line("return false;");
                code.close();
            }
            code.line("return true;");
            code.close();
            code.blank();
            self.hash_code(code, names, types);
            return;
        }
        let rest = if tests.is_empty() { String::new() } else { format!(" && {}", tests.join(" && ")) };
        let pattern = if tests.is_empty() { name.to_owned() } else { format!("{name} {that}") };
        code.line(format!("return {object} instanceof {pattern}{rest};"));
        code.close();
        code.blank();
        self.hash_code(code, names, types);
    }

    fn hash_code(&self, code: &mut Code, names: &[String], types: &[WireType]) {
        code.line("@Override");
        code.open("public int hashCode()");
        let local = if names.iter().any(|name| name == "hash") { "rbgenHash" } else { "hash" };
        match names {
            [] => code.line("return 0;"),
            [one] => code.line(format!("return {};", self.hash(&types[0], one))),
            [first, rest @ ..] => {
                code.line(format!("int {local} = {};", self.hash(&types[0], first)));
                for (name, ty) in rest.iter().zip(&types[1..]) {
                    code.line(format!("{local} = 31 * {local} + {};", self.hash(ty, name)));
                }
                code.line(format!("return {local};"));
            }
        }
        code.close();
    }

    /// `toString` with what records don't print.
    pub(super) fn text_form(&self, code: &mut Code, name: &str, names: &[String], types: &[WireType]) {
        code.blank();
        code.line("@Override");
        code.open("public String toString()");
        if names.len() > CHAIN {
            let local = if names.iter().any(|name| name == "text") { "rbgenText" } else { "text" };
            code.line(format!("StringBuilder {local} = new StringBuilder(\"{name}[\");"));
            for (index, (member, ty)) in names.iter().zip(types).enumerate() {
                let comma = if index == 0 { "" } else { ", " };
                code.line(format!("{local}.append(\"{comma}{member}=\").append({});", self.show(ty, member)));
            }
            code.line(format!("return {local}.append(']').toString();"));
            return code.close();
        }
        let mut text = String::new();
        for (index, (member, ty)) in names.iter().zip(types).enumerate() {
            let start = if index == 0 { format!("{name}[") } else { ", ".to_owned() };
            let plus = if index == 0 { "" } else { " + " };
            text.push_str(&format!("{plus}\"{start}{member}=\" + {}", self.show(ty, member)));
        }
        if names.is_empty() {
            text = format!("\"{name}[");
            code.line(format!("return {text}]\";"));
        } else {
            code.line(format!("return {text} + \"]\";"));
        }
        code.close();
    }
}
