//! A struct as a record struct.

use super::content::{self, Property};
use super::context::Context;
use super::doc::Doc;
use super::{codec, constants, defaults, layout, literal, obsolete};
use crate::backend::object::code::{CSHARP, Code};
use crate::backend::object::describe;
use crate::backend::object::lower::member_type;
use rbgen_schema::ir::{BitItem, FieldDef, FieldKind, Member, StructDef, StructId, WireType};

/// The field and, of a bit word, the item that a member is.
pub(crate) fn site<'d>(def: &'d StructDef, member: &Member) -> (&'d FieldDef, Option<&'d BitItem>) {
    let field = &def.fields[member.field as usize];
    match (&field.kind, member.item) {
        (FieldKind::Bits(_, items), Some(item)) => (field, items.get(item as usize)),
        _ => (field, None),
    }
}

/// The members of a struct's type with their types, for what names mean in it.
pub(crate) fn scope(cx: &Context<'_>, def: &StructDef) -> Vec<(String, String)> {
    let members = def
        .members
        .iter()
        .map(|member| (cx.names.member(def, member), cx.value_type(&member_type(def, member))));
    let fixed =
        constants::fixed(def).into_iter().map(|fixed| (cx.names.inner(&def.name, fixed.name), String::new()));
    members.chain(fixed).collect()
}

/// The file of a struct's value, below its `using` lines.
pub(crate) fn value(cx: &Context<'_>, id: StructId) -> String {
    let def = &cx.schema.structs[id.index()];
    let name = cx.struct_name(id);
    let mut code = Code::at(CSHARP, 0);
    document(cx, &mut code, def);
    obsolete(cx, &mut code, def.deprecated.as_deref());
    code.open(format!("public readonly record struct {name} : {}<{name}>", cx.ty("IWireStruct")));
    constants_of(&mut code, def);
    for fixed in constants::fixed(def) {
        constants::write_fixed(cx, &mut code, def, &fixed);
    }
    constructor(cx, &mut code, def, &name);
    for member in &def.members {
        property(cx, &mut code, def, member);
    }
    for member in &def.members {
        physical(cx, &mut code, def, member);
    }
    table(cx, &mut code, def);
    codec::functions(cx, &mut code, def, &name);
    let properties: Vec<Property> = def
        .members
        .iter()
        .map(|member| Property { name: cx.names.member(def, member), ty: member_type(def, member) })
        .collect();
    content::equality(cx, &mut code, &name, &properties, false);
    content::printing(cx, &mut code, &properties, "private readonly");
    code.close();
    code.text()
}

/// The documentation of a struct, with its layout.
pub(crate) fn document(cx: &Context<'_>, code: &mut Code, def: &StructDef) {
    let mut paragraphs =
        vec![def.doc.clone().unwrap_or_else(|| format!("The struct {} of the schema.", def.name))];
    paragraphs.extend(def.since.map(|version| format!("Since version {version} of the schema.")));
    Doc::new(paragraphs).rows(describe::table(cx.schema, def)).write(code);
}

fn constants_of(code: &mut Code, def: &StructDef) {
    for (doc, text) in [
        ("Bytes of the struct.", format!("public const int Size = {};", def.size)),
        (
            "Alignment in memory; bytes may be decoded from anywhere.",
            format!("public const int Align = {};", def.align),
        ),
        (
            "Hash of the layout, equal exactly when the layouts are.",
            format!("public const ulong LayoutHash = 0x{:016X};", def.layout_hash),
        ),
    ] {
        code.gap();
        Doc::new([doc.to_owned()]).write(code);
        code.line(text);
        code.gap();
    }
    if def.headroom > 0 {
        Doc::new(["Bytes that the mapping keeps free after the struct.".to_owned()]).write(code);
        code.line(format!("public const int Headroom = {};", def.headroom));
        code.gap();
    }
}

fn constructor(cx: &Context<'_>, code: &mut Code, def: &StructDef, name: &str) {
    if defaults::has_initial(cx, def) {
        Doc::new(["A value with the defaults of the schema, to be changed by an initializer.".to_owned()])
            .write(code);
        code.open(format!("public {name}()"));
        code.close();
        code.gap();
    }
}

