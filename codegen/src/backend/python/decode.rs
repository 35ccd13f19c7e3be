//! `decode`: one unpacking, then the checks in the order of the bytes.

use super::context::Context;
use super::element::{self, Element};
use super::layout::{Code, Expr};
use super::plan::Slot;
use super::{literal, names, scalar};
use rbgen_schema::ir::{
    BitItem, BitKind, BitRange, ByteOrder, Evolution, FieldKind, Literal, Policy, Role, StructDef, TagUse,
    Value, WireType,
};

/// The body of `decode`, from the buffer to the finished value.
pub(crate) fn body(cx: &Context<'_>, code: &mut Code, def: &StructDef, name: &str, slots: &[Slot<'_>]) {
    let owner = literal::string(&def.name);
    let packed = if def.endian == ByteOrder::Either {
        code.line("if order is None:");
        code.indent();
        code.line("order = cls._rbgen_order(octets(buf))");
        cx.codec("octets");
        code.dedent();
        code.assign("packed", by_order(name));
        "packed".to_owned()
    } else {
        format!("_{name}")
    };
    let mut checks = Code::at(2);
    let mut stores: Vec<(String, String)> = Vec::new();
    let mut targets: Vec<Expr> = Vec::new();
    for (index, slot) in slots.iter().enumerate() {
        let lines = checks.len();
        let stored = stores.len();
        field(cx, &mut checks, def, slot, slots, &mut stores);
        let Some(local) = &slot.local else { continue };
        let is_tag = slots.iter().any(|other| other.field.tag.is_some_and(|tag| tag.field as usize == index));
        let target = match &stores[stored..] {
            // A value that is neither checked nor converted goes right where it belongs.
            [(attribute, value)] if value == local && checks.len() == lines && !is_tag => {
                let target = format!("self.{attribute}");
                if attribute.chars().count() <= names::LONGEST_LOCAL {
                    stores.pop();
                    target
                } else {
                    local.clone()
                }
            }
            // Looked at where the size of the data is found out.
            [] if slot.field.role == Some(Role::Size) && def.evolution == Evolution::Append => "_".to_owned(),
            _ => local.clone(),
        };
        targets.push(Expr::Atom(target));
    }
    if checks.has("items = []") {
        code.line(format!("items: list[{}]", cx.import("typing", "Any")));
    }
    let prefix = unpack_targets(&targets);
    if def.evolution == Evolution::Append {
        let order = if def.endian == ByteOrder::Either { ", order" } else { "" };
        code.line(format!("view = {}(buf)", cx.codec("octets")));
        code.line(format!("stated = cls._rbgen_extent(view{order})"));
        let later = if def.roles.size.is_none() {
            format!(" and not cls._rbgen_is_later(view{order})")
        } else {
            String::new()
        };
        code.line(format!("if view.nbytes != stated{later}:"));
        code.indent();
        code.statement("raise ", Expr::call(cx.codec("wrong_size"), [&owner, "stated", "buf"]), "");
        code.dedent();
        code.line(format!("self = {}(cls)", cx.codec("new")));
        let raw = format!("bytes(view[:{0}]).ljust({0}, b\"\\0\")", def.size);
        code.assign("values", Expr::call(format!("{packed}.unpack"), [raw]));
        unpack(code, targets, Expr::atom("values"), prefix);
    } else {
        code.line(format!("self = {}(cls)", cx.codec("new")));
        code.line("try:");
        code.indent();
        unpack(code, targets, Expr::call(format!("{packed}.unpack"), ["buf"]), prefix);
        code.dedent();
        cx.import("struct", "error as struct_error");
        code.line("except struct_error:");
        code.indent();
        let size = def.size.to_string();
        code.statement(
            "raise ",
            Expr::call(cx.codec("wrong_size"), [owner.as_str(), &size, "buf"]),
            " from None",
        );
        code.dedent();
    }
    code.append(checks);
    for (attribute, value) in stores {
        code.assign(&format!("self.{attribute}"), Expr::of(&value));
    }
    code.line("return self");
}

/// The format in the order that was given.
pub(crate) fn by_order(name: &str) -> Expr {
    let [big, little] = ["big", "little"].map(|order| Box::new(Expr::Atom(format!("_{name}_{order}"))));
    Expr::Choice(big, "order == \"big\"".to_owned(), little)
}

fn unpack_targets(targets: &[Expr]) -> String {
    match targets {
        [] => String::new(),
        [one] => format!("({},) = ", one.flat()),
        many => format!("{} = ", many.iter().map(Expr::flat).collect::<Vec<_>>().join(", ")),
    }
}

