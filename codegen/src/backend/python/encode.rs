//! `encode`: the checks in the order of the bytes, then one packing.

use super::context::Context;
use super::decode::{bit_element, bit_type};
use super::element::{self, Element};
use super::layout::{Code, Expr};
use super::plan::Slot;
use super::{literal, scalar};
use rbgen_schema::ir::{
    BitKind, ByteOrder, EnumDef, FieldKind, Literal, Member, Policy, Role, StructDef, TagUse, Unknown, Value,
    WireType,
};

/// The body of `encode`, up to the returned bytes.
pub(crate) fn body(cx: &Context<'_>, code: &mut Code, def: &StructDef, name: &str, slots: &[Slot<'_>]) {
    let packer = if def.endian == ByteOrder::Either {
        code.assign("packed", super::decode::by_order(name));
        "packed".to_owned()
    } else {
        format!("_{name}")
    };
    let mut args: Vec<Expr> = Vec::new();
    for (index, slot) in slots.iter().enumerate() {
        if let Some(local) = &slot.local {
            args.push(Expr::Atom(field(cx, code, def, slot, index, local)));
        }
    }
    code.statement("return ", Expr::Call(format!("{packer}.pack"), args), "");
}

fn field(
    cx: &Context<'_>,
    code: &mut Code,
    def: &StructDef,
    slot: &Slot<'_>,
    index: usize,
    local: &str,
) -> String {
    let field = slot.field;
    let member = def.members.iter().find(|member| member.field as usize == index && member.item.is_none());
    match &field.kind {
        FieldKind::Bits(scalar, items) => {
            let mut fixed = 0u128;
            let mut parts: Vec<String> = Vec::new();
            for (item_index, item) in items.iter().enumerate() {
                let position = Some(item_index as u32);
                let member = def.members.iter().find(|m| m.field as usize == index && m.item == position);
                match (member, &item.rules.constant) {
                    (Some(member), _) => {
                        let var = &slot.item_locals[item_index];
                        let ty = bit_type(item);
                        let (element, width) = bit_element(def, item, &ty);
                        let given = Expr::Atom(source(cx, def, member));
                        code.assign(
                            var,
                            if item.kind == BitKind::Bool {
                                let place = element.place.clone();
                                Expr::call(cx.codec("truth"), [given, place.owner.into(), place.field.into()])
                            } else {
                                given
                            },
                        );
                        parts.push(bit_value(cx, code, item.kind, &element, width, var, item.bits.low));
                    }
                    (None, Some(constant)) => {
                        fixed |= (number(constant) & item.bits.value_mask()) << item.bits.low
                    }
                    (None, None) => {}
                }
            }
            if fixed != 0 || parts.is_empty() {
                parts.insert(0, format!("0x{fixed:X}"));
            }
            code.assign(local, parts.remove(0));
            for part in parts {
                code.line(format!("{local} |= {part}"));
            }
            if slot.native.is_some() {
                local.to_owned()
            } else {
                format!("{local}.to_bytes({}, {})", scalar.size(), scalar::order_argument(field.order))
            }
        }
        FieldKind::Value(ty) => {
            if let Some(member) = member {
                let source = source(cx, def, member);
                return value(cx, code, def, slot, ty, &source, local);
            }
            if field.role == Some(Role::Size) {
                return number_argument(cx, slot, ty, &def.size.to_string());
            }
            match &field.rules.constant {
                Some(constant) => constant_argument(cx, code, def, slot, ty, constant, local),
                None => format!("bytes({})", field.size),
            }
        }
        FieldKind::Reserved(Policy::Preserve) => {
            let source =
                member.map_or(local.to_owned(), |member| format!("self.{}", cx.names.member(def, member)));
            let place = element::Place::field(&def.name, &field.name);
            let size = field.size.to_string();
            code.assign(
                local,
                Expr::call(cx.codec("sized"), [source.as_str(), &size, &place.owner, &place.field]),
            );
            local.to_owned()
        }
        FieldKind::Reserved(_) | FieldKind::Padding => literal::bytes(&vec![0; field.size as usize]),
    }
}

