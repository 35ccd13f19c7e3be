//! Unions: bytes with accessors, or with a tag a class for each member.

use super::content::{self, Property};
use super::context::Context;
use super::doc::Doc;
use super::print::{Mode, Printer};
use crate::backend::object::code::{CSHARP, Code};
use crate::backend::object::lower::takes_order;
use crate::backend::object::steps::{Label, Place};
use rbgen_schema::ir::{UnionDef, UnionId, UnionMember, WireType};

/// The file of a union, below its `using` lines.
pub(crate) fn file(cx: &Context<'_>, id: UnionId) -> String {
    let def = &cx.schema.unions[id.index()];
    let mut code = Code::at(CSHARP, 0);
    let doc = def.doc.clone().unwrap_or_else(|| format!("The union {} of the schema.", def.name));
    let size = format!("{} bytes, of which each member takes the first.", def.size);
    Doc::new([doc, size]).write(&mut code);
    if def.tag.is_some() {
        hierarchy(cx, &mut code, id, def);
    } else {
        bytes(cx, &mut code, id, def);
    }
    code.text()
}

fn size(code: &mut Code, def: &UnionDef) {
    Doc::new(["Bytes of the union.".to_owned()]).write(code);
    code.line(format!("public const int Size = {};", def.size));
    code.gap();
}

fn member_doc(cx: &Context<'_>, member: &UnionMember) -> String {
    member
        .doc
        .clone()
        .unwrap_or_else(|| format!("The member {} of type {}.", member.name, cx.schema.type_name(&member.ty)))
}

fn order_parameter(cx: &Context<'_>, member: &UnionMember) -> String {
    if takes_order(cx.schema, &member.ty, member.order) {
        format!("{} order", cx.ty("ByteOrder"))
    } else {
        String::new()
    }
}

/// A union without a tag.
fn bytes(cx: &Context<'_>, code: &mut Code, id: UnionId, def: &UnionDef) {
    let name = cx.union_name(id);
    let (span, equatable) = (cx.system("ReadOnlySpan"), cx.system("IEquatable"));
    code.open(format!("public readonly struct {name} : {equatable}<{name}>"));
    size(code, def);
    code.line("private static readonly byte[] RbgenZero = new byte[Size];");
    code.gap();
    code.line("private readonly byte[]? rbgenBytes;");
    code.gap();
    Doc::new(["A union of these bytes.".to_owned()])
        .param("bytes", "As many bytes as the union has.")
        .throws(&cx.system("ArgumentException"), "There are more or fewer bytes.")
        .write(code);
    code.open(format!("public {name}({span}<byte> bytes)"));
    code.open("if (bytes.Length != Size)");
    let exception = cx.system("ArgumentException");
    code.line(format!(
        "throw new {exception}($\"{{Size}} bytes are needed, there are {{bytes.Length}}\", nameof(bytes));"
    ));
    code.close();
    code.gap();
    code.line("rbgenBytes = bytes.ToArray();");
    code.close();
    code.gap();
    Doc::new(["The bytes.".to_owned()]).write(code);
    code.line(format!("public {span}<byte> Bytes => rbgenBytes ?? RbgenZero;"));
    code.gap();
    for (at, member) in def.members.iter().enumerate() {
        accessors(cx, code, id, def, at, member);
    }
    for (operator, not) in [("==", ""), ("!=", "!")] {
        Doc::new([format!("Whether the bytes are {}the same.", if not.is_empty() { "" } else { "not " })])
            .param("left", "The one union.")
            .param("right", "The other union.")
            .returns("True if so.")
            .write(code);
        code.line(format!(
            "public static bool operator {operator}({name} left, {name} right) => {not}left.Equals(right);"
        ));
        code.gap();
    }
    code.line("/// <inheritdoc/>");
    code.line(format!("public bool Equals({name} other) => Bytes.SequenceEqual(other.Bytes);"));
    code.gap();
    code.line("/// <inheritdoc/>");
    code.line(format!("public override bool Equals(object? obj) => obj is {name} other && Equals(other);"));
    code.gap();
    code.line("/// <inheritdoc/>");
    code.open("public override int GetHashCode()");
    code.line(format!("var hash = default({});", cx.system("HashCode")));
    code.line("hash.AddBytes(Bytes);");
    code.line("return hash.ToHashCode();");
    code.close();
    code.gap();
    Doc::new(["The bytes in hex.".to_owned()]).returns("The text.").write(code);
    code.line(format!(
        "public override string ToString() => $\"{name} {{{{ {{{}.Hex(Bytes)}} }}}}\";",
        cx.expression("RbgenWire")
    ));
    code.close();
}