/// `a, b, c = value`, one target a line in brackets where it doesn't fit.
fn unpack(code: &mut Code, targets: Vec<Expr>, value: Expr, prefix: String) {
    let mut trial = Code::at(0);
    trial.line(format!("{prefix}{}", value.flat()));
    if trial.text().chars().count() <= 72 || targets.len() < 2 {
        return code.statement(&prefix, value, "");
    }
    let mut value = value;
    if value.flat().chars().count() + code.depth() * 4 + 4 > 88 {
        code.assign("values", value);
        value = Expr::atom("values");
    }
    code.statement("", Expr::Display('(', targets, ')'), &format!(" = {}", value.flat()));
}

fn field(
    cx: &Context<'_>,
    code: &mut Code,
    def: &StructDef,
    slot: &Slot<'_>,
    slots: &[Slot<'_>],
    stores: &mut Vec<(String, String)>,
) {
    let Some(local) = &slot.local else { return };
    let index = slots.iter().position(|other| std::ptr::eq(other, slot)).unwrap_or(0);
    let members: Vec<_> = def.members.iter().filter(|member| member.field as usize == index).collect();
    let field = slot.field;
    let optional = def.evolution == Evolution::Append && field.offset + field.size > def.sizes[0].size;
    let mut block = Code::at(2 + usize::from(optional));
    let mut found: Vec<(String, String)> = Vec::new();
    match &field.kind {
        FieldKind::Value(ty) => {
            let value = value(cx, &mut block, def, slot, slots, ty, local);
            if let Some(member) = members.first() {
                found.push((cx.names.member(def, member), value));
            }
        }
        FieldKind::Bits(scalar, items) => {
            if slot.native.is_none() {
                let order = scalar::order_argument(field.order);
                block.assign(local, Expr::call("int.from_bytes", [local.as_str(), order]));
            }
            for (item_index, item) in items.iter().enumerate() {
                let var = &slot.item_locals[item_index];
                let whole = scalar.size() as u32 * 8;
                let value = bit_item(cx, &mut block, def, item, local, var, whole);
                let member = members.iter().find(|member| member.item == Some(item_index as u32));
                if let (Some(member), Some(value)) = (member, value) {
                    found.push((cx.names.member(def, member), value));
                }
            }
        }
        FieldKind::Reserved(Policy::Zero) => {
            block.statement(
                "if ",
                format!("{local} != {}", literal::bytes(&vec![0; field.size as usize])),
                ":",
            );
            block.indent();
            let element = slot.element(def, &WireType::Guid);
            let got = format!("next(filter(None, {local}))");
            element.raise(cx, &mut block, "DecodeError", "reserved-not-zero", &["0", &got]);
            block.dedent();
        }
        FieldKind::Reserved(_) | FieldKind::Padding => {
            if let Some(member) = members.first() {
                found.push((cx.names.member(def, member), local.clone()));
            }
        }
    }
    if !optional {
        code.append(block);
        stores.extend(found);
        return;
    }
    // Absent from data of an older writer: the value is its default, and nothing is checked.
    if block.is_empty() && found.is_empty() {
        return;
    }
    let mut absent = Code::at(3);
    for (position, (attribute, value)) in found.into_iter().enumerate() {
        let member = members[position];
        let var = member.item.map_or(local, |item| &slot.item_locals[item as usize]).clone();
        if value != var {
            block.assign(&var, value);
        }
        absent.assign(&var, Expr::of(&super::defaults::member(cx, def, member).fresh));
        stores.push((attribute, var));
    }
    if !block.is_empty() {
        code.line(format!("if stated >= {}:", field.offset + field.size));
        code.append(block);
        if !absent.is_empty() {
            code.line("else:");
            code.append(absent);
        }
    } else if !absent.is_empty() {
        code.line(format!("if stated < {}:", field.offset + field.size));
        code.append(absent);
    }
}

fn value<'a>(
    cx: &Context<'_>,
    code: &mut Code,
    def: &StructDef,
    slot: &Slot<'a>,
    slots: &[Slot<'_>],
    ty: &'a WireType,
    local: &str,
) -> String {
    if let (WireType::Union(id), Some(tag)) = (ty, slot.field.tag) {
        let union = cx.union_name(*id);
        let mut tag = tag_expression(cx, slots, tag);
        if let Some((absent, at)) = def.absent_tag(slot.field).zip(slot.field.tag) {
            let of = &def.fields[at.field as usize];
            tag = format!("{tag} if stated >= {} else {absent}", of.offset + of.size);
        }
        let place = &slot.element(def, ty).place;
        let mut args = vec![local, &tag, &place.owner, &place.field];
        if super::unions::is_ordered(&cx.schema.unions[id.index()]) {
            args.push("order");
        }
        code.assign(local, Expr::call(format!("{union}._rbgen_decode"), args));
        return local.to_owned();
    }
    if slot.field.role == Some(Role::Size) {
        if def.evolution == Evolution::Sealed {
            let element = slot.element(def, ty);
            let value = element::decode(cx, code, &element, local);
            code.line(format!("if {value} != {}:", def.size));
            code.indent();
            element.raise(cx, code, "DecodeError", "wrong-const", &[&def.size.to_string(), &value]);
            code.dedent();
        }
        return local.to_owned();
    }
    let (inner, dims) = ty.element();
    if dims.is_empty() {
        let value = element::decode(cx, code, &slot.element(def, ty), local);
        if matches!(ty, WireType::Struct(_)) {
            // At its place, not where the value is put together: the first failure in offset order is the error.
            code.assign(local, value);
            return local.to_owned();
        }
        return value;
    }
    array(cx, code, &slot.element(def, inner), &dims, local)
}

/// An array: its elements one by one, then as nested lists.
pub(crate) fn array(
    cx: &Context<'_>,
    code: &mut Code,
    element: &Element<'_>,
    dims: &[u64],
    local: &str,
) -> String {
    let mut element = element.clone();
    let count: u64 = dims.iter().product();
    let whole = element
        .rules
        .and_then(|rules| rules.constant.as_ref())
        .filter(|constant| matches!(constant.value, rbgen_schema::ir::Value::List(_)));
    if whole.is_some() {
        element.rules = None;
    }
    let source = match element::representation(cx, element.ty).and_then(|s| scalar::carrier(s).code) {
        Some(form) => {
            element.native = true;
            let format = match element.order {
                ByteOrder::Little => format!("\"<{count}{form}\""),
                ByteOrder::Big => format!("\">{count}{form}\""),
                ByteOrder::Either => {
                    format!("\">{count}{form}\" if order == \"big\" else \"<{count}{form}\"")
                }
            };
            Expr::call(cx.import("struct", "unpack"), [format, local.to_owned()])
        }
        None => {
            element.native = false;
            Expr::call(cx.codec("chunks"), [local.to_owned(), cx.size(element.ty).to_string()])
        }
    };
    let mut checks = Code::at(code.depth() + 1);
    if whole.is_some() && element.text.is_some() {
        checks.assign("raw", "item");
    }
    let item = element::decode(cx, &mut checks, &element, "item");
    if let Some(constant) = whole {
        each_constant(cx, code, &element, constant, source, checks, &item);
        return local.to_owned();
    }
    let list = if !checks.is_empty() {
        code.line("items = []");
        code.statement("for item in ", source, ":");
        code.append(checks);
        code.indent();
        code.line(format!("items.append({item})"));
        code.dedent();
        Expr::atom("items")
    } else if item == "item" {
        Expr::call("list", [source])
    } else {
        Expr::Each(Box::new(Expr::of(&item)), vec!["item".to_owned()], Box::new(source))
    };
    if dims.len() == 1 {
        code.assign(local, list);
    } else {
        let mut args = vec![list];
        args.extend(dims[1..].iter().map(|len| Expr::Atom(len.to_string())));
        code.assign(local, Expr::Call(cx.codec("nested_list"), args));
    }
    local.to_owned()
}

/// Holds each element to its own constant. The array is no member, so nothing is kept of it.
fn each_constant(
    cx: &Context<'_>,
    code: &mut Code,
    element: &Element<'_>,
    constant: &Literal,
    source: Expr,
    checks: Code,
    item: &str,
) {
    let mut values = Vec::new();
    elements(&constant.value, &mut values);
    let constants = values.into_iter().map(|value| {
        let one = Literal { value: value.clone(), named: Vec::new(), span: constant.span };
        cx.literal(&one, element.ty)
    });
    code.assign("wanted", Expr::list(constants));
    code.statement("for item, constant in ", Expr::call("zip", [source, Expr::atom("wanted")]), ":");
    code.append(checks);
    code.indent();
    let kind = if element.role == Some(Role::Version) { "unsupported-version" } else { "wrong-const" };
    let (same, details) = element::comparison(cx, element, item);
    code.line(format!("if {same}:"));
    code.indent();
    element.raise(cx, code, "DecodeError", kind, &[&details[0], &details[1]]);
    code.dedent();
    code.dedent();
}

/// The values of a list, nested lists unrolled.
fn elements<'v>(value: &'v Value, out: &mut Vec<&'v Value>) {
    match value {
        Value::List(items) => items.iter().for_each(|item| elements(item, out)),
        other => out.push(other),
    }
}