/// A member as it is written: no version older than the last growth, for the whole struct is written.
fn source(cx: &Context<'_>, def: &StructDef, member: &Member) -> String {
    let given = format!("self.{}", cx.names.member(def, member));
    match def.lowest_written_version(member.field, member.item) {
        Some(lowest) => format!("max({given}, {lowest})"),
        None => given,
    }
}

fn number(constant: &Literal) -> u128 {
    match &constant.value {
        Value::Int(number) => number.bits(),
        Value::Bool(flag) => u128::from(*flag),
        _ => 0,
    }
}

/// A constant number as `Struct.pack` takes it.
fn number_argument(cx: &Context<'_>, slot: &Slot<'_>, ty: &WireType, text: &str) -> String {
    let Some(scalar) = element::representation(cx, ty).filter(|_| slot.native.is_none()) else {
        return text.to_owned();
    };
    let order = scalar::order_argument(slot.field.order);
    let signed = if scalar.is_signed() { ", signed=True" } else { "" };
    // What isn't one name or call needs brackets before a method.
    let text = if text.contains(' ') || text.chars().all(|c| c.is_ascii_digit() || c == '-') {
        format!("({text})")
    } else {
        text.to_owned()
    };
    format!("{text}.to_bytes({}, {order}{signed})", scalar.size())
}

fn constant_argument(
    cx: &Context<'_>,
    code: &mut Code,
    def: &StructDef,
    slot: &Slot<'_>,
    ty: &WireType,
    constant: &Literal,
    local: &str,
) -> String {
    let text = cx.literal(constant, ty);
    let (inner, dims) = ty.element();
    if !dims.is_empty() {
        let whole = matches!(constant.value, Value::List(_));
        let mut all = text;
        if !whole {
            for len in dims.iter().rev() {
                all = format!("[{all}] * {len}");
            }
        }
        return value(cx, code, def, slot, ty, &all, local);
    }
    match inner {
        WireType::Char(_) | WireType::Char16(_) => value(cx, code, def, slot, ty, &text, local),
        WireType::Guid => format!("{text}.bytes_le"),
        WireType::Uuid => format!("{text}.bytes"),
        WireType::Scalar(scalar) if scalar.is_bool() => {
            number_argument(cx, slot, ty, &number(constant).to_string())
        }
        WireType::Scalar(scalar) if scalar.is_float() && slot.native.is_none() => {
            element::encode(cx, code, &slot.element(def, ty), &text, local)
        }
        _ => number_argument(cx, slot, ty, &text),
    }
}

fn bit_value(
    cx: &Context<'_>,
    code: &mut Code,
    kind: BitKind,
    element: &Element<'_>,
    width: u32,
    var: &str,
    low: u32,
) -> String {
    let mut shown = var.to_owned();
    match kind {
        BitKind::Bool => {
            element::rules(cx, code, element, var, var, "EncodeError");
            return if low == 0 { var.to_owned() } else { format!("{var} << {low}") };
        }
        BitKind::Enum(id) if is_rejecting(&cx.schema.enums[id.index()]) => {
            element::encode(cx, code, element, var, var);
        }
        BitKind::Signed | BitKind::Unsigned | BitKind::Enum(_) | BitKind::Flags(_) | BitKind::Reserved(_) => {
            let signed = kind == BitKind::Signed;
            element::bounds(cx, code, element, var, width, signed);
            element::rules(cx, code, element, var, var, "EncodeError");
            if signed {
                shown = format!("({var} & 0x{:X})", (1u128 << (width - 1)) * 2 - 1);
            }
        }
    }
    if low == 0 { shown.trim_matches(['(', ')']).to_owned() } else { format!("{shown} << {low}") }
}

