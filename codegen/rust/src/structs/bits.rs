//! Bit words: shifts and masks over one integer.

use super::{Fields, mentions};
use crate::checks::{self, Checked, Direction};
use crate::types::{host, host_type};
use crate::{element, literal, scalar};
use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::{format_ident, quote};
use rbgen_schema::Int;
use rbgen_schema::ir::{BitItem, BitKind, ByteOrder, Policy, Role, Scalar, Value, ValueRules, WireType};

/// The integer a value of an item is held in while it is checked.
pub(crate) fn scalar(item: &BitItem) -> Scalar {
    Scalar::of_width(item.bits.width, item.kind == BitKind::Signed)
}

/// The type whose literals are those of the item.
pub(crate) fn wire_type(item: &BitItem) -> WireType {
    match item.kind {
        BitKind::Bool => WireType::Scalar(Scalar::Bool8),
        BitKind::Enum(id) => WireType::Enum(id),
        BitKind::Flags(id) => WireType::Flags(id),
        BitKind::Unsigned | BitKind::Signed | BitKind::Reserved(_) => WireType::Scalar(scalar(item)),
    }
}

fn hex(n: u128) -> TokenStream {
    if n < 10 {
        let n = Literal::u128_unsuffixed(n);
        return quote!(#n);
    }
    format!("{n:#x}").parse().unwrap_or_default()
}

fn cast(value: TokenStream, from: &str, to: &str) -> TokenStream {
    let target = format_ident!("{to}");
    if from == to {
        value
    } else if is_path(&value) {
        quote!(#value as #target)
    } else {
        quote!((#value) as #target)
    }
}

/// Whether an expression is a variable or a field.
fn is_path(value: &TokenStream) -> bool {
    value.clone().into_iter().all(|token| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == '.',
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    })
}

/// The number in an item's bits of a word.
pub(crate) fn extract(word: &TokenStream, whole: Scalar, item: &BitItem) -> TokenStream {
    let (low, width) = (item.bits.low, item.bits.width);
    let bits = whole.host_bits();
    let target = host_type(scalar(item));
    if item.kind == BitKind::Signed {
        let signed = Scalar::of_width(bits, true);
        let (left, right) =
            (Literal::u32_unsuffixed(bits - low - width), Literal::u32_unsuffixed(bits - width));
        let value = if bits - low - width == 0 { word.clone() } else { quote!(#word << #left) };
        let value = cast(value, host_type(whole), host_type(signed));
        let value = if bits == width { value } else { quote!((#value) >> #right) };
        return cast(value, host_type(signed), target);
    }
    let shift = Literal::u32_unsuffixed(low);
    let exact = low + width == bits && bits == whole.size() as u32 * 8;
    let mask = hex(item.bits.value_mask());
    let masked = match (low, exact) {
        (0, true) => word.clone(),
        (_, true) => quote!(#word >> #shift),
        (0, false) => quote!(#word & #mask),
        (_, false) => quote!((#word >> #shift) & #mask),
    };
    cast(masked, host_type(whole), target)
}

/// Statements that check the items of `word` and put the members into variables.
pub(crate) fn read(
    fields: &Fields<'_>,
    index: usize,
    word: Scalar,
    items: &[BitItem],
    order: ByteOrder,
) -> TokenStream {
    let field = &fields.def.fields[index];
    let whole = word.unsigned();
    let raw = scalar::get(fields.cx, whole, order, &quote!(bytes), &fields.offset(field));
    let statements = items.iter().enumerate().map(|(at, item)| {
        let member = fields.member(index, Some(at));
        let var = member.map(|(m, _)| fields.local(m));
        read_item(fields, item, &quote!(word), whole, var.as_ref())
    });
    let statements: TokenStream = statements.collect();
    if statements.is_empty() { statements } else { quote!(let word = #raw; #statements) }
}

/// Statements that check the item that tells the byte order.
pub(crate) fn check_role(
    fields: &Fields<'_>,
    index: usize,
    word: Scalar,
    items: &[BitItem],
    order: ByteOrder,
) -> TokenStream {
    let whole = word.unsigned();
    let raw = scalar::get(fields.cx, whole, order, &quote!(bytes), &fields.offset(&fields.def.fields[index]));
    let item = items.iter().find(|item| item.role == Some(Role::ByteOrder));
    let check = item.map(|item| read_item(fields, item, &quote!(word), whole, None));
    quote!(let word = #raw; #check)
}

/// One item; without a variable it is only checked.
pub(crate) fn read_item(
    fields: &Fields<'_>,
    item: &BitItem,
    word: &TokenStream,
    whole: Scalar,
    var: Option<&Ident>,
) -> TokenStream {
    let cx = fields.cx;
    let value = extract(word, whole, item);
    let place = fields.place(&item.name);
    let decode = Direction::Decode;
    if let BitKind::Reserved(policy) = item.kind {
        return match (policy, var) {
            (Policy::Zero, _) => {
                let fail = checks::fail(cx, decode, "ReservedNotZero", &place, "0", quote!(#value));
                quote!(if #value != 0 { #fail })
            }
            (Policy::Preserve, Some(var)) => quote!(let #var = #value;),
            (Policy::Preserve | Policy::Ignore, _) => TokenStream::new(),
        };
    }
    let rules = fields.item_rules(item);
    let ty = wire_type(item);
    let check = |value: TokenStream| {
        let checked = checked(item, &ty, &rules, value.clone(), value);
        checks::statements(cx, &checked, decode, &place)
    };
    match item.kind {
        BitKind::Bool => {
            let name = var.cloned().unwrap_or_else(|| format_ident!("value"));
            let checks = check(quote!(#name));
            if var.is_none() && checks.is_empty() {
                return checks;
            }
            quote!(let #name = #value != 0; #checks)
        }
        BitKind::Enum(_) | BitKind::Flags(_) => {
            let (path, repr, known) = match item.kind {
                BitKind::Enum(id) => {
                    let known = element::unknown_code(cx, id, decode, &place, &quote!(code));
                    (cx.enum_path(id), cx.schema.enums[id.index()].repr, known)
                }
                BitKind::Flags(id) => {
                    (cx.flags_path(id), cx.schema.flags[id.index()].repr, TokenStream::new())
                }
                _ => return TokenStream::new(),
            };
            let owner = cx.code_owner(path);
            let code = cast(value, host_type(scalar(item)), host_type(repr));
            let checks = check(quote!(code));
            if known.is_empty() && checks.is_empty() {
                return var.map(|var| quote!(let #var = #owner::from_code(#code);)).unwrap_or_default();
            }
            let made = var.map(|var| quote!(let #var = #owner::from_code(code);));
            quote!(let code = #code; #known #checks #made)
        }
        _ => {
            let name = var.cloned().unwrap_or_else(|| format_ident!("value"));
            let checks = check(quote!(#name));
            if var.is_none() && checks.is_empty() {
                return checks;
            }
            quote!(let #name = #value; #checks)
        }
    }
}

fn checked<'a>(
    item: &BitItem,
    ty: &'a WireType,
    rules: &'a ValueRules,
    value: TokenStream,
    got: TokenStream,
) -> Checked<'a> {
    let is_version = item.role == Some(Role::Version);
    Checked { ty, order: ByteOrder::Little, text: None, rules, is_version, value, got, index: None }
}

/// Statements that check the members of a word and write it.
pub(crate) fn write(
    fields: &Fields<'_>,
    index: usize,
    word: Scalar,
    items: &[BitItem],
    order: ByteOrder,
) -> TokenStream {
    let field = &fields.def.fields[index];
    let whole = word.unsigned();
    let constant = items.iter().fold(0, |all, item| all | constant_bits(fields, item));
    let parts: TokenStream = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| {
            let (member, _) = fields.member(index, Some(at))?;
            let name = &fields.members[member];
            let value = fields.written(index, Some(at), fields.of_self(name));
            let (checks, bits) = write_item(fields, item, whole, &value);
            Some(quote!(#checks word |= #bits;))
        })
        .collect();
    let at = fields.offset(field);
    let host = host(whole);
    let constant = hex(constant);
    if parts.is_empty() {
        let put = scalar::put(fields.cx, whole, order, &at, &quote!(word));
        return quote!(let word: #host = #constant; #put);
    }
    let put = scalar::put(fields.cx, whole, order, &at, &quote!(word));
    quote!(let mut word: #host = #constant; #parts #put)
}

/// The bits that an item always has.
fn constant_bits(fields: &Fields<'_>, item: &BitItem) -> u128 {
    let rules = fields.item_rules(item);
    let value = match rules.constant.as_ref().map(|c| &c.value) {
        Some(Value::Int(n)) => n.bits(),
        Some(Value::Bool(b)) => u128::from(*b),
        _ if item.role == Some(Role::Size) => u128::from(fields.def.size),
        _ => 0,
    };
    (value & item.bits.value_mask()) << item.bits.low
}

/// The checks of a value, and its bits in place in the word.
pub(crate) fn write_item(
    fields: &Fields<'_>,
    item: &BitItem,
    whole: Scalar,
    value: &TokenStream,
) -> (TokenStream, TokenStream) {
    let cx = fields.cx;
    let place = fields.place(&item.name);
    let encode = Direction::Encode;
    let rules = fields.item_rules(item);
    let ty = wire_type(item);
    let word = host_type(whole);
    let shift = Literal::u32_unsuffixed(item.bits.low);
    let up = |bits: TokenStream| {
        if item.bits.low == 0 {
            bits
        } else if mentions(&bits, "as") || bits.to_string().contains('&') {
            quote!((#bits) << #shift)
        } else {
            quote!(#bits << #shift)
        }
    };
    let check = |value: TokenStream| {
        checks::statements(cx, &checked(item, &ty, &rules, value.clone(), value), encode, &place)
    };
    match item.kind {
        BitKind::Bool => {
            let host = format_ident!("{word}");
            (check(value.clone()), up(quote!(#host::from(#value))))
        }
        BitKind::Enum(_) | BitKind::Flags(_) => {
            let (path, repr, known) = match item.kind {
                BitKind::Enum(id) => {
                    let known = element::unknown_code(cx, id, encode, &place, &quote!(code));
                    (cx.enum_path(id), cx.schema.enums[id.index()].repr, known)
                }
                BitKind::Flags(id) => {
                    (cx.flags_path(id), cx.schema.flags[id.index()].repr, TokenStream::new())
                }
                _ => return Default::default(),
            };
            let owner = cx.code_owner(path);
            let code = if cx.names_types() { quote!(#value.code()) } else { quote!(#owner::code(&#value)) };
            let fits = fits(fields, item, repr, &quote!(code));
            let checks = check(quote!(code));
            let mask = hex(item.bits.value_mask());
            let bits = cast(quote!(code), host_type(repr), word);
            let bits = if repr.is_signed() { quote!(#bits & #mask) } else { bits };
            (quote!(let code = #code; #known #fits #checks), up(bits))
        }
        _ => {
            let held = scalar(item);
            let fits = fits(fields, item, held, value);
            let checks = check(value.clone());
            let bits = cast(value.clone(), host_type(held), word);
            let mask = hex(item.bits.value_mask());
            let bits = if held.is_signed() && item.bits.width < whole.host_bits() {
                quote!(#bits & #mask)
            } else {
                bits
            };
            (quote!(#fits #checks), up(bits))
        }
    }
}

fn fits(fields: &Fields<'_>, item: &BitItem, held: Scalar, value: &TokenStream) -> TokenStream {
    let width = item.bits.width;
    if width >= held.host_bits() {
        return TokenStream::new();
    }
    let signed = held.is_signed();
    let low = if signed { Int::from(-(1i128 << (width - 1))) } else { Int::ZERO };
    let high = if signed { Int::from((1i128 << (width - 1)) - 1) } else { Int::from(item.bits.value_mask()) };
    let place = fields.place(&item.name);
    let fail =
        checks::fail(fields.cx, Direction::Encode, "OutOfRange", &place, format!("{low}..{high}"), value);
    let (low, high) = (literal::int(low), literal::int(high));
    if signed {
        quote!(if !(#low..=#high).contains(&#value) { #fail })
    } else {
        quote!(if #value > #high { #fail })
    }
}