/// The expression of one bit item's bits.
fn bits_of(word: &str, bits: BitRange, whole: u32) -> String {
    match (bits.low, bits.low + bits.width == whole) {
        (0, true) => word.to_owned(),
        (0, false) => format!("{word} & 0x{:X}", bits.value_mask()),
        (low, true) => format!("{word} >> {low}"),
        (low, false) => format!("({word} >> {low}) & 0x{:X}", bits.value_mask()),
    }
}

fn bit_item(
    cx: &Context<'_>,
    code: &mut Code,
    def: &StructDef,
    item: &BitItem,
    word: &str,
    var: &str,
    whole: u32,
) -> Option<String> {
    let bits = bits_of(word, item.bits, whole);
    let element = bit_element(def, item, &WireType::Guid).0;
    match item.kind {
        BitKind::Reserved(Policy::Ignore) => return None,
        BitKind::Reserved(Policy::Zero) => {
            code.line(format!("{var} = {bits}"));
            code.line(format!("if {var}:"));
            code.indent();
            element.raise(cx, code, "DecodeError", "reserved-not-zero", &["0", var]);
            code.dedent();
            return None;
        }
        BitKind::Bool => code.line(format!("{var} = {word} & 0x{:X} != 0", item.bits.mask())),
        BitKind::Signed => {
            let sign = format!("0x{:X}", 1u128 << (item.bits.width - 1));
            let bits = if bits.contains(' ') { format!("({bits})") } else { bits };
            code.line(format!("{var} = ({bits} ^ {sign}) - {sign}"));
        }
        BitKind::Unsigned | BitKind::Enum(_) | BitKind::Flags(_) | BitKind::Reserved(Policy::Preserve) => {
            code.line(format!("{var} = {bits}"));
        }
    }
    let ty = bit_type(item);
    let mut element = bit_element(def, item, &ty).0;
    element.native = true;
    // A boolean item is true or false already; its rules compare numbers.
    if item.kind == BitKind::Bool {
        element::rules(cx, code, &element, var, var, "DecodeError");
        return Some(var.to_owned());
    }
    Some(element::decode(cx, code, &element, var))
}