fn is_rejecting(def: &EnumDef) -> bool {
    def.unknown == Unknown::Reject
}

fn value(
    cx: &Context<'_>,
    code: &mut Code,
    def: &StructDef,
    slot: &Slot<'_>,
    ty: &WireType,
    source: &str,
    local: &str,
) -> String {
    if let (WireType::Union(id), Some(tag)) = (ty, slot.field.tag) {
        let place = element::Place::field(&def.name, &slot.field.name);
        let mut args = vec![source.to_owned(), tag_member(cx, def, tag), place.owner, place.field];
        if super::unions::is_ordered(&cx.schema.unions[id.index()]) {
            args.push("order".to_owned());
        }
        code.assign(local, Expr::call(format!("{}._rbgen_encode", cx.union_name(*id)), args));
        return local.to_owned();
    }
    let (inner, dims) = ty.element();
    let mut element = Element { ty: inner, ..slot.element(def, &WireType::Guid) };
    if dims.is_empty() {
        return element::encode(cx, code, &element, source, local);
    }
    if element.rules.is_some_and(|rules| rules.constant.is_some()) {
        element.rules = None;
    }
    array(cx, code, &element, &dims, source, local)
}

/// The bytes of an array.
pub(crate) fn array(
    cx: &Context<'_>,
    code: &mut Code,
    element: &Element<'_>,
    dims: &[u64],
    source: &str,
    local: &str,
) -> String {
    let mut element = element.clone();
    let code_of = element::representation(cx, element.ty).and_then(|s| scalar::carrier(s).code);
    element.native = code_of.is_some();
    let mut args = vec![source.to_owned(), element.place.owner.clone(), element.place.field.clone()];
    args.extend(dims.iter().map(u64::to_string));
    let items = Expr::call(cx.codec("flat"), args);
    let mut checks = Code::at(code.depth() + 1);
    let item = element::encode(cx, &mut checks, &element, "item", item_target(element.ty));
    if checks.is_empty() && item == "item" {
        code.assign(local, items);
    } else {
        // Members of one union share a variable that is declared before.
        let declared =
            if local == "items" { String::new() } else { format!(": list[{}]", cx.import("typing", "Any")) };
        code.line(format!("{local}{declared} = []"));
        code.statement("for item in ", items, ":");
        code.append(checks);
        code.indent();
        code.line(format!("{local}.append({item})"));
        code.dedent();
    }
    match code_of {
        Some(form) => {
            let count: u64 = dims.iter().product();
            let pack = cx.import("struct", "pack");
            match element.order {
                ByteOrder::Little => format!("{pack}(\"<{count}{form}\", *{local})"),
                ByteOrder::Big => format!("{pack}(\">{count}{form}\", *{local})"),
                ByteOrder::Either => {
                    format!(
                        "{pack}(\">{count}{form}\" if order == \"big\" else \"<{count}{form}\", *{local})"
                    )
                }
            }
        }
        None => format!("b\"\".join({local})"),
    }
}

/// The variable for the bytes of an array's item: its own where the type stays the same.
fn item_target(ty: &WireType) -> &'static str {
    match ty {
        WireType::Scalar(_) | WireType::Enum(_) | WireType::Flags(_) => "item",
        _ => "data",
    }
}

/// The value of a union's tag: a member, or the constant of a tag that is always the same.
fn tag_member(cx: &Context<'_>, def: &StructDef, tag: TagUse) -> String {
    let member = def.members.iter().find(|member| member.field == tag.field && member.item == tag.item);
    match member {
        Some(member) => source(cx, def, member),
        None => {
            let field = &def.fields[tag.field as usize];
            let rules = match (&field.kind, tag.item) {
                (FieldKind::Bits(_, items), Some(item)) => &items[item as usize].rules,
                _ => &field.rules,
            };
            rules.constant.as_ref().map_or(0, number).to_string()
        }
    }
}
