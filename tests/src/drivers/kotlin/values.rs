//! The part of a driver in Kotlin that shows values and makes them.

use super::Writer;
use rbgen::backend::kotlin::names::is_built_in_block;
use rbgen_schema::ir::{BitKind, FieldKind, Member, Scalar, StructDef, StructId, UnionId, WireType};
use std::fmt::Write as _;

/// Kotlin's conversion of a decimal text to a scalar.
fn parsed(scalar: Scalar) -> &'static str {
    match (scalar.host_bits(), scalar.is_signed()) {
        (8, false) => "toUByte",
        (16, false) => "toUShort",
        (32, false) => "toUInt",
        (64, false) => "toULong",
        (8, true) => "toByte",
        (16, true) => "toShort",
        (32, true) => "toInt",
        (64, true) => "toLong",
        _ => "toBigInteger",
    }
}

impl Writer<'_> {
    fn member_type(&self, def: &StructDef, member: &Member) -> WireType {
        let field = &def.fields[member.field as usize];
        match (&field.kind, member.item) {
            (FieldKind::Bits(_, items), Some(item)) => {
                let item = &items[item as usize];
                match item.kind {
                    BitKind::Bool => WireType::Scalar(Scalar::Bool8),
                    BitKind::Enum(id) => WireType::Enum(id),
                    BitKind::Flags(id) => WireType::Flags(id),
                    BitKind::Signed => WireType::Scalar(Scalar::of_width(item.bits.width, true)),
                    BitKind::Unsigned | BitKind::Reserved(_) => {
                        WireType::Scalar(Scalar::of_width(item.bits.width, false))
                    }
                }
            }
            (FieldKind::Value(ty), _) => ty.clone(),
            (FieldKind::Bits(word, _), None) => WireType::Scalar(*word),
            (FieldKind::Reserved(_) | FieldKind::Padding, _) => WireType::Bytes(field.size),
        }
    }

    /// A statement that shows `value` at `path`, both expressions.
    fn show(&self, ty: &WireType, value: &str, path: &str) -> String {
        let shown = |text: String| format!("out.add(\"${{{path}}}=${{{text}}}\")");
        match ty {
            WireType::Scalar(scalar) if scalar.is_float() => {
                shown(format!("{value}.toRawBits().toHexString()"))
            }
            WireType::Scalar(scalar) if scalar.is_bool() => shown(format!("if ({value}) 1 else 0")),
            WireType::Scalar(_) => shown(value.to_owned()),
            WireType::Char(_) | WireType::Char16(_) => {
                shown(format!("{value}.encodeToByteArray().toHexString()"))
            }
            WireType::Bytes(_) => shown(format!("{value}.toHexString()")),
            WireType::Guid => shown(format!("guidHex({value})")),
            WireType::Uuid => shown(format!("uuidHex({value})")),
            WireType::Enum(_) => shown(format!("{value}.code")),
            WireType::Flags(_) => shown(format!("{value}.bits")),
            WireType::Union(id) if self.schema.unions[id.index()].tag.is_none() => {
                shown(format!("{value}.bytes.toHexString()"))
            }
            WireType::Union(id) => format!("showUnion{}({value}, {path}, out)", id.index()),
            WireType::Struct(id) => format!("show{}({value}, {path} + \".\", out)", id.index()),
            WireType::Array(inner, _) => {
                let depth = path.matches("[$").count();
                let inner = self.show(inner, &format!("v{depth}"), &format!("({path} + \"[$i{depth}]\")"));
                format!("{value}.forEachIndexed {{ i{depth}, v{depth} -> {inner} }}")
            }
            WireType::Host(_) => String::new(),
        }
    }

    /// An expression of the value given at `path`.
    fn make(&self, ty: &WireType, path: &str) -> String {
        let number = |scalar: Scalar| format!("given[{path}].{}()", parsed(scalar));
        match ty {
            WireType::Scalar(Scalar::F32) => format!("given.float({path})"),
            WireType::Scalar(Scalar::F64) => format!("given.double({path})"),
            WireType::Scalar(scalar) if scalar.is_bool() => format!("given.truth({path})"),
            WireType::Scalar(scalar) => number(*scalar),
            WireType::Char(_) | WireType::Char16(_) => format!("given.text({path})"),
            WireType::Bytes(_) => format!("given.bytes({path})"),
            WireType::Guid => format!("given.guid({path})"),
            WireType::Uuid => format!("given.uuid({path})"),
            WireType::Enum(id) => {
                format!("Enum{}({})", id.index(), number(self.schema.enums[id.index()].repr))
            }
            WireType::Flags(id) => {
                format!("Flags{}({})", id.index(), number(self.schema.flags[id.index()].repr))
            }
            WireType::Union(id) if self.schema.unions[id.index()].tag.is_none() => {
                format!("Union{}(given.bytes({path}))", id.index())
            }
            WireType::Union(id) => format!("makeUnion{}(given, {path})", id.index()),
            WireType::Struct(id) => format!("make{}(given, {path} + \".\")", id.index()),
            WireType::Array(inner, len) => {
                let depth = path.matches("[$").count();
                let inner = self.make(inner, &format!("({path} + \"[$i{depth}]\")"));
                format!("List({len}) {{ i{depth} -> {inner} }}")
            }
            WireType::Host(_) => String::new(),
        }
    }

    pub(super) fn union(&self, out: &mut String, id: UnionId) {
        let def = &self.schema.unions[id.index()];
        if def.tag.is_none() {
            return;
        }
        let index = id.index();
        let (mut shows, mut makes) = (String::new(), String::new());
        for member in &def.members {
            let variant = self.names.variant(def, &member.name);
            let name = &member.name;
            let has_rest = member.size < def.size;
            let rest = if has_rest { "; out.add(\"$path.@rest=${value.rest.toHexString()}\")" } else { "" };
            let shown = self.show(&member.ty, "value.value", &format!("(path + \".{name}\")"));
            let _ = writeln!(
                shows,
                "        is Union{index}.{variant} -> {{ out.add(\"$path.@member={name}\"); {shown}{rest} }}"
            );
            let made = self.make(&member.ty, &format!("(path + \".{name}\")"));
            let rest = if has_rest { ", given.bytes(\"$path.@rest\")" } else { "" };
            let _ = writeln!(makes, "        \"{name}\" -> Union{index}.{variant}({made}{rest})");
        }
        let _ = writeln!(
            out,
            "private fun showUnion{index}(value: Union{index}, path: String, out: MutableList<String>) {{
    when (value) {{
{shows}    }}
}}