/// The type whose value a bit item has.
pub(crate) fn bit_type(item: &BitItem) -> WireType {
    match item.kind {
        BitKind::Enum(id) => WireType::Enum(id),
        BitKind::Flags(id) => WireType::Flags(id),
        BitKind::Bool => WireType::Scalar(rbgen_schema::ir::Scalar::Bool8),
        BitKind::Signed => WireType::Scalar(rbgen_schema::ir::Scalar::I128),
        BitKind::Unsigned | BitKind::Reserved(_) => WireType::Scalar(rbgen_schema::ir::Scalar::U128),
    }
}

/// A bit item as an element, and its width.
pub(crate) fn bit_element<'a>(def: &StructDef, item: &'a BitItem, ty: &'a WireType) -> (Element<'a>, u32) {
    let element = Element {
        ty,
        order: ByteOrder::Little,
        rules: Some(&item.rules),
        text: None,
        truthy: true,
        role: item.role,
        place: element::Place::field(&def.name, &item.name),
        native: true,
    };
    (element, item.bits.width)
}

/// The number in the tag of a union, wherever in the struct it stands.
fn tag_expression(cx: &Context<'_>, slots: &[Slot<'_>], tag: TagUse) -> String {
    let slot = &slots[tag.field as usize];
    let local = slot.local.clone().unwrap_or_default();
    let union_index = slots.iter().position(|s| s.field.tag == Some(tag)).unwrap_or(0);
    let number = if slot.native.is_some() || (tag.field as usize) < union_index {
        local
    } else {
        let scalar = match &slot.field.kind {
            FieldKind::Value(ty) => element::representation(cx, ty),
            FieldKind::Bits(scalar, _) => Some(scalar.unsigned()),
            _ => None,
        };
        let order = scalar::order_argument(slot.field.order);
        let signed = if scalar.is_some_and(|s| s.is_signed()) { ", signed=True" } else { "" };
        format!("int.from_bytes({local}, {order}{signed})")
    };
    match (tag.item, &slot.field.kind) {
        (Some(item), FieldKind::Bits(scalar, items)) => {
            bits_of(&number, items[item as usize].bits, scalar.size() as u32 * 8)
        }
        _ => number,
    }
}