fn property(cx: &Context<'_>, code: &mut Code, def: &StructDef, member: &Member) {
    let (field, item) = site(def, member);
    let name = cx.names.member(def, member);
    let ty = member_type(def, member);
    Doc::new(describe::member_doc(cx.schema, field, item)).write(code);
    obsolete(cx, code, field.deprecated.as_deref());
    let required = if member.required { "required " } else { "" };
    let initial = defaults::initial(cx, def, member).map_or_else(String::new, |value| format!(" = {value};"));
    code.line(format!("public {required}{} {name} {{ get; init; }}{initial}", cx.value_type(&ty)));
    code.gap();
}

/// The name of the property that has a member's physical value.
pub(crate) fn physical_name(name: &str) -> String {
    format!("{}Physical", name.trim_start_matches('@'))
}

/// Whether a member has a physical value: a number, or several of them.
pub(crate) fn is_scaled(def: &StructDef, member: &Member) -> bool {
    let (WireType::Scalar(scalar), dims) = ({
        let ty = member_type(def, member);
        let (element, dims) = ty.element();
        (element.clone(), dims.len())
    }) else {
        return false;
    };
    let has = defaults::rules(def, member).is_some_and(|rules| rules.scale.is_some());
    has && !scalar.is_bool() && dims <= 1
}

/// The conversion between raw and physical values.
fn physical(cx: &Context<'_>, code: &mut Code, def: &StructDef, member: &Member) {
    let Some(rules) = defaults::rules(def, member).filter(|_| is_scaled(def, member)) else { return };
    let Some(scale) = rules.scale else { return };
    let ty = member_type(def, member);
    let (element, dims) = ty.element();
    let WireType::Scalar(scalar) = element else { return };
    let name = cx.names.member(def, member);
    let unit = rules.unit.as_ref().map_or_else(String::new, |unit| format!(" in {unit}"));
    let [factor, bias] =
        [scale.scale, scale.bias].map(|n| literal::float(cx, rbgen_schema::ir::Scalar::F64, n));
    let number = cx.value_type(element);
    let to = |raw: &str| {
        let product =
            if scale.scale == 1.0 { format!("(double){raw}") } else { format!("(double){raw} * {factor}") };
        if scale.bias == 0.0 { product } else { format!("({product}) + {bias}") }
    };
    let back = |value: &str| {
        let difference = if scale.bias == 0.0 { value.to_owned() } else { format!("({value} - {bias})") };
        let quotient = if scale.scale == 1.0 { difference } else { format!("{difference} / {factor}") };
        if scalar.is_float() {
            format!("({number})({quotient})")
        } else {
            format!("checked(({number}){}.Round({quotient}))", cx.system("Math"))
        }
    };
    let physical = physical_name(&name);
    if dims.is_empty() {
        Doc::new([format!(
            "{} as a physical value{unit}; setting it rounds to the nearest raw number.",
            member.name
        )])
        .write(code);
        code.open(format!("public double {physical}"));
        code.line(format!("get => {};", to(&name)));
        code.line(format!("init => {name} = {};", back("value")));
        code.close();
    } else {
        let array = cx.system("Array");
        Doc::new([format!(
            "{} as physical values{unit}; setting them rounds to the nearest raw numbers.",
            member.name
        )])
        .write(code);
        code.open(format!("public double[] {physical}"));
        code.line(format!("get => {array}.ConvertAll({name}, static raw => {});", to("raw")));
        code.line(format!(
            "init => {name} = {array}.ConvertAll(value, static physical => {});",
            back("physical")
        ));
        code.close();
    }
    code.gap();
}

fn table(cx: &Context<'_>, code: &mut Code, def: &StructDef) {
    Doc::new(["Where the bytes are.".to_owned()]).write(code);
    let layout = cx.ty("Layout");
    code.line(format!("public static {layout} Layout {{ get; }} = new("));
    code.indent();
    code.line(format!("{},", literal::string(&def.name)));
    for constant in ["Size,", "Align,", "LayoutHash,"] {
        code.line(constant);
    }
    code.line("[");
    code.indent();
    for row in layout::rows(cx, def) {
        code.line(format!("{row},"));
    }
    code.dedent();
    code.line("]);");
    code.dedent();
    code.gap();
}