private fun makeUnion{index}(given: Given, path: String): Union{index} =
    when (val member = given[\"$path.@member\"]) {{
{makes}        else -> error(\"no such member: $member\")
    }}
"
        );
    }

    pub(super) fn structure(&self, out: &mut String, id: StructId) {
        let def = &self.schema.structs[id.index()];
        let index = id.index();
        let _ = writeln!(
            out,
            "private fun show{index}(value: Struct{index}, path: String, out: MutableList<String>) {{"
        );
        for member in &def.members {
            let property = self.names.member(def, member);
            let path = format!("(path + \"{}\")", member.name);
            let _ = writeln!(
                out,
                "    {}",
                self.show(&self.member_type(def, member), &format!("value.{property}"), &path)
            );
        }
        let _ = writeln!(out, "}}\n\nprivate fun make{index}(given: Given, path: String): Struct{index} {{");
        let has_default = !def.members.iter().any(|member| member.required);
        let in_block = is_built_in_block(def);
        if has_default && !def.members.is_empty() {
            let empty = if in_block { "{}" } else { "()" };
            let _ = writeln!(out, "    val plain = Struct{index}{empty}");
        }
        let (open, close, end) = if in_block { (" {", "}", "") } else { ("(", ")", ",") };
        let _ = writeln!(out, "    return Struct{index}{open}");
        for member in &def.members {
            let property = self.names.member(def, member);
            let path = format!("(path + \"{}\")", member.name);
            let made = self.make(&self.member_type(def, member), &path);
            let value =
                if has_default { format!("if ({path} in given) {made} else plain.{property}") } else { made };
            let _ = writeln!(out, "        {property} = {value}{end}");
        }
        let _ = writeln!(out, "    {close}\n}}\n");
    }
}