fn accessors(
    cx: &Context<'_>,
    code: &mut Code,
    id: UnionId,
    def: &UnionDef,
    at: usize,
    member: &UnionMember,
) {
    let name = cx.union_name(id);
    let property = cx.names.inner(&def.name, &member.name);
    let ty = cx.value_type(&member.ty);
    let place = || Place { owner: Label::Text(def.name.clone()), field: Label::Text(member.name.clone()) };
    let order = order_parameter(cx, member);
    let ordered =
        |doc: Doc| if order.is_empty() { doc } else { doc.param("order", "The order of the bytes.") };
    let bare = property.trim_start_matches('@');
    let doc = Doc::new([
        "A union of this member; the bytes beyond it are zero.".to_owned(),
        member_doc(cx, member),
    ]);
    ordered(doc.param("value", "The member.")).returns("The union.").write(code);
    let comma = if order.is_empty() { "" } else { ", " };
    code.open(format!("public static {name} From{bare}({ty} value{comma}{order})"));
    code.line(format!("{}<byte> data = new byte[Size];", cx.system("Span")));
    let function = cx.lower().encode_member(id, at, place());
    Printer::new(cx, None, Mode::Encode, &function).steps(code, &function.steps);
    code.line(format!("return new {name}(data);"));
    code.close();
    code.gap();
    let doc = Doc::new(["The bytes as this member.".to_owned(), member_doc(cx, member)]);
    let doc = ordered(doc).returns("The member.");
    doc.throws("DecodeException", "The bytes are no such value.").write(code);
    code.open(format!("public {ty} As{bare}({order})"));
    let function = cx.lower().decode_member(id, at, place());
    code.line(format!("{}<byte> data = Bytes;", cx.system("ReadOnlySpan")));
    let mut printer = Printer::new(cx, None, Mode::Decode, &function);
    printer.steps(code, &function.steps);
    if let Some((_, value)) = function.found.first() {
        code.line(format!("return {};", printer.value(value)));
    }
    code.close();
    code.gap();
}

/// A union with a tag: a closed hierarchy.
fn hierarchy(cx: &Context<'_>, code: &mut Code, id: UnionId, def: &UnionDef) {
    let name = cx.union_name(id);
    code.open(format!("public abstract record {name}"));
    size(code, def);
    code.open(format!("private protected {name}()"));
    code.close();
    code.gap();
    for (at, member) in def.members.iter().enumerate() {
        class(cx, code, id, def, at, member);
    }
    code.close();
}

fn class(cx: &Context<'_>, code: &mut Code, id: UnionId, def: &UnionDef, at: usize, member: &UnionMember) {
    let union = cx.union_name(id);
    let name = cx.names.inner(&def.name, &member.name);
    let ty = cx.value_type(&member.ty);
    let order = order_parameter(cx, member);
    let order = if order.is_empty() { order } else { format!(", {order}") };
    let rest = def.size - member.size;
    Doc::new([member_doc(cx, member)]).param("Value", "The member.").write(code);
    code.open(format!("public sealed record {name}({ty} Value) : {union}"));
    if rest > 0 {
        Doc::new(["The bytes of the union beyond the member.".to_owned()]).write(code);
        code.line(format!("public byte[] Rest {{ get; init; }} = new byte[{rest}];"));
        code.gap();
    }
    let place = || Place { owner: Label::Argument, field: Label::Argument };
    let function = cx.lower().decode_member(id, at, place());
    code.open(format!(
        "internal static {name} RbgenRead({}<byte> data{order}, string structName, string field)",
        cx.system("ReadOnlySpan")
    ));
    let mut printer = Printer::new(cx, None, Mode::Decode, &function);
    printer.steps(code, &function.steps);
    if let Some((_, value)) = function.found.first() {
        let value = printer.value(value);
        if rest > 0 {
            code.line(format!(
                "return new {name}({value}) {{ Rest = data.Slice({}).ToArray() }};",
                member.size
            ));
        } else {
            code.line(format!("return new {name}({value});"));
        }
    }
    code.close();
    code.gap();
    let function = cx.lower().encode_member(id, at, place());
    code.open(format!(
        "internal void RbgenWrite({}<byte> data{order}, string structName, string field)",
        cx.system("Span")
    ));
    Printer::new(cx, None, Mode::Encode, &function).with_argument("Value").steps(code, &function.steps);
    if rest > 0 {
        code.line(format!("{}.RequireLength(Rest, {rest}, structName, field);", cx.expression("RbgenWire")));
        code.line(format!("Rest.CopyTo(data.Slice({}));", member.size));
    }
    code.close();
    code.gap();
    let mut properties = vec![Property { name: "Value".to_owned(), ty: member.ty.clone() }];
    if rest > 0 {
        properties.push(Property { name: "Rest".to_owned(), ty: WireType::Bytes(rest) });
    }
    content::equality(cx, code, &name, &properties, true);
    content::printing(cx, code, &properties, "protected override");
    code.close();
    code.gap();
}

/// The types inside a union's.
pub(crate) fn nested(cx: &Context<'_>, def: &UnionDef) -> Vec<String> {
    if def.tag.is_none() {
        return Vec::new();
    }
    def.members.iter().map(|member| cx.names.inner(&def.name, &member.name)).collect()
}
